"""The KPIs of a team: which there are, what each means, its own ones, and what they all go by."""

from __future__ import annotations

from bot.callbacks_kpi import RAMPS, KpiDo, KpiVerb
from bot.i18n import Html, Translator, escape
from bot.replies import Button, Keyboard, Reply
from bot.views.figures import kpi_name, kpi_title
from services.kpi import REGISTRY, Kpi
from services.kpi.naming import UnknownKpi
from services.own_kpis import Own, TeamKpis, is_activity
from services.roster import TeamOf

SHOWN_WORDS = 8
LABEL = 30
PROMPTS = {
    KpiVerb.NEW: 1,
    KpiVerb.RATIO: 2,
}  # what the way back from a prompt carries: its answer is told by it


def _button(t: Translator, key: str, verb: KpiVerb, id_: int, **more: int | str) -> Button:
    return Button(t.plain(key), KpiDo(verb=verb, id=id_, **more))


def label(text: str, limit: int = LABEL) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _back(t: Translator, team_id: int, arg: int = 0) -> list[Button]:
    return [_button(t, "button-kpis", KpiVerb.SHOW, team_id, arg=arg)]


def choose_team(t: Translator, teams: list[TeamOf]) -> Reply:
    buttons = [Button(label(one.name, 40), KpiDo(verb=KpiVerb.SHOW, id=one.id)) for one in teams[:50]]
    return Reply(t("choose-team"), [buttons[i : i + 2] for i in range(0, len(buttons), 2)])


def overview(t: Translator, there: TeamKpis) -> Reply:
    """Everything at a glance; own KPIs a button each."""
    team_id = there.team.id
    rows = [t("own-title", team=there.team.name)]
    rows.append(t("own-built-in", names=Html(", ".join(kpi_name(t, kpi) for kpi in REGISTRY.values()))))
    rows += ["", t("own-list" if there.own else "own-none")]
    rows += [t("own-row", what=Html(_in_short(t, one))) for one in there.own]
    rows += ["", t("own-main", kpi=Html(kpi_name(t, there.main)))]
    rows += [rules_line(t, there), "", t("own-how")]
    own = [Button(label(one.name), KpiDo(verb=KpiVerb.OWN, id=one.id)) for one in there.own]
    keyboard: Keyboard = [own[i : i + 3] for i in range(0, len(own), 3)]
    keyboard.append(
        [
            _button(t, "button-own-counter", KpiVerb.NEW, team_id),
            _button(t, "button-own-ratio", KpiVerb.RATIO, team_id),
        ]
    )
    keyboard.append(
        [
            _button(t, "button-own-main", KpiVerb.MAIN, team_id),
            _button(t, "button-own-rules", KpiVerb.RULES, team_id),
        ]
    )
    last = [_button(t, "button-own-built-in", KpiVerb.ABOUT, team_id)]
    if there.retired:
        last.append(_button(t, "button-own-retired", KpiVerb.RETIRED, team_id))
    return Reply("\n".join(rows), [*keyboard, last])


def _in_short(t: Translator, one: Own) -> str:
    """«дозвоны: дозвон, дозвонился», «Дозвон = дозвоны / звонки», with what is less usual about it."""
    parts = [f"<b>{escape(one.name)}</b>"]
    if one.of is not None:
        parts[0] += f" = {_ratio(t, one.of)}"
    elif others := [word for word in one.words if word != one.name]:
        shown = ", ".join(others[:SHOWN_WORDS]) + ("…" if len(others) > SHOWN_WORDS else "")
        parts[0] += f": {escape(shown)}"
    if one.counts and one.unit == "money":
        parts.append(t("own-money"))
    if one.better == "down":
        parts.append(t("own-down"))
    return " · ".join(parts)


def _ratio(t: Translator, of: tuple[Kpi, Kpi]) -> str:
    return f"{kpi_name(t, of[0])} / {kpi_name(t, of[1])}"


