"""KPIs of clients: new ones, those who came again, those who come again at all.

A client is the one an entry counts for after merges (`Entry.client_id`). Every entry of a client lies in the
client's company, so what "the company" sold to a client needs no condition but the client.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Team
from services.kpi.values import C, Condition, E, Scope, Shape, Value, Values, earlier, is_deal, within
from services.periods import months_before

RETENTION_MONTHS = 3
_T: Any = Team.__table__.c


@lru_cache
def _new_clients(shape: Shape) -> Select[Any]:
    if shape.by == "company":
        column = bindparam("company", type_=C.company_id.type)
    else:
        column = C.first_member_id if shape.by == "manager" else C.first_team_id
    where = [C.first_day >= bindparam("start"), C.first_day < bindparam("end")]
    if shape.members:
        where.append(C.first_member_id.in_(shape.of_members()))
    else:
        where.append(C.company_id == bindparam("company"))
    if shape.teams:
        where.append(C.first_team_id.in_(shape.of_teams()))
    return shape.grouped(select(column.label("scope"), func.count()).where(*where))


async def new_clients(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `new_clients`: clients whose first deal with the company is in P and was closed by S.

    A first deal written as known: a client was there before the records, and is never new. Which deal was the
    first is kept with the client (services/kpi/firsts.py); `new_clients_recounted` asks the deals themselves.
    """
    found = await session.execute(_new_clients(scope.shape), scope.parameters)
    return {scope_id: {"new_clients": Value(count)} for scope_id, count in found if count}


async def new_clients_recounted(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """`new_clients` from the deals alone, slower by a look for an earlier deal for each one of P."""
    before = Entry.__table__.alias("before").c
    statement = (
        select(scope.shape.column, func.count())
        .where(
            *scope.shape.entries(),
            *within(),
            is_deal(E),
            E.client_id.is_not(None),
            or_(E.new_client.is_(None), E.new_client.is_(True)),
            ~select(before.id)
            .where(before.client_id == E.client_id, is_deal(before), earlier(before, E.day, E.id))
            .correlate(Entry.__table__)
            .exists(),
        )
        .group_by("scope")
    )
    found = await session.execute(statement, scope.parameters)
    return {scope_id: {"new_clients": Value(count)} for scope_id, count in found}


_WINDOWS = select(_T.retention_months).where(_T.company_id == bindparam("company")).distinct()


async def _windows(session: AsyncSession, scope: Scope) -> tuple[int, ...]:
    """N, or all there are where each deal is judged by the setting of its own team.

    That is so for somebody who was in two teams. The company as a whole has no setting, so the default.
    """
    if scope.retention_months is not None:
        return (scope.retention_months,)
    if scope.by == "company":
        return (RETENTION_MONTHS,)
    found = await session.execute(_WINDOWS, {"company": scope.company_id})
    return tuple(sorted(found.scalars()))


@lru_cache
def _retention(shape: Shape, windows: tuple[int, ...]) -> Select[Any]:
    """The days of the N calendar months before P begin at `from_N`."""
    days: list[Condition] = [E.day >= bindparam(f"from_{windows[-1]}"), E.day < bindparam("start")]
    if len(windows) > 1:
        theirs = (
            select(_T.id).where(_T.company_id == bindparam("company"), _T.retention_months == months)
            for months in windows
        )
        days.append(
            or_(
                *(
                    and_(E.day >= bindparam(f"from_{months}"), E.team_id.in_(teams))
                    for months, teams in zip(windows, theirs, strict=True)
                )
            )
        )
    base = (
        select(shape.column, E.client_id)
        .where(*shape.entries(), *days, is_deal(E), E.client_id.is_not(None))
        .distinct()
        .subquery("base")
    )
    again = Entry.__table__.alias("again").c
    came = (
        select(again.id)
        .where(again.client_id == base.c.client_id, is_deal(again), *within(again))
        .correlate(base)
        .exists()
    )
    return select(base.c.scope, func.count().filter(came), func.count()).group_by(base.c.scope)


async def retention(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `retention`: of the clients who bought from S in the N calendar months before P, the share who
    bought again, from anyone in the company, in P.
    """
    windows = await _windows(session, scope)
    if not windows:
        return {}
    days = {f"from_{months}": months_before(scope.period.start, months) for months in windows}
    found = await session.execute(_retention(scope.shape, windows), scope.parameters | days)
    return {scope_id: {"retention": Value(came_again, everyone)} for scope_id, came_again, everyone in found}


@lru_cache
def _repeat_rate(shape: Shape) -> Select[Any]:
    """(scope, client) in the order of an index, and a look for another deal where there is only one of S's."""
    if shape == Shape("company", members=False, teams=False):
        return _whole_repeat_rate()
    bought = (
        select(
            shape.column,
            E.client_id,
            func.sum(E.quantity).label("quantity"),
            func.max(E.id).label("one"),
        )
        .where(
            *shape.entries(ever=shape.by == "manager"),
            E.day < bindparam("end"),
            is_deal(E),
            E.client_id.is_not(None),
        )
        .group_by("scope", E.client_id)
        .subquery("bought")
    )
    other = Entry.__table__.alias("other").c
    elsewhere = (
        select(other.id)
        .where(
            other.client_id == bought.c.client_id,
            is_deal(other),
            other.day < bindparam("end"),
            other.id != bought.c.one,
        )
        .correlate(bought)
        .exists()
    )
    repeated = func.count().filter(or_(bought.c.quantity > 1, elsewhere))
    return select(bought.c.scope, repeated, func.count()).group_by(bought.c.scope)


def _whole_repeat_rate() -> Select[Any]:
    """Of the company every deal is S's: they are counted by client, in the order of another index."""
    company: Any = bindparam("company", type_=C.company_id.type)
    theirs = select(C.id).where(C.company_id == company)
    bought = (
        select(func.sum(E.quantity).label("quantity"))
        .where(E.client_id.in_(theirs), E.day < bindparam("end"), is_deal(E))
        .group_by(E.client_id)
        .subquery("bought")
    )
    several = func.count().filter(bought.c.quantity > 1)
    return select(company.label("scope"), several, func.count()).select_from(bought)


async def repeat_rate(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `repeat_rate`: of the clients who ever bought from S up to the end of P, the share with two or
    more deals with the company up to then.
    """
    found = await session.execute(_repeat_rate(scope.shape), scope.parameters)
    return {scope_id: {"repeat_rate": Value(several, everyone)} for scope_id, several, everyone in found}
