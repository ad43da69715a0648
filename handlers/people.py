"""/people: the roster and what leads and owners do there; /leave."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_people import LeaveDo, LeaveVerb, PeopleDo, PeopleVerb
from bot.filters import Private
from bot.i18n import Translator, Translators
from bot.replies import Answer, MenuChange, Part, Reply, Toast
from bot.views import people as view
from services import inviting, people, roles
from services.access import Me, Speaker
from services.people import Person

_ASKS = {
    PeopleVerb.REMOVE: ("remove", PeopleVerb.REMOVE_YES),
    PeopleVerb.OWN: ("own", PeopleVerb.OWN_YES),
    PeopleVerb.DISOWN: ("disown", PeopleVerb.DISOWN_YES),
}
_LOOKS = frozenset({PeopleVerb.LIST, PeopleVerb.CARD, PeopleVerb.MOVE, *_ASKS})


def router() -> Router:
    r = Router(name="people")
    r.message.register(on_people, Command("people"), Private())
    r.message.register(on_leave, Command("leave"), Private())
    r.callback_query.register(on_look, PeopleDo.filter(), _Looks())
    r.callback_query.register(on_change, PeopleDo.filter())
    r.callback_query.register(on_leaving, LeaveDo.filter())
    return r


class _Looks(Filter):
    async def __call__(self, query: CallbackQuery, callback_data: PeopleDo) -> bool:
        return callback_data.verb in _LOOKS


async def on_people(message: Message, session: AsyncSession, me: Me, t: Translator) -> Answer:
    return view.roster(t, me, await people.roster(session, me))


async def on_look(
    query: CallbackQuery, callback_data: PeopleDo, session: AsyncSession, me: Me, t: Translator
) -> Answer:
    """Pages, cards and questions: nothing changes yet, but what one may not do is not asked either."""
    verb = callback_data.verb
    if verb is PeopleVerb.LIST:
        reply = view.roster(t, me, await people.roster(session, me), callback_data.arg)
    elif verb is PeopleVerb.CARD:
        reply = view.card(t, await roles.card(session, me, callback_data.id))
    else:
        person = await roles.require(session, me, callback_data.id, verb.value)
        if verb is PeopleVerb.MOVE:
            reply = view.choose_team(t, person, await people.teams(session, me))
        else:
            reply = view.confirm(t, _ASKS[verb][0], person, _ASKS[verb][1])
    reply.edit = query.message.message_id if query.message else None
    return reply


async def on_change(
    query: CallbackQuery,
    callback_data: PeopleDo,
    session: AsyncSession,
    me: Me,
    t: Translator,
    texts: Translators,
    now: datetime,
) -> Answer:
    whom = callback_data.id
    here = query.message.message_id if query.message else None
    match callback_data.verb:
        case PeopleVerb.PROMOTE | PeopleVerb.DEMOTE as verb:
            role = "lead" if verb is PeopleVerb.PROMOTE else "manager"
            person, told = await roles.set_role(session, me, whom, role, now=now), f"told-{role}"
        case PeopleVerb.SET_TEAM:
            person, told = await roles.move(session, me, whom, callback_data.arg, now=now), "told-moved"
        case PeopleVerb.ASIDE:
            person, told = await roles.aside(session, me, whom, now=now), "told-aside"
        case PeopleVerb.OWN_YES | PeopleVerb.DISOWN_YES as verb:
            owner = verb is PeopleVerb.OWN_YES
            person = await roles.set_owner(session, me, whom, owner)
            told = "told-owner" if owner else "told-not-owner"
        case PeopleVerb.REMOVE_YES:
            person, told = await roles.remove(session, me, whom, now=now), "told-removed"
            roster = view.roster(t, me, await people.roster(session, me))
            roster.edit = here
            return [roster, Toast(t.plain("toast-saved")), *tell(texts, me, person, told, "everyone")]
        case _:
            return view.link(t, me, await inviting.invite_imported(session, me, whom, now=now))
    answer: list[Part] = [Toast(t.plain("toast-saved")), *tell(texts, me, person, told, person.role)]
    if person.member_id != me.member_id:
        card = view.card(t, await roles.card(session, me, whom))
        card.edit = here
        return [card, *answer]
    return [Reply(t(told, team=person.team or "", company=me.company_name, who="")), *answer]


def tell(texts: Translators, me: Me, person: Person, key: str, role: str) -> list[Part]:
    """Word to the person concerned, in their language, and their new command menu."""
    if person.account_id is None or person.language is None:
        return []
    answer: list[Part] = [MenuChange(person.account_id, role, person.language)]
    if person.member_id != me.member_id and person.reachable:
        text = texts[person.language](key, team=person.team or "", company=me.company_name, who=me.name)
        answer.append(Reply(text, chat_id=person.account_id))
    return answer


async def on_leave(message: Message, session: AsyncSession, me: Me, t: Translator) -> Answer:
    return view.leaving(t, me)


async def on_leaving(
    query: CallbackQuery,
    callback_data: LeaveDo,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    now: datetime,
) -> Answer:
    here = query.message.message_id if query.message else None
    if callback_data.verb is LeaveVerb.NO:
        return Reply(t("leave-stayed"), edit=here)
    await roles.leave(session, me, now=now)
    menu = MenuChange(speaker.account_id, "everyone", speaker.language)
    return [Reply(t("leave-done", company=me.company_name), edit=here), menu]
