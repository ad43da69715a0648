"""What the buttons of /me send back: whose progress, over which period, short or whole."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import Kind, Number
from services.errors import Refused

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)  # days a period may be asked for


def day_of(ordinal: int) -> date | None:
    """The day in a button; 0 is today. Raises Refused for what is no day of ours."""
    if not ordinal:
        return None
    if not FIRST.toordinal() <= ordinal < LAST.toordinal():
        raise Refused("error-old-button")
    return date.fromordinal(ordinal)


class MeVerb(StrEnum):
    SHOW = "show"
    WHOLE = "whole"
    COMPANY = "firm"  # an owner's: the company by team


class MeDo(CallbackData, prefix="m"):
    """`whom`: a member, 0 oneself; `day`: the ordinal of a day in the period, 0 for today."""

    verb: MeVerb
    whom: Number = 0
    kind: Kind = Kind.MAIN
    day: Number = 0
    page: Number = 0
