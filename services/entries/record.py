"""Recording a message and following its edits: what it says now is what is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore_returning
from db.hot import hot
from db.models import Entry, EntryChange, Membership, Report
from services import clients, gate
from services.access import Me, require_team
from services.clients import Known
from services.entries import away, first_deals, written
from services.entries.aftermath import aftermath, double_of
from services.entries.kinds import named_receipt, words_of
from services.entries.model import Double, Draft, Line, Near, Receipt, Said, draft, guess_to_json, snapshot
from services.errors import Refused
from services.gate import needs_lead
from services.kpi import firsts
from services.parsing import ParsedReport, parse

_INSERT_ENTRY = hot(insert(Entry.__table__).returning(Entry.__table__.c.id))  # type: ignore[arg-type]
_MARK_DOUBLE = hot(
    update(Entry.__table__)  # type: ignore[arg-type]
    .where(Entry.__table__.c.id == bindparam("entry"))
    .values(double_of_id=bindparam("other"), double="open")
)


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
    lines = await _insert(session, whom, report_id, drafts, known, start=0, now=now)
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
    report = (await session.scalars(statement.with_for_update())).one_or_none()
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
        await gate.drop_requests(session, report.id, now=now)  # it says again what is recorded
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
    names = await _names(session, [row.client_id for row in rows if row.client_id])
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
    fresh = await _insert(session, whom, report.id, drafts[len(rows) :], known, start=len(rows), now=now)
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


async def finished(session: AsyncSession, me: Me, receipt: Receipt, known: dict[str, Known]) -> Receipt:
    """The receipt with the standing, and with what has to be asked about its deals and clients."""
    receipt = await named_receipt(session, me, receipt)
    if receipt.event in ("asking", "empty"):
        return receipt
    deals = [x for x in receipt.lines if x.kind == "deal" and x.client_id and x.amount is not None]
    made = [k for k in known.values() if k.created]
    claimed = [x.client_id for x in receipt.lines if x.kind == "deal" and x.new_client and x.client_id]
    found = await aftermath(
        session,
        me,
        member_id=receipt.member_id,
        report_id=receipt.report_id,
        days=[x.day for x in receipt.lines] or [receipt.day],
        deal_clients=sorted({x.client_id for x in deals if x.client_id}),
        near=bool(made),
        claimed_new=sorted({c for c in claimed if c}),
    )
    lines = []
    for x in receipt.lines:
        if x in deals and x.double is None and x.client_id and x.amount is not None:
            double = double_of(
                found, client_id=x.client_id, amount=x.amount, day=x.day, member_id=receipt.member_id
            )
            if double is not None:
                await session.execute(_MARK_DOUBLE, {"entry": x.entry_id, "other": double.entry_id})
                x = replace(x, double=double)
        since = found.known_since.get(x.client_id) if x.client_id is not None else None
        if x.new_client and since is not None and since <= x.day:
            x = replace(x, known_since=since)
        lines.append(x)
    near = near_of([(k.id, k.name) for k in made], found.own_clients)
    return replace(receipt, lines=tuple(lines), standing=found.standing, near=near)


def near_of(made: Sequence[tuple[int, str]], own: Sequence[tuple[int, str]]) -> tuple[Near, ...]:
    """The clients just made (id, name) whose name is near to an earlier one of the person's own."""
    near = []
    for client_id, name in made:
        if match := clients.nearest(name, [(i, n) for i, n in own if i < client_id]):
            near.append(Near(client_id, name, match[0], match[1]))
    return tuple(near)


async def _insert(
    session: AsyncSession,
    me: Me,
    report_id: int,
    drafts: Sequence[Draft],
    known: dict[str, Known],
    *,
    start: int,
    now: datetime,
) -> list[Line]:
    rows = []
    for index, new in enumerate(drafts, start):
        client = known.get(new.client) if new.client else None
        rows.append(
            {
                "company_id": me.company_id,
                "team_id": await team_on(session, me, new.day, now),
                "member_id": me.member_id,
                "report_id": report_id,
                "ordinal": index,
                "kind": new.kind,
                "quantity": new.quantity,
                "amount": new.amount,
                "client_id": client.id if client else None,
                "written_client_id": client.written_id if client else None,
                "new_client": new.new_client,
                "day": new.day,
                "first_contact": new.first_contact,
                "created_at": now,
            }
        )
    lines = []
    for new, row in zip(drafts, rows, strict=True):
        entry_id = (await session.execute(_INSERT_ENTRY, row)).scalar_one()
        client = known.get(new.client) if new.client else None
        lines.append(
            Line(
                entry_id=entry_id,
                kind=new.kind,
                quantity=new.quantity,
                amount=new.amount,
                client_id=client.id if client else None,
                client=client.name if client else None,
                new_client=new.new_client,
                day=new.day,
                voided=False,
                first_contact=new.first_contact,
                member_id=me.member_id,
                report_id=report_id,
            )
        )
    await first_deals.recorded(session, drafts, known, doubt=start > 0)
    await gate.inserted(session, me, rows, now=now)
    return lines


def line(entry: Entry, names: dict[int, str], **more: object) -> Line:
    """An entry for showing; `names` of clients by id."""
    return Line(
        entry_id=entry.id,
        kind=entry.kind,
        quantity=entry.quantity,
        amount=entry.amount,
        client_id=entry.client_id,
        client=names.get(entry.client_id) if entry.client_id else None,
        new_client=entry.new_client,
        day=entry.day,
        voided=entry.voided_at is not None,
        first_contact=entry.first_contact,
        member_id=entry.member_id,
        report_id=entry.report_id,
        **more,  # type: ignore[arg-type]
    )


async def change(
    session: AsyncSession,
    me: Me,
    entry: Entry,
    *,
    cause: str,
    now: datetime,
    voided: bool | None = None,
    **values: object,
) -> bool:
    """Sets an entry's values and keeps what they were; False when they are that already."""
    before, counted, team_id = snapshot(entry), firsts.facts(entry), entry.team_id
    for name, value in values.items():
        setattr(entry, name, value)
    if voided is not None:
        entry.voided_at = (entry.voided_at or now) if voided else None
    after = snapshot(entry)
    if counted != firsts.facts(entry):
        await session.flush()
        await firsts.changed(session, counted, firsts.facts(entry))
    if before == after:
        return False
    by_id = gate.author(session, me)
    session.add(EntryChange(entry_id=entry.id, by_id=by_id, at=now, cause=cause, before=before, after=after))
    await session.flush()
    await gate.changed(session, me, entry, before, after, team_id, now=now)
    return True


async def team_on(session: AsyncSession, me: Me, day: date, now: datetime) -> int:
    """The team the writer was in on that day; before their first, the first."""
    if day == me.today(now):
        return require_team(me)
    statement = (
        select(Membership.team_id)
        .where(
            Membership.member_id == me.member_id,
            or_(Membership.ends_on.is_(None), Membership.ends_on > day),
        )
        .order_by(Membership.starts_on, Membership.id)
        .limit(1)
    )
    return (await session.execute(statement)).scalar_one_or_none() or require_team(me)


async def _names(session: AsyncSession, ids: Sequence[int]) -> dict[int, str]:
    from db.models import Client

    if not ids:
        return {}
    statement = select(Client.id, Client.name).where(Client.id.in_(set(ids)))
    return {row.id: row.name for row in await session.execute(statement)}


names_of = _names
insert_entries = _insert
