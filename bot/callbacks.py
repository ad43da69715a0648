"""What buttons send back: ids and a verb, never state. Every verb is checked again when it is tapped."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class ReportVerb(StrEnum):
    UNDO = "undo"
    REDO = "redo"
    DAY = "day"  # choose a day
    SET_DAY = "setday"  # arg: date.toordinal()
    ENTRIES = "entries"  # its entries, a button each
    SHOW = "show"  # the receipt again
    YES = "yes"  # record the guess; arg: factor for the amount (0: as it is)
    NO = "no"


class ReportDo(CallbackData, prefix="r"):
    verb: ReportVerb
    id: int
    arg: int = 0


class EntryVerb(StrEnum):
    CARD = "card"
    VOID = "void"
    UNVOID = "unvoid"
    DAY = "day"
    SET_DAY = "setday"  # arg: date.toordinal()
    CLIENT = "client"
    SET_CLIENT = "setclient"  # arg: client id, 0 for none
    SAME = "same"  # a possible double: the same deal
    TWO = "two"  # a possible double: really two
    KNOWN = "known"  # written as new, but a client already


class EntryDo(CallbackData, prefix="e"):
    verb: EntryVerb
    id: int
    arg: int = 0


class ClientVerb(StrEnum):
    MERGE = "merge"  # id: the client just made, arg: the one it is the same as
    UNMERGE = "unmerge"  # id: the merge


class ClientDo(CallbackData, prefix="c"):
    verb: ClientVerb
    id: int
    arg: int = 0
    report: int = 0


class ListVerb(StrEnum):
    TODAY = "today"
    DEALS = "deals"


class ListDo(CallbackData, prefix="l"):
    """A page of a list. `start`/`end`: date ordinals, 0 for open; `whom`: a member, `client`: a client."""

    verb: ListVerb
    page: int = 0
    start: int = 0
    end: int = 0
    whom: int = 0
    client: int = 0
