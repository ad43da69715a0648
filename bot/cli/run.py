"""`run`: the bot itself, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from bot.cli.common import one_line_errors, settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "settings: environment variables or .env in the working directory (see .env.example)"


def main(args: argparse.Namespace) -> int:
    # Until the loop takes over: a stop during the imports is an ordinary stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    found = settings(need_token=True, quiet=False)
    from bot import lazy

    lazy.install()

    async def serve() -> int:
        async with one_line_errors():
            from bot.app import serve

            return await serve(found)

    return asyncio.run(serve())
