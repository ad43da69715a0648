"""Changes of closed periods that wait for a lead: asked for, withdrawn, carried out or declined (kpi.md, "Closing")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Member, Membership, Report, Request
from services import access, behalf, entries, gate, roster
from services import request_payload as payload
from services.access import Me, may_manage_team, require_lead
from services.entries import Line, Receipt, Said, listing
from services.entries.corrections import completed
from services.entries.model import guess_from_json, guess_to_json, snapshot
from services.errors import NotFound, Refused
from services.gate import NeedsLead
from services.parsing import ParsedReport, parse
from services.roster import Person

PAGE = 10
CLOSED = "closed"  # the reason for which a report is asking
TOLD = "told"  # the state of a wish that waits for nothing (`own_kpis.suggest`): it is no change of a closed period


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for showing. `lines`: what would be; one with `before` changes that, one with an id is there already.

    `state`: open, approved, declined, withdrawn, outdated (what it would change is another now).
    """

    id: int
    team_id: int
    member_id: int
    member: str
    asked_by_id: int
    asked_by: str
    decided_by: str | None
    state: str
    what: str
    asked_at: datetime
    report_id: int | None
    entry_id: int | None
    lines: tuple[Line, ...]
    day: date  # the newest of those it is about


@dataclass(frozen=True, slots=True)
class Sent:
    """A change that waits now: `receipt` of a message that is not recorded yet; `deciders` are asked, if it is `fresh`."""

    asked: Asked
    receipt: Receipt | None
    deciders: list[Person]
    fresh: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """`done`: this very tap decided it. `receipt` as it is now, where there is one."""

    asked: Asked
    done: bool
    receipt: Receipt | None = None


# -- asking -------------------------------------------------------------------------------------


async def ask(session: AsyncSession, me: Me, wish: NeedsLead, *, now: datetime) -> Sent:
    """Keeps a change that was refused, for the lead to decide. A newer one replaces what waits of the same record.

    A new message is kept as a question, so that nothing of it is recorded yet.
    """
    receipt: Receipt | None = None
    call: dict[str, Any] = {
        "do": wish.name,
        "args": payload.plain(wish.called_with),
        "more": payload.plain_dict(wish.more),
    }
    report_id = next((one.report_id for one in wish.changes if one.report_id), None)
    report: Report | None = None
    if wish.name in ("record", "revise"):
        said, parsed = wish.called_with[0], wish.called_with[1]
        assert isinstance(said, Said)
        assert isinstance(parsed, ParsedReport)
        report = await _report(session, said)
        if report is None or not await _recorded(session, report.id):
            waiting = replace(parsed, ask=True, reason=CLOSED)
            whom = wish.more.get("whom")
            receipt = await entries.record(session, me, said, waiting, now=now, whom=whom)
            report = await _report(session, said)
            assert report is not None
            call = {"do": "confirm", "args": [report.id], "more": {}}
        else:
            call = {
                "do": "edit",
                "args": [],
                "more": {},
                "text": said.text,
                "edited_at": said.edited_at.isoformat() if said.edited_at else None,
                "was": report.text,
            }
            report.edited_at = said.edited_at
        report_id = report.id
    elif wish.name == "confirm":
        report_id = int(wish.called_with[0])
        report = await session.get_one(Report, report_id)
        guess = completed(guess_from_json(report.guess or {}), report.text, wish.more.get("amount"))
        report.guess = guess_to_json(replace(guess, ask=True, reason=CLOSED))
        await session.flush()
        receipt = await listing.receipt(session, me, report_id)
        call = {"do": "confirm", "args": [report_id], "more": {}}
    first = wish.changes[0]
    one_entry = len(wish.changes) == 1 and call["do"] not in (
        "confirm",
        "edit",
        "undo",
        "revive",
        "change_day",
    )
    entry_id = first.entry_id if one_entry else None
    clients = {str(id_): name for id_, name in wish.clients.items()}
    kept = call | {
        "changes": [
            {"entry": one.entry_id, "before": one.before, "after": one.after} for one in wish.changes[:100]
        ],
        "clients": clients,
    }
    same = [Request.report_id == report_id] if report_id else [Request.entry_id == first.entry_id]
    if entry_id is not None and report_id:
        same.append(or_(Request.entry_id == entry_id, Request.entry_id.is_(None)))
    if call["do"] == "confirm" and report is not None:
        # An answer is to what the lead sees, not to what the question became since.
        kept["guess"] = report.guess
    if len(wish.teams) > 1:
        kept["teams"] = list(wish.teams)
    open_ones = list(
        await session.scalars(
            select(Request).where(Request.company_id == me.company_id, Request.state == "open", *same)
        )
    )
    for old in open_ones:
        if old.payload == kept and old.asked_by_id == me.member_id:
            return Sent((await _shown(session, [old]))[0], receipt, await _deciders(session, old), False)
        old.state, old.decided_at = "withdrawn", now
    row = Request(
        company_id=me.company_id,
        team_id=wish.teams[0],
        member_id=first.member_id,
        asked_by_id=me.member_id,
        what=str(call["do"])[:16],
        report_id=report_id,
        entry_id=entry_id,
        payload=kept,
        state="open",
        asked_at=now,
    )
    session.add(row)
    await session.flush()
    deciders = await _deciders(session, row)
    return Sent((await _shown(session, [row]))[0], receipt, deciders, True)


