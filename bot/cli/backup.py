"""`backup`: a consistent copy of a SQLite database, also while the bot runs."""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import Stop
from bot.cli.common import utc_now, with_database

if TYPE_CHECKING:
    from db.engine import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="default: backups/ beside the database")
    parser.epilog = "Prints the path of the copy. A PostgreSQL database is backed up by its own pg_dump."


def main(args: argparse.Namespace) -> int:
    return with_database(lambda db: _copy(db, args.to))


async def _copy(db: Database, folder: Path | None) -> int:
    from db.migrate import backup

    if db.path is None:
        raise Stop("this is PostgreSQL: back it up with pg_dump", 2)
    folder = folder or db.path.parent / "backups"
    try:
        print(await asyncio.to_thread(backup, db.path, folder, utc_now()))
    except (OSError, sqlite3.Error) as error:
        raise Stop(f"no copy was made in {folder}: {error}") from None
    return 0
