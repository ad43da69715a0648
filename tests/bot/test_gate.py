"""The gate: what Telegram refuses is waited for, mended or written down; nothing is lost."""

from __future__ import annotations

import time

from db.models import Account, OutboxMessage
from tests.town import Town


def _receipts(person: object) -> int:
    return sum(m.from_bot for m in person.sees())  # type: ignore[attr-defined]


async def test_429_waits_as_long_as_told_and_only_in_that_chat(town: Town) -> None:
    anna, boris = town.telegram.person("Анна"), town.telegram.person("Борис")
    await town.team(managers=[anna, boris])
    town.telegram.fail("sendMessage", chat=anna.id, code=429, retry_after=1, times=1)
    started = time.monotonic()
    anna.says("сделка 45к Ромашка")
    boris.says("сделка 46к Ромашка")
    await town.telegram.wait_for(lambda: _receipts(boris) == 1)
    assert time.monotonic() - started < 1
    await town.settle()
    assert time.monotonic() - started >= 1
    assert _receipts(anna) == 1


async def test_429_in_three_chats_pauses_the_bot(town: Town) -> None:
    people = [town.telegram.person(f"Человек{n}") for n in range(4)]
    await town.team(managers=people)
    for person in people[:3]:
        town.telegram.fail("sendMessage", chat=person.id, code=429, retry_after=1, times=1)
        person.says("сделка 45к Ромашка")
    await town.telegram.wait_for(lambda: sum(c.method == "sendMessage" for c in town.telegram.calls) >= 3)
    started = time.monotonic()
    people[3].says("сделка 46к Ромашка")
    await town.settle()
    assert time.monotonic() - started > 0.5
    assert [_receipts(p) for p in people] == [1, 1, 1, 1]


async def test_429_on_an_edit_is_waited_for(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    town.telegram.fail("editMessageText", code=429, retry_after=1, times=1)
    shown = await town.edits(anna, None, "сделка 54к Ромашка")
    assert "→" in shown.text


async def test_network_errors_and_html_5xx_are_tried_again(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    town.telegram.fail("sendMessage", kind="html", times=1)
    await town.says(anna, "сделка 45к Ромашка")
    town.telegram.fail("sendMessage", kind="drop_before", times=1)
    await town.says(anna, "сделка 46к Ромашка")
    town.telegram.fail("sendMessage", code=500, times=1)
    await town.says(anna, "сделка 47к Ромашка")
    assert _receipts(anna) == 3
    # The response is lost after the message was sent: it is sent again rather than not at all.
    town.telegram.fail("sendMessage", kind="drop_after", times=1)
    await town.says(anna, "сделка 48к Ромашка")
    assert _receipts(anna) == 5
    assert len(await town.entries(anna)) == 4


async def test_one_who_blocked_the_bot_is_left_alone_until_they_write_again(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    town.telegram.fail("sendMessage", code=403, description="Forbidden: bot was blocked by the user", times=1)
    await town.says(anna, "сделка 46к Ромашка")
    [account] = await town.rows(Account, Account.id == anna.id)
    assert account.unreachable_at is not None
    assert len(await town.entries(anna)) == 2  # what she wrote counts
    await town.says(anna, "сделка 47к Ромашка")
    [account] = await town.rows(Account, Account.id == anna.id)
    assert account.unreachable_at is None
    assert "47" in anna.last().text


async def test_not_modified_is_success_and_a_receipt_that_is_gone_is_sent_anew(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    first = await town.says(anna, "сделка 45к Ромашка")
    town.telegram.fail(
        "editMessageText",
        code=400,
        description="Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message",
        times=1,
    )
    await town.edits(anna, None, "сделка 46к Ромашка")
    town.telegram.fail(
        "editMessageText", code=400, description="Bad Request: message to edit not found", times=1
    )
    await town.edits(anna, None, "сделка 47к Ромашка")
    newest = anna.last()
    assert newest.message_id != first.message_id
    assert "47" in newest.text
    # From now on the new one is the receipt.
    assert (await town.edits(anna, None, "сделка 48к Ромашка")).message_id == newest.message_id
    assert {row.state for row in await town.rows(OutboxMessage)} == {"sent"}


async def test_text_that_cannot_be_parsed_is_sent_once_as_plain_text(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    town.telegram.fail(
        "sendMessage",
        code=400,
        description='Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        times=1,
    )
    shown = await town.says(anna, "сделка 45к Ромашка")
    assert "45" in shown.text
    assert _receipts(anna) == 1


async def test_an_answer_to_a_tap_that_telegram_refuses_undoes_nothing(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    town.telegram.fail(
        "answerCallbackQuery",
        code=400,
        description="Bad Request: query is too old and response timeout expired or query ID is invalid",
        times=1,
    )
    await town.taps(anna, "Отменить")
    assert await town.entries(anna) == []
