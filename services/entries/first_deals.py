"""What a message does to the first deals of its clients (services/kpi/firsts.py), with as few statements as it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.access import Me
from services.clients import Known
from services.entries.model import Draft
from services.kpi import firsts
from services.kpi.firsts import First
from services.names import client_key


def of_message(me: Me, team_id: int, drafts: Sequence[Draft], now: datetime) -> dict[str, First]:
    """By key: what is kept with a client made for this message. Only of today's deals: of another day the team is yet to be asked."""
    found: dict[str, First] = {}
    today = me.today(now)
    deals = [d for d in drafts if d.kind == "deal" and d.quantity and d.client]
    elsewhere = {client_key(d.client or "") for d in deals if d.day != today}
    for d in deals:
        if (key := client_key(d.client or "")) not in elsewhere:
            found.setdefault(key, First(d.day, team_id, me.member_id, d.new_client is not False))
    return found


async def recorded(
    session: AsyncSession, drafts: Sequence[Draft], known: Mapping[str, Known], *, doubt: bool
) -> None:
    """Counts again the clients of these deals, just inserted, whose first deal one of them may be.

    `doubt`: their first deals may have changed since they were looked up.
    """
    stale = {
        client.id: client.id == client.written_id  # then looking it up has locked it
        for new in drafts
        if new.kind == "deal" and new.quantity and new.client and (client := known.get(new.client))
        if doubt or client.since is None or new.day < client.since
    }
    await firsts.refresh(session, stale, locked=all(stale.values()))
