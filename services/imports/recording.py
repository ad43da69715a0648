"""A plan, recorded: company, teams, people and clients where missing, then the entries, in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore
from db.models import Client, Entry, Member, Membership, Team
from services import companies, gate
from services.errors import Refused
from services.imports.reading import Deal, Person, Plan
from services.kpi import firsts
from services.names import client_key, person_key

CHUNK = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Preview:
    """What recording a plan would do. `changed` of `already` differ from what is recorded and stay as they are."""

    new_company: bool
    new_teams: tuple[str, ...]
    new_people: tuple[str, ...]
    new_clients: int
    fresh: int
    already: int
    changed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What recording a plan did; `changed` of `already` differ from what is recorded and stayed as they are."""

    company_id: int
    recorded: int
    already: int
    changed: int


async def preview(session: AsyncSession, plan: Plan, *, company: str) -> Preview:
    """Looks, changes nothing."""
    people = {key: person.name for key, person in plan.people.items()}
    keys = {client_key(deal.client) for deal in plan.deals if deal.client}
    found = await companies.find_company(session, company)
    if found is None:
        return Preview(
            True, tuple(plan.teams.values()), tuple(people.values()), len(keys), len(plan.deals), 0, 0
        )
    teams = set(await session.scalars(select(Team.name_key).where(Team.company_id == found.id)))
    members = await _members(session, found.id)
    clients = await _clients(session, found.id, keys)
    member_ids = {key: members[key].id for key in people if key in members}
    seen = await _seen(session, found.id, plan.deals)
    fresh = [deal for deal in plan.deals if deal.key not in seen]
    return Preview(
        new_company=False,
        new_teams=tuple(name for key, name in plan.teams.items() if key not in teams),
        new_people=tuple(name for key, name in people.items() if key not in members),
        new_clients=len({client_key(deal.client) for deal in fresh if deal.client} - set(clients)),
        fresh=len(fresh),
        already=len(seen),
        changed=_count_changed(plan.deals, seen, member_ids, clients),
    )


