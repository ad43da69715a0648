"""The database: one newest migration, no lost updates, aware times, a lock of another process waited for."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, select, update
from sqlalchemy.exc import StatementError

from db import migrate
from db.engine import BadDatabaseUrl, Database, parse_url
from db.lock import AlreadyRunning, only_one
from db.models import Base, State

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    assert ScriptDirectory.from_config(migrate._config()).get_current_head() == migrate.HEAD


async def test_the_models_are_what_the_migrations_make(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        def comparable(_: object, name: str, kind: str, *__: object) -> bool:
            return not (kind == "index" and connection.dialect.name == "postgresql" and name in covering)

        covering = {  # there the columns after the first two are INCLUDEd
            str(index.name): index.columns.keys()
            for index in Base.metadata.tables["entry"].indexes
            if "voided_at" in index.columns
        }
        for index in inspect(connection).get_indexes("entry"):
            if index["name"] in covering:
                also = index.get("dialect_options", {}).get("postgresql_include", [])
                assert [*index["column_names"], *also] == covering[index["name"]]
        options = {"compare_type": True, "include_object": comparable}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))

    db = Database(database_url)
    async with db.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await db.close()


async def test_two_programs_migrate_a_fresh_database_once(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/deep/er/new.db"
    await asyncio.gather(*(migrate.upgrade(url, now=NOW) for _ in range(3)))
    assert await migrate.current(url) == migrate.HEAD
    assert not (tmp_path / "deep" / "er" / "backups").exists()  # there was nothing to back up


async def test_a_file_that_a_migration_will_change_is_backed_up_first(sqlite_url: str) -> None:
    path = parse_url(sqlite_url).database
    assert path is not None
    with sqlite3.connect(path) as file:
        file.execute("INSERT INTO state VALUES ('kept', 'yes')")
        file.execute("UPDATE alembic_version SET version_num = 'older'")
    file.close()
    with pytest.raises(migrate.NewerDatabase):  # not one of ours: better not touched
        await migrate.upgrade(sqlite_url, now=NOW)
    made = migrate.backup(Path(path), Path(path).parent / "backups", NOW)
    again = migrate.backup(Path(path), Path(path).parent / "backups", NOW)
    assert made != again
    with sqlite3.connect(made) as copy:
        assert copy.execute("SELECT value FROM state").fetchall() == [("yes",)]
    copy.close()


async def test_read_then_write_loses_nothing(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as session:
        await session.execute(insert(State).values(key="n", value="0"))

    async def add() -> None:
        for _ in range(10):
            async with db.write() as session:
                row = (await session.scalars(select(State).where(State.key == "n").with_for_update())).one()
                await asyncio.sleep(0)
                await session.execute(
                    update(State).where(State.key == "n").values(value=str(int(row.value) + 1))
                )

    await asyncio.gather(*(add() for _ in range(8)))
    async with db.read() as session:
        assert (await session.scalars(select(State.value))).one() == "80"
    await db.close()


async def test_a_transaction_that_fails_leaves_nothing(database_url: str) -> None:
    db = Database(database_url)

    async def fail() -> None:
        async with db.write() as session:
            await session.execute(insert(State).values(key="half", value="written"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with db.read() as session:
        assert (await session.scalars(select(State))).all() == []
    async with db.write() as session:  # and the connection is fit for use
        await session.execute(insert(State).values(key="whole", value="written"))
    await db.close()


async def test_a_lock_of_another_process_is_waited_for_without_stopping_the_loop(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    other = sqlite3.connect(str(db.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    async def write() -> None:
        async with db.write() as session:
            await session.execute(insert(State).values(key="late", value="but there"))

    ticking = asyncio.create_task(tick())
    writing = asyncio.create_task(write())
    started = time.monotonic()
    while ticks < 20:
        await asyncio.sleep(0.01)
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    await writing
    ticking.cancel()
    assert time.monotonic() - started < 5
    await db.close()


async def test_times_are_aware_and_utc(database_url: str) -> None:
    from db.models import Company

    db = Database(database_url)
    moscow = NOW.astimezone(timezone(timedelta(hours=3)))
    async with db.write() as session:
        await session.execute(
            insert(Company).values(name="В", name_key="в", currency="RUB", created_at=moscow)
        )
    async with db.read() as session:
        stored = (await session.scalars(select(Company.created_at))).one()
    assert stored == NOW
    assert stored.tzinfo is not None
    with pytest.raises(StatementError):
        async with db.write() as session:
            await session.execute(
                insert(Company).values(
                    name="В", name_key="в", currency="RUB", created_at=NOW.replace(tzinfo=None)
                )
            )
    await db.close()


async def test_one_bot_a_database(database_url: str) -> None:
    first, second = Database(database_url), Database(database_url)
    async with only_one(first):
        with pytest.raises(AlreadyRunning):
            async with only_one(second, patience=0.2):
                pass
    async with only_one(second, patience=0.2):
        pass
    await first.close()
    await second.close()


@pytest.mark.parametrize(
    "url",
    ["mysql://x/y", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "nonsense", "postgresql://x/y"],
)
def test_a_database_this_program_cannot_use_is_said(url: str) -> None:
    with pytest.raises(BadDatabaseUrl, match="DATABASE_URL"):
        parse_url(url)
