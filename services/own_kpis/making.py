"""Making, renaming, retiring and bringing back a team's own counters and ratios. History stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Entry, Team, TeamKpi
from services.access import Me
from services.errors import Refused
from services.kpi import REGISTRY, Kpi
from services.kpi.conversion import ACTIVITY_KINDS
from services.kpi.naming import means_built_in, need
from services.names import clean
from services.own_kpis.model import NewCounter, NewRatio, Own, TeamKpis
from services.own_kpis.reading import locked, one, own_of
from services.own_kpis.words import check_free, checked_name, checked_words, same_key, same_name, with_money

MOST = 20
LONGEST_RATIO_NAME = 60
LONGEST_SLUG = 24  # a button has 64 bytes for all it carries
# What an entry is, and what reports call their columns: no counter may be called so.
RESERVED = frozenset(
    {
        *REGISTRY,
        *(slug for kpi in REGISTRY.values() for slug in kpi.slugs),
        *ACTIVITY_KINDS.values(),
        *("deal", "refund", "payment", "absence", "scope", "period", "target", "attainment", "total"),
        *("sales", "later", "other", "team", "manager", "company", "none", "all"),
    }
)
_LATIN = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye") | str.maketrans(
    {"ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)


def slug_of(name: str, taken: Collection[str]) -> str:
    """The name in Latin letters, made different from the taken ones; it stays through every renaming."""
    latin = name.casefold().translate(_LATIN)
    base = re.sub(r"[^a-z]+", "_", latin).strip("_")[:LONGEST_SLUG].rstrip("_") or "own"
    slug, number = base, 1
    while slug in taken or slug in RESERVED:
        number += 1
        end = f"_{number}"
        slug = base[: LONGEST_SLUG - len(end)] + end
    return slug


async def make_counter(session: AsyncSession, me: Me, team_id: int, new: NewCounter, *, now: datetime) -> Own:
    """A counter with the team's words. Raises Refused: no words, a name or word that means something else, too many."""
    team, there = await locked(session, me, team_id)
    name = checked_name(new.name)
    words = checked_words(name, new.words)
    _check_name(there, name, "counter")
    check_free(words, there.words)
    row = await _add(
        session, me, team, there, name, "counter", "money" if new.money else "count", new.better, now=now
    )
    _set_words(team, row.slug, with_money(words, new.money))
    await session.flush()
    return own_of(row, team, there.catalogue)


async def make_ratio(session: AsyncSession, me: Me, team_id: int, new: NewRatio, *, now: datetime) -> Own:
    """One cumulative KPI divided by another. Raises UnknownKpi, Refused: of itself, of a rate, a name that is taken."""
    team, there = await locked(session, me, team_id)
    top, bottom = (_cumulative(there, said) for said in (new.top, new.bottom))
    if top.slug == bottom.slug:
        raise Refused("own-ratio-itself")
    name = clean(new.name or f"{new.top} / {new.bottom}", 200)
    if not name or len(name) > LONGEST_RATIO_NAME:
        raise Refused("own-name-long", most=LONGEST_RATIO_NAME)
    if means_built_in(name):
        raise Refused("own-name-built-in", name=name)
    _check_name(there, name, "ratio")
    same = next(
        (x for x in there.own if x.of and (x.of[0].slug, x.of[1].slug) == (top.slug, bottom.slug)), None
    )
    if same is not None:
        raise Refused("own-ratio-there", name=same.name)
    row = await _add(
        session,
        me,
        team,
        there,
        name,
        "ratio",
        ratio_unit(top, bottom),
        new.better,
        now=now,
        of=(top, bottom),
    )
    return replace(own_of(row, team, there.catalogue), of=(top, bottom))


def ratio_unit(top: Kpi, bottom: Kpi) -> str:
    """Money for each of a count is money, like by like is a share, anything else a number."""
    if top.unit == bottom.unit:
        return "percent"
    return "money" if top.unit == "money" else "number"


def _cumulative(there: TeamKpis, said: str) -> Kpi:
    living = {slug: kpi for slug, kpi in there.catalogue.items() if not kpi.retired}
    kpi = need(said, living, there.words)
    if not kpi.cumulative:
        raise Refused("own-ratio-level", name=said)
    return kpi


async def rename(session: AsyncSession, me: Me, kpi_id: int, name: str) -> Own:
    """Another name for the same: the slug stays, so does the history; a counter's old name goes on as a word."""
    row, team, there = await one(session, me, kpi_id)
    _must_live(row)
    if row.form == "ratio":
        name = clean(name, 200)
        if not name or len(name) > LONGEST_RATIO_NAME:
            raise Refused("own-name-long", most=LONGEST_RATIO_NAME)
        if means_built_in(name):
            raise Refused("own-name-built-in", name=name)
        _check_name(there, name, "ratio", but=row.id)
    else:
        name = checked_name(name)
        _check_name(there, name, "counter", but=row.id)
        old = there.words.get(row.slug, [])
        words = checked_words(name, [x for x in with_money(old, False) if x] or [name])
        check_free(words, _others(there, row.slug))
        _set_words(team, row.slug, with_money(words, row.unit == "money"))
    row.name = name
    await session.flush()
    return own_of(row, team, there.catalogue)


