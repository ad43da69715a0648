"""Reading a message again once its team counts something more: what was not understood in it is recorded now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Report
from services import clients
from services.access import Me
from services.entries import listing
from services.entries.model import Receipt, draft
from services.entries.record import apply
from services.entries.rows import insert_entries
from services.parsing import parse


async def reread(
    session: AsyncSession, me: Me, whom: Me, report_id: int, slug: str, *, now: datetime
) -> Receipt | None:
    """Records what the message says of the counter `slug`; all else of it stays, put right by hand or not.

    `whom` wrote it, and has the words with the counter. None for a message that was taken back or answered no.
    """
    report = await session.get_one(Report, report_id, with_for_update=True, populate_existing=True)
    if report.state not in ("recorded", "empty", "asking"):
        return None
    without = {own: words for own, words in whom.words.items() if own != slug}
    old = parse(report.text, today=report.day, currency=me.currency, counters=without)
    new = parse(report.text, today=report.day, currency=me.currency, counters=whom.words)
    rows = list(
        await session.scalars(
            select(Entry).where(Entry.report_id == report.id).order_by(Entry.ordinal, Entry.id)
        )
    )
    rest = [(at, entry) for at, entry in enumerate(new.entries) if entry.kind != slug]
    simple = not (old.ask or new.ask or report.state == "asking" or new.absence)
    if not simple or [entry for _, entry in rest] != list(old.entries) or len(rows) != len(rest):
        return await apply(session, me, report, new, old=old, now=now, event="edited", whom=whom)
    for row, (at, _) in zip(rows, rest, strict=True):
        row.ordinal = at
    fresh = [(at, draft(entry, me.currency)) for at, entry in enumerate(new.entries) if entry.kind == slug]
    known = await clients.resolve(session, whom, [d.client for _, d in fresh if d.client], now=now)
    for at, one in fresh:
        await insert_entries(session, whom, report.id, [one], known, start=at, now=now)
    report.unknown = list(new.unknown) or None
    report.state = "recorded" if new.entries else report.state
    await session.flush()
    return await listing.receipt(session, whom, report.id, event="edited")
