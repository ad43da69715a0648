"""Exact figures, and the entries they are counted over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Client, Entry, Member, Team
from services.money import divide
from services.periods import Period


@dataclass(frozen=True, slots=True)
class Value:
    """An exact figure, top / bottom: minor units for money, a share for percent. No bottom, no value."""

    top: int
    bottom: int = 1

    @property
    def exists(self) -> bool:
        return self.bottom != 0

    def rounded(self, digits: int = 0) -> int | None:
        """The figure times 10^digits, rounded half-up; None without a value."""
        return divide(self.top * 10**digits, self.bottom) if self.bottom else None


NO_VALUE = Value(0, 0)
ZERO = Value(0)

Values = dict[str, Value]
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Scope:
    """S and P of the definitions, for any number of scopes at once: a scope is a value of `column`.

    `by` is manager, team or company; the filters narrow S's entries, never those of the whole company.
    """

    company_id: int
    by: str
    period: Period
    member_ids: Collection[int] | None = None
    team_ids: Collection[int] | None = None
    retention_months: int | None = None

    @property
    def column(self) -> Any:
        columns: dict[str, Any] = {
            "manager": Entry.member_id,
            "team": Entry.team_id,
            "company": Entry.company_id,
        }
        return columns[self.by].label("scope")

    @property
    def named(self) -> Collection[int]:
        """The scopes that are asked for by their ids."""
        return {"manager": self.member_ids, "team": self.team_ids, "company": (self.company_id,)}[
            self.by
        ] or ()

    @property
    def whole(self) -> bool:
        """Every entry of the company is S's of some scope."""
        return self.member_ids is None and self.team_ids is None

    def entries(self, *, ever: bool = False) -> list[Condition]:
        """S's entries; `ever` says that no few days of them are wanted."""
        # (member, day) and (team, day) are indexed; days of a whole company are asked for through its teams.
        where: list[Condition] = [Entry.company_id == self.company_id, Entry.voided_at.is_(None)]
        if self.team_ids is not None:
            where.append(Entry.team_id.in_(self.team_ids))
        elif self.member_ids is None and not ever:
            where.append(Entry.team_id.in_(select(Team.id).where(Team.company_id == self.company_id)))
        if self.member_ids is not None:
            where.append(Entry.member_id.in_(self.member_ids))
        return where

    def within(self, entry: type[Entry] = Entry) -> list[Condition]:
        """Days of P."""
        return [entry.day >= self.period.start, entry.day < self.period.end]

    @property
    def shape(self) -> Shape:
        one = self.member_ids is not None and len(self.member_ids) == 1
        return Shape(self.by, self.member_ids is not None, self.team_ids is not None, one)

    @property
    def parameters(self) -> dict[str, Any]:
        """What the statements of this shape are asked with."""
        period = self.period
        found: dict[str, Any] = {"company": self.company_id, "start": period.start, "end": period.end}
        if self.member_ids is not None:
            ids = list(self.member_ids)
            found["members"] = ids[0] if len(ids) == 1 else ids
        if self.team_ids is not None:
            found["teams"] = list(self.team_ids)
        return found


# Of tables, not entities: the ORM's share of a statement is as dear as the rest of it.
E: Any = Entry.__table__.c
C: Any = Client.__table__.c
_M: Any = Member.__table__.c
_T: Any = Team.__table__.c


@dataclass(frozen=True, slots=True)
class Shape:
    """Which statement answers a scope: built once for each shape, so compiled once; values are bound to it.

    The company is asked for through its people or teams: the indexes begin with these and hold all a KPI needs,
    so the rows themselves need not be read.
    """

    by: str
    members: bool
    teams: bool
    one: bool = False  # a single person: a list would be written into the statement every time

    @property
    def column(self) -> Any:
        if self.by == "company":
            return bindparam("company", type_=E.company_id.type).label("scope")
        if self.by == "team":
            return E.team_id.label("scope")
        # + 0: or SQLite would rather walk all people in the order of an index than sort those of a team.
        return (E.member_id + 0 if self.teams else E.member_id).label("scope")

    def grouped(self, statement: Select[Any]) -> Select[Any]:
        """By scope. The company is one: told to group it, SQLite would sort all rows by nothing."""
        return statement if self.by == "company" else statement.group_by("scope")

    def of_members(self) -> Any:
        """Ids of the people named, if they are the company's."""
        mine = select(_M.id).where(_M.company_id == bindparam("company"))
        if self.one:
            return mine.where(_M.id == bindparam("members"))
        return mine.where(_M.id.in_(bindparam("members", expanding=True))) if self.members else mine

    def of_teams(self) -> Any:
        """Ids of the teams named, if they are the company's; without names all of them."""
        mine = select(_T.id).where(_T.company_id == bindparam("company"))
        return mine.where(_T.id.in_(bindparam("teams", expanding=True))) if self.teams else mine

    def entries(self, *, ever: bool = False) -> list[Condition]:
        """S's entries; `ever` says that no few days of them are wanted."""
        where: list[Condition] = [E.voided_at.is_(None)]
        if self.members:
            where.append(E.member_id.in_(self.of_members()))
        if self.teams or not (self.members or ever):
            where.append(E.team_id.in_(self.of_teams()))
        elif ever and not self.members:
            where.append(E.member_id.in_(self.of_members()))
        return where


def within(entry: Any = E) -> list[Condition]:
    """Days of P."""
    return [entry.day >= bindparam("start"), entry.day < bindparam("end")]


def is_deal(entry: Any = Entry) -> Condition:
    """Quantity 0 is "none today" or a further payment, and no deal."""
    return and_(entry.kind == "deal", entry.quantity > 0, entry.voided_at.is_(None))


def earlier(one: Any, than_day: Any, than_id: Any) -> Condition:
    """An earlier entry: of an earlier day, or of the same day and recorded first."""
    return and_(one.day <= than_day, or_(one.day < than_day, one.id < than_id))


# Values of some KPIs by scope id and slug; scopes where there is nothing to say are left out.
Count = Callable[[AsyncSession, Scope], Awaitable[dict[int, Values]]]
