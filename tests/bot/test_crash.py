"""kill -9 at any moment: everything that was sent is recorded once and answered."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.engine import Database
from db.models import Entry, OutboxMessage
from sandbox import LocalTelegram, Person
from tests.bot_runner import BotProcess
from tests.town import Clock, running_town


async def _people(database_url: str, telegram: LocalTelegram, count: int) -> list[Person]:
    """A team in the database, made through a town that is closed again."""
    people = [telegram.person(f"Человек{n}", id=5000 + n) for n in range(count)]
    async with running_town(database_url, clock=Clock()) as town:
        others = [town.telegram.person(p.first_name, id=p.id) for p in people]
        await town.team(managers=others)
    return people


async def _storm(
    database_url: str, folder: Path, *, kills: int, messages: int, people: int, seed: int
) -> tuple[Counter[int], list[list[str]], int]:
    """Messages arrive while the bot is killed again and again; gives entries by amount, chats, what is unsent."""
    dice = random.Random(seed)
    async with LocalTelegram() as telegram:
        chats = await _people(database_url, telegram, people)
        bot = BotProcess(database_url, telegram.url, telegram.token, folder)
        await bot.start()

        async def speak() -> None:
            for n in range(messages):
                chats[n % people].says(f"сделка {n + 1}к Ромашка")
                await asyncio.sleep(dice.uniform(0, 2 * kills * 2.5 / messages))

        async def destroy() -> None:
            for _ in range(kills):
                await asyncio.sleep(dice.uniform(0.5, 4.5))
                await bot.kill()
                await bot.start()

        await asyncio.gather(speak(), destroy())

        def answered() -> bool:
            got = sum(len(_answers(p)) for p in chats)
            return got >= messages and not len(telegram.world.updates)

        await telegram.wait_for(answered, timeout=60)
        await telegram.wait_for(lambda: telegram.world.updates.polled_now, timeout=20)
        assert await bot.stop() == 0
        db = Database(database_url)
        async with db.read() as session:
            amounts = Counter(await session.scalars(select(Entry.amount)))
            unsent = (
                await session.execute(
                    select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state == "pending")
                )
            ).scalar_one()
        await db.close()
        return amounts, [sorted(_answers(p)) for p in chats], int(unsent)


def _answers(person: Person) -> set[str]:
    """The different receipts in a chat, by their amount."""
    found = set()
    for message in person.sees():
        if message.from_bot and (match := re.search(r"Сделка ([\d\s]+)", message.text)):
            found.add(re.sub(r"\s", "", match[1]))
    return found


async def _holds(database_url: str, folder: Path, *, kills: int, messages: int, people: int) -> None:
    amounts, answers, unsent = await _storm(
        database_url, folder, kills=kills, messages=messages, people=people, seed=kills
    )
    assert amounts == Counter({(n + 1) * 100_000: 1 for n in range(messages)})
    assert sum(len(a) for a in answers) == messages
    assert unsent == 0


async def test_a_few_kills_lose_and_double_nothing(sqlite_url: str, tmp_path: Path) -> None:
    await _holds(sqlite_url, tmp_path, kills=2, messages=30, people=5)


async def test_what_was_unsent_at_a_crash_goes_out_after_the_restart(sqlite_url: str, tmp_path: Path) -> None:
    async with LocalTelegram() as telegram:
        [anna] = await _people(sqlite_url, telegram, 1)
        bot = BotProcess(sqlite_url, telegram.url, telegram.token, tmp_path)
        await bot.start()
        telegram.fail("sendMessage", code=500, times=1000)
        anna.says("сделка 45к Ромашка")
        await telegram.wait_for(lambda: telegram.calls.of("sendMessage"), timeout=20)
        await bot.kill()
        telegram.faults.clear()
        await bot.start()
        await telegram.wait_for(lambda: _answers(anna) == {"45000"}, timeout=20)
        assert await bot.stop() == 0


async def test_sigterm_finishes_what_is_in_hand_and_exits_0(sqlite_url: str, tmp_path: Path) -> None:
    async with LocalTelegram() as telegram:
        people = await _people(sqlite_url, telegram, 4)
        bot = BotProcess(sqlite_url, telegram.url, telegram.token, tmp_path)
        await bot.start()
        for n in range(40):
            people[n % 4].says(f"сделка {n + 1}к Ромашка")
        await telegram.wait_for(lambda: any(_answers(p) for p in people), timeout=20)
        assert await bot.stop() == 0
        db = Database(sqlite_url)
        async with db.read() as session:
            recorded = (await session.execute(select(func.count()).select_from(Entry))).scalar_one()
            unsent = await session.execute(select(OutboxMessage.id).where(OutboxMessage.state == "pending"))
            answered = sum(len(_answers(p)) for p in people)
            assert answered >= recorded - len(unsent.all())
        await db.close()
        await bot.start()  # the rest is done after the restart
        await telegram.wait_for(lambda: sum(len(_answers(p)) for p in people) == 40, timeout=20)
        assert await bot.stop() == 0


@pytest.mark.crash
@pytest.mark.timeout(900)
async def test_fifty_kills_while_five_hundred_messages_arrive(database_url: str, tmp_path: Path) -> None:
    await _holds(database_url, tmp_path, kills=50, messages=500, people=25)
