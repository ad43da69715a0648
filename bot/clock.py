"""APScheduler: what has to happen from time to time. Explicit job ids, nothing is missed in silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.intake import Intake
from bot.sender import Sender
from db.engine import Database
from services import inbox, outbox

log = structlog.get_logger(__name__)


class Maintenance:
    """The minute tick and the housekeeping: rescan what the command line put back, WAL checkpoint, forgetting."""

    def __init__(self, db: Database, intake: Intake, sender: Sender, now: Callable[[], datetime]) -> None:
        self._db, self._intake, self._sender, self._now = db, intake, sender, now
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
            self._scheduler.add_job(_logged(name, job), "interval", id=name, **interval)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def rescan(self) -> None:
        """Takes up rows that another process left: `inbox retry`, an import, a second door."""
        await self._intake.recover()
        await self._sender.recover()

    async def forget(self) -> None:
        async with self._db.write() as session:
            await inbox.purge(session, now=self._now())
            await outbox.purge(session, now=self._now())


def _logged(name: str, job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await job()
        except Exception:
            log.exception("job failed", job=name)

    return run
