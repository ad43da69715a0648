"""Whose figure somebody may have explained: a manager their own, a lead their team and its people, an owner all."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Membership, Team
from services import roster
from services.access import Me, require_lead, require_owner, require_team
from services.errors import NotFound
from services.why.model import Subject

BY = ("manager", "team", "company")


async def subject(session: AsyncSession, me: Me, by: str, id_: int) -> Subject:
    """The subject that a button names. Raises Denied, NotFound."""
    if by == "manager":
        if id_ == me.member_id:
            return await own(session, me)
        whom = await roster.person(session, me, id_)
        narrow = None if me.is_owner or me.team_id is None else (me.team_id,)
        return Subject(
            "manager", whom.member_id, whom.name, me.company_id, whom.team_id, whom.timezone, narrow
        )
    if by == "team":
        team = await roster.team(session, me, id_)
        return Subject("team", team.id, team.name, me.company_id, team.id, team.timezone)
    if by != "company":
        raise NotFound()
    require_owner(me)
    if id_ != me.company_id:
        raise NotFound()
    zones = set(await session.scalars(select(Team.timezone).where(Team.company_id == me.company_id)))
    zone = zones.pop() if len(zones) == 1 else None
    return Subject("company", me.company_id, me.company_name, me.company_id, None, zone)


async def own(session: AsyncSession, me: Me) -> Subject:
    """Oneself; somebody who is in no team any more goes by the clock of the last one. Raises Denied."""
    team_id, zone = me.team_id, me.timezone
    if team_id is None:
        query = (
            select(Team.id, Team.timezone)
            .join(Membership, Membership.team_id == Team.id)
            .where(Membership.member_id == me.member_id)
            .order_by(Membership.id.desc())
            .limit(1)
        )
        last = (await session.execute(query)).first()
        if last is None:
            require_team(me)
        else:
            team_id, zone = last
    return Subject("manager", me.member_id, me.name, me.company_id, team_id, zone, own=True)


async def usual(session: AsyncSession, me: Me) -> Subject:
    """Whom somebody means who names nobody: a manager themselves, a lead the team, an owner the company."""
    if me.is_owner:
        return await subject(session, me, "company", me.company_id)
    if me.role == "lead" and me.team_id is not None:
        return await subject(session, me, "team", me.team_id)
    return await own(session, me)


async def others(session: AsyncSession, me: Me, here: Subject) -> list[Subject]:
    """What else of theirs somebody may want to look at: the other of me, the team, the company."""
    found = []
    if me.role != "manager" and me.team_id is not None and not here.own:
        found.append(await own(session, me))
    if me.leads and me.team_id is not None and (here.by, here.id) != ("team", me.team_id):
        require_lead(me)
        found.append(await subject(session, me, "team", me.team_id))
    if me.is_owner and here.by != "company":
        found.append(await subject(session, me, "company", me.company_id))
    return found
