"""Closing a period: when, what is stored, and the corrections beside it (kpi.md, "Closing a period")."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import Database
from db.models import (
    Absence,
    CalendarDay,
    Client,
    Closing,
    Company,
    Correction,
    Entry,
    Member,
    Membership,
    Result,
    State,
    Target,
    Team,
)
from services import clients, closing, entries
from services.access import Me
from services.calendar import Calendar
from services.closing import close_due, closes_after, is_preliminary, recount
from services.closing.count import of_company, of_team_in
from services.kpi import REGISTRY, Value
from services.parsing import parse as read
from services.periods import Period, parse

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANNA, BORIS, CLARA, LEAD = 1, 2, 3, 4  # Anna, Boris and the lead in team 1, Clara in team 2
OCTOBER = parse("2026-10")


def me(id_: int, role: str = "manager", team: int = 1) -> Me:
    return Me(id_, None, 1, "C", "RUB", "M", False, role, role, team, "T", "UTC", "ru", {})


LEADER = me(LEAD, "lead")


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A company with two teams in UTC, Russian calendar, three working days for going back."""
    db = Database(database_url)
    async with db.write() as session:
        await settle_in(session)
    yield db
    await db.close()


async def settle_in(session: AsyncSession) -> None:
    """The company and its people."""
    session.add(Company(id=1, name="C", name_key="c", currency="RUB", created_at=NOW))
    await session.flush()
    for number in (1, 2):
        session.add(
            Team(
                id=number, company_id=1, name="T", name_key=str(number), country="RU", timezone="UTC",
                language="ru", created_at=NOW, main_activity="contacts", backdate_days=3, retention_months=3,
            )
        )  # fmt: skip
    for number in range(1, 6):
        session.add(Client(id=number, company_id=1, name=str(number), key=str(number), created_at=NOW))
    await session.flush()
    for number, team, role in (
        (ANNA, 1, "manager"),
        (BORIS, 1, "manager"),
        (CLARA, 2, "manager"),
        (LEAD, 1, "lead"),
    ):
        # Known to the bot since before they joined: their working time is known as well.
        created = datetime(2026, 1, 1, tzinfo=UTC)
        session.add(Member(id=number, company_id=1, name="M", name_key="m", created_at=created))
        await session.flush()
        session.add(Membership(member_id=number, team_id=team, role=role, starts_on=date(2026, 1, 1)))


async def fill(db: Database, *rows: Any) -> list[int]:
    async with db.write() as session:
        for row in rows:
            session.add(row)
            await session.flush()
        return [getattr(row, "id", 0) for row in rows]


def deal(member: int, day: str, amount: int | None = None, client: int | None = None, **more: Any) -> Entry:
    team = 2 if member == CLARA else 1
    values = {"company_id": 1, "kind": "deal", "created_at": NOW, "team_id": team} | more
    return Entry(member_id=member, day=date.fromisoformat(day), amount=amount, client_id=client, **values)


def target(value: int, kpi: str = "sales_volume", period: str = "month", **whose: int) -> Target:
    return Target(
        company_id=1,
        kpi=kpi,
        period=period,
        value=value,
        valid_from=date(2026, 10, 1),
        created_at=NOW,
        **(whose or {"member_id": ANNA}),
    )


async def stands(
    db: Database, kpi: str, period: Period = OCTOBER, by: str = "manager"
) -> dict[int, tuple[Value, Value, int | None]]:
    """What was stored of a KPI, by scope: the value, the target, the place."""
    query = (
        select(Result)
        .join(Closing, Closing.id == Result.closing_id)
        .where(
            Closing.period == period.kind,
            Closing.starts_on == period.start,
            Result.kpi == kpi,
            Result.by == by,
        )
    )
    async with db.read() as session:
        return {
            row.scope_id: (
                Value(row.top, row.bottom),
                Value(row.target_top or 0, row.target_bottom or 0),
                row.place,
            )
            for row in await session.scalars(query)
        }


async def corrections(db: Database, period: Period = OCTOBER) -> set[tuple[str, int, str, int, int | None]]:
    """(by, scope, KPI, corrected top, place) of a period."""
    query = (
        select(Result.by, Result.scope_id, Result.kpi, Correction.top, Correction.place)
        .join(Result, Result.id == Correction.result_id)
        .join(Closing, Closing.id == Result.closing_id)
        .where(Closing.period == period.kind, Closing.starts_on == period.start)
    )
    async with db.read() as session:
        return {(row[0], row[1], row[2], row[3], row[4]) for row in await session.execute(query)}


