"""What a target asks for: of this person, in this period, by now. Pure and exact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from services.calendar import Schedule
from services.kpi import NO_VALUE, Kpi, Value
from services.periods import Period, containing
from services.plans import Goal


def full(kpi: Kpi, goal: Goal) -> Value:
    """The target as it was set: minor units or a count; a share, days or a number from their hundredths."""
    scale = {"money": 1, "count": 1, "percent": 10_000}.get(kpi.unit, 100)
    return Value(goal.value or 0, scale)


def _months(period: Period) -> Iterator[Period]:
    """The period cut into its calendar months; one piece where it lies in one."""
    day = period.start
    while day < period.end:
        month = containing(day, "month")
        end = min(month.end, period.end)
        yield Period(day, end, period.kind)
        day = end


def _ramp(part: Period, schedule: Schedule, ramp: tuple[int, ...]) -> int:
    """Percent of the target in this calendar month since joining."""
    since, month = schedule.joined, part.start
    index = (month.year - since.year) * 12 + month.month - since.month
    return ramp[index] if 0 <= index < len(ramp) else 100


def _of_member(goal: Goal, schedule: Schedule, period: Period, ramp: tuple[int, ...]) -> list[Fraction]:
    """The member's share of each calendar month of the period: target x own working days / the team's, ramped."""
    calendar, parts = schedule.calendar, list(_months(period))
    value = goal.value or 0
    if goal.weights and len(goal.weights) == len(parts):
        total = sum(goal.weights)
        bases = [
            (Fraction(value * w, total), len(calendar.days(p)))
            for w, p in zip(goal.weights, parts, strict=True)
        ]
    else:
        # A weekly target shrinks with public holidays too: its base is the weekdays, or a Saturday more that is worked.
        days = len(calendar.days(period))
        days = max(days, calendar.weekdays(period)) if period.kind == "week" else days
        bases = [(Fraction(value), days)] * len(parts)
    found = []
    for part, (share, days) in zip(parts, bases, strict=True):
        own = len(schedule.days(part))
        found.append(share * own * _ramp(part, schedule, ramp) / (days * 100) if days else Fraction(0))
    return found


def due(
    kpi: Kpi,
    goal: Goal,
    schedule: Schedule,
    period: Period,
    ramp: tuple[int, ...] = (),
    *,
    whole: bool = False,
) -> Value:
    """The target of this period; no value where nothing of it is left ("a target that shrinks to 0 is no target").

    A cumulative one of a person shrinks with the person's missing days and with the ramp of a newcomer; a team's
    own (`whole`) with neither; a level target never. Source: kpi.md, "Targets".
    """
    if not kpi.cumulative or whole:
        return full(kpi, goal)
    untouched = schedule.since <= period.start and schedule.until is None and not schedule.away
    if untouched and not (ramp or goal.weights) and period.kind != "week":
        return full(kpi, goal) if schedule.calendar.days(period) else NO_VALUE
    asked = sum(_of_member(goal, schedule, period, ramp), Fraction(0))
    return Value(asked.numerator, asked.denominator) if asked else NO_VALUE


def expected(
    goal: Goal,
    asked: Value,
    schedule: Schedule,
    period: Period,
    now: datetime,
    ramp: tuple[int, ...] = (),
    *,
    whole: bool = False,
) -> Value:
    """What should be there by now of a cumulative target: the target x the elapsed share of the working time.

    With weighted months each month's part counts by its own elapsed share. No value without working time.
    Source: kpi.md, "Progress".
    """
    if not asked.exists:
        return NO_VALUE
    parts = list(_months(period))
    if goal.weights and len(goal.weights) == len(parts):
        if whole:
            total = sum(goal.weights)
            shares = [Fraction((goal.value or 0) * weight, total) for weight in goal.weights]
        else:
            shares = _of_member(goal, schedule, period, ramp)
        sofar = Fraction(0)
        for part, share in zip(parts, shares, strict=True):
            passed = schedule.elapsed(part, now)
            sofar += share * passed.top / passed.bottom if passed.bottom else 0
        return Value(sofar.numerator, sofar.denominator)
    passed = schedule.elapsed(period, now)
    if not passed.bottom:
        return NO_VALUE
    return Value(asked.top * passed.top, asked.bottom * passed.bottom)
