"""The rules of kpi.md about clients, cycles and conversion, each by hand, the same on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from db.engine import Database
from db.models import Client, Company, Entry, Member, Membership, Team
from services import kpi
from services.kpi import NO_VALUE, REGISTRY, Value, firsts
from services.periods import months_before, parse

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ANNA, BORIS, CLARA, STRANGER = 1, 2, 3, 4  # Anna and Boris in team 1, Clara in team 2, a stranger elsewhere


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """Two companies; the first with teams 1 and 2 and clients 1 to 9, the second with team 3 and client 10."""
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
        for number in range(1, 11):
            company = 1 if number < 10 else 2
            session.add(Client(id=number, company_id=company, name="C", key=str(number), created_at=NOW))
        await session.flush()
        for number, company, team in ((ANNA, 1, 1), (BORIS, 1, 1), (CLARA, 1, 2), (STRANGER, 2, 3)):
            session.add(Member(id=number, company_id=company, name="M", name_key="m", created_at=NOW))
            await session.flush()
            session.add(
                Membership(member_id=number, team_id=team, role="manager", starts_on=date(2026, 1, 1))
            )
    yield db
    await db.close()


async def record(db: Database, *entries: tuple[int, int | None, str] | dict[str, Any]) -> None:
    """Entries in the order in which they were recorded: (member, client, day) is a deal."""
    async with db.write() as session:
        for given in entries:
            if isinstance(given, tuple):
                given = {"member_id": given[0], "client_id": given[1], "day": given[2]}
            values = {"company_id": 1, "kind": "deal", "day": "2026-11-10", "member_id": ANNA} | given
            values.setdefault("team_id", {CLARA: 2, STRANGER: 3}.get(values["member_id"], 1))
            for name in ("day", "first_contact"):
                if name in values:
                    values[name] = date.fromisoformat(values[name])
            session.add(Entry(created_at=NOW, **values))
            await session.flush()
        await firsts.refresh(session, range(1, 11))


async def figures(
    db: Database, slug: str, by: str = "manager", period: str = "2026-11", **more: Any
) -> dict[int, Value]:
    """What there is by scope; what a scope without an entry has is left out."""
    kpis = list(REGISTRY.values())
    async with db.read() as session:
        found = await kpi.measure(session, kpis, company_id=1, by=by, period=parse(period), **more)
    nothing = kpi.nothing(kpis)[slug]
    return {scope: values[slug] for scope, values in found.items() if values[slug] != nothing}


# new_clients


async def test_a_new_client_belongs_to_who_closed_the_first_deal_with_the_company(db: Database) -> None:
    await record(db, (ANNA, 1, "2026-11-02"), (BORIS, 1, "2026-11-05"), (BORIS, 2, "2026-11-05"))
    await record(db, (CLARA, 3, "2026-10-31"), (ANNA, 3, "2026-11-01"), (BORIS, None, "2026-11-05"))
    assert await figures(db, "new_clients") == {ANNA: Value(1), BORIS: Value(1)}
    assert await figures(db, "new_clients", "team") == {1: Value(2)}
    assert await figures(db, "new_clients", "company") == {1: Value(2)}
    assert await figures(db, "new_clients", period="2026-10") == {CLARA: Value(1)}
    assert await figures(db, "new_clients", member_ids=[BORIS]) == {BORIS: Value(1)}
    assert await figures(db, "new_clients", team_ids=[2]) == {}


async def test_of_two_first_deals_of_a_day_the_earlier_entry_brought_the_client(db: Database) -> None:
    await record(db, (BORIS, 1, "2026-11-02"), (ANNA, 1, "2026-11-02"), (ANNA, 1, "2026-11-02"))
    assert await figures(db, "new_clients") == {BORIS: Value(1)}


async def test_a_back_dated_first_deal_moves_the_new_client(db: Database) -> None:
    await record(db, (ANNA, 1, "2026-11-02"), (BORIS, 1, "2026-10-30"))
    assert await figures(db, "new_clients") == {}
    assert await figures(db, "new_clients", period="2026-10") == {BORIS: Value(1)}


async def test_a_client_written_as_known_without_an_earlier_deal_is_never_new(db: Database) -> None:
    await record(
        db,
        {"client_id": 1, "new_client": False, "day": "2026-11-02"},
        {"client_id": 1, "day": "2026-11-03"},
        {"client_id": 2, "new_client": True, "day": "2026-11-02"},
        {"client_id": 2, "new_client": True, "day": "2026-11-03"},
        {"client_id": 3, "day": "2026-11-04"},
        {"client_id": 3, "new_client": False, "day": "2026-11-05"},
    )
    assert await figures(db, "new_clients") == {ANNA: Value(2)}


async def test_what_is_no_deal_brings_no_client(db: Database) -> None:
    """Voided, quantity 0, a refund, a call."""
    await record(
        db,
        {"client_id": 1, "day": "2026-11-01", "voided_at": NOW, "member_id": BORIS},
        {"client_id": 1, "day": "2026-11-02", "quantity": 0, "amount": 5, "member_id": BORIS},
        {"client_id": 1, "day": "2026-11-02", "kind": "refund", "amount": 5, "member_id": BORIS},
        {"client_id": 1, "day": "2026-11-02", "kind": "call", "member_id": BORIS},
        (ANNA, 1, "2026-11-03"),
    )
    assert await figures(db, "new_clients") == {ANNA: Value(1)}


async def test_a_merged_client_is_the_one_it_was_merged_into(db: Database) -> None:
    await record(
        db,
        {"client_id": 1, "written_client_id": 2, "day": "2026-10-05", "member_id": BORIS},
        {"client_id": 1, "written_client_id": 1, "day": "2026-11-05"},
    )
    assert await figures(db, "new_clients") == {}
    assert await figures(db, "retention", retention_months=1) == {BORIS: Value(1, 1)}
    assert await figures(db, "repeat_rate") == {ANNA: Value(1, 1), BORIS: Value(1, 1)}


async def test_another_company_is_another_world(db: Database) -> None:
    await record(db, {"company_id": 2, "member_id": STRANGER, "client_id": 10, "first_contact": "2026-11-01"})
    for slug in REGISTRY:
        for by in ("manager", "team", "company"):
            assert await figures(db, slug, by) == {}


async def test_a_person_in_two_teams_is_one_person_and_each_team_has_its_own_entries(db: Database) -> None:
    await record(
        db,
        {"client_id": 1, "day": "2026-11-02", "team_id": 1},
        {"client_id": 2, "day": "2026-11-03", "team_id": 2},
    )
    assert await figures(db, "new_clients") == {ANNA: Value(2)}
    assert await figures(db, "new_clients", "team") == {1: Value(1), 2: Value(1)}
    assert await figures(db, "new_clients", team_ids=[2]) == {ANNA: Value(1)}


# retention


async def test_retention_is_of_own_clients_who_bought_again_from_anyone(db: Database) -> None:
    await record(db, (ANNA, 1, "2026-10-01"), (ANNA, 2, "2026-10-31"), (ANNA, 3, "2026-10-15"))
    await record(db, (BORIS, 3, "2026-10-16"), (ANNA, 4, "2026-09-30"), (ANNA, None, "2026-10-15"))
    await record(db, (ANNA, 1, "2026-11-01"), (CLARA, 2, "2026-11-30"), (CLARA, 3, "2026-12-01"))
    await record(db, (ANNA, 4, "2026-11-05"), (ANNA, 1, "2026-11-05"))
    assert await figures(db, "retention", retention_months=1) == {ANNA: Value(2, 3), BORIS: Value(0, 1)}
    assert await figures(db, "retention", "team", retention_months=1) == {1: Value(2, 3)}
    assert await figures(db, "retention", "company", retention_months=1) == {1: Value(2, 3)}
    assert await figures(db, "retention", retention_months=2) == {ANNA: Value(3, 4), BORIS: Value(0, 1)}


async def test_a_client_of_two_managers_is_in_the_base_of_both(db: Database) -> None:
    await record(db, (ANNA, 1, "2026-10-01"), (BORIS, 1, "2026-10-01"), (CLARA, 1, "2026-11-01"))
    assert await figures(db, "retention", retention_months=1) == {ANNA: Value(1, 1), BORIS: Value(1, 1)}
    assert await figures(db, "retention", "team", retention_months=1) == {1: Value(1, 1)}


async def test_gaps_empty_the_base(db: Database) -> None:
    """Nothing bought in the months before: no value, and whoever comes back then is not retained."""
    await record(db, (ANNA, 1, "2026-07-31"), (ANNA, 1, "2026-11-01"))
    assert await figures(db, "retention") == {}
    assert await figures(db, "retention", retention_months=4) == {ANNA: Value(1, 1)}
    assert await figures(db, "retention", period="2026-Q4") == {ANNA: Value(1, 1)}
    assert await figures(db, "retention", period="2027-Q1") == {ANNA: Value(0, 1)}


async def test_the_window_is_the_setting_of_the_team_and_the_companys_is_three_months(db: Database) -> None:
    async with db.write() as session:
        team = await session.get(Team, 2)
        assert team is not None
        team.retention_months = 1
    await record(db, (ANNA, 1, "2026-08-01"), (CLARA, 2, "2026-09-30"), (CLARA, 3, "2026-10-01"))
    await record(db, (ANNA, 4, "2026-07-31"), {"client_id": 5, "day": "2026-09-30", "team_id": 2})
    assert await figures(db, "retention") == {ANNA: Value(0, 1), CLARA: Value(0, 1)}
    assert await figures(db, "retention", "team") == {1: Value(0, 1), 2: Value(0, 1)}
    assert await figures(db, "retention", "company") == {1: Value(0, 4)}
    assert await figures(db, "retention", "team", retention_months=2) == {2: Value(0, 3)}
    assert await figures(db, "retention", "team", retention_months=4) == {1: Value(0, 2), 2: Value(0, 3)}


async def test_refunds_voided_deals_and_payments_neither_make_the_base_nor_come_again(db: Database) -> None:
    await record(
        db,
        {"client_id": 1, "day": "2026-10-02", "kind": "refund"},
        {"client_id": 2, "day": "2026-10-02", "voided_at": NOW},
        {"client_id": 3, "day": "2026-10-02", "quantity": 0},
        (ANNA, 4, "2026-10-02"),
        {"client_id": 4, "kind": "refund"},
        {"client_id": 4, "voided_at": NOW},
        {"client_id": 4, "quantity": 0, "amount": 7},
    )
    assert await figures(db, "retention", retention_months=1) == {ANNA: Value(0, 1)}


def test_before_a_day_that_begins_no_month_months_are_counted_back_from_it() -> None:
    def back(day: str, months: int) -> str:
        return months_before(date.fromisoformat(day), months).isoformat()

    assert back("2026-11-01", 1) == "2026-10-01"
    assert back("2026-01-01", 3) == "2025-10-01"
    assert back("2026-03-30", 1) == "2026-02-28"
    assert back("2024-03-31", 1) == "2024-02-29"
    assert back("2026-11-16", 3) == "2026-08-16"
    assert back("0001-02-03", 120) == "0001-01-03"


async def test_retention_of_a_week_looks_back_from_its_monday(db: Database) -> None:
    await record(db, (ANNA, 1, "2026-10-15"), (ANNA, 2, "2026-10-16"), (ANNA, 3, "2026-11-15"))
    await record(db, (ANNA, 1, "2026-11-16"), (BORIS, 2, "2026-11-22"))
    found = await figures(db, "retention", period="2026-W47", retention_months=1)
    assert found == {ANNA: Value(1, 2)}


# repeat_rate


async def test_repeat_rate_counts_deals_with_the_company_up_to_the_end_of_the_period(db: Database) -> None:
    await record(db, (ANNA, 1, "2026-01-01"), (ANNA, 1, "2026-11-30"), (ANNA, 2, "2026-02-01"))
    await record(db, (ANNA, 3, "2026-03-01"), (CLARA, 3, "2026-03-01"), (ANNA, 4, "2026-11-30"))
    await record(db, (ANNA, 4, "2026-12-01"), {"client_id": 5, "quantity": 2}, (ANNA, None, "2026-11-01"))
    await record(db, {"client_id": 2, "quantity": 0}, {"client_id": 2, "kind": "refund"})
    await record(db, {"client_id": 2, "voided_at": NOW}, {"client_id": 2, "kind": "call"})
    assert await figures(db, "repeat_rate") == {ANNA: Value(3, 5), CLARA: Value(1, 1)}
    assert await figures(db, "repeat_rate", "team") == {1: Value(3, 5), 2: Value(1, 1)}
    assert await figures(db, "repeat_rate", "company") == {1: Value(3, 5)}
    assert await figures(db, "repeat_rate", period="2026-02", member_ids=[ANNA]) == {ANNA: Value(0, 2)}


# sales_cycle


async def cycle(db: Database, **more: Any) -> dict[int, tuple[Value, Value, Value]]:
    names = ("sales_cycle", "sales_cycle_median", "sales_cycle_coverage")
    parts = [await figures(db, name, **more) for name in names]
    return {
        scope: (parts[0].get(scope, Value(0)), parts[1].get(scope, Value(0)), parts[2][scope])
        for scope in parts[2]
    }


async def test_the_cycle_runs_from_the_deals_own_first_contact(db: Database) -> None:
    await record(
        db,
        {"first_contact": "2026-11-01"},  # 9 days
        {"first_contact": "2026-11-10", "client_id": 1},  # 0 days
        {"first_contact": "2026-10-01", "client_id": 2},  # 40 days
        {"first_contact": "2026-11-04", "quantity": 2},  # twice 6 days
        {"first_contact": "2026-11-11"},  # after the deal: not known
        {},
        {"first_contact": "2020-01-01", "quantity": 0},
        {"first_contact": "2020-01-01", "voided_at": NOW},
        {"first_contact": "2020-01-01", "day": "2026-12-01"},
        {"first_contact": "2020-01-01", "kind": "refund"},
    )
    assert await cycle(db) == {ANNA: (Value(61, 5), Value(12, 2), Value(5, 7))}
    assert await figures(db, "deals") == {ANNA: Value(7)}


async def test_the_median_of_an_even_number_is_between_the_two_in_the_middle(db: Database) -> None:
    await record(db, *({"first_contact": f"2026-11-{day:02}"} for day in (1, 4, 9, 10)))
    found = (await cycle(db))[ANNA]
    assert found == (Value(16, 4), Value(7, 2), Value(4, 4))
    assert found[1].rounded(2) == 350


async def test_no_known_first_contact_leaves_only_the_coverage(db: Database) -> None:
    await record(db, (ANNA, 1, "2026-11-02"))
    async with db.read() as session:
        found = await kpi.measure(
            session, [REGISTRY["sales_cycle"]], company_id=1, by="company", period=parse("2026-11")
        )
    assert found == {
        1: {"sales_cycle": NO_VALUE, "sales_cycle_median": NO_VALUE, "sales_cycle_coverage": Value(0, 1)}
    }


@pytest.mark.parametrize("kind", ["contact", "call", "meeting", "demo", "proposal", "invoice"])
async def test_else_it_runs_from_the_earliest_activity_with_the_client_by_anyone(
    db: Database, kind: str
) -> None:
    await record(
        db,
        {"kind": kind, "client_id": 1, "day": "2026-11-07", "member_id": ANNA},
        {"kind": kind, "client_id": 1, "day": "2026-11-03", "member_id": CLARA},
        {"kind": kind, "client_id": 2, "day": "2026-11-01"},  # another client
        {"kind": kind, "day": "2026-11-01"},  # nobody in particular
        {"kind": kind, "client_id": 1, "day": "2026-11-01", "voided_at": NOW},
        {"kind": kind, "client_id": 1, "day": "2026-11-01", "quantity": 0},
        {"kind": "other", "client_id": 1, "day": "2026-11-01"},
        {"kind": "refund", "client_id": 1, "day": "2026-11-01"},
        (ANNA, 1, "2026-11-10"),
        {"kind": kind, "client_id": 1, "day": "2026-11-10"},
    )
    assert await cycle(db) == {ANNA: (Value(7, 1), Value(14, 2), Value(1, 1))}


async def test_an_activity_belongs_to_the_next_deal_with_the_client(db: Database) -> None:
    call = {"kind": "call", "client_id": 1}
    await record(
        db,
        call | {"day": "2026-11-01"},
        (BORIS, 1, "2026-11-05"),  # the previous deal, of somebody else: 4 days
        call | {"day": "2026-11-05"},  # recorded after it on the same day
        call | {"day": "2026-11-08"},
        {"client_id": 1, "day": "2026-11-09", "quantity": 0},  # a payment is no deal
        {"client_id": 1, "day": "2026-11-09", "voided_at": NOW},
        (ANNA, 1, "2026-11-12"),  # 7 days
        (ANNA, 1, "2026-11-12"),  # nothing since the deal before it
        call | {"day": "2026-11-20"},  # nothing to it yet
    )
    assert await cycle(db) == {
        ANNA: (Value(7, 1), Value(14, 2), Value(1, 2)),
        BORIS: (Value(4, 1), Value(8, 2), Value(1, 1)),
    }
    assert await cycle(db, by="company") == {1: (Value(11, 2), Value(11, 2), Value(2, 3))}
    assert await cycle(db, member_ids=[ANNA], team_ids=[1]) == {
        ANNA: (Value(7, 1), Value(14, 2), Value(1, 2))
    }


async def test_activities_before_the_period_count(db: Database) -> None:
    await record(db, {"kind": "demo", "client_id": 1, "day": "2026-09-30"}, (ANNA, 1, "2026-11-01"))
    assert await cycle(db) == {ANNA: (Value(32, 1), Value(64, 2), Value(1, 1))}


# conversion


async def test_conversion_is_deals_by_the_teams_main_activity(db: Database) -> None:
    async with db.write() as session:
        team = await session.get(Team, 2)
        assert team is not None
        team.main_activity = "calls"
    await record(
        db,
        {"kind": "contact", "quantity": 8},
        {"kind": "call", "quantity": 100},
        {"quantity": 2},
        {"quantity": 0, "amount": 5},
        {"member_id": CLARA},
        {"member_id": CLARA, "kind": "call", "quantity": 3},
        {"member_id": CLARA, "kind": "contact", "quantity": 50},
        {"member_id": BORIS},
        {"kind": "contact", "quantity": 1, "voided_at": NOW},
    )
    assert await figures(db, "conversion", "team") == {1: Value(3, 8), 2: Value(1, 3)}
    assert await figures(db, "conversion", "company") == {1: Value(4, 11)}
    found = await figures(db, "conversion")
    assert (found[ANNA], found[CLARA], found[BORIS].exists) == (Value(2, 8), Value(1, 3), False)


async def test_refunds_change_the_volume_and_nothing_else(db: Database) -> None:
    await record(db, {"client_id": 1, "amount": 500, "first_contact": "2026-11-01"}, {"kind": "contact"})
    slugs = [slug for one in kpi.ALL for slug in one.slugs]
    before = {slug: await figures(db, slug) for slug in slugs}
    await record(db, {"client_id": 1, "kind": "refund", "amount": 200, "first_contact": "2026-11-01"})
    after = {slug: await figures(db, slug) for slug in slugs}
    assert {slug for slug in slugs if before[slug] != after[slug]} == {"sales_volume"}
    assert after["sales_volume"] == {ANNA: Value(300)}
