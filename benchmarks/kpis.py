"""Goals 7 to 10: what figures of a person, a team and everybody cost, and how that grows with the entries."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from benchmarks import postgres, world
from benchmarks.table import Row
from benchmarks.table import number as number_of
from benchmarks.world import COMPANY, LARGE, LONG, NOW, SMALL, TODAY, Size
from db.engine import Database
from services import kpi
from services.kpi.clients import new_clients_recounted
from services.kpi.values import Scope
from services.periods import containing
from services.progress import standings

MONTH = containing(TODAY, "month")
SEND_SECONDS = 5_000 / 30  # what Telegram needs for 5,000 digests
Ask = Callable[[AsyncSession, int], Awaitable[Any]]


async def _person(session: AsyncSession, turn: int) -> None:
    found = await standings(session, company_id=COMPANY, now=NOW, member_ids=[1 + turn * 37 % 500])
    ((_, one),) = found.people.items()
    assert len(one.stands) == len(world.TARGETS)


async def _team(session: AsyncSession, turn: int) -> None:
    found = await standings(session, company_id=COMPANY, now=NOW, team_ids=[1 + turn * 7 % 20])
    assert len(found.people) == world.PER_TEAM


async def _everybody(session: AsyncSession, _turn: int) -> None:
    found = await standings(session, company_id=COMPANY, now=NOW)
    assert all(len(one.stands) == len(world.TARGETS) for one in found.people.values())


def _measured(by: str, *slugs: str) -> Ask:
    kpis = [kpi.REGISTRY[slug] for slug in slugs] if slugs else list(kpi.ALL)

    async def ask(session: AsyncSession, _turn: int) -> None:
        found = await kpi.measure(session, kpis, company_id=COMPANY, by=by, period=MONTH)
        assert found

    return ask


async def _not_exists(session: AsyncSession, _turn: int) -> None:
    assert await new_clients_recounted(session, Scope(COMPANY, "company", MONTH))


@dataclass(frozen=True, slots=True)
class Question:
    """`times` it is asked in a round; `gate` and `stretch` are milliseconds at a million entries."""

    goal: str
    name: str
    ask: Ask
    times: int
    gate: float | None = None
    stretch: float | None = None
    people: bool = False  # grows with the people, of whom the small database has a tenth
    ever: bool = False  # by its definition it asks every deal there ever was


QUESTIONS = (
    Question("7", "progress of a person with five targets", _person, 40, 2, 1),
    Question("7", "  of a team of 25", _team, 8, 25),
    Question("10", "  of everybody (5,000), for the morning", _everybody, 1, 1_700, 340, people=True),
    Question("", "  every KPI of every manager", _measured("manager"), 1, people=True, ever=True),
    Question("9", "board of all teams", _measured("team", "sales_volume", "deals"), 5, 10, 5, people=True),
    Question("9", "new clients of the company", _measured("company", "new_clients"), 10, 2, 1, people=True),
    Question("", "  the same asked of the deals (NOT EXISTS)", _not_exists, 2, people=True),
    Question("", "  retention of every manager", _measured("manager", "retention"), 1, people=True),
    Question("", "  repeat rate of every manager", _measured("manager", "repeat_rate"), 1, people=True, ever=True),
    Question("", "  sales cycle of every manager", _measured("manager", "sales_cycle"), 1, people=True),
)  # fmt: skip


@dataclass(slots=True)
class Asked:
    """Milliseconds, the median of each round, and those of the processor; how many statements a question took."""

    rounds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    statements: int = 0


async def _ask(db: Database, question: Question, asked: Asked) -> None:
    """A round, in a session like those of the handlers."""
    taken: list[float] = []
    worked: list[float] = []
    async with db.write() as session:
        counted = _count(session)
        for turn in range(question.times):
            began, busy = time.perf_counter(), time.process_time()
            await question.ask(session, turn)
            taken.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - busy) * 1000)
    asked.rounds.append(median(taken))
    asked.processor.append(median(worked))
    asked.statements = counted[0] // question.times


def _count(session: AsyncSession) -> list[int]:
    """Counts the statements of a session from now on."""
    counted, depth = [0], [0]

    def heard(method: Any) -> Any:
        async def call(*args: Any, **more: Any) -> Any:
            counted[0] += depth[0] == 0
            depth[0] += 1  # scalars() may go through execute()
            try:
                return await method(*args, **more)
            finally:
                depth[0] -= 1

        return call

    for name in ("execute", "scalars", "scalar", "get"):
        setattr(session, name, heard(getattr(session, name)))
    return counted


async def measure(folder: Path, rounds: int, *, long: bool) -> list[Row]:
    """Builds the databases, asks everything in turns; `long`: ten million entries too, on SQLite."""
    rows: list[Row] = []
    with postgres.server(folder) as address:
        for name in ("SQLite", "PostgreSQL"):
            sizes = [SMALL, LARGE, *([LONG] if long and name == "SQLite" else [])]
            async with AsyncExitStack() as stack:
                databases: dict[Size, Database] = {}
                for size in sizes:
                    if name == "SQLite":
                        url = f"sqlite+aiosqlite:///{folder}/kpi-{size.entries}.db"
                    else:
                        url = await _made(address, f"kpi_{size.entries}")
                    await world.build(url, size)
                    databases[size] = Database(url)
                    stack.push_async_callback(databases[size].close)
                rows += _rows(name, await _rounds(databases, rounds))
    return rows


async def _made(address: str, name: str) -> str:
    engine = create_async_engine(address, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.exec_driver_sql(f"CREATE DATABASE {name}")
    await engine.dispose()
    return address.replace("/postgres?", f"/{name}?")


async def _rounds(databases: dict[Size, Database], rounds: int) -> dict[tuple[int, Size], Asked]:
    found: dict[tuple[int, Size], Asked] = {}
    for number in range(rounds + 1):
        for n, question in enumerate(QUESTIONS):
            for size, db in databases.items():
                if number < 2:  # the first round warms up
                    found[n, size] = Asked()
                await _ask(db, question, found[n, size])
    return found


def _rows(database: str, found: dict[tuple[int, Size], Asked]) -> list[Row]:
    rows = []
    for n, question in enumerate(QUESTIONS):
        small, large = found[n, SMALL], found[n, LARGE]
        note = f"{large.statements} statements"
        if database == "SQLite":  # elsewhere most of it is the server's
            note = f"{number_of(median(large.processor))} ms of the processor, {note}"
        if small.statements != large.statements:
            note += f", {small.statements} at 100,000 entries"
        if question.people:
            note += "; ten times the people"
        rows.append(
            Row(
                question.goal, f"{question.name}, {database}", "ms", large.rounds, small.rounds,
                gate=question.gate, stretch=question.stretch, absolute=True, note=note,
            )
        )  # fmt: skip
        if (long := found.get((n, LONG))) is not None:
            name = "at 10 million over 240 months, beside 1 over 24"
            if question.ever:
                note = "asks every deal there ever was"
                rows.append(Row("", f"  {name}", "ms", long.rounds, large.rounds, note=note))
            else:
                rows.append(Row("8", f"  {name}", "ms", long.rounds, large.rounds, gate=1.5, stretch=1.1))
        if question.goal == "10":
            share = [taken / 1000 / SEND_SECONDS * 100 for taken in large.rounds]
            rows.append(
                Row(
                    "10",
                    "  as a share of the time to send it",
                    "%",
                    share,
                    gate=1,
                    stretch=0.2,
                    absolute=True,
                )
            )
    return rows
