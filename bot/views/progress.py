"""How figures of progress are said: a target and where one stands against it, pace, need, the one sentence."""

from __future__ import annotations

from bot.callbacks import Kind
from bot.i18n import Html, Translator
from bot.replies import Button
from bot.views.figures import kpi_name, kpi_title, share, shown
from services.kpi import NO_VALUE, Kpi, Value, Values
from services.kpi.conversion import ACTIVITY_KINDS
from services.money import Money, divide
from services.parsing import minor_digits
from services.periods import KINDS, Period
from services.progress import Effort, Progress, Sentence, Stand, in_activities

PACE = {
    "on": "pace-on",
    "little": "pace-little",
    "behind": "pace-behind",
    "risk": "pace-risk",
    "early": "pace-early",
}
PACE_OF_LIMIT = PACE | {
    "on": "pace-limit-on",
    "little": "pace-limit-little",
    "behind": "pace-limit-behind",
}
SAY = {
    "over-met": "say-over-met",
    "over-missed": "say-over-missed",
    "absent": "say-absent",
    "quiet-none": "say-quiet",
    "limit-over": "say-limit-over",
    "met": "say-met",
    "last": "say-last",
    "risk": "say-risk",
    "limit-fast": "say-limit-fast",
    "little": "say-little",
    "quiet": "say-quiet",
    "ahead": "say-ahead",
    "early": "say-early",
    "level": "say-level",
    "limit-within": "say-limit-within",
    "wait": "say-wait",
}
NEEDED = ("risk", "little", "early")
WORKED_OUT = (*NEEDED, "ahead")  # by division, not by counting
KIND_BUTTONS = {
    "day": "button-kind-day",
    "week": "button-kind-week",
    "month": "button-kind-month",
    "quarter": "button-kind-quarter",
    "year": "button-kind-year",
}


def about(t: Translator, kpi: Kpi, value: Value, currency: str) -> str:
    """A figure that was computed, not counted: money without kopecks, counts from ten on without decimals."""
    if not value.exists:
        return t("no-value")
    if kpi.unit == "money":
        unit = 10 ** minor_digits(currency)
        if abs(value.top) >= 10 * unit * abs(value.bottom):
            return t.money(Money(divide(value.top, value.bottom * unit) * unit, currency))
    elif kpi.unit == "count" and abs(value.top) >= 10 * abs(value.bottom):
        value = Value(value.rounded() or 0)
    return shown(t, kpi, value, currency)


def rough(t: Translator, kpi: Kpi, value: Value, currency: str) -> str:
    """A forecast, what is due by now, what a day needs: money in no more than three leading digits."""
    if kpi.unit == "money" and value.exists:
        unit = 10 ** minor_digits(currency)
        whole = len(str(divide(abs(value.top), value.bottom * unit)))
        if whole > 3:
            step = unit * 10 ** (whole - 3)
            return t.money(Money(divide(value.top, value.bottom * step) * step, currency))
    return about(t, kpi, value, currency)


def actual(t: Translator, kpi: Kpi, value: Value, currency: str, values: Values, *, ended: bool) -> str:
    """The value; of retention what it is made of until the period ends: «14 из 22 пока»."""
    if kpi.slug == "retention" and value.exists and not ended:
        return t("me-so-far", top=value.top, of=value.bottom)
    text = shown(t, kpi, value, currency)
    coverage = values.get("sales_cycle_coverage", NO_VALUE)
    if kpi.slug == "sales_cycle" and coverage.exists and coverage.top != coverage.bottom:
        return t("me-covered", value=Html(text), top=coverage.top, of=coverage.bottom)
    return text


def why_none(t: Translator, kpi: Kpi) -> str:
    """Why there is no value."""
    key = f"no-value-{kpi.slug}"
    return t(key if t.has(key) else "no-value-other")


def value_line(
    t: Translator, kpi: Kpi, value: Value, currency: str, values: Values, *, ended: bool = True
) -> str:
    """«Звонки: 12», «Средний чек: — (пока нет сделок с суммой)»."""
    name = Html(kpi_title(t, kpi))
    if not value.exists:
        return t("me-no-value", name=name, why=Html(why_none(t, kpi)))
    return t("me-figure", name=name, actual=Html(actual(t, kpi, value, currency, values, ended=ended)))


