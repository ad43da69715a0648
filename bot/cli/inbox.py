"""`inbox`: what was set aside because it could not be handled or understood; put it back in line."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from bot.cli import Stop
from bot.cli.common import print_json, with_database

if TYPE_CHECKING:
    from db.engine import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("list", "retry"), default="list")
    parser.add_argument("which", nargs="?", metavar="ID|all", help="what to retry")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.epilog = "The texts of messages are not shown. A running bot takes up what is retried."


def main(args: argparse.Namespace) -> int:
    if args.action == "list":
        if args.which is not None:
            raise Stop(f"unexpected {args.which}", 2)
        return with_database(lambda db: _list(db, args.format))
    if args.which is None or (args.which != "all" and not (args.which.isascii() and args.which.isdigit())):
        raise Stop("inbox retry needs an id or the word all (see: kakdela inbox)", 2)
    which = None if args.which == "all" else int(args.which)
    if which is not None and which >= 2**63:
        raise Stop(f"nothing numbered {which} is set aside", 2)
    return with_database(lambda db: _retry(db, which))


async def _list(db: Database, style: str) -> int:
    from services import inbox

    async with db.read() as session:
        rows = await inbox.set_aside(session)
    for row in rows:
        facts = {
            "id": row.id,
            "state": row.state,
            "received_at": row.received_at.isoformat(timespec="seconds"),
            "kind": _kind(row.raw),
            "attempts": row.attempts,
            "number": row.number,
            "error": row.error,
        }
        if style == "json":
            print_json(facts)
        else:
            print(
                "\t".join("" if value is None else " ".join(str(value).split()) for value in facts.values())
            )
    return 0


async def _retry(db: Database, which: int | None) -> int:
    from services import inbox

    async with db.write() as session:
        count = await inbox.retry(session, which)
    if which is not None and count == 0:
        raise Stop(f"nothing numbered {which} is set aside and could be retried", 2)
    print(f"retried {count}")
    return 0


def _kind(raw: str | None) -> str | None:
    """Which kind of update it is: the name of its one field beside update_id."""
    try:
        update = json.loads(raw or "")
    except ValueError:
        return None
    return (
        next((key[:40] for key in update if key != "update_id"), None) if isinstance(update, dict) else None
    )
