"""Disputes: the person's line of text, the lead's decision and words, and who hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_why import DisputeDo, DisputeVerb
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import dispute as view
from handlers import report as reports
from services import disputes, roster
from services.access import Me
from services.disputes import Disputed
from services.errors import NotFound
from services.roster import Person

Texts = Mapping[str, Translator]
# On the message whose reply is about the dispute: the question to the person, the question to the lead, and after it.
ANSWERED = frozenset({DisputeVerb.SEND, DisputeVerb.ACCEPT, DisputeVerb.WORDS})
# The same once it was answered: an edit of the answer comes later.
SETTLED = ANSWERED | {DisputeVerb.WITHDRAW}


def replies_router() -> Router:
    """Asked before plain text is: a reply to the question is what the person, or the lead, says about it."""
    r = Router(name="dispute replies")
    r.message.register(on_reply, ToDispute(ANSWERED))
    r.edited_message.register(on_edited_reply, ToDispute(SETTLED))
    return r


def router() -> Router:
    r = Router(name="dispute")
    r.callback_query.register(on_tap, DisputeDo.filter())
    return r


class ToDispute(Filter):
    """A member's reply in private to a question about a dispute; gives `dispute_id`, `verb` and `text`."""

    def __init__(self, verbs: frozenset[DisputeVerb]) -> None:
        self._verbs = verbs

    async def __call__(self, message: Message, bot: Bot, me: Me | None = None) -> bool | dict[str, Any]:
        shown, text = message.reply_to_message, message.text or ""
        if (
            shown is None
            or me is None
            or message.chat.type != "private"
            or message.forward_origin is not None
        ):
            return False
        if shown.from_user is None or shown.from_user.id != bot.id or not text or text.startswith("/"):
            return False
        for row in shown.reply_markup.inline_keyboard if shown.reply_markup else []:
            for button in row:
                if button.callback_data and button.callback_data.startswith("d:"):
                    try:
                        do = DisputeDo.unpack(button.callback_data)
                    except (TypeError, ValueError):
                        continue
                    if do.verb in self._verbs:
                        return {"dispute_id": do.id, "verb": do.verb, "text": text}
        return False


async def on_reply(
    message: Message,
    dispute_id: int,
    verb: DisputeVerb,
    text: str,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    here = message.reply_to_message.message_id if message.reply_to_message else None
    if verb is DisputeVerb.SEND:
        return await _send(session, me, t, texts, dispute_id, text, here, now)
    one = await disputes.answer(session, me, dispute_id, text)
    shown = view.of_lead(t, me, one, me.today(now))
    if one.state == "open":
        return shown
    shown.edit = here
    return [Reply(t("dispute-words-sent")), shown, *await _tell(session, me, texts, one, now)]


async def on_edited_reply(
    message: Message,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
    bot: Bot | None = None,
) -> Answer:
    """What was passed on stays as it was said; a reply that became a report is followed as one."""
    if await disputes.is_report(session, message.chat.id, message.message_id):
        return await reports.on_edit(message, session, me, t, texts, now, bot)
    return Reply(t("dispute-edited"))


async def on_tap(
    query: CallbackQuery,
    callback_data: DisputeDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    do, here = callback_data, query.message.message_id if query.message else None
    today = me.today(now)
    match do.verb:
        case DisputeVerb.ENTRY:
            return view.ask(t, me, await disputes.about_entry(session, me, do.id, now=now), today)
        case DisputeVerb.SEND:
            return await _send(session, me, t, texts, do.id, None, here, now)
        case DisputeVerb.CANCEL:
            await disputes.cancel(session, me, do.id)
            return [Reply(t("dispute-cancelled"), edit=here), Toast(t.plain("dispute-cancelled"))]
        case DisputeVerb.WITHDRAW:
            one, people = await disputes.withdraw(session, me, do.id, now=now)
            shown = view.of_person(t, me, one, today)
            shown.edit = here
            told = [_to(person, view.withdrawn(texts[person.language], one)) for person in people]
            return [shown, *told, Toast(t.plain("toast-saved"))]
        case DisputeVerb.ACCEPT | DisputeVerb.REJECT:
            one = await disputes.decide(session, me, do.id, accepted=do.verb is DisputeVerb.ACCEPT, now=now)
            shown = view.of_lead(t, me, one, today)
            shown.edit = here
            return [shown, *await _tell(session, me, texts, one, now), Toast(t.plain("toast-saved"))]
        case DisputeVerb.WORDS:
            one = await disputes.show(session, me, do.id)
            if one.by_id != me.member_id:
                raise NotFound("error-not-found")
            return Toast(t.plain("dispute-words-sent" if one.answer else "dispute-add-words"), alert=True)
    one = await disputes.show(session, me, do.id)
    return (view.of_person if one.member_id == me.member_id else view.of_lead)(t, me, one, today)


async def _send(
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    dispute_id: int,
    text: str | None,
    here: int | None,
    now: datetime,
) -> list[Reply | Toast]:
    """To the leads, each in their language; the question becomes the dispute as it stands."""
    one, people = await disputes.send(session, me, dispute_id, text, now=now)
    asked = view.of_person(t, me, one, me.today(now))
    asked.edit = here
    told = [_to(p, view.of_lead(texts[p.language], me, one, p.today(now))) for p in people]
    return [asked, view.sent(t, [p.name for p in people]), *told]


def _to(person: Person, reply: Reply) -> Reply:
    reply.chat_id = person.account_id
    return reply


async def _tell(session: AsyncSession, me: Me, texts: Texts, one: Disputed, now: datetime) -> list[Reply]:
    """The person hears the outcome, where the bot can reach them."""
    whom = await roster.reach(session, one.member_id)
    if whom is None or whom.account_id is None:
        return []
    return [_to(whom, view.outcome(texts[whom.language], me, one, whom.today(now)))]
