"""One entry: what it says, what became of it, and what can be put right."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.callbacks import EntryDo, EntryVerb
from bot.callbacks_why import DisputeDo, DisputeVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard
from bot.views.receipt import day_name, entry_line, what
from services.access import Me
from services.entries import Card, Line, Version
from services.money import Money


def text_of(t: Translator, me: Me, card: Card, now: datetime) -> str:
    """The card in HTML."""
    x, today = card.line, me.today(now)
    title = t("card-title", id=str(x.entry_id))
    rows = [f"<b>{title}</b>" + (f" · {t('card-void')}" if x.voided else "")]
    said = entry_line(t, x, me.currency, today)
    rows.append(f"<s>{said}</s>" if x.voided else said)
    if x.day == today:
        rows.append("📅 " + t("day-today"))
    if x.member_id != me.member_id:
        rows.append("👤 " + t("member-name", name=x.member or ""))
    if x.first_contact:
        rows.append(t("card-first-contact", day=Html(day_name(t, x.first_contact, today))))
    if card.versions:
        rows += ["", f"<b>{t('card-history')}</b>"]
        if card.earlier:
            rows.append(t("card-earlier", n=card.earlier))
        rows += [f"• {_version(t, me, card, version, today)}" for version in card.versions]
    if not x.voided:
        rows += ["", t("card-hint" if x.amount is not None else "card-hint-count", id=str(x.entry_id))]
    return "\n".join(rows)


def _version(t: Translator, me: Me, card: Card, version: Version, today: date) -> str:
    """«20 нояб., 14:05, Анна: 45 000 ₽ → 54 000 ₽; вчера → сегодня»."""
    return t(
        "card-change",
        when=version.at.astimezone(me.zone() if me.timezone else ZoneInfo("UTC")),
        who=version.by or "",
        what=Html("; ".join(_differences(t, me, card, version, today)) or t(f"change-{version.cause}")),
    )


def _differences(t: Translator, me: Me, card: Card, version: Version, today: date) -> list[str]:
    """What a version changed, in words; merges keep only the client."""
    was, became = version.before, version.after
    found = []
    if was.get("voided") != became.get("voided"):
        found.append(t("change-undone" if became["voided"] else "change-revived"))
    money, count = ("kind", "amount"), ("kind", "quantity")
    if any(was.get(k) != became.get(k) for k in (*money, *count)):
        same = all(was.get(k) == became.get(k) for k in count) and was.get("amount") and became.get("amount")
        found.append(" → ".join(_amount(t, me, card, values, short=bool(same)) for values in (was, became)))
    if was.get("client_id") != became.get("client_id"):
        found.append(" → ".join(_client(t, card, values) for values in (was, became)))
    if was.get("day") != became.get("day"):
        found.append(
            " → ".join(day_name(t, date.fromisoformat(values["day"]), today) for values in (was, became))
        )
    if was.get("first_contact") != became.get("first_contact") and became.get("first_contact"):
        day = date.fromisoformat(became["first_contact"])
        found.append(t("card-first-contact", day=Html(day_name(t, day, today))))
    return found


def _amount(t: Translator, me: Me, card: Card, values: dict[str, Any], *, short: bool) -> str:
    if short:
        return t.money(Money(values["amount"], me.currency))
    kind = values["kind"]
    return what(t, kind, values["quantity"], values["amount"], me.currency, card.kinds.get(kind))


def _client(t: Translator, card: Card, values: dict[str, Any]) -> str:
    name = card.clients.get(values.get("client_id") or 0)
    return t("client-name", name=name) if name else t("client-none")


def buttons_of(t: Translator, x: Line, back: str, way_back: Button, *, own: bool = False) -> Keyboard:
    """Undo or bring back, day, client, and the way back; the entry's writer may dispute it."""
    if x.voided:
        first = [Button(t.plain("button-redo"), EntryDo(verb=EntryVerb.UNVOID, id=x.entry_id, back=back))]
    else:
        first = [
            Button(t.plain("button-undo"), EntryDo(verb=EntryVerb.VOID, id=x.entry_id, back=back)),
            Button(t.plain("button-day"), EntryDo(verb=EntryVerb.DAY, id=x.entry_id, back=back)),
            Button(t.plain("button-client"), EntryDo(verb=EntryVerb.CLIENT, id=x.entry_id, back=back)),
        ]
    wrong = Button(t.plain("button-wrong"), DisputeDo(verb=DisputeVerb.ENTRY, id=x.entry_id))
    return [first, [way_back, *([wrong] if own else [])]]


def choose_client(
    t: Translator, me: Me, x: Line, recent: list[tuple[int, str]], back: str, way_back: Button
) -> tuple[str, Keyboard]:
    """The writer's latest clients and those the entry has had, two a row, and none."""
    buttons = [
        Button(name[:40], EntryDo(verb=EntryVerb.SET_CLIENT, id=x.entry_id, arg=client_id, back=back))
        for client_id, name in recent
        if client_id != x.client_id
    ]
    rows: Keyboard = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    last = [way_back]
    if x.client_id is not None:
        none = EntryDo(verb=EntryVerb.SET_CLIENT, id=x.entry_id, back=back)
        last = [Button(t.plain("button-no-client"), none), way_back]
    by_message = x.report_id is not None and x.member_id == me.member_id
    hint = t("choose-client-hint") if by_message else t("choose-client-hint-fix", id=str(x.entry_id))
    return f"{t('choose-client')}\n{hint}", [*rows, last]
