"""Sums over any number of periods for any number of people, in one statement; a row a person and period."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.visitors import replacement_traverse

from db.models import Entry, Membership, Team
from services.kpi import REGISTRY, Kpi, Value, Values
from services.periods import Period

_E, _MS, _T = Entry.__table__.c, Membership.__table__.c, Team.__table__.c
COUNT = "entries"  # how many entries there are, of any kind, among the values


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose entries: of these people, of everybody in these teams, of the whole company.

    `within`: only what was logged in these teams, as their lead sees it.
    """

    company_id: int
    member_ids: Collection[int] | None = None
    team_ids: Collection[int] | None = None
    within: bool = False

    @property
    def shape(self) -> str:
        if self.member_ids is not None:
            one = "one" if len(self.member_ids) == 1 else "some"
            return f"{one} within" if self.within else one
        return "company" if self.team_ids is None else "teams within" if self.within else "teams"

    @property
    def parameters(self) -> dict[str, Any]:
        found: dict[str, Any] = {"company": self.company_id}
        if self.member_ids is not None:
            ids = list(self.member_ids)
            found["members"] = ids[0] if len(ids) == 1 else ids
        if self.team_ids is not None and (self.member_ids is None or self.within):
            found["teams"] = list(self.team_ids)
        return found


def conditions(shape: str) -> list[Any]:
    """The entries that count, of those whom `Whom.shape` names; its `parameters` are bound."""
    where: list[Any] = [_E.company_id == bindparam("company"), _E.voided_at.is_(None)]
    teams: Any = bindparam("teams", expanding=True)
    whom, _, within = shape.partition(" ")
    if whom == "one":
        where.append(_E.member_id == bindparam("members"))
    elif whom == "some":
        where.append(_E.member_id.in_(bindparam("members", expanding=True)))
    elif whom == "company":
        # Days of a whole company are asked for through its teams: (team, day) is indexed.
        where.append(_E.team_id.in_(select(_T.id).where(_T.company_id == bindparam("company"))))
    elif not within:
        where.append(_E.member_id.in_(select(_MS.member_id).where(_MS.team_id.in_(teams))))
    if within:
        where.append(_E.team_id.in_(teams))
    return where


def plain(expression: Any) -> Any:
    """A registry's sum over the table instead of the entity: the ORM's share is as dear as the rest."""

    def column(element: Any, **_: Any) -> Any:
        return _E.get(str(element.key)) if element.__visit_name__ == "column" else None

    return replacement_traverse(expression, {}, column)


@lru_cache(maxsize=256)
def _wide(shape: str, slugs: tuple[str, ...], parts: int) -> CompoundSelect[Any]:
    """A column or two for each KPI; `parts` periods, told apart by their number."""
    columns: list[Any] = []
    for slug in slugs:
        kpi = REGISTRY[slug]
        columns.append(plain(kpi.top).label(f"{slug}_top"))
        if kpi.bottom is not None:
            columns.append(plain(kpi.bottom).label(f"{slug}_bottom"))
    return union_all(
        *(
            select(literal(n).label("part"), _E.member_id, func.count().label("entries"), *columns)
            .where(*conditions(shape), _E.day >= bindparam(f"start{n}"), _E.day < bindparam(f"end{n}"))
            .group_by(_E.member_id)
            for n in range(parts)
        )
    )


@lru_cache(maxsize=256)
def _by_kind(shape: str, parts: int) -> CompoundSelect[Any]:
    return union_all(
        *(
            select(
                literal(n).label("part"),
                _E.member_id,
                _E.kind,
                func.sum(_E.quantity),
                func.coalesce(func.sum(_E.amount), 0),
            )
            .where(
                *conditions(shape),
                _E.day >= bindparam(f"start{n}"),
                _E.day < bindparam(f"end{n}"),
                _E.kind.in_(bindparam("kinds", expanding=True)),
            )
            .group_by(_E.member_id, _E.kind)
            for n in range(parts)
        )
    )


def _days(periods: Sequence[Period]) -> dict[str, Any]:
    days: dict[str, Any] = {}
    for n, period in enumerate(periods):
        days |= {f"start{n}": period.start, f"end{n}": period.end}
    return days


async def sums(
    session: AsyncSession, whom: Whom, kpis: Sequence[Kpi], periods: Sequence[Period]
) -> list[dict[int, Values]]:
    """For each period the values by member id and slug, and under `COUNT` how many entries there are.

    `kpis` are sums: built-in ones (one statement together) and counters of a team's own (one more together).
    Whoever has no entries in a period is not in its dict.
    """
    found: list[dict[int, Values]] = [{} for _ in periods]
    if not periods:
        return found
    parameters = {**whom.parameters, **_days(periods)}
    built_in = [kpi for kpi in kpis if kpi.slug in REGISTRY]
    statement = _wide(whom.shape, tuple(kpi.slug for kpi in built_in), len(periods))
    for part, member_id, entries, *sums_ in (await session.execute(statement, parameters)).all():
        values: Values = {COUNT: Value(entries)}
        given = iter(sums_)
        for kpi in built_in:
            top = int(next(given))
            values[kpi.slug] = Value(top) if kpi.bottom is None else Value(top, int(next(given)))
        found[part][member_id] = values
    own = {kpi.slug: kpi for kpi in kpis if kpi.slug not in REGISTRY}
    if own:
        by_kind = _by_kind(whom.shape, len(periods))
        rows = (await session.execute(by_kind, {**parameters, "kinds": list(own)})).all()
        for part, member_id, kind, quantity, amount in rows:
            value = amount if own[kind].unit == "money" else quantity
            found[part].setdefault(member_id, {})[kind] = Value(int(value))
    return found
