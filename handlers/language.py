"""/language: the person's own, in buttons; each language is named in itself."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_people import LanguageDo
from bot.filters import Private
from bot.i18n import Translator, Translators, languages
from bot.replies import Answer, Button, MenuChange, Reply
from bot.views.setup import language_name
from services import people
from services.access import Speaker


def router() -> Router:
    r = Router(name="language")
    r.message.register(on_language, Command("language"), Private())
    r.callback_query.register(on_choice, LanguageDo.filter())
    return r


async def on_language(message: Message, t: Translator) -> Answer:
    return Reply(t("language-choose"), [[Button(language_name(c), LanguageDo(code=c)) for c in languages()]])


async def on_choice(
    query: CallbackQuery,
    callback_data: LanguageDo,
    session: AsyncSession,
    speaker: Speaker,
    texts: Translators,
) -> Answer:
    code = await people.set_language(session, speaker, callback_data.code)
    here = query.message.message_id if query.message else None
    role = speaker.me.role if speaker.me else "everyone"
    return [Reply(texts[code]("language-done"), edit=here), MenuChange(speaker.account_id, role, code)]
