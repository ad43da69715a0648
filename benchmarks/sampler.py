"""Where a bot's processor time goes: a sample of the stack at every tick of the process's own clock."""

from __future__ import annotations

import signal
import site
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import greenlet

INTERVAL = 0.001  # seconds of processor time; the kernel may round it up
_PREFIXES = sorted(
    {str(Path(p).resolve()) + "/" for p in (*site.getsitepackages(), *sys.path) if p}, key=len, reverse=True
)


class Sampler:
    """`areas`: samples by package of the innermost frame; `functions`: by function of this project, callees included."""

    def __init__(self) -> None:
        self.samples = 0
        self.areas: Counter[str] = Counter()
        self.functions: Counter[str] = Counter()
        self._names: dict[str, tuple[str, bool]] = {}

    def start(self) -> None:
        signal.signal(signal.SIGPROF, self._tick)
        signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)

    def stop(self) -> dict[str, Any]:
        signal.setitimer(signal.ITIMER_PROF, 0)
        total = max(self.samples, 1)
        return {
            "samples": self.samples,
            "areas": {k: round(v / total, 4) for k, v in self.areas.most_common(40)},
            "functions": {k: round(v / total, 4) for k, v in self.functions.most_common(90)},
        }

    def _tick(self, _signal: int, frame: FrameType | None) -> None:
        self.samples += 1
        seen: set[str] = set()
        area = ""
        inside = greenlet.getcurrent()
        while frame is not None or inside.parent is not None:
            if frame is None:  # SQLAlchemy runs in greenlets: who called it is in the parent
                inside = inside.parent
                frame = inside.gr_frame
                continue
            name, ours = self._name(frame.f_code.co_filename)
            area = area or name
            if ours:
                seen.add(f"{name}:{frame.f_code.co_qualname}")
            frame = frame.f_back
        self.areas[area or "?"] += 1
        self.functions.update(seen)

    def _name(self, file: str) -> tuple[str, bool]:
        """(package or file of the project, whether it is the project's)."""
        found = self._names.get(file)
        if found is None:
            short = next((file[len(p) :] for p in _PREFIXES if file.startswith(p)), file)
            ours = short.split("/")[0] in ("bot", "db", "handlers", "services", "benchmarks")
            found = self._names[file] = (short if ours else short.split("/")[0], ours)
        return found
