"""/absence: sick, on vacation, off; one's own by buttons or in words, a team's by its lead; and the lead's word on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_calendar import AbsenceDo, AbsenceVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Button, Reply, Toast
from bot.views import absence as view
from handlers import news
from handlers.behalf import split
from handlers.news import Texts
from handlers.receipt import ordinal
from services import behalf
from services.access import Me, require_team
from services.calendar import absences
from services.calendar.absences import Away
from services.errors import Refused
from services.parsing import parse


def router() -> Router:
    r = Router(name="absence")
    r.message.register(on_absence, Command("absence"), Private())
    r.callback_query.register(on_tap, AbsenceDo.filter())
    return r


async def on_absence(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    whom, text = await split(session, me, (command.args or "").strip())
    if not text:
        return await _list(session, me, whom, t, now)
    require_team(whom)
    today = whom.today(message.date)
    parsed = parse(text, today=today, currency=me.currency, counters=whom.words)
    if parsed.absence is None or parsed.ask or parsed.entries:
        raise Refused("absence-usage")
    days = (parsed.absence.starts_on, parsed.absence.ends_on)
    away = await absences.declare(session, me, whom, parsed.absence.kind, days, now=now, today=today)
    return [_said(t, me, whom, away), *await news.of_absence(session, me, texts, whom, away)]


def _said(t: Translator, me: Me, whom: Me, away: Away) -> Reply:
    """What became of it, and the way to take it back."""
    rows = [] if whom.member_id == me.member_id else [t("receipt-for", name=whom.name)]
    buttons = [
        [
            Button(t.plain("button-undo"), AbsenceDo(verb=AbsenceVerb.DROP, id=away.id, arg=1)),
            Button(t.plain("button-absence-list"), AbsenceDo(verb=AbsenceVerb.LIST, id=whom.member_id)),
        ]
    ]
    return Reply("\n".join([*rows, view.line(t, away)]), buttons if away.fresh else [buttons[0][1:]])


async def _list(
    session: AsyncSession, me: Me, whom: Me, t: Translator, now: datetime, page: int = 0
) -> Reply:
    require_team(whom)
    found = await absences.listed(session, whom, now=now)
    return view.listed(t, whom, found, whom.today(now), own=whom.member_id == me.member_id, page=page)


async def on_tap(
    query: CallbackQuery,
    callback_data: AbsenceDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
) -> Answer:
    here, do = query.message.message_id if query.message else None, callback_data
    match do.verb:
        case AbsenceVerb.HOW:
            return Reply(t("absence-how-vacation"))
        case AbsenceVerb.LIST:
            whom = await behalf.subject(session, me, do.id or me.member_id)
            reply = await _list(session, me, whom, t, now, do.arg)
        case AbsenceVerb.SICK | AbsenceVerb.OFF:
            return await _today(do.verb, session, me, t, texts, now, here)
        case AbsenceVerb.END:
            found, whom = await absences.stretch(session, me, do.id)
            reply = view.choose_end(t, whom, found, whom.today(now))
        case AbsenceVerb.ACCEPT | AbsenceVerb.DECLINE:
            return await _decide(do, session, me, t, texts, here)
        case _:
            return await _change(do, session, me, t, texts, now, here)
    reply.edit = here
    return reply


async def _today(
    verb: AbsenceVerb,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Texts,
    now: datetime,
    here: int | None,
) -> Answer:
    require_team(me)
    today = me.today(now)
    kind = "sick" if verb is AbsenceVerb.SICK else "day_off"
    away = await absences.declare(session, me, me, kind, (today, today), now=now)
    reply = await _list(session, me, me, t, now)
    reply.edit = here
    toast = Toast(t.plain("toast-saved" if away.fresh else "toast-nothing"))
    return [reply, toast, *await news.of_absence(session, me, texts, me, away)]


async def _change(
    do: AbsenceDo, session: AsyncSession, me: Me, t: Translator, texts: Texts, now: datetime, here: int | None
) -> Answer:
    """Ends a stretch earlier or takes it back; the list as it is then."""
    if do.verb is AbsenceVerb.DROP:
        change = await absences.take_back(session, me, do.id, now=now, alone=bool(do.arg))
    else:
        if do.verb is AbsenceVerb.BACK:
            _, whom = await absences.stretch(session, me, do.id)
            last = whom.today(now) - timedelta(days=1)
        else:
            last = ordinal(do.arg)
        change = await absences.end(session, me, do.id, last, now=now)
    reply = await _list(session, me, change.whom, t, now)
    reply.edit = here
    toast = Toast(t.plain("toast-saved" if change.after else "toast-undone"))
    return [reply, toast, *await news.of_change(session, me, texts, change)]


async def _decide(
    do: AbsenceDo, session: AsyncSession, me: Me, t: Translator, texts: Texts, here: int | None
) -> Answer:
    accept = do.verb is AbsenceVerb.ACCEPT
    away, whom, changed = await absences.decide(session, me, do.id, accept, seen=do.arg)
    reply = view.heard(t, whom.name, away)
    reply.edit = here
    if not changed:
        same = away.state == ("counted" if accept else "declined")
        return [reply, Toast(t.plain("toast-nothing" if same else "absence-decided-already"), alert=not same)]
    return [reply, Toast(t.plain("toast-saved")), *await news.of_decision(session, me, texts, whom, away)]
