"""Every built-in KPI against a plain recount in Python, over entries that chance wrote."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from db.engine import Database
from db.models import Client, Company, Entry, Member, Team
from services import kpi
from services.kpi import ALL, NO_VALUE, ZERO, Value, firsts
from services.kpi.clients import new_clients_recounted
from services.kpi.cycle import CONTACT_KINDS
from services.kpi.values import Scope
from services.periods import Period, parse

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TEAMS, MEMBERS, CLIENTS, DAYS = 3, 6, 12, 110
WINDOWS = {1: 1, 2: 3, 3: 2}
MAIN = {1: ("contacts", "contact"), 2: ("calls", "call"), 3: ("reviews", "reviews")}
KINDS = ("deal", "deal", "deal", "refund", *CONTACT_KINDS, "reviews")


def invented(dice: random.Random, count: int) -> list[Entry]:
    """Few people, clients and days, so that ties, gaps and shared clients are many."""
    entries = []
    for number in range(1, count + 1):
        day = date(2026, 8, 1) + timedelta(days=dice.randrange(DAYS))
        entries.append(
            Entry(
                id=number,
                company_id=1,
                team_id=dice.randint(1, TEAMS),
                member_id=dice.randint(1, MEMBERS),
                kind=dice.choice(KINDS),
                quantity=dice.choice((0, 1, 1, 1, 1, 2)),
                amount=dice.choice((None, 100, 333)),
                client_id=dice.choice((None, *range(1, CLIENTS + 1))),
                new_client=dice.choice((None, None, True, False)),
                first_contact=dice.choice((None, None, day - timedelta(days=dice.randrange(-3, 40)))),
                day=day,
                created_at=NOW,
                voided_at=dice.choice((None, None, None, NOW)),
            )
        )
    return entries


def shifted(day: date, months: int) -> date:
    return (day.replace(day=1) - timedelta(days=31 * (months - 1) + 1)).replace(day=1)  # up to three months


class Recount:
    """kpi.md, word by word."""

    def __init__(self, entries: list[Entry], period: Period, by: str, months: int | None) -> None:
        self.entries = sorted((e for e in entries if e.voided_at is None), key=lambda e: (e.day, e.id))
        self.deals = [e for e in self.entries if e.kind == "deal" and e.quantity > 0]
        self.period, self.by, self.months = period, by, months

    def of(self, mine: Callable[[Entry], bool]) -> dict[str, Value]:
        """The figures of a scope, of which an entry is or is not."""
        within = [e for e in self.entries if e.day in self.period]
        own = [e for e in within if mine(e)]
        deals = [e for e in self.deals if mine(e) and e.day in self.period]
        sold = sum(e.quantity for e in deals)

        def amount(kind: str) -> int:
            return sum(e.amount or 0 for e in own if e.kind == kind)

        found = {
            "sales_volume": Value(amount("deal") - amount("refund")),
            "deals": Value(sold),
            "average_check": Value(amount("deal"), sum(e.quantity for e in deals if e.amount is not None)),
            "new_clients": Value(sum(self._is_first(e) for e in deals)),
            "conversion": Value(sold, sum(e.quantity for e in own if e.kind == MAIN[e.team_id][1])),
        }
        for kind in CONTACT_KINDS:
            found[f"{kind}s"] = Value(sum(e.quantity for e in own if e.kind == kind))
        buyers = {e.client_id for e in self.deals if e.day in self.period}
        base = {e.client_id for e in self.deals if mine(e) and e.client_id and self._before(e)}
        found["retention"] = Value(len(base & buyers), len(base))
        ever = [e for e in self.deals if e.day < self.period.end and e.client_id]
        clients = {e.client_id for e in ever if mine(e)}
        several = [c for c in clients if sum(e.quantity for e in ever if e.client_id == c) >= 2]
        found["repeat_rate"] = Value(len(several), len(clients))
        days = sorted(n for e in deals for n in [self._cycle(e)] * e.quantity if n is not None)
        known = len(days)
        found["sales_cycle"] = Value(sum(days), known)
        found["sales_cycle_median"] = (
            Value(days[(known - 1) // 2] + days[known // 2], 2) if known else NO_VALUE
        )
        found["sales_cycle_coverage"] = Value(known, sold)
        return found

    def _is_first(self, deal: Entry) -> bool:
        if deal.client_id is None:
            return False
        first = next(e for e in self.deals if e.client_id == deal.client_id)
        return first is deal and deal.new_client is not False

    def _before(self, deal: Entry) -> bool:
        months = self.months or (3 if self.by == "company" else WINDOWS[deal.team_id])
        return shifted(self.period.start, months) <= deal.day < self.period.start

    def _cycle(self, deal: Entry) -> int | None:
        if deal.first_contact is not None and deal.first_contact <= deal.day:
            return (deal.day - deal.first_contact).days
        contact: date | None = None
        if deal.client_id is None:
            return None
        for entry in self.entries:
            if entry is deal:
                break
            if entry.client_id != deal.client_id or entry.quantity == 0:
                continue
            if entry.kind == "deal":
                contact = None
            elif entry.kind in CONTACT_KINDS:
                contact = contact or entry.day
        return None if contact is None else (deal.day - contact).days


@pytest.mark.parametrize(("seed", "count"), [(0, 60), (1, 240), (2, 600)])
async def test_figures_equal_a_plain_recount(database_url: str, seed: int, count: int) -> None:
    entries = invented(random.Random(seed), count)
    db = Database(database_url)
    common: dict[str, Any] = {"company_id": 1, "created_at": NOW}
    async with db.write() as session:
        session.add(Company(id=1, name="C", name_key="c", currency="RUB", created_at=NOW))
        await session.flush()
        for n, window in WINDOWS.items():
            place = {"country": "RU", "timezone": "UTC", "language": "ru"}
            settings = {"retention_months": window, "main_activity": MAIN[n][0]}
            session.add(Team(id=n, name="T", name_key=str(n), **place, **settings, **common))
        session.add_all(Member(id=n, name="M", name_key="m", **common) for n in range(1, MEMBERS + 1))
        session.add_all(Client(id=n, name="C", key=str(n), **common) for n in range(1, CLIENTS + 1))
        await session.flush()
    async with db.write() as session:
        session.add_all(invented(random.Random(seed), count))
        await session.flush()
        await firsts.refresh(session, range(1, CLIENTS + 1))
    filters: list[tuple[str, dict[str, Any]]] = [(by, {}) for by in ("manager", "team", "company")]
    filters += [("manager", {"member_ids": [2, 5]}), ("manager", {"member_ids": [2, 5], "team_ids": [1]})]
    filters += [
        ("manager", {"team_ids": [1, 3]}),
        ("team", {"team_ids": [2]}),
        ("company", {"team_ids": [2]}),
    ]
    ids = {"manager": range(1, MEMBERS + 1), "team": range(1, TEAMS + 1), "company": [1]}
    attribute = {"manager": "member_id", "team": "team_id", "company": "company_id"}
    async with db.read() as session:
        for label in ("2026-08", "2026-11", "2026-Q4", "2026-10", "2026"):
            for by, narrow in filters:
                for months in (None, 2):
                    found = await kpi.measure(
                        session,
                        ALL,
                        company_id=1,
                        by=by,
                        period=parse(label),
                        retention_months=months,
                        **narrow,
                    )
                    scopes = Scope(
                        1, by, parse(label), narrow.get("member_ids"), narrow.get("team_ids"), months
                    )
                    slow = await new_clients_recounted(session, scopes)
                    recount = Recount(entries, parse(label), by, months)
                    for scope in ids[by]:

                        def mine(e: Entry, scope: int = scope, by: str = by, narrow: Any = narrow) -> bool:
                            return (
                                getattr(e, attribute[by]) == scope
                                and e.member_id in narrow.get("member_ids", [e.member_id])
                                and e.team_id in narrow.get("team_ids", [e.team_id])
                            )

                        expected = recount.of(mine)
                        got = found.get(scope, kpi.nothing(ALL))
                        assert slow.get(scope, {}).get("new_clients", ZERO) == got["new_clients"]
                        wrong = {
                            slug: (got[slug], expected[slug]) for slug in got if got[slug] != expected[slug]
                        }
                        assert (wrong, set(got)) == ({}, set(expected)), (label, by, narrow, months, scope)
    await db.close()
