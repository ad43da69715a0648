"""KPIs of a team's own: what they measure over any scope and period, what may be called how, one line as read."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.engine import Database
from db.models import Company, Entry, Member, Membership, Team, TeamKpi
from services import kpi, own_kpis
from services.access import Me
from services.errors import Denied, NotFound, Refused
from services.kpi import NO_VALUE, REGISTRY, Value, catalogue
from services.kpi.naming import UnknownKpi
from services.own_kpis import NewCounter, NewRatio
from services.own_kpis.lines import Asked, read
from services.own_kpis.making import LONGEST_SLUG, RESERVED, ratio_unit, slug_of
from services.own_kpis.pieces import countable
from services.own_kpis.words import check_free, checked_name, checked_words
from services.parsing import parse
from services.periods import parse as period_of

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ANNA, BORIS, CLARA = 1, 2, 3  # Anna and Boris in team 1, Clara in team 2


def lead(team: int = 1, *, owner: bool = False) -> Me:
    return Me(
        member_id=ANNA,
        account_id=1,
        company_id=1,
        company_name="C",
        currency="RUB",
        name="Анна",
        is_owner=owner,
        role="owner" if owner else "lead",
        team_role="lead",
        team_id=team,
        team_name="T",
        timezone="UTC",
        team_language="ru",
    )


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    db = Database(database_url)
    async with db.write() as session:
        session.add(Company(id=1, name="C", name_key="c", currency="RUB", created_at=NOW))
        await session.flush()
        for number in (1, 2):
            session.add(
                Team(
                    id=number, company_id=1, name=f"T{number}", name_key=str(number), country="RU",
                    timezone="UTC", language="ru", created_at=NOW,
                )
            )  # fmt: skip
        await session.flush()
        for number, team in ((ANNA, 1), (BORIS, 1), (CLARA, 2)):
            session.add(Member(id=number, company_id=1, name="M", name_key="m", created_at=NOW))
            await session.flush()
            session.add(
                Membership(member_id=number, team_id=team, role="manager", starts_on=date(2026, 1, 1))
            )
    yield db
    await db.close()


async def record(db: Database, *entries: tuple[int, str, int, str] | dict[str, Any]) -> None:
    """(member, kind, quantity, day), in the member's team."""
    async with db.write() as session:
        for one in entries:
            if isinstance(one, tuple):
                one = dict(zip(("member_id", "kind", "quantity", "day"), one, strict=True))
            values = {"company_id": 1, "team_id": 2 if one["member_id"] == CLARA else 1} | one
            values["day"] = date.fromisoformat(values["day"])
            session.add(Entry(created_at=NOW, **values))


async def counter(db: Database, name: str, *words: str, team: int = 1, **more: Any) -> str:
    async with db.write() as session:
        new = NewCounter(name, words or (name,), **more)
        return (await own_kpis.make_counter(session, lead(team), team, new, now=NOW)).slug


async def ratio(db: Database, top: str, bottom: str, name: str | None = None) -> str:
    async with db.write() as session:
        return (await own_kpis.make_ratio(session, lead(), 1, NewRatio(top, bottom, name), now=NOW)).slug


async def measured(db: Database, by: str, period: str, *slugs: str, **filters: Any) -> dict[int, list[Value]]:
    async with db.read() as session:
        known = await catalogue(session, 1, retired=True)
        kpis = [known[slug] for slug in slugs]
        found = await kpi.measure(session, kpis, company_id=1, by=by, period=period_of(period), **filters)
        return {scope: [values[slug] for slug in slugs] for scope, values in found.items()}


# -- what they measure ----------------------------------------------------------------------------


