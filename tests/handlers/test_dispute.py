"""Disputes: of a figure and of an entry, a line of text or none, who decides, who hears, what is kept."""

from __future__ import annotations

from datetime import date

from bot.callbacks_why import DisputeDo, DisputeVerb, WhyDo, WhyVerb
from db.models import Closing, Dispute, Entry, Member
from sandbox import Person
from services import access, disputes
from services.disputes import Disputed
from services.periods import parse
from tests.handlers.test_lists import labels, plain
from tests.town import Town


async def open_for(town: Town, who: Person) -> list[Disputed]:
    async with town.app.db.read() as session:
        speaker = await access.who(session, who.id)
        assert speaker is not None
        assert speaker.me is not None
        return await disputes.open_for(session, speaker.me)


async def test_a_disputed_figure_reaches_the_lead_and_the_answer_comes_back_in_ones_language(
    town: Town,
) -> None:
    emma = town.telegram.person("Emma", username="emma", language="en")
    lead, second, owner, boris = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Борис", "boris"), ("Вера", "vera"), ("Ольга", "olga"), ("Гена", "gena"))
    )
    await town.team(managers=[emma, boris], leads=[lead, second], owners=[owner])
    for person in (lead, second, owner):
        await town.says(person, "/start")
    await town.says(emma, "deal 45k Acme")
    figure = await town.says(emma, "/why revenue")
    await town.taps(emma, "🙋 This is wrong", message=figure)
    question = emma.last()
    assert "What is wrong here?" in plain(question)
    assert "November 2026: ₽45,000" in plain(question)
    assert await open_for(town, lead) == []  # a draft is nobody's business

    # The next plain message is no answer; only a reply is.
    assert "₽5,000" in plain(await town.says(emma, "deal 5,000 Lily"))
    assert [row.state for row in await town.rows(Dispute)] == ["draft"]
    sent = await town.says(emma, "The deal of <b>Monday is missing: deal 7k Acme", reply_to=question)
    assert "Passed on to Борис, Вера. I will tell you the answer." in plain(sent)
    assert "waits for an answer" in plain(question)
    assert labels(question) == ["🔎 Where it comes from", "Take it back"]
    assert len(await town.entries(emma)) == 2
    # An edit of the answer is neither passed on nor taken for a report.
    assert "do not pass the edit on" in plain(await town.edits(emma, None, "deal 9k Acme"))
    assert len(await town.entries(emma)) == 2

    for one in (lead, second):
        asked = one.last()
        assert "Спор №1 · Emma" in plain(asked)
        assert "Выручка, ноябрь 2026: 45 000 ₽" in plain(asked)  # as it was shown, not as it is now
        assert "«The deal of <b>Monday is missing: deal 7k Acme»" in plain(asked)
    assert [(x.id, x.member, x.state) for x in await open_for(town, lead)] == [(1, "Emma", "open")]
    assert len(await open_for(town, owner)) == 1
    assert await open_for(town, boris) == []
    assert not any("Спор" in plain(m) for m in owner.sees())

    again = await town.says(emma, "/why revenue")
    assert "Dispute No. 1: waits for an answer" in plain(again)
    assert "🙋 This is wrong" not in labels(again)
    ids = {m.account_id: m.id for m in await town.rows(Member)}
    once_more = WhyDo.of(WhyVerb.DISPUTE, "manager", ids[emma.id], parse("2026-11"), 0)
    tap = emma.taps_data(once_more.pack())
    await town.settle()
    assert "open dispute about this already" in (tap.answer or "")

    asked = lead.last()
    await town.taps(lead, "🔎 Откуда цифра", message=asked)
    assert "Выручка · Emma" in plain(asked)
    assert "Спор №1: ждёт ответа" in plain(asked)
    await town.taps(lead, "🙋 Спор №1", message=asked)
    asked = lead.last()
    waiting = await town.says(lead, "Сделку от понедельника внёс Гена", reply_to=asked)
    assert "Ваши слова: Сделку от понедельника внёс Гена" in plain(waiting)
    assert [row.state for row in await town.rows(Dispute)] == ["open"]
    assert await town.taps(lead, "Всё верно", message=waiting) == "Готово"
    told = emma.last()
    assert "Dispute No. 1. Борис: “It is right”" in plain(told)
    assert "💬 Сделку от понедельника внёс Гена" in plain(told)
    assert "Acme" in " ".join(labels(told)) or "Where it comes from" in " ".join(labels(told))
    [row] = await town.rows(Dispute)
    assert (row.state, row.answer, row.answered_by_id) == (
        "rejected",
        "Сделку от понедельника внёс Гена",
        ids[lead.id],
    )
    assert (row.top, row.bottom, row.kpi, row.period) == (4_500_000, 1, "sales_volume", "month")
    assert await open_for(town, lead) == []

    # Decided once: the other lead's buttons say by whom and how.
    toast = await town.taps(second, "Исправлю", message=second.last())
    assert toast == "Уже решено. Борис: «Всё верно»."
    assert (
        "уже решено" in plain(await town.says(second, "А я думаю иначе", reply_to=second.last())).casefold()
    )
    assert (await town.rows(Dispute))[0].state == "rejected"
    # After the answer a new one may be opened.
    await town.taps(emma, "🙋 This is wrong", message=await town.says(emma, "/why revenue"))
    assert "What is wrong here?" in plain(emma.last())
    await town.taps(emma, "Never mind")
    assert "I tell nobody" in plain(emma.last())
    assert len(await town.rows(Dispute)) == 1


