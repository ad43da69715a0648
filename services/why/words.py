"""What a line after /why asks for: a KPI, whose, and a period, in the order in which people say it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services import roster
from services.access import Me
from services.entries.named import named_period
from services.errors import NotFound, Refused
from services.kpi import Catalogue, Kpi
from services.kpi.naming import find, nearest
from services.names import clean, person_key
from services.periods import Period, containing
from services.why import books
from services.why.model import Subject
from services.why.subject import own, subject, usual

_ME = re.compile(r"я|меня|мо[йяеиюё]\w*|у меня|me|my|mine")
_TEAM = re.compile(r"команд[аеуы]|отдел[ау]?|team")
_COMPANY = re.compile(r"компани[яеию]|фирм[аеуы]|company|firm")
_LOOSE = re.compile(r"[?!.,:;«»\"]+$|^[«\"]+")
_FILLER = frozenset({"почему", "why", "по", "у", "для", "for", "of", "the"})
LONGEST = 12  # words


@dataclass(frozen=True, slots=True)
class Asked:
    """Without a KPI one is to be chosen; `near` are those that a name that is none is like."""

    subject: Subject
    period: Period
    kpi: Kpi | None = None
    catalogue: Catalogue = field(default_factory=dict)
    near: tuple[Kpi, ...] = ()
    unknown: str = ""


async def read(session: AsyncSession, me: Me, text: str, *, now: datetime) -> Asked:
    """«выручка», «удержание октябрь», «@anna сделки», "team revenue last month". Raises Denied, NotFound, Refused.

    A name that is no KPI comes back as `unknown`.
    """
    usual_ = await usual(session, me)
    today = now.astimezone(usual_.zone).date()
    month = containing(today, "month")
    words = [_LOOSE.sub("", word) for word in clean(text, 200).split()[:LONGEST]]
    words = [word for word in words if word]
    while words and words[0].casefold() in _FILLER:
        words.pop(0)
    if not words:
        return Asked(usual_, month)
    there, spoken = await books.known(session, usual_), await books.words(session, me)
    tails = range(1, min(len(words), 4) + 1)
    named = [(words[:-n], named_period(" ".join(words[-n:]), today)) for n in tails]
    ends = [(words, month), *((head, period) for head, period in named if period is not None)]
    for head, period in ends:
        if not head:
            return Asked(usual_, period)
        if kpi := find(" ".join(head), there, spoken):
            return Asked(usual_, period, kpi, there)
    for head, period in ends:
        if (found := await _with_whom(session, me, head, there, spoken)) is not None:
            whom, kpi = found
            return Asked(whom, period, kpi, await books.known(session, whom))
    head, period = ends[-1]
    if (name := _name_beside(head, there, spoken)) is not None:
        raise NotFound("whom-unknown", name=name[:60])
    unknown = " ".join(head)[:60]
    return Asked(usual_, period, None, there, tuple(nearest(unknown, there, spoken)), unknown)


def _splits(words: list[str]) -> list[tuple[str, str]]:
    """(whom, the rest) with the name before the rest and after it."""
    cut = range(1, min(len(words), 5))
    return [(" ".join(words[:n]), " ".join(words[n:])) for n in cut] + [
        (" ".join(words[-n:]), " ".join(words[:-n])) for n in cut
    ]


async def _with_whom(
    session: AsyncSession, me: Me, words: list[str], there: Catalogue, spoken: Mapping[str, Sequence[str]]
) -> tuple[Subject, Kpi | None] | None:
    """Somebody and a KPI, or only somebody."""
    for name, rest in _splits(words):
        kpi = find(rest, there, spoken)
        if kpi is not None and (whom := await _whom(session, me, name)) is not None:
            return whom, kpi
    alone = await _whom(session, me, " ".join(words))
    if alone is not None:
        return alone, None
    for name, rest in _splits(words):  # a counter of that person's team only
        whom = await _whom(session, me, name)
        if whom is not None and (kpi := find(rest, await books.known(session, whom), spoken)) is not None:
            return whom, kpi
    return None


def _name_beside(words: list[str], there: Catalogue, spoken: Mapping[str, Sequence[str]]) -> str | None:
    """What stands beside a KPI and is nobody."""
    return next((name for name, rest in _splits(words) if find(rest, there, spoken)), None)


async def _whom(session: AsyncSession, me: Me, name: str) -> Subject | None:
    """Whom a name means, among those `me` may look at. Raises Refused where several fit."""
    low = person_key(name)
    if _ME.fullmatch(low):
        return await own(session, me)
    if _COMPANY.fullmatch(low) and me.is_owner:
        return await subject(session, me, "company", me.company_id)
    if me.leads and (team := await _team(session, me, name)) is not None:
        return team
    people = await roster.named(session, me, name)
    if len(people) > 1:
        raise Refused("whom-ambiguous", names=", ".join(roster.told_apart(people)))
    return await subject(session, me, "manager", people[0].member_id) if people else None


async def _team(session: AsyncSession, me: Me, name: str) -> Subject | None:
    """«команда», «команда Юг», «Юг»: of the teams that `me` may look at."""
    first, _, rest = name.partition(" ")
    teams = await roster.teams(session, me)
    if _TEAM.fullmatch(person_key(first)):
        fitting = [team for team in teams if not rest or person_key(team.name) == person_key(rest)]
        if not rest and me.team_id is not None and len(fitting) > 1:
            fitting = [team for team in teams if team.id == me.team_id]
    else:
        fitting = [team for team in teams if person_key(team.name) == person_key(name)]
    if len(fitting) > 1:
        raise Refused("whom-which-team", names=", ".join(team.name for team in fitting[:10]))
    return await subject(session, me, "team", fitting[0].id) if fitting else None
