"""Targets: how they are written, set and kept as versions, and what they ask for."""

from services.targets.due import due, expected, full
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
    "check",
    "current",
    "due",
    "expected",
    "full",
    "proposals",
    "set_target",
    "whose",
]
