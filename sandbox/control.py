"""What a script does to the local Telegram itself: faults, limits, raw updates, the log of calls."""

from __future__ import annotations

import asyncio

from sandbox.calls import Calls
from sandbox.errors import Json, NotPossible
from sandbox.faults import Faults
from sandbox.world import World

_FAULT = ("method", "chat", "code", "description", "retry_after", "times", "kind", "delay")
STILL_POLLING = 5.0  # seconds since the last poll: between two polls a bot is busy, not gone


class Control:
    def __init__(self, world: World, calls: Calls, faults: Faults) -> None:
        self.world = world
        self.calls = calls
        self.faults = faults

    def bot(self) -> Json:
        updates = self.world.updates
        last = updates.last_poll
        recently = last is not None and asyncio.get_running_loop().time() - last < STILL_POLLING
        names = {key: self.world.bot[key] for key in ("id", "username", "first_name")}
        return {**names, "polling": updates.polled_now or recently}

    def calls_after(self, n: int) -> list[Json]:
        return [call.as_json() for call in self.calls.after(n)]

    def add_fault(self, values: Json) -> Json:
        unknown = values.keys() - set(_FAULT)
        if unknown:
            raise NotPossible(f'a fault has no "{min(unknown)}"')
        given = {k: v for k, v in values.items() if v is not None}
        for key in ("chat", "code", "retry_after", "times"):
            if key in given and not isinstance(given[key], int):
                raise NotPossible(f'"{key}" must be a number')
        if not isinstance(given.get("delay", 0), int | float):
            raise NotPossible('"delay" must be a number')
        self.faults.add(given.pop("method", None), **given)
        return {"waiting": len(self.faults.waiting)}

    def clear_faults(self) -> Json:
        self.faults.clear()
        return {"waiting": 0}

    def limits(self, values: Json) -> Json:
        if not isinstance(values.get("enforce"), bool):
            raise NotPossible('"enforce" must be true or false')
        self.world.limits.enforced = values["enforce"]
        return {"enforce": self.world.limits.enforced}

    def updates(self, values: Json) -> Json:
        """Exactly one of a raw update, a number to go on from, and how many to deliver again."""
        queue = self.world.updates
        given = values.keys() & {"update", "next_id", "redeliver"}
        if len(given) != 1:
            raise NotPossible('give one of "update", "next_id", "redeliver"')
        what = given.pop()
        value = values[what]
        if what == "update":
            if not isinstance(value, dict):
                raise NotPossible('"update" must be an object')
            queue.inject(value)
        elif not isinstance(value, int) or value < 1:
            raise NotPossible(f'"{what}" must be a number from 1')
        elif what == "next_id":
            queue.restart(value)
        else:
            queue.redeliver(value)
        return {"pending": len(queue), "next_id": queue.next_id}
