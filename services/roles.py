"""Roles: promoting, moving between teams, taking out, leaving, owning.

Who may do what, checked here at every tap:

- A lead sees the people of the own team, may take its managers out and may invite an imported one to join. Roles are
  not the lead's to change: whom the company trusts with a team is the owner's decision.
- An owner may do all of that in every team, and promote, demote, move, make owners and take ownership away again.
  An owner is first made an ordinary member before being taken out. Oneself one does not take out: /leave is for that.
- Nobody ends up with a company without an owner: the last one can neither leave nor give it up.

What is somebody else's is answered like what does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Account, Invite, Member, Membership, Team
from services import access, companies, people
from services.access import Me
from services.errors import Denied, NotFound, Refused
from services.people import Person


@dataclass(frozen=True, slots=True)
class Card:
    """A person and what `me` may do to them: promote, demote, move, aside, remove, own, disown, link."""

    person: Person
    may: frozenset[str]


async def card(session: AsyncSession, me: Me, member_id: int) -> Card:
    """One person. Raises Denied for managers, NotFound for people out of sight."""
    person = await people.person(session, me, member_id)
    teams = await session.scalar(select(func.count(Team.id)).where(Team.company_id == me.company_id))
    return Card(person, _possible(me, person, teams or 0))


def _permitted(me: Me, person: Person) -> frozenset[str]:
    """What `me` may do to such a person at all."""
    if me.is_owner:
        return frozenset({"promote", "demote", "move", "aside", "remove", "own", "disown", "link"})
    mine = person.team_id == me.team_id and person.team_role == "manager" and not person.is_owner
    return frozenset({"remove", "link"}) if mine else frozenset()


def _possible(me: Me, person: Person, teams: int) -> frozenset[str]:
    """What of that can be done to this person as things are."""
    imported = person.account_id is None
    can = {
        "promote": person.team_role == "manager" and not imported,
        "demote": person.team_role == "lead",
        "move": teams > (0 if person.team_id is None else 1),
        "aside": person.is_owner and person.team_id is not None,
        "remove": not person.is_owner and person.member_id != me.member_id,
        "own": not person.is_owner and not imported,
        "disown": person.is_owner,
        "link": imported and person.team_id is not None,
    }
    return frozenset(verb for verb in _permitted(me, person) if can[verb])


async def set_role(session: AsyncSession, me: Me, member_id: int, role: str, *, now: datetime) -> Person:
    """Makes a manager a lead or a lead a manager. Raises Denied, NotFound, Refused when it is so already."""
    person = await _target(session, me, member_id, "promote" if role == "lead" else "demote")
    await session.execute(
        update(Membership)
        .where(Membership.member_id == person.member_id, Membership.ends_on.is_(None))
        .values(role=role)
    )
    if role == "manager" and not person.is_owner:
        await _revoke_links_of(session, person.member_id, now)
    return await people.person(session, me, member_id)


async def move(session: AsyncSession, me: Me, member_id: int, team_id: int, *, now: datetime) -> Person:
    """From today on in another team of the company, in the same role; earlier entries stay with the earlier team.

    Raises Denied, NotFound, Refused for the team they are in.
    """
    person = await _target(session, me, member_id, "move")
    team = await session.get(Team, team_id)
    if team is None or team.company_id != me.company_id:
        raise NotFound("error-team-gone")
    if team.id == person.team_id:
        raise Refused("people-already")
    await people.start_membership(session, person.member_id, team, person.team_role or "manager", now=now)
    if not person.is_owner:
        await _revoke_links_of(session, person.member_id, now)
    return await people.person(session, me, member_id)


async def aside(session: AsyncSession, me: Me, member_id: int, *, now: datetime) -> Person:
    """Takes an owner out of their team: they run the company and sell nothing themselves."""
    person = await _target(session, me, member_id, "aside")
    await people.end_membership(session, person.member_id, now=now)
    return await people.person(session, me, member_id)


async def set_owner(session: AsyncSession, me: Me, member_id: int, owner: bool) -> Person:
    """Makes somebody an owner, or no longer one. Raises Denied, NotFound, Refused for the last owner."""
    person = await _target(session, me, member_id, "own" if owner else "disown")
    if not owner:
        await _require_another_owner(session, me.company_id, person.member_id)
    await session.execute(update(Member).where(Member.id == person.member_id).values(is_owner=owner))
    if person.member_id == me.member_id:  # who gave it up may not see this card any more
        return replace(person, is_owner=owner)
    return await people.person(session, me, member_id)


async def remove(session: AsyncSession, me: Me, member_id: int, *, now: datetime) -> Person:
    """Takes somebody out of the company: access stops at once, history stays. Gives them as they were."""
    person = await _target(session, me, member_id, "remove")
    await _go(session, person.member_id, now)
    return person


async def leave(session: AsyncSession, me: Me, *, now: datetime) -> None:
    """`me` leaves the company. Raises Refused for its last owner."""
    me = await _locked(session, me)
    if me.is_owner:
        await _require_another_owner(session, me.company_id, me.member_id)
    await _go(session, me.member_id, now)


async def _go(session: AsyncSession, member_id: int, now: datetime) -> None:
    await people.end_membership(session, member_id, now=now)
    await session.execute(update(Member).where(Member.id == member_id).values(left_at=now, is_owner=False))
    await _revoke_links_of(session, member_id, now)
    bound = update(Invite).where(Invite.member_id == member_id, Invite.revoked_at.is_(None))
    await session.execute(bound.values(revoked_at=now))
    account = select(Member.account_id).where(Member.id == member_id).scalar_subquery()
    await session.execute(update(Account).where(Account.id == account).values(setup=None))


async def _revoke_links_of(session: AsyncSession, member_id: int, now: datetime) -> None:
    """Who may no longer invite should not go on inviting by links made before."""
    made = update(Invite).where(Invite.created_by_id == member_id, Invite.revoked_at.is_(None))
    await session.execute(made.values(revoked_at=now))


async def require(session: AsyncSession, me: Me, member_id: int, verb: str) -> Person:
    """The person, if `me` may do this to them and it can be done. Raises Denied, NotFound, Refused."""
    found = await card(session, me, member_id)
    if verb in found.may:
        return found.person
    if verb not in _permitted(me, found.person):
        raise Denied()
    raise Refused("people-already")


async def _target(session: AsyncSession, me: Me, member_id: int, verb: str) -> Person:
    """The same, asked behind the company's lock, because now it will be done."""
    return await require(session, await _locked(session, me), member_id, verb)


async def _locked(session: AsyncSession, me: Me) -> Me:
    """One change of roles at a time in a company, by what is true when it is our turn."""
    await companies.lock(session, f"people:{me.company_id}")
    speaker = await access.who(session, me.account_id) if me.account_id is not None else None
    if speaker is None or speaker.me is None or speaker.me.member_id != me.member_id:
        raise Denied()
    return speaker.me


async def _require_another_owner(session: AsyncSession, company_id: int, member_id: int) -> None:
    others = select(func.count(Member.id)).where(
        Member.company_id == company_id,
        Member.is_owner,
        Member.left_at.is_(None),
        Member.account_id.is_not(None),
        Member.id != member_id,
    )
    if not await session.scalar(others):
        raise Refused("error-last-owner")
