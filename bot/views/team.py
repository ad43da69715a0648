"""/team: the team and a line a person, worst pace first; the company by team; the figures as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.callbacks import Kind, TargetDo, TargetVerb, TeamDo, TeamVerb
from bot.callbacks_progress import MeDo, MeVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views import progress as say
from bot.views.figures import kpi_name, kpi_title, period_name, share, shown
from bot.views.goal import goal_line
from bot.views.lists import plain, shorten
from bot.views.me import turning, upper_first
from bot.views.why import why_button
from services import tables
from services.access import Me
from services.kpi import NO_VALUE, REGISTRY, Kpi, Part, Value, Values, as_decimal
from services.progress import SHORT, CompanyProgress, Progress, Stand, Table, TeamProgress, TeamStand
from services.roster import TeamOf

NAMED = 8  # names in a line


def team(t: Translator, me: Me, found: TeamProgress, *, kinds: bool = False) -> Reply:
    """The team's targets, then a line a person; a tap on a name opens that person.

    `kinds`: with the kinds of periods to choose from instead of the names, so that a screen fits a phone.
    """
    one = found.team
    rows = [t("team-title", team=one.team.name, month=Html(period_name(t, one.period)))]
    rows += _whole(t, me, one)
    rows += [
        goal_line(t, share_, me.currency, team=True)
        for share_ in found.of_company
        if share_.goal.year == one.period.start.year and one.period.kind not in ("day", "week")
    ]
    rows.append("")
    rows += [row(t, me, person) for person in found.rows] or [t("team-nobody")]
    if found.left:
        n, volume = found.left["deals"].top, shown_volume(t, me, found.left)
        rows.append(t("team-left", n=n, volume=Html(volume)))
    if found.silent:
        rows += ["", t("team-silent", names=names(t, found.silent))]
    if found.away:
        rows += [*([] if found.silent else [""]), t("team-away", names=names(t, found.away))]
    if found.pages > 1:
        rows.append(t("list-page", page=found.page + 1, pages=found.pages))
    return Reply("\n".join(rows), _team_keyboard(t, found, kinds=kinds))


def names(t: Translator, people: Sequence[Progress]) -> str:
    listed = ", ".join(shorten(one.member.name, 30) for one in people[:NAMED])
    return listed if len(people) <= NAMED else f"{listed} {t('and-more', n=len(people) - NAMED)}"


def shown_volume(t: Translator, me: Me, values: Values) -> str:
    return shown(t, REGISTRY["sales_volume"], values["sales_volume"], me.currency)


def _whole(t: Translator, me: Me, one: TeamStand) -> Iterable[str]:
    """The sums, and what the team is held against."""
    yield t("team-total", n=one.values["deals"].top, volume=Html(shown_volume(t, me, one.values)))
    partial = _partial(one)
    for stand in one.stands:
        if stand.asked.exists or stand is partial:
            yield from _target(t, me, one, stand)
    if not one.stands and one.period.kind != "day":
        yield t("team-no-team-target")


def _partial(one: TeamStand) -> Stand | None:
    """Of the KPIs that only some have a target of, the one that is said: volume, else what most have."""
    some = [x for x in one.stands if not x.asked.exists and x.held is not None and x.actual.exists]
    volume = next((x for x in some if x.kpi.slug == "sales_volume"), None)
    if volume is not None or one.main is not None:
        return volume
    return max(some, key=lambda x: x.held.with_target if x.held else 0, default=None)


def _target(t: Translator, me: Me, one: TeamStand, stand: Stand) -> Iterable[str]:
    held = stand.held
    assert held is not None
    if not held.asked.exists:
        name = Html(kpi_title(t, stand.kpi))
        if stand.actual.exists:
            actual = Html(shown(t, stand.kpi, stand.actual, me.currency))
            yield t("team-some-targets", name=name, actual=actual, n=held.with_target, of=held.sellers)
        return
    line = say.target_line(t, stand, me.currency, one.values, ended=one.at.ended)
    yield t("team-target", line=Html(line))
    if held.goal is not None and held.personal.exists:
        personal = Html(say.about(t, stand.kpi, held.personal, me.currency))
        target = Html(say.about(t, stand.kpi, held.asked, me.currency))
        yield t("me-more", line=Html(t("team-personal", personal=personal, target=target)))
    if not one.at.ended and not stand.met and stand.gap.exists and not stand.kpi.limit and one.at.left > 0:
        yield t("me-more", line=Html(say.need(t, stand, one.at.left, me.currency)))


def row(t: Translator, me: Me, person: Progress) -> str:
    """«Анна — 45 000 ₽ из 100 000 ₽ (45 %) · ниже графика», «Борис — 1 сделка, 45 000 ₽ · отсутствует»."""
    name, main = shorten(person.member.name, 40), person.main
    if main is None:
        volume = Html(shown_volume(t, me, person.values))
        parts = [t("team-row", name=name, n=person.values["deals"].top, volume=volume)]
    else:
        of = "" if main.kpi.slug == "sales_volume" else kpi_name(t, main.kpi)
        text = _stand(t, me, main, person)
        parts = [t("team-row-target", name=name, what=Html(f"{of}: {text}" if of else text))]
    if main is not None:
        parts += say.pace_word(t, main, ended=person.at.ended)
    if person.at.away_today and not person.at.ended:
        parts.append(t("team-row-away"))
    return " · ".join(parts)


def _stand(t: Translator, me: Me, one: Stand, person: Progress) -> str:
    target = Html(say.about(t, one.kpi, one.asked, me.currency))
    actual = Html(say.actual(t, one.kpi, one.actual, me.currency, person.values, ended=person.at.ended))
    if not one.attainment.exists:
        return t("team-of", actual=actual, target=target)
    return t("team-of-share", actual=actual, target=target, share=Html(share(t, one.attainment)))


def _team_keyboard(t: Translator, found: TeamProgress, *, kinds: bool) -> Keyboard:
    one = found.team
    kind, day = Kind.of(one.period.kind), 0 if found.current else one.period.start.toordinal()

    def show(**more: object) -> TeamDo:
        fields: dict[str, object] = {"kind": kind, "day": day, **more}
        return TeamDo(verb=TeamVerb.SHOW, id=one.team.id, **fields)

    people = [
        Button(
            shorten(person.member.name, 24),
            MeDo(verb=MeVerb.SHOW, whom=person.member.id, kind=kind, day=day),
        )
        for person in found.rows
        if person.member.id in found.here
    ]
    pages = [
        Button(sign, show(page=page))
        for sign, page in (("‹", found.page - 1), ("›", found.page + 1))
        if 0 <= page < found.pages
    ]
    main = one.main.kpi.slug if one.main is not None else SHORT[0]
    file = TeamDo(verb=TeamVerb.FILE, id=one.team.id, kind=kind, day=day)
    turn = turning(t, one.period, one.at.ended, lambda ordinal: show(day=ordinal))
    if kinds:
        upper = [say.kinds_row(t, one.period, lambda k: show(kind=k))]
    else:
        upper = [*(people[i : i + 3] for i in range(0, len(people), 3)), pages]
        other = TeamDo(verb=TeamVerb.KINDS, id=one.team.id, kind=kind, day=day, page=found.page)
        turn.insert(1, Button(t.plain("button-kinds"), other))
    return [
        *upper,
        turn,
        [
            Button(t.plain("button-targets"), TargetDo(verb=TargetVerb.LIST, team=one.team.id)),
            why_button(t, main, one.period, team_id=one.team.id),
            Button(t.plain("button-file"), file),
        ],
    ]


def choose_team(t: Translator, teams: list[TeamOf]) -> Reply:
    buttons = [Button(shorten(one.name, 40), TeamDo(verb=TeamVerb.SHOW, id=one.id)) for one in teams[:50]]
    return Reply(t("choose-team"), [buttons[i : i + 2] for i in range(0, len(buttons), 2)])


def company(t: Translator, me: Me, found: CompanyProgress) -> Reply:
    """An owner's /me: the company's sums, then a line a team; a tap opens the team."""
    rows = [t("company-title", name=me.company_name, period=Html(period_name(t, found.period)))]
    rows.append(t("team-total", n=found.values["deals"].top, volume=Html(shown_volume(t, me, found.values))))
    check = REGISTRY["average_check"]
    rows.append(say.value_line(t, check, found.values["average_check"], me.currency, found.values))
    rows.append("")
    rows += [_team_row(t, me, one) for one in found.teams]
    if found.pages > 1:
        rows.append(t("list-page", page=found.page + 1, pages=found.pages))
    kind, day = Kind.of(found.period.kind), found.period.start.toordinal() if found.ended else 0

    def show(**more: object) -> MeDo:
        fields: dict[str, object] = {"kind": kind, "day": day, **more}
        return MeDo(verb=MeVerb.COMPANY, **fields)

    teams = [
        Button(shorten(one.team.name, 24), TeamDo(verb=TeamVerb.SHOW, id=one.team.id, kind=kind, day=day))
        for one in found.teams
    ]
    pages = [
        Button(sign, show(page=page))
        for sign, page in (("‹", found.page - 1), ("›", found.page + 1))
        if 0 <= page < found.pages
    ]
    return Reply(
        "\n".join(rows),
        [
            *(teams[i : i + 2] for i in range(0, len(teams), 2)),
            pages,
            say.kinds_row(t, found.period, lambda k: show(kind=k)),
            turning(t, found.period, found.ended, lambda ordinal: show(day=ordinal)),
        ],
    )


def _team_row(t: Translator, me: Me, one: TeamStand) -> str:
    volume = Html(shown_volume(t, me, one.values))
    parts = [t("team-row", name=shorten(one.team.name, 40), n=one.values["deals"].top, volume=volume)]
    main = one.main
    if main is not None and main.attainment.exists:
        key = "team-row-share" if main.kpi.slug == "sales_volume" else "team-row-share-of"
        name = Html(kpi_name(t, main.kpi))
        parts.append(t(key, share=Html(share(t, main.attainment)), name=name))
        parts += say.pace_word(t, main, ended=one.at.ended)
    return " · ".join(parts)


def file(t: Translator, me: Me, found: Table) -> Reply:
    """The period's figures as a CSV: a row a person, all KPIs, then targets and attainment."""
    text = tables.write(_rows(t, me, found), delimiter=";")
    period = period_name(t, found.period)
    name = f"{found.team.name} {found.period.label}.csv".translate(_NO_FILE_NAME)
    caption = t("team-file", team=found.team.name, period=Html(period), n=len(found.rows))
    return Reply(caption, document=(name, text))


