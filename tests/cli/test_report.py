"""`report`: the reference figures to the cent, and everything a table has to be careful about."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from db.engine import Database
from db.models import Absence, Base, Client, Company, Entry, Member, Membership, State, Target, Team, TeamKpi
from services import closing
from tests.cli.conftest import Cli

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SLUGS = [
    "sales_volume",
    "deals",
    "new_clients",
    "average_check",
    "retention",
    "repeat_rate",
    "sales_cycle",
    "sales_cycle_median",
    "sales_cycle_coverage",
    "calls",
    "contacts",
    "meetings",
    "demos",
    "proposals",
    "invoices",
    "conversion",
]
AMO = [
    "--map=deal_id=ID,rep=Ответственный,team=Воронка,client=Компания,amount=Бюджет",
    "--map=opened_at=Дата создания сделки,closed_at=Дата закрытия,status=Этап сделки",
    "--won=Успешно реализовано",
]
BITRIX = [
    "--map=deal_id=ID,rep=Ответственный,client=Компания,amount=Сумма,currency=Валюта",
    "--map=opened_at=Дата начала,closed_at=Предполагаемая дата закрытия,status=Стадия сделки",
    "--won=Сделка успешна",
]
FILES = {
    "canonical": ("maven_crm/canonical/deals.csv", []),
    "amocrm": ("ru_crm_headers/maven_as_amocrm.csv", AMO),
    "bitrix24": ("ru_crm_headers/maven_as_bitrix24.csv", BITRIX),
}


@pytest.fixture(scope="session")
def imported(datasets: Path, template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Databases with the reference deals from each of the three files."""
    urls = {}
    before = os.environ.get("DATABASE_URL")
    for name, (file, words) in FILES.items():
        path = tmp_path_factory.mktemp(name) / "kakdela.db"
        shutil.copy(template, path)
        urls[name] = os.environ["DATABASE_URL"] = f"sqlite+aiosqlite:///{path}"
        acme = ["--company=Acme", "--currency=USD", "--country=US", "--timezone=UTC", "--yes"]
        assert main(["import", str(datasets / file), *acme, *words]) == 0
    if before is None:
        del os.environ["DATABASE_URL"]
    else:
        os.environ["DATABASE_URL"] = before
    return urls


def table(cli: Cli, *words: str) -> dict[tuple[str, str], dict[str, str]]:
    result = cli("report", *words, "--format", "csv")
    assert result.code == 0, result.err
    return {(row["scope"], row["period"]): row for row in csv.DictReader(io.StringIO(result.out))}


# Columns of the reference by those of the report; retention only where the window is one period before.
COMPARED = {
    "deals": "deals_won",
    "sales_volume": "volume",
    "average_check": "avg_check",
    "new_clients": "new_clients",
    "sales_cycle": "cycle_days_mean",
    "sales_cycle_median": "cycle_days_median",
}
WINDOWS = {"month": "1", "quarter": "3"}


@pytest.mark.parametrize(
    ("each", "period"),
    [
        ("month", "2017-03-01..2017-12-31"),
        ("quarter", "2017"),
        ("week", "2017-02-27..2017-12-31"),
        ("total", "2017"),
    ],
)
@pytest.mark.parametrize(("scope", "by"), [("rep", "manager"), ("team", "team"), ("all", "company")])
def test_imported_figures_equal_the_reference(
    cli: Cli,
    imported: dict[str, str],
    datasets: Path,
    monkeypatch: pytest.MonkeyPatch,
    scope: str,
    by: str,
    each: str,
    period: str,
) -> None:
    monkeypatch.setenv("DATABASE_URL", imported["canonical"])
    words = ["--period", period, "--by", by, *([] if each == "total" else ["--each", each])]
    columns = dict(COMPARED)
    if each in WINDOWS:
        words += ["--retention-months", WINDOWS[each]]
        columns["retention"] = "retention_by_anyone"
    found = table(cli, *words)
    with (datasets / f"maven_crm/kpi/by_{scope}_{each}.csv").open(encoding="utf-8") as file:
        expected = {
            (
                "Acme" if row["scope"] == "ALL" else row["scope"],
                "2017" if each == "total" else row["period"],
            ): {ours: row[theirs] for ours, theirs in columns.items()}
            for row in csv.DictReader(file)
        }
    assert {key: {ours: row[ours] for ours in columns} for key, row in found.items()} == expected


