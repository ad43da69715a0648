"""A dispute in words: the question, what a lead gets, what became of it."""

from __future__ import annotations

from datetime import date

from bot.callbacks import EntryDo, EntryVerb
from bot.callbacks_why import DisputeDo, DisputeVerb, WhyDo, WhyVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.figures import kpi_title, period_name, shown
from bot.views.receipt import entry_line
from services.access import Me
from services.disputes import Disputed


def about(t: Translator, me: Me, one: Disputed, today: date) -> str:
    """«Выручка, ноябрь 2026: 135 000 ₽», or the entry."""
    if one.entry is not None:
        said = entry_line(t, one.entry, me.currency, today)
        return f"<s>{said}</s>" if one.entry.voided else said
    if one.kpi is None or one.period is None or one.value is None:
        return t("dispute-about-gone")
    value = Html(shown(t, one.kpi, one.value, me.currency))
    return t(
        "dispute-figure",
        kpi=Html(kpi_title(t, one.kpi)),
        period=Html(period_name(t, one.period)),
        value=value,
    )


def state_line(t: Translator, one: Disputed) -> str:
    """«🙋 Спор №3: ждёт ответа», «… Борис: исправлю», with the lead's words."""
    said = t(f"dispute-{one.state}", id=str(one.id), who=one.by or "")
    return f"{said}\n{t('dispute-answer', text=one.answer)}" if one.answer and one.by else said


def ask(t: Translator, me: Me, one: Disputed, today: date) -> Reply:
    """What is wrong? The draft's buttons tell which dispute a reply is about."""
    rows = [t("dispute-ask"), about(t, me, one, today), t("dispute-ask-how")]
    if one.closed:
        rows.append(t("dispute-closed"))
    send = Button(t.plain("button-dispute-send"), DisputeDo(verb=DisputeVerb.SEND, id=one.id))
    cancel = Button(t.plain("button-dispute-cancel"), DisputeDo(verb=DisputeVerb.CANCEL, id=one.id))
    return Reply("\n".join(rows), [[send, cancel]])


def of_person(t: Translator, me: Me, one: Disputed, today: date) -> Reply:
    """One's own dispute as it stands; an open one may be taken back."""
    rows = [state_line(t, one), about(t, me, one, today)]
    if one.text:
        rows.append(t("dispute-said", text=one.text))
    if one.closed and one.state == "open":
        rows.append(t("dispute-closed"))
    keyboard: Keyboard = [[_records(t, one)]]
    if one.state == "open":
        take_back = DisputeDo(verb=DisputeVerb.WITHDRAW, id=one.id)
        keyboard.append([Button(t.plain("button-dispute-withdraw"), take_back)])
    return Reply("\n".join(rows), keyboard)


def of_lead(t: Translator, me: Me, one: Disputed, today: date) -> Reply:
    """What a lead gets: who, the figure as it was shown or the entry, the text, the records, the answers."""
    rows = [t("dispute-title", id=str(one.id), name=one.member), about(t, me, one, today)]
    if one.text:
        rows.append(t("dispute-said", text=one.text))
    keyboard: Keyboard = [[_records(t, one)]]
    if one.state == "open":
        if one.answer:
            rows.append(t("dispute-answer-waits", text=one.answer))
        if one.closed:
            rows.append(t("dispute-closed-lead"))
        rows.append(t("dispute-decide"))
        verbs = ((DisputeVerb.ACCEPT, "button-dispute-accept"), (DisputeVerb.REJECT, "button-dispute-reject"))
        keyboard.append([Button(t.plain(key), DisputeDo(verb=verb, id=one.id)) for verb, key in verbs])
    else:
        rows.append(state_line(t, one))
        if one.by_id == me.member_id and one.state != "withdrawn":
            if one.answer is None:
                rows.append(t("dispute-add-words"))
            # Its button tells which dispute a reply, or the edit of one, is about.
            label = (
                t.plain("button-dispute-words")
                if one.answer is None
                else t.plain("button-dispute", id=str(one.id))
            )
            keyboard.append([Button(label, DisputeDo(verb=DisputeVerb.WORDS, id=one.id))])
    return Reply("\n".join(rows), keyboard)


def outcome(t: Translator, me: Me, one: Disputed, today: date) -> Reply:
    """What the person is told when it is decided; `me` only lends the currency."""
    rows = [state_line(t, one), about(t, me, one, today)]
    if one.text:
        rows.append(t("dispute-said", text=one.text))
    return Reply("\n".join(rows), [[_records(t, one)]])


def withdrawn(t: Translator, one: Disputed) -> Reply:
    """What those hear who were asked."""
    return Reply(t("dispute-withdrawn-told", id=str(one.id), name=one.member))


def sent(t: Translator, names: list[str]) -> Reply:
    """To whom it went, or that nobody can be reached yet."""
    return Reply(t("dispute-sent", names=", ".join(names)) if names else t("dispute-sent-later"))


def _records(t: Translator, one: Disputed) -> Button:
    """/why of that person and KPI, or the entry's card."""
    if one.entry is not None:
        return Button(t.plain("button-card"), EntryDo(verb=EntryVerb.CARD, id=one.entry.entry_id))
    if one.kpi is None or one.period is None:
        return Button(t.plain("button-dispute", id=str(one.id)), DisputeDo(verb=DisputeVerb.SHOW, id=one.id))
    records = WhyDo.of(WhyVerb.SHOW, "manager", one.member_id, one.period, one.number)
    return Button(t.plain("button-records"), records)
