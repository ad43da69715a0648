"""How the local Telegram says no: to a bot in Telegram's words, to a person's script in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

Json = dict[str, Any]

# JSON bytes of anything plain; several times as fast as the standard library's encoder.
encode: Callable[[Any], bytes] = TypeAdapter(Any).dump_json

_PREFIX = {400: "Bad Request", 403: "Forbidden", 409: "Conflict"}


class ApiError(Exception):
    """An answer `{"ok": false}`: the HTTP code, the description, and `parameters` such as retry_after."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def refuse(message: str, code: int = 400) -> ApiError:
    """The refusal with its prefix; Telegram lowers the first letter unless the word is a CONSTANT."""
    if len(message) > 1 and not (message[1] == "_" or message[1].isupper()):
        message = message[0].lower() + message[1:]
    return ApiError(code, f"{_PREFIX[code]}: {message}")


def too_many(retry_after: int) -> ApiError:
    """429 with the pause both in words and in `parameters`, as Telegram gives it."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


class NotPossible(AssertionError):
    """What a person cannot do, in one sentence; an AssertionError, so that it reads well in a test."""


class Unknown(NotPossible):
    """There is no such person, chat or message."""
