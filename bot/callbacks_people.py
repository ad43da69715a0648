"""What the buttons about people send back: setting up, joining, invitations, roles, language.

As everywhere: ids and a verb, never state, and every verb is checked again when it is tapped. A join button carries
the invitation's token, which whoever sees the button was given already; an id there could be guessed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

# A forged number beyond what a database column holds is refused here instead of failing there.
Id = Annotated[int, Field(ge=0, lt=2**31)]


class SetupVerb(StrEnum):
    CURRENCY = "currency"  # arg: its code
    YES = "yes"  # the place shown is right: make it all
    COUNTRY = "country"  # arg: its code
    ZONE = "zone"  # arg: IANA name
    LANGUAGE = "language"  # arg: the team's language instead
    CANCEL = "cancel"


class SetupDo(CallbackData, prefix="s"):
    verb: SetupVerb
    arg: str = ""


class JoinDo(CallbackData, prefix="j"):
    token: str


class InviteVerb(StrEnum):
    LIST = "list"
    TEAM = "team"  # choose a role for this team
    ROLE = "role"  # choose for how many
    MAKE = "make"
    REVOKE = "revoke"  # id: the link


class InviteDo(CallbackData, prefix="i"):
    verb: InviteVerb
    team: Id = 0
    role: str = ""
    uses: Id = 0
    id: Id = 0


class PeopleVerb(StrEnum):
    LIST = "list"  # arg: page
    CARD = "card"
    PROMOTE = "promote"
    DEMOTE = "demote"
    MOVE = "move"  # choose a team
    SET_TEAM = "setteam"  # arg: team id
    ASIDE = "aside"  # an owner steps out of the team
    REMOVE = "remove"  # asks first
    REMOVE_YES = "removeyes"
    OWN = "own"  # asks first
    OWN_YES = "ownyes"
    DISOWN = "disown"  # asks first
    DISOWN_YES = "disownyes"
    LINK = "link"  # an invitation for an imported person


class PeopleDo(CallbackData, prefix="p"):
    verb: PeopleVerb
    id: Id = 0
    arg: Id = 0


class LeaveVerb(StrEnum):
    YES = "yes"
    NO = "no"


class LeaveDo(CallbackData, prefix="x"):
    verb: LeaveVerb


class LanguageDo(CallbackData, prefix="y"):
    code: str