async def change_words(session: AsyncSession, me: Me, kpi_id: int, said: Sequence[str]) -> Own:
    """Other words for a counter; its name stays one of them."""
    row, team, there = await one(session, me, kpi_id)
    _must_live(row)
    if row.form != "counter":
        raise Refused("own-ratio-no-words", name=row.name)
    words = checked_words(row.name, said)
    check_free(words, _others(there, row.slug))
    _set_words(team, row.slug, with_money(words, row.unit == "money"))
    await session.flush()
    return own_of(row, team, there.catalogue)


async def set_better(session: AsyncSession, me: Me, kpi_id: int, better: str) -> Own:
    """Whether more or less of it is better: «up», «down»."""
    row, team, there = await one(session, me, kpi_id)
    _must_live(row)
    row.better = "down" if better == "down" else "up"
    await session.flush()
    return own_of(row, team, there.catalogue)


async def set_money(session: AsyncSession, me: Me, kpi_id: int, money: bool) -> Own:
    """Whether a counter counts sums or pieces; only until something is recorded with it."""
    row, team, there = await one(session, me, kpi_id)
    _must_live(row)
    if row.form != "counter":
        raise Refused("error-old-button")
    unit = "money" if money else "count"
    if unit != row.unit:
        if await _recorded(session, row):
            raise Refused("own-unit-late", name=row.name)
        if money and team.main_activity == row.slug:
            raise Refused("own-main-money", name=row.name)
        if _ratios_of(there, row.slug):
            raise Refused("own-unit-ratio", name=row.name)
        row.unit = unit
        _set_words(team, row.slug, with_money(there.words.get(row.slug, [row.name]), money))
        await session.flush()
    return own_of(row, team, there.catalogue)


async def retire(session: AsyncSession, me: Me, kpi_id: int, *, now: datetime) -> Own:
    """Not counted any more: its words are free again, what was recorded stays and keeps its name."""
    row, team, there = await one(session, me, kpi_id)
    if row.retired_at is None:
        if team.main_activity == row.slug:
            raise Refused("own-main-first", name=row.name)
        row.retired_at = now
        if row.form == "counter":
            words = dict(team.words or {})
            row.words = words.pop(row.slug, None)
            team.words = words
        await session.flush()
    return own_of(row, team, there.catalogue)


async def bring_back(session: AsyncSession, me: Me, kpi_id: int) -> Own:
    """Counted again, with the words it had. Raises Refused where its name or a word is another's by now."""
    row, team, there = await one(session, me, kpi_id)
    if row.retired_at is not None:
        if len(there.own) >= MOST:
            raise Refused("own-too-many", most=MOST)
        _check_name(there, row.name, row.form, but=row.id)
        if row.form == "counter":
            words = row.words or [row.name]
            check_free(with_money(words, False), there.words)
            _set_words(team, row.slug, words)
            row.words = None
        row.retired_at = None
        await session.flush()
    return own_of(row, team, there.catalogue)


async def _add(
    session: AsyncSession,
    me: Me,
    team: Team,
    there: TeamKpis,
    name: str,
    form: str,
    unit: str,
    better: str,
    *,
    now: datetime,
    of: tuple[Kpi, Kpi] | None = None,
) -> TeamKpi:
    if len(there.own) >= MOST:
        raise Refused("own-too-many", most=MOST)
    taken = set(await session.scalars(select(TeamKpi.slug).where(TeamKpi.company_id == team.company_id)))
    row = TeamKpi(
        company_id=team.company_id,
        team_id=team.id,
        slug=slug_of(name, taken),
        name=name,
        form=form,
        unit=unit,
        better="down" if better == "down" else "up",
        top=of[0].slug if of else None,
        bottom=of[1].slug if of else None,
        created_by_id=me.member_id,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    return row


def _check_name(there: TeamKpis, name: str, form: str, *, but: int | None = None) -> None:
    """A counter's name is a word and has case forms; a ratio's is only a name."""
    for other in (*there.own, *there.retired):
        same = same_name if form == other.form == "counter" else same_key
        if other.id != but and same(other.name, name):
            raise Refused(
                "own-name-there" if other.retired_at is None else "own-name-retired", name=other.name
            )


def _must_live(row: TeamKpi) -> None:
    if row.retired_at is not None:
        raise Refused("own-is-retired", name=row.name)


def _others(there: TeamKpis, slug: str) -> dict[str, list[str]]:
    return {other: words for other, words in there.words.items() if other != slug}


def _set_words(team: Team, slug: str, words: list[str]) -> None:
    team.words = {**(team.words or {}), slug: words}


def _ratios_of(there: TeamKpis, slug: str) -> list[Own]:
    return [x for x in there.own if x.of and slug in (x.of[0].slug, x.of[1].slug)]


async def _recorded(session: AsyncSession, row: TeamKpi) -> bool:
    there = select(Entry.id).where(Entry.team_id == row.team_id, Entry.kind == row.slug).limit(1)
    return (await session.execute(there)).first() is not None
