"""What the buttons of a team's KPIs send back: ids and a verb, as everywhere."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import Number


class KpiVerb(StrEnum):
    SHOW = "show"  # id: a team
    ABOUT = "about"  # id: a team, kpi: a built-in one
    OWN = "own"  # id: an own one
    NEW = "new"  # id: a team; the answer to this message is a counter
    RATIO = "ratio"  # the same for a ratio
    BETTER = "better"  # id: an own one, arg: 1 for less
    UNIT = "unit"  # id: an own one, arg: 1 for money
    RETIRE = "retire"  # id: an own one; asks first
    RETIRE_YES = "retireyes"
    BACK = "back"  # id: a retired one
    RETIRED = "retired"  # id: a team: those that are not counted any more
    MAIN = "main"  # id: a team; which activity?
    SET_MAIN = "setmain"  # id: a team, kpi: its slug
    RULES = "rules"  # id: a team: retention, back-dating, ramp
    RETENTION = "retention"  # id: a team, arg: months
    BACKDATE = "backdate"  # id: a team, arg: days + 1
    RAMP = "ramp"  # id: a team, arg: one of `RAMPS`
    PIECE = "piece"  # id: a report, arg: the piece's mark: what would be counted
    COUNT = "count"  # the same: make the counter
    SUGGEST = "suggest"  # the same: ask the lead for it


class KpiDo(CallbackData, prefix="q"):
    verb: KpiVerb
    id: Number
    arg: Number = 0
    kpi: str = ""


# Shares of a newcomer's targets to choose from, in percent by month; others can be written.
RAMPS: tuple[tuple[int, ...], ...] = ((), (50,), (50, 75), (25, 50, 75))
