"""A team's working week, hours and country, and the days its lead adds or takes off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore
from db.models import CalendarDay, Team
from services import companies, gate, roster
from services.access import Me
from services.calendar.model import Calendar
from services.calendar.public import days_of, is_known
from services.closing.due import closes_after
from services.errors import NotFound, Refused
from services.periods import add_months, containing
from services.roster import TeamOf

AHEAD = timedelta(days=366)
LONGEST = 31  # days at a time
SHORTEST = 60  # minutes a working day has
SOON = 5  # public holidays shown
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Added:
    """A day the lead took off, or added as a working day."""

    id: int
    day: date
    working: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class TeamCalendar:
    """A team's calendar for showing. `known`: of this and next year, whether public holidays are."""

    team: TeamOf
    calendar: Calendar
    today: date
    known: dict[int, bool]
    holidays: list[tuple[date, date]]  # the next ones, days in a row together
    moved: list[date]  # weekend days that are worked
    added: list[Added]  # by day; what is long over is left out


async def of_team(session: AsyncSession, me: Me, team_id: int, *, now: datetime) -> TeamCalendar:
    """A team's calendar. Raises Denied, NotFound."""
    team = await roster.team(session, me, team_id)
    row = await session.get_one(Team, team_id)
    today = team.today(now)
    added = await _added(session, team_id)
    calendar = _calendar(row, added)
    return TeamCalendar(
        team,
        calendar,
        today,
        {year: is_known(row.country, year) for year in (today.year, today.year + 1)},
        _coming(row.country, today),
        sorted(
            day
            for year in (today.year, today.year + 1)
            for day in days_of(row.country, year)[1]
            if day >= today
        ),
        [one for one in added if one.day >= open_since(calendar, today, row.backdate_days)],
    )


async def _added(session: AsyncSession, team_id: int) -> list[Added]:
    statement = select(CalendarDay).where(CalendarDay.team_id == team_id).order_by(CalendarDay.day)
    return [Added(row.id, row.day, row.working, row.note) for row in await session.scalars(statement)]


def _calendar(row: Team, added: list[Added]) -> Calendar:
    return Calendar(
        row.id,
        row.timezone,
        row.country,
        row.workdays,
        (row.work_starts, row.work_ends),
        frozenset(one.day for one in added if not one.working),
        frozenset(one.day for one in added if one.working),
    )


def _coming(country: str, today: date) -> list[tuple[date, date]]:
    """The next public holidays till the end of next year."""
    found: list[tuple[date, date]] = []
    for day in sorted({*days_of(country, today.year)[0], *days_of(country, today.year + 1)[0]}):
        if found and day == found[-1][1] + _ONE:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return [span for span in found if span[1] >= today][:SOON]


def open_since(calendar: Calendar, today: date, backdate_days: int) -> date:
    """The first day of the earliest month that is still open on `today`.

    A month stays open until so many working days after its end. Source: kpi.md, "Closing a period".
    """
    month = containing(today, "month")
    for _ in range(12):
        before = containing(add_months(month.start, -1), "month")
        if closes_after(calendar, backdate_days, before) < today:
            break
        month = before
    return month.start


async def set_weekday(session: AsyncSession, me: Me, team_id: int, weekday: int, works: bool) -> bool:
    """Makes a weekday (Monday 0) a working day or not; False when it is so already. Raises Denied, NotFound, Refused."""
    row = await _team(session, me, team_id)
    if not 0 <= weekday <= 6:
        raise Refused("error-old-button")
    mask = row.workdays | 1 << weekday if works else row.workdays & ~(1 << weekday)
    if not mask:
        raise Refused("calendar-no-weekday")
    changed, row.workdays = mask != row.workdays, mask
    await session.flush()
    return changed


async def set_hours(session: AsyncSession, me: Me, team_id: int, starts: int, ends: int) -> bool:
    """Sets the working hours, in minutes from midnight; False when they are those. Raises Denied, NotFound, Refused."""
    row = await _team(session, me, team_id)
    if not 0 <= starts < ends <= 1440 or ends - starts < SHORTEST:
        raise Refused("calendar-hours-wrong")
    changed = (row.work_starts, row.work_ends) != (starts, ends)
    row.work_starts, row.work_ends = starts, ends
    await session.flush()
    return changed


async def set_country(session: AsyncSession, me: Me, team_id: int, country: str) -> bool:
    """Whose public holidays hold; the time zone stays. Raises Denied, NotFound, Refused."""
    row = await _team(session, me, team_id)
    code = companies.check_country(country)
    changed, row.country = code != row.country, code
    await session.flush()
    return changed


async def add(
    session: AsyncSession,
    me: Me,
    team_id: int,
    first: date,
    last: date,
    working: bool,
    *,
    now: datetime,
    note: str | None = None,
) -> list[date]:
    """Takes days off, or adds them as working days; gives those that changed (in a range the others are so already).

    Raises Denied, NotFound; Refused for a day that is so or was added already, lies more than a year ahead or in a
    closed month.
    """
    row = await _team(session, me, team_id)
    today = companies.day_in(now, row.timezone)
    if (last - first).days >= LONGEST:
        raise Refused("calendar-range-long", most=LONGEST)
    added = await _added(session, team_id)
    calendar = _calendar(row, added)
    if last > today + AHEAD:
        raise Refused("calendar-day-far")
    if first < open_since(calendar, today, row.backdate_days):
        raise Refused("calendar-day-closed")
    there = {one.day: one for one in added if first <= one.day <= last}
    other = next((one for one in there.values() if one.working != working), None)
    if other is not None:
        raise Refused("calendar-day-other", day=other.day, now="work" if other.working else "off")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    new = [day for day in days if day not in there and calendar.works(day) != working]
    kind = "work" if working else "off"
    if not new and there:
        raise Refused("calendar-day-again", day=min(there), now=kind)
    if not new:
        raise Refused("calendar-day-so", day=first, now=kind)
    await _touched(session, me, team_id, new, today)
    for day in new:
        await session.execute(
            insert_or_ignore(session, CalendarDay, ["team_id", "day"]).values(
                team_id=team_id,
                day=day,
                working=working,
                note=note,
                created_by_id=me.member_id,
                created_at=now,
            )
        )
    return new


async def remove(session: AsyncSession, me: Me, day_id: int, *, now: datetime) -> int:
    """Takes an added day out again; gives its team's id. Raises Denied, NotFound, Refused in a closed month."""
    day = await session.get(CalendarDay, day_id)
    if day is None:
        raise NotFound()
    row = await _team(session, me, day.team_id)
    calendar = _calendar(row, await _added(session, row.id))
    if day.day < open_since(calendar, companies.day_in(now, row.timezone), row.backdate_days):
        raise Refused("calendar-day-closed")
    await _touched(session, me, row.id, [day.day], companies.day_in(now, row.timezone))
    await session.delete(day)
    await session.flush()
    return row.id


async def _touched(session: AsyncSession, me: Me, team_id: int, days: list[date], today: date) -> None:
    """A week of an open month may be closed already: it is counted again."""
    past = [day for day in days if day < today]
    if past and await gate.closed_after(session, me.company_id, min(past)):
        await gate.touched(session, me.company_id, days=past, teams=[team_id], by=me.member_id)


async def _team(session: AsyncSession, me: Me, team_id: int) -> Team:
    await roster.team(session, me, team_id)
    return await session.get_one(Team, team_id, with_for_update=True)
