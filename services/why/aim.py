"""The target behind a figure: as it was set, what missing days and the ramp make of it, how much of it is there."""

from __future__ import annotations

from collections.abc import Mapping

from services.kpi import NO_VALUE, Kpi, Value, attainment
from services.periods import Period, inside
from services.plans import MemberPlan, Plans, TeamPlan
from services.targets.due import full
from services.targets.held import Held, of_member, of_team
from services.why.model import Aim


def waits(kpi: Kpi, *, over: bool) -> bool:
    """kpi.md, "Progress": attainment of retention only when P has ended, for it grows through P."""
    return kpi.slug == "retention" and not over


def of_person(
    plan: MemberPlan, period: Period, catalogue: Mapping[str, Kpi], kpi: Kpi, value: Value, *, over: bool
) -> Aim | None:
    """A person's target of the period's own kind, None without one; also one that shrank to nothing is there."""
    goal = plan.goals.at(kpi.slug, period)
    if goal is None:
        return None
    held = of_member(plan, period, catalogue).get(kpi.slug)
    asked = held.asked if held is not None else NO_VALUE
    calendar, cumulative = plan.schedule.calendar, kpi.cumulative
    # A weekly target shrinks with public holidays too.
    working = calendar.weekdays(period) if period.kind == "week" else len(calendar.days(period))
    return Aim(
        full(kpi, goal),
        asked,
        NO_VALUE if waits(kpi, over=over) else attainment(kpi, value, asked),
        max(working - len(plan.schedule.days(period)), 0) if cumulative else 0,
        working,
        _ramped(plan, period) if cumulative else (),
        waits=waits(kpi, over=over),
    )


def _ramped(plan: MemberPlan, period: Period) -> tuple[int, ...]:
    """The percent of each month of the period that is one of a newcomer's; empty when none is."""
    joined, found = plan.schedule.joined, []
    for month in inside(period, "month"):
        index = (month.start.year - joined.year) * 12 + month.start.month - joined.month
        if 0 <= index < len(plan.ramp):
            found.append(plan.ramp[index])
    return tuple(found)


def of_group(
    plan: TeamPlan,
    plans: Plans,
    period: Period,
    catalogue: Mapping[str, Kpi],
    kpi: Kpi,
    value: Value,
    *,
    over: bool,
) -> Aim | None:
    """A team's target: its own, or the sum of its members'; without a value where not all of them have one."""
    held: Held | None = of_team(plan, plans, period, catalogue).get(kpi.slug)
    if held is None or (held.goal is None and not held.with_target):
        return None
    asked = full(kpi, held.goal) if held.goal is not None else held.asked
    return Aim(
        asked,
        held.asked,
        NO_VALUE if waits(kpi, over=over) else attainment(kpi, value, held.asked),
        summed=held.goal is None,
        sellers=held.sellers,
        with_target=held.with_target,
        waits=waits(kpi, over=over),
    )
