"""Today's entries and deals of a period or a client: numbered lines, a button to each, pages."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

from bot.callbacks import EntryDo, EntryVerb, ListDo
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.receipt import day_name, entry_line, what
from services.access import Me
from services.entries import Line, Page
from services.entries.listing import PAGE
from services.money import Money
from services.periods import Period

LABEL = 30


def entry_button(
    t: Translator, x: Line, currency: str, number: int | None = None, back: ListDo | None = None
) -> Button:
    """«2 · Ромашка»: opens the entry's card."""
    label = x.client or plain(what(t, x.kind, x.quantity, x.amount, currency, x.name))
    text = label if number is None else f"{number} · {label}"
    return Button(shorten(text, LABEL), EntryDo(verb=EntryVerb.CARD, id=x.entry_id, back=short(back)))


def short(back: ListDo | None) -> str:
    """The way back to a list, unless its ids leave no room for it in a button."""
    code = back.short() if back else ""
    return code if len(code) <= 26 else ""


def plain(line: str) -> str:
    """A line of HTML as the plain text of a button."""
    return html.unescape(re.sub(r"<[^>]+>", "", line))


def shorten(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def page_of(
    t: Translator, me: Me, page: Page, today: date, here: ListDo, *, title: str, empty: str, who: bool = False
) -> Reply:
    """A page of a list; `here` is how to come back to it, `who` names the writers."""
    if not page.lines:
        return Reply(f"{title}\n{empty}")
    first = page.page * PAGE + 1
    total = "deals-total" if page.volume else "list-total"
    rows = [title, t(total, n=page.total, volume=Money(page.volume, me.currency))]
    rows += [
        f"{n}. {entry_line(t, x, me.currency, today, who=who)}" for n, x in enumerate(page.lines, start=first)
    ]
    if page.pages > 1:
        rows.append(t("list-page", page=page.page + 1, pages=page.pages))
    here = here.model_copy(update={"page": page.page})
    buttons = [entry_button(t, x, me.currency, n, here) for n, x in enumerate(page.lines, start=first)]
    keyboard: Keyboard = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    keyboard.append(turning(here, page.pages))
    return Reply("\n".join(rows), keyboard)


def turning(here: ListDo, pages: int) -> list[Button]:
    """‹ and ›, each where there is a page to turn to."""
    row = []
    if here.page > 0:
        row.append(Button("‹", here.model_copy(update={"page": here.page - 1})))
    if here.page + 1 < pages:
        row.append(Button("›", here.model_copy(update={"page": here.page + 1})))
    return row


def period_name(t: Translator, period: Period, today: date) -> str:
    """«вчера», «ноябрь 2026», «16 ноября – 22 ноября», "Q4 2026"."""
    match period.kind:
        case "ever":
            return t("period-ever")
        case "month":
            return t.month(period.start)
        case "year":
            return str(period.start.year)
        case "quarter":
            return t("period-quarter", n=(period.start.month + 2) // 3, year=str(period.start.year))
        case "day":
            return day_name(t, period.start, today)
        case _:
            last = period.end - timedelta(days=1)
            first = t("day-with-year", day=period.start, year=str(period.start.year))
            same = period.start.year == last.year == today.year
            return t("period-range", first=Html(t.day(period.start) if same else first), last=last)


def deals_title(t: Translator, names: list[str]) -> str:
    """«Сделки: Анна · ноябрь 2026»; the names are HTML already."""
    return t("deals-title", what=Html(" · ".join(names)))


def choose_client(t: Translator, found: list[tuple[int, str]], here: ListDo) -> Reply:
    """Several clients fit the name: which one?"""
    rows: Keyboard = [
        [Button(shorten(name, 60), here.model_copy(update={"client": client_id}))]
        for client_id, name in found
    ]
    return Reply(t("choose-client"), rows)
