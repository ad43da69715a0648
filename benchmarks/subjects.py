"""The bots under test as processes of their own, each with a local Telegram of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from benchmarks.history import FIRST_ID, manager_name
from benchmarks.words import MANAGERS
from sandbox import LocalTelegram, Person
from sandbox.calls import Call, Calls

ROOT = Path(__file__).parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


class _Listening(Calls):
    """The log of calls, telling somebody of every answer the moment it is made; `edits` are not answers here."""

    def __init__(self, heard: Callable[[int, float], None]) -> None:
        super().__init__()
        self.edits = 0
        self._heard = heard

    def add(self, call: Call) -> None:
        super().add(call)
        if call.method == "editMessageText":
            self.edits += 1
        elif call.method == "sendMessage" and call.ok:
            self._heard(int(call.params["chat_id"]), time.perf_counter())


class Subject:
    """A running bot. `on_answer(manager, at)` is called when an answer reaches Telegram."""

    def __init__(self, telegram: LocalTelegram, process: Process, start_seconds: float) -> None:
        self.telegram = telegram
        self.process = process
        self.start_seconds = start_seconds
        self.people: list[Person] = [
            telegram.person(manager_name(n), id=FIRST_ID + n) for n in range(MANAGERS)
        ]
        self.sent = 0
        self.answered = 0
        self.on_answer: Callable[[int, float], None] | None = None
        self._changed = asyncio.Event()
        self.calls = _Listening(self._heard)
        telegram.calls = telegram.api.calls = self.calls

    def says(self, manager: int, text: str) -> None:
        self.sent += 1
        self.people[manager].says(text)

    async def until_answered(self, wait: float = 120) -> None:
        """Returns when every message has its answer."""
        async with asyncio.timeout(wait):
            while self.answered < self.sent:
                self._changed.clear()
                await self._changed.wait()

    def cpu_seconds(self) -> float:
        """What the process has used of the processor so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def megabytes(self) -> float:
        """Resident memory."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    async def hear(self) -> dict[str, Any]:
        """The next line of the probe."""
        assert self.process.stdout is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), 30)
        return dict(json.loads(line))

    def _heard(self, chat: int, at: float) -> None:
        self.answered += 1
        if self.on_answer is not None:
            self.on_answer(chat - FIRST_ID, at)
        if self.answered >= self.sent:
            self._changed.set()


@asynccontextmanager
async def running(module: str, folder: Path, **env: str) -> AsyncIterator[Subject]:
    """Starts a bot and waits for its first getUpdates; ends it with SIGTERM."""
    async with LocalTelegram(strict=False) as telegram:
        began = time.perf_counter()
        with (folder / "bot.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                module,
                cwd=folder,
                stdout=PIPE,
                stderr=log,
                env={
                    **os.environ,
                    "PYTHONPATH": os.environ.get("BENCH_CHECKOUT", str(ROOT)),
                    "BOT_TOKEN": telegram.token,
                    "TELEGRAM_API_URL": telegram.url,
                    "LOG_LEVEL": "WARNING",
                    "OWNER_IDS": str(FIRST_ID),
                    **env,
                },
            )
        try:
            await telegram.wait_for(lambda: telegram.world.updates.polled_now, timeout=60)
            yield Subject(telegram, process, time.perf_counter() - began)
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                try:
                    await asyncio.wait_for(process.wait(), 12)
                except TimeoutError:
                    process.kill()
                    await process.wait()


def latencies(subject: Subject) -> tuple[Callable[[int, str], None], list[float]]:
    """`say(manager, text)` and the list that fills with seconds until each answer, in order within a chat."""
    waiting: list[deque[float]] = [deque() for _ in range(MANAGERS)]
    found: list[float] = []

    def heard(manager: int, at: float) -> None:
        if waiting[manager]:
            found.append(at - waiting[manager].popleft())

    def say(manager: int, text: str) -> None:
        waiting[manager].append(time.perf_counter())
        subject.says(manager, text)

    subject.on_answer = heard
    return say, found
