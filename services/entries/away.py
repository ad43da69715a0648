"""The absence a message tells: noted, and followed through edits and answers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Absence, Report
from services.access import Me
from services.calendar import absences
from services.calendar.absences import Away
from services.parsing import ParsedReport

SAID_BEFORE = frozenset({"noted", "waits"})  # states of one that was known already: nothing new is kept


async def told(
    session: AsyncSession,
    me: Me,
    whom: Me,
    report_id: int,
    parsed: ParsedReport,
    now: datetime,
    today: date,
) -> Away | None:
    """The absence a message tells, noted; None without one."""
    if parsed.absence is None:
        return None
    said = parsed.absence
    days = (said.starts_on, said.ends_on)
    return await absences.declare(
        session, me, whom, said.kind, days, now=now, today=today, report_id=report_id
    )


async def follows(
    session: AsyncSession,
    me: Me,
    whom: Me,
    report: Report,
    parsed: ParsedReport,
    old: ParsedReport | None,
    now: datetime,
) -> tuple[Away | None, Away | None]:
    """What an edited or answered message says of an absence: as it is where the text has not changed, else anew.

    With it the one that the message no longer tells, where there is none in its place.
    """
    statement = select(Absence).where(Absence.report_id == report.id, Absence.voided_at.is_(None))
    rows = list(await session.scalars(statement))
    if rows and old is not None and not (old.ask or parsed.ask) and old.absence == parsed.absence:
        return await absences.shown(session, rows[-1]), None
    for row in rows:
        row.voided_at = now
    await absences.touched(session, me, [row for row in rows if row.state == "counted"])
    await session.flush()
    if parsed.ask or parsed.absence is None:
        live = [row for row in rows if row.state != "declined"]
        return None, await absences.shown(session, live[-1]) if live else None
    # An answer is to what was said then; an edit says it now.
    today = report.day if old is None else whom.today(now)
    return await told(session, me, whom, report.id, parsed, now, today), None
