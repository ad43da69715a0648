"""The rows of a report: who is listed, under which name, with which cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import Company, Member, Team
from services import kpi
from services.kpi import REGISTRY, Kpi, Part, Presence, Value
from services.names import person_key
from services.periods import Period

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """`columns` and `rows` of the same width; counts are integers, other figures decimal strings, None no value."""

    columns: list[str]
    rows: list[list[Cell]]


@dataclass(slots=True)
class _Line:
    name: str
    period: Period
    currency: str
    values: dict[str, Value]
    targets: dict[str, int]


async def collect(
    session: AsyncSession,
    companies: Sequence[Company],
    periods: Sequence[Period],
    *,
    by: str,
    team_id: int | None = None,
    retention_months: int | None = None,
) -> Figures:
    """A row for every scope active in a period, sorted by name, then period."""
    others = [one for one in kpi.ALL if not one.summed]
    names = await _names(session, companies, by)
    lines: list[_Line] = []
    for company in companies:
        there = await kpi.presences(session, company.id)
        for period in periods:
            measure = partial(
                kpi.measure,
                session,
                company_id=company.id,
                by=by,
                period=period,
                team_ids=None if team_id is None else (team_id,),
            )
            # Only what was logged in the period lists a scope, not that its clients bought before or since.
            values = await measure(kpi.AVAILABLE)
            more = await measure(others, retention_months=retention_months)
            targets = await kpi.targets(session, company_id=company.id, by=by, period=period)
            listed = set(values) | _active(there, period, by, team_id, targets)
            lines += [
                _Line(
                    names[scope],
                    period,
                    company.currency,
                    kpi.nothing(kpi.ALL) | values.get(scope, {}) | more.get(scope, {}),
                    targets.get(scope, {}),
                )
                for scope in listed
            ]
    lines.sort(key=lambda line: (person_key(line.name), line.name, line.period.start))
    targeted = [one for one in REGISTRY.values() if any(one.slug in line.targets for line in lines)]
    return Figures(_columns(targeted), [_cells(line, targeted) for line in lines])


def _active(
    there: Iterable[Presence],
    period: Period,
    by: str,
    team_id: int | None,
    targets: dict[int, dict[str, int]],
) -> set[int]:
    """Ids that are listed even without an entry: who sells in the period, or has a target for it."""
    present = [one for one in there if one.overlaps(period) and team_id in (None, one.team_id)]
    if by == "manager":
        return {one.member_id for one in present if one.sells or one.member_id in targets}
    if by == "team":
        with_target = {scope for scope in targets if team_id in (None, scope)}
        return {one.team_id for one in present if one.sells} | with_target
    return set()


async def _names(session: AsyncSession, companies: Sequence[Company], by: str) -> dict[int, str]:
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


def _columns(targeted: Iterable[Kpi]) -> list[str]:
    slugs = [slug for one in REGISTRY.values() for slug in one.slugs]
    extra = [f"{what}:{one.slug}" for one in targeted for what in ("target", "attainment")]
    return ["scope", "period", *slugs, *extra]


def _cells(line: _Line, targeted: Iterable[Kpi]) -> list[Cell]:
    cells: list[Cell] = [line.name, line.period.label]
    for one in REGISTRY.values():
        cells.append(_cell(one, line.values[one.slug], line.currency))
        cells += [_cell(part, line.values[part.slug], line.currency) for part in one.parts]
    for one in targeted:
        target = line.targets.get(one.slug)
        if target is None:
            cells += [None, None]
            continue
        share = kpi.attainment(one, line.values[one.slug], kpi.Value(target)).rounded(4)
        cells.append(_cell(one, Value(target), line.currency))
        cells.append(None if share is None else _fraction(share))
    return cells


def _cell(one: Kpi | Part, value: Value, currency: str) -> Cell:
    shown = kpi.as_decimal(one, value, currency)
    if shown is None:
        return None
    return int(shown) if one.unit == "count" else format(shown, "f")


def _fraction(ten_thousandths: int) -> str:
    sign, whole = "-" if ten_thousandths < 0 else "", abs(ten_thousandths)
    return f"{sign}{whole // 10_000}.{whole % 10_000:04}"
