"""The entries themselves: written with a message, changed one at a time (what they were is kept), shown as lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.hot import hot
from db.models import Client, Entry, EntryChange, Membership
from services import gate
from services.access import Me, require_team
from services.clients import Known
from services.entries import first_deals
from services.entries.model import Draft, Line, snapshot
from services.kpi import firsts

_INSERT_ENTRY = hot(insert(Entry.__table__).returning(Entry.__table__.c.id))  # type: ignore[arg-type]


async def insert_entries(
    session: AsyncSession,
    me: Me,
    report_id: int,
    drafts: Sequence[Draft],
    known: dict[str, Known],
    *,
    start: int,
    now: datetime,
) -> list[Line]:
    """Records drafts as entries of a report, `start` the ordinal of the first of them."""
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


async def names_of(session: AsyncSession, ids: Sequence[int]) -> dict[int, str]:
    """Names of clients by id."""
    if not ids:
        return {}
    statement = select(Client.id, Client.name).where(Client.id.in_(set(ids)))
    return {row.id: row.name for row in await session.execute(statement)}
