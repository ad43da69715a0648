"""After a change in closed periods: which of them may have other figures now, counted again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Closing, Entry, State
from services import companies
from services.closing.store import Moved, recount_one
from services.gate import TOUCHED, closing_lock


@dataclass(frozen=True, slots=True)
class Pending:
    """What of one company has to be counted again: closings, because of these marks, changed by this one person."""

    company_id: int
    closing_ids: list[int]
    keys: list[str]
    by_id: int | None


async def pending(session: AsyncSession, company_id: int | None = None) -> list[Pending]:
    """Everything that was touched since it was last counted, by company."""
    rows = await session.execute(
        select(State.key, State.value).where(State.key.like(f"{TOUCHED}%")).order_by(State.key)
    )
    marks: dict[int, list[dict[str, Any]]] = {}
    keys: dict[int, list[str]] = {}
    for key, value in rows:
        mark = json.loads(value)
        if company_id in (None, mark["company"]):
            marks.setdefault(mark["company"], []).append(mark)
            keys.setdefault(mark["company"], []).append(key)
    found = []
    for company, theirs in sorted(marks.items()):
        authors = {mark["by"] for mark in theirs}
        by_id = authors.pop() if len(authors) == 1 else None
        found.append(Pending(company, await _concerned(session, company, theirs), keys[company], by_id))
    return found


async def recount(session: AsyncSession, now: datetime, company_id: int | None = None) -> list[Moved]:
    """Puts corrections beside results that are others now; gives the places and met targets that changed.

    Of everything that was touched since the last time, of one company or of all. Doing it again changes nothing.
    """
    moved: list[Moved] = []
    for one in await pending(session, company_id):
        for closing_id in one.closing_ids:
            moved += await recount_closing(session, one, closing_id, now)
        await settle(session, one)
    return moved


async def recount_closing(session: AsyncSession, one: Pending, closing_id: int, now: datetime) -> list[Moved]:
    """The same for one closed period; what touched it stays noted until `settle`."""
    await companies.lock(session, closing_lock(one.company_id))
    closing = await session.get_one(Closing, closing_id)
    return await recount_one(session, closing, by_id=one.by_id, now=now)


async def settle(session: AsyncSession, one: Pending) -> None:
    """All of it was counted: what touched it is forgotten, and only that."""
    for start in range(0, len(one.keys), 500):
        await session.execute(delete(State).where(State.key.in_(one.keys[start : start + 500])))


async def _concerned(session: AsyncSession, company_id: int, marks: list[dict[str, Any]]) -> list[int]:
    """Closed periods that a change could have moved: with clients, of all their teams and later ones too."""
    conditions = []
    for mark in marks:
        first, last = date.fromisoformat(mark["first"]), date.fromisoformat(mark["last"])
        if mark.get("everything"):
            conditions.append(Closing.ends_on > first)
            continue
        teams = set(mark["teams"])
        if mark["clients"]:
            own = select(Entry.team_id).where(Entry.client_id.in_(mark["clients"])).distinct()
            teams |= set(await session.scalars(own))
        whose = or_(Closing.team_id.is_(None), Closing.team_id.in_(teams))
        until = [] if mark["clients"] else [Closing.starts_on <= last]
        conditions.append(and_(whose, Closing.ends_on > first, *until))
    query = select(Closing.id).where(Closing.company_id == company_id, or_(*conditions))
    return list(await session.scalars(query.order_by(Closing.ends_on, Closing.id)))
