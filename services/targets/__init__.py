"""Targets: how they are written, set and kept as versions, and what they ask for."""

from services.targets.due import due, expected, full
from services.targets.held import Held, of_member, of_team
from services.targets.setting import (
    MOST,
    SETTABLE,
    Change,
    check,
    current,
    proposals,
    set_target,
    whose,
)

__all__ = [
    "MOST",
    "SETTABLE",
    "Change",
    "Held",
    "check",
    "current",
    "due",
    "expected",
    "full",
    "of_member",
    "of_team",
    "proposals",
    "set_target",
    "whose",
]
