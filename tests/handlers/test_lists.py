"""/today, /deals, an entry's card, replies to it and /fix: seen, paged, corrected, and by whom."""

from __future__ import annotations

import re
import time
from datetime import timedelta

from sqlalchemy import insert, select

from bot.callbacks import EntryDo, EntryVerb, ListDo, ListVerb
from db.models import Account, Client, Entry, EntryChange, Member, Report, Team
from sandbox.people import Message
from tests.town import Town


def plain(message: Message) -> str:
    """A message's text with ordinary spaces."""
    return message.text.replace("\xa0", " ").replace("\u202f", " ")


def labels(message: Message) -> list[str]:
    return [button.text.replace("\xa0", " ") for row in message.buttons for button in row]


async def test_today_lists_entries_and_open_questions(town: Town) -> None:
    anna = town.telegram.person("Анна", language="ru")
    await town.team(managers=[anna])
    empty = await town.says(anna, "/today")
    assert "Сегодня записей пока нет" in plain(empty)
    assert "сделка 45к Ромашка" in empty.text

    await town.says(anna, "сделка 45к Ромашка")
    await town.says(anna, "12 звонков")
    await town.says(anna, "вчера сделка 10к Лютик")
    listed = plain(await town.says(anna, "/today"))
    assert "Всего 2 записи на 45 000 ₽" in listed
    assert "Сделка 45 000 ₽" in listed
    assert "12 звонков" in listed
    assert "Лютик" not in listed
    assert "2 · Ромашка" in labels(anna.last())

    asked = await town.says(anna, "сделка 500 Василёк")  # money below a thousand without a unit
    assert len(await town.entries(anna)) == 3
    again = await town.says(anna, "/today")
    assert plain(again) == plain(asked)
    assert again.message_id > asked.message_id
    assert "Жду ответа" in plain(anna.sees()[-2])
    await town.taps(anna, "500\xa0000", message=again)
    assert {e.amount for e in await town.entries(anna)} == {4_500_000, 1_000_000, 50_000_000, None}
    assert "Сделка 500 000 ₽" in plain(again)

    card = anna.last()
    await town.says(anna, "/today")
    await town.taps(anna, "Василёк")
    card = anna.last()
    assert "Запись №" in plain(card)
    await town.taps(anna, "Назад")
    assert card.message_id == anna.last().message_id
    assert "Сегодня" in plain(card)


async def test_deals_by_period_and_client_in_both_languages(town: Town) -> None:
    anna, boris = (town.telegram.person(n, language=lang) for n, lang in (("Анна", "ru"), ("Boris", "en")))
    await town.team(managers=[anna, boris])
    for text in (
        "сделка 45к Ромашка",
        "вчера сделка 10к Лютик",
        "21.11 сделка 7к Ромашка",
        "1.10 сделка 3к Лютик",
    ):
        await town.says(anna, text)
    await town.says(boris, "deal 90k Acme")

    async def deals(what: str) -> str:
        return plain(await town.says(anna, f"/deals {what}".strip()))

    assert "Всего 3 записи на 62 000 ₽" in await deals("")
    assert "ноябрь 2026" in plain(anna.last())
    assert "на 10 000 ₽" in await deals("вчера")
    assert "на 45 000 ₽" in await deals("сегодня")
    assert "на 45 000 ₽" in await deals("неделя")
    assert "на 17 000 ₽" in await deals("прошлая неделя")
    assert "на 62 000 ₽" in await deals("ноябрь")
    assert "на 62 000 ₽" in await deals("2026-11")
    assert "на 3 000 ₽" in await deals("октябрь")
    assert "на 7 000 ₽" in await deals("21.11")
    assert "на 52 000 ₽" in await deals("Ромашка")
    assert "на 7 000 ₽" in await deals("ромаш 21.11")
    assert "на 65 000 ₽" in await deals("всё")
    assert "Сделок здесь нет" in await deals("март")
    assert "Не нашёл ни такого периода" in await deals("Acme")  # a colleague's client

    assert "1 entry in all, ₽90,000" in plain(await town.says(boris, "/deals november"))
    assert "₽90,000" in plain(await town.says(boris, "/deals acme"))
    assert "No deals here" in plain(await town.says(boris, "/deals yesterday"))
    assert "neither such a period" in plain(await town.says(boris, "/deals <b>100%_"))

    await town.says(anna, "сделка 1к «Ромашка Сервис»")
    choice = await town.says(anna, "/deals ромаш")
    assert set(labels(choice)) == {"Ромашка", "Ромашка Сервис"}
    await town.taps(anna, "Ромашка Сервис")
    assert "Ромашка Сервис" in plain(choice)
    assert "1 000 ₽" in plain(choice)


