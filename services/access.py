"""Who is speaking, and what they may see and do. Every command and every button asks here, every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.hot import hot
from db.models import Account, Company, Entry, Member, Membership, Team
from services.errors import Denied


@dataclass(frozen=True, slots=True)
class Speaker:
    """A Telegram user; `me` is set when they belong to a company."""

    account_id: int
    first_name: str
    language: str
    may_create: bool
    started: bool
    reachable: bool
    username: str | None
    last_name: str | None
    hinted_on: date | None
    me: Me | None


@dataclass(frozen=True, slots=True)
class Me:
    """A member who acts. Without a team (an owner may have none) `team_id` and what follows from it are None."""

    member_id: int
    account_id: int | None
    company_id: int
    company_name: str
    currency: str
    name: str
    is_owner: bool
    role: str  # owner, lead, manager, none
    team_role: str | None  # manager, lead: the role in the team
    team_id: int | None
    team_name: str | None
    timezone: str | None
    team_language: str | None
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of the team's own counters, by slug

    @property
    def leads(self) -> bool:
        return self.role in ("owner", "lead")

    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone or "UTC")

    def today(self, now: datetime) -> date:
        """The team's date at `now`."""
        return now.astimezone(self.zone()).date()


# Tables, not entities: the ORM's share of a statement is as dear as the rest of it.
_A, _C, _M, _MS, _T = (x.__table__ for x in (Account, Company, Member, Membership, Team))
_WHO = hot(
    select(
        _A.c.id,
        _A.c.first_name,
        _A.c.last_name,
        _A.c.username,
        _A.c.language,
        _A.c.may_create,
        _A.c.started,
        _A.c.unreachable_at,
        _A.c.hinted_on,
        _M.c.id.label("member_id"),
        _M.c.name,
        _M.c.is_owner,
        _M.c.company_id,
        _C.c.name.label("company_name"),
        _C.c.currency,
        _MS.c.role,
        _T.c.id.label("team_id"),
        _T.c.name.label("team_name"),
        _T.c.timezone,
        _T.c.language.label("team_language"),
        _T.c.words,
    )
    .select_from(_A)
    .outerjoin(_M, and_(_M.c.account_id == _A.c.id, _M.c.left_at.is_(None)))
    .outerjoin(_C, _C.c.id == _M.c.company_id)
    .outerjoin(_MS, and_(_MS.c.member_id == _M.c.id, _MS.c.ends_on.is_(None)))
    .outerjoin(_T, _T.c.id == _MS.c.team_id)
    .where(_A.c.id == bindparam("account_id"))
)


async def who(session: AsyncSession, account_id: int) -> Speaker | None:
    """The speaker with everything a command needs, in one statement; None when never met."""
    row = (await session.execute(_WHO, {"account_id": account_id})).first()
    if row is None:
        return None
    me = None
    if row.member_id is not None:
        role = "owner" if row.is_owner else (row.role or "none")
        me = Me(
            member_id=row.member_id,
            account_id=row.id,
            company_id=row.company_id,
            company_name=row.company_name,
            currency=row.currency,
            name=row.name,
            is_owner=row.is_owner,
            role=role,
            team_role=row.role,
            team_id=row.team_id,
            team_name=row.team_name,
            timezone=row.timezone,
            team_language=row.team_language,
            words=row.words or {},
        )
    return Speaker(
        account_id=row.id,
        first_name=row.first_name,
        last_name=row.last_name,
        username=row.username,
        language=row.language,
        may_create=row.may_create,
        started=row.started,
        reachable=row.unreachable_at is None,
        hinted_on=row.hinted_on,
        me=me,
    )


def visible_to(me: Me) -> ColumnElement[bool]:
    """The entries `me` may see: a manager their own, a lead their team's as well, an owner the company's."""
    own = and_(Entry.company_id == me.company_id, Entry.member_id == me.member_id)
    if me.is_owner:
        return Entry.company_id == me.company_id
    if me.role == "lead" and me.team_id is not None:
        return or_(own, and_(Entry.company_id == me.company_id, Entry.team_id == me.team_id))
    return own if me.role == "manager" else false()


def require_team(me: Me) -> int:
    """The id of the team `me` is in. Raises Denied for one without a team."""
    if me.team_id is None:
        raise Denied("error-owner-no-team" if me.is_owner else "error-no-team")
    return me.team_id


def require_lead(me: Me) -> None:
    if not me.leads:
        raise Denied("error-leads-only")


def require_owner(me: Me) -> None:
    if not me.is_owner:
        raise Denied("error-owners-only")


def may_manage_team(me: Me, company_id: int, team_id: int | None) -> bool:
    """Whether `me` may set things for this team: its lead, or an owner of its company."""
    if company_id != me.company_id:
        return False
    return me.is_owner or (me.role == "lead" and team_id is not None and team_id == me.team_id)
