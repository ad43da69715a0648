"""/calendar: the team's week, hours, country and days, by a line or by buttons; what it changes and who may."""

from __future__ import annotations

from datetime import date

from db.models import CalendarDay, Team
from sandbox import Person
from services import plans
from services.periods import containing
from tests.handlers.test_lists import labels, plain
from tests.town import Town


async def working_days(town: Town, team: int, month: date) -> int:
    """The team's working days of a month, as figures take them."""
    period = containing(month, "month")
    async with town.app.db.read() as session:
        found = await plans.load(session, company_id=1, start=period.start, end=period.end, team_ids=[team])
    return len(found.teams[team].calendar.days(period))


async def test_a_lead_sets_week_hours_country_and_days_and_figures_follow(town: Town) -> None:
    anna, lead = town.telegram.person("Анна"), town.telegram.person("Лена")
    team = await town.team(managers=[anna], leads=[lead])
    shown = await town.says(lead, "/calendar")
    text = plain(shown)
    assert "Север: рабочий календарь" in text
    assert "Рабочие дни: пн, вт, ср, чт, пт" in text
    assert "Часы: 9:00–18:00" in text
    assert "Страна: Россия" in text
    assert "Ближайшие праздники: 31 декабря" in text
    assert "не знаю" not in text
    assert "Рабочие по переносу: 20 февраля" in text

    # "the team's weekdays, less public holidays of its country, less the days off the lead adds, plus extra working days"
    assert await working_days(town, team, date(2026, 12, 1)) == 22
    assert "30 декабря — выходной." in plain(await town.says(lead, "/calendar выходной 30.12 корпоратив"))
    assert "30 декабря — выходной (корпоратив)" in plain(lead.last())
    assert await working_days(town, team, date(2026, 12, 1)) == 21
    assert "27 декабря — рабочий день." in plain(await town.says(lead, "/calendar рабочий 27.12"))
    assert await working_days(town, team, date(2026, 12, 1)) == 22
    assert "28–29 декабря — выходные." in plain(await town.says(lead, "/calendar off 28.12-30.12"))
    assert await working_days(town, team, date(2026, 12, 1)) == 20
    assert "23 ноября — выходной" in plain(await town.says(lead, "/calendar выходной сегодня"))

    shown = lead.last()
    await town.taps(lead, "30 декабря", message=shown)
    assert await working_days(town, team, date(2026, 12, 1)) == 21
    assert "30 декабря" not in plain(shown)
    await town.taps(lead, "сб", message=shown)
    assert "пт, сб" in plain(shown)
    assert await working_days(town, team, date(2026, 12, 1)) == 25
    assert await town.taps(lead, "10:00–19:00", message=shown) == "Готово"
    assert "Часы: 10:00–19:00" in plain(shown)
    assert "Часы: 9:30–18:00" in plain(await town.says(lead, "/calendar 9:30-18"))
    assert "Часы: 9:00–18:00" in plain(await town.says(lead, "/calendar часы с 9 до 18"))

    await town.taps(lead, "Страна", message=shown)
    await town.taps(lead, "Казахстан", message=shown)
    assert "Страна: Казахстан" in plain(shown)
    assert "Страна: Беларусь" in plain(await town.says(lead, "/calendar BY"))
    said = plain(await town.says(lead, "/calendar страна Шри-Ланка"))
    assert "Праздников 2027 года для этой страны не знаю" in said
    assert "Праздников 2026" not in said
    [row] = await town.rows(Team)
    assert (row.workdays, row.work_starts, row.work_ends, row.country) == (0b0111111, 540, 1080, "LK")


async def test_a_day_added_twice_and_other_wrong_input_change_nothing(town: Town) -> None:
    anna, lead = town.telegram.person("Анна"), town.telegram.person("Лена", language="en")
    await town.team(managers=[anna], leads=[lead])
    assert "December 30 — a day off." in plain(await town.says(lead, "/calendar off 30.12"))

    async def kept() -> tuple[list[date], list[int]]:
        [team] = await town.rows(Team)
        days = [row.day for row in await town.rows(CalendarDay)]
        return days, [team.workdays, team.work_starts, team.work_ends]

    before = await kept()
    for line, answer in (
        ("off 30.12", "December 30 is there already, as a day off."),
        ("off Dec 30", "December 30 is there already, as a day off."),
        ("work 30.12", "December 30 is there already as a day off. Take that out"),
        ("off 05.12", "December 5 is a day off anyway."),
        ("work 01.12", "December 1 is a working day anyway."),
        ("off 31.12.2027", "more than a year ahead"),
        ("off 15.10", "That month is closed"),
        ("off 01.12-15.01", "At most 31 days"),
        ("off 32.12", "I did not get the day"),
        ("off", "I did not get the day"),
        ("18-9", "I did not get the hours"),
        ("9-25", "I did not get the hours"),
        ("9", "I did not get that"),
        ("Нарния", "I did not get that"),
        ("QQ", "do not know the country"),
    ):
        assert answer in plain(await town.says(lead, f"/calendar {line}")), line
        assert await kept() == before, line
    # An empty week is refused.
    shown = await town.says(lead, "/calendar")
    for day in ("Mon", "Tue", "Wed", "Thu"):
        assert await town.taps(lead, day, message=shown) == "Done"
    assert "at least one working day" in (await town.taps(lead, "Fri", message=shown) or "")
    [team] = await town.rows(Team)
    assert team.workdays == 0b0010000
    assert "Only leads can do that" in plain(await says_english(town, anna))


async def says_english(town: Town, who: Person) -> object:
    await town.says(who, "/language")
    await town.taps(who, "English")
    return await town.says(who, "/calendar off 29.12")


async def test_a_past_day_can_be_changed_while_its_month_is_open(town: Town) -> None:
    """kpi.md, "Closing a period": three working days after its end by default."""
    lead = town.telegram.person("Лена")
    await town.team(leads=[lead])
    town.clock.forward(days=10)  # Thursday 3 December: the third working day after November
    assert "27 ноября — выходной" in plain(await town.says(lead, "/calendar выходной 27.11"))
    assert "Тот месяц уже закрыт" in plain(await town.says(lead, "/calendar выходной 28.10"))
    shown = lead.last()
    town.clock.forward(days=1)
    assert "Тот месяц уже закрыт" in plain(await town.says(lead, "/calendar выходной 26.11"))
    assert shown is not None
    [day] = await town.rows(CalendarDay)
    lead.taps_data(f"k:drop:1:{day.id}:0:")
    await town.settle()
    assert len(await town.rows(CalendarDay)) == 1


async def test_an_owner_of_several_teams_chooses_one(town: Town) -> None:
    owner, lead = town.telegram.person("Ольга"), town.telegram.person("Лена")
    await town.team(owners=[owner], leads=[lead])
    south = await town.team("Юг")
    choice = await town.says(owner, "/calendar")
    assert labels(choice) == ["Север", "Юг"]
    await town.taps(owner, "Юг", message=choice)
    assert "Юг: рабочий календарь" in plain(choice)
    assert "Какая команда: Север, Юг" in plain(await town.says(owner, "/calendar выходной 30.12"))
    assert "30 декабря — выходной" in plain(await town.says(owner, "/calendar юг выходной 30.12"))
    assert [row.team_id for row in await town.rows(CalendarDay)] == [south]
    # A lead reaches their own team's only.
    tap = lead.says("/calendar")
    await town.settle()
    tap = lead.taps_data(f"k:off:{south}:0:0:")
    await town.settle()
    assert "Сюда вам нельзя" in (tap.answer or "")
    assert {row.workdays for row in await town.rows(Team)} == {31}
