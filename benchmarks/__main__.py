"""`python -m benchmarks`: measures and prints the table; exit code 1 when gate 2, 4 or 6 is missed."""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import commits, kpis, rounds, routing, statements
from benchmarks.table import Row, render

GOALS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "14")
FIGURES = {"7", "8", "9", "10"}
QUICK = rounds.Size(drain=400, drain_echo=800, one_by_one=60, seconds=2.0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=None, help="rounds, medians are compared (default 5)")
    parser.add_argument("--quick", action="store_true", help="two short rounds, for a first look")
    parser.add_argument("--only", default=",".join(GOALS), help="goals, like 1,2,6")
    parser.add_argument("--database", metavar="URL", help="an empty PostgreSQL database (default: SQLite)")
    parser.add_argument(
        "--long", action="store_true", help="goal 8: ten million entries too (5 GB, ten minutes more)"
    )
    parser.add_argument("--profile", action="store_true", help="no table: where the time of a drain goes")
    found = parser.parse_args()
    found.only = {part.strip() for part in found.only.split(",") if part.strip()}
    if unknown := found.only - set(GOALS):
        parser.error(f"no such goal: {', '.join(sorted(unknown))}; there are {', '.join(GOALS)}")
    if found.database and not found.database.startswith("postgresql+asyncpg://"):
        parser.error("--database is for postgresql+asyncpg://…; SQLite needs no address")
    found.rounds = found.rounds or (2 if found.quick else 5)
    return found


async def _routing(number: int, times: int) -> list[Row]:
    real, alone, asked, threaded = await routing.measure(number, times)
    return [
        Row("5", "to the report handler, beside one handler", "µs", real, alone, gate=2, stretch=1.3),
        Row(
            "5", "sync filters before the report handler", "", [threaded], gate=0, absolute=True,
            note=f"of {asked} asked",
        ),
    ]  # fmt: skip


async def _statements(folder: Path, url: str | None) -> list[Row]:
    small = await statements.measure(folder, 1_000, url)
    large = await statements.measure(folder, rounds.ENTRIES, url)
    made = []
    for what, name, logged in (
        ("known", "statements: deal with a known client", True),
        ("new", "statements: deal with a new client", True),
        ("edit", "statements: edit of a message", False),
    ):
        few, many = small[what], large[what]
        same = few.texts == many.texts
        note = f"+ {many.inbox} inbox + {many.reply} reply; " + (
            "the same at 1,000 entries" if same else f"{few.core} at 1,000 entries"
        )
        limits = {"gate": 6, "stretch": 3, "absolute": True, "required": True} if logged else {}
        made.append(Row("6", name, "", [many.core], note=note, **limits))  # type: ignore[arg-type]
    by = large["commits"]
    for kind, what in (("deal", "effect"), ("inbox", "taking updates in"), ("reply", "marking replies")):
        made.append(Row("", f"  commits per deal in a backlog: {what}", "", [by.get(kind, 0.0)]))
    return made


async def _commits(folder: Path, number: int, times: int) -> list[Row]:
    ours99, ours50, plain99, plain50 = await commits.measure(folder, number, times)
    return [
        Row(
            "12",
            "commit with synchronous=FULL, p99, beside fdatasync",
            "ms",
            ours99,
            plain99,
            gate=5,
            stretch=2,
        ),
        Row("", "  the same, p50", "ms", ours50, plain50),
    ]


async def _run(args: argparse.Namespace, folder: Path) -> int:
    stage = rounds.Stage(folder, args.database)
    # This process is the Telegram of all subjects: its own garbage must not be their latency.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    if args.profile:
        print(await rounds.profile(stage, 400 if args.quick else 1_500))
        return 0
    began = time.perf_counter()
    rows: list[Row] = []
    wanted = args.only
    if wanted & {"1", "2", "3", "4", "14"}:
        figures = await rounds.measure(stage, args.rounds, wanted, QUICK if args.quick else rounds.Size())
        rows += rounds.rows(figures, wanted)
    if "5" in wanted:
        rows += await _routing(args.rounds, 500 if args.quick else 2_000)
    if "6" in wanted:
        rows += await _statements(folder, args.database)
    if "12" in wanted and not args.database:
        rows += await _commits(folder, args.rounds, 300 if args.quick else 1_000)
    if wanted & FIGURES:
        rows += await kpis.measure(folder, args.rounds, long=args.long)
    # Goal 14 is measured with the others and stands last.
    rows.sort(key=lambda row: row.goal == "14")
    print(render(rows))
    print(
        f"\n{args.rounds} rounds in {time.perf_counter() - began:.0f} s; medians; the reference of 1, 3, 4, 14 is a stock aiogram echo bot"
    )
    missed = [row for row in rows if row.required and row.holds is False]
    for row in missed:
        print(f"gate missed: {row.goal} {row.what.strip()}", file=sys.stderr)
    return 1 if missed else 0


def main() -> int:
    args = _arguments()
    with tempfile.TemporaryDirectory(prefix="kakdela-bench-") as folder:
        return asyncio.run(_run(args, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
