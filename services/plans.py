"""What people and teams are held against and when they work, for any number of them, in one statement."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Date,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Absence, CalendarDay, Member, Membership, Target, Team
from services.calendar import Calendar, Schedule
from services.periods import Period

KINDS = ("week", "month", "quarter", "year")  # of targets, the shortest first


@dataclass(frozen=True, slots=True)
class Goal:
    """A version of a target. `value`: minor units, a count, or hundredths of a percent, a day, a number."""

    id: int
    kpi: str
    period: str  # week, month, quarter, year
    value: int | None
    valid_from: date
    by_id: int | None = None
    weights: tuple[int, ...] = ()


class Goals:
    """All versions of somebody's targets, by KPI and period kind."""

    __slots__ = ("_versions",)

    def __init__(self) -> None:
        self._versions: dict[tuple[str, str], list[Goal]] = {}

    def add(self, goal: Goal) -> None:
        """Versions come in the order of `valid_from`, then of writing."""
        self._versions.setdefault((goal.kpi, goal.period), []).append(goal)

    def at(self, kpi: str, period: Period) -> Goal | None:
        """The version valid at the period's end; None without one, or when it was taken away."""
        versions = self._versions.get((kpi, period.kind), ())
        place = bisect_left(versions, period.end, key=lambda goal: goal.valid_from)
        found = versions[place - 1] if place else None
        return found if found is not None and found.value is not None else None

    def of(self, period: Period) -> list[Goal]:
        """The targets of the period's own kind that are valid at its end."""
        kpis = (kpi for kpi, kind in self._versions if kind == period.kind)
        return [goal for kpi in kpis if (goal := self.at(kpi, period)) is not None]

    def has(self, period: Period) -> bool:
        """Whether there are targets of the period's own kind."""
        return any(kind == period.kind and self.at(kpi, period) is not None for kpi, kind in self._versions)

    @property
    def kpis(self) -> set[str]:
        """The slugs of all targets there ever were."""
        return {kpi for kpi, _ in self._versions}

    def __bool__(self) -> bool:
        return bool(self._versions)


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """A team's own settings and targets. `ramp`: percent of a target in the first calendar months."""

    id: int
    name: str
    calendar: Calendar
    ramp: tuple[int, ...] = ()
    backdate_days: int = 3
    main_activity: str = "contacts"
    goals: Goals = field(default_factory=Goals)

    @property
    def schedule(self) -> Schedule:
        return Schedule.of_team(self.calendar)


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """A person's place, working days and targets; `team_id` is the newest team, `since`/`until` of the schedule."""

    id: int
    name: str
    team_id: int
    role: str
    is_owner: bool
    schedule: Schedule
    ramp: tuple[int, ...]
    goals: Goals = field(default_factory=Goals)
    stays: tuple[tuple[int, date, date | None], ...] = ()  # (team, first day, first day no longer in it)

    @property
    def sells(self) -> bool:
        """A manager is held against targets with zeros too; a lead or owner only when they have some."""
        return self.role == "manager" and not self.is_owner

    def stays_in(self, period: Period) -> list[tuple[int, date, date | None]]:
        """The stays that have a day of the period.

        Of an imported person the day of joining is not known: a target for a time before their first entry says
        that they were there, in their first team.
        """
        found = [
            stay
            for stay in self.stays
            if stay[1] < period.end and (stay[2] is None or stay[2] > period.start)
        ]
        if not found and self.stays and self.schedule.since == date.min and self.goals.has(period):
            first = min(self.stays, key=lambda stay: stay[1])
            found = [(first[0], date.min, first[2])] if first[1] >= period.end else []
        return found

    def in_team(self, team_id: int, period: Period) -> bool:
        """Whether the person was in this team on a day of the period."""
        return any(team == team_id for team, _, _ in self.stays_in(period))


@dataclass(slots=True)
class Plans:
    """By team and member id. Targets of everybody asked for, and of their teams."""

    teams: dict[int, TeamPlan] = field(default_factory=dict)
    members: dict[int, MemberPlan] = field(default_factory=dict)


_A, _D, _M, _MS, _T, _G = (x.__table__.c for x in (Absence, CalendarDay, Member, Membership, Team, Target))


