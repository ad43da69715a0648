"""Messages written for these tests, each with what it must become."""

from __future__ import annotations

import re
from datetime import date

import pytest

from services.parsing import ParsedEntry, ParsedReport, parse
from tests.parsing import heldout, heldout_later

TODAY = date(2026, 11, 23)  # a Monday
_ENTRY = re.compile(
    r"(?P<kind>\w+)×(?P<quantity>\d+)(?: (?P<amount>[\d.]+))?(?: <(?P<client>.*?)>)?(?: (?P<flag>new|old))?(?: @(?P<day>\S+))?"
)
_ABSENCE = re.compile(r"(sick|vacation|day_off) (\S+)\.\.(\S+)")


def _rows() -> list[tuple[str, str, str]]:
    rows = []
    for currency, table in (
        ("RUB", heldout.RU),
        ("USD", heldout.EN),
        ("", heldout.OTHER),
        ("", heldout.MORE),
        ("", heldout_later.LATER),
    ):
        for line in table.strip().splitlines():
            if line.startswith("#") and "||" not in line:
                continue
            parts = line.split(" ||")
            own = [currency, *parts] if currency else parts
            code, text, want = (part.strip() for part in own)
            rows.append((code, text.replace("\\n", "\n"), want))
    return rows


def _seen(entry: ParsedEntry, wanted: re.Match[str]) -> tuple[object, ...]:
    return (
        entry.kind,
        str(entry.quantity),
        None if entry.amount is None else float(entry.amount),
        entry.currency,
        entry.client,
        {True: "new", False: "old", None: None}[entry.new_client] if wanted["flag"] else None,
        entry.date.isoformat(),
    )


def _want(wanted: re.Match[str]) -> tuple[object, ...]:
    amount = wanted["amount"]
    return (
        wanted["kind"],
        wanted["quantity"],
        None if amount is None else float(amount),
        None,
        wanted["client"],
        wanted["flag"],
        wanted["day"] or TODAY.isoformat(),
    )


def check(report: ParsedReport, want: str) -> None:
    """Compare a result with an expectation of the table."""
    if want.endswith("!"):
        assert report.ask, report
        return
    assert not report.ask, report.reason
    absence = _ABSENCE.fullmatch(want)
    if absence is not None:
        assert report.absence is not None
        assert (
            report.absence.kind,
            str(report.absence.starts_on),
            str(report.absence.ends_on),
        ) == absence.groups()
        assert not report.entries
        return
    assert report.absence is None
    entries = [match for piece in want.rstrip("?").split(";") if (match := _ENTRY.fullmatch(piece.strip()))]
    assert len(entries) == len(report.entries), report.entries
    assert [_seen(entry, match) for entry, match in zip(report.entries, entries, strict=True)] == [
        _want(match) for match in entries
    ]
    if want.endswith("?"):
        assert report.unknown
    elif not entries:
        assert not report.unknown


@pytest.mark.parametrize(("currency", "text", "want"), _rows())
def test_a_message_of_our_own(currency: str, text: str, want: str) -> None:
    check(parse(text, today=TODAY, currency=currency), want)


def test_there_are_enough_messages_of_our_own() -> None:
    assert len(_rows()) >= 250
