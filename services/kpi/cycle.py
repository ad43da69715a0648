"""The sales cycle: from the first contact to the deal."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry
from services.kpi.values import NO_VALUE, E, Scope, Shape, Value, Values, earlier, is_deal, within

CONTACT_KINDS = ("contact", "call", "meeting", "demo", "proposal", "invoice")


@lru_cache
def _statement(shape: Shape) -> Select[Any]:
    """A row (scope, quantity, day, first contact or none) a deal."""
    own = and_(E.first_contact.is_not(None), E.first_contact <= E.day)
    previous = Entry.__table__.alias("previous").c
    previous_id = (
        select(previous.id)
        .where(previous.client_id == E.client_id, is_deal(previous), earlier(previous, E.day, E.id))
        .order_by(previous.day.desc(), previous.id.desc())
        .limit(1)
        .correlate(Entry.__table__)
        .scalar_subquery()
    )
    deals = (
        select(
            shape.column,
            E.id,
            E.day,
            E.client_id,
            E.quantity,
            case((own, E.first_contact)).label("own"),
            case((~func.coalesce(own, False), previous_id)).label("previous_id"),
        )
        .where(*shape.entries(), *within(), is_deal(E))
        .subquery("deals")
    )
    last_table, touch = Entry.__table__.alias("last"), Entry.__table__.alias("touch").c
    last = last_table.c
    # The bound on days lets the index leave out what lies before the previous deal.
    after_last = and_(
        touch.day >= func.coalesce(last.day, date.min),
        or_(last.id.is_(None), touch.day > last.day, touch.id > last.id),
    )
    touched = (
        select(touch.day)
        .where(
            touch.client_id == deals.c.client_id,
            touch.kind.in_(CONTACT_KINDS),
            touch.quantity > 0,
            touch.voided_at.is_(None),
            earlier(touch, deals.c.day, deals.c.id),
            after_last,
        )
        .order_by(touch.day)
        .limit(1)
        .correlate(deals, last_table)
        .scalar_subquery()
    )
    first = case((deals.c.own.is_not(None), deals.c.own), else_=touched)
    return select(deals.c.scope, deals.c.quantity, deals.c.day, first).outerjoin_from(
        deals, last_table, last.id == deals.c.previous_id
    )


async def sales_cycle(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `sales_cycle`: closing date - first contact over S's deals closed in P; mean, median, coverage.

    First contact is the deal's own where known (one after the closing day is none), else the earliest activity
    with the client, by anyone, after the client's previous deal and before this one. An entry of quantity 3
    is three deals, so that the coverage is a share of `deals`.
    """
    closed: Counter[int] = Counter()
    cycles: dict[int, Counter[int]] = {}
    for scope_id, quantity, day, contact in await session.execute(_statement(scope.shape), scope.parameters):
        closed[scope_id] += quantity
        if contact is not None:
            cycles.setdefault(scope_id, Counter())[(day - contact).days] += quantity
    return {scope_id: _values(cycles.get(scope_id, Counter()), deals) for scope_id, deals in closed.items()}


def _values(days: Counter[int], deals: int) -> Values:
    known = days.total()
    return {
        "sales_cycle": Value(sum(length * times for length, times in days.items()), known),
        "sales_cycle_median": median(days),
        "sales_cycle_coverage": Value(known, deals),
    }


def median(times: Counter[int]) -> Value:
    """The middle of values that occur so many times, or the mean of the two in the middle."""
    total = times.total()
    if not total:
        return NO_VALUE
    middle = []
    for place in ((total - 1) // 2, total // 2):
        passed = 0
        for value in sorted(times):
            passed += times[value]
            if passed > place:
                middle.append(value)
                break
    return Value(sum(middle), 2)
