"""How updates reach a bot: offsets, long polls, two pollers, redelivery, numbers that start over."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramConflictError

from sandbox import LocalTelegram, Person
from sandbox.updates import CONFLICT
from tests.sandbox.conftest import Clock


async def texts(bot: Bot, **params: Any) -> list[str]:
    return [u.message.text or "" for u in await bot.get_updates(**params) if u.message]


async def test_updates_stay_until_an_offset_confirms_them(bot: Bot, ivan: Person) -> None:
    ivan.says("раз")
    ivan.says("два")
    first = await bot.get_updates()
    assert [u.update_id for u in first] == list(range(first[0].update_id, first[0].update_id + 3))
    assert await texts(bot) == ["/start", "раз", "два"]
    assert await texts(bot, limit=1) == ["/start"]
    assert await texts(bot, offset=first[1].update_id) == ["раз", "два"]
    assert await texts(bot, offset=first[2].update_id + 1) == []
    assert await texts(bot) == []


async def test_a_negative_offset_keeps_only_the_last(bot: Bot, ivan: Person) -> None:
    ivan.says("раз")
    ivan.says("два")
    assert await texts(bot, offset=-1) == ["два"]
    assert await texts(bot) == ["два"]


async def test_a_long_poll_wakes_when_something_is_said(bot: Bot, ivan: Person) -> None:
    start = await bot.get_updates()
    poll = asyncio.create_task(texts(bot, offset=start[-1].update_id + 1, timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    ivan.says("раз")
    ivan.says("два")
    assert await asyncio.wait_for(poll, 1) == ["раз", "два"]


async def test_quiet_is_when_all_is_confirmed_and_the_bot_waits(
    bot: Bot, tg: LocalTelegram, ivan: Person
) -> None:
    async def work() -> None:
        offset = None
        while True:
            for update in await bot.get_updates(offset=offset, timeout=30):
                offset = update.update_id + 1

    assert not tg.quiet
    working = asyncio.create_task(work())
    await tg.wait_for(lambda: tg.quiet, timeout=1)
    ivan.says("раз")
    assert not tg.quiet
    await tg.wait_for(lambda: tg.quiet, timeout=1)
    tg.redeliver(1)
    assert not tg.quiet
    await tg.wait_for(lambda: tg.quiet, timeout=1)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def test_an_empty_long_poll_ends_after_its_timeout(bot: Bot) -> None:
    assert await asyncio.wait_for(bot.get_updates(timeout=1), 3) == []


async def test_the_older_of_two_pollers_is_told_so(bot: Bot, tg: LocalTelegram) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(texts(bot, timeout=30))
    with pytest.raises(TelegramConflictError) as caught:
        await asyncio.wait_for(older, 2)
    assert caught.value.message == CONFLICT
    tg.person("Иван").starts()
    assert await asyncio.wait_for(newer, 2) == ["/start"]


async def test_a_poller_that_went_away_is_not_a_poller(bot: Bot, tg: LocalTelegram) -> None:
    gone = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    assert tg.world.updates.polled_now
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    await asyncio.sleep(0.05)
    assert not tg.world.updates.polled_now
    tg.person("Иван").starts()
    assert await texts(bot, timeout=1) == ["/start"]


async def test_allowed_updates_are_remembered_and_apply_from_then_on(bot: Bot, ivan: Person) -> None:
    said = ivan.says("раз")
    assert [u.event_type for u in await bot.get_updates(allowed_updates=["edited_message"])] == [
        "message"
    ] * 2
    ivan.says("не дойдёт")
    ivan.edits(said, "два")
    updates = await bot.get_updates()
    assert [u.event_type for u in updates] == ["message", "message", "edited_message"]
    assert updates[-1].edited_message
    assert updates[-1].edited_message.text == "два"
    assert updates[-1].edited_message.edit_date
    await bot.get_updates(allowed_updates=[])
    ivan.says("снова")
    assert (await texts(bot))[-1] == "снова"


async def test_delivered_updates_come_again(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    ivan.says("сделка 45к")
    seen = await bot.get_updates()
    after = seen[-1].update_id + 1
    assert await texts(bot, offset=after) == []
    tg.redeliver(1)
    again = await bot.get_updates(offset=after)
    assert [u.update_id for u in again] == [seen[-1].update_id]
    assert await texts(bot, offset=after) == []


async def test_numbers_may_start_over_and_nothing_is_lost(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    old = await bot.get_updates()
    offset = old[-1].update_id + 1
    tg.restart_update_ids(10)
    ivan.says("раз")
    ivan.says("два")
    fresh = await bot.get_updates(offset=offset)
    assert [u.update_id for u in fresh] == [10, 11]
    assert await texts(bot, offset=11) == ["два"]
    assert await texts(bot, offset=12) == []


async def test_numbers_start_over_while_old_updates_wait(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    tg.restart_update_ids(10)
    ivan.says("после")
    both = await bot.get_updates()
    assert [u.message.text for u in both if u.message] == ["/start", "после"]
    assert await texts(bot, offset=both[-1].update_id + 1) == []


async def test_raw_updates_are_delivered_whatever_is_in_them(
    bot: Bot, tg: LocalTelegram, ivan: Person
) -> None:
    first = await bot.get_updates()
    tg.inject({"message": {"message_id": "это не число"}})
    with pytest.raises(ClientDecodeError):
        await bot.get_updates()
    ivan.says("раз")
    after = await bot.get_updates(offset=first[-1].update_id + 2)
    assert [u.message.text for u in after if u.message] == ["раз"]


async def test_taps_wait_150_seconds_and_messages_a_day(bot: Bot, ivan: Person, clock: Clock) -> None:
    await bot.send_message(ivan.id, "x")
    ivan.taps_data("u:1")
    clock.at += 149
    assert len(await bot.get_updates()) == 2
    clock.at += 2
    assert [u.event_type for u in await bot.get_updates()] == ["message"]
    clock.at += 86_400
    assert await bot.get_updates() == []


async def test_a_webhook_excludes_polling(bot: Bot, ivan: Person) -> None:
    await bot.set_webhook("https://example.org/hook", allowed_updates=["message"])
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.allowed_updates) == (
        "https://example.org/hook",
        1,
        ["message"],
    )
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


async def test_waiting_for_something_has_an_end(tg: LocalTelegram, bot: Bot, ivan: Person) -> None:
    with pytest.raises(TimeoutError):
        await tg.wait_for(lambda: False, timeout=0.05)
    waiting = asyncio.create_task(tg.wait_for(lambda: tg.calls.of("sendMessage")))
    await bot.send_message(ivan.id, "x")
    (call,) = await waiting
    assert (call.method, call.params["text"], call.ok, call.result["text"]) == ("sendMessage", "x", True, "x")
