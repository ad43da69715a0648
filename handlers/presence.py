"""Where the bot itself is let in: blocked or back in a private chat, added to a group."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import ChatMemberUpdated
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.replies import Answer, Reply
from services import outbox
from services.access import Me

_INSIDE = ("member", "administrator", "restricted")


def router() -> Router:
    r = Router(name="presence")
    r.my_chat_member.register(on_change)
    return r


async def on_change(
    event: ChatMemberUpdated, session: AsyncSession, me: Me | None, t: Translator, now: datetime
) -> Answer:
    """Blocked: nothing more is sent until they are back (which the next private update of theirs says).

    Added to a group by a member: one line. By a stranger: silence; nobody in a group is given anything by it.
    """
    before, after = event.old_chat_member.status, event.new_chat_member.status
    if event.chat.type == "private":
        if after not in _INSIDE:
            await outbox.unreachable(session, event.chat.id, now=now)
        return None
    if me is not None and after in _INSIDE and before not in _INSIDE:
        return Reply(t("group-hello"))
    return None
