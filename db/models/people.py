"""Companies, teams, people, their roles, and the links that let them in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Key, UtcDateTime


class Company(Base):
    """One company, one currency. Nothing crosses its border."""

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(128))
    name_key: Mapped[str] = mapped_column(String(128), index=True)
    currency: Mapped[str] = mapped_column(String(3))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Team(Base):
    __tablename__ = "team"
    __table_args__ = (Index("uq_team_company_id_name_key", "company_id", "name_key", unique=True),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    name: Mapped[str] = mapped_column(String(128))
    name_key: Mapped[str] = mapped_column(String(128))
    country: Mapped[str] = mapped_column(String(2))
    timezone: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    # The team's own words for its counters, by slug: read with the speaker, so that parsing asks nothing more.
    words: Mapped[dict[str, list[str]] | None] = mapped_column(JSON)
    main_activity: Mapped[str] = mapped_column(String(64), default="contacts")
    retention_months: Mapped[int] = mapped_column(default=3)
    backdate_days: Mapped[int] = mapped_column(default=3)
    # The working week: a bit a weekday, Monday the lowest; hours in minutes from midnight.
    workdays: Mapped[int] = mapped_column(default=31, server_default="31")
    work_starts: Mapped[int] = mapped_column(default=540, server_default="540")
    work_ends: Mapped[int] = mapped_column(default=1080, server_default="1080")
    ramp: Mapped[str | None] = mapped_column(String(60))  # "50,75": percent of a target in the first months
    # What the lead set of the scheduled pushes, by name; what is not there is as in `services.pushes`.
    pushes: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    board_mode: Mapped[str] = mapped_column(String(8), default="top", server_default="top")  # off, top, full
    board_rule: Mapped[str] = mapped_column(
        String(12), default="attainment", server_default="attainment"
    )  # attainment, value, improvement
    board_kpi: Mapped[str] = mapped_column(String(64), default="sales_volume", server_default="sales_volume")
    # The team's group (and, in a forum, its topic).
    chat_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    thread_id: Mapped[int | None] = mapped_column(BigInteger)
    chat_title: Mapped[str | None] = mapped_column(String(128))
    # The board that is kept up to date in the group: its message, and what it showed last.
    live_message_id: Mapped[int | None] = mapped_column(BigInteger)
    live_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Account(Base):
    """A Telegram user the bot has met, member of a company or not."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # Telegram's user id
    first_name: Mapped[str] = mapped_column(String(128))
    last_name: Mapped[str | None] = mapped_column(String(128))
    username: Mapped[str | None] = mapped_column(String(64), index=True)  # casefolded
    language: Mapped[str] = mapped_column(String(8))
    may_create: Mapped[bool] = mapped_column(default=False)  # claimed the bot by the one-time link
    started: Mapped[bool] = mapped_column(default=False)  # pressed Start: the bot may write first
    unreachable_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # blocked the bot or is gone
    hinted_on: Mapped[date | None]  # the last day the "how to write" hint was given
    seen_on: Mapped[date | None]  # the last day (UTC) they wrote or tapped
    setup: Mapped[str | None] = mapped_column(String(2000))  # answers so far while a company is being made
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Member(Base):
    """A person of a company; `account_id` is empty for one who was imported and has not joined yet."""

    __tablename__ = "member"
    __table_args__ = (
        Index("ix_member_company_id_name_key", "company_id", "name_key"),
        Index(
            "uq_member_account_id_active",
            "account_id",
            unique=True,
            sqlite_where=text("left_at IS NULL AND account_id IS NOT NULL"),
            postgresql_where=text("left_at IS NULL AND account_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(128))
    name_key: Mapped[str] = mapped_column(String(128))
    is_owner: Mapped[bool] = mapped_column(default=False)
    # The person's own zone and working hours (minutes from midnight); the team's where empty.
    timezone: Mapped[str | None] = mapped_column(String(64))
    work_starts: Mapped[int | None]
    work_ends: Mapped[int | None]
    # Their own hours of scheduled pushes and what they switched off, by name; the team's where nothing stands.
    pushes: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    quiet_until: Mapped[date | None]  # the first day on which the bot may write by itself again
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())  # from boards
    weekly: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # the morning digest on Mondays only
    weekly_asked_on: Mapped[date | None]  # when they were asked about that, once
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Membership(Base):
    """Who was in which team, as what, from when till when (`ends_on` is the first day no longer in it)."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("role IN ('manager', 'lead')", name="role"),
        Index("ix_membership_member_id", "member_id"),
        Index("ix_membership_team_id", "team_id"),
        Index(
            "uq_membership_member_id_active",
            "member_id",
            unique=True,
            sqlite_where=text("ends_on IS NULL"),
            postgresql_where=text("ends_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    role: Mapped[str] = mapped_column(String(8))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Invite(Base):
    """A deep link: only the token's hash is kept. Without a company it is the owner's one-time claim."""

    __tablename__ = "invite"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    role: Mapped[str] = mapped_column(String(8))  # manager, lead, owner
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))  # an imported person it is for
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    max_uses: Mapped[int]
    uses: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
