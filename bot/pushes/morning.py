"""The morning digest of who sells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translators
from bot.pushes import Made
from bot.replies import Reply
from bot.views import progress as say
from services.progress import standings
from services.pushes import Due


async def compose(
    session: AsyncSession, texts: Translators, dues: Sequence[Due], now: datetime
) -> list[Made]:
    ids = [one.member_id for one in dues if one.member_id is not None]
    found = await standings(session, company_id=dues[0].company_id, now=now, member_ids=ids, activities=True)
    made = []
    for one in dues:
        assert one.member_id is not None
        t, progress = texts[one.language], found.people[one.member_id]
        rows = [
            say.target_line(t, stand, one.currency, progress.values, ended=False) for stand in progress.stands
        ]
        made.append(Made(one, Reply("\n".join(rows)) if rows else None, "nothing"))
    return made
