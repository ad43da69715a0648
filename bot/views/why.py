"""A figure explained: the formula, its terms, what was left out, the target, and the entries behind it."""

from __future__ import annotations

from datetime import date

from bot.callbacks import EntryDo, EntryVerb
from bot.callbacks_why import DisputeDo, DisputeVerb, WhyDo, WhyVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views import why_lines as lines
from bot.views.dispute import state_line
from bot.views.figures import kpi_name, kpi_title, period_name, shown
from bot.views.lists import LABEL, plain, shorten
from bot.views.receipt import what
from services.access import Me
from services.disputes import Disputed
from services.kpi import ALL, Kpi, Value
from services.periods import Period, containing
from services.why import Row, Subject, Why
from services.why.model import PAGE

OLDEST = 2000
_PLACES = {kpi.slug: place for place, kpi in enumerate(ALL)}


def why_button(
    t: Translator,
    kpi_slug: str,
    period: Period,
    *,
    member_id: int | None = None,
    team_id: int | None = None,
    number: int | None = None,
) -> Button:
    """«Почему?»: the way from a figure of a person or a team to its explanation.

    A team's own KPI needs its `number` (`services.why.numbers`); without one the button offers all KPIs.
    """
    by, id_ = ("team", team_id) if team_id is not None else ("manager", member_id or 0)
    number = _PLACES.get(kpi_slug) if number is None else number
    verb = WhyVerb.LIST if number is None else WhyVerb.SHOW
    return Button(t.plain("button-why"), WhyDo.of(verb, by, id_ or 0, period, number or 0))


def explained(t: Translator, me: Me, why: Why, dispute: Disputed | None = None) -> Reply:
    """The whole explanation; `dispute`: the newest one about this figure."""
    rows = [*lines.head(t, why), "", f"<i>{lines.formula(t, why)}</i>", "", *lines.figure(t, me, why)]
    rows += lines.left_out(t, why)
    rows += lines.settled(t, me, why)
    if why.elsewhere:
        rows.append(t("why-elsewhere", name=why.subject.name))
    if why.aim is not None:
        rows += ["", *lines.target(t, me, why, why.aim)]
    if dispute is not None:
        rows += ["", state_line(t, dispute)]
    if why.listed.rows:
        rows += ["", t("why-clients" if lines.of_clients(why.kpi) else "why-entries", n=why.listed.total)]
        first = why.listed.page * PAGE + 1
        rows += [f"{n}. {lines.row_line(t, me, why, row)}" for n, row in enumerate(why.listed.rows, first)]
        if why.listed.pages > 1:
            rows.append(t("list-page", page=why.listed.page + 1, pages=why.listed.pages))
    return Reply("\n".join(rows), _keyboard(t, me, why, dispute))


def _keyboard(t: Translator, me: Me, why: Why, dispute: Disputed | None) -> Keyboard:
    subject, period = why.subject, why.period
    number = next(n for n, kpi in why.numbers.items() if kpi is why.kpi)

    def show(kpi: int, period: Period, page: int = 0) -> WhyDo:
        return WhyDo.of(WhyVerb.SHOW, subject.by, subject.id, period, kpi, page)

    here = show(number, period, why.listed.page)
    first = why.listed.page * PAGE + 1
    opens = [
        _open(t, me, row, n, here) for n, row in enumerate(why.listed.rows, first) if row.line is not None
    ]
    keyboard: Keyboard = [opens[i : i + 2] for i in range(0, len(opens), 2)]
    pages = ((here.page - 1, "‹"), (here.page + 1, "›"))
    keyboard.append(
        [Button(sign, show(number, period, to)) for to, sign in pages if 0 <= to < why.listed.pages]
    )
    numbers = {kpi.slug: n for n, kpi in why.numbers.items()}
    bases = [base for base, _ in why.bases if base is not None]
    keyboard.append(
        [
            Button(
                shorten(plain(t("button-why-of", kpi=Html(kpi_name(t, base)))), LABEL),
                show(numbers[base.slug], period),
            )
            for base in bases
        ]
    )
    keyboard.append(_periods(t, why, number))
    last = [Button(t.plain("button-why-others"), WhyDo.of(WhyVerb.LIST, subject.by, subject.id, period))]
    if dispute is not None and dispute.state == "open":
        last.append(
            Button(
                t.plain("button-dispute", id=str(dispute.id)), DisputeDo(verb=DisputeVerb.SHOW, id=dispute.id)
            )
        )
    elif subject.own and me.team_id is not None and period.kind != "range":
        wrong = WhyDo.of(WhyVerb.DISPUTE, subject.by, subject.id, period, number)
        last.append(Button(t.plain("button-wrong"), wrong))
    keyboard.append(last)
    return keyboard


