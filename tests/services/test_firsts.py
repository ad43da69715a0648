"""The first deal that is kept with a client: whatever happens to entries, it is what a recount of them says."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.engine import Database
from db.models import Client, ClientMerge, Company, Entry, Member, Membership, Report, Team
from services import clients, entries, imports
from services.access import Me
from services.errors import KakdelaError
from services.kpi import firsts
from services.kpi.clients import new_clients, new_clients_recounted
from services.kpi.values import Scope
from services.parsing import parse
from services.periods import containing

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZONES = ("Europe/Moscow", "Asia/Vladivostok", "America/New_York")
NAMES = ("Ромашка", "Альфа", "Вектор плюс")
TEXTS = (
    "сделка 45к {0}",
    "сделка 45к {0} вчера",
    "сделка 12к {0} новый клиент",
    "сделка 30к {0} повторка",
    "сделка 10к {0}\nсделка 20к {1}",
    "сделка 10к {0} 12.11\nсделка 20к {0}",
    "сделка 10к {0}\nсделка 20к {0} позавчера\nзвонков 5",
    "встреча {0}",
    "возврат 5к {0}",
    "звонков 7",
    "спасибо",
)
_company = itertools.count(1)


@dataclass
class Firm:
    """A company of its own with two teams and three people; everybody may do everything."""

    db: Database
    id: int = 0
    now: datetime = MONDAY
    teams: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    said: list[tuple[int, entries.Said]] = field(default_factory=list)
    messages: int = 0

    @property
    def name(self) -> str:
        return f"Фирма {self.id}"

    async def open(self) -> None:
        self.id = next(_company) + 1_000_000
        async with self.db.write() as session:
            session.add(
                Company(id=self.id, name=self.name, name_key=f"фирма {self.id}", currency="RUB", created_at=MONDAY)
            )  # fmt: skip
            await session.flush()
            for number in range(2):
                place = {"country": "RU", "timezone": ZONES[0], "language": "ru"}
                names = {"name": f"Отдел {number}", "name_key": f"отдел {number}"}
                team = Team(company_id=self.id, created_at=MONDAY, **place, **names)
                session.add(team)
                await session.flush()
                self.teams.append(team.id)
            for number in range(3):
                names = {"name": f"Анна {number}", "name_key": f"анна {number}"}
                person = Member(company_id=self.id, is_owner=True, created_at=MONDAY, **names)
                session.add(person)
                await session.flush()
                self.people.append(person.id)
                session.add(
                    Membership(
                        member_id=person.id, team_id=self.teams[number % 2], role="lead",
                        starts_on=date(2026, 1, 1),
                    )
                )  # fmt: skip

    async def me(self, session: Any, number: int) -> Me:
        member_id = self.people[number % len(self.people)]
        where = (Membership.member_id == member_id, Membership.ends_on.is_(None))
        stay = (await session.scalars(select(Membership).where(*where))).one()
        team = await session.get(Team, stay.team_id)
        return Me(
            member_id, None, self.id, self.name, "RUB", "Анна", True, "owner", "lead", team.id, team.name,
            team.timezone, "ru",
        )  # fmt: skip

    async def pick(self, session: Any, model: Any, number: int) -> Any:
        rows = list(
            await session.scalars(select(model).where(model.company_id == self.id).order_by(model.id))
        )
        return rows[number % len(rows)] if rows else None

    async def right(self) -> None:
        """What is kept is what the deals say, and so are the new clients of anybody."""
        async with self.db.read() as session:
            assert await firsts.wrong(session, company_id=self.id) == []
            for by in ("manager", "team", "company"):
                scope = Scope(self.id, by, containing(self.now.date(), "month"))
                assert await new_clients(session, scope) == await new_clients_recounted(session, scope)


Step = tuple[str, int, int, int]
Act = Callable[[Firm, Any, int, int, int], Awaitable[Any]]


async def _take(firm: Firm, session: Any, who: int, said: entries.Said, record: Any) -> None:
    me = await firm.me(session, who)
    parsed = parse(said.text, today=me.today(said.sent_at), currency="RUB", counters={})
    await record(session, me, said, parsed, now=firm.now)


async def say(firm: Firm, session: Any, who: int, text: int, client: int) -> None:
    firm.messages += 1
    words = TEXTS[text % len(TEXTS)].format(NAMES[client % 3], NAMES[client // 3 % 3])
    said = entries.Said(firm.id, firm.messages, words, firm.now)
    firm.said.append((who, said))
    await _take(firm, session, who, said, entries.record)


async def edit(firm: Firm, session: Any, which: int, text: int, client: int) -> None:
    if firm.said:
        who, before = firm.said[which % len(firm.said)]
        words = TEXTS[text % len(TEXTS)].format(NAMES[client % 3], NAMES[client // 3 % 3])
        said = entries.Said(before.chat_id, before.message_id, words, before.sent_at, firm.now)
        await _take(firm, session, who, said, entries.revise)


async def redeliver(firm: Firm, session: Any, which: int, _: int, other: int) -> None:
    """The message as it was at first, or with a client nobody knows: it is older than its edit, or taken as one."""
    if firm.said:
        who, said = firm.said[which % len(firm.said)]
        text = f"{said.text}\nсделка 5к Новинка {'абвг'[other % 4] * 3}" if other % 2 else said.text
        again = entries.Said(said.chat_id, said.message_id, text, said.sent_at)
        await _take(firm, session, who, again, entries.record)


def _of_report(service: Any) -> Act:
    async def act(firm: Firm, session: Any, which: int, who: int, _: int) -> None:
        if report := await firm.pick(session, Report, which):
            await service(session, await firm.me(session, who), report.id, now=firm.now)

    return act


def _of_entry(service: Any) -> Act:
    async def act(firm: Firm, session: Any, which: int, who: int, what: int) -> None:
        if entry := await firm.pick(session, Entry, which):
            await service(session, await firm.me(session, who), entry.id, firm, what)

    return act


async def _day(session: Any, me: Me, entry: int, firm: Firm, what: int) -> None:
    day = (firm.now - timedelta(days=1 + what % 9)).date()
    await entries.change_entry_day(session, me, entry, day, now=firm.now)


async def _void(session: Any, me: Me, entry: int, firm: Firm, what: int) -> None:
    await entries.void_entry(session, me, entry, what % 2 == 0, now=firm.now)


async def _client(session: Any, me: Me, entry: int, firm: Firm, what: int) -> None:
    other = await firm.pick(session, Client, what)
    await entries.change_client(session, me, entry, other.id if what % 4 and other else None, now=firm.now)


async def _rename(session: Any, me: Me, entry: int, firm: Firm, what: int) -> None:
    await entries.rename_client(session, me, entry, (*NAMES, "Совсем другой")[what % 4], now=firm.now)


async def _quantity(session: Any, me: Me, entry: int, firm: Firm, what: int) -> None:
    await entries.fix(session, me, entry, now=firm.now, quantity=what % 3)


async def _not_new(session: Any, me: Me, entry: int, firm: Firm, what: int) -> None:
    await entries.not_new(session, me, entry, now=firm.now)


async def _double(session: Any, me: Me, entry: int, firm: Firm, what: int) -> None:
    await entries.settle_double(session, me, entry, what % 2 == 0, now=firm.now)


async def merge(firm: Firm, session: Any, who: int, source: int, target: int) -> None:
    one, other = await firm.pick(session, Client, source), await firm.pick(session, Client, target)
    if one:
        await clients.merge(session, await firm.me(session, who), one.id, other.id, now=firm.now)


async def unmerge(firm: Firm, session: Any, who: int, which: int, _: int) -> None:
    if done := await firm.pick(session, ClientMerge, which):
        await clients.unmerge(session, await firm.me(session, who), done.id, now=firm.now)


async def move(firm: Firm, session: Any, who: int, days: int, _: int) -> None:
    """To the other team, some days ago: then an entry whose day changes may change its team."""
    me = await firm.me(session, who)
    where = (Membership.member_id == me.member_id, Membership.ends_on.is_(None))
    stay = (await session.scalars(select(Membership).where(*where))).one()
    day = max((firm.now - timedelta(days=days % 7)).date(), stay.starts_on + timedelta(days=1))
    stay.ends_on = day
    await session.flush()
    other = next(team for team in firm.teams if team != stay.team_id)
    session.add(Membership(member_id=me.member_id, team_id=other, role="lead", starts_on=day))


async def zone(firm: Firm, session: Any, which: int, what: int, _: int) -> None:
    (await session.get(Team, firm.teams[which % 2])).timezone = ZONES[what % 3]


async def load(firm: Firm, session: Any, client: int, ago: int, who: int) -> None:
    day = (firm.now - timedelta(days=2 + ago % 9)).date()
    rows = [
        f"{who}{ago}{n},Анна {who % 3},Отдел {ago % 2},{NAMES[client % 3]},{day},won,100" for n in range(2)
    ]
    data = "deal_id,rep,team,client,closed_at,status,amount\n" + "\n".join(rows)
    plan = imports.plan(data.encode(), currency="RUB", one_team="Отдел 0")
    place = {"country": "RU", "timezone": ZONES[0], "language": "ru"}
    await imports.apply(session, plan, company=firm.name, now=firm.now, **place)


async def later(firm: Firm, _session: Any, hours: int, *_: int) -> None:
    firm.now += timedelta(hours=1 + hours % 11)


ACTS: dict[str, Act] = {
    "say": say,
    "edit": edit,
    "redeliver": redeliver,
    "undo": _of_report(entries.undo),
    "revive": _of_report(entries.revive),
    "confirm": _of_report(entries.confirm),
    "day": _of_entry(_day),
    "void": _of_entry(_void),
    "client": _of_entry(_client),
    "rename": _of_entry(_rename),
    "quantity": _of_entry(_quantity),
    "not_new": _of_entry(_not_new),
    "double": _of_entry(_double),
    "merge": merge,
    "unmerge": unmerge,
    "move": move,
    "zone": zone,
    "import": load,
    "later": later,
}
number = st.integers(0, 40)
# Half of all is said or edited, or there would be little to change; clients are merged often.
steps = st.lists(
    st.tuples(
        st.sampled_from(("say", "say", "edit", "merge")) | st.sampled_from(sorted(ACTS)),
        number,
        number,
        number,
    ),
    min_size=6,
    max_size=24,
)


async def _walk(url: str, taken: Sequence[Step]) -> None:
    db = Database(url)
    try:
        firm = Firm(db)
        await firm.open()
        for name, *numbers in taken:
            with suppress(KakdelaError):  # refused: then nothing of it is there
                async with db.write() as session:
                    await ACTS[name](firm, session, *numbers)
            await firm.right()
    finally:
        await db.close()


def _any_sequence(url: str, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(steps)
    def walk(taken: list[Step]) -> None:
        asyncio.run(_walk(url, taken))

    walk()


def test_the_first_deal_kept_is_the_one_a_recount_finds_whatever_happens(sqlite_url: str) -> None:
    """Records, edits, undos, corrections, merges, moves between teams, time zones, imports, in any order."""
    _any_sequence(sqlite_url, 20)


def test_it_is_on_postgresql_too(postgres_url: str) -> None:
    _any_sequence(postgres_url, 4)


@pytest.mark.parametrize(
    "taken",
    [
        # the client of the first deal goes to another, what it leaves begins with a deal of this very message
        [("say", 0, 0, 0), ("edit", 0, 4, 1)],
        [("say", 0, 0, 0), ("say", 0, 1, 0), ("edit", 1, 6, 0), ("edit", 0, 4, 1)],
        # the message again, as it was before an edit, with a client that is made for it and stays without a deal
        [("say", 0, 0, 0), ("edit", 0, 0, 1), ("redeliver", 0, 0, 1)],
        # merged, taken back; merged into one whose first deal is later, or was written as known
        [("say", 0, 0, 0), ("say", 1, 1, 1), ("merge", 0, 1, 0), ("unmerge", 0, 0, 0)],
        [("say", 0, 0, 0), ("say", 1, 1, 1), ("merge", 0, 0, 1)],
        [("say", 0, 3, 0), ("later", 10, 0, 0), ("say", 1, 0, 1), ("merge", 0, 1, 0), ("say", 0, 0, 1)],
        # moved since, so that another day is another team's
        [("say", 0, 0, 0), ("move", 0, 1, 0), ("day", 0, 0, 5), ("say", 0, 0, 0), ("day", 1, 0, 7)],
        # a first deal that counts for nothing any more, and counts again
        [("say", 0, 0, 0), ("say", 1, 0, 0), ("quantity", 0, 0, 0), ("quantity", 0, 0, 2), ("undo", 0, 0, 0)],
    ],
)
async def test_sequences_that_are_easily_forgotten(sqlite_url: str, taken: list[Step]) -> None:
    await _walk(sqlite_url, taken)


async def test_two_messages_at_once_with_one_client_agree_on_its_first_deal(database_url: str) -> None:
    db = Database(database_url)
    firm = Firm(db)
    await firm.open()

    async def one(who: int, text: int) -> None:
        async with db.write() as session:
            await say(firm, session, who, text, 0)

    for _ in range(3):
        await asyncio.gather(*(one(who, text) for who, text in ((0, 3), (1, 0), (2, 1), (0, 0), (1, 4))))
        await firm.right()
    await db.close()


async def test_a_wrong_one_is_found_and_set_right(database_url: str) -> None:
    db = Database(database_url)
    firm = Firm(db)
    await firm.open()
    async with db.write() as session:
        await say(firm, session, 0, 0, 0)
        await say(firm, session, 1, 0, 1)
    async with db.write() as session:
        client = await firm.pick(session, Client, 0)
        client.first_day = date(2020, 1, 1)
    async with db.write() as session:
        assert await firsts.wrong(session) == [client.id]
        await firsts.repair(session, [client.id])
    await firm.right()
    await db.close()
