"""Server-sent events: everything that happens, as it happens, for the chat page and for scripts."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from sandbox.errors import Json
from sandbox.messages import Message
from sandbox.shown import message_json
from sandbox.world import World

QUEUE = 2_000  # events a slow reader may be behind before it is cut off
BEAT = 15.0  # seconds between signs of life


class Watch:
    """The open streams."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._streams: set[asyncio.Queue[str | None]] = set()

    async def stream(self, request: web.BaseRequest, person: int | None) -> web.StreamResponse:
        """Write events until the reader leaves; with a person, only what concerns that person, and calls."""
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-cache",
                "X-Accel-Buffering": "no",
            }
        )
        queue: asyncio.Queue[str | None] = asyncio.Queue()

        def watcher(event: Json) -> None:
            if person is None or self._concerns(event, person):
                queue.put_nowait(self._line(event) if queue.qsize() < QUEUE else None)

        self._streams.add(queue)
        self.world.watchers.append(watcher)
        try:
            await response.prepare(request)
            await response.write(b": watching\n\n")
            while True:
                try:
                    line = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    line = ": still here\n\n"
                if line is None:
                    break
                await response.write(line.encode())
        except ConnectionResetError:
            pass  # the reader left
        finally:
            self.world.watchers.remove(watcher)
            self._streams.discard(queue)
        return response

    def close(self) -> None:
        """End all streams."""
        for queue in self._streams:
            queue.put_nowait(None)

    def _concerns(self, event: Json, person: int) -> bool:
        if event["type"] == "answer":
            return bool(event["person"] == person)
        chat = self.world.chats.get(event["chat"]) if "chat" in event else None
        return chat is None or person in chat.members

    def _line(self, event: Json) -> str:
        message = event.get("message")
        if isinstance(message, Message):
            event = {**event, "message": message_json(self.world, message)}
        return f"data: {json.dumps(event, ensure_ascii=False, default=str)}\n\n"
