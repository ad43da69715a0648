"""kpi.md, "Progress": every rule by name; pure, dates in, exact figures out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import targets
from services.calendar import Calendar, Schedule
from services.kpi import NO_VALUE, REGISTRY, Kpi, Value
from services.kpi.registry import quantity_of
from services.periods import Period, containing
from services.plans import Goal, Goals, MemberPlan, TeamPlan
from services.progress import Effort, Progress, Stand, sentence
from services.progress.activities import Counted, effort_of
from services.progress.forecast import by_then, first_days, forecast, outcome, past, spread, with_range
from services.progress.load import Clock, expected_of, in_team, main_kind
from services.progress.standing import less, moment, stand
from services.progress.sums import COUNT
from services.progress.team import added, expected_sum, order
from services.targets import Held

RUSSIA = Calendar(1, "Europe/Moscow", "RU")
NOVEMBER = containing(date(2026, 11, 3), "month")  # 20 working days
WEEK = containing(date(2026, 11, 23), "week")
VOLUME, DEALS, CHECK = (REGISTRY[slug] for slug in ("sales_volume", "deals", "average_check"))
CYCLE, RETENTION = REGISTRY["sales_cycle"], REGISTRY["retention"]
REFUSALS = Kpi(
    "refusals",
    "count",
    "down",
    "",
    ("refusals",),
    top=quantity_of("refusals"),
    cumulative=True,
    name="Отказы",
)


def at(day: int, hour: int = 12, month: int = 11) -> datetime:
    """Moscow's time on a day of November 2026."""
    return datetime(2026, month, day, hour - 3, tzinfo=UTC)


def schedule(**more: object) -> Schedule:
    return Schedule(RUSSIA, **{"hours": RUSSIA.hours, "timezone": RUSSIA.timezone, **more})  # type: ignore[arg-type]


def goal(kpi: str, value: int, period: str = "month", **more: object) -> Goal:
    return Goal(1, kpi, period, value, date(2020, 1, 1), **more)  # type: ignore[arg-type]


def one(
    actual: Value | int,
    asked: int,
    now: datetime,
    *,
    kpi: Kpi = VOLUME,
    who: Schedule | None = None,
    period: Period = NOVEMBER,
    reported: bool = True,
) -> Stand:
    """A person's stand against a target."""
    who = who or schedule()
    set_ = goal(kpi.slug, asked, period.kind)
    held = Held(kpi, targets.due(kpi, set_, who, period), set_)
    when = moment(who, period, now)
    value = Value(actual) if isinstance(actual, int) else actual
    return stand(kpi, value, held, expected_of(held, who, period, when, now), when, reported=reported)


NOW = at(23)


def exact(value: Value) -> Fraction | int | None:
    return Fraction(value.top, value.bottom) if value.exists else None


# -- attainment ---------------------------------------------------------------------------------


def test_attainment_is_actual_by_target_and_never_capped() -> None:
    """«Attainment = actual / target (up). Never capped: 132 % is shown as 132 %.»"""
    assert one(1_320, 1_000, at(23)).attainment.rounded(2) == 132
    assert one(1_320, 1_000, at(23)).met is True
    assert one(999, 1_000, at(23)).met is False


def test_attainment_of_the_cycle_is_target_by_actual_and_no_days_are_met_without_a_percentage() -> None:
    """«or target / actual (cycle; 0 days = met, no percentage)»"""
    slow = one(Value(30, 2), 1_000, at(23), kpi=CYCLE)  # 15 days, a target of 10
    assert slow.attainment.rounded(2) == 67
    assert slow.met is False
    none = one(Value(0, 2), 1_000, at(23), kpi=CYCLE)
    assert none.met is True
    assert not none.attainment.exists


def test_retention_is_held_against_its_target_only_when_the_period_has_ended() -> None:
    """«For retention only when P has ended.»"""
    running = one(Value(14, 22), 5_000, at(23), kpi=RETENTION)
    assert not running.attainment.exists
    assert running.met is None
    ended = one(Value(14, 22), 5_000, at(1, month=12), kpi=RETENTION)
    assert ended.attainment.rounded(2) == 127
    assert ended.met is True


