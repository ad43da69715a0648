"""Logs: on stderr, with every token masked, whoever writes it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
import structlog

from bot import logs

TOKEN = "123456789:AAErSecretSecretSecretSecretSecret0"


@pytest.mark.parametrize("style", ["text", "json"])
def test_no_logger_lets_a_token_through(bare: Path, capsys: pytest.CaptureFixture[str], style: str) -> None:
    logs.setup("INFO", style)
    structlog.get_logger("own").info("polling", url=f"https://api.telegram.org/bot{TOKEN}/getMe")
    for name in ("aiogram", "aiohttp.client", "sqlalchemy.pool", "alembic"):
        logging.getLogger(name).warning("cannot reach %s", f"/bot{TOKEN.replace(':', '%3A')}/getUpdates")
    try:
        raise ValueError(f"refused: {TOKEN}")
    except ValueError:
        logging.getLogger("aiogram.event").exception("failed")
        structlog.get_logger("own").exception("failed")
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("<token>") >= 7
    assert "SecretSecret" not in shown.err
    assert "Traceback" in shown.err


def test_json_lines_carry_the_context(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.setup("INFO", "json")
    with structlog.contextvars.bound_contextvars(chat=7):
        structlog.get_logger("own").info("done", entries=2)
        logging.getLogger("aiogram").info("handled")
        structlog.get_logger("own").debug("not at this level")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line["chat"], line["level"]) for line in lines] == [
        ("done", 7, "info"),
        ("handled", 7, "info"),
    ]
    assert lines[0]["entries"] == 2


def test_a_failed_statement_is_logged_without_what_people_wrote() -> None:
    text = "IntegrityError: x\n[SQL: INSERT …]\n[parameters: ('сделка 45к Ромашка',)]\nDETAIL:  Key (a)=(Ромашка)"
    assert "Ромашка" not in logs.mask(text)
    rejected = "text\n  Input should be … [type=string_type, input_value='сделка 45к', input_type=str]"
    assert "45к" not in logs.mask(rejected)


def test_an_uncaught_exception_is_masked() -> None:
    code = f"from bot import logs; logs.setup(); raise RuntimeError('/bot{TOKEN}/')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "RuntimeError: /bot<token>/" in done.stderr
    assert "Secret" not in done.stderr.split("RuntimeError")[-1]
