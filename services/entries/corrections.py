"""Putting things right by buttons: undo, day, client, answers to questions. Buttons amend what was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Absence, Entry, Membership, Report, Team
from services import behalf, clients
from services.access import Me, may_manage_team
from services.calendar import absences
from services.entries import listing, written
from services.entries.model import Receipt, guess_from_json
from services.entries.record import apply
from services.entries.rows import change
from services.errors import Denied, NotFound, Refused
from services.gate import drop_requests, needs_lead
from services.money import to_minor
from services.names import client_key
from services.parsing import ParsedEntry, ParsedReport

OLDEST = timedelta(days=92)
LARGEST = Decimal(10) ** 12  # a sum, in the company's currency
MOST = 1_000_000  # of anything in one entry, once it was confirmed


async def report_for(session: AsyncSession, me: Me, report_id: int) -> Report:
    """A report `me` may change: their own, or of the team they lead. Raises NotFound for anything else."""
    report = await session.get(Report, report_id, with_for_update=True, populate_existing=True)
    if report is None or report.company_id != me.company_id:
        raise NotFound("error-entry-gone")
    if report.member_id != me.member_id and not may_manage_team(me, report.company_id, report.team_id):
        raise Denied("error-not-yours")
    return report


async def entry_for(session: AsyncSession, me: Me, entry_id: int) -> Entry:
    """An entry `me` may change: their own, or of the team they lead. Raises NotFound for anything else."""
    entry = await session.get(Entry, entry_id, with_for_update=True, populate_existing=True)
    if entry is None or entry.company_id != me.company_id:
        raise NotFound("error-entry-gone")
    if entry.member_id != me.member_id and not may_manage_team(me, entry.company_id, entry.team_id):
        raise Denied("error-not-yours")
    return entry


@needs_lead
async def undo(session: AsyncSession, me: Me, report_id: int, *, now: datetime) -> Receipt:
    """Takes a whole report back; what is undone already stays undone."""
    report = await report_for(session, me, report_id)
    for entry in await _entries(session, report.id):
        await change(session, me, entry, cause="undone", now=now, voided=True)
    away = select(Absence).where(Absence.report_id == report.id, Absence.voided_at.is_(None))
    gone = list(await session.scalars(away))
    for absence in gone:
        absence.voided_at = now
    await absences.touched(session, me, [one for one in gone if one.state == "counted"])
    report.state, report.guess = "void", None
    await session.flush()
    return await listing.receipt(session, me, report_id, event="undone")


@needs_lead
async def revive(session: AsyncSession, me: Me, report_id: int, *, now: datetime) -> Receipt:
    """Takes the undo back: what it took is what it was; what was taken out before stays out."""
    report = await report_for(session, me, report_id)
    if report.state != "void":
        return await listing.receipt(session, me, report_id, event="shown")
    entries = await _entries(session, report.id)
    newest = select(Absence).where(Absence.report_id == report.id).order_by(Absence.id.desc()).limit(1)
    absence = (await session.scalars(newest)).first()
    voided = [x.voided_at for x in (*entries, *([absence] if absence else ())) if x.voided_at is not None]
    last = max(voided, default=None)
    for entry in entries:
        if entry.voided_at is not None and entry.voided_at == last:
            double = "two" if entry.double == "same" else entry.double
            await change(session, me, entry, cause="revived", now=now, voided=False, double=double)
    if absence is not None and absence.voided_at == last:
        absence.voided_at = None
        if absence.state == "counted":
            await absences.touched(session, me, [absence])
    report.state = "recorded"
    await session.flush()
    return await listing.receipt(session, me, report_id, event="revived")


@needs_lead
async def change_day(session: AsyncSession, me: Me, day: date, *, now: datetime, report_id: int) -> Receipt:
    """Moves a report's entries to another day. Raises Refused for a future or too old one."""
    report = await report_for(session, me, report_id)
    await _check_day(session, report.team_id, day, now)
    for entry in await _entries(session, report.id):
        if entry.voided_at is None:
            await _correct(session, me, entry, now=now, day=day, team_id=await _team_on(session, entry, day))
    return await listing.receipt(session, me, report.id, event="corrected")


