"""What came in and what has to go out: both are rows before anything else happens to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Key, UtcDateTime


class InboxUpdate(Base):
    """A raw update as Telegram sent it; `new` until its effect is committed, or `failed`, or `quarantined`."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_open",
            "state",
            "id",
            sqlite_where=text("state <> 'done'"),
            postgresql_where=text("state <> 'done'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    # Hash of the raw update: update_id alone may start over after an idle week.
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    update_id: Mapped[int] = mapped_column(BigInteger)
    lane: Mapped[int] = mapped_column(BigInteger)  # the chat: updates of one lane are handled in order
    raw: Mapped[str | None] = mapped_column(Text)  # emptied once done
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(200))
    number: Mapped[str | None] = mapped_column(String(12))  # the number the person was told
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutboxMessage(Base):
    """A message to send: written with its effect, deleted of text once it is sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_open",
            "state",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The receipt of this report: edited in place once it exists.
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    state: Mapped[str] = mapped_column(String(10))  # pending, sent, failed, skipped
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class State(Base):
    """Small facts about this installation: the bot's name, whether it was claimed."""

    __tablename__ = "state"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(500))
