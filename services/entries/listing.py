"""Showing entries: a receipt again, one card, today's list, deals of a period or a client."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Absence, Client, Entry, EntryChange, Member, Report
from services.access import Me, may_manage_team, visible_to
from services.entries.aftermath import aftermath
from services.entries.model import Double, Line, Receipt, guess_from_json
from services.entries.record import line, names_of
from services.errors import NotFound
from services.names import client_key

PAGE = 8


@dataclass(frozen=True, slots=True)
class Page:
    """A page of entries; `total` of all, `volume` the sum of their deals less refunds in minor units."""

    lines: list[Line]
    page: int
    pages: int
    total: int
    volume: int


async def receipt(session: AsyncSession, me: Me, report_id: int, *, event: str = "shown") -> Receipt:
    """A report's receipt as things are now. Raises NotFound for one `me` may not see."""
    report = await session.get(Report, report_id)
    if report is None or report.company_id != me.company_id:
        raise NotFound("error-entry-gone")
    rows = list(
        await session.scalars(
            select(Entry).where(Entry.report_id == report_id).order_by(Entry.ordinal, Entry.id)
        )
    )
    teams = {report.team_id, *(row.team_id for row in rows)}
    if report.member_id != me.member_id and not any(
        may_manage_team(me, me.company_id, team) for team in teams
    ):
        raise NotFound("error-entry-gone")
    names = await names_of(session, [row.client_id for row in rows if row.client_id])
    lines = []
    for row in rows:
        shown = line(row, names)
        if row.double_of_id and row.double:
            other = await session.get_one(Entry, row.double_of_id)
            shown = replace(
                shown, double=Double(other.id, other.day, other.member_id == row.member_id, row.double)
            )
        lines.append(shown)
    away = (
        await session.scalars(
            select(Absence)
            .where(Absence.report_id == report_id)
            .order_by(Absence.voided_at.is_(None).desc(), Absence.id.desc())
            .limit(1)
        )
    ).first()
    alive = [x for x in lines if not x.voided]
    gone = max((row.voided_at for row in rows if row.voided_at is not None), default=None)
    last = {row.id for row in rows if row.voided_at == gone}  # what the last undo took
    days = [x.day for x in alive] or [report.day]
    found = await aftermath(session, me, member_id=report.member_id, report_id=report.id, days=days)
    asking = report.state == "asking" and report.guess is not None
    guess = guess_from_json(report.guess) if asking and report.guess else None
    return Receipt(
        report_id=report.id,
        member_id=report.member_id,
        event="asking" if asking else {"void": "undone", "dismissed": "dismissed"}.get(report.state, event),
        day=report.day,
        lines=tuple(x for x in lines if x.entry_id in last) if report.state == "void" else tuple(alive),
        removed=() if report.state == "void" else tuple(x for x in lines if x.voided),
        unknown=tuple(report.unknown or ()),
        absence=(away.kind, away.starts_on, away.ends_on)
        if away and (away.voided_at is None or report.state == "void")
        else None,
        ask=(guess.reason or "guess") if guess else None,
        guess=guess,
        standing=found.standing,
        chat_id=report.chat_id,
        receipt_message_id=report.receipt_message_id,
    )


@dataclass(frozen=True, slots=True)
class Version:
    """A change of an entry: who, when, why, and the values before and after."""

    at: datetime
    by: str | None
    cause: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """One entry with what became of it: the newest versions (newest last) and how many there were `earlier`."""

    line: Line
    versions: list[Version]
    earlier: int
    clients: dict[int, str]  # names of those the versions mention
    chat_id: int | None  # where its report and receipt are
    receipt_message_id: int | None


async def card(session: AsyncSession, me: Me, entry_id: int, *, newest: int = 6) -> Card:
    """One entry with its history. Raises NotFound for one `me` may not see."""
    statement = (
        select(Entry, Client.name, Member.name, Report.chat_id, Report.receipt_message_id)
        .outerjoin(Client, Client.id == Entry.client_id)
        .outerjoin(Report, Report.id == Entry.report_id)
        .join(Member, Member.id == Entry.member_id)
        .where(Entry.id == entry_id, visible_to(me))
    )
    row = (await session.execute(statement)).first()
    if row is None:
        raise NotFound("error-entry-gone")
    entry, client, member, chat_id, receipt_message_id = row
    history = (
        select(EntryChange, Member.name)
        .outerjoin(Member, Member.id == EntryChange.by_id)
        .where(EntryChange.entry_id == entry_id)
        .order_by(EntryChange.id)
    )
    versions = [
        Version(change.at, by, change.cause, change.before, change.after)
        for change, by in await session.execute(history)
    ]
    shown = versions[-newest:]
    mentioned = [values.get("client_id") for version in shown for values in (version.before, version.after)]
    return Card(
        line=line(entry, {entry.client_id: client} if entry.client_id and client else {}, member=member),
        versions=shown,
        earlier=len(versions) - len(shown),
        clients=await names_of(session, [client_id for client_id in mentioned if client_id]),
        chat_id=chat_id,
        receipt_message_id=receipt_message_id,
    )


