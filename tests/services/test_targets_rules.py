"""kpi.md, "Targets", rule by rule: dates and versions in, exact figures out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.calendar import Calendar, Schedule
from services.kpi import NO_VALUE, REGISTRY, Kpi, Value
from services.periods import Period, containing
from services.plans import Goal, Goals, MemberPlan, Plans, TeamPlan
from services.targets.copying import raised
from services.targets.due import due
from services.targets.held import of_member, of_team
from services.targets.history import History, before, doubt, finished, proposals
from services.targets.preview import met
from services.targets.versions import Version, at_once, later, standing

RUSSIA = Calendar(1, "Europe/Moscow", "RU")
NOVEMBER = containing(date(2026, 11, 3), "month")
WEEK = containing(date(2026, 11, 4), "week")  # Wednesday is a holiday
VOLUME, CHECK, DEALS = (REGISTRY[slug] for slug in ("sales_volume", "average_check", "deals"))
CYCLE = REGISTRY["sales_cycle"]
REFUSALS = Kpi("refusals", "count", "down", "", ("refusals",), cumulative=True, name="Отказы", team_id=1)
ALL = {**REGISTRY, "refusals": REFUSALS}
LONG_AGO = date(2020, 1, 1)

_ids = iter(range(1, 10**9))


def goal(kpi: str, value: int | None, period: str = "month", since: date = LONG_AGO) -> Goal:
    return Goal(next(_ids), kpi, period, value, since)


def goals(*every: Goal) -> Goals:
    found = Goals()
    for one in sorted(every, key=lambda one: (one.valid_from, one.id)):
        found.add(one)
    return found


def member(
    id_: int,
    *every: Goal,
    role: str = "manager",
    since: date = LONG_AGO,
    until: date | None = None,
    away: tuple[tuple[date, date], ...] = (),
    ramp: tuple[int, ...] = (),
    stays: Sequence[tuple[int, date, date | None]] = (),
) -> MemberPlan:
    schedule = Schedule(RUSSIA, RUSSIA.hours, RUSSIA.timezone, since, since, until, away)
    return MemberPlan(
        id_,
        f"M{id_}",
        1,
        role,
        False,
        schedule,
        ramp,
        goals(*every),
        tuple(stays) or ((1, since, until),),
    )


def team(*every: Goal) -> TeamPlan:
    return TeamPlan(1, "Север", RUSSIA, goals=goals(*every))


def asked(plan: MemberPlan, period: Period = NOVEMBER) -> dict[str, Fraction]:
    held = of_member(plan, period, ALL)
    return {slug: Fraction(one.asked.top, one.asked.bottom) for slug, one in held.items()}


def of(plan: TeamPlan, *members: MemberPlan) -> dict[str, object]:
    held = of_team(plan, Plans({1: plan}, {one.id: one for one in members}), NOVEMBER, ALL)
    return {
        slug: (
            Fraction(one.asked.top, one.asked.bottom) if one.asked.exists else None,
            one.with_target,
            one.sellers,
            Fraction(one.personal.top, one.personal.bottom) if one.personal.exists else None,
        )
        for slug, one in held.items()
    }


SICK = ((date(2026, 11, 9), date(2026, 11, 13)),)  # 5 of November's 20 working days
GONE = ((date(2026, 11, 1), date(2026, 11, 30)),)


# -- versions ------------------------------------------------------------------------------------


def test_a_finished_period_keeps_the_version_valid_at_its_end() -> None:
    """ "Changing one writes a new version; a finished period keeps the version that was valid at its end"."""
    own = goals(
        goal("deals", 10, since=date(2026, 9, 1)),
        goal("deals", 12, since=date(2026, 10, 1)),
        goal("deals", 13, since=date(2026, 10, 1)),  # set later in October
        goal("deals", None, since=date(2026, 12, 1)),
    )
    months = [containing(date(2026, month, 5), "month") for month in range(8, 13)]
    found = [own.at("deals", month) for month in months]
    assert [one.value if one else None for one in found] == [None, 10, 13, 13, None]


def test_a_target_is_of_its_own_period_kind() -> None:
    """ "A target is (person or team, KPI, period kind, value, valid from)"."""
    plan = member(1, goal("deals", 20), goal("deals", 5, "week"), goal("calls", 9, "quarter"))
    assert asked(plan) == {"deals": 20}
    assert asked(plan, WEEK) == {"deals": 4}
    assert asked(plan, containing(date(2026, 11, 3), "year")) == {}


def version(number: int, kpi: str, each: str, value: int | None, start: date) -> Version:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return Version(number, kpi, each, value, (), None, start, None, None, at)


def test_what_holds_now_and_what_begins_later_are_told_apart() -> None:
    today = date(2026, 11, 25)
    every = [
        version(1, "deals", "month", 10, date(2026, 10, 1)),
        version(2, "deals", "week", 3, date(2026, 11, 23)),
        version(3, "calls", "month", None, date(2026, 11, 1)),
        version(4, "deals", "week", 4, date(2026, 11, 30)),
        version(5, "deals", "month", 12, date(2026, 12, 1)),
        version(6, "deals", "month", 14, date(2026, 12, 1)),
    ]
    assert [one.id for one in standing(every, today)] == [1, 2]
    assert [one.id for one in later(every, today)] == [4, 6]


def test_five_at_a_time_are_counted_over_all_the_time_the_new_one_holds() -> None:
    """ "A person carries at most five targets at a time"."""
    every = [
        version(n, kpi, "month", 5, date(2026, 11, 1)) for n, kpi in enumerate(("deals", "calls", "demos"), 1)
    ]
    every.append(version(4, "meetings", "month", 5, date(2027, 1, 1)))
    new = version(99, "contacts", "month", 5, date(2026, 11, 1))
    assert at_once(every, new, ALL) == 5
    assert at_once([*every, version(5, "contacts", "month", None, date(2026, 12, 1))], new, ALL) == 4
    assert at_once([*every, version(5, "calls", "month", None, date(2026, 12, 1))], new, ALL) == 4
    assert at_once(every, new, ("deals", "contacts")) == 2  # retired ones are not carried


# -- what a target asks for ----------------------------------------------------------------------


def test_a_cumulative_target_shrinks_with_missing_days() -> None:
    """ "A cumulative target of a person shrinks with the person's missing days: target x own working days / the
    team's working days"."""
    assert asked(member(1, goal("sales_volume", 1_000), goal("deals", 10), away=SICK)) == {
        "sales_volume": 750,
        "deals": Fraction(15, 2),
    }
    assert asked(member(1, goal("deals", 20), until=date(2026, 11, 17))) == {"deals": 10}