def target_line(t: Translator, one: Stand, currency: str, values: Values, *, ended: bool) -> str:
    """«Выручка: 135 000 ₽ из 500 000 ₽ (27 %) · ниже графика»."""
    name = Html(kpi_title(t, one.kpi))
    target = Html(about(t, one.kpi, one.asked, currency))
    if not one.actual.exists:
        return t("me-no-value-target", name=name, why=Html(why_none(t, one.kpi)), target=target)
    shown_ = Html(actual(t, one.kpi, one.actual, currency, values, ended=ended))
    if one.attainment.exists:
        text = t("me-target", name=name, actual=shown_, target=target, share=Html(share(t, one.attainment)))
    else:
        text = t("me-target-bare", name=name, actual=shown_, target=target)
    if one.kpi.limit:
        text = t("me-limit", line=Html(text))
    return " · ".join([text, *pace_word(t, one, ended=ended)])


def pace_word(t: Translator, one: Stand, *, ended: bool) -> list[str]:
    """«ниже графика», «выполнено ✅», of a limit «быстрее времени»; nothing where there is no pace."""
    if one.met and one.kpi.limit and ended:
        return [t("pace-limit-met")]
    if one.met and not one.kpi.limit:
        return [t("pace-met" if ended or one.kpi.cumulative else "pace-met-so-far")]
    if ended or one.label not in PACE:
        return []
    return [t((PACE_OF_LIMIT if one.kpi.limit else PACE)[one.label])]


def need_line(
    t: Translator, one: Stand, progress: Progress, currency: str, *, yours: bool = True
) -> str | None:
    """«осталось 365 000 ₽: по 60 800 ₽ в день, это примерно 12 контактов по вашей конверсии»; None: no need."""
    at = progress.at
    if at.ended or one.met or not one.gap.exists or one.kpi.limit:
        return None
    if at.left <= 0:
        return t("me-gap", gap=Html(missing(t, one.kpi, one.gap, currency)))
    return need(t, one, at.left, currency, activities_text(t, progress, _effort(one, progress), yours=yours))


def need(t: Translator, one: Stand, left: int, currency: str, effort: str = "") -> str:
    """«осталось 365 000 ₽: по 60 800 ₽ в день», «осталось 2 на 4 рабочих дня»."""
    return t(
        "me-need-activities" if effort else "me-need",
        gap=Html(missing(t, one.kpi, one.gap, currency)),
        need=Html(rough(t, one.kpi, one.needed, currency)),
        each=_each(one, left),
        days=left,
        activities=Html(effort),
    )


def missing(t: Translator, kpi: Kpi, gap: Value, currency: str) -> str:
    """What is missing; of a count the next whole one: nobody makes 1,2 meetings."""
    return about(t, kpi, _whole(kpi, gap), currency)


