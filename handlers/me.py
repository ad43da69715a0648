"""/me: where one stands today and in the month so far."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply
from bot.views import me as view
from services import progress, roster
from services.access import Me, require_team


def router() -> Router:
    r = Router(name="me")
    r.message.register(on_me, Command("me"), Private())
    return r


async def on_me(message: Message, session: AsyncSession, me: Me, t: Translator, now: datetime) -> Answer:
    if me.is_owner and me.team_id is None:
        return Reply(t("me-owner-no-team"))
    require_team(me)
    whom = await roster.person(session, me, me.member_id)
    return view.own(t, me, await progress.of_member(session, me, whom, now=now))