def _flag(column: Any) -> Any:
    """0 or 1: PostgreSQL casts no boolean to a big integer."""
    return case((column, 1), else_=0)


def row_of(
    what: str, numbers: Iterable[Any] = (), days: Iterable[Any] = (), words: Iterable[Any] = ()
) -> list[Any]:
    def filled(given: Iterable[Any], kind: Any, length: int) -> list[Any]:
        # SQLite casts a date to its year: columns of days are dates already.
        values = [value if kind is Date else cast(value, kind) for value in given]
        return values + [cast(null(), kind)] * (length - len(values))

    columns = [
        *filled(numbers, BigInteger, 6),
        *filled(days, Date, 2),
        *filled(words, String, 3),
    ]
    return [literal(what).label("what"), *(c.label(f"c{n}") for n, c in enumerate(columns))]


@lru_cache
def _statement(by: str) -> CompoundSelect[Any]:
    return union_all(*parts(by))


WHATS = frozenset({"team", "ramp", "day", "stay", "away", "goal"})


def parts(by: str) -> list[Select[Any]]:
    """What `load` asks, for a union with more; rows are (what, six numbers, two days, three words), see `row_of`.

    `by` says whom: members, teams, company. Parameters: first and last day, and `members`, `teams` or `company`.
    """
    first: Any = bindparam("first")
    last: Any = bindparam("last")
    if by == "members":
        whom: Any = bindparam("members", expanding=True)
        teams: Any = select(_MS.team_id).where(_MS.member_id.in_(whom))
    elif by == "teams":
        teams = bindparam("teams", expanding=True)
        whom = select(_MS.member_id).where(
            _MS.team_id.in_(teams), or_(_MS.ends_on.is_(None), _MS.ends_on > first)
        )
    else:
        teams = select(_T.id).where(_T.company_id == bindparam("company"))
        whom = select(_M.id).where(_M.company_id == bindparam("company"))
    # A person's earlier teams too: their calendars hold for the days there.
    theirs = select(_MS.team_id).where(_MS.member_id.in_(whom)) if by == "teams" else teams
    some_team = or_(_T.id.in_(teams), _T.id.in_(theirs)) if by == "teams" else _T.id.in_(teams)
    member_name, team_name = _M.name, _T.name
    return [
        select(
            *row_of(
                "team",
                (_T.id, _T.workdays, _T.work_starts, _T.work_ends, _T.backdate_days),
                (),
                (team_name, _T.timezone, _T.country + literal(" ") + _T.main_activity),
            )
        ).where(some_team),
        select(*row_of("ramp", (_T.id,), (), (_T.ramp,))).where(some_team, _T.ramp.is_not(None)),
        select(*row_of("day", (_D.team_id, _flag(_D.working)), (_D.day,))).where(
            _D.team_id.in_(theirs), _D.day >= first, _D.day < last
        ),
        select(
            *row_of(
                "stay",
                (
                    _M.id,
                    _MS.team_id,
                    _flag(_M.is_owner),
                    _M.work_starts,
                    _M.work_ends,
                    _MS.id,
                ),
                (_MS.starts_on, _MS.ends_on),
                (
                    member_name,
                    _MS.role + literal(" ") + func.substr(cast(_M.created_at, String), 1, 10),
                    _M.timezone,
                ),
            )
        )
        .join_from(Membership.__table__, Member.__table__, _M.id == _MS.member_id)
        .where(_M.id.in_(whom)),
        select(*row_of("away", (_A.member_id,), (_A.starts_on, _A.ends_on))).where(
            _A.member_id.in_(whom),
            _A.voided_at.is_(None),
            _A.state == "counted",
            _A.starts_on < last,
            _A.ends_on >= first,
        ),
        # Apart, not with OR: each has its index. Later versions come along: a bound on their days tempts SQLite
        # into skipping through the whole index where no team has targets.
        *(
            select(
                *row_of(
                    "goal",
                    (_G.id, _G.member_id, _G.team_id, _G.value, _G.created_by_id),
                    (_G.valid_from,),
                    (_G.kpi, _G.period, _G.weights),
                )
            ).where(whose)
            for whose in (_G.member_id.in_(whom), _G.team_id.in_(teams))
        ),
    ]


