"""APScheduler: what has to happen from time to time. Explicit job ids, nothing is missed in silence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.i18n import Translators
from bot.intake import Intake
from bot.pushing import Pusher
from bot.replies import Reply
from bot.sender import Sender
from bot.telegram import stack_of
from bot.views import requests as view
from db.engine import Database
from services import closing, inbox, outbox

STOP_WITHIN = 0.5  # seconds for a job that is under way
AT_ONCE = 25  # closed periods that are counted again in one transaction: everybody else waits meanwhile

log = structlog.get_logger(__name__)


class Maintenance:
    """The minute tick and the housekeeping: rescan what the command line put back, WAL checkpoint, forgetting, the planner."""

    def __init__(
        self, db: Database, intake: Intake, sender: Sender, pusher: Pusher, now: Callable[[], datetime]
    ) -> None:
        self._db, self._intake, self._sender, self._pusher, self._now = db, intake, sender, pusher, now
        self._busy: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._texts = Translators()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        every: list[tuple[str, Callable[[], Awaitable[object]], dict[str, int]]] = [
            ("rescan", self.rescan, {"seconds": 5}),
            ("checkpoint", self._db.checkpoint, {"seconds": 30}),
            ("tick", self._pusher.tick, {"minutes": 1}),
            ("close", self.close_periods, {"minutes": 5}),
            ("forget", self.forget, {"hours": 6}),
            ("optimize", self._db.optimize, {"hours": 6}),
        ]
        for name, job, interval in every:
            self._scheduler.add_job(self._guarded(name, job), "interval", id=name, **interval)
        self._scheduler.start()

    async def stop(self) -> None:
        """Lets a job that is under way finish, unless it waits for a lock: cancelled in the middle, it would break its connection."""
        self._stopping = True
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

    async def close_periods(self) -> None:
        """Closes what is due, a period at a time so that nobody waits long, and counts again what was changed since."""
        async with self._db.read() as session:
            due = await closing.due(session, self._now())
        for one in due:
            if self._stopping:
                return
            async with self._db.write() as session:
                await closing.close(session, one, now=self._now())
        async with self._db.read() as session:
            pending = await closing.pending(session)
        for touched in pending:
            await self._count_again(touched)

    async def _count_again(self, one: closing.Pending) -> None:
        """Corrections and the word about them in one transaction; of very many periods, one for each."""
        moved = []
        some = one.closing_ids[AT_ONCE:]
        for closing_id in some:
            if self._stopping:
                return
            async with self._db.write() as session:
                moved += await closing.recount_closing(session, one, closing_id, self._now())
        async with self._db.write() as session:
            for closing_id in one.closing_ids[:AT_ONCE]:
                moved += await closing.recount_closing(session, one, closing_id, self._now())
            rows = []
            for word in await closing.words(session, moved):
                text = view.moved(
                    self._texts[word.to.language], word.currency, word.items, word.names, own=word.own
                )
                if word.to.account_id is not None:
                    rows.append((word.to.account_id, Reply(text).payload(), None, False))
            await closing.settle(session, one)
            stored = await outbox.add(session, rows, now=self._now())
        self._sender.push(stored)

    async def forget(self) -> None:
        async with self._db.write() as session:
            await inbox.purge(session, now=self._now())
            await outbox.purge(session, now=self._now())
