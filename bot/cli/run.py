"""`run`: the bot itself, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio

from bot.cli.common import one_line_errors, settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "settings: environment variables or .env in the working directory (see .env.example)"


def main(args: argparse.Namespace) -> int:
    found = settings(need_token=True, quiet=False)

    from bot import lazy

    lazy.install()

    async def serve() -> int:
        async with one_line_errors():
            from bot.app import serve

            return await serve(found)

    return asyncio.run(serve())
