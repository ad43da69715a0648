"""The KPIs: what each number means, one entry each, and one statement that measures them for any scopes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Member, Membership, Target, Team
from services.money import divide, from_minor
from services.periods import Period

# Quantity or minor units at the top; for rates the bottom is the base. None: its own statement, to come.
Sum = ColumnElement[int]


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI. Its value over a scope and period is `top`, or `top` / `bottom` where there is a bottom."""

    slug: str
    unit: str  # money, count, percent, days, number
    better: str  # up, down
    kinds: tuple[str, ...]  # the kinds of entries it is made of
    top: Sum | None = None
    bottom: Sum | None = None
    cumulative: bool = False  # grows through a period and adds up over people
    parts: tuple[str, ...] = ()  # further columns that follow it in a report

    @property
    def available(self) -> bool:
        return self.top is not None


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


def _quantity(*kinds: str, priced: bool = False) -> Sum:
    chosen = Entry.kind.in_(kinds) if len(kinds) > 1 else Entry.kind == kinds[0]
    total = func.sum(Entry.quantity).filter(chosen, *([Entry.amount.is_not(None)] if priced else []))
    return func.coalesce(total, 0)


def _amount(kind: str) -> Sum:
    return func.coalesce(func.sum(Entry.amount).filter(Entry.kind == kind), 0)


def _activity(slug: str, kind: str) -> Kpi:
    return Kpi(slug, "count", "up", (kind,), top=_quantity(kind), cumulative=True)


_BUILT_IN = (
    # A further payment is a deal of quantity 0: its amount counts, it is no deal.
    Kpi(
        "sales_volume",
        "money",
        "up",
        ("deal", "refund"),
        top=_amount("deal") - _amount("refund"),
        cumulative=True,
    ),
    Kpi("deals", "count", "up", ("deal",), top=_quantity("deal"), cumulative=True),
    Kpi("new_clients", "count", "up", ("deal",), cumulative=True),
    # Refunds leave it as it was; deals without an amount are in neither sum.
    Kpi(
        "average_check",
        "money",
        "up",
        ("deal",),
        top=_amount("deal"),
        bottom=_quantity("deal", priced=True),
    ),
    Kpi("retention", "percent", "up", ("deal",)),
    Kpi("repeat_rate", "percent", "up", ("deal",)),
    Kpi("sales_cycle", "days", "down", ("deal",), parts=("sales_cycle_median", "sales_cycle_coverage")),
    _activity("calls", "call"),
    _activity("contacts", "contact"),
    _activity("meetings", "meeting"),
    _activity("demos", "demo"),
    _activity("proposals", "proposal"),
    _activity("invoices", "invoice"),
    Kpi("conversion", "percent", "up", ("deal",)),
)
# In the order of the table of KPIs: reports print their columns in it.
REGISTRY: dict[str, Kpi] = {kpi.slug: kpi for kpi in _BUILT_IN}
AVAILABLE: tuple[Kpi, ...] = tuple(kpi for kpi in _BUILT_IN if kpi.available)

_SCOPES: dict[str, Any] = {"manager": Entry.member_id, "team": Entry.team_id, "company": Entry.company_id}


def nothing(kpis: Iterable[Kpi]) -> dict[str, Value]:
    """The values of a scope without a single entry."""
    return {kpi.slug: ZERO if kpi.available and kpi.bottom is None else NO_VALUE for kpi in kpis}


