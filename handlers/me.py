"""/me: where one stands; the whole, other periods, and for an owner without a team the company."""

from __future__ import annotations

from datetime import date, datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import Kind
from bot.callbacks_progress import MeDo, MeVerb, day_of
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply
from bot.views import me as view
from bot.views import team as team_view
from services import entries, progress, roster
from services.access import Me, require_team
from services.roster import Person


def router() -> Router:
    r = Router(name="me")
    r.message.register(on_me, Command("me"), Private())
    r.callback_query.register(on_tap, MeDo.filter())
    return r


async def on_me(message: Message, session: AsyncSession, me: Me, t: Translator, now: datetime) -> Answer:
    if me.is_owner and me.team_id is None:
        return await company(session, me, t, MeDo(verb=MeVerb.COMPANY), now)
    require_team(me)
    whom = await roster.person(session, me, me.member_id)
    stands = await progress.of_member(session, me, whom, now=now)
    return view.own(t, me, stands, await progress.beside(session, me, whom, stands, now=now))


async def on_tap(
    query: CallbackQuery, callback_data: MeDo, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    do, whom_id = callback_data, callback_data.whom or me.member_id
    if do.verb is MeVerb.COMPANY:
        reply = await company(session, me, t, do, now)
    else:
        if not do.whom:
            require_team(me)
        whom = await roster.person(session, me, whom_id)
        kind, day = do.kind.period, day_of(do.day)
        if do.verb is MeVerb.WHOLE:
            whole = await progress.whole_of_member(session, me, whom, now=now, kind=kind, day=day)
            reply = view.person_whole(t, me, whom, whole) if do.whom else view.own_whole(t, me, whole)
        elif do.whom:
            reply = await person(session, me, t, whom, do.kind, day, now)
        else:
            stands = await progress.of_member(session, me, whom, now=now, kind=kind, day=day)
            reply = view.own(t, me, stands, await progress.beside(session, me, whom, stands, now=now))
    reply.edit = query.message.message_id if query.message else None
    return reply


async def company(session: AsyncSession, me: Me, t: Translator, do: MeDo, now: datetime) -> Reply:
    """The company by team; who does not own it is refused."""
    found = await progress.of_company(
        session, me, now=now, kind=do.kind.period, day=day_of(do.day), page=do.page
    )
    return team_view.company(t, me, found) if found.teams else Reply(t("team-none"))


async def person(
    session: AsyncSession, me: Me, t: Translator, whom: Person, kind: Kind, day: date | None, now: datetime
) -> Reply:
    """Somebody as their lead sees them, with the latest deals of the period."""
    stands = await progress.of_member(session, me, whom, now=now, kind=kind.period, day=day)
    deals = await entries.deals(
        session, me, start=stands.period.start, end=stands.period.end, whom=whom.member_id
    )
    beside = await progress.beside(session, me, whom, stands, now=now)
    return view.person(t, me, whom, stands, deals, beside)
