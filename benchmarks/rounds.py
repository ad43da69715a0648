"""Goals 1 to 4 and 14: the bot and the echo take turns, a fresh process and a fresh copy of the database each."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks import history, load
from benchmarks.subjects import running
from benchmarks.table import Row
from benchmarks.words import Talk
from db.engine import Database
from db.models import Entry

OURS, ECHO = "benchmarks.our_bot", "benchmarks.echo_bot"
ENTRIES = 100_000
TELEGRAM = 30  # messages a second that Telegram takes from a bot


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each load: the echo gets more messages, so that both are measured as long."""

    drain: int = 1_000
    drain_echo: int = 2_500
    one_by_one: int = 150
    seconds: float = 4.0  # of arrivals by chance, and of the closed loop
    rate: float = 100.0


class Stage:
    """The database that every round starts from."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.folder = folder
        self._given = url
        self._template = folder / "template.db"
        self.strange: list[str] = []
        self.url = url or f"sqlite+aiosqlite:///{folder}/kakdela.db"

    async def prepare(self) -> None:
        if self._given is None and not self._template.exists():
            await history.build(f"sqlite+aiosqlite:///{self._template}", ENTRIES)
            with sqlite3.connect(self._template) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()

    async def reset(self) -> None:
        if self._given is not None:
            await history.build(self._given, ENTRIES)
            return
        for old in self.folder.glob("kakdela.db*"):
            old.unlink()
        shutil.copy(self._template, self.folder / "kakdela.db")

    def odd(self) -> str:
        """What may explain that something was not recorded: answers that are no receipts, the end of the log."""
        log = (self.folder / "bot.log").read_text()[-1500:]
        return f"answers that are no receipts: {self.strange[:5]}; the log ends with: {log}"

    async def recorded(self) -> int:
        """Entries that are there beside the history."""
        db = Database(self.url)
        async with db.read() as session:
            count = (await session.execute(select(func.count()).select_from(Entry))).scalar_one()
        await db.close()
        return int(count) - ENTRIES


Figures = dict[str, dict[str, list[float]]]  # what -> subject -> a figure a round


async def measure(stage: Stage, rounds: int, wanted: set[str], size: Size) -> Figures:
    await stage.prepare()
    figures: Figures = defaultdict(lambda: {OURS: [], ECHO: []})
    for number in range(rounds):
        order = (ECHO, OURS) if number % 2 else (OURS, ECHO)
        for module in order:
            if module == OURS:
                await stage.reset()
            sent = await _turn(stage, module, number, wanted, size, figures)
            if module == OURS and (recorded := await stage.recorded()) != sent:
                raise RuntimeError(f"{sent} deals were answered, {recorded} recorded; {stage.odd()}")
    return figures


async def _turn(
    stage: Stage, module: str, number: int, wanted: set[str], size: Size, figures: Figures
) -> int:
    """One process from its start to its end; gives how many messages it answered."""
    async with running(module, stage.folder, DATABASE_URL=stage.url) as subject:

        def keep(what: str, value: float) -> None:
            figures[what][module].append(value)

        talk = Talk(number)
        await asyncio.sleep(1.0)
        keep("start", subject.start_seconds)
        keep("memory", subject.megabytes())
        if wanted & {"1", "2", "3", "4"}:
            await load.warm(subject, talk)
        if wanted & {"1", "2"}:
            drained = await load.drain(subject, talk, size.drain if module == OURS else size.drain_echo)
            keep("drain", drained.per_second)
            keep("cpu", drained.cpu_us)
        if "3" in wanted:
            alone = await load.one_by_one(subject, talk, size.one_by_one)
            keep("one", load.percentile(alone, 0.5) * 1000)
            chance = await load.by_chance(subject, talk, size.rate, size.seconds, seed=number)
            keep("chance p50", load.percentile(chance, 0.5) * 1000)
            keep("chance p99", load.percentile(chance, 0.99) * 1000)
        if "4" in wanted:
            late = await load.stalls(subject, talk, size.seconds)
            keep("worst", late["worst"])
            keep("late p99", late["p99"])
            keep("closed", late["per_second"])
        if subject.sent:
            keep("calls", subject.answered + subject.calls.edits - subject.sent)
        if module == OURS:
            said = (m for person in subject.people for m in person.sees() if m.from_bot)
            stage.strange = [m.text for m in said if not m.text.startswith("✅")]
        return subject.sent


def rows(figures: Figures, wanted: set[str]) -> list[Row]:
    """The lines of the table for what was measured."""

    def row(goal: str, what: str, unit: str, key: str, **limits: Any) -> Row:
        both = figures[key]
        return Row(goal, what, unit, both[OURS], both[ECHO], **limits)

    made: list[Row] = []
    if "1" in wanted:
        made.append(
            row(
                "1",
                "backlog drained, beside an echo bot",
                "/s",
                "drain",
                gate=0.35,
                stretch=0.6,
                at_least=True,
            )
        )
        made.append(row("", "  processor time per message", "µs", "cpu"))
        made.append(row("", "  sends beyond one a message, all loads", "", "calls"))
    if "2" in wanted:
        ours = figures["drain"][OURS]
        telegram = [float(TELEGRAM)] * len(ours)
        made.append(
            Row(
                "2",
                "the same, beside Telegram's limit",
                "/s",
                ours,
                telegram,
                gate=10,
                stretch=17,
                at_least=True,
                required=True,
            )
        )
    if "3" in wanted:
        made.append(row("3", "one message in flight, p50", "ms", "one", gate=3.5, stretch=2))
        made.append(row("3", "100 messages a second, p99", "ms", "chance p99", gate=3.5, stretch=2))
        made.append(row("", "  100 messages a second, p50", "ms", "chance p50"))
    if "4" in wanted:
        made.append(
            row(
                "4",
                "worst stall, 64 chats in flight",
                "ms",
                "worst",
                gate=50,
                stretch=20,
                absolute=True,
                required=True,
            )
        )
        made.append(row("", "  event loop late, p99", "ms", "late p99"))
        made.append(row("", "  64 chats in flight", "/s", "closed"))
    if "14" in wanted:
        made.append(row("14", "start to the first getUpdates", "s", "start", gate=1.25, stretch=1))
        made.append(row("14", "memory when idle", "MB", "memory", gate=1.3, stretch=1))
    return made


async def profile(stage: Stage, messages: int) -> str:
    """Where the processor time of a drain goes: µs per message by package, and by function with what it calls."""
    await stage.prepare()
    await stage.reset()
    async with running(OURS, stage.folder, DATABASE_URL=stage.url) as subject:
        talk = Talk(0)
        await load.warm(subject, talk)
        subject.signal(signal.SIGUSR2)
        drained = await load.drain(subject, talk, messages)
        subject.signal(signal.SIGUSR2)
        said = await subject.hear()
    lines = [f"{drained.per_second:.0f}/s, {drained.cpu_us:.0f} µs per message, {said['samples']} samples"]
    for title in ("areas", "functions"):
        lines.append(f"\n{title}")
        lines += [f"{share * drained.cpu_us:8.0f}  {name}" for name, share in said[title].items()]
    return "\n".join(lines)
