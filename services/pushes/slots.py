"""When a push is due: the day or period it is for, from when and how long it may still come. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from services.periods import add_months
from services.pushes.catalogue import Push, Setting

BACK = 21  # days to look back: the longest grace, with holidays in it
_NEAR = 7  # a day off is moved by no more than that


class Calendar(Protocol):
    """A team's working days and hours (minutes from midnight)."""

    @property
    def hours(self) -> tuple[int, int]: ...

    def works(self, day: date) -> bool: ...

    def after(self, day: date, count: int) -> date: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """`name` is what makes it unique for its receiver: a date, "2026-W48-1", or the month that ended.

    `day`: the receiver's date on which it is due; `at`: from then on, `until`: no longer then. `open`: now is the time.
    """

    name: str
    day: date
    at: datetime
    until: datetime
    open: bool


def slots(push: Push, setting: Setting, calendar: Calendar, zone: str, now: datetime) -> list[Slot]:
    """What was due by now in the last weeks, newest first. A local time that does not exist comes when the clock has
    jumped over it; one that comes twice counts the first time.
    """
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    found = []
    for name, day, minutes in _nominal(push, setting, calendar, today):
        at = datetime.combine(day, time(), here) + timedelta(minutes=minutes)  # wall clock arithmetic
        at = at.replace(fold=0).astimezone(UTC)
        if at > now:
            continue
        if push.grace_days:
            last = calendar.after(day, push.grace_days)
            until = datetime.combine(last + timedelta(days=1), time(), here).astimezone(UTC)
        else:
            until = at + push.grace
        found.append(Slot(name, day, at, until, at <= now < until and _awake(push, calendar, here, day, now)))
    return sorted(found, key=lambda slot: slot.at, reverse=True)


def _awake(push: Push, calendar: Calendar, here: ZoneInfo, day: date, now: datetime) -> bool:
    """On the day itself; what is caught up with on a later day comes in working hours only."""
    local = now.astimezone(here)
    if not push.grace_days or local.date() == day:
        return True
    opens, closes = calendar.hours
    return calendar.works(local.date()) and opens <= local.hour * 60 + local.minute < closes


def _nominal(
    push: Push, setting: Setting, calendar: Calendar, today: date
) -> Iterator[tuple[str, date, int]]:
    """(name, day, minutes) of every slot that may be of interest today."""
    if push.rule == "first":
        for months in (0, -1):
            start = add_months(today.replace(day=1), months)
            ended = start - timedelta(days=1)
            first = start if calendar.works(start) else calendar.after(start, 1)
            yield f"{ended:%Y-%m}", first, setting.times[0][1]
        return
    back = BACK if push.grace_days else 4
    for n in range(-_NEAR if push.rule == "weekly" else 0, back + 1):
        day = today - timedelta(days=n)
        for days, minutes in setting.times:
            if not days >> day.weekday() & 1:
                continue
            if push.rule == "daily":
                if calendar.works(day):
                    yield day.isoformat(), day, minutes
                continue
            year, week, weekday = day.isocalendar()
            moved = nearest(calendar, day)
            if moved is not None:
                yield f"{year}-W{week:02}-{weekday}", moved, minutes


def nearest(calendar: Calendar, day: date) -> date | None:
    """The working day nearest to a day; of two that are as near the later one; None within a week of days off."""
    for n in range(_NEAR):
        for moved in (day + timedelta(days=n), day - timedelta(days=n)):
            if calendar.works(moved):
                return moved
    return None
