"""Public holidays of a country, with working days that were moved, as the library `holidays` knows them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

NONE: tuple[frozenset[date], frozenset[date]] = (frozenset(), frozenset())


@lru_cache(maxsize=512)
def days_of(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """(days off, weekend days that are worked) of a year; both empty where no calendar is known."""
    import holidays  # a tenth of a second, and only where figures are asked for

    try:
        found = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return NONE
    off = frozenset(day for day in found if day.year == year)
    worked = frozenset(day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    return off - worked, worked


def is_known(country: str, year: int) -> bool:
    """Whether public holidays of this country and year are known at all."""
    return days_of(country, year) != NONE
