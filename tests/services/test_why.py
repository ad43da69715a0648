"""Explanations agree with the figures: for every KPI, scope and period the rows add up to what `measure` says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from db.engine import Database
from db.models import (
    Absence,
    Closing,
    Correction,
    Entry,
    Member,
    Membership,
    Result,
    Target,
    Team,
    TeamKpi,
)
from services import kpi, why
from services.access import Me, visible_to
from services.errors import Denied, KakdelaError, NotFound
from services.kpi import Kpi, Value, catalogue
from services.periods import Period, containing, parse
from services.why import Row, Why
from tests.services.why_company import (
    ABROAD,
    ANNA,
    BORIS,
    BY_HAND,
    CLARA,
    LENA,
    NORTH,
    NOW,
    OLGA,
    SOUTH,
    STRANGER,
    by_chance,
    me,
    record,
)
from tests.services.why_company import db as db  # the fixture


def added_up(one: Kpi, rows: list[Row]) -> Value | None:
    """What the rows of all pages make; None for ratios, which have parts instead."""
    lines = [row.line for row in rows if row.line is not None]
    match one.slug:
        case "sales_volume":
            return Value(sum((x.amount or 0) * (-1 if x.kind == "refund" else 1) for x in lines))
        case "average_check":
            return Value(sum(x.amount or 0 for x in lines), sum(x.quantity for x in lines))
        case "new_clients":
            return Value(len({row.client for row in rows}))
        case "retention":
            return Value(sum(row.state in ("again", "colleague") for row in rows), len(rows))
        case "repeat_rate":
            return Value(sum(row.state in ("several", "also-colleague") for row in rows), len(rows))
        case "sales_cycle":
            known = [row for row in rows if row.days is not None]
            return Value(sum((row.days or 0) * row.deals for row in known), sum(row.deals for row in known))
        case "conversion":
            return None
    if one.bases:
        return None
    return Value(sum(x.amount or 0 if one.unit == "money" else x.quantity for x in lines))


async def whole(
    session: Any, who: Me, subject: why.Subject, one: Kpi, period: Any, known: Any
) -> tuple[Why, list[Row]]:
    """The explanation with the rows of all its pages."""
    found = await why.explain(session, who, subject, one, period, known, now=NOW)
    rows = list(found.listed.rows)
    for page in range(1, found.listed.pages):
        more = await why.explain(session, who, subject, one, period, known, now=NOW, page=page)
        assert more.listed.page == page
        rows += more.listed.rows
    assert len(rows) == found.listed.total
    return found, rows


VIEWS = (
    (ANNA, "manager", ANNA),
    (BORIS, "manager", BORIS),
    (CLARA, "manager", CLARA),
    (LENA, "manager", ANNA),  # only what Anna did in Lena's team
    (LENA, "team", NORTH),
    (OLGA, "manager", ANNA),
    (OLGA, "team", SOUTH),
    (OLGA, "company", 1),
)


@pytest.mark.parametrize("given", ["by hand", "by chance"])
async def test_the_rows_behind_a_figure_add_up_to_what_measure_says(db: Database, given: str) -> None:
    """kpi.md: every KPI of the table, for a manager, a team, the company, over a month and a quarter."""
    await record(db, *(BY_HAND if given == "by hand" else by_chance(7)))
    periods = [parse("2026-11" if given == "by hand" else "2026-Q4")]
    async with db.read() as session:
        everything = await catalogue(session, 1)
        for member, by, id_ in VIEWS:
            who = me(member)
            subject = await why.subject(session, who, by, id_)
            teams = {"team": [id_], "manager": list(subject.team_ids) if subject.team_ids else None}.get(by)
            for period in periods:
                measured = await kpi.measure(
                    session,
                    list(everything.values()),
                    company_id=1,
                    by=by,
                    period=period,
                    member_ids=[id_] if by == "manager" else None,
                    team_ids=teams,
                )
                for slug, one in everything.items():
                    found, rows = await whole(session, who, subject, one, period, everything)
                    what = (given, member, by, period.label, slug)
                    assert found.value == measured[id_][slug], what
                    if (total := added_up(one, rows)) is not None:
                        assert total == found.value, what
                    if slug == "sales_volume" or (slug == "average_check" and found.parts):
                        assert sum(part.amount or 0 for part in found.parts) == found.value.top, what
                    if one.bases or slug == "conversion":
                        (_, top), (_, bottom) = found.bases
                        assert kpi.ratio(top, bottom) == found.value or found.value == Value(
                            top.top, bottom.top
                        )
                    if slug == "sales_cycle":
                        coverage = found.values["sales_cycle_coverage"]
                        deals = sum(row.deals for row in rows)
                        assert (coverage.top, coverage.bottom) == (
                            (found.value.bottom, deals) if deals else (0, 0)
                        )
                    ids = {row.line.entry_id for row in rows if row.line is not None}
                    seen = await session.scalars(select(Entry.id).where(Entry.id.in_(ids), visible_to(who)))
                    assert ids == set(seen), what


async def explained(db: Database, member: int, by: str, id_: int, slug: str, period: str = "2026-11") -> Why:
    async with db.read() as session:
        who = me(member)
        subject = await why.subject(session, who, by, id_)
        known = await catalogue(session, 1)
        return await why.explain(session, who, subject, known[slug], parse(period), known, now=NOW)


async def test_what_was_left_out_is_said_with_its_reason(db: Database) -> None:
    """kpi.md: deals without a client or an amount count where they can, and the coverage is said."""
    await record(db, *BY_HAND)

    async def left(slug: str) -> set[tuple[str, int, int]]:
        return {(x.why, x.n, x.of) for x in (await explained(db, ANNA, "manager", ANNA, slug)).left}

    assert await left("sales_volume") == {("no-amount", 3, 11)}
    assert await left("average_check") == {("no-amount", 3, 11), ("refunds", 1, 0)}
    assert await left("deals") == {("further", 1, 0), ("refunds", 1, 0)}
    assert await left("new_clients") == {("no-client", 1, 11), ("known", 1, 0)}
    assert await left("extras") == {("no-sum", 1, 2)}
    assert await left("calls") == set()
    volume = await explained(db, ANNA, "manager", ANNA, "sales_volume")
    assert [(x.what, x.n, x.amount) for x in volume.parts] == [
        ("deals", 8, 4_910_000),
        ("further", 1, 250_000),
        ("refunds", 1, -400_000),
    ]


async def test_what_a_colleague_sold_counts_without_its_details_unless_one_may_see_it(db: Database) -> None:
    """kpi.md, `retention`: bought again, from anyone in the company."""
    await record(db, *BY_HAND)

    async def states(member: int, whom: int) -> dict[str | None, tuple[str, int | None]]:
        rows = (await explained(db, member, "manager", whom, "retention")).listed.rows
        return {row.client: (row.state, row.line.member_id if row.line else None) for row in rows}

    own = {"K1": ("again", ANNA), "K2": ("colleague", None), "K8": ("colleague", None)}
    assert await states(ANNA, ANNA) == own
    assert await states(LENA, ANNA) == {"K1": ("again", ANNA), "K2": ("colleague", BORIS)}
    assert await states(OLGA, ANNA) == own | {"K2": ("colleague", BORIS), "K8": ("colleague", CLARA)}
    cycle = (await explained(db, ANNA, "manager", ANNA, "sales_cycle")).listed.rows
    sources = {row.client: (row.source, row.days) for row in cycle if row.days is not None}
    assert sources == {"K5": ("own", 8), "K6": ("colleague", 12), "K7": ("meeting", 11)}
    cycle = (await explained(db, OLGA, "manager", ANNA, "sales_cycle")).listed.rows
    assert ("call", 12) in {(row.source, row.days) for row in cycle}


async def test_a_foreign_figure_is_not_explained(db: Database) -> None:
    async with db.read() as session:
        for member, by, id_ in (
            (ANNA, "manager", BORIS),
            (ANNA, "team", NORTH),
            (ANNA, "company", 1),
            (LENA, "manager", CLARA),
            (LENA, "team", SOUTH),
            (LENA, "company", 1),
            (OLGA, "manager", STRANGER),
            (OLGA, "team", ABROAD),
            (OLGA, "company", 2),
            (OLGA, "world", 1),
        ):
            with pytest.raises((Denied, NotFound)):
                await why.subject(session, me(member), by, id_)
        subject = await why.subject(session, me(CLARA), "manager", CLARA)
        ids = list(await session.scalars(select(TeamKpi.id)))
        for number in (99, 100, *(100 + id_ for id_ in ids), 10_000):
            with pytest.raises(NotFound):  # counters of another team
                await why.numbered(session, subject, number)


async def test_the_target_is_shown_with_what_makes_it_smaller(db: Database) -> None:
    """kpi.md: retention's attainment only when P has ended; a team without a target of its own needs everybody's."""
    await record(db, *BY_HAND)
    async with db.write() as session:
        common = {"company_id": 1, "period": "month", "valid_from": date(2026, 9, 1), "created_at": NOW}
        session.add(Target(member_id=ANNA, kpi="sales_volume", value=9_520_000, **common))
        session.add(Target(member_id=ANNA, kpi="retention", value=5_000, **common))
    volume = (await explained(db, ANNA, "manager", ANNA, "sales_volume")).aim
    assert volume is not None
    assert (volume.asked, volume.attainment.rounded(2)) == (Value(9_520_000), 50)
    now = (await explained(db, ANNA, "manager", ANNA, "retention")).aim
    assert now is not None
    assert (now.waits, now.attainment.exists) == (True, False)
    past = (await explained(db, ANNA, "manager", ANNA, "retention", "2026-10")).aim
    assert past is not None
    assert (past.waits, past.attainment.exists) == (False, True)
    team = (await explained(db, LENA, "team", NORTH, "sales_volume")).aim
    assert team is not None
    assert (team.asked.exists, team.with_target, team.sellers) == (False, 1, 2)
    # What Anna did in the other team is not in it, and that is said.
    assert (await explained(db, LENA, "manager", ANNA, "retention")).elsewhere
    assert not (await explained(db, LENA, "manager", ANNA, "sales_volume")).elsewhere


async def test_missing_days_and_a_newcomers_ramp_are_said_with_the_target(db: Database) -> None:
    """kpi.md: target x own working days / the team's working days; a newcomer's ramp multiplies what is left."""
    async with db.write() as session:
        team = await session.get_one(Team, SOUTH)
        team.ramp = "50,75"
        common = {"company_id": 1, "created_at": NOW}
        clara = await session.get_one(Member, CLARA)
        clara.created_at = datetime(2026, 11, 2, tzinfo=UTC)
        stay = (await session.scalars(select(Membership).where(Membership.member_id == CLARA))).one()
        stay.starts_on = date(2026, 11, 2)
        session.add(
            Absence(
                member_id=CLARA,
                kind="sick",
                starts_on=date(2026, 11, 9),
                ends_on=date(2026, 11, 13),
                **common,
            )
        )
        session.add(
            Target(
                member_id=CLARA,
                kpi="calls",
                period="month",
                value=400,
                valid_from=date(2026, 11, 1),
                **common,
            )
        )
    found = (await explained(db, CLARA, "manager", CLARA, "calls")).aim
    assert found is not None
    assert (found.full, found.missing, found.working, found.ramp) == (Value(400), 5, 20, (50,))
    assert found.asked.rounded() == 150  # 400 x 15 / 20 x 50 %


async def test_a_closed_period_shows_what_was_stored_and_the_correction(db: Database) -> None:
    """kpi.md, "Closing a period": a correction line stands beside it."""
    assert (await explained(db, ANNA, "manager", ANNA, "deals", "2026-10")).settled is None
    async with db.write() as session:
        closing = Closing(
            company_id=1,
            team_id=NORTH,
            period="month",
            starts_on=date(2026, 10, 1),
            ends_on=date(2026, 11, 1),
            closed_at=NOW,
        )
        session.add(closing)
        await session.flush()
        result = Result(closing_id=closing.id, by="manager", scope_id=ANNA, kpi="deals", top=3, bottom=1)
        session.add(result)
    stored = (await explained(db, ANNA, "manager", ANNA, "deals", "2026-10")).settled
    assert stored is not None
    assert (stored.value, stored.corrected) == (Value(3), None)
    async with db.write() as session:
        for top in (3, 5):
            session.add(Correction(result_id=result.id, at=NOW, top=top, bottom=1))
    stored = (await explained(db, ANNA, "manager", ANNA, "deals", "2026-10")).settled
    assert stored is not None
    assert (stored.value, stored.corrected) == (Value(3), Value(5))
    assert (await explained(db, ANNA, "manager", ANNA, "deals")).settled is None


LINES = (
    ("", "team 1", None, "2026-11"),
    ("выручка", "team 1", "sales_volume", "2026-11"),
    ("удержание октябрь", "team 1", "retention", "2026-10"),
    ("почему средний чек за прошлый месяц?", "team 1", "average_check", "2026-10"),
    ("M1 сделки", "manager 1", "deals", "2026-11"),
    ("сделки M2 2026-Q3", "manager 2", "deals", "2026-Q3"),
    ("мои звонки на этой неделе", "manager 4", "calls", "2026-W48"),
    ("команда Shows", "team 1", "shows", "2026-11"),
    ("T1 revenue last week", "team 1", "sales_volume", "2026-W47"),
    ("M1", "manager 1", None, "2026-11"),
    ("октябрь", "team 1", None, "2026-10"),
    ("R", "team 1", "per_show", "2026-11"),
)


async def test_a_line_names_a_kpi_a_person_and_a_period(db: Database) -> None:
    async with db.read() as session:
        for line, whom, slug, period in LINES:
            asked = await why.read(session, me(LENA), line, now=NOW)
            assert f"{asked.subject.by} {asked.subject.id}" == whom, line
            assert (asked.kpi.slug if asked.kpi else None) == slug, line
            assert asked.period == parse(period), line
            assert not asked.unknown, line


async def test_a_line_that_names_nothing_known_is_answered_with_the_nearest(db: Database) -> None:
    async with db.read() as session:
        asked = await why.read(session, me(ANNA), "вырочка", now=NOW)
        assert asked.unknown == "вырочка"
        assert asked.near[0].slug == "sales_volume"
        for who, line in (
            (ANNA, "M2 сделки"),
            (ANNA, "команда сделки"),
            (LENA, "M3 сделки"),
            (LENA, "T2 сделки"),
        ):
            with pytest.raises(NotFound):
                await why.read(session, me(who), line, now=NOW)
        subject = await why.own(session, me(ANNA))
        for period in (
            parse("2026-12"),
            parse("1066"),
            Period(date.min, date.max, "ever"),
        ):
            with pytest.raises(KakdelaError):
                why.checked(period, subject, NOW)
        assert why.checked(containing(date(2026, 11, 30), "month"), subject, NOW).label == "2026-11"
