"""Changes in closed periods: who may make them at once, who needs the lead, and which periods to count again.

Every change of an entry passes here. What `@needs_lead` wraps is carried out as a whole or not at all: where it
touched a closed period of a team that `me` does not lead, NeedsLead is raised with what would have changed, and the
caller's transaction is rolled back.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Client, Closing, Entry, Request, State
from services import companies
from services.access import Me, may_manage_team
from services.errors import Denied, Refused

TOUCHED = "touched:"  # of a row of `State`: something changed that closed periods are made of
_HELD, _APPROVED_BY = "closed-changes", "approved-by"

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Change:
    """An entry as it is and as it would be (`services.entries.model.snapshot`); without an id it is new."""

    entry_id: int | None
    report_id: int | None
    member_id: int
    team_id: int
    before: dict[str, Any] | None
    after: dict[str, Any]


class NeedsLead(Refused):
    """A change of a closed period by somebody who is not its lead. `name` and `args` are what was called for it."""

    def __init__(
        self,
        name: str,
        args: Sequence[Any],
        more: dict[str, Any],
        changes: list[Change],
        teams: Collection[int],
        clients: dict[int, str],
    ) -> None:
        super().__init__("request-needed")
        self.name, self.called_with, self.more, self.changes = name, tuple(args), more, changes
        self.teams = tuple(teams)  # whose closed periods it is about, and whom `me` does not lead
        self.clients = clients  # names, also of those that are gone with the transaction


def needs_lead(
    work: Callable[Concatenate[AsyncSession, Me, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[AsyncSession, Me, P], Coroutine[Any, Any, R]]:
    """Wraps a service that changes entries: raises NeedsLead at its end. Inside another one it does nothing."""

    async def wrapped(session: AsyncSession, me: Me, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if _HELD in session.info:
            return await work(session, me, *args, **kwargs)
        held: list[Change] = []
        teams: dict[int, None] = {}
        session.info[_HELD] = me, held, teams
        try:
            result = await work(session, me, *args, **kwargs)
        finally:
            del session.info[_HELD]
        if held:
            raise NeedsLead(work.__name__, args, dict(kwargs), held, teams, await _clients(session, held))
        return result

    update_wrapper(wrapped, work)
    return wrapped


async def _clients(session: AsyncSession, changes: list[Change]) -> dict[int, str]:
    ids = {
        values["client_id"]
        for one in changes
        for values in (one.before, one.after)
        if values and values["client_id"]
    }
    query = select(Client.id, Client.name).where(Client.id.in_(ids))
    return {row.id: row.name for row in await session.execute(query)} if ids else {}


@contextmanager
def approved(session: AsyncSession, by: Me) -> Iterator[None]:
    """Inside, everything may be changed that `by` might change, and the changes are theirs.

    What touches a closed period of a team that is not theirs raises Denied.
    """
    session.info[_APPROVED_BY] = by
    try:
        yield
    finally:
        del session.info[_APPROVED_BY]


def author(session: AsyncSession, me: Me) -> int:
    """Whose change it is: the lead's who approved it, or who writes for `me`; else `me`'s."""
    if _APPROVED_BY in session.info:
        return int(session.info[_APPROVED_BY].member_id)
    return int(session.info[_HELD][0].member_id) if _HELD in session.info else me.member_id


def closing_lock(company_id: int) -> str:
    """What whoever closes periods of a company holds alone, and whoever changes entries of past days together."""
    return f"closing:{company_id}"


async def closed_after(session: AsyncSession, company_id: int, day: date) -> dict[int | None, date]:
    """By team (None: the company as a whole): the first day after its closed periods, where that is after `day`.

    What is older than the first closed period is closed with it. A period is closed before this or after this
    transaction, never meanwhile: what is recorded here is counted in it, or stands beside it as a correction.
    """
    await companies.lock(session, closing_lock(company_id), shared=True)
    query = (
        select(Closing.team_id, func.max(Closing.ends_on))
        .where(Closing.company_id == company_id, Closing.ends_on > day)
        .group_by(Closing.team_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def changed(
    session: AsyncSession,
    me: Me,
    entry: Entry,
    before: dict[str, Any],
    after: dict[str, Any],
    team_before: int,
    *,
    now: datetime,
) -> None:
    """An entry was given other values. Of today's entries nothing is asked."""
    was, is_ = date.fromisoformat(before["day"]), entry.day
    if _of_today(me, min(was, is_), {team_before, entry.team_id}, now):
        return
    closed = await closed_after(session, me.company_id, min(was, is_))
    if not closed:
        return
    spots = {(team_before, was), (entry.team_id, is_)}
    if _hold(session, closed, spots):
        change = Change(entry.id, entry.report_id, entry.member_id, entry.team_id, before, after)
        session.info[_HELD][1].append(change)
        return
    money_only = {key for key in after if after[key] != before.get(key)} <= {"amount"}
    clients = [] if money_only else [before.get("client_id"), after.get("client_id")]
    await touched(
        session,
        me.company_id,
        days={was, is_},
        teams={team_before, entry.team_id},
        clients=[c for c in clients if c],
        by=author(session, me),
    )