@needs_lead
async def change_entry_day(
    session: AsyncSession, me: Me, entry_id: int, day: date, *, now: datetime
) -> Entry:
    """The same for one entry."""
    entry = await entry_for(session, me, entry_id)
    await _check_day(session, entry.team_id, day, now)
    await _correct(session, me, entry, now=now, day=day, team_id=await _team_on(session, entry, day))
    return entry


async def _check_day(session: AsyncSession, team_id: int, day: date, now: datetime) -> None:
    """A day is the date of the entry's team, whoever corrects it. Raises Refused."""
    team = await session.get_one(Team, team_id)
    today = now.astimezone(ZoneInfo(team.timezone)).date()
    if day > today:
        raise Refused("error-day-future")
    if today - day > OLDEST:
        raise Refused("error-day-old", days=OLDEST.days)


async def _team_on(session: AsyncSession, entry: Entry, day: date) -> int:
    """The team the writer was in on that day; where nothing says, the one the entry has."""
    statement = (
        select(Membership.team_id)
        .where(
            Membership.member_id == entry.member_id,
            or_(Membership.ends_on.is_(None), Membership.ends_on > day),
        )
        .order_by(Membership.starts_on, Membership.id)
        .limit(1)
    )
    return (await session.execute(statement)).scalar_one_or_none() or entry.team_id


async def _correct(session: AsyncSession, me: Me, entry: Entry, *, now: datetime, **values: Any) -> bool:
    """A correction; what was asked about a double no longer holds when amount, client or day are others now."""
    if any(values.get(k, getattr(entry, k)) != getattr(entry, k) for k in ("client_id", "amount", "day")):
        values = {"double": None, "double_of_id": None} | values
    return await change(session, me, entry, cause="corrected", now=now, **values)


@needs_lead
async def change_client(
    session: AsyncSession, me: Me, entry_id: int, client_id: int | None, *, now: datetime
) -> Entry:
    """Gives an entry another client of the person's own (None: no client)."""
    entry = await entry_for(session, me, entry_id)
    if client_id is not None:
        client = await clients.root_of(session, (await clients.mine(session, me, client_id)).id)
        client_id = client.id
    await _correct(session, me, entry, now=now, client_id=client_id, written_client_id=client_id)
    return entry


@needs_lead
async def rename_client(session: AsyncSession, me: Me, entry_id: int, name: str, *, now: datetime) -> Entry:
    """Gives an entry the client of this name, made where there is none."""
    if not client_key(name):
        raise Refused("error-name-empty")
    await entry_for(session, me, entry_id)
    known = await clients.resolve(session, me, [name], now=now)
    client = known[name]
    entry = await session.get_one(Entry, entry_id)
    await _correct(session, me, entry, now=now, client_id=client.id, written_client_id=client.written_id)
    return entry


@needs_lead
async def fix(
    session: AsyncSession,
    me: Me,
    entry_id: int,
    *,
    now: datetime,
    amount: Decimal | None = None,
    day: date | None = None,
    client: str | None = None,
    quantity: int | None = None,
) -> Entry:
    """Corrects one entry's amount, day, client or quantity, whichever is given."""
    entry = await entry_for(session, me, entry_id)
    if amount is not None:
        if not 0 <= amount <= LARGEST:
            raise Refused("error-amount")
        await _correct(session, me, entry, now=now, amount=to_minor(amount, me.currency))
    if quantity is not None:
        if not 0 <= quantity <= 10_000:
            raise Refused("error-quantity")
        await _correct(session, me, entry, now=now, quantity=quantity)
    if day is not None:
        await change_entry_day(session, me, entry_id, day, now=now)
    if client is not None:
        await rename_client(session, me, entry_id, client, now=now)
    return entry


@needs_lead
async def void_entry(session: AsyncSession, me: Me, entry_id: int, voided: bool, *, now: datetime) -> Entry:
    """Takes one entry back, or takes that back: whoever brings a double back says that there are two."""
    entry = await entry_for(session, me, entry_id)
    double = "two" if entry.double == "same" and not voided else entry.double
    cause = "undone" if voided else "revived"
    await change(session, me, entry, cause=cause, now=now, voided=voided, double=double)
    if entry.report_id is not None:
        await _settle_state(session, entry.report_id)
    return entry


