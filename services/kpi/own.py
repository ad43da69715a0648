"""KPIs of a team's own beside the built-in ones: counters with the team's words, ratios of two KPIs."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import TeamKpi
from services.kpi.registry import REGISTRY, Kpi, Sum, amount_of, quantity_of

Catalogue = dict[
    str, Kpi
]  # by slug: the built-in ones first, then the team's own in the order they were made


@lru_cache(maxsize=4096)
def _total(slug: str, money: bool) -> Sum:
    """Kept, so that statements made of it are known again."""
    return amount_of(slug) if money else quantity_of(slug)


def counter(row: TeamKpi) -> Kpi:
    """Sum of quantity (or amount) over the entries whose kind is the counter's slug."""
    money = row.unit == "money"
    total = _total(row.slug, money)
    what = "amount" if money else "quantity"
    return Kpi(
        row.slug,
        row.unit,
        row.better,
        f"Σ {what} of S's entries of the kind {row.slug} in P",
        (row.slug,),
        top=total,
        cumulative=True,
        name=row.name,
        team_id=row.team_id,
        retired=row.retired_at is not None,
    )


def ratio_of(row: TeamKpi, top: Kpi, bottom: Kpi) -> Kpi:
    """One cumulative KPI divided by another."""
    return Kpi(
        row.slug,
        row.unit,
        row.better,
        f"{top.slug} / {bottom.slug} in P",
        tuple(dict.fromkeys((*top.kinds, *bottom.kinds))),
        bases=(top, bottom),
        name=row.name,
        team_id=row.team_id,
        retired=row.retired_at is not None or top.retired or bottom.retired,
    )


async def catalogue(
    session: AsyncSession, company_id: int, team_ids: Collection[int] | None = None, *, retired: bool = False
) -> Catalogue:
    """The built-in KPIs and the own ones of these teams (None: of the whole company); one statement.

    Retired ones only with `retired`; a ratio is as retired as what it divides. One of another team's is left out.
    """
    query = select(TeamKpi).where(TeamKpi.company_id == company_id).order_by(TeamKpi.id)
    if team_ids is not None:
        query = query.where(TeamKpi.team_id.in_(team_ids))
    rows = list(await session.scalars(query))
    known: Catalogue = {**REGISTRY, **{row.slug: counter(row) for row in rows if row.form == "counter"}}
    for row in rows:
        if row.form == "ratio" and row.top in known and row.bottom in known:
            known[row.slug] = ratio_of(row, known[row.top], known[row.bottom])
    return {slug: kpi for slug, kpi in known.items() if retired or not kpi.retired}


async def names(session: AsyncSession, company_id: int, kinds: Collection[str]) -> dict[str, str]:
    """What counters, retired ones too, are called, by the kind of their entries."""
    if not kinds:
        return {}
    query = select(TeamKpi.slug, TeamKpi.name).where(
        TeamKpi.company_id == company_id, TeamKpi.slug.in_(kinds)
    )
    return {row.slug: row.name for row in await session.execute(query)}
