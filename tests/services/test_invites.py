"""Invites: opaque, counted, expiring, and dead in one way only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.engine import Database
from db.models import Account, Invite, Member
from services import companies, invites
from services.errors import NotFound, Refused

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    db = Database(database_url)
    async with db.write() as session:
        company, _ = await companies.ensure_company(session, name="Вектор", currency="RUB", now=NOW)
        where = {
            "company_id": company.id,
            "country": "RU",
            "timezone": "Europe/Moscow",
            "language": "ru",
            "now": NOW,
        }
        await companies.ensure_team(session, name="Север", **where)
        session.add(Account(id=7, first_name="A", language="ru", created_at=NOW))
        await session.flush()
        for name, account in (("Анна", None), ("Боб", 7)):
            session.add(
                Member(
                    company_id=company.id,
                    account_id=account,
                    name=name,
                    name_key=name.casefold(),
                    created_at=NOW,
                )
            )
            await session.flush()
    yield db
    await db.close()


async def made(db: Database, **more: Any) -> str:
    values = {"company_id": 1, "team_id": 1, "role": "manager", "created_by_id": None, "now": NOW} | more
    async with db.write() as session:
        return await invites.create(session, **values)


async def redeemed(db: Database, payload: str, now: datetime = NOW, account_id: int = 9) -> Invite:
    async with db.read() as session:
        return await invites.redeem(session, payload, account_id=account_id, now=now)


async def test_a_link_works_until_it_is_used_up(db: Database) -> None:
    payload = await made(db, max_uses=2)
    invite = await redeemed(db, payload)
    assert (invite.role, invite.uses, payload in str(vars(invite))) == ("manager", 0, False)
    for expected in (True, True, False):
        async with db.write() as session:
            assert await invites.use(session, invite.id) is expected
    with pytest.raises(NotFound, match="error-invite-dead"):
        await redeemed(db, payload)


async def test_many_at_once_cannot_use_more_than_there_is(db: Database) -> None:
    invite = await redeemed(db, await made(db, max_uses=3))

    async def one() -> bool:
        async with db.write() as session:
            return await invites.use(session, invite.id)

    assert sum(await asyncio.gather(*(one() for _ in range(8)))) == 3


async def test_every_dead_link_looks_the_same(db: Database) -> None:
    revoked, expired = await made(db), await made(db, days=1)
    async with db.write() as session:
        await invites.revoke(session, 1, company_id=1, now=NOW)
        await invites.revoke(session, 1, company_id=1, now=NOW)
    for payload, now in (
        (revoked, NOW),
        (expired, NOW + timedelta(days=1)),
        ("unknown", NOW),
        ("\ud800", NOW),
        ("", NOW),
    ):
        with pytest.raises(NotFound, match="error-invite-dead"):
            await redeemed(db, payload, now)
    await redeemed(db, expired, NOW + timedelta(hours=23))


async def test_a_link_is_revoked_only_within_its_company(db: Database) -> None:
    payload = await made(db)
    async with db.write() as session:
        for number, company in ((1, 2), (99, 1)):
            with pytest.raises(NotFound, match="error-invite-not-found"):
                await invites.revoke(session, number, company_id=company, now=NOW)
    await redeemed(db, payload)


async def test_links_are_listed_with_their_state(db: Database) -> None:
    await made(db, max_uses=5)
    await made(db, member_id=1)
    async with db.write() as session:
        await invites.revoke(session, 1, company_id=1, now=NOW)
        alive = await invites.listed(session, company_id=1, now=NOW)
        every = await invites.listed(session, company_id=1, now=NOW + timedelta(days=8), dead=True)
        assert await invites.listed(session, company_id=2, now=NOW, dead=True) == []
    assert [(one.id, one.team, one.whom, one.state) for one in alive] == [(2, "Север", "Анна", "open")]
    assert [one.state for one in every] == ["revoked", "expired"]


async def test_a_link_for_one_person_is_for_one_who_has_not_joined(db: Database) -> None:
    payload = await made(db, member_id=1)
    for wrong in ({"member_id": 2}, {"member_id": 1, "max_uses": 2}):
        with pytest.raises(Refused):
            await made(db, **wrong)
    with pytest.raises(NotFound):
        await made(db, member_id=99)
    async with db.write() as session:
        session.add(Account(id=8, first_name="A", language="ru", created_at=NOW))
        await session.flush()
        (await session.scalars(select(Member).where(Member.id == 1))).one().account_id = 8
    with pytest.raises(NotFound):
        await redeemed(db, payload, account_id=9)
    await redeemed(db, payload, account_id=8)


@pytest.mark.parametrize(
    "wrong", [{"role": "owner"}, {"max_uses": 0}, {"max_uses": 1001}, {"days": 0}, {"days": 366}]
)
async def test_what_a_link_cannot_be_is_refused(db: Database, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        await made(db, **wrong)


async def test_a_new_claim_ends_the_one_before(db: Database) -> None:
    async with db.write() as session:
        first, second = [await invites.claim_link(session, now=NOW) for _ in range(2)]
    invite = await redeemed(db, second)
    assert (invite.role, invite.company_id, invite.max_uses) == ("owner", None, 1)
    with pytest.raises(NotFound):
        await redeemed(db, first)


async def test_companies_made_at_once_under_one_name_are_one(db: Database) -> None:
    async def one() -> int:
        async with db.write() as session:
            return (await companies.ensure_company(session, name="Новая", currency="RUB", now=NOW))[0].id

    assert len(set(await asyncio.gather(*(one() for _ in range(4))))) == 1


async def test_an_owner_is_made_once_and_comes_back(db: Database) -> None:
    async def own(company_id: int = 1) -> bool:
        async with db.write() as session:
            return await companies.ensure_owner(
                session, company_id=company_id, account_id=7, language="ru", now=NOW
            )

    assert [await own(), await own()] == [True, False]
    async with db.write() as session:
        bob = (await session.scalars(select(Member).where(Member.account_id == 7))).one()
        assert (bob.name, bob.is_owner) == ("Боб", True)
        bob.left_at = NOW
    assert await own() is True
    async with db.write() as session:
        await companies.create_company(session, name="Другая", currency="USD", now=NOW)
    with pytest.raises(Refused, match="error-owner-elsewhere"):
        await own(2)