@pytest.mark.parametrize("layout", ["amocrm", "bitrix24"])
def test_the_same_deals_in_other_layouts_give_the_same_figures(
    cli: Cli, imported: dict[str, str], monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    found = {}
    for name in ("canonical", layout):
        monkeypatch.setenv("DATABASE_URL", imported[name])
        by_month = ["--period", "2017-03-01..2017-12-31", "--each", "month"]
        found[name] = [table(cli, *by_month, "--by", by) for by in ("manager", "company")]
    assert found[layout] == found["canonical"]


def fill(*rows: Base) -> None:
    """Adds rows to the test's database, in order."""

    async def work() -> None:
        db = Database(os.environ["DATABASE_URL"])
        async with db.write() as session:
            for row in rows:
                session.add(row)
                await session.flush()
        await db.close()

    asyncio.run(work())


def person(
    number: int, name: str, role: str | None = "manager", team: int = 1, **more: Any
) -> Sequence[Base]:
    start = more.pop("start", date(2026, 1, 1))
    end = more.pop("end", None)
    key = name.casefold()
    member = Member(id=number, company_id=1, name=name, name_key=key, created_at=NOW, **more)
    if role is None:
        return [member]
    return [member, Membership(member_id=number, team_id=team, role=role, starts_on=start, ends_on=end)]


def entry(
    member: int, day: str, kind: str = "deal", amount: int | None = None, team: int = 1, **more: Any
) -> Entry:
    return Entry(
        company_id=1,
        team_id=team,
        member_id=member,
        kind=kind,
        amount=amount,
        day=date.fromisoformat(day),
        created_at=NOW,
        **more,
    )


@pytest.fixture
def small(cli: Cli) -> Cli:
    """A company of two teams in November 2026; Anna sold, Bob did not, the lead and the owner neither."""
    teams = [
        Team(id=n, company_id=1, name=name, name_key=name.casefold(), country="RU", timezone="UTC", language="ru",
             created_at=NOW)
        for n, name in ((1, "Север"), (2, "-Юг"))
    ]  # fmt: skip
    fill(
        Company(id=1, name="Вектор", name_key="вектор", currency="RUB", created_at=NOW),
        *teams,
        *person(1, "Анна"),
        *person(2, "=Боб", team=2),
        *person(3, "Лид", "lead"),
        *person(4, "Owner", None, is_owner=True),
        *person(5, "Анна", start=date(2026, 12, 1)),
        *person(6, "Ушёл", start=date(2026, 1, 1), end=date(2026, 11, 1)),
        entry(1, "2026-11-02", amount=100_000),
        entry(1, "2026-11-03", amount=50_001),
        entry(1, "2026-11-03"),
        entry(1, "2026-11-30", "refund", 30_000),
        entry(1, "2026-12-01", amount=1),
        entry(1, "2026-11-05", amount=7, voided_at=NOW),
        entry(1, "2026-11-05", "call", quantity=12),
    )
    return cli


def test_everyone_active_is_listed_and_the_columns_are_those_of_the_contract(small: Cli) -> None:
    found = table(small, "--period", "2026-11")
    assert [scope for scope, _ in found] == ["'=Боб", "Анна"]
    anna = found["Анна", "2026-11"]
    assert list(anna) == ["scope", "period", *SLUGS]
    assert {slug: value for slug, value in anna.items() if value} == {
        "scope": "Анна",
        "period": "2026-11",
        "sales_volume": "1200.01",
        "deals": "3",
        "average_check": "750.01",
        "calls": "12",
        "new_clients": "0",
        "sales_cycle_coverage": "0.0000",
    } | dict.fromkeys(["contacts", "meetings", "demos", "proposals", "invoices"], "0")
    bob = found["'=Боб", "2026-11"]
    assert (bob["sales_volume"], bob["deals"], bob["average_check"]) == ("0.00", "0", "")


def test_shares_and_days_have_their_digits_and_the_window_its_option(small: Cli) -> None:
    clients = [Client(id=n, company_id=1, name=str(n), key=str(n), created_at=NOW) for n in range(1, 4)]
    fill(
        *clients,
        *(entry(2, day, team=2, client_id=client) for client, day in ((1, "2026-08-31"), (2, "2026-10-05"))),
        *(entry(2, "2026-10-05", team=2, client_id=client) for client in (1, 3)),
        entry(6, "2026-10-05", client_id=1),
        *(
            entry(1, "2026-11-10", client_id=client, first_contact=date(2026, 11, 9 - 3 * client))
            for client in (1, 2)
        ),
        entry(1, "2026-11-10", client_id=1, first_contact=date(2026, 11, 10)),
        entry(1, "2026-11-10", "contact", quantity=9),
    )
    found = table(small, "--period", "2026-11")
    # Who left is not listed because of clients of old; who is there has their share without an entry.
    assert [scope for scope, _ in found] == ["'=Боб", "Анна"]
    anna, bob = found["Анна", "2026-11"], found["'=Боб", "2026-11"]
    cycle = [anna[slug] for slug in ("sales_cycle", "sales_cycle_median", "sales_cycle_coverage")]
    assert cycle == ["3.67", "4.00", "0.5000"]
    assert (anna["conversion"], anna["repeat_rate"], anna["retention"]) == ("0.6667", "1.0000", "")
    assert (bob["retention"], bob["new_clients"], bob["conversion"]) == ("0.6667", "0", "")
    narrow = table(small, "--period", "2026-12", "--retention-months", "1", "--by", "team")
    assert {scope: row["retention"] for (scope, _), row in narrow.items()} == {"'-Юг": "", "Север": "0.0000"}
    wide = table(small, "--period", "2026-12", "--by", "company")
    assert wide["Вектор", "2026-12"]["retention"] == "0.0000"


def test_namesakes_and_leavers_have_their_periods(small: Cli) -> None:
    assert [scope for scope, _ in table(small, "--period", "2026-12")] == ["'=Боб", "Анна", "Анна (2)"]
    assert [scope for scope, _ in table(small, "--period", "2026-10")] == ["'=Боб", "Анна", "Ушёл"]


def test_leads_and_owners_are_listed_only_with_entries_or_a_target(small: Cli) -> None:
    fill(entry(3, "2026-11-09", amount=100))
    whose = {"company_id": 1, "period": "month", "created_at": NOW}
    fill(Target(**whose, member_id=4, kpi="deals", value=3, valid_from=date(2026, 12, 1)))
    assert [scope for scope, _ in table(small, "--period", "2026-11")] == ["'=Боб", "Анна", "Лид"]


def test_targets_show_the_version_valid_at_the_end_of_the_month(small: Cli) -> None:
    whose = {"company_id": 1, "period": "month", "created_at": NOW}

    def target(value: int | None, day: str, kpi: str = "sales_volume", **who: int) -> Target:
        return Target(
            **whose, **(who or {"member_id": 1}), kpi=kpi, value=value, valid_from=date.fromisoformat(day)
        )

    fill(
        target(100_000, "2026-10-01"),
        target(90_000, "2026-11-20"),
        target(5, "2026-11-01", "deals"),
        target(None, "2026-11-15", "deals"),
        target(400_000, "2026-11-01", team_id=1),
    )
    found = table(small, "--period", "2026-11")
    anna = found["Анна", "2026-11"]
    assert list(anna)[-2:] == ["target:sales_volume", "attainment:sales_volume"]
    assert (anna["target:sales_volume"], anna["attainment:sales_volume"]) == ("900.00", "1.3333")
    assert found["'=Боб", "2026-11"]["target:sales_volume"] == ""
    team = table(small, "--period", "2026-11", "--by", "team")["Север", "2026-11"]
    assert (team["target:sales_volume"], team["attainment:sales_volume"]) == ("4000.00", "0.3000")
    assert "target:sales_volume" not in next(iter(table(small, "--period", "2026-Q4").values()))


def goal(value: int | None, kpi: str = "sales_volume", period: str = "month", **whose: int) -> Target:
    values = {"company_id": 1, "created_at": NOW, "valid_from": date(2026, 1, 1)}
    return Target(**values, **(whose or {"member_id": 1}), kpi=kpi, value=value, period=period)


def test_a_target_is_what_it_asks_for_after_missing_days_and_ramp_and_attainment_is_exact(small: Cli) -> None:
    # November 2026 has 20 working days in Russia; Anna is away for 5 of them.
    fill(
        goal(100_000_00),
        goal(10, "deals"),
        goal(6000_00, "average_check"),
        goal(40_00, "conversion"),
        goal(20_00, "sales_cycle"),
        goal(50_00, "retention"),
        goal(30, "calls", "week"),
        Absence(
            company_id=1, member_id=1, kind="sick", starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 22),
            state="counted", created_at=NOW,
        ),
        Client(id=1, company_id=1, name="К", key="к", created_at=NOW),
        entry(1, "2026-10-05", client_id=1),
        entry(1, "2026-11-06", amount=100, client_id=1, first_contact=date(2026, 10, 29)),
    )  # fmt: skip
    found = table(small, "--period", "2026-11")
    anna = found["Анна", "2026-11"]
    assert list(anna)[len(SLUGS) + 2 :] == [
        f"{what}:{slug}"
        for slug in ("sales_volume", "deals", "average_check", "retention", "sales_cycle", "conversion")
        for what in ("target", "attainment")
    ]
    shown = {slug: value for slug, value in anna.items() if ":" in slug and value}
    assert shown == {
        "target:sales_volume": "75000.00",  # 15 of 20 days
        "attainment:sales_volume": "0.0160",  # 1201.01 of 75 000
        "target:deals": "7.50",
        "attainment:deals": "0.5333",
        "target:average_check": "6000.00",
        "attainment:average_check": "0.0834",
        "target:retention": "0.5000",
        "target:sales_cycle": "20.00",
        "attainment:sales_cycle": "2.5000",  # 8 days are better than 20
        "target:conversion": "0.4000",
    } | ({"attainment:retention": "2.0000"} if datetime.now(UTC) > datetime(2026, 12, 1, tzinfo=UTC) else {})
    week = table(small, "--period", "2026-W45")  # Wednesday the 4th is a holiday
    assert {k: v for k, v in week["Анна", "2026-W45"].items() if ":" in k} == {
        "target:calls": "24",
        "attainment:calls": "0.5000",
    }
    assert "target:calls" not in week["Анна", "2026-W45"] or week["'=Боб", "2026-W45"]["target:calls"] == ""
    assert not [k for row in table(small, "--period", "2026-11-02").values() for k in row if ":" in k]
    assert not [
        k for row in table(small, "--period", "2026-11", "--by", "company").values() for k in row if ":" in k
    ]


