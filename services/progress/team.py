"""Where a team stands, and each of its people: worst pace first; the company, team by team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy.ext.asyncio import AsyncSession

from services import roster, targets
from services.access import Me, require_owner
from services.goals import Share
from services.goals import share as shares
from services.kpi import NO_VALUE, REGISTRY, Kpi, Value, Values, catalogue, measure, nothing
from services.names import person_key
from services.periods import Period, containing
from services.plans import MemberPlan, TeamPlan
from services.plans import load as load_plans
from services.progress.load import (
    MAIN,
    SHORT,
    Clock,
    Progress,
    Standings,
    expected_of,
    in_team,
    standings,
)
from services.progress.standing import EARLY, Moment, Stand, stand
from services.progress.sums import COUNT
from services.roster import TeamOf
from services.targets import Held

PAGE = 30  # people
TEAMS = 15  # of a company


@dataclass(frozen=True, slots=True)
class TeamStand:
    """A team's period. `stands`: what it is held against, also in part: then `held.asked` has no value and
    `held.with_target` of `held.sellers` have a target of their own.
    """

    team: TeamPlan
    period: Period
    at: Moment
    values: Values
    stands: tuple[Stand, ...]

    @property
    def main(self) -> Stand | None:
        return next((one for one in self.stands if one.asked.exists), None)


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """A page of a team's people. `silent`: who has not reported on a due day, `away`: who is absent today (both only
    for the period that today lies in); `left`: sums of those who are no longer in it.
    """

    team: TeamStand
    rows: Sequence[Progress]
    page: int
    pages: int
    silent: Sequence[Progress]
    away: Sequence[Progress]
    left: Values | None
    current: bool
    here: frozenset[int]  # who is in the team today: they can be opened
    of_company: Sequence[Share] = ()  # what the team carried of the company's goals of this year


@dataclass(frozen=True, slots=True)
class CompanyProgress:
    """The company by team; `values` of all together."""

    period: Period
    teams: Sequence[TeamStand]
    values: Values
    page: int
    pages: int
    ended: bool


def main_kind(found: Standings, team_id: int, today: date) -> str:
    """Month, unless the team and its people have targets of another kind only."""
    goals = [found.plans.teams[team_id].goals, *(one.member.goals for one in found.people.values())]
    return next(
        (kind for kind in MAIN if any(one.has(containing(today, kind)) for one in goals if one)), "month"
    )


async def of_team(
    session: AsyncSession,
    me: Me,
    team_id: int,
    *,
    now: datetime,
    page: int = 0,
    kind: str | None = None,
    day: date | None = None,
) -> TeamProgress:
    """Each member of a team in a line, and the team as a whole. Raises Denied, NotFound."""
    which: TeamOf = await roster.team(session, me, team_id)
    today = which.today(now)
    found = await _team(session, me, team_id, now=now, kind=kind or "month", day=day)
    if kind is None and (main := main_kind(found, team_id, today)) != "month":
        kind, found = main, await _team(session, me, team_id, now=now, kind=main, day=day)
    plan = found.plans.teams[team_id]
    period = containing(day or today, kind or "month")
    current = today in period
    here = frozenset(id_ for id_, one in found.people.items() if _in(one, team_id, containing(today, "day")))
    listed = [
        one
        for id_, one in found.people.items()
        if (id_ in here if current else _in(one, team_id, period))
        and (one.member.sells or one.entries or one.stands)
    ]
    listed.sort(key=order)
    whole = await team_stand(session, me.company_id, plan, found, period, now)
    shown = {one.member.id for one in listed}
    gone = [one.values for id_, one in found.people.items() if id_ not in shown and one.entries]
    gone += [values for values in found.others.values() if values[COUNT].top]
    pages = max((len(listed) + PAGE - 1) // PAGE, 1)
    page = min(page, pages - 1)
    sellers = [one for one in listed if one.member.sells]
    return TeamProgress(
        team=whole,
        rows=listed[page * PAGE : (page + 1) * PAGE],
        page=page,
        pages=pages,
        silent=[one for one in sellers if not one.reported] if current else [],
        away=[one for one in sellers if one.at.away_today] if current else [],
        left=added(gone, [REGISTRY[slug] for slug in SHORT]) if gone else None,
        current=current,
        here=here,
        of_company=await shares(session, me.company_id, now, team_id=team_id) if page == 0 else (),
    )


async def _team(
    session: AsyncSession, me: Me, team_id: int, *, now: datetime, kind: str, day: date | None
) -> Standings:
    return await standings(
        session, company_id=me.company_id, now=now, team_ids=[team_id], kind=kind, day=day, within=True
    )


def _in(one: Progress, team_id: int, period: Period) -> bool:
    return one.member.in_team(team_id, period)


def order(one: Progress) -> tuple[object, ...]:
    """Worst pace first; then, the pace unsaid, by attainment; then without targets by volume; equal ones by name."""
    main = one.main
    name = (person_key(one.member.name), one.member.id)
    volume = -one.values["sales_volume"].top
    if main is not None and main.pace.exists and main.label not in (None, EARLY):
        return 0, Fraction(main.pace.top, main.pace.bottom), volume, *name
    if main is not None and main.attainment.exists:
        return 1, Fraction(main.attainment.top, main.attainment.bottom), volume, *name
    return 2, Fraction(0), volume, *name


def added(rows: Iterable[Values], kpis: Iterable[Kpi]) -> Values:
    """Sums of several people's values: of sums over entries, and of what divides two such sums."""
    rows, total = list(rows), {}
    for kpi in kpis:
        values = [row[kpi.slug] for row in rows if kpi.slug in row]
        if kpi.cumulative:
            total[kpi.slug] = Value(sum(value.top for value in values))
        elif kpi.bottom is not None:
            total[kpi.slug] = Value(sum(v.top for v in values), sum(v.bottom for v in values))
    return total


