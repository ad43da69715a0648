"""Texts for people: Fluent files in `locales/`, values escaped once, money and dates by Babel."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from babel import Locale
from babel.dates import format_date, format_datetime, format_interval
from babel.numbers import format_decimal, get_currency_symbol, parse_pattern
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentInt

from services.money import Money
from services.parsing import minor_digits

log = structlog.get_logger(__name__)

_HERE = Path(__file__).parent
_FOLDER = next(f for f in (_HERE.parent / "locales", _HERE / "locales") if f.is_dir())
DEFAULT = "en"
# Telegram turns these into links and pings; a zero-width joiner keeps a person named «@boss» from pinging the boss.
_PINGS = re.compile(r"(?<!\w)([@/#])(?=\w)")


@dataclass(frozen=True, slots=True)
class Html:
    """Text that is already safe HTML: made by a Translator, not by people."""

    text: str


def languages() -> tuple[str, ...]:
    """Every language there is a file for."""
    return tuple(sorted(_bundles()))


def pick(code: str | None) -> str:
    """The language for Telegram's language code ("ru", "pt-br", None)."""
    if not code:
        return DEFAULT
    base = code.lower().replace("_", "-").split("-")[0]
    if base in _bundles():
        return base
    return "ru" if base in ("uk", "be", "kk", "ky", "uz", "tg") and "ru" in _bundles() else DEFAULT


@lru_cache
def _bundles() -> dict[str, FluentBundle]:
    found = {}
    for path in sorted(_FOLDER.glob("*.ftl")):
        bundle = FluentBundle([path.stem], use_isolating=False)
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
        # Asked for every variant of every plural; the same number has the same form.
        bundle._plural_form = lru_cache(1024, typed=True)(bundle._plural_form)
        found[path.stem] = bundle
    return found


def escape(value: str) -> str:
    """People's text made safe to show: no tags, no pings."""
    return html.escape(_PINGS.sub("\\1\u2060", value), quote=False)


class Translator:
    """`t("key", amount=Money(…), day=date(…), n=3, name="…")` gives a line of HTML in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in _bundles() else DEFAULT
        self._bundle = _bundles()[self.language]
        self._fixed: dict[str, str] = {}  # texts without values

    def __call__(self, key: str, /, **args: Any) -> str:
        if not args and (same := self._fixed.get(key)):
            return same
        message = self._bundle.get_message(key) if self._bundle.has_message(key) else None
        if message is None or message.value is None:
            log.error("text missing", key=key, language=self.language)
            return key
        text, errors = self._bundle.format_pattern(
            message.value, {name: self._value(value) for name, value in args.items()}
        )
        if errors:
            log.error(
                "text incomplete", key=key, language=self.language, errors=[repr(e)[:80] for e in errors]
            )
        elif not args:
            self._fixed[key] = str(text)
        return str(text)

    def has(self, key: str) -> bool:
        return bool(self._bundle.has_message(key))

    def plain(self, key: str, /, **args: Any) -> str:
        """The same without HTML escapes, for buttons and toasts."""
        return html.unescape(self(key, **args))

    def _value(self, value: Any) -> Any:
        match value:
            case Html():
                return value.text
            case bool():
                return value
            case Decimal():  # a whole one has the plural forms of whole numbers: «14 дней», not «14 дня»
                return _Whole(int(value)) if value == value.to_integral_value() else value
            case int():
                return _Whole(value)
            case str():
                return escape(value)
            case Money():
                return self.money(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case None:
                return ""
        raise TypeError(f"no way to show {type(value).__name__}")

    def money(self, money: Money) -> str:
        """45 000 ₽; ₽45,000.50: pence only where there are any."""
        return _money(money.minor, money.currency, self.language)

    def number(self, value: int | Decimal) -> str:
        if isinstance(value, int):
            return _whole(value, self.language)
        return format_decimal(value, locale=self.language)

    def day(self, day: date) -> str:
        """23 November, the year only where it is not obvious to leave it out is the caller's."""
        return _day(day, self.language)

    def moment(self, moment: datetime) -> str:
        return format_datetime(moment, "d MMM, HH:mm", locale=self.language)

    def weekday(self, day: date) -> str:
        """пт 20.11, Fri Nov 20: short enough for a button."""
        return format_date(
            day, "EEEEEE d MMM" if self.language == "ru" else "EEE MMM d", locale=self.language
        )

    def days(self, first: date, end: date) -> str:
        """«23–29 ноября», "Nov 23 – 29": from `first` to the day before `end`."""
        if self.language == "ru":
            return self.span(first, end - timedelta(days=1))
        return format_interval(first, end - timedelta(days=1), skeleton="MMMMd", locale=self.language)

    def span(self, first: date, last: date) -> str:
        """«23 ноября», «23–29 ноября», «30 ноября – 6 декабря», "November 23–29": both days are in it."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) != (last.year, last.month):
            return f"{self.day(first)} – {self.day(last)}"
        return f"{first.day}–{self.day(last)}" if self.language == "ru" else f"{self.day(first)}–{last.day}"

    def month_name(self, day: date) -> str:
        """«Ноябрь», "November"."""
        return _month_name(day.month, self.language)

    def month(self, day: date) -> str:
        """«ноябрь 2026», "November 2026"."""
        return format_date(day, "LLLL y", locale=self.language)


@lru_cache
def _month_name(month: int, language: str) -> str:
    name = format_date(date(2000, month, 1), "LLLL", locale=language)
    return name[:1].upper() + name[1:]


@lru_cache(4096)
def _day(day: date, language: str) -> str:
    return format_date(day, "d MMMM" if language == "ru" else "MMMM d", locale=language)


class _Whole(FluentInt):
    """A whole number as Fluent takes it, shown without Babel's hundred steps."""

    def format(self, locale: Locale) -> str:
        if self.options is not self.default_number_format_options:  # NUMBER($n, …) in a text
            return str(super().format(locale))
        return _whole(int(self), str(locale))


