"""When a team and a person work: pure, dates and minutes in, counts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from services.calendar.public import days_of
from services.periods import Period

Hours = tuple[int, int]  # minutes from midnight: first, and first no longer worked


@dataclass(frozen=True, slots=True)
class Calendar:
    """A team's working days: its weekdays, less public holidays of its country, less and plus the lead's days.

    `workdays` has a bit a weekday, Monday the lowest. Source: kpi.md, "Working days".
    """

    team_id: int
    timezone: str
    country: str = ""
    workdays: int = 0b0011111
    hours: Hours = (540, 1080)
    off: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()

    def is_weekday(self, day: date) -> bool:
        """Whether the team works on this day of the week, holidays aside."""
        return bool(self.workdays >> day.weekday() & 1)

    def works(self, day: date) -> bool:
        if day in self.extra:
            return True
        if day in self.off:
            return False
        off, moved = days_of(self.country, day.year)
        return day in moved or (self.is_weekday(day) and day not in off)

    def days(self, period: Period) -> tuple[date, ...]:
        """The working days of a period."""
        return _days(self, period.start, period.end)

    def weekdays(self, period: Period) -> int:
        """How many of the team's weekdays a period has, holidays or not: what a weekly target is for."""
        return sum(self.is_weekday(day) for day in _span(period.start, period.end))

    def after(self, day: date, count: int) -> date:
        """The working day `count` working days after `day` (1: the next one)."""
        for _ in range(3660):
            day += timedelta(days=1)
            count -= self.works(day)
            if count <= 0:
                break
        return day

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.timezone)).date()


def _span(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range((end - start).days))


@lru_cache(maxsize=4096)
def _days(calendar: Calendar, start: date, end: date) -> tuple[date, ...]:
    return tuple(day for day in _span(start, end) if calendar.works(day))


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Working time passed and in all, in minutes; `bottom` 0 when there is none to work in."""

    top: int
    bottom: int

    @property
    def over(self) -> bool:
        return self.top >= self.bottom


@dataclass(frozen=True, slots=True)
class Schedule:
    """A person's working days: the team's, less absences, from joining to leaving (`until` is no longer in).

    Of a team as a whole: no absences, no limits. Hours are the person's own, in the person's zone.
    """

    calendar: Calendar
    hours: Hours = (540, 1080)
    timezone: str = "UTC"
    since: date = date.min
    joined: date = date.min  # for a newcomer's ramp; `since` may be narrowed to the time in one team
    until: date | None = None
    away: tuple[tuple[date, date], ...] = ()  # both days included

    @classmethod
    def of_team(cls, calendar: Calendar) -> Schedule:
        return cls(calendar, calendar.hours, calendar.timezone)

    def is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)

    def works(self, day: date) -> bool:
        return self._here(day) and self.calendar.works(day)

    def _here(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until) and not self.is_away(day)

    def days(self, period: Period) -> list[date]:
        """The person's working days of a period."""
        days = self.calendar.days(period)
        if self.since <= period.start and (self.until is None or self.until >= period.end) and not self.away:
            return list(days)
        return [day for day in days if self._here(day)]

    def missing(self, period: Period) -> int:
        """The team's working days that the person is not there."""
        return len(self.calendar.days(period)) - len(self.days(period))

    def clock(self, now: datetime) -> tuple[date, int]:
        """The person's date, and minutes of today's working hours that have passed."""
        local = now.astimezone(ZoneInfo(self.timezone))
        first, last = self.hours
        return local.date(), min(max(local.hour * 60 + local.minute - first, 0), last - first)

    def elapsed(self, period: Period, now: datetime) -> Elapsed:
        """Working time passed / in all; today counts by the share of the working hours that has passed.

        Source: kpi.md, "Elapsed share".
        """
        today, minutes = self.clock(now)
        length = self.hours[1] - self.hours[0]
        days = self.days(period)
        passed = sum(day < today for day in days) * length + (minutes if today in days else 0)
        return Elapsed(passed, len(days) * length)

    def full_days_passed(self, period: Period, now: datetime) -> int:
        """Working days that are over: before today, and today once its hours have ended."""
        today, minutes = self.clock(now)
        over = today if minutes < self.hours[1] - self.hours[0] else today + timedelta(days=1)
        return sum(day < over for day in self.days(period))

    def days_left(self, period: Period, now: datetime) -> int:
        """Working days left, today included until its hours have ended."""
        return len(self.days(period)) - self.full_days_passed(period, now)
