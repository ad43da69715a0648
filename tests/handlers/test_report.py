"""A manager writes, edits, undoes, answers: the whole way through the front door."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from db.models import Absence, Client, Entry, EntryChange, Report
from sandbox.people import Message
from tests.town import Clock, Town


def plain(message: Message) -> str:
    """The text with ordinary spaces."""
    return message.text.replace("\xa0", " ").replace("\u202f", " ").replace("\u2060", "")


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons or [] for button in row]


async def test_a_deal_typed_is_recorded_edited_and_undone(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "сделка 45 000 ООО Ромашка новый клиент")
    assert plain(receipt) == ("✅ Сделка 45 000 ₽ · ООО Ромашка · новый клиент\nНоябрь: 1 сделка, 45 000 ₽")
    [entry] = await town.entries(anna)
    assert (entry.kind, entry.amount, entry.new_client, entry.day) == (
        "deal",
        4_500_000,
        True,
        date(2026, 11, 23),
    )

    edited = await town.edits(anna, None, "сделка 54 000 ООО Ромашка новый клиент")
    assert edited.message_id == receipt.message_id
    assert "Сделка 45 000 ₽ → 54 000 ₽" in plain(edited)
    [entry] = await town.entries(anna)
    assert entry.amount == 5_400_000
    [change] = await town.rows(EntryChange)
    assert (change.before["amount"], change.after["amount"]) == (4_500_000, 5_400_000)

    assert await town.taps(anna, "Отменить") == "Отменил"
    assert await town.entries(anna) == []
    assert "Отменил" in anna.last().text
    assert await town.taps(anna, "Вернуть") == "Вернул"
    assert len(await town.entries(anna)) == 1
    assert anna.last().message_id == receipt.message_id  # one message a report


async def test_in_english_with_the_companys_currency(town: Town) -> None:
    emma = town.telegram.person("Emma", language="en")
    await town.team(managers=[emma])
    receipt = await town.says(emma, "deal 45k Acme, 12 calls")
    assert "Deal ₽45,000 · Acme" in plain(receipt)
    assert "12 calls" in plain(receipt)
    assert "November: 1 deal, ₽45,000" in plain(receipt)
    assert await town.taps(emma, "Undo") == "Taken back"


async def test_several_entries_in_one_message_follow_its_edits_by_their_order(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "12 звонков, 2 встречи, сделка 45к Ромашка")
    ids = [e.id for e in await town.entries(anna)]
    assert [e.kind for e in await town.entries(anna)] == ["call", "meeting", "deal"]
    await town.edits(anna, None, "15 звонков, 2 встречи")
    assert [(e.id, e.kind, e.quantity) for e in await town.entries(anna)] == [
        (ids[0], "call", 15),
        (ids[1], "meeting", 2),
    ]
    shown = await town.edits(anna, None, "15 звонков, 2 встречи, сделка 45к Ромашка, 3 КП")
    assert [e.id for e in await town.entries(anna)][:3] == ids
    assert len(await town.entries(anna)) == 4
    assert "3 КП" in plain(shown)
    # Text that is no report any more voids them; unchanged text does nothing; an edit revives.
    shown = await town.edits(anna, None, "Спасибо за встречу, было полезно")
    assert await town.entries(anna) == []
    assert "Отменил" in shown.text
    await town.edits(anna, None, "15 звонков")
    [entry] = await town.entries(anna)
    assert (entry.id, entry.quantity) == (ids[0], 15)


async def test_an_edit_revives_what_was_undone_and_keeps_a_day_put_right_by_a_button(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    await town.taps(anna, "День")
    await town.taps(anna, "Вчера")
    [entry] = await town.entries(anna)
    assert entry.day == date(2026, 11, 22)
    await town.taps(anna, "Отменить")
    shown = await town.edits(anna, None, "сделка 50к Ромашка")
    [entry] = await town.entries(anna)
    assert (entry.day, entry.amount) == (date(2026, 11, 22), 5_000_000)
    assert "вчера" in shown.text
    # Now the text itself names a day: it wins.
    await town.edits(anna, None, "сделка 50к Ромашка 20.11")
    [entry] = await town.entries(anna)
    assert entry.day == date(2026, 11, 20)


async def test_the_day_is_the_teams_at_sending_also_across_midnight_and_daylight_saving(
    town: Town, clock: Clock
) -> None:
    anna, john = town.telegram.person("Анна"), town.telegram.person("John", language="en")
    await town.team(managers=[anna])
    await town.team("East", company="Acme", currency="USD", timezone="America/New_York", managers=[john])
    late = anna.says("сделка 1к Ромашка", at=datetime(2026, 11, 23, 20, 30, tzinfo=UTC))  # 23:30 in Moscow
    anna.says("сделка 2к Ромашка", at=datetime(2026, 11, 23, 21, 10, tzinfo=UTC))  # 00:10
    await town.settle()
    assert [e.day for e in await town.entries(anna)] == [date(2026, 11, 23), date(2026, 11, 24)]
    # An edit the next morning leaves it on the day of sending.
    clock.at = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    await town.edits(anna, late, "сделка 3к Ромашка")
    assert [e.day for e in await town.entries(anna)] == [date(2026, 11, 23), date(2026, 11, 24)]
    # 1 November 2026, New York: the hour from one to two comes twice.
    for hour, minute in ((3, 30), (4, 10), (5, 30), (6, 30)):
        john.says("sale $1,000 Globex", at=datetime(2026, 11, 1, hour, minute, tzinfo=UTC))
    await town.settle()
    assert [e.day.day for e in await town.entries(john)] == [31, 1, 1, 1]


async def test_what_is_ambiguous_is_asked_and_nothing_is_recorded_until_answered(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    question = await town.says(anna, "Закрыл Ромашку на 500")
    assert await town.entries(anna) == []
    assert [x for x in labels(question) if "500" in x]
    await town.taps(anna, "500\xa0000")
    [entry] = await town.entries(anna)
    assert entry.amount == 50_000_000
    assert anna.last().message_id == question.message_id

    await town.says(anna, "Сделка 80к или 90к, Вектор")
    await town.taps(anna, "Не записывать")
    assert len(await town.entries(anna)) == 1
    assert "ничего не записал" in anna.last().text
    [dismissed] = await town.rows(Report, Report.state == "dismissed")
    assert dismissed.text.startswith("Сделка 80к")
    # Editing an answered question says it anew.
    await town.edits(anna, None, "Сделка 80к, Вектор")
    assert len(await town.entries(anna)) == 2


async def test_money_in_another_currency_asks_for_the_companys(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    question = await town.says(anna, "Закрыл Acme на $5k")
    assert "RUB" in question.text
    assert "Сделка 5 000 $" in plain(question)
    assert await town.entries(anna) == []
    receipt = await town.says(anna, "460 000")
    [entry] = await town.entries(anna)
    assert (entry.amount, entry.kind) == (46_000_000, "deal")
    assert receipt.message_id == question.message_id


async def test_unknown_pieces_are_shown_back_and_recorded_nowhere(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "Набор 50, ЛПР 7")
    assert "Не понял: ЛПР 7" in plain(receipt)
    [entry] = await town.entries(anna)
    assert (entry.kind, entry.quantity) == ("call", 50)
    only = await town.says(anna, "Слили Омегу на 200к")
    assert "Не понял" in only.text
    assert len(await town.entries(anna)) == 1


async def test_chat_gets_one_hint_a_day_in_private(town: Town, clock: Clock) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    anna.says("Всем привет! Кто сегодня в офисе?")
    anna.says("Спасибо")
    await town.settle()
    assert sum(m.from_bot for m in anna.sees()) == 1
    clock.forward(days=1)
    await town.says(anna, "Спасибо ещё раз")
    assert sum(m.from_bot for m in anna.sees()) == 2
    assert await town.rows(Report) == []  # what is no report is not kept


async def test_a_near_client_is_recorded_as_written_and_linked_only_by_a_button(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к ООО «Вектор»")
    await town.says(anna, "сделка 46к ВЕКТОР")  # the same exactly, but for form, quotes and case
    assert len(await town.rows(Client)) == 1
    near = await town.says(anna, "Первая сделка с Вектором, 90к")
    assert len(await town.rows(Client)) == 2
    assert any("Да, это" in label for label in labels(near))
    await town.taps(anna, "Да, это")
    assert len({e.client_id for e in await town.entries(anna)}) == 1
    assert "Разъединить" in labels(anna.last())[0]
    # From now on that name is the same client.
    await town.says(anna, "сделка 47к Вектором")
    assert len({e.client_id for e in await town.entries(anna)}) == 1
    await town.taps(anna, "Разъединить")
    assert [e.client_id for e in await town.entries(anna)] == [1, 1, 2, 2]


async def test_a_possible_double_is_recorded_and_asked_about(town: Town, clock: Clock) -> None:
    anna, boris = town.telegram.person("Анна"), town.telegram.person("Борис")
    await town.team(managers=[anna, boris])
    await town.says(anna, "сделка 45к Ромашка")
    double = await town.says(anna, "сделка 45к Ромашка")
    assert "уже записали" in double.text
    assert len(await town.entries(anna)) == 2
    await town.taps(anna, "Это та же сделка")
    assert len(await town.entries(anna)) == 1
    clock.forward(days=1)
    theirs = await town.says(boris, "сделка 45к Ромашка")
    assert "коллега" in theirs.text
    assert "Анна" not in theirs.text
    await town.taps(boris, "Нет, их две")
    assert len(await town.entries(boris)) == 1
    assert "коллега" not in boris.last().text
    clock.forward(days=2)
    later = await town.says(anna, "сделка 45к Ромашка")
    assert "уже" not in later.text


async def test_a_client_written_as_new_that_bought_before_is_asked_about(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка 20.11")
    told = await town.says(anna, "сделка 50к Ромашка новый клиент")
    assert "первая сделка — 20 ноября" in plain(told)
    await town.taps(anna, "клиент не новый")
    assert [e.new_client for e in await town.entries(anna)] == [None, False]


async def test_changing_the_client_and_single_entries(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    await town.says(anna, "сделка 46к Гранит")
    await town.taps(anna, "Клиент")
    await town.taps(anna, "Ромашка")
    names = {c.id: c.name for c in await town.rows(Client)}
    assert [names[e.client_id] for e in await town.entries(anna)] == ["Ромашка", "Ромашка"]


async def test_absences_in_words_are_stored_with_receipt_and_undo(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "Был в отпуске с 16.11 по 20.11")
    assert "Отпуск: 16–20 ноября" in plain(receipt)
    await town.taps(anna, "Отменить")
    [absence] = await town.rows(Absence)
    assert absence.voided_at is not None
    await town.taps(anna, "Вернуть")
    [absence] = await town.rows(Absence)
    assert (absence.kind, absence.voided_at) == ("vacation", None)


async def test_in_a_group_members_log_by_command_and_mention_and_are_answered_briefly(town: Town) -> None:
    anna, stranger = town.telegram.person("Анна"), town.telegram.person("Чужой")
    await town.team(managers=[anna])
    group = town.telegram.group("Отдел продаж", anna, stranger)
    await town.settle()
    seen = len(anna.sees(group))
    await town.says(anna, "/deal@kakdela_bot 45к Ромашка", chat=group)
    assert "Сделка 45 000 ₽" in plain(anna.last(group))
    assert "\n" not in anna.last(group).text
    await town.says(anna, "@kakdela_bot 12 звонков", chat=group)
    assert [e.kind for e in await town.entries(anna)] == ["deal", "call"]
    spoken = len([m for m in anna.sees(group)[seen:] if m.from_bot])
    assert spoken == 2
    # Chat, and people who are no members, get no reply in a group.
    anna.says("@kakdela_bot спасибо!", chat=group)
    stranger.says("/deal 45к Ромашка", chat=group)
    stranger.says("@kakdela_bot сделка 45к Ромашка", chat=group)
    await town.settle()
    assert len([m for m in anna.sees(group)[seen:] if m.from_bot]) == spoken
    assert len(await town.rows(Entry)) == 2
    # Somebody else's tap on her button does nothing.
    stranger.taps("Отменить", chat=group)
    await town.settle()
    assert len(await town.entries(anna)) == 2


async def test_captions_and_commands_in_private(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    anna.sends_photo("Договор подписан, 410т.р. (фото)")
    await town.settle()
    await town.says(anna, "/deal 45к Ромашка")
    await town.says(anna, "/log 12 звонков")
    assert "сделка 45к Ромашка" in (await town.says(anna, "/deal")).text or "/deal 45к" in anna.last().text
    assert [e.kind for e in await town.entries(anna)] == ["deal", "deal", "call"]


async def test_nobody_reaches_what_is_not_theirs(town: Town) -> None:
    anna, boris = town.telegram.person("Анна"), town.telegram.person("Борис")
    stranger = town.telegram.person("Чужой")
    await town.team(managers=[anna])
    await town.team("Юг", company="Другая", managers=[boris])
    receipt = await town.says(anna, "сделка 45к Ромашка")
    data = next(b.data for row in receipt.buttons or [] for b in row if "Отменить" in b.text)
    own = await town.says(boris, "сделка 1к Гранит")
    tap = boris.taps_data(data, message=own)
    await town.settle()
    assert tap.answer == "Такой записи нет."
    await town.says(stranger, "сделка 45к Ромашка")
    assert "приглашение" in stranger.last().text
    assert len(await town.entries(anna)) == 1
    assert [e.company_id for e in await town.rows(Entry)] == [1, 2]
    # The same client name in another company is another client.
    await town.says(boris, "сделка 45к Ромашка")
    assert "уже" not in boris.last().text
    async with town.app.db.read() as session:
        keys = (
            (await session.execute(select(Client.company_id).where(Client.key == "ромашка"))).scalars().all()
        )
    assert sorted(keys) == [1, 2]
