"""The company's goal of a year: progress, expected by now, forecast, and what share one carried."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bot.callbacks_requests import GoalDo, GoalVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.figures import kpi_name, kpi_title, shown
from bot.views.progress import rough
from services.goals import Change, Goal, Share, Standing, part
from services.kpi import Kpi, Value
from services.kpi.naming import UnknownKpi


def overview(
    t: Translator, currency: str, year: int, found: list[Standing], years: list[int], *, owner: bool
) -> Reply:
    """A year's goals; owners may remove one, everybody may look at another year."""
    keyboard: Keyboard = []
    if found:
        rows = [t("goal-title", year=str(year))]
        for one in found:
            rows += ["", *_standing(t, currency, one)]
            if owner and one.when != "past":
                label = t.plain("button-goal-remove", kpi=Html(kpi_name(t, one.goal.kpi)))
                keyboard.append([Button(label, GoalDo(verb=GoalVerb.REMOVE, id=one.goal.id, year=year))])
    else:
        rows = [t("goal-none-owner" if owner else "goal-none", year=str(year))]
    others = [
        Button(t.plain("button-goal-year", year=str(one)), GoalDo(verb=GoalVerb.SHOW, year=one))
        for one in years[-6:]
        if one != year
    ]
    return Reply("\n".join(rows), [*keyboard, others])


def _standing(t: Translator, currency: str, one: Standing) -> list[str]:
    kpi, goal = one.goal.kpi, Value(one.goal.value)
    rows = [
        t(
            "goal-line",
            kpi=Html(kpi_title(t, kpi)),
            actual=Html(shown(t, kpi, one.actual, currency)),
            goal=Html(shown(t, kpi, goal, currency)),
            share=Html(percent(t, part(one.actual, one.goal))),
        )
    ]
    if one.when != "now":
        return [*rows, t("goal-over" if one.when == "past" else "goal-later")]
    expected = Html(_about(t, kpi, one.expected, currency))
    pace = one.pace
    if one.early or pace is None:
        rows.append(t("goal-expected-early", expected=expected))
    else:
        said = "on" if pace >= 1 else "behind" if pace >= Fraction(4, 5) else "risk"
        rows.append(t("goal-expected", expected=expected, pace=said))
    if one.forecast.exists:
        forecast = Html(_about(t, kpi, one.forecast, currency))
        ahead = percent(t, part(one.forecast, one.goal))
        rows.append(t("goal-forecast", forecast=forecast, share=Html(ahead)))
    else:
        rows.append(t("goal-early"))
    return rows


def _about(t: Translator, kpi: Kpi, value: Value, currency: str) -> str:
    """What was reckoned: counts whole, money in three digits."""
    if kpi.unit == "money" or not value.exists:
        return rough(t, kpi, value, currency)
    return shown(t, kpi, Value(value.rounded() or 0), currency)


def percent(t: Translator, share: Value) -> str:
    """«132 %», «4,2 %», «0,03 %»: two digits that say something, below ten percent."""
    value = Fraction(share.top, share.bottom) * 100 if share.exists else None
    if value is None:
        return t("no-value")
    digits = 0 if abs(value) >= 10 or value == 0 else 1 if abs(value) >= 1 else 2
    number = share.rounded(2 + digits) or 0
    return t("value-percent", n=Decimal(number).scaleb(-digits).normalize() + 0)


def goal_line(t: Translator, share: Share, currency: str, *, team: bool = False) -> str:
    """«Вы принесли 4,2 % цели компании на 2026 год (выручка: 2,5 млн ₽ из 60 млн ₽)», or the team; "" without."""
    kpi, mine = share.goal.kpi, share.team if team else share.own
    if not mine.exists:
        return ""
    return t(
        "goal-share-team" if team else "goal-share-own",
        share=Html(percent(t, part(mine, share.goal))),
        year=str(share.goal.year),
        kpi=Html(kpi_name(t, kpi)),
        own=Html(shown(t, kpi, mine, currency)),
        goal=Html(_value(t, share.goal, currency)),
    )


def _value(t: Translator, goal: Goal, currency: str) -> str:
    return shown(t, goal.kpi, Value(goal.value), currency)


def changed(t: Translator, currency: str, change: Change) -> str:
    """What was set, changed or removed."""
    kpi, year = Html(kpi_name(t, change.kpi)), str(change.year)
    if change.after is None:
        return t("goal-removed", year=year, kpi=kpi)
    value = Html(shown(t, change.kpi, Value(change.after), currency))
    if change.before == change.after:
        return t("goal-same", year=year, kpi=kpi, value=value)
    if change.before is None:
        return t("goal-set", year=year, kpi=kpi, value=value)
    before = Html(shown(t, change.kpi, Value(change.before), currency))
    return t("goal-changed", year=year, kpi=kpi, value=value, before=before)


def unknown(t: Translator, error: UnknownKpi) -> Reply:
    """No such KPI: the nearest names."""
    if not error.near:
        return Reply(t("goal-kpi-unknown", name=error.name))
    names = ", ".join(f"«{kpi_name(t, one)}»" for one in error.near)
    return Reply(t("goal-kpi-near", name=error.name, names=Html(names)))
