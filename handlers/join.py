"""Agreeing to join: the button under what joining means."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.callbacks_people import JoinDo
from bot.i18n import Html, Translator, Translators
from bot.replies import Answer, MenuChange, Part, Reply, Toast
from bot.views import people as view
from services import access, joining
from services.access import Speaker


def router() -> Router:
    r = Router(name="join")
    r.callback_query.register(on_agree, JoinDo.filter())
    return r


async def on_agree(
    query: CallbackQuery,
    callback_data: JoinDo,
    session: AsyncSession,
    speaker: Speaker,
    t: Translator,
    texts: Translators,
    now: datetime,
) -> Answer:
    joined = await joining.accept(session, speaker, callback_data.token, now=now)
    offer = joined.offer
    if offer.kind == "here":
        return Toast(t.plain("join-here", team=offer.team))
    here = query.message.message_id if query.message else None
    done = t("join-done", company=offer.company, team=offer.team, role=Html(view.role_name(t, offer.role)))
    answer: list[Part] = [Reply(done, edit=here), Reply(t("hint-write"))]
    for one in joined.told:
        theirs = texts[one.language]
        role = Html(view.role_name(theirs, offer.role))
        told = theirs("join-told", name=joined.name, team=offer.team, role=role)
        answer.append(Reply(told, chat_id=one.account_id))
    after = await access.who(session, speaker.account_id)
    role_now = after.me.role if after is not None and after.me is not None else "manager"
    return [*answer, MenuChange(speaker.account_id, role_now, speaker.language)]
