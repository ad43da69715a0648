"""The receipt of a message: what was understood, where the person now stands, and what can be put right."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.callbacks import ClientDo, ClientVerb, EntryDo, EntryVerb, ReportDo, ReportVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views import absence, kpi_pieces
from bot.views.figures import kpi_name, period_name, shown
from bot.views.progress import about
from services.access import Me
from services.entries import Line, Receipt
from services.entries.model import Standing, draft
from services.kpi import attainment
from services.money import Money
from services.parsing import ParsedReport

MONEY_KINDS = frozenset({"deal", "refund", "invoice", "proposal"})
SHOWN_LINES = 12
SHOWN_NEAR = 2


def what(
    t: Translator, kind: str, quantity: int, amount: int | None, currency: str, name: str | None = None
) -> str:
    """«Сделка 45 000 ₽», «4 сделки, 312 000 ₽», «35 звонков»; of a team's own counter («дозвоны: 12») its `name`."""
    key = f"n-{kind}" if name is None and t.has(f"n-{kind}") else "n-other"
    kind = name or kind
    if amount is None:
        return t(key, n=quantity, kind=kind)
    money = t.money(Money(amount, currency))
    if key == "n-other" and quantity <= 1:
        return t("n-other-money", kind=kind, amount=Html(money))
    if quantity == 1 and t.has(f"one-{kind}"):
        return f"{t(f'one-{kind}')} {money}"
    if quantity == 0:
        return t("further-payment", amount=Html(money))
    return f"{t(key, n=quantity, kind=kind)}, {money}"


def entry_line(t: Translator, x: Line, currency: str, today: date, *, who: bool = False) -> str:
    """One entry in a line of HTML."""
    parts = [f"<b>{what(t, x.kind, x.quantity, x.amount, currency, x.name)}</b>"]
    if x.client:
        parts.append(t("client-name", name=x.client))
    if x.new_client:
        parts.append(t("client-new"))
    elif x.new_client is False:
        parts.append(t("client-repeat"))
    if x.day != today:
        parts.append(day_name(t, x.day, today))
    if who and x.member:
        parts.append(t("member-name", name=x.member))
    return " · ".join(parts)


def day_name(t: Translator, day: date, today: date) -> str:
    """«сегодня», «вчера», «20 ноября», with the year where it is another one."""
    if day == today:
        return t("day-today")
    if day == today - timedelta(days=1):
        return t("day-yesterday")
    if day.year != today.year:
        return t("day-with-year", day=day, year=str(day.year))
    return t.day(day)


def plain_line(t: Translator, x: Line, currency: str, today: date) -> str:
    """An entry in a few words for a button."""
    return html.unescape(re.sub(r"<[^>]+>", "", entry_line(t, x, currency, today)))[:60]


def changed_line(t: Translator, x: Line, currency: str, today: date) -> str:
    """before → after: only what differs is shown twice."""
    was = x.before
    assert was is not None
    if was.voided:
        return entry_line(t, x, currency, today)
    old, new = (what(t, y.kind, y.quantity, y.amount, currency, y.name) for y in (was, x))
    if old != new and was.kind == x.kind and was.quantity == x.quantity and was.amount and x.amount:
        old_money, new_money = (t.money(Money(y.amount or 0, currency)) for y in (was, x))
        label = old.removesuffix(old_money).strip(" ,")
        parts = [f"{label} <s>{old_money}</s> → <b>{new_money}</b>".strip()]
    elif old != new:
        parts = [f"<s>{old}</s> → <b>{new}</b>"]
    else:
        parts = [f"<b>{new}</b>"]
    if was.client_id != x.client_id:
        old_name = t("client-name", name=was.client) if was.client else t("client-none")
        new_name = t("client-name", name=x.client) if x.client else t("client-none")
        parts.append(f"<s>{old_name}</s> → {new_name}")
    elif x.client:
        parts.append(t("client-name", name=x.client))
    if x.new_client is not None:
        parts.append(t("client-new" if x.new_client else "client-repeat"))
    elif was.new_client:
        parts.append(f"<s>{t('client-new')}</s>")
    if was.day != x.day:
        parts.append(f"<s>{day_name(t, was.day, today)}</s> → {day_name(t, x.day, today)}")
    elif x.day != today:
        parts.append(day_name(t, x.day, today))
    return " · ".join(parts)


