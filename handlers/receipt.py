"""The buttons under a receipt: undo, day, client, doubles, questions, merging."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import ClientDo, ClientVerb, EntryDo, EntryVerb, ReportDo, ReportVerb
from bot.i18n import Translator
from bot.replies import Answer, Button, Reply, Toast
from bot.views import receipt as view
from db.models import Client, Report
from handlers import news
from handlers.news import Texts
from services import behalf, clients, entries
from services.access import Me
from services.entries import Receipt
from services.entries.listing import receipt as load
from services.errors import Refused


def router() -> Router:
    r = Router(name="receipt")
    r.callback_query.register(on_report, ReportDo.filter())
    r.callback_query.register(on_double, EntryDo.filter(), _IsDouble())
    r.callback_query.register(on_client, ClientDo.filter())
    return r


class _IsDouble(Filter):
    """Answers about doubles and new clients belong to the receipt; the rest of an entry's buttons to its card."""

    async def __call__(self, query: CallbackQuery, callback_data: EntryDo) -> bool:
        return callback_data.verb in (EntryVerb.SAME, EntryVerb.TWO, EntryVerb.KNOWN)


def shown(t: Translator, me: Me, r: Receipt, query: CallbackQuery) -> Reply:
    """The receipt, in the message that was tapped or, tapped elsewhere, in its own place."""
    reply = view.receipt(t, me, r, brief=r.chat_id < 0)
    if query.message is not None and query.message.message_id == r.receipt_message_id:
        reply.edit = query.message.message_id
    reply.chat_id = r.chat_id
    return reply


def _earlier(t: Translator, me: Me, r: Receipt, query: CallbackQuery) -> list[Reply]:
    """A question that is shown in two places, tapped in the one that the receipt is not in: it stops asking there."""
    here = query.message
    if here is None or (here.chat.id, here.message_id) == (r.chat_id, r.receipt_message_id):
        return []
    return [Reply(view.receipt(t, me, r, brief=r.chat_id < 0).text, edit=here.message_id)]