async def test_a_thousand_deals_are_paged_and_a_lead_sees_the_writers(town: Town) -> None:
    anna, vera, lead = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Вера", "vera"), ("Борис", "boris"))
    )
    team = await town.team(managers=[anna, vera], leads=[lead])
    day = town.clock.now().date()
    async with town.app.db.write() as session:
        company = (await session.get_one(Team, team)).company_id
        members = {
            m.account_id: m.id
            for m in await session.scalars(select(Member).where(Member.company_id == company))
        }
        rows = [
            {
                "company_id": company, "team_id": team, "member_id": members[anna.id if n // 20 % 2 else vera.id],
                "ordinal": 0, "kind": "deal", "quantity": 1, "amount": 100_000, "day": day - timedelta(days=n % 20),
                "created_at": town.clock.now(),
            }
            for n in range(1000)
        ]  # fmt: skip
        await session.execute(insert(Entry), rows)

    listed = await town.says(lead, "/deals")
    assert "Всего 1 000 записей на 1 000 000 ₽" in plain(listed)
    assert "Страница 1 из 125" in plain(listed)
    assert "Анна" in plain(listed)
    assert "Вера" in plain(listed)
    assert "‹" not in labels(listed)
    begun = time.perf_counter()
    for page in range(2, 12):
        await town.taps(lead, "›", message=listed)
        assert f"Страница {page} из 125" in plain(listed)
    assert time.perf_counter() - begun < 3
    await town.taps(lead, "‹", message=listed)
    assert "Страница 10 из 125" in plain(listed)
    await town.taps(lead, "73 · ", message=listed)
    assert "Запись №" in plain(listed)
    await town.taps(lead, "Назад", message=listed)
    assert "Страница 10 из 125" in plain(listed)

    whose = plain(await town.says(lead, "/deals @anna"))
    assert "Анна · ноябрь 2026" in whose
    assert "Всего 500 записей" in whose
    assert "Всего 25 записей" in plain(await town.says(lead, "/deals Вера вчера"))
    assert "Не нашёл" in plain(await town.says(anna, "/deals @vera"))

    for page in (124, 99_999):
        lead.taps_data(ListDo(verb=ListVerb.DEALS, page=page).pack(), message=listed)
        await town.settle()
        assert "Страница 125 из 125" in plain(listed)
    before = plain(listed)
    for data in (
        "l:deals:-1:0:0:0:0",
        f"l:deals:{10**30}:0:0:0:0",
        "l:deals:0:99999999:1:0:0",
        "l:nope:0:0:0:0:0",
    ):
        tap = lead.taps_data(data, message=listed)
        await town.settle()
        assert tap.answer
        assert plain(listed) == before
    tap = anna.taps_data(ListDo(verb=ListVerb.DEALS, whom=members[vera.id]).pack())
    await town.settle()
    assert tap.answer


async def test_a_card_corrects_by_buttons_replies_and_fix(town: Town) -> None:
    anna = town.telegram.person("Анна", language="ru")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 10к Лютик")
    receipt = await town.says(anna, "сделка 45к Ромашка")
    entry = (await town.entries(anna))[-1]
    await town.says(anna, "/today")
    await town.taps(anna, "Ромашка")
    card = anna.last()
    assert f"Запись №{entry.id}" in plain(card)
    assert "Сделка 45 000 ₽ · Ромашка" in plain(card)

    assert await town.taps(anna, "День", message=card) is None
    assert await town.taps(anna, "Вчера", message=card) == "Готово"
    assert "вчера" in plain(card)
    assert "сегодня → вчера" in plain(card)
    assert "вчера" in plain(receipt)
    await town.taps(anna, "Клиент", message=card)
    assert "Лютик" in labels(card)
    assert "Ромашка" not in labels(card)
    assert await town.taps(anna, "Лютик", message=card) == "Готово"
    assert "Ромашка → Лютик" in plain(card)
    assert "Лютик" in plain(receipt)
    await town.taps(anna, "Клиент", message=card)
    assert await town.taps(anna, "Без клиента", message=card) == "Готово"
    assert "без клиента" in plain(card)

    told = await town.says(anna, "54 000", reply_to=card)
    assert "Исправил: Сделка 54 000 ₽" in plain(told)
    assert "45 000 ₽ → 54 000 ₽" in plain(card)
    assert "54 000 ₽" in plain(receipt)
    await town.edits(anna, None, "55 000")  # the reply is edited: what it says now holds
    assert (await town.entries(anna))[-1].amount == 5_500_000
    await town.says(anna, "сегодня", reply_to=card)
    await town.says(anna, "ООО Вектор", reply_to=card)
    assert "ООО Вектор" in plain(card)
    assert "ООО Вектор" in plain(receipt)
    heard = sum(m.from_bot for m in anna.sees())
    await town.says(anna, "Спасибо!", reply_to=card)
    assert sum(m.from_bot for m in anna.sees()) == heard  # thanks want no answer
    assert "Не понял, что поправить" in plain(await town.says(anna, "кто это вообще\nписал", reply_to=card))
    assert "12 звонков" in plain(await town.says(anna, "12 звонков", reply_to=card))  # a report of its own
    fixed = (await town.entries(anna))[1]
    assert (fixed.amount, fixed.day) == (5_500_000, town.clock.now().date())
    assert card.text.count("•") == 6
    assert "…и ещё 1 изменение раньше" in plain(card)

    # Without buttons in the reply, the number in the title names the entry; in other messages it does not.
    bare = type(card)(card.chat, {k: v for k, v in card.raw.items() if k != "reply_markup"})
    assert "Исправил: Сделка 56 000 ₽" in plain(await town.says(anna, "56 000", reply_to=bare))
    assert "Исправил: Сделка 55 000 ₽" in plain(await town.says(anna, "55 000", reply_to=card))
    bare.raw["text"] = f"✅ Сделка 1 ₽ · Школа №{fixed.id}"
    await town.says(anna, "57 000", reply_to=bare)
    assert (await town.entries(anna))[1].amount == 5_500_000
    assert await town.taps(anna, "Отменить", message=card) == "Отменил"
    assert "отменена" in plain(card)
    assert "Отменил" in plain(receipt)
    assert await town.taps(anna, "Вернуть", message=card) == "Вернул"
    assert "Отменил" not in plain(receipt)

    call = (await town.entries(anna))[-1]
    assert "3 звонка" in plain(await town.says(anna, f"/fix {call.id} 3"))
    assert "4 звонка" in plain(await town.says(anna, f"/fix №{call.id} 4 звонка"))
    assert "не больше 10 000" in plain(await town.says(anna, f"/fix {call.id} 20 000"))
    assert "60 000 ₽" in plain(await town.says(anna, f"/fix {fixed.id} 60к"))
    assert "61 000 ₽" in plain(await town.edits(anna, None, f"/fix {fixed.id} 61к"))
    assert "это всё или тысячи" in plain(await town.says(anna, f"/fix {fixed.id} 60"))
    assert "60 ₽" in plain(await town.says(anna, f"/fix {fixed.id} 60 руб"))
    assert "Напишите сумму в RUB" in plain(await town.says(anna, f"/fix {fixed.id} $500"))
    assert "вчера" in plain(await town.says(anna, f"/fix {fixed.id} вчера"))
    assert "Так далеко назад" in plain(await town.says(anna, f"/fix {fixed.id} 1.02"))
    assert "ещё не наступил" in plain(await town.says(anna, f"/fix {fixed.id} завтра"))
    assert "Ландыш" in plain(await town.says(anna, f"/fix {fixed.id} Ландыш"))
    assert "Так уже и есть" in plain(await town.says(anna, f"/fix {fixed.id} ландыш"))
    assert "Напишите номер записи" in plain(await town.says(anna, "/fix"))
    assert "Напишите номер записи" in plain(await town.says(anna, "/fix Ромашка"))
    assert "Такой записи нет" in plain(await town.says(anna, "/fix 999999 54к"))
    assert "Такой записи нет" in plain(await town.says(anna, "/fix 999999999999999999 54к"))
    assert len(await town.entries(anna)) == 3


async def test_the_receipts_own_buttons_come_back_to_the_receipt(town: Town) -> None:
    anna = town.telegram.person("Анна", language="ru")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 10к Лютик")
    receipt = await town.says(anna, "сделка 45к Ромашка")
    await town.taps(anna, "Клиент", message=receipt)
    assert "Какой это клиент" in plain(receipt)
    await town.taps(anna, "Назад", message=receipt)
    assert "Отменить" in " ".join(labels(receipt))
    await town.taps(anna, "Клиент", message=receipt)
    await town.taps(anna, "Лютик", message=receipt)
    assert "Лютик" in plain(receipt)
    assert "Ноябрь: 2 сделки" in plain(receipt)
    told = await town.says(anna, "50к", reply_to=receipt)
    assert "Исправил" in plain(told)
    assert "50 000 ₽" in plain(receipt)
    both = await town.says(anna, "12 звонков, 2 встречи")
    await town.taps(anna, "По одной", message=both)
    await town.taps(anna, "2 встречи", message=both)
    assert "Запись №" in plain(both)
    await town.taps(anna, "Отменить", message=both)
    assert "12 звонков" in plain(both)
    assert "Запись №" not in plain(both)
    assert [e.kind for e in await town.entries(anna)] == ["deal", "deal", "call"]


async def test_a_lead_corrects_and_the_member_is_told_in_their_language(town: Town) -> None:
    anna, lead, other, stranger = (
        town.telegram.person(n, language=lang)
        for n, lang in (("Anna", "en"), ("Борис", "ru"), ("Вера", "ru"), ("Чужой", "ru"))
    )
    await town.team(managers=[anna], leads=[lead])
    await town.team("Юг", managers=[other])
    await town.team("Запад", company="Чужие", managers=[stranger])
    receipt = await town.says(anna, "deal 45k Acme")
    [entry] = await town.entries(anna)

    await town.says(lead, "/deals")
    await town.taps(lead, "Acme")
    card = lead.last()
    assert "Anna" in plain(card)
    told = await town.says(lead, "54 000", reply_to=card)
    assert "Исправил" in plain(told)
    assert "Your entry was corrected: Deal ₽45,000 → ₽54,000 · Acme\n— Борис" in plain(anna.last())
    assert "₽54,000" in plain(receipt)
    assert "Undo" in " ".join(labels(receipt))
    assert await town.taps(lead, "Отменить", message=card) == "Отменил"
    assert "Your entry was taken back" in plain(anna.last())
    assert "Taken back" in plain(receipt)
    assert await town.taps(lead, "Вернуть", message=card) == "Вернул"
    assert "Your entry is back" in plain(anna.last())
    await town.taps(lead, "День", message=card)
    await town.taps(lead, "Вчера", message=card)
    assert "yesterday" in plain(anna.last())
    changes = await town.rows(EntryChange, EntryChange.entry_id == entry.id)
    assert [c.cause for c in changes] == ["corrected", "undone", "revived", "corrected"]
    assert {c.by_id for c in changes} == {m.id for m in await town.rows(Member, Member.account_id == lead.id)}

    # Somebody out of reach hears nothing; the entry is corrected all the same.
    heard = len(anna.sees())
    async with town.app.db.write() as session:
        (await session.get_one(Account, anna.id)).unreachable_at = town.clock.now()
    assert "Исправил" in plain(await town.says(lead, f"/fix {entry.id} 70к"))
    assert len(anna.sees()) == heard
    assert (await town.entries(anna))[0].amount == 7_000_000

    # Nobody else may look at it or touch it, whatever they send.
    await town.says(other, "сделка 1к Астра")
    await town.says(stranger, "сделка 1к Астра")
    count = len(await town.rows(EntryChange))
    for who in (other, stranger):
        for verb in EntryVerb:
            tap = who.taps_data(
                EntryDo(verb=verb, id=entry.id, arg=town.clock.now().date().toordinal()).pack()
            )
            await town.settle()
            assert tap.answer
        assert re.search("Такой записи нет|не ваша", plain(await town.says(who, f"/fix {entry.id} 1000000")))
    for verb in (EntryVerb.SET_DAY, EntryVerb.SET_CLIENT):  # forged arguments
        lead.taps_data(EntryDo(verb=verb, id=entry.id, arg=2_000_000_000).pack(), message=card)
        await town.settle()
    foreign = (await town.rows(Client, Client.company_id != entry.company_id))[0]
    lead.taps_data(EntryDo(verb=EntryVerb.SET_CLIENT, id=entry.id, arg=foreign.id).pack(), message=card)
    lead.taps_data(f"e:card:{10**40}:0:", message=card)
    await town.settle()
    assert len(await town.rows(EntryChange)) == count


async def test_an_imported_entry_has_a_card_too(town: Town) -> None:
    lead = town.telegram.person("Борис", language="ru")
    team = await town.team(leads=[lead])
    async with town.app.db.write() as session:
        company = (await session.get_one(Team, team)).company_id
        gone = Member(company_id=company, name="Глеб", name_key="глеб", created_at=town.clock.now())
        session.add(gone)
        await session.flush()
        session.add(
            Entry(
                company_id=company, team_id=team, member_id=gone.id, kind="deal", quantity=1, amount=100_000,
                day=town.clock.now().date() - timedelta(days=40), import_key="x", created_at=town.clock.now(),
                first_contact=town.clock.now().date() - timedelta(days=60),
            )
        )  # fmt: skip
    await town.says(lead, "/deals октябрь")
    await town.taps(lead, "Сделка")
    card = lead.last()
    assert "Глеб" in plain(card)
    assert "Первое касание: 24 сентября" in plain(card)
    assert "Исправил: Сделка 54 000 ₽" in plain(await town.says(lead, "54 000", reply_to=card))
    assert "Исправил: Сделка 54 000 ₽ · Ромашка" in plain(await town.says(lead, "Ромашка", reply_to=card))
    assert await town.taps(lead, "Отменить", message=card) == "Отменил"
    assert await town.taps(lead, "Вернуть", message=card) == "Вернул"
    await town.taps(lead, "Назад", message=card)
    assert "Глеб" in plain(card)
    [entry] = await town.entries()
    assert entry.amount == 5_400_000
    assert await town.rows(Report) == []


async def test_figures_are_not_shown_in_a_group(town: Town) -> None:
    anna = town.telegram.person("Анна", language="ru")
    await town.team(managers=[anna])
    group = town.telegram.group("Отдел", anna)
    for command in ("me", "today", "deals", "team", "target", "fix"):
        anna.says(f"/{command}@kakdela_bot", chat=group)
        await town.settle()
        assert "только в личных сообщениях" in plain(anna.last(group))