async def apply(
    session: AsyncSession,
    plan: Plan,
    *,
    company: str,
    country: str,
    timezone: str,
    language: str,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Records the plan in the session's transaction; existing companies and teams keep their settings.

    `progress` is told the number of rows done. Raises Refused: a bad code, or a company with another currency.
    """
    here, _ = await companies.ensure_company(session, name=company, currency=plan.currency, now=now)
    await companies.lock(session, f"import:{here.id}")
    teams: dict[str, Team] = {}
    for key, name in plan.teams.items():
        teams[key], _made = await companies.ensure_team(
            session,
            company_id=here.id,
            name=name,
            country=country,
            timezone=timezone,
            language=language,
            now=now,
        )
    member_ids = await _make_members(session, plan, here.id, teams, now)
    seen = await _seen(session, here.id, plan.deals)
    fresh = [deal for deal in plan.deals if deal.key not in seen]
    await _make_clients(session, fresh, here.id, now)
    clients = await _clients(
        session, here.id, {client_key(deal.client) for deal in plan.deals if deal.client}
    )
    statement = insert_or_ignore(session, Entry, ["company_id", "import_key"])
    done = len(seen)
    for chunk in _chunks(fresh):
        rows = [
            _facts(deal, member_ids, clients)
            | {
                "company_id": here.id,
                "team_id": teams[person_key(deal.team)].id,
                "written_client_id": clients[client_key(deal.client)][0] if deal.client else None,
                "ordinal": 0,
                "quantity": 1,
                "import_key": deal.key,
                "created_at": now,
            }
            for deal in chunk
        ]
        await session.execute(statement, rows)
        done += len(rows)
        if progress is not None:
            progress(done)
        await asyncio.sleep(0)  # lets Ctrl-C in: on SQLite nothing else here waits
    await firsts.refresh(session, (clients[client_key(deal.client)][1] for deal in fresh if deal.client))
    await gate.imported(session, here.id, {deal.day for deal in fresh})
    changed = _count_changed(plan.deals, seen, member_ids, clients)
    return Outcome(here.id, len(fresh), len(seen), changed)


async def analyze(session: AsyncSession) -> None:
    """Tells the database's planner about the new rows; after a large import, in a transaction of its own."""
    await session.execute(text("ANALYZE"))


def _chunks(every: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def _facts(deal: Deal, member_ids: dict[str, int], clients: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """The part of an entry that a row says, with ids; an unknown person or client is None."""
    client = clients.get(client_key(deal.client)) if deal.client else None
    return {
        "member_id": member_ids.get(person_key(deal.rep)),
        "kind": deal.kind,
        "amount": deal.amount,
        "client_id": client[1] if client else None,
        "day": deal.day,
        "first_contact": deal.first_contact,
    }


def _count_changed(
    deals: Iterable[Deal],
    seen: dict[str, dict[str, Any]],
    member_ids: dict[str, int],
    clients: dict[str, tuple[int, int]],
) -> int:
    """How many rows that are recorded already say something else now."""
    return sum(
        1 for deal in deals if deal.key in seen and seen[deal.key] != _facts(deal, member_ids, clients)
    )


async def _seen(session: AsyncSession, company_id: int, deals: Sequence[Deal]) -> dict[str, dict[str, Any]]:
    """The facts of rows that are recorded already, by their key."""
    found = {}
    for chunk in _chunks(deals):
        query = select(
            Entry.import_key,
            Entry.member_id,
            Entry.kind,
            Entry.amount,
            Entry.client_id,
            Entry.day,
            Entry.first_contact,
        ).where(Entry.company_id == company_id, Entry.import_key.in_([deal.key for deal in chunk]))
        for row in (await session.execute(query)).mappings():
            facts = dict(row)
            found[str(facts.pop("import_key"))] = facts
    return found


async def _members(session: AsyncSession, company_id: int) -> dict[str, Member]:
    """The people of a company by name key; of namesakes the one who is still there, then the first."""
    query = select(Member).where(Member.company_id == company_id).order_by(Member.id)
    found: dict[str, Member] = {}
    for member in await session.scalars(query):
        known = found.get(member.name_key)
        if known is None or (known.left_at is not None and member.left_at is None):
            found[member.name_key] = member
    return found


async def _make_members(
    session: AsyncSession, plan: Plan, company_id: int, teams: dict[str, Team], now: datetime
) -> dict[str, int]:
    """Ids by name key of everyone in the file, made where missing, with their time in teams."""
    known = await _members(session, company_id)
    missing = [
        {"company_id": company_id, "name": person.name, "name_key": key, "is_owner": False, "created_at": now}
        for key, person in plan.people.items()
        if key not in known
    ]
    if missing:
        await session.execute(insert(Member), missing)
        known = await _members(session, company_id)
    members = {key: known[key] for key in plan.people}
    ids = [member.id for member in members.values()]
    spells: dict[int, list[Membership]] = {member_id: [] for member_id in ids}
    for chunk in _chunks(ids):
        query = select(Membership).where(Membership.member_id.in_(chunk)).order_by(Membership.starts_on)
        for one in await session.scalars(query):
            spells[one.member_id].append(one)
    fresh: list[Membership] = []
    for key, person in plan.people.items():
        if members[key].left_at is None:
            fresh += _time_in_teams(members[key], person, spells[members[key].id], teams, now)
    await session.flush()  # ends what is over before what follows it begins
    session.add_all(fresh)
    await session.flush()
    return {key: member.id for key, member in members.items()}


def _time_in_teams(
    member: Member, person: Person, there: list[Membership], teams: dict[str, Team], now: datetime
) -> list[Membership]:
    """The memberships to add so that the person was in the file's teams when the file says so.

    What is known already is only continued: backwards before it begins, and forwards as long as the
    person has not joined; once they have, the chat decides where they are.
    """
    said = [
        (start or companies.day_in(now, teams[key].timezone), teams[key].id) for start, key in person.spells()
    ]
    begins: date | None = there[0].starts_on if there else None
    before = [spell for spell in said if begins is None or spell[0] < begins]
    ends: list[date | None] = [*(start for start, _ in before[1:]), begins][: len(before)]
    fresh = []
    for (start, team_id), end in zip(before, ends, strict=True):
        if there and end == begins and there[0].team_id == team_id and there[0].role == "manager":
            there[0].starts_on = start
        else:
            fresh.append(
                Membership(member_id=member.id, team_id=team_id, role="manager", starts_on=start, ends_on=end)
            )
    current = there[-1] if there else None
    start, team_id = said[-1]
    if (
        current is not None
        and current.ends_on is None
        and member.account_id is None
        and start > current.starts_on
        and team_id != current.team_id
    ):
        current.ends_on = start
        fresh.append(Membership(member_id=member.id, team_id=team_id, role="manager", starts_on=start))
    return fresh


async def _clients(session: AsyncSession, company_id: int, keys: Iterable[str]) -> dict[str, tuple[int, int]]:
    """(own id, id after merges) by key."""
    found: dict[str, tuple[int, int]] = {}
    for chunk in _chunks(sorted(keys)):
        query = select(Client.key, Client.id, Client.merged_into_id).where(
            Client.company_id == company_id, Client.key.in_(chunk)
        )
        for key, own, merged in await session.execute(query):
            found[key] = own, own if merged is None else await _root(session, merged)
    return found


async def _root(session: AsyncSession, client_id: int) -> int:
    for _ in range(20):
        client = await session.get(Client, client_id)
        if client is None or client.merged_into_id is None:
            return client_id
        client_id = client.merged_into_id
    raise Refused("error-client-gone")


async def _make_clients(session: AsyncSession, deals: Iterable[Deal], company_id: int, now: datetime) -> None:
    names: dict[str, str] = {}
    for deal in deals:
        if deal.client:
            names.setdefault(client_key(deal.client), deal.client)
    known = await _clients(session, company_id, names)
    missing = [
        {"company_id": company_id, "name": name, "key": key, "created_at": now}
        for key, name in names.items()
        if key not in known
    ]
    if missing:
        await session.execute(insert_or_ignore(session, Client, ["company_id", "key"]), missing)
