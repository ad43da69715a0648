"""What a team's KPIs go by: the main activity, the months of retention, days of back-dating, the newcomers' ramp."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from services.access import Me
from services.errors import Refused
from services.kpi import Kpi
from services.kpi.conversion import ACTIVITY_KINDS
from services.kpi.naming import need
from services.own_kpis.model import TeamKpis
from services.own_kpis.reading import locked, team_kpis

MONTHS = range(1, 13)
BACKDATE = range(32)
RAMP_MONTHS = 12
RAMP = range(1, 101)


def is_activity(kpi: Kpi) -> bool:
    """What deals may be held against: calls, meetings and the like, and a team's own counters of pieces."""
    own = kpi.team_id is not None and kpi.cumulative and kpi.unit == "count"
    return (kpi.slug in ACTIVITY_KINDS or own) and not kpi.retired


async def set_main(session: AsyncSession, me: Me, team_id: int, said: str) -> TeamKpis:
    """The main activity, as somebody calls it or by its slug. Raises UnknownKpi, Refused for what is no activity."""
    team, there = await locked(session, me, team_id)
    kpi = need(said, {slug: x for slug, x in there.catalogue.items() if not x.retired}, there.words)
    if not is_activity(kpi):
        raise Refused("own-main-no-activity", name=said)
    team.main_activity = kpi.slug
    await session.flush()
    return await team_kpis(session, me, team_id)


async def set_retention(session: AsyncSession, me: Me, team_id: int, months: int) -> TeamKpis:
    """The N of kpi.md's `retention`: calendar months before the period."""
    if months not in MONTHS:
        raise Refused("own-retention-range")
    team, _ = await locked(session, me, team_id)
    team.retention_months = months
    await session.flush()
    return await team_kpis(session, me, team_id)


async def set_backdate(session: AsyncSession, me: Me, team_id: int, days: int) -> TeamKpis:
    """Working days after a period in which it is still preliminary."""
    if days not in BACKDATE:
        raise Refused("own-backdate-range")
    team, _ = await locked(session, me, team_id)
    team.backdate_days = days
    await session.flush()
    return await team_kpis(session, me, team_id)


async def set_ramp(session: AsyncSession, me: Me, team_id: int, percents: Sequence[int]) -> TeamKpis:
    """Percent of a target in a newcomer's first calendar months; none: the whole from the first day on."""
    if len(percents) > RAMP_MONTHS or any(one not in RAMP for one in percents):
        raise Refused("own-ramp-range")
    kept = list(percents)
    while kept and kept[-1] == 100:
        kept.pop()  # from then on it is the whole anyway
    team, _ = await locked(session, me, team_id)
    team.ramp = ",".join(map(str, kept)) or None
    await session.flush()
    return await team_kpis(session, me, team_id)
