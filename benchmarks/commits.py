"""Goal 12: the commit of a deal-sized transaction with synchronous=FULL, beside an fdatasync of 4 KiB."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, update

from benchmarks import history
from benchmarks.load import percentile
from db.engine import Database
from db.models import Entry, InboxUpdate, OutboxMessage

BLOCK = 20  # so many of one kind, then of the other


class Disk:
    """A migrated database and a plain file in the same folder."""

    def __init__(self, folder: Path) -> None:
        self._db = Database(f"sqlite+aiosqlite:///{folder}/commits.db")
        self._file = os.open(folder / "plain", os.O_CREAT | os.O_RDWR)
        self._page = os.urandom(4096)
        self._number = 0
        os.pwrite(self._file, self._page, 0)
        os.fsync(self._file)

    async def commit(self) -> float:
        """Seconds it takes to leave the transaction, COMMIT and all: an update taken in and claimed, an entry, a reply."""
        self._number += 1
        now = datetime.now(UTC)
        async with self._db.write() as session:
            await session.execute(
                insert(InboxUpdate).values(
                    fingerprint=f"{self._number:064}", update_id=self._number, lane=5_000, raw="x" * 400,
                    state="new", received_at=now,
                )
            )  # fmt: skip
            await session.execute(
                update(InboxUpdate).where(InboxUpdate.id == self._number).values(state="done", raw=None)
            )
            await session.execute(
                insert(Entry).values(
                    company_id=1, team_id=1, member_id=1 + self._number % 64, kind="deal", quantity=1,
                    amount=4_500_000, client_id=1 + self._number % 2000, day=now.date(), created_at=now,
                )
            )  # fmt: skip
            await session.execute(
                insert(OutboxMessage).values(
                    chat_id=5_000, payload={"text": "x" * 200}, state="pending", created_at=now
                )
            )
            began = time.perf_counter()
        return time.perf_counter() - began

    def sync(self) -> float:
        """Seconds of one fdatasync of 4 KiB, in place."""
        os.pwrite(self._file, self._page, 0)
        began = time.perf_counter()
        os.fdatasync(self._file)
        return time.perf_counter() - began

    async def round(self, times: int) -> tuple[list[float], list[float]]:
        """Commits and syncs in turn, in blocks; the checkpoint runs beside them as it does in the bot."""
        ours: list[float] = []
        plain: list[float] = []
        while len(ours) < times:
            ours += [await self.commit() for _ in range(BLOCK)]
            plain += [self.sync() for _ in range(BLOCK)]
        await self._db.checkpoint()
        return ours, plain

    async def close(self) -> None:
        await self._db.close()
        os.close(self._file)


async def measure(
    folder: Path, rounds: int, times: int
) -> tuple[list[float], list[float], list[float], list[float]]:
    """Milliseconds, a figure a round: p99 and p50 of our commits, p99 and p50 of the plain syncs."""
    await history.build(f"sqlite+aiosqlite:///{folder}/commits.db", 20_000)
    disk = Disk(folder)
    figures: tuple[list[float], ...] = ([], [], [], [])
    try:
        await disk.round(BLOCK)
        for _ in range(rounds):
            ours, plain = await disk.round(times)
            for into, values, share in zip(
                figures, (ours, ours, plain, plain), (0.99, 0.5, 0.99, 0.5), strict=True
            ):
                into.append(percentile(values, share) * 1000)
    finally:
        await disk.close()
    return figures[0], figures[1], figures[2], figures[3]