async def count(db: Database, model: Any) -> int:
    async with db.read() as session:
        return int((await session.execute(select(func.count()).select_from(model))).scalar_one())


async def close(db: Database, at: str) -> list[str]:
    async with db.write() as session:
        done = await close_due(session, datetime.fromisoformat(at).replace(tzinfo=UTC))
        return [f"{one.team_id} {one.period.label}" for one in done]


@pytest.mark.parametrize(
    ("period", "days", "last_open"),
    [
        ("2026-10", 3, "2026-11-05"),  # 1 November is a Sunday, the 4th a holiday
        ("2026-W43", 3, "2026-10-28"),
        ("2026-10", 0, "2026-10-31"),
        ("2026-10", 1, "2026-11-02"),
        ("2026-12", 3, "2027-01-13"),  # the long holidays
    ],
)
def test_until_backdate_days_working_days_after_its_end_a_period_is_preliminary(
    period: str, days: int, last_open: str
) -> None:
    calendar = Calendar(1, "UTC", "RU")
    assert closes_after(calendar, days, parse(period)) == date.fromisoformat(last_open)


async def test_a_period_closes_on_its_day_once_and_results_targets_and_places_are_stored(
    db: Database,
) -> None:
    await fill(
        db,
        deal(ANNA, "2026-10-05", 300_00, 1),
        deal(ANNA, "2026-10-06", 500_00, 1, kind="refund"),
        deal(BORIS, "2026-10-06", 100_00, 2),
        deal(ANNA, "2026-10-07", kind="call", quantity=12),
        deal(LEAD, "2026-10-07", 50_00, 3),
        target(1000_00),
        target(2100_00, team_id=1),
        target(100_00, member_id=BORIS),
        target(10, "deals", member_id=BORIS),
        Absence(
            company_id=1, member_id=BORIS, kind="vacation", starts_on=date(2026, 10, 1),
            ends_on=date(2026, 10, 18), state="counted", created_at=NOW,
        ),
    )  # fmt: skip
    assert not [x for x in await close(db, "2026-11-05T20:59") if "2026-10" in x]
    closed = ["1 2026-10", "None 2026-10", "1 2026-W44", "None 2026-W44"]
    assert await close(db, "2026-11-06T00:00") == closed
    assert await close(db, "2026-11-06T00:05") == []

    # 22 working days in October, Boris was there for 10 of them.
    found = await stands(db, "sales_volume")
    assert found[ANNA] == (Value(-200_00), Value(1000_00), 2)
    assert (found[BORIS][0], found[BORIS][2]) == (Value(100_00), 1)
    assert found[BORIS][1].rounded() == round(100_00 * 10 / 22)
    assert found[LEAD] == (Value(50_00), Value(0, 0), None)  # no target where others have one
    assert CLARA not in found
    assert (await stands(db, "deals"))[BORIS][1].rounded(2) == round(10 * 10 / 22 * 100)
    assert (await stands(db, "calls"))[ANNA][0] == Value(12)
    assert (await stands(db, "average_check"))[ANNA][0] == Value(300_00, 1)
    assert (await stands(db, "retention"))[ANNA][0] == Value(0, 0)
    assert (await stands(db, "sales_volume", by="team"))[1] == (Value(-50_00), Value(2100_00), None)
    assert (await stands(db, "sales_volume", by="company"))[1][0] == Value(-50_00)
    slugs = {slug for kpi in REGISTRY.values() for slug in kpi.slugs}
    async with db.read() as session:
        kept = select(Result.kpi).where(Result.by == "manager", Result.scope_id == BORIS).distinct()
        assert set(await session.scalars(kept)) == slugs
    async with db.read() as session:
        assert not await is_preliminary(session, 1, OCTOBER, NOW)
        assert not await is_preliminary(session, 1, parse("2026-10-06"), NOW)
        assert await is_preliminary(session, 1, parse("2026-11"), NOW)
        assert await is_preliminary(session, 2, OCTOBER, NOW)
        assert await is_preliminary(session, None, OCTOBER, NOW)


