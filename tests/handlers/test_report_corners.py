"""Where edits, undo, questions, doubles, groups and clients meet."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from db.models import Absence, Client, Membership, OutboxMessage, Report
from sandbox.people import Message
from tests.handlers.test_report import plain
from tests.town import Clock, Town


def data_of(message: Message, label: str) -> str:
    return next(str(b.data) for row in message.buttons or [] for b in row if label in b.text)


# -- undo and revive -------------------------------------------------------------------------


async def test_taking_an_undo_back_leaves_out_what_an_edit_had_removed(town: Town, clock: Clock) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "12 звонков, 2 встречи, сделка 45к Ромашка")
    await town.edits(anna, None, "12 звонков, 2 встречи")
    clock.forward(minutes=5)
    await town.taps(anna, "Отменить")
    assert await town.entries(anna) == []
    assert "Сделка" not in anna.last().text
    await town.taps(anna, "Вернуть")
    assert [e.kind for e in await town.entries(anna)] == ["call", "meeting"]


async def test_taking_an_undo_back_leaves_out_an_absence_the_text_no_longer_names(
    town: Town, clock: Clock
) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "Был в отпуске с 16.11 по 20.11")
    await town.edits(anna, None, "12 звонков")
    clock.forward(minutes=5)
    await town.taps(anna, "Отменить")
    await town.taps(anna, "Вернуть")
    assert [e.kind for e in await town.entries(anna)] == ["call"]
    assert await town.rows(Absence, Absence.voided_at.is_(None)) == []


async def test_taking_an_undo_back_leaves_out_an_entry_taken_back_before(town: Town, clock: Clock) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "12 звонков, 2 встречи")
    undo = data_of(receipt, "Отменить")
    [call, _] = await town.entries(anna)
    anna.taps_data(f"e:void:{call.id}:0:", message=receipt)
    await town.settle()
    assert [e.kind for e in await town.entries(anna)] == ["meeting"]
    clock.forward(minutes=5)
    anna.taps_data(undo, message=receipt)
    await town.settle()
    assert await town.entries(anna) == []
    await town.taps(anna, "Вернуть")
    assert [e.kind for e in await town.entries(anna)] == ["meeting"]


async def test_an_absence_beside_an_entry_taken_back_still_counts_and_the_receipt_says_so(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "12 звонков, завтра выходной")
    [call] = await town.entries(anna)
    anna.taps_data(f"e:void:{call.id}:0:", message=receipt)
    await town.settle()
    [report] = await town.rows(Report)
    assert len(await town.rows(Absence, Absence.voided_at.is_(None))) == 1
    assert report.state == "recorded"


# -- doubles ---------------------------------------------------------------------------------


async def test_a_double_that_was_answered_is_not_asked_about_again_after_an_edit(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    await town.says(anna, "12 звонков, сделка 45к Ромашка")
    await town.taps(anna, "Нет, их две")
    shown = await town.edits(anna, None, "15 звонков, сделка 45к Ромашка")
    assert "уже записали" not in shown.text
    assert [e.double for e in await town.entries(anna)] == [None, None, "two"]


async def test_a_double_that_is_the_same_deal_stays_out_when_something_else_is_edited(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    await town.says(anna, "12 звонков, сделка 45к Ромашка")
    await town.taps(anna, "Это та же сделка")
    shown = await town.edits(anna, None, "15 звонков, сделка 45к Ромашка")
    assert "уже записали" not in shown.text
    assert [(e.kind, e.quantity) for e in await town.entries(anna)] == [("deal", 1), ("call", 15)]
    # Another amount makes it another deal.
    await town.edits(anna, None, "15 звонков, сделка 46к Ромашка")
    assert [e.amount for e in await town.entries(anna) if e.kind == "deal"] == [4_500_000, 4_600_000]


async def test_a_late_really_two_does_not_bring_back_what_was_undone(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    double = await town.says(anna, "сделка 45к Ромашка")
    two = data_of(double, "Нет, их две")
    await town.taps(anna, "Отменить")
    anna.taps_data(two, message=double)
    await town.settle()
    assert len(await town.entries(anna)) == 1


# -- questions -------------------------------------------------------------------------------


async def test_no_tapped_after_yes_does_not_say_that_nothing_was_recorded(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    question = await town.says(anna, "Закрыл Ромашку на 500")
    no = data_of(question, "Не записывать")
    await town.taps(anna, "500\xa0000")
    anna.taps_data(no, message=question)
    await town.settle()
    assert len(await town.entries(anna)) == 1
    assert "ничего не записал" not in anna.last().text


async def test_yes_tapped_after_no_still_says_what_became_of_it(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    question = await town.says(anna, "Закрыл Ромашку на 500")
    yes = data_of(question, "500\xa0000")
    await town.taps(anna, "Не записывать")
    anna.taps_data(yes, message=question)
    await town.settle()
    assert await town.entries(anna) == []
    assert "ничего не записал" in anna.last().text
    assert {row.state for row in await town.rows(OutboxMessage)} == {"sent"}


async def test_an_amount_answers_the_question_that_lacks_one(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "Закрыл Acme на $5k")
    await town.says(anna, "сделка 45к ромашка")  # asked whether that is the client: the sum is clear
    await town.says(anna, "460 000")
    [entry] = await town.entries(anna)
    names = {c.id: c.name for c in await town.rows(Client)}
    assert (names[entry.client_id], entry.amount) == ("Acme", 46_000_000)


async def test_an_amount_in_private_does_not_answer_a_question_in_a_group(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    group = town.telegram.group("Отдел продаж", anna)
    await town.settle()
    await town.says(anna, "12 звонков")
    first = anna.last()
    await town.says(anna, "/deal@kakdela_bot Acme $5k", chat=group)
    asked = anna.last(group)
    assert "RUB" in asked.text
    await town.says(anna, "460 000")
    [report] = await town.rows(Report, Report.chat_id < 0)
    assert report.receipt_message_id == asked.message_id
    assert "12 звонков" in next(m.text for m in anna.sees() if m.message_id == first.message_id)
    assert report.state == "asking"


@pytest.mark.parametrize("text", ["99999999999 звонков", "сделка 999999999999999999 Ромашка"])
async def test_a_confirmed_guess_that_is_too_large_is_refused_not_an_error(town: Town, text: str) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    question = await town.says(anna, text)
    [report] = await town.rows(Report)
    anna.taps_data(f"r:yes:{report.id}:0", message=question)
    await town.settle()
    assert all("сломалось" not in m.text for m in anna.sees())
    assert all(e.quantity < 2**31 and (e.amount or 0) <= 10**17 for e in await town.entries(anna))


# -- edits -----------------------------------------------------------------------------------


async def test_not_a_new_client_stays_answered_after_an_edit_of_the_amount(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка 20.11")
    await town.says(anna, "сделка 50к Ромашка новый клиент")
    await town.taps(anna, "клиент не новый")
    shown = await town.edits(anna, None, "сделка 55к Ромашка новый клиент")
    assert [e.new_client for e in await town.entries(anna)] == [None, False]
    assert "первая сделка" not in shown.text


async def test_a_clients_first_deal_told_late_is_not_doubted(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    told = await town.says(anna, "сделка 50к Ромашка новый клиент 20.11")
    assert "первая сделка" not in told.text


async def test_an_edit_keeps_an_amount_that_was_put_right_in_words(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    message = anna.says("сделка 45к Ромашка")
    await town.settle()
    [entry] = await town.entries(anna)
    await town.says(anna, f"/fix {entry.id} 54 000")
    assert [e.amount for e in await town.entries(anna)] == [5_400_000]
    await town.edits(anna, message, "сделка 45к Ромашка 20.11")
    [entry] = await town.entries(anna)
    assert (entry.amount, entry.day) == (5_400_000, date(2026, 11, 20))
    await town.edits(anna, message, "сделка 60к Ромашка 20.11")
    assert [e.amount for e in await town.entries(anna)] == [6_000_000]


async def test_a_caption_that_is_taken_away_voids_its_entries(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    photo = anna.sends_photo("Договор подписан, 410т.р. (фото)")
    await town.settle()
    assert len(await town.entries(anna)) == 1
    raw = {k: v for k, v in photo.raw.items() if not k.startswith("caption")}
    town.telegram.inject({"edited_message": raw | {"edit_date": int(town.clock.stamp()) + 5}})
    await town.settle()
    assert await town.entries(anna) == []


async def test_a_report_edited_into_another_command_is_none_any_more(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "/deal 45к Ромашка")
    await town.edits(anna, None, "/me 45к Ромашка")
    assert await town.entries(anna) == []


async def test_a_mention_in_a_group_is_followed_when_it_is_edited(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    group = town.telegram.group("Отдел продаж", anna)
    await town.settle()
    await town.says(anna, "@kakdela_bot 12 звонков", chat=group)
    anna.edits(None, "@kakdela_bot 15 звонков", chat=group)
    await town.settle()
    assert [e.quantity for e in await town.entries(anna)] == [15]
    [report] = await town.rows(Report)
    assert report.text == "15 звонков"


async def test_in_a_group_an_edit_that_does_not_address_the_bot_records_nothing(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    group = town.telegram.group("Отдел продаж", anna)
    await town.settle()
    await town.says(anna, "@kakdela_bot 12 звонков", chat=group)
    anna.says("вчера было 20 звонков", chat=group, reply_to=anna.last(group))  # a reply: the bot sees it
    await town.settle()
    anna.edits(None, "вчера было 25 звонков", chat=group)
    await town.settle()
    assert [e.quantity for e in await town.entries(anna)] == [12]


async def test_an_edit_after_a_move_stays_with_the_team_and_the_date_of_sending(
    town: Town, clock: Clock
) -> None:
    anna = town.telegram.person("Анна")
    north = await town.team(managers=[anna])
    east = await town.team("Восток", timezone="Asia/Vladivostok")
    sent = anna.says(
        "сделка 45к Ромашка", at=datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    )  # 01:00 there, the 24th
    await town.settle()
    async with town.app.db.write() as session:
        old = (await session.scalars(select(Membership))).one()
        old.ends_on = date(2026, 11, 26)
        session.add(
            Membership(member_id=old.member_id, team_id=east, role="manager", starts_on=date(2026, 11, 26))
        )
    clock.at = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    await town.edits(anna, sent, "сделка 50к Ромашка, 12 звонков")
    assert [(e.kind, e.day, e.team_id) for e in await town.entries(anna)] == [
        ("deal", date(2026, 11, 23), north),
        ("call", date(2026, 11, 23), north),
    ]


# -- groups ----------------------------------------------------------------------------------


async def test_a_group_never_sees_where_a_person_stands(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 777к Гранит")
    group = town.telegram.group("Отдел продаж", anna)
    await town.settle()
    await town.says(anna, "@kakdela_bot 12 звонков, сделка 45к Ромашка", chat=group)
    assert "Ноябрь" not in anna.last(group).text
    await town.taps(anna, "Отменить", chat=group)
    assert "Ноябрь" not in anna.last(group).text
    await town.taps(anna, "Вернуть", chat=group)
    assert "Ноябрь" not in anna.last(group).text
    assert len(await town.entries(anna)) == 3


async def test_a_group_that_becomes_a_supergroup_keeps_its_receipts(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    group = town.telegram.group("Отдел продаж", anna)
    await town.settle()
    await town.says(anna, "/deal@kakdela_bot 45к Ромашка", chat=group)
    bigger = group.becomes_supergroup()
    await town.settle()
    [entry] = await town.entries(anna)
    await town.says(anna, f"/fix {entry.id} 54 000")
    assert "54" in anna.last(bigger).text  # the receipt follows, in the new place
    assert {row.state for row in await town.rows(OutboxMessage)} == {"sent"}


# -- size ------------------------------------------------------------------------------------


async def test_fifty_doubles_in_one_message_are_answered(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    text = "\n".join(f"сделка {n} 500 «Клиент{n}»" for n in range(10, 60))
    await town.says(anna, text)
    count = len(await town.entries(anna))
    assert count == 50
    shown = await town.says(anna, text)
    assert len(await town.entries(anna)) == 2 * count
    assert "<b>" not in shown.text
    assert sum(len(row) for row in shown.buttons or []) <= 100
    assert {row.state for row in await town.rows(OutboxMessage)} == {"sent"}


async def test_a_receipt_longer_than_a_message_still_arrives(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    names = [f"«{letter}{'𠀀' * 115}»" for letter in "АБВГДЕЖЗИКЛМ"]
    await town.says(anna, "\n".join(f"сделка {n}к {name}" for n, name in enumerate(names, 10)))
    other = [name.replace("𠀀", "𠀁") for name in names]
    shown = await town.edits(anna, None, "\n".join(f"сделка {n}к {name}" for n, name in enumerate(other, 20)))
    assert {row.state for row in await town.rows(OutboxMessage)} == {"sent"}
    assert "𠀁" in shown.text


# -- clients ---------------------------------------------------------------------------------


async def test_a_phone_is_known_after_its_client_was_merged(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    anna.sends_contact("+79161234567", "Ромашке")
    await town.settle()
    await town.taps(anna, "Да, это")
    town.clock.forward(hours=1)
    anna.sends_contact("+79161234567", "Иван", "Петров")
    await town.settle()
    assert sorted(c.name for c in await town.rows(Client)) == ["Ромашка", "Ромашке"]
    assert len({e.client_id for e in await town.entries(anna)}) == 1


async def test_two_members_making_the_same_clients_at_once_make_them_once(town: Town) -> None:
    people = [town.telegram.person(f"Человек{n}") for n in range(6)]
    await town.team(managers=people)
    names = ["Альфа", "Бета", "Гамма", "Дельта"]
    for round_ in range(5):
        for n, person in enumerate(people):
            order = names if n % 2 else names[::-1]
            person.says(", ".join(f"сделка {k + 10}к {name}-{round_}" for k, name in enumerate(order)))
    await town.settle()
    keys = [c.key for c in await town.rows(Client)]
    assert len(keys) == len(set(keys)) == 20
    assert len(await town.entries()) == 5 * 6 * 4


async def test_names_with_tags_are_shown_as_they_were_written(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    shown = await town.says(anna, "сделка 45к «Рога & <b>Копыта</b>»")
    assert "Рога & <b>Копыта</b>" in plain(shown)
