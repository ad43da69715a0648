"""The command line as a whole: light, quiet, and honest in its exit codes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.cli import COMMANDS
from db.lock import AlreadyRunning
from tests.cli.conftest import Cli

HEAVY = ("sqlalchemy", "aiogram", "pydantic", "alembic", "aiohttp", "babel")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("words", [["--help"], ["import", "--help"], ["parse", "сделка 45к Ромашка"]])
def test_help_and_parse_import_nothing_heavy_and_need_no_settings(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "BOT_TOKEN": "malformed", "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0
    assert done.stdout
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert imported.isdisjoint(HEAVY)
    assert list(tmp_path.iterdir()) == []


def test_every_command_explains_itself(cli: Cli) -> None:
    listed = cli("--help").out
    for name in COMMANDS:
        assert f"  {name} " in listed
        result = cli(name, "--help")
        assert result.code == 0
        assert result.out.startswith(f"usage: kakdela {name}")


@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["report"],
        ["report", "--period"],
        ["import"],
        ["--loud"],
        ["team", "create", "--owner", "x"],
    ],
)
def test_wrong_usage_is_exit_code_2_on_stderr(cli: Cli, words: list[str]) -> None:
    result = cli(*words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith("kakdela: ")


def test_ctrl_c_ends_quietly(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_work: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.migrate.with_database", interrupted)
    assert cli("migrate") == type(cli("--help"))(130, "", "")


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("postgresql+asyncpg://u:hunter2@127.0.0.1:1/x", "the database cannot be used"),
        ("sqlite+aiosqlite:////dev/null/x.db", "the database"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, url: str, line: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    result = cli("migrate")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1
    assert line in result.err
    assert "hunter2" not in result.err


def test_a_file_that_is_no_database_is_one_line(
    cli: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / "other.db").write_text("not a database, " * 100, encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{bare / 'other.db'}")
    result = cli("team", "list")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)


def test_a_fresh_database_is_migrated_by_whichever_command_comes_first(
    cli: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{bare / 'new' / 'fresh.db'}")
    assert cli("team", "list") == type(cli("--help"))(0, "", "")
    assert cli("migrate").out.strip()


def test_a_second_bot_on_the_same_database_is_one_line(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(_settings: object) -> int:
        raise AlreadyRunning

    monkeypatch.setenv("BOT_TOKEN", "1000000:" + "x" * 35)
    monkeypatch.setattr("bot.app.serve", serve)
    assert cli("run") == type(cli("--help"))(1, "", "kakdela: the bot is already running on this database\n")


def test_a_database_of_a_newer_program_is_left_alone(cli: Cli, bare: Path) -> None:
    with closing(sqlite3.connect(bare / "kakdela.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for words in ("migrate", "team list", "backup"):
        result = cli(*words.split())
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
        assert "newer than this program's" in result.err
    checked = cli("check").out
    assert "newer than this program's" in checked
    assert "kakdela migrate" not in checked


def test_a_backup_is_whole_whatever_the_path_looks_like(
    cli: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = bare / "a#b c"
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{quote(str(folder))}/kakdela.db")
    cli("migrate")
    copy = Path(cli("backup").out.strip())
    assert copy.parent == folder / "backups"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    assert not (bare / "a").exists()


def test_backup_prints_the_path_of_a_copy(cli: Cli, bare: Path) -> None:
    result = cli("backup", "--to", str(bare / "copies"))
    assert result.code == 0
    copy = Path(result.out.strip())
    assert copy.parent == bare / "copies"
    assert copy.read_bytes()[:15] == b"SQLite format 3"
    (bare / "file").touch()
    refused = cli("backup", "--to", str(bare / "file"))
    assert (refused.code, refused.err.count("\n")) == (1, 1)
