"""A chat: its members, its messages, and what of it a bot is allowed to see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sandbox.entities import piece
from sandbox.errors import Json, NotPossible, Unknown
from sandbox.messages import Message

KEEP = 5_000  # messages a chat remembers

BotStatus = Literal["never", "member", "administrator", "left", "kicked"]


class Chat:
    """A private chat (id = the person's id) or a group; `members` are ids of people."""

    def __init__(self, id: int, type: str, title: str, members: Iterable[int]) -> None:
        self.id = id
        self.type = type
        self.title = title
        self.members = list(members)
        self.owner = self.members[0] if self.members else None
        self.bot_status: BotStatus = "member" if type == "private" else "never"
        self.messages: dict[int, Message] = {}
        self.last_id = 0
        self.unread: dict[int, int] = {}
        self.touched = 0.0  # when the newest message came
        self.pinned: int | None = None
        self.migrated_to: int | None = None  # the supergroup this group became
        self.keyboard: Json | None = None  # the reply keyboard people see there now
        self.json: Json = {"id": id, "type": type, "title": title}

    @property
    def private(self) -> bool:
        return self.type == "private"

    @property
    def bot_inside(self) -> bool:
        return self.bot_status in ("member", "administrator")

    @property
    def kind_in_words(self) -> str:
        """As Telegram's refusals call it."""
        return "supergroup chat" if self.type == "supergroup" else "group chat"

    def add(self, message: Message) -> None:
        self.messages[message.message_id] = message
        self.messages.pop(message.message_id - KEEP, None)

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def get(self, message_id: int) -> Message:
        """The message for a person's script."""
        message = self.messages.get(message_id)
        if message is None:
            raise Unknown(f"there is no message {message_id} in the chat {self.id}")
        return message

    def newest(self, *, from_bot: bool) -> Message | None:
        for message in reversed(self.messages.values()):
            if message.from_bot == from_bot:
                return message
        return None

    def transcript(self) -> str:
        return "\n".join(m.as_text() for m in self.messages.values()) or "(nothing said yet)"


def bot_may_read(chat: Chat, message: Json, bot: Json, *, privacy: bool) -> bool:
    """Privacy mode: in a group the bot gets commands for it, replies to it, mentions of it, service messages."""
    if chat.private:
        return True
    if not chat.bot_inside:
        return False
    if not privacy or chat.bot_status == "administrator":
        return True
    if "text" not in message and "caption" not in message:
        return not ({"photo", "document", "contact"} & message.keys()) or _replies_to(message, bot)
    if _replies_to(message, bot):
        return True
    text = message.get("text") or message.get("caption") or ""
    own = "@" + str(bot["username"]).lower()
    for entity in message.get("entities") or message.get("caption_entities") or ():
        if entity["type"] == "mention" and piece(text, entity).lower() == own:
            return True
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, at, whom = piece(text, entity).lower().partition("@")
            if not at or "@" + whom == own:
                return True
    return False


def _replies_to(message: Json, bot: Json) -> bool:
    target = message.get("reply_to_message")
    return target is not None and bool(target["from"]["id"] == bot["id"])


def button_of(message: Message, label: str) -> tuple[str, str]:
    """(text, data) of the callback button whose text contains `label`, whatever the case."""
    wanted = label.casefold()
    for row in message.buttons:
        for button in row:
            if button.data is not None and wanted in button.text.casefold():
                return button.text, button.data
    raise NotPossible(f"no button {label!r} under {message!r}")