def test_a_level_target_has_attainment_but_no_pace_and_no_need() -> None:
    """«Pace = actual / expected by now, for cumulative KPIs»"""
    check = one(Value(90_000, 2), 50_000, at(23), kpi=CHECK)
    assert check.attainment.rounded(2) == 90
    assert (check.label, check.pace, check.needed) == (None, NO_VALUE, NO_VALUE)


def test_no_value_is_neither_met_nor_missed() -> None:
    assert one(NO_VALUE, 50_000, at(23), kpi=CHECK).met is None


# -- elapsed share, expected by now, pace ---------------------------------------------------------


def test_elapsed_share_counts_today_by_its_working_hours() -> None:
    """«working time passed / working time in the period; today counts by the share of the hours that has passed»"""
    when = moment(schedule(), NOVEMBER, at(23, 13, 11).replace(minute=30))  # 4.5 of 9 hours
    assert Fraction(when.elapsed.top, when.elapsed.bottom) == Fraction(29, 40)
    assert (when.passed, when.left, when.days) == (14, 6, 20)


def test_expected_by_now_is_the_target_by_the_elapsed_share() -> None:
    half = one(0, 1_000, at(16, 9))  # 9 of 20 days
    assert exact(half.expected) == 450
    away = schedule(away=((date(2026, 11, 16), date(2026, 11, 20)),))  # 15 own days
    assert exact(one(0, 1_000, at(16, 9), who=away).expected) == 450  # 750 x 9/15
    late = schedule(hours=(720, 1260))
    assert exact(one(0, 1_000, at(16, 13), who=late).expected) == Fraction(1000 * (9 * 9 + 1), 20 * 9)


@given(st.integers(1, 30), st.integers(0, 23), st.integers(0, 28), st.integers(1, 9))
def test_a_moment_is_what_the_schedule_says(day: int, hour: int, first: int, length: int) -> None:
    now = datetime(2026, 11, day, hour, tzinfo=UTC)
    start = date(2026, 11, 1) + timedelta(days=first)
    who = schedule(away=((start, start + timedelta(days=length)),), since=date(2026, 11, 3))
    when = moment(who, NOVEMBER, now)
    assert when.elapsed == who.elapsed(NOVEMBER, now)
    assert when.passed == who.full_days_passed(NOVEMBER, now)
    assert when.left == who.days_left(NOVEMBER, now)
    assert when.missing == who.missing(NOVEMBER)


@pytest.mark.parametrize(
    ("actual", "label"),
    [
        (450, "on"),
        (449, "little"),
        (360, "little"),
        (359, "behind"),
        (270, "behind"),
        (269, "risk"),
        (-5, "risk"),
    ],
)
def test_pace_has_four_names(actual: int, label: str) -> None:
    """«≥ 1 on pace; 0.8-1 a little behind; 0.6-0.8 behind; < 0.6 at risk»"""
    assert one(actual, 1_000, at(16, 9)).label == label


def test_pace_is_labelled_from_a_quarter_of_the_period_on() -> None:
    """«Labelled from a quarter of the period on; earlier … the chat says "early days"»"""
    assert one(0, 1_000, at(9, 17)).label == "early"
    assert one(0, 1_000, at(9, 18)).label == "risk"  # five of twenty days


def test_a_weeks_pace_is_labelled_from_its_third_working_day() -> None:
    """«(a week: from its third working day)»"""
    labels = [one(0, 1_000, at(day), period=WEEK).label for day in range(23, 28)]
    assert labels == ["early", "early", "risk", "risk", "risk"]
    short = schedule(away=((date(2026, 11, 23), date(2026, 11, 25)),))  # two working days are left of it
    assert one(0, 1_000, at(26), period=WEEK, who=short).label == "early"
    assert one(0, 1_000, at(27), period=WEEK, who=short).label == "risk"


