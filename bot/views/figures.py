"""How a KPI, a figure and a period are written: the same words everywhere."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from bot.i18n import Translator, escape
from services.kpi import Kpi, Part, Value
from services.money import Money, divide
from services.parsing import minor_digits
from services.periods import Period, containing


def kpi_name(t: Translator, kpi: Kpi | Part) -> str:
    """«выручка», «повторные показы»: HTML; a team's own KPI has the name the lead gave it."""
    own = getattr(kpi, "name", None)
    return escape(own) if own else t(f"kpi-{kpi.slug}")


def kpi_title(t: Translator, kpi: Kpi | Part) -> str:
    """The same at the beginning of a line."""
    name = kpi_name(t, kpi)
    return name[:1].upper() + name[1:]


def shown(t: Translator, kpi: Kpi | Part, value: Value, currency: str) -> str:
    """A figure with its unit, rounded half-up: «135 000 ₽», «12», «64 %», «8,5 дня»; a dash without a value."""
    if not value.exists:
        return t("no-value")
    match kpi.unit:
        case "money":
            unit = 10 ** minor_digits(currency)
            # Of a mean kopecks say nothing.
            if value.bottom > 1 and abs(value.top) >= 1000 * unit * value.bottom:
                return t.money(Money(divide(value.top, value.bottom * unit) * unit, currency))
            return t.money(Money(value.rounded() or 0, currency))
        case "percent":
            return share(t, value)
        case "days":
            return t("value-days", n=_decimal(value, 1))
        case "count":
            return t("number", n=_decimal(value, 1))
    return t("number", n=_decimal(value, 2))


def share(t: Translator, value: Value) -> str:
    """A share in whole percent: «132 %», never capped; a dash without a value."""
    rounded = value.rounded(2)
    return t("no-value") if rounded is None else t("value-percent", n=rounded)


def _decimal(value: Value, digits: int) -> Decimal:
    """Only as many digits as there are."""
    number = Decimal(value.rounded(digits) or 0).scaleb(-digits)
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def period_name(t: Translator, period: Period) -> str:
    """«ноябрь 2026», «неделя 23–29 ноября», «4-й квартал 2026», «2026 год», «23 ноября»."""
    match period.kind:
        case "day":
            return t.day(period.start)
        case "month":
            return t.month(period.start)
        case "quarter":
            return t("period-quarter", n=(period.start.month + 2) // 3, year=str(period.start.year))
        case "year":
            return t("period-year", year=str(period.start.year))
    return t(
        "period-days", days=t.days(period.start, period.end), week="yes" if period.kind == "week" else "no"
    )


def period_before(t: Translator, period: Period) -> str:
    """When the period before this one was: «в октябре», «неделей раньше», «в 3-м квартале», «в 2025 году»."""
    before = containing(period.start - timedelta(days=1), period.kind)
    month, year = before.start.month, str(before.start.year)
    return t("period-before", kind=period.kind, month=month, quarter=(month + 2) // 3, year=year)
