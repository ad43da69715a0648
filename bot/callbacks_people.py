"""What the buttons about people send back: setting up, joining, invitations, roles, language.

As everywhere: ids and a verb, never state, and every verb is checked again when it is tapped. A join button carries
the invitation's token, which whoever sees the button was given already; an id there could be guessed.
"""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks import Number


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
    team: Number = 0
    role: str = ""
    uses: Number = 0
    id: Number = 0


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
    id: Number = 0
    arg: Number = 0


class LeaveVerb(StrEnum):
    YES = "yes"
    NO = "no"


class LeaveDo(CallbackData, prefix="x"):
    verb: LeaveVerb


class LanguageDo(CallbackData, prefix="y"):
    code: str
