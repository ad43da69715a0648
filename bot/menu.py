"""The commands: which there are, for whom, and the menu Telegram shows in each language."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.i18n import Translator, languages

EVERYONE, MANAGER, LEAD, OWNER = "everyone", "manager", "lead", "owner"


@dataclass(frozen=True, slots=True)
class MenuCommand:
    """`who`: the least role it is for; `shown` puts it into the menu; its text is `menu-<name>`."""

    name: str
    who: str
    shown: bool = True


COMMANDS: tuple[MenuCommand, ...] = (
    MenuCommand("me", MANAGER),
    MenuCommand("today", MANAGER),
    MenuCommand("deals", MANAGER),
    MenuCommand("why", MANAGER),
    MenuCommand("team", LEAD),
    MenuCommand("target", LEAD),
    MenuCommand("kpi", LEAD),
    MenuCommand("absence", MANAGER),
    MenuCommand("calendar", LEAD),
    MenuCommand("requests", LEAD),
    MenuCommand("goal", MANAGER),
    MenuCommand("invite", LEAD),
    MenuCommand("people", LEAD),
    MenuCommand("newteam", OWNER),
    MenuCommand("language", EVERYONE),
    MenuCommand("help", EVERYONE),
    MenuCommand("privacy", EVERYONE),
    MenuCommand("leave", MANAGER),
    MenuCommand("deal", MANAGER, shown=False),
    MenuCommand("log", MANAGER, shown=False),
    MenuCommand("fix", MANAGER, shown=False),
    MenuCommand("start", EVERYONE, shown=False),
)
_RANK = {EVERYONE: 0, "none": 0, MANAGER: 1, LEAD: 2, OWNER: 3}


def for_role(role: str) -> list[MenuCommand]:
    """The menu of a role: manager, lead, owner, everyone."""
    return [c for c in COMMANDS if c.shown and _RANK[c.who] <= _RANK[role]]


def _commands(role: str, t: Translator) -> list[BotCommand]:
    return [BotCommand(command=c.name, description=t.plain(f"menu-{c.name}")) for c in for_role(role)]


async def publish(bot: Bot) -> None:
    """The menus everybody starts with, per language; a member's own follows with `publish_for`."""
    for language in languages():
        t = Translator(language)
        code = None if language == "en" else language
        await bot.set_my_commands(_commands(MANAGER, t), BotCommandScopeAllPrivateChats(), code)
        group = [BotCommand(command=n, description=t.plain(f"menu-{n}")) for n in ("deal", "log")]
        await bot.set_my_commands(group, BotCommandScopeAllGroupChats(), code)


async def publish_for(bot: Bot, account_id: int, role: str, language: str) -> None:
    """A person's own menu, by role and chosen language."""
    commands = _commands(role, Translator(language))
    await bot.set_my_commands(commands, BotCommandScopeChat(chat_id=account_id))