def test_a_team_without_an_own_target_is_expected_what_its_members_are() -> None:
    """«For a team: Σ member target x own elapsed share is what is expected by now»"""
    there = plan(goal("sales_volume", 1_000))
    away = plan(goal("sales_volume", 1_000), away=((date(2026, 11, 2), date(2026, 11, 13)),))
    expected = expected_sum([there, away, plan()], VOLUME, NOVEMBER, Clock(at(16, 9)))
    assert exact(expected) == 450  # of the one who was away nothing yet


def test_an_own_target_of_a_team_goes_by_the_teams_calendar() -> None:
    """«with an own team target, the team's calendar»"""
    team = TeamPlan(1, "Север", RUSSIA)
    held = Held(VOLUME, Value(1_000), goal("sales_volume", 1_000))
    when = moment(team.schedule, NOVEMBER, at(16, 9))
    expected = expected_of(held, team.schedule, NOVEMBER, when, at(16, 9), whole=True)
    assert exact(expected) == 450


@given(st.integers(1, 10**12), st.integers(1, 28), st.integers(0, 23), st.booleans())
def test_expected_is_what_targets_say_of_it(asked: int, day: int, hour: int, weighted: bool) -> None:
    """One formula, with and without weights, though it is asked of thousands at once."""
    now = datetime(2026, 11, day, hour, tzinfo=UTC)
    period = containing(date(2026, 11, 1), "quarter")
    set_ = goal("sales_volume", asked, "quarter", weights=(1, 2, 3) if weighted else ())
    who = schedule(away=((date(2026, 11, 9), date(2026, 11, 11)),))
    held = Held(VOLUME, targets.due(VOLUME, set_, who, period), set_)
    mine = expected_of(held, who, period, moment(who, period, now), now)
    assert exact(mine) == exact(targets.expected(set_, held.asked, who, period, now))


# -- limits ----------------------------------------------------------------------------------------


def test_of_a_limit_attainment_says_how_much_is_used_and_pace_is_turned_round() -> None:
    """«Down counters are limits: used = actual / limit»; «For limits: expected / actual»"""
    used = one(8, 10, at(16, 9), kpi=REFUSALS)
    assert used.attainment.rounded(2) == 80
    assert exact(used.pace) == Fraction(45, 80)
    assert used.label == "risk"
    assert used.met is True
    assert one(11, 10, at(16, 9), kpi=REFUSALS).met is False
    assert one(4, 10, at(16, 9), kpi=REFUSALS).label == "on"


def test_nothing_is_within_a_limit_only_if_the_person_reported() -> None:
    """«0 is within the limit only if the person reported»"""
    assert one(0, 10, at(16, 9), kpi=REFUSALS).met is True
    silent = one(0, 10, at(16, 9), kpi=REFUSALS, reported=False)
    assert (silent.met, silent.label, silent.attainment) == (None, None, NO_VALUE)


# -- need --------------------------------------------------------------------------------------------


def test_needed_per_working_day_counts_today_until_the_working_day_ends() -> None:
    """«(target - actual) / working days left, today included until the working day ends»"""
    assert exact(one(400, 1_000, at(23, 12)).needed) == 100  # six days
    assert exact(one(400, 1_000, at(23, 17)).needed) == 100
    assert exact(one(400, 1_000, at(23, 18)).needed) == 120  # today's hours are over


def test_without_days_left_the_need_is_the_gap() -> None:
    """«no days left: the gap»"""
    assert exact(one(400, 1_000, at(30, 19)).needed) == 600
    assert exact(one(1_400, 1_000, at(30, 19)).needed) == 0


def test_a_target_shrunk_by_days_off_shows_what_it_was() -> None:
    """«780 of 1 000 k: 5 days off»"""
    who = schedule(away=((date(2026, 11, 9), date(2026, 11, 13)),))
    short = one(0, 1_000, at(23), who=who)
    assert exact(short.asked) == 750
    assert exact(short.full) == 1_000
    assert short.shrunk
    assert moment(who, NOVEMBER, at(23)).missing == 5
    assert not one(0, 1_000, at(23)).shrunk


