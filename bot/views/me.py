"""/me: where one stands, in a few lines; opened, the whole; a lead's look at one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.callbacks import Kind, ListDo, ListVerb, TargetDo, TargetVerb, TeamDo, TeamVerb
from bot.callbacks_progress import MeDo, MeVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views import progress as say
from bot.views.figures import kpi_name, kpi_title, period_before, period_name
from bot.views.goal import goal_line
from bot.views.lists import entry_button, shorten
from bot.views.receipt import entry_line
from bot.views.why import why_button
from services.access import Me
from services.entries import Page
from services.kpi import ZERO, Value
from services.periods import Period
from services.progress import SHORT, Progress, Stand, Whole, forecast_ends, sentence
from services.roster import Person

LATEST = 4  # deals on a person's page
SAYS_THE_NEED = ("risk", "little", "early", "last")


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def lines(
    t: Translator, me: Me, progress: Progress, *, name: str | None = None, said: Stand | None = None
) -> list[str]:
    """A person's period in short; `name` when it is somebody else's. Of `said` the sentence tells the need."""
    period = Html(period_name(t, progress.period))
    if name:
        rows = [t("me-title-of", name=name, month=period)]
    else:
        rows = [t("me-title", month=Html(upper_first(period.text)))]
    if not progress.at.ended and progress.period.kind != "day":
        rows.append(say.today_line(t, progress, me.currency))
    for one in progress.stands:
        rows += target_lines(t, me, progress, one, need=one is not said, yours=name is None)
    if not progress.stands:
        rows += [
            say.value_line(t, kpi, progress.values[kpi.slug], me.currency, progress.values)
            for kpi in progress.known.values()
            if kpi.slug in SHORT or (kpi.summed and progress.values.get(kpi.slug, ZERO).top)
        ]
    return rows


def target_lines(
    t: Translator, me: Me, progress: Progress, one: Stand, *, need: bool = True, yours: bool = True
) -> Iterable[str]:
    """A target in a line or two, three when it is smaller than it was set."""
    yield say.target_line(t, one, me.currency, progress.values, ended=progress.at.ended)
    for more in (
        say.less_line(t, one, progress, me.currency),
        say.need_line(t, one, progress, me.currency, yours=yours) if need else None,
    ):
        if more:
            yield t("me-more", line=Html(more))


def beside_lines(t: Translator, me: Me, beside: Iterable[Progress], *, yours: bool = True) -> Iterable[str]:
    """Targets of other kinds of periods, under the period's name."""
    for progress in beside:
        yield t("me-beside", period=Html(upper_first(period_name(t, progress.period))))
        for one in progress.stands:
            yield from target_lines(t, me, progress, one, yours=yours)


def own(t: Translator, me: Me, progress: Progress, beside: Iterable[Progress] = ()) -> Reply:
    """/me: short, the one sentence, and ways to the whole, other periods, today's entries."""
    said = sentence(progress) if progress.period.kind != "day" else None
    spoken = said.stand if said is not None and said.rule in SAYS_THE_NEED else None
    rows = [*lines(t, me, progress, said=spoken), *beside_lines(t, me, beside)]
    if said is not None:
        no_target = "me-no-target-lead" if me.leads else "me-no-target"
        rows += ["", say.sentence_line(t, said, progress, me.currency, no_target=no_target)]
    return Reply("\n".join(rows), _own_keyboard(t, me, progress, opened=False))


def _own_keyboard(t: Translator, me: Me, progress: Progress, *, opened: bool) -> Keyboard:
    leads = me.leads and me.team_id is not None
    team = [Button(t.plain("button-my-team"), TeamDo(verb=TeamVerb.SHOW, id=me.team_id))] if leads else []
    return [
        *_ways(t, progress, opened=opened, whom=0),
        [
            Button(t.plain("button-today"), ListDo(verb=ListVerb.TODAY)),
            Button(t.plain("button-deals"), deals_of(progress.period, me.member_id)),
            *team,
        ],
    ]


def _ways(t: Translator, progress: Progress, *, opened: bool, whom: int) -> Keyboard:
    """The whole or the short, why, the kinds of periods, the period before and after."""
    period, at = progress.period, progress.at
    kind, day = Kind.of(period.kind), 0 if at.today in period else period.start.toordinal()
    verb = MeVerb.SHOW if opened else MeVerb.WHOLE
    label = t.plain("button-short" if opened else "button-whole")
    main = progress.main.kpi.slug if progress.main is not None else SHORT[0]
    first = [
        Button(label, MeDo(verb=verb, whom=whom, kind=kind, day=day)),
        why_button(t, main, period, member_id=progress.member.id),
    ]
    # A person's page has deals to open: there the kinds of periods stand on the opened view only.
    kinds = (
        say.kinds_row(t, period, lambda k: MeDo(verb=MeVerb.SHOW, whom=whom, kind=k, day=day))
        if opened or not whom
        else []
    )
    turn = turning(t, period, at.ended, lambda day: MeDo(verb=MeVerb.SHOW, whom=whom, kind=kind, day=day))
    return [first, kinds, turn]


def turning(t: Translator, period: Period, ended: bool, make: object) -> list[Button]:
    """‹ and ›: the period before, and the one after unless it is still to come. `make(ordinal)` gives the action."""
    assert callable(make)
    before = period.start - timedelta(days=1)
    row = [Button(t.plain("button-before"), make(before.toordinal()))]
    if ended:
        row.append(Button(t.plain("button-after"), make(period.end.toordinal())))
    return row


def deals_of(period: Period, member_id: int) -> ListDo:
    return ListDo(
        verb=ListVerb.DEALS, start=period.start.toordinal(), end=period.end.toordinal(), whom=member_id
    )


