"""Updates in: committed to the inbox before they are acknowledged, then handled, in order within a chat."""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramUnauthorizedError
from aiogram.types import Update
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from bot.telegram import RawUpdates
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
            update = Update.model_validate(item.raw, context={"bot": self._bot})
            _ = update.event_type  # an update of a kind that is not known yet decodes to nothing
        except (ValidationError, ValueError, TypeError, RecursionError, LookupError) as error:
            reason = _where(error)
            log.warning("update set aside: not understood", inbox=item.id, reason=reason)
            async with self._db.write() as session:
                await inbox.quarantine(session, item.id, error=reason)
            return None
        try:
            await self._handle(update, item)
        except OperationalError:
            # The database itself is away or locked: nobody's fault and nothing to count.
            log.exception("database not available", inbox=item.id)
            return item.attempts, BACKOFF[-1]
        except Exception as error:
            number = secrets.token_hex(3).upper()
            log.error(
                "handler failed",
                number=number,
                inbox=item.id,
                attempt=item.attempts + 1,
                error=type(error).__name__,
                # The stack without the exception's own words: they may quote the message.
                stack="".join(traceback.format_tb(error.__traceback__)),
            )
            attempts = await self._give_up(update, item, type(error).__name__, number)
            if attempts >= inbox.MAX_ATTEMPTS:
                return None
            return attempts, BACKOFF[min(attempts - 1, len(BACKOFF) - 1)]
        return None


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
        except TelegramConflictError:
            log.error("another program polls with the same token; only one may")
            await asyncio.sleep(5)
            continue
        except Exception as error:
            log.warning("Telegram did not answer", error=type(error).__name__)
            await asyncio.sleep(backoff)
            backoff = min(backoff * 2, 15)
            continue
        backoff = 0.5
        intake.last_poll = asyncio.get_running_loop().time()
        if not batch:
            offset = None
            continue
        try:
            await intake.accept(batch)
        except Exception:
            # Not acknowledged: Telegram sends the batch again.
            log.exception("updates could not be stored")
            await asyncio.sleep(1)
            continue
        offset = max(int(raw.get("update_id", 0)) for raw in batch) + 1
