"""The shared corpus of messages, where it is at hand."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from services.parsing import as_json, parse

_DATASETS = os.environ.get("KAKDELA_DATASETS", "")
_CORPUS = Path(_DATASETS) / "corpus" / "dev.jsonl"


@pytest.mark.skipif(
    not _DATASETS or not _CORPUS.exists(), reason="KAKDELA_DATASETS names no folder with corpus/dev.jsonl"
)
def test_the_corpus_is_read_right_and_nothing_wrong_is_recorded_in_silence() -> None:
    spec = importlib.util.spec_from_file_location("corpus_score", _CORPUS.with_name("score.py"))
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    rows = [json.loads(line) for line in _CORPUS.read_text("utf-8").splitlines() if line.strip()]
    verdicts: Counter[str] = Counter()
    for row in rows:
        report = parse(
            row["text"],
            today=date.fromisoformat(row["today"]),
            currency=row.get("currency", "RUB"),
            counters=row.get("counters"),
        )
        verdicts[score.verdict(row["expect"], as_json(report))] += 1
    assert verdicts["silent"] == 0, verdicts
    assert verdicts["right"] >= 0.97 * len(rows), verdicts


def test_importing_the_parser_brings_nothing_heavy() -> None:
    code = "import sys, services.parsing; print([m for m in ('pydantic', 'sqlalchemy', 'babel', 'aiogram') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
