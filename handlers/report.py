"""Logging by message: free text, captions, commands, mentions; and following the edits."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import ReportDo
from bot.filters import Mention, PlainText, PrivateText
from bot.i18n import Translator
from bot.replies import Answer, Reply
from bot.views import receipt as view
from db.models import Account
from handlers import news
from handlers.behalf import split
from handlers.news import Texts
from handlers.receipt import choose_entry
from services import entries
from services.access import Me, Speaker
from services.entries import Said
from services.entries.listing import open_question_wanting_amount
from services.entries.listing import receipt as load
from services.entries.wishes import is_correction
from services.errors import Refused
from services.parsing import as_deal, parse, parse_amount

QUESTION_LIVES = timedelta(days=1)
_LONE_AMOUNT = re.compile(r"[\s\d.,'\u00a0\u202f]{1,24}\S{0,8}\s?\S{0,8}")


def plain_router() -> Router:
    """Asked before all others: a member's plain message is a report, whatever else the bot can do."""
    r = Router(name="plain")
    r.message.register(on_text, PlainText())
    return r


def router() -> Router:
    """Asked after what replies mean elsewhere: a reply that means nothing else is text like any other."""
    r = Router(name="report")
    r.message.register(on_answer, Answering())
    r.message.register(on_text, PrivateText())
    r.edited_message.register(on_edit)
    r.message.register(on_command, Command("deal", "log"))
    r.message.register(on_mention, Mention())
    return r


class Answering(Filter):
    """A member's reply to a question or receipt (in a group only a number); gives its report as `asked_id`."""

    async def __call__(self, message: Message, bot: Bot, me: Me | None = None) -> bool | dict[str, Any]:
        shown, text = message.reply_to_message, message.text or ""
        if shown is None or shown.from_user is None or shown.from_user.id != bot.id or me is None:
            return False
        if message.forward_origin is not None or not text or text.startswith("/"):
            return False
        if message.chat.type != "private" and not _LONE_AMOUNT.fullmatch(text):
            return False
        asked_id = report_of(shown)
        return {"text": text, "asked_id": asked_id} if asked_id else False


def report_of(shown: Message) -> int | None:
    """The report that a message of the bot is the question or receipt of, by its buttons."""
    for row in shown.reply_markup.inline_keyboard if shown.reply_markup else []:
        for button in row:
            if button.callback_data and button.callback_data.startswith("r:"):
                try:
                    return ReportDo.unpack(button.callback_data).id
                except (TypeError, ValueError):
                    continue
    return None


def said(message: Message, text: str) -> Said:
    """The message as services know it."""
    edited = message.edit_date
    return Said(
        chat_id=message.chat.id,
        message_id=message.message_id,
        text=text,
        sent_at=message.date,
        edited_at=datetime.fromtimestamp(edited, tz=message.date.tzinfo) if edited else None,
    )


