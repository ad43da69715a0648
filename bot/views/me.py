"""/me and /team: where a person and a team stand in the month, in a few lines."""

from __future__ import annotations

from datetime import date

from bot.callbacks import ListDo, ListVerb, TargetDo, TargetVerb, TeamDo, TeamVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.lists import entry_button, shorten
from bot.views.receipt import day_name, entry_line
from services.access import Me
from services.entries import Page
from services.money import Money
from services.periods import Period
from services.progress import Figure, Figures, Progress, Row, TeamProgress, main
from services.roster import Person, TeamOf

LONG_AGO = 30  # days


def amount(t: Translator, figure: Figure, currency: str, value: int | None = None) -> str:
    """The value of a KPI as people read it: «135 000 ₽», «12»."""
    number = figure.value.rounded() if value is None else value
    if number is None:
        return t("no-value")
    return t.money(Money(number, currency)) if figure.kpi.unit == "money" else t("number", n=number)


def kpi_title(t: Translator, slug: str) -> str:
    """«Выручка», «КП»: the KPI's name at the beginning of a line."""
    return upper_first(t(f"kpi-{slug}"))


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def figure_line(t: Translator, figure: Figure, currency: str) -> str:
    """«Звонки: 12 из 100 (12 %)», «Средний чек: — (пока нет сделок с суммой)»."""
    name = Html(kpi_title(t, figure.kpi.slug))
    if not figure.value.exists:
        return t("me-no-value", name=name, why=Html(t(f"no-value-{figure.kpi.slug}")))
    actual = Html(amount(t, figure, currency))
    if not figure.target:
        return t("me-figure", name=name, actual=actual)
    target = Html(amount(t, figure, currency, figure.target))
    return t("me-figure-target", name=name, actual=actual, target=target, share=figure.share or 0)


def month_lines(t: Translator, figures: Figures, currency: str) -> list[str]:
    """Volume, deals, average check always; the rest where there is something or a target."""
    always = ("sales_volume", "deals", "average_check")
    shown = [f for slug, f in figures.items() if slug in always or f.value.top or f.target]
    return [figure_line(t, figure, currency) for figure in shown]


def today_line(t: Translator, figures: Figures, currency: str) -> str:
    """«Сегодня: 1 сделка, 45 000 ₽, 12 звонков», by the day's entries."""
    parts = []
    for slug, figure in figures.items():
        if slug == "average_check" or not figure.value.top:
            continue
        if figure.kpi.unit == "money":
            parts.append(amount(t, figure, currency))
        else:
            parts.append(t(f"n-{figure.kpi.kinds[0]}", n=figure.value.top))
    return t("me-today", what=Html(", ".join(parts))) if parts else t("me-today-empty")


def progress_text(t: Translator, me: Me, progress: Progress, *, name: str | None = None) -> str:
    """A person's figures; `name` when it is somebody else's."""
    month = t.month(progress.month.start)
    title = t("me-title-of", name=name, month=month) if name else t("me-title", month=upper_first(month))
    rows = [title, *month_lines(t, progress.so_far, me.currency)]
    rows.append(today_line(t, progress.of_today, me.currency))
    return "\n".join(rows)


def own(t: Translator, me: Me, progress: Progress) -> Reply:
    """/me: short, with a way to today's entries, and how to get a target."""
    rows = [progress_text(t, me, progress)]
    if main(progress.so_far) is None:
        rows.append(t("me-no-target-lead" if me.leads else "me-no-target"))
    buttons = [
        Button(t.plain("button-today"), ListDo(verb=ListVerb.TODAY)),
        Button(t.plain("button-deals"), deals_of(progress.month, me.member_id)),
    ]
    return Reply("\n".join(rows), [buttons])


def deals_of(month: Period, member_id: int) -> ListDo:
    return ListDo(
        verb=ListVerb.DEALS, start=month.start.toordinal(), end=month.end.toordinal(), whom=member_id
    )


