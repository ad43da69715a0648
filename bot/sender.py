"""Drains the outbox: in order within a chat, chats side by side, marked once Telegram has answered."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime
from html import unescape

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramUnauthorizedError,
)

from bot.documents import is_document, send_document
from bot.telegram import EditText, SendText, stack_of, was_done
from db.engine import Database
from services import outbox
from services.outbox import Outgoing, Sent

log = structlog.get_logger(__name__)

FLUSH_AFTER = 0.02  # marks of several chats share a transaction
FLUSH_AGAIN = 1.0  # after the database was away
STOP_WITHIN = 1.5  # for the last marks
LONGEST = 4096  # UTF-16 units of a message
_TAG = re.compile(r"<[^>]{1,200}>")
_NOT_TO_EDIT = ("to edit not found", "can't be edited", "no text in the message to edit")
_GONE = (
    "bot was blocked",
    "user is deactivated",
    "bot was kicked",
    "chat not found",
    "group chat was deleted",
)


def _markup(payload: dict[str, object]) -> dict[str, object] | None:
    rows = payload.get("buttons")
    if not isinstance(rows, list):
        return None
    return {
        "inline_keyboard": [
            [
                {"text": text, "url": url} if url else {"text": text, "callback_data": data}
                for text, data, url in row
            ]
            for row in rows
        ]
    }


def _cut(text: str) -> str:
    """As much of it as a message holds; Telegram counts in UTF-16."""
    return text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")


class Sender:
    """`push` what was just committed; `recover` what a crash left behind."""

    def __init__(self, db: Database, bot: Bot, now: Callable[[], datetime]) -> None:
        self._db, self._bot, self._now = db, bot, now
        self._queues: dict[int, deque[Outgoing]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._known: set[int] = set()  # rows in hand or sent and not yet marked
        self._marked: set[int] = set()  # rows marked since `recover` last began to look
        self._receipts: dict[int, int] = {}  # report -> message id, until it is written down
        self._marks: list[Sent] = []
        self._gone: set[int] = set()
        self._flusher: asyncio.Task[None] | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    def push(self, messages: Iterable[Outgoing]) -> None:
        """Hands committed rows over; returns at once."""
        for message in messages:
            if message.id in self._known:
                continue
            self._known.add(message.id)
            self._idle.clear()
            self._queues.setdefault(message.chat_id, deque()).append(message)
            if message.chat_id not in self._tasks:
                self._tasks[message.chat_id] = asyncio.create_task(self._drain(message.chat_id))

    async def recover(self) -> int:
        """Takes up everything that is stored and unsent; returns how many."""
        self._marked.clear()
        async with self._db.read() as session:
            rows = await outbox.pending(session)
        # What was seen unsent may have been sent and marked since: then it is not known any more either.
        fresh = [row for row in rows if row.id not in self._known and row.id not in self._marked]
        self.push(fresh)
        return len(fresh)

    async def idle(self) -> None:
        """Returns when all that was pushed is sent and marked."""
        await self._idle.wait()

    async def stop(self) -> None:
        """What is being sent is given up; it stays in the outbox. Marks are written down."""
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        try:
            async with asyncio.timeout(STOP_WITHIN):
                if self._flusher is not None and not self._flusher.done():
                    await self._flusher  # it may be writing marks at this moment
                await self._flush()
        except Exception as error:
            log.warning("not all that was sent is marked: it may be sent again", error=type(error).__name__)

    async def _drain(self, chat: int) -> None:
        queue = self._queues[chat]
        try:
            while queue:
                message = queue.popleft()
                try:
                    self._mark(await self._deliver(message))
                except asyncio.CancelledError:
                    raise
                except TelegramUnauthorizedError:
                    # Nobody's message is at fault: they wait for the next look, or for a bot with another token.
                    log.error("Telegram does not accept the token: replies wait in the outbox")
                    self._forget([message, *queue])
                    queue.clear()
                except Exception as error:
                    log.error(
                        "message not sent",
                        outbox=message.id,
                        error=type(error).__name__,
                        stack=stack_of(error),
                    )
                    self._mark(Sent(message.id, None, None, type(error).__name__))
        finally:
            self._queues.pop(chat, None)
            self._tasks.pop(chat, None)

    def _forget(self, messages: Iterable[Outgoing]) -> None:
        """No longer in hand, and not marked: what is still unsent is taken up by the next look."""
        self._known.difference_update(message.id for message in messages)
        if not self._known:
            self._idle.set()

    async def _deliver(self, message: Outgoing) -> Sent:
        try:
            try:
                sent = await self._send(message)
            except TelegramMigrateToChat as error:
                moved = Outgoing(message.id, error.migrate_to_chat_id, message.payload, message.report_id)
                sent = await self._send(moved)
        except TelegramUnauthorizedError:
            raise
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            text = error.message.lower()
            if isinstance(error, TelegramForbiddenError) or any(words in text for words in _GONE):
                self._gone.add(message.chat_id)
                log.info("chat unreachable", reason=error.message)
                return Sent(message.id, None, None, "unreachable")
            log.error("message refused", outbox=message.id, reason=error.message)
            return Sent(message.id, None, None, error.message[:200])
        except ClientDecodeError as error:
            if not was_done(error):
                raise
            log.error("answer not understood", outbox=message.id)
            sent = None
        except TelegramAPIError as error:
            log.error("message refused", outbox=message.id, reason=error.message)
            return Sent(message.id, None, None, error.message[:200])
        if message.report_id is not None and sent is not None:
            self._receipts[message.report_id] = sent
        return Sent(message.id, sent, message.report_id)

    async def _send(self, message: Outgoing) -> int | None:
        """Sends or edits; returns the id of the message that now shows it."""
        payload = message.payload
        target = payload.get("edit")
        if target is None and message.report_id is not None:
            target = self._receipts.get(message.report_id)
            if target is None and not message.fresh:
                async with self._db.read() as session:
                    target = await outbox.receipt_of(session, message.report_id)
        try:
            return await self._put(message.chat_id, payload, target)
        except TelegramBadRequest as error:
            text = error.message.lower()
            if "message is not modified" in text:
                return target
            if target is not None and any(reason in text for reason in _NOT_TO_EDIT):
                return await self._put(message.chat_id, payload, None)
            if "can't parse entities" in text or "is too long" in text:
                log.error("text refused, sent plain", outbox=message.id, reason=error.message[:80])
                plain = {**payload, "text": _cut(unescape(_TAG.sub("", str(payload.get("text")))))}
                if "markup is too long" in text:
                    plain.pop("buttons", None)
                return await self._put(message.chat_id, plain, target, parse_mode=None)
            if "replied not found" in text and payload.get("reply_to"):
                return await self._put(message.chat_id, {**payload, "reply_to": None}, target)
            raise

    async def _put(
        self, chat: int, payload: dict[str, object], target: object, parse_mode: str | None = "HTML"
    ) -> int | None:
        text = str(payload.get("text"))
        if isinstance(target, int):
            try:
                await self._bot(
                    EditText(
                        chat_id=chat,
                        message_id=target,
                        text=text,
                        parse_mode=parse_mode,
                        reply_markup=_markup(payload),
                    )
                )
            except TelegramNotFound:
                return await self._put(chat, payload, None, parse_mode)
            return target
        if is_document(payload):
            return await send_document(self._bot, chat, payload, parse_mode)
        reply_to = payload.get("reply_to")
        sent = await self._bot(
            SendText(
                chat_id=chat,
                text=text,
                parse_mode=parse_mode,
                reply_markup=_markup(payload),
                reply_parameters=(
                    {"message_id": reply_to, "allow_sending_without_reply": True}
                    if isinstance(reply_to, int)
                    else None
                ),
            )
        )
        return int(sent["message_id"])

    def _mark(self, sent: Sent) -> None:
        self._marks.append(sent)
        if self._flusher is None or self._flusher.done():
            self._flusher = asyncio.create_task(self._flush_soon())

    async def _flush_soon(self) -> None:
        await asyncio.sleep(0)
        if self._tasks:  # others are being sent: their marks come along
            await asyncio.sleep(FLUSH_AFTER)
        while True:
            try:
                return await self._flush()
            except Exception as error:
                log.error("what was sent is not marked yet", error=type(error).__name__)
                await asyncio.sleep(FLUSH_AGAIN)

    async def _flush(self) -> None:
        while self._marks or self._gone:
            marks, self._marks = self._marks, []
            gone, self._gone = self._gone, set()
            try:
                async with self._db.write() as session:
                    if marks:
                        await outbox.mark(session, marks, now=self._now())
                    for chat in gone:
                        await outbox.unreachable(session, chat, now=self._now())
            except BaseException:
                self._marks, self._gone = marks + self._marks, gone | self._gone
                raise
            for sent in marks:
                self._known.discard(sent.id)
                self._marked.add(sent.id)
                if sent.report_id is not None and self._receipts.get(sent.report_id) == sent.message_id:
                    del self._receipts[sent.report_id]
            for chat in gone:
                # Emptied in place: the chat's task goes on with this very queue.
                if queue := self._queues.get(chat):
                    self._forget(queue)
                    queue.clear()
        if not self._known:
            self._idle.set()
