"""What a deal takes: activities and the average check of the last ninety days, a person's own or the team's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry
from services.kpi import NO_VALUE, Value
from services.kpi.conversion import ACTIVITY_KINDS
from services.plans import Plans
from services.progress.sums import Whom, conditions

WINDOW = 90  # days
OWN_ACTIVITIES, OWN_DEALS = 20, 5  # from so many on a person's own conversion says something
_E = Entry.__table__.c


@dataclass(frozen=True, slots=True)
class Counted:
    """Of the last ninety days: deals, those with an amount and their sum, and the main activity."""

    deals: int = 0
    priced: int = 0
    amount: int = 0
    activities: int = 0

    @property
    def enough(self) -> bool:
        """kpi.md: at least 20 activities and 5 deals."""
        return self.activities >= OWN_ACTIVITIES and self.deals >= OWN_DEALS


@dataclass(frozen=True, slots=True)
class Effort:
    """`activity`: the slug of the team's main one. `own`: by the person's own conversion, else by the team's."""

    activity: str
    counted: Counted
    own: bool

    def for_deals(self, deals: Value) -> Value:
        """How many activities so many deals take: needed deals / conversion. No value without both."""
        if not deals.exists or self.counted.deals <= 0 or self.counted.activities <= 0:
            return NO_VALUE
        return Value(deals.top * self.counted.activities, deals.bottom * self.counted.deals)

    def for_volume(self, volume: Value) -> Value:
        """Needed volume / average check -> deals -> activities."""
        if not volume.exists or self.counted.amount <= 0 or self.counted.priced <= 0:
            return NO_VALUE
        deals = Value(volume.top * self.counted.priced, volume.bottom * self.counted.amount)
        return self.for_deals(deals)

    def for_kpi(self, slug: str, needed: Value) -> Value:
        """In activities, for the KPIs that follow from them: deals and volume."""
        if slug == "deals":
            return self.for_deals(needed)
        return self.for_volume(needed) if slug == "sales_volume" else NO_VALUE


def effort_of(activity: str, own: Counted, team: Counted) -> Effort | None:
    """kpi.md: by the person's own conversion where there is enough of it, else by the team's."""
    if own.enough:
        return Effort(activity, own, True)
    return Effort(activity, team, False) if team.deals > 0 and team.activities > 0 else None


def kind_of(activity: str) -> str:
    """What the entries of a main activity are called; a counter of a team's own has the name of its KPI."""
    return ACTIVITY_KINDS.get(activity, activity)


@lru_cache(maxsize=256)
def _statement(shape: str, kinds: tuple[str, ...]) -> Any:
    deal = (_E.kind == "deal", _E.quantity > 0)

    def total(column: Any, *where: Any) -> Any:
        return func.coalesce(func.sum(column).filter(*where), 0)

    columns = [
        total(_E.quantity, *deal),
        total(_E.quantity, _E.kind == "deal", _E.amount.is_not(None)),
        total(_E.amount, _E.kind == "deal"),
        *(total(_E.quantity, _E.kind == kind) for kind in kinds),
    ]
    days = (_E.day > bindparam("start"), _E.day <= bindparam("end"))
    if shape == "company":  # both from one pass
        both = select(_E.team_id, _E.member_id, *columns).where(*conditions(shape), *days)
        return both.group_by(_E.team_id, _E.member_id)
    people = select(literal(0), _E.member_id, *columns).where(*conditions(shape), *days)
    teams = select(literal(1), _E.team_id, *columns).where(
        _E.team_id.in_(bindparam("all_teams", expanding=True)), _E.voided_at.is_(None), *days
    )
    return union_all(people.group_by(_E.member_id), teams.group_by(_E.team_id))


async def efforts(
    session: AsyncSession, whom: Whom, plans: Plans, todays: Sequence[date]
) -> dict[int, Effort]:
    """By member id, for everybody in the plans; one statement. Nobody is there for whom nothing can be said."""
    if not plans.members or not todays:
        return {}
    theirs = {one.id: plans.teams[one.team_id].main_activity for one in plans.members.values()}
    team_ids = sorted({one.team_id for one in plans.members.values()})
    kinds = tuple(sorted({kind_of(activity) for activity in theirs.values()}))
    parameters = {
        **whom.parameters,
        "start": todays[-1] - timedelta(days=WINDOW),
        "end": todays[-1],
    }
    if whom.shape != "company":
        parameters["all_teams"] = team_ids
    people: dict[int, list[int]] = {}
    teams: dict[int, list[int]] = {}
    for part, id_, *sums in (await session.execute(_statement(whom.shape, kinds), parameters)).all():
        if whom.shape == "company":
            _add(teams, part, sums)
            _add(people, id_, sums)
        else:
            _add(teams if part else people, id_, sums)
    found = {}
    for one in plans.members.values():
        place = kinds.index(kind_of(theirs[one.id]))
        effort = effort_of(
            theirs[one.id], _counted(people.get(one.id), place), _counted(teams.get(one.team_id), place)
        )
        if effort is not None:
            found[one.id] = effort
    return found


def _add(into: dict[int, list[int]], id_: int, sums: Sequence[int]) -> None:
    known = into.get(id_)
    into[id_] = (
        [int(n) for n in sums] if known is None else [a + int(b) for a, b in zip(known, sums, strict=True)]
    )


def _counted(sums: list[int] | None, place: int) -> Counted:
    return Counted(sums[0], sums[1], sums[2], sums[3 + place]) if sums else Counted()
