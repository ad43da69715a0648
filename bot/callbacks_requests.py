"""What the buttons of requests to the lead and of the company's goal send back: ids and a verb, checked at every tap."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import Number


class RequestVerb(StrEnum):
    LIST = "list"  # arg: page
    SHOW = "show"
    YES = "yes"
    NO = "no"
    WITHDRAW = "withdraw"


class RequestDo(CallbackData, prefix="o"):
    """`id`: the request."""

    verb: RequestVerb
    id: Number = 0
    arg: Number = 0


class GoalVerb(StrEnum):
    SHOW = "show"  # year
    REMOVE = "remove"  # id: the version it takes away


class GoalDo(CallbackData, prefix="b"):
    verb: GoalVerb
    id: Number = 0
    year: Number = 0