def standing_line(t: Translator, standing: Standing, currency: str) -> str:
    """«Ноябрь: 3 сделки, 135 000 ₽ из 500 000 ₽ (27 %)», as /me has it."""
    period, kpi = standing.period, standing.kpi
    name = t.month_name(period.start) if period.kind == "month" else period_name(t, period)
    name = name[:1].upper() + name[1:]
    month, volume = Html(name), Money(standing.volume, currency)
    if kpi is None:
        return t("standing-month", month=month, n=standing.deals, volume=volume)
    target = Html(about(t, kpi, standing.target, currency))
    reached = attainment(kpi, standing.actual, standing.target)
    if kpi.slug == "sales_volume":
        return t(
            "standing-target-volume",
            month=month,
            n=standing.deals,
            volume=volume,
            target=target,
            share=reached.rounded(2) or 0,
        )
    return t(
        "standing-target-count",
        month=month,
        what=Html(kpi_name(t, kpi)),
        actual=Html(shown(t, kpi, standing.actual, currency)),
        target=target,
        share=reached.rounded(2) or 0,
    )


KIND_OF_KPI = {
    "deals": "deal",
    "calls": "call",
    "contacts": "contact",
    "meetings": "meeting",
    "demos": "demo",
    "proposals": "proposal",
    "invoices": "invoice",
}


def unknown_line(t: Translator, pieces: tuple[str, ...]) -> str:
    return t("not-understood", pieces=", ".join(piece[:60] for piece in pieces[:6]), n=len(pieces))


def text_of(t: Translator, me: Me, r: Receipt) -> str:
    """The receipt's text in HTML."""
    if r.event == "dismissed":
        return t("receipt-dismissed")
    rows = [t("receipt-for", name=r.whose)] if r.whose else []
    if r.event == "undone":
        gone = [entry_line(t, x, me.currency, r.day) for x in (*r.lines, *r.removed)]
        rows.append(t("receipt-undone"))
        rows += [f"<s>{row}</s>" for row in gone[:SHOWN_LINES]]
        if len(gone) > SHOWN_LINES:
            rows.append(t("and-more", n=len(gone) - SHOWN_LINES))
        if r.absence:
            gone_days = (r.absence.starts_on, r.absence.ends_on)
            rows.append(f"<s>{absence.what(t, r.absence.kind, gone_days)}</s>")
        if r.standing:
            rows.append(standing_line(t, r.standing, me.currency))
        return "\n".join(rows)
    sign = {"edited": "✏️", "corrected": "✏️"}.get(r.event, "✅")
    for x in r.lines[:SHOWN_LINES]:
        body = changed_line(t, x, me.currency, r.day) if x.before else entry_line(t, x, me.currency, r.day)
        rows.append(f"{sign} {body}")
        if x.double and x.double.state == "open":
            key = "double-own" if x.double.own and not r.whose else "double-colleague"
            rows.append(t(key, day=Html(day_name(t, x.double.day, r.day))))
        if x.known_since:
            rows.append(t("client-not-new", name=x.client or "", day=Html(day_name(t, x.known_since, r.day))))
    if len(r.lines) > SHOWN_LINES:
        rows.append(t("and-more", n=len(r.lines) - SHOWN_LINES))
    rows += [f"❌ <s>{entry_line(t, x, me.currency, r.day)}</s>" for x in r.removed[:SHOWN_LINES]]
    if r.absence:
        rows.append(absence.line(t, r.absence))
    if r.unknown:
        rows.append(unknown_line(t, r.unknown))
    rows += [t("client-near", name=n.name, other=n.own_name) for n in r.near[:SHOWN_NEAR]]
    if r.standing and r.lines:
        rows.append(standing_line(t, r.standing, me.currency))
    return "\n".join(rows)


