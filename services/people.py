"""People: meeting them, joining, roles, moving between teams, leaving."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore
from db.models import Account
from services.access import Speaker
from services.names import clean


def _name(value: str | None, limit: int = 64) -> str | None:
    return clean(value, limit) or None if value else None


def outdated(
    speaker: Speaker, *, first_name: str, last_name: str | None, username: str | None, private: bool
) -> bool:
    """Whether what is kept of this account differs from what Telegram says now."""
    return (
        speaker.first_name != (_name(first_name) or "?")
        or speaker.last_name != _name(last_name)
        or speaker.username != (username.casefold() if username else None)
        or (private and (not speaker.started or not speaker.reachable))
    )


async def meet(
    session: AsyncSession,
    *,
    account_id: int,
    first_name: str,
    last_name: str | None,
    username: str | None,
    language: str,
    private: bool,
    now: datetime,
) -> None:
    """Keeps a Telegram user's name up to date; one who writes in private can be written to (again)."""
    values = {
        "first_name": _name(first_name) or "?",
        "last_name": _name(last_name),
        "username": username.casefold() if username else None,
    }
    await session.execute(
        insert_or_ignore(session, Account, ["id"]).values(
            id=account_id, language=language, may_create=False, started=private, created_at=now, **values
        )
    )
    if private:
        values |= {"started": True, "unreachable_at": None}  # type: ignore[dict-item]
    await session.execute(update(Account).where(Account.id == account_id).values(**values))
