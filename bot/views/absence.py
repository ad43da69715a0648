"""Absences on screen: the line in a receipt, the list with its buttons, what others hear."""

from __future__ import annotations

from datetime import date, timedelta

from bot.callbacks_calendar import AbsenceDo, AbsenceVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from services.access import Me
from services.calendar.absences import Away
from services.calendar.stretches import Days, Stretch

SHOWN = 8
_SIGN = {"counted": "🌿", "asking": "⏳", "waits": "⏳", "declined": "✖️", "noted": "🌿"}


def what(t: Translator, kind: str, days: Days) -> str:
    """«Отпуск: 24 ноября – 7 декабря»."""
    first, last = days
    if first.year == last.year:
        said = t.span(first, last)
    else:
        said = f"{_day(t, first, last).text} – {_day(t, last, first).text}"
    return t(f"absence-{kind}", days=Html(said))


def _day(t: Translator, day: date, other: date) -> Html:
    """With the year where the two ends are in different ones."""
    if day.year == other.year:
        return Html(t.day(day))
    return Html(t("day-with-year", day=day, year=str(day.year)))


def line(t: Translator, a: Away) -> str:
    """What became of an absence, for its receipt: two lines of HTML at most."""
    said = Html(what(t, a.kind, (a.starts_on, a.ends_on)))
    match a.state:
        case "noted":
            return f"{_SIGN['noted']} {t('absence-noted', what=Html(what(t, a.kind, a.whole)))}"
        case "waits":
            return f"{_SIGN['waits']} {t('absence-waits-already', what=said)}"
        case "asking":
            return f"{_SIGN['asking']} {t('absence-waits', what=said)}"
        case "declined":
            refused = f"{_SIGN['declined']} {t('absence-refused', what=said)}"
            return f"{refused}\n— {t('member-name', name=a.by)}" if a.by else refused
    rows = [f"{_SIGN['counted']} {said.text}"]
    if a.extends:
        rows.append(t("absence-whole", what=Html(what(t, a.kind, a.whole))))
    if a.days is not None:
        rows.append(t("absence-effect", n=a.days, targets="yes" if a.targets and a.days else "no"))
    return "\n".join(rows)


# -- the list -----------------------------------------------------------------------------------


def listed(t: Translator, whom: Me, found: list[Stretch], today: date, *, own: bool, page: int = 0) -> Reply:
    """What is and will be, a row of buttons each; for oneself also what is said most."""
    rows = [t("absence-title") if own else t("absence-title-of", name=whom.name)]
    keyboard: Keyboard = []
    if not found:
        rows.append(t("absence-none" if own else "absence-none-of"))
    pages = max((len(found) + SHOWN - 1) // SHOWN, 1)
    page = min(page, pages - 1)
    for n, one in enumerate(found[page * SHOWN : (page + 1) * SHOWN], page * SHOWN + 1):
        rows.append(_row(t, n, one))
        buttons = _buttons(t, n, one, today)
        keyboard += [buttons[:1], buttons[1:]] if len(buttons) > 2 else [buttons]
    if pages > 1:
        rows.append(t("list-page", page=page + 1, pages=pages))
        turn = [(sign, to) for sign, to in (("‹", page - 1), ("›", page + 1)) if 0 <= to < pages]
        keyboard.append(
            [Button(sign, AbsenceDo(verb=AbsenceVerb.LIST, id=whom.member_id, arg=to)) for sign, to in turn]
        )
    rows += ["", t("absence-how" if own else "absence-how-of", whom=whom.name)]
    if own:
        keyboard.append(
            [
                Button(t.plain("button-absence-sick"), AbsenceDo(verb=AbsenceVerb.SICK)),
                Button(t.plain("button-absence-off"), AbsenceDo(verb=AbsenceVerb.OFF)),
            ]
        )
        keyboard.append([Button(t.plain("button-absence-vacation"), AbsenceDo(verb=AbsenceVerb.HOW))])
    return Reply("\n".join(rows), keyboard)


def _row(t: Translator, n: int, one: Stretch) -> str:
    said = Html(what(t, one.kind, (one.starts_on, one.ends_on)))
    if one.state == "asking":
        said = Html(t("absence-waits", what=said))
    elif one.state == "declined":
        said = Html(t("absence-refused", what=said))
    return f"{n}. {_SIGN[one.state]} {said.text}"


def _buttons(t: Translator, n: int, one: Stretch, today: date) -> list[Button]:
    """Back today, another last day, take back: what of it makes sense for this one."""
    if one.state == "declined":
        return []
    buttons = []
    if one.state == "counted" and one.starts_on < today <= one.ends_on:
        buttons.append(
            Button(t.plain("button-absence-back", n=n), AbsenceDo(verb=AbsenceVerb.BACK, id=one.id))
        )
    if one.starts_on < one.ends_on and one.starts_on <= today:
        buttons.append(Button(t.plain("button-absence-end", n=n), AbsenceDo(verb=AbsenceVerb.END, id=one.id)))
    buttons.append(Button(t.plain("button-absence-drop", n=n), AbsenceDo(verb=AbsenceVerb.DROP, id=one.id)))
    return buttons


def choose_end(t: Translator, whom: Me, one: Stretch, today: date) -> Reply:
    """The days that may have been the last."""
    newest = min(today, one.ends_on - timedelta(days=1))
    days = [newest - timedelta(days=n) for n in range(8) if newest - timedelta(days=n) >= one.starts_on]
    buttons = [
        Button(t.weekday(day), AbsenceDo(verb=AbsenceVerb.SET_END, id=one.id, arg=day.toordinal()))
        for day in reversed(days)
    ]
    back = Button(t.plain("button-back"), AbsenceDo(verb=AbsenceVerb.LIST, id=whom.member_id))
    said = what(t, one.kind, (one.starts_on, one.ends_on))
    return Reply(
        f"{said}\n{t('absence-choose-end')}",
        [*(buttons[i : i + 4] for i in range(0, len(buttons), 4)), [back]],
    )


# -- what others hear ---------------------------------------------------------------------------


def heard(t: Translator, name: str, a: Away) -> Reply:
    """For a lead: somebody's absence, with the buttons that decide it, as things stand."""
    said = Html(what(t, a.kind, (a.starts_on, a.ends_on)))
    # The buttons know whose word was shown: another lead's that came since is not overruled by them.
    accept = Button(
        t.plain("button-absence-accept"), AbsenceDo(verb=AbsenceVerb.ACCEPT, id=a.id, arg=a.by_id)
    )
    decline = Button(
        t.plain("button-absence-decline"), AbsenceDo(verb=AbsenceVerb.DECLINE, id=a.id, arg=a.by_id)
    )
    match a.state:
        case "asking":
            return Reply(t("absence-asked", name=name, what=said), [[accept, decline]])
        case "declined":
            return Reply(t("absence-heard-declined", name=name, what=said, who=a.by or ""), [[accept]])
    rows = [t("absence-heard", name=name, what=said)]
    if a.extends:
        rows.append(t("absence-whole", what=Html(what(t, a.kind, a.whole))))
    return Reply("\n".join(rows), [[decline]])


def changed(t: Translator, key: str, kind: str, days: Days, **more: str) -> str:
    """A line about an absence that was decided, ended or taken back."""
    return t(key, what=Html(what(t, kind, days)), **more)
