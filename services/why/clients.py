"""The clients behind new clients, retention and repeat rate; a colleague's deal counts without its details."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from db.models import Client, Entry, Team
from services.access import Me, visible_to
from services.kpi import RETENTION_MONTHS
from services.kpi.values import Condition, earlier, is_deal
from services.periods import Period, months_before
from services.why.entries import lines
from services.why.model import PAGE, Left, Listed, Row, Scope, Subject, pages_of


def _first_deals(scope: Scope) -> list[Condition]:
    """S's deals in P before which the company had none with the client."""
    before = aliased(Entry)
    return [
        *scope.entries(),
        *scope.within(),
        is_deal(),
        Entry.client_id.is_not(None),
        ~select(before.id)
        .where(before.client_id == Entry.client_id, is_deal(before), earlier(before, Entry.day, Entry.id))
        .correlate(Entry)
        .exists(),
    ]


async def new_clients(session: AsyncSession, scope: Scope, page: int) -> tuple[Listed, tuple[Left, ...]]:
    """Each new client with the first deal, the newest first; those written as known are left out."""
    new = or_(Entry.new_client.is_(None), Entry.new_client.is_(True))
    count = select(func.count().filter(new), func.count()).where(*_first_deals(scope))
    total, firsts = (int(x) for x in (await session.execute(count)).one())
    page, pages = pages_of(total, page)
    query = (
        select(Entry.id)
        .where(*_first_deals(scope), new)
        .order_by(Entry.day.desc(), Entry.id.desc())
        .offset(page * PAGE)
        .limit(PAGE)
    )
    ids = list(await session.scalars(query))
    there = await lines(session, ids)
    rows = tuple(Row(there[id_], there[id_].client, "new") for id_ in ids)
    return Listed(rows, page, pages, total), ((Left("known", firsts - total),) if firsts > total else ())


async def _base(session: AsyncSession, scope: Scope) -> list[Condition]:
    """Days of the N calendar months before P, N of the team that a deal was made in; kpi.md, `retention`."""
    end = scope.period.start
    if scope.by == "company":
        return [Entry.day >= months_before(end, RETENTION_MONTHS), Entry.day < end]
    query = select(Team.retention_months, Team.id).where(Team.company_id == scope.company_id)
    if scope.team_ids is not None:
        query = query.where(Team.id.in_(scope.team_ids))
    teams: dict[int, list[int]] = {}
    for months, team_id in await session.execute(query):
        teams.setdefault(months, []).append(team_id)
    each = [
        and_(Entry.team_id.in_(ids), Entry.day >= months_before(end, months)) for months, ids in teams.items()
    ]
    return [or_(*each) if each else Entry.id.is_(None), Entry.day < end]


async def base_of(session: AsyncSession, subject: Subject, period: Period) -> Period:
    """The days that retention's base is of, by the subject's team's setting."""
    months = RETENTION_MONTHS
    if subject.team_id is not None:
        team = await session.get(Team, subject.team_id)
        months = team.retention_months if team else months
    return Period(months_before(period.start, months), period.start, "range")


async def retention(
    session: AsyncSession, me: Me, scope: Scope, page: int, total: int
) -> tuple[Listed, tuple[Left, ...]]:
    """The `total` clients of the base: who bought again first, then who has not yet; and what was left out."""
    window = [*scope.entries(), *await _base(session, scope), is_deal()]
    base = (
        select(Entry.client_id, func.max(Entry.id).label("last"))
        .where(*window, Entry.client_id.is_not(None))
        .group_by(Entry.client_id)
        .subquery("base")
    )
    again = aliased(Entry)
    came = (
        select(again.id)
        .where(again.client_id == base.c.client_id, is_deal(again), *scope.within(again))
        .correlate(base)
        .exists()
    )
    page, pages = pages_of(total, page)
    query = (
        select(base.c.client_id, Client.name, base.c.last, case((came, 1), else_=0).label("came"))
        .join_from(base, Client, Client.id == base.c.client_id)
        .order_by(case((came, 0), else_=1), Client.name, base.c.client_id)
        .offset(page * PAGE)
        .limit(PAGE)
    )
    found = (await session.execute(query)).all()
    ids = [row.client_id for row in found if row.came]
    mine = await _newest(session, ids, *scope.entries(), *scope.within())
    seen = await _newest(session, ids, visible_to(me), *scope.within())
    rows = []
    for row in found:
        if not row.came:
            rows.append((row.name, "not-yet", row.last))
        elif row.client_id in mine:
            rows.append((row.name, "again", mine[row.client_id]))
        else:
            rows.append((row.name, "colleague", seen.get(row.client_id)))
    left = await _without_client(session, window)
    return Listed(await _rows(session, rows), page, pages, total), left


