"""Goal 6: the statements of a logged deal, counted on the bot's own engine, and the commits around it."""

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
    """Transactions as they are committed: each a list of statements. BEGIN is ours and not counted."""

    def __init__(self, engine: Any) -> None:
        self.transactions: list[list[str]] = []
        self._open: dict[int, list[str]] = {}
        event.listen(engine, "before_cursor_execute", self._statement)
        event.listen(engine, "commit", self._commit)
        event.listen(engine, "rollback", self._rollback)

    def _statement(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            self._open.setdefault(id(connection.connection.dbapi_connection), []).append(statement)

    def _commit(self, connection: Any) -> None:
        self.transactions.append(self._open.pop(id(connection.connection.dbapi_connection), []))

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
    ear.transactions.clear()
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
        ear = _Ear(app.db.engine.sync_engine)
        people = [telegram.person(history.manager_name(n), id=history.FIRST_ID + n) for n in range(MANAGERS)]
        async with app.running(poll_timeout=5):
            await _one(telegram, app, ear, people[1], f"сделка 11к {client(1)}")
            first = people[0]
            known = await _one(telegram, app, ear, first, f"сделка 45к {client(0)}")
            new = await _one(telegram, app, ear, first, f"сделка 46к {client(KNOWN)}")
            edit = await _one(telegram, app, ear, first, f"сделка 47к {client(KNOWN)}", edit=True)
            ear.transactions.clear()
            talk, messages = Talk(6), 5 * MANAGERS
            for n in range(messages):
                people[n % MANAGERS].says(talk.line(n % MANAGERS))
            await _settled(telegram, app)
            kinds = Counter(_kind(t) for t in ear.transactions)
    commits = {kind: number / messages for kind, number in kinds.items()}
    return {"known": known, "new": new, "edit": edit, "commits": commits}
