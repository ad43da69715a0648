"""The rows of a report: who is listed, under which name, with which cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import Company, Member, Team
from services import kpi, plans
from services.kpi import ALL, REGISTRY, Kpi, Part, Presence, Value
from services.names import person_key
from services.periods import Period
from services.plans import Plans
from services.progress.load import in_team
from services.targets import of_member, of_team

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

Cell = str | int | None
Asked = dict[int, dict[str, Value]]  # what the targets of a period ask for, by scope and slug


@dataclass(frozen=True, slots=True)
class Figures:
    """`columns` and `rows` of the same width; counts are integers, other figures decimal strings, None no value.

    A target of a count that shrank is a decimal string where it is not whole. `open`: labels of periods that were
    left out because they are not closed.
    """

    columns: list[str]
    rows: list[list[Cell]]
    open: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """A scope in a period. `corrected`: what a recount said later of a stored result."""

    name: str
    period: Period
    currency: str
    values: Mapping[str, Value]
    targets: Mapping[str, Value] = field(default_factory=dict)
    attained: Mapping[str, Value] = field(default_factory=dict)
    corrected: Mapping[str, Value] = field(default_factory=dict)


async def collect(
    session: AsyncSession,
    companies: Sequence[Company],
    periods: Sequence[Period],
    *,
    by: str,
    now: datetime,
    team_id: int | None = None,
    retention_months: int | None = None,
) -> Figures:
    """A row for every scope active in a period, sorted by name, then period."""
    others = [one for one in ALL if not one.summed]
    names = await scope_names(session, companies, by)
    lines: list[Line] = []
    columns: dict[str, Kpi] = {}
    for company in companies:
        there = await kpi.presences(session, company.id)
        known = await kpi.catalogue(session, company.id, retired=True)
        held = await _plans(session, company.id, periods, by)
        if by == "manager" and team_id is not None:  # as their entries: for the days in this team
            held.members = {id_: in_team(one, [team_id]) for id_, one in held.members.items()}
        teams = _by_team(held) if by == "team" else {}
        for period in periods:
            measure = partial(
                kpi.measure,
                session,
                company_id=company.id,
                by=by,
                period=period,
                team_ids=None if team_id is None else (team_id,),
            )
            asked = _asked(held, teams, period, by, known)
            own = [known[slug] for slug in known if slug not in REGISTRY and _somewhere(asked, slug)]
            # Only what was logged in the period lists a scope, not that its clients bought before or since.
            values = await measure([*kpi.AVAILABLE, *own])
            more = await measure(others, retention_months=retention_months)
            listed = set(values) | _active(there, period, by, team_id, asked)
            if (
                by == "manager"
            ):  # also before the first entry of an imported person, if there is a target for it
                listed |= {
                    id_
                    for id_ in asked
                    if any(team_id in (None, stay[0]) for stay in held.members[id_].stays_in(period))
                }
            columns |= {slug: known[slug] for slug in known if _somewhere(asked, slug, listed)}
            for scope in listed:
                found = kpi.nothing([*ALL, *own]) | values.get(scope, {}) | more.get(scope, {})
                targets = asked.get(scope, {})
                ended = _has_ended(held, scope, by, period, now)
                attained = {
                    slug: kpi.attainment(known[slug], found[slug], target)
                    for slug, target in targets.items()
                    if slug != "retention" or ended
                }
                lines.append(Line(names[scope], period, company.currency, found, targets, attained))
    return laid_out(lines, columns)


def laid_out(
    lines: list[Line], targeted: Mapping[str, Kpi], corrected: Mapping[str, Kpi | Part] | None = None
) -> Figures:
    """The lines as a table: the contract's columns, then two for every KPI with a target, then the corrections."""
    lines.sort(key=lambda line: (person_key(line.name), line.name, line.period.start))
    # Built-in ones in the registry's order, then the teams' own.
    order = [*(slug for slug in REGISTRY if slug in targeted), *(s for s in targeted if s not in REGISTRY)]
    columns = ["scope", "period", *(slug for one in REGISTRY.values() for slug in one.slugs)]
    columns += [f"{what}:{slug}" for slug in order for what in ("target", "attainment")]
    columns += [f"corrected:{slug}" for slug in corrected or ()]
    return Figures(
        columns, [_cells(line, [targeted[slug] for slug in order], corrected or {}) for line in lines]
    )


async def _plans(session: AsyncSession, company_id: int, periods: Sequence[Period], by: str) -> Plans:
    """What the company's people and teams are held against in these periods; a company has no targets."""
    kinds = [period for period in periods if period.kind in plans.KINDS]
    if by == "company" or not kinds:
        return Plans()
    start, end = plans.window(*kinds)
    return await plans.load(session, company_id=company_id, start=start, end=end)


