"""Setting targets of people and teams: as versions, so that a finished period keeps its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import gcd

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Member, Target
from services import roster
from services.access import Me, require_lead
from services.errors import NotFound, Refused
from services.kpi import Catalogue, Kpi, catalogue
from services.periods import containing
from services.plans import KINDS, Goal
from services.roster import Person, TeamOf
from services.targets.amounts import check_value
from services.targets.versions import Version, at_once, ends, newest, versions

MOST = 5  # targets a person can keep in mind
MONTHS = {"quarter": 3, "year": 12}  # that can be weighted
YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What is to hold: `value` None takes away. `each` None is the kind there is, else a month; `start` None is now."""

    kpi: Kpi
    value: int | None
    each: str | None = None
    start: date | None = None
    weights: tuple[int, ...] = ()
    reason: str | None = None


def goal_of(order: Order, each: str) -> Goal:
    """The order as if it had held for ever."""
    return Goal(0, order.kpi.slug, each, order.value, date.min, weights=order.weights)


@dataclass(frozen=True, slots=True)
class Change:
    """A target before and after; `same` when it was that already. `later`: what was set for after it."""

    kpi: Kpi
    each: str
    before: int | None
    after: int | None
    start: date  # the first day of the period from which on it holds
    ahead: bool  # that period has not begun
    whom: Person | TeamOf | None = None
    reason: str | None = None
    weights: tuple[int, ...] = ()
    later: Version | None = None
    same: bool = False


async def set_target(
    session: AsyncSession,
    me: Me,
    *,
    kpi: str,
    value: int | None,
    now: datetime,
    member_id: int | None = None,
    team_id: int | None = None,
    each: str | None = None,
    start: date | None = None,
    weights: Sequence[int] = (),
    reason: str | None = None,
) -> Change:
    """Writes a new version; a value of None takes the target away. Raises Denied, NotFound, Refused.

    It holds from the start of the period (of that kind) in which `start` or today lies.
    """
    require_lead(me)
    whom: Person | TeamOf
    if member_id is not None:
        whom = await roster.person(session, me, member_id)
        known = await catalogue(session, me.company_id, [whom.team_id] if whom.team_id else [])
    elif team_id is not None:
        whom = await roster.team(session, me, team_id)
        known = await catalogue(session, me.company_id, [team_id])
    else:
        raise NotFound("whom-unknown", name="")
    if kpi not in known:
        raise Refused("target-kpi-gone")
    order = Order(known[kpi], value, each, start, tuple(weights), reason)
    return await write(session, me, whom, order, known, now=now)


async def write(
    session: AsyncSession,
    me: Me,
    whom: Person | TeamOf,
    order: Order,
    known: Catalogue,
    *,
    now: datetime,
    dry: bool = False,
) -> Change:
    """The same for somebody who was looked up already, by a lead of theirs; `dry` only checks and compares."""
    person = isinstance(whom, Person)
    owner = whom.member_id if isinstance(whom, Person) else whom.id
    return await store(
        session,
        order,
        known,
        company_id=me.company_id,
        currency=me.currency,
        member_id=owner if person else None,
        team_id=None if person else owner,
        today=whom.today(now),
        by_id=me.member_id,
        now=now,
        whom=whom,
        dry=dry,
    )


