"""Targets: whose there are, one person's or team's, and the values to choose from."""

from __future__ import annotations

from bot.callbacks import TargetDo, TargetVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.lists import shorten
from bot.views.me import kpi_title
from bot.views.receipt import KIND_OF_KPI
from services.access import Me
from services.kpi import REGISTRY
from services.money import Money
from services.roster import Person, TeamOf
from services.targets import SETTABLE, Change

PEOPLE_SHOWN = 30
Goals = dict[str, int]


def value(t: Translator, kpi: str, number: int, currency: str) -> str:
    """«1 500 000 ₽», «20»."""
    if REGISTRY[kpi].unit == "money":
        return t.money(Money(number, currency))
    return t("number", n=number)


def goal(t: Translator, kpi: str, number: int, currency: str) -> str:
    """«выручка 1 500 000 ₽», «20 сделок»."""
    if kpi in KIND_OF_KPI:
        return t(f"n-{KIND_OF_KPI[kpi]}", n=number)
    return t("target-goal", kpi=Html(t(f"kpi-{kpi}")), value=Html(value(t, kpi, number, currency)))


def goals_line(t: Translator, goals: Goals, currency: str) -> str:
    return ", ".join(goal(t, kpi, number, currency) for kpi, number in goals.items())


def listed(
    t: Translator,
    me: Me,
    team: TeamOf,
    own: Goals,
    people: list[tuple[Person, Goals]],
    page: int = 0,
) -> Reply:
    """A team's targets and its people's, a button each."""
    pages = max((len(people) + PEOPLE_SHOWN - 1) // PEOPLE_SHOWN, 1)
    page = min(page, pages - 1)
    here = people[page * PEOPLE_SHOWN : (page + 1) * PEOPLE_SHOWN]
    rows = [t("target-title", team=team.name)]
    rows.append(
        t("target-row-team", goals=Html(goals_line(t, own, me.currency) if own else t("target-none")))
    )
    rows += [
        t("target-row", name=shorten(p.name, 40), goals=Html(goals_line(t, goals, me.currency)))
        for p, goals in here
        if goals
    ]
    without = [shorten(p.name, 40) for p, goals in here if not goals and p.sells]
    if without:
        rows.append(t("target-without", names=", ".join(without)))
    if pages > 1:
        rows.append(t("list-page", page=page + 1, pages=pages))
    rows += ["", t("target-how")]
    return Reply("\n".join(rows), _listed_keyboard(t, team, here, page, pages))


def _listed_keyboard(
    t: Translator, team: TeamOf, here: list[tuple[Person, Goals]], page: int, pages: int
) -> Keyboard:
    buttons = [
        Button(shorten(p.name, 24), TargetDo(verb=TargetVerb.WHOM, member=p.member_id)) for p, _ in here
    ]
    turn = [
        Button(sign, TargetDo(verb=TargetVerb.LIST, team=team.id, page=to))
        for sign, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to < pages
    ]
    whole = Button(t.plain("button-whole-team"), TargetDo(verb=TargetVerb.WHOM, team=team.id))
    return [[whole], *(buttons[i : i + 3] for i in range(0, len(buttons), 3)), turn]


def choose_team(t: Translator, teams: list[TeamOf]) -> Reply:
    buttons = [
        Button(shorten(one.name, 40), TargetDo(verb=TargetVerb.LIST, team=one.id)) for one in teams[:50]
    ]
    return Reply(t("choose-team"), [buttons[i : i + 2] for i in range(0, len(buttons), 2)])


def _do(whom: Person | TeamOf, verb: TargetVerb, **more: object) -> TargetDo:
    if isinstance(whom, Person):
        return TargetDo(verb=verb, member=whom.member_id, **more)
    return TargetDo(verb=verb, team=whom.id, **more)


def of_one(t: Translator, me: Me, whom: Person | TeamOf, goals: Goals) -> Reply:
    """One person's or team's targets; a tap on a KPI sets it."""
    name = t("target-of-person" if isinstance(whom, Person) else "target-of-team", name=whom.name)
    rows = [name]
    rows += [
        t("target-bullet", goal=Html(goal(t, kpi, number, me.currency))) for kpi, number in goals.items()
    ]
    if not goals:
        rows.append(t("target-none-here"))
    rows += ["", t("target-choose-kpi")]
    buttons = [Button(kpi_title(t, kpi.slug), _do(whom, TargetVerb.KPI, kpi=kpi.slug)) for kpi in SETTABLE]
    keyboard: Keyboard = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    team_id = whom.team_id if isinstance(whom, Person) else whom.id
    if team_id is not None:
        back = TargetDo(verb=TargetVerb.LIST, team=team_id)
        keyboard.append([Button(t.plain("button-back"), back)])
    return Reply("\n".join(rows), keyboard)


def of_kpi(
    t: Translator, me: Me, whom: Person | TeamOf, kpi: str, now: int | None, proposed: list[int]
) -> Reply:
    """Values to tap, or how to type one."""
    key = "target-ask-person" if isinstance(whom, Person) else "target-ask-team"
    rows = [t(key, name=whom.name, kpi=Html(t(f"kpi-{kpi}")))]
    if now is not None:
        rows.append(t("target-now", value=Html(value(t, kpi, now, me.currency))))
    rows.append(t("target-from-last-month" if proposed else "target-no-history"))
    example = t("target-example-money" if REGISTRY[kpi].unit == "money" else "target-example-count")
    spoken = typed_name(t, whom)
    rows.append(t("target-type", whom=spoken, kpi=Html(t(f"kpi-{kpi}")), example=Html(example)))
    buttons = [
        Button(value(t, kpi, number, me.currency), _do(whom, TargetVerb.SET, kpi=kpi, value=number))
        for number in proposed
        if number != now
    ]
    last = [Button(t.plain("button-back"), _do(whom, TargetVerb.WHOM))]
    if now is not None:
        last.insert(0, Button(t.plain("button-remove-target"), _do(whom, TargetVerb.SET, kpi=kpi)))
    return Reply("\n".join(rows), [buttons, last])


def typed_name(t: Translator, whom: Person | TeamOf) -> str:
    """How to name them in a line."""
    if isinstance(whom, Person):
        return f"@{whom.username}" if whom.username else whom.name
    return f"{t.plain('word-team')} {whom.name}"


def said(t: Translator, me: Me, change: Change) -> str:
    """What was set, for who set it."""
    name = change.whom.name
    if change.after is None:
        return t("target-removed", name=name, kpi=Html(t(f"kpi-{change.kpi}")))
    after = Html(goal(t, change.kpi, change.after, me.currency))
    if change.before == change.after:
        return t("target-same", name=name, goal=after)
    if change.before is None:
        return t("target-set", name=name, goal=after)
    before = Html(value(t, change.kpi, change.before, me.currency))
    return t("target-changed", name=name, goal=after, before=before)


def told(t: Translator, me: Me, change: Change) -> str:
    """The same for the person whose target it is."""
    if change.after is None:
        return t("target-told-removed", kpi=Html(t(f"kpi-{change.kpi}")), who=me.name)
    after = Html(goal(t, change.kpi, change.after, me.currency))
    if change.before is None:
        return t("target-told-set", goal=after, who=me.name)
    before = Html(value(t, change.kpi, change.before, me.currency))
    return t("target-told-changed", goal=after, before=before, who=me.name)


def own(t: Translator, me: Me, goals: Goals) -> Reply:
    """A manager's own targets: to look at."""
    if not goals:
        return Reply(t("me-no-target"))
    rows = [t("target-own")]
    rows += [
        t("target-bullet", goal=Html(goal(t, kpi, number, me.currency))) for kpi, number in goals.items()
    ]
    return Reply("\n".join(rows))
