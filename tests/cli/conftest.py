"""The command line in this process, on a database of the test's own."""

from __future__ import annotations

import io
import logging
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from bot.__main__ import main

Stdin = io.StringIO
VARIABLES = (
    "BOT_TOKEN",
    "TELEGRAM_API_URL",
    "DATABASE_URL",
    "OWNER_IDS",
    "REGISTRATION",
    "LOG_LEVEL",
    "LOG_FORMAT",
)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working directory, no settings, and logging put back afterwards."""
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook, sys.unraisablehook
    yield tmp_path
    root.handlers[:], root.level, sys.excepthook, threading.excepthook, sys.unraisablehook = before
    structlog.reset_defaults()


@pytest.fixture
def cli(
    bare: Path, template: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Cli:
    """`cli("team", "list")` runs a subcommand on a migrated, empty database."""
    path = bare / "kakdela.db"
    shutil.copy(template, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{path}")

    def run(*words: str, stdin: str = "") -> Result:
        monkeypatch.setattr(sys, "stdin", Stdin(stdin))
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as error:  # argparse
            code = int(error.code or 0)
        shown = capsys.readouterr()
        return Result(code, shown.out, shown.err)

    return run


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder of reference data: too large for this repository."""
    folder = os.environ.get("KAKDELA_DATASETS")
    if not folder or not (Path(folder) / "data").is_dir():
        pytest.skip("KAKDELA_DATASETS does not name the folder with the reference data")
    return Path(folder) / "data"