async def store(
    session: AsyncSession,
    order: Order,
    known: Catalogue,
    *,
    company_id: int,
    currency: str,
    member_id: int | None,
    team_id: int | None,
    today: date,
    by_id: int | None,
    now: datetime,
    whom: Person | TeamOf | None = None,
    past: bool = False,
    dry: bool = False,
) -> Change:
    """Writes the version, after every check that does not depend on who asks; `past` allows finished periods.

    Raises Refused, and then nothing was written.
    """
    if member_id is not None:  # one at a time, or two leads could give six targets together
        await session.execute(select(Member.id).where(Member.id == member_id).with_for_update())
        mine = (await versions(session, member_ids=[member_id])).get(member_id, [])
    else:
        mine = (await versions(session, team_ids=[team_id or 0])).get(team_id or 0, [])
    each = order.each or kind_of(order, mine, today)
    if each not in KINDS:
        raise Refused("target-daily")
    weights = _weights(order, each)
    here = containing(today, each)
    start = containing(order.start, each).start if order.start else here.start
    if start < here.start and not past:
        raise Refused("target-past-start")
    if start.year > today.year + YEARS_AHEAD:
        raise Refused("target-far", n=YEARS_AHEAD)
    if order.value is not None:
        check_value(order.kpi, order.value, each, currency, team=member_id is None)
    key = (order.kpi.slug, each)
    theirs = [one for one in mine if one.key == key]
    after = next((one for one in theirs if one.valid_from > start), None)
    valid = next((one for one in reversed(theirs) if one.valid_from <= start), None)
    before = valid.value if valid else None
    if order.value is None and before is None:
        if order.start is not None or after is None or after.value is None:
            raise Refused("target-none-yet")
        start, before = after.valid_from, after.value  # what has not begun yet is taken back
        after = next((one for one in theirs if one.valid_from > start), None)
    new = Version(2**62, *key, order.value, weights, order.reason, start, by_id, None, now)
    if member_id is not None and before is None and at_once(mine, new, known) > MOST:
        raise Refused("target-too-many", n=MOST)
    same = (
        order.value == before
        and (order.value is None or valid is None or valid.weights == weights)
        and (order.reason is None or (valid is not None and valid.reason == order.reason))
    )
    if not (same or dry):
        session.add(
            Target(
                company_id=company_id,
                member_id=member_id,
                team_id=None if member_id is not None else team_id,
                kpi=order.kpi.slug,
                period=each,
                value=order.value,
                weights=list(weights) or None,
                reason=order.reason,
                valid_from=start,
                created_by_id=by_id,
                created_at=now,
            )
        )
        await session.flush()
    ahead = start >= here.end
    return Change(
        order.kpi, each, before, order.value, start, ahead, whom, order.reason, weights, after, same
    )


def kind_of(order: Order, mine: Sequence[Version], today: date) -> str:
    """The kind that was not said: the only one this KPI has a target of, else a month."""
    if order.weights:
        return next((kind for kind, months in MONTHS.items() if months == len(order.weights)), "month")
    there = {one.key: one for one in mine if one.kpi == order.kpi.slug}
    valid = newest(mine, ends(today))
    kinds = {
        kind
        for (slug, kind), last in there.items()
        if last.value is not None or ((held := valid.get((slug, kind))) and held.value is not None)
    }
    return kinds.pop() if len(kinds) == 1 else "month"


def _weights(order: Order, each: str) -> tuple[int, ...]:
    weights = order.weights
    if not weights or order.value is None:
        return ()
    if not order.kpi.cumulative:
        raise Refused("target-weights-level")
    if MONTHS.get(each) != len(weights):
        raise Refused("target-weights-number")
    if sum(weights) <= 0 or min(weights) < 0 or max(weights) > 1000:
        raise Refused("target-weights-number")
    shared = gcd(*weights)
    return tuple(weight // shared for weight in weights)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Somebody who did not get the target, and why."""

    whom: Person
    error: Refused


async def set_for_all(
    session: AsyncSession, me: Me, team_id: int, order: Order, *, now: datetime, dry: bool = False
) -> tuple[list[Change], list[Skipped]]:
    """The same target for every seller of a team; who cannot have it is skipped. Raises Denied, NotFound, Refused."""
    team = await roster.team(session, me, team_id)
    known = await catalogue(session, me.company_id, [team.id])
    if order.kpi.slug not in known:
        raise Refused("target-kpi-gone")
    changes, skipped = [], []
    if order.value is not None:
        order = replace(order, each=order.each or kind_of(order, (), now.date()))
    sellers = [one for one in await roster.members(session, team.id) if one.sells]
    if not sellers:
        raise Refused("target-nobody")
    for one in sellers:
        try:
            changes.append(await write(session, me, one, order, known, now=now, dry=dry))
        except Refused as error:
            if error.key != "target-too-many" and error.key != "target-none-yet":
                raise
            skipped.append(Skipped(one, error))
    return changes, skipped