def test_a_weekly_target_shrinks_with_public_holidays_too() -> None:
    assert asked(member(1, goal("deals", 5, "week")), WEEK) == {"deals": 4}
    assert asked(member(1, goal("deals", 20))) == {"deals": 20}  # a month knows its holidays


def test_a_target_that_shrinks_to_0_is_no_target() -> None:
    away = member(1, goal("deals", 10), goal("refusals", 5), goal("refusals", 0, "week"), away=GONE)
    assert asked(away) == {}
    assert asked(away, WEEK) == {}


def test_a_newcomers_ramp_multiplies_what_is_left() -> None:
    """ "A newcomer's ramp (a share per calendar month since joining) multiplies what is left"."""
    new = member(
        1, goal("deals", 100), goal("average_check", 50_000), since=date(2026, 11, 17), ramp=(50, 75)
    )
    assert asked(new) == {"deals": 25, "average_check": 50_000}
    assert asked(new, containing(date(2026, 12, 1), "month"))["deals"] == 75


def test_level_targets_do_not_shrink() -> None:
    """ "Level targets (average check, cycle, rates) do not shrink"."""
    every = [
        goal(slug, 1_200)
        for slug in ("average_check", "retention", "repeat_rate", "sales_cycle", "conversion")
    ]
    found = of_member(member(1, *every, away=GONE, ramp=(50,)), NOVEMBER, ALL)
    assert {slug: (one.asked.top, one.asked.bottom) for slug, one in found.items()} == {
        "average_check": (1_200, 1),
        "retention": (1_200, 10_000),
        "repeat_rate": (1_200, 10_000),
        "sales_cycle": (1_200, 100),
        "conversion": (1_200, 10_000),
    }


