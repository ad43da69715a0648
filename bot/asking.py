"""A change that needs the lead: kept as a request, and everybody concerned told, in place of a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.replies import Answer, Reply, Toast
from bot.views import receipt as receipt_view
from bot.views import requests as view
from services import requests
from services.access import Me
from services.gate import NeedsLead


async def asked(
    session: AsyncSession,
    me: Me,
    texts: Mapping[str, Translator],
    t: Translator,
    wish: NeedsLead,
    *,
    now: datetime,
    private: bool,
    tapped: bool,
) -> Answer:
    """The message to the person, those to the leads, and the toast of a tap.

    In a group the person's part comes in private, but for a message that is kept as a question there.
    """
    sent = await requests.ask(session, me, wish, now=now)
    answer: list[Reply | Toast] = []
    if sent.receipt is not None:
        reply = receipt_view.receipt(t, me, sent.receipt, brief=not private)
        reply.chat_id = sent.receipt.chat_id
        answer.append(reply)
    else:
        names = [person.name for person in sent.deciders]
        reply = view.of_person(t, me, sent.asked, me.today(now), names)
        reply.chat_id = me.account_id
        answer.append(reply)
    for person in sent.deciders if sent.fresh else ():
        told = view.of_lead(texts[person.language], me, sent.asked, person.today(now))
        told.chat_id = person.account_id
        answer.append(told)
    if tapped:
        answer.append(Toast(t.plain("request-toast-sent"), alert=True))
    return answer
