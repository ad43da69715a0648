"""`inbox` and `check`: what went wrong, and whether all is in place."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from db.models import InboxUpdate
from tests.cli.conftest import Cli
from tests.cli.test_report import fill

TOKEN = "1000000:LOCAL-TOKEN-" + "x" * 20
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def aside(number: int, state: str, raw: str | None) -> InboxUpdate:
    return InboxUpdate(
        id=number, fingerprint=str(number), update_id=number, lane=1, raw=raw, state=state, attempts=5,
        error="boom\nsecond line", number="A1B2", received_at=NOW,
    )  # fmt: skip


@pytest.fixture
def inbox(cli: Cli) -> Cli:
    message = json.dumps({"update_id": 7, "message": {"text": "секретная сделка"}})
    fill(
        aside(1, "failed", message),
        aside(2, "quarantined", '{"update_id": 8, "new_kind": {}}'),
        aside(3, "done", None),
        aside(4, "failed", None),
        aside(5, "quarantined", "not json"),
    )
    return cli


def test_the_inbox_lists_what_was_set_aside_without_its_words(inbox: Cli) -> None:
    lines = inbox("inbox").out.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        ["1", "failed"], ["2", "quarantined"], ["4", "failed"], ["5", "quarantined"],
    ]  # fmt: skip
    assert lines[0].split("\t")[3:] == ["message", "5", "A1B2", "boom second line"]
    assert json.loads(inbox("inbox", "list", "--format", "json").out.splitlines()[1])["kind"] == "new_kind"
    assert "секретная" not in inbox("inbox", "--format", "json").out


def test_what_was_set_aside_is_retried(inbox: Cli) -> None:
    assert inbox("inbox", "retry", "1").out == "retried 1\n"
    assert inbox("inbox", "retry", "all").out == "retried 2\n"
    assert [line.split("\t")[0] for line in inbox("inbox").out.splitlines()] == ["4"]
    for words in (
        "retry 4",
        "retry 3",
        "retry 99",
        "retry x",
        "retry",
        f"retry {'9' * 30}",
        "retry ²",
        "list 4",
    ):
        result = inbox("inbox", *words.split())
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


class Answers(BaseHTTPRequestHandler):
    """Answers getMe for one token."""

    def do_GET(self) -> None:
        known = self.path == f"/bot{TOKEN}/getMe"
        body = {"ok": True, "result": {"username": "kakdela_bot"}} if known else {"ok": False}
        data = json.dumps(body).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return format_datetime(datetime.now(UTC) + self.server.ahead, usegmt=True)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.ahead = timedelta()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def states(out: str) -> list[str]:
    return [line.partition(":")[0] for line in out.splitlines()]


def test_check_says_a_line_each(
    cli: Cli, server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", f"http://127.0.0.1:{server.server_port}")
    good = cli("check")
    assert (good.code, good.err) == (0, "")
    firsts = "ok   first deals of clients"
    assert states(good.out) == ["ok   settings", "ok   database", firsts, "ok   Telegram", "ok   clock"]
    assert "@kakdela_bot" in good.out
    server.ahead = timedelta(seconds=90)  # type: ignore[attr-defined]
    late = cli("check")
    assert late.code == 1
    assert states(late.out)[4] == "FAIL clock"
    monkeypatch.setenv("BOT_TOKEN", TOKEN + "y")
    unknown = cli("check")
    assert unknown.code == 1
    assert states(unknown.out)[3] == "FAIL Telegram"
    assert "LOCAL-TOKEN" not in unknown.out + unknown.err


def test_check_goes_on_after_a_failure(cli: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = cli("check")
    assert without.code == 1
    firsts = "ok   first deals of clients"
    assert states(without.out) == ["FAIL settings", "ok   database", firsts, "FAIL Telegram", "ok   clock"]
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    (bare / "other.db").write_text("not a database, " * 100, encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{bare / 'other.db'}")
    result = cli("check")
    assert result.code == 1
    assert states(result.out) == ["ok   settings", "FAIL database", "FAIL Telegram", "ok   clock"]
    assert "LOCAL-TOKEN" not in result.out + result.err


def test_check_counts_first_deals_again_and_sets_them_right_when_asked(
    cli: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bare / "fresh.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{path}")
    cli("check")
    with sqlite3.connect(path) as file:
        file.execute(
            "INSERT INTO company (id, name, name_key, currency, created_at) VALUES (1, 'C', 'c', 'EUR', '')"
        )
        file.execute(
            "INSERT INTO client (id, company_id, name, key, first_day, created_at) VALUES (1, 1, 'C', 'c', '2026-01-01', '')"
        )
    file.close()
    assert "FAIL first deals of clients: 1 differ from a recount (kakdela check --repair)" in cli("check").out
    assert "ok   first deals of clients: 1 differ from a recount: set right" in cli("check", "--repair").out
    assert "ok   first deals of clients: as a recount says" in cli("check").out


def test_check_makes_an_empty_database_but_only_reports_an_old_one(
    cli: Cli, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{bare / 'fresh.db'}")
    assert "ok   database" in cli("check").out
    monkeypatch.setattr("db.migrate.HEAD", "9999")
    assert "FAIL database: at migration" in cli("check").out
