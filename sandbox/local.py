"""The local Telegram as an object: start it, make people, let them speak, look at what the bot did."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from sandbox.api import BotApi
from sandbox.calls import Calls
from sandbox.errors import Json
from sandbox.faults import Faults
from sandbox.groups import Group
from sandbox.people import Person
from sandbox.server import Server
from sandbox.sim import Sim
from sandbox.world import World

# Looks like a token, and is nobody's.
TOKEN = "1000000:LOCAL-TELEGRAM-TOKEN_of_nobody-00000"  # noqa: S105

T = TypeVar("T")


class LocalTelegram:
    """A Telegram on this machine. `strict=False` skips the checks of nested objects, for benchmarks."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "kakdela_bot",
        clock: Callable[[], float] = time.time,
        host: str = "127.0.0.1",
        port: int = 0,
        strict: bool = True,
    ) -> None:
        self.token = token
        self.world = World(token, username, clock)
        self.calls = Calls()
        self.faults = Faults()
        self.api = BotApi(self.world, self.calls, self.faults, strict=strict)
        self.server = Server(self.api, Sim(self.world, self.calls, self.faults), token, host, port)
        self._waiting: set[asyncio.Event] = set()
        self.world.on_change.append(self._wake)

    async def start(self) -> None:
        await self.server.start()

    async def stop(self) -> None:
        await self.server.stop()

    async def __aenter__(self) -> LocalTelegram:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`: the base address for a Bot API library, and the chat page."""
        host = self.server.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.server.port}"

    @property
    def clock(self) -> Callable[[], float]:
        """Unix time; messages are dated by it. Settable."""
        return self.world.clock

    @clock.setter
    def clock(self, clock: Callable[[], float]) -> None:
        self.world.clock = clock

    @property
    def enforce_limits(self) -> bool:
        """Answer 429 beyond Telegram's published sending limits. Settable; off at first."""
        return self.world.limits.enforced

    @enforce_limits.setter
    def enforce_limits(self, enforced: bool) -> None:
        self.world.limits.enforced = enforced

    # -- people -----------------------------------------------------------------------------

    def person(
        self,
        first_name: str,
        *,
        id: int | None = None,
        username: str | None = None,
        language: str | None = "ru",
        last_name: str | None = None,
        phone: str | None = None,
    ) -> Person:
        """Make somebody, or find them by id, username or full name."""
        return self.world.person(
            first_name, id=id, username=username, language=language, last_name=last_name, phone=phone
        )

    def group(self, title: str, *people: Person, bot: bool = True, supergroup: bool = False) -> Group:
        """A new group; the first person owns it and adds the bot."""
        return self.world.group(title, *people, bot=bot, supergroup=supergroup)

    def hints(self, hints: list[Json], person: Person | None = None) -> None:
        """Lines to try, shown above the chat page's input: `[{"text", "why"}]`, for one person or for all."""
        self.world.hints[person.id if person else 0] = hints

    # -- trouble ----------------------------------------------------------------------------

    def fail(
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
        """Make the next `times` matching calls fail; kinds are in docs/local-telegram.md."""
        self.faults.add(
            method,
            chat=chat,
            code=code,
            description=description,
            retry_after=retry_after,
            times=times,
            kind=kind,
            delay=delay,
        )

    def redeliver(self, n: int) -> None:
        """Deliver the last n updates again, with the same numbers, confirmed or not."""
        self.world.updates.redeliver(n)

    def restart_update_ids(self, at: int) -> None:
        """Let `update_id` go on from another number, as Telegram does after a quiet week."""
        self.world.updates.restart(at)

    def inject(self, update: Json) -> None:
        """Queue a raw update, well-formed or not."""
        self.world.updates.inject(update)

    # -- waiting ----------------------------------------------------------------------------

    @property
    def quiet(self) -> bool:
        """Every update is confirmed and the bot waits for more: `await tg.wait_for(lambda: tg.quiet)`."""
        return self.world.updates.quiet

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 5) -> T:  # noqa: ASYNC109
        """Wait until the predicate is true; asked again at every Bot API call and every change."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(timeout):
                while not (value := predicate()):
                    await event.wait()
                    event.clear()
                return value
        finally:
            self._waiting.discard(event)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()
