"""Faults on demand and flood limits."""

from __future__ import annotations

import time

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from sandbox import LocalTelegram, NotPossible, Person
from sandbox.errors import ApiError
from sandbox.limits import Limits


async def test_errors_happen_as_often_as_asked(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    tg.fail("sendMessage", code=429, retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(ivan.id, "x")
        assert caught.value.retry_after == 7
        assert caught.value.message.endswith("Too Many Requests: retry after 7")
    await bot.send_message(ivan.id, "x")
    tg.fail(code=500)
    with pytest.raises(TelegramServerError, match="Internal Server Error"):
        await bot.get_me()
    assert [call.ok for call in tg.calls] == [False, False, True, False]


async def test_a_fault_may_be_for_one_chat(bot: Bot, tg: LocalTelegram, ivan: Person, olga: Person) -> None:
    tg.fail("sendMessage", chat=ivan.id, code=403, description="Forbidden: user is deactivated")
    await bot.send_message(olga.id, "x")
    with pytest.raises(TelegramForbiddenError) as caught:
        await bot.send_message(ivan.id, "x")
    assert caught.value.message == "Forbidden: user is deactivated"


async def test_a_proxys_page_instead_of_an_answer(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    tg.fail("sendMessage", kind="html")
    with pytest.raises(ClientDecodeError):
        await bot.send_message(ivan.id, "x")
    with pytest.raises(NotPossible):
        ivan.last()


async def test_a_request_lost_and_a_response_lost(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    tg.fail("sendMessage", kind="drop_before")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(ivan.id, "не дошло")
    tg.fail("sendMessage", kind="drop_after")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(ivan.id, "дошло")
    assert [m.text for m in ivan.sees() if m.from_bot] == ["дошло"]
    assert [(c.ok, c.lost) for c in tg.calls] == [(False, True), (True, True)]


async def test_a_delay_and_clearing(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    tg.fail("sendMessage", kind="delay", delay=0.2)
    began = time.monotonic()
    await bot.send_message(ivan.id, "x")
    assert time.monotonic() - began >= 0.2
    tg.fail("sendMessage", times=100)
    tg.faults.clear()
    await bot.send_message(ivan.id, "x")
    with pytest.raises(NotPossible):
        tg.fail(kind="earthquake")


async def test_getting_updates_can_fail_too_but_only_by_name(
    bot: Bot, tg: LocalTelegram, ivan: Person
) -> None:
    tg.fail(code=500)
    assert len(await bot.get_updates()) == 1
    tg.faults.clear()
    tg.fail("getUpdates", kind="drop_after")
    with pytest.raises(TelegramNetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_limits_are_enforced_when_asked(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    tg.enforce_limits = True
    for _ in range(3):
        await bot.send_message(ivan.id, "x")
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(ivan.id, "x")
    assert caught.value.retry_after == 1
    tg.enforce_limits = False
    for _ in range(5):
        await bot.send_message(ivan.id, "x")


def test_the_published_limits() -> None:
    now = [0.0]
    limits = Limits(lambda: now[0])

    def pause(chat: int) -> int:
        try:
            limits.check(chat)
        except ApiError as error:
            return int((error.parameters or {})["retry_after"])
        return 0

    assert [pause(1) for _ in range(4)] == [0, 0, 0, 1]
    now[0] = 1.0
    assert [pause(1) for _ in range(2)] == [0, 1]
    now[0] = 100.0
    assert [pause(chat) for chat in range(10, 41)] == [0] * 30 + [1]
    for n in range(20):
        now[0] = 200.0 + n
        assert pause(-5) == 0
    now[0] = 221.0
    assert pause(-5) == 39
    now[0] = 261.0
    assert pause(-5) == 0
