"""Days away as stretches of one kind: what belongs together, what is new, what is no absence. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from db.models import Absence
from services.errors import Refused

KINDS = ("sick", "vacation", "day_off")
LONGEST = 366  # days
AHEAD = timedelta(days=366)

Days = tuple[date, date]  # both included
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one kind in a row; `id` is of any of its rows. Waiting and declined ones stand alone."""

    id: int
    kind: str
    starts_on: date
    ends_on: date
    state: str = "counted"


def union(days: Iterable[Days]) -> list[Days]:
    """Overlapping and touching stretches made one."""
    found: list[Days] = []
    for first, last in sorted(days):
        if found and first <= found[-1][1] + ONE:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def first_new(days: Days, known: Iterable[Days]) -> date | None:
    """The first day that none of the known stretches has; None when they have all of them."""
    day, last = days
    for first, end in union(known):
        if first <= day <= end:
            day = end + ONE
    return day if day <= last else None


def around(days: Days, known: Iterable[Days]) -> Days:
    """The whole stretch that these days are part of."""
    return next(one for one in union([*known, days]) if one[0] <= days[0] <= one[1])


def check(days: Days, today: date) -> None:
    """Raises Refused for what is no absence: too long, too far ahead, too long ago."""
    first, last = days
    if (last - first).days + 1 > LONGEST:
        raise Refused("absence-too-long", days=(last - first).days + 1, most=LONGEST)
    if first > today + AHEAD:
        raise Refused("absence-too-far")
    if first < today - AHEAD:
        raise Refused("absence-too-old")


def stretches(rows: Iterable[Absence]) -> list[Stretch]:
    """What counts, as stretches of one kind."""
    counted = [row for row in rows if row.state == "counted" and row.voided_at is None]
    found = []
    for kind in KINDS:
        own = [row for row in counted if row.kind == kind]
        for first, last in union(days_of(own)):
            newest = max(row.id for row in own if first <= row.starts_on <= last)
            found.append(Stretch(newest, kind, first, last))
    return found


def days_of(rows: Iterable[Absence]) -> list[Days]:
    return [(row.starts_on, row.ends_on) for row in rows]
