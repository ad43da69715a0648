"""Who is to get what now, and has not got it: asked anew every minute, of everybody, in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, exists, func, literal, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Absence, Account, CalendarDay, Company, Member, Membership, OutboxMessage, Target, Team
from services.calendar import Calendar
from services.pushes.catalogue import PUSHES, Push, Setting, of_member, of_team
from services.pushes.slots import Slot, slots


@dataclass(frozen=True, slots=True)
class Due:
    """One push for one receiver: a person, or (`member_id` None) the chat of a team. `team_id` None: of an owner
    without a team. `day`: the receiver's date; `away`, `quiet`: a reason not to send it; `later`: how many pushes that
    go before this one the receiver may still get on this day.
    """

    push: str
    company_id: int
    team_id: int | None
    member_id: int | None
    chat_id: int
    language: str
    currency: str
    slot: str
    day: date
    at: datetime
    until: datetime
    role: str = "manager"  # manager, lead, owner; of a chat: chat
    thread_id: int | None = None
    away: bool = False
    quiet: bool = False
    later: int = 0

    @property
    def key(self) -> str:
        """What makes it the only one: never sent again for the same receiver and day or period."""
        whom = f"m{self.member_id}" if self.member_id is not None else f"t{self.team_id}"
        return f"{self.push}:{whom}:{self.slot}"


@dataclass(slots=True)
class Found:
    """`now`: to be sent; `late`: the time for it has passed since the last look, nobody sent it."""

    now: list[Due] = field(default_factory=list)
    late: list[Due] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Team:
    id: int
    company_id: int
    currency: str
    language: str
    calendar: Calendar
    pushes: Mapping[str, Any] | None
    chat_id: int | None
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class _Own:
    """Somebody whose hours are not the team's. `weekly`: their morning digest comes on Mondays."""

    id: int
    team_id: int
    zone: str | None
    pushes: Mapping[str, Any] | None
    weekly: bool


async def due(
    session: AsyncSession, now: datetime, *, since: datetime | None = None, company_id: int | None = None
) -> Found:
    """Everything that is due and was not decided yet; by company, team, push, person.

    `since`: the last time this was asked; what could have been sent until a moment after it, and was not, is late.
    """
    teams = await _teams(session, now, company_id)
    own = await _own(session, teams) if teams else {}
    found = Found()
    for push in PUSHES:
        wanted: dict[tuple[Slot, str, str], tuple[set[int], set[int], set[int]]] = defaultdict(
            lambda: (set(), set(), set())
        )
        people = [who for who in push.to if who != "chat"]
        for team in teams.values():
            setting = of_team(push, team.pushes)
            zone = team.calendar.timezone
            there = own.get(team.id, ())
            for slot in _of_interest(push, setting, team.calendar, zone, now, since):
                if people:
                    some = wanted[slot, "people", ""]
                    some[0].add(team.id)
                    some[2].update(one.id for one in there)
                if "chat" in push.to and team.chat_id is not None:
                    wanted[slot, "chat", ""][0].add(team.id)
            for one in there if people else ():
                theirs = _weekly(push, of_member(push, setting, one.pushes), one)
                for slot in _of_interest(push, theirs, team.calendar, one.zone or zone, now, since):
                    wanted[slot, "people", ""][1].add(one.id)
        for (slot, kind, _), (team_ids, member_ids, but) in wanted.items():
            into = found.now if slot.open else found.late
            if kind == "chat":
                into += await _chats(session, push, slot, [teams[id_] for id_ in sorted(team_ids)])
            else:
                into += await _people(session, push, slot, teams, team_ids, member_ids, but - member_ids)
    _count_later(found.now, teams, own, now)
    order = {push.name: n for n, push in enumerate(PUSHES)}
    for list_ in (found.now, found.late):
        list_.sort(key=lambda d: (d.company_id, d.team_id or 0, order[d.push], d.member_id or 0))
    return found


