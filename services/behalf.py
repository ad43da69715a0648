"""Acting for somebody else: a member as their lead, or an owner, logs and sets things for them."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Account, Team
from services import roster
from services.access import Me, may_manage_team, require_lead
from services.errors import Denied, Refused
from services.roster import Person


async def subject(session: AsyncSession, me: Me, member_id: int) -> Me:
    """A member as the one something is about: themselves, or somebody of the team `me` leads or the company.

    Raises Denied for managers who mean somebody else, NotFound for people out of sight, Refused without a team.
    """
    if member_id == me.member_id:
        return me
    require_lead(me)
    return await of_person(session, me, await roster.person(session, me, member_id))


async def of_person(session: AsyncSession, me: Me, person: Person) -> Me:
    """The same for a person who was found already. Raises Denied, Refused."""
    if person.member_id == me.member_id:
        return me
    if person.team_id is None:
        raise Refused("behalf-no-team", name=person.name)
    if not may_manage_team(me, person.company_id, person.team_id):
        raise Denied()
    team = await session.get_one(Team, person.team_id)
    return Me(
        member_id=person.member_id,
        account_id=person.account_id,
        company_id=me.company_id,
        company_name=me.company_name,
        currency=me.currency,
        name=person.name,
        is_owner=person.is_owner,
        role="owner" if person.is_owner else person.role or "none",
        team_role=person.role,
        team_id=team.id,
        team_name=team.name,
        timezone=team.timezone,
        team_language=team.language,
        words=team.words or {},
    )


async def named(session: AsyncSession, me: Me, name: str) -> Person:
    """The one person `me` may act for and means by this name. Raises Denied, Refused where none or several fit."""
    found = await roster.named(session, me, name)
    if not found and name.startswith("@"):
        found = await roster.named(session, me, name[1:])
    if len(found) == 1 and found[0].member_id == me.member_id:
        return found[0]
    if not me.leads:
        raise Denied("behalf-leads-only")
    if len(found) > 1:
        raise Refused("behalf-ambiguous", names=", ".join(roster.told_apart(found)))
    if not found:
        raise Refused("behalf-unknown", name=name[:60])
    return found[0]


async def language_of(session: AsyncSession, account_id: int, otherwise: str) -> str:
    """The language the owner of a private chat reads."""
    account = await session.get(Account, account_id)
    return account.language if account is not None else otherwise


__all__ = ["language_of", "named", "of_person", "subject"]
