"""What a target may be of each unit: read from words, checked, rounded. Values are as `db.models.Target` holds them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from services.errors import Refused
from services.kpi import Kpi, Value
from services.money import to_minor
from services.parsing import minor_digits, parse_amount

LARGEST_COUNT = 10_000  # in a week or a month
LARGEST_SUM = 10**12  # major units
LARGEST_DAYS = 3_650
LARGEST_NUMBER = 10**9
PERIODS_LONG = {"quarter": 3, "year": 12}  # months in them
TEAM_SIZE = 100  # so many times as much may be asked of a team
BOUNDED = ("retention", "repeat_rate")  # shares of people: never more than all of them

_NUMBER = r"\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?"
_PERCENT = re.compile(rf"({_NUMBER})\s*(%|проц\w*\.?|percent|pct|per cent)?", re.IGNORECASE)
_DAYS = re.compile(rf"({_NUMBER})\s*(д(?:ень|ня|ней|н)?\.?|сут\w*|days?|d)?", re.IGNORECASE)
_PIECES = re.compile(r"([\d\s\u00a0\u202f]+?)\s*(?:шт\w*\.?|раза?|pcs)", re.IGNORECASE)
_BARE = re.compile(r"[\d\s.,'\u00a0\u202f]+")
_SIGN = re.compile(r"[-−]\s*\d")
_WRONG = {  # what no value of a unit is followed by
    "money": re.compile(rf"{_NUMBER}\s*(?:%|проц\w*|percent|д(?:ень|ня|ней)|days?|шт\w*\.?|раза?|pcs)"),
    "count": re.compile(rf"{_NUMBER}\s*(?:%|проц\w*|percent|д(?:ень|ня|ней)|days?|₽|руб\w*\.?|\$|€|usd|eur)"),
    "percent": re.compile(rf"{_NUMBER}\s*(?:к|k|тыс\w*\.?|млн|m|₽|руб\w*\.?|\$|€|шт\w*\.?|раза?|д(?:ень|ня|ней)|days?)"),
    "days": re.compile(rf"{_NUMBER}\s*(?:%|проц\w*|percent|к|k|тыс\w*\.?|млн|₽|руб\w*\.?|\$|€|шт\w*\.?|раза?)"),
    "number": re.compile(rf"{_NUMBER}\s*(?:%|проц\w*|percent|₽|руб\w*\.?|\$|€|д(?:ень|ня|ней)|days?)"),
}  # fmt: skip


def read_value(kpi: Kpi, text: str, currency: str) -> int:
    """«1,5 млн», «20», «12 %», «20 дней» as the KPI's unit is held. Raises Refused with what is wrong."""
    text = text.strip()
    if _SIGN.match(text):
        raise Refused("target-positive")
    if _WRONG[kpi.unit].fullmatch(text.casefold()):
        raise Refused("target-wrong-unit", unit=kpi.unit)
    match kpi.unit:
        case "money":
            return _money(text, currency)
        case "count":
            counted = _PIECES.fullmatch(text)
            amount = parse_amount(counted[1] if counted else text, currency)
            if amount is None:
                raise Refused("target-value", value=text[:40])
            if amount != amount.to_integral_value():
                raise Refused("target-whole")
            return int(amount)
        case "percent":
            found = _PERCENT.fullmatch(text)
            number = _decimal(found[1]) if found else None
            if found is None or number is None:
                raise Refused("target-value", value=text[:40])
            if not found[2] and 0 < number < 1:  # 0,12: a share, or a tenth of a percent?
                raise Refused("target-percent", value=text[:20])
            return _hundredths(number)
        case "days":
            found = _DAYS.fullmatch(text)
            number = _decimal(found[1]) if found else None
            if number is None:
                raise Refused("target-value", value=text[:40])
            return _hundredths(number)
    found = re.fullmatch(_NUMBER, text)
    number = _decimal(text) if found else parse_amount(text, currency)
    if number is None:
        raise Refused("target-value", value=text[:40])
    return _hundredths(number)


