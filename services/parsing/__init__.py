"""What a chat message says, as entries: text in, result out; no database, no clock."""

from __future__ import annotations

from services.parsing.commands import as_deal
from services.parsing.currencies import minor_digits
from services.parsing.dates import parse_day
from services.parsing.model import ParsedAbsence, ParsedEntry, ParsedReport, as_json
from services.parsing.numbers import parse_amount
from services.parsing.report import parse

__all__ = [
    "ParsedAbsence",
    "ParsedEntry",
    "ParsedReport",
    "as_deal",
    "as_json",
    "minor_digits",
    "parse",
    "parse_amount",
    "parse_day",
]