async def on_text(
    message: Message,
    text: str,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    amount = parse_amount(text, me.currency) if _LONE_AMOUNT.fullmatch(text) else None
    if amount is not None:
        since = me.today(now) - QUESTION_LIVES
        asked = await open_question_wanting_amount(session, me, since, message.chat.id)
        if asked is not None:
            done = await entries.confirm(session, me, asked.id, now=now, amount=amount)
            heard = await news.of_receipt(session, me, texts, done, "behalf-told")
            return [view.receipt(t, me, done), *heard]
    return await log(message, text, session, me, speaker, t, texts, now)


async def on_answer(
    message: Message,
    text: str,
    asked_id: int,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    """The sum that this very question wants, or a correction of one of a receipt's entries: of which one?"""
    private = message.chat.type == "private"
    amount = parse_amount(text, me.currency) if _LONE_AMOUNT.fullmatch(text) else None
    if amount is not None:
        asked = await open_question_wanting_amount(session, me, date.min, message.chat.id, report_id=asked_id)
        if asked is not None:
            done = await entries.confirm(session, me, asked.id, now=now, amount=amount)
            heard = await news.of_receipt(session, me, texts, done, "behalf-told")
            return [view.receipt(t, me, done, brief=not private), *heard]
    if not private:
        return None
    day = me.today(message.date)
    if is_correction(text, today=day, currency=me.currency, words=me.words):
        about = await load(session, me, asked_id)
        mine = about.member_id == me.member_id or about.chat_id == me.account_id
        if sum(not x.voided for x in about.lines) > 1 and mine:
            return choose_entry(t, me, about)
    return await log(message, text, session, me, speaker, t, texts, now)


async def log(
    message: Message,
    text: str,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    texts: Texts,
    now: datetime,
    whom: Me | None = None,
) -> Answer:
    """Records the text, and answers with the receipt; chat gets one hint a day in private, silence in groups.

    `whom`: the member it is about, where their lead writes.
    """
    what, whom = said(message, text), whom or me
    day = whom.today(what.sent_at)
    parsed = parse(text, today=day, currency=me.currency, counters=whom.words)
    private = message.chat.type == "private"
    receipt = await entries.record(session, me, what, parsed, now=now, whom=whom)
    if receipt is not None:
        reply = view.receipt(t, me, receipt, brief=not private)
        if not private:
            reply.reply_to = message.message_id
        heard = await news.of_receipt(session, me, texts, receipt, "behalf-told")
        return [reply, *heard] if heard else reply
    if private and speaker.hinted_on != day and not (parsed.entries or parsed.ask or parsed.absence):
        await session.execute(update(Account).where(Account.id == speaker.account_id).values(hinted_on=day))
        return Reply(t("hint-write"))
    return None


async def on_edit(
    message: Message,
    session: AsyncSession,
    me: Me | None,
    t: Translator,
    texts: Texts,
    now: datetime,
    bot: Bot | None = None,
) -> Answer:
    """Follows an edit. In a group only what is addressed to the bot can become a report by it."""
    if me is None or message.forward_origin is not None or message.contact is not None:
        return None
    text, addressed = await _addressed(message, bot)
    whom, command = me, _COMMAND.match(message.text or message.caption or "")
    if command and text:
        whom, text = await _about(message, session, me, text)
        text = as_deal(text) if text and command[1].lower() == "deal" else text
    if whom.team_id is None:
        return None
    what = said(message, text)
    parsed = parse(text, today=whom.today(what.sent_at), currency=me.currency, counters=whom.words)
    receipt = await entries.revise(session, me, what, parsed, now=now, known_only=not addressed, whom=whom)
    if receipt is None:
        return None
    reply = view.receipt(t, me, receipt, brief=message.chat.type != "private")
    if message.chat.type != "private":
        reply.reply_to = message.message_id
    key = "behalf-told" if receipt.fresh else "corrected-by-lead"
    return [reply, *await news.of_receipt(session, me, texts, receipt, key)]


async def _about(message: Message, session: AsyncSession, me: Me, text: str) -> tuple[Me, str]:
    """Whom a command's line is about, and the rest of it. Raises Denied, Refused: in a group only about oneself."""
    whom, rest = await split(session, me, text)
    if whom.member_id != me.member_id and message.chat.type != "private":
        raise Refused("behalf-private")
    return whom, rest


_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?\s*(.*)", re.DOTALL)


async def _addressed(message: Message, bot: Bot | None) -> tuple[str, bool]:
    """What an edited message reports (nothing: ""), and whether it would have been read had it been sent so."""
    text = message.text or message.caption or ""
    if command := _COMMAND.match(text):
        name, whose, rest = command[1].lower(), command[2], command[3].strip()
        own = not whose or bot is None or ((await bot.me()).username or "").casefold() == whose.casefold()
        return (rest, True) if own and rest and name in ("deal", "log") else ("", False)
    if message.chat.type == "private":
        return text, bool(text)
    mention = await Mention()(message, bot) if bot is not None else False
    return (str(mention["text"]), True) if isinstance(mention, dict) else (text, False)


async def on_command(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    whom, text = await _about(message, session, me, (command.args or "").strip())
    if not text:
        return Reply(t("log-usage"), reply_to=None if message.chat.type == "private" else message.message_id)
    if command.command.lower() == "deal":
        text = as_deal(text)
    answer = await log(message, text, session, me, speaker, t, texts, now, whom)
    return answer or Reply(t("log-usage"))


async def on_mention(
    message: Message,
    text: str,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    return await log(message, text, session, me, speaker, t, texts, now) if text else None
