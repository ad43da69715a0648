"""Updates in: committed to the inbox before they are acknowledged, then handled, in order within a chat."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.types import Update
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.telegram import RawUpdates, stack_of
from db.engine import Database
from services import inbox
from services.inbox import Item

log = structlog.get_logger(__name__)

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
IN_HAND = 64  # chats handled side by side
BACKOFF = (0.2, 0.5, 1.0, 2.0)  # between the five tries of a handler that fails


class Intake:
    """`accept` is the one door for updates, however they arrive.

    `handle(update, item)` makes the effect and commits it together with the inbox row;
    `give_up(update, item, number)` tells the person, once, that it could not be done.
    """

    def __init__(
        self,
        db: Database,
        bot: Bot,
        now: Callable[[], datetime],
        handle: Callable[[Update, Item], Awaitable[None]],
        give_up: Callable[[Update, Item, str, str], Awaitable[int]],
    ) -> None:
        self._db, self._bot, self._now = db, bot, now
        self._handle, self._give_up = handle, give_up
        self._lanes: dict[int, deque[Item]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._known: set[int] = set()
        self._slots = asyncio.Semaphore(IN_HAND)
        self._stopping = False
        self._idle = asyncio.Event()
        self._idle.set()
        self.last_poll: float | None = None  # loop time of the last answer from Telegram

    async def accept(self, updates: Sequence[dict[str, Any]]) -> None:
        """Returns when the updates are committed: only then may they be acknowledged."""
        async with self._db.write() as session:
            items = await inbox.store(session, updates, now=self._now())
        self._take(items)

    async def recover(self) -> int:
        """Takes up what was accepted and not handled: after a crash, or put back by the command line."""
        async with self._db.read() as session:
            items = [item for item in await inbox.waiting(session) if item.id not in self._known]
        self._take(items)
        return len(items)

    async def idle(self) -> None:
        """Returns when everything accepted has been handled or set aside."""
        await self._idle.wait()

    async def stop(self, seconds: float) -> None:
        """Finishes what is in hand for at most so long; the rest stays in the inbox."""
        self._stopping = True
        tasks = list(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _take(self, items: Sequence[Item]) -> None:
        if self._stopping:
            return
        for item in items:
            if item.id in self._known:
                continue
            self._known.add(item.id)
            self._idle.clear()
            self._lanes.setdefault(item.lane, deque()).append(item)
            if item.lane not in self._tasks:
                self._tasks[item.lane] = asyncio.create_task(self._run_lane(item.lane))

    async def _run_lane(self, lane: int) -> None:
        queue = self._lanes[lane]
        try:
            while queue and not self._stopping:
                item = queue[0]
                async with self._slots:
                    wait = await self._once(item)
                if wait is None:
                    queue.popleft()
                    self._known.discard(item.id)
                else:
                    queue[0] = Item(item.id, item.lane, item.raw, wait[0])
                    await asyncio.sleep(wait[1])
        finally:
            for item in self._lanes.pop(lane, ()):
                self._known.discard(item.id)
            self._tasks.pop(lane, None)
            if not self._tasks:
                self._idle.set()

    async def _once(self, item: Item) -> tuple[int, float] | None:
        """One try; None when the update needs no more, else (tries so far, seconds until the next)."""
        try:
            return await self._attempt(item)
        except Exception as error:
            # The database is away, or not even the failure could be written down: what comes after waits.
            log.error("update not handled", inbox=item.id, error=type(error).__name__, stack=stack_of(error))
            if away(error):
                return item.attempts, BACKOFF[-1]
            poisoned = type(error).__name__
        try:
            async with self._db.write() as session:
                await inbox.quarantine(session, item.id, error=poisoned)
        except Exception:
            return item.attempts, BACKOFF[-1]
        return None

    async def _attempt(self, item: Item) -> tuple[int, float] | None:
        try:
            update = Update.model_validate(item.raw, context={"bot": self._bot})
            _ = update.event_type  # an update of a kind that is not known yet decodes to nothing
        except Exception as error:
            reason = _where(error)
            log.warning("update set aside: not understood", inbox=item.id, reason=reason)
            async with self._db.write() as session:
                await inbox.quarantine(session, item.id, error=reason)
            return None
        try:
            await self._handle(update, item)
        except Exception as error:
            if away(error):
                raise  # nobody's fault and nothing to count
            number = secrets.token_hex(3).upper()
            log.error(
                "handler failed",
                number=number,
                inbox=item.id,
                attempt=item.attempts + 1,
                error=type(error).__name__,
                stack=stack_of(error),
            )
            attempts = await self._give_up(update, item, type(error).__name__, number)
            if attempts >= inbox.MAX_ATTEMPTS:
                return None
            return attempts, BACKOFF[min(attempts - 1, len(BACKOFF) - 1)]
        return None


_SQLITE_AWAY = ("locked", "busy", "disk", "unable to open", "readonly", "is full")
_POSTGRES_AWAY = ("08", "53", "57")  # connection, resources, shut down by somebody
_POSTGRES_WAIT = ("55P03", "40P01", "40001")  # lock not available, deadlock, serialization


def away(error: BaseException) -> bool:
    """Whether the database itself is away or locked, and not what was asked of it at fault."""
    if isinstance(error, ConnectionError | TimeoutError | PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return type(error).__module__.startswith("asyncpg")  # refused at connecting
    state = getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated or state in _POSTGRES_WAIT or str(state)[:2] in _POSTGRES_AWAY:
        return True
    words = str(error.orig).lower()
    return isinstance(error, OperationalError) and any(word in words for word in _SQLITE_AWAY)


def _confirmed(batch: Sequence[dict[str, Any]]) -> int | None:
    """The offset that confirms a batch."""
    numbers = [raw.get("update_id") for raw in batch]
    return max((number for number in numbers if isinstance(number, int)), default=-1) + 1 or None


def _where(error: Exception) -> str:
    """Where an update was odd, without what it said."""
    if isinstance(error, ValidationError):
        return "; ".join(
            ".".join(str(part) for part in e["loc"])[:60] + ": " + e["type"]
            for e in error.errors(include_input=False, include_url=False, include_context=False)[:2]
        )
    return type(error).__name__


async def poll(bot: Bot, intake: Intake, *, seconds: int = 25) -> None:
    """Long polling, until cancelled. The offset moves only after the batch is committed.

    An offset is sent only to confirm a batch: after that, and after an idle week when ids may start over lower,
    "everything unconfirmed" is what we want.
    """
    offset: int | None = None
    backoff = 0.5
    while True:
        try:
            batch = await bot(
                RawUpdates(offset=offset, limit=100, timeout=seconds, allowed_updates=ALLOWED),
                request_timeout=seconds + 15,
            )
        except asyncio.CancelledError:
            raise
        except TelegramUnauthorizedError:
            log.error("Telegram does not accept the token: it was revoked or mistyped")
            raise
        except TelegramConflictError as error:
            if "webhook" in error.message.lower():
                log.error("a webhook is set for this token: it has to be deleted before polling")
            else:
                log.error("another program polls with the same token; only one may")
            await asyncio.sleep(5)
            continue
        except Exception as error:
            log.warning("Telegram did not answer", error=type(error).__name__)
            told = error.retry_after if isinstance(error, TelegramRetryAfter) else 0
            await asyncio.sleep(max(backoff, told))
            backoff = min(backoff * 2, 15)
            continue
        backoff = 0.5
        intake.last_poll = asyncio.get_running_loop().time()
        if not batch:
            offset = None
            continue
        try:
            await intake.accept(batch)
        except Exception as error:
            # Not acknowledged: Telegram sends the batch again.
            log.error("updates could not be stored", error=type(error).__name__, stack=stack_of(error))
            await asyncio.sleep(1)
            continue
        offset = _confirmed(batch)
