"""What a team's own counters are called, beside the entries that are theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Team, TeamKpi
from services.access import Me
from services.entries.model import Line, Receipt
from services.kpi import own

BUILT_IN = frozenset({"deal", "refund", "call", "contact", "meeting", "demo", "proposal", "invoice"})


async def names_of_kinds(session: AsyncSession, me: Me, kinds: Collection[str]) -> dict[str, str]:
    """Names of counters by kind. Those in use stand with the speaker; retired and other teams' ones are asked for."""
    wanted = set(kinds) - BUILT_IN
    known = {kind: me.words[kind][0] for kind in wanted if me.words.get(kind)}
    return known | await own.names(session, me.company_id, wanted - set(known)) if wanted else known


async def named(session: AsyncSession, me: Me, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines for showing, with the names of what they count."""
    found = await names_of_kinds(session, me, _kinds(lines))
    return tuple(_named(x, found) for x in lines) if found else tuple(lines)


async def named_receipt(session: AsyncSession, me: Me, receipt: Receipt) -> Receipt:
    """The same for all of a receipt, what it asks about too."""
    guessed = {entry.kind for entry in receipt.guess.entries} if receipt.guess else set()
    found = await names_of_kinds(session, me, _kinds((*receipt.lines, *receipt.removed)) | guessed)
    if not found:
        return receipt
    lines, removed = (tuple(_named(x, found) for x in some) for some in (receipt.lines, receipt.removed))
    return replace(receipt, lines=lines, removed=removed, kinds=found)


def _kinds(lines: Sequence[Line]) -> set[str]:
    return {x.kind for x in lines} | {x.before.kind for x in lines if x.before}


def _named(x: Line, found: dict[str, str]) -> Line:
    before = _named(x.before, found) if x.before else None
    return replace(x, name=found.get(x.kind), before=before)


async def words_of(session: AsyncSession, me: Me, report_id: int) -> Mapping[str, Sequence[str]]:
    """The words that a message which is recorded already is read with: also those of counters it was counted by.

    Those may be retired since, or its writer be in another team.
    """
    statement = (
        select(TeamKpi.slug, TeamKpi.words, Team.words.label("living"))
        .join(Team, Team.id == TeamKpi.team_id)
        .where(
            TeamKpi.company_id == me.company_id,
            TeamKpi.slug.in_(
                select(Entry.kind).where(Entry.report_id == report_id, Entry.kind.not_in(BUILT_IN))
            ),
        )
    )
    found = {
        row.slug: (row.living or {}).get(row.slug) or row.words or []
        for row in await session.execute(statement)
        if row.slug not in me.words
    }
    # They go first: what a retired one was called may be another's word by now.
    return {**found, **me.words} if found else me.words
