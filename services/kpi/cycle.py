"""The sales cycle: from the first contact to the deal."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from db.models import Entry
from services.kpi.values import NO_VALUE, Scope, Value, Values, earlier, is_deal

CONTACT_KINDS = ("contact", "call", "meeting", "demo", "proposal", "invoice")


async def sales_cycle(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `sales_cycle`: closing date - first contact over S's deals closed in P; mean, median, coverage.

    First contact is the deal's own where known (one after the closing day is none), else the earliest activity
    with the client, by anyone, after the client's previous deal and before this one. An entry of quantity 3
    is three deals, so that the coverage is a share of `deals`.
    """
    own = and_(Entry.first_contact.is_not(None), Entry.first_contact <= Entry.day)
    previous = aliased(Entry)
    previous_id = (
        select(previous.id)
        .where(
            previous.client_id == Entry.client_id, is_deal(previous), earlier(previous, Entry.day, Entry.id)
        )
        .order_by(previous.day.desc(), previous.id.desc())
        .limit(1)
        .correlate(Entry)
        .scalar_subquery()
    )
    deals = (
        select(
            scope.column,
            Entry.id,
            Entry.day,
            Entry.client_id,
            Entry.quantity,
            case((own, Entry.first_contact)).label("own"),
            case((~func.coalesce(own, False), previous_id)).label("previous_id"),
        )
        .where(*scope.entries(), *scope.within(), is_deal())
        .subquery("deals")
    )
    last = aliased(Entry)
    touch = aliased(Entry)
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
        .correlate(deals, last)
        .scalar_subquery()
    )
    first = case((deals.c.own.is_not(None), deals.c.own), else_=touched)
    statement = select(deals.c.scope, deals.c.quantity, deals.c.day, first).outerjoin_from(
        deals, last, last.id == deals.c.previous_id
    )
    closed: Counter[int] = Counter()
    cycles: dict[int, Counter[int]] = {}
    for scope_id, quantity, day, contact in await session.execute(statement):
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
