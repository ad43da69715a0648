"""The command line, `python -m bot` or `kakdela`: imports a subcommand only when it is asked for."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from bot.cli import COMMANDS, Stop


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one subcommand. Returns 0, 1 (failed), 2 (wrong input or settings) or 130 (Ctrl-C)."""
    words = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):  # whatever the terminal's locale says, machines read UTF-8
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except Stop as stop:
        print(f"kakdela: {stop}", file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output is gone (`| head`); keep the interpreter from flushing into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return code


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        raise Stop(f"{message} (see: {self.prog} --help)", 2)


def _dispatch(words: list[str]) -> int:
    if not words:
        words = ["run"]
    name = words[0]
    if name not in COMMANDS:
        if name in ("-h", "--help"):
            _top().print_help()
            return 0
        raise Stop(f"there is no command {name}; there are: {', '.join(COMMANDS)}", 2)
    module = import_module(f"bot.cli.{COMMANDS[name].module}")
    parser = _Parser(
        prog=f"kakdela {name}",
        description=COMMANDS[name].help[:1].upper() + COMMANDS[name].help[1:] + ".",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.arguments(parser)
    return int(module.main(parser.parse_args(words[1:])))


def _top() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS)) + 2
    parser = argparse.ArgumentParser(
        prog="kakdela",
        description="A Telegram bot that keeps a sales team's KPIs.",
        epilog="commands:\n"
        + "\n".join(f"  {name:{width}}{command.help}" for name, command in COMMANDS.items())
        + "\n\nkakdela COMMAND --help says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("command", nargs="?", metavar="COMMAND", help="what to do (default: run)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
