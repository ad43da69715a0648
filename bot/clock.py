"""APScheduler: what has to happen from time to time. Explicit job ids, nothing is missed in silence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.intake import Intake
from bot.sender import Sender
from bot.telegram import stack_of
from db.engine import Database
from services import inbox, outbox

STOP_WITHIN = 0.5  # seconds for a job that is under way

log = structlog.get_logger(__name__)


class Maintenance:
    """The minute tick and the housekeeping: rescan what the command line put back, WAL checkpoint, forgetting."""

    def __init__(self, db: Database, intake: Intake, sender: Sender, now: Callable[[], datetime]) -> None:
        self._db, self._intake, self._sender, self._now = db, intake, sender, now
        self._busy: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        every: list[tuple[str, Callable[[], Awaitable[object]], dict[str, int]]] = [
            ("rescan", self.rescan, {"seconds": 5}),
            ("checkpoint", self._db.checkpoint, {"seconds": 30}),
            ("forget", self.forget, {"hours": 6}),
        ]
        for name, job, interval in every:
            self._scheduler.add_job(self._guarded(name, job), "interval", id=name, **interval)
        self._scheduler.start()

    async def stop(self) -> None:
        """Lets a job that is under way finish, unless it waits for a lock: cancelled in the middle, it would break its connection."""
        if self._scheduler.running:
            self._scheduler.pause()
            if self._busy:
                await asyncio.wait(self._busy, timeout=STOP_WITHIN)
            self._scheduler.shutdown(wait=False)

    def _guarded(self, name: str, job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            try:
                await job()
            except Exception as error:
                log.error("job failed", job=name, error=type(error).__name__, stack=stack_of(error))

        async def run() -> None:
            task = asyncio.create_task(work(), name=name)
            self._busy.add(task)
            task.add_done_callback(self._busy.discard)
            await asyncio.shield(task)

        return run

    async def rescan(self) -> None:
        """Takes up rows that another process left: `inbox retry`, an import, a second door."""
        await self._intake.recover()
        await self._sender.recover()

    async def forget(self) -> None:
        async with self._db.write() as session:
            await inbox.purge(session, now=self._now())
            await outbox.purge(session, now=self._now())