def _money(text: str, currency: str) -> int:
    amount = parse_amount(text, currency)
    if amount is None:
        raise Refused("target-value", value=text[:40])
    if 0 < amount < 1000 and _BARE.fullmatch(text) and minor_digits(currency) > 0:
        raise Refused("target-unit", value=text[:20])
    if amount > LARGEST_SUM:
        raise Refused("target-too-big")
    return to_minor(amount, currency)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", "."))
    except InvalidOperation:
        return None


def _hundredths(number: Decimal) -> int:
    if number > LARGEST_SUM:
        raise Refused("target-too-big")
    scaled = number * 100
    if scaled != scaled.to_integral_value():
        raise Refused("target-two-digits")
    return int(scaled)


def read_plain(kpi: Kpi, text: str, currency: str) -> int:
    """The command line's way: "1500000.50", "20", "0.12" or "12%", "20.5". Raises Refused."""
    text = text.strip()
    percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        raise Refused("target-value", value=text[:40]) from None
    if not number.is_finite() or abs(number) > LARGEST_SUM:
        raise Refused("target-too-big" if number.is_finite() else "target-value", value=text[:40])
    if percent and kpi.unit != "percent":
        raise Refused("target-wrong-unit", unit=kpi.unit)
    if number < 0:
        raise Refused("target-positive")
    match kpi.unit:
        case "money":
            digits = minor_digits(currency)
            if number.scaleb(digits) != number.scaleb(digits).to_integral_value():
                raise Refused("target-value", value=text[:40])
            return to_minor(number, currency)
        case "count":
            if number != number.to_integral_value():
                raise Refused("target-whole")
            return int(number)
        case "percent":
            return _hundredths(number if percent else number * 100)
    return _hundredths(number)


def plain(kpi: Kpi, value: int, currency: str) -> str:
    """The same backwards: a decimal string, shares as fractions."""
    digits = {"money": minor_digits(currency), "count": 0, "percent": 4}.get(kpi.unit, 2)
    number = Decimal(value).scaleb(-digits)
    return format(number, "f")


def check_value(kpi: Kpi, value: int, each: str, currency: str, *, team: bool = False) -> None:
    """Raises Refused for a value that is no target: of zero (but a limit may be), or beyond all measure."""
    if value < 0 or (value == 0 and not kpi.limit):
        raise Refused("target-positive")
    size = PERIODS_LONG.get(each, 1) * (TEAM_SIZE if team else 1)
    match kpi.unit:
        case "money":
            largest = LARGEST_SUM * 10 ** minor_digits(currency)
        case "count":
            largest = LARGEST_COUNT * size
        case "percent":
            largest = 100_00 if kpi.slug in BOUNDED else 1_000_00
        case "days":
            largest = LARGEST_DAYS * 100
        case _:
            largest = LARGEST_NUMBER * 100
    if value > largest:
        raise Refused("target-over-all" if kpi.slug in BOUNDED else "target-too-big")


def scale(kpi: Kpi) -> int:
    """A held value / scale is the figure as KPIs are measured: minor units, a count, a share, days."""
    return {"money": 1, "count": 1, "percent": 10_000}.get(kpi.unit, 100)


def rounded(kpi: Kpi, exact: Value | Fraction, currency: str, digits: int = 2) -> int:
    """A figure as a held value with so many leading digits, half-up; counts whole, money without small change.

    1 148 300 ₽ becomes 1 100 000 ₽, 12,34 % becomes 12 %, 37 stays 37.
    """
    figure = exact if isinstance(exact, Fraction) else Fraction(exact.top, exact.bottom)
    held = figure * scale(kpi)
    if held <= 0:
        return 0
    whole = 10 ** minor_digits(currency) if kpi.unit == "money" else 1
    step = whole
    while held >= step * 10**digits:
        step *= 10
    return int((held + Fraction(step, 2)) // step) * step
