"""A contact by its card or by a forwarded message; what is forwarded from oneself or a colleague is read as text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message, MessageOriginHiddenUser, MessageOriginUser, User
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.replies import Answer, Reply
from bot.views import receipt as view
from handlers import fallback
from handlers.news import Texts
from handlers.report import log, said
from services import clients, entries, roster
from services.access import Me, Speaker
from services.names import clean, client_key
from services.parsing import ParsedEntry, ParsedReport


def router() -> Router:
    """Asked before plain text and commands are: what somebody else wrote is not what the member says."""
    r = Router(name="contacts")
    r.message.register(on_contact, Contact())
    r.message.register(on_forward, Forwarded())
    return r


class Contact(Filter):
    async def __call__(self, message: Message) -> bool:
        return message.contact is not None


class Forwarded(Filter):
    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        return {"origin": message.forward_origin} if message.forward_origin is not None else False


async def on_contact(message: Message, session: AsyncSession, me: Me, t: Translator, now: datetime) -> Answer:
    """A client with a phone; one already known by that phone keeps their name."""
    card = message.contact
    if card is None or message.chat.type != "private":
        return None
    if message.from_user is not None and card.user_id == message.from_user.id:
        return Reply(t("contact-own"))
    if card.user_id is not None and await roster.is_colleague(session, me, card.user_id):
        return Reply(t("contact-colleague"))
    phone = clients.e164(card.phone_number, await roster.country(session, me))
    known = await clients.by_phone(session, me, phone) if phone else None
    name = known.name if known else clean(" ".join(filter(None, [card.first_name, card.last_name])))
    if not any(char.isalnum() for char in client_key(name)):
        name = phone or card.phone_number
    answer = await _record(message, session, me, t, now, name, phone)
    return answer or Reply(t("contact-again", name=name))


async def on_forward(
    message: Message,
    origin: object,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    if message.chat.type != "private":
        return None
    if isinstance(origin, MessageOriginHiddenUser):
        name, read = origin.sender_user_name, origin.sender_user_name == _full(message.from_user)
    elif isinstance(origin, MessageOriginUser) and not origin.sender_user.is_bot:
        name = _full(origin.sender_user)
        read = origin.sender_user.id == speaker.account_id
        read = read or await roster.is_colleague(session, me, origin.sender_user.id)
    else:
        return await fallback.on_message(message, session, speaker, me, t, now)
    if not read:
        return await _record(message, session, me, t, now, name, None)
    text = message.text or message.caption or ""
    if not text or text.startswith("/"):
        return None
    return await log(message, text, session, me, speaker, t, texts, now)


def _full(user: User | None) -> str:
    return " ".join(filter(None, [user.first_name, user.last_name])) if user else ""


async def _record(
    message: Message,
    session: AsyncSession,
    me: Me,
    t: Translator,
    now: datetime,
    name: str,
    phone: str | None,
) -> Answer:
    """One contact with this client, with the usual receipt."""
    name = clean(name, clients.LONGEST_NAME) or "?"
    day = me.today(message.date)
    if await entries.just_contacted(session, me, name, message.date):
        return None  # several messages of one conversation, forwarded together
    contact = ParsedEntry("contact", 1, None, None, name, None, day)
    parsed = ParsedReport((contact,), None, False, ())
    receipt = await entries.record(session, me, said(message, name), parsed, now=now)
    if receipt is None:
        return None
    if receipt.lines and receipt.lines[0].client_id is not None:
        await clients.set_phone(session, receipt.lines[0].client_id, phone)
    return view.receipt(t, me, receipt)
