"""Targets to look at: whose there are, one person's or team's with who set them, and one's own."""

from __future__ import annotations

from datetime import date

from bot.callbacks import TargetDo, TargetVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.figures import kpi_name, kpi_title
from bot.views.lists import shorten
from bot.views.target_words import figure, goal_each, goals_line, later_line, of_each, standing_line
from services.access import Me
from services.kpi import Kpi, Value
from services.periods import Period
from services.roster import Person, TeamOf
from services.targets import Everybody, Held, Version
from services.targets.amounts import scale
from services.targets.overview import Targets, TeamTargets
from services.targets.short import code

PEOPLE_SHOWN = 15
KPIS_SHOWN = 60
SUMS_SHOWN = 10

Whom = Person | TeamOf | Everybody


def do(whom: Whom, verb: TargetVerb, **more: object) -> TargetDo:
    """A button about this person, team or everybody in it."""
    if isinstance(whom, Person):
        return TargetDo(verb=verb, member=whom.member_id, **more)
    if isinstance(whom, Everybody):
        how = more.pop("how", 0)
        assert isinstance(how, int)
        return TargetDo(verb=verb, team=whom.team.id, how=how | EVERYBODY, **more)
    return TargetDo(verb=verb, team=whom.id, **more)


EVERYBODY = 1  # bits of `how`
LINE = 2


def listed(t: Translator, me: Me, found: TeamTargets, page: int = 0) -> Reply:
    """A team's targets and its people's, a button each."""
    people = found.people
    pages = max((len(people) + PEOPLE_SHOWN - 1) // PEOPLE_SHOWN, 1)
    page = min(page, pages - 1)
    here = people[page * PEOPLE_SHOWN : (page + 1) * PEOPLE_SHOWN]
    rows = [t("target-title", team=found.team.name)]
    own = [(h.kpi, p.kind, h.goal.value or 0) for p, h in found.own if h.goal is not None]
    line = goals_line(t, own, me.currency) if own else t("target-none")
    rows.append(t("target-row-team", goals=Html(line)))
    rows += [row for period, held in found.own if (row := _beside(t, me, period, held))][:SUMS_SHOWN]
    rows += [
        t("target-row", name=shorten(p.name, 40), goals=Html(_line(t, me, found, goals)))
        for p, goals in here
        if goals
    ]
    without = [shorten(p.name, 40) for p, goals in here if not goals and p.sells]
    if without:
        rows.append(t("target-without", names=", ".join(without)))
    if pages > 1:
        rows.append(t("list-page", page=page + 1, pages=pages))
    rows += ["", t("target-how")]
    return Reply("\n".join(rows), _listed_keyboard(t, found.team, [p for p, _ in here], page, pages))


def _line(t: Translator, me: Me, found: TeamTargets, goals: list[Version]) -> str:
    return goals_line(t, [(found.catalogue[one.kpi], one.each, one.value or 0) for one in goals], me.currency)


def _beside(t: Translator, me: Me, period: Period, held: Held) -> str:
    """What the members' targets add up to beside or instead of the team's own; how many have one where not all."""
    kpi = held.kpi
    name = Html(of_each(t, kpi_name(t, kpi), period.kind, level=not kpi.cumulative))
    if held.goal is not None:
        if not held.personal.exists:
            return ""
        personal = Html(figure(t, kpi, held.personal, me.currency))
        asked = Html(figure(t, kpi, held.asked, me.currency))
        return t("target-row-both", kpi=name, personal=personal, own=asked)
    if held.asked.exists:
        return t("target-row-sum", kpi=name, personal=Html(figure(t, kpi, held.asked, me.currency)))
    return t("target-row-some", kpi=name, n=held.with_target, of=held.sellers)


def _listed_keyboard(t: Translator, team: TeamOf, here: list[Person], page: int, pages: int) -> Keyboard:
    buttons = [Button(shorten(p.name, 24), do(p, TargetVerb.WHOM)) for p in here]
    turn = [
        Button(sign, TargetDo(verb=TargetVerb.LIST, team=team.id, page=to))
        for sign, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to < pages
    ]
    first = [
        Button(t.plain("button-whole-team"), do(team, TargetVerb.WHOM)),
        Button(t.plain("button-target-all"), do(Everybody(team), TargetVerb.WHOM)),
    ]
    copy = [Button(t.plain("button-target-copy"), do(team, TargetVerb.COPY))]
    return [first, *(buttons[i : i + 3] for i in range(0, len(buttons), 3)), turn, copy]


def choose_team(t: Translator, teams: list[TeamOf]) -> Reply:
    buttons = [
        Button(shorten(one.name, 40), TargetDo(verb=TargetVerb.LIST, team=one.id)) for one in teams[:50]
    ]
    return Reply(t("choose-team"), [buttons[i : i + 2] for i in range(0, len(buttons), 2)])


def _rows(t: Translator, me: Me, found: Targets, today: date, zone: str | None) -> list[str]:
    rows = []
    for one in found.now:
        kpi = found.catalogue[one.kpi]
        rows.append(standing_line(t, kpi, one, me.currency, today, zone))
        left = found.asked.get(one.key)
        if left is not None and less(kpi, one.value or 0, left):
            key = "target-left" if left.top else "target-left-none"
            rows.append(t(key, value=Html(figure(t, kpi, left, me.currency)), each=one.each))
    rows += [later_line(t, found.catalogue[one.kpi], one, me.currency, today) for one in found.later]
    return rows


def less(kpi: Kpi, value: int, left: Value) -> bool:
    """Whether missing days, holidays or the ramp of a newcomer took something off."""
    return left.top * scale(kpi) < value * left.bottom


def of_one(t: Translator, me: Me, whom: Whom, found: Targets, today: date) -> Reply:
    """One person's or team's targets; a tap on a KPI sets it."""
    kinds = {Person: "target-of-person", TeamOf: "target-of-team", Everybody: "target-of-all"}
    rows = [t(kinds[type(whom)], name=whom.name)]
    zone = whom.team.timezone if isinstance(whom, Everybody) else whom.timezone
    rows += _rows(t, me, found, today, zone)
    if not (found.now or found.later) and not isinstance(whom, Everybody):
        rows.append(t("target-none-here"))
    rows += ["", t("target-choose-kpi")]
    there = {one.kpi for one in found.now}
    buttons = [
        Button(
            ("• " if kpi.slug in there else "") + shorten(plain_title(t, kpi), 30),
            do(whom, TargetVerb.KPI, kpi=code(kpi.slug)),
        )
        for kpi in list(found.catalogue.values())[:KPIS_SHOWN]
    ]
    keyboard: Keyboard = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    team_id = (
        whom.team.id
        if isinstance(whom, Everybody)
        else getattr(whom, "team_id", None) or getattr(whom, "id", None)
    )
    if team_id is not None:
        back = TargetDo(verb=TargetVerb.LIST, team=team_id)
        keyboard.append([Button(t.plain("button-back"), back)])
    return Reply("\n".join(rows), keyboard)


def plain_title(t: Translator, kpi: Kpi) -> str:
    """A KPI's name for a button."""
    name = kpi.name or t.plain(f"kpi-{kpi.slug}")
    return name[:1].upper() + name[1:]


def own(t: Translator, me: Me, found: Targets, today: date, zone: str | None) -> Reply:
    """A manager's own targets: to look at."""
    if not (found.now or found.later):
        return Reply(t("target-own-none"))
    return Reply("\n".join([t("target-own"), *_rows(t, me, found, today, zone)]))


__all__ = ["choose_team", "do", "goal_each", "kpi_title", "less", "listed", "of_one", "own"]