@given(st.integers(1, 10**12), st.tuples(*[st.integers(0, 9)] * 3).filter(any))
def test_weighted_months_add_up_to_the_target(value: int, weights: tuple[int, int, int]) -> None:
    """ "For quarter and year the lead may weight the months"."""
    quarter = containing(date(2026, 11, 1), "quarter")
    one = Goal(1, "sales_volume", "quarter", value, LONG_AGO, weights=weights)
    schedule = member(1).schedule
    left = due(VOLUME, one, schedule, quarter)
    assert Fraction(left.top, left.bottom) == value
    gone = member(1, away=((date(2026, 10, 1), date(2026, 10, 31)),)).schedule
    left = due(VOLUME, one, gone, quarter)
    rest = Fraction(value * (weights[1] + weights[2]), sum(weights))
    assert (Fraction(left.top, left.bottom) if left.exists else 0) == rest


# -- teams ---------------------------------------------------------------------------------------


def test_a_teams_own_target_shrinks_with_neither() -> None:
    """ "A team's own target shrinks with neither"."""
    found = of(team(goal("deals", 50)), member(1, goal("deals", 20), away=SICK), member(2, away=GONE))
    assert found["deals"] == (50, 1, 2, 15)


def test_without_an_own_target_a_team_has_its_members_sum_if_every_active_seller_has_one() -> None:
    """ "... has the sum of its members' if every active seller has one of that KPI and period kind; else it is shown
    as "4 of 7 have targets" without attainment"."""
    one, two = member(1, goal("deals", 20), away=SICK), member(2, goal("deals", 10))
    assert of(team(), one, two)["deals"] == (25, 2, 2, 25)
    assert of(team(), one, two, member(3))["deals"] == (None, 2, 3, 25)
    assert of(team(), one, member(2, goal("deals", 10, "week")))["deals"] == (None, 1, 2, 15)
    # A lead without a target is no seller without one; one who left before is not active.
    boss, left = member(3, role="lead"), member(4, until=date(2026, 10, 1))
    assert of(team(), one, two, boss, left)["deals"] == (25, 2, 2, 25)
    assert of(team(), one, two, member(3, goal("deals", 4), role="lead"))["deals"] == (29, 2, 2, 29)


def test_only_cumulative_targets_add_up() -> None:
    one = member(1, goal("average_check", 50_000), goal("conversion", 1_200))
    assert of(team(), one) == {}
    assert of(team(goal("average_check", 40_000)), one) == {"average_check": (40_000, 0, 1, None)}


def test_with_both_the_difference_is_known() -> None:
    """ "With both, the difference is said ("personal targets 5,2 of the team's 6 млн")"."""
    plan = team(goal("sales_volume", 600_000_000))
    found = of(
        plan, member(1, goal("sales_volume", 300_000_000)), member(2, goal("sales_volume", 220_000_000))
    )
    assert found["sales_volume"] == (600_000_000, 2, 2, 520_000_000)


def test_a_members_target_counts_in_a_team_for_the_days_there() -> None:
    """Somebody who moved on 17 November counts half here; and is no newcomer again for having moved."""
    moved = date(2026, 11, 17)
    here = member(1, goal("deals", 20), ramp=(50,), stays=((2, LONG_AGO, moved), (1, moved, None)))
    assert of(team(), here)["deals"] == (10, 1, 1, 10)
    gone = member(1, goal("deals", 20), stays=((1, LONG_AGO, moved), (2, moved, None)))
    assert of(team(), gone)["deals"] == (10, 1, 1, 10)


# -- limits --------------------------------------------------------------------------------------


def test_down_counters_are_limits() -> None:
    """ "Down counters are limits": they shrink like other counts, and none at all may be the limit."""
    assert asked(member(1, goal("refusals", 4), away=SICK)) == {"refusals": 3}
    assert asked(member(1, goal("refusals", 0), away=SICK)) == {"refusals": 0}
    assert of(team(), member(1, goal("refusals", 0)), member(2, goal("refusals", 0)))["refusals"] == (
        0,
        2,
        2,
        0,
    )
    assert met(REFUSALS, Value(3), Value(3))
    assert not met(REFUSALS, Value(4), Value(3))


# -- realism -------------------------------------------------------------------------------------


def past(kpi: Kpi, *values: int | None, each: str = "month") -> History:
    """A history of the newest months, the oldest first."""
    period, found = before(containing(date(2026, 11, 23), each)), []
    last = period
    for value in reversed(values):
        if value is not None:
            found.append((period, Value(value)))
        period = before(period)
    return History(kpi, each, tuple(reversed(found)), last)


