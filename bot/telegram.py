"""The gate: every call to Telegram passes here and waits where Telegram said to wait."""

from __future__ import annotations

import asyncio
import json
import random
import traceback
from collections import deque
from contextlib import suppress
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.methods.base import Response, TelegramType
from aiohttp import ClientError, ClientTimeout

log = structlog.get_logger(__name__)

CHATS_UNTIL_ALL = 3  # so many chats told to wait within WINDOW seconds: the whole bot waits
WINDOW = 10.0
LONGEST_BACKOFF = 30.0


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without decoding: one odd update must not hold back the batch it came in."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class Plain(TelegramMethod[dict[str, Any]]):
    """A call whose nested parameters are plain data and whose answer is not decoded: a third of aiogram's price."""

    __returning__ = dict[str, Any]

    chat_id: int
    text: str
    parse_mode: str | None = None
    reply_markup: dict[str, Any] | None = None


class SendText(Plain):
    """sendMessage."""

    __api_method__ = "sendMessage"

    reply_parameters: dict[str, Any] | None = None


class EditText(Plain):
    """editMessageText."""

    __api_method__ = "editMessageText"

    message_id: int


class Session(AiohttpSession):
    """aiogram's session, with a short way for Plain calls: a body of JSON, the answer as it comes."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        if not isinstance(method, Plain):
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        body = {name: value for name, value in method.__dict__.items() if value is not None}
        try:
            async with session.post(
                self.api.api_url(token=bot.token, method=method.__api_method__),
                data=json.dumps(body).encode(),
                headers=_JSON,
                timeout=_patience(self.timeout if timeout is None else timeout),
            ) as answer:
                content = await answer.text("utf-8", "replace")
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error
        if answer.status == HTTPStatus.OK:
            with suppress(ValueError):
                said = json.loads(content)
                if isinstance(said, dict) and said.get("ok") and isinstance(said.get("result"), dict):
                    return said["result"]  # type: ignore[no-any-return]
        refused = self.check_response(bot=bot, method=method, status_code=answer.status, content=content)
        return refused.result  # type: ignore[return-value]

    async def close(self) -> None:
        """aiogram waits a quarter of a second for TLS to end; a Telegram of one's own in the clear has none."""
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()


_JSON = {"Content-Type": "application/json"}


@lru_cache
def _patience(seconds: float) -> ClientTimeout:
    return ClientTimeout(seconds)


def was_done(error: ClientDecodeError) -> bool:
    """Whether Telegram did what was asked and only its answer could not be read."""
    return isinstance(error.data, dict) and bool(error.data.get("ok"))


def stack_of(error: BaseException) -> str:
    """Where it went wrong, for the log, without the exception's own words: they may quote a message."""
    return "".join(traceback.format_tb(error.__traceback__))


class Gate(BaseRequestMiddleware):
    """Honours 429 (per chat, and for the bot when several chats meet it) and retries what failed on the way.

    What is for no chat (menus, answers to taps) waits by itself, a method at a time: it must not hold replies.
    getUpdates passes untouched: the poller has its own patience. An answer to a tap is worth ten seconds,
    anything else is tried until it is answered; who waits here holds nobody else.
    """

    def __init__(self) -> None:
        self._until: dict[int | str, float] = {}  # by chat, or by method for what is for no chat
        self._all_until = 0.0
        self._recent: deque[tuple[float, int]] = deque()

    def pause(self, chat: int | str, seconds: float) -> None:
        """Telegram said to wait; deadlines only ever move out."""
        now = asyncio.get_running_loop().time()
        until = now + seconds
        self._until[chat] = max(self._until.get(chat, 0.0), until)
        if isinstance(chat, str):
            return
        self._recent.append((now, chat))
        while self._recent and self._recent[0][0] < now - WINDOW:
            self._recent.popleft()
        if len({c for _, c in self._recent}) >= CHATS_UNTIL_ALL:
            self._all_until = max(self._all_until, until)

    async def _wait(self, chat: int | str) -> None:
        loop = asyncio.get_running_loop()
        while True:
            delay = max(self._all_until, self._until.get(chat, 0.0)) - loop.time()
            if delay <= 0:
                self._until.pop(chat, None)
                return
            await asyncio.sleep(delay)

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if method.__api_method__ == "getUpdates":
            return await make_request(bot, method)
        loop = asyncio.get_running_loop()
        chat_id = getattr(method, "chat_id", None)
        chat = chat_id if isinstance(chat_id, int) else method.__api_method__
        patience = 10.0 if isinstance(method, AnswerCallbackQuery) else float("inf")
        started = loop.time()
        backoff = 0.5
        while True:
            await self._wait(chat)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                self.pause(chat, error.retry_after + 0.1)
                log.warning("told to wait", method=method.__api_method__, seconds=error.retry_after)
                if loop.time() + error.retry_after - started > patience:
                    raise
            except TelegramEntityTooLarge:
                raise  # aiogram calls it a network error; again would be too large again
            except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
                if isinstance(error, ClientDecodeError) and was_done(error):
                    raise
                if loop.time() + backoff - started > patience:
                    raise
                log.warning("no answer", method=method.__api_method__, error=type(error).__name__)
                await asyncio.sleep(backoff * (0.75 + random.random() / 2))  # noqa: S311
                backoff = min(backoff * 2, LONGEST_BACKOFF)