async def test_the_leads_days_off_put_closing_off_and_the_company_waits_for_all_its_teams(
    db: Database,
) -> None:
    await fill(
        db,
        deal(ANNA, "2026-10-12", 1),
        deal(CLARA, "2026-10-12", 1),
        CalendarDay(team_id=2, day=date(2026, 10, 20), working=False, created_at=NOW),
    )
    assert await close(db, "2026-10-22") == ["1 2026-W42"]
    assert await close(db, "2026-10-23") == ["2 2026-W42", "None 2026-W42"]


async def test_a_bot_that_was_down_catches_up_since_the_first_entry_and_not_beyond_thirteen_months(
    db: Database,
) -> None:
    assert await close(db, "2026-11-23") == []  # nothing to close yet
    await fill(db, deal(ANNA, "2026-09-15", 1), deal(CLARA, "2016-03-01", 1))
    async with db.write() as session:
        due = await closing.due(session, NOW)
        done = [f"{one.team_id} {one.period.label}" for one in due]
        for one in due:
            if one.team_id == 1 or one.period == parse("2026-09"):
                assert await closing.close(session, one, now=NOW)
                assert not await closing.close(session, one, now=NOW)
    assert [x for x in done if x.startswith("1 ") and "W" not in x] == ["1 2026-09", "1 2026-Q3", "1 2026-10"]
    assert [x for x in done if x.startswith("1 ")][:2] == ["1 2026-W38", "1 2026-W39"]
    old = [x for x in done if x.startswith("2 ")]
    assert {x for x in old if "W" not in x} == (
        {f"2 2025-{n}" for n in (10, 11, 12)} | {f"2 2026-{n:02}" for n in range(1, 11)}
        | {"2 2025-Q4", "2 2026-Q1", "2 2026-Q2", "2 2026-Q3", "2 2025"}
    )  # fmt: skip
    assert len(old) == len(set(old)) < 80
    async with db.read() as session:
        left = [f"{one.team_id} {one.period.label}" for one in await closing.due(session, NOW)]
        assert not [x for x in left if x.startswith("1 ")]
        assert "2 2026-09" not in left
        assert not await is_preliminary(session, 2, parse("2020-05"), NOW)  # older than what was kept
        assert await is_preliminary(session, 2, parse("2026-10"), NOW)


async def test_somebody_of_two_teams_has_one_result_with_the_team_they_ended_the_period_in(
    db: Database,
) -> None:
    async with db.write() as session:
        stay = (await session.scalars(select(Membership).where(Membership.member_id == BORIS))).one()
        stay.ends_on = date(2026, 10, 20)
        session.add(Membership(member_id=BORIS, team_id=2, role="manager", starts_on=date(2026, 10, 20)))
    await fill(
        db,
        deal(BORIS, "2026-10-05", 100, 1),
        deal(BORIS, "2026-10-25", 30, 2, team_id=2),
        deal(CLARA, "2026-10-25", 40),
    )
    await close(db, "2026-11-06")
    # Boris was in team 2 for 9 of 22 working days: more than a third.
    found = await stands(db, "sales_volume")
    assert (found[BORIS], found[CLARA]) == ((Value(130), Value(0, 0), 1), (Value(40), Value(0, 0), 2))
    assert {scope: x[0].top for scope, x in (await stands(db, "sales_volume", by="team")).items()} == {
        1: 100,
        2: 70,
    }
    async with db.read() as session:
        team = select(Closing.team_id).join(Result, Result.closing_id == Closing.id)
        whose = team.where(Result.by == "manager", Result.scope_id == BORIS, Closing.period == "month")
        assert set(await session.scalars(whose)) == {2}


