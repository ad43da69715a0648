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
from db.models import Base, Client, Company, Entry, Member, Membership, Target, Team
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
