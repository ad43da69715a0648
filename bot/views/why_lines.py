"""The lines of an explanation: formula, terms, what was left out, what was stored, the target, entries and clients."""

from __future__ import annotations

from datetime import date

from bot import places
from bot.i18n import Html, Translator
from bot.views.figures import kpi_name, kpi_title, period_name, share, shown
from bot.views.receipt import day_name, entry_line, what
from services.access import Me
from services.kpi import ALL, Kpi
from services.money import Money
from services.why import Aim, Left, Part, Row, Subject, Why


def of_clients(kpi: Kpi) -> bool:
    return kpi.slug in ("new_clients", "retention", "repeat_rate")


def head(t: Translator, why: Why) -> list[str]:
    """«💡 Выручка · Анна», «ноябрь 2026 (1–30 ноября), по времени: Москва»."""
    period = why.period
    name = Html(period_name(t, period))
    days = Html(t.days(period.start, period.end))
    key = "why-period-days" if period.kind in ("month", "quarter", "year") else "why-period"
    zone = t("why-zones")
    if why.subject.timezone is not None:
        zone = t("why-zone", city=places.city(why.subject.timezone, t.language))
    return [
        t("why-title", kpi=Html(kpi_title(t, why.kpi)), who=Html(subject_name(t, why.subject))),
        t(key, name=name, days=days) + " · " + zone,
    ]


def subject_name(t: Translator, subject: Subject) -> str:
    """«вы», «Анна», «команда Север», «вся компания»."""
    if subject.own:
        return t("why-you")
    if subject.by == "manager":
        return t("member-name", name=subject.name)
    return t("why-team", name=subject.name) if subject.by == "team" else t("why-company")


def formula(t: Translator, why: Why) -> str:
    """The formula in plain words: a text of its own for a built-in KPI, in general for a team's own."""
    kpi = why.kpi
    if kpi.bases:
        top, bottom = (Html(kpi_name(t, one)) for one in kpi.bases)
        return t("why-formula-ratio", top=top, bottom=bottom)
    if kpi.name:
        key = "why-formula-counter-money" if kpi.unit == "money" else "why-formula-counter"
        return t(key, name=kpi.name)
    if kpi.slug == "conversion":
        activity = why.bases[1][0] if why.bases else None
        name = kpi_name(t, activity) if activity is not None else t("why-main-activity")
        return t("why-formula-conversion", activity=Html(name))
    if kpi.slug == "retention" and why.base is not None:
        return t("why-formula-retention", days=Html(t.days(why.base.start, why.base.end)))
    key = f"why-formula-{kpi.slug}"
    return t(key) if t.has(key) else t("why-formula-activity", name=Html(kpi_name(t, kpi)))


def figure(t: Translator, me: Me, why: Why) -> list[str]:
    """The terms with their values, and the result as it is shown elsewhere."""
    kpi, value = why.kpi, why.value
    rows = [_part(t, me, part) for part in why.parts]
    result = Html(shown(t, kpi, value, me.currency))
    if why.bases:
        for base, figure in why.bases:
            name = Html(kpi_title(t, base) if base is not None else t("why-main-activity"))
            known = base if base is not None else ALL[1]
            rows.append(t("why-term", name=name, value=Html(shown(t, known, figure, me.currency))))
    elif not kpi.cumulative:
        top: object = Money(value.top, me.currency) if kpi.unit == "money" else value.top
        rows.append(t(f"why-top-{kpi.slug}", n=top))
        rows.append(t(f"why-bottom-{kpi.slug}", n=value.bottom))
    if not value.exists:
        return [*rows, t("why-none", why=Html(_reason(t, why)))]
    if kpi.slug in ("retention", "repeat_rate"):
        key = "why-share" if why.over or kpi.slug == "repeat_rate" else "why-share-so-far"
        return [*rows, t(key, top=value.top, bottom=value.bottom, value=result)]
    rows.append(t("why-total", value=result))
    if kpi.slug == "sales_cycle":
        median = shown(t, kpi.parts[0], why.values["sales_cycle_median"], me.currency)
        rows[-1] = t("why-mean", value=result, median=Html(median))
    return rows


def _reason(t: Translator, why: Why) -> str:
    if why.bases:
        base = why.bases[1][0]
        name = kpi_name(t, base) if base is not None else t("why-main-activity")
        return t("why-none-ratio", name=Html(name))
    return t(f"why-none-{why.kpi.slug}")


def _part(t: Translator, me: Me, part: Part) -> str:
    """«Сделки: 3 на 135 000 ₽», «Возвраты: 1 на −10 000 ₽»."""
    return t(f"why-part-{part.what}", n=part.n, amount=Money(part.amount or 0, me.currency))


