"""Filters as async classes: a lambda or an F.xxx would run in a thread, for every message."""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import Message

from services.access import Me


class PrivateText(Filter):
    """A member's plain message in a private chat: text or a caption, no command, nothing forwarded."""

    async def __call__(self, message: Message, me: Me | None = None) -> bool | dict[str, Any]:
        if me is None or message.chat.type != "private" or message.forward_origin is not None:
            return False
        text = message.text or message.caption
        return {"text": text} if text and not text.startswith("/") else False


class PlainText(PrivateText):
    """The same that answers nothing: most of what is said, so it is asked about before anything else."""

    async def __call__(self, message: Message, me: Me | None = None) -> bool | dict[str, Any]:
        return message.reply_to_message is None and await super().__call__(message, me)


class Mention(Filter):
    """A group message that begins or ends with the bot's @name; gives the text without it."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        text = message.text or message.caption
        if message.chat.type == "private" or not text or "@" not in text:
            return False
        name = f"@{(await bot.me()).username}".casefold()
        lowered = text.casefold()
        if name not in lowered or text.startswith("/"):
            return False
        start = lowered.index(name)
        return {"text": (text[:start] + text[start + len(name) :]).strip(" ,:\n")}


class Private(Filter):
    async def __call__(self, message: Message) -> bool:
        return message.chat.type == "private"
