"""What people write after /deals and /fix, as periods and corrections."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.callbacks import EntryDo, EntryVerb, ListDo, ListVerb
from services.entries.named import between, named_period
from services.entries.wishes import Wish, looks_like_client, read_wish
from services.errors import Refused

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("вчера", "2026-11-22"),
        ("today", "2026-11-23"),
        ("21.11", "2026-11-21"),
        ("неделя", "2026-W48"),
        ("за прошлую неделю", "2026-W47"),
        ("last week", "2026-W47"),
        ("ноябрь", "2026-11"),
        ("в ноябре", "2026-11"),
        ("в мае", "2026-05"),
        ("декабрь", "2025-12"),
        ("December 2025", "2025-12"),
        ("2026-11", "2026-11"),
        ("11.2026", "2026-11"),
        ("квартал", "2026-Q4"),
        ("2026-q1", "2026-Q1"),
        ("прошлый год", "2025"),
        ("1.11–15.11", "2026-11-01..2026-11-15"),
        ("Ромашка", None),
        ("13.2026", None),
        ("99999", None),
        ("", None),
    ],
)
def test_a_period_is_named_the_way_people_name_it(text: str, label: str | None) -> None:
    period = named_period(text, TODAY)
    assert (period.label if period else None) == label
    if period:
        assert between(period.start, period.end) == period


@pytest.mark.parametrize(
    ("text", "kind", "wish"),
    [
        ("54 000", "deal", Wish(amount=Decimal("54000.00"))),
        ("54к", "refund", Wish(amount=Decimal("54000.00"))),
        ("500 руб", "deal", Wish(amount=Decimal("500.00"))),
        ("21.11", "deal", Wish(day=date(2026, 11, 21))),
        ("в пятницу", "call", Wish(day=date(2026, 11, 20))),
        ("3", "call", Wish(quantity=3)),
        ("3 звонка", "call", Wish(quantity=3)),
        ("2 сделки", "deal", Wish(quantity=2)),
        ("ООО Вектор", "deal", Wish(client="ООО Вектор")),
        ("без клиента", "deal", Wish(client="")),
        ("No client", "call", Wish(client="")),
    ],
)
def test_a_correction_is_understood(text: str, kind: str, wish: Wish) -> None:
    assert read_wish(text, kind=kind, today=TODAY, currency="RUB") == wish


@pytest.mark.parametrize("text", ["3", "500", "$500", "500 евро", "!!!", "я" * 500])
def test_what_could_be_two_things_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_wish(text, kind="deal", today=TODAY, currency="RUB")


def test_small_talk_is_no_client() -> None:
    def client(text: str) -> bool:
        return looks_like_client(text, today=TODAY, currency="RUB")

    assert all(map(client, ["Ромашка", "ООО Вектор", "Анна Иванова"]))
    assert not any(map(client, ["Спасибо!", "ок", "Да", "Thanks a lot", "а кто это вообще\nписал"]))


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reading(text: str) -> None:
    named_period(text, TODAY)
    for kind in ("deal", "call"):
        with suppress(Refused):
            read_wish(text, kind=kind, today=TODAY, currency="RUB")


@given(*[st.integers(0, 2**31 - 1)] * 5)
def test_the_way_back_survives_and_fits(page: int, start: int, end: int, whom: int, client: int) -> None:
    here = ListDo(verb=ListVerb.DEALS, page=page, start=start, end=end, whom=whom, client=client)
    assert ListDo.from_short(here.short()) == here
    back = ListDo(verb=ListVerb.DEALS, page=999, start=739_000, end=739_030, whom=10**7, client=10**7).short()
    assert len(EntryDo(verb=EntryVerb.SET_CLIENT, id=10**7, arg=10**7, back=back).pack()) <= 64