async def test_an_entry_is_disputed_by_its_writer_withdrawn_and_accepted(town: Town) -> None:
    anna, lead, owner = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Борис", "boris"), ("Ольга", "olga"))
    )
    await town.team(managers=[anna], leads=[lead], owners=[owner])
    await town.says(anna, "сделка 45 000 Ромашка")
    await town.says(anna, "/today")
    await town.taps(anna, "1 · Ромашка")
    card = anna.last()
    assert "🙋 Здесь ошибка" in labels(card)
    await town.taps(lead, "1 · Ромашка", message=await town.says(lead, "/why сделки"))
    assert "🙋 Здесь ошибка" not in labels(lead.last())
    await town.taps(anna, "🙋 Здесь ошибка", message=card)
    await town.taps(anna, "Отправить без слов")
    assert "Кому: Борис" in plain(anna.last())
    asked = lead.last()
    assert "Сделка 45 000 ₽ · Ромашка" in plain(asked)
    await town.taps(anna, "Забрать назад", message=anna.sees()[-2])
    assert "Анна всё забирает назад" in plain(lead.last())
    assert await town.taps(lead, "Исправлю", message=asked) == "Этот спор уже забрали назад."

    # An entry that the lead undid may be disputed too; words may follow the answer.
    [entry] = await town.entries(anna)
    lead.taps_data(f"e:void:{entry.id}:0:")
    await town.settle()
    anna.taps_data(DisputeDo(verb=DisputeVerb.ENTRY, id=entry.id).pack())
    await town.settle()
    await town.says(anna, "Сделка была", reply_to=anna.last())
    asked = lead.last()
    assert "«Сделка была»" in plain(asked)
    await town.taps(lead, "Исправлю", message=asked)
    assert "Борис: «Исправлю»" in plain(anna.last())
    assert await town.taps(lead, "💬 Добавить слова", message=asked) is not None
    assert "Передал" in plain(await town.says(lead, "Вернул, извините", reply_to=asked))
    assert "💬 Вернул, извините" in plain(anna.last())
    assert [row.state for row in await town.rows(Dispute)] == ["withdrawn", "accepted"]
    assert await town.entries(anna) == []  # deciding changes no record by itself
    # A reply that is a fresh report, to a message that asks nothing, is one as ever.
    assert "Лютик" in plain(await town.says(anna, "сделка 5 000 Лютик"))


async def test_a_leads_own_dispute_goes_to_the_owner_and_without_anybody_is_refused(town: Town) -> None:
    lead, owner = (
        town.telegram.person(n, username=u, language="ru") for n, u in (("Борис", "boris"), ("Ольга", "olga"))
    )
    await town.team(leads=[lead], owners=[owner])
    await town.says(owner, "/start")
    await town.says(lead, "сделка 45 000 Ромашка")
    await town.taps(lead, "🙋 Здесь ошибка", message=await town.says(lead, "/why мои сделки"))
    await town.taps(lead, "Отправить без слов")
    assert "Кому: Ольга" in plain(lead.last())
    assert "Сделки, ноябрь 2026: 1" in plain(owner.last())
    assert await open_for(town, lead) == []
    tap = lead.taps_data(DisputeDo(verb=DisputeVerb.ACCEPT, id=1).pack())
    await town.settle()
    assert tap.answer == "Свой спор решает кто-то другой."
    await town.taps(owner, "Исправлю")
    assert "Ольга: «Исправлю»" in plain(lead.last())

    alone = town.telegram.person("Один", username="one", language="ru")
    await town.team("Один", company="Одна", managers=[alone])
    await town.says(alone, "сделка 1 000 000 Клён")
    toast = await town.taps(alone, "🙋 Здесь ошибка", message=await town.says(alone, "/why сделки"))
    assert "Решать здесь некому" in (toast or "")
    # Nobody can be written to: kept until they come by.
    away = town.telegram.person("Вдали", username="away", language="ru")
    await town.team("Два", company="Две", managers=[away], leads=[town.telegram.person("Ф", username="f")])
    async with town.app.db.write() as session:
        from sqlalchemy import update

        from db.models import Account

        await session.execute(update(Account).where(Account.username == "f").values(started=False))
    await town.says(away, "сделка 1 000 000 Клён")
    await town.taps(away, "🙋 Здесь ошибка", message=await town.says(away, "/why сделки"))
    await town.taps(away, "Отправить без слов")
    assert "Сейчас написать некому" in plain(away.last())


