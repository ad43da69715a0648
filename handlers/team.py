"""/team: each member in a line, the team's sum, and a person's month behind every name."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import TeamDo, TeamVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply
from bot.views import me as view
from services import entries, progress, roster
from services.access import Me, require_lead


def router() -> Router:
    r = Router(name="team")
    r.message.register(on_team, Command("team"), Private())
    r.callback_query.register(on_tap, TeamDo.filter())
    return r


async def on_team(message: Message, session: AsyncSession, me: Me, t: Translator, now: datetime) -> Answer:
    teams = await roster.teams(session, me)
    if not teams:
        return Reply(t("team-none"))
    if len(teams) > 1:
        return view.choose_team(t, teams)
    return view.team(t, me, await progress.of_team(session, me, teams[0].id, now=now))


async def on_tap(
    query: CallbackQuery, callback_data: TeamDo, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    require_lead(me)
    if callback_data.verb is TeamVerb.SHOW:
        found = await progress.of_team(session, me, callback_data.id, now=now, page=callback_data.page)
        reply = view.team(t, me, found)
    else:
        whom = await roster.person(session, me, callback_data.id)
        stands = await progress.of_member(session, me, whom, now=now)
        deals = await entries.deals(
            session, me, start=stands.month.start, end=stands.month.end, whom=whom.member_id
        )
        reply = view.person(t, me, whom, stands, deals)
    reply.edit = query.message.message_id if query.message else None
    return reply
