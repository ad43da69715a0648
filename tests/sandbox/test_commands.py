"""The command menu: scopes, languages, and what Telegram refuses in it."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)

from sandbox import LocalTelegram, Person
from sandbox.methods_commands import menu


def command(name: str, description: str = "описание") -> BotCommand:
    return BotCommand(command=name, description=description)


async def test_the_narrowest_scope_in_the_persons_language_wins(
    bot: Bot, tg: LocalTelegram, ivan: Person, olga: Person
) -> None:
    john = tg.person("John", language="en-GB")
    john.starts()
    group = tg.group("Отдел", ivan, olga)

    def seen(person: Person, chat: int) -> str:
        return ",".join(c["command"] for c in menu(tg.world, person.id, tg.world.chat(chat)))

    await bot.set_my_commands([command("all")])
    await bot.set_my_commands([command("private")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(
        [command("private_ru")], scope=BotCommandScopeAllPrivateChats(), language_code="ru"
    )
    await bot.set_my_commands([command("groups")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([command("bosses")], scope=BotCommandScopeAllChatAdministrators())
    assert (seen(ivan, ivan.id), seen(john, john.id)) == ("private_ru", "private")
    assert (seen(ivan, group.id), seen(olga, group.id)) == ("bosses", "groups")
    await bot.set_my_commands([command("owner")], scope=BotCommandScopeChat(chat_id=ivan.id))
    member = BotCommandScopeChatMember(chat_id=group.id, user_id=olga.id)
    await bot.set_my_commands([command("olga")], scope=member)
    assert (seen(ivan, ivan.id), seen(olga, group.id)) == ("owner", "olga")
    assert [c.command for c in await bot.get_my_commands(scope=member)] == ["olga"]
    await bot.delete_my_commands(scope=member)
    assert seen(olga, group.id) == "groups"
    assert await bot.get_my_commands(language_code="en") == []


@pytest.mark.parametrize(
    ("name", "description", "words"),
    [
        ("День", "x", "BOT_COMMAND_INVALID"),
        ("Day", "x", "BOT_COMMAND_INVALID"),
        ("a" * 33, "x", "BOT_COMMAND_INVALID"),
        ("", "x", "command must be non-empty"),
        ("day", "x" * 257, "command description length must not exceed 256"),
        ("day", " ", "command description must be non-empty"),
    ],
)
async def test_names_and_descriptions(bot: Bot, name: str, description: str, words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.set_my_commands([command(name, description)])


async def test_other_refusals(bot: Bot, tg: LocalTelegram, ivan: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="BOT_COMMANDS_TOO_MUCH"):
        await bot.set_my_commands([command(f"c{n}") for n in range(101)])
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.set_my_commands([command("day")], scope=BotCommandScopeChat(chat_id=5))
    with pytest.raises(TelegramBadRequest, match="can't use specified scope in private chats"):
        await bot.set_my_commands(
            [command("day")], scope=BotCommandScopeChatMember(chat_id=ivan.id, user_id=ivan.id)
        )
    with pytest.raises(TelegramBadRequest, match="invalid language code specified"):
        await bot.set_my_commands([command("day")], language_code="russian")


async def test_the_bot_tells_about_itself(bot: Bot) -> None:
    await bot.set_my_description("Считает сделки", language_code="ru")
    await bot.set_my_short_description("KPI")
    await bot.set_my_name("Как дела")
    assert (await bot.get_my_description(language_code="ru")).description == "Считает сделки"
    assert (await bot.get_my_short_description()).short_description == "KPI"
    assert (await bot.get_my_name()).name == "Как дела"
    with pytest.raises(TelegramBadRequest):
        await bot.set_my_short_description("x" * 121)
    me = await bot.get_me()
    assert (me.username, me.can_read_all_group_messages, me.supports_inline_queries) == (
        "kakdela_bot",
        False,
        False,
    )
