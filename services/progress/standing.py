"""Where somebody stands against one target: attainment, what is due by now, pace, need per day. Pure and exact.

Every rule is of kpi.md, "Progress"; values are exact (`Value`), rounded only when shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services import targets
from services.calendar import Elapsed, Schedule
from services.kpi import NO_VALUE, ZERO, Kpi, Value, attainment
from services.periods import Period
from services.targets import Held

# Of a pace, the worst first.
RISK, BEHIND, LITTLE, ON_PACE = "risk", "behind", "little", "on"
EARLY = "early"  # too noisy to say
ACTUAL_WITHOUT_END = frozenset({"retention"})  # grows through P: judged only when P has ended


@dataclass(frozen=True, slots=True)
class Moment:
    """A person's (or team's) period at `now`: working time passed, working days left, days off.

    `today` is the team's date; `ended`: it lies behind the period. `days` are the own working days, `missing` the
    team's working days that the person is not there. `passed` are full working days, `left` counts today until its
    hours have ended. `judged`: late enough in the period to speak of a pace.
    """

    today: date
    ended: bool
    elapsed: Elapsed
    days: int
    missing: int
    passed: int
    left: int
    judged: bool
    works_today: bool
    away_today: bool
    spent_today: int  # percent of today's working hours that have passed


def moment(schedule: Schedule, period: Period, now: datetime) -> Moment:
    """What time it is in a period for somebody with this schedule."""
    today = schedule.calendar.today(now)
    days = schedule.days(period)
    local, minutes = schedule.clock(now)
    length = schedule.hours[1] - schedule.hours[0]
    # As `schedule.elapsed` and `full_days_passed` have it, from one look at the days.
    before = sum(day < local for day in days)
    there = local in days
    elapsed = Elapsed(before * length + (minutes if there else 0), len(days) * length)
    passed = before + (there and minutes >= length)
    if period.kind == "week":
        judged = bool(days) and sum(day <= local for day in days) >= min(3, len(days))
    else:
        judged = elapsed.bottom > 0 and 4 * elapsed.top >= elapsed.bottom
    return Moment(
        today=today,
        ended=today >= period.end,
        elapsed=elapsed,
        days=len(days),
        missing=len(schedule.calendar.days(period)) - len(days),
        passed=passed,
        left=len(days) - passed,
        judged=judged or today >= period.end,
        works_today=schedule.works(today),
        away_today=schedule.is_away(today),
        spent_today=100 * minutes // length if length > 0 else 100,
    )


@dataclass(frozen=True, slots=True)
class Stand:
    """A KPI's value and, with `held`, where it stands against what is asked.

    `expected` is what should be there by now, `pace` actual / expected (of a limit expected / actual), `label` how
    that is called; `needed` is per working day left, or the gap where none is left. Without a target, or for a level
    target, those that make no sense have no value. `entries`: whether anything was reported in the period.
    """

    kpi: Kpi
    actual: Value
    held: Held | None = None
    expected: Value = NO_VALUE
    attainment: Value = NO_VALUE
    pace: Value = NO_VALUE
    label: str | None = None
    gap: Value = NO_VALUE
    needed: Value = NO_VALUE
    met: bool | None = None  # None: nothing to be met, or it cannot be said (yet)

    @property
    def asked(self) -> Value:
        return self.held.asked if self.held is not None else NO_VALUE

    @property
    def full(self) -> Value:
        """The target as it was set, before missing days and ramp."""
        if self.held is None or self.held.goal is None:
            return self.asked
        return targets.full(self.kpi, self.held.goal)

    @property
    def shrunk(self) -> bool:
        """Whether missing days, holidays or the ramp left less than was set."""
        full = self.full
        return self.asked.exists and self.asked.top * full.bottom != full.top * self.asked.bottom


def less(one: Value, other: Value) -> bool:
    """one < other, exactly; both exist and have bottoms above zero."""
    return one.top * other.bottom < other.top * one.bottom


def minus(one: Value, other: Value) -> Value:
    if one.bottom == other.bottom:
        return Value(one.top - other.top, one.bottom)
    return Value(one.top * other.bottom - other.top * one.bottom, one.bottom * other.bottom)


def over(one: Value, other: Value) -> Value:
    """one / other; no value where the other is nothing. The bottom stays above zero."""
    if not (one.exists and other.exists) or other.top == 0:
        return NO_VALUE
    top, bottom = one.top * other.bottom, one.bottom * other.top
    return Value(-top, -bottom) if bottom < 0 else Value(top, bottom)


def label_of(pace: Value) -> str | None:
    """>= 1 on pace; 0.8-1 a little behind; 0.6-0.8 behind; < 0.6 at risk."""
    if not pace.exists:
        return None
    if pace.top >= pace.bottom:
        return ON_PACE
    if 10 * pace.top >= 8 * pace.bottom:
        return LITTLE
    return BEHIND if 10 * pace.top >= 6 * pace.bottom else RISK


def stand(
    kpi: Kpi, actual: Value, held: Held | None, expected: Value, at: Moment, *, reported: bool = True
) -> Stand:
    """Where `actual` stands against `held` at this moment.

    `expected` is what is due by now of a cumulative KPI (`targets.expected`, or a team's sum of it); `reported`
    says whether there are entries at all: 0 is within a limit only then.
    """
    if held is None or not held.asked.exists:
        return Stand(kpi, actual, held)
    asked = held.asked
    if kpi.limit:
        return _limit(kpi, actual, held, expected, at, reported)
    share = attainment(kpi, actual, asked)
    if kpi.slug in ACTUAL_WITHOUT_END and not at.ended:
        share = NO_VALUE
    if not kpi.cumulative:
        return Stand(kpi, actual, held, attainment=share, met=_level(kpi, actual, asked, at))
    gap = minus(asked, actual)
    if gap.top <= 0:
        gap = ZERO
    pace = over(actual, expected)
    return Stand(
        kpi,
        actual,
        held,
        expected=expected,
        attainment=share,
        pace=pace,
        label=_label(pace, at),
        gap=gap,
        needed=gap if at.left <= 0 else Value(gap.top, gap.bottom * at.left),
        met=gap.top == 0,
    )


def _label(pace: Value, at: Moment) -> str | None:
    if not at.judged:
        return EARLY
    return label_of(pace)


def _level(kpi: Kpi, actual: Value, asked: Value, at: Moment) -> bool | None:
    """A level target is met or not as it is; of the cycle 0 days is met, and has no percentage."""
    if not actual.exists or (kpi.slug in ACTUAL_WITHOUT_END and not at.ended):
        return None
    return not less(actual, asked) if kpi.better == "up" else not less(asked, actual)


def _limit(kpi: Kpi, actual: Value, held: Held, expected: Value, at: Moment, reported: bool) -> Stand:
    """used = actual / limit; 0 is within it only if the person reported; pace is expected / actual."""
    known = reported or actual.top > 0
    pace = over(expected, actual)
    if not at.judged:
        label: str | None = EARLY
    elif actual.top == 0:
        label = ON_PACE if reported else None
    else:
        label = label_of(pace)
    left = minus(held.asked, actual)
    return Stand(
        kpi,
        actual,
        held,
        expected=expected,
        attainment=attainment(kpi, actual, held.asked) if known else NO_VALUE,
        pace=pace,
        label=label,
        gap=left if left.top > 0 else ZERO,
        met=None if not known else not less(held.asked, actual),
    )
