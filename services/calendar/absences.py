"""Days away from work: who may declare them, what waits for the lead, ending early, taking back.

Every declaration is a row as it was said, so that undoing, editing or declining one of two that overlap leaves the
other as it was. Of one kind they are shown, ended and taken back as one stretch (`stretches`); figures take the union.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Absence, Entry, Member, Membership, Report, Team
from services import behalf, gate, plans, roster
from services.access import Me, require_lead, require_team
from services.calendar.stretches import (
    KINDS,
    ONE,
    Days,
    Stretch,
    around,
    check,
    days_of,
    first_new,
    stretches,
)
from services.errors import NotFound, Refused
from services.periods import containing
from services.roster import Person

FREE = timedelta(days=3)  # further back it needs the lead
LISTED = timedelta(days=7)  # what ended longer ago is not offered for correction


@dataclass(frozen=True, slots=True)
class Away:
    """An absence for showing. `state`: counted, asking, declined; noted or waits when it had been said before.

    `whole`: with the days of the same kind that it adds to; `days`: working days of the team among them, None where
    others read along.
    """

    id: int
    member_id: int
    kind: str
    starts_on: date
    ends_on: date
    state: str
    whole: Days
    days: int | None = 0
    targets: bool = False  # the person has targets, which shrink
    by: str | None = None  # who accepted or declined it
    by_id: int = 0
    fresh: bool = False  # declared just now: others may have to hear of it

    @property
    def extends(self) -> bool:
        return self.whole != (self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that was ended earlier or taken back (`after` is None); `report_ids` of the messages behind it."""

    whom: Me
    kind: str
    before: Days
    after: Days | None
    state: str
    report_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for a lead's word."""

    id: int
    member_id: int
    name: str
    team: str
    kind: str
    starts_on: date
    ends_on: date
    created_at: datetime


# -- declaring ----------------------------------------------------------------------------------


async def declare(
    session: AsyncSession,
    me: Me,
    whom: Me,
    kind: str,
    days: Days,
    *,
    now: datetime,
    today: date | None = None,
    report_id: int | None = None,
) -> Away:
    """Notes an absence of `whom`, told by themselves or by their lead. Raises Denied, Refused.

    It counts at once, except where days not noted yet lie more than three days before `today` (the team's date when
    it was said) or a lead had declined it: then it waits. A lead's or owner's own needs nobody, nor does one they set.
    """
    require_team(whom)
    if kind not in KINDS:
        raise Refused("error-old-button")
    today = today or whom.today(now)
    check(days, today)
    rows = await _of(session, whom.member_id, kind, days, declined=True)
    live = [row for row in rows if row.voided_at is None]
    counted = [row for row in live if row.state == "counted"]
    asking = [row for row in live if row.state == "asking"]
    new = first_new(days, days_of(counted))
    if new is None:
        return await _said_before(session, counted, days, "noted")
    free = me.member_id != whom.member_id or whom.leads
    if not free and first_new(days, days_of([*counted, *asking])) is None:
        return await _said_before(session, asking, days, "waits")
    again = any(
        row.state == "declined" and row.starts_on <= days[1] and row.ends_on >= days[0] for row in rows
    )
    state = "counted" if free or (new >= today - FREE and not again) else "asking"
    row = Absence(
        company_id=whom.company_id,
        member_id=whom.member_id,
        report_id=report_id,
        kind=kind,
        starts_on=days[0],
        ends_on=days[1],
        state=state,
        by_id=me.member_id,
        created_at=now,
    )
    session.add(row)
    if free:
        for other in asking:
            if days[0] <= other.starts_on and other.ends_on <= days[1]:
                other.state, other.decided_by_id = "counted", me.member_id
    await session.flush()
    if state == "counted" and days[0] < today:
        await touched(session, me, [row])
    return await shown(session, row, fresh=True, others=days_of(counted) if state == "counted" else ())


async def _said_before(session: AsyncSession, rows: list[Absence], days: Days, state: str) -> Away:
    whole = around(days, days_of(rows))
    row = next((x for x in rows if x.starts_on <= days[1] and x.ends_on >= days[0]), rows[0])
    return Away(row.id, row.member_id, row.kind, *days, state, whole)


async def _of(
    session: AsyncSession, member_id: int, kind: str, days: Days, *, declined: bool = False
) -> list[Absence]:
    """Rows of the kind that lie in these days or touch them; with `declined` also what was refused before."""
    statement = (
        select(Absence)
        .where(
            Absence.member_id == member_id,
            Absence.kind == kind,
            Absence.starts_on <= days[1] + ONE,
            Absence.ends_on >= days[0] - ONE,
        )
        .order_by(Absence.id)
    )
    rows = await session.scalars(statement)
    return [row for row in rows if row.voided_at is None or (declined and row.state == "declined")]


