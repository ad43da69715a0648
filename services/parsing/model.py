"""What a parsed message is: entries, an absence, and whether a person must confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One fact; ``amount`` has exactly the minor digits of ``currency`` (None: the company's)."""

    kind: str
    quantity: int
    amount: Decimal | None
    currency: str | None
    client: str | None
    new_client: bool | None
    date: Date
    first_contact: Date | None = None


@dataclass(frozen=True, slots=True)
class ParsedAbsence:
    """Days away, both ends inclusive; ``kind`` is sick, vacation or day_off."""

    kind: str
    starts_on: Date
    ends_on: Date


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """All of a message; with ``ask`` the entries are a guess to confirm and ``reason`` says why."""

    entries: tuple[ParsedEntry, ...]
    absence: ParsedAbsence | None
    ask: bool
    unknown: tuple[str, ...]
    reason: str | None = None


NOTHING = ParsedReport(entries=(), absence=None, ask=False, unknown=())


def as_json(report: ParsedReport) -> dict[str, object]:
    """The result object of the command line: plain JSON types, dates in ISO form, money as strings."""
    away = report.absence
    return {
        "entries": [
            {
                "kind": entry.kind,
                "quantity": entry.quantity,
                "amount": None if entry.amount is None else format(entry.amount, "f"),
                "currency": entry.currency,
                "client": entry.client,
                "new_client": entry.new_client,
                "date": entry.date.isoformat(),
                "first_contact": entry.first_contact.isoformat() if entry.first_contact else None,
            }
            for entry in report.entries
        ],
        "absence": None
        if away is None
        else {"kind": away.kind, "from": away.starts_on.isoformat(), "to": away.ends_on.isoformat()},
        "ask": report.ask,
        "unknown": list(report.unknown),
        "reason": report.reason,
    }
