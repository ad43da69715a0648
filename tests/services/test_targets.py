"""A target in a line, and its versions over the months."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services import access, targets
from services.errors import Denied, NotFound, Refused
from services.periods import add_months, containing
from services.targets.words import Wanted, read
from tests.town import Town


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("@anna выручка 1,5 млн", Wanted("@anna", "sales_volume", 150_000_000)),
        ("@\u2060anna выручка 1,5 млн", Wanted("@anna", "sales_volume", 150_000_000)),
        ("Анна сделки 20", Wanted("Анна", "deals", 20)),
        ("Анна 20 сделок", Wanted("Анна", "deals", 20)),
        ("команда выручка 10 млн", Wanted("команда", "sales_volume", 1_000_000_000)),
        ("team deals 20", Wanted("team", "deals", 20)),
        ("team leads 20", Wanted("team", "contacts", 20)),
        ("@anna revenue 1.5m a month", Wanted("@anna", "sales_volume", 150_000_000)),
        ("@anna revenue none", Wanted("@anna", "sales_volume", None)),
        ("Анна продажи 500к", Wanted("Анна", "sales_volume", 50_000_000)),
        ("Анна продажи 20", Wanted("Анна", "deals", 20)),
        ("Анна — объём — 2 млн", Wanted("Анна", "sales_volume", 200_000_000)),
        ("для Анны Петровой звонки: 300 шт", Wanted("Анны Петровой", "calls", 300)),
        ("Годунов встречи 5", Wanted("Годунов", "meetings", 5)),
        ("@anna звонки убрать", Wanted("@anna", "calls", None)),
        ("Анна Смирнова", Wanted("Анна Смирнова")),
    ],
)
def test_a_line_is_understood(text: str, wanted: Wanted) -> None:
    assert read(text, "RUB") == wanted


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_line_breaks_the_reading(text: str) -> None:
    for line in (text, f"@anna выручка {text}", f"{text} сделки 20"):
        try:
            wanted = read(line, "RUB")
        except Refused:
            continue
        assert wanted.value is None or wanted.value > 0


async def test_a_finished_month_keeps_its_version(town: Town) -> None:
    anna, lead = town.telegram.person("Анна"), town.telegram.person("Борис")
    team = await town.team(managers=[anna], leads=[lead])
    now = town.clock.now()
    async with town.app.db.write() as session:
        speakers = [await access.who(session, p.id) for p in (anna, lead)]
        me, boss = (s.me for s in speakers if s)
        assert me is not None
        assert boss is not None
        november = containing(now.date(), "month")
        december = containing(add_months(now.date(), 1), "month")
        whose = {"member_id": me.member_id, "kpi": "deals"}

        async def current() -> list[dict[str, int]]:
            found = [
                await targets.current(session, m, member_ids=[me.member_id]) for m in (november, december)
            ]
            return [goals.get(me.member_id, {}) for goals in found]

        await targets.set_target(session, boss, value=10, now=now, **whose)
        await targets.set_target(session, boss, value=12, now=now, **whose)
        assert await current() == [{"deals": 12}, {"deals": 12}]
        await targets.set_target(session, boss, value=20, now=now + timedelta(days=10), **whose)
        assert await current() == [{"deals": 12}, {"deals": 20}]
        await targets.set_target(session, boss, value=None, now=now + timedelta(days=10), **whose)
        assert await current() == [{"deals": 12}, {}]
        # The last evening of November in London is December in Moscow.
        edge = now.replace(day=30, hour=22)
        await targets.set_target(session, boss, value=7, now=edge, **whose)
        assert await current() == [{"deals": 12}, {"deals": 7}]
        for value in (0, -5, 10**9):
            with pytest.raises(Refused):
                await targets.set_target(session, boss, value=value, now=now, **whose)
        with pytest.raises(Denied):
            await targets.set_target(session, me, value=5, now=now, **whose)
        with pytest.raises(NotFound):
            await targets.set_target(session, boss, team_id=team + 1, kpi="deals", value=5, now=now)
