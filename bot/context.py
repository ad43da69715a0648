"""THE middleware: one transaction an update, who speaks, in which language; replies are stored with the effect."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Chat, TelegramObject, Update, User
from sqlalchemy.ext.asyncio import AsyncSession

from bot import menu
from bot.asking import asked
from bot.i18n import Translator, Translators, pick
from bot.replies import Answer, MenuChange, Reply, Toast
from bot.sender import Sender
from db.engine import Database
from services import access, inbox, outbox, people
from services.access import Speaker
from services.errors import KakdelaError
from services.gate import NeedsLead
from services.inbox import Item
from services.outbox import Outgoing

log = structlog.get_logger(__name__)

TOAST_WITHIN = 10.0  # seconds an answer to a tap is worth
MENU_WITHIN = 5.0  # seconds a new command menu may take: the person's next message waits behind it


@dataclass(slots=True)
class Spoken:
    """Who said what where, once per update."""

    user: User | None
    chat: Chat | None
    callback: CallbackQuery | None


def spoken(update: Update) -> Spoken:
    if message := update.message or update.edited_message:
        return Spoken(message.from_user, message.chat, None)
    if query := update.callback_query:
        return Spoken(query.from_user, query.message.chat if query.message else None, query)
    if change := update.my_chat_member:
        return Spoken(change.from_user, change.chat, None)
    return Spoken(None, None, None)


def _may_name_the_bot(update: Update) -> bool:
    """Whether a filter will want to know the bot's name: a command or a mention with an @."""
    message = update.message or update.edited_message
    return message is not None and "@" in (message.text or message.caption or "")


class Context(BaseMiddleware):
    """Gives handlers `session`, `speaker`, `me`, `t`, `now`; takes their replies into the transaction."""

    def __init__(self, db: Database, texts: Translators, now: Callable[[], datetime]) -> None:
        self._db, self._texts, self._now = db, texts, now

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> list[Outgoing | Toast | MenuChange]:
        assert isinstance(event, Update)
        item: Item = data["item"]
        who = spoken(event)
        refusal: KakdelaError | None = None
        try:
            async with self._db.write() as session:
                if not await inbox.finish(session, item.id):
                    return []
                speaker = await self._speaker(session, who)
                data.update(self._given(session, speaker))
                answer = await handler(event, data)
                return await self._store(session, who, answer)
        except KakdelaError as error:
            refusal = error
        # What was half done is rolled back; that it was refused is an effect of its own.
        async with self._db.write() as session:
            if not await inbox.finish(session, item.id):
                return []
            speaker = await self._speaker(session, who)
            t = self._texts[speaker.language if speaker else ""]
            if isinstance(refusal, NeedsLead) and speaker is not None and speaker.me is not None:
                private = who.chat is not None and who.chat.type == "private"
                asking = asked(
                    session,
                    speaker.me,
                    self._texts,
                    t,
                    refusal,
                    now=self._now(),
                    private=private,
                    tapped=who.callback is not None,
                )
                return await self._store(session, who, await asking)
            text = t(refusal.key, **refusal.args_)
            answer = Toast(t.plain(refusal.key, **refusal.args_), alert=True) if who.callback else Reply(text)
            return await self._store(session, who, answer)

    def _given(self, session: AsyncSession, speaker: Speaker | None) -> dict[str, Any]:
        return {
            "session": session,
            "speaker": speaker,
            "me": speaker.me if speaker else None,
            "t": self._texts[speaker.language if speaker else ""],
            "texts": self._texts,
            "now": self._now(),
        }

    async def _speaker(self, session: AsyncSession, who: Spoken) -> Speaker | None:
        user = who.user
        if user is None or user.is_bot:
            return None
        private = who.chat is not None and who.chat.type == "private"
        speaker = await access.who(session, user.id)
        if speaker is None or people.outdated(
            speaker,
            first_name=user.first_name,
            last_name=user.last_name,
            username=user.username,
            private=private,
        ):
            await people.meet(
                session,
                account_id=user.id,
                first_name=user.first_name,
                last_name=user.last_name,
                username=user.username,
                language=pick(user.language_code),
                private=private,
                now=self._now(),
            )
            speaker = await access.who(session, user.id)
        return speaker

    async def _store(
        self, session: AsyncSession, who: Spoken, answer: Answer | Any
    ) -> list[Outgoing | Toast | MenuChange]:
        if answer is None or answer is UNHANDLED:
            return []
        parts = answer if isinstance(answer, list) else [answer]
        here = who.chat.id if who.chat else (who.user.id if who.user else None)
        rows = []
        for part in parts:
            if isinstance(part, Reply):
                chat = part.chat_id or here
                if chat is not None:
                    rows.append((chat, part.payload(), part.report_id, part.fresh))
        stored = await outbox.add(session, rows, now=self._now())
        return [*stored, *(part for part in parts if isinstance(part, Toast | MenuChange))]


