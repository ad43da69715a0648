"""Who wrote a report: the member it is about, or their lead in a chat of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, EntryChange, Report
from services.access import Me, may_manage_team
from services.entries.model import snapshot


def by(me: Me, report: Report) -> bool:
    """Whether `me` wrote this message about one of their people, in their own chat with the bot."""
    mine = me.account_id is not None and report.chat_id == me.account_id
    return mine and may_manage_team(me, report.company_id, report.team_id)


async def mark(session: AsyncSession, me: Me, entry_ids: Sequence[int], now: datetime) -> None:
    """Says in the entries' history who wrote them for their member."""
    for entry_id in entry_ids:
        entry = await session.get_one(Entry, entry_id)
        kept = snapshot(entry)
        session.add(
            EntryChange(
                entry_id=entry_id, by_id=me.member_id, at=now, cause="behalf", before=kept, after=kept
            )
        )
    await session.flush()
