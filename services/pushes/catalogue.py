"""The table of pushes: to whom, when unless the team or the person says otherwise, and what goes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

EVERY_DAY = 0b1111111
MONDAY, THURSDAY, FRIDAY = 1, 1 << 3, 1 << 4

Times = tuple[tuple[int, int], ...]  # (a bit a weekday, Monday the lowest; minutes from midnight)


@dataclass(frozen=True, slots=True)
class Setting:
    """Whether a push is on, and when."""

    on: bool
    times: Times


@dataclass(frozen=True, slots=True)
class Push:
    """`to`: managers, leads, owners, chat (the team's group). `rule`: daily (on working days), weekly (what falls on
    a day off moves to the nearest working day), first (the first working day of a month).

    `grace`: how late it may still come; `grace_days`: the same in working days. `priority`: of what falls on one day
    the larger number is dropped first. `counted`: it is one of the three a day.
    """

    name: str
    to: tuple[str, ...]
    rule: str
    default: Setting
    priority: int
    grace: timedelta = timedelta(hours=3)
    grace_days: int = 0
    counted: bool = True


def _at(hour: int, minute: int = 0, days: int = EVERY_DAY) -> tuple[int, int]:
    return days, hour * 60 + minute


PUSHES: tuple[Push, ...] = (
    Push(
        "results",
        ("managers", "leads", "owners", "chat"),
        "first",
        Setting(True, (_at(10),)),
        1,
        grace_days=5,
    ),
    Push("lead_morning", ("leads",), "daily", Setting(True, (_at(9),)), 2),
    Push("morning", ("managers",), "daily", Setting(True, (_at(9),)), 2),
    Push("company", ("owners",), "weekly", Setting(True, (_at(9, days=MONDAY),)), 3),
    Push("summary", ("leads", "chat"), "daily", Setting(True, (_at(18, 30),)), 4),
    Push("checkin", ("managers",), "daily", Setting(True, (_at(18),)), 4),
    Push(
        "leaderboard",
        ("managers", "chat"),
        "weekly",
        Setting(True, (_at(9, 30, MONDAY), _at(17, days=FRIDAY))),
        5,
    ),
    Push("prompt", ("leads",), "weekly", Setting(True, (_at(15, days=THURSDAY),)), 6, grace_days=5),
    Push("nudge", ("managers",), "daily", Setting(False, (_at(14),)), 7),
    # Not sent anew: one message that is edited, see bot/pushes/live.py.
    Push("live", ("chat",), "daily", Setting(False, (_at(9),)), 8, grace=timedelta(hours=12)),
)
_BY_NAME = {push.name: push for push in PUSHES}


def by_name(name: str) -> Push:
    """Raises KeyError for one that there is not."""
    return _BY_NAME[name]


def of_team(push: Push, own: Mapping[str, Any] | None) -> Setting:
    """A team's setting: what its lead set, else the default. `own` is `Team.pushes`."""
    said = (own or {}).get(push.name)
    if not isinstance(said, Mapping):
        return push.default
    times = said.get("times")
    return Setting(
        bool(said.get("on", push.default.on)),
        tuple((int(days), int(at)) for days, at in times) if times else push.default.times,
    )


def of_member(push: Push, team: Setting, own: Mapping[str, Any] | None) -> Setting:
    """A person's setting: they may switch a push off, and have their own hour. `own` is `Member.pushes`."""
    said = (own or {}).get(push.name)
    if not isinstance(said, Mapping):
        return team
    at = said.get("at")
    times = tuple((days, int(at)) for days, _ in team.times) if at is not None else team.times
    return Setting(team.on and bool(said.get("on", True)), times)