async def repeat_rate(
    session: AsyncSession, me: Me, scope: Scope, page: int, total: int
) -> tuple[Listed, tuple[Left, ...]]:
    """All `total` who ever bought from S: those with two or more deals with the company first."""
    ever = [*scope.entries(ever=True), Entry.day < scope.period.end, is_deal()]
    bought = (
        select(Entry.client_id, func.sum(Entry.quantity).label("deals"), func.max(Entry.id).label("one"))
        .where(*ever, Entry.client_id.is_not(None))
        .group_by(Entry.client_id)
        .subquery("bought")
    )
    twice: Condition = bought.c.deals > 1
    if scope.by != "company":  # there is nobody else to buy from
        other = aliased(Entry)
        elsewhere = (
            select(other.id)
            .where(
                other.client_id == bought.c.client_id,
                is_deal(other),
                other.day < scope.period.end,
                other.id != bought.c.one,
            )
            .correlate(bought)
            .exists()
        )
        twice = or_(twice, elsewhere)
    page, pages = pages_of(total, page)
    query = (
        select(
            bought.c.client_id,
            Client.name,
            bought.c.deals,
            bought.c.one,
            case((twice, 1), else_=0).label("twice"),
        )
        .join_from(bought, Client, Client.id == bought.c.client_id)
        .order_by(case((twice, 0), else_=1), Client.name, bought.c.client_id)
        .offset(page * PAGE)
        .limit(PAGE)
    )
    found = (await session.execute(query)).all()
    ones = [row.one for row in found]
    foreign = [row.client_id for row in found if row.twice and row.deals < 2]
    seen = await _newest(
        session, foreign, visible_to(me), Entry.day < scope.period.end, Entry.id.not_in(ones)
    )
    rows = []
    for row in found:
        if row.deals > 1:
            rows.append((row.name, "several", row.one, int(row.deals)))
        elif row.twice:
            rows.append((row.name, "also-colleague", seen.get(row.client_id, row.one), 1))
        else:
            rows.append((row.name, "once", row.one, 1))
    left = await _without_client(session, ever)
    return Listed(await _rows(session, rows), page, pages, total), left


async def _newest(session: AsyncSession, client_ids: list[int], *where: Condition) -> dict[int, int]:
    """The newest deal of each of these clients among some entries."""
    if not client_ids:
        return {}
    query = (
        select(Entry.client_id, func.max(Entry.id))
        .where(*where, Entry.client_id.in_(client_ids), is_deal())
        .group_by(Entry.client_id)
    )
    return {client_id: id_ for client_id, id_ in await session.execute(query) if client_id is not None}


async def _rows(session: AsyncSession, found: list[Any]) -> tuple[Row, ...]:
    """(client, state, entry that may be opened or None, how many deals) as rows."""
    there = await lines(session, [one[2] for one in found if one[2] is not None])
    return tuple(
        Row(there.get(one[2]) if one[2] else None, one[0], one[1], one[3] if len(one) > 3 else 0)
        for one in found
    )


async def _without_client(session: AsyncSession, deals: list[Condition]) -> tuple[Left, ...]:
    query = select(
        func.coalesce(func.sum(Entry.quantity).filter(Entry.client_id.is_(None)), 0),
        func.coalesce(func.sum(Entry.quantity), 0),
    ).where(*deals)
    none, everything = (int(x) for x in (await session.execute(query)).one())
    return (Left("no-client", none, everything),) if none else ()
