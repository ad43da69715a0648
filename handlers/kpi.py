"""/kpi: what the team's figures mean, its own counters and ratios, the main activity; in one line or by buttons."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_kpi import RAMPS, KpiDo, KpiVerb
from bot.filters import Private
from bot.i18n import Html, Translator
from bot.replies import Answer, Reply, Toast
from bot.views import kpi as view
from bot.views.figures import kpi_name
from handlers import kpi_pieces
from handlers.cards import Texts
from services import own_kpis, roster
from services.access import Me, require_lead
from services.errors import Refused
from services.kpi import REGISTRY
from services.kpi.naming import UnknownKpi, need
from services.names import person_key
from services.own_kpis import Own, TeamKpis
from services.own_kpis.lines import Asked, read, read_counter, read_ratio, split
from services.roster import TeamOf

_TEAM = re.compile(r"(?i)(?:команда|команды|команде|team)\s+")


def router() -> Router:
    r = Router(name="kpi")
    r.message.register(on_kpi, Command("kpi"), Private())
    r.callback_query.register(on_tap, KpiDo.filter())
    return r


def replies_router() -> Router:
    """Asked before plain text is: an answer to a prompt makes what the prompt is about."""
    r = Router(name="kpi answers")
    r.message.register(on_answer, ToPrompt())
    return r


class ToPrompt(Filter):
    """A member's answer in private to the bot's prompt for a counter or ratio; gives `team_id`, `form`, `text`."""

    async def __call__(self, message: Message, bot: Bot, me: Me | None = None) -> bool | dict[str, Any]:
        shown, text = message.reply_to_message, message.text or ""
        if shown is None or shown.from_user is None or shown.from_user.id != bot.id or me is None:
            return False
        if message.chat.type != "private" or not text or text.startswith("/") or message.forward_origin:
            return False
        for row in shown.reply_markup.inline_keyboard if shown.reply_markup else []:
            for button in row:
                found = re.fullmatch(r"q:show:(\d{1,10}):([12]):", button.callback_data or "")
                if found:
                    return {"team_id": int(found[1]), "form": int(found[2]), "text": text}
        return False


async def on_kpi(
    message: Message, command: CommandObject, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    require_lead(me)
    teams = await roster.teams(session, me)
    if not teams:
        return Reply(t("team-none"))
    text, team = _whose((command.args or "").strip(), teams)
    if team is None and not text:
        return view.choose_team(t, teams)
    if team is None:
        return Reply(t("own-which-team", names=", ".join(one.name for one in teams[:8])))
    there = await own_kpis.team_kpis(session, me, team.id)
    if not text:
        return view.overview(t, there)
    try:
        return await _do(session, me, t, there, read(text), now)
    except UnknownKpi as error:
        return Reply(view.unknown(t, error))


def _whose(text: str, teams: list[TeamOf]) -> tuple[str, TeamOf | None]:
    """«команда Юг счётчик …»: the rest of the line and the team; the only team need not be named."""
    if said := _TEAM.match(text):
        rest = text[said.end() :]
        for one in sorted(teams, key=lambda one: -len(one.name)):
            size = len(one.name)
            if person_key(rest[:size]) == person_key(one.name) and not rest[size : size + 1].isalnum():
                return rest[size:].strip(" :,—–"), one
    return text, teams[0] if len(teams) == 1 else None


async def on_answer(
    message: Message,
    team_id: int,
    form: int,
    text: str,
    session: AsyncSession,
    me: Me,
    t: Translator,
    now: datetime,
) -> Answer:
    require_lead(me)
    there = await own_kpis.team_kpis(session, me, team_id)
    line = text.replace("\n", ", ")
    asked = (
        Asked("counter", counter=read_counter(line)) if form == 1 else Asked("ratio", ratio=read_ratio(line))
    )
    try:
        return await _do(session, me, t, there, asked, now)
    except UnknownKpi as error:
        return Reply(view.unknown(t, error))


async def _do(
    session: AsyncSession, me: Me, t: Translator, there: TeamKpis, asked: Asked, now: datetime
) -> Reply:
    """What one line asks for. Raises UnknownKpi, Refused."""
    team_id = there.team.id
    match asked.verb:
        case "counter" if asked.counter is not None:
            one = await own_kpis.make_counter(session, me, team_id, asked.counter, now=now)
            return view.made(t, one, there)
        case "ratio" if asked.ratio is not None:
            one = await own_kpis.make_ratio(session, me, team_id, asked.ratio, now=now)
            return view.made(t, one, there)
        case "main":
            if not asked.what:
                return view.main(t, there)
            return _main_said(t, await own_kpis.set_main(session, me, team_id, asked.what))
        case "rename":
            one = await own_kpis.rename(session, me, _own(there, asked.what).id, asked.to)
            return view.own(t, one, there, said=t("own-renamed", name=one.name))
        case "words":
            one = await own_kpis.change_words(session, me, _own(there, asked.what).id, split(asked.to))
            return view.own(t, one, there, said=t("own-words-changed"))
        case "retire":
            return view.retiring(t, _own(there, asked.what), there)
        case "back":
            one = await own_kpis.bring_back(session, me, _own(there, asked.what, retired=True).id)
            return view.own(t, one, there, said=t("own-came-back", name=one.name))
        case "retention" if asked.number is not None:
            return _rules_said(t, await own_kpis.set_retention(session, me, team_id, asked.number))
        case "backdate" if asked.number is not None:
            return _rules_said(t, await own_kpis.set_backdate(session, me, team_id, asked.number))
        case "ramp" if asked.what:
            return _rules_said(t, await own_kpis.set_ramp(session, me, team_id, asked.ramp))
        case "retention" | "backdate" | "ramp":
            return view.rules(t, there)
    return _shown(t, there, asked)


def _shown(t: Translator, there: TeamKpis, asked: Asked) -> Reply:
    try:
        kpi = need(asked.what, there.catalogue, there.words)
    except UnknownKpi:
        if asked.usage:
            raise Refused(asked.usage) from None
        raise
    one = next((x for x in (*there.own, *there.retired) if x.slug == kpi.slug), None)
    return view.own(t, one, there) if one is not None else view.about(t, there, kpi)


def _own(there: TeamKpis, said: str, *, retired: bool = False) -> Own:
    """The own KPI of this name; a retired one first where that is meant. Raises UnknownKpi, Refused for built-in ones."""
    some = there.retired if retired else there.own
    slugs = {one.slug for one in some}
    try:
        kpi = need(said, {slug: x for slug, x in there.catalogue.items() if slug in slugs}, there.words)
    except UnknownKpi:
        kpi = need(said, there.catalogue, there.words)
        if kpi.team_id is None:
            raise Refused("own-built-in-stays", name=said[:60]) from None
    return next(one for one in (*there.own, *there.retired) if one.slug == kpi.slug)


def _main_said(t: Translator, there: TeamKpis) -> Reply:
    reply = view.main(t, there)
    reply.text = t("own-main-set", kpi=Html(kpi_name(t, there.main)))
    return reply


def _rules_said(t: Translator, there: TeamKpis) -> Reply:
    reply = view.rules(t, there)
    reply.text = f"{t('own-rules-set')}\n{reply.text}"
    return reply


async def on_tap(
    query: CallbackQuery,
    callback_data: KpiDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    do, here = callback_data, query.message.message_id if query.message else None
    if do.verb is KpiVerb.SUGGEST:
        return await kpi_pieces.suggest(session, me, t, texts, do, now)
    require_lead(me)
    if do.verb is KpiVerb.COUNT:
        return await kpi_pieces.count(session, me, t, texts, do, now, here)
    if do.verb is KpiVerb.PIECE:
        return await kpi_pieces.show(session, me, t, do)
    if do.verb in _OF_ONE:
        reply, toast = await _one(session, me, t, do, now)
    else:
        reply, toast = await _team(session, me, t, do)
    reply.edit = here
    return [reply, Toast(t.plain(toast))] if toast else reply


_OF_ONE = frozenset(
    {KpiVerb.OWN, KpiVerb.BETTER, KpiVerb.UNIT, KpiVerb.RETIRE, KpiVerb.RETIRE_YES, KpiVerb.BACK}
)


async def _one(
    session: AsyncSession, me: Me, t: Translator, do: KpiDo, now: datetime
) -> tuple[Reply, str | None]:
    """A button of one own KPI: what it shows then, and the toast's key."""
    one, there = await own_kpis.own_kpi(session, me, do.id)
    match do.verb:
        case KpiVerb.RETIRE:
            return view.retiring(t, one, there), None
        case KpiVerb.BETTER:
            one = await own_kpis.set_better(session, me, do.id, "down" if do.arg else "up")
        case KpiVerb.UNIT:
            one = await own_kpis.set_money(session, me, do.id, bool(do.arg))
        case KpiVerb.RETIRE_YES:
            one = await own_kpis.retire(session, me, do.id, now=now)
        case KpiVerb.BACK:
            one = await own_kpis.bring_back(session, me, do.id)
        case _:
            return view.own(t, one, there), None
    _, there = await own_kpis.own_kpi(session, me, do.id)
    return view.own(t, one, there), "toast-saved"


