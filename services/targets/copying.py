"""Last period's targets for a whole team again, a few percent higher: seen first, then set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from sqlalchemy.ext.asyncio import AsyncSession

from services import plans, roster
from services.access import Me
from services.errors import Refused
from services.kpi import Kpi, catalogue
from services.periods import Period, containing
from services.plans import KINDS, Goal, Goals
from services.roster import Person, TeamOf
from services.targets.amounts import check_value, rounded
from services.targets.due import full
from services.targets.history import Doubt, History, before, doubt, histories
from services.targets.setting import Change, Order, write

PERCENTS = (0, 5, 10, 20)
DIGITS = 3  # leading ones that are kept


@dataclass(frozen=True, slots=True)
class Raised:
    """One target of the last period and what it would become; `doubt`: what the own history says to that."""

    whom: Person | TeamOf
    kpi: Kpi
    before: int
    after: int
    weights: tuple[int, ...]
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Copying:
    """`rows` would be set for `period`; `newer` have a version of their own for it; `kept` stay as they are."""

    team: TeamOf
    percent: int
    last: Period
    period: Period
    rows: list[Raised]
    kept: int
    newer: list[str]


async def kinds(session: AsyncSession, me: Me, team_id: int, *, now: datetime) -> list[str]:
    """The period kinds that the team or its people had targets of in the last period of that kind."""
    team = await roster.team(session, me, team_id)
    today = team.today(now)
    lasts = {kind: before(containing(today, kind)) for kind in KINDS}
    start, _ = plans.window(*lasts.values())
    loaded = await plans.load(session, company_id=me.company_id, start=start, end=today, team_ids=[team_id])
    here = {p.member_id for p in await roster.members(session, team_id)}
    every = [loaded.teams[team_id].goals, *(m.goals for id_, m in loaded.members.items() if id_ in here)]
    return [kind for kind in KINDS if any(goals.of(lasts[kind]) for goals in every)]


async def look(
    session: AsyncSession, me: Me, team_id: int, each: str, percent: int, *, now: datetime
) -> Copying:
    """What copying would set, for those who have no newer version. Raises Denied, NotFound, Refused."""
    team = await roster.team(session, me, team_id)
    if each not in KINDS or percent not in PERCENTS:
        raise Refused("error-old-button")
    today = team.today(now)
    period = containing(today, each)
    last = before(period)
    loaded = await plans.load(
        session, company_id=me.company_id, start=last.start, end=period.end, team_ids=[team_id]
    )
    known = await catalogue(session, me.company_id, [team_id])
    found = Copying(team, percent, last, period, [], 0, [])
    kept = 0
    subjects: list[tuple[Person | TeamOf, Goals]] = [(team, loaded.teams[team_id].goals)]
    subjects += [
        (one, loaded.members[one.member_id].goals)
        for one in await roster.members(session, team_id)
        if one.member_id in loaded.members
    ]
    for whom, goals in subjects:
        there = {goal.kpi: goal for goal in goals.of(last) if goal.kpi in known}
        for slug in [slug for slug in known if slug in there]:
            goal = there[slug]
            now_held = goals.at(slug, period)
            if now_held is None or now_held.id != goal.id:
                if whom.name not in found.newer:
                    found.newer.append(whom.name)
                continue
            after = raised(known[slug], goal, percent, me.currency)
            if after == goal.value or not _fits(known[slug], after, each, me.currency, whom):
                kept += 1
                continue
            found.rows.append(Raised(whom, known[slug], goal.value or 0, after, goal.weights))
    rows = await _doubted(session, me, found)
    return Copying(team, percent, last, period, rows, kept, found.newer)


def raised(kpi: Kpi, goal: Goal, percent: int, currency: str) -> int:
    """The value so many percent higher, in three leading digits; where less is better it stays as it is."""
    value = goal.value or 0
    if not percent or kpi.better == "down":
        return value
    exact = full(kpi, goal)
    higher = Fraction(exact.top * (100 + percent), exact.bottom * 100)
    digits = len(str(value)) if kpi.unit == "count" else DIGITS
    return max(rounded(kpi, higher, currency, digits=max(digits, DIGITS)), value)


def _fits(kpi: Kpi, value: int, each: str, currency: str, whom: Person | TeamOf) -> bool:
    try:
        check_value(kpi, value, each, currency, team=isinstance(whom, TeamOf))
    except Refused:
        return False
    return True


async def _doubted(session: AsyncSession, me: Me, found: Copying) -> list[Raised]:
    """The rows, each with what its history says; a few statements a KPI, for all people at once."""
    pasts: dict[tuple[str, bool], dict[int, History]] = {}
    rows = []
    for row in found.rows:
        person = isinstance(row.whom, Person)
        key = (row.kpi.slug, person)
        if key not in pasts:
            ids = [
                _id(r.whom) for r in found.rows if r.kpi is row.kpi and isinstance(r.whom, Person) is person
            ]
            pasts[key] = await histories(
                session,
                row.kpi,
                found.period.kind,
                company_id=me.company_id,
                by="manager" if person else "team",
                ids=ids,
                today=found.period.start,
                team_ids=[found.team.id],
            )
        rows.append(replace(row, doubt=doubt(pasts[key][_id(row.whom)], row.after)))
    return rows


def _id(whom: Person | TeamOf) -> int:
    return whom.member_id if isinstance(whom, Person) else whom.id


async def paste(
    session: AsyncSession, me: Me, team_id: int, each: str, percent: int, *, now: datetime
) -> list[Change]:
    """Sets what `look` shows. Raises Denied, NotFound, Refused."""
    seen = await look(session, me, team_id, each, percent, now=now)
    if not seen.rows:
        raise Refused("target-copy-none")
    known = await catalogue(session, me.company_id, [team_id])
    changes = []
    for row in seen.rows:
        order = Order(row.kpi, row.after, each, weights=row.weights)
        changes.append(await write(session, me, row.whom, order, known, now=now))
    return changes
