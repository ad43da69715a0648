"""What the buttons of the working calendar and of absences send back: ids and a verb, checked again at every tap."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import Number


class CalendarVerb(StrEnum):
    SHOW = "show"
    ON = "on"  # arg: a weekday the team works on, Monday 0
    OFF = "off"  # arg: a weekday it does not
    HOURS = "hours"  # arg, till: minutes from midnight
    PLACES = "places"  # choose a country
    PLACE = "place"  # code: the country
    DAYS = "days"  # arg: page of the days the lead added
    DROP = "drop"  # arg: id of such a day


class CalendarDo(CallbackData, prefix="k"):
    """`team`: whose calendar."""

    verb: CalendarVerb
    team: Number = 0
    arg: Number = 0
    till: Number = 0
    code: str = ""


class AbsenceVerb(StrEnum):
    LIST = "list"  # id: a member, 0 for oneself; arg: page
    SICK = "sick"  # today
    OFF = "off"  # today
    HOW = "how"  # how to write it
    BACK = "back"  # at work again today
    END = "end"  # choose the last day
    SET_END = "setend"  # arg: date.toordinal()
    DROP = "drop"  # arg 1: what was said this once, else the whole stretch
    ACCEPT = "accept"  # arg: see below
    DECLINE = "decline"


class AbsenceDo(CallbackData, prefix="a"):
    """`id`: an absence, or the member whose list it is. `arg` of a decision: the member whose word was shown."""

    verb: AbsenceVerb
    id: Number = 0
    arg: Number = 0
