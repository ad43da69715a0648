"""From when a target holds, as people write it: «с декабря», "from 2026-12", «со следующей недели», «с 1 квартала»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from services import periods
from services.parsing.dates import near, read
from services.parsing.tokens import clean, scan
from services.parsing.vocabulary import MONTHS
from services.periods import add_months, containing

_FROM = re.compile(r"с|со|from|starting|начиная|since")
_YEARS = re.compile(r"20\d\d")
_YEAR_WORD = re.compile(r"г\.?|года?|year")
_NEXT = re.compile(r"следующ\w+|будущ\w+|нового|next|new")
_THIS = re.compile(r"эт(?:ого|ой)|текущ\w+|this")
_PERIOD = {
    "week": re.compile(r"недел\w+|week"),
    "month": re.compile(r"месяц\w*|month"),
    "quarter": re.compile(r"квартал\w*|quarter"),
    "year": re.compile(r"год\w*|year"),
}
_QUARTER = re.compile(r"(?:q([1-4])|([1-4])(?:-?[а-яё]{1,3})?\s+(?:квартала?|кв\.?))(?:\s+(20\d\d))?")
_LONGEST = 4  # words
_BACK = 6  # a month without a year lies behind where it is nearer than ahead


def take_start(words: Sequence[str], today: date) -> tuple[list[str], date | None]:
    """The line without «с декабря», and a day of the period it names; whoever stands first is a person."""
    for i in range(1, len(words)):
        if not _FROM.fullmatch(words[i].casefold()):
            continue
        after = i + 1
        if after < len(words) and _FROM.fullmatch(words[after].casefold()):
            after += 1
        for j in range(min(len(words), after + _LONGEST), after, -1):
            day = start_day(" ".join(words[after:j]), today)
            if day is not None:
                return [*words[:i], *words[j:]], day
    return list(words), None


def start_day(text: str, today: date) -> date | None:
    """A day of the period that is meant; None when it is no time. Without a year the nearest one."""
    low = text.casefold().replace("ё", "е").strip(" ,;.")
    words = low.split()
    if len(words) > 1 and _YEAR_WORD.fullmatch(words[-1]) and _YEARS.fullmatch(words[-2]):
        words = words[:-1]
    if not words:
        return None
    year = int(words[-1]) if _YEARS.fullmatch(words[-1]) else None
    if len(words) == 1 and year is not None:
        return date(year, 1, 1)
    if re.match(r"20\d\d-", low):
        try:
            return periods.parse(low).start
        except (ValueError, OverflowError):
            return None
    if words[0] in MONTHS and (len(words) == 1 or (len(words) == 2 and year is not None)):
        return date(year, MONTHS[words[0]], 1) if year else _nearest_month(MONTHS[words[0]], today)
    if found := _QUARTER.fullmatch(" ".join(words)):
        return _quarter(int(found[1] or found[2]), int(found[3]) if found[3] else None, today)
    if len(words) == 2:
        kind = next((kind for kind, rx in _PERIOD.items() if rx.fullmatch(words[1])), None)
        if kind and (_NEXT.fullmatch(words[0]) or _THIS.fullmatch(words[0])):
            here = containing(today, kind)
            return here.end if _NEXT.fullmatch(words[0]) else here.start
    if low in ("завтра", "завтрашнего дня", "tomorrow"):
        return today + timedelta(days=1)
    tokens = [token for token in scan(clean(text)) if token.text not in (".", ",")]
    if (
        not tokens
        or len(text) > 40
        or (len(tokens) == 1 and tokens[0].what == "num" and "." not in tokens[0].text)
    ):
        return None
    spec = read(tokens, 0, loose=True, cyrillic=not text.isascii())
    if spec is None or spec[1] != len(tokens) or spec[0][0] == "doubt":
        return None
    return near(spec[0], today)


def _nearest_month(month: int, today: date) -> date:
    ahead = (month - today.month) % 12
    return add_months(today, ahead if 12 - ahead >= _BACK else ahead - 12)


def _quarter(number: int, year: int | None, today: date) -> date:
    if year is not None:
        return date(year, number * 3 - 2, 1)
    ahead = (number * 3 - 2 - (today.month - 1) // 3 * 3 - 1) % 12
    return add_months(containing(today, "quarter").start, ahead if ahead <= _BACK else ahead - 12)
