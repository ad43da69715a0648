"""The table: a goal a line, ours beside the reference, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

HEAD = ("goal", "what", "ours (min–max)", "reference", "ratio", "gate", "stretch", "")


@dataclass(slots=True)
class Row:
    """`ours` and `reference` have a figure a round. The limits are of the ratio, or of ours where `absolute`."""

    goal: str
    what: str
    unit: str
    ours: Sequence[float]
    reference: Sequence[float] = field(default_factory=list)
    gate: float | None = None
    stretch: float | None = None
    at_least: bool = False
    absolute: bool = False
    required: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return (
            median(self.ours) / median(self.reference) if self.reference and median(self.reference) else None
        )

    @property
    def holds(self) -> bool | None:
        """None for a figure without a gate."""
        return self._within(self.gate)

    def _within(self, limit: float | None) -> bool | None:
        value = median(self.ours) if self.absolute else self.ratio
        if limit is None or value is None:
            return None
        return value >= limit if self.at_least else value <= limit

    def cells(self) -> tuple[str, ...]:
        sign, times = ("≥" if self.at_least else "≤"), (f" {self.unit}" if self.absolute else "×")
        limits = [
            f"{sign} {limit:g}{times}" if limit is not None else "" for limit in (self.gate, self.stretch)
        ]
        ours = number(median(self.ours))
        if len(set(self.ours)) > 1:
            ours += f" ({number(min(self.ours))}–{number(max(self.ours))})"
        return (
            self.goal,
            self.what,
            f"{ours} {self.unit}",
            f"{number(median(self.reference))} {self.unit}" if self.reference else "",
            f"{self.ratio:.2f}×" if self.ratio is not None else "",
            *limits,
            self._verdict(),
        )

    def _verdict(self) -> str:
        if self.holds is None:
            return self.note
        word = ("holds" if self.holds else "misses") + ("" if self.required else ", reported")
        if self._within(self.stretch):
            word += ", stretch too"
        return f"{word}; {self.note}" if self.note else word


def number(value: float) -> str:
    """Three significant digits are more than the noise allows."""
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def render(rows: Sequence[Row]) -> str:
    """Columns in line, for a terminal and for a file."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD) - 1)]
    shown = [
        "  ".join([*(c.ljust(w) for c, w in zip(line, widths, strict=False)), line[-1]]).rstrip()
        for line in lines
    ]
    return "\n".join([shown[0], "-" * max(map(len, shown)), *shown[1:]])
