"""Starts the bot as a process of its own, for tests that kill it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

ROOT = Path(__file__).parent.parent


class BotProcess:
    """`python -m bot run` against a local Telegram; `kill()` is kill -9, `stop()` a SIGTERM."""

    def __init__(self, database_url: str, api_url: str, token: str, folder: Path) -> None:
        self._env = {
            **os.environ,
            "BOT_TOKEN": token,
            "TELEGRAM_API_URL": api_url,
            "DATABASE_URL": database_url,
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT),
        }
        self._folder = folder
        self.process: Process | None = None
        self.log = folder / "bot.log"

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._env, cwd=self._folder, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> int:
        """SIGTERM; gives the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), 12)
