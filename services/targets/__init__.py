"""Targets: how they are written, set and kept as versions, what they ask for, what the past says of them."""

from services.targets.due import due, expected, full
from services.targets.held import Held, of_member, of_team
from services.targets.history import Doubt, History
from services.targets.preview import Past
from services.targets.setting import (
    MOST,
    Change,
    Order,
    Skipped,
    goal_of,
    set_for_all,
    set_target,
    store,
    write,
)
from services.targets.versions import Version, versions
from services.targets.whom import Everybody, Kpis, kpis, whose
from services.targets.words import UnknownKpi

__all__ = [
    "MOST",
    "Change",
    "Doubt",
    "Everybody",
    "Held",
    "History",
    "Kpis",
    "Order",
    "Past",
    "Skipped",
    "UnknownKpi",
    "Version",
    "due",
    "expected",
    "full",
    "goal_of",
    "kpis",
    "of_member",
    "of_team",
    "set_for_all",
    "set_target",
    "store",
    "versions",
    "whose",
    "write",
]
