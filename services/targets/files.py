"""Targets as rows of a file: for the command line, in plain English, decimal strings and ISO-like periods."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Company, Member, Membership, Target, Team
from services import periods
from services.calendar import Calendar
from services.errors import Refused
from services.kpi import Catalogue, Kpi, catalogue
from services.kpi.naming import find, nearest
from services.names import clean, person_key
from services.periods import containing
from services.plans import KINDS
from services.targets.amounts import plain, read_plain
from services.targets.setting import Change, Order, store
from services.targets.versions import ends
from services.targets.words import REASON_LENGTH

NONE = ("none", "-")


class BadRow(ValueError):
    """A row cannot be stored; the text says why, in English."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is written. `team` tells people of one name apart."""

    line: int
    scope: str  # manager, team
    name: str
    kpi: str
    each: str
    value: str
    start: str = ""
    weights: str = ""
    reason: str = ""
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A version as it is printed; `value` a decimal string, shares as fractions, None for one taken away."""

    scope: str
    name: str
    kpi: str
    each: str
    value: str | None
    start: date
    weights: tuple[int, ...] = ()
    reason: str | None = None
    by: str | None = None
    at: datetime | None = None
    before: str | None = None
    same: bool = False

    def as_dict(self) -> dict[str, Any]:
        """By column; what is empty is None."""
        return {
            "scope": self.scope,
            "name": self.name,
            "kpi": self.kpi,
            "each": self.each,
            "value": self.value if self.value is not None else "none",
            "from": _label(self.start, self.each),
            "weights": ",".join(map(str, self.weights)) or None,
            "reason": self.reason,
            "by": self.by,
            "at": self.at.isoformat(timespec="seconds") if self.at else None,
        }

    @property
    def line(self) -> str:
        """In a sentence for the terminal."""
        what = f"{self.scope} {self.name}: {self.kpi} {self.value or 'none'} a {self.each}"
        was = "as before" if self.same else f"was {self.before}" if self.before is not None else "new"
        return f"{what} from {_label(self.start, self.each)} ({was})"


def _label(start: date, each: str) -> str:
    return containing(start, each).label


async def store_row(session: AsyncSession, company: Company, row: Row, *, now: datetime) -> Shown:
    """Writes one row's version; periods that are over are allowed here. Raises BadRow and Refused."""
    if row.scope not in ("manager", "team"):
        raise BadRow(f"scope is manager or team, not {row.scope or 'empty'}")
    each = row.each or "month"
    if each not in KINDS:
        raise BadRow(f"each is one of {', '.join(KINDS)}, not {each}")
    start = _start(row.start)
    weights = _weights(row.weights)
    reason = clean(row.reason, REASON_LENGTH + 1) or None
    if reason and len(reason) > REASON_LENGTH:
        raise Refused("target-reason-long", n=REASON_LENGTH)
    member_id, team = await _whose(session, company, row)
    known = await catalogue(session, company.id, [team.id] if team else [])
    words = {slug: list(own) for slug, own in ((team.words if team else None) or {}).items()}
    kpi = find(row.kpi, known, words)
    if kpi is None:
        near = ", ".join(one.slug for one in nearest(row.kpi, known, words)) or ", ".join(known)
        raise BadRow(f"there is no KPI {row.kpi}; there is: {near}")
    none = row.value.strip().casefold() in NONE
    value = None if none else read_plain(kpi, row.value, company.currency)
    zone = team.timezone if team else "UTC"
    change = await store(
        session,
        Order(kpi, value, each, start, weights, reason),
        known,
        company_id=company.id,
        currency=company.currency,
        member_id=member_id,
        team_id=None if member_id is not None or team is None else team.id,
        today=Calendar(0, zone).today(now),
        by_id=None,
        now=now,
        past=True,
    )
    return _shown(row, change, kpi, company.currency)


def _shown(row: Row, change: Change, kpi: Kpi, currency: str) -> Shown:
    def written(value: int | None) -> str | None:
        return None if value is None else plain(kpi, value, currency)

    return Shown(
        row.scope,
        row.name,
        kpi.slug,
        change.each,
        written(change.after),
        change.start,
        change.weights,
        change.reason,
        before=written(change.before),
        same=change.same,
    )


