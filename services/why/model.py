"""What an explanation of a figure is made of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from db.models import Entry, Team
from services.entries import Line
from services.kpi import NO_VALUE, Kpi, Value, Values
from services.kpi.values import Condition
from services.periods import Period

PAGE = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figure it is, as somebody looks at it: `team_ids` narrows a person's entries to those of a lead's team.

    `by` is manager, team or company. Without a zone several clocks count, each team's own.
    """

    by: str
    id: int
    name: str
    company_id: int
    team_id: int | None = None
    timezone: str | None = None
    team_ids: tuple[int, ...] | None = None
    own: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone or "UTC")

    @property
    def member_ids(self) -> Collection[int] | None:
        return (self.id,) if self.by == "manager" else None

    def scope(self, period: Period) -> Scope:
        """S and P of the definitions."""
        teams = (self.id,) if self.by == "team" else self.team_ids
        return Scope(self.company_id, self.by, period, self.member_ids, teams)


@dataclass(frozen=True, slots=True)
class Scope:
    """S and P of the definitions as conditions on entries; None narrows nothing."""

    company_id: int
    by: str
    period: Period
    member_ids: Collection[int] | None = None
    team_ids: Collection[int] | None = None

    def entries(self, *, ever: bool = False) -> list[Condition]:
        """S's entries; `ever` says that no few days of them are wanted."""
        where: list[Condition] = [Entry.company_id == self.company_id, Entry.voided_at.is_(None)]
        if self.team_ids is not None:
            where.append(Entry.team_id.in_(self.team_ids))
        elif self.member_ids is None and not ever:
            # (team, day) is indexed: days of a whole company are asked for through its teams.
            where.append(Entry.team_id.in_(select(Team.id).where(Team.company_id == self.company_id)))
        if self.member_ids is not None:
            where.append(Entry.member_id.in_(self.member_ids))
        return where

    def within(self, entry: type[Entry] = Entry) -> list[Condition]:
        """Days of P."""
        return [entry.day >= self.period.start, entry.day < self.period.end]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece that a figure is put together from: `what` so many, and (minor units) how much."""

    what: str
    n: int
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What was left out: so many `of` all, and why."""

    why: str
    n: int
    of: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One line behind a figure. `line` is an entry that the viewer may open; without one it is a colleague's.

    `state` of a client: new, again, colleague, not-yet; several, once. `first` is a deal's first contact, known from
    `source`: own (written with the deal), colleague, or a kind of activity; `days` from there to the deal.
    """

    line: Line | None = None
    client: str | None = None
    state: str = ""
    deals: int = 0
    first: date | None = None
    source: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the rows behind a figure, `total` in all."""

    rows: tuple[Row, ...] = ()
    page: int = 0
    pages: int = 1
    total: int = 0


@dataclass(frozen=True, slots=True)
class Aim:
    """The target a figure is held against. `full` as it was set, `asked` after missing days and the ramp.

    `missing` of the team's `working` days; `ramp` the percent of a newcomer's months. A team without a target of
    its own: `with_target` of `sellers` have one. No attainment where there is nothing to compare yet.
    """

    full: Value
    asked: Value
    attainment: Value = NO_VALUE
    missing: int = 0
    working: int = 0
    ramp: tuple[int, ...] = ()
    summed: bool = False
    sellers: int = 0
    with_target: int = 0
    waits: bool = False  # a share that grows to the period's end is compared only then


@dataclass(frozen=True, slots=True)
class Settled:
    """A figure as it was when its period closed, and what a later recount says, where it differs."""

    value: Value
    closed_at: datetime
    corrected: Value | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """A figure explained. `value` is what `kpi.measure` says, `top` / `bottom` what stands behind it."""

    subject: Subject
    kpi: Kpi
    period: Period
    today: date
    value: Value
    values: Values
    listed: Listed
    parts: tuple[Part, ...] = ()
    left: tuple[Left, ...] = ()
    bases: tuple[tuple[Kpi | None, Value], ...] = ()  # of a ratio: what is divided, by what
    base: Period | None = None  # of retention: the days in which the clients bought before
    numbers: dict[int, Kpi] = field(default_factory=dict)
    aim: Aim | None = None
    elsewhere: bool = False  # entries of another team, in this period, are not in it
    settled: Settled | None = None  # what a closed period stored

    @property
    def over(self) -> bool:
        """Whether the period has ended."""
        return self.today >= self.period.end


def pages_of(total: int, page: int) -> tuple[int, int]:
    """The page that there is, nearest to the one asked for, and how many there are."""
    pages = max((total + PAGE - 1) // PAGE, 1)
    return min(max(page, 0), pages - 1), pages
