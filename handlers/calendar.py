"""/calendar: a team's working week, hours, country, days off and extra working days, by a line or by buttons."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import places
from bot.callbacks_calendar import CalendarDo, CalendarVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import calendar as view
from services import roster
from services.access import Me, require_lead
from services.calendar import store, words
from services.errors import Refused
from services.names import person_key
from services.roster import TeamOf


def router() -> Router:
    r = Router(name="calendar")
    r.message.register(on_calendar, Command("calendar"), Private())
    r.callback_query.register(on_tap, CalendarDo.filter())
    return r


async def on_calendar(
    message: Message, command: CommandObject, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    teams = await roster.teams(session, me)
    if not teams:
        return Reply(t("team-none"))
    team, text = _team(teams, (command.args or "").strip())
    if team is None:
        if text:
            raise Refused("calendar-which-team", names=", ".join(one.name for one in teams[:10]))
        return view.choose_team(t, teams)
    if not text:
        return view.shown(t, await store.of_team(session, me, team.id, now=now))
    said = await _set(session, me, team, text, t, now)
    shown = view.shown(t, await store.of_team(session, me, team.id, now=now))
    return Reply(f"{said}\n\n{shown.text}", shown.buttons)


def _team(teams: list[TeamOf], text: str) -> tuple[TeamOf | None, str]:
    """The team a line is about: the one there is, else the one it begins with; and the rest of the line."""
    if len(teams) == 1:
        return teams[0], text
    parts = text.split()
    for count in range(len(parts), 0, -1):
        key = person_key(" ".join(parts[:count]))
        for one in teams:
            if person_key(one.name) == key:
                return one, " ".join(parts[count:])
    return None, text


async def _set(session: AsyncSession, me: Me, team: TeamOf, text: str, t: Translator, now: datetime) -> str:
    """Does what the line says; a sentence about it."""
    match words.read(text, team.today(now)):
        case words.Days(first, last, working, note):
            new = await store.add(session, me, team.id, first, last, working, now=now, note=note)
            return view.stored(t, new, working)
        case words.Hours(starts, ends):
            changed = await store.set_hours(session, me, team.id, starts, ends)
        case words.Place(name):
            changed = await store.set_country(session, me, team.id, _country(name, t, now))
    return t("calendar-done" if changed else "toast-nothing")


def _country(name: str, t: Translator, now: datetime) -> str:
    """The code of a country somebody named. Raises Refused."""
    if len(name) == 2 and name.isascii():
        return name
    place = places.find(name, t.language, now)
    if place is None:
        raise Refused("calendar-usage")
    return place.country


async def on_tap(
    query: CallbackQuery,
    callback_data: CalendarDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    now: datetime,
) -> Answer:
    require_lead(me)
    do, here, page = callback_data, query.message.message_id if query.message else None, 0
    changed: bool | None = None
    match do.verb:
        case CalendarVerb.ON | CalendarVerb.OFF:
            changed = await store.set_weekday(session, me, do.team, do.arg, do.verb is CalendarVerb.ON)
        case CalendarVerb.HOURS:
            changed = await store.set_hours(session, me, do.team, do.arg, do.till)
        case CalendarVerb.PLACE:
            changed = await store.set_country(session, me, do.team, do.code)
        case CalendarVerb.DROP:
            await store.remove(session, me, do.arg, now=now)
            changed = True
        case CalendarVerb.DAYS:
            page = do.arg
    found = await store.of_team(session, me, do.team, now=now)
    reply = view.choose_country(t, found) if do.verb is CalendarVerb.PLACES else view.shown(t, found, page)
    reply.edit = here
    if changed is None:
        return reply
    return [reply, Toast(t.plain("toast-saved" if changed else "toast-nothing"))]
