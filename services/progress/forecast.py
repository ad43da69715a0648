"""Where a period will end if it goes on like this, and how far past forecasts at that share were off. Exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from services.calendar import Elapsed, Schedule
from services.kpi import NO_VALUE, Kpi, Value
from services.periods import Period, containing
from services.progress.standing import Moment, less
from services.targets.amounts import rounded, scale

DEALS = 5  # from so many on
PERIODS = 3  # finished ones that a range takes
PAST = 6  # of which so many at most are looked at


@dataclass(frozen=True, slots=True)
class Forecast:
    """`low`-`high`: where two thirds of the forecasts of `periods` past ones ended; no value where too few exist."""

    value: Value
    low: Value = NO_VALUE
    high: Value = NO_VALUE
    periods: int = 0


def forecast(kpi: Kpi, actual: Value, at: Moment, deals: int) -> Value:
    """kpi.md: actual / elapsed share, from a quarter of the period and five deals on. Of cumulative KPIs only."""
    elapsed = at.elapsed
    if not kpi.cumulative or at.ended or deals < DEALS or not actual.exists:
        return NO_VALUE
    if elapsed.top <= 0 or 4 * elapsed.top < elapsed.bottom:
        return NO_VALUE
    return Value(actual.top * elapsed.bottom, actual.bottom * elapsed.top)


def previous(period: Period) -> Period:
    """The period of the same kind before."""
    return containing(period.start - timedelta(days=1), period.kind)


def past(period: Period, count: int = PAST) -> list[Period]:
    """The periods before, the newest first."""
    found: list[Period] = []
    while len(found) < count and period.start.year > 2:
        period = previous(period)
        found.append(period)
    return found


def whole_since(periods: Sequence[Period], first: date | None, schedule: Schedule) -> list[Period]:
    """Those in which nothing was missed: what a person's first period was cut short of would make any forecast of it
    absurd. `first` is the day of the first entry, or of joining; None: there is none.
    """
    if first is None:
        return []
    begins = {period: schedule.calendar.days(period)[:1] for period in periods}
    return [
        period
        for period in periods
        if period.start >= first or (begins[period] and begins[period][0] >= first)
    ]


def by_then(days: Mapping[date, int], working: Sequence[date], share: Fraction) -> Fraction:
    """What there was when this share of the working days had passed; of the day in progress its share."""
    place = share * len(working)
    full = int(place)
    if full >= len(working):
        return Fraction(sum(days.values()))
    cut = working[full]
    before = sum(value for day, value in days.items() if day < cut)
    return before + (place - full) * days.get(cut, 0)


def outcome(days: Mapping[date, int], working: Sequence[date], share: Fraction) -> Fraction | None:
    """How a past forecast at this share of the period turned out: end / forecast; None where there was none."""
    then = by_then(days, working, share)
    if not working or then <= 0 or share <= 0:
        return None
    return sum(days.values()) * share / then


def spread(outcomes: Sequence[Fraction]) -> tuple[Fraction, Fraction] | None:
    """The middle of the outcomes that holds at least two thirds of them; None for fewer than three."""
    if len(outcomes) < PERIODS:
        return None
    ordered = sorted(outcomes)
    keep = -(-2 * len(ordered) // 3)
    aside = (len(ordered) - keep) // 2
    return ordered[aside], ordered[len(ordered) - 1 - aside]


def with_range(
    value: Value,
    actual: Value,
    elapsed: Elapsed,
    schedule: Schedule,
    history: Mapping[Period, Mapping[date, int]],
) -> Forecast:
    """The forecast with its range from finished periods (their values by day). The range starts at what is there."""
    if not value.exists:
        return Forecast(value)
    share = Fraction(elapsed.top, elapsed.bottom)
    outcomes = [
        found
        for period, days in history.items()
        if (found := outcome(days, schedule.days(period), share)) is not None
    ]
    ends = spread(outcomes)
    if ends is None:
        return Forecast(value)
    forecast_ = Fraction(value.top, value.bottom)
    floor = Fraction(actual.top, actual.bottom)
    low, high = (max(forecast_ * end, floor) for end in ends)
    return Forecast(
        value, Value(low.numerator, low.denominator), Value(high.numerator, high.denominator), len(outcomes)
    )


def said(kpi: Kpi, found: Forecast, actual: Value, currency: str) -> tuple[Value, Value]:
    """The ends of the range in two leading digits, more would pretend to know; not below what is there already."""
    low, high = (Value(rounded(kpi, end, currency), scale(kpi)) for end in (found.low, found.high))
    low = low if less(actual, low) else actual
    return low, low if less(high, low) else high


def first_days(schedule: Schedule, period: Period, passed: int) -> Period | None:
    """The first `passed` working days of the period before: what a change is measured against; None without any.

    kpi.md, "Change": k = full working days passed.
    """
    before = previous(period)
    days = schedule.days(before)[:passed] if passed > 0 else []
    return Period(before.start, days[-1] + timedelta(days=1), "range") if days else None