@pytest.mark.parametrize(
    ("kpi", "values", "value", "kind"),
    [
        (VOLUME, (100, 300, 200), 450, None),  # 1.5 x the best, not above
        (VOLUME, (100, 300, 200), 451, "high"),
        (VOLUME, (100, 300, 200), 100, None),  # half of the median, not below
        (VOLUME, (100, 300, 200), 99, "low"),
        (VOLUME, (1_000, 100, 300, 200), 1_500, None),  # the best is the best of all
        (VOLUME, (1_000, 100, 300, 200), 99, "low"),  # the median of the last three only
        (VOLUME, (), 10**9, None),  # no history
        (VOLUME, (0, 0, 0), 10**9, None),
        (DEALS, (0, 4, 0), 6, None),
        (DEALS, (0, 4, 0), 7, "high"),
        (DEALS, (4, 4, None), 1, "low"),
        (CHECK, (None, 500, None), 751, "high"),
        (REFUSALS, (6, 9, 12), 4, None),  # less is better: the best is the least
        (REFUSALS, (6, 9, 12), 3, "high"),
        (REFUSALS, (6, 9, 12), 18, None),
        (REFUSALS, (6, 9, 12), 19, "low"),
    ],
)
def test_a_target_against_the_own_history_is_doubted(
    kpi: Kpi, values: tuple[int | None, ...], value: int, kind: str | None
) -> None:
    """ "A target above 1.5 x the person's best period, or below half of the median of the last three, is accepted only
    after a confirmation that shows those figures"."""
    found = doubt(past(kpi, *values), value)
    assert (found.kind if found else None) == kind


def test_proposals_are_the_median_and_a_little_more_in_two_leading_digits() -> None:
    """The issue's own words: "median of the last 3: 1,1 млн; +10 %: 1,2 млн"."""
    money = past(VOLUME, 90_000_000, 110_430_000, 131_000_000)
    assert proposals(money, "RUB") == [(0, 110_000_000), (10, 120_000_000), (20, 130_000_000)]
    assert proposals(past(DEALS, 7, 9, 8), "RUB") == [(0, 8), (10, 9), (20, 10)]
    assert proposals(past(DEALS, 3), "RUB") == [(0, 3), (20, 4)]
    assert proposals(past(CYCLE, 30, 20, 40), "RUB") == [(0, 3_000), (10, 2_700), (20, 2_400)]
    assert proposals(past(DEALS), "RUB") == []
    share = History(REGISTRY["retention"], "month", ((before(NOVEMBER), Value(19, 20)),), before(NOVEMBER))
    assert proposals(share, "RUB") == [(0, 9_500), (10, 10_000)]  # never more than all of them


def test_finished_periods_end_before_today() -> None:
    today = date(2026, 11, 23)
    assert [p.label for p in finished(today, "month", date(2026, 8, 31))] == ["2026-08", "2026-09", "2026-10"]
    assert [p.label for p in finished(today, "week", date(2026, 11, 10))] == ["2026-W46", "2026-W47"]
    assert finished(today, "year", date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("kpi", "value", "percent", "after"),
    [
        (VOLUME, 100_000_000, 10, 110_000_000),
        (VOLUME, 234_567_800, 10, 258_000_000),
        (VOLUME, 100_000_000, 0, 100_000_000),
        (DEALS, 20, 5, 21),
        (DEALS, 5, 5, 5),
        (DEALS, 1_234, 5, 1_296),
        (REGISTRY["conversion"], 1_200, 5, 1_260),
        (REFUSALS, 5, 20, 5),  # a limit is not raised
        (CYCLE, 2_000, 20, 2_000),
    ],
)
def test_copied_targets_are_raised_in_whole_or_round_figures(
    kpi: Kpi, value: int, percent: int, after: int
) -> None:
    assert raised(kpi, goal(kpi.slug, value), percent, "RUB") == after


def test_nothing_measured_is_nothing_met() -> None:
    assert not met(CHECK, NO_VALUE, Value(1))
    assert not met(VOLUME, Value(5), NO_VALUE)
    assert met(CYCLE, Value(0), Value(20))
