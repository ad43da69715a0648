"""A message as people see it; `raw` is the same message as the Bot API gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sandbox.entities import to_html
from sandbox.errors import Json

if TYPE_CHECKING:
    from sandbox.chats import Chat


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: `data` for a callback button, `url` for a link."""

    text: str
    data: str | None = None
    url: str | None = None


class Message:
    """One message in a chat. It lives: an edit changes it in place, and keeps earlier texts in `history`."""

    __slots__ = ("_chat", "deleted", "history", "keyboard", "raw", "reactions")

    def __init__(self, chat: Chat, raw: Json, keyboard: Json | None = None) -> None:
        self._chat = chat
        self.raw = raw
        self.keyboard = keyboard  # a reply keyboard, remove_keyboard or force_reply sent with it
        self.deleted = False
        self.history: list[str] = []
        self.reactions: list[str] = []

    @property
    def message_id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        return self._chat.id

    @property
    def chat(self) -> Chat:
        return self._chat

    @property
    def from_id(self) -> int:
        return int(self.raw["from"]["id"])

    @property
    def from_name(self) -> str:
        sender = self.raw["from"]
        return " ".join(filter(None, [sender["first_name"], sender.get("last_name")]))

    @property
    def from_bot(self) -> bool:
        return bool(self.raw["from"]["is_bot"])

    @property
    def text(self) -> str:
        """The plain text, after parsing; of a photo or a document, its caption."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def caption(self) -> str | None:
        return self.raw.get("caption")

    @property
    def entities(self) -> list[Json]:
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def html(self) -> str:
        """The text with Telegram's own tags, everything else escaped."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        markup = self.raw.get("reply_markup")
        if not markup:
            return []
        return [
            [Button(b["text"], b.get("callback_data"), b.get("url")) for b in row]
            for row in markup["inline_keyboard"]
        ]

    @property
    def date(self) -> datetime:
        return datetime.fromtimestamp(self.raw["date"], UTC)

    @property
    def edit_date(self) -> datetime | None:
        at = self.raw.get("edit_date")
        return datetime.fromtimestamp(at, UTC) if at else None

    @property
    def photo(self) -> str | None:
        """The file_id of the largest size."""
        sizes = self.raw.get("photo")
        return str(sizes[-1]["file_id"]) if sizes else None

    @property
    def document(self) -> Json | None:
        return self.raw.get("document")

    @property
    def contact(self) -> Json | None:
        return self.raw.get("contact")

    @property
    def reply_to(self) -> int | None:
        target = self.raw.get("reply_to_message")
        return int(target["message_id"]) if target else None

    @property
    def forward(self) -> str | None:
        """Whose words these are, if forwarded."""
        origin = self.raw.get("forward_origin")
        if not origin:
            return None
        user = origin.get("sender_user")
        if user:
            return " ".join(filter(None, [user["first_name"], user.get("last_name")]))
        return str(origin["sender_user_name"])

    @property
    def service(self) -> str | None:
        """What happened, if this is a service message."""
        for key, words in _SERVICE.items():
            if key in self.raw:
                return words
        return None

    def as_text(self) -> str:
        """For a transcript: who, what, buttons."""
        body = self.text or self.service or ("[photo]" if self.photo else "")
        if self.photo and self.caption:
            body = f"[photo] {body}"
        if self.document:
            body = f"[{self.document.get('file_name', 'document')}] {body}".rstrip()
        if self.contact:
            body = f"[contact {self.contact['first_name']} {self.contact['phone_number']}]"
        if self.forward:
            body = f"[from {self.forward}] {body}"
        mark = " (edited)" if self.edit_date else ""
        lines = [f"#{self.message_id} {self.from_name}{mark}: {body}"]
        lines += ["    " + " ".join(f"[{b.text}]" for b in row) for row in self.buttons]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<{self.as_text()}>"


_SERVICE = {
    "new_chat_members": "joined the group",
    "left_chat_member": "left the group",
    "group_chat_created": "created the group",
    "pinned_message": "pinned a message",
    "migrate_to_chat_id": "upgraded the group",
    "migrate_from_chat_id": "upgraded the group",
}
