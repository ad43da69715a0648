"""What subcommands share: settings, a migrated database, and errors as one line."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.cli import Stop

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.config import Settings
    from db.engine import Database
    from db.models import Company, Team
    from services.errors import KakdelaError

LINES = {
    "error-name-empty": "the name of a {what} must not be empty",
    "error-bad-currency": "{currency} is no current ISO 4217 currency code (like RUB, USD, EUR)",
    "error-bad-country": "{country} is no ISO 3166 country code of two letters (like RU, US, DE)",
    "error-bad-timezone": "{timezone} is no IANA time zone (like Europe/Moscow, UTC)",
    "error-bad-language": "{language} is no language of the bot (there are: {known})",
    "error-currency-mismatch": "company {company} counts in {has}, not in {asked}: one currency a company",
    "error-owner-elsewhere": "{account_id} already belongs to another company",
    "error-bad-account": "{account_id} is no Telegram user id",
    "error-bad-uses": "a link works for 1 to {max} people",
    "error-bad-days": "a link works for 1 to {max} days",
    "error-bad-role": "a link is for a manager or a lead",
    "error-invite-one-person": "a link for one person works once: leave --uses out",
    "error-invite-joined": "{name} has already joined",
    "error-invite-not-found": "there is no such link (see: kakdela invite list)",
    "error-not-found": "nothing of that name",
}


def line_of(error: KakdelaError) -> str:
    """An error of the services in words for the terminal."""
    template = LINES.get(error.key)
    return template.format(**error.args_) if template else f"{error.key} {error.args_ or ''}".strip()


def utc_now() -> datetime:
    return datetime.now(UTC)


def say(text: str) -> None:
    """A remark for the person at the terminal: stderr, because stdout is for machines."""
    print(text, file=sys.stderr, flush=True)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def settings(need_token: bool = False, *, quiet: bool = True) -> Settings:
    """The settings, with logging set up; `quiet` leaves out what is only of interest in a long run."""
    from bot import config, logs

    try:
        found = config.load(need_token)
    except config.SettingsError as error:
        raise Stop(str(error), 2) from None
    level = found.log_level
    logs.setup("WARNING" if quiet and level == "INFO" else level, found.log_format)
    return found


@asynccontextmanager
async def one_line_errors() -> AsyncIterator[None]:
    """Turns what can be expected to go wrong with a database, and every KakdelaError, into Stop."""
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    from bot.logs import mask
    from db.lock import AlreadyRunning
    from db.migrate import NewerDatabase
    from services.errors import KakdelaError

    try:
        yield
    except KakdelaError as error:
        raise Stop(line_of(error), 2) from None
    except NewerDatabase as error:
        raise Stop(f"{error}: update the program") from None
    except AlreadyRunning as error:
        raise Stop(str(error)) from None
    except DBAPIError as error:
        raise Stop(f"the database: {mask(_first_line(error.orig or error))}") from None
    except BrokenPipeError:  # stdout's, not the database's
        raise
    except (OSError, PoolTimeout) as error:
        raise Stop(f"the database cannot be used: {mask(_first_line(error))}") from None
    except Exception as error:
        if type(error).__module__.startswith("asyncpg"):  # refused at connecting, before SQLAlchemy wraps it
            raise Stop(f"the database cannot be used: {mask(_first_line(error))}") from None
        raise


@asynccontextmanager
async def database(found: Settings) -> AsyncIterator[Database]:
    """The database at the newest migration; its expected failures end in Stop."""
    from db.engine import Database
    from db.migrate import upgrade

    async with one_line_errors():
        backup = await upgrade(found.database_url, now=utc_now())
        if backup is not None:
            say(f"migrated; the database as it was before: {backup}")
        db = Database(found.database_url)
        try:
            yield db
        finally:
            await db.close()


def with_database(work: Callable[[Database], Awaitable[int]]) -> int:
    """Loads the settings, opens the database and runs `work` with it."""
    found = settings()

    async def run() -> int:
        async with database(found) as db:
            return await work(db)

    return asyncio.run(run())


async def find_company(session: AsyncSession, name: str | None) -> Company:
    """The company of that name, or the only one. Raises Stop(2) saying which there are."""
    from sqlalchemy import select

    from db.models import Company
    from services.names import person_key

    companies = list(await session.scalars(select(Company).order_by(Company.id)))
    found = companies if name is None else [c for c in companies if c.name_key == person_key(name)]
    if len(found) == 1:
        return found[0]
    there = listing(c.name for c in companies)
    if not companies:
        raise Stop("there is no company yet (see: kakdela team create, kakdela import)", 2)
    raise Stop(
        f"which company? --company is one of {there}" if name is None
        else f"there is no company {name}; there is: {there}" if not found
        else f"{len(found)} companies are called {name}",
        2,
    )  # fmt: skip


async def find_team(session: AsyncSession, name: str, company_id: int | None = None) -> Team:
    """The team of that name, in that company or anywhere. Raises Stop(2) saying which there are."""
    from sqlalchemy import select

    from db.models import Team
    from services.names import person_key

    query = select(Team).order_by(Team.id)
    if company_id is not None:
        query = query.where(Team.company_id == company_id)
    teams = list(await session.scalars(query))
    found = [team for team in teams if team.name_key == person_key(name)]
    if not found:
        raise Stop(f"there is no team {name}; there is: {listing(t.name for t in teams) or 'none yet'}", 2)
    if len(found) > 1:
        raise Stop(f"several companies have a team {name}: say --company", 2)
    return found[0]


def listing(names: Iterable[str], limit: int = 20) -> str:
    """Names for an error line, cut when there are very many."""
    every = list(names)
    more = f" and {len(every) - limit} more" if len(every) > limit else ""
    return ", ".join(f'"{name}"' for name in every[:limit]) + more


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