def _by_team(held: Plans) -> dict[int, Plans]:
    """The people of each team that has any targets, its own or theirs: looked through for every period."""
    teams = {id_: Plans({id_: team}) for id_, team in held.teams.items()}
    for one in held.members.values():
        for team_id in {team_id for team_id, _, _ in one.stays}:
            teams[team_id].members[one.id] = one
    return {
        id_: theirs
        for id_, theirs in teams.items()
        if held.teams[id_].goals or any(one.goals for one in theirs.members.values())
    }


def _asked(
    held: Plans, teams: Mapping[int, Plans], period: Period, by: str, known: Mapping[str, Kpi]
) -> Asked:
    """What targets of the period's own kind ask for after missing days and ramp. Source: kpi.md, "Targets"."""
    if by == "manager":
        found = {one.id: of_member(one, period, known) for one in held.members.values() if one.goals}
    else:
        found = {id_: of_team(held.teams[id_], theirs, period, known) for id_, theirs in teams.items()}
    asked = {
        scope: {slug: one.asked for slug, one in targets.items() if one.asked.exists}
        for scope, targets in found.items()
    }
    return {scope: targets for scope, targets in asked.items() if targets}


def _somewhere(asked: Asked, slug: str, scopes: Collection[int] | None = None) -> bool:
    return any(slug in targets for scope, targets in asked.items() if scopes is None or scope in scopes)


def _has_ended(held: Plans, scope: int, by: str, period: Period, now: datetime) -> bool:
    """Whether the period is over where the scope is."""
    if by == "manager" and scope in held.members:
        return held.members[scope].schedule.calendar.today(now) >= period.end
    if by == "team" and scope in held.teams:
        return held.teams[scope].calendar.today(now) >= period.end
    return now.date() >= period.end


def _active(
    there: Iterable[Presence], period: Period, by: str, team_id: int | None, asked: Asked
) -> set[int]:
    """Ids that are listed even without an entry: who sells in the period, or has a target for it."""
    present = [one for one in there if one.overlaps(period) and team_id in (None, one.team_id)]
    if by == "manager":
        return {one.member_id for one in present if one.sells or one.member_id in asked}
    if by == "team":
        with_target = {scope for scope in asked if team_id in (None, scope)}
        return {one.team_id for one in present if one.sells} | with_target
    return set()


async def scope_names(session: AsyncSession, companies: Sequence[Company], by: str) -> dict[int, str]:
    """What each scope is called, made unique in the order in which they came."""
    if by == "company":
        named = [(company.id, company.name) for company in companies]
    else:
        model = Member if by == "manager" else Team
        query = select(model.id, model.name).where(
            model.company_id.in_([company.id for company in companies])
        )
        named = [(row.id, row.name) for row in await session.execute(query.order_by(model.id))]
    names: dict[int, str] = {}
    taken = {person_key(name) for _, name in named}
    given: set[str] = set()
    for scope, name in named:
        unique, number = name, 1
        while person_key(unique) in given or (number > 1 and person_key(unique) in taken):
            number += 1
            unique = f"{name} ({number})"
        given.add(person_key(unique))
        names[scope] = unique
    return names


def _cells(line: Line, targeted: Iterable[Kpi], corrected: Mapping[str, Kpi | Part]) -> list[Cell]:
    cells: list[Cell] = [line.name, line.period.label]
    for one in REGISTRY.values():
        parts: tuple[Kpi | Part, ...] = (one, *one.parts)
        cells += [_cell(part, line.values[part.slug], line.currency) for part in parts]
    for one in targeted:
        target = line.targets.get(one.slug)
        share = line.attained.get(one.slug, kpi.NO_VALUE).rounded(4)
        cells.append(None if target is None else _target_cell(one, target, line.currency))
        cells.append(None if share is None else _fraction(share))
    for slug, either in corrected.items():
        later = line.corrected.get(slug)
        cells.append(None if later is None else _cell(either, later, line.currency))
    return cells


def _cell(one: Kpi | Part, value: Value, currency: str) -> Cell:
    shown = kpi.as_decimal(one, value, currency)
    if shown is None:
        return None
    return int(shown) if one.unit == "count" else format(shown, "f")


def _target_cell(one: Kpi, target: Value, currency: str) -> Cell:
    """A count's target that shrank need not be whole: two digits then, as days have."""
    if one.unit != "count" or target.top % target.bottom == 0:
        return _cell(one, target, currency)
    hundredths = target.rounded(2) or 0
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"


def _fraction(ten_thousandths: int) -> str:
    sign, whole = "-" if ten_thousandths < 0 else "", abs(ten_thousandths)
    return f"{sign}{whole // 10_000}.{whole % 10_000:04}"
