"""The rows of `report --closed`: results as they were stored, and beside them what was corrected since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.cli.figures import Figures, Line, laid_out, scope_names
from db.models import Closing, Company, Entry
from services import closing, kpi
from services.kpi import REGISTRY, Kpi, Part, Value
from services.periods import Period

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def collect_closed(
    session: AsyncSession,
    companies: Sequence[Company],
    periods: Sequence[Period],
    *,
    by: str,
    team_id: int | None = None,
) -> Figures:
    """A row for every stored scope and period, the columns those of a recount; `open` names what is not closed.

    A result that a recount has changed since stands as it was stored, with the newest correction in a further
    column `corrected:<slug>`.
    """
    names = await scope_names(session, companies, by)
    lines: list[Line] = []
    targeted: dict[str, Kpi] = {}
    corrected: dict[str, Kpi | Part] = {}
    missing: dict[str, None] = {}
    for company in companies:
        known = await kpi.catalogue(session, company.id, retired=True)
        columns = dict(pair for one in known.values() for pair in _with_parts(one))
        closings = await _closings(session, company.id, periods, by, team_id)
        missing |= dict.fromkeys(await _open(session, company.id, periods, closings, by, team_id))
        stored = await closing.stored(session, [one.id for one in closings])
        later: set[str] = set()
        for one in closings:
            period = Period(one.starts_on, one.ends_on, one.period)
            for scope, results in _scopes(stored.get(one.id, {}), by).items():
                values = kpi.nothing(known.values()) | {slug: r.figure.value for slug, r in results.items()}
                held = results.items() if by != "company" else ()  # a company has goals, and no targets
                targets = {slug: r.figure.target for slug, r in held if r.figure.target.exists}
                targeted |= {slug: known[slug] for slug in targets if slug in known}
                changed = {
                    slug: r.last.value
                    for slug, r in results.items()
                    if r.corrected and not _equal(r.last.value, r.figure.value)
                }
                later |= set(changed)
                attained = {
                    slug: kpi.attainment(known[slug], values[slug], target)
                    for slug, target in targets.items()
                    if slug in known
                }
                lines.append(Line(names[scope], period, company.currency, values, targets, attained, changed))
        corrected |= {slug: columns[slug] for slug in columns if slug in later}
    order = {slug: one for each in REGISTRY.values() for slug, one in _with_parts(each) if slug in corrected}
    figures = laid_out(lines, targeted, order | corrected)
    figures.open.extend(missing)
    return figures


def _with_parts(one: Kpi) -> list[tuple[str, Kpi | Part]]:
    return [(one.slug, one), *((part.slug, part) for part in one.parts)]


def _equal(one: Value, other: Value) -> bool:
    return one.exists == other.exists and one.top * other.bottom == other.top * one.bottom


def _scopes(
    results: dict[tuple[tuple[str, int], str], closing.Stored], by: str
) -> dict[int, dict[str, closing.Stored]]:
    found: dict[int, dict[str, closing.Stored]] = {}
    for ((kind, scope), slug), one in results.items():
        if kind == by:
            found.setdefault(scope, {})[slug] = one
    return found


async def _closings(
    session: AsyncSession, company_id: int, periods: Sequence[Period], by: str, team_id: int | None
) -> list[Closing]:
    if not periods:
        return []
    query = select(Closing).where(
        Closing.company_id == company_id,
        Closing.period == periods[0].kind,
        Closing.starts_on >= min(p.start for p in periods),
        Closing.ends_on <= max(p.end for p in periods),
    )
    if by == "company":
        query = query.where(Closing.team_id.is_(None))
    elif team_id is not None:
        query = query.where(Closing.team_id == team_id)
    else:
        query = query.where(Closing.team_id.is_not(None))
    return list(await session.scalars(query.order_by(Closing.starts_on, Closing.team_id)))


async def _open(
    session: AsyncSession,
    company_id: int,
    periods: Sequence[Period],
    closings: Sequence[Closing],
    by: str,
    team_id: int | None,
) -> list[str]:
    """Labels of the periods of which something that was logged is not stored, or nothing at all is."""
    done = {(one.starts_on, one.team_id) for one in closings}
    found = []
    for period in periods:
        there = {team for start, team in done if start == period.start}
        if there and by != "company" and team_id is None:
            query = select(Entry.team_id).where(
                Entry.company_id == company_id,
                Entry.day >= period.start,
                Entry.day < period.end,
                Entry.team_id.not_in([team for team in there if team is not None]),
            )
            if (await session.execute(query.limit(1))).first() is None:
                continue
        elif there:
            continue
        found.append(period.label)
    return found
