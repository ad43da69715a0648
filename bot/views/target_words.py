"""Targets in words: a value, a goal with its period, what changed, for who set it and for whom it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.i18n import Html, Translator
from bot.views.figures import kpi_name
from bot.views.receipt import KIND_OF_KPI
from services.access import Me
from services.kpi import Kpi, Value
from services.money import Money
from services.periods import add_months, containing
from services.roster import Person, TeamOf
from services.targets import Change, Version
from services.targets.amounts import scale


def value(t: Translator, kpi: Kpi, number: int, currency: str) -> str:
    """A target's value as it is held: «1 500 000 ₽», «20», «12,5 %», «20 дней»."""
    match kpi.unit:
        case "money":
            return t.money(Money(number, currency))
        case "count":
            return t("number", n=number)
        case "percent":
            return t("value-percent", n=_trimmed(number))
        case "days":
            return t("value-days", n=_trimmed(number))
    return t("number", n=_trimmed(number))


def figure(t: Translator, kpi: Kpi, exact: Value, currency: str) -> str:
    """A measured figure the same way; shares and days with a digit after the point."""
    if not exact.exists:
        return t("no-value")
    if kpi.unit in ("money", "count"):
        return value(t, kpi, exact.rounded() or 0, currency)
    digits = Value(exact.top * scale(kpi), exact.bottom * 10).rounded() or 0
    return value(t, kpi, digits * 10, currency)


def _trimmed(hundredths: int) -> Decimal | int:
    number = Decimal(hundredths).scaleb(-2)
    whole = number.to_integral_value()
    return int(whole) if whole == number else number.normalize()


def goal(t: Translator, kpi: Kpi, number: int, currency: str) -> str:
    """«выручка 1 500 000 ₽», «20 сделок», «отказы не больше 5»."""
    if kpi.better == "down":
        return t("target-limit", kpi=Html(kpi_name(t, kpi)), value=Html(value(t, kpi, number, currency)))
    if kpi.slug in KIND_OF_KPI:
        return t(f"n-{KIND_OF_KPI[kpi.slug]}", n=number)
    return t("target-goal", kpi=Html(kpi_name(t, kpi)), value=Html(value(t, kpi, number, currency)))


def goal_each(t: Translator, kpi: Kpi, number: int, each: str, currency: str) -> str:
    """«20 встреч в неделю», «средний чек 50 000 ₽ за месяц»."""
    return of_each(t, goal(t, kpi, number, currency), each, level=not kpi.cumulative)


def of_each(t: Translator, what: str, each: str, *, level: bool) -> str:
    return t("target-each-level" if level else "target-each", goal=Html(what), each=each)


def goals_line(t: Translator, of: Iterable[tuple[Kpi, str, int]], currency: str) -> str:
    """«выручка 2 000 000 ₽, 20 сделок в месяц; 20 встреч в неделю» of (KPI, period kind, value)."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for kpi, each, number in of:
        groups.setdefault((each, not kpi.cumulative), []).append(goal(t, kpi, number, currency))
    return "; ".join(
        of_each(t, ", ".join(goals), each, level=level) for (each, level), goals in groups.items()
    )


def since(t: Translator, day: date, today: date | None = None) -> str:
    """«1 декабря», with the year where it is another one."""
    if today is None or day.year != today.year:
        return t("target-day-year", day=day, year=str(day.year))
    return t.day(day)


def months(t: Translator, change: Change, currency: str) -> str:
    """«октябрь 1 000 000 ₽, ноябрь 2 000 000 ₽, декабрь 3 000 000 ₽»: a weighted target's months."""
    start = containing(change.start, change.each).start
    total, parts = sum(change.weights), []
    for n, weight in enumerate(change.weights):
        exact = Value((change.after or 0) * weight, total)
        name = t.month_name(add_months(start, n)).lower()
        parts.append(f"{name} {figure(t, change.kpi, exact, currency)}")
    return ", ".join(parts)


