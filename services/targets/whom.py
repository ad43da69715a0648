"""Whose target it is to be, as a lead writes it, and which KPIs they can have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Team
from services import roster
from services.access import Me, require_lead
from services.errors import NotFound, Refused
from services.kpi import Catalogue, catalogue
from services.roster import Person, TeamOf

_TEAM = re.compile(r"команд[аеуы]|team|отдел[ау]?")
_ALL = re.compile(r"всем|все|всех|кажд(?:ый|ому)|everyone|everybody|all|each")
_IN_TEAM = re.compile(rf"^(?:(?:в|из|in|of|on|the)\s+)*(?:(?:{_TEAM.pattern})(?:\s+|$))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Everybody:
    """Every seller of a team, each with a target of their own."""

    team: TeamOf

    @property
    def name(self) -> str:
        return self.team.name

    def today(self, now: datetime) -> date:
        return self.team.today(now)


@dataclass(frozen=True, slots=True)
class Kpis:
    """The KPIs that targets can be of here, and the words a team writes its counters with."""

    catalogue: Catalogue
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)


async def kpis(session: AsyncSession, me: Me, whom: Person | TeamOf | Everybody | None = None) -> Kpis:
    """Those of somebody's team, or of every team that `me` may manage."""
    if whom is not None:
        asked = Team.id == (_team_of(whom) or 0)
    elif me.is_owner:
        asked = Team.company_id == me.company_id
    else:
        asked = Team.id == (me.team_id or 0)
    words: dict[str, Sequence[str]] = {}
    ids = []
    for id_, own in await session.execute(select(Team.id, Team.words).where(asked)):
        ids.append(id_)
        words.update(own or {})
    return Kpis(await catalogue(session, me.company_id, ids), words)


def _team_of(whom: Person | TeamOf | Everybody) -> int | None:
    if isinstance(whom, Person):
        return whom.team_id
    return whom.team.id if isinstance(whom, Everybody) else whom.id


async def whose(session: AsyncSession, me: Me, name: str) -> Person | TeamOf | Everybody:
    """Whom a lead means: a person, a team, everybody in it. Raises NotFound, and Refused when several fit."""
    require_lead(me)
    word, _, rest = name.partition(" ")
    teams = await roster.teams(session, me)
    everybody = bool(_ALL.fullmatch(word.casefold()))
    if everybody or _TEAM.fullmatch(word.casefold()):
        if everybody:  # «всем в команде Юг»
            rest = _IN_TEAM.sub("", rest)
        rest = rest.strip(' «»"')
        fitting = [team for team in teams if not rest or team.name.casefold() == rest.casefold()]
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
    return Everybody(fitting[0]) if everybody else fitting[0]
