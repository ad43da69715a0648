"""Closing a period: its results, targets and places stored as they are; and what a recount says later, beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Closing, Correction, Result
from services import boards, companies
from services.closing.count import Figure, Scope, of_company, of_team_in
from services.closing.due import Due, due
from services.gate import closing_lock
from services.kpi import NO_VALUE, ZERO, Catalogue, Kpi, Value, catalogue
from services.periods import Period

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """A place or a met target of a closed period that a later change moved."""

    company_id: int
    team_id: int | None
    period: Period
    kpi: Kpi
    scope: Scope
    before: Value
    after: Value
    place_before: int | None
    place_after: int | None
    met_before: bool | None
    met_after: bool | None


async def close_due(session: AsyncSession, now: datetime) -> list[Due]:
    """Closes everything that is due; what is closed already stays as it is. Gives what was closed."""
    return [one for one in await due(session, now) if await close(session, one, now=now)]


async def close(session: AsyncSession, one: Due, *, now: datetime) -> bool:
    """Stores the results of a period; False when somebody has done so already."""
    await companies.lock(session, closing_lock(one.company_id))
    period = one.period
    there = select(Closing.id).where(
        Closing.company_id == one.company_id,
        Closing.team_id.is_not_distinct_from(one.team_id),
        Closing.period == period.kind,
        Closing.starts_on == period.start,
    )
    if (await session.execute(there)).first() is not None:
        return False
    closing = Closing(
        company_id=one.company_id,
        team_id=one.team_id,
        period=period.kind,
        starts_on=period.start,
        ends_on=period.end,
        closed_at=now,
    )
    session.add(closing)
    await session.flush()
    if one.team_id is None:
        figures = await of_company(session, one.company_id, period)
    else:
        figures, _ = await of_team_in(session, one.company_id, one.team_id, period)
    await _insert_results(session, closing.id, figures)
    return True


async def _insert_results(session: AsyncSession, closing_id: int, figures: Iterable[Figure]) -> None:
    rows = [
        {
            "closing_id": closing_id,
            "by": one.scope[0],
            "scope_id": one.scope[1],
            "kpi": one.kpi,
            "top": one.value.top,
            "bottom": one.value.bottom,
            "target_top": one.target.top if one.target.exists else None,
            "target_bottom": one.target.bottom if one.target.exists else None,
            "place": one.place,
        }
        for one in figures
    ]
    for start in range(0, len(rows), CHUNK):
        await session.execute(insert(Result.__table__), rows[start : start + CHUNK])  # type: ignore[arg-type]


@dataclass(slots=True)
class Stored:
    """A stored result, and what it is held to be now: itself, or its last correction."""

    id: int
    figure: Figure
    last: Figure
    corrected: bool = False


async def stored(
    session: AsyncSession, closing_ids: Sequence[int]
) -> dict[int, dict[tuple[Scope, str], Stored]]:
    """The results of closings, by closing, scope and slug."""
    found: dict[int, dict[tuple[Scope, str], Stored]] = {}
    by_id: dict[int, Stored] = {}
    for start in range(0, len(closing_ids), CHUNK):
        some = closing_ids[start : start + CHUNK]
        for row in await session.execute(select(Result.__table__).where(Result.closing_id.in_(some))):
            target = NO_VALUE if row.target_bottom is None else Value(row.target_top, row.target_bottom)
            figure = Figure((row.by, row.scope_id), row.kpi, Value(row.top, row.bottom), target, row.place)
            one = by_id[row.id] = Stored(row.id, figure, figure)
            found.setdefault(row.closing_id, {})[figure.scope, figure.kpi] = one
        later = (
            select(Correction.result_id, Correction.top, Correction.bottom, Correction.place)
            .join(Result, Result.id == Correction.result_id)
            .where(Result.closing_id.in_(some))
            .order_by(Correction.id)
        )
        for result_id, top, bottom, place in await session.execute(later):
            one = by_id[result_id]
            one.last = replace(one.figure, value=Value(top, bottom), place=place)
            one.corrected = True
    return found


async def recount_one(
    session: AsyncSession, closing: Closing, *, by_id: int | None, now: datetime
) -> list[Moved]:
    """Counts a closed period again and puts a correction beside every result that is another now.

    Held against the targets as they were stored. Source: kpi.md, "Closing a period".
    """
    period = Period(closing.starts_on, closing.ends_on, closing.period)
    before = (await stored(session, [closing.id])).get(closing.id, {})
    slugs = {slug for _, slug in before}
    known: Catalogue
    if closing.team_id is None:
        figures = await of_company(session, closing.company_id, period)
        known = await catalogue(session, closing.company_id, retired=True)
    else:
        targets: dict[Scope, dict[str, Value]] = {}
        for (scope, slug), one in before.items():
            held = targets.setdefault(scope, {})
            if one.figure.target.exists:
                held[slug] = one.figure.target
        figures, known = await of_team_in(
            session, closing.company_id, closing.team_id, period, stored=targets
        )
    figures = [one for one in figures if one.kpi in slugs]
    before |= await _newcomers(session, closing.id, figures, before, known)
    corrections: list[dict[str, Any]] = []
    moved = []
    for figure in figures:
        was = before[figure.scope, figure.kpi]
        old = was.last
        if (old.value, old.place) == (figure.value, figure.place):
            continue
        corrections.append(
            {
                "result_id": was.id,
                "at": now,
                "top": figure.value.top,
                "bottom": figure.value.bottom,
                "place": figure.place,
                "by_id": by_id,
            }
        )
        kpi = known.get(figure.kpi)
        if kpi is None:  # a part of another: a median, a coverage
            continue
        met = tuple(boards.met(kpi, value, was.figure.target) for value in (old.value, figure.value))
        if old.place != figure.place or met[0] != met[1]:
            moved.append(
                Moved(
                    closing.company_id,
                    closing.team_id,
                    period,
                    kpi,
                    figure.scope,
                    old.value,
                    figure.value,
                    old.place,
                    figure.place,
                    *met,
                )
            )
    if corrections:
        await session.execute(insert(Correction.__table__), corrections)  # type: ignore[arg-type]
    return _worth_saying(moved, before.values())


async def _newcomers(
    session: AsyncSession,
    closing_id: int,
    figures: list[Figure],
    before: dict[tuple[Scope, str], Stored],
    known: Catalogue,
) -> dict[tuple[Scope, str], Stored]:
    """Who was not there when the period closed: nothing was stored of them, so nothing stands there."""
    fresh = [one for one in figures if (one.scope, one.kpi) not in before]
    if not fresh:
        return {}
    nothing = [
        Figure(one.scope, one.kpi, ZERO if one.kpi in known and known[one.kpi].cumulative else NO_VALUE)
        for one in fresh
    ]
    await _insert_results(session, closing_id, nothing)
    every = (await stored(session, [closing_id]))[closing_id]
    return {key: one for key, one in every.items() if key not in before}


def _worth_saying(moved: list[Moved], results: Iterable[Stored]) -> list[Moved]:
    """Places are a matter of the KPIs the team has targets for; where it has none, of the revenue."""
    targeted = {one.figure.kpi for one in results if one.figure.target.exists} or {"sales_volume"}
    return [one for one in moved if one.kpi.slug in targeted]
