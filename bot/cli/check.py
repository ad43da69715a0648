"""`check`: is everything in place for the bot to run? A line each; exit code 1 when something is not."""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from bot.cli import Stop
from bot.cli.common import one_line_errors, settings, utc_now

if TYPE_CHECKING:
    from bot.config import Settings

_SECONDS_OFF = 60
_TELEGRAM_SECONDS = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair", action="store_true", help="set right the first deals of clients where a recount differs"
    )
    parser.epilog = "An empty database is migrated; an older one is only reported."


def main(args: argparse.Namespace) -> int:
    fine = True

    def line(good: bool, text: str) -> None:
        nonlocal fine
        fine = fine and good
        print(f"{'ok  ' if good else 'FAIL'} {text}", flush=True)

    found: Settings | None = None
    try:
        found = settings(need_token=True)
        line(True, "settings")
    except Stop as stop:
        line(False, f"settings: {stop}")
        try:
            found = settings()  # the token alone may be what is missing
        except Stop:
            return 1
    good, text = asyncio.run(_database(found))
    line(good, text)
    if good:
        line(*asyncio.run(_first_deals(found, repair=args.repair)))
    server_date: datetime | None = None
    if found.token:
        good, text, server_date = asyncio.run(_telegram(found))
        line(good, text)
    else:
        line(False, "Telegram: not asked without a token")
    line(*_clock(server_date))
    return 0 if fine else 1


async def _database(found: Settings) -> tuple[bool, str]:
    from db.engine import Database
    from db.migrate import HEAD, check_known, current, upgrade

    try:
        async with one_line_errors():
            revision = await current(found.database_url)
            if revision is None:
                await upgrade(found.database_url, now=utc_now())
                revision = HEAD
            check_known(revision)
            if revision != HEAD:
                return False, f"database: at migration {revision}, the newest is {HEAD} (kakdela migrate)"
            db = Database(found.database_url)
            try:
                async with db.write():
                    pass  # opens for writing
            finally:
                await db.close()
    except Stop as stop:
        return False, f"database: {stop}"
    return True, f"database: at migration {HEAD}"


async def _first_deals(found: Settings, *, repair: bool) -> tuple[bool, str]:
    """Counts again what is kept beside the entries: the first deal of every client."""
    from db.engine import Database
    from services.kpi import firsts

    db = Database(found.database_url)
    try:
        async with one_line_errors():
            async with db.read() as session:
                differ = await firsts.wrong(session)
            if not differ:
                return True, "first deals of clients: as a recount says"
            what = f"first deals of clients: {len(differ)} differ from a recount"
            if not repair:
                return False, f"{what} (kakdela check --repair)"
            async with db.write() as session:
                await firsts.repair(session, await firsts.wrong(session))
            return True, f"{what}: set right"
    except Stop as stop:
        return False, f"first deals of clients: {stop}"
    finally:
        await db.close()


async def _telegram(found: Settings) -> tuple[bool, str, datetime | None]:
    """Whether getMe answers, what to say, and the server's idea of the time."""
    import aiohttp

    url = f"{found.telegram_api_url}/bot{found.token}/getMe"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_TELEGRAM_SECONDS)) as client,
            client.get(url) as response,
        ):
            date = _date(response.headers.get("Date"))
            if response.status in (401, 404):
                return False, "Telegram: it does not know this BOT_TOKEN", date
            answer = await response.json(content_type=None)
            if response.status != 200 or not isinstance(answer, dict) or not answer.get("ok"):
                return False, f"Telegram: it answers with status {response.status}", date
            return True, f"Telegram: the bot is @{answer['result'].get('username', '?')}", date
    except TimeoutError:
        return False, f"Telegram: no answer within {_TELEGRAM_SECONDS} s", None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # The error's own text may hold the address, and with it the token.
        return False, f"Telegram: TELEGRAM_API_URL cannot be reached ({type(error).__name__})", None


def _date(header: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)


def _clock(server: datetime | None) -> tuple[bool, str]:
    now = datetime.fromtimestamp(time.time(), UTC)
    if server is None:
        good = 2026 <= now.year < 2100
        return good, f"clock: {now:%Y-%m-%d %H:%M} UTC (not compared: no server answered)"
    off = abs((now - server).total_seconds())
    if off > _SECONDS_OFF:
        return False, f"clock: {off:.0f} s away from the Telegram server's"
    return True, f"clock: {now:%Y-%m-%d %H:%M} UTC"
