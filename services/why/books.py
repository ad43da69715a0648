"""Which KPIs there are to explain for somebody, and the numbers that buttons know them by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Membership, Team, TeamKpi
from services.access import Me
from services.errors import NotFound
from services.kpi import ALL, Catalogue, Kpi, catalogue
from services.why.model import Subject

OWN = 100  # numbers below are places in the registry, above are ids of a team's own KPI


async def known(session: AsyncSession, subject: Subject) -> Catalogue:
    """The built-in KPIs and those of the teams that the subject is or was in, retired ones too."""
    teams: list[int] | None = None
    if subject.by == "team":
        teams = [subject.id]
    elif subject.team_ids is not None:
        teams = list(subject.team_ids)
    elif subject.by == "manager":
        stays = select(Membership.team_id).where(Membership.member_id == subject.id).distinct()
        teams = list(await session.scalars(stays))
    return await catalogue(session, subject.company_id, teams, retired=True)


async def words(session: AsyncSession, me: Me) -> Mapping[str, Sequence[str]]:
    """The words of own counters: of the team, or for an owner of every team."""
    if not me.is_owner:
        return me.words
    found: dict[str, Sequence[str]] = {}
    query = select(Team.words).where(Team.company_id == me.company_id, Team.words.is_not(None))
    for spoken in await session.scalars(query):
        found |= spoken or {}
    return found


async def numbers(session: AsyncSession, company_id: int, kpis: Sequence[Kpi]) -> dict[str, int]:
    """What buttons call these KPIs, by slug: an own one's slug may be longer than a button."""
    places = {kpi.slug: place for place, kpi in enumerate(ALL)}
    found = {kpi.slug: places[kpi.slug] for kpi in kpis if kpi.slug in places}
    rest = [kpi.slug for kpi in kpis if kpi.slug not in places]
    if rest:
        query = select(TeamKpi.slug, TeamKpi.id).where(
            TeamKpi.company_id == company_id, TeamKpi.slug.in_(rest)
        )
        found |= {slug: OWN + id_ for slug, id_ in await session.execute(query)}
    return found


async def numbered(session: AsyncSession, subject: Subject, number: int) -> tuple[Kpi, Catalogue]:
    """The KPI behind a button's number, with the catalogue it stands in. Raises NotFound."""
    there = await known(session, subject)
    if 0 <= number < len(ALL):
        return ALL[number], there
    query = select(TeamKpi.slug).where(TeamKpi.company_id == subject.company_id, TeamKpi.id == number - OWN)
    slug = (await session.execute(query)).scalar_one_or_none()
    if slug is None or slug not in there:
        raise NotFound("error-old-button")
    return there[slug], there
