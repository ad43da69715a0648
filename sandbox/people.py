"""People who speak, tap, forward and block, as a test or a script asks them to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sandbox.chats import Chat, button_of
from sandbox.entities import detect, trim_plain, utf16
from sandbox.errors import Json, NotPossible
from sandbox.files import StoredFile, Upload
from sandbox.groups import Group, Tap
from sandbox.messages import Message
from sandbox.pictures import tiny_png

if TYPE_CHECKING:
    from sandbox.world import World

Where = Group | int | None  # a group, a chat's id, or the private chat


class Person:
    """Somebody with a private chat with the bot. Everything here only queues updates: the bot acts later."""

    def __init__(
        self,
        world: World,
        id: int,
        first_name: str,
        last_name: str | None,
        username: str | None,
        language: str | None,
        phone: str | None,
    ) -> None:
        self._world = world
        self.id = id
        self.first_name = first_name
        self.last_name = last_name
        self.username = username
        self.language = language
        self.phone = phone
        self.started = False
        optional = {"last_name": last_name, "username": username, "language_code": language}
        self.user: Json = {"id": id, "is_bot": False, "first_name": first_name}
        self.user |= {k: v for k, v in optional.items() if v}

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.first_name, self.last_name]))

    @property
    def blocked(self) -> bool:
        return self._world.chat(self.id).bot_status == "kicked"

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language,
            "phone": self.phone,
        }

    # -- saying -----------------------------------------------------------------------------

    def starts(self, payload: str | None = None) -> Message:
        """Press Start; with a payload, as after tapping a t.me link."""
        if payload is not None and not (
            payload.replace("-", "").replace("_", "").isalnum() and len(payload) <= 64
        ):
            raise NotPossible("a start payload is 1-64 of A-Z a-z 0-9 _ -")
        if self.blocked:
            self.unblocks()
        return self.says("/start" if payload is None else f"/start {payload}")

    def says(
        self,
        text: str,
        *,
        chat: Where = None,
        reply_to: Message | int | None = None,
        at: datetime | None = None,
    ) -> Message:
        """Send a text; `at` dates it otherwise than by the clock."""
        room = self._room(chat)
        text = self._clean(text)
        return self._send(room, _marked("text", "entities", text), reply_to=reply_to, at=at)

    def edits(
        self, message: Message | int | str | None, text: str | None = None, *, chat: Where = None
    ) -> Message:
        """Change an own message; `edits("text")` means the last one."""
        if isinstance(message, str):
            target, words = None, message
        else:
            target, words = message, text or ""
        found = self._own(target, self._room(chat))
        text = self._clean(words)
        if found.text == text:
            raise NotPossible("the text is the same: nothing to edit")
        if found.forward:
            raise NotPossible("a forwarded message cannot be edited")
        if "text" in found.raw:
            self._world.change(found, _marked("text", "entities", text), drop=("entities",))
        elif found.photo or found.document:
            self._world.change(
                found, _marked("caption", "caption_entities", text), drop=("caption_entities",)
            )
        else:
            raise NotPossible("this message has no text to edit")
        return found

    def forwards(
        self,
        text: str,
        *,
        from_person: Person | None = None,
        from_name: str | None = None,
        chat: Where = None,
        at: datetime | None = None,
    ) -> Message:
        """Forward somebody's text: a known person's, or one of somebody who hides behind a name."""
        if (from_person is None) == (from_name is None):
            raise NotPossible("forwards(text, from_person=…) or forwards(text, from_name=…)")
        date = int(self._world.now())
        if from_person is not None:
            origin: Json = {"type": "user", "date": date, "sender_user": from_person.user}
        else:
            origin = {"type": "hidden_user", "date": date, "sender_user_name": from_name}
        content = {"forward_origin": origin, **_marked("text", "entities", self._clean(text))}
        return self._send(self._room(chat), content, at=at)

    def sends_contact(
        self,
        phone: str,
        first_name: str,
        last_name: str | None = None,
        *,
        user_id: int | None = None,
        chat: Where = None,
    ) -> Message:
        contact: Json = {"phone_number": phone, "first_name": first_name}
        if last_name:
            contact["last_name"] = last_name
        if user_id:
            contact["user_id"] = user_id
        return self._send(self._room(chat), {"contact": contact})

    def sends_photo(
        self,
        caption: str | None = None,
        *,
        data: bytes | None = None,
        chat: Where = None,
        at: datetime | None = None,
    ) -> Message:
        room = self._room(chat)
        stored = self._world.files.photo(Upload("photo.png", data or tiny_png(), "image/png"))
        return self._send_file(room, stored, caption, at)

    def sends_document(
        self,
        name: str,
        data: bytes,
        caption: str | None = None,
        *,
        mime: str = "application/octet-stream",
        chat: Where = None,
        at: datetime | None = None,
    ) -> Message:
        room = self._room(chat)
        return self._send_file(room, self._world.files.document(Upload(name, data, mime)), caption, at)

    # -- tapping ----------------------------------------------------------------------------

    def taps(self, label: str, *, message: Message | int | None = None, chat: Where = None) -> Tap:
        """Tap a button whose text contains `label`: of `message`, or of the newest message that has it."""
        room = self._room(chat)
        if message is not None:
            found = message if isinstance(message, Message) else room.get(message)
            return self._tap(found, button_of(found, label)[1])
        seen: list[str] = []
        for candidate in reversed(room.messages.values()):
            if candidate.from_bot and candidate.buttons:
                try:
                    return self._tap(candidate, button_of(candidate, label)[1])
                except NotPossible:
                    seen += [f"[{b.text}]" for row in candidate.buttons for b in row]
        shown = " ".join(seen[:30]) or "none at all"
        raise NotPossible(f"{self.name} sees no button {label!r}; there is {shown}\n{room.transcript()}")

    def taps_data(self, data: str, *, message: Message | int | None = None, chat: Where = None) -> Tap:
        """Send a callback query with any data, also what no button carries: a forged tap."""
        room = self._room(chat)
        found = (
            message
            if isinstance(message, Message)
            else room.get(message)
            if message
            else room.newest(from_bot=True)
        )
        if found is None:
            raise NotPossible("the bot has said nothing here: there is nothing to tap")
        return self._tap(found, data, forged=True)

    def _tap(self, message: Message, data: str, *, forged: bool = False) -> Tap:
        if message.deleted and not forged:
            raise NotPossible("the message is deleted")
        world = self._world
        tap = Tap(world.next_callback_id(), self, world.now())
        world.callbacks[tap.id] = tap
        if len(world.callbacks) > 1_000:
            del world.callbacks[next(iter(world.callbacks))]
        if message.chat.bot_inside:
            world.updates.put(
                "callback_query",
                {
                    "id": tap.id,
                    "from": self.user,
                    "message": message.raw,
                    "chat_instance": str(-abs(message.chat_id) * 7919),
                    "data": data,
                },
            )
        return tap

    # -- the bot as a contact ---------------------------------------------------------------

    def blocks(self) -> None:
        """Stop the bot: it is told by my_chat_member, and every send to this person is refused."""
        if self.blocked:
            raise NotPossible(f"{self.name} has blocked the bot already")
        self._world.bot_status(self._world.chat(self.id), "kicked", self)

    def unblocks(self) -> None:
        if not self.blocked:
            raise NotPossible(f"{self.name} has not blocked the bot")
        self._world.bot_status(self._world.chat(self.id), "member", self)

    # -- looking ----------------------------------------------------------------------------

    def sees(self, chat: Where = None) -> list[Message]:
        """All messages of the chat, oldest first."""
        return list(self._room(chat).messages.values())

    def last(self, chat: Where = None) -> Message:
        """The newest message of the bot there."""
        room = self._room(chat)
        message = room.newest(from_bot=True)
        if message is None:
            raise NotPossible(f"the bot has said nothing to {self.name}\n{room.transcript()}")
        return message

    def transcript(self, chat: Where = None) -> str:
        return self._room(chat).transcript()

    # -- inside -----------------------------------------------------------------------------

    def _room(self, chat: Where) -> Chat:
        if chat is None:
            return self._world.chat(self.id)
        room = self._world.chat(chat if isinstance(chat, int) else chat.id)
        if self.id not in room.members:
            raise NotPossible(f"{self.name} is not in the chat {room.id}")
        return room

    def _own(self, message: Message | int | None, room: Chat) -> Message:
        if isinstance(message, int):
            message = room.get(message)
        if message is None:
            for candidate in reversed(room.messages.values()):
                if candidate.from_id == self.id and candidate.service is None:
                    return candidate
            raise NotPossible(f"{self.name} has said nothing here")
        if message.from_id != self.id:
            raise NotPossible(f"{self.name} can edit only own messages")
        return message

    def _clean(self, text: str) -> str:
        text = trim_plain(text)
        if not text:
            raise NotPossible("a message needs a text")
        if utf16(text) > 4096:
            raise NotPossible("a message is at most 4096 characters")
        return text

    def _send(
        self, room: Chat, content: Json, *, reply_to: Message | int | None = None, at: datetime | None = None
    ) -> Message:
        if room.private and self.blocked:
            raise NotPossible(f"{self.name} has blocked the bot: unblock first")
        target = room.get(reply_to) if isinstance(reply_to, int) else reply_to
        return self._world.post(
            room, self.user, content, reply_to=target, date=at.timestamp() if at else None
        )

    def _send_file(self, room: Chat, stored: StoredFile, caption: str | None, at: datetime | None) -> Message:
        content = stored.content()
        if caption:
            if utf16(caption) > 1024:
                raise NotPossible("a caption is at most 1024 characters")
            content |= _marked("caption", "caption_entities", trim_plain(caption))
        return self._send(room, content, at=at)


def _marked(text_key: str, entities_key: str, text: str) -> Json:
    entities = detect(text)
    return {text_key: text, entities_key: entities} if entities else {text_key: text}