def _of_interest(
    push: Push, setting: Setting, calendar: Calendar, zone: str, now: datetime, since: datetime | None
) -> Iterable[Slot]:
    """The newest slot if its time is now; and those whose time ran out since the last look."""
    if not setting.on:
        return
    for n, slot in enumerate(slots(push, setting, calendar, zone, now)):
        if (n == 0 and slot.open) or (since is not None and since < slot.until <= now):
            yield slot


def _weekly(push: Push, setting: Setting, one: _Own) -> Setting:
    """Who chose a weekly digest gets it on Mondays."""
    if push.name != "morning" or not one.weekly:
        return setting
    return Setting(setting.on, tuple((1, minutes) for _, minutes in setting.times[:1]))


async def _teams(session: AsyncSession, now: datetime, company_id: int | None) -> dict[int, _Team]:
    query = select(Team, Company.currency).join(Company, Company.id == Team.company_id)
    if company_id is not None:
        query = query.where(Team.company_id == company_id)
    rows = (await session.execute(query.order_by(Team.id))).all()
    off: dict[int, set[date]] = defaultdict(set)
    extra: dict[int, set[date]] = defaultdict(set)
    near = CalendarDay.day.between(now.date() - timedelta(days=60), now.date() + timedelta(days=40))
    days = select(CalendarDay.team_id, CalendarDay.day, CalendarDay.working).where(near)
    for team_id, day, working in await session.execute(days):
        (extra if working else off)[team_id].add(day)
    return {
        team.id: _Team(
            team.id,
            team.company_id,
            currency,
            team.language,
            Calendar(
                team.id,
                team.timezone,
                team.country,
                team.workdays,
                (team.work_starts, team.work_ends),
                frozenset(off.get(team.id, ())),
                frozenset(extra.get(team.id, ())),
            ),
            team.pushes,
            team.chat_id,
            team.thread_id,
        )
        for team, currency in rows
    }


async def _own(session: AsyncSession, teams: Mapping[int, _Team]) -> dict[int, list[_Own]]:
    """Those with own hours, zones or switches, by team; of an owner without a team the company's first one."""
    query = (
        select(
            Member.id, Member.company_id, Membership.team_id, Member.timezone, Member.pushes, Member.weekly
        )
        .outerjoin(Membership, and_(Membership.member_id == Member.id, Membership.ends_on.is_(None)))
        .where(
            Member.left_at.is_(None),
            or_(Member.timezone.is_not(None), Member.pushes.is_not(None), Member.weekly),
        )
    )
    first: dict[int, int] = {}
    for team in teams.values():
        first.setdefault(team.company_id, team.id)
    found: dict[int, list[_Own]] = defaultdict(list)
    for id_, company_id, team_id, zone, pushes, weekly in await session.execute(query):
        home = int(team_id or first.get(company_id, 0))
        if home in teams:
            found[home].append(_Own(id_, home, zone, pushes, weekly))
    return found


_SELLS = or_(
    and_(Membership.role == "manager", not_(Member.is_owner)),
    # A lead or an owner with targets of their own sells too.
    and_(Membership.id.is_not(None), exists().where(Target.member_id == Member.id)),
)
_LEADS = Membership.role == "lead"
_OWNERS = Member.is_owner
_WHO = {"managers": _SELLS, "leads": _LEADS, "owners": _OWNERS}


