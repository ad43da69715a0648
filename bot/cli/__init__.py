"""The subcommands, one module each: `arguments(parser)` declares, `main(args)` does and returns the exit code.

Only this package is imported before a subcommand is known, so nothing heavy may be imported here, nor at
the top of a subcommand's module.
"""

from __future__ import annotations

from dataclasses import dataclass


class Stop(Exception):
    """Ends the program with one line on stderr. `code`: 1 it failed, 2 the input or the settings are wrong."""

    def __init__(self, line: str, code: int = 1) -> None:
        super().__init__(line)
        self.code = code


@dataclass(frozen=True, slots=True)
class Command:
    module: str
    help: str


COMMANDS = {
    "run": Command("run", "run the bot (default)"),
    "demo": Command("demo", "try it without Telegram: a local one, a sample team and a chat page"),
    "team": Command("team", "create a team, with its company and owner where missing; list teams"),
    "invite": Command("invite", "make, list and revoke links that let people in"),
    "parse": Command("parse", "show what a message would become"),
    "import": Command("import_", "record won deals from a CSV file"),
    "report": Command("report", "print the figures of people, teams or the company"),
    "target": Command("target", "set, list and import targets of people and teams"),
    "inbox": Command("inbox", "list and retry updates that were set aside"),
    "migrate": Command("migrate", "bring the database to the newest migration"),
    "backup": Command("backup", "copy the database while it is in use"),
    "check": Command("check", "check settings, database, Telegram and clock"),
}
