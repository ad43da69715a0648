"""Disputes: a person says that a figure or an entry is wrong, a lead decides, and the outcome is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Closing, Dispute, Entry, Member, Membership, Report
from services import roster
from services.access import Me, may_manage_team, require_team
from services.entries import Line
from services.errors import Denied, NotFound, Refused
from services.kpi import Kpi, Value, catalogue
from services.names import clean
from services.periods import KINDS, Period, containing
from services.roster import Person
from services.why.books import numbers
from services.why.entries import lines

LONGEST = 500
LISTED = 50
DECIDED = ("accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute for showing: of a figure (`kpi`, its button's `number`, `period`, `value` as shown) or of an `entry`.

    `state`: draft (not sent yet), open, accepted, rejected, withdrawn. `closed`: the period is, so that a change
    will be a correction beside the stored result.
    """

    id: int
    team_id: int
    member_id: int
    member: str
    state: str
    text: str | None
    answer: str | None
    by_id: int | None
    by: str | None
    created_at: datetime
    kpi: Kpi | None = None
    number: int = 0
    period: Period | None = None
    value: Value | None = None
    entry: Line | None = None
    closed: bool = False


async def about_figure(
    session: AsyncSession, me: Me, kpi: Kpi, period: Period, value: Value, *, now: datetime
) -> Disputed:
    """A draft about one's own figure as it is shown. Raises Denied, and Refused where one is open already."""
    team_id = require_team(me)
    if period.kind not in KINDS:
        raise Refused("dispute-range")
    what = {"kpi": kpi.slug, "period": period.kind, "starts_on": period.start}
    return await _draft(session, me, team_id, what, {"top": value.top, "bottom": value.bottom}, now)


async def about_entry(session: AsyncSession, me: Me, entry_id: int, *, now: datetime) -> Disputed:
    """A draft about an entry that `me` wrote; an undone one too. Raises NotFound, Refused."""
    entry = await session.get(Entry, entry_id)
    if entry is None or entry.company_id != me.company_id or entry.member_id != me.member_id:
        raise NotFound("error-entry-gone")
    return await _draft(session, me, entry.team_id, {"entry_id": entry_id}, {}, now)


async def _draft(
    session: AsyncSession,
    me: Me,
    team_id: int,
    what: dict[str, Any],
    shown: dict[str, int],
    now: datetime,
) -> Disputed:
    """A new draft, or the one there is with the figure as it is shown now."""
    same = [getattr(Dispute, name) == value for name, value in what.items()]
    query = select(Dispute).where(Dispute.member_id == me.member_id, *same)
    row = (
        await session.scalars(query.where(Dispute.state.in_(("draft", "open"))).order_by(Dispute.id).limit(1))
    ).first()
    if row is not None and row.state == "open":
        raise Refused("dispute-open-already")
    if not await _deciders(session, me.company_id, team_id, me.member_id):
        raise Refused("dispute-nobody")
    if row is None:
        row = Dispute(company_id=me.company_id, member_id=me.member_id, state="draft", created_at=now, **what)
        session.add(row)
    row.team_id = team_id
    row.top, row.bottom = shown.get("top"), shown.get("bottom")
    await session.flush()
    return (await _shown(session, [row]))[0]


async def send(
    session: AsyncSession, me: Me, id_: int, text: str | None, *, now: datetime
) -> tuple[Disputed, list[Person]]:
    """The draft sent, with a line of text or without; and whom the bot tells. Raises NotFound, Refused."""
    row = await _mine(session, me, id_)
    if row.state != "draft":
        raise Refused("dispute-sent-already")
    row.text = _said(text)
    row.state, row.created_at = "open", now
    await session.flush()
    people = await _deciders(session, row.company_id, row.team_id, row.member_id)
    return (await _shown(session, [row]))[0], [one for one in people if one.account_id is not None]


async def cancel(session: AsyncSession, me: Me, id_: int) -> None:
    """The draft is dropped: it never was a dispute."""
    row = await _mine(session, me, id_)
    if row.state != "draft":
        raise Refused("dispute-sent-already")
    await session.delete(row)
    await session.flush()


