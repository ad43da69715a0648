"""Goal 5: from an update to the report handler, through every router of the bot and through one alone."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.dispatcher.event import handler as events
from aiogram.types import Update

import handlers
from bot.context import Context
from bot.filters import PrivateText
from bot.i18n import Translators
from sandbox import LocalTelegram
from services.access import Me, Speaker


async def _report(message: Any, text: str, me: Me) -> None:
    """Stands where the report handler stands: what it does is not what is measured."""


class _Given:
    """What the middleware would have read from the database."""

    def __init__(self) -> None:
        me = Me(
            1,
            5_000,
            1,
            "Benchmark",
            "RUB",
            "Менеджер 0",
            False,
            "manager",
            "manager",
            1,
            "Север",
            "UTC",
            "ru",
        )
        speaker = Speaker(5_000, "Менеджер 0", "ru", False, True, True, None, None, None, me)
        nothing: Any = None
        context = Context(nothing, Translators(), lambda: datetime.now(UTC))
        self._data = context._given(nothing, speaker)

    async def __call__(
        self, handler: Callable[[Any, dict[str, Any]], Awaitable[Any]], event: Any, data: dict[str, Any]
    ) -> Any:
        data.update(self._data)
        return await handler(event, data)


def _dispatcher(*routers: Router) -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(_Given())
    dispatcher.include_routers(*routers)
    return dispatcher


def _real() -> Dispatcher:
    """The bot's own tree with the report handler taken out and the empty one in its place."""
    from handlers.report import on_text

    dispatcher = _dispatcher(*handlers.routers())
    found = False
    for router in dispatcher.chain_tail:
        for registered in router.message.handlers:
            if registered.callback is on_text:
                registered.callback = _report
                registered.params = {"text", "me"}
                found = True
    assert found, "the report handler is not registered"
    return dispatcher


def _alone() -> Dispatcher:
    router = Router()
    router.message.register(_report, PrivateText())
    return _dispatcher(router)


def _update() -> dict[str, Any]:
    telegram = LocalTelegram()
    telegram.person("Менеджер 0", id=5_000).says("сделка 45к Ромашка")
    return dict(json.loads(telegram.world.updates._batch(1)[0]))


async def _asked(dispatcher: Dispatcher, bot: Bot, update: Update) -> tuple[int, int]:
    """(filters asked before the report handler, those of them that run in a thread)."""
    seen: list[bool] = []
    original = events.CallableObject.call

    async def noted(self: events.CallableObject, *args: Any, **kwargs: Any) -> Any:
        if isinstance(self, events.FilterObject):
            seen.append(self.awaitable)
        return await original(self, *args, **kwargs)

    events.CallableObject.call = noted  # type: ignore[method-assign]
    try:
        await dispatcher.feed_update(bot, update)
    finally:
        events.CallableObject.call = original  # type: ignore[method-assign]
    return len(seen), seen.count(False)


async def measure(rounds: int, times: int) -> tuple[list[float], list[float], int, int]:
    """µs through the real tree, µs through one handler (a figure a round), filters asked, sync ones of them."""
    bot = Bot("1000000:LOCAL-TELEGRAM-TOKEN_of_nobody-00000")
    real, alone = _real(), _alone()
    update = Update.model_validate(_update(), context={"bot": bot})
    asked, threaded = await _asked(real, bot, update)
    figures: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        pair = [(real, figures[0]), (alone, figures[1])]
        for dispatcher, into in pair if number % 2 else reversed(pair):
            for _ in range(times // 10):
                await dispatcher.feed_update(bot, update)
            began = time.perf_counter()
            for _ in range(times):
                await dispatcher.feed_update(bot, update)
            into.append((time.perf_counter() - began) / times * 1e6)
    await bot.session.close()
    return *figures, asked, threaded