def person(t: Translator, me: Me, whom: Person, progress: Progress, deals: Page) -> Reply:
    """What a lead sees of one person: the month and its latest deals."""
    rows = [progress_text(t, me, progress, name=whom.name)]
    if main(progress.so_far) is None:
        rows.append(t("team-no-target"))
    here = deals_of(progress.month, whom.member_id)
    if deals.lines:
        rows += ["", t("team-latest-deals")]
        rows += [
            f"{n}. {entry_line(t, x, me.currency, progress.today)}" for n, x in enumerate(deals.lines, 1)
        ]
    entries = [entry_button(t, x, me.currency, n, here) for n, x in enumerate(deals.lines, 1)]
    keyboard: Keyboard = [entries[i : i + 2] for i in range(0, len(entries), 2)]
    if deals.pages > 1:
        keyboard.append([Button(t.plain("button-all-deals", n=deals.total), here)])
    last = [Button(t.plain("button-targets"), TargetDo(verb=TargetVerb.WHOM, member=whom.member_id))]
    if whom.team_id is not None:
        last.append(Button(t.plain("button-team"), TeamDo(verb=TeamVerb.SHOW, id=whom.team_id)))
    return Reply("\n".join(rows), [*keyboard, last])


def team(t: Translator, me: Me, found: TeamProgress) -> Reply:
    """/team: the sum, then a line a member by volume; a tap on a name opens that person."""
    rows = [t("team-title", team=found.team.name, month=t.month(found.month.start)), _total(t, me, found)]
    volume = found.total["sales_volume"]
    if not volume.target and found.with_target:
        rows.append(t("team-some-targets", n=found.with_target, of=found.sellers))
    elif not main(found.total):
        rows.append(t("team-no-team-target"))
    rows.append("")
    rows += [_row(t, me, row, found.today) for row in found.rows] or [t("team-nobody")]
    if found.left:
        left = found.left["deals"].value.top
        rows.append(t("team-left", n=left, volume=Html(amount(t, found.left["sales_volume"], me.currency))))
    if found.pages > 1:
        rows.append(t("list-page", page=found.page + 1, pages=found.pages))
    return Reply("\n".join(rows), _team_keyboard(t, found))


def _total(t: Translator, me: Me, found: TeamProgress) -> str:
    volume, deals = found.total["sales_volume"], found.total["deals"]
    n, money = deals.value.top, Html(amount(t, volume, me.currency))
    held = main(found.total)
    if held is None:
        return t("team-total", n=n, volume=money)
    if held is volume:
        target = Html(amount(t, volume, me.currency, volume.target))
        return t("team-total-target", n=n, volume=money, target=target, share=volume.share or 0)
    return t("team-total", n=n, volume=money) + "\n" + figure_line(t, held, me.currency)


def _row(t: Translator, me: Me, row: Row, today: date) -> str:
    """«Анна — 3 сделки, 135 000 ₽ · 27 % цели · вчера»."""
    figures = row.figures
    parts = [
        t(
            "team-row",
            name=shorten(row.person.name, 40),
            n=figures["deals"].value.top,
            volume=Html(amount(t, figures["sales_volume"], me.currency)),
        )
    ]
    held = main(figures)
    if held is not None:
        of_volume = held.kpi.slug == "sales_volume"
        key = "team-row-share" if of_volume else "team-row-share-of"
        parts.append(t(key, share=held.share or 0, name=Html(t(f"kpi-{held.kpi.slug}"))))
    parts.append(last_day(t, row.last, today))
    return " · ".join(parts)


def last_day(t: Translator, day: date | None, today: date) -> str:
    """«сегодня», «вчера», «3 дня назад», the date when it is long ago, «ещё ничего»."""
    if day is None:
        return t("last-never")
    days = (today - day).days
    if days <= 1 or days > LONG_AGO:
        return day_name(t, min(day, today), today)
    return t("last-days-ago", n=days)


def _team_keyboard(t: Translator, found: TeamProgress) -> Keyboard:
    people = [
        Button(shorten(row.person.name, 24), TeamDo(verb=TeamVerb.PERSON, id=row.person.member_id))
        for row in found.rows
    ]
    keyboard: Keyboard = [people[i : i + 3] for i in range(0, len(people), 3)]
    turn = [
        Button(sign, TeamDo(verb=TeamVerb.SHOW, id=found.team.id, page=page))
        for sign, page in (("‹", found.page - 1), ("›", found.page + 1))
        if 0 <= page < found.pages
    ]
    targets = Button(t.plain("button-targets"), TargetDo(verb=TargetVerb.LIST, team=found.team.id))
    return [*keyboard, turn, [targets]]


def choose_team(t: Translator, teams: list[TeamOf]) -> Reply:
    buttons = [Button(shorten(one.name, 40), TeamDo(verb=TeamVerb.SHOW, id=one.id)) for one in teams[:50]]
    return Reply(t("choose-team"), [buttons[i : i + 2] for i in range(0, len(buttons), 2)])
