"""Opens the database: pragmas, one writer at a time on SQLite, insert-or-ignore for both dialects."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Insert, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from db.models import Base

BUSY_SECONDS = 10


class BadDatabaseUrl(ValueError):
    """The URL names no database this program can use; the message is fit to show, without a password."""


class _InlineConnection(aiosqlite.Connection):
    """aiosqlite without the thread hop for short statements; only what waits for the disk still hops.

    A statement of a logged deal takes 0.02 ms, each of its four hops 0.1 ms (docs/decisions/sqlite.md).
    A lock held by another process is waited for here, without blocking the loop.
    """

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        if fn in (self._conn.commit, self._conn.close):
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        if not (args and isinstance(args[0], str) and args[0].startswith(("BEGIN", "PRAGMA journal"))):
            return fn(*args, **kwargs)
        deadline = asyncio.get_running_loop().time() + BUSY_SECONDS
        while True:
            try:
                return fn(*args, **kwargs)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.01)


def _inline(path: str, **kwargs: Any) -> _InlineConnection:
    kwargs["check_same_thread"] = False
    connection = _InlineConnection(lambda: sqlite3.connect(path, **kwargs), 64)
    connection._thread.daemon = True
    return connection


def parse_url(url: str) -> URL:
    """The URL, checked. Raises BadDatabaseUrl."""
    try:
        parsed = make_url(url)
    except Exception:
        raise BadDatabaseUrl("DATABASE_URL is not a database URL") from None
    if parsed.drivername not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
        raise BadDatabaseUrl("DATABASE_URL must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    if parsed.get_backend_name() == "sqlite" and (not parsed.database or parsed.database == ":memory:"):
        raise BadDatabaseUrl("DATABASE_URL must name a file: a database in memory forgets everything")
    return parsed


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite database, None for PostgreSQL."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


class Database:
    """Two ways in: `write()` is one transaction, alone on SQLite; `read()` takes no lock there."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = parse_url(url)
        self.path = sqlite_path(self.url)
        self._lock: asyncio.Lock | None = None
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = asyncio.Lock()
            self.engine = create_async_engine(
                self.url,
                hide_parameters=True,  # what people wrote stays out of errors and logs
                pool_size=1,
                max_overflow=0,
                pool_reset_on_return=None,  # every way out of write() commits or rolls back
                connect_args={"async_creator_fn": _inline},
            )
            self.reader = create_async_engine(self.url, hide_parameters=True, pool_size=4, max_overflow=4)
            _sqlite_hooks(self.engine, begin="BEGIN IMMEDIATE", busy_seconds=0)
            _sqlite_hooks(self.reader, begin="BEGIN", busy_seconds=BUSY_SECONDS)
        else:
            self.engine = create_async_engine(
                self.url,
                hide_parameters=True,
                pool_size=pool_size,
                max_overflow=0,
                pool_pre_ping=False,
                connect_args={
                    "server_settings": {
                        "timezone": "UTC",
                        "lock_timeout": "10s",
                        "idle_in_transaction_session_timeout": "60s",
                        "jit": "off",
                    }
                },
            )
            self.reader = self.engine

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A session in one transaction: committed at the end, rolled back on an exception."""
        async with (
            self._lock or nullcontext(),
            AsyncSession(self.engine, expire_on_commit=False, autoflush=False) as session,
            session.begin(),
        ):
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session for reading only."""
        async with AsyncSession(self.reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    async def checkpoint(self) -> None:
        """Moves the WAL into the SQLite file in the background, so that no commit has to."""
        if self.path is not None:
            async with self.reader.connect() as connection:
                raw = await connection.get_raw_connection()
                assert raw.driver_connection is not None
                cursor = await raw.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
                await cursor.close()

    async def close(self) -> None:
        await self.engine.dispose()
        if self.reader is not self.engine:
            await self.reader.dispose()


def _sqlite_hooks(engine: AsyncEngine, *, begin: str, busy_seconds: int) -> None:
    """Pragmas on connect; our own BEGIN, because the driver's comes too late for read-then-write."""

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={busy_seconds * 1000}",
            "wal_autocheckpoint=4000",
            "temp_store=MEMORY",
            "cache_size=-16000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)


def insert_or_ignore(session: AsyncSession, model: type[Base], index: Sequence[str]) -> Insert:
    """INSERT … ON CONFLICT (index) DO NOTHING in the session's dialect: the only dialect `if`."""
    return _insert_or_ignore(session.get_bind().dialect.name, model, tuple(index), ())


def insert_or_ignore_returning(
    session: AsyncSession, model: type[Base], index: Sequence[str], columns: Sequence[str]
) -> Insert:
    """The same, giving back `columns` of the rows that were inserted."""
    return _insert_or_ignore(session.get_bind().dialect.name, model, tuple(index), tuple(columns))


@lru_cache(256)
def _insert_or_ignore(
    dialect: str, model: type[Base], index: tuple[str, ...], columns: tuple[str, ...]
) -> Insert:
    """Built once and so compiled once; on the table, past the ORM's bulk insert."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = model.__table__
    statement = insert(table).on_conflict_do_nothing(index_elements=list(index))  # type: ignore[arg-type]
    return statement.returning(*(table.c[name] for name in columns)) if columns else statement