@pytest.mark.parametrize(
    ("own", "by_own"),
    [
        (Counted(5, 5, 500, 20), True),
        (Counted(4, 4, 400, 20), False),
        (Counted(5, 5, 500, 19), False),
        (Counted(), False),
    ],
)
def test_activities_go_by_the_own_conversion_where_there_is_enough_of_it(own: Counted, by_own: bool) -> None:
    """«by the person's own conversion where there are at least 20 activities and 5 deals … else by the team's»"""
    found = effort_of("contacts", own, Counted(10, 10, 2_000, 100))
    assert found is not None
    assert found.own is by_own
    assert exact(found.for_deals(Value(3))) == (12 if by_own else 30)


def test_without_any_conversion_nothing_is_said_in_activities() -> None:
    assert effort_of("contacts", Counted(), Counted(0, 0, 0, 50)) is None
    assert effort_of("contacts", Counted(), Counted(5, 5, 500, 0)) is None


def test_volume_goes_through_the_average_check_to_deals_and_activities() -> None:
    effort = Effort("calls", Counted(10, 8, 4_000, 100), True)  # a check of 500, ten calls a deal
    assert exact(effort.for_kpi("sales_volume", Value(1_500))) == 30
    assert exact(effort.for_kpi("deals", Value(1, 2))) == 5
    assert effort.for_kpi("meetings", Value(3)) == NO_VALUE
    assert Effort("calls", Counted(10, 0, 0, 100), True).for_kpi("sales_volume", Value(1)) == NO_VALUE


# -- forecast and change -------------------------------------------------------------------------------


def test_the_forecast_is_actual_by_elapsed_share_from_a_quarter_and_five_deals_on() -> None:
    """«Forecast = actual / elapsed share, from a quarter of the period and five deals on»"""
    assert exact(forecast(VOLUME, Value(450), moment(schedule(), NOVEMBER, at(16, 9)), 5)) == 1_000
    assert not forecast(VOLUME, Value(450), moment(schedule(), NOVEMBER, at(16, 9)), 4).exists
    assert not forecast(VOLUME, Value(450), moment(schedule(), NOVEMBER, at(9, 17)), 5).exists
    assert not forecast(CHECK, Value(450), moment(schedule(), NOVEMBER, at(16, 9)), 5).exists
    assert not forecast(VOLUME, Value(450), moment(schedule(), NOVEMBER, at(1, month=12)), 5).exists


def test_a_past_forecast_is_what_would_have_been_said_at_that_share() -> None:
    working = [date(2026, 10, day) for day in (1, 2, 5, 6)]
    days = {date(2026, 10, 1): 10, date(2026, 10, 3): 4, date(2026, 10, 5): 8, date(2026, 10, 6): 18}
    assert by_then(days, working, Fraction(1, 2)) == 14  # the weekend's came before the third day
    assert by_then(days, working, Fraction(5, 8)) == 18  # and half of the third day
    assert by_then(days, working, Fraction(1)) == 40
    assert outcome(days, working, Fraction(1, 2)) == Fraction(40, 28)
    assert outcome({}, working, Fraction(1, 2)) is None


@pytest.mark.parametrize(
    ("outcomes", "ends"),
    [([1, 2], None), ([3, 1, 2], (1, 3)), ([1, 2, 3, 4, 5, 6], (2, 5)), ([5, 5, 5, 1, 9, 5], (5, 5))],
)
def test_the_range_holds_two_thirds_of_at_least_three_past_forecasts(
    outcomes: list[int], ends: tuple[Fraction | int, Fraction | int] | None
) -> None:
    """«the range in which two thirds of past forecasts at that share ended, where three finished periods exist»"""
    assert spread([Fraction(n) for n in outcomes]) == ends


