"""The deals behind the sales cycle: each with its first contact, where that is known from, and the days between."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from db.models import Entry
from services.access import Me, visible_to
from services.entries import Line
from services.kpi.cycle import CONTACT_KINDS
from services.kpi.values import earlier, is_deal
from services.why.entries import lines
from services.why.model import PAGE, Listed, Row, Scope, pages_of


async def listed(session: AsyncSession, me: Me, scope: Scope, page: int) -> Listed:
    """A page of S's deals in P, the newest first; those of unknown first contact stand there without days."""
    where = and_(*scope.entries(), *scope.within(), is_deal())
    total = int((await session.execute(select(func.count()).select_from(Entry).where(where))).scalar_one())
    page, pages = pages_of(total, page)
    query = select(Entry.id).where(where).order_by(Entry.day.desc(), Entry.id.desc())
    ids = list(await session.scalars(query.offset(page * PAGE).limit(PAGE)))
    there = await lines(session, ids)
    touches = await _touches(session, [id_ for id_ in ids if not _own(there[id_])])
    seen = await _seen(session, me, [touch for touch, _, _ in touches.values()])
    rows = []
    for id_ in ids:
        x = there[id_]
        if _own(x) and x.first_contact is not None:
            rows.append(_row(x, x.first_contact, "own"))
        elif id_ in touches:
            touch, day, kind = touches[id_]
            rows.append(_row(x, day, kind if touch in seen else "colleague"))
        else:
            rows.append(Row(x, x.client, deals=x.quantity))
    return Listed(tuple(rows), page, pages, total)


def _own(x: Line) -> bool:
    """The deal's own first contact; one after the closing day is none."""
    return x.first_contact is not None and x.first_contact <= x.day


def _row(x: Line, first: date, source: str) -> Row:
    return Row(x, x.client, "", x.quantity, first, source, (x.day - first).days)


async def _touches(session: AsyncSession, deal_ids: list[int]) -> dict[int, tuple[int, date, str]]:
    """The first activity with a deal's client after the client's previous deal: (entry, day, kind) by deal.

    By anyone in the company. Source: kpi.md, `sales_cycle`.
    """
    if not deal_ids:
        return {}
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
        select(Entry.id, Entry.day, Entry.client_id, previous_id.label("previous_id"))
        .where(Entry.id.in_(deal_ids), Entry.client_id.is_not(None))
        .subquery("deals")
    )
    last, touch = aliased(Entry), aliased(Entry)
    after_last = and_(
        touch.day >= func.coalesce(last.day, date.min),
        or_(last.id.is_(None), touch.day > last.day, touch.id > last.id),
    )
    first = (
        select(touch.id)
        .where(
            touch.client_id == deals.c.client_id,
            touch.kind.in_(CONTACT_KINDS),
            touch.quantity > 0,
            touch.voided_at.is_(None),
            earlier(touch, deals.c.day, deals.c.id),
            after_last,
        )
        .order_by(touch.day, touch.id)
        .limit(1)
        .correlate(deals, last)
        .scalar_subquery()
    )
    query = select(deals.c.id, first.label("touch")).outerjoin_from(
        deals, last, last.id == deals.c.previous_id
    )
    found = {deal: touch_id for deal, touch_id in await session.execute(query) if touch_id is not None}
    known = select(Entry.id, Entry.day, Entry.kind).where(Entry.id.in_(set(found.values())))
    entries = {id_: (id_, day, kind) for id_, day, kind in await session.execute(known)}
    return {deal: entries[touch_id] for deal, touch_id in found.items()}


async def _seen(session: AsyncSession, me: Me, ids: list[int]) -> set[int]:
    """Those of these entries that `me` may see."""
    if not ids:
        return set()
    return set(await session.scalars(select(Entry.id).where(Entry.id.in_(ids), visible_to(me))))
