"""Showing entries: a receipt again, one card, today's list, deals of a period or a client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Absence, Client, Entry, EntryChange, Member, Report
from services.access import Me, may_manage_team, visible_to
from services.calendar import absences
from services.entries.aftermath import aftermath
from services.entries.finishing import near_of
from services.entries.kinds import named, named_receipt, names_of_kinds
from services.entries.model import Double, Line, Receipt, guess_from_json
from services.entries.rows import line, names_of
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


async def receipt(
    session: AsyncSession, me: Me, report_id: int, *, event: str = "shown", asked: bool = False
) -> Receipt:
    """A report's receipt as things are now. Raises NotFound for one `me` may not see.

    `asked`: `me` decides about it, whatever team its writer is in by now.
    """
    report = await session.get(Report, report_id)
    if report is None or report.company_id != me.company_id:
        raise NotFound("error-entry-gone")
    rows = list(
        await session.scalars(
            select(Entry).where(Entry.report_id == report_id).order_by(Entry.ordinal, Entry.id)
        )
    )
    teams = {report.team_id, *(row.team_id for row in rows)}
    mine = asked or report.member_id == me.member_id
    if not (mine or any(may_manage_team(me, me.company_id, team) for team in teams)):
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
    made = await _made_here(session, report, rows)
    found = await aftermath(
        session, me, member_id=report.member_id, report_id=report.id, days=days, near=bool(made)
    )
    asking = report.state == "asking" and report.guess is not None
    guess = guess_from_json(report.guess) if asking and report.guess else None
    whole = Receipt(
        report_id=report.id,
        member_id=report.member_id,
        event="asking" if asking else {"void": "undone", "dismissed": "dismissed"}.get(report.state, event),
        day=report.day,
        lines=tuple(x for x in lines if x.entry_id in last) if report.state == "void" else tuple(alive),
        removed=() if report.state == "void" else tuple(x for x in lines if x.voided),
        unknown=tuple(report.unknown or ()),
        absence=await absences.shown(session, away)
        if away and (away.voided_at is None or report.state == "void")
        else None,
        ask=(guess.reason or "guess") if guess else None,
        guess=guess,
        standing=found.standing,
        near=near_of(made, found.own_clients),
        chat_id=report.chat_id,
        receipt_message_id=report.receipt_message_id,
        whose=await _whose(session, me, report),
    )
    return await named_receipt(session, me, whole)


async def _whose(session: AsyncSession, me: Me, report: Report) -> str | None:
    """The member's name, where their lead wrote the message in a chat of their own."""
    if report.chat_id < 0 or (report.member_id, report.chat_id) == (me.member_id, me.account_id):
        return None
    member = await session.get_one(Member, report.member_id)
    return member.name if member.account_id != report.chat_id else None


async def _made_here(session: AsyncSession, report: Report, rows: list[Entry]) -> list[tuple[int, str]]:
    """The clients (id, name) that this report's living entries made and that still stand on their own."""
    written = {row.client_id: row.created_at for row in rows if row.voided_at is None and row.client_id}
    if not written:
        return []
    statement = select(Client.id, Client.name, Client.created_at).where(
        Client.id.in_(written), Client.created_by_id == report.member_id, Client.merged_into_id.is_(None)
    )
    return [
        (row.id, row.name) for row in await session.execute(statement) if row.created_at == written[row.id]
    ]


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
    kinds: Mapping[str, str] = field(default_factory=dict)  # names of own counters that the versions mention


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
    x = line(entry, {entry.client_id: client} if entry.client_id and client else {}, member=member)
    was = {str(values.get("kind")) for version in shown for values in (version.before, version.after)}
    kinds = await names_of_kinds(session, me, was | {x.kind})
    return Card(
        line=replace(x, name=kinds.get(x.kind)),
        versions=shown,
        earlier=len(versions) - len(shown),
        clients=await names_of(session, [client_id for client_id in mentioned if client_id]),
        chat_id=chat_id,
        receipt_message_id=receipt_message_id,
        kinds=kinds,
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
    return Page(list(await named(session, me, lines)), page, pages, int(total), int(volume or 0))


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


def _asked(me: Me) -> Any:
    """Reports that `me` was asked about: their own, and a lead's about somebody of theirs."""
    own = and_(Report.member_id == me.member_id, or_(Report.chat_id < 0, Report.chat_id == me.account_id))
    if not me.leads:
        return own
    return or_(own, and_(Report.chat_id == me.account_id, Report.company_id == me.company_id))


async def open_questions(session: AsyncSession, me: Me, *, limit: int = 5) -> list[Report]:
    """Questions `me` has not answered, the oldest first."""
    statement = select(Report).where(_asked(me), Report.state == "asking").order_by(Report.id).limit(limit)
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
            _asked(me),
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
        if len(guess.get("entries", [])) != 1 or guess.get("reason") == "closed":  # waits for the lead
            continue
        [entry] = guess["entries"]
        if entry["kind"] not in ("deal", "refund", "invoice", "proposal") and entry["amount"] is None:
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
