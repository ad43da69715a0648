"""/requests: what waits for a lead, and the answers to changes of closed periods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_requests import RequestDo, RequestVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Button, Reply, Toast
from bot.views import requests as view
from handlers import news
from services import disputes, requests, roster
from services.access import Me, require_lead
from services.calendar import absences
from services.requests import Asked

Texts = Mapping[str, Translator]


def router() -> Router:
    r = Router(name="requests")
    r.message.register(on_requests, Command("requests"), Private())
    r.callback_query.register(on_tap, RequestDo.filter())
    return r


async def on_requests(
    message: Message, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    return await _list(session, me, t, now)


async def _list(session: AsyncSession, me: Me, t: Translator, now: datetime, page: int = 0) -> Reply:
    require_lead(me)
    found, total = await requests.open_for(session, me, page)
    last = max((total - 1) // requests.PAGE, 0)
    if page > last:
        page = last
        found, total = await requests.open_for(session, me, page)
    disputed = await disputes.open_for(session, me)
    away = await absences.asking(session, me)
    return view.waiting(t, me, found, total, page, disputed, away, me.today(now))


async def on_tap(
    query: CallbackQuery,
    callback_data: RequestDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    do, here = callback_data, query.message.message_id if query.message else None
    match do.verb:
        case RequestVerb.LIST:
            reply = await _list(session, me, t, now, do.arg)
            reply.edit = here
            return reply
        case RequestVerb.SHOW:
            one = await requests.show(session, me, do.id)
            reply = (
                view.own(t, me, one, me.today(now))
                if one.asked_by_id == me.member_id
                else view.of_lead(t, me, one, me.today(now))
            )
            if me.leads:
                back = RequestDo(verb=RequestVerb.LIST, arg=do.arg)
                reply.buttons = [*reply.buttons, [Button(t.plain("button-back"), back)]]
            reply.edit = here
            return reply
        case RequestVerb.WITHDRAW:
            done = await requests.withdraw(session, me, do.id, now=now)
            reply = view.own(t, me, done.asked, me.today(now))
            reply.edit = here
            toast = Toast(t.plain(f"request-toast-{done.asked.state}"))
            in_place = await news.in_place(session, me, texts, done.receipt) if done.receipt else []
            return [reply, *in_place, toast]
    done = await requests.decide(session, me, do.id, do.verb is RequestVerb.YES, now=now)
    reply = view.of_lead(t, me, done.asked, me.today(now))
    reply.edit = here
    toast = Toast(t.plain(f"request-toast-{done.asked.state}"))
    if not done.done:
        return [reply, toast]
    in_place = await news.in_place(session, me, texts, done.receipt) if done.receipt else []
    return [reply, *in_place, *await _told(session, me, texts, done.asked, now), toast]


async def _told(session: AsyncSession, me: Me, texts: Texts, one: Asked, now: datetime) -> list[Reply]:
    """The outcome, to whoever asked."""
    person = await roster.reach(session, one.asked_by_id)
    if person is None or person.account_id is None or person.member_id == me.member_id:
        return []
    reply = view.told(texts[person.language], me, one, person.today(now))
    reply.chat_id = person.account_id
    return [reply]
