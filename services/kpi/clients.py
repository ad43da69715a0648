"""KPIs of clients: new ones, those who came again, those who come again at all.

A client is the one an entry counts for after merges (`Entry.client_id`). Every entry of a client lies in the
client's company, so what "the company" sold to a client needs no condition but the client.
"""

from __future__ import annotations

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from db.models import Entry, Team
from services.kpi.values import Condition, Scope, Value, Values, earlier, is_deal
from services.periods import months_before

RETENTION_MONTHS = 3


async def new_clients(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `new_clients`: clients whose first deal with the company is in P and was closed by S.

    A first deal written as known: a client was there before the records, and is never new.
    """
    before = aliased(Entry)
    statement = (
        select(scope.column, func.count())
        .where(
            *scope.entries(),
            *scope.within(),
            is_deal(),
            Entry.client_id.is_not(None),
            or_(Entry.new_client.is_(None), Entry.new_client.is_(True)),
            ~select(before.id)
            .where(before.client_id == Entry.client_id, is_deal(before), earlier(before, Entry.day, Entry.id))
            .correlate(Entry)
            .exists(),
        )
        .group_by("scope")
    )
    return {scope_id: {"new_clients": Value(count)} for scope_id, count in await session.execute(statement)}


async def _base_window(session: AsyncSession, scope: Scope) -> list[Condition]:
    """Days of the N calendar months before P.

    N is the setting of the team that a deal was made in: somebody who was in two teams has each deal judged
    by its own team. The company as a whole has no setting, so the default.
    """
    months = scope.retention_months
    if months is None and scope.by == "company":
        months = RETENTION_MONTHS
    end = scope.period.start
    if months is not None:
        return [Entry.day >= months_before(end, months), Entry.day < end]
    settings = select(Team.retention_months).where(Team.company_id == scope.company_id).distinct()
    starts = {n: months_before(end, n) for n in await session.scalars(settings)}
    if not starts:
        return [Entry.id.is_(None)]
    first = case(starts, value=Team.retention_months)
    here = and_(Team.id == Entry.team_id, Entry.day >= first)
    return [
        Entry.day >= min(starts.values()),
        Entry.day < end,
        *([select(Team.id).where(here).correlate(Entry).exists()] if len(starts) > 1 else []),
    ]


async def retention(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `retention`: of the clients who bought from S in the N calendar months before P, the share who
    bought again, from anyone in the company, in P.
    """
    base = (
        select(scope.column, Entry.client_id)
        .where(
            *scope.entries(),
            *await _base_window(session, scope),
            is_deal(),
            Entry.client_id.is_not(None),
        )
        .distinct()
        .subquery("base")
    )
    again = aliased(Entry)
    came = (
        select(again.id)
        .where(again.client_id == base.c.client_id, is_deal(again), *scope.within(again))
        .correlate(base)
        .exists()
    )
    statement = select(base.c.scope, func.count().filter(came), func.count()).group_by(base.c.scope)
    return {
        scope_id: {"retention": Value(came_again, everyone)}
        for scope_id, came_again, everyone in await session.execute(statement)
    }


async def repeat_rate(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `repeat_rate`: of the clients who ever bought from S up to the end of P, the share with two or
    more deals with the company up to then.
    """
    quantity = func.sum(Entry.quantity)
    # Where every entry is of some scope, a client's deals with the scopes add up to those with the company.
    total = func.sum(quantity).over(partition_by=Entry.client_id) if scope.whole else quantity
    bought = (
        select(scope.column, Entry.client_id, total.label("quantity"), func.max(Entry.id).label("one"))
        .where(
            *scope.entries(ever=True), Entry.day < scope.period.end, is_deal(), Entry.client_id.is_not(None)
        )
        .group_by("scope", Entry.client_id)
        .subquery("bought")
    )
    twice: Condition = bought.c.quantity > 1
    if not scope.whole:
        other = aliased(Entry)
        elsewhere = (
            select(other.id)
            .where(
                other.client_id == bought.c.client_id,
                is_deal(other),
                other.day < scope.period.end,
                other.id != bought.c.one,
            )
            .correlate(bought)
            .exists()
        )
        twice = or_(twice, elsewhere)
    repeated = func.count().filter(twice)
    statement = select(bought.c.scope, repeated, func.count()).group_by(bought.c.scope)
    return {
        scope_id: {"repeat_rate": Value(several, everyone)}
        for scope_id, several, everyone in await session.execute(statement)
    }
