"""What is on its way out: marked in the end, sent once, never forgotten in memory."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from db.models import OutboxMessage
from services import outbox
from tests.town import Town


def _receipts(person: Any) -> int:
    return sum(m.from_bot for m in person.sees())


async def test_a_mark_that_could_not_be_written_is_written_later(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    real = outbox.mark
    failures: list[int] = []

    async def locked(*args: Any, **more: Any) -> None:
        if not failures:
            failures.append(1)
            raise OperationalError("COMMIT", {}, Exception("database is locked"))
        await real(*args, **more)

    monkeypatch.setattr(outbox, "mark", locked)
    await town.says(anna, "сделка 45к Ромашка")  # settles: nothing hangs
    assert failures
    assert {row.state for row in await town.rows(OutboxMessage)} == {"sent"}
    assert _receipts(anna) == 1


async def test_looking_for_what_is_unsent_sends_nothing_twice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look takes long, and what it saw as unsent is sent and marked meanwhile."""
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    town.telegram.fail("sendMessage", chat=anna.id, kind="delay", delay=0.3, times=1)
    real = outbox.pending

    async def slow(session: Any) -> Any:
        found = await real(session)
        await asyncio.sleep(1.0)
        return found

    anna.says("/help")  # no receipt: that would only be edited a second time
    await town.telegram.wait_for(lambda: any(c.method == "sendMessage" for c in town.telegram.calls))
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "pending", slow)
        await town.app.sender.recover()
    await town.settle()
    assert _receipts(anna) == 1


async def test_one_who_blocked_and_came_back_while_replies_were_waiting_is_answered(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    forbidden = "Forbidden: bot was blocked by the user"
    town.telegram.fail("sendMessage", chat=anna.id, code=403, description=forbidden, times=1)
    town.telegram.fail("sendMessage", chat=anna.id, kind="delay", delay=0.6, times=1)
    anna.says("сделка 1к Ромашка")
    anna.says("сделка 2к Ромашка")
    await asyncio.sleep(0.3)
    anna.says("сделка 3к Ромашка")  # arrives while the second is still on its way
    await town.settle()
    assert "3\xa0000" in anna.last().text
    assert {row.state for row in await town.rows(OutboxMessage)} <= {"sent", "failed", "skipped"}


async def test_replies_wait_while_telegram_does_not_accept_the_token(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    town.telegram.fail("sendMessage", code=401, description="Unauthorized", times=1)
    anna.says("сделка 45к Ромашка")
    await town.telegram.wait_for(lambda: any(c.method == "sendMessage" for c in town.telegram.calls))
    await town.settle()
    assert [row.state for row in await town.rows(OutboxMessage)] == ["pending"]
    await town.app.maintenance.rescan()
    await town.settle()
    assert [row.state for row in await town.rows(OutboxMessage)] == ["sent"]
    assert _receipts(anna) == 1


async def test_a_menu_that_has_to_wait_holds_no_reply(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    town.telegram.fail("setMyCommands", code=429, retry_after=3, times=1)
    await town.says(anna, "/language")
    town.telegram.fail("answerCallbackQuery", code=429, retry_after=3, times=1)
    await town.says(anna, "сделка 45к Ромашка")
    anna.taps("Отменить")
    started = asyncio.get_running_loop().time()
    await town.telegram.wait_for(lambda: "Отменил" in anna.last().text)
    anna.says("сделка 46к Ромашка")
    await town.telegram.wait_for(lambda: "46" in anna.last().text)
    assert asyncio.get_running_loop().time() - started < 2
