"""The company's long-term goals: a year's, for what adds up; where the company stands, and who carried what share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import CalendarDay, CompanyGoal, Team
from services.access import Me, require_owner
from services.calendar import Calendar, Schedule
from services.errors import NotFound, Refused
from services.kpi import NO_VALUE, REGISTRY, Catalogue, Kpi, Value, catalogue, measure, naming
from services.names import clean
from services.parsing import minor_digits
from services.periods import Period, containing
from services.targets.amounts import read_value

YEARS_AHEAD = 5
LARGEST_SUM = 10**12  # major units
LARGEST_COUNT = 10**9
ENOUGH_DEALS = 5
_YEAR = re.compile(r"20\d\d")
_AFTER_YEAR = re.compile(r"год\w*|г\.?|year", re.IGNORECASE)
_BEFORE_YEAR = re.compile(r"на|в|for|in|of", re.IGNORECASE)
_NONE = re.compile(r"нет|убрать|убери|снять|сними|удалить|none|no|off|remove|delete", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as it is held now; `value` in minor units or a count."""

    id: int
    kpi: Kpi
    year: int
    value: int

    @property
    def period(self) -> Period:
        return containing(date(self.year, 1, 1), "year")


@dataclass(frozen=True, slots=True)
class Change:
    """A goal before and after; None: there was, or is, none."""

    kpi: Kpi
    year: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line asks for; `value` None takes the goal away."""

    kpi: Kpi
    value: int | None
    year: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the company is. `expected` by now, `forecast` of the year's end; no value where it is too early to say.

    `when`: past, now, later. `early`: less than a quarter of the year's working time has passed.
    """

    goal: Goal
    actual: Value
    expected: Value
    forecast: Value
    when: str
    early: bool

    @property
    def pace(self) -> Fraction | None:
        """Actual / expected by now."""
        if not self.expected.exists or self.expected.top == 0:
            return None
        return Fraction(self.actual.top * self.expected.bottom, self.actual.bottom * self.expected.top)


@dataclass(frozen=True, slots=True)
class Share:
    """What a person (`own`) and a team brought of a goal so far; no value where nobody was asked for."""

    goal: Goal
    own: Value = NO_VALUE
    team: Value = NO_VALUE
    company: Value = NO_VALUE


# -- setting ------------------------------------------------------------------------------------


async def read(session: AsyncSession, me: Me, text: str, *, now: datetime) -> Wanted:
    """«выручка 60 млн 2026», "deals 500", «выручка нет». Without a year it is this one's. Raises Refused."""
    words = clean(text, 200).split()
    year = await this_year(session, me.company_id, now)
    if len(words) > 1 and _AFTER_YEAR.fullmatch(words[-1]):
        words.pop()
    if len(words) > 2 and _YEAR.fullmatch(words[-1]):
        year = int(words.pop())
        if _BEFORE_YEAR.fullmatch(words[-1]):
            words.pop()
    elif len(words) == 2 and _YEAR.fullmatch(words[-1]):
        raise Refused("goal-usage")  # a year alone says not how much
    known = await catalogue(session, me.company_id)
    for at in range(len(words) - 1, 0, -1):
        kpi = naming.find(" ".join(words[:at]).strip(" :=—–-"), known)
        if kpi is not None:
            return Wanted(kpi, _value(kpi, " ".join(words[at:]).lstrip(":=—– "), me.currency), year)
    if naming.find(" ".join(words), known) is not None or not words:
        raise Refused("goal-usage")
    named = " ".join(word for word in words if not any(c.isdigit() for c in word)) or text
    raise naming.UnknownKpi(named, naming.nearest(named, known))


def _value(kpi: Kpi, text: str, currency: str) -> int | None:
    if _NONE.fullmatch(text):
        return None
    check_kpi(kpi)
    if re.match(r"[-−]\s*\d", text):
        raise Refused("goal-positive")
    return read_value(kpi, text, currency)


def check_kpi(kpi: Kpi) -> None:
    """Raises Refused for what does not add up to more and more."""
    if not kpi.cumulative or kpi.better != "up" or kpi.retired:
        raise Refused("goal-kpi-level")


async def set_goal(session: AsyncSession, me: Me, wanted: Wanted, *, now: datetime) -> Change:
    """Writes a new version of the company's goal; only owners. Raises Denied, Refused."""
    require_owner(me)
    kpi, value, year = wanted.kpi, wanted.value, wanted.year
    this = await this_year(session, me.company_id, now)
    if year < this:
        raise Refused("goal-past", year=str(year))
    if year > this + YEARS_AHEAD:
        raise Refused("goal-far", n=YEARS_AHEAD)
    before = (await of_year(session, me.company_id, year)).get(kpi.slug)
    if value is None:
        if before is None:
            raise Refused("goal-none-yet")
    else:
        check_kpi(kpi)
        if value <= 0:
            raise Refused("goal-positive")
        largest = LARGEST_SUM * 10 ** minor_digits(me.currency) if kpi.unit == "money" else LARGEST_COUNT
        if value > largest:
            raise Refused("target-too-big")
    if before is None or before.value != value:
        session.add(
            CompanyGoal(
                company_id=me.company_id,
                year=year,
                kpi=kpi.slug,
                value=value,
                created_by_id=me.member_id,
                created_at=now,
            )
        )
        await session.flush()
    return Change(kpi, year, before.value if before else None, value)


