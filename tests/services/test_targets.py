"""A target in a line, and its versions over the periods."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services import access, plans, targets
from services.errors import Denied, KakdelaError, NotFound, Refused
from services.kpi import REGISTRY, Kpi, Value
from services.periods import add_months, containing
from services.plans import Goal
from services.targets.amounts import plain, read_plain, rounded, scale
from services.targets.short import code, coded
from services.targets.starts import start_day
from services.targets.words import Wanted, read, settle
from tests.town import Town

TODAY = date(2026, 11, 23)
REFUSALS = Kpi("otkazy", "count", "down", "", ("otkazy",), cumulative=True, name="Отказы", team_id=1)
RATE = Kpi("dohod", "number", "up", "", (), name="Доля дохода", team_id=1)
ALL = {**REGISTRY, "otkazy": REFUSALS, "dohod": RATE}


def understood(text: str) -> tuple[str, str | None, int | None]:
    wanted = read(text, ALL, {}, TODAY)
    if wanted.kpi is None:
        return wanted.whom, None, None
    kpi, value = settle(wanted, ALL, {}, "RUB")
    return wanted.whom, kpi.slug, value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("@anna выручка 1,5 млн", ("@anna", "sales_volume", 150_000_000)),
        ("@\u2060anna выручка 1,5 млн", ("@anna", "sales_volume", 150_000_000)),
        ("Анна сделки 20", ("Анна", "deals", 20)),
        ("Анна 20 сделок", ("Анна", "deals", 20)),
        ("команда выручка 10 млн", ("команда", "sales_volume", 1_000_000_000)),
        ("team deals 20", ("team", "deals", 20)),
        ("team leads 20", ("team", "contacts", 20)),
        ("@anna revenue 1.5m a month", ("@anna", "sales_volume", 150_000_000)),
        ("@anna revenue none", ("@anna", "sales_volume", None)),
        ("Анна продажи 500к", ("Анна", "sales_volume", 50_000_000)),
        ("Анна продажи 20", ("Анна", "deals", 20)),
        ("Анна — объём — 2 млн", ("Анна", "sales_volume", 200_000_000)),
        ("для Анны Петровой звонки: 300 шт", ("Анны Петровой", "calls", 300)),
        ("Годунов встречи 5", ("Годунов", "meetings", 5)),
        ("Звонкова звонки 20", ("Звонкова", "calls", 20)),
        ("@anna звонки убрать", ("@anna", "calls", None)),
        ("Анна Смирнова", ("Анна Смирнова", None, None)),
        ("@anna конверсия 12,5%", ("@anna", "conversion", 1_250)),
        ("@anna конверсия 12", ("@anna", "conversion", 1_200)),
        ("@anna удержание клиентов 30 процентов", ("@anna", "retention", 3_000)),
        ("@anna средний чек 50к", ("@anna", "average_check", 5_000_000)),
        ("@anna цикл сделки 20 дней", ("@anna", "sales_cycle", 2_000)),
        ("@anna цикл 1 день", ("@anna", "sales_cycle", 100)),
        ("@anna отказы не больше 0", ("@anna", "otkazy", 0)),
        ("@anna не больше 5 отказов", ("@anna", "otkazy", 5)),
        ("@anna refusals", ("@anna refusals", None, None)),
        ("@anna доля дохода 1,5", ("@anna", "dohod", 150)),
        ("@anna цель встречи не меньше 20", ("@anna", "meetings", 20)),
        ("каждому 5 новых клиентов", ("каждому", "new_clients", 5)),
    ],
)
def test_a_line_is_understood(text: str, wanted: tuple[str, str | None, int | None]) -> None:
    assert understood(text) == wanted


@pytest.mark.parametrize(
    ("text", "each", "start", "weights", "reason"),
    [
        ("@anna встречи 20 в неделю — больше живых встреч", "week", None, (), "больше живых встреч"),
        ("@anna встречи 20 в неделю, потому что зовут", "week", None, (), "зовут"),
        ("@anna meetings 20 weekly because they work", "week", None, (), "they work"),
        ("@anna встречи 20 еженедельно (попробуем)", "week", None, (), "попробуем"),
        ("@anna встречи 20/нед «попробуем»", "week", None, (), "попробуем"),
        ("@anna встречи 20\nпопробуем\nмесяц", None, None, (), "попробуем месяц"),
        ("@anna выручка — 2 млн - рост", None, None, (), "рост"),
        ("команда «Юг» выручка 6 млн в квартал 1:2:3", "quarter", None, (1, 2, 3), None),
        ("team revenue 6m per quarter by month 1:2:3", "quarter", None, (1, 2, 3), None),
        ("@anna выручка 2 млн с января", None, date(2027, 1, 1), (), None),
        ("@anna выручка 20 млн на год с 2027 года", "year", date(2027, 1, 1), (), None),
        ("@anna revenue 2m from 2026-12", None, date(2026, 12, 1), (), None),
        ("@anna revenue 2m a month starting from December 2027", "month", date(2027, 12, 1), (), None),
        ("@anna встречи 20 в неделю со следующей недели", "week", date(2026, 11, 30), (), None),
        ("@anna встречи 60 в квартал с 1 квартала", "quarter", date(2027, 1, 1), (), None),
        ("@anna выручка 2 млн с 15 декабря", None, date(2026, 12, 15), (), None),
        ("@anna звонки нет с декабря — уходит", None, date(2026, 12, 1), (), "уходит"),
    ],
)
def test_periods_starts_weights_and_reasons_are_understood(
    text: str, each: str | None, start: date | None, weights: tuple[int, ...], reason: str | None
) -> None:
    wanted = read(text, ALL, {}, TODAY)
    assert (wanted.each, wanted.start, wanted.weights, wanted.reason) == (each, start, weights, reason)
    assert isinstance(wanted, Wanted)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("декабря", date(2026, 12, 1)),
        ("ноября", date(2026, 11, 1)),
        ("октября", date(2026, 10, 1)),
        ("января", date(2027, 1, 1)),
        ("Q4", date(2026, 10, 1)),
        ("2027-Q2", date(2027, 4, 1)),
        ("нового года", date(2027, 1, 1)),
        ("этого месяца", date(2026, 11, 1)),
        ("next quarter", date(2027, 1, 1)),
        ("2026-99", None),
        ("20", None),
        ("ума", None),
    ],
)
def test_a_start_without_a_year_is_the_nearest(text: str, day: date | None) -> None:
    assert start_day(text, TODAY) == day


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_line_breaks_the_reading(text: str) -> None:
    for line in (text, f"@anna выручка {text}", f"{text} сделки 20", f"@anna сделки 20 с {text}"):
        try:
            _, _, value = understood(line)
        except KakdelaError:
            continue
        assert value is None or value >= 0


@given(st.sampled_from(list(ALL.values())), st.integers(0, 10**12))
def test_values_come_back_from_the_command_line_as_they_were(kpi: Kpi, value: int) -> None:
    assert read_plain(kpi, plain(kpi, value, "RUB"), "RUB") == value


@given(st.sampled_from(list(ALL.values())), st.integers(1, 10**15), st.integers(2, 4))
def test_rounding_keeps_the_leading_digits(kpi: Kpi, value: int, digits: int) -> None:
    shown = rounded(kpi, Value(value, scale(kpi)), "RUB", digits)
    assert len(str(shown).rstrip("0")) <= digits
    step = 100 if kpi.unit == "money" else 1
    assert abs(shown - value) <= max(Fraction(value, 2 * 10 ** (digits - 1)), Fraction(step, 2))


@given(st.text(max_size=64))
def test_a_kpi_fits_a_button_and_is_found_again(slug: str) -> None:
    assert len(code(slug).encode()) <= 13
    assert ":" not in code(slug)
    kpi = Kpi(slug, "count", "up", "", ())
    assert coded(code(slug), {**REGISTRY, slug: kpi}) is not None
    assert all(coded(code(one), REGISTRY) is REGISTRY[one] for one in REGISTRY)


async def test_a_finished_period_keeps_the_version_that_was_valid_at_its_end(town: Town) -> None:
    """kpi.md: "Changing one writes a new version; a finished period keeps the version that was valid at its end"."""
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

        async def current() -> list[dict[str, int | None]]:
            loaded = await plans.load(
                session,
                company_id=boss.company_id,
                start=november.start,
                end=december.end,
                member_ids=[me.member_id],
            )
            own = loaded.members[me.member_id].goals
            return [{goal.kpi: goal.value for goal in own.of(month)} for month in (november, december)]

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
        # What is set for a later period leaves this one as it is; and can be taken back before it begins.
        later = {**whose, "start": date(2026, 12, 10)}
        change = await targets.set_target(session, boss, value=30, now=now, **later)
        assert (change.start, change.ahead, change.before) == (december.start, True, 7)
        assert await current() == [{"deals": 12}, {"deals": 30}]
        for value in (0, -5, 10**9):
            with pytest.raises(Refused):
                await targets.set_target(session, boss, value=value, now=now, **whose)
        with pytest.raises(Refused, match="target-past-start"):
            await targets.set_target(session, boss, value=5, now=now, **whose, start=date(2026, 10, 31))
        with pytest.raises(Refused, match="target-kpi-gone"):
            await targets.set_target(session, boss, member_id=me.member_id, kpi="nonsense", value=5, now=now)
        with pytest.raises(Denied):
            await targets.set_target(session, me, value=5, now=now, **whose)
        with pytest.raises(NotFound):
            await targets.set_target(session, boss, team_id=team + 1, kpi="deals", value=5, now=now)


async def test_a_person_carries_at_most_five_targets_at_a_time(town: Town) -> None:
    """kpi.md: "A person carries at most five targets at a time; the sixth is refused with the reason"."""
    anna, lead = town.telegram.person("Анна"), town.telegram.person("Борис")
    team = await town.team(managers=[anna], leads=[lead])
    now = town.clock.now()
    async with town.app.db.write() as session:
        speaker = await access.who(session, lead.id)
        assert speaker is not None
        boss = speaker.me
        member = await access.who(session, anna.id)
        assert boss is not None
        assert member is not None
        assert member.me is not None
        whose = {"member_id": member.me.member_id, "now": now}

        async def put(kpi: str, value: int | None = 5, **more: object) -> None:
            await targets.set_target(session, boss, kpi=kpi, value=value, **whose, **more)  # type: ignore[arg-type]

        await put("deals")
        await put("deals", each="week")  # another period kind is another target
        for kpi in ("calls", "meetings"):
            await put(kpi)
        await put("demos", start=date(2026, 12, 1))
        # Five from December on: another one would be the sixth then.
        with pytest.raises(Refused, match="target-too-many"):
            await put("contacts")
        await put("calls", 7)  # changing one is no sixth
        await put("demos", None)
        await put("contacts")
        with pytest.raises(Refused, match="target-too-many"):
            await put("proposals")
        await put("calls", None, start=date(2026, 12, 1))
        with pytest.raises(Refused, match="target-too-many"):
            await put("proposals")
        await put("proposals", start=date(2026, 12, 1))
        for kpi in ("deals", "calls", "contacts", "meetings", "demos", "invoices"):  # a team may have more
            await targets.set_target(session, boss, kpi=kpi, value=5, team_id=team, now=now)


def test_a_goal_reads_as_its_figure() -> None:
    assert targets.full(REGISTRY["conversion"], Goal(1, "conversion", "month", 1_250, TODAY)) == Value(
        1_250, 10_000
    )
    assert targets.full(REGISTRY["sales_cycle"], Goal(1, "sales_cycle", "month", 2_050, TODAY)) == Value(
        2_050, 100
    )