async def test_wherever_a_recount_differs_a_correction_stands_beside_also_of_others(db: Database) -> None:
    ids = await fill(
        db,
        deal(BORIS, "2026-10-20", 100_00, 1),
        deal(ANNA, "2026-10-21", 150_00, 2),
        deal(CLARA, "2026-10-22", 10_00, 3),
        target(100_00),
        target(90_00, member_id=BORIS),
        target(1, "new_clients", member_id=BORIS),
    )
    async with db.write() as session:  # as recording would keep it
        for number, member, team, day in (
            (1, BORIS, 1, 20),
            (2, ANNA, 1, 21),
            (3, CLARA, 2, 22),
        ):
            one = await session.get_one(Client, number)
            one.first_day, one.first_member_id, one.first_team_id = date(2026, 10, day), member, team
    await close(db, "2026-11-16")
    before = await stands(db, "new_clients")
    assert (before[ANNA][0], before[BORIS][0]) == (Value(1), Value(1))

    # The lead finds that Boris' client bought from Clara before, and that the amount was less.
    async with db.write() as session:
        clara = me(3, "lead", 2)
        await entries.fix(session, clara, ids[2], now=NOW, day=date(2026, 10, 19))
        await entries.change_client(session, clara, ids[2], None, now=NOW)
        moved = await recount(session, NOW)
    assert [(m.scope, m.kpi.slug) for m in moved] == []
    async with db.write() as session:
        owner = Me(LEAD, None, 1, "C", "RUB", "O", True, "owner", None, None, None, "UTC", "ru", {})
        await entries.change_client(session, owner, ids[2], 1, now=NOW)
        moved = await recount(session, NOW)
    own = {(m.team_id, m.period.label, m.scope[1], m.kpi.slug, m.met_before, m.met_after) for m in moved}
    assert (1, "2026-10", BORIS, "new_clients", True, False) in own
    found = await corrections(db)
    assert ("manager", BORIS, "new_clients", 0, 1) in found
    assert ("manager", CLARA, "new_clients", 0, 1) in found  # first without the client
    assert (await stands(db, "new_clients")) == before  # the stored results stay as they were
    assert {row[1] for row in await corrections(db, parse("2026-W43"))} >= {BORIS, CLARA}

    # Counting again without a change adds nothing, and forgets what was touched.
    rows = await count(db, Correction)
    async with db.write() as session:
        assert await recount(session, NOW) == []
        await closing.touched(session, 1, days=[date(2026, 10, 1)], everything=True)
        assert await recount(session, NOW) == []
    assert await count(db, Correction) == rows
    async with db.read() as session:
        marks = await session.scalars(select(State.key).where(State.key.like("touched:%")))
        assert list(marks) == []


async def test_a_place_that_changed_is_said_once_and_names_who_changed_it(db: Database) -> None:
    ids = await fill(
        db,
        deal(ANNA, "2026-10-05", 150_00),
        deal(BORIS, "2026-10-05", 100_00),
        target(100_00),
        target(100_00, member_id=BORIS),
    )
    await close(db, "2026-11-06")
    async with db.write() as session:
        await entries.void_entry(session, LEADER, ids[0], True, now=NOW)
        moved = await recount(session, NOW)
    month = {m.scope[1]: m for m in moved if m.period == OCTOBER and m.scope[0] == "manager"}
    assert (month[ANNA].place_before, month[ANNA].place_after) == (1, 2)
    assert (month[ANNA].met_before, month[ANNA].met_after) == (True, False)
    assert (month[BORIS].place_before, month[BORIS].place_after, month[BORIS].met_after) == (2, 1, True)
    assert {m.kpi.slug for m in moved} == {"sales_volume"}  # the one they have targets for
    async with db.read() as session:
        assert set(await session.scalars(select(Correction.by_id))) == {LEAD}
    async with db.write() as session:
        await entries.void_entry(session, LEADER, ids[0], False, now=NOW)
        back = await recount(session, NOW)
    assert {m.scope[1]: m.place_after for m in back if m.period == OCTOBER and m.scope[0] == "manager"} == {
        ANNA: 1,
        BORIS: 2,
    }


async def test_imports_into_ended_periods_need_no_approval_and_a_late_person_gets_a_line(
    db: Database,
) -> None:
    await fill(db, deal(ANNA, "2026-10-05", 150_00))
    await close(db, "2026-11-06")
    await fill(db, deal(LEAD, "2026-10-06", 70_00))  # was not listed: a lead without entries
    async with db.write() as session:
        await closing.imported(session, 1, {date(2026, 10, 6)})
        await recount(session, NOW)
    found = await corrections(db)
    assert ("manager", LEAD, "sales_volume", 70_00, 2) in found
    assert ("team", 1, "sales_volume", 220_00, None) in found
    assert ("company", 1, "sales_volume", 220_00, None) in found
    assert (await stands(db, "sales_volume"))[LEAD] == (Value(0), Value(0, 0), None)
    async with db.write() as session:  # into what is open: nothing to count again
        await closing.imported(session, 1, {date(2026, 11, 20)})
    async with db.read() as session:
        assert await closing.pending(session) == []


