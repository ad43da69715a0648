"""Raw updates, kept until their effect is committed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore_returning
from db.hot import hot
from db.models import InboxUpdate

KEEP = timedelta(days=8)  # update ids start over after a week without updates
MAX_ATTEMPTS = 5
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_LARGEST = 2**63  # what no database can hold is no chat's number


@dataclass(frozen=True, slots=True)
class Item:
    """One raw update waiting for its effect."""

    id: int
    lane: int
    raw: dict[str, Any]
    attempts: int = 0


def lane_of(raw: dict[str, Any]) -> int:
    """The chat an update belongs to (the person, where there is none): its order is kept within it."""
    for value in raw.values():
        if not isinstance(value, dict):
            continue
        message = value.get("message")
        for holder in (value, message if isinstance(message, dict) else {}):
            chat = holder.get("chat")
            if isinstance(chat, dict) and _fits(chat.get("id")):
                return int(chat["id"])
        sender = value.get("from")
        if isinstance(sender, dict) and _fits(sender.get("id")):
            return int(sender["id"])
    return 0


def _fits(number: object) -> TypeGuard[int]:
    return isinstance(number, int) and -_LARGEST <= number < _LARGEST


async def store(session: AsyncSession, updates: Sequence[dict[str, Any]], *, now: datetime) -> list[Item]:
    """Keeps the updates; returns those that were not here already, in their order."""
    if not updates:
        return []
    rows, lanes = [], []
    for raw in updates:
        text = _encode(raw)
        update_id, lane = raw.get("update_id"), lane_of(raw)
        lanes.append(lane)
        rows.append(
            {
                "fingerprint": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
                "update_id": update_id if _fits(update_id) else 0,
                "lane": lane,
                "raw": json.dumps(raw),  # escapes what is not ASCII: half a surrogate pair can be stored so
                "state": "new",
                "attempts": 0,
                "received_at": now,
            }
        )
    statement = insert_or_ignore_returning(session, InboxUpdate, ["fingerprint"], ["id", "fingerprint"])
    stored = {row.fingerprint: row.id for row in await session.execute(statement, rows)}
    items = []
    for raw, row, lane in zip(updates, rows, lanes, strict=True):
        number = stored.pop(row["fingerprint"], None)  # pop: the same update twice in one batch is one
        if number is not None:
            items.append(Item(number, lane, raw))
    return items


_OPEN = (
    select(InboxUpdate.id, InboxUpdate.lane, InboxUpdate.raw, InboxUpdate.attempts)
    .where(InboxUpdate.state == "new")
    .order_by(InboxUpdate.id)
)
_TABLE = InboxUpdate.__table__
_T = InboxUpdate.__table__
_CLAIM = hot(
    update(_TABLE)  # type: ignore[arg-type]
    .where(_TABLE.c.id == bindparam("item"), _TABLE.c.state == "new")
    .values(state="done", raw=None, error=None)
)


async def waiting(session: AsyncSession) -> list[Item]:
    """Everything not handled yet, oldest first."""
    return [
        Item(row.id, row.lane, json.loads(row.raw or "{}"), row.attempts)
        for row in await session.execute(_OPEN)
    ]


async def finish(session: AsyncSession, item_id: int) -> bool:
    """Marks it handled in the transaction of its effect; False when somebody else already has."""
    result = await session.execute(_CLAIM, {"item": item_id})
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def fail(session: AsyncSession, item: Item, *, error: str, number: str) -> int:
    """Counts a failed try; at the fifth the update is set aside. Returns the tries so far."""
    attempts = item.attempts + 1
    await session.execute(
        update(InboxUpdate)
        .where(InboxUpdate.id == item.id, InboxUpdate.state == "new")
        .values(
            attempts=attempts,
            error=error[:200],
            number=number,
            state="failed" if attempts >= MAX_ATTEMPTS else "new",
        )
    )
    return attempts


async def quarantine(session: AsyncSession, item_id: int, *, error: str) -> None:
    """Sets an update aside that cannot be decoded."""
    await session.execute(
        update(InboxUpdate).where(InboxUpdate.id == item_id).values(state="quarantined", error=error[:200])
    )


async def set_aside(session: AsyncSession) -> list[InboxUpdate]:
    """What failed for good or could not be decoded."""
    statement = (
        select(InboxUpdate).where(InboxUpdate.state.in_(("failed", "quarantined"))).order_by(InboxUpdate.id)
    )
    return list(await session.scalars(statement))


async def retry(session: AsyncSession, item_id: int | None) -> int:
    """Puts one (or, with None, all) of what was set aside back into the queue; returns how many."""
    statement = (
        update(InboxUpdate)
        .where(InboxUpdate.state.in_(("failed", "quarantined")), InboxUpdate.raw.is_not(None))
        .values(state="new", attempts=0, error=None)
    )
    if item_id is not None:
        statement = statement.where(InboxUpdate.id == item_id)
    return int((await session.execute(statement)).rowcount)  # type: ignore[attr-defined]


async def purge(session: AsyncSession, *, now: datetime) -> None:
    """Forgets handled updates after the time in which Telegram could send them again."""
    await session.execute(
        delete(InboxUpdate).where(InboxUpdate.state == "done", InboxUpdate.received_at < now - KEEP)
    )


async def count_open(session: AsyncSession) -> int:
    statement = select(func.count()).select_from(InboxUpdate).where(InboxUpdate.state == "new")
    return int((await session.execute(statement)).scalar_one())
