"""Who stands where: each ranking rule of kpi.md, "Boards"."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.boards import Row, met, places, rank
from services.kpi import NO_VALUE, REGISTRY, Kpi, Value

VOLUME, CYCLE = REGISTRY["sales_volume"], REGISTRY["sales_cycle"]
COMPLAINTS = Kpi("complaints", "count", "down", "", ("complaints",), cumulative=True)


def row(id_: int, value: int | Value, **more: Any) -> Row:
    return Row(id_, value if isinstance(value, Value) else Value(value), **more)


def test_ranked_by_attainment_of_the_own_target_by_default() -> None:
    rows = [row(1, 90, target=Value(100)), row(2, 60, target=Value(50)), row(3, 500, target=Value(1000))]
    assert places(rows, VOLUME) == {2: 1, 1: 2, 3: 3}


def test_without_targets_by_raw_value() -> None:
    assert places([row(1, 90), row(2, 60), row(3, 500)], VOLUME) == {3: 1, 1: 2, 2: 3}


def test_where_others_have_targets_who_has_none_has_no_value_and_no_place() -> None:
    assert places([row(1, 9000), row(2, 1, target=Value(50))], VOLUME) == {2: 1, 1: None}


def test_ranked_by_raw_value_when_the_team_chooses_it() -> None:
    rows = [row(1, 90, target=Value(100)), row(2, 60, target=Value(50))]
    assert places(rows, VOLUME, "value") == {1: 1, 2: 2}
    assert places([row(1, Value(31, 3)), row(2, Value(10))], CYCLE, "value") == {2: 1, 1: 2}


def test_ranked_by_improvement_on_the_own_median_of_the_last_four_periods() -> None:
    def past(*values: int) -> tuple[Value, ...]:
        return tuple(Value(value) for value in values)

    rows = [
        row(1, 1000, past=past(1000, 1000, 1000, 1000)),
        row(2, 30, past=past(999, 10, 20, 20, 30)),  # the fifth last is not looked at
        row(3, 15, past=past(10)),
        row(4, 7),
        row(5, 7, past=past(0, 0)),
    ]
    assert places(rows, VOLUME, "improvement") == {2: 1, 3: 1, 1: 3, 4: None, 5: None}
    assert [x.row.id for x in rank(rows, VOLUME, "improvement")] == [2, 3, 1, 4, 5]
    faster = [row(1, Value(20), past=past(20)), row(2, Value(18), past=past(20, 40))]
    assert places(faster, CYCLE, "improvement") == {2: 1, 1: 2}


def test_equal_values_share_a_place_1_2_2_4() -> None:
    rows = [row(4, 1), row(2, Value(10, 2)), row(1, 7), row(3, 5)]
    assert [(x.row.id, x.place) for x in rank(rows, VOLUME)] == [(1, 1), (2, 2), (3, 2), (4, 4)]


def test_everyone_active_is_listed_zeros_included() -> None:
    assert places([row(1, 0), row(2, 5), row(3, 0)], VOLUME) == {2: 1, 1: 2, 3: 2}


@pytest.mark.parametrize(
    ("present", "working", "placed"), [(7, 21, True), (6, 21, False), (0, 0, True), (0, 5, False)]
)
def test_without_a_place_no_value_or_present_less_than_a_third_of_the_working_days(
    present: int, working: int, placed: bool
) -> None:
    rows = [row(1, 5, present=present, working=working), row(2, NO_VALUE, present=21, working=21)]
    found = places(rows, VOLUME)
    assert (found[1] is not None, found[2]) == (placed, None)


def test_less_is_better_of_a_cycle_and_of_a_limit_and_0_days_are_met_before_any() -> None:
    cycle = [row(n, Value(days), target=Value(10)) for n, days in ((1, 20), (2, 0), (3, 5))]
    assert places(cycle, CYCLE) == {2: 1, 3: 2, 1: 3}
    used = [
        row(1, 3, target=Value(3)),
        row(2, 1, target=Value(4)),
        row(3, 0, target=Value(5), reported=False),
    ]
    assert places(used, COMPLAINTS) == {2: 1, 1: 2, 3: None}


def test_a_target_is_met_at_its_value_and_a_limit_kept_up_to_it() -> None:
    assert [met(VOLUME, Value(n), Value(10)) for n in (9, 10, 11)] == [False, True, True]
    assert [met(COMPLAINTS, Value(n), Value(3)) for n in (0, 3, 4)] == [True, True, False]
    assert met(CYCLE, Value(0), Value(5)) is True
    assert (met(VOLUME, Value(1), NO_VALUE), met(VOLUME, NO_VALUE, Value(1))) == (None, False)


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 3)), max_size=12))
def test_a_place_is_one_more_than_how_many_are_better_and_the_order_is_stable(
    given_: list[tuple[int, int]],
) -> None:
    rows = [row(n, value, present=here, working=3) for n, (value, here) in enumerate(given_)]
    found = rank(rows, VOLUME)
    there = [value for value, here in given_ if here]
    for one in found:
        value, here = given_[one.row.id]
        assert one.place == (1 + sum(other > value for other in there) if here else None)
    assert [x.row.id for x in found] == [
        x.row.id for x in sorted(found, key=lambda x: (x.place is None, x.place or 0, x.row.id))
    ]
