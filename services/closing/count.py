"""The figures of a team or a company in a period, with targets and places: what is stored, and what a recount says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import chain

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import CompanyGoal, Entry, Member, Membership, TeamKpi
from services import boards, plans
from services.kpi import NO_VALUE, Catalogue, Value, Values, catalogue, measure
from services.periods import Period
from services.plans import MemberPlan, Plans, TeamPlan
from services.targets import of_member, of_team

LARGEST = 2**63
Scope = tuple[str, int]  # manager, team or company; and whose


@dataclass(frozen=True, slots=True)
class Figure:
    """A KPI of a scope; `target`: what it was held against, no value without one."""

    scope: Scope
    kpi: str
    value: Value
    target: Value = NO_VALUE
    place: int | None = None


Targets = Mapping[Scope, Mapping[str, Value]]


async def of_company(session: AsyncSession, company_id: int, period: Period) -> list[Figure]:
    """The company's figures; a year's are held against its long-term goals."""
    known = await catalogue(session, company_id, retired=True)
    values = (
        await measure(session, list(known.values()), company_id=company_id, by="company", period=period)
    )[company_id]
    goals: dict[str, Value] = {}
    if period.kind == "year":
        query = select(CompanyGoal.kpi, CompanyGoal.value).where(
            CompanyGoal.company_id == company_id, CompanyGoal.year == period.start.year
        )
        for slug, value in await session.execute(query.order_by(CompanyGoal.id)):
            goals[slug] = NO_VALUE if value is None else Value(value)
    scope = ("company", company_id)
    return [Figure(scope, slug, fit(value), goals.get(slug, NO_VALUE)) for slug, value in values.items()]


async def of_team_in(
    session: AsyncSession,
    company_id: int,
    team_id: int,
    period: Period,
    *,
    stored: Targets | None = None,
) -> tuple[list[Figure], Catalogue]:
    """A team's figures and those of its people: who was last in it in the period, all they did in the period.

    `stored`: a recount; everybody named there is counted, and held against the targets that stand there.
    """
    held = await plans.load(
        session, company_id=company_id, start=period.start, end=period.end, team_ids=[team_id]
    )
    known = await catalogue(session, company_id, [team_id], retired=True)
    if stored is None:
        known = await _living(session, team_id, known, period)
    kpis = list(known.values())
    team = held.teams[team_id]
    here, reported = await _people(session, company_id, team_id, period, held)
    asked: dict[Scope, Mapping[str, Value]]
    if stored is None:
        asked = {
            ("manager", id_): _asked(of_member(held.members[id_], period, known))
            for id_ in here
            if id_ in held.members
        }
        asked["team", team_id] = _asked(of_team(team, held, period, known))
    else:
        asked = dict(stored)
    sellers = await _sellers(session, team_id, period)
    listed = sorted(
        {id_ for by, id_ in asked if by == "manager" and (stored is not None or asked[by, id_])}
        | {id_ for id_ in here if id_ in sellers or id_ in reported}
    )
    values: dict[Scope, Values] = {}
    for by, ids in (("manager", listed), ("team", [team_id])):
        if not ids:
            continue
        found = await measure(
            session,
            kpis,
            company_id=company_id,
            by=by,
            period=period,
            member_ids=ids if by == "manager" else None,
            team_ids=ids if by == "team" else None,
        )
        values |= {(by, id_): found[id_] for id_ in ids}
    places = _places(team, held, period, known, values, asked, reported)
    figures = [
        Figure(
            scope, slug, fit(value), fit(asked.get(scope, {}).get(slug, NO_VALUE)), places.get((scope, slug))
        )
        for scope, theirs in values.items()
        for slug, value in theirs.items()
    ]
    return figures, known


async def _living(session: AsyncSession, team_id: int, known: Catalogue, period: Period) -> Catalogue:
    """The KPIs that were still counted when the period ended, though they may be retired by now."""
    ended = datetime.combine(period.end, time(), UTC)
    query = select(TeamKpi.slug).where(TeamKpi.team_id == team_id, TeamKpi.retired_at < ended)
    gone = set(await session.scalars(query))
    return {
        slug: kpi
        for slug, kpi in known.items()
        if not gone & {slug, *(base.slug for base in kpi.bases or ())}
    }


def _asked(held: Mapping[str, object]) -> dict[str, Value]:
    return {slug: one.asked for slug, one in held.items() if one.asked.exists}  # type: ignore[attr-defined]


async def _people(
    session: AsyncSession, company_id: int, team_id: int, period: Period, held: Plans
) -> tuple[set[int], set[int]]:
    """Whose period ends in this team, and who of them logged anything in it.

    Somebody whose time in any team lies elsewhere, with entries in this period (imported ones, say), is with the
    first of the teams the entries are of.
    """
    days = (Entry.day >= period.start, Entry.day < period.end, Entry.voided_at.is_(None))
    candidates = [one.id for one in held.members.values() if one.in_team(team_id, period)]
    query = (
        select(Entry.member_id, Entry.team_id)
        .where(
            Entry.company_id == company_id,
            or_(Entry.team_id == team_id, Entry.member_id.in_(candidates)),
            *days,
        )
        .distinct()
    )
    rows = (await session.execute(query)).all()
    reported = {member_id for member_id, _ in rows}
    strangers = reported - set(candidates)
    if strangers:
        stays = (
            select(Membership.member_id)
            .where(
                Membership.member_id.in_(strangers),
                Membership.starts_on < period.end,
                or_(Membership.ends_on.is_(None), Membership.ends_on > period.start),
            )
            .distinct()
        )
        elsewhere = set(await session.scalars(stays))
        first = (
            select(Entry.member_id, func.min(Entry.team_id))
            .where(Entry.member_id.in_(strangers - elsewhere), *days)
            .group_by(Entry.member_id)
        )
        strangers = {member_id for member_id, team in await session.execute(first) if team == team_id}
    here = {id_ for id_ in candidates if _home(held.members[id_], period) == team_id} | strangers
    return here, reported & here


def _home(one: MemberPlan, period: Period) -> int | None:
    """The team somebody was in last in the period."""
    there = one.stays_in(period)
    return max(there, key=lambda stay: (stay[2] is None, stay[1]))[0] if there else None


async def _sellers(session: AsyncSession, team_id: int, period: Period) -> set[int]:
    """Who was a manager in the team in the period: listed with zeros too."""
    query = (
        select(Membership.member_id)
        .join(Member, Member.id == Membership.member_id)
        .where(
            Membership.team_id == team_id,
            Membership.role == "manager",
            Member.is_owner.is_(False),
            Membership.starts_on < period.end,
            or_(Membership.ends_on.is_(None), Membership.ends_on > period.start),
        )
    )
    return set(await session.scalars(query))


def _places(
    team: TeamPlan,
    held: Plans,
    period: Period,
    known: Catalogue,
    values: Mapping[Scope, Values],
    asked: Targets,
    reported: Collection[int],
) -> dict[tuple[Scope, str], int | None]:
    """Places on the board of the own targets; who left before the period's end is on none."""
    last = period.end - timedelta(days=1)
    working = len(team.calendar.days(period))
    ids = [
        id_
        for by, id_ in values
        if by == "manager" and id_ in held.members and _in_on(held.members[id_], team.id, last)
    ]
    present = {id_: _present(held.members[id_], team, period) for id_ in ids}
    found: dict[tuple[Scope, str], int | None] = {}
    for slug, kpi in known.items():
        rows = [
            boards.Row(
                id_,
                values["manager", id_].get(slug, NO_VALUE),
                asked.get(("manager", id_), {}).get(slug, NO_VALUE),
                present=present[id_],
                working=working,
                reported=id_ in reported,
            )
            for id_ in ids
        ]
        for id_, place in boards.places(rows, kpi).items():
            found[("manager", id_), slug] = place
    return found


def _in_on(one: MemberPlan, team_id: int, day: date) -> bool:
    return any(
        team == team_id and first <= day and (last is None or last > day) for team, first, last in one.stays
    )


def _present(one: MemberPlan, team: TeamPlan, period: Period) -> int:
    """The person's working days in this team in the period."""
    days = (
        replace(
            one.schedule, calendar=team.calendar, since=first if n else one.schedule.since, until=last
        ).days(period)
        for n, (team_id, first, last) in enumerate(one.stays)
        if team_id == team.id
    )
    return len(set(chain.from_iterable(days)))


def fit(value: Value) -> Value:
    """The same in numbers a database holds; beyond them as near as a millionth."""
    if abs(value.top) < LARGEST and value.bottom < LARGEST:
        return value
    near = Fraction(value.top, value.bottom).limit_denominator(10**6)
    return Value(near.numerator, near.denominator)
