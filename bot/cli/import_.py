"""`import`: record won deals from a CSV file, after showing what that would do."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import Stop
from bot.cli.common import database, listing, print_json, say, settings, utc_now

if TYPE_CHECKING:
    from db.engine import Database
    from db.models import Company
    from services.imports import Outcome, Plan, Preview

_DELIMITERS = {
    "auto": None,
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    ",": ",",
    ";": ";",
    "\\t": "\t",
    "\t": "\t",
}
_ANALYZE_FROM = 1000  # rows after which the planner is told
_EPILOG = """\
columns: deal_id, rep, team, client, opened_at, closed_at, status, amount. The header's letter case
does not matter; rep, closed_at, status and amount must be there (--map amount= for a file without
amounts). --map names other files' columns, --won their word for a deal that is won:

  amoCRM:   --map "deal_id=ID,rep=Ответственный,team=Воронка,client=Компания,amount=Бюджет" \\
            --map "opened_at=Дата создания сделки,closed_at=Дата закрытия,status=Этап сделки" \\
            --won "Успешно реализовано"
  Bitrix24: --map "deal_id=ID,rep=Ответственный,client=Компания,amount=Сумма,currency=Валюта" \\
            --map "opened_at=Дата начала,closed_at=Предполагаемая дата закрытия,status=Стадия сделки" \\
            --won "Сделка успешна" --team "Продажи"

With currency mapped, rows in another currency than the company's are bad. A negative amount is a refund.
Rows are known by deal_id, else by their content: the same file again changes nothing."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="UTF-8 or Windows-1251; , or ; or tab between cells"
    )
    parser.add_argument("--company", required=True, help="its name; made where missing")
    parser.add_argument("--currency", help="of a new company, like USD")
    parser.add_argument("--country", help="of new teams, like US")
    parser.add_argument("--timezone", help="of new teams, like UTC")
    parser.add_argument("--language", default="en", help="of new teams (default: en)")
    parser.add_argument("--team", help="of rows that name none (default: a team called like the company)")
    parser.add_argument(
        "--map", action="append", default=[], metavar="OURS=THEIRS,…", help="names of columns"
    )
    parser.add_argument(
        "--won",
        action="append",
        nargs="+",
        default=[],
        metavar="STATUS",
        help="which rows are won; may be repeated",
    )
    parser.add_argument("--delimiter", default="auto", choices=list(_DELIMITERS), metavar="auto|,|;|tab")
    parser.add_argument("--bad", type=Path, metavar="FILE", help="where bad rows go (default: FILE.bad.csv)")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.epilog = _EPILOG


def main(args: argparse.Namespace) -> int:
    bad_file = args.bad or args.file.with_name(f"{args.file.stem}.bad.csv")
    if bad_file.resolve() == args.file.resolve():
        raise Stop("--bad must not be the file itself", 2)
    try:
        data = args.file.read_bytes()
    except OSError as error:
        raise Stop(f"{args.file} cannot be read: {error.strerror}", 2) from None
    found = settings()

    async def run() -> int:
        async with database(found) as db:
            return await _import(db, args, data, bad_file)

    return asyncio.run(run())


async def _import(db: Database, args: argparse.Namespace, data: bytes, bad_file: Path) -> int:
    from services import companies, imports

    async with db.read() as session:
        company = await companies.find_company(session, args.company)
        currency = _currency(args, company)
        plan = _plan(args, data, currency)
        preview = await imports.preview(session, plan, company=args.company)
    _check_new_teams(args, preview)
    _show(plan, preview, args)
    if not args.yes:
        _confirm()
    if plan.bad:
        _write_bad(plan, bad_file)
    outcome = await _apply(db, args, plan)
    if outcome.recorded >= _ANALYZE_FROM:
        async with db.write() as session:
            await imports.analyze(session)
    if plan.bad:
        say(f"bad rows and their reasons: {bad_file}")
    if args.format == "json":
        print_json(
            {
                "recorded": outcome.recorded,
                "already_there": outcome.already,
                "changed": outcome.changed,
                "not_won": plan.not_won,
                "bad": len(plan.bad),
                "bad_file": str(bad_file) if plan.bad else None,
            }
        )
    else:
        print(
            f"{outcome.recorded} recorded, {outcome.already} already there, "
            f"{plan.not_won} not won, {len(plan.bad)} bad"
        )
    return 0