@given(st.lists(st.fractions(min_value=0, max_value=9), min_size=3, max_size=12))
def test_the_range_always_holds_two_thirds(outcomes: list[Fraction]) -> None:
    ends = spread(outcomes)
    assert ends is not None
    assert 3 * sum(ends[0] <= one <= ends[1] for one in outcomes) >= 2 * len(outcomes)


def test_the_range_never_ends_below_what_is_there() -> None:
    when = moment(schedule(), NOVEMBER, at(16, 9))
    worse = {
        period: {schedule().days(period)[0]: 90, schedule().days(period)[-1]: 10}
        for period in past(NOVEMBER, 3)
    }
    found = with_range(Value(1_000), Value(450), when.elapsed, schedule(), worse)
    assert found.periods == 3
    assert exact(found.low) == exact(found.high) == 500  # 100 / (90 / 0.45) of a forecast of 1 000
    assert exact(with_range(Value(1_000), Value(600), when.elapsed, schedule(), worse).low) == 600


def test_a_change_is_against_the_first_working_days_of_the_period_before() -> None:
    """«against the first k working days of the previous period (k = full working days passed)»"""
    assert first_days(schedule(), NOVEMBER, 9) == Period(date(2026, 10, 1), date(2026, 10, 14), "range")
    assert first_days(schedule(), NOVEMBER, 0) is None
    assert moment(schedule(), NOVEMBER, at(16, 9)).passed == 9
    assert moment(schedule(), NOVEMBER, at(16, 18)).passed == 10


# -- who is held against what, in which period ------------------------------------------------------------


def plan(*goals: Goal, stays: tuple[tuple[int, date, date | None], ...] = (), **more: object) -> MemberPlan:
    held = Goals()
    for each in goals:
        held.add(each)
    stays = stays or ((1, date(2020, 1, 1), None),)
    return MemberPlan(7, "Анна", 1, "manager", False, schedule(**more), (), held, stays)


def test_the_main_period_is_the_month_unless_there_are_only_others() -> None:
    today = date(2026, 11, 23)
    assert main_kind(plan(), today) == "month"
    assert main_kind(plan(goal("deals", 5, "week"), goal("calls", 5)), today) == "month"
    assert main_kind(plan(goal("deals", 5, "week")), today) == "week"
    assert main_kind(plan(goal("deals", 5, "year"), goal("calls", 5, "quarter")), today) == "quarter"


def test_of_two_teams_a_lead_sees_the_days_in_the_own_one() -> None:
    moved = plan(stays=((2, date(2020, 1, 1), date(2026, 11, 16)), (1, date(2026, 11, 16), None)))
    assert len(in_team(moved, [1]).schedule.days(NOVEMBER)) == 11
    assert len(in_team(moved, [2]).schedule.days(NOVEMBER)) == 9
    assert in_team(moved, [1, 2]) is moved


# -- the order of a team, and sums of people -----------------------------------------------------------------


def progress(
    *stands: Stand,
    now: datetime = NOW,
    period: Period = NOVEMBER,
    who: Schedule | None = None,
    entries_today: int = 1,
    volume: int = 0,
    name: str = "Анна",
    effort: Effort | None = None,
) -> Progress:
    member = replace(plan(), name=name, schedule=who or schedule())
    values = {"sales_volume": Value(volume), "deals": Value(0), COUNT: Value(1)}
    when = moment(member.schedule, period, now)
    return Progress(member, period, when, values, stands, {}, 1, entries_today, {}, effort)


def test_the_worst_pace_stands_first_and_who_has_none_after() -> None:
    people = [
        progress(name="без цели", volume=900),
        progress(one(800, 1_000, at(23)), name="впереди", volume=800),
        progress(one(Value(9, 1), 5, at(23), kpi=CHECK), name="чек", volume=1),
        progress(name="без цели, меньше", volume=100),
        progress(one(100, 1_000, at(23)), name="позади", volume=100),
    ]
    assert [p.member.name for p in sorted(people, key=order)] == [
        "позади", "впереди", "чек", "без цели", "без цели, меньше",
    ]  # fmt: skip


