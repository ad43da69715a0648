"""The ledger: what went out unasked, to whom, and what did not and why. Rows of the outbox, one a receiver and slot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore_returning
from db.models import OutboxMessage
from services.outbox import Outgoing
from services.pushes.due import Due

LIMIT = 3  # unasked messages a person and day
_SAID = ("pending", "sending", "sent", "uncertain")


@dataclass(frozen=True, slots=True)
class Row:
    """`payload` to be sent, or None with the `reason` it is not: absent, quiet, reported, nothing, limit, late.

    `carried`: further pushes whose text this message carries.
    """

    due: Due
    payload: dict[str, Any] | None
    reason: str | None = None
    carried: tuple[Due, ...] = ()


async def said_today(session: AsyncSession, member_ids: Collection[int], day: date) -> dict[int, int]:
    """How many messages each of these people was sent unasked on their date; who got none is not there."""
    if not member_ids:
        return {}
    query = (
        select(OutboxMessage.member_id, func.count())
        .where(
            OutboxMessage.member_id.in_(list(member_ids)),
            OutboxMessage.day == day,
            OutboxMessage.push.is_not(None),
            OutboxMessage.push != "feedback",
            OutboxMessage.carried_by_id.is_(None),
            OutboxMessage.state.in_(_SAID),
        )
        .group_by(OutboxMessage.member_id)
    )
    return {member_id: count for member_id, count in await session.execute(query) if member_id is not None}


async def store(session: AsyncSession, rows: Sequence[Row], *, now: datetime) -> list[Outgoing]:
    """Writes what was decided in the current transaction; what somebody has decided meanwhile stays as it is.

    Gives what is to be sent.
    """
    statement = insert_or_ignore_returning(session, OutboxMessage, ["key"], ["id"], where="key IS NOT NULL")
    stored = []
    for row in rows:
        state = "pending" if row.payload is not None else "skipped"
        values = _values(row.due, now, state=state, payload=row.payload, reason=row.reason)
        number = (await session.execute(statement, values)).scalar_one_or_none()
        if number is None:
            continue
        for other in row.carried:
            carried = _values(other, now, state="sent" if row.payload else "skipped", reason=row.reason)
            await session.execute(statement, {**carried, "carried_by_id": number})
        if row.payload is not None:
            stored.append(Outgoing(number, row.due.chat_id, row.payload, None))
    return stored


def _values(
    one: Due, now: datetime, *, state: str, payload: dict[str, Any] | None = None, reason: str | None = None
) -> dict[str, Any]:
    return {
        "chat_id": one.chat_id,
        "payload": payload or {},
        "report_id": None,
        "state": state,
        "attempts": 0,
        "error": reason,
        "created_at": now,
        "push": one.push,
        "key": one.key,
        "company_id": one.company_id,
        "team_id": one.team_id,
        "member_id": one.member_id,
        "day": one.day,
        "expires_at": one.until,
        "carried_by_id": None,
        "once": True,
    }
