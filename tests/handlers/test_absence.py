"""Absences in words, by /absence, by the lead for someone; and a lead who logs for a member."""

from __future__ import annotations

from datetime import date

from db.models import Absence, Closing, EntryChange, Member, Membership, Report, State
from sandbox import Person
from services import plans
from services.access import who
from services.calendar import absences
from services.periods import containing
from tests.handlers.test_lists import labels, plain
from tests.handlers.test_people import id_of, tapped
from tests.town import Town

Trio = tuple[Person, Person, Person]


async def trio(town: Town) -> Trio:
    """A manager, a lead who reads English, an owner; all of them have pressed Start."""
    anna = town.telegram.person("Анна", username="anna")
    lead = town.telegram.person("Lena", username="lena", language="en")
    owner = town.telegram.person("Ольга", username="olga")
    await town.team(managers=[anna], leads=[lead], owners=[owner])
    for person in (anna, lead, owner):
        await town.says(person, "/start")
    return anna, lead, owner


async def days_of(town: Town, person: Person, month: date = date(2026, 11, 1)) -> int:
    """The person's working days of a month, as figures take them."""
    period = containing(month, "month")
    member = await id_of(town, person)
    async with town.app.db.read() as session:
        found = await plans.load(
            session, company_id=1, start=period.start, end=period.end, member_ids=[member]
        )
    return len(found.members[member].schedule.days(period))


async def states(town: Town) -> list[str]:
    return [row.state for row in await town.rows(Absence, Absence.voided_at.is_(None))]


async def test_a_told_absence_counts_at_once_and_the_lead_may_decline_it(town: Town) -> None:
    """kpi.md, "Working days": less the person's absences."""
    anna, lead, owner = await trio(town)
    await town.says(lead, "/target @anna выручка 1 млн")
    before, heard = await days_of(town, anna), len(owner.sees())
    receipt = plain(await town.says(anna, "на больничном до пятницы"))
    assert "Больничный: 23–27 ноября" in receipt
    assert "5 рабочих дней, цели пересчитал" in receipt
    assert await days_of(town, anna) == before - 5
    message = lead.last()
    assert "Анна. Sick leave: November 23–27" in plain(message)
    assert labels(message) == ["✖️ Decline"]
    assert len(owner.sees()) == heard

    assert await town.taps(lead, "Decline", message=message) == "Done"
    assert "Declined: Lena" in plain(message)
    assert "Отклонено, эти дни считаются рабочими. Больничный: 23–27 ноября\n— Lena" in plain(anna.last())
    assert await days_of(town, anna) == before
    # Said again, it does not count by itself.
    assert "когда подтвердит руководитель" in plain(await town.says(anna, "болею до пятницы"))
    assert await days_of(town, anna) == before
    assert await town.taps(lead, "Confirm", message=message) == "Done"
    assert "Подтверждено" in plain(anna.last())
    assert await days_of(town, anna) == before - 5
    assert await town.taps(lead, "Decline", message=message) == "Done"
    [first, _] = await town.rows(Absence)
    assert first.state == "declined"


async def test_more_than_three_days_back_it_waits_for_the_lead(town: Town) -> None:
    anna, lead, owner = await trio(town)
    before = await days_of(town, anna)
    assert "2 рабочих дня" in plain(await town.says(anna, "болела с 20.11 по 23.11"))  # three days back
    assert await days_of(town, anna) == before - 2
    asked = await town.says(anna, "был в отпуске с 16.11 по 19.11")
    assert "посчитаю, когда подтвердит руководитель" in plain(asked)
    assert await states(town) == ["counted", "asking"]
    assert await days_of(town, anna) == before - 2
    message = lead.last()
    assert "Анна asks you to note this. Vacation: November 16–19" in plain(message)
    async with town.app.db.read() as session:
        speaker = await who(session, lead.id)
        assert speaker is not None
        assert speaker.me is not None
        [waiting] = await absences.asking(session, speaker.me)
    assert (waiting.name, waiting.kind, waiting.ends_on) == ("Анна", "vacation", date(2026, 11, 19))
    assert "Это уже ждёт руководителя" in plain(await town.says(anna, "был в отпуске с 16.11 по 19.11"))
    assert len(await states(town)) == 2

    # Of two who may decide the first word stands; the other sees it.
    [_, row] = await town.rows(Absence)
    assert await tapped(town, owner, f"a:decline:{row.id}:0") == "Готово"
    assert "Another lead has decided" in (await town.taps(lead, "Confirm", message=message) or "")
    assert "Declined: Ольга" in plain(message)
    assert await town.taps(lead, "Confirm", message=message) == "Done"
    assert await days_of(town, anna) == before - 6
    # The person takes it back: the lead hears, and what is gone is not decided any more.
    await town.taps(anna, "Отменить", message=asked)
    assert "Анна. Vacation: November 16–19 — no longer counts" in plain(lead.last())
    assert "taken back already" in await tapped(town, lead, f"a:decline:{row.id}:0")
    assert await days_of(town, anna) == before - 2
    await town.taps(anna, "Вернуть", message=asked)
    assert labels(lead.last()) == ["✖️ Decline"]


