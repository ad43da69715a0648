"""One person's progress: of oneself, or as a lead sees it; short, or the whole."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.access import Me
from services.errors import Denied, NotFound
from services.kpi import AVAILABLE, REGISTRY, catalogue
from services.periods import containing
from services.progress.load import MAIN, SHORT, Progress, main_kind, standings
from services.progress.sums import Whom
from services.progress.whole import Whole, open_whole
from services.roster import Person

TODAY = tuple(dict.fromkeys((*SHORT, *(kpi.slug for kpi in AVAILABLE))))  # what today's line is made of


async def of_member(
    session: AsyncSession,
    me: Me,
    whom: Person,
    *,
    now: datetime,
    kind: str | None = None,
    day: date | None = None,
) -> Progress:
    """A person's period, short; for their lead what they logged in that team. `whom` comes from `roster.person`."""
    found = await standings(
        session,
        company_id=me.company_id,
        now=now,
        member_ids=[whom.member_id],
        team_ids=_within(me, whom),
        kind=kind,
        day=day,
        kpis=TODAY,
        within=_within(me, whom) is not None,
        own=bool(me.words),
        activities=True,
    )
    if whom.member_id not in found.people:
        raise Denied("error-no-team") if whom.member_id == me.member_id else NotFound("error-person-gone")
    return found.people[whom.member_id]


async def beside(
    session: AsyncSession, me: Me, whom: Person, shown: Progress, *, now: datetime
) -> list[Progress]:
    """Where the person stands now on targets of other kinds of periods; only beside their current main one."""
    if shown.at.ended or shown.period.kind != main_kind(shown.member, shown.at.today):
        return []
    goals, found = shown.member.goals, []
    for kind in MAIN:
        if kind == shown.period.kind or not goals.has(containing(shown.at.today, kind)):
            continue
        teams = _within(me, whom)
        stands = await standings(
            session,
            company_id=me.company_id,
            now=now,
            member_ids=[whom.member_id],
            team_ids=teams,
            kind=kind,
            kpis=(),
            within=teams is not None,
        )
        found += [one for one in stands.people.values() if one.stands]
    return found


async def whole_of_member(
    session: AsyncSession,
    me: Me,
    whom: Person,
    *,
    now: datetime,
    kind: str | None = None,
    day: date | None = None,
) -> Whole:
    """The same with everything else: every KPI, forecast, change, who set the targets."""
    teams = _within(me, whom)
    short = await of_member(session, me, whom, now=now, kind=kind, day=day)
    known = await catalogue(session, me.company_id, [short.member.team_id])
    found = await standings(
        session,
        company_id=me.company_id,
        now=now,
        member_ids=[whom.member_id],
        team_ids=teams,
        kind=short.period.kind,
        day=short.period.start,
        kpis=[*REGISTRY, *(slug for slug in known if slug not in REGISTRY)],
        within=teams is not None,
        own=True,
        activities=True,
    )
    asked = Whom(me.company_id, [whom.member_id], teams, teams is not None)
    return await open_whole(
        session, asked, found.people[whom.member_id], known, now=now, goals=whom.member_id == me.member_id
    )


def _within(me: Me, whom: Person) -> list[int] | None:
    own = me.is_owner or whom.member_id == me.member_id or me.team_id is None
    return None if own else [me.team_id or 0]
