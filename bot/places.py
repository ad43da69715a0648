"""Countries, time zones and currencies as people name them: guesses from a Telegram language, buttons, typed words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from babel.numbers import get_currency_symbol, get_territory_currencies

from services.names import person_key

# Where the zone most people of a country live in is not the first of the tz database's table.
_MAIN = {
    "RU": "Europe/Moscow",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "AU": "Australia/Sydney",
    "UA": "Europe/Kyiv",
}
_RENAMED = {"Europe/Kyiv": "Europe/Kiev"}  # CLDR still has its city under the old name
# Of several zones with one clock, the city people go by.
_KNOWN = frozenset(
    {"Europe/Moscow", "Europe/Samara", "Asia/Vladivostok", "Asia/Kamchatka", "Asia/Krasnoyarsk"}
)
_NEAR = {
    "ru": ("RU", "KZ", "BY", "UZ", "KG", "AM", "GE", "AE"),
    "en": ("US", "GB", "DE", "IN", "AE", "CA", "AU"),
}
_MONEY = {
    "ru": ("RUB", "KZT", "BYN", "UZS", "KGS", "AMD", "GEL", "USD", "EUR"),
    "en": ("USD", "EUR", "GBP", "INR", "AED", "CAD", "AUD"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """`timezone` is None where the country is known and its zone is still to be asked."""

    country: str
    timezone: str | None


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            country, _, zone = line.split("\t")[:3]
            if zone == "Europe/Simferopol":  # listed twice; its clock is Moscow's, which is on the list
                continue
            found[country].append(zone)
    return {country: tuple(zones) for country, zones in found.items()}


def main_zone(country: str) -> str:
    return _MAIN.get(country) or _table().get(country, ("UTC",))[0]


def zones(country: str, now: datetime) -> list[str]:
    """One zone for each clock of the country, summer and winter compared, from west to east."""
    clocks: dict[tuple[object, ...], str] = {}
    for zone in _table().get(country, ()):
        info = ZoneInfo(zone)
        clock = tuple(now.replace(month=month, day=1).astimezone(info).utcoffset() for month in (1, 4, 7, 10))
        if clock not in clocks or zone in _KNOWN:
            clocks[clock] = zone
    return sorted(clocks.values(), key=lambda zone: (now.astimezone(ZoneInfo(zone)).utcoffset(), zone))


def guess(language_code: str | None) -> tuple[str, str, str]:
    """(country, time zone, currency) for Telegram's language code: «ru» is Russia, "en-gb" Britain."""
    parts = (language_code or "en").replace("_", "-").split("-")
    likely = get_global("likely_subtags").get(parts[0].lower(), "en_Latn_US")
    country = parts[-1].upper() if len(parts) > 1 and parts[-1].upper() in _table() else likely.split("_")[-1]
    money = get_territory_currencies(country) or ["USD"]
    return country, main_zone(country), money[0]


def countries(first: str, language: str) -> list[str]:
    """Country codes for buttons, the guess first."""
    return list(dict.fromkeys((first, *_NEAR.get(language, _NEAR["en"]))))[:8]


def currencies(first: str, language: str) -> list[str]:
    """Currency codes for buttons, the guess first."""
    return list(dict.fromkeys((first, *_MONEY.get(language, _MONEY["en"]))))[:9]


def currency_name(code: str, language: str) -> str:
    """«RUB ₽»: the code and, where there is one, its sign."""
    for locale in (language, "ru", "en"):
        sign = get_currency_symbol(code, locale)
        if sign != code:
            return f"{code} {sign}"
    return code


def country_name(code: str, language: str) -> str:
    return str(Locale.parse(language).territories.get(code, code))


def city(zone: str, language: str) -> str:
    """«Москва» for Europe/Moscow."""
    if "/" not in zone:
        return zone
    return str(get_timezone_location(_RENAMED.get(zone, zone), locale=language, return_city=True))


def name(country: str, zone: str, language: str) -> str:
    """«Россия, Москва»."""
    return f"{country_name(country, language)}, {city(zone, language)}"


def find(text: str, language: str, now: datetime) -> Place | None:
    """The country or city somebody typed, in their language or in English; None when it is neither or unclear."""
    wanted = person_key(text)
    if len(wanted) < 3:
        return None
    for exact in (True, False):
        found = {
            place for key, place in _names(language) if (key == wanted if exact else key.startswith(wanted))
        }
        if len(found) == 1:
            place = found.pop()
            there = zones(place.country, now)
            return Place(place.country, there[0]) if place.timezone is None and len(there) == 1 else place
    return None


@cache
def _names(language: str) -> tuple[tuple[str, Place], ...]:
    names = []
    for each in dict.fromkeys((language, "en")):
        for country, there in _table().items():
            names.append((person_key(country_name(country, each)), Place(country, None)))
            names += [(person_key(city(zone, each)), Place(country, zone)) for zone in there]
    return tuple(names)


def clock(zone: str, now: datetime) -> str:
    """«12:00»: what people there see on the wall at `now`."""
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
