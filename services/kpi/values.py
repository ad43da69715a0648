"""Exact figures, and the entries they are counted over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Team
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


def is_deal(entry: type[Entry] = Entry) -> Condition:
    """Quantity 0 is "none today" or a further payment, and no deal."""
    return and_(entry.kind == "deal", entry.quantity > 0, entry.voided_at.is_(None))


def earlier(one: type[Entry], than_day: Any, than_id: Any) -> Condition:
    """An earlier entry: of an earlier day, or of the same day and recorded first."""
    return and_(one.day <= than_day, or_(one.day < than_day, one.id < than_id))


# Values of some KPIs by scope id and slug; scopes where there is nothing to say are left out.
Count = Callable[[AsyncSession, Scope], Awaitable[dict[int, Values]]]