class Handling:
    """What the intake calls: an update through the dispatcher, then its replies on their way."""

    def __init__(
        self,
        db: Database,
        bot: Bot,
        dispatcher: Dispatcher,
        sender: Sender,
        texts: Translators,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._bot, self._dispatcher = db, bot, dispatcher
        self._sender, self._texts, self._now = sender, texts, now
        self._toasts: set[asyncio.Task[None]] = set()

    async def idle(self) -> None:
        """Returns when every tap was answered."""
        while self._toasts:
            await asyncio.wait(self._toasts)

    async def stop(self) -> None:
        """Answers that are still under way are given up: their effect is in the receipt."""
        for task in self._toasts:
            task.cancel()
        await asyncio.gather(*self._toasts, return_exceptions=True)

    async def handle(self, update: Update, item: Item) -> None:
        if _may_name_the_bot(update):
            with suppress(TelegramAPIError):
                await self._bot.me()  # asked once, and never inside the transaction
        result = await self._dispatcher.feed_update(self._bot, update, item=item)
        results = result if isinstance(result, list) else []
        self._sender.push(part for part in results if isinstance(part, Outgoing))
        if update.callback_query:
            toast = next((part for part in results if isinstance(part, Toast)), None)
            # Aside: what the chat says next must not wait for Telegram.
            task = asyncio.create_task(self._answer(update.callback_query, toast))
            self._toasts.add(task)
            task.add_done_callback(self._toasts.discard)
        for part in results:
            if isinstance(part, MenuChange):
                await self._publish(part)

    async def _publish(self, change: MenuChange) -> None:
        """Best effort: the menu is a convenience, commands work without it, and /start sets it again."""
        try:
            async with asyncio.timeout(MENU_WITHIN):
                await menu.publish_for(self._bot, change.account_id, change.role, change.language)
        except (TelegramAPIError, ClientDecodeError, TimeoutError) as error:
            log.info("command menu not set", reason=getattr(error, "message", type(error).__name__))

    async def _answer(self, query: CallbackQuery, toast: Toast | None) -> None:
        """Stops the button's clock. Best effort: the effect is committed, whatever Telegram says."""
        try:
            async with asyncio.timeout(TOAST_WITHIN):
                await self._bot(
                    AnswerCallbackQuery(
                        callback_query_id=query.id,
                        text=toast.text[:200] if toast else None,
                        show_alert=toast.alert if toast else None,
                    )
                )
        except (TelegramAPIError, ClientDecodeError, TimeoutError) as error:
            log.info("tap not answered", reason=getattr(error, "message", type(error).__name__))

    async def give_up(self, update: Update, item: Item, error: str, number: str) -> int:
        """Counts the failed try; with the last one the person gets an apology with the number."""
        who = spoken(update)
        rows: list[Outgoing] = []
        async with self._db.write() as session:
            attempts = await inbox.fail(session, item, error=error, number=number)
            if attempts >= inbox.MAX_ATTEMPTS and who.user and who.chat and who.chat.type == "private":
                speaker = await access.who(session, who.user.id)
                t = self._texts[speaker.language if speaker else pick(who.user.language_code)]
                apology = Reply(t("error-unexpected", number=number)).payload()
                rows = await outbox.add(session, [(who.chat.id, apology, None, False)], now=self._now())
        self._sender.push(rows)
        if attempts >= inbox.MAX_ATTEMPTS and update.callback_query:
            t = self._texts[pick(update.callback_query.from_user.language_code)]
            await self._answer(update.callback_query, Toast(t.plain("error-unexpected", number=number), True))
        return attempts


__all__ = ["Context", "Handling", "Spoken", "Translator", "spoken"]
