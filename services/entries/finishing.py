"""What a receipt says beside the entries: the standing, possible doubles, names that are near, clients said to be new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.hot import hot
from db.models import Entry
from services import clients
from services.access import Me
from services.clients import Known
from services.entries.aftermath import aftermath, double_of
from services.entries.kinds import named_receipt
from services.entries.model import Near, Receipt

_MARK_DOUBLE = hot(
    update(Entry.__table__)  # type: ignore[arg-type]
    .where(Entry.__table__.c.id == bindparam("entry"))
    .values(double_of_id=bindparam("other"), double="open")
)


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
