"""Which periods of which teams are to be closed now, and whether a period is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import CalendarDay, Closing, Entry, Membership, Target, Team
from services.calendar import Calendar
from services.periods import Period, containing
from services.plans import KINDS

# Of a history that was imported or a bot that was down: what ended longer ago is left as it is.
HORIZON = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Due:
    """A period that is over for good: of a team, or (`team_id` None) of the company whose teams have all closed it."""

    company_id: int
    team_id: int | None
    period: Period


@dataclass(frozen=True, slots=True)
class _Team:
    id: int
    company_id: int
    calendar: Calendar
    backdate_days: int
    since: date  # the first day there is anything to close


def closes_after(calendar: Calendar, backdate_days: int, period: Period) -> date:
    """The last day on which the period is still open: so many working days after its end, that day included."""
    last = period.end - timedelta(days=1)
    return calendar.after(last, backdate_days) if backdate_days else last


async def due(session: AsyncSession, now: datetime) -> list[Due]:
    """What is to be closed at `now`, in the order in which it ended; a team before its company.

    Only periods since the team's first entry or target, and of those the ones that ended within `HORIZON`.
    """
    first = now.date() - HORIZON - timedelta(days=1)
    teams = await _teams(session, first)
    closed: set[tuple[int, int | None, str, date]] = {
        (row.company_id, row.team_id, row.period, row.starts_on)
        for row in await session.execute(
            select(Closing.company_id, Closing.team_id, Closing.period, Closing.starts_on).where(
                Closing.ends_on >= first
            )
        )
    }
    found = []
    for team in teams:
        today = team.calendar.today(now)
        for period in _ended(today, team.since):
            key = (team.company_id, team.id, period.kind, period.start)
            if key not in closed and today > closes_after(team.calendar, team.backdate_days, period):
                closed.add(key)
                found.append(Due(team.company_id, team.id, period))
    found += _of_companies(teams, closed, now)
    return sorted(found, key=_order)


def _order(one: Due) -> tuple[Any, ...]:
    return one.period.end, KINDS.index(one.period.kind), one.team_id is None, one.team_id or 0, one.company_id


def _ended(today: date, since: date) -> Iterable[Period]:
    """Periods of every kind that are over, since a day and within the horizon."""
    oldest = max(since, today - HORIZON)
    for kind in KINDS:
        period = containing(today, kind)
        while True:
            period = containing(period.start - timedelta(days=1), kind)
            if period.end <= oldest:
                break
            yield period


def _of_companies(
    teams: list[_Team], closed: set[tuple[int, int | None, str, date]], now: datetime
) -> list[Due]:
    """The company's as a whole: once every team that has anything of the period has closed it."""
    found = []
    for company_id in sorted({team.company_id for team in teams}):
        own = [team for team in teams if team.company_id == company_id]
        since = min(team.since for team in own)
        today = max(team.calendar.today(now) for team in own)
        for period in _ended(today, since):
            there = [team.id for team in own if team.since < period.end]
            key = (company_id, None, period.kind, period.start)
            if key not in closed and all((company_id, id_, *key[2:]) in closed for id_ in there):
                found.append(Due(company_id, None, period))
    return found


async def _teams(session: AsyncSession, first: date) -> list[_Team]:
    """Teams in which there was ever anything to close."""
    entry = select(func.min(Entry.day)).where(Entry.team_id == Team.id).correlate(Team).scalar_subquery()
    own = select(func.min(Target.valid_from)).where(Target.team_id == Team.id).correlate(Team)
    theirs = (
        select(func.min(Target.valid_from))
        .join(Membership, Membership.member_id == Target.member_id)
        .where(Membership.team_id == Team.id)
        .correlate(Team)
    )
    rows = (await session.execute(select(Team, entry, own.scalar_subquery(), theirs.scalar_subquery()))).all()
    off: dict[int, set[date]] = {}
    extra: dict[int, set[date]] = {}
    days = select(CalendarDay.team_id, CalendarDay.day, CalendarDay.working).where(CalendarDay.day >= first)
    for team_id, day, working in await session.execute(days):
        (extra if working else off).setdefault(team_id, set()).add(day)
    found = []
    for team, *days_ in rows:
        since = min((day for day in days_ if day is not None), default=None)
        if since is not None:
            calendar = Calendar(
                team.id,
                team.timezone,
                team.country,
                team.workdays,
                (team.work_starts, team.work_ends),
                frozenset(off.get(team.id, ())),
                frozenset(extra.get(team.id, ())),
            )
            found.append(_Team(team.id, team.company_id, calendar, team.backdate_days, since))
    return found


async def is_preliminary(session: AsyncSession, team_id: int | None, period: Period, now: datetime) -> bool:
    """Whether a team's figures of a period may still change without the lead: it, and none after it, is closed.

    A day or a range is settled with the period it lies in. Source: kpi.md, "Closing a period".
    """
    if team_id is None or period.start > now.date():
        return True
    where = [Closing.team_id == team_id]
    company = select(Team.company_id).where(Team.id == team_id).scalar_subquery()
    where.append(Closing.company_id == company)
    if period.kind in KINDS:
        where += [Closing.period == period.kind, Closing.starts_on >= period.start]
    else:
        where.append(Closing.ends_on >= period.end)
    return (await session.execute(select(Closing.id).where(*where).limit(1))).first() is None
