"""/goal: the company's goal of a year; everybody looks, owners set."""

from __future__ import annotations

import re
from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_requests import GoalDo, GoalVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import goal as view
from services import goals
from services.access import Me, require_owner
from services.errors import Refused
from services.kpi.naming import UnknownKpi

_YEAR = re.compile(r"(20\d\d)(?:\s*год\w*)?")


def router() -> Router:
    r = Router(name="goal")
    r.message.register(on_goal, Command("goal"), Private())
    r.callback_query.register(on_tap, GoalDo.filter())
    return r


async def on_goal(
    message: Message, command: CommandObject, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    text = (command.args or "").strip()
    asked = _YEAR.fullmatch(text)
    if not text or asked:
        year = int(asked[1]) if asked else await goals.this_year(session, me.company_id, now)
        return await _overview(session, me, t, year, now)
    require_owner(me)
    try:
        wanted = await goals.read(session, me, text, now=now)
    except UnknownKpi as error:
        return view.unknown(t, error)
    return Reply(view.changed(t, me.currency, await goals.set_goal(session, me, wanted, now=now)))


async def _overview(session: AsyncSession, me: Me, t: Translator, year: int, now: datetime) -> Reply:
    found = await goals.standing(session, me.company_id, year, now)
    years = await goals.years(session, me.company_id)
    return view.overview(t, me.currency, year, found, years, owner=me.is_owner)


async def on_tap(
    query: CallbackQuery, callback_data: GoalDo, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    answer: list[Reply | Toast] = []
    if callback_data.verb is GoalVerb.REMOVE:
        change = await goals.remove(session, me, callback_data.id, now=now)
        answer = [Reply(view.changed(t, me.currency, change)), Toast(t.plain("toast-saved"))]
    if not 2000 <= callback_data.year < 2100:
        raise Refused("error-old-button")
    reply = await _overview(session, me, t, callback_data.year, now)
    reply.edit = query.message.message_id if query.message else None
    return [reply, *answer]
