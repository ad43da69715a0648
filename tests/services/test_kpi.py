"""KPIs: each definition in a small case by hand, the same on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.engine import Database
from db.models import Company, Entry, Member, Membership, Target, Team
from services import kpi
from services.kpi import AVAILABLE, NO_VALUE, REGISTRY, Value
from services.periods import parse

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NOVEMBER = parse("2026-11")


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """Two companies; the first with teams 1 and 2, members 1 and 2 in the first, 3 in the second."""
    db = Database(database_url)
    async with db.write() as session:
        for number in (1, 2):
            session.add(Company(id=number, name="C", name_key="c", currency="RUB", created_at=NOW))
        await session.flush()
        for number, company in ((1, 1), (2, 1), (3, 2)):
            session.add(
                Team(
                    id=number, company_id=company, name="T", name_key=str(number), country="RU", timezone="UTC",
                    language="ru", created_at=NOW,
                )
            )  # fmt: skip
        await session.flush()
        for number, company, team in ((1, 1, 1), (2, 1, 1), (3, 1, 2), (4, 2, 3)):
            session.add(Member(id=number, company_id=company, name="M", name_key="m", created_at=NOW))
            await session.flush()
            session.add(
                Membership(member_id=number, team_id=team, role="manager", starts_on=date(2026, 1, 1))
            )
    yield db
    await db.close()


async def record(db: Database, *entries: dict[str, Any]) -> None:
    async with db.write() as session:
        for given_ in entries:
            values = {
                "company_id": 1,
                "team_id": 1,
                "member_id": 1,
                "kind": "deal",
                "day": "2026-11-10",
            } | given_
            values["day"] = date.fromisoformat(values["day"])
            session.add(Entry(created_at=NOW, **values))


async def measured(
    db: Database, by: str = "company", period: str = "2026-11", **filters: Any
) -> dict[int, Any]:
    async with db.read() as session:
        return await kpi.measure(session, AVAILABLE, company_id=1, by=by, period=parse(period), **filters)


async def test_volume_deals_and_check_follow_their_definitions(db: Database) -> None:
    await record(
        db,
        {"amount": 10_000},
        {"amount": 5_001, "quantity": 2},
        {"amount": None},
        {"amount": 700, "quantity": 0},  # a further payment
        {"quantity": 0},  # "none today"
        {"kind": "refund", "amount": 3_000},
        {"amount": 99, "voided_at": NOW},
        {"amount": 99, "day": "2026-12-01"},
        {"amount": 99, "day": "2026-10-31"},
        {"amount": 99, "company_id": 2, "team_id": 3, "member_id": 4},
        {"kind": "invoice", "amount": 1_000_000},
    )
    values = (await measured(db))[1]
    assert values["sales_volume"] == Value(10_000 + 5_001 + 700 - 3_000)
    assert values["deals"] == Value(4)
    assert values["average_check"] == Value(15_701, 3)
    assert values["average_check"].rounded() == 5_234
    assert values["invoices"] == Value(1)


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("calls", "call"),
        ("contacts", "contact"),
        ("meetings", "meeting"),
        ("demos", "demo"),
        ("proposals", "proposal"),
        ("invoices", "invoice"),
    ],
)
async def test_activities_are_sums_of_quantities(db: Database, slug: str, kind: str) -> None:
    await record(
        db, {"kind": kind, "quantity": 40}, {"kind": kind, "quantity": 2}, {"kind": "other", "quantity": 9}
    )
    values = (await measured(db))[1]
    assert values[slug] == Value(42)
    assert sum(value.top for value in values.values()) == 42


async def test_scopes_without_entries_have_zeros_and_no_mean(db: Database) -> None:
    await record(db, {"amount": 5})
    people = await measured(db, "manager", member_ids=[1, 2])
    assert people[1]["deals"] == Value(1)
    assert people[2]["deals"] == Value(0)
    assert people[2]["sales_volume"].exists
    assert people[2]["average_check"] == NO_VALUE
    assert (await measured(db, "company", "2027"))[1]["deals"] == Value(0)
    assert await measured(db, "manager", "2027") == {}


async def test_a_team_counts_its_entries_and_filters_narrow_them(db: Database) -> None:
    await record(
        db,
        {"amount": 1},
        {"amount": 10, "member_id": 2},
        {"amount": 100, "team_id": 2},  # member 1, once in the other team
        {"amount": 1_000, "member_id": 3, "team_id": 2},
    )

    def volumes(found: dict[int, Any]) -> dict[int, int]:
        return {scope: values["sales_volume"].top for scope, values in found.items()}

    assert volumes(await measured(db, "team")) == {1: 11, 2: 1_100}
    assert volumes(await measured(db, "manager")) == {1: 101, 2: 10, 3: 1_000}
    assert volumes(await measured(db, "manager", team_ids=[2])) == {1: 100, 3: 1_000}
    assert volumes(await measured(db, "team", team_ids=[2])) == {2: 1_100}
    assert volumes(await measured(db, "manager", member_ids=[2], team_ids=[1])) == {2: 10}
    assert volumes(await measured(db, "company")) == {1: 1_111}
    # Somebody else's company stays out, whatever is asked for.
    assert volumes(await measured(db, "manager", member_ids=[4])) == {4: 0}


async def test_sums_beyond_32_bits_are_exact(db: Database) -> None:
    await record(db, *({"amount": 10**15 - 1, "quantity": 3} for _ in range(7)))
    assert (await measured(db))[1]["sales_volume"] == Value(7 * (10**15 - 1))


async def test_a_target_is_the_newest_version_before_the_end_of_the_period(db: Database) -> None:
    async with db.write() as session:
        for value, day in ((1, date(2026, 10, 1)), (2, date(2026, 11, 30)), (3, date(2026, 12, 1))):
            session.add(
                Target(
                    company_id=1, member_id=1, kpi="deals", period="month", value=value, valid_from=day, created_at=NOW
                )
            )  # fmt: skip
            await session.flush()
    async with db.read() as session:
        found = {
            label: await kpi.targets(session, company_id=1, by="manager", period=parse(label))
            for label in ("2026-09", "2026-11", "2026-12", "2026")
        }
        assert await kpi.targets(session, company_id=1, by="team", period=NOVEMBER) == {}
    assert found == {"2026-09": {}, "2026-11": {1: {"deals": 2}}, "2026-12": {1: {"deals": 3}}, "2026": {}}


def test_the_registry_is_in_the_order_of_the_table_and_shows_what_is_to_come() -> None:
    assert list(REGISTRY) == [
        "sales_volume", "deals", "new_clients", "average_check", "retention", "repeat_rate", "sales_cycle", "calls",
        "contacts", "meetings", "demos", "proposals", "invoices", "conversion",
    ]  # fmt: skip
    assert {kpi_.unit for kpi_ in REGISTRY.values()} <= {"money", "count", "percent", "days", "number"}
    assert [one.slug for one in REGISTRY.values() if one.better == "down"] == ["sales_cycle"]


def test_attainment_is_never_capped_and_turns_round_where_less_is_better() -> None:
    deals, cycle = REGISTRY["deals"], REGISTRY["sales_cycle"]
    assert kpi.attainment(deals, Value(132), Value(100)).rounded(4) == 13_200
    assert kpi.attainment(cycle, Value(40), Value(50)).rounded(4) == 12_500
    assert kpi.attainment(deals, Value(1), NO_VALUE) == NO_VALUE
    assert kpi.attainment(deals, NO_VALUE, Value(5)) == NO_VALUE
    assert not kpi.attainment(cycle, Value(0), Value(5)).exists


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**9), st.sampled_from(["JPY", "RUB", "OMR"]))
def test_money_is_rounded_half_up_when_shown(top: int, bottom: int, currency: str) -> None:
    shown = kpi.as_decimal(REGISTRY["average_check"], Value(top, bottom), currency)
    digits = {"JPY": 0, "RUB": 2, "OMR": 3}[currency]
    assert shown is not None
    assert shown.as_tuple().exponent == -digits
    assert abs(int(shown.scaleb(digits)) * bottom - top) * 2 <= bottom


def test_what_is_shown_has_its_digits() -> None:
    assert kpi.as_decimal(REGISTRY["retention"], Value(2, 3), "RUB") == Decimal("0.6667")
    assert str(kpi.as_decimal(REGISTRY["sales_cycle"], Value(27, 2), "RUB")) == "13.50"
    assert kpi.as_decimal(REGISTRY["deals"], NO_VALUE, "RUB") is None
