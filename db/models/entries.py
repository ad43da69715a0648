"""What people log: reports and their entries, and the clients they are about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Key, UtcDateTime


class Client(Base):
    """A client of the company, known by its normalised name; `merged_into_id` after a merge."""

    __tablename__ = "client"
    __table_args__ = (
        Index("uq_client_company_id_key", "company_id", "key", unique=True),
        Index(
            "ix_client_company_id_first_day", "company_id", "first_day", "first_team_id", "first_member_id"
        ),
        Index("ix_client_first_member_id", "first_member_id", "first_day", "first_team_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20), index=True)  # E.164
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The first deal with the company, if it made the client a new one; see docs/decisions/kpi.md for why it is kept.
    first_day: Mapped[date | None]
    first_team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    first_member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))


class ClientMerge(Base):
    """One client made part of another, and by whom; undone when `undone_at` is set."""

    __tablename__ = "client_merge"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Report(Base):
    """One message that reports something: what it says now is what its entries are.

    `state`: `recorded`, `asking` (waits for an answer; `guess` holds what would be recorded), `dismissed`
    (answered no), `void` (undone, or edited into something that is no report), `empty` (only unknown pieces).
    """

    __tablename__ = "report"
    __table_args__ = (
        Index("uq_report_chat_id_message_id", "chat_id", "message_id", unique=True),
        Index("ix_report_member_id_state", "member_id", "state"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(Text)
    day: Mapped[date]  # the team's date when the message was sent
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10))
    guess: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    unknown: Mapped[list[str] | None] = mapped_column(JSON)
    receipt_message_id: Mapped[int | None] = mapped_column(BigInteger)


class Entry(Base):
    """One fact: a deal, a call, a refund … Earlier = lower `id`: the row lives on through edit and undo."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("quantity >= 0", name="quantity"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount"),
        # With all that a KPI asks of the entries, so that figures of many need not read the rows; PostgreSQL has
        # what follows the first two columns as INCLUDE (migration 0002, docs/benchmarks.md).
        Index(
            "ix_entry_member_id_client_id", "member_id", "client_id", "day", "kind", "quantity", "voided_at"
        ),
        Index("ix_entry_member_id_day", "member_id", "day"),
        Index(
            "ix_entry_team_id_day",
            *("team_id", "day", "member_id", "kind", "quantity", "amount", "client_id", "voided_at"),
        ),
        Index("ix_entry_client_id_day", "client_id", "day", "kind", "quantity", "voided_at"),
        Index("ix_entry_report_id", "report_id"),
        Index("uq_entry_company_id_import_key", "company_id", "import_key", unique=True),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    ordinal: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(64))
    quantity: Mapped[int] = mapped_column(default=1)
    amount: Mapped[int | None] = mapped_column(BigInteger)  # minor units; a refund's is positive
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    # As written: a merge moves `client_id` only, so it can be undone.
    written_client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    new_client: Mapped[bool | None]
    day: Mapped[date]
    first_contact: Mapped[date | None]
    double_of_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    double: Mapped[str | None] = mapped_column(String(8))  # open, same, two
    import_key: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EntryChange(Base):
    """Every version of an entry after the first: who, when, from what, to what."""

    __tablename__ = "entry_change"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    cause: Mapped[str] = mapped_column(String(16))  # edited, undone, revived, corrected, merged, unmerged
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