async def test_where_no_lead_can_be_reached_the_owners_are_asked(town: Town) -> None:
    anna, owner = town.telegram.person("Анна"), town.telegram.person("Ольга")
    await town.team(managers=[anna], owners=[owner])
    await town.says(owner, "/start")
    await town.says(anna, "болела с 10.11 по 12.11")
    assert "Анна просит отметить. Больничный: 10–12 ноября" in plain(owner.last())
    assert labels(owner.last()) == ["✅ Подтвердить", "✖️ Отклонить"]
    await town.taps(owner, "Подтвердить")
    assert await states(town) == ["counted"]
    assert "Подтверждено. Больничный" in plain(anna.last())


async def test_a_leads_own_absence_needs_nobody(town: Town) -> None:
    _, lead, owner = await trio(town)
    heard = len(owner.sees())
    assert "3 working days" in plain(await town.says(lead, "I was on vacation from 09.11 to 11.11"))
    assert await states(town) == ["counted"]
    assert len(owner.sees()) == heard


async def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_stored(town: Town) -> None:
    anna, lead, _ = await trio(town)
    other = town.telegram.person("Вера", username="vera")
    await town.team("Юг", managers=[other])
    for text, answer in (
        ("в отпуске 400 дней", "400 дней — слишком много"),
        ("сделка 45к Ромашка, в отпуске 400 дней", "Ничего не записал"),
        ("отпуск с 01.02.2028 по 05.02.2028", "дальше чем через год"),
        ("/absence отпуск 400 дней", "слишком много"),
        ("/absence как-нибудь", "Не понял дни"),
        ("/absence сделка 45к", "Не понял дни"),
        ("/absence @lena болею", "может руководитель"),
        ("/absence @nobody болею", "может руководитель"),
        ("/absence @anna отгул 01.02.2028", "дальше чем через год"),
    ):
        assert answer in plain(await town.says(anna, text)), text
    for text, answer in (
        ("/absence @nobody sick", "nobody like that"),
        ("/absence @vera sick", "nobody like that"),
        ("/absence @anna vacation 400 days", "400 days is too much"),
        ("/absence @anna soon", "did not get the days"),
    ):
        assert answer in plain(await town.says(lead, text)), text
    assert await town.rows(Absence) == []
    assert await town.rows(Report) == []
    assert await town.entries() == []


async def test_the_same_said_twice_is_known_and_a_longer_one_extends(town: Town) -> None:
    anna, lead, _ = await trio(town)
    before = await days_of(town, anna)
    await town.says(anna, "на больничном до среды")
    heard = len(lead.sees())
    again = await town.says(anna, "болею сегодня")
    assert "Уже отмечено. Больничный: 23–25 ноября" in plain(again)
    assert not again.buttons
    assert len(await town.rows(Absence)) == 1
    assert len(lead.sees()) == heard
    town.clock.forward(days=2)
    longer = await town.says(anna, "на больничном до пятницы")
    assert "Вместе с отмеченным раньше — Больничный: 23–27 ноября" in plain(longer)
    assert "Together with what was noted before" in plain(lead.last())
    assert await days_of(town, anna) == before - 5
    listed = plain(await town.says(anna, "/absence"))
    assert "1. 🌿 Больничный: 23–27 ноября" in listed
    assert "2." not in listed
    # Another kind over the same days is another absence; figures take the union.
    await town.says(anna, "в отпуске с 26.11 по 30.11")
    assert await days_of(town, anna) == before - 6
    # Declining the extension leaves what was there; so does undoing it.
    await town.taps(anna, "Отменить", message=longer)
    assert await days_of(town, anna) == before - 6  # 23–25 sick, 26–30 on vacation
    assert "Больничный: 23–25 ноября" in plain(await town.says(anna, "/absence"))


