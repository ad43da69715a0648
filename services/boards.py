"""Who stands where: the ranking rules, pure. Figures in, places out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.kpi import NO_VALUE, Kpi, Value

RULES = ("attainment", "value", "improvement")
PERIODS_BACK = 4  # whose median an improvement is against
_MET = Fraction(10**30)  # a cycle of 0 days: met, without a percentage, and better than any


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody on a board of one KPI. `past`: their values of the last periods, of which the newest four count.

    `present` of `working`: their working days in the period of the team's. `reported`: whether they logged
    anything at all; a limit is kept only by who did.
    """

    id: int
    value: Value
    target: Value = NO_VALUE
    past: tuple[Value, ...] = ()
    present: int = 0
    working: int = 0
    reported: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """`place` is None for who is listed without one; `score` is what was compared, more is better."""

    row: Row
    place: int | None
    score: Fraction | None


def rank(rows: Sequence[Row], kpi: Kpi, rule: str = "attainment") -> list[Placed]:
    """Everyone given, best first, then those without a place in the order they came; equals keep that order too.

    By attainment of the own target (where nobody has one: by raw value), by raw value, or by improvement on the own
    median of the last four periods. Equal values share a place: 1, 2, 2, 4. Without a place: no value, or present
    less than a third of the working days. Source: kpi.md, "Boards".
    """
    if rule not in RULES:
        raise ValueError(rule)
    if rule == "attainment" and not any(row.target.exists for row in rows):
        rule = "value"
    scores = [None if _hardly_there(row) else _score(row, kpi, rule) for row in rows]
    placed = [
        Placed(row, None if score is None else 1 + sum(s > score for s in scores if s is not None), score)
        for row, score in zip(rows, scores, strict=True)
    ]
    return sorted(placed, key=lambda one: (one.place is None, one.place or 0))


def places(rows: Sequence[Row], kpi: Kpi, rule: str = "attainment") -> dict[int, int | None]:
    """The place by id."""
    return {one.row.id: one.place for one in rank(rows, kpi, rule)}


def met(kpi: Kpi, value: Value, target: Value) -> bool | None:
    """Whether a target was reached (a limit: kept); None without a target, False without a value."""
    if not target.exists:
        return None
    if not value.exists:
        return False
    actual, asked = _fraction(value), _fraction(target)
    return actual >= asked if kpi.better == "up" else actual <= asked


def median(values: Iterable[Value]) -> Fraction | None:
    """The middle of exact values, or the mean of the two in the middle; None of none."""
    known = sorted(_fraction(value) for value in values if value.exists)
    if not known:
        return None
    half = len(known) // 2
    return known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2


def _fraction(value: Value) -> Fraction:
    return Fraction(value.top, value.bottom)


def _hardly_there(row: Row) -> bool:
    return row.present * 3 < row.working


def _score(row: Row, kpi: Kpi, rule: str) -> Fraction | None:
    """What is compared, more is better; None: no place."""
    if not row.value.exists or (kpi.limit and not row.reported):
        return None
    actual = _fraction(row.value)
    if rule == "value":
        return actual if kpi.better == "up" else -actual
    if rule == "attainment":
        return _attained(kpi, actual, row.target)
    usual = median(row.past[-PERIODS_BACK:])
    if usual is None or usual <= 0:
        return None
    # In proportion, so that a small seller can lead; less is better the other way round.
    return actual / usual if kpi.better == "up" else -actual / usual


def _attained(kpi: Kpi, actual: Fraction, target: Value) -> Fraction | None:
    if not target.exists or target.top <= 0:
        return None
    asked = _fraction(target)
    if kpi.better == "up":
        return actual / asked
    if kpi.limit:
        return -actual / asked  # of a limit the share used: less is better
    return asked / actual if actual else _MET
