"""What a receipt says beside the entries, asked in one statement: the month so far, target, doubles, near names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from db.hot import hot
from db.models import Client, Entry, Membership, TeamKpi
from services import plans, targets
from services.access import Me
from services.entries.model import Double, Standing
from services.kpi import REGISTRY, Kpi, Value
from services.kpi.own import counter
from services.periods import Period, containing
from services.plans import MemberPlan, row_of
from services.progress.load import main_kind
from services.targets import Held


@dataclass(slots=True)
class Aftermath:
    """`doubles` by client id; `own_clients` (id, name); `known_since` first deal by client id."""

    standing: Standing
    deals: list[tuple[int, int, int, date, int]] = field(
        default_factory=list
    )  # id, client, amount, day, member
    own_clients: list[tuple[int, str]] = field(default_factory=list)
    known_since: dict[int, date] = field(default_factory=dict)


# Tables, not entities: the ORM's share of a statement is as dear as the rest of it.
_C, _E, _K, _MS = (x.__table__.c for x in (Client, Entry, TeamKpi, Membership))


@lru_cache
def _statement(doubles: bool, near: bool, claimed: bool, own: bool) -> CompoundSelect[Any]:
    """Rows as of `plans.parts`, those among them; built once per shape, so it is compiled once."""
    member: Any = bindparam("member")
    sums = [
        select(
            *row_of(
                what,
                (
                    func.sum(_E.quantity),
                    func.coalesce(func.sum(_E.amount), 0),
                    func.coalesce(func.sum(_E.quantity).filter(_E.amount.is_not(None)), 0),
                ),
                (),
                (_E.kind,),
            )
        )
        .where(
            _E.member_id == member,
            _E.day >= bindparam(f"{what}_start"),
            _E.day < bindparam(f"{what}_end"),
            _E.voided_at.is_(None),
        )
        .group_by(_E.kind)
        for what in ("month", "week")
    ]
    parts = [*sums, *plans.parts("members")]
    if own:
        theirs = select(_MS.team_id).where(_MS.member_id == member)
        parts.append(
            select(
                *row_of("own", (_K.team_id,), (), (_K.slug, _K.name, _K.unit + literal(" ") + _K.better))
            ).where(_K.team_id.in_(theirs), _K.form == "counter", _K.retired_at.is_(None))
        )
    if doubles:
        parts.append(
            select(*row_of("deal", (_E.id, _E.client_id, _E.amount, _E.member_id), (_E.day,))).where(
                _E.client_id.in_(bindparam("clients", expanding=True)),
                _E.day >= bindparam("near_start"),
                _E.day <= bindparam("near_end"),
                _E.kind == "deal",
                _E.amount.is_not(None),
                _E.voided_at.is_(None),
                _E.report_id.is_distinct_from(bindparam("report")),
            )
        )
    if near:
        clients = select(_E.client_id).where(_E.member_id == member, _E.client_id.is_not(None)).distinct()
        parts.append(select(*row_of("client", (_C.id,), (), (_C.name,))).where(_C.id.in_(clients)))
    if claimed:
        parts.append(
            select(*row_of("since", (_E.client_id,), (func.min(_E.day),)))
            .where(
                _E.client_id.in_(bindparam("claimed", expanding=True)),
                _E.kind == "deal",
                _E.quantity > 0,
                _E.voided_at.is_(None),
                _E.report_id.is_distinct_from(bindparam("report")),
            )
            .group_by(_E.client_id)
        )
    return hot(union_all(*parts))


async def aftermath(
    session: AsyncSession,
    me: Me,
    *,
    member_id: int,
    report_id: int,
    days: Sequence[date],
    deal_clients: Sequence[int] = (),
    near: bool = False,
    claimed_new: Sequence[int] = (),
) -> Aftermath:
    """Everything in one statement. `deal_clients`: of the deals just recorded; `claimed_new`: called new clients."""
    day = max(days)
    month, week = containing(day, "month"), containing(day, "week")
    parameters: dict[str, Any] = {
        "member": member_id,
        "members": [member_id],
        "first": min(month.start, week.start),
        "last": max(month.end, week.end),
        "month_start": month.start,
        "month_end": month.end,
        "week_start": week.start,
        "week_end": week.end,
        "report": report_id,
    }
    if deal_clients:
        parameters |= {
            "clients": list(deal_clients),
            "near_start": min(days) - timedelta(days=1),
            "near_end": day + timedelta(days=1),
        }
    if claimed_new:
        parameters["claimed"] = list(claimed_new)
    if not (deal_clients or claimed_new):
        del parameters["report"]
    statement = _statement(bool(deal_clients), near, bool(claimed_new), bool(me.words))
    sums: dict[str, Sums] = {"month": {}, "week": {}}
    own: list[Kpi] = []
    planned: list[Any] = []
    result = Aftermath(Standing(month, 0, 0))
    for row in (await session.execute(statement, parameters)).all():
        what, a, b, c, d, _, _, first, _, name, more, kind = row
        match what:
            case "month" | "week":
                sums[what][name] = (a, b, c)
            case "deal":
                result.deals.append((a, b, c, first, d))
            case "client":
                result.own_clients.append((a, name))
            case "since":
                result.known_since[a] = first
            case "own":
                unit, _, better = kind.partition(" ")
                own.append(counter(TeamKpi(slug=name, name=more, unit=unit, better=better, team_id=a)))
            case _:
                planned.append(row)
    plan = plans.read(planned).members.get(member_id)
    result.standing = _standing(plan, sums, {"month": month, "week": week}, day, own)
    return result


Sums = dict[str, tuple[int, int, int]]  # by kind: quantity, minor units, quantity of those with an amount


def _standing(
    plan: MemberPlan | None,
    sums: Mapping[str, Sums],
    periods: Mapping[str, Period],
    day: date,
    own: Sequence[Kpi],
) -> Standing:
    """The same as /me says of these figures: the main period, its first target that these sums are of."""
    kind = main_kind(plan, day) if plan is not None else "month"
    period = periods.get(kind, periods["month"])
    here = sums[period.kind]
    found = Standing(
        period,
        volume=here.get("deal", _NONE)[1] - here.get("refund", _NONE)[1],
        deals=here.get("deal", _NONE)[0],
    )
    if plan is None or not plan.goals or kind not in periods:
        return found
    known = {**REGISTRY, **{kpi.slug: kpi for kpi in own}}
    for slug, held in _held(plan, period, known).items():
        actual = _actual(known[slug], here)
        if actual is not None:
            return replace(found, kpi=held.kpi, actual=actual, target=held.asked)
    return found


_NONE = (0, 0, 0)


def _held(plan: MemberPlan, period: Period, known: Mapping[str, Kpi]) -> dict[str, Held]:
    """`targets.of_member`; without asking for public holidays where nothing depends on them: the library that knows
    them takes a tenth of a second to load, and a deal is not to wait for it.
    """
    schedule = plan.schedule
    whole = schedule.since <= period.start and schedule.until is None and not schedule.away
    if period.kind != "month" or not whole or plan.ramp or schedule.calendar.off:
        return targets.of_member(plan, period, known)
    goals = {goal.kpi: goal for goal in plan.goals.of(period)}
    return {
        slug: Held(kpi, targets.full(kpi, goals[slug]), goals[slug])
        for slug, kpi in known.items()
        if slug in goals
    }


def _actual(kpi: Kpi, sums: Sums) -> Value | None:
    """The KPI's value from the sums by kind; None for one that is not made of them."""
    if kpi.slug == "sales_volume":
        return Value(sums.get("deal", _NONE)[1] - sums.get("refund", _NONE)[1])
    if kpi.slug == "average_check":
        _, amount, priced = sums.get("deal", _NONE)
        return Value(amount, priced)
    if not (kpi.summed and kpi.cumulative):
        return None
    quantity, amount, _ = sums.get(kpi.kinds[0], _NONE)
    return Value(amount if kpi.unit == "money" else quantity)


def double_of(found: Aftermath, *, client_id: int, amount: int, day: date, member_id: int) -> Double | None:
    """The earlier deal with the same client and amount, of the same day or the one beside it."""
    for entry_id, client, other_amount, other_day, other_member in found.deals:
        if client == client_id and other_amount == amount and abs((other_day - day).days) <= 1:
            return Double(entry_id, other_day, other_member == member_id, "open")
    return None
