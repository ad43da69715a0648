"""`import`: shows, asks, records once, and says what it left out."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

HEADER = "deal_id,rep,team,client,opened_at,closed_at,status,amount\n"
ACME = ["--company", "Acme", "--currency", "USD", "--country", "US", "--timezone", "UTC"]


@pytest.fixture
def deals(bare: Path) -> Path:
    path = bare / "deals.csv"
    path.write_text(
        HEADER
        + "D1,Anna,North,Ромашка,2017-02-01,2017-03-01,won,1054\n"
        + "D2,Bob,South,«Ромашка» ООО,2017-02-03,2017-03-02,won,-54.50\n"
        + "D3,Anna,North,,2017-02-05,2017-03-03,won,\n"
        + "D4,Carl,South,Луч,2016-12-31,,open,\n"
        + "D5,Bob,South,Луч,2017-02-05,2017-03-09,lost,0\n",
        encoding="utf-8",
    )
    return path


def query(sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite+aiosqlite:///")) as connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


def test_won_rows_are_recorded_and_the_rest_counted(cli: Cli, deals: Path) -> None:
    result = cli("import", str(deals), *ACME, "--yes", "--format", "json")
    assert result.code == 0
    assert json.loads(result.out) == {
        "recorded": 3,
        "already_there": 0,
        "changed": 0,
        "not_won": 2,
        "bad": 0,
        "bad_file": None,
    }
    assert query("SELECT kind, quantity, amount, day, first_contact FROM entry ORDER BY id") == [
        ("deal", 1, 105400, "2017-03-01", "2017-02-01"),
        ("refund", 1, 5450, "2017-03-02", "2017-02-03"),
        ("deal", 1, None, "2017-03-03", "2017-02-05"),
    ]
    assert query("SELECT name FROM client") == [("Ромашка",)]
    people = "SELECT name, starts_on FROM membership JOIN member ON member.id = member_id ORDER BY name"
    assert query(people) == [("Anna", "2017-02-01"), ("Bob", "2017-02-03"), ("Carl", "2016-12-31")]
    assert not deals.with_name("deals.bad.csv").exists()


def test_the_same_file_twice_changes_nothing_and_a_changed_row_is_said(cli: Cli, deals: Path) -> None:
    cli("import", str(deals), *ACME, "--yes")
    before = query("SELECT * FROM entry ORDER BY id"), query("SELECT * FROM membership")
    again = cli("import", str(deals), *ACME, "--yes")
    assert again.out == "0 recorded, 3 already there, 2 not won, 0 bad\n"
    deals.write_text(deals.read_text(encoding="utf-8").replace("1054", "999"), encoding="utf-8")
    changed = cli("import", str(deals), "--company", "acme", "--yes")
    assert changed.code == 0
    assert "1 of those already there differ" in changed.err
    assert (query("SELECT * FROM entry ORDER BY id"), query("SELECT * FROM membership")) == before


def test_without_a_terminal_and_without_yes_nothing_changes(cli: Cli, deals: Path) -> None:
    result = cli("import", str(deals), *ACME, stdin="y\n")
    assert (result.code, result.out) == (2, "")
    assert "3 to record, 0 already there, 2 not won, 0 bad" in result.err
    assert "nothing was changed" in result.err
    assert query("SELECT * FROM company") == []


@pytest.mark.parametrize(("answer", "code", "count"), [("y", 0, 3), ("да", 0, 3), ("", 1, 0), ("no", 1, 0)])
def test_at_a_terminal_it_asks(
    cli: Cli, deals: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, count: int
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("tests.cli.conftest.Stdin", Terminal)
    result = cli("import", str(deals), *ACME, stdin=f"{answer}\n")
    assert result.code == code
    assert "Record this? [y/N]" in result.err
    assert query("SELECT count(*) FROM entry") == [(count,)]


def test_ctrl_c_at_the_question_changes_nothing(
    cli: Cli, deals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

        def readline(self, *_: object) -> str:
            signal.raise_signal(signal.SIGINT)
            return "y"

    monkeypatch.setattr("tests.cli.conftest.Stdin", Terminal)
    result = cli("import", str(deals), *ACME)
    assert (result.code, result.out) == (130, "")
    assert result.err.endswith("kakdela: nothing was changed\n")
    assert query("SELECT count(*) FROM company") == [(0,)]


def test_bad_rows_go_to_a_file_with_the_reason_and_come_back_corrected(
    cli: Cli, deals: Path, bare: Path
) -> None:
    with deals.open("a", encoding="utf-8") as file:
        file.write(
            "B1,,North,X,,2017-03-01,won,1\n"
            "B2,Anna,,X,,2017-03-01,won,1\n"
            "B3,Anna,North,X,,2017-02-30,won,1\n"
            "B4,Anna,North,X,,,won,1\n"
            "B5,Anna,North,X,soon,2017-03-01,won,1\n"
            "B6,Anna,North,X,,2017-03-01,won,NaN\n"
            "B7,Anna,North,X,,2017-03-01,won,1e999\n"
            "B8,Anna,North,X,,2017-03-01,won,1000000000000000\n"
            "D1,Anna,North,X,,2017-03-01,won,1\n"
            "B9,Anna,North,=HYPERLINK(1),,2017-03-01\n"
            "B10,Anna,North,X,,2099-03-01,won,1\n"
            "B11,Anna,North,+45к,,2017-03-01,won,Infinity\n"
        )
    result = cli("import", str(deals), *ACME, "--yes")
    assert result.out == "3 recorded, 0 already there, 2 not won, 12 bad\n"
    bad_file = bare / "deals.bad.csv"
    assert str(bad_file) in result.err
    bad = list(csv.DictReader(io.StringIO(bad_file.read_text(encoding="utf-8-sig"))))
    reasons = [row["reason"].partition(": ")[2] for row in bad]
    assert [reason.split(" ")[0] for reason in reasons] == [
        "rep", "team", "date", "closed_at", "date", "amount", "amount", "amount", "deal_id", "6", "closed_at", "amount",
    ]  # fmt: skip
    assert bad[0]["reason"].startswith("line 7: ")
    assert bad[9]["client"] == "'=HYPERLINK(1)"
    assert bad[11]["client"] == "'+45к"
    bad_file.write_text(bad_file.read_text(encoding="utf-8").replace("Infinity", "45"), encoding="utf-8")
    assert cli("import", str(bad_file), *ACME, "--yes").out.startswith("1 recorded")
    assert query("SELECT name FROM client ORDER BY id") == [("Ромашка",), ("+45к",)]


def test_other_encodings_delimiters_and_columns(cli: Cli, bare: Path) -> None:
    path = bare / "выгрузка.csv"
    path.write_bytes(
        "Бюджет ;Ответственный;Закрыта;Этап\n"
        "64 990,50;Анна;01.03.2017 12:00:00;Успешно реализовано\n"
        "1\u00a0000;Анна;02.03.2017;успешно реализовано\n"
        "5;Анна;не закрыта;Новая\n".encode("cp1251")
    )
    words = [
        "--company",
        "Вектор",
        "--currency",
        "RUB",
        "--country",
        "RU",
        "--timezone",
        "Europe/Moscow",
        "--yes",
    ]
    mapped = ["--map", "amount=бюджет,rep=Ответственный", "--map", "closed_at=Закрыта, status=Этап"]
    result = cli("import", str(path), *words, *mapped, "--won", "Успешно реализовано")
    assert result.out == "2 recorded, 0 already there, 1 not won, 0 bad\n", result.err
    assert query("SELECT amount, day, import_key LIKE 'row:%#1' FROM entry ORDER BY id") == [
        (6499050, "2017-03-01", 1),
        (100000, "2017-03-02", 1),
    ]
    assert query("SELECT name FROM team") == [("Вектор",)]


def test_equal_rows_without_an_id_are_known_by_their_number(cli: Cli, bare: Path) -> None:
    path = bare / "plain.csv"
    path.write_text("rep\tclosed_at\tstatus\tamount\n" + "Anna\t2017-03-01\twon\t5\n" * 2, encoding="utf-8")
    assert cli("import", str(path), *ACME, "--yes").out.startswith("2 recorded, 0 already")
    with path.open("a", encoding="utf-8") as file:
        file.write("Anna\t2017-03-01\twon\t5\n")
    assert cli("import", str(path), *ACME, "--yes").out.startswith("1 recorded, 2 already")


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (b"", [], "empty"),
        (b"\xef\xbb\xbf \n", [], "empty"),
        (b"PK\x03\x04rest", [], "spreadsheet"),
        (b"<html><table>", [], "web page"),
        (b"rep\x00,\x98\n", [], "not a text file"),
        (b"rep,closed_at,status\nA,2017-01-01,won\n", [], 'no column "amount"'),
        (HEADER.encode(), ["--map", "amount=Budget"], 'no column "Budget" for amount'),
        (HEADER.encode(), ["--map", "budget=amount"], "our columns are"),
        (b"rep,rep,closed_at,status,amount\n", [], "two columns"),
        (HEADER.encode(), ["--currency", "DEM"], "currency"),
        (HEADER.encode() + b"1,A,T,C,,2017-01-01,won,1\n", ["--timezone", "Mars"], "time zone"),
        (HEADER.encode() + b"1,A,T,C,,2017-01-01,won,1\n", ["--country", "XX"], "country"),
        (HEADER.encode() + b'1,A,T,"' + b"x" * 200_000, [], "line 2"),
        (HEADER.encode(), ["--team", "\u200b"], "name"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    cli: Cli, bare: Path, content: bytes, words: list[str], said: str
) -> None:
    path = bare / "deals.csv"
    path.write_bytes(content)
    result = cli("import", str(path), *ACME, *words, "--yes")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err
    assert query("SELECT * FROM company") == []


def test_what_is_missing_for_a_new_company_is_said(cli: Cli, deals: Path) -> None:
    assert "--currency" in cli("import", str(deals), "--company", "Acme", "--yes").err
    result = cli("import", str(deals), "--company", "Acme", "--currency", "USD", "--yes")
    assert result.code == 2
    assert "--country" in result.err
    assert cli("import", str(deals), *ACME, "--bad", str(deals), "--yes").code == 2
    assert cli("import", "nowhere.csv", *ACME, "--yes").code == 2
    cli("import", str(deals), *ACME, "--yes")
    other = cli("import", str(deals), "--company", "ACME", "--currency", "EUR", "--yes")
    assert other.code == 2
    assert "one currency a company" in other.err


def test_a_file_without_a_won_row_says_which_statuses_there_are(cli: Cli, deals: Path) -> None:
    result = cli("import", str(deals), *ACME, "--won", "Signed", "Paid", "--yes")
    assert result.code == 0
    assert '"won", "open", "lost"' in result.err
    assert result.out == "0 recorded, 0 already there, 5 not won, 0 bad\n"