async def test_foreign_old_and_forged_dispute_buttons_do_no_harm(town: Town) -> None:
    anna, peer, lead, other, stranger = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (
            ("Анна", "anna"),
            ("Мила", "mila"),
            ("Борис", "boris"),
            ("Вера", "vera"),
            ("Грета", "greta"),
        )
    )
    await town.team(managers=[anna, peer], leads=[lead])
    await town.team("Юг", leads=[other])
    await town.team("Запад", company="Чужая", leads=[stranger])
    await town.says(anna, "сделка 45 000 Ромашка")
    figure = await town.says(anna, "/why сделки")
    await town.taps(anna, "🙋 Здесь ошибка", message=figure)
    question = anna.last()
    for person in (peer, other, stranger, lead):
        await town.says(person, "/help")
    verbs = [verb for verb in DisputeVerb if verb is not DisputeVerb.ENTRY]
    for who in (peer, other, stranger, lead):  # a draft is shown to nobody else, not even the lead
        for verb in verbs:
            before = [plain(m) for m in who.sees()]
            tap = who.taps_data(DisputeDo(verb=verb, id=1).pack())
            await town.settle()
            assert tap.answer, (who.name, verb)
            assert [plain(m) for m in who.sees()] == before, (who.name, verb)
    too_long = await town.says(anna, "ы" * 501, reply_to=question)
    assert "уложитесь в 500" in plain(too_long)
    assert [row.state for row in await town.rows(Dispute)] == ["draft"]
    await town.says(anna, "сделка 7 000 Лютик", reply_to=question)  # a reply to the question is the answer
    assert (await town.rows(Dispute))[0].text == "сделка 7 000 Лютик"
    assert len(await town.entries(anna)) == 1
    assert await town.taps(anna, "Забрать назад", message=question) == "Готово"
    for verb in (DisputeVerb.SEND, DisputeVerb.CANCEL, DisputeVerb.WITHDRAW, DisputeVerb.ACCEPT):
        tap = anna.taps_data(DisputeDo(verb=verb, id=1).pack())
        await town.settle()
        assert tap.answer, verb
    assert [row.state for row in await town.rows(Dispute)] == ["withdrawn"]


async def test_a_dispute_of_a_closed_period_says_that_a_change_will_be_a_correction(town: Town) -> None:
    """kpi.md, "Closing a period": a correction line stands beside the stored result."""
    anna, lead = (
        town.telegram.person(n, username=u, language="ru") for n, u in (("Анна", "anna"), ("Борис", "boris"))
    )
    team = await town.team(managers=[anna], leads=[lead])
    await town.says(lead, "/start")
    await town.says(anna, "20.10 сделка 45 000 Ромашка")
    [entry] = await town.rows(Entry)
    async with town.app.db.write() as session:
        session.add(
            Closing(
                company_id=entry.company_id,
                team_id=team,
                period="month",
                starts_on=date(2026, 10, 1),
                ends_on=date(2026, 11, 1),
                closed_at=town.clock.now(),
            )
        )
    await town.taps(anna, "🙋 Здесь ошибка", message=await town.says(anna, "/why сделки октябрь"))
    assert "рядом с итогом появится поправка" in plain(anna.last())
    await town.taps(anna, "Отправить без слов")
    assert "встанет поправкой" in plain(lead.last())
    await town.taps(anna, "🙋 Здесь ошибка", message=await town.says(anna, "/why сделки"))
    assert "поправка" not in plain(anna.last())
    anna.taps_data(DisputeDo(verb=DisputeVerb.ENTRY, id=entry.id).pack())
    await town.settle()
    assert "рядом с итогом появится поправка" in plain(anna.last())
    tap = await town.says(anna, "/why сделки 1.11–15.11")
    assert "🙋 Здесь ошибка" not in labels(tap)