async def test_a_merge_moves_what_was_stored_of_clients(db: Database) -> None:
    await fill(
        db,
        deal(ANNA, "2026-10-05", 1, 1, written_client_id=1),
        deal(ANNA, "2026-10-20", 1, 2, written_client_id=2),
    )
    await close(db, "2026-11-06")
    async with db.write() as session:
        await clients.merge(session, LEADER, 2, 1, now=NOW)
        await recount(session, NOW)
    assert ("manager", ANNA, "repeat_rate", 1, 1) in await corrections(db)


async def test_of_todays_entries_nothing_is_asked(db: Database) -> None:
    await fill(db, deal(ANNA, "2026-11-02", 1))
    await close(db, "2026-11-23")
    statements = []
    async with db.write() as session:
        execute = session.execute

        async def spy(statement: Any, *args: Any, **more: Any) -> Any:
            statements.append(str(statement))
            return await execute(statement, *args, **more)

        session.execute = spy  # type: ignore[method-assign]
        said = entries.Said(1, 1, "сделка 45к", NOW)
        await entries.record(session, me(ANNA), said, read(said.text, today=NOW.date()), now=NOW)
    assert not [x for x in statements if "closing" in x or "request" in x]
    assert timedelta(days=300) < closing.HORIZON


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_after_any_changes_the_last_correction_is_what_a_count_says(sqlite_url: str, seed: int) -> None:
    """What is marked to be counted again is never too little: of clients, others and later periods too."""
    chance = Random(seed)
    db = Database(sqlite_url)
    async with db.write() as session:
        await settle_in(session)
        for n in range(14):
            session.add(
                deal(
                    chance.choice((ANNA, BORIS, CLARA)),
                    f"2026-{chance.choice(('09', '10'))}-{n + 5:02}",
                    100 + n,
                )
            )
    await close(db, "2026-11-23")
    owner = Me(LEAD, None, 1, "C", "RUB", "O", True, "owner", "lead", 1, "T", "UTC", "ru", {})
    for _ in range(14):
        async with db.write() as session:
            rows = list(
                await session.scalars(select(Entry).where(Entry.voided_at.is_(None)).order_by(Entry.id))
            )
            one = chance.choice(rows)
            day = NOW.date() - timedelta(days=chance.randrange(90))
            match chance.randrange(6):
                case 0:
                    await entries.fix(session, owner, one.id, now=NOW, amount=Decimal(chance.randrange(1000)))
                case 1:
                    await entries.change_entry_day(session, owner, one.id, day, now=NOW)
                case 2 | 3:
                    await entries.change_client(session, owner, one.id, chance.randrange(1, 6), now=NOW)
                case 4:
                    await entries.void_entry(session, owner, one.id, True, now=NOW)
                case 5:
                    text = f"{day:%d.%m} сделка {chance.randrange(10, 90)}к Клиент{chance.randrange(3)}"
                    said = entries.Said(1, 1000 + one.id * 100 + _, text, NOW)
                    whom = me(*chance.choice(((ANNA, "manager", 1), (CLARA, "manager", 2))))
                    with closing.approved(session, owner):
                        await entries.record(session, whom, said, read(text, today=NOW.date()), now=NOW)
        if chance.random() < 0.5:
            async with db.write() as session:
                await recount(session, NOW)
    async with db.write() as session:
        await recount(session, NOW)
        every = list(await session.scalars(select(Closing)))
        kept = await closing.stored(session, [one.id for one in every])
        for one in every:
            period = Period(one.starts_on, one.ends_on, one.period)
            if one.team_id is None:
                figures = await of_company(session, 1, period)
            else:
                figures, _known = await of_team_in(session, 1, one.team_id, period, stored={})
            counted = {(f.scope, f.kpi): (f.value, f.place) for f in figures}
            there = {key: (kept[one.id][key].last.value, kept[one.id][key].last.place) for key in counted}
            assert there == counted, (one.team_id, period.label)
    await db.close()