async def remove(session: AsyncSession, me: Me, goal_id: int, *, now: datetime) -> Change:
    """Takes away the goal that a version set, if it still stands. Raises Denied, NotFound, Refused."""
    require_owner(me)
    row = await session.get(CompanyGoal, goal_id)
    if row is None or row.company_id != me.company_id:
        raise NotFound("error-not-found")
    current = (await of_year(session, me.company_id, row.year)).get(row.kpi)
    if current is None or current.id != row.id:
        raise Refused("error-old-button")
    return await set_goal(session, me, Wanted(current.kpi, None, row.year), now=now)


# -- looking ------------------------------------------------------------------------------------


async def of_year(session: AsyncSession, company_id: int, year: int) -> dict[str, Goal]:
    """The goals of a year by slug, in the catalogue's order."""
    query = select(CompanyGoal).where(CompanyGoal.company_id == company_id, CompanyGoal.year == year)
    newest = {row.kpi: row for row in await session.scalars(query.order_by(CompanyGoal.id))}
    rows = {slug: row for slug, row in newest.items() if row.value is not None}
    if not rows:
        return {}
    known: Catalogue = REGISTRY
    if any(slug not in known for slug in rows):
        known = await catalogue(session, company_id, retired=True)
    return {
        slug: Goal(rows[slug].id, kpi, year, rows[slug].value or 0)
        for slug, kpi in known.items()
        if slug in rows
    }


async def years(session: AsyncSession, company_id: int) -> list[int]:
    """Years there is or was a goal for."""
    query = select(CompanyGoal.year).where(CompanyGoal.company_id == company_id).distinct()
    return sorted(await session.scalars(query))


async def standing(session: AsyncSession, company_id: int, year: int, now: datetime) -> list[Standing]:
    """Where the company stands against each goal of a year. Source: kpi.md, "Progress"."""
    goals = await of_year(session, company_id, year)
    if not goals:
        return []
    period = containing(date(year, 1, 1), "year")
    asked = list({kpi.slug: kpi for kpi in (REGISTRY["deals"], *(g.kpi for g in goals.values()))}.values())
    found = await measure(session, asked, company_id=company_id, by="company", period=period)
    values = found[company_id]
    passed, total = await _elapsed(session, company_id, period, now)
    this = await this_year(session, company_id, now)
    when = "past" if year < this else "later" if year > this else "now"
    early = passed * 4 < total
    enough = when == "now" and not early and passed > 0 and values["deals"].top >= ENOUGH_DEALS
    return [
        Standing(
            goal,
            values[slug],
            Value(goal.value * passed, total) if when == "now" and total else NO_VALUE,
            Value(values[slug].top * total, passed) if enough else NO_VALUE,
            when,
            early,
        )
        for slug, goal in goals.items()
    ]


async def _elapsed(session: AsyncSession, company_id: int, period: Period, now: datetime) -> tuple[int, int]:
    """Working minutes of the company's teams that have passed, and in all: each team counts alike."""
    teams = list(await session.scalars(select(Team).where(Team.company_id == company_id)))
    days = select(CalendarDay).where(
        CalendarDay.team_id.in_([team.id for team in teams]),
        CalendarDay.day >= period.start,
        CalendarDay.day < period.end,
    )
    off: dict[int, set[date]] = {}
    extra: dict[int, set[date]] = {}
    for row in await session.scalars(days):
        (extra if row.working else off).setdefault(row.team_id, set()).add(row.day)
    top = bottom = 0
    for team in teams:
        calendar = Calendar(
            team.id,
            team.timezone,
            team.country,
            team.workdays,
            (team.work_starts, team.work_ends),
            frozenset(off.get(team.id, ())),
            frozenset(extra.get(team.id, ())),
        )
        passed = Schedule.of_team(calendar).elapsed(period, now)
        top, bottom = top + passed.top, bottom + passed.bottom
    return top, bottom


async def share(
    session: AsyncSession,
    company_id: int,
    now: datetime,
    member_id: int | None = None,
    team_id: int | None = None,
    *,
    company: bool = False,
) -> list[Share]:
    """This year's goals with what a person and a team brought so far; one statement where there is no goal.

    `company`: also what the whole company did, which takes a look at every entry of the year.
    """
    goals = await of_year(session, company_id, await this_year(session, company_id, now))
    if not goals:
        return []
    asked = [goal.kpi for goal in goals.values()]
    period = next(iter(goals.values())).period
    found: dict[str, dict[str, Value]] = {}
    for by, id_ in (("manager", member_id), ("team", team_id), ("company", company_id if company else None)):
        if id_ is not None:
            values = await measure(
                session,
                asked,
                company_id=company_id,
                by=by,
                period=period,
                member_ids=[id_] if by == "manager" else None,
                team_ids=[id_] if by == "team" else None,
            )
            found[by] = values[id_]
    return [
        Share(goal, *(found.get(by, {}).get(slug, NO_VALUE) for by in ("manager", "team", "company")))
        for slug, goal in goals.items()
    ]


def part(of: Value, goal: Goal) -> Value:
    """The share of the goal."""
    return Value(of.top, of.bottom * goal.value) if of.exists else NO_VALUE


async def this_year(session: AsyncSession, company_id: int, now: datetime) -> int:
    """The year it is where the company's first team is."""
    nearly = {(now + timedelta(hours=hours)).year for hours in (-14, 14)}
    if len(nearly) == 1:
        return nearly.pop()
    first = select(Team.timezone).where(Team.company_id == company_id).order_by(Team.id).limit(1)
    zone = (await session.execute(first)).scalar_one_or_none() or "UTC"
    return now.astimezone(ZoneInfo(zone)).year