def test_retention_is_held_against_its_target_only_when_the_period_has_ended(small: Cli) -> None:
    fill(
        goal(40_00, "retention"),
        *(Client(id=n, company_id=1, name=str(n), key=str(n), created_at=NOW) for n in (1, 2)),
        *(entry(1, "2026-02-05", client_id=n) for n in (1, 2)),
        entry(1, "2026-03-06", client_id=1),
    )
    march = table(small, "--period", "2026-03")["Анна", "2026-03"]
    assert (march["target:retention"], march["attainment:retention"]) == ("0.4000", "1.2500")
    later = f"{datetime.now(UTC).year + 1}-01"
    assert table(small, "--period", later)["Анна", later]["attainment:retention"] == ""


def test_a_team_has_its_own_target_or_the_sum_if_every_seller_has_one(small: Cli) -> None:
    fill(*person(7, "Вера", start=date(2026, 11, 24)), goal(1000_00))
    assert "target:sales_volume" not in next(
        iter(table(small, "--period", "2026-11", "--by", "team").values())
    )
    fill(goal(500_00, member_id=7), goal(3, "deals", member_id=2))
    team = table(small, "--period", "2026-11", "--by", "team")
    # Vera works for 5 of 20 days.
    assert team["Север", "2026-11"]["target:sales_volume"] == "1125.00"
    assert team["Север", "2026-11"]["attainment:sales_volume"] == "1.0667"
    assert team["'-Юг", "2026-11"]["target:deals"] == "3"
    assert team["'-Юг", "2026-11"]["attainment:deals"] == "0.0000"
    fill(goal(4000_00, team_id=1))
    assert (
        table(small, "--period", "2026-11", "--by", "team")["Север", "2026-11"]["target:sales_volume"]
        == "4000.00"
    )