async def _people(
    session: AsyncSession,
    push: Push,
    slot: Slot,
    teams: Mapping[int, _Team],
    team_ids: Collection[int],
    member_ids: Collection[int],
    but: Collection[int],
) -> list[Due]:
    """Members of these teams, and these members, who can be written to and have no row for it yet."""
    key = literal(f"{push.name}:m") + cast(Member.id, String) + literal(f":{slot.name}")
    away = exists().where(
        Absence.member_id == Member.id,
        Absence.voided_at.is_(None),
        Absence.state == "counted",
        Absence.starts_on <= slot.day,
        Absence.ends_on >= slot.day,
    )
    first = select(func.min(Team.id)).where(Team.company_id == Member.company_id).scalar_subquery()
    home = func.coalesce(Membership.team_id, first)
    among = [
        home.in_(bindparam("teams", expanding=True)),
        Member.id.in_(bindparam("members", expanding=True)),
    ]
    query = (
        select(
            Member.id,
            Membership.team_id,
            home,
            Membership.role,
            Member.is_owner,
            Account.id,
            Account.language,
            away,
            Member.quiet_until,
        )
        .join(Account, Account.id == Member.account_id)
        .outerjoin(Membership, and_(Membership.member_id == Member.id, Membership.ends_on.is_(None)))
        .where(
            Member.left_at.is_(None),
            Account.started,
            Account.unreachable_at.is_(None),
            Member.agreed_at <= slot.at,
            or_(*(_WHO[who] for who in push.to if who != "chat")),
            or_(*among),
            not_(exists().where(OutboxMessage.key == key)),
        )
        .order_by(Member.id)
    )
    unless = set(but)
    found = []
    for id_, team_id, home_id, role, is_owner, account_id, language, is_away, quiet in await session.execute(
        query, {"teams": list(team_ids), "members": list(member_ids)}
    ):
        if id_ in unless:
            continue
        team = teams[home_id]
        found.append(
            Due(
                push.name,
                team.company_id,
                team_id,
                id_,
                account_id,
                language,
                team.currency,
                slot.name,
                slot.day,
                slot.at,
                slot.until,
                role="owner" if is_owner else role or "manager",
                away=bool(is_away),
                quiet=quiet is not None and quiet > slot.day,
            )
        )
    return found


async def _chats(session: AsyncSession, push: Push, slot: Slot, teams: Collection[_Team]) -> list[Due]:
    keys = {f"{push.name}:t{team.id}:{slot.name}": team for team in teams}
    query = select(OutboxMessage.key).where(OutboxMessage.key.in_(list(keys)))
    there = set(await session.scalars(query))
    return [
        Due(
            push.name,
            team.company_id,
            team.id,
            None,
            team.chat_id,
            team.language,
            team.currency,
            slot.name,
            slot.day,
            slot.at,
            slot.until,
            role="chat",
            thread_id=team.thread_id,
        )
        for key, team in keys.items()
        if key not in there and team.chat_id is not None
    ]


def _count_later(
    found: list[Due], teams: Mapping[int, _Team], own: Mapping[int, list[_Own]], now: datetime
) -> None:
    """Writes `later` into each: what goes before it and may still come today, by the team's settings."""
    cache: dict[tuple[int, str, str], int] = {}
    ones = {one.id: one for list_ in own.values() for one in list_}
    for n, item in enumerate(found):
        if item.member_id is None or item.team_id is None:
            continue
        team, one = teams[item.team_id], ones.get(item.member_id)
        place = (item.team_id, item.push, item.role)
        if one is None and place in cache:
            later = cache[place]
        else:
            later = _later(item, team, one, now)
            if one is None:
                cache[place] = later
        if later:
            found[n] = _with_later(item, later)


def _later(item: Due, team: _Team, one: _Own | None, now: datetime) -> int:
    mine = next(push for push in PUSHES if push.name == item.push)
    count = 0
    for push in PUSHES:
        if not push.counted or push.priority >= mine.priority or push.name == item.push:
            continue
        if not _gets(push, item.role):
            continue
        setting = of_team(push, team.pushes)
        zone = team.calendar.timezone
        if one is not None:
            setting, zone = _weekly(push, of_member(push, setting, one.pushes), one), one.zone or zone
        if not setting.on:
            continue
        day_end = now + timedelta(hours=24)
        coming = slots(push, setting, team.calendar, zone, day_end)
        count += any(slot.day == item.day and slot.at > now for slot in coming)
    return count


def _gets(push: Push, role: str) -> bool:
    whom = {"manager": {"managers"}, "lead": {"leads"}, "owner": {"owners", "leads"}}
    return bool(whom.get(role, set()) & set(push.to))


def _with_later(item: Due, later: int) -> Due:
    return replace(item, later=later)
