"""Days, weeks, months, quarters, years: half-open intervals of local dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`start` is in, `end` is not."""

    start: date
    end: date
    kind: str  # day, week, month, quarter, year, range

    @property
    def label(self) -> str:
        """The ISO-like name: 2017-03, 2017-Q1, 2017-W09, 2017, 2017-03-01, 2017-03-01..2017-03-31."""
        s = self.start
        match self.kind:
            case "day":
                return s.isoformat()
            case "week":
                year, week, _ = s.isocalendar()
                return f"{year}-W{week:02}"
            case "month":
                return f"{s.year:04}-{s.month:02}"
            case "quarter":
                return f"{s.year:04}-Q{(s.month + 2) // 3}"
            case "year":
                return f"{s.year:04}"
            case _:
                return f"{s.isoformat()}..{(self.end - timedelta(days=1)).isoformat()}"

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def add_months(day: date, months: int) -> date:
    """The first day of the month `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def months_before(day: date, months: int) -> date:
    """The same day so many calendar months earlier, or the month's last where it has no such day.

    The months before a month, quarter or year are whole ones; before any other day they are counted back from it.
    """
    first = max(day.year * 12 + day.month - 1 - months, 12)
    start = date(first // 12, first % 12 + 1, 1)
    return min(start + timedelta(days=day.day - 1), add_months(start, 1) - timedelta(days=1))


def containing(day: date, kind: str) -> Period:
    """The period of this kind that `day` lies in."""
    match kind:
        case "day":
            return Period(day, day + timedelta(days=1), kind)
        case "week":
            start = day - timedelta(days=day.weekday())
            return Period(start, start + timedelta(days=7), kind)
        case "month":
            return Period(day.replace(day=1), add_months(day, 1), kind)
        case "quarter":
            start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            return Period(start, add_months(start, 3), kind)
        case "year":
            return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1), kind)
    raise ValueError(kind)


def inside(period: Period, kind: str) -> Iterator[Period]:
    """Every period of this kind that lies in `period`, cut at its edges only where it begins before it."""
    current = containing(period.start, kind)
    if current.start < period.start:
        current = containing(current.end, kind)
    while current.end <= period.end:
        yield current
        current = containing(current.end, kind)


def parse(text: str) -> Period:
    """2017-03, 2017-Q1, 2017-W09, 2017, 2017-03-05, 2017-03-01..2017-12-31 (both included). Raises ValueError."""
    text = text.strip()
    if ".." in text:
        first, _, last = text.partition("..")
        start, end = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
        if end < start:
            raise ValueError(text)
        return Period(start, end + timedelta(days=1), "range")
    if re.fullmatch(r"\d{4}", text):
        return containing(date(int(text), 1, 1), "year")
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", text, re.IGNORECASE):
        return containing(date(int(m[1]), int(m[2]) * 3, 1), "quarter")
    if m := re.fullmatch(r"(\d{4})-W(\d{2})", text, re.IGNORECASE):
        return containing(date.fromisocalendar(int(m[1]), int(m[2]), 1), "week")
    if m := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return containing(date(int(m[1]), int(m[2]), 1), "month")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return containing(date.fromisoformat(text), "day")
    raise ValueError(text)
