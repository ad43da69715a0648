"""One file per scheduled push: what it says. When and to whom is in `services.pushes`.

A module here is named as its push and has

    async def compose(session, texts, dues, now) -> list[Made]

`dues`: everybody of one company who is due this push at this moment, whole teams at a time; the answer has one `Made` for each: what
it says, or why it is not sent. It asks in statements that grow with teams and not with people, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translators
from bot.replies import Reply
from services.pushes import Due


@dataclass(frozen=True, slots=True)
class Made:
    """`reply` None: not sent, because of `reason` (absent, quiet, reported, nothing)."""

    due: Due
    reply: Reply | None
    reason: str | None = None


Compose = Callable[[AsyncSession, Translators, Sequence[Due], datetime], Awaitable[list[Made]]]


@cache
def composers() -> dict[str, Compose]:
    """By name of the push."""
    found: dict[str, Compose] = {}
    for module in iter_modules(__path__):
        compose = getattr(import_module(f"{__name__}.{module.name}"), "compose", None)
        if compose is not None:
            found[module.name] = compose
    return found


def silent(one: Due) -> str | None:
    """Why somebody is left alone today, if so."""
    return "absent" if one.away else "quiet" if one.quiet else None