async def test_an_edit_changes_the_absence_and_leaves_it_where_the_text_does(town: Town) -> None:
    anna, lead, _ = await trio(town)
    before = await days_of(town, anna)
    await town.says(anna, "12 звонков, на больничном до пятницы")
    [row] = await town.rows(Absence)
    heard = len(lead.sees())
    await town.edits(anna, None, "13 звонков, на больничном до пятницы")
    assert [x.id for x in await town.rows(Absence, Absence.voided_at.is_(None))] == [row.id]
    assert len(lead.sees()) == heard
    await town.edits(anna, None, "13 звонков, на больничном до среды")
    assert await days_of(town, anna) == before - 3
    assert "November 23–25" in plain(lead.last())
    await town.edits(anna, None, "13 звонков, на больничном 400 дней")
    assert "слишком много" in plain(anna.last())
    assert await days_of(town, anna) == before - 3
    await town.edits(anna, None, "13 звонков")
    assert await days_of(town, anna) == before
    assert "November 23–25 — no longer counts" in plain(lead.last())


async def test_absence_by_buttons_ends_early_and_is_taken_back(town: Town) -> None:
    anna, lead, _ = await trio(town)
    before = await days_of(town, anna)
    menu = await town.says(anna, "/absence")
    assert "Пока ничего не отмечено" in plain(menu)
    assert labels(menu) == ["🤒 Болею сегодня", "🌤 Отгул сегодня", "🏖 Отпуск…"]
    assert await town.taps(anna, "Болею сегодня", message=menu) == "Готово"
    assert await town.taps(anna, "Болею сегодня", message=menu) == "Так уже и есть"
    assert "Больничный: 23 ноября" in plain(menu)
    assert "Анна. Sick leave: November 23" in plain(lead.last())
    await town.taps(anna, "1. Убрать", message=menu)
    assert "Пока ничего не отмечено" in plain(menu)
    assert "Анна. Sick leave: November 23 — no longer counts" in plain(lead.last())
    await town.taps(anna, "Отпуск", message=menu)
    assert "с какого дня" in plain(anna.last())

    await town.says(anna, "/absence отпуск с 24.11 по 07.12")
    assert "10 рабочих дней" in plain(anna.last())
    receipt = await town.says(anna, "на больничном до пятницы")
    town.clock.forward(days=3)  # Thursday
    menu = await town.says(anna, "/absence")
    assert "1. 🌿 Больничный: 23–27 ноября" in plain(menu)
    assert "2. 🌿 Отпуск: 24 ноября – 7 декабря" in plain(menu)
    await town.taps(anna, "1. Сегодня на работе", message=menu)
    assert "Больничный: 23–25 ноября" in plain(menu)
    assert "Больничный: 23–25 ноября" in plain(receipt)
    assert "Sick leave: November 23–25 (changed)" in plain(lead.last())
    await town.taps(anna, "2. Кончилось раньше", message=menu)
    assert labels(menu) == ["вт 24 нояб.", "ср 25 нояб.", "чт 26 нояб.", "‹ Назад"]
    await town.taps(anna, "вт 24", message=menu)
    assert "Отпуск: 24 ноября" in plain(menu)
    assert await days_of(town, anna) == before - 3
    assert "Последний день и так" in await tapped(
        town, anna, f"a:setend:{(await town.rows(Absence))[-1].id}:{date(2026, 11, 30).toordinal()}"
    )


async def test_a_lead_notes_ends_and_takes_back_somebodys_absence_and_they_are_told(town: Town) -> None:
    anna, lead, owner = await trio(town)
    before = await days_of(town, anna)
    said = plain(await town.says(lead, "/absence @anna vacation from 10.11 to 13.11"))
    assert said.startswith("👤 Анна")
    assert "Vacation: November 10–13" in said
    assert "4 working days" in said
    assert "Вам отметили. Отпуск: 10–13 ноября\n— Lena" in plain(anna.last())
    assert await days_of(town, anna) == before - 4
    [row] = await town.rows(Absence)
    assert (row.state, row.by_id) == ("counted", await id_of(town, lead))
    listed = await town.says(lead, "/absence @anna")
    assert "Анна: days away" in plain(listed)
    assert "Nothing noted" in plain(listed)  # it ended more than a week ago
    await town.says(owner, "/absence @anna отпуск с 24.11 по 27.11")
    listed = await town.says(lead, "/absence @anna")
    await town.taps(lead, "1. Take out", message=listed)
    assert "Ваше отсутствие убрали. Отпуск: 24–27 ноября\n— Lena" in plain(anna.last())
    assert await days_of(town, anna) == before - 4


