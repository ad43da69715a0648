"""Absences as stretches: what is new, what belongs together, what is no absence at all."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import Absence
from services.calendar.stretches import KINDS, Days, around, check, first_new, stretches, union
from services.errors import Refused

START = date(2026, 11, 1)
TODAY = date(2026, 11, 23)


def day(n: int) -> date:
    return START + timedelta(days=n)


def each(days: Days) -> set[date]:
    return {days[0] + timedelta(days=n) for n in range((days[1] - days[0]).days + 1)}


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda x: (day(x[0]), day(x[0] + x[1])))


@given(st.lists(SPANS, max_size=8))
def test_a_union_has_the_same_days_in_stretches_with_a_gap_between_them(days: list[Days]) -> None:
    found = union(days)
    assert set().union(*map(each, found)) == set().union(*map(each, days))
    assert all(a[1] + timedelta(days=1) < b[0] for a, b in itertools.pairwise(found))
    assert union(found) == found


@given(SPANS, st.lists(SPANS, max_size=8))
def test_the_first_new_day_is_the_first_that_nobody_has_noted(days: Days, known: list[Days]) -> None:
    new = sorted(each(days) - set().union(*map(each, known)))
    assert first_new(days, known) == (new[0] if new else None)


@given(SPANS, st.lists(SPANS, max_size=8))
def test_the_whole_stretch_holds_the_days_and_touches_nothing_else(days: Days, known: list[Days]) -> None:
    whole = around(days, known)
    assert each(days) <= each(whole)
    rest = set().union(*map(each, [*known, days])) - each(whole)
    assert not rest & {whole[0] - timedelta(days=1), whole[1] + timedelta(days=1)}


@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), SPANS, st.sampled_from(["counted", "asking", "declined"])),
        max_size=8,
    )
)
def test_only_what_counts_is_joined_and_only_with_its_own_kind(said: list[tuple[str, Days, str]]) -> None:
    rows = [
        Absence(id=n, kind=kind, starts_on=days[0], ends_on=days[1], state=state)
        for n, (kind, days, state) in enumerate(said)
    ]
    found = stretches(rows)
    for kind in KINDS:
        own = [days for k, days, state in said if k == kind and state == "counted"]
        assert [(x.starts_on, x.ends_on) for x in found if x.kind == kind] == union(own)
    assert all(rows[x.id].kind == x.kind and x.starts_on <= rows[x.id].starts_on <= x.ends_on for x in found)


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (0, 0, None),
        (0, 365, None),
        (0, 366, "absence-too-long"),
        (0, 399, "absence-too-long"),
        (366, 366, None),
        (367, 367, "absence-too-far"),
        (-366, -366, None),
        (-367, -360, "absence-too-old"),
    ],
)
def test_an_absence_of_400_days_or_a_year_away_is_none(first: int, last: int, refused: str | None) -> None:
    days = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    if refused is None:
        check(days, TODAY)
        return
    with pytest.raises(Refused) as caught:
        check(days, TODAY)
    assert caught.value.key == refused