def test_a_teams_own_counters_and_ratios_take_targets_too(small: Cli) -> None:
    own = {"company_id": 1, "team_id": 1, "created_at": NOW, "name": "X"}
    fill(
        TeamKpi(**own, slug="own-complaints", form="counter", unit="count", better="down"),
        TeamKpi(
            **own, slug="own-per-call", form="ratio", unit="money", better="up", top="sales_volume", bottom="calls"
        ),
        entry(1, "2026-11-05", "own-complaints", quantity=3),
        goal(4, "own-complaints"),
        goal(50_00, "deals"),
        goal(200_00, "own-per-call"),
    )  # fmt: skip
    anna = table(small, "--period", "2026-11")["Анна", "2026-11"]
    assert list(anna)[-6:] == [
        "target:deals", "attainment:deals", "target:own-complaints", "attainment:own-complaints",
        "target:own-per-call", "attainment:own-per-call",
    ]  # fmt: skip
    assert (anna["target:own-complaints"], anna["attainment:own-complaints"]) == ("4", "0.7500")
    # 1200.01 over 12 calls, of 2.00 each: a ratio's target is kept in hundredths of its unit.
    assert anna["attainment:own-per-call"] != ""


TOUCHED = {"company": 1, "first": "2026-11-02", "last": "2026-11-02", "teams": [1], "clients": [], "by": None}


