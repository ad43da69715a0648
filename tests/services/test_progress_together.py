"""Progress of many at once: the same as one by one, for everybody on the roster, in statements that do not grow."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from db.engine import Database
from db.models import Absence, Company, Entry, Member, Membership, Target, Team, TeamKpi
from services import kpi
from services.kpi import Value
from services.periods import containing
from services.progress import Progress, standings

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TEAMS, PEOPLE = 3, 12
KINDS = ("deal", "deal", "refund", "call", "contact", "reviews")


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """Three teams (one in another zone), twelve people, half a year of chance, targets of every kind."""
    made = Database(database_url)
    dice = random.Random(7)
    async with made.write() as session:
        session.add(Company(id=1, name="Вектор", name_key="вектор", currency="RUB", created_at=NOW))
        await session.flush()
        for team in range(1, TEAMS + 1):
            zone = "Asia/Vladivostok" if team == 3 else "Europe/Moscow"
            session.add(
                Team(
                    id=team,
                    company_id=1,
                    name=f"T{team}",
                    name_key=f"t{team}",
                    country="RU",
                    timezone=zone,
                    language="ru",
                    main_activity="reviews" if team == 2 else "calls",
                    created_at=NOW,
                )
            )
        await session.flush()
        session.add(
            TeamKpi(
                company_id=1,
                team_id=2,
                slug="reviews",
                name="Отзывы",
                form="counter",
                unit="count",
                better="up",
                created_at=NOW,
            )
        )
        for number in range(1, PEOPLE + 1):
            session.add(
                Member(id=number, company_id=1, name=f"M{number}", name_key=f"m{number}", created_at=NOW)
            )
        await session.flush()
        for number in range(1, PEOPLE + 1):
            team = number % TEAMS + 1
            if number == 4:  # came from another team in the middle of the month
                row = Membership(member_id=4, team_id=1, role="manager", starts_on=date(2026, 1, 1))
                row.ends_on = date(2026, 11, 12)
                session.add(row)
            start = date(2026, 11, 12) if number == 4 else date(2026, 1, 1)
            session.add(Membership(member_id=number, team_id=team, role="manager", starts_on=start))
            kinds = ("month", "month", "week", "quarter")[number % 4]
            slugs = ["sales_volume", "deals", "new_clients", "average_check"][: number % 5]
            for slug in [*slugs, *(["reviews"] if team == 2 else [])]:
                session.add(
                    Target(
                        company_id=1,
                        member_id=number,
                        kpi=slug,
                        period=kinds,
                        value=dice.randint(1, 900),
                        valid_from=date(2026, 1, 1),
                        created_at=NOW,
                    )
                )
            if number % 3 == 0:
                session.add(
                    Absence(
                        company_id=1,
                        member_id=number,
                        kind="sick",
                        starts_on=date(2026, 11, 17),
                        ends_on=date(2026, 11, 19 + number % 6),
                        state="counted",
                        created_at=NOW,
                    )
                )
        for _ in range(500):
            number = dice.randint(1, PEOPLE - 1)  # the last one has none at all
            session.add(
                Entry(
                    company_id=1,
                    team_id=number % TEAMS + 1,
                    member_id=number,
                    kind=dice.choice(KINDS),
                    quantity=dice.choice((0, 1, 1, 2)),
                    amount=dice.choice((None, 100, 333)),
                    day=TODAY - timedelta(days=dice.randrange(150)),
                    created_at=NOW,
                    voided_at=dice.choice((None, None, None, NOW)),
                )
            )
    yield made
    await made.close()


@contextmanager
def counted(db: Database) -> Any:
    """How many statements are run meanwhile."""
    found: list[str] = []
    engines = {id(e): e for e in (db.engine.sync_engine, db.reader.sync_engine)}.values()

    def hear(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            found.append(statement)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    yield found
    for engine in engines:
        event.remove(engine, "before_cursor_execute", hear)


def told(one: Progress) -> Any:
    return (one.period, one.at, one.stands, one.entries, one.entries_today, one.effort)


async def test_everybody_at_once_is_the_same_as_one_by_one(db: Database) -> None:
    async with db.read() as session:
        together = await standings(session, company_id=1, now=NOW, activities=True)
        assert sorted(together.people) == list(range(1, PEOPLE + 1))
        by_team = {
            id_: one
            for team in range(1, TEAMS + 1)
            for id_, one in (
                await standings(session, company_id=1, now=NOW, team_ids=[team], activities=True)
            ).people.items()
            if one.member.team_id == team
        }
        for number, one in together.people.items():
            alone = (
                await standings(session, company_id=1, now=NOW, member_ids=[number], activities=True)
            ).people[number]
            assert told(alone) == told(one) == told(by_team[number]), number
        nobody = together.people[PEOPLE]
        assert nobody.entries == 0
        assert nobody.values["sales_volume"] == Value(0)
        assert not nobody.values["average_check"].exists
        kinds = {one.period.kind for one in together.people.values()}
        assert kinds == {"month", "week", "quarter"}
        assert {one.at.today for one in together.people.values()} == {TODAY}


async def test_its_figures_are_those_of_the_registry(db: Database) -> None:
    async with db.read() as session:
        known = await kpi.catalogue(session, 1)
        slugs = [
            "sales_volume",
            "deals",
            "new_clients",
            "average_check",
            "conversion",
            "reviews",
            "retention",
        ]
        for kind in ("day", "week", "month", "quarter", "year"):
            found = await standings(session, company_id=1, now=NOW, kind=kind, kpis=slugs, own=True)
            period = containing(TODAY, kind)
            kpis = [known[slug] for slug in slugs]
            measured = await kpi.measure(
                session, kpis, company_id=1, by="manager", period=period, member_ids=list(found.people)
            )
            for number, one in found.people.items():
                assert {slug: one.values[slug] for slug in slugs} == {
                    slug: measured[number][slug] for slug in slugs
                }, (kind, number)


async def test_statements_do_not_grow_with_people(db: Database) -> None:
    async with db.read() as session:
        with counted(db) as one:
            await standings(session, company_id=1, now=NOW, member_ids=[12], kind="month")
        with counted(db) as all_:
            await standings(session, company_id=1, now=NOW, kind="month", kpis=("sales_volume", "deals"))
    assert len(one) == 2, one
    # Plans, the own KPIs that somebody is held against, sums, sums of own ones, new clients.
    assert len(all_) <= 5, all_


async def test_somebody_who_moved_is_seen_by_each_lead_for_the_days_there(db: Database) -> None:
    async with db.read() as session:
        before = await standings(session, company_id=1, now=NOW, team_ids=[1], kind="month", within=True)
        after = await standings(session, company_id=1, now=NOW, team_ids=[2], kind="month", within=True)
        whole = await standings(session, company_id=1, now=NOW, member_ids=[4], kind="month")
    days = [found.people[4].at.days for found in (before, after, whole)]
    assert days[0] + days[1] == days[2]


async def test_an_absence_shrinks_the_target_and_nothing_else_counts(db: Database) -> None:
    async with db.read() as session:
        found = await standings(session, company_id=1, now=NOW, member_ids=[9], kind="month")
        nobody = await standings(session, company_id=1, now=NOW, member_ids=[999])
    away = found.people[9]
    assert away.at.missing == 4
    assert away.stands[0].shrunk
    assert nobody.people == {}
