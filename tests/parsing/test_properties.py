"""What holds for any text: it is read, in linear time, and nothing is raised."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.parsing import as_json, minor_digits, parse, parse_amount, parse_day
from services.parsing.tokens import scan

if TYPE_CHECKING:
    from _typeshed import TraceFunction

TODAY = date(2026, 11, 23)
_PIECES = [
    "сделка",
    "звонков",
    "встречи",
    "deal",
    "calls",
    "refund",
    "КП",
    "счёт",
    "Ромашка",
    "ООО",
    "«",
    "»",
    '"',
    "'",
    "(",
    ")",
    ":",
    ";",
    ",",
    ".",
    "!",
    "?",
    "|",
    "/",
    "-",
    "—",
    "+",
    "−",
    "×",
    "x",
    "@",
    "#",
    "№",
    "%",
    "45к",
    "45",
    "000",
    "1,5",
    "млн",
    "$",
    "€",
    "₽",
    "р.",
    "тр",
    "т.р.",
    "вчера",
    "21.11",
    "Nov",
    "21",
    "99.99",
    "0000-00-00",
    "план",
    "факт",
    "завтра",
    "п/ф",
    "28/40",
    "из",
    "20",
    "итого",
    "выручка",
    "не",
    "а",
    "или",
    "отпуск",
    "с",
    "по",
    "до",
    "1e999",
    "NaN",
    "Infinity",
    "١٢٣",
    "\x00",
    "�",
    "к",
    "договору",
    "по",
    "15",
    "шт",
    "новый",
    "клиент:",
    "Сумма:",
    "9999999999999999999999",
]
messy = st.lists(st.sampled_from([*_PIECES, "\n", " "]), max_size=40).map(" ".join)
any_text = st.one_of(st.text(), st.text(st.characters(categories=None)), messy)
codes = st.sampled_from(["RUB", "USD", "OMR", "JPY", "KZT", "XXX"])


@given(any_text, codes, st.dates())
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str, currency: str, today: date) -> None:
    report = parse(text, today=today, currency=currency, counters={"own": ["свой счётчик", text[:20]]})
    json.dumps(as_json(report))
    for entry in report.entries:
        assert entry.quantity >= 0
        if entry.amount is not None:
            assert entry.amount.as_tuple().exponent == -minor_digits(entry.currency or currency)
            assert entry.amount.is_finite()
    assert not report.ask or report.reason


@given(any_text, codes, st.dates())
@settings(max_examples=100, deadline=None)
def test_any_text_may_be_asked_for_an_amount_or_a_day(text: str, currency: str, today: date) -> None:
    amount = parse_amount(text, currency)
    assert amount is None or amount >= 0
    day = parse_day(text, today)
    assert day is None or isinstance(day, date)


@given(st.integers(0, 10**11), codes)
@settings(max_examples=100, deadline=None)
def test_an_amount_written_in_groups_is_read_back(minor_units: int, currency: str) -> None:
    digits = minor_digits(currency)
    amount = Decimal(minor_units).scaleb(-digits)
    assert parse_amount(f"{amount:,f}".replace(",", " "), currency) == amount


@given(st.integers(1, 9999), st.sampled_from(["звонков", "встреч", "демо", "calls", "meetings", "leads"]))
@settings(max_examples=50, deadline=None)
def test_a_count_is_read_before_and_after_its_noun(count: int, noun: str) -> None:
    for text in (f"{count} {noun}", f"{noun} {count}", f"{noun}: {count}"):
        report = parse(text, today=TODAY)
        assert [entry.quantity for entry in report.entries] == [count]
        assert not report.ask


@given(st.dates(date(2026, 8, 23), TODAY))
@settings(max_examples=60, deadline=None)
def test_a_day_is_read_however_it_is_written(day: date) -> None:
    for text in (f"{day:%d.%m}", f"{day:%d.%m.%Y}", day.isoformat(), f"{day:%b} {day.day}"):
        assert parse_day(text, TODAY) == day
        assert [entry.date for entry in parse(f"{text}: 5 звонков", today=TODAY).entries] == [day]


_HOSTILE = [
    "9", "1 ", "1 000 ", "а", "сделка ", "сделка 45к Ромашка, ", "12 звонков\n", "«", '"', "(", "1/", "Ромашка ", "Юг 45к, ", "и ",
    "сто ", "не 1 ", "И.", "+7 ", "1.1.", "ООО «", "завтра ", "🙂", "и\u0306", "\u0300", "к ", "Клиент: ", "Сумма: 1\n", "20.11 сделка 5к, ",
    "из них ", "1-", "итого 1 звонок\n", "отгул\n", "?", "a-", "http://", "план ",
]  # fmt: skip


def _work(call: Callable[[], object]) -> int:
    """Lines of Python run by the call: a measure of work that no busy machine disturbs."""
    lines = 0

    def count(frame: FrameType, event: str, arg: object) -> TraceFunction:
        nonlocal lines
        lines += 1
        return count

    old = sys.gettrace()
    sys.settrace(count)
    try:
        call()
    finally:
        sys.settrace(old)
    return lines


@pytest.mark.parametrize("piece", _HOSTILE)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    short, long = piece * (500 // len(piece)), piece * (2000 // len(piece))
    parse(long, today=TODAY)  # caches filled
    assert _work(lambda: parse(long, today=TODAY)) < 6 * _work(lambda: parse(short, today=TODAY)) + 2000


@pytest.mark.parametrize("piece", ["9", "а", "«", "1.", "+7", "@a"])
def test_the_scanner_does_not_back_off_over_long_texts(piece: str) -> None:
    # The regex engine's work is not Python lines; a quadratic one would need minutes here.
    started = time.process_time()
    scan(piece * (80_000 // len(piece)))
    assert time.process_time() - started < 20


def test_a_text_beyond_all_messages_is_asked_about() -> None:
    report = parse("12 звонков\n" * 8_000, today=TODAY)
    assert (report.ask, report.reason, report.entries) == (True, "limit", ())