async def withdraw(
    session: AsyncSession, me: Me, id_: int, *, now: datetime
) -> tuple[Disputed, list[Person]]:
    """One's own open dispute taken back; and who is told, because they were asked."""
    row = await _mine(session, me, id_)
    await _must_be_open(session, row)
    row.state, row.answered_by_id, row.answered_at = "withdrawn", me.member_id, now
    await session.flush()
    people = await _deciders(session, row.company_id, row.team_id, row.member_id)
    return (await _shown(session, [row]))[0], [one for one in people if one.account_id is not None]


async def decide(session: AsyncSession, me: Me, id_: int, *, accepted: bool, now: datetime) -> Disputed:
    """Decides an open dispute of the team. Raises NotFound, Denied, and Refused: who decided it already, and how."""
    row = await _to_decide(session, me, id_)
    await _must_be_open(session, row)
    row.state = "accepted" if accepted else "rejected"
    row.answered_by_id, row.answered_at = me.member_id, now
    await session.flush()
    return (await _shown(session, [row]))[0]


async def answer(session: AsyncSession, me: Me, id_: int, text: str) -> Disputed:
    """The lead's words: before the decision they wait for it, after it the one who decided may add them once."""
    row = await _to_decide(session, me, id_)
    if row.state == "withdrawn" or (
        row.state in DECIDED and (row.answered_by_id != me.member_id or row.answer is not None)
    ):
        await _must_be_open(session, row)
    row.answer = _said(text)
    await session.flush()
    return (await _shown(session, [row]))[0]


async def show(session: AsyncSession, me: Me, id_: int) -> Disputed:
    """A dispute of one's own or of one's team. Raises NotFound for any other."""
    row = await session.get(Dispute, id_)
    mine = row is not None and row.member_id == me.member_id
    if row is None or not (mine or _may_decide(me, row)):
        raise NotFound("error-not-found")
    return (await _shown(session, [row]))[0]


async def open_for(session: AsyncSession, me: Me, *, limit: int = LISTED) -> list[Disputed]:
    """What `me` may decide and nobody has yet, the oldest first; nothing for those who lead nobody."""
    if not me.leads:
        return []
    where = [Dispute.company_id == me.company_id, Dispute.member_id != me.member_id, Dispute.state == "open"]
    if not me.is_owner:
        where.append(Dispute.team_id == me.team_id)
    rows = list(await session.scalars(select(Dispute).where(*where).order_by(Dispute.id).limit(limit)))
    return await _shown(session, rows)


async def is_report(session: AsyncSession, chat_id: int, message_id: int) -> bool:
    """Whether this message is known as a report: then it is no word about a dispute, whatever it replies to."""
    query = select(Report.id).where(Report.chat_id == chat_id, Report.message_id == message_id)
    return (await session.execute(query)).first() is not None


async def latest(session: AsyncSession, me: Me, member_id: int, kpi: str, period: Period) -> Disputed | None:
    """The newest dispute of a person's figure that was sent, for that person and who may decide it."""
    query = (
        select(Dispute)
        .where(
            Dispute.company_id == me.company_id,
            Dispute.member_id == member_id,
            Dispute.kpi == kpi,
            Dispute.period == period.kind,
            Dispute.starts_on == period.start,
            Dispute.state.in_(("open", *DECIDED)),
        )
        .order_by(Dispute.id.desc())
        .limit(1)
    )
    row = (await session.scalars(query)).first()
    if row is None or not (row.member_id == me.member_id or _may_decide(me, row)):
        return None
    return (await _shown(session, [row]))[0]


def _said(text: str | None) -> str | None:
    said = clean(text or "", LONGEST + 1)
    if len(said) > LONGEST:
        raise Refused("dispute-long", n=LONGEST)
    return said or None


def _may_decide(me: Me, row: Dispute) -> bool:
    """A lead of the team or an owner, of everybody's but their own."""
    sent = row.state != "draft" and row.member_id != me.member_id
    return sent and may_manage_team(me, row.company_id, row.team_id)


