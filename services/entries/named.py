"""Stretches of days as people name them: «вчера», «неделя», «ноябрь», "last month", 2026-11, 21.11."""

from __future__ import annotations

import re
from datetime import date, timedelta

from services import periods
from services.parsing import parse_day
from services.parsing.vocabulary import MONTHS
from services.periods import Period, add_months, containing

EVER = Period(date.min, date.max, "ever")

_KINDS = {
    "week": re.compile(r"недел\w+|week"),
    "month": re.compile(r"месяц\w*|month"),
    "quarter": re.compile(r"квартал\w*|quarter"),
    "year": re.compile(r"году?|year"),
}
_QUARTER = re.compile(r"q([1-4])|([1-4])(?:-?й)? квартал\w*|квартал ([1-4])|quarter ([1-4])")
_LAST = re.compile(r"прошл\w+|предыдущ\w+|last|previous")
_THIS = re.compile(r"эт[аоиу]\w*|текущ\w+|this|current|за|в|на|in|for|the")
_EVER = re.compile(r"вс[её]|всегда|all|ever|everything")


def named_period(text: str, today: date) -> Period | None:
    """The period that `text` names, None when it names none. A bare month is the latest one that has begun."""
    text = " ".join(text.casefold().split())[:60]
    if not text:
        return None
    if (day := parse_day(text, today)) is not None:
        return containing(day, "day") if day != date.max else None
    words = [word for word in text.split() if not _THIS.fullmatch(word)]
    return (
        _kind(words, today)
        or _month(words, today)
        or _quarter(words, today)
        or _written(" ".join(words))
        or _between(" ".join(words), today)
    )


def _kind(words: list[str], today: date) -> Period | None:
    if len(words) == 1 and _EVER.fullmatch(words[0]):
        return EVER
    last = len(words) == 2 and _LAST.fullmatch(words[0]) is not None
    if len(words) != 1 + last:
        return None
    kind = next((kind for kind, rx in _KINDS.items() if rx.fullmatch(words[-1])), None)
    if kind is None:
        return None
    now = containing(today, kind)
    return containing(now.start - timedelta(days=1), kind) if last else now


def _month(words: list[str], today: date) -> Period | None:
    """«ноябрь», «в ноябре», "november 2025", «11.2026»."""
    if len(words) == 1 and (m := re.fullmatch(r"(\d{1,2})[./](\d{4})", words[0])):
        number, year = int(m[1]), m[2]
    elif words and (number := _month_number(words[0].replace("ё", "е"))) and len(words) <= 2:
        year = words[1] if len(words) == 2 else ""
    else:
        return None
    if not 1 <= number <= 12 or not re.fullmatch(r"([12]\d{3})?", year):
        return None
    start = date(int(year or today.year), number, 1)
    return containing(start if year or start <= today else add_months(start, -12), "month")


def _quarter(words: list[str], today: date) -> Period | None:
    """«4 квартал», «4-й квартал 2025», "Q4", "Q4 2025"."""
    year = words.pop() if len(words) > 1 and re.fullmatch(r"[12]\d{3}", words[-1]) else ""
    found = _QUARTER.fullmatch(" ".join(words))
    if found is None:
        return None
    start = date(int(year or today.year), int(found[found.lastindex or 1]) * 3 - 2, 1)
    return containing(start if year or start <= today else add_months(start, -12), "quarter")


def _month_number(word: str) -> int:
    """1 to 12, 0 for no month; «ноябре» and «мае» stand in no dictionary."""
    forms = [word] + [word[:-1] + ending for ending in ("ь", "", "й") if word.endswith("е")]
    return next((MONTHS[form] for form in forms if form in MONTHS), 0)


def _written(text: str) -> Period | None:
    """2026-11, 2026, 2026-Q4, 2026-W47."""
    try:
        return periods.parse(text.upper())
    except (ValueError, OverflowError):
        return None


def _between(text: str, today: date) -> Period | None:
    """«1.11–15.11», both days included."""
    first, dash, last = re.sub(r"\s*[–—]\s*|\s+-\s+|(?<=\d)-(?=\d)", "–", text).partition("–")
    if not dash:
        return None
    start, end = parse_day(first, today), parse_day(last, today)
    if start is None or end is None or end < start or end == date.max:
        return None
    return Period(start, end + timedelta(days=1), "range")


def between(start: date | None, end: date | None) -> Period:
    """The period from `start` till before `end`, of the kind that it happens to be; None is open."""
    if start is None or end is None:
        return EVER
    kind = next(
        (kind for kind in periods.KINDS if containing(start, kind) == Period(start, end, kind)), "range"
    )
    return Period(start, end, kind)