async def team_stand(
    session: AsyncSession, company_id: int, plan: TeamPlan, found: Standings, period: Period, now: datetime
) -> TeamStand:
    """The team as a whole from its people's values; what cannot be added up is measured, if it is held against it."""
    held = targets.of_team(plan, found.plans, period, found.catalogue)
    rows = [*(one.values for one in found.people.values()), *found.others.values()]
    there = {slug for row in rows[:1] for slug in row} | set(SHORT)
    known = [kpi for slug, kpi in found.catalogue.items() if slug in there and kpi.summed]
    values = {**nothing(known), **added(rows, known)}
    if missing := [one.kpi for slug, one in held.items() if slug not in values]:
        scope = await measure(
            session, missing, company_id=company_id, by="team", period=period, team_ids=[plan.id]
        )
        values |= scope[plan.id]
    people = [one.member for one in found.people.values()]
    reported = any(row[COUNT].top for row in rows)
    return _stand(plan, people, period, held, values, Clock(now), reported)


def _stand(
    plan: TeamPlan,
    people: Sequence[MemberPlan],
    period: Period,
    held: Mapping[str, Held],
    values: Values,
    clock: Clock,
    reported: bool,
) -> TeamStand:
    """A team against its targets. What is expected by now: with an own target by the team's calendar, else
    Σ member target x own elapsed share (kpi.md, "Elapsed share").
    """
    at = clock.moment(plan.schedule, period)
    stands = []
    for slug, one in held.items():
        if one.goal is not None:
            expected = expected_of(one, plan.schedule, period, at, clock.now, whole=True)
        else:
            expected = expected_sum(people, one.kpi, period, clock) if one.asked.exists else NO_VALUE
        stands.append(stand(one.kpi, values.get(slug, NO_VALUE), one, expected, at, reported=reported))
    return TeamStand(plan, period, at, values, tuple(stands))


def expected_sum(people: Iterable[MemberPlan], kpi: Kpi, period: Period, clock: Clock) -> Value:
    """Σ of what is expected of each of these people by now: target x own elapsed share."""
    total = Fraction(0)
    for one in people:
        goal = one.goals.at(kpi.slug, period)
        if goal is None:
            continue
        held = Held(kpi, targets.due(kpi, goal, one.schedule, period, one.ramp), goal)
        at = clock.moment(one.schedule, period)
        expected = expected_of(held, one.schedule, period, at, clock.now, one.ramp)
        if expected.exists:
            total += Fraction(expected.top, expected.bottom)
    return Value(total.numerator, total.denominator)


async def of_company(
    session: AsyncSession,
    me: Me,
    *,
    now: datetime,
    kind: str | None = None,
    day: date | None = None,
    page: int = 0,
) -> CompanyProgress:
    """The company's totals by team, for an owner: sums of all, targets of the teams on the page. Raises Denied."""
    require_owner(me)
    teams = await roster.teams(session, me)
    today = max((one.today(now) for one in teams), default=now.date())
    period = containing(day or today, kind or "month")
    kpis = [REGISTRY[slug] for slug in SHORT]
    by_team = await measure(session, kpis, company_id=me.company_id, by="team", period=period)
    pages = max((len(teams) + TEAMS - 1) // TEAMS, 1)
    page = min(page, pages - 1)
    shown = [one.id for one in teams[page * TEAMS : (page + 1) * TEAMS]]
    plans = await load_plans(
        session, company_id=me.company_id, start=period.start, end=period.end, team_ids=shown
    )
    clock, stands = Clock(now), []
    for team_id in shown:
        plan, values = plans.teams[team_id], by_team.get(team_id, nothing(kpis))
        people = [in_team(one, [team_id]) for one in plans.members.values() if one.in_team(team_id, period)]
        held = {
            slug: one
            for slug, one in targets.of_team(plan, plans, period, REGISTRY).items()
            if slug in values and one.asked.exists
        }
        stands.append(_stand(plan, people, period, held, values, clock, reported=True))
    return CompanyProgress(period, stands, added(by_team.values(), kpis), page, pages, today >= period.end)


@dataclass(frozen=True, slots=True)
class Table:
    """A period's figures of everybody in a team, for a file: a row a person, every KPI, targets beside them."""

    team: TeamOf
    period: Period
    kpis: Sequence[Kpi]
    held: Sequence[Kpi]  # those that somebody is held against
    rows: Sequence[Progress]


async def table(
    session: AsyncSession,
    me: Me,
    team_id: int,
    *,
    now: datetime,
    kind: str = "month",
    day: date | None = None,
) -> Table:
    """All KPIs of a team's people in a period. Raises Denied, NotFound."""
    which = await roster.team(session, me, team_id)
    period = containing(day or which.today(now), kind)
    own = await catalogue(session, me.company_id, [team_id])
    slugs = [*REGISTRY, *(slug for slug in own if slug not in REGISTRY)]
    found = await standings(
        session,
        company_id=me.company_id,
        now=now,
        team_ids=[team_id],
        kind=kind,
        day=day,
        kpis=slugs,
        within=True,
        own=True,
    )
    rows = [
        one
        for one in found.people.values()
        if one.member.in_team(team_id, period) and (one.member.sells or one.entries or one.stands)
    ]
    rows.sort(key=lambda one: (person_key(one.member.name), one.member.id))
    kpis = [found.catalogue[slug] for slug in slugs if slug in found.catalogue]
    held = {stand.kpi.slug for one in rows for stand in one.stands}
    return Table(which, period, kpis, [kpi for kpi in kpis if kpi.slug in held], rows)