def rules_line(t: Translator, there: TeamKpis) -> str:
    ramp = t("own-ramp", shares=", ".join(map(str, there.ramp))) if there.ramp else t("own-ramp-none")
    return t("own-rules", months=there.retention_months, days=there.backdate_days, ramp=Html(ramp))


def built_ins(t: Translator, there: TeamKpis) -> Reply:
    """The KPIs that every team has, a button each."""
    buttons = [
        Button(kpi_title_plain(t, kpi), KpiDo(verb=KpiVerb.ABOUT, id=there.team.id, kpi=kpi.slug))
        for kpi in REGISTRY.values()
    ]
    rows: Keyboard = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    return Reply(t("own-built-in-choose"), [*rows, _back(t, there.team.id)])


def kpi_title_plain(t: Translator, kpi: Kpi) -> str:
    if kpi.name:
        return label(kpi.name)
    name = t.plain(f"kpi-{kpi.slug}")
    return name[:1].upper() + name[1:]


def about(t: Translator, there: TeamKpis, kpi: Kpi) -> Reply:
    """What a built-in KPI means, with what this team has chosen for it."""
    rows = [t("own-about", kpi=Html(kpi_title(t, kpi))), t(f"about-{kpi.slug}")]
    team_id, keyboard = there.team.id, []
    if kpi.slug == "retention":
        rows.append(t("own-now-months", months=there.retention_months))
        keyboard.append([_button(t, "button-own-rules", KpiVerb.RULES, team_id)])
    if kpi.slug == "conversion":
        rows.append(t("own-main", kpi=Html(kpi_name(t, there.main))))
        keyboard.append([_button(t, "button-own-main", KpiVerb.MAIN, team_id)])
    back = [_button(t, "button-back", KpiVerb.ABOUT, team_id)]
    return Reply("\n".join(rows), [*keyboard, back])


def own(t: Translator, one: Own, there: TeamKpis, *, said: str | None = None) -> Reply:
    """An own KPI: what it is made of, and what can be changed about it. `said` stands before it, as HTML."""
    rows = [said, ""] if said else []
    rows.append(t("own-about", kpi=one.name))
    if one.of is not None:
        rows.append(t("own-ratio-is", of=Html(_ratio(t, one.of)), unit=t(f"own-unit-{one.unit}")))
    elif one.counts:
        rows.append(t("own-words", words=", ".join(one.words)))
        rows.append(t("own-counts-money" if one.unit == "money" else "own-counts"))
    rows.append(t("own-better-down" if one.better == "down" else "own-better-up"))
    if one.slug == there.main.slug:
        rows.append(t("own-is-main"))
    if one.retired_at is not None:
        rows += ["", t("own-retired-note")]
        return Reply(
            "\n".join(rows),
            [[_button(t, "button-own-back", KpiVerb.BACK, one.id)], _back(t, one.team_id)],
        )
    rows += ["", t("own-change" if one.counts else "own-change-ratio", name=one.name)]
    return Reply("\n".join(rows), _own_keyboard(t, one, there))


def _own_keyboard(t: Translator, one: Own, there: TeamKpis) -> Keyboard:
    down = one.better == "down"
    better = "button-own-up" if down else "button-own-down"
    flips = [_button(t, better, KpiVerb.BETTER, one.id, arg=0 if down else 1)]
    if one.counts and one.slug != there.main.slug:
        money = one.unit == "money"
        unit = "button-own-count" if money else "button-own-money"
        flips.append(_button(t, unit, KpiVerb.UNIT, one.id, arg=0 if money else 1))
    rows: Keyboard = [flips]
    if one.counts and one.unit == "count" and one.slug != there.main.slug:
        rows.append([_button(t, "button-own-make-main", KpiVerb.SET_MAIN, one.team_id, kpi=one.slug)])
    rows.append([_button(t, "button-own-retire", KpiVerb.RETIRE, one.id), *_back(t, one.team_id)])
    return rows


