"""What a handler returns: replies as data, stored with their effect and sent after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiogram.filters.callback_data import CallbackData


@dataclass(frozen=True, slots=True)
class Button:
    """`action` is what a tap sends back (ids, not state), or `url` is opened."""

    text: str
    action: CallbackData | None = None
    url: str | None = None


Keyboard = list[list[Button]]


@dataclass(slots=True)
class Reply:
    """A message to send, or to edit in place.

    `report_id`: the receipt of that report, edited once it exists. `edit`: the id of the bot's message to replace.
    `chat_id`: where; by default where the person spoke. `reply_to`: the message it answers (groups).
    `document`: name and text of a small file; `text` becomes its caption.
    """

    text: str
    buttons: Keyboard = field(default_factory=list)
    chat_id: int | None = None
    report_id: int | None = None
    edit: int | None = None
    reply_to: int | None = None
    fresh: bool = False
    document: tuple[str, str] | None = None

    def payload(self) -> dict[str, Any]:
        """As stored in the outbox."""
        data: dict[str, Any] = {"text": self.text}
        rows = [
            [[b.text, b.action.pack() if b.action else None, b.url] for b in row]
            for row in self.buttons
            if row
        ]
        if rows:
            data["buttons"] = rows
        if self.edit is not None:
            data["edit"] = self.edit
        if self.reply_to is not None:
            data["reply_to"] = self.reply_to
        if self.document is not None:
            data["document"] = list(self.document)
        return data


@dataclass(slots=True)
class Toast:
    """The short answer to a tap; `alert` makes it a window that has to be closed."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class MenuChange:
    """A person's own command menu, to be published after the commit: `role` as in `bot.menu`."""

    account_id: int
    role: str
    language: str


Part = Reply | Toast | MenuChange
Answer = Part | Sequence[Part] | None  # a sequence is a list