async def _report(session: AsyncSession, said: Said) -> Report | None:
    query = select(Report).where(Report.chat_id == said.chat_id, Report.message_id == said.message_id)
    return (await session.scalars(query)).one_or_none()


async def _recorded(session: AsyncSession, report_id: int) -> bool:
    """Whether a message has ever been recorded: what is there is not taken away while it waits."""
    query = select(Entry.id).where(Entry.report_id == report_id).limit(1)
    return (await session.execute(query)).first() is not None


async def _deciders(session: AsyncSession, row: Request) -> list[Person]:
    """The leads of the team whom the bot can reach; where there is none, or several teams are concerned, the owners."""
    others = (Member.id != row.asked_by_id, Member.company_id == row.company_id)
    leads = await roster.people(
        session, Membership.team_id == row.team_id, Membership.role == "lead", *others
    )
    owners = await roster.people(session, Member.is_owner, *others)
    reachable = [one for one in leads if one.account_id is not None]
    owners = [one for one in owners if one.account_id is not None]
    return owners or reachable if "teams" in row.payload else reachable or owners


# -- deciding -----------------------------------------------------------------------------------


async def decide(session: AsyncSession, me: Me, id_: int, accept: bool, *, now: datetime) -> Decided:
    """Carries a request out, with `me` as who changed it, or declines it; a second time nothing happens.

    Raises NotFound for who may not decide it, and what carrying it out raises.
    """
    row = await _to_decide(session, me, id_)
    if row.state != "open":
        return Decided((await _shown(session, [row]))[0], False)
    row.decided_by_id, row.decided_at = me.member_id, now
    if not accept:
        row.state = "declined"
        await _forget_message(session, row)
    elif await _is_outdated(session, row):
        row.state = "outdated"
    else:
        row.state = "approved"
        await session.flush()
        with gate.approved(session, me):
            await _carry_out(session, row, now)
    await session.flush()
    receipt = None
    if row.report_id is not None and row.state in ("approved", "declined"):
        event = "recorded" if row.payload["do"] == "confirm" else "corrected"
        receipt = await listing.receipt(session, me, row.report_id, event=event, asked=True)
    return Decided((await _shown(session, [row]))[0], True, receipt)


async def withdraw(session: AsyncSession, me: Me, id_: int, *, now: datetime) -> Decided:
    """Takes one's own request back. Raises NotFound for somebody else's."""
    row = await _locked(session, id_)
    if me.member_id not in (row.asked_by_id, row.member_id):
        raise NotFound("error-not-found")
    if row.state != "open":
        return Decided((await _shown(session, [row]))[0], False)
    row.state, row.decided_at = "withdrawn", now
    await _forget_message(session, row)
    await session.flush()
    receipt = await listing.receipt(session, me, row.report_id) if row.report_id else None
    return Decided((await _shown(session, [row]))[0], True, receipt)


async def _forget_message(session: AsyncSession, row: Request) -> None:
    """A message that only waited for this is answered with no."""
    if row.payload["do"] == "confirm" and row.report_id is not None:
        report = await _locked_report(session, row.report_id)
        if report.state == "asking" and _same_guess(row, report):
            report.state = "dismissed"


def _same_guess(row: Request, report: Report) -> bool:
    """Whether the message still asks what the lead was asked."""
    return bool(row.payload.get("guess") == report.guess)


async def _locked_report(session: AsyncSession, id_: int) -> Report:
    return await session.get_one(Report, id_, with_for_update=True, populate_existing=True)


async def _to_decide(session: AsyncSession, me: Me, id_: int) -> Request:
    row = await _locked(session, id_)
    if not may_manage_team(me, row.company_id, row.team_id):
        raise NotFound("error-not-found")
    return row


async def _locked(session: AsyncSession, id_: int) -> Request:
    row = await session.get(Request, id_, with_for_update=True, populate_existing=True)
    if row is None or row.state == TOLD:
        raise NotFound("error-not-found")
    return row


