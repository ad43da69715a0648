"""Deals for each of the team's main activity."""

from __future__ import annotations

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Team
from services.kpi.values import Scope, Value, Values, is_deal

# What a built-in activity's entries are called; a counter of a team's own has the name of its KPI.
ACTIVITY_KINDS = {
    "contacts": "contact",
    "calls": "call",
    "meetings": "meeting",
    "demos": "demo",
    "proposals": "proposal",
    "invoices": "invoice",
}


async def conversion(session: AsyncSession, scope: Scope) -> dict[int, Values]:
    """kpi.md, `conversion`: `deals` / the team's main activity in P.

    The activity of an entry's own team counts: over several teams it is all their deals / all their activities.
    """
    main = case(ACTIVITY_KINDS, value=Team.main_activity, else_=Team.main_activity)
    deals = func.coalesce(func.sum(Entry.quantity).filter(is_deal()), 0)
    activity = func.coalesce(func.sum(Entry.quantity).filter(Entry.kind == main), 0)
    statement = (
        select(scope.column, deals, activity)
        .join_from(Entry, Team, Team.id == Entry.team_id)
        .where(*scope.entries(), *scope.within())
        .group_by("scope")
    )
    return {
        scope_id: {"conversion": Value(int(closed), int(made))}
        for scope_id, closed, made in await session.execute(statement)
    }
