"""A team's own KPIs and its settings, for who may set them; the names of what is counted, for everybody."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Team, TeamKpi
from services import roster
from services.access import Me
from services.errors import NotFound
from services.kpi import Catalogue, catalogue
from services.own_kpis.model import Own, TeamKpis
from services.own_kpis.words import spoken
from services.roster import TeamOf


def ramp_of(text: str | None) -> tuple[int, ...]:
    """Percents as a team keeps them: "50,75"."""
    return tuple(int(part) for part in (text or "").split(",") if part)


async def team_kpis(session: AsyncSession, me: Me, team_id: int) -> TeamKpis:
    """Everything about a team's KPIs. Raises Denied, NotFound for a team that `me` may not manage."""
    whose = await roster.team(session, me, team_id)
    team = await session.get_one(Team, team_id)
    return await _of(session, team, whose)


async def _of(session: AsyncSession, team: Team, whose: TeamOf) -> TeamKpis:
    known = await catalogue(session, team.company_id, [team.id], retired=True)
    rows = await session.scalars(select(TeamKpi).where(TeamKpi.team_id == team.id).order_by(TeamKpi.id))
    own = [own_of(row, team, known) for row in rows]
    return TeamKpis(
        team=whose,
        own=tuple(one for one in own if one.retired_at is None),
        retired=tuple(one for one in own if one.retired_at is not None),
        main=known.get(team.main_activity) or known["contacts"],
        retention_months=team.retention_months,
        backdate_days=team.backdate_days,
        ramp=ramp_of(team.ramp),
        catalogue=known,
        words={slug: list(words) for slug, words in (team.words or {}).items()},
    )


def own_of(row: TeamKpi, team: Team, known: Catalogue) -> Own:
    kpi = known.get(row.slug)
    return Own(
        id=row.id,
        team_id=row.team_id,
        slug=row.slug,
        name=row.name,
        form=row.form,
        unit=row.unit,
        better=row.better,
        words=tuple(spoken((team.words or {}).get(row.slug) or row.words or ())),
        of=(kpi.bases[0], kpi.bases[1]) if kpi is not None and kpi.bases else None,
        retired_at=row.retired_at,
    )


async def one(session: AsyncSession, me: Me, kpi_id: int) -> tuple[TeamKpi, Team, TeamKpis]:
    """One own KPI of a team that `me` may manage, locked. Raises Denied, NotFound."""
    row = await session.get(TeamKpi, kpi_id)
    if row is None or row.company_id != me.company_id:
        raise NotFound("own-gone")
    team, there = await locked(session, me, row.team_id)
    await session.refresh(row)  # somebody may have changed it while this waited
    return row, team, there


async def locked(session: AsyncSession, me: Me, team_id: int) -> tuple[Team, TeamKpis]:
    """A team that `me` may manage, for changing: two changes at once wait for each other."""
    whose = await roster.team(session, me, team_id)
    team = await session.get_one(Team, team_id, with_for_update=True, populate_existing=True)
    return team, await _of(session, team, whose)


async def own_kpi(session: AsyncSession, me: Me, kpi_id: int) -> tuple[Own, TeamKpis]:
    """One own KPI and the team's others. Raises Denied, NotFound."""
    row = await session.get(TeamKpi, kpi_id)
    if row is None or row.company_id != me.company_id:
        raise NotFound("own-gone")
    there = await team_kpis(session, me, row.team_id)
    return next(one for one in (*there.own, *there.retired) if one.id == kpi_id), there
