"""Whom one may look at: people by id or name, and teams, each only for who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Account, Member, Membership, Team
from services.access import Me, may_manage_team, require_lead
from services.errors import Denied, NotFound
from services.names import person_key

MATCHES = 20  # more people than that are not told apart by a list


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the company. `account_id` is empty for one the bot cannot write to."""

    member_id: int
    name: str
    username: str | None
    company_id: int
    team_id: int | None
    timezone: str | None
    role: str | None  # manager, lead: in the team
    is_owner: bool
    account_id: int | None
    language: str

    @property
    def sells(self) -> bool:
        return self.role == "manager" and not self.is_owner

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.timezone or "UTC")).date()


_PEOPLE = (
    select(Member, Account, Membership.role, Team.id.label("team_id"), Team.timezone, Team.language)
    .outerjoin(Account, Account.id == Member.account_id)
    .outerjoin(Membership, and_(Membership.member_id == Member.id, Membership.ends_on.is_(None)))
    .outerjoin(Team, Team.id == Membership.team_id)
    .where(Member.left_at.is_(None))
    .order_by(Member.name_key, Member.id)
)


async def people(session: AsyncSession, *conditions: Any, limit: int | None = None) -> list[Person]:
    """Those who are still here, by name; what they may be seen by is the caller's condition."""
    found = []
    for member, account, role, team_id, timezone, language in await session.execute(
        _PEOPLE.where(*conditions).limit(limit)
    ):
        reachable = account is not None and account.started and account.unreachable_at is None
        found.append(
            Person(
                member_id=member.id,
                name=member.name,
                username=account.username if account else None,
                company_id=member.company_id,
                team_id=team_id,
                timezone=timezone,
                role=role,
                is_owner=member.is_owner,
                account_id=account.id if reachable else None,
                language=account.language if account else language or "",
            )
        )
    return found


def _seen_by(me: Me) -> Any:
    if me.is_owner:
        return Member.company_id == me.company_id
    if me.role == "lead":
        return and_(Member.company_id == me.company_id, Membership.team_id == me.team_id)
    return Member.id == me.member_id


async def reach(session: AsyncSession, member_id: int) -> Person | None:
    """A member who is still here, for telling them something."""
    return next(iter(await people(session, Member.id == member_id)), None)


async def person(session: AsyncSession, me: Me, member_id: int) -> Person:
    """Someone `me` may look at: themselves, of the team they lead, of the company they own. Raises NotFound."""
    found = await people(session, Member.id == member_id, _seen_by(me))
    if not found:
        raise NotFound("error-person-gone")
    return found[0]


async def named(session: AsyncSession, me: Me, name: str) -> list[Person]:
    """Whom `me` may look at and may mean: by @username, whole name, a word's beginning, else its stem («Анне»)."""
    name = name.strip()
    if name.startswith("@"):
        return await people(session, Account.username == name[1:].casefold(), _seen_by(me))
    key = person_key(name)
    if not key:
        return []
    whole = await people(session, Member.name_key == key, _seen_by(me), limit=MATCHES)
    whole = whole or await people(session, Account.username == key, _seen_by(me), limit=MATCHES)
    for beginning in (key, _stem(key)):
        if whole or len(beginning) < 2:
            break
        plain = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        begins = or_(
            Member.name_key.like(f"{plain}%", escape="\\"), Member.name_key.like(f"% {plain}%", escape="\\")
        )
        whole = await people(session, begins, _seen_by(me), limit=MATCHES)
    return whole


def _stem(key: str) -> str:
    """«анне» and «анна» begin alike: a name without its case ending."""
    return key.rstrip("аеёиоуыэюяйь") if len(key) > 3 else key


def told_apart(people: list[Person]) -> list[str]:
    """Names, with @username where that tells them apart."""
    return [f"{p.name} (@{p.username})" if p.username else p.name for p in people[:8]]


@dataclass(frozen=True, slots=True)
class TeamOf:
    """A team that `me` leads or owns."""

    id: int
    name: str
    timezone: str

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.timezone)).date()


async def teams(session: AsyncSession, me: Me) -> list[TeamOf]:
    """The teams `me` may manage, by name. Raises Denied for those who lead none."""
    require_lead(me)
    mine = Team.company_id == me.company_id if me.is_owner else Team.id == me.team_id
    statement = select(Team.id, Team.name, Team.timezone).where(mine).order_by(Team.name_key)
    return [TeamOf(row.id, row.name, row.timezone) for row in await session.execute(statement)]


async def team(session: AsyncSession, me: Me, team_id: int) -> TeamOf:
    """A team that `me` may manage. Raises Denied, NotFound."""
    require_lead(me)
    found = await session.get(Team, team_id)
    if found is None or found.company_id != me.company_id:
        raise NotFound("error-team-gone")
    if not may_manage_team(me, found.company_id, found.id):
        raise Denied()
    return TeamOf(found.id, found.name, found.timezone)


async def members(session: AsyncSession, team_id: int) -> list[Person]:
    """A team's people, by name. Whether it may be looked at, `team` says."""
    return await people(session, Membership.team_id == team_id)


async def is_colleague(session: AsyncSession, me: Me, account_id: int) -> bool:
    """Whether this Telegram user is somebody of the company."""
    found = await people(
        session, Member.account_id == account_id, Member.company_id == me.company_id, limit=1
    )
    return bool(found)


async def country(session: AsyncSession, me: Me) -> str | None:
    """The country (ISO 3166) that phone numbers without a + are of."""
    team_ = await session.get(Team, me.team_id) if me.team_id else None
    return team_.country if team_ else None
