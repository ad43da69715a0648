"""/goal: an owner sets the company's goal of a year, everybody sees how far it is, and what share one carried."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.callbacks_requests import GoalDo, GoalVerb
from bot.i18n import Translator
from bot.views import goal as view
from db.models import CompanyGoal, Entry, Member
from services import goals
from services.kpi import REGISTRY, Value
from tests.handlers.test_lists import labels, plain
from tests.town import Town


async def test_an_owner_sets_changes_and_removes_the_goal_of_a_year_and_everybody_sees_it(town: Town) -> None:
    anna, lead, owner = (
        town.telegram.person(n, username=u, language=lang)
        for n, u, lang in (("Анна", "anna", "ru"), ("Boris", "boris", "en"), ("Ольга", "olga", "ru"))
    )
    team = await town.team(managers=[anna], leads=[lead], owners=[owner])
    assert "Цели компании на 2026 год пока нет. Поставить: /goal выручка 60 млн 2026" in plain(
        await town.says(owner, "/goal")
    )
    assert "has no goal for 2026 yet" in plain(await town.says(lead, "/goal"))
    assert "/goal" not in plain(lead.last())
    said = plain(await town.says(owner, "/goal выручка 60 млн 2026"))
    assert said == "🏔 Цель компании на 2026 год: выручка 60 000 000 ₽."
    assert "(было 60 000 000 ₽)" in plain(
        await town.says(owner, "/goal выручку на 2026 год 50 млн"[:13] + " 50 млн 2026 год")
    )
    assert "Так уже и есть" in plain(await town.says(owner, "/goal оборот 50 млн"))
    assert "сделки 500" in plain(await town.says(owner, "/goal сделки 500 2027"))
    assert len(await town.rows(CompanyGoal)) == 3

    # A quarter of the year has long passed; five deals make a forecast.
    for n in range(1, 6):
        await town.says(anna, f"{n}.11 сделка 8 млн Клиент{n}")
    shown = plain(await town.says(lead, "/goal"))
    assert "Revenue: ₽40,000,000 of ₽50,000,000 (80%)" in shown
    assert "Due by today: ₽44,400,000 — a little behind" in shown
    assert "At this rate the year will end at ₽45,000,000 (90% of the goal)" in shown
    assert labels(lead.last()) == ["2027"]
    await town.taps(lead, "2027")
    assert "The year has not begun yet" in plain(lead.last())

    # What share the person and the team carried.
    [member] = await town.rows(Member, Member.account_id == anna.id)
    async with town.app.db.read() as session:
        [one] = await goals.share(session, member.company_id, town.clock.now(), member.id, team)
        [whole] = await goals.share(session, member.company_id, town.clock.now(), company=True)
    assert (one.own, one.team, whole.company) == (Value(4_000_000_000),) * 3
    t = Translator("ru")
    line = view.goal_line(t, one, "RUB").replace("\xa0", " ")
    assert line == "🏔 Вы принесли 80 % цели компании на 2026 год (выручка: 40 000 000 ₽ из 50 000 000 ₽)."
    assert "Команда принесла 80" in view.goal_line(t, one, "RUB", team=True)
    assert view.goal_line(t, whole, "RUB") == ""

    listed = await town.says(owner, "/goal 2027")
    assert "Сделки: 0 из 500 (0 %)" in plain(listed)
    assert await town.taps(owner, "Убрать: сделки", message=listed) == "Готово"
    assert "пока нет" in plain(listed)
    assert "Цели на 2027 год (сделки) больше нет" in plain(owner.last())
    assert [row.value for row in await town.rows(CompanyGoal, CompanyGoal.year == 2027)] == [500, None]

    # A year that is over keeps its goal, and no new one is set for it.
    town.clock.at = datetime(2027, 2, 1, 9, tzinfo=UTC)
    old = plain(await town.says(anna, "/goal 2026"))
    assert "40 000 000 ₽ из 50 000 000 ₽" in old
    assert "Год закончился" in old
    assert "2026 год уже прошёл" in plain(await town.says(owner, "/goal выручка 70 млн 2026"))


async def test_a_goal_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_stored(town: Town) -> None:
    anna, lead, owner = (town.telegram.person(n, language="ru") for n in ("Анна", "Борис", "Ольга"))
    await town.team(managers=[anna], leads=[lead], owners=[owner])
    for what, answer in {
        "выручка 60 млн 2025": "2025 год уже прошёл",
        "выручка 60 млн 2040": "слишком далеко",
        "выручка": "Напишите показатель, сколько и год",
        "выручка 2026": "Напишите показатель",
        "выручка -5": "больше нуля",
        "выручка 0": "больше нуля",
        "выручка много": "Не понял, сколько",
        "выручка 9999999999999 млн": "Слишком много",
        "звонки 2,5": "целое число",
        "средний чек 50к 2026": "что складывается",
        "выручка нет": "Такой цели и не было",
        "вырочка 5 млн": "Может быть, «выручка»",
        "ббббб 5 млн": "Не знаю показателя",
    }.items():
        said = plain(await town.says(owner, f"/goal {what}"))
        assert answer in said, (what, said)
        assert said.count("\n") == 0, what
    for person in (anna, lead):
        assert "владел" in plain(await town.says(person, "/goal выручка 60 млн 2026")).casefold()
    assert await town.rows(CompanyGoal) == []
    await town.says(owner, "/goal выручка 60 млн")
    other = town.telegram.person("Чужая", language="ru")
    await town.team("Запад", company="Чужие", owners=[other])
    await town.says(other, "/start")
    for who in (other, lead, anna):
        tap = who.taps_data(GoalDo(verb=GoalVerb.REMOVE, id=1, year=2026).pack())
        await town.settle()
        assert tap.answer
    assert [row.value for row in await town.rows(CompanyGoal)] == [6_000_000_000]


async def test_expected_by_now_is_the_goal_by_the_working_time_that_passed_and_no_forecast_is_early(
    town: Town,
) -> None:
    anna, owner = (town.telegram.person(n, language="ru") for n in ("Анна", "Ольга"))
    await town.team(managers=[anna], owners=[owner])
    await town.says(owner, "/goal выручка 247 млн 2027")
    town.clock.at = datetime(2027, 1, 25, 6, tzinfo=UTC)  # the tenth working day, at nine
    for day in range(1, 7):
        await town.says(anna, f"{day + 10}.01 сделка 1 млн")
    shown = plain(await town.says(anna, "/goal"))
    assert "Выручка: 6 000 000 ₽ из 247 000 000 ₽ (2,4 %)" in shown
    assert "Прогноз покажу, когда пройдёт четверть года" in shown
    assert "отстаём" not in shown
    rows = await town.rows(Entry)
    assert len(rows) == 6
    async with town.app.db.read() as session:
        [one] = await goals.standing(session, 1, 2027, town.clock.now())
    # By the Russian calendar: the share of the year's working days that are over.
    from services.calendar import Calendar
    from services.periods import parse

    days = Calendar(1, "Europe/Moscow", "RU").days(parse("2027"))
    over = sum(day < date(2027, 1, 25) for day in days)
    assert one.expected == Value(24_700_000_000 * over * 540, len(days) * 540)
    assert one.early
    assert timedelta(days=over)


@pytest.mark.parametrize(
    ("top", "bottom", "said"),
    [(42, 1000, "4,2 %"), (132, 100, "132 %"), (3, 10000, "0,03 %"), (0, 1, "0 %"), (1, 10, "10 %")],
)
def test_small_shares_have_digits_that_say_something(top: int, bottom: int, said: str) -> None:
    assert view.percent(Translator("ru"), Value(top, bottom)).replace("\xa0", " ") == said


def test_a_share_is_of_the_whole_goal() -> None:
    goal = goals.Goal(1, REGISTRY["deals"], 2026, 200)
    assert goals.part(Value(50), goal).rounded(2) == 25