def whole_lines(t: Translator, me: Me, whole: Whole, *, name: str | None = None) -> list[str]:
    """Everything: targets with forecast and change, then every other KPI, then who set the targets."""
    progress = whole.progress
    rows = lines(t, me, progress, name=name)[:1]
    if not progress.at.ended and progress.period.kind != "day":
        rows.append(say.today_line(t, progress, me.currency))
    for one in progress.stands:
        rows += target_lines(t, me, progress, one, yours=name is None)
        rows += [t("me-more", line=Html(row)) for row in _outlook(t, me, whole, one.kpi.slug)]
    held = {one.kpi.slug for one in progress.stands}
    rows += [""] if held else []
    for slug, kpi in whole.catalogue.items():
        value = progress.values.get(slug)
        if slug in held or value is None or (kpi.cumulative and not value.top and slug not in SHORT):
            continue
        if not value.exists and kpi.team_id is None and slug not in ("average_check", "retention"):
            continue
        ended = progress.at.ended
        rows.append(say.value_line(t, kpi, value, me.currency, progress.values, ended=ended))
        rows += [t("me-more", line=Html(row)) for row in _outlook(t, me, whole, slug)]
    rows += _set_by(t, whole)
    carried = [x for x in whole.of_company if x.goal.year == progress.period.start.year]
    if carried:
        rows += ["", *(goal_line(t, share, me.currency) for share in carried)]
    return rows


def _outlook(t: Translator, me: Me, whole: Whole, slug: str) -> Iterable[str]:
    """Forecast with its range, change against the period before."""
    kpi = whole.catalogue[slug]
    found = whole.forecasts.get(slug)
    if found is not None:
        whole_ones = Value(found.value.rounded() or 0) if kpi.unit == "count" else found.value
        value = Html(say.rough(t, kpi, whole_ones, me.currency))
        if found.low.exists:
            ends = forecast_ends(kpi, found, whole.progress.values[slug], me.currency)
            low, high = (Html(say.rough(t, kpi, end, me.currency)) for end in ends)
            yield t("me-forecast-range", value=value, low=low, high=high)
        else:
            yield t("me-forecast", value=value)
    change = whole.change
    if change is not None and slug in change.before:
        before = change.before[slug]
        now = whole.progress.values[slug]
        if not before.top and not now.top:
            return
        more = now.top * before.bottom - before.top * now.bottom
        yield t(
            "me-change-more" if more > 0 else "me-change-less" if more < 0 else "me-change-same",
            by=Html(say.about(t, kpi, type(now)(abs(more), now.bottom * before.bottom), me.currency)),
            when=Html(period_before(t, whole.progress.period)),
            over="yes" if whole.progress.at.ended else "no",
        )


def _set_by(t: Translator, whole: Whole) -> Iterable[str]:
    """«Цели: Борис (выручка, сделки)»."""
    by: dict[str, list[str]] = {}
    for one in whole.progress.stands:
        goal = one.held.goal if one.held is not None else None
        if goal is not None and goal.by_id is not None and goal.by_id in whole.set_by:
            by.setdefault(whole.set_by[goal.by_id], []).append(kpi_name(t, one.kpi))
    if by:
        yield ""
        yield from (
            t("me-set-by", name=shorten(name, 40), what=Html(", ".join(kpis))) for name, kpis in by.items()
        )


def own_whole(t: Translator, me: Me, whole: Whole) -> Reply:
    rows = whole_lines(t, me, whole)
    return Reply("\n".join(rows), _own_keyboard(t, me, whole.progress, opened=True))


def person(
    t: Translator, me: Me, whom: Person, progress: Progress, deals: Page, beside: Iterable[Progress] = ()
) -> Reply:
    """What a lead sees of one person: the period and its latest deals."""
    rows = [*lines(t, me, progress, name=whom.name), *beside_lines(t, me, beside, yours=False)]
    latest = deals.lines[:LATEST]
    if not progress.stands and progress.period.kind != "day":
        rows.append(t("team-no-target"))
    here = deals_of(progress.period, whom.member_id)
    if latest:
        rows += ["", t("team-latest-deals")]
        today = progress.at.today
        rows += [f"{n}. {entry_line(t, x, me.currency, today)}" for n, x in enumerate(latest, 1)]
    entries = [entry_button(t, x, me.currency, n, here) for n, x in enumerate(latest, 1)]
    keyboard: Keyboard = [entries[i : i + 2] for i in range(0, len(entries), 2)]
    if deals.total > len(latest):
        keyboard.append([Button(t.plain("button-all-deals", n=deals.total), here)])
    return Reply("\n".join(rows), [*keyboard, *_person_ways(t, whom, progress, opened=False)])


def person_whole(t: Translator, me: Me, whom: Person, whole: Whole) -> Reply:
    rows = whole_lines(t, me, whole, name=whom.name)
    return Reply("\n".join(rows), _person_ways(t, whom, whole.progress, opened=True))


def _person_ways(t: Translator, whom: Person, progress: Progress, *, opened: bool) -> Keyboard:
    last = [Button(t.plain("button-targets"), TargetDo(verb=TargetVerb.WHOM, member=whom.member_id))]
    if whom.team_id is not None:
        last.append(Button(t.plain("button-team"), TeamDo(verb=TeamVerb.SHOW, id=whom.team_id)))
    return [*_ways(t, progress, opened=opened, whom=whom.member_id), last]


__all__ = ["deals_of", "kpi_title", "lines", "own", "own_whole", "person", "person_whole", "turning"]
