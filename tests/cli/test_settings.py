"""Settings: one clear line for what is wrong, and never the token."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import Settings, SettingsError, load
from tests.cli.conftest import Cli

TOKEN = "123456789:AAErSecretSecretSecretSecretSecret0"
ROOT = Path(__file__).parents[2]


def test_the_example_file_names_every_setting_and_only_those(bare: Path) -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    names = re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE)
    assert sorted(names) == sorted(field.upper() for field in Settings.model_fields)
    (bare / ".env").write_text(text, encoding="utf-8")
    assert load(need_token=False) == Settings(_env_file=None)


def test_the_environment_wins_over_the_file(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / ".env").write_text(f"BOT_TOKEN={TOKEN}\nOWNER_IDS=1, 2,2\nLOG_LEVEL=debug\n", encoding="utf-8")
    monkeypatch.setenv("LOG_LEVEL", "error")
    monkeypatch.setenv("REGISTRATION", "")
    found = load(need_token=True)
    assert (found.token, found.owner_ids, found.log_level) == (TOKEN, (1, 2), "ERROR")
    assert found.registration == "closed"
    assert TOKEN not in repr(found)


def test_a_token_of_a_local_telegram_passes(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    token = "1000000:LOCAL-TOKEN-" + "x" * 20
    monkeypatch.setenv("BOT_TOKEN", token)
    assert load(need_token=True).token == token


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "secret-without-a-colon"),
        ("BOT_TOKEN", "123:short"),
        ("TELEGRAM_API_URL", "ftp://telegram"),
        ("TELEGRAM_API_URL", "http://[broken"),
        ("DATABASE_URL", "mysql://user:password@host/x"),
        ("DATABASE_URL", "sqlite+aiosqlite://"),
        ("OWNER_IDS", "1001,anna"),
        ("OWNER_IDS", "-5"),
        ("REGISTRATION", "sometimes"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_malformed_setting_is_one_line_without_its_value(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    result = cli("migrate")
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert result.err.startswith(f"kakdela: {name} ")
    assert value not in result.err


def test_the_token_is_asked_for_only_where_it_is_needed(cli: Cli) -> None:
    assert cli("migrate").code == 0
    result = cli("run")
    assert result.code == 2
    assert result.err.startswith("kakdela: BOT_TOKEN is missing")
    assert result.err.count("\n") == 1


def test_a_file_that_cannot_be_read_is_said(bare: Path) -> None:
    (bare / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load(need_token=False)
