"""A team's working calendar on screen."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import get_day_names

from bot import places
from bot.callbacks_calendar import CalendarDo, CalendarVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from services.calendar.store import Added, TeamCalendar
from services.roster import TeamOf

PAGE = 8
HOURS = ((480, 1020), (540, 1080), (600, 1140))  # offered as buttons


def weekday(t: Translator, number: int) -> str:
    """«пн», "Mon"."""
    return str(get_day_names("abbreviated", locale=t.language)[number])


def clock(minutes: int) -> str:
    """«9:00»; «24:00» at the end of the day."""
    return f"{minutes // 60}:{minutes % 60:02}"


def hours(starts: int, ends: int) -> str:
    return f"{clock(starts)}–{clock(ends)}"


def span(t: Translator, first: date, last: date) -> str:
    """«31 декабря – 10 января»."""
    return t.span(first, last)


def choose_team(t: Translator, teams: list[TeamOf]) -> Reply:
    buttons = [Button(one.name[:40], CalendarDo(verb=CalendarVerb.SHOW, team=one.id)) for one in teams[:50]]
    return Reply(t("choose-team"), [buttons[i : i + 2] for i in range(0, len(buttons), 2)])


def shown(t: Translator, c: TeamCalendar, page: int = 0) -> Reply:
    """Week, hours, country, holidays, and the days the lead added; with what can be set by a tap."""
    k = c.calendar
    week = ", ".join(weekday(t, n) for n in range(7) if k.workdays >> n & 1)
    rows = [
        t("calendar-title", team=c.team.name),
        t("calendar-week", days=week),
        t("calendar-hours", hours=hours(*k.hours)),
        t("calendar-country", country=places.country_name(k.country, t.language)),
    ]
    rows += [t("calendar-unknown", year=str(year)) for year, known in c.known.items() if not known]
    if c.holidays:
        rows.append(t("calendar-holidays", days="; ".join(span(t, *one) for one in c.holidays)))
    if c.moved:
        rows.append(t("calendar-moved", days=", ".join(t.day(day) for day in c.moved[:5])))
    pages = max((len(c.added) + PAGE - 1) // PAGE, 1)
    page = min(page, pages - 1)
    here = c.added[page * PAGE : (page + 1) * PAGE]
    if here:
        rows += ["", t("calendar-added")]
        rows += [_added(t, one, c.today) for one in here]
    if pages > 1:
        rows.append(t("list-page", page=page + 1, pages=pages))
    rows += ["", t("calendar-how")]
    return Reply("\n".join(rows), _keyboard(t, c, here, page, pages))


def _added(t: Translator, one: Added, today: date) -> str:
    day = Html(
        t.day(one.day)
        if one.day.year == today.year
        else t("day-with-year", day=one.day, year=str(one.day.year))
    )
    return t(
        "calendar-day",
        day=day,
        kind="work" if one.working else "off",
        note=one.note or "",
        noted="yes" if one.note else "no",
    )


def _keyboard(t: Translator, c: TeamCalendar, here: list[Added], page: int, pages: int) -> Keyboard:
    team, k = c.team.id, c.calendar

    def do(verb: CalendarVerb, **more: int | str) -> CalendarDo:
        return CalendarDo(verb=verb, team=team, **more)

    days = [
        Button(
            ("✅ " if k.workdays >> n & 1 else "▫️ ") + weekday(t, n),
            do(CalendarVerb.OFF if k.workdays >> n & 1 else CalendarVerb.ON, arg=n),
        )
        for n in range(7)
    ]
    offered = [
        Button(hours(*one), do(CalendarVerb.HOURS, arg=one[0], till=one[1]))
        for one in HOURS
        if one != k.hours
    ]
    drops = [
        Button(t.plain("button-calendar-drop", day=one.day), do(CalendarVerb.DROP, arg=one.id))
        for one in here
    ]
    turn = [
        Button(sign, do(CalendarVerb.DAYS, arg=to))
        for sign, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to < pages
    ]
    return [
        days[:4],
        days[4:],
        offered,
        *(drops[i : i + 2] for i in range(0, len(drops), 2)),
        turn,
        [Button(t.plain("button-calendar-country"), do(CalendarVerb.PLACES))],
    ]


def choose_country(t: Translator, c: TeamCalendar) -> Reply:
    """The countries near, and how to name another."""
    buttons = [
        Button(
            places.country_name(code, t.language),
            CalendarDo(verb=CalendarVerb.PLACE, team=c.team.id, code=code),
        )
        for code in places.countries(c.calendar.country, t.language)
        if code != c.calendar.country
    ]
    back = Button(t.plain("button-back"), CalendarDo(verb=CalendarVerb.SHOW, team=c.team.id))
    return Reply(
        t("calendar-choose-country", country=places.country_name(c.calendar.country, t.language)),
        [*(buttons[i : i + 2] for i in range(0, len(buttons), 2)), [back]],
    )


def stored(t: Translator, days: list[date], working: bool) -> str:
    """«31 декабря – 2 января: выходные»."""
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day == spans[-1][1] + timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    said = ", ".join(span(t, *one) for one in spans)
    return t("calendar-stored", days=said, n=len(days), kind="work" if working else "off")
