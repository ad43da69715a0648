"""The built-in KPIs: one entry each, in the order of kpi.md's table."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func

from services.kpi.clients import new_clients, repeat_rate, retention
from services.kpi.conversion import ACTIVITY_KINDS, conversion
from services.kpi.cycle import CONTACT_KINDS, sales_cycle
from services.kpi.values import Count, E

# Quantity or minor units at the top; for rates the bottom is the base.
Sum = ColumnElement[int]


@dataclass(frozen=True, slots=True)
class Part:
    """A further column that follows a KPI in a report; counted together with it."""

    slug: str
    unit: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI. Its value over a scope and period is `top`, or `top` / `bottom`; or `count` counts it."""

    slug: str
    unit: str  # money, count, percent, days, number
    better: str  # up, down
    definition: str  # over scope S and period P, as in kpi.md
    kinds: tuple[str, ...]  # the kinds of entries it is made of
    top: Sum | None = None
    bottom: Sum | None = None
    count: Count | None = None
    cumulative: bool = False  # grows through a period and adds up over people
    parts: tuple[Part, ...] = ()
    name: str | None = (
        None  # of a team's own: as the lead called it; built-in ones have a text in every language
    )
    team_id: int | None = None  # whose own it is
    bases: tuple[Kpi, ...] = ()  # a ratio: what is divided, and by what
    retired: bool = False

    @property
    def summed(self) -> bool:
        """Sums over the entries of the period: all such KPIs take one statement together."""
        return self.top is not None

    @property
    def of(self) -> tuple[str, str] | None:
        """The slugs of a ratio's two KPIs."""
        return (self.bases[0].slug, self.bases[1].slug) if self.bases else None

    @property
    def limit(self) -> bool:
        """Less is better and it adds up: its target is a limit, used up by and by."""
        return self.cumulative and self.better == "down"

    @property
    def slugs(self) -> tuple[str, ...]:
        return self.slug, *(part.slug for part in self.parts)


def quantity_of(*kinds: str, priced: bool = False) -> Sum:
    chosen = E.kind.in_(kinds) if len(kinds) > 1 else E.kind == kinds[0]
    total = func.sum(E.quantity).filter(chosen, *([E.amount.is_not(None)] if priced else []))
    return func.coalesce(total, 0)


def amount_of(kind: str) -> Sum:
    return func.coalesce(func.sum(E.amount).filter(E.kind == kind), 0)


def _activity(slug: str) -> Kpi:
    kind = ACTIVITY_KINDS[slug]
    definition = f"Σ quantity of S's entries of the kind {kind} in P"
    return Kpi(slug, "count", "up", definition, (kind,), top=quantity_of(kind), cumulative=True)


_BUILT_IN = (
    # A further payment is a deal of quantity 0: its amount counts, it is no deal.
    Kpi(
        "sales_volume",
        "money",
        "up",
        "Σ amount of S's deals closed in P, less refunds dated in P",
        ("deal", "refund"),
        top=amount_of("deal") - amount_of("refund"),
        cumulative=True,
    ),
    Kpi(
        "deals",
        "count",
        "up",
        "Σ quantity of S's deals closed in P",
        ("deal",),
        top=quantity_of("deal"),
        cumulative=True,
    ),
    Kpi(
        "new_clients",
        "count",
        "up",
        "clients whose first deal with the company is in P and was closed by S",
        ("deal",),
        count=new_clients,
        cumulative=True,
    ),
    # Refunds leave it as it was; deals without an amount are in neither sum.
    Kpi(
        "average_check",
        "money",
        "up",
        "Σ amount / Σ quantity over S's deals closed in P that have an amount",
        ("deal",),
        top=amount_of("deal"),
        bottom=quantity_of("deal", priced=True),
    ),
    Kpi(
        "retention",
        "percent",
        "up",
        "of the clients who bought from S in the N calendar months before P, the share who bought again, "
        "from anyone in the company, in P",
        ("deal",),
        count=retention,
    ),
    Kpi(
        "repeat_rate",
        "percent",
        "up",
        "of the clients who ever bought from S up to the end of P, the share with two or more deals with the "
        "company up to then",
        ("deal",),
        count=repeat_rate,
    ),
    Kpi(
        "sales_cycle",
        "days",
        "down",
        "mean of closing date - first contact over S's deals closed in P whose first contact is known",
        ("deal", *CONTACT_KINDS),
        count=sales_cycle,
        parts=(Part("sales_cycle_median", "days"), Part("sales_cycle_coverage", "percent")),
    ),
    *(_activity(slug) for slug in ("calls", "contacts", "meetings", "demos", "proposals", "invoices")),
    Kpi(
        "conversion",
        "percent",
        "up",
        "deals / the team's main activity in P",
        ("deal", *CONTACT_KINDS),
        count=conversion,
    ),
)
# Reports print their columns in this order.
REGISTRY: dict[str, Kpi] = {kpi.slug: kpi for kpi in _BUILT_IN}
ALL: tuple[Kpi, ...] = _BUILT_IN
# What receipts, /me and /team are made of so far: one statement for all of them.
AVAILABLE: tuple[Kpi, ...] = tuple(kpi for kpi in _BUILT_IN if kpi.summed)
