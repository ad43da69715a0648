"""Messages to send: rows first, so that a crash loses none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.hot import hot
from db.models import Account, OutboxMessage, Report

KEEP = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way. `report_id` names the report whose receipt it is."""

    id: int
    chat_id: int
    payload: dict[str, Any]
    report_id: int | None
    fresh: bool = False  # nothing of the report was sent before: need not be looked up


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one message: `message_id` when it was delivered, else the `error`."""

    id: int
    message_id: int | None
    report_id: int | None
    error: str | None = None


_INSERT = hot(insert(OutboxMessage.__table__).returning(OutboxMessage.__table__.c.id))  # type: ignore[arg-type]
_PENDING = (
    select(OutboxMessage.id, OutboxMessage.chat_id, OutboxMessage.payload, OutboxMessage.report_id)
    .where(OutboxMessage.state == "pending")
    .order_by(OutboxMessage.id)
)
_RECEIPT = select(Report.receipt_message_id).where(Report.id == bindparam("report"))
_MARK = hot(
    update(OutboxMessage.__table__)  # type: ignore[arg-type]
    .where(OutboxMessage.__table__.c.id == bindparam("row"))
    .values(
        state=bindparam("new_state"),
        error=bindparam("new_error"),
        sent_at=bindparam("at"),
        payload=bindparam("rest"),
    )
)
_MARK_RECEIPT = hot(
    update(Report.__table__)  # type: ignore[arg-type]
    .where(Report.__table__.c.id == bindparam("report"))
    .values(receipt_message_id=bindparam("message"))
)


async def add(
    session: AsyncSession,
    messages: Sequence[tuple[int, dict[str, Any], int | None, bool]],
    *,
    now: datetime,
) -> list[Outgoing]:
    """Stores messages (chat id, payload, report id, fresh) in the current transaction, in their order."""
    added = []
    for chat_id, payload, report_id, fresh in messages:
        values = {
            "chat_id": chat_id,
            "payload": payload,
            "report_id": report_id,
            "state": "pending",
            "attempts": 0,
            "created_at": now,
        }
        number = (await session.execute(_INSERT, values)).scalar_one()
        added.append(Outgoing(number, chat_id, payload, report_id, fresh))
    return added


async def pending(session: AsyncSession) -> list[Outgoing]:
    """Everything unsent, oldest first."""
    return [Outgoing(r.id, r.chat_id, r.payload, r.report_id) for r in await session.execute(_PENDING)]


async def receipt_of(session: AsyncSession, report_id: int) -> int | None:
    """The message id of a report's receipt, once it was sent."""
    return (await session.execute(_RECEIPT, {"report": report_id})).scalar_one_or_none()


async def mark(session: AsyncSession, sent: Sequence[Sent], *, now: datetime) -> None:
    """Writes down what became of them; texts of delivered messages are not kept."""
    rows: list[dict[str, Any]] = [
        {
            "row": s.id,
            "new_state": "failed" if s.error else "sent",
            "new_error": s.error,
            "at": now,
            "rest": {},
        }
        for s in sent
    ]
    await session.execute(_MARK, rows)
    receipts = [
        {"report": s.report_id, "message": s.message_id} for s in sent if s.report_id and s.message_id
    ]
    if receipts:
        await session.execute(_MARK_RECEIPT, receipts)


async def unreachable(session: AsyncSession, chat_id: int, *, now: datetime) -> None:
    """This person blocked the bot: nothing more is sent until they write again."""
    await session.execute(update(Account).where(Account.id == chat_id).values(unreachable_at=now))
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.chat_id == chat_id, OutboxMessage.state == "pending")
        .values(state="skipped", error="unreachable")
    )


async def purge(session: AsyncSession, *, now: datetime) -> None:
    await session.execute(
        delete(OutboxMessage).where(OutboxMessage.state != "pending", OutboxMessage.created_at < now - KEEP)
    )
