"""A local Telegram per test, and aiogram's real Bot talking to it over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox import LocalTelegram, Person


class Clock:
    """Time that stands still until a test moves it."""

    def __init__(self, at: float = 1_790_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tg(clock: Clock) -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram(clock=clock) as telegram:
        yield telegram


@pytest.fixture(scope="session")
async def session() -> AsyncIterator[AiohttpSession]:
    # One for all tests: closing a session takes aiogram a quarter of a second.
    session = AiohttpSession()
    yield session
    await session.close()


@pytest.fixture
def bot(tg: LocalTelegram, session: AiohttpSession) -> Bot:
    session.api = TelegramAPIServer.from_base(tg.url)
    return Bot(tg.token, session=session)


@pytest.fixture
async def http(tg: LocalTelegram) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url=tg.url) as client:
        yield client


@pytest.fixture
def ivan(tg: LocalTelegram) -> Person:
    person = tg.person("Иван", last_name="Петров", username="ivan_p", phone="+79161234567")
    person.starts()
    return person


@pytest.fixture
def olga(tg: LocalTelegram) -> Person:
    person = tg.person("Ольга")
    person.starts()
    return person
