"""What recording a message gives back, and how an entry is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from db.models import Entry
from services.calendar.absences import Away
from services.kpi import NO_VALUE, Kpi, Value
from services.money import to_minor
from services.parsing import ParsedEntry, ParsedReport
from services.periods import Period


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was sent: where, what, when; `edited_at` when it is an edit."""

    chat_id: int
    message_id: int
    text: str
    sent_at: datetime
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as the text says it, in the company's terms. `amount` is in minor units."""

    kind: str
    quantity: int
    amount: int | None
    client: str | None
    new_client: bool | None
    day: date
    first_contact: date | None = None


def draft(parsed: ParsedEntry, currency: str) -> Draft:
    """The parser's entry with money in the company's minor units (of another currency: none yet)."""
    foreign = parsed.currency is not None and parsed.currency != currency
    amount = None if parsed.amount is None or foreign else to_minor(parsed.amount, currency)
    return Draft(
        kind=parsed.kind,
        quantity=parsed.quantity,
        amount=amount,
        client=parsed.client,
        new_client=parsed.new_client,
        day=parsed.date,
        first_contact=parsed.first_contact,
    )


@dataclass(frozen=True, slots=True)
class Double:
    """An earlier deal that this one may be; `own` when the writer logged that one too."""

    entry_id: int
    day: date
    own: bool
    state: str  # open, same, two


@dataclass(frozen=True, slots=True)
class Line:
    """One entry for showing; `amount` in minor units of the company's currency."""

    entry_id: int
    kind: str
    quantity: int
    amount: int | None
    client_id: int | None
    client: str | None
    new_client: bool | None
    day: date
    voided: bool
    first_contact: date | None = None
    before: Line | None = None  # what it was, when this edit changed it
    double: Double | None = None
    known_since: date | None = None  # written as a new client, but bought before, on this day
    member_id: int = 0
    member: str | None = None
    report_id: int | None = None
    name: str | None = None  # of what is counted, where it is a team's own counter


@dataclass(frozen=True, slots=True)
class Near:
    """A client just made whose name is near to one of the person's own."""

    client_id: int
    name: str
    own_id: int
    own_name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the person stands in their main period: minor units, counts, and the main target if there is one.

    `target` is what it asks for after missing days and ramp, `actual` the value of its `kpi`: as /me has them.
    """

    period: Period
    volume: int
    deals: int
    kpi: Kpi | None = None
    actual: Value = NO_VALUE
    target: Value = NO_VALUE


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a message became. `event`: recorded, edited, undone, revived, asking, empty, corrected, shown."""

    report_id: int
    member_id: int
    event: str
    day: date
    lines: tuple[Line, ...] = ()
    removed: tuple[Line, ...] = ()
    unknown: tuple[str, ...] = ()
    absence: Away | None = None
    gone: Away | None = None  # the absence that this edit no longer tells
    ask: str | None = None  # why it has to be asked
    guess: ParsedReport | None = None
    standing: Standing | None = None
    near: tuple[Near, ...] = ()
    chat_id: int = 0
    receipt_message_id: int | None = None
    fresh: bool = False  # made by this very message: no receipt of it can be there yet
    kinds: Mapping[str, str] = field(default_factory=dict)  # names of own counters, by kind
    whose: str | None = None  # the member's name, where their lead wrote the message


def snapshot(entry: Entry) -> dict[str, Any]:
    """An entry's values for its history."""
    return {
        "kind": entry.kind,
        "quantity": entry.quantity,
        "amount": entry.amount,
        "client_id": entry.client_id,
        "new_client": entry.new_client,
        "day": entry.day.isoformat(),
        "first_contact": entry.first_contact.isoformat() if entry.first_contact else None,
        "voided": entry.voided_at is not None,
    }


def guess_to_json(report: ParsedReport) -> dict[str, Any]:
    """A guess as it is stored while it waits for an answer."""
    from services.parsing import as_json

    return {**as_json(report), "reason": report.reason, "pieces": list(report.unknown)}


def guess_from_json(data: dict[str, Any]) -> ParsedReport:
    """The stored guess again."""
    from decimal import Decimal

    from services.parsing import ParsedAbsence

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    absence = data.get("absence")
    return ParsedReport(
        entries=tuple(
            ParsedEntry(
                kind=e["kind"],
                quantity=e["quantity"],
                amount=Decimal(e["amount"]) if e["amount"] is not None else None,
                currency=e["currency"],
                client=e["client"],
                new_client=e["new_client"],
                date=date.fromisoformat(e["date"]),
                first_contact=day(e.get("first_contact")),
            )
            for e in data["entries"]
        ),
        absence=(
            ParsedAbsence(
                absence["kind"], date.fromisoformat(absence["from"]), date.fromisoformat(absence["to"])
            )
            if absence
            else None
        ),
        ask=bool(data["ask"]),
        unknown=tuple(data.get("pieces") or ()),
        reason=data.get("reason"),
    )
