"""When pushes are due: days off, daylight saving, catching up. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.calendar import Calendar
from services.pushes import by_name, nearest, slots
from services.pushes.catalogue import EVERY_DAY, Push, Setting

RU = Calendar(1, "Europe/Moscow", "RU")
MORNING = by_name("morning")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def opened(name: str, now: datetime, calendar: Calendar = RU, zone: str = "Europe/Moscow") -> list[str]:
    push = by_name(name)
    return [slot.name for slot in slots(push, push.default, calendar, zone, now) if slot.open]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24T08:59:59+03:00", []),
        ("2026-11-24T09:00:00+03:00", ["2026-11-24"]),
        ("2026-11-24T11:59:59+03:00", ["2026-11-24"]),  # within three hours it is caught up with
        ("2026-11-24T12:00:00+03:00", []),
        ("2026-11-22T09:30:00+03:00", []),  # a Sunday
        ("2026-11-04T09:30:00+03:00", []),  # a public holiday
    ],
)
def test_a_digest_comes_on_working_days_at_its_hour_and_three_hours_long(
    now: str, expected: list[str]
) -> None:
    assert opened("morning", at(now)) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T09:30:00+03:00", ["2026-W48-1"]),
        ("2026-11-27T17:00:00+03:00", ["2026-W48-5"]),
        ("2026-11-25T17:00:00+03:00", []),
        # Monday 9 March 2026 is off: the board comes on Tuesday, and is still Monday's.
        ("2026-03-09T09:30:00+03:00", []),
        ("2026-03-10T09:30:00+03:00", ["2026-W11-1"]),
        # Friday 1 May is off: it comes the day before.
        ("2026-04-30T17:00:00+03:00", ["2026-W18-5"]),
    ],
)
def test_what_falls_on_a_day_off_moves_to_the_nearest_working_day(now: str, expected: list[str]) -> None:
    assert opened("leaderboard", at(now)) == expected


def test_of_two_working_days_as_near_the_later_one_is_taken() -> None:
    wednesday = date(2026, 11, 25)
    assert nearest(Calendar(1, "UTC", off=frozenset({wednesday})), wednesday) == date(2026, 11, 26)
    assert nearest(Calendar(1, "UTC", workdays=0), wednesday) is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-01T09:59:00+03:00", []),
        ("2026-12-01T10:00:00+03:00", ["2026-11"]),
        ("2026-12-03T15:00:00+03:00", ["2026-11"]),  # five working days long, in working hours
        ("2026-12-03T20:00:00+03:00", []),
        ("2026-12-05T12:00:00+03:00", []),  # a Saturday
        ("2026-12-08T12:00:00+03:00", ["2026-11"]),
        ("2026-12-09T12:00:00+03:00", []),
        ("2027-01-10T12:00:00+03:00", []),
        ("2027-01-11T10:00:00+03:00", ["2026-12"]),  # the first working day of January
    ],
)
def test_results_come_on_the_first_working_day_and_within_five(now: str, expected: list[str]) -> None:
    assert opened("results", at(now)) == expected


NIGHT = Push("night", ("managers",), "daily", Setting(True, ((EVERY_DAY, 150),)), 1)
BERLIN = Calendar(1, "Europe/Berlin", workdays=EVERY_DAY)


def test_an_hour_that_does_not_exist_or_comes_twice_is_due_once() -> None:
    # 29 March 2026: 02:00 becomes 03:00. 25 October: 03:00 becomes 02:00.
    for day, due in (
        ("2026-03-29", "2026-03-29T01:30:00+00:00"),
        ("2026-10-25", "2026-10-25T00:30:00+00:00"),
    ):
        first = next(s for s in _night(f"{day}T06:00:00+00:00") if s.name == day)
        assert first.at == datetime.fromisoformat(due)
        minute, names = datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(hours=1), []
        for _ in range(300):
            minute += timedelta(minutes=1)
            names += [
                s.name for s in _night(minute.isoformat()) if s.open and s.at > minute - timedelta(minutes=1)
            ]
        assert names == [day]


def _night(now: str) -> list:  # type: ignore[type-arg]
    return slots(NIGHT, NIGHT.default, BERLIN, "Europe/Berlin", datetime.fromisoformat(now))


def test_somebody_has_their_own_hour_and_zone() -> None:
    setting = Setting(True, ((EVERY_DAY, 600),))
    found = slots(MORNING, setting, RU, "Asia/Yekaterinburg", at("2026-11-24T10:00:00+05:00"))
    assert [s.name for s in found if s.open] == ["2026-11-24"]
    assert found[0].at == at("2026-11-24T08:00:00+03:00")


def test_a_late_hour_may_come_after_midnight() -> None:
    late = Setting(True, ((EVERY_DAY, 23 * 60 + 30),))
    found = slots(MORNING, late, RU, "Europe/Moscow", at("2026-11-25T00:10:00+03:00"))
    assert (found[0].name, found[0].open) == ("2026-11-24", True)