async def _is_outdated(session: AsyncSession, row: Request) -> bool:
    """Whether what the request would change is not what it was when it was asked for."""
    if row.report_id is not None:
        report = await _locked_report(session, row.report_id)
        if row.payload["do"] == "confirm":
            return report.state != "asking" or not _same_guess(row, report)
        if row.payload["do"] == "edit" and report.text != row.payload["was"]:
            return True
    for one in row.payload["changes"]:
        if one["entry"] is not None:
            entry = await session.get(Entry, one["entry"], with_for_update=True, populate_existing=True)
            if entry is None or snapshot(entry) != one["before"]:
                return True
    return False


async def _carry_out(session: AsyncSession, row: Request, now: datetime) -> None:
    """As whoever asked, with what they may see; the changes are the lead's (`gate.approved`)."""
    call, asker = row.payload, await _asker(session, row)
    if call["do"] == "confirm":
        await entries.confirm(session, asker, *call["args"], now=now)
    elif call["do"] == "edit":
        report = await session.get_one(Report, row.report_id)
        edited = datetime.fromisoformat(call["edited_at"]) if call["edited_at"] else None
        said = Said(report.chat_id, report.message_id, call["text"], report.sent_at, edited)
        whom = await behalf.subject(session, asker, report.member_id)
        parsed = parse(said.text, today=report.day, currency=asker.currency, counters=whom.words)
        await entries.revise(session, asker, said, parsed, now=now, whom=whom)
    elif call["do"] in _CALLS:
        args = [payload.read(value) for value in call["args"]]
        more = {name: payload.read(value) for name, value in call["more"].items()}
        await _CALLS[call["do"]](session, asker, *args, **more, now=now)
    else:
        raise Refused("error-old-button")


_CALLS: dict[str, Any] = {
    work.__name__: work
    for work in (
        entries.undo,
        entries.revive,
        entries.change_day,
        entries.change_entry_day,
        entries.change_client,
        entries.rename_client,
        entries.fix,
        entries.void_entry,
        entries.settle_double,
        entries.not_new,
    )
}


async def _asker(session: AsyncSession, row: Request) -> Me:
    """Who wrote the message, as they are now. Raises Refused once they have left."""
    member = await session.get_one(Member, row.asked_by_id)
    speaker = await access.who(session, member.account_id) if member.account_id is not None else None
    if speaker is None or speaker.me is None or speaker.me.member_id != member.id:
        raise Refused("request-person-gone", name=member.name)
    return speaker.me


# -- looking ------------------------------------------------------------------------------------


async def show(session: AsyncSession, me: Me, id_: int) -> Asked:
    """One request, for who asked and who may decide. Raises NotFound for others."""
    row = await session.get(Request, id_)
    if (
        row is None
        or row.state == TOLD
        or not (
            me.member_id in (row.asked_by_id, row.member_id)
            or may_manage_team(me, row.company_id, row.team_id)
        )
    ):
        raise NotFound("error-not-found")
    return (await _shown(session, [row]))[0]


async def open_for(session: AsyncSession, me: Me, page: int = 0) -> tuple[list[Asked], int]:
    """A page of what waits for `me`, the oldest first, and how many there are in all. Raises Denied."""
    require_lead(me)
    where = [Request.company_id == me.company_id, Request.state == "open"]
    if not me.is_owner:
        where.append(Request.team_id == me.team_id)
    total = int((await session.execute(select(func.count()).select_from(Request).where(*where))).scalar_one())
    query = select(Request).where(*where).order_by(Request.id).offset(max(page, 0) * PAGE).limit(PAGE)
    return await _shown(session, list(await session.scalars(query))), total


async def _shown(session: AsyncSession, rows: Sequence[Request]) -> list[Asked]:
    ids = {id_ for row in rows for id_ in (row.member_id, row.asked_by_id, row.decided_by_id) if id_}
    query = select(Member.id, Member.name).where(Member.id.in_(ids))
    names = {row.id: row.name for row in await session.execute(query)} if ids else {}
    found = []
    for row in rows:
        lines = tuple(payload.line(row, one) for one in row.payload["changes"])
        found.append(
            Asked(
                row.id,
                row.team_id,
                row.member_id,
                names.get(row.member_id, ""),
                row.asked_by_id,
                names.get(row.asked_by_id, ""),
                names.get(row.decided_by_id) if row.decided_by_id else None,
                row.state,
                row.payload["do"],
                row.asked_at,
                row.report_id,
                row.entry_id,
                lines,
                max(line.day for line in lines),
            )
        )
    return found


__all__ = [
    "CLOSED",
    "PAGE",
    "Asked",
    "Decided",
    "Sent",
    "ask",
    "decide",
    "open_for",
    "show",
    "withdraw",
]
