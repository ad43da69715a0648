"""Changes of closed periods that need a lead: what the person reads, what the lead decides, what moved by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.callbacks_calendar import AbsenceDo, AbsenceVerb
from bot.callbacks_requests import RequestDo, RequestVerb
from bot.callbacks_why import DisputeDo, DisputeVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.absence import what as absence_what
from bot.views.figures import kpi_title, period_name, shown
from bot.views.lists import shorten
from bot.views.receipt import changed_line, entry_line
from services.access import Me
from services.calendar.absences import Asked as AbsenceAsked
from services.closing import Moved
from services.disputes import Disputed
from services.entries import Line
from services.requests import PAGE, Asked

SHOWN_LINES = 8
SHOWN_MOVED = 10


def change_line(t: Translator, x: Line, currency: str, today: date) -> str:
    """One change: recorded anew, taken back, brought back, or before → after."""
    if x.before is None:
        return f"➕ {entry_line(t, x, currency, today)}"
    if x.voided != x.before.voided:
        said = entry_line(t, x, currency, today)
        return f"❌ <s>{said}</s>" if x.voided else f"↩️ {said}"
    return f"✏️ {changed_line(t, x, currency, today)}"


def _lines(t: Translator, me: Me, one: Asked, today: date) -> list[str]:
    rows = [change_line(t, x, me.currency, today) for x in one.lines[:SHOWN_LINES]]
    if len(one.lines) > SHOWN_LINES:
        rows.append(t("and-more", n=len(one.lines) - SHOWN_LINES))
    return rows


def of_person(t: Translator, me: Me, one: Asked, today: date, names: Sequence[str]) -> Reply:
    """What the person reads whose change has to wait; an open one may be taken back."""
    rows = [t("request-sent", names=", ".join(names)) if names else t("request-sent-later")]
    rows += _lines(t, me, one, today)
    take_back = RequestDo(verb=RequestVerb.WITHDRAW, id=one.id)
    return Reply("\n".join(rows), [[Button(t.plain("button-request-withdraw"), take_back)]])


def own(t: Translator, me: Me, one: Asked, today: date) -> Reply:
    """The same later, as it stands now."""
    if one.state == "open":
        return of_person(t, me, one, today, ())
    return Reply("\n".join([state_line(t, one), *_lines(t, me, one, today)]))


def of_lead(t: Translator, me: Me, one: Asked, today: date) -> Reply:
    """What the lead gets: who, what would change, and the two answers; once decided, how."""
    rows = [t("request-title", name=one.asked_by), *_lines(t, me, one, today)]
    if one.state != "open":
        return Reply("\n".join([*rows, state_line(t, one)]))
    buttons = [
        Button(t.plain("button-request-yes"), RequestDo(verb=RequestVerb.YES, id=one.id)),
        Button(t.plain("button-request-no"), RequestDo(verb=RequestVerb.NO, id=one.id)),
    ]
    return Reply("\n".join([*rows, t("request-effect")]), [buttons])


def state_line(t: Translator, one: Asked) -> str:
    """«✅ Согласовано: Борис»."""
    return t(f"request-{one.state}", who=one.decided_by or "")


def told(t: Translator, me: Me, one: Asked, today: date) -> Reply:
    """The outcome, for who asked."""
    head = t(f"request-told-{one.state}", who=one.decided_by or "")
    return Reply("\n".join([head, *_lines(t, me, one, today)]))


def waiting(
    t: Translator,
    me: Me,
    found: list[Asked],
    total: int,
    page: int,
    disputes: list[Disputed],
    absences: list[AbsenceAsked],
    today: date,
) -> Reply:
    """Everything that waits for a lead, a button each; requests are paged."""
    if not (total or disputes or absences):
        return Reply(t("requests-none"))
    rows, keyboard = [t("requests-title")], []
    if total:
        rows.append(t("requests-changes", n=total))
    for one in found:
        label = t.plain("button-request", name=shorten(one.asked_by, 24), day=one.day)
        keyboard.append([Button(label, RequestDo(verb=RequestVerb.SHOW, id=one.id, arg=page))])
    pages = max((total + PAGE - 1) // PAGE, 1)
    if pages > 1:
        rows.append(t("list-page", page=page + 1, pages=pages))
        keyboard.append(_turn(page, pages))
    if page == 0:
        more: Keyboard = []
        if disputes:
            rows.append(t("requests-disputes", n=len(disputes)))
            more += [
                [
                    Button(
                        f"{t.plain('button-dispute', id=str(one.id))} · {shorten(one.member, 24)}",
                        DisputeDo(verb=DisputeVerb.SHOW, id=one.id),
                    )
                ]
                for one in disputes[:20]
            ]
        if absences:
            rows.append(t("requests-absences", n=len(absences)))
        for away in absences[:10]:
            days = (away.starts_on, away.ends_on)
            rows.append(f"• {t('member-name', name=away.name)} — {absence_what(t, away.kind, days)}")
            verbs = ((AbsenceVerb.ACCEPT, "button-request-yes"), (AbsenceVerb.DECLINE, "button-request-no"))
            more.append(
                [
                    Button(f"{t.plain(key)}: {shorten(away.name, 16)}", AbsenceDo(verb=verb, id=away.id))
                    for verb, key in verbs
                ]
            )
        keyboard += more
    return Reply("\n".join(rows), keyboard)


def _turn(page: int, pages: int) -> list[Button]:
    return [
        Button(sign, RequestDo(verb=RequestVerb.LIST, arg=to))
        for sign, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to < pages
    ]


def preliminary(t: Translator) -> str:
    """Beside figures of a period that is over but not closed (`closing.is_preliminary`)."""
    return t("figures-preliminary")


def moved(
    t: Translator, currency: str, items: Sequence[Moved], names: dict[tuple[str, int], str], *, own: bool
) -> str:
    """What a correction moved in closed periods: for the person, or with names for the lead."""
    rows = [t("moved-own" if own else "moved-lead")]
    rows += [
        _moved_line(t, currency, one, None if own else names.get(one.scope)) for one in items[:SHOWN_MOVED]
    ]
    if len(items) > SHOWN_MOVED:
        rows.append(t("and-more", n=len(items) - SHOWN_MOVED))
    return "\n".join(rows)


def _moved_line(t: Translator, currency: str, one: Moved, name: str | None) -> str:
    """«• Анна · октябрь 2026 · Выручка: 150 000 ₽ → 0 ₽, место 1 → 2, цель больше не выполнена»."""
    head = [t("member-name", name=name)] if name else []
    head += [period_name(t, one.period), kpi_title(t, one.kpi)]
    before, after = (shown(t, one.kpi, value, currency) for value in (one.before, one.after))
    said = [before if before == after else f"{before} → {after}"]
    if one.place_before != one.place_after:
        places = (t("no-value") if p is None else str(p) for p in (one.place_before, one.place_after))
        was, now = places
        said.append(t("moved-place", before=Html(was), after=Html(now)))
    if one.met_before != one.met_after and one.met_after is not None:
        said.append(t("moved-met" if one.met_after else "moved-unmet"))
    return f"• {' · '.join(head)}: {', '.join(said)}"
