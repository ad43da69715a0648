"""What a line of /calendar means: days, ranges, hours, countries."""

from __future__ import annotations

from datetime import date

import pytest

from services.calendar.words import Days, Hours, Place, read
from services.errors import Refused

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "first", "last", "working", "note"),
    [
        ("выходной 31.12", "2026-12-31", "2026-12-31", False, None),
        ("рабочий 28.12 за отпуск", "2026-12-28", "2026-12-28", True, "за отпуск"),
        ("рабочий день 28 декабря", "2026-12-28", "2026-12-28", True, None),
        ("off 31.12", "2026-12-31", "2026-12-31", False, None),
        ("work Dec 28: before New Year", "2026-12-28", "2026-12-28", True, "before New Year"),
        ("выходные 30.12-31.12", "2026-12-30", "2026-12-31", False, None),
        ("выходные 30–31 декабря", "2026-12-30", "2026-12-31", False, None),
        ("off Dec 30-31", "2026-12-30", "2026-12-31", False, None),
        ("выходные с 30.12 по 08.01", "2026-12-30", "2027-01-08", False, None),
        ("выходной 2026-12-30", "2026-12-30", "2026-12-30", False, None),
        ("выходной 2026-12-30 - 2026-12-31", "2026-12-30", "2026-12-31", False, None),
        ("выходной завтра", "2026-11-24", "2026-11-24", False, None),
        ("выходной 10.01", "2027-01-10", "2027-01-10", False, None),
        ("выходной 02.11", "2026-11-02", "2026-11-02", False, None),
        ("выходной 29.02.2028", "2028-02-29", "2028-02-29", False, None),
        ("day off 31.12.2026 - inventory", "2026-12-31", "2026-12-31", False, "inventory"),
    ],
)
def test_days_as_people_write_them(text: str, first: str, last: str, working: bool, note: str | None) -> None:
    assert read(text, TODAY) == Days(date.fromisoformat(first), date.fromisoformat(last), working, note)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("9-18", 540, 1080),
        ("hours 10:00-19:00", 600, 1140),
        ("часы с 8.30 до 17", 510, 1020),
        ("9am-6pm", 540, 1080),
        ("12pm to 9 pm", 720, 1260),
        ("0-24", 0, 1440),
    ],
)
def test_hours(text: str, starts: int, ends: int) -> None:
    assert read(text, TODAY) == Hours(starts, ends)


def test_a_country_is_what_is_left() -> None:
    assert read("KZ", TODAY) == Place("KZ")
    assert read("страна Казахстан", TODAY) == Place("Казахстан")
    assert read("Оффшорные острова", TODAY) == Place("Оффшорные острова")
    assert read("offshore", TODAY) == Place("offshore")


@pytest.mark.parametrize(
    "text",
    [
        "выходной",
        "выходной 32.12",
        "выходной 29.02",
        "off soon",
        "рабочий 31.12-01.12.2026",
        "12",
        "9-18-20",
        "25-26",
    ],
)
def test_what_is_none_of_it_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read(text, TODAY)
