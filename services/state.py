"""Small facts about this installation, by key."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore
from db.models import State


async def get(session: AsyncSession, key: str) -> str | None:
    return (await session.execute(select(State.value).where(State.key == key))).scalar_one_or_none()


async def put(session: AsyncSession, key: str, value: str) -> None:
    await session.execute(insert_or_ignore(session, State, ["key"]).values(key=key, value=value))
    await session.execute(update(State).where(State.key == key).values(value=value))
