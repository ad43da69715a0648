"""What was: a person's or team's finished periods, and what they say of a target."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry
from services import plans
from services.errors import Refused
from services.kpi import NO_VALUE, ZERO, Kpi, Value, measure, ratio
from services.kpi.values import Scope
from services.periods import Period, containing
from services.targets.amounts import check_value, rounded, scale

RECENT = 3  # finished periods that the median is of
TOO_HIGH = Fraction(3, 2)  # x the best period
TOO_LOW = Fraction(1, 2)  # x the median
STEPS = (0, 10, 20)  # percent above the median that are proposed
# KPIs that are no sums are measured period by period: not for ever.
LONGEST = {"week": 26, "month": 24, "quarter": 12, "year": 6}


@dataclass(frozen=True, slots=True)
class History:
    """Finished periods since the first entry, the oldest first, and their values where there are any."""

    kpi: Kpi
    each: str
    values: tuple[tuple[Period, Value], ...] = ()
    last: Period | None = None  # the newest finished period, with a value or without

    @property
    def best(self) -> Value:
        """The best period's value: the least where less is better."""
        found = [_fraction(value) for _, value in self.values]
        if not found or not any(found):
            return NO_VALUE
        return _value(min(found) if self.kpi.better == "down" else max(found))

    @property
    def recent(self) -> tuple[tuple[Period, Value], ...]:
        """Those of the last three finished periods that have a value."""
        if self.last is None:
            return ()
        first = self.last
        for _ in range(RECENT - 1):
            first = before(first)
        return tuple((period, value) for period, value in self.values if period.start >= first.start)

    @property
    def median(self) -> Value:
        """The median of the last three; no value without history."""
        found = sorted(_fraction(value) for _, value in self.recent)
        if not found or not self.best.exists:
            return NO_VALUE
        half = len(found) // 2
        return _value(found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A target that the own history speaks against: `high` (never reached nearly so much) or `low`."""

    kind: str
    history: History


def _fraction(value: Value) -> Fraction:
    return Fraction(value.top, value.bottom)


def _value(figure: Fraction) -> Value:
    return Value(figure.numerator, figure.denominator)


def before(period: Period) -> Period:
    """The period of the same kind before this one."""
    return containing(date.fromordinal(period.start.toordinal() - 1), period.kind)


def finished(today: date, each: str, first: date) -> list[Period]:
    """Every period of this kind from the one of `first` to the last that is over, the oldest first."""
    found, period = [], containing(first, each)
    end = containing(today, each).start
    while period.end <= end:
        found.append(period)
        period = containing(period.end, each)
    return found


def doubt(history: History, value: int) -> Doubt | None:
    """Whether a target (as it is held) lies beyond what the history makes likely. Source: kpi.md, "Targets".

    Above 1.5 x the best period, or below half of the median of the last three; where less is better the other
    way round: the best is the least, and twice the median is too easy. Without history there is no doubt.
    """
    figure = Fraction(value, scale(history.kpi))
    best, median = history.best, history.median
    down = history.kpi.better == "down"
    if best.exists:
        limit = _fraction(best)
        if figure * TOO_HIGH < limit if down else figure > limit * TOO_HIGH:
            return Doubt("high", history)
    if median.exists and median.top > 0:
        middle = _fraction(median)
        if figure * TOO_LOW > middle if down else figure < middle * TOO_LOW:
            return Doubt("low", history)
    return None


def proposals(history: History, currency: str, *, team: bool = False) -> list[tuple[int, int]]:
    """(percent, value as it is held) to choose from: the median, a tenth and a fifth better; two leading digits."""
    base = history.median if history.median.top > 0 else history.best
    return steps(history.kpi, history.each, base, currency, team=team)


def steps(kpi: Kpi, each: str, base: Value, currency: str, *, team: bool = False) -> list[tuple[int, int]]:
    """The same from any figure."""
    if not base.exists or base.top <= 0:
        return []
    found: dict[int, int] = {}
    for percent in STEPS:
        factor = Fraction(100 - percent if kpi.better == "down" else 100 + percent, 100)
        value = rounded(kpi, _fraction(base) * factor, currency)
        try:
            check_value(kpi, value, each, currency, team=team)
        except Refused:
            continue
        found.setdefault(value, percent)
    return [(percent, value) for value, percent in found.items()]


def middle(histories: Iterable[History]) -> Value:
    """The median of people's medians: what one of them usually does."""
    found = sorted(_fraction(one.median) for one in histories if one.median.exists)
    if not found:
        return NO_VALUE
    half = len(found) // 2
    return _value(found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2)


async def histories(
    session: AsyncSession,
    kpi: Kpi,
    each: str,
    *,
    company_id: int,
    by: str,
    ids: Collection[int],
    today: date,
    team_ids: Collection[int] | None = None,
) -> dict[int, History]:
    """Histories of people (`by` manager; of what they logged in `team_ids`) or teams; every id has one."""
    here = containing(today, each)
    member_ids = ids if by == "manager" else None
    narrowed = team_ids if by == "manager" else ids
    scope = Scope(company_id, by, here, member_ids, narrowed)
    first = select(scope.column, func.min(Entry.day)).where(*scope.entries()).group_by("scope")
    since: dict[int, date] = {row[0]: row[1] for row in await session.execute(first)}
    spans = {id_: finished(today, each, day) for id_, day in since.items()}
    if not any(spans.values()):
        return {id_: History(kpi, each) for id_ in ids}
    if kpi.summed or (kpi.bases and all(one.summed for one in kpi.bases)):
        found = await _summed(session, kpi, scope, here, min(since.values()))
    else:
        found = await _measured(session, kpi, scope, max(spans.values(), key=len)[-LONGEST[each] :])
    away = await _away(session, company_id, by, spans, found) if kpi.cumulative else set()
    result = {}
    for id_ in ids:
        periods = spans.get(id_, [])
        if not kpi.summed:
            periods = periods[-LONGEST[each] :]
        values = [(p, found.get((id_, p.start), ZERO if kpi.cumulative else NO_VALUE)) for p in periods]
        kept = [(p, v) for p, v in values if v.exists and (id_, p.start) not in away]
        result[id_] = History(kpi, each, tuple(kept), periods[-1] if periods else None)
    return result


async def _summed(
    session: AsyncSession, kpi: Kpi, scope: Scope, here: Period, first: date
) -> dict[tuple[int, date], Value]:
    """Sums of every period there was, in one statement: by month, or by day for weeks."""
    parts = kpi.bases or (kpi,)
    keys: list[Any] = [extract("year", Entry.day).label("y"), extract("month", Entry.day).label("m")]
    if here.kind == "week":
        keys = [Entry.day.label("d")]
    columns = []
    for one in parts:
        columns += [column for column in (one.top, one.bottom) if column is not None]
    statement = (
        select(scope.column, *keys, *columns)
        .where(*scope.entries(), Entry.day >= first, Entry.day < here.start)
        .group_by("scope", *keys)
    )
    sums: dict[tuple[int, date], list[int]] = {}
    for row in await session.execute(statement):
        day = row[1] if here.kind == "week" else date(int(row[1]), int(row[2]), 1)
        start = containing(day, here.kind).start
        held = sums.setdefault((row[0], start), [0] * len(columns))
        for n, number in enumerate(row[1 + len(keys) :]):
            held[n] += int(number)
    return {key: _from_sums(kpi, numbers) for key, numbers in sums.items()}


def _from_sums(kpi: Kpi, numbers: list[int]) -> Value:
    values, rest = [], iter(numbers)
    for one in kpi.bases or (kpi,):
        top = next(rest)
        values.append(Value(top, 1 if one.bottom is None else next(rest)))
    return ratio(values[0], values[1]) if kpi.bases else values[0]


async def _measured(
    session: AsyncSession, kpi: Kpi, scope: Scope, periods: Collection[Period]
) -> dict[tuple[int, date], Value]:
    found = {}
    for period in periods:
        values = await measure(
            session,
            [kpi],
            company_id=scope.company_id,
            by=scope.by,
            period=period,
            member_ids=scope.member_ids,
            team_ids=scope.team_ids,
        )
        found.update({(id_, period.start): one[kpi.slug] for id_, one in values.items()})
    return found


async def _away(
    session: AsyncSession,
    company_id: int,
    by: str,
    spans: Mapping[int, list[Period]],
    found: Mapping[tuple[int, date], Value],
) -> set[tuple[int, date]]:
    """Recent periods in which a person had no working day and nothing was logged: they say nothing."""
    recent = {id_: periods[-RECENT:] for id_, periods in spans.items() if periods}
    empty = {
        id_: [p for p in periods if not found.get((id_, p.start), ZERO).top]
        for id_, periods in recent.items()
    }
    empty = {id_: periods for id_, periods in empty.items() if periods}
    if by != "manager" or not empty:
        return set()
    start, end = plans.window(*(p for periods in empty.values() for p in periods))
    loaded = await plans.load(session, company_id=company_id, start=start, end=end, member_ids=list(empty))
    return {
        (id_, p.start)
        for id_, periods in empty.items()
        if id_ in loaded.members
        for p in periods
        if not loaded.members[id_].schedule.days(p)
    }