def buttons_of(t: Translator, me: Me, r: Receipt) -> Keyboard:
    """Undo, day, client, entries, and the answers to what is open."""
    if r.event == "undone":
        return [[Button(t.plain("button-redo"), ReportDo(verb=ReportVerb.REDO, id=r.report_id))]]
    if r.event == "dismissed":
        return []
    rows: Keyboard = kpi_pieces.pieces(t, me, r)
    if r.event == "empty":
        return rows
    for x in r.lines[:SHOWN_LINES]:  # of those that are shown; Telegram takes a hundred buttons at most
        if x.double and x.double.state == "open":
            rows.append(
                [
                    Button(t.plain("button-same-deal"), EntryDo(verb=EntryVerb.SAME, id=x.entry_id)),
                    Button(t.plain("button-two-deals"), EntryDo(verb=EntryVerb.TWO, id=x.entry_id)),
                ]
            )
        if x.known_since:
            rows.append([Button(t.plain("button-not-new"), EntryDo(verb=EntryVerb.KNOWN, id=x.entry_id))])
    for n in r.near[:SHOWN_NEAR]:
        merge = ClientDo(verb=ClientVerb.MERGE, id=n.client_id, arg=n.own_id, report=r.report_id)
        rows.append([Button(t.plain("button-same-client", name=n.own_name[:40]), merge)])
    main = [Button(t.plain("button-undo"), ReportDo(verb=ReportVerb.UNDO, id=r.report_id))]
    if r.lines:
        main.append(Button(t.plain("button-day"), ReportDo(verb=ReportVerb.DAY, id=r.report_id)))
    if len(r.lines) == 1:
        main.append(Button(t.plain("button-client"), EntryDo(verb=EntryVerb.CLIENT, id=r.lines[0].entry_id)))
    elif len(r.lines) > 1:
        main.append(Button(t.plain("button-entries"), ReportDo(verb=ReportVerb.ENTRIES, id=r.report_id)))
    rows.append(main)
    return rows


def receipt(t: Translator, me: Me, r: Receipt, *, brief: bool = False) -> Reply:
    """The receipt as a reply, edited in place from the second time on. `brief` is for groups."""
    if r.event == "asking":
        return question(t, me, r)
    if brief:
        # Others read along: only what was understood, not where the person stands, nor their other clients.
        lines = tuple(replace(x, double=None, known_since=None) for x in r.lines)
        away = replace(r.absence, days=None) if r.absence else None
        r = replace(r, lines=lines, standing=None, near=(), absence=away)
    text = text_of(t, me, r)
    if brief:
        undo = Button(t.plain("button-undo"), ReportDo(verb=ReportVerb.UNDO, id=r.report_id))
        keyboard = buttons_of(t, me, r) if r.event == "undone" else [[undo]] if r.lines else []
        return Reply(text, keyboard, report_id=r.report_id, fresh=r.fresh)
    return Reply(text, buttons_of(t, me, r), report_id=r.report_id, fresh=r.fresh)


def guess_lines(
    t: Translator, me: Me, guess: ParsedReport, today: date, kinds: Mapping[str, str]
) -> list[str]:
    """What would be recorded, in lines; money in another currency in that currency. `kinds` names own counters."""
    rows = []
    for entry in guess.entries[:SHOWN_LINES]:
        currency = entry.currency or me.currency
        d = draft(entry, currency)
        shown = Line(
            entry_id=0,
            kind=d.kind,
            quantity=d.quantity,
            amount=d.amount,
            client_id=None,
            client=d.client,
            new_client=d.new_client,
            day=d.day,
            voided=False,
            name=kinds.get(d.kind),
        )
        rows.append(entry_line(t, shown, currency, today))
    if len(guess.entries) > SHOWN_LINES:
        rows.append(t("and-more", n=len(guess.entries) - SHOWN_LINES))
    if guess.absence:
        days = (guess.absence.starts_on, guess.absence.ends_on)
        rows.append(absence.what(t, guess.absence.kind, days))
    return rows


