"""Bot API methods about chats, members and reactions."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.chats import Chat
from sandbox.errors import Json, refuse
from sandbox.methods import Request, serves
from sandbox.methods_messages import find, readable, writable
from sandbox.world import World

_ACTION_NAMES = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)
_ACTIONS = frozenset(_ACTION_NAMES.split())
# What Telegram lets anybody react with; the list of ReactionTypeEmoji.
_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 "
    "👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
_REACTIONS = frozenset(_EMOJI.split())


@serves("sendChatAction")
def send_chat_action(request: Request) -> bool:
    chat = readable(request)
    if chat.private and not request.world.people[chat.id].started:
        raise refuse("bot can't initiate conversation with a user", 403)
    action = request.params["action"]
    if action not in _ACTIONS:
        raise refuse("wrong parameter action in request")
    request.world.tell("action", chat, lambda: {"action": action})
    return True


@serves("setMessageReaction")
def set_message_reaction(request: Request) -> bool:
    chat = readable(request)
    message = find(chat, request.params["message_id"], "react")
    reactions = request.params.get("reaction") or []
    if len(reactions) > 1:
        raise refuse("REACTIONS_TOO_MANY")
    emojis = [str(r.get("emoji", "")).replace("\ufe0f", "") for r in reactions]
    if any(e not in _REACTIONS for e in emojis):
        raise refuse("REACTION_INVALID")
    message.reactions = emojis
    request.world.tell("edited", chat, lambda: {"message": message})
    return True


@serves("pinChatMessage")
def pin_chat_message(request: Request) -> bool:
    chat = writable(request)
    message = find(chat, request.params["message_id"], "pin")
    if not chat.private and chat.bot_status != "administrator":
        raise refuse("not enough rights to manage pinned messages in the chat")
    if chat.pinned != message.message_id:
        chat.pinned = message.message_id
        request.world.post(chat, request.world.bot, {"pinned_message": message.raw})
    return True


@serves("unpinChatMessage")
def unpin_chat_message(request: Request) -> bool:
    chat = readable(request)
    if not chat.private and chat.bot_status != "administrator":
        raise refuse("not enough rights to manage pinned messages in the chat")
    chat.pinned = None
    return True


@serves("getChat")
def get_chat(request: Request) -> Json:
    chat = readable(request)
    full: Json = {
        **chat.json,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if not chat.private:
        full["permissions"] = {"can_send_messages": True}
    if chat.pinned in chat.messages:
        full["pinned_message"] = chat.messages[chat.pinned].raw
    return full


@serves("getChatMember")
def get_chat_member(request: Request) -> Json:
    chat = readable(request)
    user = request.world.user_json(request.params["user_id"])
    if user is None:
        raise refuse("invalid user_id specified")
    return request.world.member_json(user, status_in(request.world, chat, user["id"]))


@serves("getChatAdministrators")
def get_chat_administrators(request: Request) -> list[Json]:
    chat = readable(request)
    if chat.private:
        raise refuse("there are no administrators in the private chat")
    return list(_administrators(request.world, chat))


@serves("getChatMemberCount")
def get_chat_member_count(request: Request) -> int:
    chat = readable(request)
    return len(chat.members) + 1


@serves("leaveChat")
def leave_chat(request: Request) -> bool:
    chat, world = readable(request), request.world
    if chat.private:
        raise refuse("chat member status can't be changed in private chats")
    old, chat.bot_status = chat.bot_status, "left"
    world.put_my_chat_member(chat, world.bot, old, "left")
    world.post(chat, world.bot, {"left_chat_member": world.bot})
    return True


def status_in(world: World, chat: Chat, user_id: int) -> str:
    if user_id == world.bot["id"]:
        return chat.bot_status
    if user_id not in chat.members:
        return "left"
    return "creator" if user_id == chat.owner and not chat.private else "member"


def _administrators(world: World, chat: Chat) -> Iterator[Json]:
    for member in chat.members:
        if member == chat.owner:
            yield world.member_json(world.people[member].user, "creator")
    if chat.bot_status == "administrator":
        yield world.member_json(world.bot, "administrator")
