"""One running bot a database: a second process would handle the same updates and poll with the same token."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import text

from db.engine import Database

_ADVISORY_LOCK = 5_208_772


class AlreadyRunning(RuntimeError):
    """Another process runs the bot on this database."""

    def __init__(self) -> None:
        super().__init__("the bot is already running on this database")


@asynccontextmanager
async def only_one(db: Database, *, patience: float = 5.0) -> AsyncIterator[None]:
    """Holds the place of the running bot; waits `patience` seconds for a predecessor that is stopping."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    if db.path is not None:
        with Path(f"{db.path}.run.lock").open("w") as handle:  # noqa: ASYNC230 (an empty file, once)
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError:
                    if loop.time() > deadline:
                        raise AlreadyRunning from None
                    await asyncio.sleep(0.1)
            yield
        return
    async with db.engine.connect() as connection:
        # The lock is the session's: it lives as long as this connection, transactions or not.
        connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        taken = text(f"SELECT pg_try_advisory_lock({_ADVISORY_LOCK})")
        while not (await connection.execute(taken)).scalar():
            if loop.time() > deadline:
                raise AlreadyRunning
            await asyncio.sleep(0.1)
        try:
            yield
        finally:
            with suppress(Exception):  # a server that is gone has forgotten the lock
                await connection.execute(text(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})"))
