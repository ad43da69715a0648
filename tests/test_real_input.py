"""The whole way on real input: a company's deals are imported, a person of that file joins and types one more."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models import Entry, Member, Membership
from services import imports, invites
from services.kpi import AVAILABLE, REGISTRY, as_decimal, measure
from services.periods import parse as period
from tests.town import Town


def _deals() -> bytes:
    folder = os.environ.get("KAKDELA_DATASETS")
    file = Path(folder or "", "data", "maven_crm", "canonical", "deals.csv")
    if not folder or not file.is_file():
        pytest.skip("KAKDELA_DATASETS does not name the folder with the reference data")
    return file.read_bytes()


async def test_4238_imported_deals_and_one_typed(town: Town) -> None:
    plan = imports.plan(_deals(), currency="USD", one_team="Acme")
    async with town.app.db.write() as session:
        done = await imports.apply(
            session, plan, company="Acme", country="US", timezone="UTC", language="en", now=town.clock.now()
        )
        member = (await session.scalars(select(Member).where(Member.name == "Anna Snelling"))).one()
        team = (await session.scalars(select(Membership).where(Membership.member_id == member.id))).one()
        payload = await invites.create(
            session,
            company_id=done.company_id,
            team_id=team.team_id,
            role="manager",
            created_by_id=None,
            member_id=member.id,
            now=town.clock.now(),
        )
    assert done.recorded == 4238
    anna = town.telegram.person("Anna", language="en")
    anna.starts(payload)
    await town.settle()
    assert "208" in anna.last().text  # her history comes with her
    anna.taps_data(anna.last().buttons[0][0].data or "")
    await town.settle()

    receipt = await town.says(anna, "sale $1,200 Cancity")
    assert "Deal $1,200 · Cancity" in receipt.text
    assert "November: 1 deal, $1,200" in receipt.text
    shown = await town.says(anna, "/deals 2017-12")
    assert "2017" in shown.text
    async with town.app.db.read() as session:
        year = period("2017-03-01..2017-12-31")
        found = await measure(
            session, AVAILABLE, company_id=done.company_id, by="manager", period=year, member_ids=[member.id]
        )
        volume = found[member.id]["sales_volume"]
        assert as_decimal(REGISTRY["sales_volume"], volume, "USD") == Decimal("275056.00")
        newest = (await session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1))).one()
        assert (newest.member_id, newest.day) == (member.id, date(2026, 11, 23))
