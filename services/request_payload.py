"""What a request keeps: the call that is made once it is approved, and the entries before and after; as JSON and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from db.models import Request
from services.entries import Line


def line(row: Request, change: dict[str, Any]) -> Line:
    """A change for showing: after, with `before` where the entry is there already."""
    after = _side(row, change["entry"], change["after"])
    return replace(after, before=_side(row, change["entry"], change["before"])) if change["before"] else after


def _side(row: Request, entry_id: int | None, values: dict[str, Any]) -> Line:
    first = values.get("first_contact")
    return Line(
        entry_id=entry_id or 0,
        kind=values["kind"],
        quantity=values["quantity"],
        amount=values["amount"],
        client_id=values["client_id"],
        client=row.payload["clients"].get(str(values["client_id"])),
        new_client=values["new_client"],
        day=date.fromisoformat(values["day"]),
        voided=values["voided"],
        first_contact=date.fromisoformat(first) if first else None,
        member_id=row.member_id,
        report_id=row.report_id,
    )


def plain(values: Sequence[Any]) -> list[Any]:
    """The arguments of a call."""
    return [_write(value) for value in values]


def plain_dict(values: dict[str, Any]) -> dict[str, Any]:
    """Those with a name; the time and whom it is about are the call's of their own."""
    return {name: _write(value) for name, value in values.items() if name not in ("now", "whom")}


def _write(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case date() if not isinstance(value, datetime):
            return {"date": value.isoformat()}
    return None  # of a message: kept as its text


def read(value: Any) -> Any:
    """An argument again."""
    if isinstance(value, dict):
        return Decimal(value["decimal"]) if "decimal" in value else date.fromisoformat(value["date"])
    return value
