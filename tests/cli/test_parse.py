"""`parse` from the command line: one result a line, whatever the lines are."""

from __future__ import annotations

import json

from tests.cli.conftest import Cli


def test_every_line_gets_a_line_and_a_bad_one_stops_nothing(cli: Cli) -> None:
    lines = [
        '{"text": "сделка 45к Ромашка", "today": "2026-11-20", "currency": "RUB", "id": 7}',
        "not json",
        "[]",
        '{"today": "2026-11-20"}',
        '{"text": "x", "today": "yesterday"}',
        '{"text": "x", "currency": 5}',
        '{"text": "x", "counters": ["calls"]}',
        '{"text": "\\ud800"}',
        '{"text": "спасибо!", "counters": {"demo_day": ["демо-день"]}}',
    ]
    result = cli("parse", "--jsonl", stdin="\n".join(lines) + "\n")
    assert (result.code, result.err) == (0, "")
    found = [json.loads(line) for line in result.out.splitlines()]
    assert len(found) == len(lines)
    assert [set(one) == {"error"} for one in found] == [
        False,
        True,
        True,
        True,
        True,
        True,
        True,
        False,
        False,
    ]
    entry = found[0]["entries"][0]
    assert (entry["kind"], entry["amount"], entry["date"]) == ("deal", "45000.00", "2026-11-20")
    assert set(found[0]) >= {"entries", "absence", "ask", "unknown"}


def test_one_text_is_shown_for_people(cli: Cli) -> None:
    result = cli("parse", "сделка 45к Ромашка", "--today", "2026-11-20", "--currency", "rub")
    assert result.code == 0
    assert "45000.00" in result.out
    assert "2026-11-20" in result.out
    assert "nothing to record" in cli("parse", "").out


def test_wrong_options_are_said(cli: Cli) -> None:
    for words in (
        ["parse"],
        ["parse", "x", "--today", "soon"],
        ["parse", "x", "--currency", "₽"],
        ["parse", "x", "--jsonl"],
    ):
        result = cli(*words)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