def _currency(args: argparse.Namespace, company: Company | None) -> str:
    from services import companies
    from services.errors import Refused

    asked = companies.check_currency(args.currency) if args.currency is not None else None
    if company is None:
        companies.check_name(args.company, "company")
        if asked is None:
            raise Stop(f"company {args.company} is new: say its --currency", 2)
        return asked
    if asked is not None and asked != company.currency:
        raise Refused("error-currency-mismatch", company=company.name, has=company.currency, asked=asked)
    return company.currency


def _plan(args: argparse.Namespace, data: bytes, currency: str) -> Plan:
    from services import companies, imports
    from services.tables import BadTable

    if args.team is not None:
        companies.check_name(args.team, "team")
    try:
        columns: dict[str, str] = {}
        for part in args.map:
            columns |= imports.columns_of(part)
        return imports.plan(
            data,
            currency=currency,
            one_team=args.team or args.company,
            fill_team=args.team is not None,
            columns=columns,
            won=[status for several in args.won for status in several],
            delimiter=_DELIMITERS[args.delimiter],
            today=(utc_now() + timedelta(hours=14)).date(),  # where the day begins first
        )
    except BadTable as error:
        raise Stop(f"{args.file}: {error}", 2) from None


def _check_new_teams(args: argparse.Namespace, preview: Preview) -> None:
    from services import companies

    if not preview.new_teams:
        return
    for needed in ("country", "timezone"):
        if getattr(args, needed) is None:
            raise Stop(f"new teams ({listing(preview.new_teams, 3)}) need --{needed}", 2)
    companies.check_country(args.country)
    companies.check_timezone(args.timezone)
    companies.check_language(args.language)


def _show(plan: Plan, preview: Preview, args: argparse.Namespace) -> None:
    say(f"{args.file}: {plan.rows} rows in {plan.currency}")
    say(
        f"  {preview.fresh} to record, {preview.already} already there, {plan.not_won} not won, {len(plan.bad)} bad"
    )
    if preview.changed:
        say(
            f"  {preview.changed} of those already there differ from what is recorded: they are left as they are"
        )
    if plan.not_won and not plan.deals:
        say(f"  no row is won; the statuses are {listing(plan.statuses)}: --won says which of them is")
    refunds = sum(1 for deal in plan.deals if deal.kind == "refund")
    if refunds:
        say(f"  {refunds} refunds (negative amounts)")
    if plan.opened_late:
        say(f"  {plan.opened_late} were opened after they were closed: recorded without an opening date")
    if plan.missing:
        say(f"  the file has no column {listing(plan.missing)}")
    for bad in plan.bad[:5]:
        say(f"  line {bad.line}: {bad.reason}")
    if len(plan.bad) > 5:
        say(f"  … and {len(plan.bad) - 5} more bad rows")
    if preview.new_company:
        say(f'  new company: "{args.company}"')
    if preview.new_teams:
        say(f"  new teams: {listing(preview.new_teams)}")
    if preview.new_people:
        say(f"  new people: {listing(preview.new_people)}")
    if preview.new_clients:
        say(f"  new clients: {preview.new_clients}")


def _confirm() -> None:
    if not sys.stdin.isatty():
        raise Stop("nothing was changed: say --yes where nobody can be asked", 2)
    print("Record this? [y/N] ", end="", file=sys.stderr, flush=True)
    # asyncio's own handler only marks the task as cancelled, and the reading would go on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        say("")
        raise Stop("nothing was changed", 130) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if answer.strip().casefold() not in ("y", "yes", "д", "да"):
        raise Stop("nothing was changed", 1)


def _write_bad(plan: Plan, bad_file: Path) -> None:
    from services.tables import write

    width = len(plan.header)
    rows = [(*plan.header, "reason")]
    for bad in plan.bad:
        cells = (*bad.cells[:width], *[""] * (width - len(bad.cells)))
        rows.append((*cells, f"line {bad.line}: {bad.reason}"))
    try:
        bad_file.write_text("\ufeff" + write(rows, delimiter=plan.delimiter), encoding="utf-8")
    except OSError as error:
        raise Stop(
            f"nothing was changed: {bad_file} cannot be written ({error.strerror}); say --bad"
        ) from None


async def _apply(db: Database, args: argparse.Namespace, plan: Plan) -> Outcome:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from services import imports

    console = Console(stderr=True)
    with Progress(
        TextColumn("recording"), BarColumn(), MofNCompleteColumn(), console=console, transient=True,
        disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=len(plan.deals))
        async with db.write() as session:
            return await imports.apply(
                session,
                plan,
                company=args.company,
                country=args.country or "",
                timezone=args.timezone or "",
                language=args.language,
                now=utc_now(),
                progress=lambda done: bar.update(task, completed=done),
            )
