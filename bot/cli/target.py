"""`target`: set, list and import targets from a script, of people who have not joined yet too."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.cli import Stop
from bot.cli.common import find_company, print_json, say, utc_now, with_database

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from db.engine import Database
    from db.models import Company
    from services.targets.files import Row, Shown

COLUMNS = ("scope", "name", "kpi", "each", "value", "from", "weights", "reason")
EXTRA = ("team",)  # tells people of one name apart
REQUIRED = ("scope", "name", "kpi", "each", "value", "from")
LINES = {
    "target-positive": "a target has to be more than zero (0 only where less is better, none to take it away)",
    "target-value": "{value} is no value (like 1500000, 20, 0.12, 12%)",
    "target-whole": "this needs a whole number",
    "target-two-digits": "two digits after the point are enough",
    "target-wrong-unit": "this KPI is not measured in percent",
    "target-too-big": "the value is too large",
    "target-over-all": "more than 100% there cannot be",
    "target-too-many": "a person can have at most {n} targets at a time",
    "target-none-yet": "there is no such target",
    "target-far": "--from is more than {n} years ahead",
    "target-weights-level": "only KPIs that add up over the months can be weighted",
    "target-weights-number": "a quarter needs three weights, a year twelve, like 1,2,3",
    "target-daily": "--each is week, month, quarter or year",
    "target-reason-long": "the reason is longer than {n} characters",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("set", "list", "import"))
    parser.add_argument("file", nargs="?", help=f"import: a CSV with the columns {', '.join(REQUIRED)}")
    parser.add_argument("--company", help="its name, where there are several")
    parser.add_argument("--manager", metavar="NAME", help="whose target")
    parser.add_argument("--team", metavar="NAME", help="whose target; with --manager: which of that name")
    parser.add_argument("--kpi", help="like sales_volume, deals, conversion, or a team's own")
    parser.add_argument(
        "--each", choices=("week", "month", "quarter", "year"), help="of what (default: month)"
    )
    parser.add_argument(
        "--value", help="1500000 for money, 20, a share as 0.12 or 12%%, days as 20.5; none takes it away"
    )
    parser.add_argument(
        "--from",
        dest="start",
        metavar="WHEN",
        help="2026-12, 2026-W50, 2027-Q1, 2027 or a day: from its period on (default: now); may lie in the past",
    )
    parser.add_argument("--weights", help="of a quarter's or year's months, like 1,2,3")
    parser.add_argument("--reason", help="why, for the person to read")
    parser.add_argument("--all", action="store_true", help="list: every version there ever was")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser.epilog = (
        "Nobody is told in the chat, and the own history is not asked. import stores all rows or none."
    )


def main(args: argparse.Namespace) -> int:
    if args.action == "import":
        if args.file is None:
            raise Stop("target import needs a file", 2)
        try:
            with sys.stdin.buffer if args.file == "-" else open(args.file, "rb") as source:
                data = source.read()
        except OSError as error:
            raise Stop(f"{args.file}: {error.strerror or error}", 2) from None
        return with_database(lambda db: _import(db, args, data))
    if args.file is not None:
        raise Stop(f"target {args.action} takes no file", 2)
    if args.action == "list":
        return with_database(lambda db: _list(db, args))
    for needed in ("kpi", "value"):
        if getattr(args, needed) is None:
            raise Stop(f"target set needs --{needed}", 2)
    if args.manager is None and args.team is None:
        raise Stop("target set needs --manager or --team", 2)
    return with_database(lambda db: _set(db, args))


async def _set(db: Database, args: argparse.Namespace) -> int:
    from services.targets import files

    person = args.manager is not None
    row = files.Row(
        0,
        "manager" if person else "team",
        args.manager if person else args.team,
        args.kpi,
        args.each or "month",
        args.value,
        args.start or "",
        args.weights or "",
        args.reason or "",
        args.team if person else None,
    )
    async with db.write() as session:
        company = await find_company(session, args.company)
        try:
            change = await _store(session, company, row, utc_now())
        except files.BadRow as error:
            raise Stop(str(error), 2) from None
    if args.format == "json":
        print_json(change.as_dict())
    else:
        say(change.line)
    return 0


async def _store(session: AsyncSession, company: Company, row: Row, now: datetime) -> Shown:
    """Stores a row. Raises BadRow saying in English what is wrong with it."""
    from services.errors import Refused
    from services.targets import files

    try:
        return await files.store_row(session, company, row, now=now)
    except Refused as error:
        template = LINES.get(error.key, error.key)
        raise files.BadRow(template.format(**error.args_)) from None


async def _import(db: Database, args: argparse.Namespace, data: bytes) -> int:
    from services.tables import BadTable, read
    from services.targets import files

    try:
        table = read(data, wanted=lambda name: name.casefold() in COLUMNS + EXTRA)
    except BadTable as error:
        raise Stop(f"{args.file}: {error}", 2) from None
    places = {name.casefold(): n for n, name in enumerate(table.header)}
    if missing := [name for name in REQUIRED if name not in places]:
        raise Stop(f"{args.file}: the columns {', '.join(missing)} are missing", 2)
    now, bad, done = utc_now(), [], 0
    async with db.write() as session:
        company = await find_company(session, args.company)
        for line, cells in table.rows:
            cell = {name: cells[n].strip() if n < len(cells) else "" for name, n in places.items()}
            row = files.Row(
                line=line,
                scope=cell["scope"].casefold(),
                name=cell["name"],
                kpi=cell["kpi"],
                each=cell["each"].casefold(),
                value=cell["value"],
                start=cell["from"],
                weights=cell.get("weights", ""),
                reason=cell.get("reason", ""),
                team=cell.get("team") or None,
            )
            try:
                done += not (await _store(session, company, row, now)).same
            except files.BadRow as error:
                bad.append(f"line {line}: {error}")
        for text in bad:
            say(f"{args.file}: {text}")
        if bad:  # out of the transaction: nothing stays
            raise Stop(f"{len(bad)} of {len(table.rows)} rows are wrong: nothing was stored", 2)
    say(f"{done} targets set, {len(table.rows) - done} were so already")
    return 0


async def _list(db: Database, args: argparse.Namespace) -> int:
    from services.targets import files

    async with db.read() as session:
        company = await find_company(session, args.company)
        shown = await files.every(session, company, now=utc_now(), old=args.all)
    rows = [one.as_dict() for one in shown if _wanted(args, one)]
    if args.format == "json":
        print_json(rows)
        return 0
    columns = [*COLUMNS, "by", "at"]
    cells = [[str(row[name] or "") for name in columns] for row in rows]
    if args.format == "csv":
        from services.tables import write

        sys.stdout.write(write([columns, *cells]))
        return 0
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name == "value" else "left", no_wrap=True)
    for row in cells:
        table.add_row(*row)
    console = Console() if sys.stdout.isatty() else Console(width=240)
    console.print(table, markup=False)
    if not rows:
        say("no targets")
    return 0


def _wanted(args: argparse.Namespace, one: Shown) -> bool:
    from services.names import person_key

    named = {"manager": args.manager, "team": args.team}
    if args.manager is None and args.team is None:
        return True
    asked = named[one.scope]
    return asked is not None and person_key(one.name) == person_key(asked)
