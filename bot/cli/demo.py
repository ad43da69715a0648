"""`demo`: the bot, a local Telegram and a chat page on this machine."""

from __future__ import annotations

import argparse

from bot.cli import Stop


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=0, help="port of the chat page (default: one that is free)"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def main(args: argparse.Namespace) -> int:
    raise Stop("the demo is not built yet")