def _more(t: Translator, change: Change, currency: str, today: date) -> list[str]:
    """What else is to be said of a change: from when, its months, why, what was set for later."""
    rows = []
    if change.ahead:
        rows.append(t("target-from", day=Html(since(t, change.start, today))))
    if change.weights and change.after is not None:
        rows.append(t("target-months", months=Html(months(t, change, currency))))
    if change.reason:
        rows.append(t("target-because", reason=change.reason))
    later = change.later
    if later is not None:
        day = Html(since(t, later.valid_from, today))
        if later.value is None:
            rows.append(t("target-later-none", day=day))
        else:
            rows.append(t("target-later", day=day, value=Html(value(t, change.kpi, later.value, currency))))
    return rows


def said(t: Translator, me: Me, change: Change, whom: Person | TeamOf, today: date) -> str:
    """What was set, for who set it."""
    kpi, each = change.kpi, change.each
    if change.after is None:
        row = t("target-removed", name=whom.name, kpi=Html(kpi_name(t, kpi)), each=each)
        return "\n".join([row, *_more(t, change, me.currency, today)])
    after = Html(goal_each(t, kpi, change.after, each, me.currency))
    if change.same:
        return t("target-same", name=whom.name, goal=after)
    if change.before is None or change.before == change.after:
        row = t("target-set", name=whom.name, goal=after)
    else:
        before = Html(value(t, kpi, change.before, me.currency))
        row = t("target-changed", name=whom.name, goal=after, before=before)
    return "\n".join([row, *_more(t, change, me.currency, today)])


def told(t: Translator, me: Me, changes: Sequence[Change], today: date) -> str:
    """The same for the person whose targets they are: one message, however many there are."""
    if len(changes) == 1:
        change = changes[0]
        rows = [_told(t, change, me.currency), *_more(t, change, me.currency, today)]
    else:
        rows = [t("target-told-several")]
        rows += [t("target-bullet", goal=Html(bullet(t, change, me.currency))) for change in changes]
    return "\n".join([*rows, t("target-signed", who=me.name)])


def _told(t: Translator, change: Change, currency: str) -> str:
    if change.after is None:
        return t("target-told-removed", kpi=Html(kpi_name(t, change.kpi)), each=change.each)
    after = Html(goal_each(t, change.kpi, change.after, change.each, currency))
    if change.before is None:
        return t("target-told-set", goal=after)
    if change.before == change.after:
        return t("target-told-again", goal=after)
    return t("target-told-changed", goal=after, before=Html(value(t, change.kpi, change.before, currency)))


def bullet(t: Translator, change: Change, currency: str) -> str:
    """«выручка 1 100 000 ₽ в месяц (было 1 000 000 ₽)»."""
    after = goal_each(t, change.kpi, change.after or 0, change.each, currency)
    if change.before is None:
        return after
    before = value(t, change.kpi, change.before, currency)
    return t("target-was", goal=Html(after), before=Html(before))


def standing_line(t: Translator, kpi: Kpi, one: Version, currency: str, today: date, zone: str | None) -> str:
    """«• выручка 1 500 000 ₽ в месяц — Борис, 23 ноября: больше живых встреч»."""
    what = Html(goal_each(t, kpi, one.value or 0, one.each, currency))
    day = Html(since(t, one.at.astimezone(ZoneInfo(zone or "UTC")).date(), today))
    if one.by is None:
        return t("target-bullet-when", goal=what, day=day, reason=one.reason or "", because=_yes(one.reason))
    return t(
        "target-bullet-by", goal=what, who=one.by, day=day, reason=one.reason or "", because=_yes(one.reason)
    )


def _yes(what: object) -> str:
    return "yes" if what else "no"


def later_line(t: Translator, kpi: Kpi, one: Version, currency: str, today: date) -> str:
    """«• с 1 декабря: выручка 2 000 000 ₽ в месяц»."""
    day = Html(since(t, one.valid_from, today))
    if one.value is None:
        return t("target-bullet-none", day=day, kpi=Html(kpi_name(t, kpi)), each=one.each)
    return t("target-bullet-later", day=day, goal=Html(goal_each(t, kpi, one.value, one.each, currency)))