async def test_an_extension_is_judged_by_its_new_days_and_undone_alone(town: Town) -> None:
    anna, lead, _ = await trio(town)
    before = await days_of(town, anna)
    await town.says(lead, "/absence @anna sick from 09.11 to 20.11")
    assert await days_of(town, anna) == before - 10
    said = await town.says(anna, "/absence на больничном с 09.11 по 25.11")
    assert await states(town) == ["counted", "counted"]
    assert "Больничный: 9–25 ноября" in plain(said)
    assert await days_of(town, anna) == before - 13
    await town.taps(anna, "Отменить", message=said)
    assert await days_of(town, anna) == before - 10
    # What waited inside days that the lead then notes is settled by it.
    await town.says(anna, "был в отпуске с 02.11 по 03.11")
    assert await states(town) == ["counted", "asking"]
    await town.says(lead, "/absence @anna vacation from 02.11 to 06.11")
    assert await states(town) == ["counted", "counted", "counted"]
    assert await days_of(town, anna) == before - 14  # 4 November is a public holiday


async def test_a_long_list_has_pages(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    for n in range(9):
        await town.says(anna, f"/absence отгул {date(2026, 12, 1 + 3 * n):%d.%m}")
    listed = await town.says(anna, "/absence")
    assert "8. " in plain(listed)
    assert "9. " not in plain(listed)
    assert "Страница 1 из 2" in plain(listed)
    await town.taps(anna, "›", message=listed)
    assert "9. 🌿 Выходной: 25 декабря" in plain(listed)
    await town.taps(anna, "9. Убрать", message=listed)
    assert len(await states(town)) == 8


async def test_a_closed_period_is_counted_again_when_an_absence_in_it_changes(town: Town) -> None:
    """kpi.md, "Closing a period": wherever a recount differs a correction stands beside the result."""
    anna, lead, _ = await trio(town)
    async with town.app.db.write() as session:
        session.add(
            Closing(
                company_id=1,
                team_id=1,
                period="month",
                starts_on=date(2026, 10, 1),
                ends_on=date(2026, 11, 1),
                closed_at=town.clock.now(),
            )
        )

    async def marks() -> int:
        return len(await town.rows(State, State.key.startswith("touched:")))

    await town.says(lead, "/absence @anna vacation from 02.11 to 03.11")
    assert await marks() == 0
    await town.says(lead, "/absence @anna vacation from 12.10 to 16.10")
    assert await marks() == 1
    await town.says(anna, "был в отпуске с 19.10 по 20.10")
    assert await marks() == 1  # it does not count yet
    await town.taps(lead, "Confirm")
    assert await marks() == 2


async def test_a_day_off_on_a_weekend_takes_no_working_day(town: Town) -> None:
    anna = town.telegram.person("Mary", language="en")
    await town.team(managers=[anna], language="en")
    before = await days_of(town, anna)
    assert "No working days among them" in plain(await town.says(anna, "day off on Saturday"))
    assert await days_of(town, anna) == before
    assert "1 working day" in plain(await town.says(anna, "day off tomorrow"))
    assert await days_of(town, anna) == before - 1
    group = town.telegram.group("Sales", anna)
    await town.settle()
    await town.says(anna, "/log sick today", chat=group)
    assert plain(anna.last(group)) == "🌿 Sick leave: November 23"


# -- a lead logs for a member -------------------------------------------------------------------


async def test_a_lead_logs_for_a_member_who_is_told(town: Town) -> None:
    anna, lead, _ = await trio(town)
    receipt = await town.says(lead, "/deal @anna 45к Ромашка")
    assert plain(receipt).startswith("👤 Анна\n✅ Deal ₽45,000 · Ромашка")
    assert "November: 1 deal" in plain(receipt)
    [entry] = await town.entries(anna)
    assert (entry.amount, entry.quantity) == (4_500_000, 1)
    [change] = await town.rows(EntryChange)
    assert (change.by_id, change.cause) == (await id_of(town, lead), "behalf")
    told = anna.last()
    assert "За вас записали: Сделка 45 000 ₽ · Ромашка\n— Lena" in plain(told)
    await town.taps(anna, "Открыть запись", message=told)
    assert "Lena: записано за менеджера" in plain(told)

    # Editing the lead's message keeps following it; the member hears.
    await town.edits(lead, None, "/deal @anna 54к Ромашка")
    [entry] = await town.entries(anna)
    assert entry.amount == 5_400_000
    assert "Deal ₽45,000 → ₽54,000" in plain(receipt)
    assert "Вашу запись исправили" in plain(anna.last())
    assert "54 000 ₽" in plain(anna.last())
    for line in ("/deal 54к Ромашка", "/deal @lena 54к Ромашка"):
        await town.edits(lead, None, line)
        assert "about somebody else" in plain(lead.last())
    assert [e.amount for e in await town.entries()] == [5_400_000]

    # Undo and redo by the lead are told; undone by the member, the receipt follows in the lead's language.
    await town.taps(lead, "Undo", message=receipt)
    assert await town.entries(anna) == []
    assert "Вашу запись отменили: Сделка 54 000 ₽ · Ромашка\n— Lena" in plain(anna.last())
    await town.taps(lead, "Bring", message=receipt)
    assert "Вашу запись вернули" in plain(anna.last())
    await town.taps(anna, "Открыть запись")
    await town.taps(anna, "Отменить")
    assert await town.entries(anna) == []
    assert "Taken back" in plain(receipt)


async def test_a_question_about_a_members_report_is_answered_by_the_lead_who_asked(town: Town) -> None:
    anna, lead, _ = await trio(town)
    heard = len(anna.sees())
    question = await town.says(lead, "/log @anna сделка 45 Ромашка")
    assert plain(question).startswith("👤 Анна")
    assert len(anna.sees()) == heard
    assert await town.entries() == []
    assert "Жду ответа" not in plain(await town.says(anna, "/today"))
    await town.says(lead, "45к")
    [entry] = await town.entries(anna)
    assert entry.amount == 4_500_000
    assert "За вас записали: Сделка 45 000 ₽" in plain(anna.last())
    await town.says(lead, "/log @anna 12 звонков, 2 встречи")
    assert len(await town.entries(anna)) == 3
    assert labels(anna.last()) == ["12 звонков", "2 встречи"]
    receipt = plain(await town.says(lead, "/log @anna на больничном до пятницы"))
    assert "👤 Анна\n🌿 Sick leave: November 23–27\n5 working days" in receipt
    assert "Вам отметили. Больничный: 23–27 ноября" in plain(anna.last())


async def test_who_may_log_for_whom(town: Town) -> None:
    anna, lead, owner = await trio(town)
    vera, boris = town.telegram.person("Вера"), town.telegram.person("Вера", username="vera2")
    await town.team("Юг", managers=[vera, boris])
    assert "может руководитель" in plain(await town.says(anna, "/deal @lena 45к Ромашка"))
    assert "nobody like that" in plain(await town.says(lead, "/deal @vera2 45к Ромашка"))
    assert "nobody like that" in plain(await town.says(lead, "/log @никто 12 звонков"))
    assert "Кто именно: Вера" in plain(await town.says(owner, "/log @Вера 12 звонков"))
    assert "не в команде" in plain(await town.says(owner, "/log @olga 12 звонков"))
    assert await town.entries() == []
    await town.says(owner, "/log @vera2 12 звонков")
    assert [e.quantity for e in await town.entries(boris)] == [12]
    await town.says(lead, "/log @lena 3 звонка")
    assert [e.quantity for e in await town.entries(lead)] == [3]
    group = town.telegram.group("Отдел", lead, anna)
    await town.settle()
    await town.says(lead, "/deal @anna 45к Ромашка", chat=group)
    assert "only in a private chat" in plain(lead.last(group))
    assert await town.entries(anna) == []
    # The lead corrects what the member logged themselves, as before.
    await town.says(anna, "сделка 45к Ромашка")
    [entry] = await town.entries(anna)
    assert "54,000" in plain(await town.says(lead, f"/fix {entry.id} 54 000"))
    assert "Вашу запись исправили" in plain(anna.last())


async def test_a_lead_logs_for_somebody_who_has_not_joined_yet(town: Town) -> None:
    lead = town.telegram.person("Лена")
    team = await town.team(leads=[lead])
    async with town.app.db.write() as session:
        zoya = Member(
            company_id=1,
            account_id=None,
            name="Зоя",
            name_key="зоя",
            is_owner=False,
            created_at=town.clock.now(),
        )
        session.add(zoya)
        await session.flush()
        session.add(Membership(member_id=zoya.id, team_id=team, role="manager", starts_on=date(2026, 1, 1)))
    receipt = await town.says(lead, "/deal @Зоя 45к Ромашка")
    assert plain(receipt).startswith("👤 Зоя\n✅ Сделка 45 000 ₽")
    [entry] = await town.entries()
    assert entry.member_id == zoya.id
    await town.says(lead, f"/fix {entry.id} 54 000")
    assert "54 000 ₽" in plain(receipt)
    assert "Отпуск" in plain(await town.says(lead, "/absence @Зоя отпуск с 24.11 по 27.11"))
