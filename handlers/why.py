"""/why: a figure explained, with the entries behind it."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_why import NAMES, WhyDo, WhyVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply
from bot.views import dispute as dispute_view
from bot.views import why as view
from handlers.receipt import ordinal
from services import disputes, why
from services.access import Me
from services.entries.named import between
from services.errors import Denied
from services.kpi import Catalogue, Kpi
from services.periods import Period
from services.why import Subject


def router() -> Router:
    r = Router(name="why")
    r.message.register(on_why, Command("why"), Private())
    r.callback_query.register(on_tap, WhyDo.filter())
    return r


async def on_why(
    message: Message, command: CommandObject, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    asked = await why.read(session, me, command.args or "", now=now)
    subject, period = asked.subject, asked.period
    if asked.unknown:
        of = await why.numbers(session, me.company_id, asked.near)
        why.checked(period, subject, now)
        return view.unknown(t, subject, period, asked.unknown, [(of[kpi.slug], kpi) for kpi in asked.near])
    if asked.kpi is None:
        return await _choice(session, me, t, subject, period, now)
    return await _shown(session, me, t, subject, asked.kpi, asked.catalogue, period, now)


async def _choice(
    session: AsyncSession, me: Me, t: Translator, subject: Subject, period: Period, now: datetime
) -> Reply:
    found = await why.choice(session, subject, period, now=now)
    return view.choose(t, me, subject, period, found, await why.others(session, me, subject))


async def _shown(
    session: AsyncSession,
    me: Me,
    t: Translator,
    subject: Subject,
    kpi: Kpi,
    catalogue: Catalogue,
    period: Period,
    now: datetime,
    page: int = 0,
) -> Reply:
    found = await why.explain(session, me, subject, kpi, period, catalogue, now=now, page=page)
    dispute = None
    if subject.by == "manager":
        dispute = await disputes.latest(session, me, subject.id, kpi.slug, period)
    return view.explained(t, me, found, dispute)


async def on_tap(
    query: CallbackQuery, callback_data: WhyDo, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    do, here = callback_data, query.message.message_id if query.message else None
    subject = await why.subject(session, me, NAMES[do.by], do.id)
    period = why.checked(between(ordinal(do.start), ordinal(do.end)), subject, now)
    if do.verb is WhyVerb.LIST:
        reply = await _choice(session, me, t, subject, period, now)
        reply.edit = here
        return reply
    kpi, catalogue = await why.numbered(session, subject, do.kpi)
    if do.verb is WhyVerb.DISPUTE:
        if not subject.own:
            raise Denied()
        values = await why.figure(session, subject, period, [kpi])
        draft = await disputes.about_figure(session, me, kpi, period, values[kpi.slug], now=now)
        return dispute_view.ask(t, me, draft, me.today(now))
    reply = await _shown(session, me, t, subject, kpi, catalogue, period, now, do.page)
    reply.edit = here
    return reply