async def measure(
    session: AsyncSession,
    kpis: Sequence[Kpi],
    *,
    company_id: int,
    by: str,
    period: Period,
    member_ids: Collection[int] | None = None,
    team_ids: Collection[int] | None = None,
) -> dict[int, dict[str, Value]]:
    """Values by scope id (member, team or company) and slug, in one statement for any number of scopes.

    `by` is manager, team or company; the filters narrow the entries that count. Scopes named by the
    filter of their kind, and the company, are always there; others only with entries in the period.
    """
    scope = _SCOPES[by]
    # (member, day) and (team, day) are indexed; a whole company is asked for through its teams.
    if team_ids is not None:
        where = [Entry.team_id.in_(team_ids)]
    elif member_ids is None:
        where = [Entry.team_id.in_(select(Team.id).where(Team.company_id == company_id))]
    else:
        where = []
    if member_ids is not None:
        where.append(Entry.member_id.in_(member_ids))
    columns: list[Sum] = []
    for kpi in kpis:
        if kpi.top is not None:
            columns.append(kpi.top.label(f"{kpi.slug}_top"))
        if kpi.bottom is not None:
            columns.append(kpi.bottom.label(f"{kpi.slug}_bottom"))
    statement = (
        select(scope.label("scope"), *columns)
        .where(
            *where,
            Entry.company_id == company_id,
            Entry.day >= period.start,
            Entry.day < period.end,
            Entry.voided_at.is_(None),
        )
        .group_by(scope)
    )
    named = {"manager": member_ids, "team": team_ids, "company": (company_id,)}[by]
    values = {scope_id: nothing(kpis) for scope_id in named or ()}
    for row in (await session.execute(statement)).mappings():
        values[row["scope"]] = {
            kpi.slug: NO_VALUE
            if kpi.top is None
            else Value(
                int(row[f"{kpi.slug}_top"]), 1 if kpi.bottom is None else int(row[f"{kpi.slug}_bottom"])
            )
            for kpi in kpis
        }
    return values


def attainment(kpi: Kpi, actual: Value, target: int) -> Value:
    """actual / target, or target / actual where less is better; never capped. No value without a target."""
    if not actual.exists or target == 0:
        return NO_VALUE
    if kpi.better == "up":
        return Value(actual.top, actual.bottom * target)
    return Value(target * actual.bottom, actual.top)


def as_decimal(kpi: Kpi, value: Value, currency: str) -> Decimal | None:
    """The value as it is shown: money in the currency's digits, shares with four decimals, days with two."""
    digits = {"money": 0, "count": 0, "percent": 4}.get(kpi.unit, 2)
    rounded = value.rounded(digits)
    if rounded is None:
        return None
    return from_minor(rounded, currency) if kpi.unit == "money" else Decimal(rounded).scaleb(-digits)


@dataclass(frozen=True, slots=True)
class Presence:
    """Someone's time in a team; `end` is the first day no longer in it, None while it lasts."""

    member_id: int
    team_id: int
    role: str
    is_owner: bool
    start: date
    end: date | None

    def overlaps(self, period: Period) -> bool:
        return self.start < period.end and (self.end is None or self.end > period.start)

    @property
    def sells(self) -> bool:
        """A manager is listed with zeros too; a lead or owner only when they sold."""
        return self.role == "manager" and not self.is_owner


async def presences(session: AsyncSession, company_id: int) -> list[Presence]:
    """Every membership of a company's people, past and present."""
    query = (
        select(Membership, Member.is_owner)
        .join(Member, Member.id == Membership.member_id)
        .where(Member.company_id == company_id)
        .order_by(Membership.id)
    )
    return [
        Presence(one.member_id, one.team_id, one.role, is_owner, one.starts_on, one.ends_on)
        for one, is_owner in await session.execute(query)
    ]


async def targets(
    session: AsyncSession, *, company_id: int, by: str, period: Period
) -> dict[int, dict[str, int]]:
    """Values by member or team id and slug: the version valid at the period's end; none taken away.

    Only for `by` manager or team, and only targets of the period's own kind.
    """
    if by not in ("manager", "team"):
        return {}
    whose = Target.member_id if by == "manager" else Target.team_id
    query = (
        select(whose, Target.kpi, Target.value)
        .where(
            Target.company_id == company_id,
            whose.is_not(None),
            Target.period == period.kind,
            Target.valid_from < period.end,
        )
        .order_by(Target.valid_from, Target.id)
    )
    newest: dict[tuple[int, str], int | None] = {}
    for scope_id, slug, value in await session.execute(query):
        newest[int(scope_id or 0), slug] = value
    found: dict[int, dict[str, int]] = {}
    for (scope_id, slug), value in newest.items():
        if value is not None:
            found.setdefault(scope_id, {})[slug] = value
    return found
