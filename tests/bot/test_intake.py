"""Updates in: each is handled once, in order within a chat, and none blocks the others."""

from __future__ import annotations

import asyncio
import re

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.replies import Reply
from db.models import InboxUpdate, Report
from services import inbox
from tests.town import Town


def _teach(town: Town, name: str, handler: object) -> None:
    """Gives the bot one more command, for a handler that misbehaves."""
    router = Router(name=f"test-{name}")
    router.message.register(handler, Command(name))  # type: ignore[arg-type]
    town.app.dispatcher.include_router(router)
    routers = town.app.dispatcher.sub_routers
    routers.insert(0, routers.pop())


async def test_a_redelivered_deal_is_counted_once(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    await town.says(anna, "сделка 46к Ромашка")
    seen = len(anna.sees())
    town.telegram.redeliver(2)
    await town.settle()
    assert len(await town.entries(anna)) == 2
    assert len(anna.sees()) == seen


async def test_a_message_that_comes_again_under_another_number_is_counted_once(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    message = anna.says("сделка 45к Ромашка")
    await town.settle()
    sender = {"id": anna.id, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    again = {
        "message_id": message.message_id,
        "date": int(town.clock.stamp()),
        "chat": {"id": anna.id, "type": "private", "first_name": "Анна"},
        "from": sender,
        "text": "сделка 45к Ромашка",
    }
    town.telegram.inject({"message": again})
    await town.settle()
    assert len(await town.entries(anna)) == 1
    # An edit that is older than what is known changes nothing.
    await town.edits(anna, None, "сделка 50к Ромашка")
    town.telegram.inject({"message": again})
    await town.settle()
    [entry] = await town.entries(anna)
    assert entry.amount == 5_000_000


async def test_a_double_tap_undoes_once(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "сделка 45к Ромашка")
    anna.taps("Отменить", message=receipt)
    data = next(b.data for row in receipt.buttons for b in row if "Отменить" in b.text)
    anna.taps_data(data, message=receipt)
    await town.settle()
    assert await town.entries(anna) == []
    assert len(await town.entries(anna, voided=True)) == 1


async def test_a_lost_response_of_get_updates_loses_and_doubles_nothing(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 44к Ромашка")
    town.telegram.fail("getUpdates", kind="drop_after", times=1)
    await town.says(anna, "сделка 45к Ромашка")
    assert len(await town.entries(anna)) == 2


async def test_update_ids_that_start_over_lower_are_new_updates(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 44к Ромашка")
    town.telegram.restart_update_ids(1000)
    await town.says(anna, "сделка 45к Ромашка")
    town.telegram.restart_update_ids(1000)
    await town.says(anna, "сделка 46к Ромашка")
    assert len(await town.entries(anna)) == 3


async def test_an_odd_update_is_set_aside_and_blocks_nobody(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    town.telegram.inject({"message": {"message_id": "seven", "odd": True}})
    town.telegram.inject({"message_of_the_future": {"x": 1}})
    await town.says(anna, "сделка 45к Ромашка")
    assert len(await town.entries(anna)) == 1
    states = {row.state for row in await town.rows(InboxUpdate)}
    assert states == {"done", "quarantined"}


async def test_a_failing_handler_is_retried_then_set_aside_and_the_person_told_once(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    tries = []

    async def broken(message: Message, session: object) -> None:
        tries.append(1)
        from sqlalchemy import insert

        await session.execute(  # type: ignore[attr-defined]
            insert(Report).values(
                company_id=1,
                team_id=1,
                member_id=1,
                chat_id=1,
                message_id=1,
                text="half",
                day=message.date.date(),
                sent_at=message.date,
                state="recorded",
            )
        )
        raise RuntimeError("сделка 45к Ромашка is a secret")

    _teach(town, "broken", broken)
    await town.says(anna, "/broken")
    await town.says(anna, "сделка 45к Ромашка")
    assert len(tries) == inbox.MAX_ATTEMPTS
    apologies = [m.text for m in anna.sees() if m.from_bot and "сломалось" in m.text]
    assert len(apologies) == 1
    assert re.search(r"[0-9A-F]{6}", apologies[0])
    assert await town.rows(Report, Report.text == "half") == []  # nothing half-written
    assert len(await town.entries(anna)) == 1  # what came after it is not lost
    [failed] = await town.rows(InboxUpdate, InboxUpdate.state == "failed")
    assert failed.number in apologies[0]
    # `inbox retry` puts it back; once the handler is mended it goes through.
    town.app.dispatcher.sub_routers.pop(0)
    async with town.app.db.write() as session:
        assert await inbox.retry(session, failed.id) == 1
    await town.app.maintenance.rescan()
    await town.settle()
    assert await town.rows(InboxUpdate, InboxUpdate.state == "failed") == []


async def test_within_a_chat_order_holds_and_a_slow_chat_does_not_hold_the_others(town: Town) -> None:
    anna, boris = town.telegram.person("Анна"), town.telegram.person("Борис")
    await town.team(managers=[anna, boris])
    town.telegram.fail("sendMessage", chat=anna.id, kind="delay", delay=1.5, times=1)
    anna.says("сделка 1к Ромашка")
    for n in range(2, 12):
        anna.says(f"сделка {n}к Ромашка")
        boris.says(f"сделка {n}к Ромашка")
    await town.telegram.wait_for(lambda: sum(m.from_bot for m in boris.sees()) == 10, timeout=5)
    assert sum(m.from_bot for m in anna.sees()) == 0  # her first answer is still on its way
    await town.settle()
    answers = [m.text.split("₽")[0] for m in anna.sees() if m.from_bot]
    numbers = [int("".join(c for c in text if c.isdigit())) for text in answers]
    assert numbers == [n * 1000 for n in range(1, 12)]


async def test_a_taught_command_answers(town: Town) -> None:
    """The tool of the test above works: a command that does not fail does answer."""
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])

    async def fine(message: Message) -> Reply:
        return Reply("fine")

    _teach(town, "fine", fine)
    assert (await town.says(anna, "/fine")).text == "fine"
    await asyncio.sleep(0)
