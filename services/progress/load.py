"""Where any number of people stand, in statements that grow with KPIs and not with people.

    found = await standings(session, company_id=…, now=…, member_ids=[…] | team_ids=[…] | neither: the company,
                            kind=None | "day" | "week" | "month" | "quarter" | "year", day=None | a day in the period,
                            kpis=SHORT, within=False, own=False, activities=False)
    found.people[member_id] -> Progress: period, at (Moment), stands (Stand by target), values, of_today, …

Whoever is asked for is there, with zeros where nothing was logged. Statements: plans, sums; one more each for a KPI
that is counted (only if somebody is held against it), counters of a team's own, and `activities`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from services import plans as planning
from services import targets
from services.calendar import Schedule
from services.kpi import NO_VALUE, REGISTRY, Catalogue, Kpi, Value, Values, catalogue, nothing, ratio
from services.kpi.measure import with_bases
from services.kpi.values import Scope
from services.periods import Period, containing
from services.plans import MemberPlan, Plans
from services.progress.activities import Effort, efforts
from services.progress.standing import Moment, Stand, moment, stand
from services.progress.sums import COUNT, Whom, sums
from services.targets import Held

SHORT = ("sales_volume", "deals", "average_check")
MAIN = (
    "month",
    "week",
    "quarter",
    "year",
)  # of the kinds that somebody has targets of, the first is the main one
MANY = 500  # more people than that are not named one by one in a statement


@dataclass(frozen=True, slots=True)
class Progress:
    """Somebody's period so far. `stands`: their targets, the first is the main one; without targets none.

    `values`: of the KPIs that were asked for and held against; `of_today`: the sums among them; `entries`: how many.
    """

    member: MemberPlan
    period: Period
    at: Moment
    values: Values
    stands: tuple[Stand, ...]
    of_today: Values
    entries: int
    entries_today: int
    known: Catalogue = field(repr=False)  # every KPI that any of these values may be of
    effort: Effort | None = None  # activities to a deal, where asked for

    @property
    def main(self) -> Stand | None:
        return self.stands[0] if self.stands else None

    @property
    def reported(self) -> bool:
        """An entry, a zero, or an absence today; nothing is due on a day that is not worked."""
        return self.entries_today > 0 or self.at.away_today or not self.at.works_today


@dataclass(slots=True)
class Standings:
    """`people` by member id; `others`: values of those who have entries there but were not asked for (who left)."""

    plans: Plans
    catalogue: Catalogue
    people: dict[int, Progress] = field(default_factory=dict)
    others: dict[int, Values] = field(default_factory=dict)


def main_kind(plan: MemberPlan, today: date) -> str:
    """The kind of period somebody is first held against: month, unless they have targets only of another."""
    if plan.goals:
        return next((kind for kind in MAIN if plan.goals.has(containing(today, kind))), "month")
    return "month"


def in_team(plan: MemberPlan, team_ids: Collection[int]) -> MemberPlan:
    """The plan for the days in these teams only: on the others the person counts as away."""
    if all(team in team_ids for team, _, _ in plan.stays):
        return plan
    away, free = list(plan.schedule.away), date.min
    for n, (team, first, last) in enumerate(sorted(plan.stays, key=lambda stay: stay[1])):
        if team not in team_ids:
            continue
        first = first if n else plan.schedule.since  # an imported person was always there
        if first > free:
            away.append((free, first - timedelta(days=1)))
        free = last or date.max
    if free < date.max:
        away.append((free, date.max))
    return replace(plan, schedule=replace(plan.schedule, away=tuple(sorted(away))))


async def standings(
    session: AsyncSession,
    *,
    company_id: int,
    now: datetime,
    member_ids: Collection[int] | None = None,
    team_ids: Collection[int] | None = None,
    kind: str | None = None,
    day: date | None = None,
    kpis: Sequence[str] = SHORT,
    within: bool = False,
    own: bool = False,
    activities: bool = False,
) -> Standings:
    """Where people stand in the period of this kind (None: everybody's main one) that `day` (None: today) lies in.

    `within`: as the lead of `team_ids` sees them, by what was logged and worked in these teams. `own`: with the
    teams' own counters too. `activities`: with how many activities a deal takes.
    """
    named = member_ids is not None and len(member_ids) <= MANY
    whom = Whom(
        company_id, member_ids if named else None, team_ids if member_ids is None or within else None, within
    )
    plans = await _plans(session, whom, now=now, kind=kind, day=day)
    if member_ids is not None:
        plans.members = {id_: plans.members[id_] for id_ in member_ids if id_ in plans.members}
    if within and team_ids is not None:
        plans.members = {id_: in_team(one, team_ids) for id_, one in plans.members.items()}
    known: Catalogue = REGISTRY
    activity = activities and any(one.main_activity not in REGISTRY for one in plans.teams.values())
    if own or activity or any(one.goals.kpis - REGISTRY.keys() for one in _held(plans)):
        known = await catalogue(session, company_id, list(plans.teams))
    if own:
        kpis = [*kpis, *(slug for slug, kpi in known.items() if kpi.team_id is not None and kpi.summed)]
    clock = Clock(now)
    periods = {}
    for one in plans.members.values():
        today = clock.today(one)
        periods[one.id] = containing(day or today, kind or main_kind(one, day or today))
    held = {one.id: targets.of_member(one, periods[one.id], known) for one in plans.members.values()}
    found = Standings(plans, known)
    measured = await _measured(session, whom, known, kpis, periods, held, clock, plans)
    pace = await efforts(session, whom, plans, clock.todays) if activities else {}
    for one in plans.members.values():
        period = periods[one.id]
        at = clock.moment(one.schedule, period)
        values = measured.of(one.id, period)
        of_today = measured.of(one.id, containing(at.today, "day"))
        entries = values[COUNT].top
        found.people[one.id] = Progress(
            one,
            period,
            at,
            values,
            tuple(stands_of(one, period, held[one.id], values, at, now)),
            of_today,
            entries,
            of_today[COUNT].top,
            known,
            pace.get(one.id),
        )
    found.others = {
        id_: values
        for period in set(periods.values())
        for id_, values in measured.found[period].items()
        if id_ not in found.people
    }
    return found


def stands_of(
    plan: MemberPlan, period: Period, held: dict[str, Held], values: Values, at: Moment, now: datetime
) -> Iterable[Stand]:
    """Each of a person's targets."""
    for slug, one in held.items():
        expected = expected_of(one, plan.schedule, period, at, now, plan.ramp)
        actual = values.get(slug, NO_VALUE)
        yield stand(one.kpi, actual, one, expected, at, reported=values[COUNT].top > 0)


def expected_of(
    held: Held,
    schedule: Schedule,
    period: Period,
    at: Moment,
    now: datetime,
    ramp: tuple[int, ...] = (),
    *,
    whole: bool = False,
) -> Value:
    """What should be there by now; the same as `targets.expected`, without asking the calendar again."""
    if not held.kpi.cumulative or held.goal is None or not held.asked.exists:
        return NO_VALUE
    if held.goal.weights:
        return targets.expected(held.goal, held.asked, schedule, period, now, ramp, whole=whole)
    if not at.elapsed.bottom:
        return NO_VALUE
    return Value(held.asked.top * at.elapsed.top, held.asked.bottom * at.elapsed.bottom)


class Clock:
    """What time it is for whom; people with the same working days are asked about once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._todays: dict[str, date] = {}
        self._moments: dict[tuple[object, ...], Moment] = {}

    def today(self, plan: MemberPlan) -> date:
        calendar = plan.schedule.calendar
        found = self._todays.get(calendar.timezone)
        if found is None:
            found = self._todays[calendar.timezone] = calendar.today(self.now)
        return found

    @property
    def todays(self) -> list[date]:
        """Every date that it is today for somebody."""
        return sorted(set(self._todays.values()))

    def moment(self, schedule: Schedule, period: Period) -> Moment:
        if schedule.away or schedule.since > period.start or schedule.until is not None:
            return moment(schedule, period, self.now)
        key = (id(schedule.calendar), schedule.hours, schedule.timezone, period)
        found = self._moments.get(key)
        if found is None:
            found = self._moments[key] = moment(schedule, period, self.now)
        return found


def _held(plans: Plans) -> Iterable[MemberPlan | planning.TeamPlan]:
    yield from plans.members.values()
    yield from plans.teams.values()


async def _plans(
    session: AsyncSession, whom: Whom, *, now: datetime, kind: str | None, day: date | None
) -> Plans:
    """Plans for the days that the periods can lie in; those who have quarter's or year's targets only, once more."""
    around = [day] if day else [now.date() + timedelta(days=n) for n in (-1, 0, 1)]
    today = [now.date() + timedelta(days=n) for n in (-1, 0, 1)]

    async def load(kinds: Collection[str], named: Collection[int] | None = None) -> Plans:
        periods = [containing(one, k) for one in around for k in kinds]
        periods += [containing(one, "day") for one in today]
        start, end = planning.window(*periods)
        return await planning.load(
            session,
            company_id=whom.company_id,
            start=start,
            end=end,
            member_ids=named if named is not None else whom.member_ids,
            team_ids=None if named is not None else whom.team_ids,
        )

    if kind is not None:
        return await load([kind])
    plans = await load(["month", "week"])
    long = [
        one.id
        for one in plans.members.values()
        if one.goals and main_kind(one, around[len(around) // 2]) in ("quarter", "year")
    ]
    if long:
        wide = await load(["quarter", "year"], long if len(long) <= MANY else None)
        for id_ in long:
            plans.members[id_] = wide.members[id_]
    return plans


@dataclass(slots=True)
class _Measured:
    """Values by period and member; whoever has none there has zeros."""

    found: dict[Period, dict[int, Values]]
    kpis: Sequence[Kpi]
    none: Values

    def of(self, member_id: int, period: Period) -> Values:
        values = self.found[period].get(member_id)
        return values if values is not None else self.none


async def _measured(
    session: AsyncSession,
    whom: Whom,
    known: Catalogue,
    slugs: Sequence[str],
    periods: dict[int, Period],
    held: dict[int, dict[str, Held]],
    clock: Clock,
    plans: Plans,
) -> _Measured:
    asked = {slug for slug in slugs if slug in known}
    holders: dict[tuple[str, Period], list[int]] = {}
    for id_, theirs in held.items():
        asked.update(theirs)
        for slug in theirs:
            holders.setdefault((slug, periods[id_]), []).append(id_)
    everything = with_bases([kpi for slug, kpi in known.items() if slug in asked])
    summed = [kpi for kpi in everything if kpi.summed]
    main = sorted(set(periods.values()))
    ranges = sorted({*main, *(containing(today, "day") for today in clock.todays)})
    none = {COUNT: Value(0), **nothing(everything)}
    found = dict(zip(ranges, await sums(session, whom, summed, ranges), strict=True))
    # Built-in sums are in every row already.
    missing = {kpi.slug for kpi in everything if not kpi.summed or kpi.slug not in REGISTRY}
    blank = {slug: value for slug, value in none.items() if slug in missing or slug not in REGISTRY}
    del blank[COUNT]
    if blank:
        for people in found.values():
            for values in people.values():
                for slug, value in blank.items():
                    values.setdefault(slug, value)
    for kpi in everything:
        if kpi.count is None:
            continue
        for period in main:
            wanted = holders.get((kpi.slug, period), [])
            if kpi.slug not in slugs and not _in_a_ratio(kpi, [known[s] for s, p in holders if p == period]):
                if not wanted:
                    continue
                ids: Collection[int] | None = wanted if len(wanted) <= MANY else None
            else:
                ids = list(plans.members) if len(plans.members) <= MANY else None
            scope = Scope(whom.company_id, "manager", period, ids, whom.team_ids if whom.within else None)
            for id_, counted in (await kpi.count(session, scope)).items():
                if id_ not in found[period]:
                    found[period][id_] = dict(none)
                found[period][id_].update(counted)
    for kpi in everything:
        if kpi.of is not None:
            for people in found.values():
                for values in people.values():
                    values[kpi.slug] = ratio(values[kpi.of[0]], values[kpi.of[1]])
    return _Measured(found, everything, none)


def _in_a_ratio(kpi: Kpi, held: Iterable[Kpi]) -> bool:
    """Whether somebody is held against a ratio of this KPI."""
    return any(kpi.slug == base.slug for one in held for base in one.bases)
