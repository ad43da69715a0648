"""`report`: the figures of people, teams or the company for a period, as a table, CSV or JSON."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.cli import Stop
from bot.cli.common import find_company, find_team, print_json, say, with_database

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.cli.figures import Figures
    from db.engine import Database
    from db.models import Company
    from services.periods import Period

_MOST_PERIODS = 4000
_MOST_MONTHS = 120


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--period",
        required=True,
        help="2017-03, 2017-Q1, 2017-W09, 2017, 2017-03-05 or 2017-03-01..2017-12-31",
    )
    parser.add_argument(
        "--each",
        choices=("day", "week", "month", "quarter", "year"),
        help="a row for every such period inside it",
    )
    parser.add_argument(
        "--by", choices=("manager", "team", "company"), default="manager", help="default: manager"
    )
    parser.add_argument("--team", help="only this team")
    parser.add_argument("--company", help="only this company")
    parser.add_argument(
        "--retention-months",
        type=int,
        metavar="N",
        help="how many calendar months back retention looks, instead of the team's own setting",
    )
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser.add_argument(
        "--closed",
        action="store_true",
        help="results as they were stored when the period closed, and what was corrected since",
    )
    parser.epilog = "Money is a decimal string, shares are fractions; an empty cell has no value."


def main(args: argparse.Namespace) -> int:
    spans = _periods(args.period, args.each)
    if args.retention_months is not None and not 1 <= args.retention_months <= _MOST_MONTHS:
        raise Stop(f"--retention-months is a number from 1 to {_MOST_MONTHS}", 2)
    if args.team is not None and args.by == "company":
        raise Stop("--team goes with --by manager or --by team", 2)
    if args.closed and args.retention_months is not None:
        raise Stop("--retention-months is for counting anew: it does not go with --closed", 2)
    if args.closed and any(span.kind not in ("week", "month", "quarter", "year") for span in spans):
        raise Stop("--closed: results are stored of weeks, months, quarters and years", 2)
    return with_database(lambda db: _report(db, args, spans))


def _periods(text: str, each: str | None) -> list[Period]:
    from itertools import islice

    from services import periods

    try:
        whole = periods.parse(text)
        if each is None:
            return [whole]
        spans = list(islice(periods.inside(whole, each), _MOST_PERIODS + 1))
    except (ValueError, OverflowError):
        raise Stop(
            f"--period {text} is not like 2017-03, 2017-Q1, 2017-W09, 2017, 2017-03-05 or 2017-03-01..2017-12-31",
            2,
        ) from None
    if len(spans) > _MOST_PERIODS:
        raise Stop(f"--each {each} makes more than {_MOST_PERIODS} rows a scope of {text}", 2)
    if not spans:
        say(f"no whole {each} lies in {text}")
    return spans


async def _report(db: Database, args: argparse.Namespace, spans: list[Period]) -> int:
    from bot.cli.common import utc_now
    from bot.cli.figures import collect
    from bot.cli.stored import collect_closed

    async with db.read() as session:
        companies, team_id = await _chosen(session, args)
        if args.closed:
            figures = await collect_closed(session, companies, spans, by=args.by, team_id=team_id)
            _say_open(figures, spans)
        else:
            figures = await collect(
                session,
                companies,
                spans,
                by=args.by,
                now=utc_now(),
                team_id=team_id,
                retention_months=args.retention_months,
            )
    {"csv": _csv, "json": _json, "table": _table}[args.format](figures)
    return 0


def _say_open(figures: Figures, spans: list[Period]) -> None:
    """What is not closed is said; where nothing is, there is no report. Raises Stop(2)."""
    if not figures.open:
        return
    labels = ", ".join(figures.open[:20]) + (" …" if len(figures.open) > 20 else "")
    if figures.rows:
        say(f"not closed, or not by every team: {labels}")
    else:
        raise Stop(f"{labels}: no results are stored yet; without --closed they are counted anew", 2)


async def _chosen(session: AsyncSession, args: argparse.Namespace) -> tuple[list[Company], int | None]:
    from sqlalchemy import select

    from db.models import Company

    if args.company is not None:
        companies = [await find_company(session, args.company)]
    else:
        companies = list(await session.scalars(select(Company).order_by(Company.id)))
        if not companies:
            await find_company(session, None)  # says how to make one
    if args.team is None:
        return companies, None
    team = await find_team(session, args.team, companies[0].id if args.company is not None else None)
    return [one for one in companies if one.id == team.company_id], team.id


def _csv(figures: Figures) -> None:
    from services.tables import write

    rows = [["" if cell is None else str(cell) for cell in row] for row in figures.rows]
    sys.stdout.write(write([figures.columns, *rows]))


def _json(figures: Figures) -> None:
    print_json([dict(zip(figures.columns, row, strict=True)) for row in figures.rows])


def _table(figures: Figures) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    used = [
        place
        for place, _ in enumerate(figures.columns)
        if any(row[place] not in (None, 0) for row in figures.rows)
    ]
    shown = sorted(
        {0, 1, *used} | {figures.columns.index(slug) for slug in ("sales_volume", "deals", "average_check")}
    )
    console = Console(soft_wrap=True) if not sys.stdout.isatty() else Console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place in shown:
        name = figures.columns[place]
        table.add_column(name.replace("_", " "), justify="left" if place < 2 else "right", no_wrap=place < 2)
    for row in figures.rows:
        table.add_row(*("–" if row[place] is None else str(row[place]) for place in shown))
    console.print(table, markup=False)