async def inserted(session: AsyncSession, me: Me, rows: Sequence[dict[str, Any]], *, now: datetime) -> None:
    """Entries were recorded; `rows` are their values."""
    old = [row for row in rows if not _of_today(me, row["day"], {row["team_id"]}, now)]
    if not old:
        return
    closed = await closed_after(session, me.company_id, min(row["day"] for row in old))
    if not closed:
        return
    if _hold(session, closed, {(row["team_id"], row["day"]) for row in old}):
        session.info[_HELD][1].extend(
            Change(None, row["report_id"], row["member_id"], row["team_id"], None, _snapshot(row))
            for row in rows
        )
        return
    late = [row for row in old if any(row["day"] < end for end in closed.values())]
    await touched(
        session,
        me.company_id,
        days={row["day"] for row in late},
        teams={row["team_id"] for row in late},
        clients=[row["client_id"] for row in late if row["client_id"]],
        by=author(session, me),
    )


def _of_today(me: Me, day: date, teams: set[int], now: datetime) -> bool:
    """Nothing closed can hold it. Another team may be a day ahead of one's own: of theirs every day is looked at."""
    return teams == {me.team_id} and day >= me.today(now)


def _snapshot(row: dict[str, Any]) -> dict[str, Any]:
    first = row.get("first_contact")
    return {
        **{key: row.get(key) for key in ("kind", "quantity", "amount", "client_id", "new_client")},
        "day": row["day"].isoformat(),
        "first_contact": first.isoformat() if first else None,
        "voided": False,
    }


def _hold(session: AsyncSession, closed: dict[int | None, date], spots: Iterable[tuple[int, date]]) -> bool:
    """Whether this needs a lead whom the one who acts is not, and somebody waits to hear it."""
    if _HELD not in session.info:
        return False
    me, _, held = session.info[_HELD]
    by: Me = session.info.get(_APPROVED_BY, me)
    teams = [
        team
        for team, day in spots
        if team in closed and day < closed[team] and not may_manage_team(by, me.company_id, team)
    ]
    if teams and _APPROVED_BY in session.info:
        raise Denied("request-other-team")
    held.update(dict.fromkeys(sorted(teams)))
    return bool(teams)


async def touched(
    session: AsyncSession,
    company_id: int,
    *,
    days: Collection[date],
    teams: Collection[int] = (),
    clients: Collection[int] = (),
    everything: bool = False,
    by: int | None = None,
) -> None:
    """Notes that closed periods have to be counted again: of these teams on these days; with clients also later
    ones, and of every team that has entries with them; or `everything` from the first of the days on.
    """
    if not days:
        return
    what = {
        "company": company_id,
        "first": min(days).isoformat(),
        "last": max(days).isoformat(),
        "teams": sorted(set(teams))[:40],
        "clients": sorted(set(clients))[:20],
        "by": by,
    }
    if everything or len(set(clients)) > 20 or len(set(teams)) > 40:
        what |= {"everything": True, "teams": [], "clients": []}
    # A row of its own for every change: whoever counts again deletes only what was seen.
    row = {"key": f"{TOUCHED}{secrets.token_hex(12)}", "value": json.dumps(what)}
    await session.execute(insert(State.__table__), row)  # type: ignore[arg-type]


async def touched_clients(
    session: AsyncSession, company_id: int, client_ids: Collection[int], *, by: int | None
) -> None:
    """The same for clients that became one, or two again."""
    first, last = (
        await session.execute(
            select(func.min(Entry.day), func.max(Entry.day)).where(Entry.client_id.in_(client_ids))
        )
    ).one()
    if first is not None and await closed_after(session, company_id, first):
        await touched(session, company_id, days=(first, last), clients=client_ids, by=by)


async def imported(session: AsyncSession, company_id: int, days: Collection[date]) -> None:
    """Deals of these days were imported: no approval is needed, closed periods are counted again."""
    if days and await closed_after(session, company_id, min(days)):
        await touched(session, company_id, days=(min(days), max(days)), everything=True)


async def drop_edits(session: AsyncSession, report_id: int, *, now: datetime) -> None:
    """What a message was to say instead is asked no more; corrections by buttons still are."""
    await session.execute(
        update(Request)
        .where(Request.report_id == report_id, Request.state == "open", Request.what == "edit")
        .values(state="withdrawn", decided_at=now)
    )


async def drop_requests(session: AsyncSession, report_id: int, *, now: datetime) -> None:
    """What was asked of the lead about a report is asked no more."""
    await session.execute(
        update(Request)
        .where(Request.report_id == report_id, Request.state == "open")
        .values(state="withdrawn", decided_at=now)
    )
