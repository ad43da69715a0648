"""Days as people write them, and which calendar day each of them means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from services.parsing.tokens import Token, clean, scan
from services.parsing.vocabulary import MONTHS, NUMBER_WORDS, RELATIVE, WEEKDAYS, look_up
from services.parsing.words import bag

# What was read, before it is a day: ("ymd", y, m, d), ("dm", d, m), ("wd"|"wdlast"|"wdnext", weekday), ("rel", days),
# ("doubt",) where the writing has two readings.
Spec = tuple[str, int, int, int]

_DAY_MONTH = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})")
LAST = bag("прошлый прошлая прошлую прошлое прошлой прошлого last минувшую минувший прошедшую прошедший past")
NEXT = bag("следующий следующая следующую следующее следующей next ближайшую ближайший будущую")
_AGO = bag("назад ago")
_DAYS = bag("день дня дней day days")
_WEEKS = bag("неделю недели недель week weeks")
ORDINAL_WORDS = {
    stem + ending: number
    for number, stem in (
        (1, "перв"), (2, "втор"), (4, "четверт"), (5, "пят"), (6, "шест"), (7, "седьм"), (8, "восьм"), (9, "девят"),
        (10, "десят"), (11, "одиннадцат"), (12, "двенадцат"), (13, "тринадцат"), (14, "четырнадцат"),
        (15, "пятнадцат"), (16, "шестнадцат"), (17, "семнадцат"), (18, "восемнадцат"), (19, "девятнадцат"),
        (20, "двадцат"), (30, "тридцат"),
    )
    for ending in ("ого", "ое", "ому")
} | {"третьего": 3, "третье": 3}  # fmt: skip


def _low(token: Token) -> str:
    return token.text.casefold().replace("ё", "е")


def _year(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """A year at ``i`` (perhaps after a comma, with "г." or "года" after it)."""
    j = i + 1 if i + 1 < len(tokens) and tokens[i].text == "," else i
    if (
        j < len(tokens)
        and tokens[j].what == "num"
        and len(tokens[j].text) == 4
        and tokens[j].text[:2] == "20"
    ):
        after = j + 1
        if after < len(tokens) and _low(tokens[after]) in ("г", "год", "года"):
            after += 1
            if after < len(tokens) and tokens[after].text == "." and after + 1 < len(tokens):
                after += 1
        elif (
            j != i and after < len(tokens) and (tokens[after].what == "word" or tokens[after].text in "$€£₽")
        ):
            return None, i  # "Nov 21, 2026 calls" is a count
        return int(tokens[j].text), after
    return None, i


def _day_number(token: Token) -> int | None:
    if token.what == "ordinal" or (token.what == "num" and len(token.text) <= 2):
        digits = "".join(c for c in token.text if c in "0123456789")
        day = int(digits) if digits else 0
        return day if 1 <= day <= 31 else None
    if token.what == "word":
        return ORDINAL_WORDS.get(_low(token))
    return None


def _with_month(tokens: Sequence[Token], i: int) -> tuple[Spec, int] | None:
    """ "21 ноября", "двадцать первого ноября", "Nov 21", "21st of November"."""
    token, n = tokens[i], len(tokens)
    day = _day_number(token)
    j = i + 1
    if token.what == "word" and _low(token) in ("двадцать", "тридцать") and j < n:
        more = ORDINAL_WORDS.get(_low(tokens[j]), 0) if tokens[j].what == "word" else 0
        if 1 <= more <= 9:
            day, j = NUMBER_WORDS[_low(token)] + more, j + 1
    if day is not None:
        if j < n and _low(tokens[j]) == "of":
            j += 1
        if j < n and tokens[j].what == "word" and _low(tokens[j]) in MONTHS:
            month, j = MONTHS[_low(tokens[j])], j + 1
            if j < n and tokens[j].text == "." and len(tokens[j - 1].text) <= 4 and j + 1 < n:
                j += 1
            year, after = _year(tokens, j)
            return (("ymd", year, month, day) if year else ("dm", day, month, 0)), after
        return None
    if token.what == "word" and _low(token) in MONTHS and j < n:
        word = _low(token)
        if word == "may" and not token.text[0].isupper():
            return None
        if tokens[j].text == "." and j + 1 < n:
            j += 1
        number = _day_number(tokens[j]) if tokens[j].what in ("num", "ordinal") else None
        if number is not None and word.isascii():
            year, after = _year(tokens, j + 1)
            return (("ymd", year, MONTHS[word], number) if year else ("dm", number, MONTHS[word], 0)), after
    return None


def read(
    tokens: Sequence[Token], i: int, *, loose: bool = False, cyrillic: bool = True
) -> tuple[Spec, int] | None:
    """The day that starts at token ``i`` and the index after it; ``loose`` also takes "21.9" for a day."""
    token, n = tokens[i], len(tokens)
    what = token.what
    if what == "iso":
        year, month, day = (int(part) for part in token.text.split("-"))
        return ("ymd", year, month, day), i + 1
    if what == "dmy":
        a, b, year = (int(part) for part in re.split(r"[./-]", token.text))
        year += 2000 if year < 100 else 0
        if b > 12 >= a:
            a, b = b, a
        elif "/" in token.text and not cyrillic and a <= 12 and a != b:
            return ("doubt", year, b, a), i + 1
        return ("ymd", year, b, a), i + 1
    if what in ("num", "ordinal") or (what == "word" and token.text[0].isalpha()):
        found = _with_month(tokens, i)
        if found is not None:
            return found
    if what == "num":
        match = _DAY_MONTH.fullmatch(token.text)
        if match is not None and (loose or len(match[2]) == 2):
            day, month = int(match[1]), int(match[2])
            if 1 <= day <= 31 and 1 <= month <= 12:
                return ("dm", day, month, 0), i + 1
        if i + 2 < n and _low(tokens[i + 2]) in _AGO and len(token.text) <= 3 and token.text.isdigit():
            unit = _low(tokens[i + 1])
            if unit in _DAYS or unit in _WEEKS:
                return ("rel", -int(token.text) * (7 if unit in _WEEKS else 1), 0, 0), i + 3
        return None
    if what != "word":
        return None
    word = _low(token)
    if word in RELATIVE:
        return ("rel", RELATIVE[word], 0, 0), i + 1
    if word in LAST or word in NEXT:
        if i + 1 < n and _low(tokens[i + 1]) in WEEKDAYS:
            return ("wdlast" if word in LAST else "wdnext", WEEKDAYS[_low(tokens[i + 1])], 0, 0), i + 2
        return None
    if word in WEEKDAYS and (len(word) > 3 or token.text[0].isupper() or _calendar_place(tokens, i)):
        return ("wd", WEEKDAYS[word], 0, 0), i + 1
    if i + 1 < n and _low(tokens[i + 1]) in _AGO and (word in _WEEKS or word in _DAYS):
        return ("rel", -7 if word in _WEEKS else -1, 0, 0), i + 2
    if (word in NUMBER_WORDS or word == "a") and i + 2 < n and _low(tokens[i + 2]) in _AGO:
        count = NUMBER_WORDS.get(word, 1)
        unit = _low(tokens[i + 1])
        if unit in _DAYS or unit in _WEEKS:
            return ("rel", -count * (7 if unit in _WEEKS else 1), 0, 0), i + 3
    return None


def _calendar_place(tokens: Sequence[Token], i: int) -> bool:
    """Short names of weekdays ("пт", "sat") are days only after "в" or at the start of a line."""
    before = tokens[i - 1] if i else None
    return (
        before is None
        or before.what == "nl"
        or _low(before) in ("в", "во", "on", "за", "last", "с", "до", "по")
    )


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def past(spec: Spec, today: date) -> date | None:
    """The day of a fact: without a year the latest one that is not in the future; None for no such day."""
    what, a, b, c = spec
    if what in ("ymd", "doubt"):
        return _safe(a, b, c)
    if what == "dm":
        # Eight years back reach a 29 February even over a century that has none.
        for year in range(today.year, today.year - 9, -1):
            day = _safe(year, b, a)
            if day is not None and day <= today:
                return day
        return None
    if what == "rel":
        return shift(today, a)
    back = (today.weekday() - a) % 7
    if what == "wdlast":
        back = back or 7
    if what == "wdnext":
        return shift(today, (a - today.weekday()) % 7 or 7)
    return shift(today, -back)


def near(spec: Spec, today: date, *, ahead: bool | None = None) -> date | None:
    """The day of an absence: without a year the nearest; a weekday is the coming one unless ``ahead`` is False."""
    what, a, b, _ = spec
    if what == "dm":
        days = [day for year in (today.year - 1, today.year, today.year + 1) if (day := _safe(year, b, a))]
        return min(days, key=lambda day: abs((day - today).days), default=None)
    if what == "wd" and ahead is not False:
        return shift(today, (a - today.weekday()) % 7)
    return past(spec, today)


def parse_day(text: str, today: date) -> date | None:
    """One day as people write it ("вчера", "21.11", "в пятницу", "Nov 21"); None when it is not one."""
    if len(text) > 100:
        return None
    tokens = [token for token in scan(clean(text.strip())) if token.text not in (".", ",")]
    while tokens and "P" in look_up(_low(tokens[0])).cats:
        tokens = tokens[1:]
    if not tokens:
        return None
    found = read(tokens, 0, loose=True, cyrillic=not text.isascii())
    if found is None or found[1] != len(tokens) or found[0][0] == "doubt":
        return None
    return past(found[0], today)
