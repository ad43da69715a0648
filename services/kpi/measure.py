"""Values of any KPIs for any number of scopes, in statements that grow with the KPIs and not with people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.kpi.registry import Kpi, Part, Sum
from services.kpi.values import NO_VALUE, ZERO, Scope, Shape, Value, Values, within
from services.money import from_minor
from services.periods import Period


def nothing(kpis: Iterable[Kpi]) -> Values:
    """The values of a scope without a single entry."""
    return {slug: ZERO if kpi.cumulative else NO_VALUE for kpi in kpis for slug in kpi.slugs}


async def measure(
    session: AsyncSession,
    kpis: Sequence[Kpi],
    *,
    company_id: int,
    by: str,
    period: Period,
    member_ids: Collection[int] | None = None,
    team_ids: Collection[int] | None = None,
    retention_months: int | None = None,
) -> dict[int, Values]:
    """Values by scope id (member, team or company) and slug.

    `by` is manager, team or company; the filters narrow S's entries. Scopes named by the filter of their kind,
    and the company, are always there; others only where a KPI has entries to count: those of the period for
    sums, of earlier months too for retention and repeat rate. `retention_months` overrides the teams' own.
    """
    scope = Scope(company_id, by, period, member_ids, team_ids, retention_months)
    asked, kpis = kpis, with_bases(kpis)
    found: dict[int, Values] = {scope_id: nothing(kpis) for scope_id in scope.named}
    summed = [kpi for kpi in kpis if kpi.summed]
    counted = [kpi for kpi in kpis if kpi.count is not None]
    parts = [await _sums(session, summed, scope)] if summed else []
    parts += [await kpi.count(session, scope) for kpi in counted if kpi.count is not None]
    for part in parts:
        for scope_id, values in part.items():
            if scope_id not in found:
                found[scope_id] = nothing(kpis)
            found[scope_id].update(values)
    for kpi in asked:
        if kpi.of is not None:
            for values in found.values():
                values[kpi.slug] = ratio(values[kpi.of[0]], values[kpi.of[1]])
    return found


def with_bases(kpis: Sequence[Kpi]) -> Sequence[Kpi]:
    """The KPIs and, for ratios among them, what they are ratios of."""
    if not any(kpi.bases for kpi in kpis):
        return kpis
    return list({one.slug: one for kpi in kpis for one in (*kpi.bases, kpi)}.values())


def ratio(top: Value, bottom: Value) -> Value:
    """One exact figure divided by another; no value where the other is nothing."""
    if not (top.exists and bottom.exists) or bottom.top == 0:
        return NO_VALUE
    return Value(top.top * bottom.bottom, top.bottom * bottom.top)


@lru_cache(256)
def _statement(shape: Shape, kpis: tuple[Kpi, ...]) -> Select[Any]:
    columns: list[Sum] = []
    for kpi in kpis:
        if kpi.top is not None:
            columns.append(kpi.top.label(f"{kpi.slug}_top"))
        if kpi.bottom is not None:
            columns.append(kpi.bottom.label(f"{kpi.slug}_bottom"))
    return shape.grouped(select(shape.column, *columns).where(*shape.entries(), *within()))


async def _sums(session: AsyncSession, kpis: Sequence[Kpi], scope: Scope) -> dict[int, Values]:
    """The KPIs that are sums over the period, in one statement."""
    found: dict[int, Values] = {}
    for row in await session.execute(_statement(scope.shape, tuple(kpis)), scope.parameters):
        values = found[row[0]] = {}
        place = 1
        for kpi in kpis:
            if kpi.bottom is None:
                values[kpi.slug] = Value(int(row[place]))
                place += 1
            else:
                values[kpi.slug] = Value(int(row[place]), int(row[place + 1]))
                place += 2
    return found


def attainment(kpi: Kpi, actual: Value, target: Value) -> Value:
    """actual / target, or target / actual where less is better; never capped. No value without a target.

    Of a down counter, a limit, it is the share used: actual / limit. Source: kpi.md, "Targets", "Progress".
    """
    if not (actual.exists and target.exists) or target.top == 0:
        return NO_VALUE
    if kpi.better == "up" or kpi.cumulative:
        return ratio(actual, target)
    return ratio(target, actual)


def as_decimal(kpi: Kpi | Part, value: Value, currency: str) -> Decimal | None:
    """The value as it is shown: money in the currency's digits, shares with four decimals, days with two."""
    digits = {"money": 0, "count": 0, "percent": 4}.get(kpi.unit, 2)
    rounded = value.rounded(digits)
    if rounded is None:
        return None
    return from_minor(rounded, currency) if kpi.unit == "money" else Decimal(rounded).scaleb(-digits)
