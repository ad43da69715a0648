"""/start: alone, it says where one is or begins the setting up; with a link's token, it leads to joining."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.filters import Private
from bot.i18n import Html, Translator
from bot.replies import Answer, MenuChange, Reply
from bot.views import people as view
from handlers import setup
from services import joining, people
from services.access import Speaker


def router() -> Router:
    r = Router(name="start")
    r.message.register(on_start, Command("start"), Private())
    return r


async def on_start(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    speaker: Speaker,
    t: Translator,
    now: datetime,
    settings: Settings,
) -> Answer:
    payload = (command.args or "").strip()
    if payload:
        offer = await joining.look(session, speaker, payload, now=now)
        if offer.kind != "claim":
            return view.offer(t, offer, payload)
        await joining.claim(session, speaker, payload, now=now)
    elif speaker.me is not None:
        return welcome(t, speaker, await people.introduce(session, speaker.me, speaker))
    return await setup.begin(message, session, speaker, t, now, settings, claimed=bool(payload))


def welcome(t: Translator, speaker: Speaker, name: str) -> Answer:
    """Where a member is and what to write; their command menu is set anew."""
    me = speaker.me
    assert me is not None
    role = Html(view.role_name(t, me.role))
    if me.team_name:
        text = t("start-member", name=name, company=me.company_name, team=me.team_name, role=role)
        text += "\n" + t("hint-write")
    else:
        text = t("start-no-team", name=name, company=me.company_name, role=role)
    return [Reply(text), MenuChange(speaker.account_id, me.role, speaker.language)]
