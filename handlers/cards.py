"""An entry's card and its buttons; whoever wrote the entry hears of a lead's correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import EntryDo, EntryVerb, ListDo, ListVerb, ReportDo, ReportVerb
from bot.callbacks_why import WhyDo
from bot.i18n import Html, Translator
from bot.replies import Answer, Button, Reply, Toast
from bot.views import card as view
from bot.views import receipt as receipt_view
from handlers import news
from handlers.receipt import ordinal
from services import clients, entries, roster
from services.access import Me
from services.entries import Card
from services.entries.listing import receipt as load
from services.errors import Refused
from services.periods import containing

Texts = Mapping[str, Translator]


def router() -> Router:
    r = Router(name="cards")
    r.callback_query.register(on_entry, EntryDo.filter())
    return r


async def on_entry(
    query: CallbackQuery,
    callback_data: EntryDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    card = await entries.card(session, me, callback_data.id)
    here = query.message.message_id if query.message else None
    on_receipt = here is not None and here == card.receipt_message_id and _chat(query) == card.chat_id
    match callback_data.verb:
        case EntryVerb.CARD:
            return shown(t, me, card, callback_data.back, now, here, on_receipt=on_receipt)
        case EntryVerb.DAY | EntryVerb.CLIENT:
            return await _choose(callback_data, session, me, t, now, card, here, on_receipt=on_receipt)
    toast = await _amend(callback_data, session, me, now)
    after = await entries.card(session, me, callback_data.id)
    if after.line == card.line:
        return [
            shown(t, me, after, callback_data.back, now, here, on_receipt=on_receipt),
            Toast(t.plain("toast-nothing")),
        ]
    answer: list[Reply | Toast] = []
    if not on_receipt:
        answer.append(shown(t, me, after, callback_data.back, now, here))
    answer += await ripples(session, me, texts, card, after, callback_data.verb, now)
    return [*answer, Toast(t.plain(toast))]


async def _amend(do: EntryDo, session: AsyncSession, me: Me, now: datetime) -> str:
    """What the button says, done; the toast's key."""
    match do.verb:
        case EntryVerb.VOID | EntryVerb.UNVOID:
            void = do.verb is EntryVerb.VOID
            await entries.void_entry(session, me, do.id, void, now=now)
            return "toast-undone" if void else "toast-redone"
        case EntryVerb.SET_DAY:
            await entries.change_entry_day(session, me, do.id, ordinal(do.arg), now=now)
        case EntryVerb.SET_CLIENT:
            await entries.change_client(session, me, do.id, do.arg or None, now=now)
        case _:
            raise Refused("error-old-button")
    return "toast-saved"


async def _choose(
    do: EntryDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    now: datetime,
    card: Card,
    here: int | None,
    *,
    on_receipt: bool,
) -> Reply:
    """The days or the clients to choose from."""
    x, back = card.line, do.back
    way_back = Button(t.plain("button-back"), EntryDo(verb=EntryVerb.CARD, id=x.entry_id, back=back))
    if on_receipt:
        way_back = _way_back(t, me, card, back, now, on_receipt=True)
    said = receipt_view.entry_line(t, x, me.currency, me.today(now))
    if do.verb is EntryVerb.DAY:
        keyboard = receipt_view.choose_day(
            t,
            me.today(now),
            lambda n: EntryDo(verb=EntryVerb.SET_DAY, id=x.entry_id, arg=n, back=back),
            way_back,
        )
        return Reply(f"{said}\n\n{t('choose-day')}", keyboard, edit=here)
    recent = await clients.recent(session, me, x.member_id)
    had = await clients.still_mine(session, me, card.clients)
    recent += [one for one in had if one not in recent]
    text, keyboard = view.choose_client(t, me, x, recent, back, way_back)
    return Reply(f"{said}\n\n{text}", keyboard, edit=here)


def shown(
    t: Translator,
    me: Me,
    card: Card,
    back: str,
    now: datetime,
    here: int | None = None,
    *,
    on_receipt: bool = False,
) -> Reply:
    """The card, in the message it was opened from."""
    x = card.line
    way_back = _way_back(t, me, card, back, now, on_receipt=on_receipt)
    keyboard = view.buttons_of(t, x, back, way_back, own=x.member_id == me.member_id)
    return Reply(view.text_of(t, me, card, now), keyboard, edit=here)


def _way_back(t: Translator, me: Me, card: Card, back: str, now: datetime, *, on_receipt: bool) -> Button:
    x = card.line
    if on_receipt and x.report_id:
        return Button(t.plain("button-back"), ReportDo(verb=ReportVerb.SHOW, id=x.report_id))
    known: ListDo | WhyDo | None = ListDo.from_short(back) or WhyDo.from_short(back)
    if known is None and x.day == me.today(now) and x.member_id == me.member_id:
        known = ListDo(verb=ListVerb.TODAY)
    if known is None:
        month = containing(x.day, "month")
        known = ListDo(
            verb=ListVerb.DEALS,
            start=month.start.toordinal(),
            end=month.end.toordinal(),
            whom=0 if x.member_id == me.member_id else x.member_id,
        )
    return Button(t.plain("button-back"), known)


def _chat(query: CallbackQuery) -> int | None:
    return query.message.chat.id if query.message else None


TOLD = {EntryVerb.VOID: "voided-by-lead", EntryVerb.UNVOID: "revived-by-lead"}


async def ripples(
    session: AsyncSession, me: Me, texts: Texts, before: Card, card: Card, verb: EntryVerb, now: datetime
) -> list[Reply | Toast]:
    """The receipt follows the correction; the writer is told when it was somebody else's."""
    x = card.line
    writer = await roster.reach(session, x.member_id)
    if writer is None:
        return []
    t = texts[writer.language]
    answer: list[Reply | Toast] = []
    if x.report_id is not None and card.receipt_message_id is not None:
        done = await load(session, me, x.report_id, event="corrected")
        if writer.account_id is not None or done.whose:
            answer += await news.in_place(session, me, texts, done)
    if x.member_id != me.member_id and writer.account_id is not None:
        today = writer.today(now)
        if verb in TOLD:
            said = receipt_view.entry_line(t, x, me.currency, today)
        else:
            said = receipt_view.changed_line(t, replace(x, before=before.line), me.currency, today)
        key = TOLD.get(verb, "corrected-by-lead")
        open_it = Button(t.plain("button-card"), EntryDo(verb=EntryVerb.CARD, id=x.entry_id))
        answer.append(Reply(t(key, who=me.name, what=Html(said)), [[open_it]], chat_id=writer.account_id))
    return [*answer]
