"""What the people's door shows: people, chats and messages as JSON for the chat page and for scripts."""

from __future__ import annotations

from sandbox.chats import Chat
from sandbox.errors import Json
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.world import World


def message_json(world: World, message: Message) -> Json:
    """A message; `photo` and `document.url` are addresses under /sim/files, without the token."""
    raw = message.raw
    document = message.document
    keyboard = message.keyboard
    return {
        "message_id": message.message_id,
        "chat": message.chat_id,
        "from": {"id": message.from_id, "name": message.from_name, "is_bot": message.from_bot},
        "date": raw["date"],
        "edit_date": raw.get("edit_date"),
        "text": raw.get("text"),
        "html": message.html,
        "caption": message.caption,
        "photo": _url(world, message.photo),
        "document": {
            "file_name": document.get("file_name", ""),
            "url": _url(world, document["file_id"]),
            "size": document["file_size"],
        }
        if document
        else None,
        "contact": message.contact,
        "forward": message.forward,
        "reply_to": message.reply_to,
        "buttons": [[{"text": b.text, "data": b.data, "url": b.url} for b in row] for row in message.buttons]
        or None,
        "keyboard": [
            [{"text": b["text"], "request_contact": bool(b.get("request_contact"))} for b in row]
            for row in keyboard["keyboard"]
        ]
        if keyboard and "keyboard" in keyboard
        else None,
        "remove_keyboard": bool(keyboard and keyboard.get("remove_keyboard")),
        "service": message.service,
        "reactions": message.reactions,
    }


def chat_json(world: World, chat: Chat, person: Person | None = None) -> Json:
    """A chat as a line of somebody's list; a private chat is titled with the bot's name."""
    newest = next(reversed(chat.messages.values()), None)
    owner = world.people[chat.id] if chat.private else None
    return {
        "id": chat.id,
        "type": chat.type,
        "title": world.bot["first_name"] if chat.private and person is not None else chat.title,
        "last": message_json(world, newest) if newest else None,
        "unread": chat.unread.get(person.id, 0) if person else 0,
        "blocked": owner.blocked if owner else False,
        "started": owner.started if owner else True,
        "members": chat.members,
        "bot": chat.bot_inside,
    }


def _url(world: World, file_id: str | None) -> str | None:
    stored = world.files.get(file_id) if file_id else None
    return f"/sim/files/{stored.path}" if stored else None