def put(model: type[Base], id_: int, **values: Any) -> None:
    """Changes a row."""

    async def work() -> None:
        db = Database(os.environ["DATABASE_URL"])
        async with db.write() as session:
            row = await session.get_one(model, id_)
            for name, value in values.items():
                setattr(row, name, value)
        await db.close()

    asyncio.run(work())


def close(at: str) -> None:
    """What the clock does, and the recounts that are due."""

    async def work() -> None:
        db = Database(os.environ["DATABASE_URL"])
        async with db.write() as session:
            now = datetime.fromisoformat(at).replace(tzinfo=UTC)
            await closing.close_due(session, now)
            await closing.recount(session, now)
        await db.close()

    asyncio.run(work())


def test_closed_prints_what_was_stored_equal_to_a_count_and_corrections_beside_it(small: Cli) -> None:
    fill(
        goal(1000_00),
        Client(id=1, company_id=1, name="К", key="к", created_at=NOW),
        entry(1, "2026-11-10", amount=100, client_id=1, first_contact=date(2026, 11, 1)),
        entry(3, "2026-11-11", amount=300),
    )
    close("2026-12-05")
    for by in ("manager", "team", "company"):
        for each in (("2026-11",), ("2026-11-01..2026-11-30", "--each", "week")):
            words = ["--period", *each, "--by", by, "--format", "csv"]
            counted = small("report", *words)
            if by != "team":  # nothing was ever logged in the other team
                stored = small("report", *words, "--closed")
                narrowed = [row for row in counted.out.splitlines() if "Боб" not in row]
                assert stored.out.splitlines() == narrowed
    assert small("report", "--period", "2026-11", "--closed").err == ""
    assert "2026-12" in small("report", "--period", "2026-12", "--closed").err
    both = small(
        "report", "--period", "2026-11-01..2026-12-31", "--each", "month", "--closed", "--format", "csv"
    )
    assert (both.code, both.out.count("\n"), both.err.strip()) == (
        0,
        3,
        "not closed, or not by every team: 2026-12",
    )
    before = table(small, "--period", "2026-11", "--closed")

    put(Entry, 1, amount=1)
    fill(State(key="touched:1", value=json.dumps(TOUCHED)))
    close("2026-12-06")
    after = table(small, "--period", "2026-11", "--closed")
    extra = ["corrected:sales_volume", "corrected:average_check"]
    assert list(next(iter(after.values())))[-2:] == extra
    assert {key: {k: v for k, v in row.items() if k not in extra} for key, row in after.items()} == before
    assert [after["Анна", "2026-11"][name] for name in extra] == ["201.02", "167.01"]
    assert [after["Лид", "2026-11"][name] for name in extra] == ["", ""]
    team = json.loads(
        small("report", "--period", "2026-11", "--by", "team", "--closed", "--format", "json").out
    )
    assert [(row["scope"], row["sales_volume"], row["corrected:sales_volume"]) for row in team] == [
        ("Север", "1204.01", "204.02")
    ]


