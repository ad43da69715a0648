"""The buttons of pieces that were not understood: counted by a lead, suggested by a manager."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_kpi import KpiDo
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import kpi as kpi_view
from bot.views import kpi_pieces as view
from bot.views import receipt as receipt_view
from handlers.cards import Texts
from services import own_kpis
from services.access import Me


async def show(session: AsyncSession, me: Me, t: Translator, do: KpiDo) -> Reply:
    """What would be counted, before it is."""
    return view.piece(t, (await own_kpis.piece_of(session, me, do.id, do.arg))[0])


async def count(
    session: AsyncSession, me: Me, t: Translator, texts: Texts, do: KpiDo, now: datetime, here: int | None
) -> Answer:
    """A piece becomes a counter; the message it stood in is read again, its writer hears of it."""
    done = await own_kpis.count_piece(session, me, do.id, do.arg, now=now)
    _, there = await own_kpis.own_kpi(session, me, done.own.id)
    shown = kpi_view.made(t, done.own, there)
    shown.edit = here
    answer: list[Reply | Toast] = [shown]
    r, author, whom = done.receipt, done.author, done.whom
    if r is None or author is None or whom is None:
        return answer
    mine = author.member_id == me.member_id
    here_too = mine or r.chat_id == me.account_id
    theirs, reader = (t, replace(me, words=whom.words)) if here_too else (texts[author.language], whom)
    receipt = receipt_view.receipt(theirs, reader, r, brief=r.chat_id < 0)
    receipt.chat_id = r.chat_id
    answer.append(receipt)
    if not mine and author.account_id is not None:
        told = texts[author.language]("own-counted-told", who=me.name, name=done.own.name)
        answer.append(Reply(told, chat_id=author.account_id))
    return answer


async def suggest(
    session: AsyncSession, me: Me, t: Translator, texts: Texts, do: KpiDo, now: datetime
) -> Answer:
    wish = await own_kpis.suggest(session, me, do.id, do.arg, now=now)
    if wish.before:
        return Toast(t.plain("toast-own-suggested-before"), alert=True)
    told: list[Reply | Toast] = []
    for lead in wish.leads:
        reply = view.suggested(texts[lead.language], me.name, wish.piece)
        reply.chat_id = lead.account_id
        told.append(reply)
    return [*told, Toast(t.plain("toast-own-suggested"), alert=True)]
