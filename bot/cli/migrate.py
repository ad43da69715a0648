"""`migrate`: bring the database to the newest migration, after a backup of a SQLite file it will change."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.common import with_database

if TYPE_CHECKING:
    from db.engine import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "The bot does the same when it starts; harmless where there is nothing to do."


def main(args: argparse.Namespace) -> int:
    return with_database(_done)


async def _done(db: Database) -> int:
    from db.migrate import HEAD

    print(HEAD)  # with_database has migrated
    return 0