async def _team(session: AsyncSession, me: Me, t: Translator, do: KpiDo) -> tuple[Reply, str | None]:
    """A button of a team's KPIs, the same way."""
    there = await own_kpis.team_kpis(session, me, do.id)
    match do.verb:
        case KpiVerb.ABOUT if do.kpi:
            if do.kpi not in REGISTRY:
                raise Refused("error-old-button")
            return view.about(t, there, REGISTRY[do.kpi]), None
        case KpiVerb.ABOUT:
            return view.built_ins(t, there), None
        case KpiVerb.NEW | KpiVerb.RATIO:
            return view.prompt(t, there, do.verb), None
        case KpiVerb.RETIRED:
            return view.retired(t, there), None
        case KpiVerb.MAIN:
            return view.main(t, there), None
        case KpiVerb.SET_MAIN:
            if do.kpi not in there.catalogue:
                raise Refused("error-old-button")
            return view.main(t, await own_kpis.set_main(session, me, do.id, do.kpi)), "toast-saved"
        case KpiVerb.RULES:
            return view.rules(t, there), None
        case KpiVerb.RETENTION:
            return view.rules(t, await own_kpis.set_retention(session, me, do.id, do.arg)), "toast-saved"
        case KpiVerb.BACKDATE:
            return view.rules(t, await own_kpis.set_backdate(session, me, do.id, do.arg - 1)), "toast-saved"
        case KpiVerb.RAMP:
            if do.arg >= len(RAMPS):
                raise Refused("error-old-button")
            return view.rules(t, await own_kpis.set_ramp(session, me, do.id, RAMPS[do.arg])), "toast-saved"
    return view.overview(t, there), None
