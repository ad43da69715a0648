"""Telegram's published sending limits, when enforced: 1/s a chat in short bursts, 20/min a group, 30/s in all."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from sandbox.errors import too_many

BURST = 3  # messages a chat may get at once before the one-a-second pace holds
GROUP_A_MINUTE = 20
ALL_A_SECOND = 30
_MINUTE = 60.0


class Limits:
    """Counts sends and edits; a call over a limit is refused with 429 and does not count."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.enforced = False
        self._clock = clock  # real time: a test's frozen clock would never let the pause end
        self._free_at: dict[int, float] = {}  # when the chat's burst is whole again
        self._groups: dict[int, deque[float]] = {}
        self._all: deque[float] = deque()

    def check(self, chat_id: int) -> None:
        """Count one send to the chat, or raise 429."""
        now = self._clock()
        pause = max(self._pause_chat(chat_id, now), self._pause_all(now))
        group = self._groups.setdefault(chat_id, deque()) if chat_id < 0 else None
        if group is not None:
            while group and group[0] <= now - _MINUTE:
                group.popleft()
            if len(group) >= GROUP_A_MINUTE:
                pause = max(pause, group[0] + _MINUTE - now)
        if pause > 0:
            raise too_many(max(1, math.ceil(pause)))
        self._free_at[chat_id] = max(self._free_at.get(chat_id, now), now) + 1
        self._all.append(now)
        if group is not None:
            group.append(now)
        if len(self._free_at) > 10_000:
            self._free_at = {c: t for c, t in self._free_at.items() if t > now}

    def _pause_chat(self, chat_id: int, now: float) -> float:
        return self._free_at.get(chat_id, now) - now - (BURST - 1)

    def _pause_all(self, now: float) -> float:
        recent = self._all
        while recent and recent[0] <= now - 1:
            recent.popleft()
        return recent[0] + 1 - now if len(recent) >= ALL_A_SECOND else 0.0
