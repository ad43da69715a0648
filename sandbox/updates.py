"""The queue of updates for the bot: numbering, confirmation by offset, long polling, redelivery."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import ApiError, Json, encode

# What Telegram does not send unless asked for by name.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_LIFE = {"callback_query": 150.0}  # seconds in the queue; everything else lives a day
_DAY = 86_400.0

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class _Entry:
    epoch: int
    id: int
    expires: float
    body: bytes
    delivered: bool = False


class UpdateQueue:
    """Updates wait here until the bot confirms them; a restart of the bot loses nothing."""

    def __init__(self, clock: Callable[[], float], next_id: int = 500_000_001) -> None:
        self.clock = clock
        self.next_id = next_id
        self.allowed: list[str] = []
        self.last_poll: float | None = None  # loop time
        self.on_wait: Callable[[], None] | None = None  # told when a poll begins to wait
        self._epoch = 0
        self._pending: deque[_Entry] = deque()
        self._again: deque[_Entry] = deque()  # redelivered whatever the offset says
        self._history: deque[_Entry] = deque(maxlen=1_000)
        self._waiter: asyncio.Future[str | None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def polled_now(self) -> bool:
        """Somebody is waiting for updates right now."""
        return self._waiter is not None

    @property
    def quiet(self) -> bool:
        """Everything is confirmed and the bot waits for more."""
        return self.polled_now and not self._pending and not self._again

    def put(self, kind: str, payload: Json) -> None:
        """Queue an update if the bot asked for its kind; `payload` is frozen as it is now."""
        if (kind not in self.allowed) if self.allowed else (kind in _ON_REQUEST):
            return
        number = self.next_id
        self.next_id += 1
        expires = self.clock() + _LIFE.get(kind, _DAY)
        self._append(
            _Entry(
                self._epoch,
                number,
                expires,
                b'{"update_id":%d,"%s":%s}' % (number, kind.encode(), encode(payload)),
            )
        )

    def inject(self, update: Json) -> None:
        """Queue a raw update, whatever is in it; without an `update_id` it gets the next one."""
        if "update_id" not in update:
            update = {"update_id": self.next_id, **update}
        number = int(update["update_id"])
        self.next_id = max(self.next_id, number + 1)
        self._append(_Entry(self._epoch, number, self.clock() + _DAY, encode(update)))

    def restart(self, next_id: int) -> None:
        """Numbers start over, as after a week of silence; a poller's higher offset confirms nothing new."""
        self._epoch += 1
        self.next_id = next_id

    def redeliver(self, count: int) -> None:
        """Send the last `count` delivered updates once more, same numbers, at the next poll."""
        self._again.extend(list(self._history)[-count:] if count > 0 else [])
        self._wake()

    def clear(self) -> None:
        """Forget everything pending (drop_pending_updates)."""
        self._pending.clear()
        self._again.clear()

    async def poll(self, offset: int, limit: int, wait: float, allowed: list[str] | None) -> list[bytes]:
        """getUpdates: updates as JSON; the older of two pollers gets 409."""
        loop = asyncio.get_running_loop()
        self.last_poll = loop.time()
        self.terminate(CONFLICT)
        if allowed is not None:
            self.allowed = list(allowed)
        self._confirm(offset)
        batch = self._batch(limit)
        if batch or wait <= 0:
            return batch
        waiter: asyncio.Future[str | None] = loop.create_future()
        self._waiter = waiter
        if self.on_wait is not None:
            self.on_wait()
        try:
            async with asyncio.timeout(wait):
                ended_by = await waiter
        except TimeoutError:
            return []
        finally:
            self.last_poll = loop.time()
            if self._waiter is waiter:
                self._waiter = None
        if ended_by is not None:
            raise ApiError(409, ended_by)
        return self._batch(limit)

    def terminate(self, reason: str) -> None:
        """End a waiting poll with 409."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(reason)

    def stop_polling(self) -> None:
        """End a waiting poll, empty-handed."""
        self._wake()

    def _append(self, entry: _Entry) -> None:
        self._pending.append(entry)
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _confirm(self, offset: int) -> None:
        pending = self._pending
        if offset == 0 or not pending:
            return
        if offset < 0:
            while len(pending) > -offset:
                pending.popleft()
        elif pending[0].epoch == pending[-1].epoch == self._epoch and offset <= self.next_id:
            while pending and pending[0].id < offset:
                pending.popleft()
        else:
            # The numbers started over: an offset beyond them belongs to the numbers before.
            current = offset <= self.next_id
            self._pending = deque(
                e
                for e in pending
                if (e.id >= offset if e.epoch == self._epoch else not e.delivered)
                or (e.epoch == self._epoch and not current)
                or (e.epoch != self._epoch and not current and e.id >= offset)
            )

    def _batch(self, limit: int) -> list[bytes]:
        if not self._pending and not self._again:
            return []
        now = self.clock()
        out: list[bytes] = []
        seen: set[tuple[int, int]] = set()
        while self._again and len(out) < limit:
            entry = self._again.popleft()
            seen.add((entry.epoch, entry.id))
            out.append(entry.body)
        stale = False
        for entry in self._pending:
            if len(out) >= limit:
                break
            if entry.expires < now:
                stale = True
                continue
            if (entry.epoch, entry.id) in seen:
                continue
            if not entry.delivered:
                entry.delivered = True
                self._history.append(entry)
            out.append(entry.body)
        if stale:
            self._pending = deque(e for e in self._pending if e.expires >= now)
        return out
