"""What nothing else wanted; registered last. Unknown commands and old buttons are said, chatter is left alone."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from db.models import Account
from handlers import members
from services.access import Me, Speaker


def router() -> Router:
    r = Router(name="fallback")
    r.message.register(on_message)
    r.callback_query.register(on_tap)
    return r


async def on_message(
    message: Message,
    session: AsyncSession,
    speaker: Speaker | None,
    me: Me | None,
    t: Translator,
    now: object,
    settings: Settings | None = None,
) -> Answer:
    if message.chat.type != "private" or speaker is None:
        return None
    if me is None:
        return members.polite_line(t, settings)
    text = message.text or ""
    if text.startswith("/"):
        return Reply(t("command-unknown"))
    day = me.today(message.date)
    if speaker.hinted_on == day:
        return None
    await session.execute(update(Account).where(Account.id == speaker.account_id).values(hinted_on=day))
    return Reply(t("hint-write"))


async def on_tap(query: CallbackQuery, me: Me | None, t: Translator) -> Answer:
    return Toast(t.plain("outsider" if me is None else "error-old-button"), alert=True)
