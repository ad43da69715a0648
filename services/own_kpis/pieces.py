"""From a piece of a message that was not understood to a counter: the lead makes one, a manager asks for it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Member, Membership, Report, Request, Team
from services import behalf, entries, roster
from services.access import Me, may_manage_team
from services.entries import Receipt
from services.errors import Denied, NotFound, Refused
from services.own_kpis.making import make_counter
from services.own_kpis.model import NewCounter, Own
from services.own_kpis.words import check_not_taken, checked_name, checked_words, understood
from services.roster import Person

MOST_IN_NAME = 3
_NOT_A_WORD = re.compile(r"[^\w\s'’-]|\d+|_")


def countable(piece: str, words: Mapping[str, Sequence[str]]) -> str | None:
    """What a counter of such pieces would be called: «ЛПР» of «ЛПР 7»; None where it would not be understood."""
    name = " ".join(_NOT_A_WORD.sub(" ", piece).split())
    try:
        check_not_taken(checked_words(checked_name(name), [name]), words)
    except Refused:
        return None
    # Whether messages would still be read as they are is checked when it is made: that takes its time.
    fits = len(name.split()) <= MOST_IN_NAME and understood(name) and understood(name, piece)
    return name if fits else None


def fingerprint(piece: str) -> int:
    """What a button carries for the piece: it still means this one after the message was edited."""
    return zlib.crc32(piece.encode()) & 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that can be counted: as written, what the counter would be called, whose message it stands in."""

    report_id: int
    team_id: int
    text: str
    name: str

    @property
    def mark(self) -> int:
        return fingerprint(self.text)


async def piece_of(session: AsyncSession, me: Me, report_id: int, mark: int) -> tuple[Piece, Report]:
    """The piece of a report. Raises NotFound where it is not there (any more), Denied where it is not `me`'s."""
    report = await session.get(Report, report_id)
    if report is None or report.company_id != me.company_id:
        raise NotFound("error-entry-gone")
    if report.member_id != me.member_id and not may_manage_team(me, report.company_id, report.team_id):
        raise Denied("error-not-yours")
    for text in report.unknown or ():
        if fingerprint(text) == mark:
            name = countable(text, {})
            if name is not None:
                return Piece(report.id, report.team_id, text, name), report
    raise Refused("own-piece-gone")


@dataclass(frozen=True, slots=True)
class Counted:
    """The counter that was made of a piece, and the message it stood in, read again (None: not to be read)."""

    own: Own
    receipt: Receipt | None
    author: Person | None
    whom: Me | None  # the author, as whom it was read


async def count_piece(session: AsyncSession, me: Me, report_id: int, mark: int, *, now: datetime) -> Counted:
    """Makes the counter and reads that very message again. For whoever manages the team of the message."""
    piece, report = await piece_of(session, me, report_id, mark)
    if not may_manage_team(me, report.company_id, report.team_id):
        raise Denied("error-leads-only")
    new = NewCounter(piece.name, (piece.name,))
    own = await make_counter(session, me, report.team_id, new, now=now)
    author = await roster.reach(session, report.member_id)
    if author is None or author.team_id != report.team_id:
        return Counted(own, None, None, None)  # whoever wrote it has left, or counts with another team
    team = await session.get_one(Team, report.team_id)
    mine = report.member_id == me.member_id
    whom = replace(me, words=team.words or {}) if mine else await behalf.of_person(session, me, author)
    receipt = await entries.reread(session, me, whom, report.id, own.slug, now=now)
    return Counted(own, receipt, author, whom)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whom to tell of the piece; nobody where they were told before."""

    piece: Piece
    leads: tuple[Person, ...]
    before: bool = False


async def suggest(session: AsyncSession, me: Me, report_id: int, mark: int, *, now: datetime) -> Suggestion:
    """A manager's wish to have a piece of their own message counted; its lead hears of it once."""
    piece, report = await piece_of(session, me, report_id, mark)
    if report.member_id != me.member_id:
        raise Denied("error-not-yours")
    asked = select(Request).where(Request.report_id == report.id, Request.what == "counter")
    if any(one.payload.get("piece") == piece.text for one in await session.scalars(asked)):
        return Suggestion(piece, (), before=True)
    leads = await _leads(session, report)
    if not leads:
        raise Refused("own-suggest-nobody")
    # Told, not open: it waits for nothing, it only says that it was said.
    session.add(
        Request(
            company_id=report.company_id,
            team_id=report.team_id,
            member_id=me.member_id,
            asked_by_id=me.member_id,
            what="counter",
            report_id=report.id,
            payload={"piece": piece.text},
            state="told",
            asked_at=now,
        )
    )
    await session.flush()
    return Suggestion(piece, tuple(leads))


async def _leads(session: AsyncSession, report: Report) -> list[Person]:
    """The team's leads whom the bot can write to, else the owners."""
    lead = (Membership.team_id == report.team_id) & (Membership.role == "lead")
    people = await roster.people(session, Member.company_id == report.company_id, or_(lead, Member.is_owner))
    people = [one for one in people if one.account_id is not None and one.member_id != report.member_id]
    return [one for one in people if one.role == "lead" and one.team_id == report.team_id] or people
