"""What was settled: results of closed periods and what changed in them later, requests to leads, disputes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Key, UtcDateTime


class Closing(Base):
    """A period of a team (or, without one, of the company as a whole) that is closed: its results are stored."""

    __tablename__ = "closing"
    __table_args__ = (
        Index("uq_closing_team_id_period", "company_id", "team_id", "period", "starts_on", unique=True),
        Index("ix_closing_company_id_ends_on", "company_id", "ends_on", "team_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    period: Mapped[str] = mapped_column(String(8))  # week, month, quarter, year
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # the first day no longer in it
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Result(Base):
    """A KPI as it stood when its period closed, exact: `top` / `bottom`; `bottom` 0 is no value."""

    __tablename__ = "result"
    __table_args__ = (
        Index("uq_result_closing_id_scope", "closing_id", "by", "scope_id", "kpi", unique=True),
        Index("ix_result_scope_id", "scope_id", "by"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    closing_id: Mapped[int] = mapped_column(ForeignKey("closing.id"))
    by: Mapped[str] = mapped_column(String(8))  # manager, team, company
    scope_id: Mapped[int] = mapped_column(BigInteger)
    kpi: Mapped[str] = mapped_column(String(64))
    top: Mapped[int] = mapped_column(BigInteger)
    bottom: Mapped[int] = mapped_column(BigInteger)
    # The target it was held against, exact too; and the place on the board of the own targets.
    target_top: Mapped[int | None] = mapped_column(BigInteger)
    target_bottom: Mapped[int | None] = mapped_column(BigInteger)
    place: Mapped[int | None]


class Correction(Base):
    """What a recount says beside a stored result, since when and because of which change."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("result.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    top: Mapped[int] = mapped_column(BigInteger)
    bottom: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))


class Request(Base):
    """A change that needs the lead: of a closed period, back-dated. `payload` is what is done once it is approved."""

    __tablename__ = "request"
    __table_args__ = (Index("ix_request_team_id_state", "team_id", "state"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))  # whose records it changes
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    what: Mapped[str] = mapped_column(String(16))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10))  # open, approved, declined, withdrawn
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Dispute(Base):
    """A figure or an entry that a person holds to be wrong, and what came of it."""

    __tablename__ = "dispute"
    __table_args__ = (Index("ix_dispute_team_id_state", "team_id", "state"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    kpi: Mapped[str | None] = mapped_column(String(64))
    period: Mapped[str | None] = mapped_column(String(8))
    starts_on: Mapped[date | None]
    top: Mapped[int | None] = mapped_column(BigInteger)  # the figure as it was shown
    bottom: Mapped[int | None] = mapped_column(BigInteger)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    text: Mapped[str | None] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10))  # open, accepted, rejected, withdrawn
    answer: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
