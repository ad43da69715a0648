"""Which target a person or a team is held against in a period: of all kinds of plans, the same answer everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from services.calendar import Schedule
from services.kpi import NO_VALUE, Kpi, Value
from services.periods import Period
from services.plans import Goal, MemberPlan, Plans, TeamPlan
from services.targets.due import due, full


@dataclass(frozen=True, slots=True)
class Held:
    """A target of a period. `asked` is what it asks for after missing days and ramp; no value: partial, see below.

    `goal`: the version behind it, None where it is the sum of the members'. For a team `with_target` of `sellers`
    have one of their own: without an own target the sum counts only if all have, else `asked` has no value and it
    is shown as "4 of 7 have targets". `personal`: what the members' add up to, also beside an own one.
    """

    kpi: Kpi
    asked: Value
    goal: Goal | None = None
    sellers: int = 0
    with_target: int = 0
    personal: Value = NO_VALUE


def of_member(plan: MemberPlan, period: Period, catalogue: Mapping[str, Kpi]) -> dict[str, Held]:
    """A person's targets of the period's own kind by slug, in the catalogue's order; what shrank to 0 is none."""
    found = {}
    for goal in plan.goals.of(period):
        kpi = catalogue.get(goal.kpi)
        if kpi is None:
            continue
        asked = _asked(kpi, goal, plan.schedule, period, plan.ramp)
        if asked.exists:
            found[goal.kpi] = Held(kpi, asked, goal)
    return {slug: found[slug] for slug in catalogue if slug in found}


def of_team(plan: TeamPlan, plans: Plans, period: Period, catalogue: Mapping[str, Kpi]) -> dict[str, Held]:
    """A team's targets by slug: its own, or for a cumulative KPI the sum of its members' if every seller has one.

    Source: kpi.md, "Targets".
    """
    here = [one for one in plans.members.values() if one.in_team(plan.id, period)]
    sellers = [one for one in here if one.sells]
    goals = {goal.kpi: goal for goal in plan.goals.of(period)}
    slugs = set(goals) | {goal.kpi for one in here for goal in one.goals.of(period)}
    found = {}
    for slug, kpi in catalogue.items():
        if slug not in slugs:
            continue
        personal, having = _sum(plan.id, here, period, kpi) if kpi.cumulative else (NO_VALUE, set())
        with_target = sum(one.id in having for one in sellers)
        goal = goals.get(slug)
        if goal is not None:
            asked = due(kpi, goal, plan.schedule, period, whole=True)
        elif not kpi.cumulative:
            continue
        else:
            asked = personal if sellers and with_target == len(sellers) else NO_VALUE
        found[slug] = Held(kpi, asked, goal, len(sellers), with_target, personal)
    return found


def _asked(kpi: Kpi, goal: Goal, schedule: Schedule, period: Period, ramp: tuple[int, ...]) -> Value:
    """What is due; a limit of 0 asks for 0 from whoever is there, it did not shrink to it."""
    if goal.value == 0 and kpi.limit:
        return full(kpi, goal) if schedule.days(period) else NO_VALUE
    return due(kpi, goal, schedule, period, ramp)


def _sum(team_id: int, here: list[MemberPlan], period: Period, kpi: Kpi) -> tuple[Value, set[int]]:
    """What the members' targets add up to for their days in this team, and who has one."""
    total, having, some = Fraction(0), set(), False
    for one in here:
        goal = one.goals.at(kpi.slug, period)
        if goal is None:
            continue
        having.add(one.id)
        earliest = min(first for _, first, _ in one.stays)
        for team, first, last in one.stays_in(period):
            if team == team_id:
                # The ramp goes on: it began with joining the company, not this team.
                since = one.schedule.since if first <= earliest else first
                stay = replace(one.schedule, since=since, until=last)
                asked = _asked(kpi, goal, stay, period, one.ramp)
                total += Fraction(asked.top, asked.bottom) if asked.exists else 0
                some = some or asked.exists
    return (Value(total.numerator, total.denominator) if some else NO_VALUE), having
