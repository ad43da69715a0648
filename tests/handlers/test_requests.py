"""Changes of closed periods through the front door: who is asked, what waits, and what is corrected and said."""

from __future__ import annotations

from datetime import date

from bot.callbacks_requests import RequestDo, RequestVerb
from db.models import Absence, Closing, Correction, Dispute, EntryChange, Member, Report, Request, Target
from sandbox import Person
from tests.handlers.test_lists import labels, plain
from tests.town import Clock, Town, running_town


async def people(town: Town) -> tuple[Person, Person, Person]:
    """Anna sells, Boris leads, Olga owns."""
    anna, lead, owner = (
        town.telegram.person(n, username=u, language=lang)
        for n, u, lang in (("Анна", "anna", "ru"), ("Boris", "boris", "en"), ("Ольга", "olga", "ru"))
    )
    await town.team(managers=[anna], leads=[lead], owners=[owner])
    for one in (anna, lead, owner):
        await town.says(one, "/start")
    return anna, lead, owner


async def close(town: Town) -> None:
    """What the clock does every few minutes."""
    await town.app.maintenance.close_periods()
    await town.settle()


async def test_back_dating_is_free_while_open_then_a_message_waits_for_the_lead(town: Town) -> None:
    anna, lead, _ = await people(town)
    await town.says(anna, "20.10 сделка 100к Ромашка")
    assert "Сделка 100 000 ₽" in plain(anna.last())  # nothing is closed yet
    await close(town)
    assert len(await town.rows(Closing, Closing.period == "month")) == 2  # the team's and the company's
    free = await town.says(anna, "18.11 сделка 5к Лютик")  # last week: until three working days are over
    assert "✅" in free.text

    asked = await town.says(anna, "21.10 сделка 70к Василёк\nи 3 звонка")
    assert "сначала нужно согласие руководителя" in plain(asked)
    assert "Сделка 70 000 ₽" in plain(asked)
    assert labels(asked) == ["Отозвать запрос"]
    assert len(await town.entries(anna)) == 2
    [report] = await town.rows(Report, Report.state == "asking")
    heard = lead.last()
    assert "Анна asks to change a closed period" in plain(heard)
    assert "➕ Deal ₽70,000 · Василёк" in plain(heard)
    assert labels(heard) == ["Agree", "Decline"]
    assert "ждёт" in plain(await town.says(anna, "/today")) or "согласие" in plain(anna.last())

    # A number alone is no answer to it, and saying the same again asks nobody twice.
    count = len(lead.sees())
    await town.says(anna, "90000")
    assert len(await town.rows(Request)) == 1
    assert len(lead.sees()) == count
    assert await town.taps(lead, "Agree", message=heard) == "Agreed"
    assert "Agreed: Boris" in plain(heard)
    assert labels(heard) == []
    assert {e.amount for e in await town.entries(anna)} >= {10_000_000, 7_000_000}
    days = [e.day for e in await town.entries(anna) if e.report_id == report.id]
    assert days == [date(2026, 10, 21), date(2026, 11, 23)]  # the whole message had waited
    assert "Руководитель согласен (Boris)" in plain(anna.last())
    assert any("✅ Сделка 70 000 ₽" in plain(m) for m in anna.sees())
    tap = lead.taps_data(RequestDo(verb=RequestVerb.NO, id=1).pack())  # deciding twice is harmless
    await town.settle()
    assert tap.answer == "Agreed"
    assert len(await town.entries(anna)) == 4

    # The stored result stays, and a correction stands beside it.
    assert await town.rows(Correction) == []
    await close(town)
    found = await town.rows(Correction)
    assert 17_000_000 in {row.top for row in found}
    assert {row.by_id for row in found} == {
        m.id for m in await town.rows(Member, Member.account_id == lead.id)
    }