async def _stretch(session: AsyncSession, row: Absence) -> tuple[Days, list[Absence]]:
    """The whole stretch a row is part of, and its rows; one that does not count stands alone."""
    whole, rows = (row.starts_on, row.ends_on), [row]
    while row.state == "counted":
        found = [x for x in await _of(session, row.member_id, row.kind, whole) if x.state == "counted"]
        wider = around(whole, days_of(found))
        if len(found) == len(rows) and wider == whole:
            break
        whole, rows = wider, found
    return whole, rows


async def shown(
    session: AsyncSession, row: Absence, *, fresh: bool = False, others: Collection[Days] = ()
) -> Away:
    """An absence with what it means for the person: working days, whether there are targets."""
    days = (row.starts_on, row.ends_on)
    whole = around(days, others)
    found = await plans.load(
        session,
        company_id=row.company_id,
        start=whole[0],
        end=whole[1] + ONE,
        member_ids=[row.member_id],
    )
    plan = found.members.get(row.member_id)
    working = 0
    if plan is not None:
        schedule, day = plan.schedule, whole[0]
        while day <= whole[1]:
            here = schedule.since <= day and (schedule.until is None or day < schedule.until)
            working += here and schedule.calendar.works(day)
            day += ONE
    by = await session.get(Member, row.decided_by_id) if row.decided_by_id is not None else None
    return Away(
        row.id,
        row.member_id,
        row.kind,
        *days,
        row.state,
        whole,
        working,
        plan is not None
        and any(plan.goals.of(containing(day, kind)) for kind in plans.KINDS for day in whole),
        by.name if by else None,
        by.id if by else 0,
        fresh,
    )


async def touched(session: AsyncSession, me: Me, rows: Iterable[Absence]) -> None:
    """Absences that count were noted, ended or taken back: closed periods they lie in are counted again (kpi.md)."""
    there = list(rows)
    if not there:
        return
    days = (min(row.starts_on for row in there), max(row.ends_on for row in there))
    if not await gate.closed_after(session, me.company_id, days[0]):
        return
    members = {row.member_id for row in there}
    teams = await session.scalars(select(Membership.team_id).where(Membership.member_id.in_(members)))
    await gate.touched(session, me.company_id, days=days, teams=list(teams), by=me.member_id)


# -- deciding -----------------------------------------------------------------------------------


async def told(session: AsyncSession, whom: Me) -> list[Person]:
    """Who hears of what `whom` says: the leads the bot can reach, where there is none the owners.

    Nobody for a lead's or an owner's own.
    """
    if whom.leads:
        return []
    others = Member.id != whom.member_id
    leads = await roster.people(
        session, Membership.team_id == whom.team_id, Membership.role == "lead", others
    )
    reachable = [person for person in leads if person.account_id is not None]
    if reachable:
        return reachable
    owners = await roster.people(session, Member.company_id == whom.company_id, Member.is_owner, others)
    return [person for person in owners if person.account_id is not None]


async def asking(session: AsyncSession, me: Me) -> list[Asked]:
    """What waits for `me`: absences of the team led, of the company owned, the oldest first. Raises Denied."""
    require_lead(me)
    theirs = Team.company_id == me.company_id if me.is_owner else Team.id == me.team_id
    statement = (
        select(Absence, Member.name, Team.name)
        .join(Member, Member.id == Absence.member_id)
        .join(Membership, Membership.member_id == Member.id)
        .join(Team, Team.id == Membership.team_id)
        .where(
            theirs,
            Membership.ends_on.is_(None),
            Member.left_at.is_(None),
            Absence.company_id == me.company_id,
            Absence.state == "asking",
            Absence.voided_at.is_(None),
        )
        .order_by(Absence.id)
    )
    return [
        Asked(row.id, row.member_id, name, team, row.kind, row.starts_on, row.ends_on, row.created_at)
        for row, name, team in await session.execute(statement)
    ]


