"""Versions of targets as they are stored: who set which when and why, what holds now, what begins later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Member, Target
from services.kpi import Kpi
from services.periods import containing

Key = tuple[str, str]  # KPI and period kind


@dataclass(frozen=True, slots=True)
class Version:
    """A target as it was set; without a value it was taken away from `valid_from` on. `by` None: not in the chat."""

    id: int
    kpi: str
    each: str  # week, month, quarter, year
    value: int | None
    weights: tuple[int, ...]
    reason: str | None
    valid_from: date
    by_id: int | None
    by: str | None
    at: datetime

    @property
    def key(self) -> Key:
        return self.kpi, self.each


async def versions(
    session: AsyncSession, *, member_ids: Collection[int] = (), team_ids: Collection[int] = ()
) -> dict[int, list[Version]]:
    """Every version by member (or team) id, in the order in which they hold: a later one goes before."""
    owner = Target.member_id if member_ids else Target.team_id
    statement = (
        select(Target, Member.name)
        .outerjoin(Member, Member.id == Target.created_by_id)
        .where(owner.in_(member_ids or team_ids))
        .order_by(Target.valid_from, Target.id)
    )
    found: dict[int, list[Version]] = {}
    for row, name in await session.execute(statement):
        owner_id = row.member_id if member_ids else row.team_id
        found.setdefault(int(owner_id or 0), []).append(
            Version(
                row.id,
                row.kpi,
                row.period,
                row.value,
                tuple(row.weights or ()),
                row.reason,
                row.valid_from,
                row.created_by_id,
                name,
                row.created_at,
            )
        )
    return found


def newest(of: Iterable[Version], before: Mapping[str, date]) -> dict[Key, Version]:
    """By KPI and kind the last version that begins before the day given for its kind, also one that takes away."""
    return {one.key: one for one in of if one.valid_from < before[one.each]}


def ends(today: date) -> dict[str, date]:
    """By period kind the first day after the period that `today` lies in."""
    return {kind: containing(today, kind).end for kind in ("week", "month", "quarter", "year")}


def standing(of: Iterable[Version], today: date) -> list[Version]:
    """What holds in the periods of today: the versions valid at their ends."""
    return [one for one in newest(of, ends(today)).values() if one.value is not None]


def later(of: Iterable[Version], today: date) -> list[Version]:
    """What begins in a period after today's, the earliest first; of several for one day the last that was set."""
    limits = ends(today)
    found = {(one.key, one.valid_from): one for one in of if one.valid_from >= limits[one.each]}
    return list(found.values())


def at_once(of: Collection[Version], new: Version, counted: Collection[str]) -> int:
    """How many targets there are at the same time, at most, while `new` holds; of the KPIs that are `counted`."""
    every = sorted([*of, new], key=lambda one: (one.valid_from, one.id))
    until = min(
        (one.valid_from for one in of if one.key == new.key and one.valid_from > new.valid_from), default=None
    )
    days = {new.valid_from} | {one.valid_from for one in every if one.valid_from > new.valid_from}
    most = 0
    for day in days:
        if until is not None and day >= until:
            continue
        there = {one.key: one.value for one in every if one.valid_from <= day and one.kpi in counted}
        most = max(most, sum(value is not None for value in there.values()))
    return most


_ORDER = ("month", "week", "quarter", "year")  # most are of a month


def ordered(of: Iterable[Version], catalogue: Mapping[str, Kpi]) -> list[Version]:
    """By period kind, then as the KPIs stand in the catalogue; those it does not have are left out."""
    place = {slug: n for n, slug in enumerate(catalogue)}
    known = [one for one in of if one.kpi in place]
    return sorted(known, key=lambda one: (_ORDER.index(one.each), place[one.kpi], one.valid_from))