async def test_a_correction_waits_with_before_and_after_and_a_newer_one_takes_its_place(town: Town) -> None:
    anna, lead, owner = await people(town)
    receipt = await town.says(anna, "20.10 сделка 100к Ромашка")
    await close(town)
    [entry] = await town.entries(anna)

    told = await town.says(anna, f"/fix {entry.id} 150к")
    assert (
        "Запрос отправил" in plain(told)
        or "Запрос отправлен" in plain(told)
        or "нужно согласие" in plain(told)
    )
    assert "100 000 ₽ → 150 000 ₽" in plain(told)
    assert "Boris" in plain(told)
    first = lead.last()
    assert "₽100,000 → ₽150,000" in plain(first)
    assert (await town.entries(anna))[0].amount == 10_000_000
    await town.says(anna, f"/fix {entry.id} 150к")  # the same again
    assert len(await town.rows(Request)) == 1

    assert await town.taps(anna, "Отменить", message=receipt) == "Период закрыт: спросил руководителя"
    assert "❌" in anna.last().text
    assert [r.state for r in await town.rows(Request)] == ["withdrawn", "open"]
    assert await town.taps(lead, "Agree", message=first) == "Taken back"
    assert (await town.entries(anna))[0].amount == 10_000_000
    assert await town.taps(lead, "Decline", message=lead.last()) == "Declined"
    assert "Руководитель не согласен (Boris)" in plain(anna.last())
    assert len(await town.entries(anna)) == 1

    # Taken back by who asked; what changed meanwhile is not overwritten.
    asked = await town.says(anna, f"/fix {entry.id} клиент Лютик")
    assert await town.taps(anna, "Отозвать запрос", message=asked) == "Запрос отозван"
    assert labels(asked) == []
    await town.says(anna, f"/fix {entry.id} 170к")
    third = lead.last()
    await town.says(owner, f"/fix {entry.id} 180к")  # an owner needs nobody
    assert (await town.entries(anna))[0].amount == 18_000_000
    assert await town.taps(lead, "Agree", message=third) == "The entries have changed since"
    assert (await town.entries(anna))[0].amount == 18_000_000

    # The lead does it, and the history says who.
    await town.says(anna, f"/fix {entry.id} 190к")
    assert await town.taps(lead, "Agree", message=lead.last()) == "Agreed"
    assert (await town.entries(anna))[0].amount == 19_000_000
    change = (await town.rows(EntryChange))[-1]
    [boris] = await town.rows(Member, Member.account_id == lead.id)
    assert change.by_id == boris.id
    assert "190 000 ₽" in plain(receipt)


async def test_an_edit_of_a_message_changes_nothing_until_the_lead_agrees(town: Town) -> None:
    anna, lead, _ = await people(town)
    await town.says(anna, "20.10 сделка 100к Ромашка\nи сегодня 5 звонков")
    said = next(m for m in reversed(anna.sees()) if not m.from_bot)
    await close(town)
    text = said.text
    await town.edits(anna, said, text.replace("100к", "120к"))
    assert "100 000 ₽ → 120 000 ₽" in plain(anna.last())
    assert max(e.amount or 0 for e in await town.entries(anna)) == 10_000_000
    first = lead.last()
    # Edited again into something else: that is what waits now. And back to what it was: nothing does.
    await town.edits(anna, said, text.replace("100к", "130к"))
    assert [r.state for r in await town.rows(Request)] == ["withdrawn", "open"]
    await town.taps(lead, "Agree", message=lead.last())
    assert max(e.amount or 0 for e in await town.entries(anna)) == 13_000_000
    assert await town.taps(lead, "Decline", message=first) == "Taken back"
    await town.edits(anna, said, text.replace("100к", "140к"))
    await town.edits(anna, said, text.replace("100к", "130к"))
    assert [r.state for r in await town.rows(Request)] == ["withdrawn", "approved", "withdrawn"]
    assert max(e.amount or 0 for e in await town.entries(anna)) == 13_000_000
    # What is of today is free, whatever else the message says.
    await town.edits(anna, said, text.replace("100к", "130к").replace("5 звонков", "7 звонков"))
    assert {e.quantity for e in await town.entries(anna)} == {1, 7}


async def test_who_leads_needs_nobody_and_a_place_or_a_met_target_that_changed_is_said_once(
    town: Town,
) -> None:
    anna, lead, owner = await people(town)
    await town.says(anna, "20.10 сделка 100к Ромашка")
    [entry] = await town.entries(anna)
    async with town.app.db.write() as session:
        session.add(
            Target(
                company_id=entry.company_id, member_id=entry.member_id, kpi="sales_volume", period="month",
                value=9_000_000, valid_from=date(2026, 10, 1), created_at=town.clock.now(),
            )
        )  # fmt: skip
    await close(town)
    await town.says(lead, f"/fix {entry.id} 80к")
    assert (await town.entries(anna))[0].amount == 8_000_000
    before = {one: len(one.sees()) for one in (anna, lead, owner)}
    await close(town)
    await close(town)
    assert {one: len(one.sees()) - n for one, n in before.items()} == {anna: 1, lead: 1, owner: 0}
    assert "ваш закрытый период изменился" in plain(anna.last())
    assert "октябрь 2026 · Выручка: 100 000 ₽ → 80 000 ₽, цель больше не выполнена" in plain(anna.last())
    assert "Анна · October 2026 · Revenue: ₽100,000 → ₽80,000, the target is no longer met" in plain(
        lead.last()
    )
    # A change that moves no place and no met target is a correction without a word.
    rows = len(await town.rows(Correction))
    await town.says(lead, f"/fix {entry.id} 85к")
    seen = len(anna.sees())
    await close(town)
    assert len(await town.rows(Correction)) > rows
    assert len(anna.sees()) == seen
    assert await town.rows(Request) == []


