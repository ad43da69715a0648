"""The composition root: settings in, a running bot out."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError

import handlers
from bot import menu
from bot.clock import Maintenance
from bot.config import Settings
from bot.context import Context, Handling
from bot.i18n import Translators
from bot.intake import Intake, poll
from bot.pushing import Pusher
from bot.sender import Sender
from bot.telegram import Gate, Session
from db.engine import Database
from db.lock import only_one
from db.migrate import upgrade
from services import joining, state

log = structlog.get_logger(__name__)

STOP_WITHIN = 8.0  # seconds for what is in hand at SIGTERM; ten are promised


def utcnow() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class App:
    """Everything that lives as long as the process does."""

    settings: Settings
    db: Database
    bot: Bot
    dispatcher: Dispatcher
    intake: Intake
    handling: Handling
    sender: Sender
    pusher: Pusher
    maintenance: Maintenance
    now: Callable[[], datetime]
    deaf: asyncio.Event = field(
        default_factory=asyncio.Event
    )  # polling has ended by itself: the token is refused

    @asynccontextmanager
    async def running(self, *, poll_timeout: int = 25) -> AsyncIterator[App]:
        """Takes up what a crash left, then polls; at the end finishes what is in hand."""
        await self.sender.recover()
        await self.intake.recover()
        polling = asyncio.create_task(poll(self.bot, self.intake, seconds=poll_timeout), name="poll")
        polling.add_done_callback(lambda task: None if task.cancelled() else self.deaf.set())
        hello = asyncio.create_task(self._introduce(), name="introduce")
        self.maintenance.start()
        try:
            yield self
        finally:
            loop = asyncio.get_running_loop()
            deadline = loop.time() + STOP_WITHIN
            await self.maintenance.stop()
            for task in (polling, hello):
                task.cancel()
            await asyncio.gather(polling, hello, return_exceptions=True)
            await self.intake.stop(STOP_WITHIN / 2)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.sender.idle(), deadline - loop.time())
            await self.handling.stop()
            await self.sender.stop()
            await self.bot.session.close()
            await self.db.close()

    async def tick(self) -> int:
        """The minute's look, now: what is due by the app's own clock is stored and on its way."""
        count = await self.pusher.tick()
        await self.maintenance.close_periods()
        return count

    async def settled(self) -> None:
        """Returns when everything accepted is handled and everything stored is sent."""
        await self.intake.idle()
        await self.handling.idle()
        await self.sender.idle()

    async def _introduce(self) -> None:
        """The bot's own name (for invitation links) and its command menu: not needed to answer, so done aside."""
        try:
            me = await self.bot.me()
            async with self.db.write() as session:
                await state.put(session, "bot_username", me.username or "")
            await menu.publish(self.bot)
        except TelegramAPIError as error:
            log.warning("command menu not set", reason=getattr(error, "message", type(error).__name__))

    async def say_claim(self) -> None:
        """Prints the owner's one-time link while nobody owns the bot and nobody else may."""
        if self.settings.owner_ids or self.settings.registration == "open":
            return
        try:
            username = (await self.bot.me()).username
        except TelegramAPIError:
            username = None
        line = await joining.claim_line(self.db, username, self.now())
        if line:
            # Not a log line: it must be seen whatever the log level, and stand in no log file.
            sys.stderr.write(f"\nNobody owns this bot yet. Open this link once to claim it: {line}\n\n")
            sys.stderr.flush()


def build(settings: Settings, *, now: Callable[[], datetime] = utcnow) -> App:
    """Wires the bot together; nothing runs yet."""
    db = Database(settings.database_url)
    session = Session(api=TelegramAPIServer.from_base(settings.telegram_api_url), limit=200)
    session.middleware(Gate())
    bot = Bot(settings.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    texts = Translators()
    sender = Sender(db, bot, now)
    dispatcher = Dispatcher(disable_fsm=True, settings=settings)
    dispatcher.update.outer_middleware(Context(db, texts, now))
    dispatcher.include_routers(*handlers.routers())
    handling = Handling(db, bot, dispatcher, sender, texts, now)
    intake = Intake(db, bot, now, handling.handle, handling.give_up)
    pusher = Pusher(db, texts, sender, now)
    maintenance = Maintenance(db, intake, sender, pusher, now)
    return App(settings, db, bot, dispatcher, intake, handling, sender, pusher, maintenance, now)


async def serve(settings: Settings, *, ready: Callable[[App], Any] | None = None) -> int:
    """Migrates, then runs until SIGTERM or SIGINT; gives the exit code. Raises AlreadyRunning, NewerDatabase."""
    made = await upgrade(settings.database_url, now=utcnow())
    if made is not None:
        log.info("database migrated", backup=str(made))
    app = build(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with only_one(app.db), app.running():
        log.info("running", database=app.db.engine.dialect.name)
        if ready is not None:
            ready(app)
        gc.freeze()  # aiogram leaves 195,000 objects behind; walking them stops the loop for 150 ms
        gc.set_threshold(50_000, 20, 100)
        claim = asyncio.create_task(app.say_claim(), name="claim")
        waiting = [asyncio.create_task(event.wait()) for event in (stop, app.deaf)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in (*waiting, claim):
            task.cancel()
        await asyncio.gather(claim, return_exceptions=True)
        log.info("stopping")
    return 0 if stop.is_set() else 1
