"""/target: setting, changing, removing and listing monthly targets, in one line or by buttons."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import TargetDo, TargetVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import target as view
from handlers.cards import Texts
from services import roster, targets
from services.access import Me, require_lead, require_team
from services.errors import Refused
from services.periods import containing
from services.roster import Person, TeamOf
from services.targets import Change
from services.targets.words import read


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
    wanted = read(text, me.currency)
    whom = await targets.whose(session, me, wanted.whom)
    if wanted.kpi is None:
        return view.of_one(t, me, whom, await _goals(session, whom, now))
    change = await _set(session, me, whom, wanted.kpi, wanted.value, now)
    return [Reply(view.said(t, me, change)), *_told(me, texts, change)]


async def _all(session: AsyncSession, me: Me, t: Translator, now: datetime) -> Reply:
    """The team's targets, the choice of a team, or for a manager their own."""
    if not me.leads:
        require_team(me)
        whom = await roster.person(session, me, me.member_id)
        return view.own(t, me, await _goals(session, whom, now))
    teams = await roster.teams(session, me)
    if not teams:
        return Reply(t("team-none"))
    return await _list(session, me, t, teams[0], now) if len(teams) == 1 else view.choose_team(t, teams)


async def _list(
    session: AsyncSession, me: Me, t: Translator, team: TeamOf, now: datetime, page: int = 0
) -> Reply:
    month = containing(team.today(now), "month")
    people = await roster.members(session, team.id)
    goals = await targets.current(session, month, member_ids=[p.member_id for p in people])
    own = await targets.current(session, month, team_ids=[team.id])
    shown = [(p, goals.get(p.member_id, {})) for p in people]
    return view.listed(t, me, team, own.get(team.id, {}), shown, page)


async def _goals(session: AsyncSession, whom: Person | TeamOf, now: datetime) -> dict[str, int]:
    month = containing(whom.today(now), "month")
    if isinstance(whom, Person):
        return (await targets.current(session, month, member_ids=[whom.member_id])).get(whom.member_id, {})
    return (await targets.current(session, month, team_ids=[whom.id])).get(whom.id, {})


async def _set(
    session: AsyncSession, me: Me, whom: Person | TeamOf, kpi: str, value: int | None, now: datetime
) -> Change:
    if isinstance(whom, Person):
        return await targets.set_target(session, me, member_id=whom.member_id, kpi=kpi, value=value, now=now)
    return await targets.set_target(session, me, team_id=whom.id, kpi=kpi, value=value, now=now)


def _told(me: Me, texts: Texts, change: Change) -> list[Reply]:
    """The message to the person whose target it is, when somebody else changed it and the bot can reach them."""
    whom = change.whom
    if not isinstance(whom, Person) or whom.account_id is None or change.before == change.after:
        return []
    if whom.member_id == me.member_id:
        return []
    return [Reply(view.told(texts[whom.language], me, change), chat_id=whom.account_id)]


async def on_tap(
    query: CallbackQuery,
    callback_data: TargetDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    require_lead(me)
    do, here = callback_data, query.message.message_id if query.message else None
    if do.verb is TargetVerb.LIST:
        reply = await _list(session, me, t, await roster.team(session, me, do.team), now, do.page)
        reply.edit = here
        return reply
    whom: Person | TeamOf
    if do.member:
        whom = await roster.person(session, me, do.member)
    else:
        whom = await roster.team(session, me, do.team)
    answer: list[Reply | Toast] = []
    if do.verb is TargetVerb.SET:
        change = await _set(session, me, whom, do.kpi, do.value or None, now)
        answer = [*_told(me, texts, change), Toast(t.plain("toast-saved"))]
    goals = await _goals(session, whom, now)
    if do.verb is TargetVerb.KPI:
        if do.kpi not in {kpi.slug for kpi in targets.SETTABLE}:
            raise Refused("error-old-button")
        proposed = await targets.proposals(session, me, whom, do.kpi, now=now)
        reply = view.of_kpi(t, me, whom, do.kpi, goals.get(do.kpi), proposed)
    else:
        reply = view.of_one(t, me, whom, goals)
    reply.edit = here
    return [reply, *answer]