async def test_everything_that_waits_is_listed_for_the_lead_and_paged(sqlite_url: str, clock: Clock) -> None:
    async with running_town(sqlite_url, clock=clock) as town:
        anna, lead, owner = await people(town)
        assert "Nothing waits for your word" in plain(await town.says(lead, "/requests"))
        assert "Это могут только руководители" in plain(await town.says(anna, "/requests"))
        for n in range(12):
            await town.says(anna, f"{n + 1}.10 сделка {n + 1}0к Клиент{n}")
        await close(town)
        for n, entry in enumerate(await town.entries(anna)):
            await town.says(anna, f"/fix {entry.id} {n + 1}5к")
        listed = await town.says(lead, "/requests")
        assert "12 changes of closed periods" in plain(listed)
        assert "Page 1 of 2" in plain(listed)
        assert labels(listed)[0] == "🔒 Анна, October 1"
        await town.taps(lead, "›", message=listed)
        assert labels(listed)[:2] == ["🔒 Анна, October 11", "🔒 Анна, October 12"]
        await town.taps(lead, "October 12", message=listed)
        assert "₽120,000 → ₽125,000" in plain(listed)
        assert await town.taps(lead, "Agree", message=listed) == "Agreed"
        assert 12_500_000 in {e.amount for e in await town.entries(anna)}
        again = await town.says(owner, "/requests")
        assert "11 изменений" in plain(again)
        await town.taps(owner, "1 октября", message=again)
        await town.taps(owner, "Назад", message=again)
        assert "11 изменений" in plain(again)

        # Disputes and absences that wait stand there too.
        await town.says(anna, "на больничном с 02.11 по 06.11")
        [asked] = await town.rows(Absence)
        async with town.app.db.write() as session:
            session.add(
                Dispute(
                    company_id=asked.company_id, team_id=1, member_id=asked.member_id, kpi="deals", period="month",
                    starts_on=date(2026, 11, 1), top=2, bottom=1, state="open", created_at=town.clock.now(),
                )
            )  # fmt: skip
        every = await town.says(owner, "/requests")
        assert "1 спор о цифрах" in plain(every)
        assert "1 отсутствие" in plain(every)
        assert "Анна — Больничный" in plain(every)
        assert labels(every)[-3:] == ["🙋 Спор №1 · Анна", "Согласиться: Анна", "Отклонить: Анна"]
        await town.taps(owner, "Согласиться: Анна", message=every)
        assert [row.state for row in await town.rows(Absence)] == ["counted"]

        # Nobody else reaches them.
        stranger = town.telegram.person("Чужой", language="ru")
        await town.team("Запад", company="Чужие", leads=[stranger])
        await town.says(stranger, "/start")
        for verb in (RequestVerb.SHOW, RequestVerb.YES, RequestVerb.NO, RequestVerb.WITHDRAW):
            tap = stranger.taps_data(RequestDo(verb=verb, id=1).pack())
            await town.settle()
            assert tap.answer
        assert (await town.rows(Request))[0].state == "open"


async def test_without_a_lead_the_owners_are_asked(sqlite_url: str, clock: Clock) -> None:
    async with running_town(sqlite_url, clock=clock) as town:
        anna, owner = (town.telegram.person(n, language="ru") for n in ("Анна", "Ольга"))
        await town.team(managers=[anna], owners=[owner])
        for one in (anna, owner):
            await town.says(one, "/start")
        await town.says(anna, "20.10 сделка 100к Ромашка")
        await close(town)
        await town.says(anna, "20.10 сделка 30к Лютик")
        assert "Анна просит изменить закрытый период" in plain(owner.last())
        await town.taps(anna, "Отозвать запрос")
        assert [r.state for r in await town.rows(Request)] == ["withdrawn"]
        assert await town.taps(owner, "Согласиться", message=owner.last()) == "Запрос отозван"
        assert len(await town.entries(anna)) == 1