async def test_team_counters_and_ratios_over_every_scope_and_period(db: Database) -> None:
    """kpi.md: "team counters: sum of quantity (or amount) of the entries of a kind that the team defined";
    "team ratios: one cumulative KPI divided by another"; renamed, retired and of a moved member too."""
    reached = await counter(db, "дозвоны", "дозвон")
    extra = await counter(db, "допродажи", "допродажа", money=True)
    theirs = await counter(db, "дозвоны", "дозвон", team=2)
    assert (reached, extra, theirs) == ("dozvony", "doprodazhi", "dozvony_2")
    rate = await ratio(db, "дозвоны", "звонки", "Дозвон")
    each = await ratio(db, "допродажи", "сделки")
    await record(
        db,
        (ANNA, reached, 12, "2026-11-10"),
        (ANNA, reached, 3, "2026-11-23"),
        (ANNA, reached, 5, "2026-10-30"),
        (BORIS, reached, 5, "2026-11-12"),
        (CLARA, theirs, 7, "2026-11-12"),
        (ANNA, "call", 40, "2026-11-10"),
        (BORIS, "call", 10, "2026-11-10"),
        (ANNA, "call", 10, "2026-10-30"),
        (ANNA, "deal", 2, "2026-11-11"),
        {"member_id": ANNA, "kind": extra, "quantity": 1, "amount": 100_001, "day": "2026-11-10"},
        {"member_id": ANNA, "kind": extra, "quantity": 3, "amount": None, "day": "2026-11-10"},
        {"member_id": ANNA, "kind": reached, "quantity": 9, "day": "2026-11-10", "voided_at": NOW},
        # Boris was moved to the other team; there he counts with its words.
        {"member_id": BORIS, "team_id": 2, "kind": theirs, "quantity": 1, "day": "2026-11-20"},
    )
    slugs = (reached, extra, rate, each)
    by_manager = await measured(db, "manager", "2026-11", *slugs)
    assert by_manager[ANNA] == [Value(15), Value(100_001), Value(15, 40), Value(100_001, 2)]
    assert by_manager[BORIS] == [Value(5), Value(0), Value(5, 10), NO_VALUE]
    assert by_manager[CLARA] == [Value(0), Value(0), NO_VALUE, NO_VALUE]
    by_team = await measured(db, "team", "2026-11", *slugs, theirs)
    assert by_team[1] == [Value(20), Value(100_001), Value(20, 50), Value(100_001, 2), Value(0)]
    assert by_team[2][4] == Value(8)
    assert (await measured(db, "manager", "2026-11", theirs))[BORIS] == [Value(1)]
    whole = await measured(db, "company", "2026-11", *slugs)
    assert whole[1][:3] == [Value(20), Value(100_001), Value(20, 50)]
    for period, value in {
        "2026-11-23": Value(3),
        "2026-W48": Value(3),
        "2026-W46": Value(12),
        "2026-Q4": Value(20),
        "2026": Value(20),
        "2026-09": Value(0),
    }.items():
        assert (await measured(db, "manager", period, reached, member_ids=[ANNA]))[ANNA] == [value], period
    assert (await measured(db, "manager", "2026-Q4", rate, member_ids=[ANNA]))[ANNA] == [Value(20, 50)]

    async with db.write() as session:
        [one] = [x for x in (await own_kpis.team_kpis(session, lead(), 1)).own if x.slug == reached]
        assert (await own_kpis.rename(session, lead(), one.id, "разговоры")).slug == reached
        await own_kpis.retire(session, lead(), one.id, now=NOW)
    assert (await measured(db, "manager", "2026-11", *slugs))[ANNA] == by_manager[ANNA]
    async with db.read() as session:
        living = await catalogue(session, 1, [1])
        everything = await catalogue(session, 1, [1], retired=True)
    # A ratio goes with what it divides, and is still there for the history.
    assert [slug for slug in living if slug not in REGISTRY] == [extra, each]
    assert everything[rate].retired
    assert everything[reached].name == "разговоры"


async def test_conversion_is_counted_against_the_teams_own_counter(db: Database) -> None:
    """kpi.md, `conversion`: "deals / the team's main activity (`contacts` unless the lead chooses another)"."""
    reached = await counter(db, "дозвоны", "дозвон")
    await record(
        db,
        (ANNA, reached, 8, "2026-11-10"),
        (ANNA, "contact", 5, "2026-11-10"),
        (ANNA, "deal", 2, "2026-11-10"),
        (CLARA, "contact", 4, "2026-11-10"),
        (CLARA, "deal", 1, "2026-11-10"),
    )
    assert (await measured(db, "team", "2026-11", "conversion"))[1] == [Value(2, 5)]
    async with db.write() as session:
        assert (await own_kpis.set_main(session, lead(), 1, "дозвоны")).main.slug == reached
    assert (await measured(db, "team", "2026-11", "conversion")) == {1: [Value(2, 8)], 2: [Value(1, 4)]}
    assert (await measured(db, "manager", "2026-11", "conversion"))[ANNA] == [Value(2, 8)]
    assert (await measured(db, "company", "2026-11", "conversion"))[1] == [Value(3, 12)]
    async with db.write() as session:
        [one] = (await own_kpis.team_kpis(session, lead(), 1)).own
        with pytest.raises(Refused, match="own-main-first"):
            await own_kpis.retire(session, lead(), one.id, now=NOW)


