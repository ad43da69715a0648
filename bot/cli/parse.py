"""`parse`: what a message would become; needs no settings, no database and no Telegram."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.cli import Stop

_DEFAULT_CURRENCY = "RUB"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", help="the message")
    parser.add_argument(
        "--jsonl", action="store_true", help="read one JSON object a line, write one result a line"
    )
    parser.add_argument("--today", metavar="DATE", help="the day it is written on (default: this machine's)")
    parser.add_argument("--currency", help=f"the company's (default: {_DEFAULT_CURRENCY})")
    parser.epilog = (
        'input lines of --jsonl: {"text": …, "today": "YYYY-MM-DD", "currency": "RUB", '
        '"counters": {"slug": ["alias", …]}}\nA line that cannot be read becomes {"error": …}.'
    )


def main(args: argparse.Namespace) -> int:
    today = date.today()  # noqa: DTZ011 - the machine's local date is what the page promises
    if args.today is not None:
        try:
            today = date.fromisoformat(args.today)
        except ValueError:
            raise Stop(f"--today {args.today} is no date like 2026-11-21", 2) from None
    currency = (args.currency or _DEFAULT_CURRENCY).upper()
    if not _is_currency(currency):
        raise Stop(f"--currency {args.currency} is no code like RUB", 2)
    if args.jsonl:
        if args.text is not None:
            raise Stop("parse takes a text or --jsonl, not both", 2)
        stdin = getattr(sys.stdin, "buffer", None) or (line.encode() for line in sys.stdin)
        return _lines(stdin, today, currency)
    if args.text is None:
        raise Stop("parse needs a text, or --jsonl", 2)
    _show(_parse(args.text, today, currency, {}))
    return 0


def _parse(text: str, today: date, currency: str, counters: dict[str, list[str]]) -> dict[str, Any]:
    from services.parsing import as_json, parse

    return as_json(parse(text, today=today, currency=currency, counters=counters))


def _lines(source: Iterable[bytes], today: date, currency: str) -> int:
    for line in source:
        if not line.strip():
            continue
        try:
            result = _one(line, today, currency)
        except (ValueError, RecursionError) as error:
            result = {"error": str(error) or type(error).__name__}
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 0


def _one(line: bytes, today: date, currency: str) -> dict[str, Any]:
    """The result of one line. Raises ValueError saying what is wrong with it."""
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(asked, dict):
        raise ValueError("not a JSON object")
    text = asked.get("text")
    if not isinstance(text, str):
        raise ValueError("text must be a string")
    if asked.get("today") is not None:
        try:
            today = date.fromisoformat(asked["today"])
        except (TypeError, ValueError):
            raise ValueError("today must be a date like 2026-11-21") from None
    if asked.get("currency") is not None:
        if not isinstance(asked["currency"], str) or not _is_currency(asked["currency"].upper()):
            raise ValueError("currency must be a code like RUB")
        currency = asked["currency"].upper()
    return _parse(text, today, currency, _counters(asked.get("counters")))


def _counters(value: Any) -> dict[str, list[str]]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(
        isinstance(aliases, list) and all(isinstance(alias, str) for alias in aliases)
        for aliases in value.values()
    ):
        raise ValueError('counters must be like {"slug": ["alias"]}')
    return value


def _is_currency(code: str) -> bool:
    return len(code) == 3 and code.isascii() and code.isalpha()


def _show(result: dict[str, Any]) -> None:
    for entry in result["entries"]:
        named = ("amount", "currency", "client")
        words = [f"{entry['quantity']} × {entry['kind']}"]
        words += [f"{name} {entry[name]}" for name in named if entry.get(name) is not None]
        if entry.get("new_client") is not None:
            words.append("new client" if entry["new_client"] else "known client")
        words.append(f"on {entry['date']}")
        if entry.get("first_contact"):
            words.append(f"first contact {entry['first_contact']}")
        print(", ".join(words))
    if result["absence"]:
        away = result["absence"]
        print(f"away: {away['kind']} {away['from']} … {away['to']}")
    if result["ask"]:
        print("asks first" + (f": {result['reason']}" if result.get("reason") else ""))
    if result["unknown"]:
        print("not understood: " + ", ".join(result["unknown"]))
    if not (result["entries"] or result["absence"] or result["ask"] or result["unknown"]):
        print("nothing to record")