async def _settle_state(session: AsyncSession, report_id: int) -> None:
    """A report is void when nothing of it counts any more."""
    report = await session.get_one(Report, report_id)
    if report.state in ("recorded", "void"):
        alive = any(e.voided_at is None for e in await _entries(session, report.id))
        away = select(Absence.id).where(Absence.report_id == report.id, Absence.voided_at.is_(None)).limit(1)
        alive = alive or (await session.execute(away)).first() is not None
        report.state = "recorded" if alive else "void"
    await session.flush()


@needs_lead
async def settle_double(
    session: AsyncSession, me: Me, entry_id: int, same: bool, *, now: datetime
) -> Receipt:
    """Answers whether a possible double is the same deal (then this one is taken back) or really two."""
    entry = await entry_for(session, me, entry_id)
    if entry.double is None:
        raise NotFound("error-entry-gone")
    # "Really two" takes back a "same", but not an undo that came before it.
    voided = True if same else False if entry.double == "same" else None
    if not (same and entry.voided_at is not None):
        double = "same" if same else "two"
        await change(session, me, entry, cause="corrected", now=now, voided=voided, double=double)
    assert entry.report_id is not None
    await session.flush()
    await _settle_state(session, entry.report_id)
    return await listing.receipt(session, me, entry.report_id, event="corrected")


@needs_lead
async def not_new(session: AsyncSession, me: Me, entry_id: int, *, now: datetime) -> Receipt:
    """The client of a deal that was written as new bought before: it no longer says new."""
    entry = await entry_for(session, me, entry_id)
    await change(session, me, entry, cause="corrected", now=now, new_client=False)
    if entry.report_id is None:
        raise NotFound("error-entry-gone")
    return await listing.receipt(session, me, entry.report_id, event="corrected")


@needs_lead
async def confirm(
    session: AsyncSession, me: Me, report_id: int, *, now: datetime, amount: Decimal | None = None
) -> Receipt:
    """Records the guess of a question; `amount` (in the company's currency) completes it where it was missing."""
    report = await report_for(session, me, report_id)
    if report.state != "asking" or report.guess is None:
        return await listing.receipt(session, me, report_id, event="shown")
    if report.member_id != me.member_id and not written.by(me, report):
        raise Denied("error-not-yours")
    guess = guess_from_json(report.guess)
    if not (guess.entries or guess.absence):
        raise Refused("error-nothing-to-record")
    settled = completed(guess, report.text, amount)
    entries = settled.entries
    if any(e.currency and e.currency != me.currency for e in entries):
        raise Refused("error-currency-needed", currency=me.currency)
    for e in entries:
        if e.quantity > MOST:
            raise Refused("error-amount")
        if e.amount is not None and e.amount > LARGEST:
            raise Refused("error-amount")
    whom = await behalf.subject(session, me, report.member_id)
    return await apply(session, me, report, settled, old=None, now=now, event="recorded", whom=whom)


def completed(guess: ParsedReport, text: str, amount: Decimal | None) -> ParsedReport:
    """A guess as it is recorded once it is confirmed; `amount` where it was missing."""
    if amount is None:
        return ParsedReport(guess.entries, guess.absence, False, guess.unknown)
    entries = tuple(
        replace(e, amount=amount, currency=None) if _wants_amount(e) else e for e in guess.entries
    )
    # It was the sum alone that could not be read.
    unknown = () if guess.unknown == (text.strip(),) else guess.unknown
    return ParsedReport(entries, guess.absence, False, unknown)


def _wants_amount(entry: ParsedEntry) -> bool:
    return entry.kind in ("deal", "refund", "invoice", "proposal") or entry.amount is not None


async def dismiss(session: AsyncSession, me: Me, report_id: int, *, now: datetime) -> Receipt:
    """Answers a question with no: nothing is recorded."""
    report = await report_for(session, me, report_id)
    if report.state == "asking":
        await drop_requests(session, report.id, now=now)
        report.state = "dismissed"
        await session.flush()
    return await listing.receipt(session, me, report_id, event="shown")


async def _entries(session: AsyncSession, report_id: int) -> list[Entry]:
    statement = select(Entry).where(Entry.report_id == report_id).order_by(Entry.ordinal, Entry.id)
    return list(await session.scalars(statement))