def _periods(t: Translator, why: Why, number: int) -> list[Button]:
    """The same figure a period earlier, and later where that has begun."""
    period, subject = why.period, why.subject
    if period.kind == "range":
        return []
    found = []
    if period.start.year > OLDEST:
        before = containing(date.fromordinal(period.start.toordinal() - 1), period.kind)
        label = t.plain("button-why-before", period=Html(period_name(t, before)))
        found.append(
            Button(shorten(label, LABEL), WhyDo.of(WhyVerb.SHOW, subject.by, subject.id, before, number))
        )
    if period.end <= why.today:
        after = containing(period.end, period.kind)
        label = t.plain("button-why-after", period=Html(period_name(t, after)))
        found.append(
            Button(shorten(label, LABEL), WhyDo.of(WhyVerb.SHOW, subject.by, subject.id, after, number))
        )
    return found


def _open(t: Translator, me: Me, row: Row, n: int, here: WhyDo) -> Button:
    """«2 · Ромашка»: the entry's card, with the way back to here."""
    x = row.line
    assert x is not None
    label = row.client or x.client or plain(what(t, x.kind, x.quantity, x.amount, me.currency))
    card = EntryDo(verb=EntryVerb.CARD, id=x.entry_id, back=here.short())
    return Button(shorten(f"{n} · {label}", LABEL), card)


def choose(
    t: Translator,
    me: Me,
    subject: Subject,
    period: Period,
    found: list[tuple[int, Kpi, Value]],
    others: list[Subject],
) -> Reply:
    """The KPIs with a value or a target, a button each, and whose else there are."""
    rows = [
        t("why-choose-title", who=Html(lines.subject_name(t, subject)), period=Html(period_name(t, period)))
    ]
    rows.append(t("why-choose" if found else "why-nothing"))
    rows.append(t("why-usage"))
    buttons = [
        Button(
            shorten(plain(f"{kpi_title(t, kpi)}: {shown(t, kpi, value, me.currency)}"), LABEL),
            WhyDo.of(WhyVerb.SHOW, subject.by, subject.id, period, number),
        )
        for number, kpi, value in found[:60]
    ]
    keyboard: Keyboard = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    if period.kind != "range" and period.start.year > OLDEST:
        before = containing(date.fromordinal(period.start.toordinal() - 1), period.kind)
        label = t.plain("button-why-before", period=Html(period_name(t, before)))
        keyboard.append(
            [Button(shorten(label, LABEL), WhyDo.of(WhyVerb.LIST, subject.by, subject.id, before))]
        )
    keyboard.append(
        [
            Button(
                shorten(plain(subject_title(t, one)), LABEL), WhyDo.of(WhyVerb.LIST, one.by, one.id, period)
            )
            for one in others
        ]
    )
    return Reply("\n".join(rows), keyboard)


def subject_title(t: Translator, subject: Subject) -> str:
    name = t("button-why-mine") if subject.own else lines.subject_name(t, subject)
    return name[:1].upper() + name[1:]


def unknown(t: Translator, subject: Subject, period: Period, name: str, near: list[tuple[int, Kpi]]) -> Reply:
    """No KPI is called so: the nearest ones, a button each."""
    buttons = [
        Button(
            shorten(plain(kpi_title(t, kpi)), LABEL),
            WhyDo.of(WhyVerb.SHOW, subject.by, subject.id, period, number),
        )
        for number, kpi in near
    ]
    key = "why-unknown-near" if near else "why-unknown"
    everything = Button(t.plain("button-why-others"), WhyDo.of(WhyVerb.LIST, subject.by, subject.id, period))
    return Reply(t(key, name=name), [buttons, [everything]])