async def on_report(
    query: CallbackQuery,
    callback_data: ReportDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    report_id, here = callback_data.id, query.message.message_id if query.message else None
    known = await session.get(Report, report_id)
    state = known.state if known is not None else None
    match callback_data.verb:
        case ReportVerb.UNDO:
            done = await entries.undo(session, me, report_id, now=now)
            heard = await _heard(session, me, texts, done, "voided-by-lead") if state != "void" else []
            return [shown(t, me, done, query), Toast(t.plain("toast-undone")), *heard]
        case ReportVerb.REDO:
            done = await entries.revive(session, me, report_id, now=now)
            heard = await _heard(session, me, texts, done, "revived-by-lead") if state == "void" else []
            return [shown(t, me, done, query), Toast(t.plain("toast-redone")), *heard]
        case ReportVerb.SHOW:
            return shown(t, me, await load(session, me, report_id), query)
        case ReportVerb.DAY:
            done = await load(session, me, report_id)
            back = Button(t.plain("button-back"), ReportDo(verb=ReportVerb.SHOW, id=report_id))
            days = view.choose_day(
                t, me.today(now), lambda n: ReportDo(verb=ReportVerb.SET_DAY, id=report_id, arg=n), back
            )
            return Reply(view.text_of(t, me, done) + "\n\n" + t("choose-day"), days, edit=here)
        case ReportVerb.SET_DAY:
            done = await entries.change_day(
                session, me, ordinal(callback_data.arg), now=now, report_id=report_id
            )
            assert isinstance(done, Receipt)
            heard = await _heard(session, me, texts, done, "corrected-by-lead")
            return [shown(t, me, done, query), Toast(t.plain("toast-saved")), *heard]
        case ReportVerb.ENTRIES:
            done = await load(session, me, report_id)
            reply = choose_entry(t, me, done)
            reply.edit = here
            back = Button(t.plain("button-back"), ReportDo(verb=ReportVerb.SHOW, id=report_id))
            reply.buttons = [*reply.buttons, [back]]
            return reply
        case ReportVerb.YES:
            amount = None
            if callback_data.arg in (1, 1000):
                waiting = await load(session, me, report_id)
                amount = _in_units(waiting, me, callback_data.arg)
            done = await entries.confirm(session, me, report_id, now=now, amount=amount)
            heard = (
                await news.of_receipt(session, me, texts, done, "behalf-told") if state == "asking" else []
            )
            saved = Toast(t.plain("toast-saved"))
            return [shown(t, me, done, query), *_earlier(t, me, done, query), saved, *heard]
        case ReportVerb.NO:
            done = await entries.dismiss(session, me, report_id, now=now)
            return [shown(t, me, done, query), *_earlier(t, me, done, query)]


async def _heard(session: AsyncSession, me: Me, texts: Texts, done: Receipt, key: str) -> list[Reply]:
    """What the other side hears: the member of their lead's change, the leads of an absence undone or brought back."""
    answer = await news.of_receipt(session, me, texts, done, key)
    away = done.absence
    if away is None or away.state not in ("counted", "asking") or key == "corrected-by-lead":
        return answer
    whom = await behalf.subject(session, me, done.member_id)
    if key == "revived-by-lead":
        return [*answer, *await news.of_absence(session, me, texts, whom, replace(away, fresh=True))]
    return [*answer, *await news.of_gone(session, me, texts, whom, away.kind, (away.starts_on, away.ends_on))]


def choose_entry(t: Translator, me: Me, r: Receipt) -> Reply:
    """A report's entries, a button each: which one is to be corrected?"""
    rows = [
        [Button(view.plain_line(t, x, me.currency, r.day), EntryDo(verb=EntryVerb.CARD, id=x.entry_id))]
        for x in r.lines[:20]
    ]
    return Reply(t("choose-entry"), rows)


async def on_double(
    query: CallbackQuery,
    callback_data: EntryDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    if callback_data.verb is EntryVerb.KNOWN:
        done = await entries.not_new(session, me, callback_data.id, now=now)
    else:
        same = callback_data.verb is EntryVerb.SAME
        done = await entries.settle_double(session, me, callback_data.id, same, now=now)
    heard = await _heard(session, me, texts, done, "corrected-by-lead")
    return [shown(t, me, done, query), Toast(t.plain("toast-saved")), *heard]


async def on_client(
    query: CallbackQuery, callback_data: ClientDo, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    if callback_data.verb is ClientVerb.MERGE:
        merge = await clients.merge(session, me, callback_data.id, callback_data.arg, now=now)
        source = await session.get_one(Client, merge.source_id)
        target = await session.get_one(Client, merge.target_id)
        undo = ClientDo(verb=ClientVerb.UNMERGE, id=merge.id, report=callback_data.report)
        told = Reply(
            t("merged", name=source.name, other=target.name), [[Button(t.plain("button-unmerge"), undo)]]
        )
        toast = Toast(t.plain("toast-saved"))
        if callback_data.report:
            return [shown(t, me, await load(session, me, callback_data.report), query), told, toast]
        return [told, toast]
    merge = await clients.unmerge(session, me, callback_data.id, now=now)
    source = await session.get_one(Client, merge.source_id)
    here = query.message.message_id if query.message else None
    answer: list[Reply | Toast] = [Reply(t("unmerged", name=source.name), edit=here)]
    if callback_data.report:
        answer.append(shown(t, me, await load(session, me, callback_data.report), query))
    return answer


def _in_units(waiting: Receipt, me: Me, factor: int) -> Decimal | None:
    """The amount that was asked about, as written or in thousands; None where that was not the question."""
    if waiting.guess is None or len(waiting.guess.entries) != 1:
        return None
    [entry] = waiting.guess.entries
    asked = entry.amount is not None and entry.currency in (None, me.currency)
    return entry.amount * factor if asked and entry.amount is not None else None


def ordinal(arg: int) -> date:
    """The day a button names. Raises Refused for a forged one."""
    try:
        return date.fromordinal(arg)
    except (ValueError, OverflowError):
        raise Refused("error-old-button") from None
