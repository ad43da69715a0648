"""Bot API methods of the command menu, and the menu a person sees."""

from __future__ import annotations

import re

from sandbox.chats import Chat
from sandbox.errors import Json, refuse
from sandbox.methods import Request, serves
from sandbox.methods_chats import status_in
from sandbox.methods_messages import as_id, readable
from sandbox.world import World

_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


@serves("setMyCommands")
def set_my_commands(request: Request) -> bool:
    commands = request.params["commands"]
    if len(commands) > 100:
        raise refuse("BOT_COMMANDS_TOO_MUCH")
    made = [_command(command) for command in commands]
    request.world.commands[_scope(request)] = made
    return True


@serves("deleteMyCommands")
def delete_my_commands(request: Request) -> bool:
    request.world.commands.pop(_scope(request), None)
    return True


@serves("getMyCommands")
def get_my_commands(request: Request) -> list[Json]:
    return request.world.commands.get(_scope(request), [])


def menu(world: World, person_id: int, chat: Chat) -> list[Json]:
    """The commands a person sees in a chat: the narrowest scope wins, in their language before in general."""
    language = (world.known(person_id).language or "")[:2]
    scopes: list[tuple[str, int, int]] = []
    if chat.private:
        scopes += [("chat", chat.id, 0), ("all_private_chats", 0, 0)]
    else:
        scopes.append(("chat_member", chat.id, person_id))
        if status_in(world, chat, person_id) in ("creator", "administrator"):
            scopes += [("chat_administrators", chat.id, 0)]
        scopes.append(("chat", chat.id, 0))
        if status_in(world, chat, person_id) in ("creator", "administrator"):
            scopes.append(("all_chat_administrators", 0, 0))
        scopes.append(("all_group_chats", 0, 0))
    for scope in [*scopes, ("default", 0, 0)]:
        for lang in (language, ""):
            if world.commands.get((scope, lang)):
                return world.commands[scope, lang]
    return []


def _command(command: Json) -> Json:
    name, description = str(command["command"]), str(command["description"])
    if not name:
        raise refuse("command must be non-empty")
    if not description.strip():
        raise refuse("command description must be non-empty")
    if len(description) > 256:
        raise refuse("command description length must not exceed 256")
    if not _COMMAND.fullmatch(name):
        raise refuse("BOT_COMMAND_INVALID")
    return {**command, "command": name.removeprefix("/"), "description": description}


def _scope(request: Request) -> tuple[tuple[str, int, int], str]:
    scope = request.params.get("scope") or {"type": "default"}
    language = request.params.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise refuse("invalid language code specified")
    kind = scope["type"]
    if kind in _PLAIN_SCOPES:
        return (kind, 0, 0), language
    request.params["chat_id"] = as_id(scope["chat_id"])
    chat = readable(request)
    if kind != "chat" and chat.private:
        raise refuse("can't use specified scope in private chats")
    return (kind, chat.id, int(scope.get("user_id") or 0)), language
