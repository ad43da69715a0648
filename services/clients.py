"""Clients: one record a company, found by exact normalised name; near names are offered, never linked by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

import phonenumbers
from rapidfuzz import fuzz
from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore_returning
from db.hot import hot
from db.models import Client, ClientMerge, Entry, EntryChange
from services import gate
from services.access import Me, visible_to
from services.errors import Denied, NotFound, Refused
from services.kpi import firsts
from services.names import clean, client_key

NEAR = 78  # of 100: «Ромашке» and «Ромашка» are 86, «Альфе» and «Альфа» 80
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Known:
    """A client as found or just made (`created`). `written_id` is the one of that very name, before merges.

    A deal of the day `since` or later does not change what is kept of the client's first one.
    """

    id: int
    name: str
    created: bool
    written_id: int
    since: date | None = None


_T = Client.__table__
# Two messages at once with one client wait for each other (see services/kpi/firsts.py), always in one order.
_BY_KEY = hot(
    select(_T.c.id, _T.c.name, _T.c.key, _T.c.merged_into_id, _T.c.first_day)
    .where(_T.c.company_id == bindparam("company"), _T.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(_T.c.key)
    .with_for_update(key_share=True)
)


async def resolve(
    session: AsyncSession,
    me: Me,
    names: Iterable[str],
    *,
    now: datetime,
    deals: Mapping[str, firsts.First] | None = None,
) -> dict[str, Known]:
    """The client of each name as written, made where there is none yet.

    `deals`, by key: first deals that follow in this transaction and are kept with the clients made here.
    """
    by_key = {client_key(name): clean(name, LONGEST_NAME) for name in names}
    by_key.pop("", None)
    if not by_key:
        return {}
    found = await _by_keys(session, me.company_id, list(by_key))
    missing = [key for key in by_key if key not in found]
    if missing:
        statement = insert_or_ignore_returning(session, Client, ["company_id", "key"], ["id", "key"])
        rows = [
            {
                "company_id": me.company_id,
                "name": by_key[key],
                "key": key,
                "created_by_id": me.member_id,
                "created_at": now,
                **(deals[key].kept if deals and key in deals else firsts.NONE),
            }
            for key in sorted(
                missing
            )  # always in one order: two messages at once must not wait for each other
        ]
        for row in await session.execute(statement, rows):
            first = deals.get(row.key) if deals else None
            found[row.key] = Known(row.id, by_key[row.key], True, row.id, first.day if first else None)
        raced = [key for key in missing if key not in found]  # somebody made it a moment ago
        found |= await _by_keys(session, me.company_id, raced) if raced else {}
    return {name: found[key] for name in names if (key := client_key(name)) in found}


async def _by_keys(session: AsyncSession, company_id: int, keys: Sequence[str]) -> dict[str, Known]:
    found = {}
    for row in await session.execute(_BY_KEY, {"company": company_id, "keys": keys}):
        if row.merged_into_id is None:
            found[row.key] = Known(row.id, row.name, False, row.id, row.first_day)
        else:
            root = await root_of(session, row.id)
            found[row.key] = Known(root.id, root.name, False, row.id)
    return found


async def root_of(session: AsyncSession, client_id: int) -> Client:
    """The client that this one was merged into, itself when it was not."""
    for _ in range(20):
        client = await session.get(Client, client_id)
        if client is None:
            raise NotFound("error-client-gone")
        if client.merged_into_id is None:
            return client
        client_id = client.merged_into_id
    raise NotFound("error-client-gone")


def nearest(name: str, others: Iterable[tuple[int, str]]) -> tuple[int, str] | None:
    """The one of `others` (id, name) whose name is nearest to `name`, if any is near enough to be offered."""
    key = client_key(name)
    best: tuple[float, int, str] | None = None
    for other_id, other in others:
        other_key = client_key(other)
        if other_key == key:
            continue
        score = fuzz.ratio(key, other_key)
        longer, shorter = max(key, other_key, key=len), min(key, other_key, key=len)
        if score < NEAR and len(shorter) >= 4 and longer.startswith(shorter + " "):
            score = NEAR  # «Ромашка» and «Ромашка Сервис»
        if score >= NEAR and (best is None or score > best[0]):
            best = (score, other_id, other)
    return (best[1], best[2]) if best else None


async def recent(session: AsyncSession, me: Me, whom: int, *, limit: int = 8) -> list[tuple[int, str]]:
    """A member's own clients (id, name), the latest first."""
    last = func.max(Entry.id)
    statement = (
        select(Client.id, Client.name)
        .join(Entry, Entry.client_id == Client.id)
        .where(Entry.member_id == whom, Entry.company_id == me.company_id, Entry.voided_at.is_(None))
        .group_by(Client.id, Client.name)
        .order_by(last.desc())
        .limit(limit)
    )
    return [(row.id, row.name) for row in await session.execute(statement)]


async def mine(session: AsyncSession, me: Me, client_id: int) -> Client:
    """A client of the company that `me` has an entry with or made. Raises NotFound for any other."""
    client = await session.get(Client, client_id)
    if client is None or client.company_id != me.company_id:
        raise NotFound("error-client-gone")
    if me.is_owner or client.created_by_id == me.member_id:
        return client
    seen = select(Entry.id).where(
        or_(Entry.client_id == client_id, Entry.written_client_id == client_id), visible_to(me)
    )
    if (await session.execute(seen.limit(1))).first() is None:
        raise NotFound("error-client-gone")
    return client


