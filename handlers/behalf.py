"""«/log @anna сделка 45к Ромашка»: whom a lead's line is about, and what of it is the report."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from services import behalf
from services.access import Me


async def split(session: AsyncSession, me: Me, text: str) -> tuple[Me, str]:
    """(whom, the rest) of a line; `me` where it names nobody with an @.

    «@anna …» is a username or, where nobody has it, a name. Raises Denied for managers who name somebody else,
    Refused for a name that nobody or several have.
    """
    if not text.startswith("@") or not text[1:].strip():
        return me, text
    name, *rest = text.split(maxsplit=1)
    person = await behalf.named(session, me, name.rstrip(",:"))
    return await behalf.of_person(session, me, person), rest[0].strip() if rest else ""
