"""When something outside is broken: Telegram refuses, the database is away, updates make no sense."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message
from sqlalchemy.exc import OperationalError

from bot.replies import Reply
from db.models import InboxUpdate
from sandbox import LocalTelegram
from services import inbox
from tests.bot_runner import BotProcess
from tests.town import Town, running_town


def _teach(town: Town, name: str, handler: object) -> None:
    router = Router(name=f"test-{name}")
    router.message.register(handler, Command(name))  # type: ignore[arg-type]
    town.app.dispatcher.include_router(router)
    routers = town.app.dispatcher.sub_routers
    routers.insert(0, routers.pop())


async def test_numbers_no_database_can_hold_block_nobody(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    chat = {"id": 10**30, "type": "private", "first_name": "X"}
    sender = {"id": 10**30, "is_bot": False, "first_name": "X"}
    town.telegram.inject(
        {"message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "сделка 45к Ромашка"}}
    )
    await town.says(anna, "сделка 45к Ромашка")
    assert len(await town.entries(anna)) == 1
    states = {row.state for row in await town.rows(InboxUpdate)}
    assert states <= {"done", "failed", "quarantined"}


async def test_a_database_that_is_away_while_a_failure_is_counted_keeps_the_order(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    tries: list[str] = []

    async def shaky(message: Message) -> Reply:
        tries.append(message.text or "")
        if len(tries) == 1:
            raise RuntimeError("once")
        return Reply(f"done {message.text}")

    real = inbox.fail
    away: list[int] = []

    async def locked(*args: Any, **more: Any) -> int:
        if not away:
            away.append(1)
            raise OperationalError("BEGIN", {}, Exception("database is locked"))
        return await real(*args, **more)

    monkeypatch.setattr(inbox, "fail", locked)
    _teach(town, "shaky", shaky)
    anna.says("/shaky one")
    anna.says("/shaky two")
    await asyncio.sleep(0.5)
    anna.says("/shaky three")
    await town.settle()
    assert [m.text for m in anna.sees() if m.from_bot] == [
        f"done /shaky {n}" for n in ("one", "two", "three")
    ]


async def test_a_mistake_that_calls_itself_operational_is_counted_like_any_other(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    tries = []

    async def wrong(message: Message) -> Reply:
        tries.append(1)
        raise OperationalError("SELECT", {}, Exception("no such column: nonsense"))

    _teach(town, "wrong", wrong)
    async with asyncio.timeout(10):
        await town.says(anna, "/wrong")
    assert len(tries) == inbox.MAX_ATTEMPTS
    assert "сломалось" in anna.last().text


async def test_taps_that_cannot_be_answered_hold_nobody(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    town.telegram.fail("answerCallbackQuery", kind="delay", delay=5, times=1)
    anna.taps("Отменить")
    anna.says("сделка 46к Ромашка")
    started = asyncio.get_running_loop().time()
    await town.telegram.wait_for(lambda: "46" in anna.last().text, timeout=10)
    assert asyncio.get_running_loop().time() - started < 3


async def test_a_revoked_token_ends_the_bot_with_a_line(sqlite_url: str, tmp_path: Path) -> None:
    async with LocalTelegram() as telegram:
        bot = BotProcess(sqlite_url, telegram.url, telegram.token, tmp_path)
        await bot.start()
        await telegram.wait_for(lambda: telegram.world.updates.polled_now, timeout=20)
        telegram.fail("getUpdates", code=401, description="Unauthorized", times=10)
        telegram.person("Анна").says("/start")
        assert bot.process is not None
        assert await asyncio.wait_for(bot.process.wait(), 15) == 1
        log = bot.log.read_text()
        assert "token" in log
        assert telegram.token not in log
        assert "Traceback" not in log


@pytest.mark.crash
@pytest.mark.parametrize("trouble", ["flood", "silence", "lock"])
async def test_sigterm_ends_the_bot_within_ten_seconds_whatever_it_waits_for(
    sqlite_url: str, tmp_path: Path, trouble: str
) -> None:
    import sqlite3

    async with LocalTelegram() as telegram:
        anna = telegram.person("Анна", id=5000)
        async with running_town(sqlite_url) as town:
            await town.team(managers=[town.telegram.person("Анна", id=5000)])
        bot = BotProcess(sqlite_url, telegram.url, telegram.token, tmp_path)
        await bot.start()
        await telegram.wait_for(lambda: telegram.world.updates.polled_now, timeout=20)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite+aiosqlite:///"), isolation_level=None)
        if trouble == "flood":
            telegram.fail("sendMessage", code=429, retry_after=60, times=1)
        elif trouble == "silence":
            telegram.fail("sendMessage", kind="delay", delay=60, times=1)
        else:
            telegram.fail("sendMessage", kind="delay", delay=0.8, times=1)
        anna.says("сделка 45к Ромашка")
        await telegram.wait_for(
            lambda: any(c.method == "sendMessage" for c in telegram.calls) or trouble != "flood"
        )
        if trouble == "lock":
            await asyncio.sleep(0.5)  # its effect is committed, its answer on the way, its mark has to wait
            other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(0.2)
        anna.says("сделка 46к Ромашка")
        await asyncio.sleep(0.3)
        started = asyncio.get_running_loop().time()
        assert await bot.stop() == 0
        assert asyncio.get_running_loop().time() - started < 10
        other.close()
        assert "Traceback" not in bot.log.read_text()


async def test_exceptions_in_the_log_say_no_words_of_people(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    real = inbox.store
    failures: list[int] = []

    async def odd(session: Any, updates: Any, **more: Any) -> Any:
        if not failures:
            failures.append(1)
            raise ValueError(f"invalid input for query argument $3: {updates}")
        return await real(session, updates, **more)

    from bot import logs

    logs.setup("INFO")
    monkeypatch.setattr(inbox, "store", odd)
    await town.says(anna, "сделка 45к Ромашка")
    said = capsys.readouterr()
    assert "could not be stored" in said.err + said.out
    assert "Ромашка" not in said.err + said.out
