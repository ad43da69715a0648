"""The Bot API door: one call from its parameters to its answer, with faults, limits and the log."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox import methods_chats, methods_commands, methods_messages  # noqa: F401 - they fill the table
from sandbox.calls import Call, Calls
from sandbox.decode import Spec, real_methods, unserved
from sandbox.errors import ApiError, Json, encode
from sandbox.faults import BAD_GATEWAY, Fault, Faults
from sandbox.files import Upload
from sandbox.methods import TABLE, Handler, Request
from sandbox.world import World


@dataclass(slots=True)
class Reply:
    """An HTTP answer; `drop` closes the connection instead of giving it."""

    status: int
    body: bytes
    content_type: str = "application/json"
    drop: bool = False


DROPPED = Reply(0, b"", drop=True)


class BotApi:
    """Serves the methods of the table to whoever has the token."""

    def __init__(self, world: World, calls: Calls, faults: Faults, *, strict: bool = True) -> None:
        self.world = world
        self.calls = calls
        self.faults = faults
        self.strict = strict
        self.on_call: Callable[[Call], None] | None = None
        self._known: dict[str, tuple[Spec, Handler | None]] = {}

    async def call(self, method: str, raw: Json, uploads: dict[str, Upload]) -> Reply:
        """Do one call. Case does not matter in a method's name, as in Telegram."""
        began = time.perf_counter()
        name = method.lower()
        try:
            spec, handler = self._known.get(name) or self._find(name)
        except ApiError as error:
            return self._answer(method, raw, uploads, began, error=error)
        fault = self.faults.take(name, raw) if self.faults.waiting else None
        if fault is not None:
            early = await self._suffer(fault)
            if early is not None:
                return self._answer(spec.name, raw, uploads, began, early=early, error=fault.error())
        lost = fault is not None and fault.kind == "drop_after"
        for field in uploads.keys() & spec.fields.keys():
            raw.setdefault(field, f"attach://{field}")  # the field itself carried the file
        try:
            params = spec.read(raw, strict=self.strict)
            if handler is None:
                return await self._get_updates(params, lost)
            result = handler(Request(self.world, params, uploads, self.strict))
        except ApiError as error:
            return self._answer(spec.name, raw, uploads, began, error=error, lost=lost)
        return self._answer(spec.name, raw, uploads, began, result=result, lost=lost)

    def _find(self, name: str) -> tuple[Spec, Handler | None]:
        handler = TABLE.get(name)
        if handler is None and name != "getupdates":
            raise unserved(name)
        found = Spec(real_methods()[name]), handler
        self._known[name] = found
        return found

    async def _suffer(self, fault: Fault) -> Reply | None:
        """What the fault does before the call is done; None lets the call happen."""
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.kind == "error":
            return _refusal(fault.error())
        if fault.kind == "html":
            return Reply(502, BAD_GATEWAY.encode(), "text/html")
        return DROPPED if fault.kind == "drop_before" else None

    async def _get_updates(self, params: Json, lost: bool) -> Reply:
        world = self.world
        if world.webhook:
            error = ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
            return _refusal(error)
        try:
            updates = await world.updates.poll(
                params.get("offset", 0),
                min(max(params.get("limit", 100), 1), 100),
                min(max(params.get("timeout", 0), 0), 50),
                params.get("allowed_updates"),
            )
        except ApiError as error:
            return _refusal(error)
        world.wake()
        return DROPPED if lost else Reply(200, b'{"ok":true,"result":[' + b",".join(updates) + b"]}")

    def _answer(
        self,
        method: str,
        raw: Json,
        uploads: dict[str, Upload],
        began: float,
        *,
        result: Any = None,
        error: ApiError | None = None,
        early: Reply | None = None,
        lost: bool = False,
    ) -> Reply:
        """Log the call and make its HTTP answer."""
        world = self.world
        if uploads:
            files = {f"attach://{k}": f"<{u.name}, {len(u.data)} bytes>" for k, u in uploads.items()}
            raw = {k: files.get(v, v) if isinstance(v, str) else v for k, v in raw.items()}
        description = None
        if error is not None:
            description = error.description if early is None or early.status else "connection closed"
        call = Call(
            0, world.clock(), method, raw, error is None, result, description,
            (time.perf_counter() - began) * 1000, lost or early is DROPPED,
        )  # fmt: skip
        if method.lower() != "getupdates":
            self.calls.add(call)
            world.tell("call", None, call.as_json)
        if early is not None:
            return early
        if lost:
            return DROPPED
        if error is not None:
            return _refusal(error)
        return Reply(200, b'{"ok":true,"result":' + encode(result) + b"}")


def _refusal(error: ApiError) -> Reply:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return Reply(error.code, encode(body))


UNAUTHORIZED = _refusal(ApiError(401, "Unauthorized"))
NOT_FOUND = _refusal(ApiError(404, "Not Found"))
