"""What came in and what has to go out: both are rows before anything else happens to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, false, text
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
    """A message to send: written with its effect, deleted of text once it is sent.

    What nobody asked for (`push`) is also the ledger of who got what and why not: one row a person (or team chat),
    push and day or period, whatever happens.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_open",
            "state",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(
            "ix_outbox_sending",
            "state",
            "id",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index(
            "uq_outbox_key",
            "key",
            unique=True,
            sqlite_where=text("key IS NOT NULL"),
            postgresql_where=text("key IS NOT NULL"),
        ),
        Index(
            "ix_outbox_team_id",
            "team_id",
            "id",
            sqlite_where=text("push IS NOT NULL"),
            postgresql_where=text("push IS NOT NULL"),
        ),
        Index(
            "ix_outbox_member_id_day",
            "member_id",
            "day",
            sqlite_where=text("push IS NOT NULL"),
            postgresql_where=text("push IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The receipt of this report: edited in place once it exists.
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    state: Mapped[str] = mapped_column(String(10))  # pending, sending, sent, failed, skipped, uncertain
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Of a push: its name, what it is ("morning:m17:2026-11-24"), for whom, and the receiver's date.
    push: Mapped[str | None] = mapped_column(String(16))
    key: Mapped[str | None] = mapped_column(String(80))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))  # empty for a team's chat
    day: Mapped[date | None]
    # After this it is worth nothing any more.
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The row that carries its text, where several went out as one message.
    carried_by_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    # Never sent twice: where it is not known whether Telegram took it, it is left as uncertain.
    once: Mapped[bool] = mapped_column(server_default=false())
    message_id: Mapped[int | None] = mapped_column(BigInteger)  # of a push: the message it became


class State(Base):
    """Small facts about this installation: the bot's name, whether it was claimed."""

    __tablename__ = "state"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(500))
