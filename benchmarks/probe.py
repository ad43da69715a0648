"""Inside a bot under test: how late its event loop is, and a profile, both on signals and off until then."""

from __future__ import annotations

import asyncio
import cProfile
import json
import os
import signal
import time
from typing import Any

STEP = 0.001  # seconds the probe sleeps; what it sleeps longer is lateness


class Probe:
    """SIGUSR1 starts the measuring, the next one ends it: a line of JSON on stdout, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.task: asyncio.Task[None] | None = None
        self.profile: cProfile.Profile | None = None

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

    def toggle_profile(self, _signal: int, _frame: Any) -> None:
        """SIGUSR2 starts cProfile, the next one writes it to the file named by BENCH_PROFILE."""
        asyncio.get_running_loop().call_soon_threadsafe(self._toggle_profile)

    def _toggle_profile(self) -> None:
        if self.profile is None:
            self.profile = cProfile.Profile(time.thread_time)
            self.profile.enable()
            return
        self.profile.disable()
        self.profile.dump_stats(os.environ["BENCH_PROFILE"])
        self.profile = None
        print(json.dumps({"profile": os.environ["BENCH_PROFILE"]}), flush=True)


def install() -> None:
    """Costs two signal handlers until somebody asks."""
    probe = Probe()
    signal.signal(signal.SIGUSR1, probe.toggle)
    signal.signal(signal.SIGUSR2, probe.toggle_profile)