def question(t: Translator, me: Me, r: Receipt) -> Reply:
    """An `ask` case: the best guess with buttons. Nothing is recorded until one of them is tapped."""
    guess = r.guess
    assert guess is not None
    reason = r.ask or "guess"
    key = f"ask-{reason}" if t.has(f"ask-{reason}") else "ask-guess"
    foreign = any(e.currency and e.currency != me.currency for e in guess.entries)
    rows = [t("receipt-for", name=r.whose)] if r.whose else []
    rows += [t("ask-currency" if foreign else key, currency=me.currency)]
    rows += [f"• {row}" for row in guess_lines(t, me, guess, r.day, r.kinds)]
    if reason == "closed":  # the lead is asked, not the writer
        take_back = Button(t.plain("button-request-withdraw"), ReportDo(verb=ReportVerb.NO, id=r.report_id))
        return Reply("\n".join(rows), [[take_back]], report_id=r.report_id, fresh=r.fresh)
    keyboard: Keyboard = []
    if guess.entries and not foreign:
        keyboard += _yes(t, me, r, guess)
    elif guess.absence:
        keyboard.append([Button(t.plain("button-yes"), ReportDo(verb=ReportVerb.YES, id=r.report_id))])
    if foreign or _sum_unknown(r, guess):
        rows.append(t("ask-amount-hint", currency=me.currency))
    elif not guess.entries and not guess.absence:
        rows.append(t("ask-rewrite-hint"))
    else:
        rows.append(t("ask-edit-hint"))
    keyboard.append([Button(t.plain("button-no"), ReportDo(verb=ReportVerb.NO, id=r.report_id))])
    return Reply("\n".join(rows), keyboard, report_id=r.report_id, fresh=r.fresh)


def _yes(t: Translator, me: Me, r: Receipt, guess: ParsedReport) -> Keyboard:
    """One button, or for a bare small sum two: as written and in thousands."""
    small = [e for e in guess.entries if e.amount is not None and e.amount < 1000]
    if len(guess.entries) == 1 and small and r.ask == "money-without-unit":
        amount = draft(small[0], me.currency).amount or 0
        return [
            [
                Button(
                    t.plain("button-yes-amount", amount=Money(amount * factor, me.currency)),
                    ReportDo(verb=ReportVerb.YES, id=r.report_id, arg=factor),
                )
                for factor in (1, 1000)
            ]
        ]
    label = "button-yes-no-amount" if _sum_unknown(r, guess) else "button-yes"
    return [[Button(t.plain(label), ReportDo(verb=ReportVerb.YES, id=r.report_id))]]


def _sum_unknown(r: Receipt, guess: ParsedReport) -> bool:
    """Whether the one thing that is asked for is a sum that could not be read at all."""
    if r.ask != "money-without-unit" or len(guess.entries) != 1:
        return False
    [entry] = guess.entries
    return entry.kind in MONEY_KINDS and entry.amount is None


def choose_day(t: Translator, today: date, make: object, back: Button) -> Keyboard:
    """The last eight days as buttons; `make(ordinal)` gives the action."""
    assert callable(make)
    days = [today - timedelta(days=n) for n in range(8)]
    names = [
        t.plain("day-today") if n == 0 else t.plain("day-yesterday") if n == 1 else t.weekday(day)
        for n, day in enumerate(days)
    ]
    buttons = [
        Button(name.capitalize(), make(day.toordinal())) for name, day in zip(names, days, strict=True)
    ]
    return [buttons[:2], buttons[2:5], buttons[5:], [back]]
