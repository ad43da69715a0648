"""kpi.md, "Working days" and what a target asks for: pure rules, dates in, exact figures out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.calendar import Calendar, Schedule
from services.kpi import NO_VALUE, REGISTRY, Value
from services.periods import containing
from services.plans import Goal
from services.targets import due, expected

RUSSIA = Calendar(1, "Europe/Moscow", "RU")
NOVEMBER = containing(date(2026, 11, 3), "month")
VOLUME, CHECK = REGISTRY["sales_volume"], REGISTRY["average_check"]


def goal(
    value: int, *, kpi: str = "sales_volume", period: str = "month", weights: tuple[int, ...] = ()
) -> Goal:
    return Goal(1, kpi, period, value, date(2020, 1, 1), weights=weights)


def person(**more: object) -> Schedule:
    more = {"since": date(2020, 1, 1), **more}
    return Schedule(RUSSIA, RUSSIA.hours, RUSSIA.timezone, joined=more["since"], **more)  # type: ignore[arg-type]


def exact(value: Value) -> float | None:
    return value.top / value.bottom if value.exists else None


def test_public_holidays_and_moved_days_of_the_country_count() -> None:
    assert not RUSSIA.works(date(2026, 11, 4))  # Unity Day, a Wednesday
    assert not RUSSIA.works(date(2026, 3, 9))  # a Sunday's holiday, observed on Monday
    assert RUSSIA.works(date(2025, 11, 1))  # a Saturday that is worked
    assert len(RUSSIA.days(NOVEMBER)) == 20


def test_the_leads_days_go_before_the_countrys() -> None:
    calendar = Calendar(
        1, "Europe/Moscow", "RU", off=frozenset({date(2026, 11, 5)}), extra=frozenset({date(2026, 11, 4)})
    )
    assert not calendar.works(date(2026, 11, 5))
    assert calendar.works(date(2026, 11, 4))


def test_a_country_without_a_known_calendar_has_weekdays_only() -> None:
    assert len(Calendar(1, "UTC", "XX").days(NOVEMBER)) == 21


def test_a_cumulative_target_shrinks_with_missing_days() -> None:
    away = person(away=((date(2026, 11, 9), date(2026, 11, 13)),))
    assert exact(due(VOLUME, goal(1_000_000), away, NOVEMBER)) == 750_000


def test_a_level_target_does_not_shrink() -> None:
    away = person(away=((date(2026, 11, 9), date(2026, 11, 13)),))
    assert due(CHECK, goal(50_000, kpi="average_check"), away, NOVEMBER) == Value(50_000)


def test_a_teams_own_target_does_not_shrink() -> None:
    schedule = Schedule.of_team(RUSSIA)
    week = containing(date(2026, 11, 4), "week")
    assert due(VOLUME, goal(500, period="week"), schedule, week, whole=True) == Value(500)


def test_a_weekly_target_shrinks_with_public_holidays() -> None:
    week = containing(date(2026, 11, 4), "week")
    assert exact(due(VOLUME, goal(500, period="week"), person(), week)) == 400
    assert exact(due(VOLUME, goal(1_000, period="month"), person(), NOVEMBER)) == 1_000


def test_a_target_that_shrinks_to_nothing_is_no_target() -> None:
    away = person(away=((date(2026, 11, 1), date(2026, 11, 30)),))
    assert due(VOLUME, goal(1_000), away, NOVEMBER) == NO_VALUE
    assert due(VOLUME, goal(1_000), person(since=date(2026, 12, 1)), NOVEMBER) == NO_VALUE


def test_the_ramp_multiplies_what_is_left_after_joining_in_the_middle() -> None:
    joined = person(since=date(2026, 11, 17))  # 10 of 20 working days
    assert exact(due(VOLUME, goal(1_000_000), joined, NOVEMBER, (50, 75))) == 250_000
    december = containing(date(2026, 12, 1), "month")
    assert exact(due(VOLUME, goal(1_000_000), joined, december, (50, 75))) == 750_000
    january = containing(date(2027, 1, 1), "month")
    assert exact(due(VOLUME, goal(1_000_000), joined, january, (50, 75))) == 1_000_000


def test_weighted_months_shape_what_is_expected_of_a_quarter() -> None:
    quarter = containing(date(2026, 11, 1), "quarter")
    weighted = goal(600, period="quarter", weights=(1, 2, 3))
    asked = due(VOLUME, weighted, person(), quarter)
    assert exact(asked) == 600
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    assert exact(expected(weighted, asked, person(), quarter, now)) == 100


def test_today_counts_by_the_share_of_working_hours_that_has_passed() -> None:
    # 20 working days; Monday, Tuesday (Wednesday is a holiday) and half of Thursday have passed.
    asked = due(VOLUME, goal(2_000), person(), NOVEMBER)
    now = datetime(2026, 11, 5, 10, 30, tzinfo=UTC)
    assert exact(expected(goal(2_000), asked, person(), NOVEMBER, now)) == 250


def test_days_left_include_today_until_its_hours_have_ended() -> None:
    monday = datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert person().days_left(NOVEMBER, monday) == 1
    assert person().days_left(NOVEMBER, monday.replace(hour=16)) == 0


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London"])
def test_elapsed_time_ends_whole_over_daylight_saving(zone: str) -> None:
    schedule = Schedule(Calendar(1, zone, "US"), timezone=zone)
    for month in (3, 11):
        period = containing(date(2026, month, 5), "month")
        end = datetime(2026, month, 28, 23, 59, tzinfo=UTC).replace(day=30)
        passed = schedule.elapsed(period, end.replace(month=month + 1 if month < 12 else 12, day=1))
        assert passed.over


@given(
    value=st.integers(1, 10**15),
    first=st.dates(date(2026, 10, 1), date(2026, 12, 31)),
    length=st.integers(0, 40),
    kind=st.sampled_from(("week", "month", "quarter", "year")),
)
def test_what_is_due_is_never_more_than_the_target(value: int, first: date, length: int, kind: str) -> None:
    last = date.fromordinal(first.toordinal() + length)
    period = containing(date(2026, 11, 18), kind)
    asked = due(VOLUME, goal(value, period=kind), person(away=((first, last),)), period, (50, 75))
    assert not asked.exists or 0 < asked.top <= value * asked.bottom
