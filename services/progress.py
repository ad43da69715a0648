"""Where people stand: their figures of the month against their targets, and a team's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry
from services import roster, targets
from services.access import Me
from services.kpi import AVAILABLE, REGISTRY, Kpi, Value, attainment, measure, nothing
from services.names import person_key
from services.periods import Period, containing
from services.roster import Person, TeamOf

TEAM_PAGE = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """A KPI's value, and the target it is held against; money in minor units."""

    kpi: Kpi
    value: Value
    target: int | None = None

    @property
    def share(self) -> int | None:
        """Attainment in whole percent, never capped."""
        return attainment(self.kpi, self.value, Value(self.target)).rounded(2) if self.target else None


Figures = dict[str, Figure]


def _figures(values: Mapping[str, Value], goals: Mapping[str, int]) -> Figures:
    return {slug: Figure(REGISTRY[slug], value, goals.get(slug)) for slug, value in values.items()}


def main(figures: Figures) -> Figure | None:
    """What somebody is held against first: volume, else the first KPI with a target."""
    return next((figure for figure in figures.values() if figure.target), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """Somebody's month so far and their today."""

    month: Period
    today: date
    so_far: Figures
    of_today: Figures


async def of_member(session: AsyncSession, me: Me, whom: Person, *, now: datetime) -> Progress:
    """A person's figures; for their lead only what they logged in that team."""
    today = whom.today(now)
    month = containing(today, "month")
    own = me.is_owner or whom.member_id == me.member_id
    team_ids = None if own or me.team_id is None else [me.team_id]
    values = []
    for period in (month, containing(today, "day")):
        found = await measure(
            session,
            AVAILABLE,
            company_id=whom.company_id,
            by="manager",
            period=period,
            member_ids=[whom.member_id],
            team_ids=team_ids,
        )
        values.append(found[whom.member_id])
    goals = await targets.current(session, month, member_ids=[whom.member_id])
    return Progress(month, today, _figures(values[0], goals.get(whom.member_id, {})), _figures(values[1], {}))


@dataclass(frozen=True, slots=True)
class Row:
    """A member's line: figures of the month in this team, the last day with an entry."""

    person: Person
    figures: Figures
    last: date | None


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """A page of a team's members by volume; `total` of all, `left` of those who are no longer in it."""

    team: TeamOf
    month: Period
    today: date
    rows: list[Row]
    page: int
    pages: int
    total: Figures
    left: Figures | None
    with_target: int  # sellers who have a volume target of their own
    sellers: int


async def of_team(
    session: AsyncSession, me: Me, team_id: int, *, now: datetime, page: int = 0
) -> TeamProgress:
    """Each member of a team in a line, and the team's sum. Raises Denied, NotFound."""
    which = await roster.team(session, me, team_id)
    today = which.today(now)
    month = containing(today, "month")
    people = await roster.members(session, team_id)
    by_person = await measure(
        session, AVAILABLE, company_id=me.company_id, by="manager", period=month, team_ids=[team_id]
    )
    whole = await measure(
        session, AVAILABLE, company_id=me.company_id, by="team", period=month, team_ids=[team_id]
    )
    goals = await targets.current(session, month, member_ids=[p.member_id for p in people])
    own = await targets.current(session, month, team_ids=[team_id])
    shown = [p for p in people if p.sells or p.member_id in by_person or p.member_id in goals]
    rows = [
        Row(p, _figures(by_person.get(p.member_id, nothing(AVAILABLE)), goals.get(p.member_id, {})), None)
        for p in shown
    ]
    rows.sort(
        key=lambda r: (-r.figures["sales_volume"].value.top, person_key(r.person.name), r.person.member_id)
    )
    pages = max((len(rows) + TEAM_PAGE - 1) // TEAM_PAGE, 1)
    page = min(page, pages - 1)
    rows = rows[page * TEAM_PAGE : (page + 1) * TEAM_PAGE]
    last = await _last_days(session, team_id, [row.person.member_id for row in rows], today)
    sellers = [p.member_id for p in people if p.sells]
    here = {p.member_id for p in people}
    return TeamProgress(
        team=which,
        month=month,
        today=today,
        rows=[Row(row.person, row.figures, last.get(row.person.member_id)) for row in rows],
        page=page,
        pages=pages,
        total=_figures(whole[team_id], _team_goals(own.get(team_id, {}), goals, sellers)),
        left=_sum([values for member_id, values in by_person.items() if member_id not in here]),
        with_target=sum("sales_volume" in goals.get(member_id, {}) for member_id in sellers),
        sellers=len(sellers),
    )


def _team_goals(
    own: Mapping[str, int], goals: Mapping[int, Mapping[str, int]], sellers: Collection[int]
) -> dict[str, int]:
    """The team's own targets; without one the sum of its members', if every seller has one."""
    result = dict(own)
    for slug in {slug for member_id in sellers for slug in goals.get(member_id, {})} - set(own):
        values = [goals.get(member_id, {}).get(slug) for member_id in sellers]
        if all(values):
            result[slug] = sum(value or 0 for value in values)
    return result


def _sum(rows: Iterable[Mapping[str, Value]]) -> Figures | None:
    rows = list(rows)
    if not rows:
        return None
    return {
        slug: Figure(REGISTRY[slug], Value(sum(values[slug].top for values in rows)))
        for slug in ("sales_volume", "deals")
    }


async def _last_days(
    session: AsyncSession, team_id: int, member_ids: Collection[int], today: date
) -> dict[int, date]:
    statement = (
        select(Entry.member_id, func.max(Entry.day))
        .where(
            Entry.member_id.in_(member_ids),
            Entry.team_id == team_id,
            Entry.voided_at.is_(None),
            Entry.day <= today,
        )
        .group_by(Entry.member_id)
    )
    return {int(member_id): day for member_id, day in await session.execute(statement)}
