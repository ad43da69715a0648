"""Last period's targets again, for a whole team: how much higher, what that would be, what was set."""

from __future__ import annotations

from bot.callbacks import TargetDo, TargetVerb
from bot.i18n import Html, Translator
from bot.replies import Button, Keyboard, Reply
from bot.views.figures import period_name
from bot.views.lists import shorten
from bot.views.target import do
from bot.views.target_steps import figures
from bot.views.target_words import bullet, goal_each, value
from services.access import Me
from services.roster import TeamOf
from services.targets import Change
from services.targets.copying import PERCENTS, Copying, Raised

ROWS_SHOWN = 15
NAMES_SHOWN = 10


def copy_choice(t: Translator, team: TeamOf, kinds: list[str]) -> Reply:
    """How much more than last time; buttons for each period kind."""
    back = [Button(t.plain("button-back"), TargetDo(verb=TargetVerb.LIST, team=team.id))]
    if not kinds:
        return Reply(t("target-copy-nothing", team=team.name), [back])
    keyboard: Keyboard = []
    for kind in kinds:
        label = t.plain("target-kind", each=kind)
        buttons = []
        for percent in PERCENTS:
            text = t.plain("target-higher", percent=percent)
            raised = TargetDo(verb=TargetVerb.RAISE, team=team.id, value=percent, each=kind[0])
            buttons.append(Button(f"{label}: {text}", raised))
        keyboard += [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    return Reply(t("target-copy", team=team.name), [*keyboard, back])


def copy_seen(t: Translator, me: Me, found: Copying) -> Reply:
    """What would be set for whom."""
    period = Html(period_name(t, found.period))
    team = found.team
    back = Button(t.plain("button-back"), do(team, TargetVerb.COPY))
    rows = [t("target-copy-title", team=team.name, period=period, percent=found.percent)]
    rows += [_raised(t, me, row, found.period.kind) for row in found.rows[:ROWS_SHOWN]]
    if len(found.rows) > ROWS_SHOWN:
        rows.append(t("target-more", n=len(found.rows) - ROWS_SHOWN))
    if found.kept:
        rows.append(t("target-copy-kept", n=found.kept))
    if found.newer:
        names = [shorten(name, 30) for name in found.newer[:NAMES_SHOWN]]
        more = len(found.newer) - len(names)
        rows.append(t("target-copy-newer", names=", ".join([*names, *([f"+{more}"] if more else [])])))
    if not found.rows:
        rows.append(t("target-copy-none"))
        return Reply("\n".join(rows), [[back]])
    yes = TargetDo(verb=TargetVerb.PASTE, team=team.id, value=found.percent, each=found.period.kind[0])
    return Reply("\n".join(rows), [[Button(t.plain("button-target-copy-yes"), yes), back]])


def _raised(t: Translator, me: Me, row: Raised, each: str) -> str:
    before = Html(value(t, row.kpi, row.before, me.currency))
    goal = Html(goal_each(t, row.kpi, row.after, each, me.currency))
    line = t("target-copy-row", name=shorten(row.whom.name, 30), goal=goal, before=before)
    if row.doubt is None:
        return line
    return line + "\n" + t("target-copy-doubt", figures=Html(figures(t, me, row.doubt.history)))


def copied(t: Translator, me: Me, team: TeamOf, changes: list[Change]) -> str:
    """What was set."""
    rows = [t("target-copied", team=team.name, n=len(changes))]
    rows += [
        t("target-row", name=shorten(one.whom.name, 30), goals=Html(bullet(t, one, me.currency)))
        for one in changes[:ROWS_SHOWN]
        if one.whom is not None
    ]
    if len(changes) > ROWS_SHOWN:
        rows.append(t("target-more", n=len(changes) - ROWS_SHOWN))
    return "\n".join(rows)
