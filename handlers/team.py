"""/team: each member in a line, the team's targets, a person behind every name, the figures as a file."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import Kind, TeamDo, TeamVerb
from bot.callbacks_progress import day_of
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import team as view
from handlers.me import person
from services import progress, roster
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
    do, day = callback_data, day_of(callback_data.day)
    if do.verb is TeamVerb.FILE:
        kind = do.kind.period or "month"
        found = await progress.table(session, me, do.id, now=now, kind=kind, day=day)
        return [view.file(t, me, found), Toast(t.plain("toast-file"))]
    if do.verb in (TeamVerb.SHOW, TeamVerb.KINDS):
        shown = await progress.of_team(
            session, me, do.id, now=now, page=do.page, kind=do.kind.period, day=day
        )
        reply = view.team(t, me, shown, kinds=do.verb is TeamVerb.KINDS)
    else:
        whom = await roster.person(session, me, do.id)
        reply = await person(session, me, t, whom, Kind.MAIN, None, now)
    reply.edit = query.message.message_id if query.message else None
    return reply
