"""A database as after two years: a team of 64 managers, their clients and deals, written without the bot."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from benchmarks.words import KNOWN, MANAGERS, client
from db.migrate import upgrade
from db.models import Account, Base, Client, Company, Entry, Member, Membership, Target, Team
from services.kpi import firsts
from services.names import client_key, person_key

FIRST_ID = 5_000  # Telegram ids of the managers
MONTHS = 24


def manager_name(number: int) -> str:
    return f"Менеджер {number}"


class NotEmpty(RuntimeError):
    """The database given is in use by something else."""


async def build(url: str, entries: int) -> None:
    """Migrates the database and fills it; one that was filled before is emptied first. Raises NotEmpty."""
    await upgrade(url, now=datetime.now(UTC))
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_empty)
            await connection.run_sync(_fill, entries)
        async with AsyncSession(engine) as session, session.begin():
            await firsts.repair(session, list(await session.scalars(select(Client.id))))
        async with engine.begin() as connection:
            await connection.execute(text("ANALYZE"))
    finally:
        await engine.dispose()


def _empty(connection: Connection) -> None:
    names = set(connection.execute(select(Company.name)).scalars())
    if names - {"Benchmark"}:
        raise NotEmpty("the database belongs to somebody: give an empty one")
    if names:
        tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


def _fill(connection: Connection, entries: int) -> None:
    now = datetime.now(UTC)
    started = (now - timedelta(days=31 * MONTHS)).date()

    def one(model: type[Base], **values: Any) -> int:
        return int(connection.execute(insert(model).values(**values).returning(model.id)).scalar_one())  # type: ignore[attr-defined]

    company = one(Company, name="Benchmark", name_key="benchmark", currency="RUB", created_at=now)
    team = one(
        Team, company_id=company, name="Север", name_key="север", country="RU", timezone="Europe/Moscow",
        language="ru", created_at=now,
    )  # fmt: skip
    members = []
    for number in range(MANAGERS):
        name = manager_name(number)
        account = one(
            Account, id=FIRST_ID + number, first_name=name, language="ru", started=True, created_at=now
        )
        member = one(
            Member, company_id=company, account_id=account, name=name, name_key=person_key(name),
            agreed_at=now, created_at=now,
        )  # fmt: skip
        one(Membership, member_id=member, team_id=team, role="manager", starts_on=started)
        one(
            Target, company_id=company, member_id=member, kpi="sales_volume", period="month",
            value=500_000_000, valid_from=started.replace(day=1), created_at=now,
        )  # fmt: skip
        members.append(member)
    connection.execute(
        insert(Client),
        [
            {"company_id": company, "name": client(n), "key": client_key(client(n)), "created_at": now}
            for n in range(KNOWN)
        ],
    )
    ids = dict(connection.execute(select(Client.key, Client.id)).tuples().all())
    connection.execute(insert(Entry), list(_deals(entries, company, team, members, ids, now)))
    counted = connection.execute(select(func.count()).select_from(Entry)).scalar_one()
    assert counted == entries


def _deals(
    entries: int, company: int, team: int, members: list[int], clients: dict[str, int], now: datetime
) -> Any:
    """Deals and calls, spread evenly over the months; the last day is left to the measurement."""
    dice = random.Random(entries)
    days = 30 * MONTHS
    for n in range(entries):
        manager = n % MANAGERS
        key = client_key(client(dice.randrange(KNOWN // MANAGERS) * MANAGERS + manager))
        deal = dice.random() < 0.6
        yield {
            "company_id": company,
            "team_id": team,
            "member_id": members[manager],
            "ordinal": 0,
            "kind": "deal" if deal else "call",
            "quantity": 1 if deal else dice.randrange(1, 30),
            "amount": dice.randrange(10, 900) * 100_000 if deal else None,
            "client_id": clients[key] if deal else None,
            "written_client_id": clients[key] if deal else None,
            "day": (now - timedelta(days=3 + n * days // entries)).date(),
            "created_at": now,
        }