_NO_FILE_NAME = {ord(char): "_" for char in '/\\:*?"<>|\n\r\t'}


def _rows(t: Translator, me: Me, found: Table) -> Iterable[list[str]]:
    def head(kpi: Kpi) -> str:
        unit = {"money": me.currency, "percent": "%"}.get(kpi.unit)
        title = plain(kpi_title(t, kpi))
        return f"{title}, {unit}" if unit else title

    columns: list[Kpi | Part] = []
    for kpi in found.kpis:
        columns += [kpi, *kpi.parts]
    titles = [head(column) if isinstance(column, Kpi) else _part(t, column) for column in columns]
    yield [
        t.plain("csv-name"),
        *titles,
        *(
            title
            for kpi in found.held
            for title in (
                t.plain("csv-target", kpi=Html(head(kpi))),
                t.plain("csv-share", kpi=Html(plain(kpi_title(t, kpi)))),
            )
        ),
    ]
    for person in found.rows:
        stands = {one.kpi.slug: one for one in person.stands}
        cells = [person.member.name]
        cells += [cell(t, me, x.unit, person.values.get(x.slug, NO_VALUE)) for x in columns]
        for kpi in found.held:
            one = stands.get(kpi.slug)
            cells.append(cell(t, me, kpi.unit, one.asked if one else NO_VALUE))
            cells.append(cell(t, me, "percent", one.attainment if one else NO_VALUE))
        yield cells


PARTS = {
    "sales_cycle_median": "kpi-sales_cycle_median",
    "sales_cycle_coverage": "kpi-sales_cycle_coverage",
}


def _part(t: Translator, part: Part) -> str:
    return upper_first(t.plain(PARTS[part.slug]))


def cell(t: Translator, me: Me, unit: str, value: Value) -> str:
    """A number as this language's spreadsheets read it; empty without a value. Shares in percent."""
    if not value.exists:
        return ""
    if unit == "money":
        number = as_decimal(REGISTRY["sales_volume"], value, me.currency) or Decimal(0)
    else:
        digits = 4 if unit == "percent" else 2
        number = Decimal(value.rounded(digits) or 0).scaleb(-digits)
        if unit == "percent":
            number = number.scaleb(2)
        if number == number.to_integral_value():
            number = number.quantize(Decimal(1))
    text = f"{number:f}"
    return text.replace(".", ",") if t.language == "ru" else text
