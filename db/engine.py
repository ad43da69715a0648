"""Opens the database: pragmas, one writer at a time on SQLite, insert-or-ignore for both dialects."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, Insert, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, SQLiteDialect_aiosqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.util import await_only

from db import hot
from db.models import Base

BUSY_SECONDS = 10
TOGETHER = 8  # so many transactions at most share a COMMIT: the first of them waits for the last


class BadDatabaseUrl(ValueError):
    """The URL names no database this program can use; the message is fit to show, without a password."""


class _Writer(AsyncAdapt_aiosqlite_connection):
    """The writing connection: statements run on sqlite3's own cursors, in the loop's thread, without any hop.

    A statement of a logged deal takes 0.02 ms, each of aiosqlite's four hops 0.1 ms (docs/decisions/sqlite.md).
    Only what waits for the disk, COMMIT and close, still goes to aiosqlite's thread.
    """

    __slots__ = ()

    def cursor(self, server_side: bool = False) -> Any:
        return self._connection._conn.cursor()

    def commit(self) -> None:
        """SQLAlchemy's bookkeeping only: Database.write commits, and takes back."""

    def rollback(self) -> None:
        """The same."""

    def take_back(self) -> None:
        self._connection._conn.rollback()

    @property
    def open(self) -> bool:
        """Whether a transaction is open; an error as bad as a full disk closes it behind our back."""
        return bool(self._connection._conn.in_transaction)

    def run(self, command: str) -> None:
        self._connection._conn.execute(command)

    async def commit_now(self) -> None:
        """COMMIT, where waiting for the disk stops nobody."""
        try:
            await self._connection.commit()
        except sqlite3.Error as error:
            raise OperationalError("COMMIT", None, error) from error

    async def begin(self) -> None:
        """A lock held by another process is waited for here, without blocking the loop."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + BUSY_SECONDS
        while True:
            try:
                self.run("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                if loop.time() > deadline:
                    raise OperationalError("BEGIN IMMEDIATE", None, error) from error
                await asyncio.sleep(0.01)


def _writer(path: str) -> Callable[[], _Writer]:
    def create() -> _Writer:
        connection = aiosqlite.Connection(lambda: sqlite3.connect(path, check_same_thread=False), 64)
        connection._thread.daemon = True
        return _Writer(SQLiteDialect_aiosqlite.import_dbapi(), await_only(connection))  # type: ignore[arg-type]

    return create


class _DirectSession(AsyncSession):
    """On the writer nothing has to be awaited once the transaction is open: no greenlet for a statement."""

    _direct: Connection | None = None
    writer: _Writer

    async def execute(self, statement: Any, params: Any = None, **more: Any) -> Any:
        if params and not more and (ready := hot.prepared(statement, params)):
            return ready.run(self.writer.cursor(), params)
        if more or getattr(statement, "_propagate_attrs", {"compile_state_plugin": ""}):
            return self.sync_session.execute(statement, params, **more)
        # Of tables, not entities: past the session, which would only pass it on.
        if self._direct is None:
            self._direct = self.sync_session.connection()
        return self._direct.execute(statement, params)

    def finish(self) -> None:
        """What is still to be written is; SQLAlchemy takes it as committed. Hot statements do without it."""
        if self.sync_session.in_transaction():
            self.sync_session.flush()
            self.sync_session.commit()

    def forget(self) -> None:
        """Leaves nothing of this transaction to the next one."""
        self._direct = None
        self.sync_session.close()

    async def scalars(self, statement: Any, params: Any = None, **more: Any) -> Any:
        return self.sync_session.scalars(statement, params, **more)

    async def scalar(self, statement: Any, params: Any = None, **more: Any) -> Any:
        return self.sync_session.scalar(statement, params, **more)

    async def get(self, entity: Any, ident: Any, **more: Any) -> Any:
        return self.sync_session.get(entity, ident, **more)

    async def flush(self, objects: Any = None) -> None:
        self.sync_session.flush(objects)


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


class _Group:
    """Transactions, one after the other, that one COMMIT makes durable: each waits for it before it is done.

    The first is BEGIN … itself, each further one a savepoint, so that one that fails takes nothing else back.
    """

    __slots__ = ("durable", "size", "task")

    def __init__(self) -> None:
        self.size = 0
        self.durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.task: asyncio.Task[None] | None = None  # kept from the garbage collector


class Database:
    """Two ways in: `write()` is one transaction, alone on SQLite; `read()` takes no lock there.

    On SQLite those that wait for their turn at the same time share a COMMIT (docs/decisions/sqlite.md).
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = parse_url(url)
        self.path = sqlite_path(self.url)
        self._lock: asyncio.Lock | None = None
        self._connection: AsyncConnection | None = None  # the writing one, kept open
        self._writer: _Writer | None = None  # the same, below SQLAlchemy
        self._session: _DirectSession | None = None  # on it; there is one writer at a time
        self._group: _Group | None = None  # transactions whose COMMIT is still to come
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = asyncio.Lock()
            self.engine = create_async_engine(
                self.url,
                hide_parameters=True,  # what people wrote stays out of errors and logs
                pool_size=2,  # one for write(), one for looking at the schema
                max_overflow=0,
                pool_reset_on_return=None,  # every way out of write() commits or rolls back
                creator=_writer(str(self.path)),
            )
            self.reader = create_async_engine(self.url, hide_parameters=True, pool_size=4, max_overflow=4)
            _sqlite_hooks(self.engine, begin=None, busy_seconds=0)
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
        """A session in one transaction: rolled back on an exception, else durable when this is left."""
        if self._lock is None:
            async with (
                AsyncSession(self.engine, expire_on_commit=False, autoflush=False) as session,
                session.begin(),
            ):
                yield session
            return
        async with self._lock:
            writer = self._writer or await self._connect()
            group = self._group
            if group is None:
                await writer.begin()
            else:
                writer.run("SAVEPOINT turn")
            direct = self._session
            assert direct is not None
            try:
                yield direct
                direct.finish()
                if not writer.open:
                    raise OperationalError("COMMIT", None, sqlite3.OperationalError("disk: rolled back"))
                if group is not None:
                    writer.run("RELEASE turn")
            except BaseException as error:
                self._undo(writer, error)
                raise
            finally:
                direct.forget()
            if group is None:
                group = self._group = _Group()
                group.task = asyncio.create_task(self._commit(writer, group))
            group.size += 1
            if group.size >= TOGETHER:
                await _whole(asyncio.ensure_future(self._make_durable(writer, group)))
        await _whole(group.durable)

    async def _connect(self) -> _Writer:
        self._connection = await self.engine.connect()
        writer = (await self._connection.get_raw_connection()).dbapi_connection
        assert isinstance(writer, _Writer)
        self._session = _DirectSession(self._connection, expire_on_commit=False, autoflush=False)
        self._session.writer = self._writer = writer
        return writer

    def _undo(self, writer: _Writer, error: BaseException) -> None:
        """Takes one transaction back; those that share its COMMIT are kept, unless SQLite has dropped them too."""
        if self._group is None:
            writer.take_back()
        elif writer.open:
            writer.run("ROLLBACK TO turn")
            writer.run("RELEASE turn")
        else:
            self._group.durable.set_exception(
                OperationalError("COMMIT", None, sqlite3.OperationalError(f"disk: {type(error).__name__}"))
            )
            self._group = None

    async def _commit(self, writer: _Writer, group: _Group) -> None:
        """Queues for the lock behind who waits already: they come first, and one COMMIT is for all of them."""
        assert self._lock is not None
        try:
            async with self._lock:
                await self._make_durable(writer, group)
        finally:
            group.durable.cancel()  # only where the program ends meanwhile: nobody waits for ever

    async def _make_durable(self, writer: _Writer, group: _Group) -> None:
        """Ends the group's transaction; the caller has the lock."""
        if group.durable.done():
            return
        self._group = None
        try:
            await writer.commit_now()
        except BaseException as error:
            writer.take_back()
            group.durable.set_exception(error)
        else:
            group.durable.set_result(None)

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

    async def optimize(self) -> None:
        """Tells SQLite's planner how the tables have grown, from a sample; PostgreSQL sees to it by itself."""
        if self.path is not None:
            async with self.reader.connect() as connection:
                raw = await connection.get_raw_connection()
                assert raw.driver_connection is not None
                for command in ("PRAGMA analysis_limit=1000", "ANALYZE"):
                    cursor = await raw.driver_connection.execute(command)
                    await cursor.close()
            async with self.write() as session:
                await session.execute(text("ANALYZE sqlite_master"))  # reads anew what was just found out

    async def close(self) -> None:
        if self._group is not None:
            await asyncio.wait([self._group.durable])
        if self._connection is not None:
            await self._connection.close()
            self._connection = self._writer = self._session = None
        await self.engine.dispose()
        if self.reader is not self.engine:
            await self.reader.dispose()


