"""Setting a target by buttons: how much, are you sure, who would have met it."""

from __future__ import annotations

from bot.callbacks import TargetVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.figures import kpi_name, period_name
from bot.views.lists import plain, shorten
from bot.views.target import EVERYBODY, LINE, Whom, do
from bot.views.target_words import figure, goal_each, of_each, since, value
from services.access import Me
from services.kpi import Kpi, Value
from services.plans import KINDS
from services.roster import Person, TeamOf
from services.targets import Change, Doubt, Everybody, History, Order, Past, Version
from services.targets.setting import Skipped
from services.targets.short import code

ROWS_SHOWN = 15
NAMES_SHOWN = 10
SHORT = {kind[0]: kind for kind in KINDS}  # as buttons have it


def of_kpi(
    t: Translator,
    me: Me,
    whom: Whom,
    kpi: Kpi,
    each: str,
    held: Version | None,
    history: History | None,
    proposed: list[tuple[int, int]],
) -> Reply:
    """The period kind and values to tap, or how to type one."""
    what = Html(of_each(t, kpi_name(t, kpi), each, level=not kpi.cumulative))
    rows = [t("target-ask", name=whom.name, what=what)]
    if held is not None and held.value is not None:
        rows.append(t("target-now", value=Html(value(t, kpi, held.value, me.currency))))
    if history is not None and history.recent:
        rows += [
            t(
                "target-past",
                period=Html(period_name(t, period)),
                value=Html(figure(t, kpi, actual, me.currency)),
            )
            for period, actual in history.recent
        ]
    if proposed:
        rows.append(
            t("target-proposed", values=Html("; ".join(_step(t, me, kpi, history, *p) for p in proposed)))
        )
    else:
        rows.append(t("target-no-history"))
    example = _example(t, kpi)
    rows.append(
        t(
            "target-type",
            whom=typed_name(t, whom),
            kpi=Html(kpi_name(t, kpi)),
            example=Html(f"{example} {t('target-in', each=each)}"),
        )
    )
    verb = TargetVerb.SET if isinstance(whom, Person) else TargetVerb.SEEN
    first = [
        Button(
            ("✓ " if kind == each else "") + t.plain("target-kind", each=kind),
            do(whom, TargetVerb.KPI, kpi=code(kpi.slug), each=kind[0]),
        )
        for kind in KINDS
    ]
    buttons = [
        [
            Button(
                _label(t, me, kpi, percent, number),
                do(whom, verb, kpi=code(kpi.slug), value=number, each=each[0]),
            )
        ]
        for percent, number in proposed
        if held is None or number != held.value
    ]
    last = [Button(t.plain("button-back"), do(whom, TargetVerb.WHOM))]
    if held is not None:
        drop = do(whom, TargetVerb.DROP, kpi=code(kpi.slug), each=each[0])
        last.insert(0, Button(t.plain("button-remove-target"), drop))
    return Reply("\n".join(rows), [first, *buttons, last])


def _step(t: Translator, me: Me, kpi: Kpi, history: History | None, percent: int, number: int) -> str:
    """«Медиана последних 3: 1 100 000 ₽», «+10 %: 1 200 000 ₽»."""
    recent = len(history.recent) if history is not None and history.median.top > 0 else 0
    base = "usual" if history is None else "median" if recent > 1 else "best" if not recent else "usual"
    return t(
        "target-step",
        percent=percent,
        base=base,
        n=recent,
        value=Html(value(t, kpi, number, me.currency)),
        better="down" if kpi.better == "down" else "up",
    )


def _label(t: Translator, me: Me, kpi: Kpi, percent: int, number: int) -> str:
    if not percent:
        return plain(value(t, kpi, number, me.currency))
    return plain(_step(t, me, kpi, None, percent, number))


def _example(t: Translator, kpi: Kpi) -> str:
    return t(f"target-example-{kpi.unit}")


def typed_name(t: Translator, whom: Whom) -> str:
    """How to name them in a line."""
    if isinstance(whom, Person):
        return f"@{whom.username}" if whom.username else whom.name
    if isinstance(whom, Everybody):
        return f"{t.plain('word-everybody')} {whom.name}"
    return f"{t.plain('word-team')} {whom.name}"


def _yes_no(t: Translator, whom: Whom, yes: str, verb: TargetVerb, **more: object) -> Keyboard:
    return [
        [
            Button(t.plain(yes), do(whom, verb, **more)),
            Button(t.plain("button-target-no"), do(whom, TargetVerb.NO)),
        ]
    ]


def _ordered(order: Order, each: str, how: int) -> dict[str, object]:
    """What a button has to carry of an order; weights and reason stay in the line it answers (LINE)."""
    return {
        "kpi": code(order.kpi.slug),
        "value": order.value or 0,
        "each": each[0],
        "start": order.start.toordinal() if order.start else 0,
        "how": how,
    }


