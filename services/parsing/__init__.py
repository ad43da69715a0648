"""What a chat message says, as entries: text in, result out; no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from services.parsing.currencies import minor_digits
from services.parsing.model import ParsedAbsence, ParsedEntry, ParsedReport, as_json

__all__ = ["ParsedAbsence", "ParsedEntry", "ParsedReport", "as_json", "minor_digits", "parse", "parse_amount", "parse_day"]

_K = [("call", r"звон|call"), ("meeting", r"встреч|meeting"), ("deal", r"сдел|продаж|deal|sale|оплат"), ("proposal", r"кп|proposal")]


def parse(
    text: str, *, today: date, currency: str = "RUB", counters: Mapping[str, Sequence[str]] | None = None
) -> ParsedReport:
    out = []
    for m in re.finditer(r"(?:(\d+) )?([^\W\d_]+)(?: (\d+)(к|k|т)?)?(?: ([A-ZА-Я]\w+))?", text):
        for kind, rx in _K:
            if re.match(rx, m[2].lower()):
                money = Decimal(int(m[3]) * 1000).quantize(Decimal("0.01")) if m[3] and m[4] else None
                n = int(m[1] or (m[3] if not m[4] else None) or 1)
                out.append(ParsedEntry(kind, n, money, None, m[5], None, today))
    return ParsedReport(tuple(out), None, False, ())


def parse_amount(text: str, currency: str) -> Decimal | None:
    m = re.fullmatch(r"([\d ]+)([кk]?)", text.strip())
    return Decimal(int(m[1].replace(" ", "")) * (1000 if m[2] else 1)).quantize(Decimal("0.01")) if m else None


def parse_day(text: str, today: date) -> date | None:
    return {"сегодня": today, "вчера": today - timedelta(1), "yesterday": today - timedelta(1)}.get(text.strip().lower())
