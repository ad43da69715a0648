"""Recording a message and following its edits: what it says now is what is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore_returning
from db.models import Entry, Report
from services import clients, gate
from services.access import Me, require_team
from services.entries import away, first_deals, written
from services.entries.finishing import finished
from services.entries.kinds import words_of
from services.entries.model import Double, Line, Receipt, Said, draft, guess_to_json
from services.entries.rows import change, insert_entries, line, names_of, team_on
from services.errors import Refused
from services.gate import needs_lead
from services.kpi import firsts
from services.parsing import ParsedReport, parse


@needs_lead
async def record(
    session: AsyncSession,
    me: Me,
    said: Said,
    parsed: ParsedReport,
    *,
    now: datetime,
    whom: Me | None = None,
) -> Receipt | None:
    """Records a message; one that is known already is taken as its edit. None when there is nothing to say.

    `whom`: the member it is about, where their lead writes it (see `services.behalf`); the entries are the member's.
    Raises Denied for a member without a team, Refused for an absence that cannot be.
    """
    if not (parsed.entries or parsed.ask or parsed.absence or parsed.unknown):
        return None
    whom = whom or me
    team_id = require_team(whom)
    day = whom.today(said.sent_at)
    asking = parsed.ask
    drafts = [] if asking else [draft(entry, me.currency) for entry in parsed.entries]
    names = [d.client for d in drafts if d.client]
    deals = first_deals.of_message(whom, team_id, drafts, now)
    known = await clients.resolve(session, whom, names, now=now, deals=deals)
    state = "asking" if asking else "recorded" if drafts or parsed.absence else "empty"
    statement = insert_or_ignore_returning(session, Report, ["chat_id", "message_id"], ["id"])
    report_id = (
        await session.execute(
            statement,
            {
                "company_id": me.company_id,
                "team_id": team_id,
                "member_id": whom.member_id,
                "chat_id": said.chat_id,
                "message_id": said.message_id,
                "text": said.text,
                "day": day,
                "sent_at": said.sent_at,
                "edited_at": said.edited_at,
                "state": state,
                "guess": guess_to_json(parsed) if asking else None,
                "unknown": list(parsed.unknown) or None,
            },
        )
    ).scalar_one_or_none()
    if report_id is None:
        await firsts.refresh(session, [client.id for client in known.values() if client.created])
        return await revise(session, me, said, parsed, now=now, whom=whom)
    absence = await away.told(session, me, whom, report_id, parsed, now, day) if not asking else None
    if absence is not None and absence.state in away.SAID_BEFORE and not drafts:
        state = "empty"
        await session.execute(update(Report).where(Report.id == report_id).values(state=state))
    lines = await insert_entries(session, whom, report_id, drafts, known, start=0, now=now)
    if whom.member_id != me.member_id:
        await written.mark(session, me, [x.entry_id for x in lines], now)
    receipt = Receipt(
        report_id=report_id,
        member_id=whom.member_id,
        event={"asking": "asking", "empty": "empty"}.get(state, "recorded"),
        day=day,
        lines=tuple(lines),
        unknown=parsed.unknown,
        absence=absence,
        ask=(parsed.reason or "guess") if asking else None,
        guess=parsed if asking else None,
        chat_id=said.chat_id,
        fresh=True,
        whose=None if whom.member_id == me.member_id else whom.name,
    )
    return await finished(session, whom, receipt, known)


@needs_lead
async def revise(
    session: AsyncSession,
    me: Me,
    said: Said,
    parsed: ParsedReport,
    *,
    now: datetime,
    known_only: bool = False,
    whom: Me | None = None,
) -> Receipt | None:
    """Follows an edit. None when nothing changed, the edit is older than what is known, or it is not `me`'s.

    `known_only`: a message that is no report yet does not become one. `whom`: as in `record`; a message that was
    about one person does not become another's. Raises Refused for that, and as `record` does.
    """
    statement = select(Report).where(Report.chat_id == said.chat_id, Report.message_id == said.message_id)
    statement = statement.with_for_update().execution_options(populate_existing=True)
    report = (await session.scalars(statement)).one_or_none()
    if report is None:
        return None if known_only else await record(session, me, said, parsed, now=now, whom=whom)
    whom = whom or me
    if report.member_id != whom.member_id:
        if written.by(me, report) or report.member_id == me.member_id:
            raise Refused("behalf-another")
        return None
    if whom.member_id != me.member_id and not written.by(me, report):
        return None
    older = report.edited_at is not None and (said.edited_at is None or said.edited_at < report.edited_at)
    if report.text == said.text and not older:
        await gate.drop_edits(session, report.id, now=now)  # it says again what is recorded
    if older or report.text == said.text:
        return None
    words = await words_of(session, whom, report.id)
    old = parse(report.text, today=report.day, currency=me.currency, counters=words)
    moved = whom.today(said.sent_at) != report.day and (parsed.entries or parsed.absence)
    if moved or words is not whom.words:
        # The writer moved to another time zone since: the day stays the day of sending.
        parsed = parse(said.text, today=report.day, currency=me.currency, counters=words)
    report.text, report.edited_at = said.text, said.edited_at
    return await apply(session, me, report, parsed, old=old, now=now, event="edited", whom=whom)


async def apply(
    session: AsyncSession,
    me: Me,
    report: Report,
    parsed: ParsedReport,
    *,
    old: ParsedReport | None,
    now: datetime,
    event: str,
    whom: Me | None = None,
) -> Receipt:
    """Makes the report's entries what `parsed` says, matched by their order, and keeps what they were."""
    whom, asking = whom or me, parsed.ask
    drafts = [] if asking else [draft(entry, me.currency) for entry in parsed.entries]
    before = [] if old is None or old.ask else [draft(entry, me.currency) for entry in old.entries]
    report.state = "asking" if asking else "recorded" if drafts or parsed.absence else "empty"
    if report.state == "empty" and not parsed.unknown:
        report.state = "void"
    report.guess = guess_to_json(parsed) if asking else None
    report.unknown = list(parsed.unknown) or None
    absence, gone = await away.follows(session, me, whom, report, parsed, old, now)
    if absence is not None and absence.state in away.SAID_BEFORE and not drafts:
        report.state = "empty"
    known = await clients.resolve(session, whom, [d.client for d in drafts if d.client], now=now)
    rows = list(
        await session.scalars(
            select(Entry).where(Entry.report_id == report.id).order_by(Entry.ordinal, Entry.id)
        )
    )
    lines: list[Line] = []
    removed: list[Line] = []
    names = await names_of(session, [row.client_id for row in rows if row.client_id])
    for index, entry in enumerate(rows):
        shown = line(entry, names)
        if index >= len(drafts):
            if entry.voided_at is None:
                await change(session, me, entry, cause=event, now=now, voided=True)
                removed.append(shown)
            continue
        new = drafts[index]
        was = before[index] if index < len(before) else None
        if was is not None and was.kind != entry.kind:
            was = None  # the team's words are others since
        client = known.get(new.client) if new.client else None
        # What was put right by a button or in words stays, unless the text now says something else.
        says = {
            name
            for name in ("quantity", "amount", "new_client", "first_contact", "day", "client")
            if was is None or was.kind != new.kind or getattr(was, name) != getattr(new, name)
        }
        values: dict[str, object] = {"kind": new.kind}
        values |= {name: getattr(new, name) for name in says - {"client"}}
        if "day" in says:
            values["team_id"] = await team_on(session, whom, new.day, now)
        if "client" in says:
            values["client_id"] = client.id if client else None
            values["written_client_id"] = client.written_id if client else None
            values["new_client"] = new.new_client  # what was said of the other client
        another = any(
            values.get(k, getattr(entry, k)) != getattr(entry, k)
            for k in ("client_id", "amount", "kind", "day")
        )
        if another or event != "edited" or entry.double == "open":
            values |= {"double": None, "double_of_id": None}
        elif entry.double == "same":
            removed.append(shown)  # answered: the same deal as another, whatever else the message says
            continue
        await change(session, me, entry, cause=event, now=now, voided=False, **values)
        names |= {k.id: k.name for k in known.values()}
        after = line(entry, names)
        if entry.double == "two" and entry.double_of_id:
            after = replace(after, double=Double(entry.double_of_id, entry.day, own=True, state="two"))
            shown = replace(shown, double=after.double)
        lines.append(replace(after, before=shown) if after != shown and event == "edited" else after)
    await session.flush()
    fresh = await insert_entries(
        session, whom, report.id, drafts[len(rows) :], known, start=len(rows), now=now
    )
    if whom.member_id != me.member_id:
        await written.mark(session, me, [x.entry_id for x in fresh], now)
    if report.state == "recorded" and not (lines or fresh or parsed.absence):
        report.state = "void"
    receipt = Receipt(
        report_id=report.id,
        member_id=report.member_id,
        event={"asking": "asking", "empty": "empty", "void": "undone"}.get(report.state, event),
        day=report.day,
        lines=(*lines, *fresh),
        removed=tuple(removed),
        unknown=parsed.unknown,
        absence=absence,
        gone=gone,
        ask=(parsed.reason or "guess") if asking else None,
        guess=parsed if asking else None,
        chat_id=report.chat_id,
        receipt_message_id=report.receipt_message_id,
        whose=None if whom.member_id == me.member_id else whom.name,
    )
    return await finished(session, whom, receipt, known)