def doubted(t: Translator, me: Me, whom: Person | TeamOf, order: Order, each: str, doubt: Doubt) -> Reply:
    """The figures that speak against a target, and two buttons."""
    kpi = order.kpi
    goal = Html(goal_each(t, kpi, order.value or 0, each, me.currency))
    key = "target-doubt-high" if doubt.kind == "high" else "target-doubt-low"
    down = "down" if kpi.better == "down" else "up"
    rows = [t("target-doubt", name=whom.name, goal=goal)]
    if order.start is not None:
        rows.append(t("target-from", day=Html(since(t, order.start))))
    rows += [t(key, better=down), figures(t, me, doubt.history)]
    how = LINE if order.weights or order.reason else 0
    more = _ordered(order, each, how)
    return Reply("\n".join(rows), _yes_no(t, whom, "button-target-anyway", TargetVerb.SURE, **more))


def figures(t: Translator, me: Me, history: History) -> str:
    """«Лучший результат — 900 000 ₽ (октябрь 2026), медиана последних — 700 000 ₽.»"""
    kpi, best = history.kpi, history.best
    when = next((p for p, actual in reversed(history.values) if _same(actual, best)), None)
    median = history.median
    return t(
        "target-figures",
        best=Html(figure(t, kpi, best, me.currency)),
        period=Html(period_name(t, when)) if when else "",
        median=Html(figure(t, kpi, median, me.currency)),
        n=len(history.recent),
    )


def _same(one: Value, other: Value) -> bool:
    return one.top * other.bottom == other.top * one.bottom


def previewed(
    t: Translator,
    me: Me,
    whom: TeamOf | Everybody,
    order: Order,
    each: str,
    past: list[Past],
    doubts: list[tuple[str, Doubt]],
) -> Reply:
    """Who would have met this in the last three periods; nothing is set before the button."""
    kpi = order.kpi
    goal = Html(goal_each(t, kpi, order.value or 0, each, me.currency))
    everybody = isinstance(whom, Everybody)
    rows = [t("target-preview-all" if everybody else "target-preview-team", team=whom.name, goal=goal)]
    if order.start is not None:
        rows.append(t("target-from", day=Html(since(t, order.start))))
    rows.append(t("target-preview-title" if everybody else "target-preview-title-team"))
    rows += [_past(t, me, kpi, one, everybody=everybody) for one in past]
    if doubts:
        rows += ["", t("target-preview-doubts")]
        rows += [
            t("target-preview-doubt", name=shorten(name, 40), figures=Html(figures(t, me, doubt.history)))
            for name, doubt in doubts[:NAMES_SHOWN]
        ]
        if len(doubts) > NAMES_SHOWN:
            rows.append(t("target-more", n=len(doubts) - NAMES_SHOWN))
    how = LINE if order.weights or order.reason else 0
    verb = TargetVerb.SET if everybody else TargetVerb.SURE
    yes = "button-target-all-yes" if everybody else "button-target-team-yes"
    return Reply("\n".join(rows), _yes_no(t, whom, yes, verb, **_ordered(order, each, how)))


def _past(t: Translator, me: Me, kpi: Kpi, one: Past, *, everybody: bool) -> str:
    period = Html(period_name(t, one.period))
    if not everybody:
        actual = Html(figure(t, kpi, one.value, me.currency))
        return t("target-past-team", period=period, value=actual, met="yes" if one.reached else "no")
    if not one.of:
        return t("target-past-nobody", period=period)
    names = [shorten(name, 30) for name in one.met[:NAMES_SHOWN]]
    more = len(one.met) - len(names)
    return t(
        "target-past-all",
        period=period,
        n=len(one.met),
        of=one.of,
        names=", ".join([*names, *([f"+{more}"] if more else [])]),
        any="yes" if names else "no",
    )


def set_for_all(
    t: Translator, me: Me, whom: Everybody, order: Order, changes: list[Change], skipped: list[Skipped]
) -> str:
    """What came of a target for everybody."""
    new = [one for one in changes if not one.same]
    rows = []
    if order.value is None:
        if not new:
            return t("target-none-yet")
        return t("target-removed-all", team=whom.name, kpi=Html(kpi_name(t, order.kpi)), n=len(new))
    if new:
        one = new[0]
        goal = Html(goal_each(t, one.kpi, one.after or 0, one.each, me.currency))
        rows.append(t("target-set-all", team=whom.name, goal=goal, n=len(new)))
        if one.ahead:
            rows.append(t("target-from", day=Html(since(t, one.start))))
        if order.reason:
            rows.append(t("target-because", reason=order.reason))
    else:
        rows.append(t("target-set-all-none"))
    rows += [
        t("target-skipped", name=left.whom.name, why=Html(t(left.error.key, **left.error.args_)))
        for left in skipped[:NAMES_SHOWN]
    ]
    return "\n".join(rows)


__all__ = [
    "EVERYBODY",
    "LINE",
    "SHORT",
    "doubted",
    "of_kpi",
    "previewed",
    "set_for_all",
]
