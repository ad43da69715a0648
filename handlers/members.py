"""The door of the members' rooms: everybody else hears one polite line, and in groups nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.config import Settings
from bot.i18n import Translator
from bot.replies import Reply, Toast


class MembersOnly(BaseMiddleware):
    """Lets only members of a company through to a router's handlers."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if data.get("me") is not None:
            return await handler(event, data)
        t = data["t"]
        if isinstance(event, CallbackQuery):
            return Toast(t.plain("outsider"), alert=True)
        if isinstance(event, Message) and event.chat.type == "private" and event.edit_date is None:
            return polite_line(t, data["settings"])
        return None


def polite_line(t: Translator, settings: Settings | None) -> Reply:
    """What somebody in no company hears, whatever they say."""
    return Reply(t("outsider-open" if settings and settings.registration == "open" else "outsider"))


def members_only(router: Router) -> Router:
    for observer in (router.message, router.edited_message, router.callback_query):
        observer.middleware(MembersOnly())
    return router


class PrivateTaps(BaseMiddleware):
    """Buttons about people belong to private chats; one forged in a group must not spread names or links there."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        message = event.message if isinstance(event, CallbackQuery) else None
        if message is not None and message.chat.type == "private":
            return await handler(event, data)
        return Toast(data["t"].plain("error-old-button"), alert=True)


def private_taps(router: Router) -> Router:
    router.callback_query.middleware(PrivateTaps())
    return router