def made(t: Translator, one: Own, there: TeamKpis) -> Reply:
    """A counter or ratio that was just made."""
    if not one.counts:
        return own(t, one, there, said=t("own-made-ratio", name=one.name))
    key = "own-made-money" if one.unit == "money" else "own-made"
    return own(t, one, there, said=t(key, name=one.name))


def prompt(t: Translator, there: TeamKpis, verb: KpiVerb) -> Reply:
    """How to write a counter or a ratio: in one line, or as the answer to this very message."""
    key = "own-ask-counter" if verb is KpiVerb.NEW else "own-ask-ratio"
    return Reply(t(key), [_back(t, there.team.id, PROMPTS[verb])])


def retiring(t: Translator, one: Own, there: TeamKpis) -> Reply:
    """Asks before a KPI is not counted any more."""
    rows = [t("own-retire-ask", name=one.name)]
    ratios = [x.name for x in there.own if x.of and one.slug in (x.of[0].slug, x.of[1].slug)]
    if ratios:
        rows.append(t("own-retire-ratios", names=", ".join(ratios)))
    yes = _button(t, "button-own-retire-yes", KpiVerb.RETIRE_YES, one.id)
    return Reply("\n".join(rows), [[yes, _button(t, "button-back", KpiVerb.OWN, one.id)]])


def retired(t: Translator, there: TeamKpis) -> Reply:
    buttons = [Button(label(one.name), KpiDo(verb=KpiVerb.OWN, id=one.id)) for one in there.retired[:60]]
    rows: Keyboard = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    return Reply(t("own-retired" if buttons else "own-retired-none"), [*rows, _back(t, there.team.id)])


def main(t: Translator, there: TeamKpis) -> Reply:
    """Which activity deals are held against?"""
    kpis = [kpi for kpi in there.catalogue.values() if is_activity(kpi)]
    buttons = [
        Button(
            ("✓ " if kpi.slug == there.main.slug else "") + kpi_title_plain(t, kpi),
            KpiDo(verb=KpiVerb.SET_MAIN, id=there.team.id, kpi=kpi.slug),
        )
        for kpi in kpis
    ]
    rows: Keyboard = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    text = "\n".join([t("own-main", kpi=Html(kpi_name(t, there.main))), t("own-main-choose")])
    return Reply(text, [*rows, _back(t, there.team.id)])


def rules(t: Translator, there: TeamKpis) -> Reply:
    """Retention, back-dating and the ramp, with values to tap."""
    team_id = there.team.id

    def one(text: str, verb: KpiVerb, arg: int, chosen: bool) -> Button:
        return Button(("✓ " if chosen else "") + text, KpiDo(verb=verb, id=team_id, arg=arg))

    keyboard: Keyboard = [
        [
            one(t.plain("button-own-months", n=n), KpiVerb.RETENTION, n, n == there.retention_months)
            for n in (1, 3, 6, 12)
        ],
        [
            one(t.plain("button-own-days", n=n), KpiVerb.BACKDATE, n + 1, n == there.backdate_days)
            for n in (0, 1, 3, 5)
        ],
        [
            one(
                t.plain("button-own-ramp", shares=", ".join(map(str, shares)))
                if shares
                else t.plain("button-own-no-ramp"),
                KpiVerb.RAMP,
                at,
                shares == there.ramp,
            )
            for at, shares in enumerate(RAMPS)
        ],
        _back(t, team_id),
    ]
    return Reply("\n".join([rules_line(t, there), "", t("own-rules-how")]), keyboard)


def unknown(t: Translator, error: UnknownKpi) -> str:
    """«Не знаю показателя «звнки». Может быть: звонки, демо?»: for whatever names a KPI."""
    if not error.near:
        return t("kpi-unknown", name=error.name)
    near = ", ".join(kpi_name(t, kpi) for kpi in error.near)
    return t("kpi-unknown-near", name=error.name, near=Html(near))
