"""What buttons send back: ids and a verb, never state. Every verb is checked again when it is tapped."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

# What no database could hold is no button of ours: it never reaches a query.
Number = Annotated[int, Field(ge=0, lt=2**31)]
Amount = Annotated[int, Field(ge=0, lt=2**63)]


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
    id: Number
    arg: Number = 0


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
    """`back`: the list the card was opened from (`ListDo.short`)."""

    verb: EntryVerb
    id: Number
    arg: Number = 0
    back: str = ""


class ClientVerb(StrEnum):
    MERGE = "merge"  # id: the client just made, arg: the one it is the same as
    UNMERGE = "unmerge"  # id: the merge


class ClientDo(CallbackData, prefix="c"):
    verb: ClientVerb
    id: Number
    arg: Number = 0
    report: Number = 0


class ListVerb(StrEnum):
    TODAY = "today"
    DEALS = "deals"


class ListDo(CallbackData, prefix="l"):
    """A page of a list. `start`/`end`: date ordinals, 0 for open; `whom`: a member, `client`: a client."""

    verb: ListVerb
    page: Number = 0
    start: Number = 0
    end: Number = 0
    whom: Number = 0
    client: Number = 0

    def short(self) -> str:
        """The same in the few bytes that a card's buttons can spare for their way back."""
        numbers = (self.page, self.start, self.end, self.whom, self.client)
        return self.verb[0] + ".".join(base36(n) for n in numbers)

    @classmethod
    def from_short(cls, text: str) -> ListDo | None:
        """What `short` wrote; None for anything else."""
        verb = next((v for v in ListVerb if text[:1] == v[0]), None)
        try:
            page, start, end, whom, client = (int(part, 36) for part in text[1:].split("."))
            return cls(verb=verb, page=page, start=start, end=end, whom=whom, client=client) if verb else None
        except ValueError:
            return None


def base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


class Kind(StrEnum):
    """A kind of period; `MAIN`: the one somebody has targets of."""

    MAIN = ""
    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    QUARTER = "q"
    YEAR = "y"

    @property
    def period(self) -> str | None:
        """As services call it."""
        return self.name.lower() if self else None

    @classmethod
    def of(cls, name: str) -> Kind:
        return cls[name.upper()]


class TeamVerb(StrEnum):
    SHOW = "show"  # id: a team
    PERSON = "person"  # id: a member
    FILE = "file"  # id: a team; its figures as a CSV
    KINDS = "kinds"  # id: a team; day, week, month, quarter or year


class TeamDo(CallbackData, prefix="t"):
    """`day`: the ordinal of a day in the period, 0 for today."""

    verb: TeamVerb
    id: Number
    page: Number = 0
    kind: Kind = Kind.MAIN
    day: Number = 0


class TargetVerb(StrEnum):
    LIST = "list"  # team: whose targets
    WHOM = "whom"  # one person's or team's targets
    KPI = "kpi"  # values to choose from
    SET = "set"
    SURE = "sure"  # set it, whatever the history says
    DROP = "drop"  # takes the target away
    SEEN = "seen"  # who would have met it
    NO = "no"  # not set after all
    COPY = "copy"  # last period's again: how much higher?
    RAISE = "raise"  # value: percent; what it would be
    PASTE = "paste"  # set that


class TargetDo(CallbackData, prefix="g"):
    """`member` or `team` is whose target it is; `value` as targets are held: minor units, a count, hundredths.

    `kpi` and `each` in short; `start`: a day of the first period as an ordinal, 0 for the current one.
    `how`: 1 for everybody in the team, 2 for a line that says more than a button can carry.
    """

    verb: TargetVerb
    member: Number = 0
    team: Number = 0
    kpi: str = ""
    value: Amount = 0
    page: Number = 0
    each: str = ""
    start: Number = 0
    how: Number = 0