async def _page(session: AsyncSession, me: Me, page: int, *conditions: Any) -> Page:
    where = and_(visible_to(me), *conditions)
    total, volume = (
        await session.execute(
            select(
                func.count(),
                func.coalesce(func.sum(Entry.amount).filter(Entry.kind == "deal"), 0)
                - func.coalesce(func.sum(Entry.amount).filter(Entry.kind == "refund"), 0),
            ).where(where, Entry.voided_at.is_(None))
        )
    ).one()
    pages = max((int(total) + PAGE - 1) // PAGE, 1)
    page = min(max(page, 0), pages - 1)
    statement = (
        select(Entry, Client.name, Member.name)
        .outerjoin(Client, Client.id == Entry.client_id)
        .join(Member, Member.id == Entry.member_id)
        .where(where, Entry.voided_at.is_(None))
        .order_by(Entry.day.desc(), Entry.id.desc())
        .offset(page * PAGE)
        .limit(PAGE)
    )
    lines = []
    for entry, client, member in await session.execute(statement):
        names = {entry.client_id: client} if entry.client_id and client else {}
        lines.append(line(entry, names, member=member))
    return Page(lines, page, pages, int(total), int(volume or 0))


async def today(session: AsyncSession, me: Me, day: date, *, page: int = 0) -> Page:
    """What `me` has logged for a day."""
    return await _page(session, me, page, Entry.day == day, Entry.member_id == me.member_id)


async def deals(
    session: AsyncSession,
    me: Me,
    *,
    start: date | None = None,
    end: date | None = None,
    client_id: int | None = None,
    whom: int | None = None,
    page: int = 0,
) -> Page:
    """Deals and refunds `me` may see: from `start` till before `end`, with a client, of a member."""
    conditions: list[Any] = [Entry.kind.in_(("deal", "refund"))]
    if start is not None:
        conditions.append(Entry.day >= start)
    if end is not None:
        conditions.append(Entry.day < end)
    if whom is not None:
        conditions.append(Entry.member_id == whom)
    if client_id is not None:
        conditions.append(Entry.client_id == client_id)
    return await _page(session, me, page, *conditions)


async def clients_like(session: AsyncSession, me: Me, name: str, *, limit: int = 8) -> list[tuple[int, str]]:
    """Clients (id, name) of entries `me` may see: the one of exactly this name, else those whose name has it inside."""
    key = client_key(name)
    if not key:
        return []
    inside = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    last = func.max(Entry.id)
    statement = (
        select(Client.id, Client.name, Client.key)
        .join(Entry, Entry.client_id == Client.id)
        .where(
            Client.company_id == me.company_id,
            Client.key.like(f"%{inside}%", escape="\\"),
            visible_to(me),
            Entry.voided_at.is_(None),
        )
        .group_by(Client.id, Client.name, Client.key)
        .order_by((Client.key == key).desc(), last.desc())
        .limit(limit)
    )
    rows = (await session.execute(statement)).all()
    exact = [row for row in rows if row.key == key]
    return [(row.id, row.name) for row in exact or rows]


async def open_questions(session: AsyncSession, me: Me, *, limit: int = 5) -> list[Report]:
    """Questions `me` has not answered, the oldest first."""
    statement = (
        select(Report)
        .where(Report.member_id == me.member_id, Report.state == "asking")
        .order_by(Report.id)
        .limit(limit)
    )
    return list(await session.scalars(statement))


# Reasons to ask after which the sum is clear: an amount alone answers something else.
_SUM_IS_CLEAR = frozenset({"client", "date", "future", "old", "booked", "whole-week", "whole-team"})


async def open_question_wanting_amount(
    session: AsyncSession, me: Me, since: date, chat_id: int, *, report_id: int | None = None
) -> Report | None:
    """The latest unanswered question of `me` in this chat, or the one named, that an amount alone would answer."""
    statement = (
        select(Report)
        .where(
            Report.member_id == me.member_id,
            Report.state == "asking",
            Report.day >= since,
            Report.chat_id == chat_id,
        )
        .order_by(Report.id.desc())
        .limit(20)
    )
    if report_id is not None:
        statement = statement.where(Report.id == report_id)
    for report in await session.scalars(statement):
        guess = report.guess or {}
        if len(guess.get("entries", [])) != 1:
            continue
        [entry] = guess["entries"]
        if entry["kind"] not in ("deal", "refund", "invoice", "proposal"):
            continue
        foreign = entry["currency"] not in (None, me.currency)
        if foreign or entry["amount"] is None or guess.get("reason") not in _SUM_IS_CLEAR:
            return report
    return None


async def just_contacted(session: AsyncSession, me: Me, name: str, at: datetime) -> bool:
    """Whether `me` logged a contact by forwarding this very person within the minute before."""
    statement = (
        select(Report.id)
        .join(Entry, Entry.report_id == Report.id)
        .where(
            Report.member_id == me.member_id,
            Report.text == name,
            Report.sent_at > at - timedelta(minutes=1),
            Report.sent_at <= at,
            Entry.kind == "contact",
            Entry.voided_at.is_(None),
        )
        .limit(1)
    )
    return (await session.execute(statement)).first() is not None