def test_a_teams_average_check_is_of_its_deals_and_not_a_mean_of_its_people() -> None:
    rows = [{"average_check": Value(100, 1)}, {"average_check": Value(900, 3)}, {"average_check": NO_VALUE}]
    assert exact(added(rows, [CHECK])["average_check"]) == 250


@given(
    st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(-(10**9), 10**9), st.integers(1, 10**6)
)
def test_comparisons_are_exact(a: int, b: int, c: int, d: int) -> None:
    assert less(Value(a, b), Value(c, d)) == (Fraction(a, b) < Fraction(c, d))


# -- the one sentence ---------------------------------------------------------------------------------------------


MORNING, NOON, EVENING = at(23, 10), at(23, 14), at(30, 19)
EFFORT = Effort("calls", Counted(10, 10, 1_000, 100), True)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("over-met", progress(one(5, 5, at(1, month=12), kpi=DEALS), now=at(1, month=12))),
        ("over-missed", progress(one(4, 5, at(1, month=12), kpi=DEALS), now=at(1, month=12))),
        ("absent", progress(one(0, 5, NOON), who=schedule(away=((date(2026, 11, 23), date(2026, 11, 23)),)))),
        ("no-target", progress(now=MORNING, entries_today=0)),
        ("no-target", progress(now=NOON, entries_today=1)),
        ("quiet-none", progress(now=NOON, entries_today=0)),
        ("limit-over", progress(one(11, 10, NOON, kpi=REFUSALS), one(0, 5, NOON))),
        ("met", progress(one(5, 5, NOON), one(1, 10, NOON, kpi=REFUSALS))),
        ("last", progress(one(4, 5, EVENING), now=EVENING)),
        ("risk", progress(one(4, 5, NOON, kpi=DEALS), one(1, 9, NOON))),
        ("risk", progress(one(60, 100, at(25, 9)), now=at(25, 9))),
        ("limit-fast", progress(one(9, 10, NOON, kpi=REFUSALS), one(80, 100, NOON))),
        ("little", progress(one(70, 100, NOON), entries_today=0)),
        ("quiet", progress(one(80, 100, NOON), now=NOON, entries_today=0)),
        ("ahead", progress(one(80, 100, NOON), now=NOON)),
        ("ahead", progress(one(80, 100, MORNING), now=MORNING, entries_today=0)),
        ("early", progress(one(0, 100, at(3)), now=at(3))),
        ("level", progress(one(Value(4, 1), 5, NOON, kpi=CHECK))),
        ("limit-within", progress(one(1, 10, NOON, kpi=REFUSALS))),
        ("wait", progress(one(Value(1, 2), 5_000, NOON, kpi=RETENTION))),
    ],
)
def test_the_sentence_goes_by_the_first_rule_that_holds(rule: str, found: Progress) -> None:
    said = sentence(found)
    assert said is not None
    assert said.rule == rule


def test_an_ended_period_without_targets_says_nothing() -> None:
    assert sentence(progress(now=at(1, month=12))) is None


def test_at_risk_the_worst_target_is_spoken_of_with_what_closes_the_gap_in_activities() -> None:
    said = sentence(progress(one(30, 100, NOON), one(4, 100, NOON, kpi=DEALS), effort=EFFORT))
    assert said is not None
    assert said.stand is not None
    assert said.stand.kpi is DEALS
    assert exact(said.value) == 16
    assert exact(said.activities) == 160


def test_on_pace_the_cushion_is_said() -> None:
    said = sentence(progress(one(80, 100, NOON), now=NOON))
    assert said is not None
    assert exact(said.value) == 80 - Fraction(100 * (14 * 9 + 5), 180)


def test_equal_progress_is_always_given_the_same_sentence() -> None:
    found = progress(one(30, 100, NOON))
    assert sentence(found) == sentence(found)
