"""Imports: how cells are read, and what a plan makes of people, teams, clients and rows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.engine import Database
from db.models import Account, Client, Company, Entry, Member, Membership, Team
from services import imports
from services.errors import Refused
from services.tables import Amounts, BadCell, BadTable, Dates, read, safe, write

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = "deal_id,rep,team,client,opened_at,closed_at,status,amount\n"


def plan(rows: str, header: str = HEADER, **options: Any) -> imports.Plan:
    return imports.plan((header + rows).encode(), **({"currency": "USD", "one_team": "Acme"} | options))


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1054", "1054"),
        ("1054.00", "1054.00"),
        ("64 990,50", "64990.50"),
        ("64\u00a0990,5", "64990.5"),
        ("1\u202f234\u202f567", "1234567"),
        ("1,054.00", "1054.00"),
        ("1.054,00", "1054.00"),
        ("1'054.5", "1054.5"),
        ("1,054", "1054"),
        ("1.054", "1054"),
        ("0.125", "0.125"),
        ("12345.678", "12345.678"),
        ("-5", "-5"),
        ("\u22125,5", "-5.5"),
        ("+7", "7"),
        (" 0 ", "0"),
    ],
)
def test_amounts_are_read_as_people_and_machines_write_them(cell: str, amount: str) -> None:
    assert Amounts([cell], minor_digits=2).read(cell) == Decimal(amount)


@pytest.mark.parametrize(
    "cell",
    ["NaN", "Infinity", "-inf", "1e999", "1E5", "1 2 3", "12 34", "1,05,4", "5 USD", "1000000000000000",
     "-1000000000000000", "--5", "٣", "1_000", "9" * 5000, ".", "1."],
)  # fmt: skip
def test_what_is_no_amount_is_said(cell: str) -> None:
    with pytest.raises(BadCell):
        Amounts([cell], minor_digits=2).read(cell)


def test_a_column_with_decimal_points_tells_a_thousand_from_three_decimals() -> None:
    assert Amounts(["1.054", "20.50"], minor_digits=2).read("1.054") == Decimal("1.054")
    assert Amounts(["1,054", "20.50"], minor_digits=2).read("1,054") == 1054
    assert Amounts(["1.054"], minor_digits=3).read("1.054") == Decimal("1.054")
    assert Amounts(["x"], minor_digits=2).read("  ") is None


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=2))
def test_every_plain_amount_comes_back(amount: Decimal) -> None:
    assert Amounts([str(amount)], minor_digits=2).read(f"{amount:f}") == amount


@pytest.mark.parametrize(
    "cell",
    ["2017-03-01", "2017-03-01 12:00:00", "2017-03-01T23:59:59Z", "2017-03-01T00:00:00.000+03:00", "01.03.2017",
     "1.3.2017 9:30", "01-03-2017", "2017/03/01"],
)  # fmt: skip
def test_dates_are_read_without_their_time(cell: str) -> None:
    assert Dates([cell]).read(cell) == date(2017, 3, 1)


def test_slashed_dates_are_read_only_where_the_file_tells_day_from_month() -> None:
    assert Dates(["3/25/2017"]).read("3/1/2017") == date(2017, 3, 1)
    assert Dates(["25/3/2017"]).read("3/1/2017") == date(2017, 1, 3)
    assert Dates(["3/1/2017"]).read("3/3/2017") == date(2017, 3, 3)
    for others in ([], ["25/3/2017", "3/25/2017"]):
        with pytest.raises(BadCell, match="may be"):
            Dates([*others, "3/1/2017"]).read("3/1/2017")
    assert Dates(["25/3/2017", "3/25/2017"]).read("25/3/2017") == date(2017, 3, 25)


@pytest.mark.parametrize(
    "cell", ["2017-02-29", "31.04.2017", "13/13/2017", "0001-01-01", "2017", "1.3.17", "вчера", ""]
)
def test_what_is_no_date_is_said(cell: str) -> None:
    with pytest.raises(BadCell):
        Dates([cell]).read(cell)


def test_a_table_is_found_in_any_encoding_and_with_any_delimiter() -> None:
    text = "Сумма{0}Кто\r\n\r\n1{0}«а{0}б»\r\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1251", "utf-16"):
        for delimiter in (",", ";", "\t"):
            table = read(text.format(delimiter).encode(encoding))
            assert (table.header, table.delimiter) == (("Сумма", "Кто"), delimiter)
            assert [line for line, _ in table.rows] == [3]
    assert read(b"sep=|\na|b\n1|2\n").rows == ((3, ("1", "2")),)
    assert read(b"a;b,c;d\n", wanted=lambda name: name in ("b", "c")).delimiter == ";"
    with pytest.raises(BadTable):
        read("а".encode("utf-16-be") + b"\x98")


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r")), min_size=2, max_size=2)
    )
)
def test_what_is_written_is_safe_and_reads_back(rows: list[list[str]]) -> None:
    text = write([["a", "b"], *rows])
    for line, cells in read(text.encode()).rows:
        assert line > 1
        assert all(not safe(cell).startswith(("=", "@")) for cell in cells)
    assert safe("-5.50") == "-5.50"
    assert safe("+45к") == "'+45к"


def test_columns_can_be_named_with_commas_in_them() -> None:
    assert imports.columns_of("amount=Сумма, руб.,client= Компания ") == {
        "amount": "Сумма, руб.",
        "client": "Компания",
    }
    assert imports.columns_of("amount=") == {"amount": ""}
    for wrong in ("", "Бюджет", "price=x", "x,amount=y"):
        with pytest.raises(BadTable):
            imports.columns_of(wrong)


def test_rows_are_known_by_id_else_by_content_and_number() -> None:
    long = "x" * 200
    found = plan(
        f"7,A,T,C,,2017-03-01,won,1\n{long},A,T,C,,2017-03-01,won,1\n"
        ",A,T,«C»,,2017-03-01,won,1\n,a ,T,C,,01.03.2017,won,1.00\n,A,T,C,,2017-03-02,won,1\n"
    )
    keys = [deal.key for deal in found.deals]
    assert keys[0] == "id:7"
    assert all(len(key) <= 120 for key in keys)
    assert keys[2].endswith("#1")
    assert keys[3] == keys[2][:-1] + "2"
    assert keys[4] != keys[2]


def test_a_row_without_an_amount_a_client_or_an_opening_date_is_a_deal() -> None:
    (deal,) = plan("1,A,T,,-,2017-03-01,WON,\n").deals
    assert (deal.kind, deal.client, deal.amount, deal.first_contact) == ("deal", None, None, None)


def test_a_deal_opened_after_it_was_closed_keeps_no_opening_date() -> None:
    found = plan("1,A,T,,2017-04-01,2017-03-01,won,5\n")
    assert (found.deals[0].first_contact, found.opened_late, found.people["a"].first) == (
        None,
        1,
        date(2017, 3, 1),
    )


def test_teams_of_rows_that_name_none() -> None:
    assert [bad.reason for bad in plan("1,A,,,,2017-03-01,won,5\n").bad] == ["team is empty"]
    assert plan("1,A,,,,2017-03-01,won,5\n", one_team="Все", fill_team=True).deals[0].team == "Все"
    assert plan("A,2017-03-01,won,5\n", header="rep,closed_at,status,amount\n").deals[0].team == "Acme"


def test_another_currency_is_a_bad_row_when_the_column_is_mapped() -> None:
    header = "rep,closed_at,status,amount,cur\n"
    found = plan(
        "A,2017-03-01,won,5,EUR\nA,2017-03-01,won,5,usd\n", header=header, columns={"currency": "cur"}
    )
    assert (len(found.bad), len(found.deals)) == (1, 1)


def test_who_moved_between_teams_cleanly_has_both_times() -> None:
    clean = plan(
        "1,A,North,,2017-01-01,2017-03-01,won,5\n2,A,South,,2017-02-01,2017-04-01,won,5\n3,A,South,,,2017-05-01,lost,\n"
    )
    assert clean.people["a"].spells() == [(date(2017, 1, 1), "north"), (date(2017, 4, 1), "south")]
    mixed = plan("1,A,North,,,2017-03-01,won,5\n2,A,South,,,2017-02-01,won,5\n3,A,South,,,2017-04-01,won,5\n")
    assert mixed.people["a"].spells() == [(date(2017, 2, 1), "south")]
    assert plan("1,A,North,,,,open,\n").people["a"].spells() == [(None, "north")]


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    db = Database(database_url)
    yield db
    await db.close()


async def record(db: Database, found: imports.Plan, **more: Any) -> imports.Outcome:
    settings = {"company": "Acme", "country": "US", "timezone": "UTC", "language": "en", "now": NOW}
    async with db.write() as session:
        return await imports.apply(session, found, **(settings | more))


async def everything(db: Database, query: Any) -> list[Any]:
    async with db.read() as session:
        return [tuple(row) for row in await session.execute(query)]


SPELLS = (
    select(Member.name, Team.name, Membership.starts_on, Membership.ends_on)
    .join(Membership, Membership.member_id == Member.id)
    .join(Team, Team.id == Membership.team_id)
    .order_by(Member.id, Membership.starts_on)
)


async def test_a_plan_is_recorded_once_in_the_order_of_its_rows(db: Database) -> None:
    found = plan(
        "".join(f"D{n},Rep {n % 7},T{n % 2},Client {n % 50},2017-01-01,2017-03-{n % 28 + 1:02},won,{n}.50\n"
                for n in range(1200))
    )  # fmt: skip
    done: list[int] = []
    assert await record(db, found, progress=done.append) == imports.Outcome(1, 1200, 0, 0)
    assert done[-1] == 1200
    keys = await everything(db, select(Entry.import_key, Entry.amount).order_by(Entry.id))
    assert keys == [(f"id:D{n}", n * 100 + 50) for n in range(1200)]
    before = await everything(db, SPELLS)
    assert await record(db, found) == imports.Outcome(1, 0, 1200, 0)
    async with db.read() as session:
        again = await imports.preview(session, found, company="acme")
    assert (again.fresh, again.already, again.changed, again.new_people, again.new_clients) == (
        0,
        1200,
        0,
        (),
        0,
    )
    assert await everything(db, SPELLS) == before
    async with db.write() as session:
        await imports.analyze(session)


async def test_an_interrupted_import_leaves_nothing(db: Database) -> None:
    found = plan("".join(f"D{n},A,T,C,,2017-03-01,won,5\n" for n in range(1200)))

    def stop(rows: int) -> None:
        if rows > 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await record(db, found, progress=stop)
    for model in (Company, Member, Client, Entry):
        assert await everything(db, select(func.count()).select_from(model)) == [(0,)]
    assert (await record(db, found)).recorded == 1200


async def test_a_company_keeps_its_currency_and_a_team_its_settings(db: Database) -> None:
    await record(db, plan("1,A,T,,,2017-03-01,won,5\n"))
    with pytest.raises(Refused):
        await record(db, plan("2,A,T,,,2017-03-01,won,5\n", currency="EUR"))
    await record(db, plan("2,A,t,,,2017-03-01,won,5\n"), timezone="Asia/Tokyo", country="JP")
    assert await everything(db, select(Team.name, Team.timezone)) == [("T", "UTC")]


async def test_later_files_continue_a_persons_time_in_teams(db: Database) -> None:
    await record(db, plan("1,Ann,North,,,2017-05-01,won,5\n"))
    await record(db, plan("2,ann,North,,,2017-02-01,won,5\n"))
    assert await everything(db, SPELLS) == [("Ann", "North", date(2017, 2, 1), None)]
    await record(db, plan("3,Ann,South,,,2017-09-01,won,5\n4,Ann,East,,2016-01-01,2016-12-31,won,5\n"))
    assert await everything(db, SPELLS) == [
        ("Ann", "East", date(2016, 1, 1), date(2017, 2, 1)),
        ("Ann", "North", date(2017, 2, 1), date(2017, 9, 1)),
        ("Ann", "South", date(2017, 9, 1), None),
    ]


async def test_someone_who_has_joined_stays_where_the_chat_put_them(db: Database) -> None:
    await record(db, plan("1,Ann,North,,,2017-05-01,won,5\n"))
    async with db.write() as session:
        session.add(Account(id=7, first_name="Ann", language="en", created_at=NOW))
        await session.flush()
        member = (await session.scalars(select(Member))).one()
        member.account_id = 7
    await record(db, plan("2,Ann,South,,2016-01-01,2017-02-01,won,5\n3,Ann,South,,,2018-02-01,won,5\n"))
    spells = await everything(db, SPELLS)
    assert spells[-1] == ("Ann", "North", date(2017, 5, 1), None)
    assert spells[0] == ("Ann", "South", date(2016, 1, 1), date(2017, 5, 1))


async def test_a_merged_client_is_followed(db: Database) -> None:
    await record(db, plan("1,A,T,Ромашка,,2017-05-01,won,5\n2,A,T,Луч,,2017-05-01,won,5\n"))
    async with db.write() as session:
        first, second = await session.scalars(select(Client).order_by(Client.id))
        first.merged_into_id = second.id
    await record(db, plan("3,A,T,ООО «Ромашка»,,2017-05-01,won,5\n"))
    found = await everything(
        db, select(Entry.client_id, Entry.written_client_id).where(Entry.import_key == "id:3")
    )
    assert found == [(second.id, first.id)]


async def test_a_voided_entry_is_not_brought_back(db: Database) -> None:
    found = plan("1,A,T,,,2017-05-01,won,5\n")
    await record(db, found)
    async with db.write() as session:
        (await session.scalars(select(Entry))).one().voided_at = NOW
    assert (await record(db, found)).already == 1
    assert await everything(db, select(func.count()).where(Entry.voided_at.is_(None))) == [(0,)]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_plan_or_a_clear_refusal(data: bytes) -> None:
    with suppress(BadTable):
        imports.plan(HEADER.encode() + data, currency="USD", one_team="T", today=date(2026, 1, 1))
