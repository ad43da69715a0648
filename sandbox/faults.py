"""Faults on demand: the next calls that match fail the way a test or a person asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sandbox.errors import ApiError, Json, NotPossible, too_many

Kind = Literal["error", "html", "drop_before", "drop_after", "delay"]

_WORDS = {
    400: "Bad Request: refused on purpose",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
}

BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"


@dataclass(slots=True)
class Fault:
    """One fault; without a method it is for every call except getUpdates, which would use it up."""

    method: str | None
    chat: int | None
    code: int
    description: str | None
    retry_after: int | None
    times: int
    kind: Kind
    delay: float

    def error(self) -> ApiError:
        if self.code == 429 or self.retry_after is not None:
            error = too_many(self.retry_after or 1)
            return ApiError(self.code, self.description or error.description, error.parameters)
        return ApiError(self.code, self.description or _WORDS.get(self.code, f"Error {self.code}"))


class Faults:
    """The faults still to happen, first come first served."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(
        self,
        method: str | None = None,
        *,
        chat: int | None = None,
        code: int = 500,
        description: str | None = None,
        retry_after: int | None = None,
        times: int = 1,
        kind: str = "error",
        delay: float = 0,
    ) -> None:
        if kind not in get_args(Kind):
            raise NotPossible(f"a fault is one of {', '.join(get_args(Kind))}")
        if times < 1 or not 100 <= code <= 599:
            raise NotPossible("a fault happens at least once, with an HTTP status")
        name = method.lower() if method else None
        self.waiting.append(Fault(name, chat, code, description, retry_after, times, kind, delay))  # type: ignore[arg-type]

    def clear(self) -> None:
        self.waiting.clear()

    def take(self, method: str, params: Json) -> Fault | None:
        """The fault that happens to this call, counted down."""
        chat = params.get("chat_id")
        for fault in self.waiting:
            wanted = fault.method == method if fault.method else method != "getupdates"
            if wanted and (fault.chat is None or str(fault.chat) == str(chat)):
                fault.times -= 1
                if not fault.times:
                    self.waiting.remove(fault)
                return fault
        return None