def _start(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return periods.parse(text).start
    except (ValueError, OverflowError):
        raise BadRow(f"{text} is not like 2026-12, 2026-W50, 2027-Q1, 2027 or 2026-12-01") from None


def _weights(text: str) -> tuple[int, ...]:
    if not text.strip():
        return ()
    try:
        return tuple(int(part) for part in text.replace(":", ",").split(","))
    except ValueError:
        raise BadRow(f"{text} are no weights (like 1,2,3)") from None


async def _whose(session: AsyncSession, company: Company, row: Row) -> tuple[int | None, Team | None]:
    """(member id, their team) or (None, the team). Raises BadRow."""
    teams = list(await session.scalars(select(Team).where(Team.company_id == company.id).order_by(Team.id)))
    if row.scope == "team":
        found = [team for team in teams if team.name_key == person_key(row.name)]
        if not found:
            raise BadRow(f"there is no team {row.name}")
        return None, found[0]
    people = await _named(session, company.id, row.name)
    homes = await _homes(session, people)
    wanted: list[int] = []
    if row.team is not None:
        wanted = [team.id for team in teams if team.name_key == person_key(row.team)]
        people = [id_ for id_ in people if set(homes.get(id_, ())) & set(wanted)]
    if not people:
        raise BadRow(f"there is no manager {row.name}" + (f" in team {row.team}" if row.team else ""))
    if len(people) > 1:
        raise BadRow(
            f'{len(people)} people are called {row.name}: say "{row.name} (1)" or "{row.name} (2)", or --team'
        )
    theirs = homes.get(people[0], [])
    home = next((id_ for id_ in wanted if id_ in theirs), theirs[-1] if theirs else None)
    return people[0], next((team for team in teams if team.id == home), None)


async def _named(session: AsyncSession, company_id: int, name: str) -> list[int]:
    """People of this name, or the one whom `report` calls so where several share it: "Anna (2)"."""
    query = select(Member.id, Member.name_key).where(Member.company_id == company_id).order_by(Member.id)
    every = [(row.id, row.name_key) for row in await session.execute(query)]
    key = person_key(name)
    found = [id_ for id_, own in every if own == key]
    base, _, number = key.rpartition(" (")
    if not found and base and number.endswith(")") and number[:-1].isdecimal():
        same = [id_ for id_, own in every if own == base]
        place = int(number[:-1])
        return same[place - 1 : place] if place else []
    return found


async def _homes(session: AsyncSession, member_ids: Collection[int]) -> dict[int, list[int]]:
    """The teams of each, the newest last."""
    query = (
        select(Membership.member_id, Membership.team_id)
        .where(Membership.member_id.in_(member_ids))
        .order_by(Membership.ends_on.is_(None), Membership.starts_on, Membership.id)
    )
    homes: dict[int, list[int]] = {}
    for row in await session.execute(query):
        homes.setdefault(row.member_id, []).append(row.team_id)
    return homes


async def every(session: AsyncSession, company: Company, *, now: datetime, old: bool) -> list[Shown]:
    """What holds now and what begins later; `old`: every version there ever was."""
    known: Catalogue = await catalogue(session, company.id, retired=True)
    by = Member.__table__.alias("setter")
    query = (
        select(Target, Member.name.label("person"), Team.name.label("team"), by.c.name.label("by"))
        .outerjoin(Member, Member.id == Target.member_id)
        .outerjoin(Team, Team.id == Target.team_id)
        .outerjoin(by, by.c.id == Target.created_by_id)
        .where(Target.company_id == company.id)
        .order_by(Target.valid_from, Target.id)
    )
    limits = ends(now.date())
    found: dict[Any, list[tuple[Target, Shown]]] = {}
    for row, person, team, setter in await session.execute(query):
        kpi = known.get(row.kpi)
        if kpi is None:
            continue
        shown = Shown(
            "manager" if row.member_id else "team",
            person or team,
            row.kpi,
            row.period,
            None if row.value is None else plain(kpi, row.value, company.currency),
            row.valid_from,
            tuple(row.weights or ()),
            row.reason,
            setter,
            row.created_at,
        )
        found.setdefault((row.member_id, row.team_id, row.kpi, row.period), []).append((row, shown))
    result = []
    for (_, _, _, each), rows in found.items():
        held = [shown for _, shown in rows if shown.start < limits[each]][-1:]
        later = {shown.start: shown for _, shown in rows if shown.start >= limits[each]}
        if old:
            result += [shown for _, shown in rows]
        else:
            result += [shown for shown in held if shown.value is not None]
            result += later.values()
    order = {slug: n for n, slug in enumerate(known)}
    result.sort(
        key=lambda one: (one.scope, person_key(one.name), order[one.kpi], KINDS.index(one.each), one.start)
    )
    return result
