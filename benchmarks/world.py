"""A company of any size for the KPIs: teams of 25, deals, activities, targets and absences, the same every time.

Written past the ORM, without indexes, which are made afterwards: a million entries take half a minute.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import asyncpg

from db.engine import parse_url, sqlite_path
from db.migrate import upgrade

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday in Moscow's afternoon
TODAY = NOW.date()
COMPANY = 1
PER_TEAM = 25
TARGETS = (  # of everybody: five
    ("sales_volume", "month", 150_000_000),
    ("deals", "month", 6),
    ("new_clients", "month", 2),
    ("average_check", "month", 20_000_000),
    ("calls", "month", 60),
)
KINDS = ("deal",) * 14 + ("call",) * 3 + ("contact", "meeting", "proposal")  # seven of ten are deals
NEW = 0.22  # of deals: with a client who is new
Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Size:
    """`teams` of 25 and so many entries over so many months up to now."""

    entries: int
    teams: int
    months: int

    @property
    def name(self) -> str:
        return f"{self.entries:,} entries"

    @property
    def people(self) -> int:
        return self.teams * PER_TEAM


SMALL = Size(100_000, 20, 24)
LARGE = Size(1_000_000, 200, 24)
LONG = Size(10_000_000, 200, 240)  # as dense as the large one


def _tables(size: Size) -> Iterator[tuple[str, Sequence[str], Rows]]:
    """Table, columns, rows; `entry` before `client`: clients are known when the deals are."""
    people = range(1, size.people + 1)
    started = TODAY - timedelta(days=size.months * 365 // 12)
    yield (
        "company",
        ("id", "name", "name_key", "currency", "created_at"),
        [(COMPANY, "Benchmark", "benchmark", "RUB", NOW)],
    )
    yield (
        "team",
        (
            "id", "company_id", "name", "name_key", "country", "timezone", "language", "main_activity",
            "retention_months", "backdate_days", "created_at", "workdays", "work_starts", "work_ends",
        ),
        [
            (n, COMPANY, f"Отдел {n}", f"отдел {n}", "RU", "Europe/Moscow", "ru", "contacts", 3, 3, NOW, 31, 540, 1080)
            for n in range(1, size.teams + 1)
        ],
    )  # fmt: skip
    yield (
        "account",
        ("id", "first_name", "language", "may_create", "started", "created_at"),
        [(n, f"Менеджер {n}", "ru", False, True, NOW) for n in people],
    )
    yield (
        "member",
        ("id", "company_id", "account_id", "name", "name_key", "is_owner", "agreed_at", "created_at"),
        [(n, COMPANY, n, f"Менеджер {n}", f"менеджер {n}", False, NOW, NOW) for n in people],
    )
    yield (
        "membership",
        ("id", "member_id", "team_id", "role", "starts_on"),
        [(n, n, team_of(n), "manager", started) for n in people],
    )
    yield (
        "target",
        ("id", "company_id", "member_id", "team_id", "kpi", "period", "value", "valid_from", "created_at"),
        _targets(size, started),
    )
    yield (
        "absence",
        ("id", "company_id", "member_id", "kind", "starts_on", "ends_on", "state", "created_at"),
        _absences(size),
    )
    clients: list[tuple[Any, ...]] = []
    yield (
        "entry",
        (
            "company_id", "team_id", "member_id", "ordinal", "kind", "quantity", "amount", "client_id",
            "written_client_id", "new_client", "day", "created_at",
        ),
        _entries(size, clients),
    )  # fmt: skip
    yield (
        "client",
        (
            "company_id", "name", "key", "created_by_id", "created_at", "first_day", "first_team_id",
            "first_member_id",
        ),
        clients,
    )  # fmt: skip


def team_of(member: int) -> int:
    return (member - 1) // PER_TEAM + 1


def _targets(size: Size, started: date) -> Rows:
    first = started.replace(day=1)
    number = 0
    for member in range(1, size.people + 1):
        for kpi, period, value in TARGETS:
            number += 1
            yield number, COMPANY, member, None, kpi, period, value, first, NOW
    for team in range(1, size.teams + 1):
        number += 1
        yield number, COMPANY, None, team, "sales_volume", "month", 4_000_000_000, first, NOW


def _absences(size: Size) -> Rows:
    """Two weeks a year of everybody, and now and then a sick day: one person of twenty is away in this month."""
    dice = random.Random(size.teams)
    number = 0
    for member in range(1, size.people + 1):
        for year in range(max(size.months // 12, 1)):
            number += 1
            starts = TODAY - timedelta(days=365 * year + dice.randrange(350))
            yield (
                number, COMPANY, member, "vacation", starts, starts + timedelta(days=13), "counted", NOW
            )  # fmt: skip


def _entries(size: Size, clients: list[tuple[Any, ...]]) -> Rows:
    """In the order of days; fills `clients` on the way."""
    dice = random.Random(size.entries)
    chance, below = dice.random, dice._randbelow  # type: ignore[attr-defined]
    days = size.months * 365 // 12
    first = TODAY - timedelta(days=days - 1)
    own: list[list[int]] = [[] for _ in range(size.people + 1)]
    calendar = [first + timedelta(days=n) for n in range(days)]
    for n in range(size.entries):
        day = calendar[n * days // size.entries]
        member = below(size.people) + 1
        team = team_of(member)
        kind = KINDS[below(20)]
        mine = own[member]
        new: bool | None = None
        if kind == "deal":
            if not mine or chance() < NEW:
                clients.append(
                    (COMPANY, f"Клиент {len(clients) + 1}", f"клиент {len(clients) + 1}", member, NOW, day, team, member)
                )  # fmt: skip
                client = len(clients)
                mine.append(client)
                new = True
            elif chance() < 0.1:  # a colleague's
                client = below(len(clients)) + 1
            else:
                client = mine[below(len(mine))]
            yield COMPANY, team, member, 0, kind, 1, (below(900) + 10) * 50_000, client, client, new, day, NOW
        else:
            touched = mine[below(len(mine))] if mine and kind != "call" else None
            quantity = below(20) + 1 if kind == "call" else 1
            yield COMPANY, team, member, 0, kind, quantity, None, touched, touched, None, day, NOW


async def build(url: str, size: Size) -> None:
    """Migrates an empty database and fills it."""
    await upgrade(url, now=NOW)
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    if path is not None:
        await asyncio.to_thread(_fill_sqlite, str(path), size)
    else:
        await _fill_postgres(parsed.render_as_string(hide_password=False), size)


def _fill_sqlite(path: str, size: Size) -> None:
    as_text: dict[Any, str] = {}

    def written(value: Any) -> Any:
        if isinstance(value, date):
            if value not in as_text:
                plain = isinstance(value, datetime)
                as_text[value] = f"{value:%Y-%m-%d %H:%M:%S.%f}" if plain else value.isoformat()
            return as_text[value]
        return value

    connection = sqlite3.connect(path)
    run = connection.execute
    for pragma in ("synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY", "foreign_keys=OFF"):
        run(f"PRAGMA {pragma}")
    indexes = run(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('entry', 'client') AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        run(f"DROP INDEX {name}")
    for table, columns, rows in _tables(size):
        marks = ", ".join("?" * len(columns))
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
            (tuple(map(written, row)) for row in rows),
        )
    for _, sql in indexes:
        run(sql)
    connection.commit()
    run("ANALYZE")
    connection.commit()
    run("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


async def _fill_postgres(url: str, size: Size) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
        indexes = await connection.fetch(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('entry', 'client') "
            "AND indexname NOT LIKE 'pk%'"
        )
        for index in indexes:
            await connection.execute(f"DROP INDEX {index['indexname']}")
        for table, columns, rows in _tables(size):
            rows = iter(rows)
            while some := list(islice(rows, 200_000)):
                await connection.copy_records_to_table(table, records=some, columns=list(columns))
        for index in indexes:
            await connection.execute(index["indexdef"])
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
