"""The log of Bot API calls: the last 2,000, with neither tokens nor file bytes."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from sandbox.errors import Json

KEEP = 2_000


@dataclass(slots=True)
class Call:
    """One call. `ok` says whether Telegram did it; the answer may still have been lost (`lost`)."""

    n: int
    at: float
    method: str
    params: Json
    ok: bool
    result: Any
    description: str | None
    ms: float
    lost: bool = False

    def as_json(self) -> Json:
        shown: Json = {
            "n": self.n,
            "at": self.at,
            "method": self.method,
            "params": {k: _object(v) for k, v in self.params.items()},
            "ok": self.ok,
            "ms": round(self.ms, 3),
        }
        if self.ok:
            shown["result"] = self.result
        else:
            shown["description"] = self.description
        if self.lost:
            shown["lost"] = True
        return shown


class Calls(Sequence[Call]):
    """Calls, oldest first. getUpdates is not among them: it would be most of the log."""

    def __init__(self) -> None:
        self._kept: deque[Call] = deque(maxlen=KEEP)
        self._count = 0

    def add(self, call: Call) -> None:
        self._count += 1
        call.n = self._count
        self._kept.append(call)

    def after(self, n: int) -> Iterator[Call]:
        return (call for call in self._kept if call.n > n)

    def clear(self) -> None:
        self._kept.clear()

    def of(self, *methods: str) -> list[Call]:
        """Those of the given methods."""
        return [call for call in self._kept if call.method in methods]

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> Call: ...
    @overload
    def __getitem__(self, index: slice) -> list[Call]: ...
    def __getitem__(self, index: int | slice) -> Call | list[Call]:
        return list(self._kept)[index] if isinstance(index, slice) else self._kept[index]


def _object(value: Any) -> Any:
    """A parameter that came as JSON text, as what it says."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
