"""Inviting: who may make a link into a team, see and revoke it.

A lead brings managers and fellow leads into the own team, an owner into any of the company; ownership is never in a
link. Whoever loses the right to invite takes the links they made with them (`services.roles`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Invite, Member, Team
from services import access, invites, roles, state
from services.access import Me
from services.errors import NotFound, Refused
from services.invites import Listed

SIZES = (1, 10, 50)  # for how many people a link made in the chat is


@dataclass(frozen=True, slots=True)
class Link:
    """A link just made: said once."""

    url: str
    team: str
    role: str
    whom: str | None
    uses: int
    expires_at: datetime


async def invite(
    session: AsyncSession,
    me: Me,
    team_id: int,
    role: str,
    uses: int,
    *,
    now: datetime,
    member_id: int | None = None,
) -> Link:
    """A link into a team: a lead's own, any of an owner's company. `member_id` binds it to an imported person.

    Raises Denied, NotFound, Refused.
    """
    access.require_lead(me)
    team = await session.get(Team, team_id)
    if team is None or not access.may_manage_team(me, team.company_id, team.id):
        raise NotFound("error-team-gone")
    if uses not in SIZES:
        raise Refused("error-bad-uses", max=max(SIZES))
    username = await state.get(session, "bot_username")
    if not username:
        raise Refused("error-bot-name")
    payload = await invites.create(
        session,
        company_id=me.company_id,
        team_id=team.id,
        role=role,
        created_by_id=me.member_id,
        max_uses=uses,
        member_id=member_id,
        now=now,
    )
    made = (await session.scalars(select(Invite).where(Invite.token_hash == invites.hash_of(payload)))).one()
    whom = await session.get(Member, member_id) if member_id is not None else None
    url = f"https://t.me/{username}?start={payload}"
    return Link(url, team.name, role, whom.name if whom else None, uses, made.expires_at)


async def invite_imported(session: AsyncSession, me: Me, member_id: int, *, now: datetime) -> Link:
    """A link for one imported person, into the team they are in. Raises Denied, NotFound, Refused."""
    person = await roles.require(session, me, member_id, "link")
    assert person.team_id is not None
    role = person.team_role or "manager"
    return await invite(session, me, person.team_id, role, 1, now=now, member_id=member_id)


async def live(session: AsyncSession, me: Me, *, now: datetime) -> list[Listed]:
    """The links that still work: of the lead's team, of the owner's company. Raises Denied."""
    access.require_lead(me)
    team_id = None if me.is_owner else access.require_team(me)
    return await invites.listed(session, company_id=me.company_id, team_id=team_id, now=now)


async def revoke(session: AsyncSession, me: Me, invite_id: int, *, now: datetime) -> None:
    """Raises Denied; NotFound for a link of another team or company."""
    access.require_lead(me)
    found = await session.get(Invite, invite_id)
    if (
        found is None
        or found.company_id is None
        or not access.may_manage_team(me, found.company_id, found.team_id)
    ):
        raise NotFound("error-invite-not-found")
    await invites.revoke(session, invite_id, company_id=me.company_id, now=now)
