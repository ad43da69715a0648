"""Who would have met a target in the last finished periods, seen before it is set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry
from services import plans
from services.kpi import NO_VALUE, ZERO, Kpi, Value, measure
from services.kpi.values import Scope
from services.periods import Period, containing
from services.plans import Goal, Plans
from services.targets.due import due
from services.targets.history import RECENT, before


@dataclass(frozen=True, slots=True)
class Past:
    """A finished period against a target: who would have met it, of how many; of a team its value and whether."""

    period: Period
    met: tuple[str, ...] = ()
    of: int = 0
    value: Value = NO_VALUE
    reached: bool = False


def met(kpi: Kpi, actual: Value, asked: Value) -> bool:
    """Whether the target is met: reached, or where less is better not gone beyond."""
    if not (actual.exists and asked.exists):
        return False
    if kpi.better == "down":
        return Fraction(actual.top, actual.bottom) <= Fraction(asked.top, asked.bottom)
    return Fraction(actual.top, actual.bottom) >= Fraction(asked.top, asked.bottom)


async def preview(
    session: AsyncSession,
    goal: Goal,
    kpi: Kpi,
    *,
    company_id: int,
    team_id: int,
    today: date,
    personal: bool,
) -> list[Past]:
    """Who would have met this in the last three finished periods, the newest first.

    `personal`: as everyone's own target, after their missing days and ramp of that time; else as the team's.
    """
    periods = [before(containing(today, goal.period))]
    while len(periods) < RECENT:
        periods.append(before(periods[-1]))
    start, end = plans.window(*periods)
    loaded = await plans.load(session, company_id=company_id, start=start, end=end, team_ids=[team_id])
    found = []
    for period in periods:
        by = "manager" if personal else "team"
        values = await measure(
            session, [kpi], company_id=company_id, by=by, period=period, team_ids=[team_id]
        )
        if not personal:
            actual = values[team_id][kpi.slug]
            asked = due(kpi, goal, loaded.teams[team_id].schedule, period, whole=True)
            found.append(Past(period, value=actual, reached=met(kpi, actual, asked)))
            continue
        nothing = ZERO if kpi.cumulative else NO_VALUE
        actuals = {id_: one[kpi.slug] for id_, one in values.items()}
        reported = set(await _reported(session, company_id, team_id, period)) if kpi.limit else None
        names, count = [], 0
        for id_, asked in _asked(goal, kpi, loaded, team_id, period):
            count += 1
            told = reported is None or id_ in reported
            if told and met(kpi, actuals.get(id_, nothing), asked):
                names.append(loaded.members[id_].name)
        found.append(Past(period, tuple(names), count))
    return found


def _asked(goal: Goal, kpi: Kpi, loaded: Plans, team_id: int, period: Period) -> Iterator[tuple[int, Value]]:
    """What this would have asked of each seller who was there."""
    for one in loaded.members.values():
        if one.sells and one.in_team(team_id, period) and one.schedule.days(period):
            asked = due(kpi, goal, one.schedule, period, one.ramp)
            if asked.exists or goal.value == 0:
                yield one.id, asked if asked.exists else ZERO


async def _reported(session: AsyncSession, company_id: int, team_id: int, period: Period) -> list[int]:
    scope = Scope(company_id, "manager", period, None, [team_id])
    query = select(Entry.member_id).where(*scope.entries(), *scope.within()).distinct()
    return list(await session.scalars(query))