def _whole(value: int, language: str) -> str:
    digits = str(abs(value))
    pattern = _digits_pattern(language, len(digits), value < 0)
    return pattern.format(*digits)


@lru_cache(256)
def _digits_pattern(language: str, digits: int, negative: bool) -> str:
    """How the language writes a number of so many digits, a {} for each of them."""
    ones = int("1" * digits)
    return _blank(format_decimal(-ones if negative else ones, locale=language))


def _blank(shown: str) -> str:
    return shown.replace("{", "{{").replace("}", "}}").replace("1", "{}")


@lru_cache
def _shape(currency: str, language: str, digits: int) -> Any:
    """(locale, parsed pattern, symbol) for amounts of a currency with so many digits after the point."""
    locale = Locale.parse(language)
    pattern = re.sub(
        r"\.0+", "." + "0" * digits if digits else "", locale.currency_formats["standard"].pattern
    )
    return locale, parse_pattern(pattern), get_currency_symbol(currency, locale)


def _money(minor: int, currency: str, language: str) -> str:
    """By a pattern that Babel has made of another amount with as many digits: it takes forty times as long."""
    places = minor_digits(currency)
    units, rest = divmod(abs(minor), 10**places)
    whole, pence = str(units), str(rest).zfill(places) if rest else ""
    pattern = _money_pattern(len(whole), bool(rest), minor < 0, currency, language)
    return pattern.format(*whole, *pence)


@lru_cache(1024)
def _money_pattern(whole: int, rest: bool, negative: bool, currency: str, language: str) -> str:
    """How the language writes an amount with `whole` digits before the point, a {} for each digit."""
    places = minor_digits(currency)
    ones = int("1" * (whole + places)) if rest else int("1" * whole) * 10**places
    return _blank(_money_by_babel(-ones if negative else ones, currency, language))


def _money_by_babel(minor: int, currency: str, language: str) -> str:
    money = Money(minor, currency)
    amount = money.decimal
    whole = amount == amount.to_integral_value()
    digits = 0 if whole else max(-int(amount.as_tuple().exponent), 0)
    locale, pattern, own = _shape(currency, language, digits)
    text: str = pattern.apply(amount, locale, currency=currency, currency_digits=False)
    if own == currency:  # English has no ₽: take the symbol from the currency's own country
        for other in ("ru", "kk", "uk", "tr", "be"):
            symbol = get_currency_symbol(currency, other)
            if symbol != currency:
                return text.replace(currency, symbol)
    return re.sub(rf"(?<={currency})(?=\d)", "\u00a0", text)  # OMR 115.125


class Translators(Mapping[str, Translator]):
    """One translator a language."""

    def __init__(self) -> None:
        self._all = {language: Translator(language) for language in languages()}

    def __getitem__(self, language: str) -> Translator:
        return self._all.get(language) or self._all[DEFAULT]

    def __iter__(self) -> Any:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
