"""Transactions that share a COMMIT on SQLite: each as safe as by itself, whatever happens to its neighbours."""

from __future__ import annotations

import asyncio
import sqlite3

from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from db.engine import TOGETHER, Database
from db.models import Entry, State


def outside(db: Database) -> set[str]:
    """What another program sees of what was committed."""
    with sqlite3.connect(str(db.path)) as file:
        found = {key for (key,) in file.execute("SELECT key FROM state")}
    file.close()
    return found


async def put(db: Database, key: str) -> bool:
    """Stores it; whether it was durable, for everybody, once it was said to be done."""
    async with db.write() as session:
        await session.execute(insert(State).values(key=key, value="x"))
    return key in outside(db)


async def test_what_is_written_at_once_shares_commits_and_is_durable_when_it_is_done(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    await put(db, "first")
    assert db._writer is not None
    commits = []
    db._writer._connection._conn.set_trace_callback(
        lambda said: commits.append(said) if said == "COMMIT" else None
    )
    assert all(await asyncio.gather(*(put(db, f"{n}") for n in range(2 * TOGETHER))))
    assert len(commits) == 2
    await db.close()


async def test_one_that_fails_takes_nothing_else_back(sqlite_url: str) -> None:
    db = Database(sqlite_url)

    async def fail() -> None:
        async with db.write() as session:
            await session.execute(insert(State).values(key="half", value="x"))
            session.add(State(key="other half", value="x"))
            await session.flush()
            raise RuntimeError

    for first in (True, False):  # as the first of them and among the others
        name = f"{first} "
        writers = [put(db, name + str(n)) for n in range(5)]
        writers.insert(0 if first else 2, fail())  # type: ignore[arg-type]
        done = await asyncio.gather(*writers, return_exceptions=True)
        assert sum(isinstance(d, RuntimeError) for d in done) == 1
        assert {name + str(n) for n in range(5)} <= outside(db)
    assert not {"half", "other half"} & outside(db)
    await db.close()


async def test_when_the_commit_fails_everybody_hears_it_and_nothing_is_stored(sqlite_url: str) -> None:
    db = Database(sqlite_url)

    async def poison() -> None:
        """An entry of a company that does not exist, found out by COMMIT only."""
        async with db.write() as session:
            await session.execute(text("PRAGMA defer_foreign_keys=ON"))
            columns = {c.name: 1 for c in Entry.__table__.c if not c.nullable and c.name != "id"}
            names = ", ".join(columns)
            values = ", ".join("'2026-11-23'" if name in ("day", "created_at") else "1" for name in columns)
            await session.execute(text(f"INSERT INTO entry ({names}) VALUES ({values})"))

    done = await asyncio.gather(put(db, "a"), poison(), put(db, "b"), return_exceptions=True)
    assert all(isinstance(d, IntegrityError | OperationalError) for d in done), done
    assert outside(db) == set()
    assert await put(db, "next")
    await db.close()


async def test_a_transaction_that_sqlite_drops_takes_only_those_before_it(sqlite_url: str) -> None:
    db = Database(sqlite_url)

    async def dropped() -> None:
        """As SQLite does by itself when the disk is full."""
        async with db.write() as session:
            await session.execute(insert(State).values(key="dropped", value="x"))
            await session.execute(text("ROLLBACK"))

    before, lost, after = await asyncio.gather(
        put(db, "before"), dropped(), put(db, "after"), return_exceptions=True
    )
    assert isinstance(before, OperationalError)
    assert isinstance(lost, OperationalError)
    assert after is True
    assert outside(db) == {"after"}
    await db.close()


async def test_who_is_cancelled_leaves_a_commit_whole(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    writers = [asyncio.create_task(put(db, str(n))) for n in range(3)]
    while db._group is None:  # the first has had its turn and waits for the disk
        await asyncio.sleep(0)
    writers[0].cancel()
    done = await asyncio.gather(*writers, return_exceptions=True)
    assert isinstance(done[0], asyncio.CancelledError)
    assert done[1:] == [True, True]
    assert outside(db) == {"0", "1", "2"}
    async with db.read() as session:
        assert len((await session.execute(select(State.key))).all()) == 3
    await db.close()
