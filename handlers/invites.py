"""/invite: links into a team, and those that work now."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_people import InviteDo, InviteVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import people as view
from services import inviting, people
from services.access import Me
from services.errors import NotFound, Refused
from services.invites import ROLES


def router() -> Router:
    r = Router(name="invites")
    r.message.register(on_invite, Command("invite"), Private())
    r.callback_query.register(on_tap, InviteDo.filter())
    return r


async def on_invite(message: Message, session: AsyncSession, me: Me, t: Translator, now: datetime) -> Answer:
    return await _list(session, me, t, now)


async def _list(session: AsyncSession, me: Me, t: Translator, now: datetime) -> Reply:
    links = await inviting.live(session, me, now=now)
    return view.invitations(t, me, await people.teams(session, me), links)


async def on_tap(
    query: CallbackQuery, callback_data: InviteDo, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    here = query.message.message_id if query.message else None
    toast: list[Toast] = []
    match callback_data.verb:
        case InviteVerb.LIST:
            reply = await _list(session, me, t, now)
        case InviteVerb.REVOKE:
            await inviting.revoke(session, me, callback_data.id, now=now)
            reply, toast = await _list(session, me, t, now), [Toast(t.plain("invite-revoked"))]
        case InviteVerb.TEAM:
            reply = view.choose_role(t, await _team(session, me, callback_data))
        case InviteVerb.ROLE:
            team = await _team(session, me, callback_data)
            if callback_data.role not in ROLES:
                raise Refused("error-old-button")
            reply = view.choose_uses(t, team, callback_data.role)
        case InviteVerb.MAKE:
            made = await inviting.invite(
                session, me, callback_data.team, callback_data.role, callback_data.uses, now=now
            )
            reply = view.link(t, me, made)
    reply.edit = here
    return [reply, *toast]


async def _team(session: AsyncSession, me: Me, asked: InviteDo) -> tuple[int, str]:
    """The team a button names. Raises Denied; NotFound when it is not one of theirs."""
    for team in await people.teams(session, me):
        if team[0] == asked.team:
            return team
    raise NotFound("error-team-gone")