def _whole(kpi: Kpi, gap: Value) -> Value:
    return Value(-(-gap.top // gap.bottom)) if kpi.unit == "count" and gap.exists else gap


def _each(one: Stand, left: int) -> str:
    """Whether the need is told per day, or all in all: for the last day, or less than one a day."""
    slow = one.kpi.unit == "count" and one.needed.exists and one.needed.top < one.needed.bottom
    return "all" if left == 1 or slow else "day"


def _effort(one: Stand, progress: Progress) -> Value:
    """The need in the team's main activity: per day or all in all, as the need itself is told."""
    a_day = in_activities(one, progress)
    if progress.effort is None or not a_day.exists or _each(one, progress.at.left) == "day":
        return a_day
    return progress.effort.for_kpi(one.kpi.slug, _whole(one.kpi, one.gap))


def activities_text(t: Translator, progress: Progress, value: Value, *, yours: bool = True) -> str:
    """«это примерно 12 контактов по вашей конверсии»; `yours`: said to whom it is about; empty where not known."""
    effort = progress.effort
    if effort is None or not value.exists:
        return ""
    return t(
        "me-activities-own" if effort.own else "me-activities-team",
        yours="yes" if yours else "no",
        what=Html(activity(t, progress, effort, max(value.rounded() or 0, 1))),
    )


def activity(t: Translator, progress: Progress, effort: Effort, n: int) -> str:
    """«12 контактов», «показы: 12»."""
    kind = ACTIVITY_KINDS.get(effort.activity)
    if kind is not None:
        return t(f"n-{kind}", n=n)
    kpi = progress.known.get(effort.activity)
    name = Html(kpi_name(t, kpi)) if kpi is not None else effort.activity
    return t("n-other", kind=name, n=n)


def less_line(t: Translator, one: Stand, progress: Progress, currency: str) -> str | None:
    """«вместо 1 000 000 ₽: 5 дней отсутствия»: why the target is smaller than it was set."""
    if not one.shrunk or not one.kpi.cumulative:
        return None
    full = Html(about(t, one.kpi, one.full, currency))
    if progress.at.missing:
        return t("me-less-days", full=full, n=progress.at.missing)
    calendar = progress.member.schedule.calendar
    holiday = calendar.weekdays(progress.period) > progress.at.days + progress.at.missing
    return t("me-less-holiday" if progress.period.kind == "week" and holiday else "me-less-new", full=full)


def today_line(t: Translator, progress: Progress, currency: str) -> str:
    """«Сегодня: 45 000 ₽, 1 сделка, 12 звонков», by the day's entries."""
    parts = []
    for slug, kpi in progress.known.items():
        value = progress.of_today.get(slug)
        if value is None or not kpi.cumulative or not kpi.summed or not value.top:
            continue
        if kpi.unit == "money":
            text = shown(t, kpi, value, currency)
            parts.append(text if kpi.team_id is None else f"{kpi_name(t, kpi)}: {text}")
        elif kpi.team_id is None:
            parts.append(t(f"n-{kpi.kinds[0]}", n=value.top))
        else:
            parts.append(t("me-today-own", kpi=Html(kpi_name(t, kpi)), n=value.top))
    if parts:
        return t("me-today", what=Html(", ".join(parts)))
    return t("me-today-other", n=progress.entries_today) if progress.entries_today else t("me-today-empty")


def sentence_line(t: Translator, said: Sentence, progress: Progress, currency: str, *, no_target: str) -> str:
    """The one most useful sentence; `no_target` is what is said to this reader where there is none."""
    if said.rule == "no-target":
        return t(no_target)
    return t("say", what=Html(t(SAY[said.rule], **_filled(t, said, progress, currency))))


def _filled(t: Translator, said: Sentence, progress: Progress, currency: str) -> dict[str, object]:
    one = said.stand
    if one is None:
        return {}
    at, each = progress.at, _each(one, progress.at.left)
    if said.rule in NEEDED and each == "all":
        value = missing(t, one.kpi, one.gap, currency)
    else:
        value = (rough if said.rule in WORKED_OUT else about)(t, one.kpi, said.value, currency)
    effort = activities_text(
        t, progress, _effort(one, progress) if said.activities.exists else said.activities
    )
    return {
        "kpi": Html(kpi_title(t, one.kpi)),
        "value": Html(value),
        "target": Html(about(t, one.kpi, one.asked, currency)),
        "name": Html(kpi_name(t, one.kpi)),
        "left": at.left,
        "missed": said.of - said.met,
        "rate": Html(t("need-rate", each=each, value=Html(value), days=at.left)),
        "today": "yes"
        if at.works_today and at.spent_today < 100 and (each == "day" or at.left == 1)
        else "no",
        "each": each,
        "met": said.met,
        "of": said.of,
        "known": "yes" if effort else "no",
        "activities": Html(effort),
    }


def kinds_row(t: Translator, period: Period, make: object) -> list[Button]:
    """A button for each kind of period; the one that is shown is marked. `make(kind)` gives the action."""
    assert callable(make)
    return [
        Button(("• " if kind == period.kind else "") + t.plain(KIND_BUTTONS[kind]), make(Kind.of(kind)))
        for kind in KINDS
    ]
