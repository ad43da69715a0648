"""People: meeting them, their names and language, who is in which team, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore
from db.models import Account, Member, Membership, Team
from services import access, companies
from services.access import Me, Speaker
from services.errors import NotFound
from services.names import clean, person_key


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster. `account_id` is None for one who was imported and has not joined."""

    member_id: int
    name: str
    is_owner: bool
    team_role: str | None  # lead, manager; None without a team
    team_id: int | None
    team: str | None
    account_id: int | None
    username: str | None
    language: str | None
    reachable: bool  # has an account to which the bot may write

    @property
    def role(self) -> str:
        """owner, lead, manager, none."""
        return "owner" if self.is_owner else self.team_role or "none"


def _name(value: str | None, limit: int = 64) -> str | None:
    return clean(value, limit) or None if value else None


def outdated(
    speaker: Speaker, *, first_name: str, last_name: str | None, username: str | None, private: bool
) -> bool:
    """Whether what is kept of this account differs from what Telegram says now."""
    return (
        speaker.first_name != (_name(first_name) or "?")
        or speaker.last_name != _name(last_name)
        or speaker.username != (username.casefold() if username else None)
        or (private and (not speaker.started or not speaker.reachable))
    )


async def meet(
    session: AsyncSession,
    *,
    account_id: int,
    first_name: str,
    last_name: str | None,
    username: str | None,
    language: str,
    private: bool,
    now: datetime,
) -> None:
    """Keeps a Telegram user's name up to date; one who writes in private can be written to (again)."""
    values = {
        "first_name": _name(first_name) or "?",
        "last_name": _name(last_name),
        "username": username.casefold() if username else None,
    }
    await session.execute(
        insert_or_ignore(session, Account, ["id"]).values(
            id=account_id, language=language, may_create=False, started=private, created_at=now, **values
        )
    )
    if private:
        values |= {"started": True, "unreachable_at": None}  # type: ignore[dict-item]
    await session.execute(update(Account).where(Account.id == account_id).values(**values))


async def set_language(session: AsyncSession, speaker: Speaker, language: str) -> str:
    """The person's own language from now on. Raises Refused for one there is no file for."""
    code = companies.check_language(language)
    await session.execute(update(Account).where(Account.id == speaker.account_id).values(language=code))
    return code


async def introduce(session: AsyncSession, me: Me, speaker: Speaker) -> str:
    """The member's name; an owner whom the command line made by number gets theirs at the first word."""
    if me.name != companies.UNKNOWN_OWNER:
        return me.name
    name = clean(f"{speaker.first_name} {speaker.last_name or ''}") or me.name
    named = update(Member).where(Member.id == me.member_id).values(name=name, name_key=person_key(name))
    await session.execute(named)
    return name


# -- looking ------------------------------------------------------------------------------------


async def roster(session: AsyncSession, me: Me) -> list[Person]:
    """The people of the lead's team, or of the owner's company: by team, leads first, by name. Raises Denied."""
    access.require_lead(me)
    query = _people().where(Member.company_id == me.company_id)
    if not me.is_owner:
        query = query.where(Membership.team_id == me.team_id)
    order = (Team.name_key, case((Membership.role == "lead", 0), else_=1), Member.name_key, Member.id)
    return [Person(*row) for row in (await session.execute(query.order_by(*order)))]


async def teams(session: AsyncSession, me: Me) -> list[tuple[int, str]]:
    """(id, name) of the teams `me` leads: an owner all, a lead the own one."""
    access.require_lead(me)
    query = select(Team.id, Team.name).where(Team.company_id == me.company_id).order_by(Team.name_key)
    if not me.is_owner:
        query = query.where(Team.id == me.team_id)
    return [(team_id, name) for team_id, name in (await session.execute(query))]


def _people() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Member.id,
            Member.name,
            Member.is_owner,
            Membership.role,
            Team.id,
            Team.name,
            Member.account_id,
            Account.username,
            Account.language,
            func.coalesce(and_(Account.started, Account.unreachable_at.is_(None)), False),
        )
        .outerjoin(Membership, and_(Membership.member_id == Member.id, Membership.ends_on.is_(None)))
        .outerjoin(Team, Team.id == Membership.team_id)
        .outerjoin(Account, Account.id == Member.account_id)
        .where(Member.left_at.is_(None))
    )


async def person(session: AsyncSession, me: Me, member_id: int) -> Person:
    """One person a lead or owner may look at. Raises Denied for managers, NotFound for people out of sight."""
    access.require_lead(me)
    query = _people().where(Member.id == member_id, Member.company_id == me.company_id)
    row = (await session.execute(query)).first()
    found = Person(*row) if row is not None else None
    if found is None or not (me.is_owner or (found.team_id is not None and found.team_id == me.team_id)):
        raise NotFound("error-person-gone")
    return found


async def start_membership(
    session: AsyncSession, member_id: int, team: Team, role: str, *, now: datetime
) -> None:
    """In this team from today on, and in no other."""
    today = companies.day_in(now, team.timezone)
    await end_membership(session, member_id, now=now, timezone=team.timezone)
    session.add(Membership(member_id=member_id, team_id=team.id, role=role, starts_on=today))
    await session.flush()


async def end_membership(
    session: AsyncSession, member_id: int, *, now: datetime, timezone: str | None = None
) -> None:
    """Today (by the team's time zone, or the given one of the next team) is the first day no longer in it."""
    query = (
        select(Membership, Team.timezone)
        .join(Team, Team.id == Membership.team_id)
        .where(Membership.member_id == member_id, Membership.ends_on.is_(None))
    )
    for membership, own in await session.execute(query):
        membership.ends_on = max(membership.starts_on, companies.day_in(now, timezone or own))
    await session.flush()