async def load(
    session: AsyncSession,
    *,
    company_id: int,
    start: date,
    end: date,
    member_ids: Collection[int] | None = None,
    team_ids: Collection[int] | None = None,
) -> Plans:
    """Plans of people (or of everybody in some teams, or in the company) for days from `start` to before `end`.

    Absences and the lead's days are those of that time; targets are all versions written for it or before.
    """
    by = "members" if member_ids is not None else "teams" if team_ids is not None else "company"
    whom: dict[str, dict[str, Any]] = {
        "members": {"members": list(member_ids or ())},
        "teams": {"teams": list(team_ids or ())},
        "company": {"company": company_id},
    }
    parameters = {"first": start, "last": end, **whom[by]}
    return read((await session.execute(_statement(by), parameters)).all())


def read(rows: Collection[Any]) -> Plans:
    """Plans from the rows of `parts`."""
    plans = Plans()
    kinds: dict[str, list[Any]] = {name: [] for name in WHATS}
    for row in rows:
        kinds[row[0]].append(row)
    ramps = {row[1]: tuple(int(x) for x in row[9].split(",")) for row in kinds["ramp"]}
    off: dict[int, set[date]] = {}
    extra: dict[int, set[date]] = {}
    for row in kinds["day"]:
        (extra if row[2] else off).setdefault(row[1], set()).add(row[7])
    for _, id_, workdays, opens, closes, backdate, _, _, _, name, zone, more in kinds["team"]:
        country, _, activity = more.partition(" ")
        calendar = Calendar(
            id_,
            zone,
            country,
            workdays,
            (opens, closes),
            frozenset(off.get(id_, ())),
            frozenset(extra.get(id_, ())),
        )
        plans.teams[id_] = TeamPlan(id_, name, calendar, ramps.get(id_, ()), backdate, activity)
    away: dict[int, list[tuple[date, date]]] = {}
    for row in kinds["away"]:
        away.setdefault(row[1], []).append((row[7], row[8]))
    stays: dict[int, list[Any]] = {}
    for row in kinds["stay"]:
        stays.setdefault(row[1], []).append(row)
    for id_, theirs in stays.items():
        theirs.sort(key=lambda row: (row[8] is None, row[7], row[6]))
        _, _, team_id, is_owner, opens, closes, _, _, ends_on, name, role, zone = theirs[-1]
        team = plans.teams[team_id]
        role, _, known = role.partition(" ")
        since = _joined(min(row[7] for row in theirs), date.fromisoformat(known))
        schedule = Schedule(
            team.calendar,
            (
                team.calendar.hours[0] if opens is None else opens,
                team.calendar.hours[1] if closes is None else closes,
            ),
            zone or team.calendar.timezone,
            since,
            since,
            ends_on,
            tuple(sorted([*away.get(id_, ()), *_gaps(theirs)])),
        )
        plans.members[id_] = MemberPlan(
            id_,
            name,
            team_id,
            role,
            bool(is_owner),
            schedule,
            team.ramp,
            stays=tuple((row[2], row[7], row[8]) for row in theirs),
        )
    for row in sorted(kinds["goal"], key=lambda row: (row[7], row[1])):
        _, id_, member_id, team_id, value, by_id, _, valid_from, _, kpi, period, weights = row
        held = plans.members.get(member_id) if member_id is not None else plans.teams.get(team_id)
        if held is not None:
            shares = tuple(json.loads(weights) or ()) if weights else ()
            held.goals.add(Goal(id_, kpi, period, value, valid_from, by_id, shares))
    return plans


def _gaps(stays: Iterable[Any]) -> list[tuple[date, date]]:
    """The days between leaving and coming back, both ends included; stays come in the order of their beginning."""
    found: list[tuple[date, date]] = []
    until: date | None = None
    for row in stays:
        if until is not None and row[7] > until:
            found.append((until, row[7] - timedelta(days=1)))
        if row[8] is None:
            break
        until = row[8] if until is None else max(until, row[8])
    return found


def _joined(first: date, known: date) -> date:
    """The first day of somebody's working time: of an imported person, whose history is older than what the bot
    knows of them, the day of joining is not known, so they were always there.
    """
    return date.min if first < known - timedelta(days=1) else first


def window(*periods: Period) -> tuple[date, date]:
    """The days that all these periods lie in."""
    return min(p.start for p in periods), max(p.end for p in periods) + timedelta(days=0)