async def _locked(session: AsyncSession, me: Me, id_: int) -> Dispute:
    row = await session.get(Dispute, id_, with_for_update=True, populate_existing=True)
    if row is None or row.company_id != me.company_id:
        raise NotFound("error-not-found")
    return row


async def _mine(session: AsyncSession, me: Me, id_: int) -> Dispute:
    row = await _locked(session, me, id_)
    if row.member_id != me.member_id:
        raise NotFound("error-not-found")
    return row


async def _to_decide(session: AsyncSession, me: Me, id_: int) -> Dispute:
    row = await _locked(session, me, id_)
    if not _may_decide(me, row):
        if row.member_id == me.member_id and row.state != "draft":
            raise Denied("dispute-own")
        raise NotFound("error-not-found")
    return row


async def _must_be_open(session: AsyncSession, row: Dispute) -> None:
    if row.state == "draft":
        raise Refused("dispute-not-sent")
    if row.state == "withdrawn":
        raise Refused("dispute-withdrawn-already")
    if row.state != "open":
        by = await session.get(Member, row.answered_by_id) if row.answered_by_id else None
        key = "dispute-accepted-already" if row.state == "accepted" else "dispute-rejected-already"
        raise Refused(key, who=by.name if by else "")


async def _deciders(session: AsyncSession, company_id: int, team_id: int, member_id: int) -> list[Person]:
    """The team's leads, or the owners where no lead can be reached; never the person themself."""
    there = and_(Member.company_id == company_id, Member.id != member_id)
    lead = and_(Membership.team_id == team_id, Membership.role == "lead")
    people = await roster.people(session, there, or_(lead, Member.is_owner))
    leads = [one for one in people if one.role == "lead" and one.team_id == team_id and one.account_id]
    owners = [one for one in people if one.is_owner]
    return leads or [one for one in owners if one.account_id] or people


async def _shown(session: AsyncSession, rows: list[Dispute]) -> list[Disputed]:
    if not rows:
        return []
    company_id = rows[0].company_id
    people = {row.member_id for row in rows} | {row.answered_by_id for row in rows if row.answered_by_id}
    query = select(Member.id, Member.name).where(Member.id.in_(people))
    names: dict[int, str] = {row.id: row.name for row in await session.execute(query)}
    slugs = {row.kpi for row in rows if row.kpi}
    kpis = await catalogue(session, company_id, retired=True) if slugs else {}
    of = await numbers(session, company_id, [kpis[slug] for slug in slugs if slug in kpis])
    there = await lines(session, [row.entry_id for row in rows if row.entry_id])
    closings = await _closings(session, rows)
    found = []
    for row in rows:
        period = containing(row.starts_on, row.period) if row.starts_on and row.period else None
        entry = there.get(row.entry_id) if row.entry_id else None
        days = period or (containing(entry.day, "day") if entry else None)
        figure = row.top is not None and row.bottom is not None
        found.append(
            Disputed(
                id=row.id,
                team_id=row.team_id,
                member_id=row.member_id,
                member=names.get(row.member_id, ""),
                state=row.state,
                text=row.text,
                answer=row.answer,
                by_id=row.answered_by_id,
                by=names.get(row.answered_by_id) if row.answered_by_id else None,
                created_at=row.created_at,
                kpi=kpis.get(row.kpi) if row.kpi else None,
                number=of.get(row.kpi, 0) if row.kpi else 0,
                period=period,
                value=Value(row.top or 0, row.bottom or 0) if figure else None,
                entry=entry,
                closed=days is not None
                and any(
                    team == row.team_id and first <= days.start and days.end <= last
                    for team, first, last in closings
                ),
            )
        )
    return found


async def _closings(session: AsyncSession, rows: list[Dispute]) -> list[tuple[int, date, date]]:
    """(team, first day, first day no longer in it) of the closed periods of these disputes' teams."""
    query = select(Closing.team_id, Closing.starts_on, Closing.ends_on).where(
        Closing.team_id.in_({row.team_id for row in rows})
    )
    return [(team or 0, first, last) for team, first, last in await session.execute(query)]
