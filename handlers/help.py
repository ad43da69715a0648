"""/help, by role; /privacy, for everybody: it has to be readable before one agrees to anything."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply
from services.access import Me


def router() -> Router:
    r = Router(name="privacy")
    r.message.register(on_privacy, Command("privacy"), Private())
    return r


def members_router() -> Router:
    r = Router(name="help")
    r.message.register(on_help, Command("help"), Private())
    return r


async def on_help(message: Message, me: Me, t: Translator) -> Answer:
    parts = [t("help-manager")] if me.team_id is not None else [t("help-no-team")]
    if me.leads:
        parts.append(t("help-lead"))
    if me.is_owner:
        parts.append(t("help-owner"))
    return Reply("\n\n".join([*parts, t("help-everyone")]))


async def on_privacy(message: Message, t: Translator) -> Answer:
    return Reply(t("privacy"))
