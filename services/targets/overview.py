"""What there is: one person's or team's targets with who set them, and a whole team's at a glance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services import plans, roster
from services.access import Me
from services.kpi import Catalogue, Value, catalogue
from services.periods import Period, containing
from services.plans import KINDS
from services.roster import Person, TeamOf
from services.targets.held import Held, of_member, of_team
from services.targets.versions import Key, Version, later, ordered, standing, versions


@dataclass(frozen=True, slots=True)
class Targets:
    """Somebody's: what holds now, what begins later; `asked` is what is left of a target where that is less."""

    catalogue: Catalogue
    now: list[Version] = field(default_factory=list)
    later: list[Version] = field(default_factory=list)
    asked: dict[Key, Value] = field(default_factory=dict)

    def find(self, kpi: str, each: str) -> Version | None:
        """The version of this KPI and period kind that holds now, else the next."""
        return next((one for one in (*self.now, *self.later) if one.key == (kpi, each)), None)


async def of_one(
    session: AsyncSession, company_id: int, whom: Person | TeamOf, known: Catalogue, *, now: datetime
) -> Targets:
    """A person's or team's targets; whether they may be looked at is for `roster` to say."""
    today = whom.today(now)
    if isinstance(whom, TeamOf):
        mine = (await versions(session, team_ids=[whom.id])).get(whom.id, [])
        return Targets(known, ordered(standing(mine, today), known), ordered(later(mine, today), known))
    mine = (await versions(session, member_ids=[whom.member_id])).get(whom.member_id, [])
    held = ordered(standing(mine, today), known)
    asked: dict[Key, Value] = {}
    if held:
        here = {one.each: containing(today, one.each) for one in held}
        start, end = plans.window(*here.values())
        loaded = await plans.load(
            session, company_id=company_id, start=start, end=end, member_ids=[whom.member_id]
        )
        plan = loaded.members.get(whom.member_id)
        for each, period in here.items() if plan else ():
            assert plan is not None
            left = of_member(plan, period, known)
            for one in held:
                if one.each == each:
                    asked[one.key] = left[one.kpi].asked if one.kpi in left else Value(0)
    return Targets(known, held, ordered(later(mine, today), known), asked)


@dataclass(frozen=True, slots=True)
class TeamTargets:
    """A team's own targets (and sums of its people's) by period, and each person's."""

    team: TeamOf
    today: date
    catalogue: Catalogue
    own: list[tuple[Period, Held]]
    people: list[tuple[Person, list[Version]]]


async def of_whole_team(session: AsyncSession, me: Me, team_id: int, *, now: datetime) -> TeamTargets:
    """A team and everybody in it. Raises Denied, NotFound."""
    team = await roster.team(session, me, team_id)
    today = team.today(now)
    known = await catalogue(session, me.company_id, [team_id])
    periods = [containing(today, kind) for kind in KINDS]
    start, end = plans.window(*periods)
    loaded = await plans.load(session, company_id=me.company_id, start=start, end=end, team_ids=[team_id])
    own = [
        (period, held)
        for period in periods
        for held in of_team(loaded.teams[team_id], loaded, period, known).values()
    ]
    people = await roster.members(session, team_id)
    every = await versions(session, member_ids=[p.member_id for p in people]) if people else {}
    shown = [(p, ordered(standing(every.get(p.member_id, []), today), known)) for p in people]
    return TeamTargets(team, today, known, own, shown)
