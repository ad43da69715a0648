"""`target`: set, listed and imported by script, for people who have not joined too, in periods that are over too."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.models import Target, TeamKpi
from tests.cli.conftest import Cli, Result
from tests.cli.test_people import rows

DEALS = """deal_id,rep,team,client,opened_at,closed_at,status,amount
1,Anna Smith,North,Acme,2017-01-05,2017-01-20,won,1000
2,Anna Smith,North,Beta,2017-02-05,2017-02-20,won,500.50
3,Max Stone,North,Gamma,2017-02-05,2017-02-21,won,700
4,Max Stone,South,Delta,2017-03-01,2017-03-02,won,10
"""


@pytest.fixture
def acme(cli: Cli, bare: Path) -> Cli:
    """A company of imported people: nobody has joined."""
    (bare / "deals.csv").write_text(DEALS, "utf-8")
    result = cli(
        *(
            "import",
            "deals.csv",
            "--company=Acme",
            "--currency=USD",
            "--country=US",
            "--timezone=UTC",
            "--yes",
        )
    )
    assert result.code == 0, result.err
    return cli


def listed(cli: Cli, *words: str) -> list[tuple[str, ...]]:
    result = cli("target", "list", "--format=csv", *words)
    assert result.code == 0, result.err
    wanted = ("scope", "name", "kpi", "each", "value", "from")
    return [tuple(row[name] for name in wanted) for row in csv.DictReader(io.StringIO(result.out))]


def put(cli: Cli, name: str, kpi: str, value: str, *more: str) -> Result:
    who = ("--team", "North") if name == "North" else ("--manager", name)
    return cli("target", "set", *who, "--kpi", kpi, "--value", value, *more)


def test_targets_are_set_for_past_and_coming_periods(acme: Cli) -> None:
    result = acme(
        *("target", "set", "--company", "Acme", "--manager", "Anna Smith", "--kpi", "sales_volume"),
        *("--each", "month", "--value", "1500.50", "--from", "2017-01", "--reason", "as agreed"),
    )
    assert (result.code, result.out) == (0, "")
    assert result.err == "manager Anna Smith: sales_volume 1500.50 a month from 2017-01 (new)\n"
    assert "(was 1500.50)" in put(acme, "anna smith", "revenue", "2000", "--from", "2017-02").err
    assert "(as before)" in put(acme, "anna smith", "revenue", "2000", "--from", "2017-03").err
    for kpi, value in (("conversion", "12.5%"), ("conversion", "0.125"), ("sales_cycle", "20.5")):
        assert put(acme, "Max Stone", kpi, value, "--from=2017-01-15").code == 0
    assert put(acme, "North", "deals", "60", "--each=quarter", "--from=2017-Q1", "--weights=2,4,6").code == 0
    assert listed(acme) == [
        ("manager", "Anna Smith", "sales_volume", "month", "2000.00", "2017-02"),
        ("manager", "Max Stone", "sales_cycle", "month", "20.50", "2017-01"),
        ("manager", "Max Stone", "conversion", "month", "0.1250", "2017-01"),
        ("team", "North", "deals", "quarter", "60", "2017-Q1"),
    ]
    assert len(listed(acme, "--all")) == 5
    assert listed(acme, "--team=north") == [("team", "North", "deals", "quarter", "60", "2017-Q1")]
    assert [row["weights"] for row in json.loads(acme("target", "list", "--format=json").out)][-1] == "1,2,3"
    assert "sales_volume" in acme("target", "list").out

    printed = acme("report", "--period=2017-01-01..2017-03-31", "--each=month", "--format=csv").out
    cells = {(row["scope"], row["period"]): row for row in csv.DictReader(io.StringIO(printed))}
    january, march = cells["Anna Smith", "2017-01"], cells["Anna Smith", "2017-03"]
    assert (january["target:sales_volume"], march["target:sales_volume"]) == ("1500.50", "2000.00")

    assert put(acme, "Anna Smith", "sales_volume", "none", "--from=2017-03").code == 0
    assert ("manager", "Anna Smith") not in {row[:2] for row in listed(acme)}
    assert "there is no such target" in put(acme, "Anna Smith", "sales_volume", "none").err


def test_a_teams_own_counter_takes_a_target_and_a_limit_may_be_zero(acme: Cli) -> None:
    rows(
        TeamKpi,
        company_id=1,
        team_id=1,
        slug="refusals",
        name="Refusals",
        form="counter",
        unit="count",
        better="down",
        created_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    assert put(acme, "Anna Smith", "refusals", "0", "--each=week").code == 0
    assert "more than zero" in put(acme, "Anna Smith", "deals", "0").err
    assert listed(acme)[0][2:5] == ("refusals", "week", "0")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--manager=Nobody", "--kpi=deals", "--value=5"), "there is no manager Nobody"),
        (("--team=West", "--kpi=deals", "--value=5"), "there is no team West"),
        (("--manager=Anna Smith", "--kpi=quokka", "--value=5"), "there is no KPI quokka; there is:"),
        (("--manager=Anna Smith", "--kpi=deals", "--value=2.5"), "this needs a whole number"),
        (("--manager=Anna Smith", "--kpi=deals", "--value=-2"), "more than zero"),
        (("--manager=Anna Smith", "--kpi=deals", "--value=lots"), "lots is no value"),
        (("--manager=Anna Smith", "--kpi=deals", "--value=nan"), "nan is no value"),
        (("--manager=Anna Smith", "--kpi=deals", "--value="), "is no value"),
        (("--manager=Anna Smith", "--kpi=deals", "--value=12%"), "not measured in percent"),
        (("--manager=Anna Smith", "--kpi=sales_volume", "--value=1e40"), "too large"),
        (("--manager=Anna Smith", "--kpi=retention", "--value=1.2"), "more than 100%"),
        (
            ("--manager=Anna Smith", "--kpi=deals", "--value=5", "--from=13-2026"),
            "13-2026 is not like 2026-12",
        ),
        (
            ("--manager=Anna Smith", "--kpi=deals", "--value=5", "--weights=1,2"),
            "a quarter needs three weights",
        ),
        (("--manager=Anna Smith", "--kpi=deals", "--value=5", "--weights=a"), "a are no weights"),
        (("--manager=Anna Smith", "--value=5"), "target set needs --kpi"),
        (("--kpi=deals", "--value=5"), "target set needs --manager or --team"),
        (("--company=Nix", "--manager=Anna Smith", "--kpi=deals", "--value=5"), "there is no company Nix"),
    ],
)
def test_wrong_input_is_one_line_and_nothing_is_stored(acme: Cli, words: tuple[str, ...], line: str) -> None:
    result = acme("target", "set", *words)
    assert result.code == 2
    assert line in result.err
    assert result.err.count("\n") == 1
    assert rows(Target) == []


def test_the_sixth_target_of_a_person_is_refused(acme: Cli) -> None:
    for kpi in ("deals", "calls", "meetings", "demos", "contacts"):
        assert put(acme, "Anna Smith", kpi, "5").code == 0
    assert "at most 5 targets" in put(acme, "Anna Smith", "proposals", "5").err
    assert put(acme, "Anna Smith", "deals", "6").code == 0


def test_a_file_of_targets_is_stored_whole_or_not_at_all(acme: Cli, bare: Path) -> None:
    head = "scope,name,kpi,each,value,from,reason\n"
    good = "manager,Anna Smith,sales_volume,month,1500,2017-01,as agreed\nteam,North,conversion,quarter,12%,2017-Q1,\n"
    (bare / "bad.csv").write_text(
        head + good + "manager,Nobody,deals,month,5,,\nboss,Anna Smith,deals,day,5,,\n", "utf-8"
    )
    result = acme("target", "import", "bad.csv")
    assert result.code == 2
    assert result.err.splitlines() == [
        "bad.csv: line 4: there is no manager Nobody",
        "bad.csv: line 5: scope is manager or team, not boss",
        "kakdela: 2 of 4 rows are wrong: nothing was stored",
    ]
    assert rows(Target) == []
    (bare / "good.csv").write_text(head + good, "utf-8")
    assert acme("target", "import", "good.csv").err == "2 targets set, 0 were so already\n"
    assert acme("target", "import", "good.csv").err == "0 targets set, 2 were so already\n"
    assert [(one.kpi, one.value, one.reason) for one in rows(Target)] == [
        ("sales_volume", 150_000, "as agreed"),
        ("conversion", 1_200, None),
    ]
    # What list prints, import reads.
    (bare / "again.csv").write_text(acme("target", "list", "--format=csv").out, "utf-8")
    assert acme("target", "import", "again.csv").err == "0 targets set, 2 were so already\n"
    (bare / "short.csv").write_text("scope,name\nmanager,Anna Smith\n", "utf-8")
    assert "the columns kpi, each, value, from are missing" in acme("target", "import", "short.csv").err
    assert "No such file" in acme("target", "import", "none.csv").err
    assert acme("target", "import").code == 2
