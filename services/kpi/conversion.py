"""Deals for each of the team's main activity."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Team
from services.kpi.values import E, Scope, Shape, Value, Values, is_deal, within

_T: Any = Team.__table__.c

# What a built-in activity's entries are called; a counter of a team's own has the name of its KPI.
ACTIVITY_KINDS = {
    "contacts": "contact",
    "calls": "call",
    "meetings": "meeting",
    "demos": "demo",
    "proposals": "proposal",
    "invoices": "invoice",
}


@lru_cache
def _statement(shape: Shape) -> Select[Any]:
    main = case(ACTIVITY_KINDS, value=_T.main_activity, else_=_T.main_activity)
    deals = func.coalesce(func.sum(E.quantity).filter(is_deal(E)), 0)
    activity = func.coalesce(func.sum(E.quantity).filter(E.kind == main), 0)
    return shape.grouped(
        select(shape.column, deals, activity)
        .join_from(Entry.__table__, Team.__table__, _T.id == E.team_id)
        .where(*shape.entries(), *within())
    )


async def conversion(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `conversion`: `deals` / the team's main activity in P.

    The activity of an entry's own team counts: over several teams it is all their deals / all their activities.
    """
    found = await session.execute(_statement(scope.shape), scope.parameters)
    return {scope_id: {"conversion": Value(int(closed), int(made))} for scope_id, closed, made in found}
