"""Inside a bot under test: how late its event loop is, and where its time goes; both off until a signal comes."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from typing import Any

STEP = 0.001  # seconds the probe sleeps; what it sleeps longer is lateness


class Probe:
    """SIGUSR1 starts the watch, the next one ends it: a line of JSON on stdout, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.task: asyncio.Task[None] | None = None

    def toggle(self, _signal: int, _frame: Any) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(self._toggle)

    def _toggle(self) -> None:
        if self.task is None:
            self.late = []
            self.task = asyncio.get_running_loop().create_task(self._watch())
            return
        self.task.cancel()
        self.task = None
        late = sorted(self.late) or [0.0]
        said = {"worst": late[-1] * 1000, "p99": late[int(len(late) * 0.99)] * 1000}
        print(json.dumps(said), flush=True)

    async def _watch(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(STEP)
            self.late.append(time.perf_counter() - began - STEP)


class Profile:
    """SIGUSR2 starts sampling, the next one ends it: a line of JSON on stdout."""

    def __init__(self) -> None:
        self.sampler: Any = None

    def toggle(self, _signal: int, _frame: Any) -> None:
        from benchmarks.sampler import Sampler

        if self.sampler is None:
            self.sampler = Sampler()
            self.sampler.start()
            return
        print(json.dumps(self.sampler.stop()), flush=True)
        self.sampler = None


def install() -> None:
    """Costs two signal handlers until somebody asks."""
    signal.signal(signal.SIGUSR1, Probe().toggle)
    signal.signal(signal.SIGUSR2, Profile().toggle)
