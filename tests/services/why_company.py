"""A hand-made company to explain figures of, and one made by chance: refunds, further payments, doubles, a moved member."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from db.engine import Database
from db.models import Client, Company, Entry, Member, Membership, Team, TeamKpi
from services.access import Me
from services.kpi import firsts

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANNA, BORIS, CLARA, LENA, OLGA, STRANGER = 1, 2, 3, 4, 5, 6
NORTH, SOUTH, ABROAD = 1, 2, 3
TEAM_OF = {ANNA: NORTH, BORIS: NORTH, CLARA: SOUTH, LENA: NORTH, STRANGER: ABROAD}
KINDS = ("deal", "deal", "deal", "refund", "call", "contact", "meeting", "shows", "extras")


def me(member: int) -> Me:
    team = TEAM_OF.get(member)
    role = {LENA: "lead", OLGA: "owner"}.get(member, "manager")
    return Me(
        member_id=member,
        account_id=member,
        company_id=2 if member == STRANGER else 1,
        company_name="C",
        currency="RUB",
        name=f"M{member}",
        is_owner=member == OLGA,
        role=role,
        team_role=None if team is None else "lead" if role == "lead" else "manager",
        team_id=team,
        team_name=None if team is None else f"T{team}",
        timezone=None if team is None else "Europe/Moscow",
        team_language="ru",
    )


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """Two companies; teams with windows of three months and of one; a counter of pieces, one of money, a ratio."""
    db = Database(database_url)
    async with db.write() as session:
        for number in (1, 2):
            session.add(Company(id=number, name="C", name_key="c", currency="RUB", created_at=NOW))
        await session.flush()
        for number, company, months in ((NORTH, 1, 3), (SOUTH, 1, 1), (ABROAD, 2, 3)):
            session.add(
                Team(
                    id=number, company_id=company, name=f"T{number}", name_key=str(number), country="RU",
                    timezone="Europe/Moscow", language="ru", retention_months=months, created_at=NOW,
                )
            )  # fmt: skip
        for number in range(1, 11):
            session.add(
                Client(
                    id=number,
                    company_id=1 if number < 10 else 2,
                    name=f"K{number}",
                    key=str(number),
                    created_at=NOW,
                )
            )
        await session.flush()
        for number in (ANNA, BORIS, CLARA, LENA, OLGA, STRANGER):
            company = 2 if number == STRANGER else 1
            session.add(
                Member(
                    id=number, company_id=company, name=f"M{number}", name_key=f"m{number}",
                    is_owner=number == OLGA, created_at=NOW,
                )
            )  # fmt: skip
        await session.flush()
        stays: list[Any] = [(member, team, date(2026, 1, 1), None) for member, team in TEAM_OF.items()]
        stays.append((ANNA, SOUTH, date(2025, 1, 1), date(2026, 1, 1)))  # Anna moved from the south
        for member, team, start, end in stays:
            role = "lead" if member == LENA else "manager"
            session.add(Membership(member_id=member, team_id=team, role=role, starts_on=start, ends_on=end))
        own = {"company_id": 1, "team_id": NORTH, "better": "up", "created_at": NOW}
        session.add(TeamKpi(slug="shows", name="Shows", form="counter", unit="count", **own))
        session.add(TeamKpi(slug="extras", name="Extras", form="counter", unit="money", **own))
        await session.flush()
        session.add(
            TeamKpi(
                slug="per_show", name="R", form="ratio", unit="money", top="extras", bottom="shows", **own
            )
        )
    yield db
    await db.close()


async def record(db: Database, *entries: dict[str, Any]) -> None:
    async with db.write() as session:
        for given in entries:
            values: dict[str, Any] = {
                "company_id": 1,
                "kind": "deal",
                "day": "2026-11-10",
                "member_id": ANNA,
            } | given
            values.setdefault("team_id", TEAM_OF[values["member_id"]])
            for name in ("day", "first_contact"):
                if isinstance(values.get(name), str):
                    values[name] = date.fromisoformat(values[name])
            session.add(Entry(created_at=NOW, **values))
            await session.flush()
        await firsts.refresh(session, range(1, 11))


# By hand: refunds, further payments, doubles, a client of two managers, a moved member, no client, no amount.
BY_HAND: tuple[dict[str, Any], ...] = (
    {"client_id": 1, "amount": 4_500_000, "day": "2026-08-20"},
    {"client_id": 1, "amount": 1_000_000, "day": "2026-11-03"},
    {"client_id": 1, "amount": 1_000_000, "day": "2026-11-03", "double": "open"},
    {"client_id": 2, "amount": 700_001, "day": "2026-10-05"},
    {"client_id": 2, "amount": 5_000, "day": "2026-11-06", "member_id": BORIS},
    {"client_id": 3, "amount": 900_000, "day": "2026-09-30", "member_id": BORIS},
    {"client_id": 3, "amount": 2_000_000, "quantity": 3, "day": "2026-11-07"},
    {"client_id": 4, "amount": 300_000, "day": "2026-11-08", "new_client": False},
    {"client_id": 5, "amount": 600_000, "day": "2026-11-09", "first_contact": "2026-11-01"},
    {"client_id": 5, "amount": 250_000, "quantity": 0, "day": "2026-11-20"},
    {"client_id": 1, "amount": 400_000, "kind": "refund", "day": "2026-11-12"},
    {"client_id": None, "amount": None, "day": "2026-11-13"},
    {"client_id": 6, "amount": None, "quantity": 2, "day": "2026-11-14"},
    {"client_id": 6, "kind": "call", "day": "2026-11-02", "member_id": CLARA},
    {"client_id": 7, "kind": "meeting", "quantity": 4, "day": "2026-11-04"},
    {"client_id": 7, "amount": 10_000, "day": "2026-11-15"},
    {"client_id": 8, "amount": 20_000, "day": "2026-10-20", "team_id": SOUTH},
    {"client_id": 8, "amount": 30_000, "day": "2026-11-16", "member_id": CLARA},
    {"client_id": 9, "amount": 40_000, "day": "2026-11-17", "voided_at": NOW},
    {"kind": "contact", "quantity": 20, "day": "2026-11-05"},
    {"kind": "shows", "quantity": 6, "day": "2026-11-05"},
    {"kind": "extras", "amount": 123_457, "day": "2026-11-05"},
    {"kind": "extras", "day": "2026-11-06"},
    {"company_id": 2, "member_id": STRANGER, "client_id": 10, "amount": 99, "day": "2026-11-05"},
)  # fmt: skip


def by_chance(seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    found = []
    for _ in range(150):
        kind = chance.choice(KINDS)
        day = date(2026, 6, 1) + timedelta(days=chance.randrange(175))
        member = chance.choice((ANNA, ANNA, BORIS, CLARA))
        moved = member == ANNA and day < date(2026, 8, 1)
        found.append(
            {
                "kind": kind,
                "member_id": member,
                "team_id": SOUTH if moved else TEAM_OF[member],
                "client_id": chance.choice((None, *range(1, 10))),
                "quantity": chance.choice((0, 1, 1, 1, 2)),
                "amount": chance.choice((None, 1, 333, 100_000))
                if kind in ("deal", "refund", "extras")
                else None,
                "new_client": chance.choice((None, None, True, False)),
                "first_contact": chance.choice(
                    (None, None, day - timedelta(days=5), day + timedelta(days=2))
                ),
                "voided_at": chance.choice((None, None, None, NOW)),
                "day": day,
            }
        )
    return found
