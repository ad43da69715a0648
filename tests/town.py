"""A town to test in: a local Telegram, the real bot on a real database, people who speak and tap."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.app import App, build
from bot.config import Settings
from db.models import Account, Base, Company, Entry, Member, Membership, Team
from sandbox import LocalTelegram, Person
from sandbox.people import Message
from services.names import person_key

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # noon in Moscow


class Clock:
    """The time everybody in town goes by; it stands still until it is moved."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def stamp(self) -> float:
        return self.at.timestamp()

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


class Town:
    """`await town.says(anna, "…")` gives the bot's newest message to Anna when all is done."""

    def __init__(self, telegram: LocalTelegram, app: App, clock: Clock) -> None:
        self.telegram, self.app, self.clock = telegram, app, clock

    async def settle(self) -> None:
        """Waits until every update was handled and every reply sent."""
        async with asyncio.timeout(20):
            while True:
                await self.telegram.wait_for(lambda: self.telegram.quiet, timeout=20)
                await self.app.settled()
                if self.telegram.quiet:
                    return

    async def says(self, who: Person, text: str, **more: Any) -> Message:
        who.says(text, **more)
        await self.settle()
        return who.last(more.get("chat"))

    async def edits(self, who: Person, message: Message | None, text: str) -> Message:
        who.edits(message, text)
        await self.settle()
        return who.last()

    async def taps(self, who: Person, label: str, **where: Any) -> str | None:
        """Taps a button; gives the toast."""
        tap = who.taps(label, **where)
        await self.settle()
        return tap.answer

    async def tick(self) -> int:
        """The clock's minute: what is due by now is sent; gives how many messages that were."""
        count = await self.app.tick()
        await self.settle()
        return count

    async def rows(self, model: type[Base], *conditions: Any) -> list[Any]:
        """Rows as a second session sees them."""
        async with self.app.db.read() as session:
            return list(
                await session.scalars(select(model).where(*conditions).order_by(*model.__table__.primary_key))
            )

    async def entries(self, who: Person | None = None, *, voided: bool = False) -> list[Entry]:
        """The entries that count (or, with `voided`, all), of one person or everybody."""
        conditions: list[Any] = [] if voided else [Entry.voided_at.is_(None)]
        if who is not None:
            conditions.append(Entry.member_id.in_(select(Member.id).where(Member.account_id == who.id)))
        return await self.rows(Entry, *conditions)

    async def team(
        self,
        name: str = "Север",
        *,
        company: str = "Вектор",
        currency: str = "RUB",
        timezone: str = "Europe/Moscow",
        language: str = "ru",
        leads: Sequence[Person] = (),
        managers: Sequence[Person] = (),
        owners: Sequence[Person] = (),
    ) -> int:
        """A team with its people, as they are after everybody has joined; gives its id."""
        now = self.clock.now()
        async with self.app.db.write() as session:
            firm = (await session.scalars(select(Company).where(Company.name == company))).first()
            if firm is None:
                firm = Company(name=company, name_key=person_key(company), currency=currency, created_at=now)
                session.add(firm)
                await session.flush()
            team = Team(
                company_id=firm.id,
                name=name,
                name_key=person_key(name),
                country="RU",
                timezone=timezone,
                language=language,
                main_activity="contacts",
                retention_months=3,
                backdate_days=3,
                created_at=now,
            )
            session.add(team)
            await session.flush()
            for role, people in (("owner", owners), ("lead", leads), ("manager", managers)):
                for person in people:
                    session.add(
                        Account(
                            id=person.id,
                            first_name=person.first_name,
                            last_name=None,
                            username=(person.username or "").casefold() or None,
                            language=person.language or "ru",
                            may_create=False,
                            started=True,
                            created_at=now,
                        )
                    )
                    await session.flush()
                    member = Member(
                        company_id=firm.id,
                        account_id=person.id,
                        name=person.first_name,
                        name_key=person_key(person.first_name),
                        is_owner=role == "owner",
                        created_at=now,
                        agreed_at=now,
                    )
                    session.add(member)
                    await session.flush()
                    if role != "owner":
                        session.add(
                            Membership(
                                member_id=member.id,
                                team_id=team.id,
                                role=role,
                                starts_on=(now - timedelta(days=200)).date(),
                            )
                        )
            return int(team.id)


@asynccontextmanager
async def running_town(
    database_url: str, *, clock: Clock | None = None, **settings: Any
) -> AsyncIterator[Town]:
    """A town with the bot running on this database."""
    clock = clock or Clock()
    async with LocalTelegram(clock=clock.stamp) as telegram:
        app = build(
            Settings(
                _env_file=None,
                bot_token=telegram.token,
                telegram_api_url=telegram.url,
                database_url=database_url,
                **settings,
            ),
            now=clock.now,
        )
        async with app.running(poll_timeout=20):
            yield Town(telegram, app, clock)
