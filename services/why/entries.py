"""The entries behind sums over a period, and what of them was left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Client, Entry, Member
from services.entries import Line
from services.entries.rows import line
from services.kpi import Kpi
from services.kpi.values import Condition
from services.why.model import PAGE, Left, Listed, Part, Row, Scope, pages_of


@dataclass(frozen=True, slots=True)
class Tally:
    """S's deals in P, counted and added up in every way that an explanation needs; amounts in minor units."""

    deals: int
    amount: int  # of deals and further payments
    priced: int  # deals with an amount
    no_client: int
    further: int  # further payments, with their sum
    further_amount: int
    refunds: int
    refunded: int


async def tally(session: AsyncSession, scope: Scope) -> Tally:
    deal, refund = Entry.kind == "deal", Entry.kind == "refund"
    further = and_(deal, Entry.quantity == 0, Entry.amount.is_not(None))

    def total(column: Any, *where: Condition) -> Any:
        return func.coalesce(func.sum(column).filter(*where), 0)

    row = (
        await session.execute(
            select(
                total(Entry.quantity, deal),
                total(Entry.amount, deal),
                total(Entry.quantity, deal, Entry.amount.is_not(None)),
                total(Entry.quantity, deal, Entry.client_id.is_(None)),
                func.count().filter(further),
                total(Entry.amount, further),
                func.count().filter(refund),
                total(Entry.amount, refund),
            ).where(*scope.entries(), *scope.within(), Entry.kind.in_(("deal", "refund")))
        )
    ).one()
    return Tally(*(int(x) for x in row))


def counted(kpi: Kpi) -> list[Condition]:
    """Which entries of the period a sum is made of."""
    match kpi.slug:
        case "sales_volume":
            return [Entry.kind.in_(("deal", "refund")), Entry.amount.is_not(None)]
        case "average_check":
            return [Entry.kind == "deal", Entry.amount.is_not(None)]
    what = Entry.amount.is_not(None) if kpi.unit == "money" else Entry.quantity > 0
    return [Entry.kind.in_(kpi.kinds), what]


async def listed(session: AsyncSession, scope: Scope, kpi: Kpi, page: int) -> Listed:
    """A page of the entries of a sum, the newest first."""
    where = and_(*scope.entries(), *scope.within(), *counted(kpi))
    total = int((await session.execute(select(func.count()).select_from(Entry).where(where))).scalar_one())
    page, pages = pages_of(total, page)
    ids = select(Entry.id).where(where).order_by(Entry.day.desc(), Entry.id.desc())
    found = list(await session.scalars(ids.offset(page * PAGE).limit(PAGE)))
    there = await lines(session, found, kpi)
    return Listed(tuple(Row(there[id_]) for id_ in found), page, pages, total)


async def lines(session: AsyncSession, ids: list[int], kpi: Kpi | None = None) -> dict[int, Line]:
    """These entries for showing, with clients and writers; a counter's by the name it has. May they be seen?"""
    if not ids:
        return {}
    query = (
        select(Entry, Client.name, Member.name)
        .outerjoin(Client, Client.id == Entry.client_id)
        .join(Member, Member.id == Entry.member_id)
        .where(Entry.id.in_(ids))
    )
    found = {}
    for entry, client, member in await session.execute(query):
        names = {entry.client_id: client} if entry.client_id and client else {}
        shown = line(entry, names, member=member)
        named = kpi is not None and kpi.name and entry.kind == kpi.slug
        found[entry.id] = replace(shown, kind=kpi.name or "") if named and kpi else shown
    return found


def parts_of(kpi: Kpi, all_: Tally) -> tuple[Part, ...]:
    """What volume and check are put together from; further payments and refunds only where there are any."""
    if kpi.slug not in ("sales_volume", "average_check"):
        return ()
    found = [Part("deals", all_.priced, all_.amount - all_.further_amount)]
    if all_.further:
        found.append(Part("further", all_.further, all_.further_amount))
    if all_.refunds and kpi.slug == "sales_volume":
        found.append(Part("refunds", all_.refunds, -all_.refunded))
    # The check has its sum and its number of deals in lines of their own.
    return tuple(found) if kpi.slug == "sales_volume" or len(found) > 1 else ()


def left_of(kpi: Kpi, all_: Tally) -> tuple[Left, ...]:
    """What deals KPIs leave out."""
    found = []
    if kpi.slug in ("sales_volume", "average_check") and all_.deals > all_.priced:
        found.append(Left("no-amount", all_.deals - all_.priced, all_.deals))
    if kpi.slug == "deals" and all_.further:
        found.append(Left("further", all_.further))
    if kpi.slug in ("deals", "average_check") and all_.refunds:
        found.append(Left("refunds", all_.refunds))
    if kpi.slug == "new_clients" and all_.no_client:
        found.append(Left("no-client", all_.no_client, all_.deals))
    return tuple(found)


async def without_amount(session: AsyncSession, scope: Scope, kpi: Kpi) -> tuple[Left, ...]:
    """Entries of a money counter that say no sum."""
    kind = Entry.kind.in_(kpi.kinds)
    query = select(
        func.coalesce(func.sum(Entry.quantity).filter(Entry.amount.is_(None)), 0),
        func.coalesce(func.sum(Entry.quantity), 0),
    ).where(*scope.entries(), *scope.within(), kind)
    none, everything = (int(x) for x in (await session.execute(query)).one())
    return (Left("no-sum", none, everything),) if none else ()
