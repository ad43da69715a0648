"""Corrections in words: a reply to a card or a receipt, and /fix."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import EntryDo, EntryVerb
from bot.filters import Private
from bot.i18n import Html, Translator
from bot.replies import Answer, Button, Reply, Toast
from bot.views import receipt as receipt_view
from handlers import report as reports
from handlers.cards import Texts, ripples, shown
from services import entries
from services.access import Me, Speaker
from services.entries import Card
from services.entries.wishes import Wish, Words, is_courtesy, looks_like_client, read_wish
from services.errors import Refused
from services.parsing import parse


def router() -> Router:
    """Asked before plain text is: a reply to a card corrects that entry."""
    r = Router(name="fixes")
    r.message.register(on_reply, ToCard())
    r.edited_message.register(on_edited_reply, ToCard())
    r.message.register(on_fix, Command("fix"), Private())
    r.edited_message.register(on_fix, Command("fix"), Private())
    return r


class ToCard(Filter):
    """A member's reply in private to a message of the bot that is about one entry; gives `entry_id` and `text`."""

    async def __call__(
        self, message: Message, bot: Bot, texts: Texts, me: Me | None = None
    ) -> bool | dict[str, Any]:
        shown = message.reply_to_message
        if (
            shown is None
            or me is None
            or message.chat.type != "private"
            or message.forward_origin is not None
        ):
            return False
        if shown.from_user is None or shown.from_user.id != bot.id:
            return False
        text = message.text or ""
        if not text or text.startswith("/"):
            return False
        entry_id = entry_of(shown, texts)
        return {"entry_id": entry_id, "text": text} if entry_id else False


def entry_of(shown: Message, texts: Texts) -> int | None:
    """The one entry that a message of the bot is about: by its buttons, else by the number in a card's title."""
    ids = set()
    for row in shown.reply_markup.inline_keyboard if shown.reply_markup else []:
        for button in row:
            if button.callback_data and button.callback_data.startswith("e:"):
                try:
                    ids.add(EntryDo.unpack(button.callback_data).id)
                except (TypeError, ValueError):
                    continue
    if ids:
        return ids.pop() if len(ids) == 1 else None
    return card_number(shown, texts)


def card_number(shown: Message, texts: Texts) -> int | None:
    """The entry's number in the title of a card, in whatever language it was; None for any other message."""
    for t in texts.values():
        before, after = t.plain("card-title", id="\0").split("\0")
        if found := re.match(rf"{re.escape(before)}(\d{{1,18}}){re.escape(after)}\b", shown.text or ""):
            return int(found[1])
    return None


async def on_fix(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    asked = re.fullmatch(r"(?:№|#)?\s*(\d{1,18})\s+(.+)", (command.args or "").strip(), re.DOTALL)
    if asked is None:
        return Reply(t("fix-usage"))
    card = await entries.card(session, me, int(asked[1]))
    words = await _words(session, me, card)
    wish = read_wish(
        asked[2],
        kind=card.line.kind,
        today=me.today(message.date),
        currency=me.currency,
        words=words,
        money=card.line.amount is not None,
    )
    return await _fix(session, me, t, texts, card, wish, now)


async def on_reply(
    message: Message,
    entry_id: int,
    text: str,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    if is_courtesy(text):
        return None
    card = await entries.card(session, me, entry_id)
    day = me.today(message.date)
    words = await _words(session, me, card)
    parsed = parse(text, today=day, currency=me.currency, counters=words)
    wish = _unless_report(text, card, me, message, words)
    if wish is None and (parsed.entries or parsed.ask or parsed.absence):
        return await reports.log(message, text, session, me, speaker, t, texts, now)
    if wish is None or (wish.client and not await _is_client(session, me, wish.client, message)):
        return Reply(t("fix-not-understood"))
    here = message.reply_to_message
    on_card = here is not None and f"№{entry_id}" in (here.text or "").replace("No. ", "№")
    return await _fix(
        session, me, t, texts, card, wish, now, here=here.message_id if here and on_card else None
    )


async def on_edited_reply(
    message: Message,
    entry_id: int,
    text: str,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    """What the reply says now is what is corrected; one that was a report of its own is followed as such."""
    card = await entries.card(session, me, entry_id)
    if _unless_report(text, card, me, message, await _words(session, me, card)) is None:
        return await reports.on_edit(message, session, me, t, texts, now)
    return await on_reply(message, entry_id, text, session, me, speaker, t, texts, now)


async def _words(session: AsyncSession, me: Me, card: Card) -> Words:
    """The words of the team's own counters, and of the entry's own where it is retired or another team's."""
    if card.line.report_id is None or card.line.name is None:
        return me.words
    return await entries.words_of(session, me, card.line.report_id)


def _unless_report(text: str, card: Card, me: Me, message: Message, words: Words) -> Wish | None:
    """The correction that a reply asks for; None for a report of its own, and for what cannot be understood."""
    day = me.today(message.date)
    try:
        wish = read_wish(
            text,
            kind=card.line.kind,
            today=day,
            currency=me.currency,
            words=words,
            money=card.line.amount is not None,
        )
    except Refused as refused:
        if refused.key == "fix-not-understood":
            return None
        raise
    if wish.client:
        parsed = parse(text, today=day, currency=me.currency, counters=words)
        if parsed.entries or parsed.ask or parsed.absence:
            return None
    return wish


async def _is_client(session: AsyncSession, me: Me, name: str, message: Message) -> bool:
    if looks_like_client(name, today=me.today(message.date), currency=me.currency):
        return True
    known = await entries.clients_like(session, me, name)
    return len(known) == 1


async def _fix(
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    card: Card,
    wish: Wish,
    now: datetime,
    *,
    here: int | None = None,
) -> Answer:
    """Makes the entry what was asked for: a line about it, the card and the receipt in their places."""
    entry_id = card.line.entry_id
    if wish.client == "":
        await entries.change_client(session, me, entry_id, None, now=now)
    else:
        await entries.fix(
            session,
            me,
            entry_id,
            now=now,
            amount=wish.amount,
            day=wish.day,
            client=wish.client,
            quantity=wish.quantity,
        )
    after = await entries.card(session, me, entry_id)
    if after.line == card.line:
        return Reply(t("toast-nothing"))
    said = receipt_view.entry_line(t, after.line, me.currency, me.today(now))
    open_it = Button(t.plain("button-card"), EntryDo(verb=EntryVerb.CARD, id=entry_id))
    answer: list[Reply | Toast] = [Reply(t("fix-done", what=Html(said)), [[open_it]])]
    if here is not None:
        answer.append(shown(t, me, after, "", now, here))
    return [*answer, *await ripples(session, me, texts, card, after, EntryVerb.CARD, now)]
