"""Hot statements: run past SQLAlchemy they take and give the very same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Date, bindparam, cast, insert, literal, null, select, union_all
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound

from db.engine import Database, insert_or_ignore_returning
from db.hot import LONGEST, Prepared, hot, prepared
from db.models import (
    Account,
    Client,
    Company,
    InboxUpdate,
    Member,
    Membership,
    OutboxMessage,
    Report,
    State,
    Team,
)
from services import access, clients, outbox

NOW = datetime(2026, 11, 23, 9, 30, 15, 250, tzinfo=UTC)
_C = Client.__table__.c
_UNION = hot(
    union_all(
        select(literal("number").label("what"), _C.id.label("a"), cast(null(), Date).label("day")).where(
            _C.id.in_(bindparam("ids", expanding=True))
        ),
        select(literal("key"), _C.id, bindparam("since", type_=Date)).where(
            _C.key.in_(bindparam("keys", expanding=True))
        ),
    )
)


async def town(db: Database) -> None:
    async with db.write() as session:
        session.add(Company(id=1, name="В", name_key="в", currency="RUB", created_at=NOW))
        session.add(
            Account(
                id=7, first_name="Анна", language="ru", may_create=False, started=True, hinted_on=NOW.date(),
                unreachable_at=NOW.astimezone(timezone(timedelta(hours=5))), created_at=NOW,
            )
        )  # fmt: skip
        await session.flush()
        team = Team(
            id=1,
            company_id=1,
            name="A",
            name_key="a",
            timezone="Europe/Moscow",
            language="ru",
            country="RU",
            created_at=NOW,
        )
        team.words = {"visit": ["визит", "visits"]}
        session.add(team)
        session.add(
            Member(
                id=1, company_id=1, account_id=7, name="Анна", name_key="анна", created_at=NOW, is_owner=True
            )
        )
        await session.flush()
        session.add(Membership(member_id=1, team_id=1, role="manager", starts_on=NOW.date()))
        for n in range(LONGEST + 2):
            session.add(Client(company_id=1, name=f"К{n}", key=f"к{n}", created_at=NOW))


@pytest.mark.parametrize("keys", [1, 3, LONGEST, LONGEST + 1])
async def test_what_is_read_is_what_sqlalchemy_reads(sqlite_url: str, keys: int) -> None:
    db = Database(sqlite_url)
    await town(db)
    asked: list[tuple[Any, dict[str, Any]]] = [
        (access._WHO, {"account_id": 7}),
        (access._WHO, {"account_id": 8}),
        (clients._BY_KEY, {"company": 1, "keys": [f"к{n}" for n in range(keys)]}),
        (_UNION, {"ids": list(range(keys)), "keys": ["к1", "к2"], "since": NOW.date()}),
    ]
    for statement, params in asked:
        async with db.write() as session:
            if keys <= LONGEST:
                assert isinstance(prepared(statement, params), Prepared)
            ours = (await session.execute(statement, params)).all()
        async with db.read() as session:
            theirs = (await session.execute(statement, params)).all()
        assert [tuple(row) for row in ours] == [tuple(row) for row in theirs]
        assert [row._fields for row in ours] == [row._fields for row in theirs]
    await db.close()


async def test_what_is_written_is_what_sqlalchemy_writes(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    moscow = NOW.astimezone(timezone(timedelta(hours=3)))
    values = {
        "chat_id": 7, "payload": {"text": "«Ёж» \ud83d", "buttons": [[["a", None, None]]]}, "report_id": None,
        "state": "pending", "attempts": 0, "created_at": moscow,
    }  # fmt: skip
    async with db.write() as session:
        ours = (await session.execute(outbox._INSERT, values)).scalar_one()
        theirs = (
            await session.execute(insert(OutboxMessage).returning(OutboxMessage.id), values)
        ).scalar_one()
    async with db.read() as session:
        columns = [c for c in OutboxMessage.__table__.c if c.name != "id"]
        rows = {
            number: tuple((await session.execute(select(*columns).where(OutboxMessage.id == number))).one())
            for number in (ours, theirs)
        }
    assert rows[ours] == rows[theirs]
    with pytest.raises(ValueError, match="time zone"):  # as everywhere
        async with db.write() as session:
            await session.execute(outbox._INSERT, {**values, "created_at": NOW.replace(tzinfo=None)})
    await db.close()


async def test_one_row_in_a_list_and_many_give_their_ids(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    rows = [
        {
            "fingerprint": f"{n:064}", "update_id": n, "lane": 1, "raw": "{}", "state": "new", "attempts": 0,
            "received_at": NOW,
        }
        for n in range(4)
    ]  # fmt: skip
    async with db.write() as session:
        statement = insert_or_ignore_returning(session, InboxUpdate, ["fingerprint"], ["id", "fingerprint"])
        one = list(await session.execute(statement, rows[:1]))
        more = list(await session.execute(statement, rows))
        none = list(await session.execute(statement, rows[:1]))
    assert [row.fingerprint for row in one] == [rows[0]["fingerprint"]]
    assert [row.fingerprint for row in more] == [row["fingerprint"] for row in rows[1:]]
    assert none == []
    await db.close()


async def test_what_sqlite_refuses_is_said_as_sqlalchemy_says_it_without_values(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    statement = hot(insert(State.__table__))  # type: ignore[arg-type]
    secret = {"key": "k", "value": "secret"}
    with pytest.raises(IntegrityError) as caught:
        async with db.write() as session:
            await session.execute(statement, [secret, secret])
    assert "secret" not in str(caught.value)
    everything = hot(select(State.__table__.c.key).where(State.__table__.c.key != bindparam("other")))
    async with db.write() as session:
        with pytest.raises(NoResultFound):
            (await session.execute(everything, {"other": ""})).scalar_one()
        await session.execute(statement, [{"key": "a", "value": ""}, {"key": "b", "value": ""}])
        with pytest.raises(MultipleResultsFound):
            (await session.execute(everything, {"other": ""})).scalar_one()
    await db.close()


def test_a_list_that_is_one_json_value_is_not_taken_for_a_list_of_values() -> None:
    """Seen first with a report whose unknown pieces were a list, a hot statement failed at all reports without."""
    statement = hot(insert(Report.__table__))  # type: ignore[arg-type]
    assert prepared(statement, {"text": "ЛПР 7", "unknown": ["ЛПР 7"]}) is not None
    assert prepared(statement, {"text": "7 звонков", "unknown": None}) is not None
