"""A line of /calendar as a lead writes it: a day off, an extra working day, hours, a country. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.errors import Refused
from services.names import clean
from services.parsing import dates
from services.parsing.tokens import clean as plain
from services.parsing.tokens import scan

_OFF = re.compile(
    r"(?i)(?:выходн\w+(?:\s+день)?|нерабоч\w+(?:\s+день)?|праздник\w*|days?\s+off|off|holidays?)\s*:?\s*"
)
_WORK = re.compile(r"(?i)(?:рабоч\w+(?:\s+день)?|работаем|work(?:ing)?(?:\s+days?)?)\s*:?\s*")
_PLACE = re.compile(r"(?i)(?:страна|country)\s*:?\s*")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?"
_HOURS = re.compile(
    rf"(?i)(?:час\w*|hours?|время|time)?\s*:?\s*(?:с|from)?\s*{_CLOCK}\s*(?:-|–|—|до|to|till)\s*{_CLOCK}"
)
_BETWEEN = re.compile(r"(?i)\s+(?:по|до|to|till|until|through)\s+|\s*[-–—]\s*")
_FROM = re.compile(r"(?i)(?:со?|from)\s+")
NOTE = 100
BACK = timedelta(days=60)  # a day without its year lies at most so far back
LONGEST_DAY_WORDS = 8


@dataclass(frozen=True, slots=True)
class Days:
    """Days to take off or to add, both ends included, and why."""

    first: date
    last: date
    working: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes from midnight."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Place:
    """A country, as written."""

    text: str


def read(text: str, today: date) -> Days | Hours | Place:
    """«выходной 31.12», "work 28.12 for the holiday", «10-19», «Казахстан». Raises Refused."""
    text = " ".join(text.split())
    for pattern, working in ((_OFF, False), (_WORK, True)):
        if (found := pattern.match(text)) and (
            found.end() == len(text) or not text[found.end() - 1].isalpha()
        ):
            return _days(text[found.end() :], today, working)
    if found := _HOURS.fullmatch(text):
        return Hours(_minutes(*found.group(1, 2, 3)), _minutes(*found.group(4, 5, 6)))
    place = _PLACE.sub("", text, count=1) if _PLACE.match(text) else text
    if not place or any(char.isdigit() for char in place):
        raise Refused("calendar-usage")
    return Place(place)


def _minutes(hours: str, minutes: str | None, half: str | None) -> int:
    hour, minute = int(hours), int(minutes or 0)
    if half:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    if hour * 60 + minute > 1440 or minute > 59:
        raise Refused("calendar-hours-wrong")
    return hour * 60 + minute


def _days(text: str, today: date, working: bool) -> Days:
    """The longest beginning that is a day or a range; the rest is why."""
    words = text.split()
    for count in range(min(len(words), LONGEST_DAY_WORDS), 0, -1):
        found = _range(" ".join(words[:count]).rstrip(",:;"), today)
        if found is not None:
            note = clean(" ".join(words[count:]).strip(" ,:—–-"), NOTE)
            return Days(*found, working, note or None)
    raise Refused("calendar-day-unclear")


def _range(text: str, today: date) -> tuple[date, date] | None:
    text = _FROM.sub("", text, count=1) if _FROM.match(text) else text
    if (day := _day(text, today)) is not None:
        return day, day
    for cut in _BETWEEN.finditer(text):
        left, right = text[: cut.start()], text[cut.end() :]
        if left.isdigit() and (month := re.fullmatch(r"\d{1,2}(\D.*)", right)):
            left += month[1]  # «30–31 декабря»
        elif right.isdigit() and (month := re.fullmatch(r"(\D+)\d{1,2}", left)):
            right = month[1] + right  # "Dec 30-31"
        first, last = _day(left, today), _day(right, today)
        if first is not None and last is not None and first <= last:
            return first, last
    return None


def _day(text: str, today: date) -> date | None:
    if not text or len(text) > 40:
        return None
    tokens = [token for token in scan(plain(text)) if token.text not in (".", ",")]
    found = dates.read(tokens, 0, loose=True, cyrillic=not text.isascii()) if tokens else None
    if found is None or found[1] != len(tokens):
        return None
    what, a, b, _ = spec = found[0]
    if what == "dm":
        for year in (today.year - 1, today.year, today.year + 1):
            try:
                day = date(year, b, a)
            except ValueError:
                continue
            if day >= today - BACK:
                return day
        return None
    if what == "wd":
        return dates.shift(today, (a - today.weekday()) % 7)
    return None if what == "doubt" else dates.past(spec, today)