async def _whole(commit: asyncio.Future[None]) -> None:
    """Awaits a commit to its end, also when whoever asked for it is cancelled meanwhile."""
    try:
        await asyncio.shield(commit)
    except asyncio.CancelledError:
        while not commit.done():  # also when it is cancelled again: nobody else may write before
            with suppress(asyncio.CancelledError):
                await asyncio.wait([commit])
        raise


def _sqlite_hooks(engine: AsyncEngine, *, begin: str | None, busy_seconds: int) -> None:
    """Pragmas on connect; our own BEGIN, because the driver's comes too late for read-then-write."""

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "wal_autocheckpoint=4000",
            "temp_store=MEMORY",
            "cache_size=-16000",
            f"busy_timeout={busy_seconds * 1000}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    if begin is None:  # may have to wait: Database.write does it
        return

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)


def insert_or_ignore(session: AsyncSession, model: type[Base], index: Sequence[str]) -> Insert:
    """INSERT … ON CONFLICT (index) DO NOTHING in the session's dialect: the only dialect `if`."""
    return _insert_or_ignore(session.get_bind().dialect.name, model, tuple(index), ())


def insert_or_ignore_returning(
    session: AsyncSession,
    model: type[Base],
    index: Sequence[str],
    columns: Sequence[str],
    where: str | None = None,
) -> Insert:
    """The same, giving back `columns` of the rows that were inserted; `where`: of a partial index, what it says."""
    return _insert_or_ignore(session.get_bind().dialect.name, model, tuple(index), tuple(columns), where)


@lru_cache(256)
def _insert_or_ignore(
    dialect: str,
    model: type[Base],
    index: tuple[str, ...],
    columns: tuple[str, ...],
    where: str | None = None,
) -> Insert:
    """Built once and so compiled once; on the table, past the ORM's bulk insert."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = model.__table__
    partial = text(where) if where else None
    statement = insert(table).on_conflict_do_nothing(index_elements=list(index), index_where=partial)  # type: ignore[arg-type]
    return hot.hot(statement.returning(*(table.c[name] for name in columns)) if columns else statement)