# -- who may, and what is kept --------------------------------------------------------------------


async def test_a_lead_reaches_only_the_own_team_and_twenty_are_the_most(db: Database) -> None:
    await counter(db, "отзывы", "отзыв")
    async with db.write() as session:
        [one] = (await own_kpis.team_kpis(session, lead(), 1)).own
        for attempt in (
            own_kpis.team_kpis(session, lead(2), 1),
            own_kpis.make_counter(session, lead(2), 1, NewCounter("замеры", ("замер",)), now=NOW),
            own_kpis.rename(session, lead(2), one.id, "отклики"),
            own_kpis.retire(session, lead(2), one.id, now=NOW),
            own_kpis.set_retention(session, lead(2), 1, 6),
        ):
            with pytest.raises((Denied, NotFound)):
                await attempt
        with pytest.raises(NotFound):
            await own_kpis.retire(session, lead(), 999, now=NOW)
        await own_kpis.team_kpis(session, lead(2, owner=True), 1)
        # Another team's counter cannot be part of a ratio here.
        await own_kpis.make_counter(session, lead(2), 2, NewCounter("замеры", ("замер",)), now=NOW)
        with pytest.raises(UnknownKpi):
            await own_kpis.make_ratio(session, lead(), 1, NewRatio("замеры", "звонки"), now=NOW)
        for letter in "бвгдзклмнпрстфхцчшщ":
            new = NewCounter(f"знак{letter}ка", (f"знак{letter}ка",))
            await own_kpis.make_counter(session, lead(), 1, new, now=NOW)
        with pytest.raises(Refused, match="own-too-many"):
            await own_kpis.make_counter(session, lead(), 1, NewCounter("лишнее", ("лишний",)), now=NOW)
        await own_kpis.retire(session, lead(), one.id, now=NOW)
        made = await own_kpis.make_counter(session, lead(), 1, NewCounter("лишнее", ("отзыв",)), now=NOW)
        with pytest.raises(Refused, match="own-too-many"):
            await own_kpis.bring_back(session, lead(), one.id)
        await own_kpis.retire(session, lead(), made.id, now=NOW)
        # Words are free again for others, and come back with the counter.
        assert set((await own_kpis.bring_back(session, lead(), one.id)).words) == {"отзывы", "отзыв"}
    async with db.read() as session:
        team = await session.get_one(Team, 1)
        row = await session.get_one(TeamKpi, one.id)
    assert team.words is not None
    assert team.words["otzyvy"] == ["отзывы", "отзыв"]
    assert row.words is None


async def test_the_rules_of_a_team_have_bounds(db: Database) -> None:
    async with db.write() as session:
        for wrong in (
            own_kpis.set_retention(session, lead(), 1, 0),
            own_kpis.set_retention(session, lead(), 1, 13),
            own_kpis.set_backdate(session, lead(), 1, -1),
            own_kpis.set_backdate(session, lead(), 1, 32),
            own_kpis.set_ramp(session, lead(), 1, [0]),
            own_kpis.set_ramp(session, lead(), 1, [101]),
            own_kpis.set_ramp(session, lead(), 1, [50] * 13),
        ):
            with pytest.raises(Refused):
                await wrong
        assert (await own_kpis.set_ramp(session, lead(), 1, [50, 75, 100, 100])).ramp == (50, 75)
        assert (await own_kpis.set_ramp(session, lead(), 1, [100])).ramp == ()
        assert (await own_kpis.set_retention(session, lead(), 1, 12)).retention_months == 12
        assert (await own_kpis.set_backdate(session, lead(), 1, 31)).backdate_days == 31
        for what in ("выручка", "сделки", "новые клиенты", "средний чек"):
            with pytest.raises(Refused, match="own-main-no-activity"):
                await own_kpis.set_main(session, lead(), 1, what)


