"""Brings a database to the newest migration: one migrator at a time, a backup of a SQLite file first."""

from __future__ import annotations

import asyncio
import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from db.engine import parse_url, sqlite_path

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0003"  # the newest revision; a test compares it with the folder
_ADVISORY_LOCK = 5_208_771
_FOLDER = Path(__file__).parent / "migrations"


class NewerDatabase(RuntimeError):
    """The database was written by a newer version of this program."""


async def current(url: str) -> str | None:
    """The revision a database is at; None for an empty or missing one."""
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    if path is not None and not path.exists():
        return None
    engine = create_async_engine(parsed)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision)
    finally:
        await engine.dispose()


async def upgrade(url: str, *, now: datetime, backups: Path | None = None) -> Path | None:
    """Migrates if needed. Returns the backup that was made, if any. Raises NewerDatabase."""
    parsed = parse_url(url)
    path = sqlite_path(parsed)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    if await current(url) == HEAD:
        return None
    engine = create_async_engine(parsed)
    try:
        with await asyncio.to_thread(_file_lock, path) if path else _no_lock():
            before = await current(url)
            if before == HEAD:
                return None
            check_known(before)
            made = None
            if path is not None and before is not None:
                made = await asyncio.to_thread(backup, path, backups or path.parent / "backups", now)
            async with engine.begin() as connection:
                if path is None:
                    await connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
                    if await connection.run_sync(_revision) == HEAD:
                        return None
                await connection.run_sync(_upgrade)
            if path is not None:
                await asyncio.to_thread(_use_wal, path)
            return made
    finally:
        await engine.dispose()


def backup(path: Path, folder: Path, now: datetime) -> Path:
    """A consistent copy of a SQLite file that may be in use; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}-{now:%Y%m%d-%H%M%S}{path.suffix or '.db'}"
    n = 1
    while target.exists():
        n += 1
        target = folder / f"{path.stem}-{now:%Y%m%d-%H%M%S}-{n}{path.suffix or '.db'}"
    partial = target.with_suffix(".part")
    partial.unlink(missing_ok=True)
    address = f"{path.absolute().as_uri()}?mode=ro"  # as_uri: a # or ? in the path would end it
    with sqlite3.connect(address, uri=True, timeout=30) as source:
        source.execute("VACUUM INTO ?", (str(partial),))
    source.close()
    partial.chmod(0o600)
    partial.rename(target)
    return target


def _config() -> Config:
    from alembic.config import Config  # half a second to import, and rarely needed

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def check_known(revision: str | None) -> None:
    """Raises NewerDatabase where this program has no such revision."""
    if revision is None:
        return
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision not in known:
        raise NewerDatabase(f"the database is at {revision}, newer than this program's {HEAD}")


def _use_wal(path: Path) -> None:
    """Writers and readers side by side; kept in the file, so it is settled here, where nobody else has it open."""
    with sqlite3.connect(path, timeout=30) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


@contextmanager
def _no_lock() -> Iterator[None]:
    yield


def _file_lock(path: Path) -> Any:
    """Waits for the lock file beside the database, then holds it while the context lasts."""
    handle = Path(f"{path}.migrate.lock").open("w")  # noqa: SIM115 (closed when the lock is given back)
    fcntl.flock(handle, fcntl.LOCK_EX)

    @contextmanager
    def held() -> Iterator[None]:
        try:
            yield
        finally:
            handle.close()

    return held()
