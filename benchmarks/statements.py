"""Goal 6: the statements of a logged deal, counted on the bot's own connections, and the commits around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks import history
from benchmarks.words import KNOWN, MANAGERS, Talk, client
from bot.app import App, build
from bot.config import Settings
from sandbox import LocalTelegram, Person

_INBOX, _OUTBOX = re.compile(r"\binbox\b"), re.compile(r"\boutbox\b")


@dataclass(slots=True)
class Counted:
    """Statements of the transaction that made the effect."""

    core: int
    inbox: int
    reply: int
    texts: list[str] = field(default_factory=list)


class _Ear:
    """Transactions as they are committed: each a list of statements. What opens and ends them is not counted.

    `commits` has a list of transactions for each COMMIT: on SQLite several may share one.
    """

    def __init__(self) -> None:
        self.commits: list[list[list[str]]] = []

    @property
    def transactions(self) -> list[list[str]]:
        return [transaction for commit in self.commits for transaction in commit]


_VALUE = re.compile(r"'(?:[^']|'')*'|\b\d+\b|\bNULL\b")


class _SqliteEar(_Ear):
    """What SQLite itself says it runs: not every statement passes SQLAlchemy."""

    def __init__(self, engine: Any) -> None:
        super().__init__()
        self._open: list[list[str]] = []
        event.listen(engine, "connect", self._connected)

    def _connected(self, connection: Any, _record: Any) -> None:
        connection.driver_connection._conn.set_trace_callback(self._statement)

    def _statement(self, said: str) -> None:
        if said.startswith("BEGIN"):
            self._open = [[]]
        elif said.startswith("SAVEPOINT"):
            self._open.append([])
        elif said.startswith("COMMIT"):
            self.commits.append(self._open)
            self._open = []
        elif self._open and not said.startswith(("RELEASE", "ROLLBACK", "PRAGMA")):
            self._open[-1].append(_VALUE.sub("?", said))


class _PostgresEar(_Ear):
    def __init__(self, engine: Any) -> None:
        super().__init__()
        self._open: dict[int, list[str]] = {}
        event.listen(engine, "before_cursor_execute", self._statement)
        event.listen(engine, "commit", self._commit)
        event.listen(engine, "rollback", self._rollback)

    def _statement(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            self._open.setdefault(id(connection.connection.dbapi_connection), []).append(statement)

    def _commit(self, connection: Any) -> None:
        self.commits.append([self._open.pop(id(connection.connection.dbapi_connection), [])])

    def _rollback(self, connection: Any) -> None:
        self._open.pop(id(connection.connection.dbapi_connection), None)


def _kind(transaction: list[str]) -> str:
    """What a commit was for: `deal` made the effect; `inbox` took updates in; `reply` marked what was sent."""
    if any(s.startswith("UPDATE inbox") for s in transaction):
        return "deal"
    return "inbox" if any(s.startswith("INSERT INTO inbox") for s in transaction) else "reply"


def _count(ear: _Ear) -> Counted:
    (effect,) = [t for t in ear.transactions if _kind(t) == "deal"]
    inbox = sum(bool(_INBOX.search(s)) for s in effect)
    reply = sum(bool(_OUTBOX.search(s)) for s in effect)
    return Counted(len(effect) - inbox - reply, inbox, reply, effect)


async def _settled(telegram: LocalTelegram, app: App) -> None:
    await telegram.wait_for(lambda: telegram.quiet, timeout=60)
    await app.settled()


async def _one(
    telegram: LocalTelegram, app: App, ear: _Ear, person: Person, text: str, edit: bool = False
) -> Counted:
    ear.commits.clear()
    _ = person.edits(text) if edit else person.says(text)
    await _settled(telegram, app)
    return _count(ear)


async def measure(folder: Path, entries: int, url: str | None = None) -> dict[str, Any]:
    """`known`, `new`, `edit`: Counted; `commits`: per deal of a backlog, by what they were for."""
    url = url or f"sqlite+aiosqlite:///{folder}/statements-{entries}.db"
    await history.build(url, entries)
    async with LocalTelegram(strict=False) as telegram:
        app = build(
            Settings(
                _env_file=None,
                bot_token=telegram.token,
                telegram_api_url=telegram.url,
                database_url=url,
                owner_ids=(history.FIRST_ID,),
            )
        )
        engine = app.db.engine.sync_engine
        ear = _PostgresEar(engine) if url.startswith("postgresql") else _SqliteEar(engine)
        people = [telegram.person(history.manager_name(n), id=history.FIRST_ID + n) for n in range(MANAGERS)]
        async with app.running(poll_timeout=5):
            await _one(telegram, app, ear, people[1], f"сделка 11к {client(1)}")
            first = people[0]
            known = await _one(telegram, app, ear, first, f"сделка 45к {client(0)}")
            new = await _one(telegram, app, ear, first, f"сделка 46к {client(KNOWN)}")
            edit = await _one(telegram, app, ear, first, f"сделка 47к {client(KNOWN)}", edit=True)
            ear.commits.clear()
            talk, messages = Talk(6), 5 * MANAGERS
            for n in range(messages):
                people[n % MANAGERS].says(talk.line(n % MANAGERS))
            await _settled(telegram, app)
            kinds = Counter(
                _kind([s for transaction in commit for s in transaction]) for commit in ear.commits
            )
    commits = {kind: number / messages for kind, number in kinds.items()}
    return {"known": known, "new": new, "edit": edit, "commits": commits}