# -- names and words: pure ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("дозвоны", (), "dozvony"),
        ("Дозвоны", ("dozvony", "dozvony_2"), "dozvony_3"),
        ("ЛПР", (), "lpr"),
        ("Щётки и Ёлки", (), "schetki_i_elki"),
        ("demos booked", (), "demos_booked"),
        ("deal", (), "deal_2"),
        ("calls", (), "calls_2"),
        ("sales cycle median", (), "sales_cycle_median_2"),
        ("会议", (), "own"),
        ("очень длинное название показателя", (), "ochen_dlinnoe_nazvanie_p"),
    ],
)
def test_a_slug_is_the_name_in_latin_and_nobody_elses(name: str, taken: tuple[str, ...], slug: str) -> None:
    assert slug_of(name, taken) == slug
    assert len(slug) <= LONGEST_SLUG


@given(st.text(max_size=60), st.integers(0, 3))
def test_any_name_gives_a_free_slug_that_fits_a_button(name: str, again: int) -> None:
    taken: set[str] = set()
    for _ in range(again + 1):
        slug = slug_of(name, taken)
        assert slug not in taken | RESERVED
        assert slug.isascii()
        assert 0 < len(slug) <= LONGEST_SLUG
        taken.add(slug)


@pytest.mark.parametrize(
    ("top", "bottom", "unit"),
    [
        ("sales_volume", "deals", "money"),
        ("deals", "calls", "percent"),
        ("deals", "sales_volume", "number"),
        ("calls", "new_clients", "percent"),
    ],
)
def test_a_ratios_unit_follows_from_what_is_divided(top: str, bottom: str, unit: str) -> None:
    assert ratio_unit(REGISTRY[top], REGISTRY[bottom]) == unit


@pytest.mark.parametrize(
    "word",
    [
        "завтра",
        "план",
        "итого",
        "вчера",
        "нет",
        "сегодня",
        "done",
        "plan",
        "for",
        "набрал",
        "закрыл",
        "total",
    ],
)
def test_a_word_that_means_something_in_messages_is_no_counters(word: str) -> None:
    with pytest.raises(Refused, match="own-word"):
        check_free(checked_words("имя", [word]), {})


@pytest.mark.parametrize(
    "word", ["дозвон", "дозвонилась", "ЛПР", "повторный показ", "booked demo", "no-show", "upsell", "отказ"]
)
def test_a_team_may_count_what_it_calls_so(word: str) -> None:
    check_free(checked_words("имя", [word]), {"other": ["прочее"]})


def test_a_word_is_one_counters_only_in_any_case_form_and_order() -> None:
    others = {"demos_booked": ["demos booked"], "dozvony": ["дозвоны", "дозвонился"]}
    for word in ("booked demo", "дозвонов", "Дозвонился"):
        with pytest.raises(Refused, match="own-word-taken"):
            check_free([word], others)


@pytest.mark.parametrize(
    "name", ["", "  ", "12", "24/7", "<b>", "а", "звонки", "Сделок", "revenue", "я" * 41]
)
def test_a_counters_name_is_letters_and_no_built_in_one(name: str) -> None:
    with pytest.raises(Refused, match="own-name"):
        checked_name(name)


