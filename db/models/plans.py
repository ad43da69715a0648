"""What people are held against and when they work: targets, goals, counters of a team's own, days, absences."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Key, UtcDateTime


class Target(Base):
    """A version of a target of a person or a team; an empty value takes it away from `valid_from` on."""

    __tablename__ = "target"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (team_id IS NULL)", name="whose"),
        Index("ix_target_member_id_kpi", "member_id", "kpi", "valid_from"),
        Index(
            "ix_target_team_id_kpi",
            "team_id",
            "kpi",
            "valid_from",
            sqlite_where=text("team_id IS NOT NULL"),
            postgresql_where=text("team_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    kpi: Mapped[str] = mapped_column(String(64))
    period: Mapped[str] = mapped_column(String(8))  # week, month, quarter, year
    # Minor units for money, a count, else hundredths: of a percent, a day, a number.
    value: Mapped[int | None] = mapped_column(BigInteger)
    weights: Mapped[list[int] | None] = mapped_column(JSON)  # of a quarter's or a year's months
    reason: Mapped[str | None] = mapped_column(String(300))
    valid_from: Mapped[date]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CompanyGoal(Base):
    """A version of the company's goal of a year for a cumulative KPI; an empty value takes it away."""

    __tablename__ = "company_goal"
    __table_args__ = (Index("ix_company_goal_company_id_year", "company_id", "year"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    year: Mapped[int]
    kpi: Mapped[str] = mapped_column(String(64))
    value: Mapped[int | None] = mapped_column(BigInteger)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TeamKpi(Base):
    """A KPI of a team's own: a counter, whose entries have its slug as their kind, or a ratio of two KPIs.

    A counter's words stand in `Team.words`. Retired ones keep their history.
    """

    __tablename__ = "team_kpi"
    __table_args__ = (
        CheckConstraint("form IN ('counter', 'ratio')", name="form"),
        Index("uq_team_kpi_company_id_slug", "company_id", "slug", unique=True),
        Index("ix_team_kpi_team_id", "team_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    slug: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(8))  # counter, ratio
    unit: Mapped[str] = mapped_column(String(8))  # count, money; of a ratio percent, money, number
    better: Mapped[str] = mapped_column(String(4))  # up, down
    top: Mapped[str | None] = mapped_column(String(64))  # of a ratio: slugs of cumulative KPIs
    bottom: Mapped[str | None] = mapped_column(String(64))
    words: Mapped[list[str] | None] = mapped_column(JSON)  # a retired counter's, for when it comes back
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CalendarDay(Base):
    """A day that a lead took off for a team, or added as a working day."""

    __tablename__ = "calendar_day"
    __table_args__ = (Index("uq_calendar_day_team_id_day", "team_id", "day", unique=True),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    day: Mapped[date]
    working: Mapped[bool]
    note: Mapped[str | None] = mapped_column(String(100))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Absence(Base):
    """Days away; both days included. Only `counted` ones count: `asking` waits for the lead, `declined` was refused."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_member_id_starts_on", "member_id", "starts_on"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))  # sick, vacation, day_off
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(8), default="counted", server_default="counted")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))  # who declared it
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
