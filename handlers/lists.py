"""/today and /deals: what was logged, a button to each entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks import ListDo, ListVerb
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import lists as view
from bot.views import receipt as receipt_view
from handlers.receipt import ordinal
from services import clients, entries, roster
from services.access import Me
from services.entries.listing import receipt as load
from services.entries.named import EVER, between, named_period
from services.errors import Refused
from services.names import clean
from services.periods import Period, containing
from services.roster import Person

PRIVATE_COMMANDS = ("me", "today", "deals", "team", "target", "fix", "why")


def router() -> Router:
    r = Router(name="lists")
    r.message.register(on_today, Command("today"), Private())
    r.message.register(on_deals, Command("deals"), Private())
    r.message.register(on_group, Command(*PRIVATE_COMMANDS))
    r.callback_query.register(on_page, ListDo.filter())
    return r


async def on_group(message: Message, command: CommandObject, t: Translator) -> Answer:
    """Figures are shown in private; a group hears so only when the command names this bot."""
    if message.chat.type == "private" or not command.mention:
        return None
    return Reply(t("only-private"), reply_to=message.message_id)


async def on_today(message: Message, session: AsyncSession, me: Me, t: Translator, now: datetime) -> Answer:
    answer: list[Reply | Toast] = [await _today(session, me, t, now, page=0)]
    questions = await entries.open_questions(session, me)
    if questions:
        answer.append(Reply(t("today-questions")))
    for report in questions:
        question = receipt_view.question(t, me, await load(session, me, report.id))
        if report.chat_id == message.chat.id:
            # Asked again at the end of the chat; from now on that message is the receipt.
            report.receipt_message_id = None
        else:
            question.report_id = None
        answer.append(question)
    return answer


async def _today(session: AsyncSession, me: Me, t: Translator, now: datetime, *, page: int) -> Reply:
    day = me.today(now)
    found = await entries.today(session, me, day, page=page)
    here = ListDo(verb=ListVerb.TODAY)
    return view.page_of(t, me, found, day, here, title=t("today-title"), empty=t("today-empty"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a list is of; several clients are to be chosen from."""

    period: Period
    clients: list[tuple[int, str]]
    whom: Person | None = None


async def on_deals(
    message: Message, command: CommandObject, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    asked = await _asked(session, me, clean(command.args or "", 200), me.today(now))
    if asked is None:
        return Reply(t("deals-not-found"))
    here = ListDo(
        verb=ListVerb.DEALS,
        start=0 if asked.period == EVER else asked.period.start.toordinal(),
        end=0 if asked.period == EVER else asked.period.end.toordinal(),
        whom=asked.whom.member_id if asked.whom else 0,
        client=asked.clients[0][0] if asked.clients else 0,
    )
    if len(asked.clients) > 1:
        return view.choose_client(t, asked.clients, here)
    return await _deals(session, me, t, here, now)


async def _asked(session: AsyncSession, me: Me, text: str, today: date) -> _Asked | None:
    """A period, a client or a person, the latter two with a period after them if need be."""
    if not text:
        return _Asked(containing(today, "month"), [])
    if period := named_period(text, today):
        return _Asked(period, [])
    words = text.split()[:12]
    for tail in range(min(len(words), 4)):
        head, rest = " ".join(words[: len(words) - tail]), " ".join(words[len(words) - tail :])
        period = named_period(rest, today) if rest else None
        if rest and period is None:
            continue
        if not head.startswith("@") and (found := await entries.clients_like(session, me, head)):
            return _Asked(period or EVER, found)
        people = await roster.named(session, me, head)
        if len(people) > 1:
            raise Refused("whom-ambiguous", names=", ".join(roster.told_apart(people)))
        if people:
            return _Asked(period or containing(today, "month"), [], people[0])
    return None


async def _deals(session: AsyncSession, me: Me, t: Translator, here: ListDo, now: datetime) -> Reply:
    start = ordinal(here.start) if here.start else None
    end = ordinal(here.end) if here.end else None
    client = await clients.mine(session, me, here.client) if here.client else None
    whom = await roster.person(session, me, here.whom) if here.whom else None
    found = await entries.deals(
        session,
        me,
        start=start,
        end=end,
        client_id=client.id if client else None,
        whom=whom.member_id if whom else None,
        page=here.page,
    )
    period, today = between(start, end), me.today(now)
    names = [t("member-name", name=whom.name)] if whom else []
    names += [t("client-name", name=client.name)] if client else []
    if period != EVER or not names:
        names.append(view.period_name(t, period, today))
    title = view.deals_title(t, names)
    who = me.leads and whom is None
    return view.page_of(t, me, found, today, here, title=title, empty=t("deals-empty"), who=who)


async def on_page(
    query: CallbackQuery, callback_data: ListDo, session: AsyncSession, me: Me, t: Translator, now: datetime
) -> Answer:
    if callback_data.verb is ListVerb.TODAY:
        reply = await _today(session, me, t, now, page=callback_data.page)
    else:
        reply = await _deals(session, me, t, callback_data, now)
    reply.edit = query.message.message_id if query.message else None
    return reply