def test_team_and_company_are_narrowed_and_json_has_types(small: Cli) -> None:
    north = json.loads(small("report", "--period", "2026-11", "--team", "север", "--format", "json").out)
    assert [(row["scope"], row["deals"], row["sales_volume"]) for row in north] == [("Анна", 3, "1200.01")]
    assert north[0]["retention"] is None
    teams = table(small, "--period", "2026-11", "--by", "team", "--company", "ВЕКТОР")
    assert [scope for scope, _ in teams] == ["'-Юг", "Север"]
    whole = table(small, "--period", "2026-11-02..2026-11-03", "--by", "company")
    assert [(key, row["deals"]) for key, row in whole.items()] == [
        (("Вектор", "2026-11-02..2026-11-03"), "3")
    ]
    shown = small("report", "--period", "2026-11")
    assert "1200.01" in shown.out
    assert "=Боб" in shown.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--period", "soon"], "2017-W09"),
        (["--period", "2017-13"], "2017-W09"),
        (["--period", "2017-02-02..2017-02-01"], "2017-W09"),
        (["--period", "9999"], "2017-W09"),
        (["--period", "1000-01-01..2999-12-31", "--each", "day"], "more than"),
        (["--period", "2026", "--team", "Запад"], '"Север"'),
        (["--period", "2026", "--company", "Другая"], '"Вектор"'),
        (["--period", "2026", "--by", "company", "--team", "Север"], "--by manager"),
        (["--period", "2026", "--closed"], "no results are stored yet"),
        (["--period", "2026-11-02", "--closed"], "weeks, months, quarters and years"),
        (["--period", "2026", "--closed", "--retention-months", "1"], "does not go with --closed"),
        (["--period", "2026", "--retention-months", "0"], "--retention-months"),
    ],
)
def test_wrong_questions_are_one_line(small: Cli, words: list[str], said: str) -> None:
    result = small("report", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err


def test_nothing_to_report_yet(cli: Cli, small: Cli) -> None:
    result = small("report", "--period", "2026-11-02..2026-11-03", "--each", "week", "--format", "csv")
    assert result.code == 0
    assert result.out.count("\n") == 1
    assert "no whole week" in result.err


def test_an_empty_database_says_how_to_begin(cli: Cli) -> None:
    result = cli("report", "--period", "2026")
    assert result.code == 2
    assert "there is no company yet" in result.err