# -- one line: pure -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        (
            "счётчик дозвоны: дозвон, дозвонился",
            Asked("counter", counter=NewCounter("дозвоны", ("дозвон", "дозвонился"))),
        ),
        (
            "СЧЕТЧИК отказы: отказ меньше лучше",
            Asked("counter", counter=NewCounter("отказы", ("отказ",), better="down")),
        ),
        (
            "counter no-shows: no-show, less is better",
            Asked("counter", counter=NewCounter("no-shows", ("no-show",), better="down")),
        ),
        (
            "счётчик допродажи: допродажа, деньги",
            Asked("counter", counter=NewCounter("допродажи", ("допродажа",), money=True)),
        ),
        (
            "counter upsells: upsell; add-on, money, more is better",
            Asked("counter", counter=NewCounter("upsells", ("upsell", "add-on"), money=True)),
        ),
        ("доля дозвоны / звонки", Asked("ratio", ratio=NewRatio("дозвоны", "звонки"))),
        ("ratio Rate = demos booked/calls", Asked("ratio", ratio=NewRatio("demos booked", "calls", "Rate"))),
        (
            "доля Отказы = отказы / звонки, чем меньше, тем лучше",
            Asked("ratio", ratio=NewRatio("отказы", "звонки", "Отказы", "down")),
        ),
        ("главное звонки", Asked("main", "звонки")),
        ("главное действие: звонки", Asked("main", "звонки")),
        ("main activity calls", Asked("main", "calls")),
        ("переименовать дозвоны = разговоры", Asked("rename", "дозвоны", "разговоры")),
        ("слова дозвоны: дозвон, алло", Asked("words", "дозвоны", "дозвон, алло")),
        ("убрать дозвоны", Asked("retire", "дозвоны")),
        ("вернуть дозвоны", Asked("back", "дозвоны")),
        ("bring back reviews", Asked("back", "reviews")),
        ("удержание 1", Asked("retention", number=1)),
        ("retention 6 months", Asked("retention", number=6)),
        ("удержание", Asked("retention")),
        ("удержание клиентов", Asked("show", "удержание клиентов", usage="own-retention-range")),
        ("доля повторных", Asked("show", "доля повторных", usage="own-usage-ratio")),
        ("задним числом 5", Asked("backdate", number=5)),
        ("backdate 0", Asked("backdate", number=0)),
        ("разгон 50, 75, 100", Asked("ramp", "50, 75, 100", ramp=(50, 75, 100))),
        ("ramp 50% 75%", Asked("ramp", "50% 75%", ramp=(50, 75))),
        ("разгон нет", Asked("ramp", "нет")),
        ("выручка", Asked("show", "выручка")),
    ],
)
def test_one_line_says_what_is_to_be_done(line: str, asked: Asked) -> None:
    assert read(line) == asked


@given(st.text(max_size=200))
def test_any_line_is_read_or_refused(line: str) -> None:
    for text in (line, f"счётчик {line}", f"доля {line}", f"разгон {line}", f"удержание {line}"):
        with contextlib.suppress(Refused):
            read(text)


# -- messages -------------------------------------------------------------------------------------

SUMS = {"extra": ["допродажи", "допродажа", "¤"]}


@pytest.mark.parametrize(
    ("text", "quantity", "amount", "ask"),
    [
        ("допродажа 12 000", 1, "12000.00", False),
        ("допродажи 5к", 1, "5000.00", False),
        ("допродажа 1,5 млн", 1, "1500000.00", False),
        ("3 допродажи на 12 000", 3, "12000.00", False),
        ("допродажа 500 руб", 1, "500.00", False),
        ("допродажа 500", 1, "500.00", True),
        ("3 допродажи", 3, None, False),
        ("допродаж 0", 0, None, False),
    ],
)
def test_a_counter_of_money_reads_sums(text: str, quantity: int, amount: str | None, ask: bool) -> None:
    """reports.md, rule 4, for a team's own counter of money: a sum is a sum, below 1000 without a unit it asks."""
    read_ = parse(text, today=date(2026, 11, 23), counters=SUMS)
    [entry] = read_.entries
    assert (entry.kind, entry.quantity, entry.amount and str(entry.amount)) == ("extra", quantity, amount)
    assert read_.ask is ask


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("ЛПР 7", "ЛПР"),
        ("касаний 9", "касаний"),
        ("5 screenings", "screenings"),
        ("назначил 2 встречи", "назначил встречи"),
        ("7", None),
        ("выручка 5", None),
        ("завтра 5 очень длинных слов подряд", None),
    ],
)
def test_a_piece_that_was_not_understood_gives_the_name_of_a_counter(piece: str, name: str | None) -> None:
    assert countable(piece, {}) == name
    if name is not None:
        assert countable(piece, {"own": [name]}) is None
