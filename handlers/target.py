"""/target: setting, changing, removing and looking at targets, in one line or by buttons."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import TargetDo
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply
from bot.views import target as view
from handlers.cards import Texts
from handlers.target_taps import how_much, on_tap, one, order_of, proceed, told
from services import roster, targets
from services.access import Me, require_lead, require_team
from services.kpi import Kpi
from services.targets import Order, overview


def router() -> Router:
    r = Router(name="target")
    r.message.register(on_target, Command("target"), Private())
    r.callback_query.register(on_tap, TargetDo.filter())
    return r


async def on_target(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    text = (command.args or "").strip()
    if not text:
        return await _all(session, me, t, now)
    require_lead(me)
    whom, known, order = await order_of(session, me, t, text, now)
    if order is None:
        return await one(session, me, t, whom, known, now)
    if isinstance(order, Kpi):
        return await how_much(session, me, t, whom, known, Order(order, None), now)
    reply, changes = await proceed(session, me, t, whom, order, known, now)
    if reply.buttons:
        reply.reply_to = message.message_id  # where a tap finds the reason and the weights again
    return [reply, *told(me, texts, changes, now)]


async def _all(session: AsyncSession, me: Me, t: Translator, now: datetime) -> Reply:
    """The team's targets, the choice of a team, or for a manager their own."""
    if not me.leads:
        require_team(me)
        whom = await roster.person(session, me, me.member_id)
        known = await targets.kpis(session, me, whom)
        found = await overview.of_one(session, me.company_id, whom, known.catalogue, now=now)
        return view.own(t, me, found, whom.today(now), whom.timezone)
    teams = await roster.teams(session, me)
    if not teams:
        return Reply(t("team-none"))
    if len(teams) > 1:
        return view.choose_team(t, teams)
    return view.listed(t, me, await overview.of_whole_team(session, me, teams[0].id, now=now))