async def decide(
    session: AsyncSession, me: Me, absence_id: int, accept: bool, *, seen: int = 0
) -> tuple[Away, Me, bool]:
    """Accepts or declines somebody's absence; gives it, whose it is, and whether that changed anything.

    `seen`: the member whose decision the button showed, 0 for none: what another lead has decided since stays.
    Raises Denied for who does not lead them, NotFound, Refused when it was taken back meanwhile.
    """
    row = await _row(session, me, absence_id)
    require_lead(me)
    whom = await behalf.subject(session, me, row.member_id)
    if row.voided_at is not None:
        raise Refused("absence-taken-back")
    wanted = "counted" if accept else "declined"
    changed = row.state != wanted and (row.decided_by_id or 0) == seen
    if changed:
        counted = row.state == "counted" or accept
        row.state, row.decided_by_id = wanted, me.member_id
        await session.flush()
        if counted:
            await touched(session, me, [row])
    return await shown(session, row), whom, changed


async def _row(session: AsyncSession, me: Me, absence_id: int) -> Absence:
    row = await session.get(Absence, absence_id, with_for_update=True, populate_existing=True)
    if row is None or row.company_id != me.company_id:
        raise NotFound()
    return row


# -- what there is, ending, taking back ---------------------------------------------------------


async def listed(session: AsyncSession, whom: Me, *, now: datetime) -> list[Stretch]:
    """Absences that are, will be, or ended within a week, in the order of their days."""
    since = whom.today(now) - LISTED
    statement = (
        select(Absence)
        .where(Absence.member_id == whom.member_id, Absence.voided_at.is_(None))
        .order_by(Absence.starts_on, Absence.id)
    )
    rows = list(await session.scalars(statement))
    found = [
        Stretch(row.id, row.kind, row.starts_on, row.ends_on, row.state)
        for row in rows
        if row.state != "counted" and row.ends_on >= since
    ]
    found += [one for one in stretches(rows) if one.ends_on >= since]
    return sorted(found, key=lambda one: (one.starts_on, one.ends_on, one.id))


async def stretch(session: AsyncSession, me: Me, absence_id: int) -> tuple[Stretch, Me]:
    """The stretch a button means, and whose it is. Raises Denied, NotFound."""
    row = await _row(session, me, absence_id)
    whom = await behalf.subject(session, me, row.member_id)
    if row.voided_at is not None:
        raise NotFound("absence-taken-back")
    whole, _ = await _stretch(session, row)
    return Stretch(row.id, row.kind, *whole, row.state), whom


async def end(session: AsyncSession, me: Me, absence_id: int, last: date, *, now: datetime) -> Change:
    """Ends a stretch on `last`; before its first day: takes it back. Raises Denied, NotFound, Refused."""
    row = await _row(session, me, absence_id)
    whom = await behalf.subject(session, me, row.member_id)
    if row.voided_at is not None or row.state == "declined":
        raise NotFound("absence-taken-back")
    whole, rows = await _stretch(session, row)
    if last >= whole[1]:
        raise Refused("absence-ends-earlier", last=whole[1])
    if row.state == "counted":
        await touched(session, me, rows)  # as they were
    gone = [x for x in rows if x.starts_on > last]
    for one in rows:
        if one in gone:
            one.voided_at = now
        else:
            one.ends_on = min(one.ends_on, last)
    await _settle(session, gone)
    after = (whole[0], last) if last >= whole[0] else None
    return Change(whom, row.kind, whole, after, row.state, _reports(rows))


async def take_back(
    session: AsyncSession, me: Me, absence_id: int, *, now: datetime, alone: bool = False
) -> Change:
    """Takes a whole stretch back, or `alone` what was said this once. Raises Denied, NotFound."""
    row = await _row(session, me, absence_id)
    whom = await behalf.subject(session, me, row.member_id)
    if row.voided_at is not None:
        raise NotFound("absence-taken-back")
    whole, rows = ((row.starts_on, row.ends_on), [row]) if alone else await _stretch(session, row)
    for one in rows:
        one.voided_at = now
    if row.state == "counted":
        await touched(session, me, rows)
    await _settle(session, rows)
    return Change(whom, row.kind, whole, None, row.state, _reports(rows))


def _reports(rows: Iterable[Absence]) -> tuple[int, ...]:
    return tuple(sorted({row.report_id for row in rows if row.report_id is not None}))


async def _settle(session: AsyncSession, gone: Iterable[Absence]) -> None:
    """A report of which nothing counts any more is void."""
    await session.flush()
    for report_id in _reports(gone):
        entries = exists().where(Entry.report_id == report_id, Entry.voided_at.is_(None))
        away = exists().where(Absence.report_id == report_id, Absence.voided_at.is_(None))
        await session.execute(
            update(Report)
            .where(Report.id == report_id, Report.state == "recorded", ~entries, ~away)
            .values(state="void")
            .execution_options(synchronize_session="fetch")
        )
