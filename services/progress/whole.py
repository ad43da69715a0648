"""The whole of somebody's progress, when it is opened: forecast, change, every KPI, who set the targets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Member
from services import plans as planning
from services.calendar import Schedule
from services.goals import Share
from services.goals import share as shares
from services.kpi import REGISTRY, Catalogue, Kpi, Value, Values
from services.periods import Period
from services.progress.forecast import Forecast, first_days, forecast, past, whole_since, with_range
from services.progress.load import SHORT, Progress, in_team
from services.progress.sums import Whom, conditions, plain, sums
from services.targets import Held

_E = Entry.__table__.c


@dataclass(frozen=True, slots=True)
class Change:
    """Against the first `days` working days of the period before: what there was by then."""

    before: Values
    period: Period
    days: int


@dataclass(frozen=True, slots=True)
class Whole:
    """`forecasts` by slug, of the targets (or volume and deals); `set_by`: names by member id.

    `of_company`: what the person carried of the company's goals of this year, for themselves only.
    """

    progress: Progress
    catalogue: Catalogue
    forecasts: Mapping[str, Forecast]
    change: Change | None
    set_by: Mapping[int, str] = field(default_factory=dict)
    of_company: Sequence[Share] = ()


@lru_cache(maxsize=16)
def _first(shape: str) -> Select[Any]:
    """The day of the first entry there ever was."""
    return select(func.min(_E.day)).where(*conditions(shape))


@lru_cache(maxsize=256)
def _daily(shape: str, slugs: tuple[str, ...]) -> Select[Any]:
    columns = [plain(REGISTRY[slug].top).label(slug) for slug in slugs]
    return (
        select(_E.day, *columns)
        .where(*conditions(shape), _E.day >= bindparam("start0"), _E.day < bindparam("end0"))
        .group_by(_E.day)
    )


async def open_whole(
    session: AsyncSession,
    whom: Whom,
    progress: Progress,
    known: Catalogue,
    *,
    now: datetime,
    goals: bool = False,
) -> Whole:
    """Adds to somebody's progress what only the whole shows, in a handful of statements.

    `goals`: also what share of the company's goals the person carried.
    """
    plan, period, at = progress.member, progress.period, progress.at
    before = past(period) if period.kind != "day" else []
    schedule = plan.schedule
    if before:
        wide = await planning.load(
            session,
            company_id=whom.company_id,
            start=before[-1].start,
            end=period.end,
            member_ids=[plan.id],
        )
        mine = wide.members[plan.id]
        # A lead sees the days in the own team, also of the periods before.
        schedule = (in_team(mine, whom.team_ids) if whom.within and whom.team_ids else mine).schedule
    shown = _shown(progress)
    change = await _change(session, whom, shown, schedule, period, at.passed)
    forecasts = await forecasts_of(
        session,
        whom,
        {kpi.slug: (kpi, progress.values[kpi.slug]) for kpi in shown},
        progress,
        schedule,
        before,
    )
    carried = await shares(session, whom.company_id, now, plan.id) if goals else []
    return Whole(progress, known, forecasts, change, await _names(session, progress.stands), carried)


def _shown(progress: Progress) -> list[Kpi]:
    """The cumulative KPIs among the targets; without targets volume and deals."""
    kpis = [one.kpi for one in progress.stands if one.kpi.cumulative]
    return kpis or [REGISTRY[slug] for slug in SHORT if REGISTRY[slug].cumulative]


async def _change(
    session: AsyncSession, whom: Whom, shown: Sequence[Kpi], schedule: Schedule, period: Period, passed: int
) -> Change | None:
    span = first_days(schedule, period, passed) if period.kind != "day" else None
    kpis = [kpi for kpi in shown if kpi.summed]
    if span is None or not kpis:
        return None
    [found] = await sums(session, whom, kpis, [span])
    values = next(iter(found.values()), {})
    return Change(
        {kpi.slug: values.get(kpi.slug, Value(0)) for kpi in kpis},
        span,
        min(passed, len(schedule.days(span))),
    )


async def forecasts_of(
    session: AsyncSession,
    whom: Whom,
    actuals: Mapping[str, tuple[Kpi, Value]],
    progress: Progress,
    schedule: Schedule,
    before: Sequence[Period],
) -> dict[str, Forecast]:
    """Forecasts by slug; with a range for sums of built-in kinds, of whose past days is asked in one statement.

    The range is of periods that began after the first entry and after joining.
    """
    deals = progress.values.get("deals", Value(0)).top
    found = {
        slug: value
        for slug, (kpi, actual) in actuals.items()
        if (value := forecast(kpi, actual, progress.at, deals)).exists
    }
    ranged = tuple(slug for slug in found if slug in REGISTRY and REGISTRY[slug].summed)
    days: dict[str, dict[date, int]] = {slug: {} for slug in ranged}
    if ranged and before:
        first = (await session.execute(_first(whom.shape), whom.parameters)).scalar()
        before = whole_since(before, None if first is None else max(first, schedule.since), schedule)
    if ranged and before:
        parameters = {**whom.parameters, "start0": before[-1].start, "end0": before[0].end}
        for day, *values in (await session.execute(_daily(whom.shape, ranged), parameters)).all():
            for slug, value in zip(ranged, values, strict=True):
                days[slug][day] = int(value)
    result = {}
    for slug, value in found.items():
        history = {
            period: {day: n for day, n in days.get(slug, {}).items() if day in period}
            for period in before
            if slug in days
        }
        actual = actuals[slug][1]
        result[slug] = with_range(value, actual, progress.at.elapsed, schedule, history)
    return result


async def _names(session: AsyncSession, stands: Collection[Any]) -> dict[int, str]:
    """Who set the targets."""
    held: list[Held] = [one.held for one in stands if one.held is not None]
    ids = {one.goal.by_id for one in held if one.goal is not None and one.goal.by_id is not None}
    if not ids:
        return {}
    rows = await session.execute(select(Member.id, Member.name).where(Member.id.in_(ids)))
    return {int(id_): name for id_, name in rows}
