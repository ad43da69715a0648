"""Setting up a company and its first team in at most five answers; /newteam for more teams."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot import places
from bot.callbacks_people import SetupDo, SetupVerb
from bot.config import Settings
from bot.filters import Private
from bot.i18n import Translator
from bot.replies import Answer, MenuChange, Reply
from bot.views import setup as view
from services import companies, setup
from services.access import Me, Speaker
from services.errors import Denied, Refused
from services.setup import Draft


def router() -> Router:
    r = Router(name="setup")
    r.message.register(on_text, _Answering())
    r.callback_query.register(on_tap, SetupDo.filter())
    return r


def members_router() -> Router:
    r = Router(name="newteam")
    r.message.register(on_newteam, Command("newteam"), Private())
    return r


class _Answering(Filter):
    """Plain private text of somebody in no company who is setting one up."""

    async def __call__(
        self, message: Message, session: AsyncSession, speaker: Speaker | None = None, me: Me | None = None
    ) -> bool | dict[str, Any]:
        text = message.text
        if me is not None or speaker is None or message.chat.type != "private" or not text or text[0] == "/":
            return False
        draft = await setup.current(session, speaker.account_id)
        return {"draft": draft, "text": text} if draft else False


async def begin(
    message: Message,
    session: AsyncSession,
    speaker: Speaker,
    t: Translator,
    now: datetime,
    settings: Settings,
    *,
    claimed: bool = False,
) -> Answer:
    """The first question, or the one the person was at; strangers get their polite line. Raises Denied."""
    if not claimed:
        setup.require_creator(speaker, owner_ids=settings.owner_ids, registration=settings.registration)
    draft = await setup.current(session, speaker.account_id)
    if draft is not None and draft.company_id is None:
        return view.question(t, draft, now)
    country, timezone, currency = places.guess(message.from_user.language_code if message.from_user else None)
    fresh = Draft("company", currency, country, timezone, speaker.language)
    await setup.keep(session, speaker.account_id, fresh)
    return [Reply(t("setup-hello", name=speaker.first_name)), view.question(t, fresh, now)]


async def on_text(
    message: Message,
    text: str,
    draft: Draft,
    session: AsyncSession,
    speaker: Speaker,
    t: Translator,
    now: datetime,
    settings: Settings,
) -> Answer:
    _still_may(speaker, settings, draft)
    account = speaker.account_id
    match draft.step:
        case "company":
            draft = await setup.name_company(session, account, draft, text)
        case "currency":
            draft = await setup.choose_currency(session, account, draft, text)
        case "team":
            draft = await setup.name_team(session, account, draft, text)
        case _:
            place = places.find(text, t.language, now)
            if place is None:
                raise Refused("setup-place-unknown", text=text[:64])
            return await _placed(session, speaker, draft, place.country, place.timezone, t, now)
    return view.question(t, draft, now)


async def on_tap(
    query: CallbackQuery,
    callback_data: SetupDo,
    session: AsyncSession,
    speaker: Speaker,
    t: Translator,
    now: datetime,
    settings: Settings,
) -> Answer:
    draft = await setup.current(session, speaker.account_id)
    verb, arg, account = callback_data.verb, callback_data.arg, speaker.account_id
    if draft is None or draft.step not in _STEPS[verb]:
        raise Refused("setup-old-button")
    _still_may(speaker, settings, draft)
    here = query.message.message_id if query.message else None
    match verb:
        case SetupVerb.CANCEL:
            await setup.keep(session, account, None)
            return Reply(
                t("setup-cancelled" if draft.company_id is None else "setup-team-cancelled"), edit=here
            )
        case SetupVerb.CURRENCY:
            draft = await setup.choose_currency(session, account, draft, arg)
            chosen = t("setup-currency-chosen", currency=places.currency_name(draft.currency, t.language))
            return [Reply(chosen, edit=here), view.question(t, draft, now)]
        case SetupVerb.LANGUAGE:
            draft = await setup.choose_language(session, account, draft, arg)
        case SetupVerb.YES:
            return await _placed(session, speaker, draft, draft.country, draft.timezone, t, now, here)
        case SetupVerb.COUNTRY:
            country = companies.check_country(arg)
            there = places.zones(country, now)
            if len(there) < 2:
                zone = there[0] if there else places.main_zone(country)
                return await _placed(session, speaker, draft, country, zone, t, now, here)
            draft = await setup.choose_country(session, account, draft, country)
        case SetupVerb.ZONE:
            return await _placed(session, speaker, draft, draft.country, arg, t, now, here)
    reply = view.question(t, draft, now)
    reply.edit = here
    return reply


# A button works only while its question is the one that is asked: an old one changes nothing.
_STEPS: dict[SetupVerb, tuple[str, ...]] = {
    SetupVerb.CURRENCY: ("currency",),
    SetupVerb.YES: ("place",),
    SetupVerb.COUNTRY: ("place", "zone"),
    SetupVerb.ZONE: ("zone",),
    SetupVerb.LANGUAGE: ("place",),
    SetupVerb.CANCEL: ("company", "currency", "team", "place", "zone"),
}


def _still_may(speaker: Speaker, settings: Settings, draft: Draft) -> None:
    """Checked at every answer: registration may have been closed since, ownership taken away. Raises Denied."""
    if draft.company_id is None:
        setup.require_creator(speaker, owner_ids=settings.owner_ids, registration=settings.registration)
    elif speaker.me is None or not speaker.me.is_owner or speaker.me.company_id != draft.company_id:
        raise Denied("error-owners-only")


async def _placed(
    session: AsyncSession,
    speaker: Speaker,
    draft: Draft,
    country: str,
    timezone: str | None,
    t: Translator,
    now: datetime,
    edit: int | None = None,
) -> Answer:
    """The place is known: all is made; or its time zone is asked for."""
    if timezone is None:
        draft = await setup.choose_country(session, speaker.account_id, draft, country)
        return view.question(t, draft, now)
    made = await setup.finish(session, speaker, draft, country=country, timezone=timezone, now=now)
    done = view.answered(t, draft, made, country, timezone)
    done.edit = edit
    if not made.first:
        return done
    return [done, Reply(t("hint-write")), MenuChange(speaker.account_id, "owner", speaker.language)]


async def on_newteam(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    me: Me,
    speaker: Speaker,
    t: Translator,
    now: datetime,
) -> Answer:
    """`/newteam Юг` or, with the place said at once, `/newteam Юг, Новосибирск`."""
    said = (command.args or "").strip()
    if not said:
        if not me.is_owner:
            raise Denied("error-owners-only")
        return Reply(t("newteam-usage"))
    name, comma, where = said.rpartition(",")
    place = places.find(where, t.language, now) if comma and name.strip() else None
    draft = await setup.begin_team(session, me, speaker.account_id, name if place else said)
    if place is not None:
        return await _placed(session, speaker, draft, place.country, place.timezone, t, now)
    return view.question(t, draft, now)
