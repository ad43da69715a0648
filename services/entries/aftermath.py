"""What a receipt says beside the entries, asked in one statement: the month so far, target, doubles, near names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Date,
    String,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Client, Entry, Target
from services.access import Me
from services.entries.model import Double, Standing
from services.periods import containing


@dataclass(slots=True)
class Aftermath:
    """`doubles` by client id; `own_clients` (id, name); `known_since` first deal by client id."""

    standing: Standing
    deals: list[tuple[int, int, int, date, int]] = field(
        default_factory=list
    )  # id, client, amount, day, member
    own_clients: list[tuple[int, str]] = field(default_factory=list)
    known_since: dict[int, date] = field(default_factory=dict)


def _big(value: Any) -> Any:
    return cast(value, BigInteger)


_NO_NAME, _NO_NUMBER, _NO_DAY = cast(null(), String), _big(null()), cast(null(), Date)


# Tables, not entities: the ORM's share of a statement is as dear as the rest of it.
_C, _E, _T = Client.__table__.c, Entry.__table__.c, Target.__table__.c


@lru_cache
def _statement(doubles: bool, near: bool, claimed: bool) -> CompoundSelect[Any]:
    """Rows of (what, name, a, b, c, d, day); built once per shape, so it is compiled once."""
    month = (
        select(
            literal("month").label("what"),
            _E.kind.label("name"),
            _big(func.sum(_E.quantity)).label("a"),
            _big(func.coalesce(func.sum(_E.amount), 0)).label("b"),
            _NO_NUMBER.label("c"),
            _NO_NUMBER.label("d"),
            _NO_DAY.label("day"),
        )
        .where(
            _E.member_id == bindparam("member"),
            _E.day >= bindparam("month_start"),
            _E.day < bindparam("month_end"),
            _E.voided_at.is_(None),
        )
        .group_by(_E.kind)
    )
    target = select(
        literal("target"),
        _T.kpi,
        _big(_T.value),
        _big(_T.id),
        _NO_NUMBER,
        _NO_NUMBER,
        _T.valid_from,
    ).where(
        _T.member_id == bindparam("member"),
        _T.period == "month",
        _T.valid_from < bindparam("month_end"),
    )
    parts = [month, target]
    if doubles:
        parts.append(
            select(
                literal("deal"),
                _NO_NAME,
                _big(_E.id),
                _big(_E.client_id),
                _big(_E.amount),
                _big(_E.member_id),
                _E.day,
            ).where(
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
        own = (
            select(_E.client_id)
            .where(_E.member_id == bindparam("member"), _E.client_id.is_not(None))
            .distinct()
        )
        parts.append(
            select(
                literal("client"), _C.name, _big(_C.id), _NO_NUMBER, _NO_NUMBER, _NO_NUMBER, _NO_DAY
            ).where(_C.id.in_(own))
        )
    if claimed:
        parts.append(
            select(
                literal("since"),
                _NO_NAME,
                _big(_E.client_id),
                _NO_NUMBER,
                _NO_NUMBER,
                _NO_NUMBER,
                func.min(_E.day),
            )
            .where(
                _E.client_id.in_(bindparam("claimed", expanding=True)),
                _E.kind == "deal",
                _E.quantity > 0,
                _E.voided_at.is_(None),
                _E.report_id.is_distinct_from(bindparam("report")),
            )
            .group_by(_E.client_id)
        )
    return union_all(*parts)


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
    month = containing(max(days), "month")
    parameters: dict[str, Any] = {
        "member": member_id,
        "month_start": month.start,
        "month_end": month.end,
        "report": report_id,
    }
    if deal_clients:
        parameters |= {
            "clients": list(deal_clients),
            "near_start": min(days) - timedelta(days=1),
            "near_end": max(days) + timedelta(days=1),
        }
    if claimed_new:
        parameters["claimed"] = list(claimed_new)
    if not (deal_clients or claimed_new):
        del parameters["report"]
    rows = (await session.execute(_statement(bool(deal_clients), near, bool(claimed_new)), parameters)).all()
    sums: dict[str, tuple[int, int]] = {}
    targets: dict[str, tuple[date, int, int | None]] = {}
    result = Aftermath(Standing(month.start, 0, 0, {}))
    for what, name, a, b, c, d, day in rows:
        match what:
            case "month":
                sums[name] = (a, b)
            case "target":
                if name not in targets or (day, b) > targets[name][:2]:
                    targets[name] = (day, b, a)
            case "deal":
                result.deals.append((a, b, c, day, d))
            case "client":
                result.own_clients.append((a, name))
            case "since":
                result.known_since[a] = day
    set_ = {kpi: value for kpi, (_, _, value) in targets.items() if value}
    main = "sales_volume" if "sales_volume" in set_ else next(iter(sorted(set_)), None)
    result.standing = Standing(
        month=month.start,
        volume=sums.get("deal", (0, 0))[1] - sums.get("refund", (0, 0))[1],
        deals=sums.get("deal", (0, 0))[0],
        counts={kind: quantity for kind, (quantity, _) in sums.items()},
        target_kpi=main,
        target=set_[main] if main else None,
    )
    return result


def double_of(found: Aftermath, *, client_id: int, amount: int, day: date, member_id: int) -> Double | None:
    """The earlier deal with the same client and amount, of the same day or the one beside it."""
    for entry_id, client, other_amount, other_day, other_member in found.deals:
        if client == client_id and other_amount == amount and abs((other_day - day).days) <= 1:
            return Double(entry_id, other_day, other_member == member_id, "open")
    return None