def left_out(t: Translator, why: Why) -> list[str]:
    """What was left out and why, one line each."""
    left = list(why.left)
    coverage = why.values.get("sales_cycle_coverage")
    if why.kpi.slug == "sales_cycle" and coverage is not None and coverage.top < coverage.bottom:
        left.append(Left("first-contact", coverage.bottom - coverage.top, coverage.bottom))
    return [t(f"why-left-{one.why}", n=one.n, of=one.of, counted=one.of - one.n) for one in left]


def settled(t: Translator, me: Me, why: Why) -> list[str]:
    """What a closed period stored, and the correction beside it."""
    stored = why.settled
    if stored is None:
        return []
    day = Html(day_name(t, stored.closed_at.astimezone(why.subject.zone).date(), why.today))
    rows = [t("why-closed", day=day, value=Html(shown(t, why.kpi, stored.value, me.currency)))]
    if stored.corrected is not None:
        rows.append(t("why-corrected", value=Html(shown(t, why.kpi, stored.corrected, me.currency))))
    return rows


def target(t: Translator, me: Me, why: Why, aim: Aim) -> list[str]:
    kpi = why.kpi
    full, asked = (Html(shown(t, kpi, value, me.currency)) for value in (aim.full, aim.asked))
    if aim.summed and not aim.asked.exists:
        return [t("why-aim-partial", n=aim.with_target, of=aim.sellers)]
    if not aim.asked.exists:
        return [t("why-aim-nothing", full=full)]
    if (aim.full.top * aim.asked.bottom) == (aim.asked.top * aim.full.bottom):
        rows = [t("why-aim-limit" if kpi.limit else "why-aim", target=asked)]
    else:
        rows = [t("why-aim-shrunk", target=asked, full=full)]
    if aim.summed:
        rows.append(t("why-aim-summed", n=aim.sellers))
    if aim.missing:
        rows.append(t("why-aim-missing", n=aim.missing, of=aim.working))
    if any(percent != 100 for percent in aim.ramp):
        rows.append(t("why-aim-ramp", percents=", ".join(f"{percent} %" for percent in aim.ramp)))
    if aim.attainment.exists:
        done = Html(share(t, aim.attainment))
        rows.append(t("why-aim-used" if kpi.limit else "why-aim-done", share=done))
    elif aim.waits:
        rows.append(t("why-aim-waits"))
    return rows


def row_line(t: Translator, me: Me, why: Why, row: Row) -> str:
    """One entry or client in a line of HTML."""
    x, today = row.line, why.today
    if why.kpi.slug == "sales_cycle" and x is not None:
        return f"{_line(t, me, why, row)} · {_first_contact(t, row, today)}"
    if not row.state or row.state == "new":
        return _line(t, me, why, row)
    name = f"<b>{t('client-name', name=row.client or '')}</b>"
    day = Html(day_name(t, x.day, today)) if x is not None else Html("")
    if row.state == "colleague" and x is None:
        return f"{name} · {t('why-client-colleague')}"
    if row.state == "colleague" and x is not None:
        details = (
            t("member-name", name=x.member or ""),
            day.text,
            what(t, x.kind, x.quantity, x.amount, me.currency),
        )
        return f"{name} · {t('why-client-colleague')}: {', '.join(details)}"
    if row.state == "not-yet":
        return f"{name} · {t('why-client-gone' if why.over else 'why-client-not-yet', day=day)}"
    if row.state == "again":
        amount = what(t, x.kind, x.quantity, x.amount, me.currency) if x is not None else ""
        amount = amount[:1].lower() + amount[1:]
        return f"{name} · {t('why-client-again', day=day)}, {amount}"
    if row.state == "several":
        return f"{name} · {t('why-client-several', n=row.deals, day=day)}"
    return f"{name} · {t('why-client-once' if row.state == 'once' else 'why-client-also', day=day)}"


def _line(t: Translator, me: Me, why: Why, row: Row) -> str:
    assert row.line is not None
    return entry_line(t, row.line, me.currency, why.today, who=why.subject.by != "manager")


def _first_contact(t: Translator, row: Row, today: date) -> str:
    """«12 дней (касание 24 октября, звонок)»; a colleague's without its day and kind."""
    if row.days is None:
        return t("why-first-unknown")
    days = t("value-days", n=row.days)
    if row.source == "colleague":
        return f"{days}, {t('why-first-colleague')}"
    day = Html(day_name(t, row.first, today)) if row.first is not None else Html("")
    return f"{days} {t('why-first', day=day, source=Html(t(f'why-source-{row.source}')))}"