async def still_mine(session: AsyncSession, me: Me, ids: Iterable[int]) -> list[tuple[int, str]]:
    """Those of these clients (id, name) that `me` may give to an entry; after a merge what they belong to."""
    found = {}
    for client_id in ids:
        with suppress(NotFound):
            client = await root_of(session, (await mine(session, me, client_id)).id)
            found[client.id] = client.name
    return list(found.items())


async def merge(
    session: AsyncSession, me: Me, source_id: int, target_id: int, *, now: datetime
) -> ClientMerge:
    """Makes `source` part of `target`, with all its entries; messages naming it are the target's from now on.

    A manager may merge only a client that nobody else has entries with. Raises Denied, NotFound, Refused.
    """
    source, target = await mine(session, me, source_id), await mine(session, me, target_id)
    target = await root_of(session, target.id)
    if source.merged_into_id is not None or source.id == target.id:
        raise Refused("error-merged-already")
    if not me.is_owner:
        foreign = select(Entry.id).where(
            or_(Entry.client_id == source_id, Entry.written_client_id == source_id), ~visible_to(me)
        )
        if (await session.execute(foreign.limit(1))).first() is not None:
            raise Denied("error-client-shared")
    merge_ = ClientMerge(
        company_id=me.company_id, source_id=source.id, target_id=target.id, by_id=me.member_id, at=now
    )
    session.add(merge_)
    source.merged_into_id = target.id
    await session.flush()
    await _move(session, me, source.id, target.id, [source.id], cause="merged", now=now)
    return merge_


async def unmerge(session: AsyncSession, me: Me, merge_id: int, *, now: datetime) -> ClientMerge:
    """Takes a merge back: entries written with the source's names are its own again."""
    merge_ = await session.get(ClientMerge, merge_id)
    if merge_ is None or merge_.company_id != me.company_id:
        raise NotFound("error-merge-gone")
    if not (me.leads or merge_.by_id == me.member_id):
        raise Denied()
    source = await session.get(Client, merge_.source_id)
    if merge_.undone_at is not None or source is None or source.merged_into_id is None:
        raise Refused("error-merge-undone")
    root = await root_of(session, source.merged_into_id)
    merge_.undone_at = now
    source.merged_into_id = None
    await session.flush()
    family = await _family(session, source.id)
    await _move(session, me, root.id, source.id, family, cause="unmerged", now=now)
    return merge_


async def _family(session: AsyncSession, root: int) -> list[int]:
    """The client and everything merged into it, however deep."""
    family, edge = [root], [root]
    while edge:
        edge = list(await session.scalars(select(Client.id).where(Client.merged_into_id.in_(edge))))
        family += edge
    return family


async def _move(
    session: AsyncSession, me: Me, from_id: int, to_id: int, written: list[int], *, cause: str, now: datetime
) -> None:
    """Moves the entries that were written with one of these clients, and notes it in their history."""
    if cause == "merged":
        condition = Entry.client_id == from_id
    else:
        condition = (Entry.client_id == from_id) & Entry.written_client_id.in_(written)
    ids = list(await session.scalars(select(Entry.id).where(condition)))
    if not ids:
        return
    await session.execute(update(Entry).where(Entry.id.in_(ids)).values(client_id=to_id))
    await firsts.refresh(session, [from_id, to_id])
    await gate.touched_clients(session, me.company_id, [from_id, to_id], by=me.member_id)
    session.add_all(
        EntryChange(
            entry_id=entry_id,
            by_id=me.member_id,
            at=now,
            cause=cause,
            before={"client_id": from_id},
            after={"client_id": to_id},
        )
        for entry_id in ids
    )
    await session.flush()


def e164(phone: str, country: str | None) -> str | None:
    """A phone number in E.164, None when it is not one. `country` (ISO 3166) reads numbers without a +."""
    for region in (None, country):
        try:
            number = phonenumbers.parse(phone, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    digits = "".join(c for c in phone if c.isdigit())
    return e164("+" + digits, None) if not phone.strip().startswith("+") and len(digits) > 10 else None


async def set_phone(session: AsyncSession, client_id: int, phone: str | None) -> None:
    """Keeps a client's phone, if it has none yet."""
    if phone:
        await session.execute(
            update(Client).where(Client.id == client_id, Client.phone.is_(None)).values(phone=phone)
        )


async def by_phone(session: AsyncSession, me: Me, phone: str) -> Client | None:
    """The company's client with this phone (E.164); after a merge the one that it belongs to now."""
    statement = select(Client).where(Client.company_id == me.company_id, Client.phone == phone)
    order = (Client.merged_into_id.is_not(None), Client.id)
    found = (await session.scalars(statement.order_by(*order).limit(1))).first()
    return await root_of(session, found.id) if found is not None else None


async def first_deal(session: AsyncSession, client_id: int) -> date | None:
    """The day of the client's first deal with the company."""
    statement = select(func.min(Entry.day)).where(
        Entry.client_id == client_id, Entry.kind == "deal", Entry.quantity > 0, Entry.voided_at.is_(None)
    )
    return (await session.execute(statement)).scalar_one()
