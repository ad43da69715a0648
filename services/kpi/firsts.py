"""The first deal of each client, kept beside the entries: what new clients are counted by.

Kept in the transaction of whatever changes it: `first_day`, `first_team_id` and `first_member_id` of a client say
when and by whom its first deal with the company was closed. They are empty without a deal, and where the first
one was written as known. docs/decisions/kpi.md has the figures that ask for it; `check` recounts it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, bindparam, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Client, Entry

CHUNK = 500
_C, _E = Client.__table__.c, Entry.__table__.c

# One lookup in (client_id, day) a client; every other way to say it takes three.
REFRESH = text("""
UPDATE client SET (first_day, first_team_id, first_member_id) = (
    SELECT CASE WHEN coalesce(new_client, true) THEN day END,
           CASE WHEN coalesce(new_client, true) THEN team_id END,
           CASE WHEN coalesce(new_client, true) THEN member_id END
    FROM entry
    WHERE entry.client_id = client.id AND kind = 'deal' AND quantity > 0 AND voided_at IS NULL
    ORDER BY day, entry.id LIMIT 1
) WHERE id IN :ids
""").bindparams(bindparam("ids", expanding=True))
_LOCK = (
    select(_C.id)
    .where(_C.id.in_(bindparam("ids", expanding=True)))
    .order_by(_C.id)
    .with_for_update(key_share=True)
)


@dataclass(frozen=True, slots=True)
class First:
    """The first deal of a client that is only being made; `new` is False where it was written as known."""

    day: date
    team_id: int
    member_id: int
    new: bool

    @property
    def kept(self) -> dict[str, Any]:
        """What a client's row says of it."""
        return {
            "first_day": self.day if self.new else None,
            "first_team_id": self.team_id if self.new else None,
            "first_member_id": self.member_id if self.new else None,
        }


NONE: dict[str, Any] = {"first_day": None, "first_team_id": None, "first_member_id": None}


def facts(entry: Entry) -> tuple[Any, ...] | None:
    """What of an entry the first deal of its client may hang on; None of what can be no first deal."""
    if entry.kind != "deal" or entry.quantity == 0 or entry.voided_at is not None or entry.client_id is None:
        return None
    return entry.client_id, entry.day, entry.new_client is not False, entry.team_id, entry.member_id


async def changed(
    session: AsyncSession, before: tuple[Any, ...] | None, after: tuple[Any, ...] | None
) -> None:
    """Follows a change of an entry, which is flushed already: its `facts` before and after."""
    if before != after:
        await refresh(session, {seen[0] for seen in (before, after) if seen is not None})


async def refresh(session: AsyncSession, client_ids: Iterable[int], *, locked: bool = False) -> None:
    """Takes the first deals of these clients from their entries.

    Whoever changes a client's deals waits for whoever did so before (`locked`: has waited), or on PostgreSQL
    neither would see the other's. SQLite has one writer anyway.
    """
    ids = sorted(set(client_ids))
    for start in range(0, len(ids), CHUNK):
        some = {"ids": ids[start : start + CHUNK]}
        if not locked:
            await session.execute(_LOCK, some)
        await session.execute(REFRESH, some)


def _recounted(company_id: int | None) -> Subquery:
    """The same from all entries: client_id, day, team_id, member_id of clients whose first deal made them new."""
    place = func.row_number().over(partition_by=_E.client_id, order_by=(_E.day, _E.id))
    deals = select(_E.client_id, _E.day, _E.team_id, _E.member_id, _E.new_client, place.label("place")).where(
        _E.kind == "deal", _E.quantity > 0, _E.voided_at.is_(None), _E.client_id.is_not(None)
    )
    if company_id is not None:
        deals = deals.where(_E.company_id == company_id)
    ranked = deals.subquery("ranked")
    new: ColumnElement[bool] = or_(ranked.c.new_client.is_(None), ranked.c.new_client.is_(True))
    return select(ranked).where(ranked.c.place == 1, new).subquery("firsts")


async def wrong(session: AsyncSession, *, company_id: int | None = None) -> list[int]:
    """The clients whose kept first deal is not what their entries say; reads every deal there is."""
    first = _recounted(company_id)
    differs = or_(
        _C.first_day.is_distinct_from(first.c.day),
        _C.first_team_id.is_distinct_from(first.c.team_id),
        _C.first_member_id.is_distinct_from(first.c.member_id),
    )
    statement = select(_C.id).outerjoin_from(Client.__table__, first, first.c.client_id == _C.id)
    if company_id is not None:
        statement = statement.where(_C.company_id == company_id)
    return list((await session.execute(statement.where(differs).order_by(_C.id))).scalars())


async def repair(session: AsyncSession, client_ids: Collection[int]) -> None:
    """Sets right what `wrong` found."""
    await refresh(session, client_ids)
