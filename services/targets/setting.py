"""Monthly targets of people and teams: written as versions, so that a finished month keeps its own."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Target
from services import roster
from services.access import Me, require_lead
from services.errors import NotFound, Refused
from services.kpi import AVAILABLE, REGISTRY, Kpi, measure
from services.money import divide
from services.parsing import minor_digits
from services.periods import Period, add_months, containing
from services.roster import Person, TeamOf
from services.targets.words import LARGEST_COUNT, LARGEST_SUM

SETTABLE: tuple[Kpi, ...] = tuple(kpi for kpi in AVAILABLE if kpi.cumulative)
MOST = 5  # targets a person can keep in mind

_TEAM = re.compile(r"команд[аеуы]|team|отдел[ау]?")


@dataclass(frozen=True, slots=True)
class Change:
    """A target before and after; equal when it was that already."""

    kpi: str
    before: int | None
    after: int | None
    whom: Person | TeamOf


async def whose(session: AsyncSession, me: Me, name: str) -> Person | TeamOf:
    """Whom a lead means: a person or a team they may manage. Raises NotFound, and Refused when several fit."""
    require_lead(me)
    word, _, rest = name.partition(" ")
    teams = await roster.teams(session, me)
    if _TEAM.fullmatch(word.casefold()):
        fitting = [
            team for team in teams if not rest or team.name.casefold() == rest.strip(' «»"').casefold()
        ]
    else:
        fitting = [team for team in teams if team.name.casefold() == name.casefold()]
        if not fitting:
            people = await roster.named(session, me, name)
            if len(people) > 1:
                raise Refused("whom-ambiguous", names=", ".join(roster.told_apart(people)))
            if people:
                return people[0]
    if len(fitting) > 1:
        raise Refused("whom-which-team", names=", ".join(team.name for team in fitting[:10]))
    if not fitting:
        raise NotFound("whom-unknown", name=name[:60])
    return fitting[0]


async def current(
    session: AsyncSession,
    month: Period,
    *,
    member_ids: Collection[int] = (),
    team_ids: Collection[int] = (),
) -> dict[int, dict[str, int]]:
    """Values by member (or team) id and KPI as they are at the end of a month, in the registry's order."""
    owner = Target.member_id if member_ids else Target.team_id
    statement = (
        select(owner, Target.kpi, Target.value)
        .where(owner.in_(member_ids or team_ids), Target.period == "month", Target.valid_from < month.end)
        .order_by(Target.valid_from, Target.id)
    )
    newest: dict[int, dict[str, int | None]] = {}
    for owner_id, kpi, value in await session.execute(statement):
        newest.setdefault(int(owner_id or 0), {})[kpi] = value
    return {
        owner_id: {slug: value for slug in REGISTRY if (value := values.get(slug)) is not None}
        for owner_id, values in newest.items()
    }


async def set_target(
    session: AsyncSession,
    me: Me,
    *,
    kpi: str,
    value: int | None,
    now: datetime,
    member_id: int | None = None,
    team_id: int | None = None,
) -> Change:
    """Writes a new version from this month on; None takes the target away. Raises Denied, NotFound, Refused."""
    require_lead(me)
    whom: Person | TeamOf
    if member_id is not None:
        whom = await roster.person(session, me, member_id)
        month = containing(whom.today(now), "month")
        goals = (await current(session, month, member_ids=[member_id])).get(member_id, {})
        if value is not None and kpi not in goals and len(goals) >= MOST:
            raise Refused("target-too-many", n=MOST)
    elif team_id is not None:
        whom = await roster.team(session, me, team_id)
        month = containing(whom.today(now), "month")
        goals = (await current(session, month, team_ids=[team_id])).get(team_id, {})
    else:
        raise NotFound("whom-unknown", name="")
    check(kpi, value, me.currency)
    if value is None and kpi not in goals:
        raise Refused("target-none-yet")
    if value != goals.get(kpi):
        session.add(
            Target(
                company_id=me.company_id,
                member_id=member_id,
                team_id=None if member_id is not None else team_id,
                kpi=kpi,
                period="month",
                value=value,
                valid_from=month.start,
                created_by_id=me.member_id,
                created_at=now,
            )
        )
        await session.flush()
    return Change(kpi, goals.get(kpi), value, whom)


def check(kpi: str, value: int | None, currency: str) -> None:
    """Raises Refused for a KPI that takes no target, and for a value that is none."""
    if kpi not in {one.slug for one in SETTABLE}:
        raise Refused("target-kpi-later")
    if value is None:
        return
    if value <= 0:
        raise Refused("target-positive")
    largest = LARGEST_SUM * 10 ** minor_digits(currency) if REGISTRY[kpi].unit == "money" else LARGEST_COUNT
    if value > largest:
        raise Refused("target-too-big")


async def proposals(
    session: AsyncSession, me: Me, whom: Person | TeamOf, kpi: str, *, now: datetime
) -> list[int]:
    """Values to choose from: last month's actual in round numbers, a tenth and a quarter above it; else none."""
    month = containing(add_months(whom.today(now), -1), "month")
    person = isinstance(whom, Person)
    scope = whom.member_id if isinstance(whom, Person) else whom.id
    found = await measure(
        session,
        [REGISTRY[kpi]],
        company_id=me.company_id,
        by="manager" if person else "team",
        period=month,
        member_ids=[scope] if person else None,
        team_ids=None if person else [scope],
    )
    actual = found[scope][kpi].top
    values = [_round_up(divide(actual * percent, 100)) for percent in (100, 110, 125)]
    return sorted({value for value in values if value > 0})


def _round_up(value: int) -> int:
    """Two leading digits are enough for a goal: 1 834 200 becomes 1 900 000."""
    step: int = 10 ** max(len(str(max(value, 1))) - 2, 0)
    return -(-value // step) * step
