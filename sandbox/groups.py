"""A group as a test holds it, and a tap whose answer it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.errors import NotPossible
from sandbox.messages import Message

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.world import World


class Group:
    """A group chat; people speak in it with `chat=group`."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat
        self.id = chat.id
        self.title = chat.title

    def adds(self, person: Person) -> Message:
        """The owner adds somebody; the bot sees the service message."""
        if person.id in self.chat.members:
            raise NotPossible(f"{person.name} is already in {self.title}")
        self.chat.members.append(person.id)
        self._world.tell("chat", self.chat, dict)
        return self._world.post(self.chat, self._owner().user, {"new_chat_members": [person.user]})

    def removes(self, person: Person) -> Message:
        if person.id not in self.chat.members:
            raise NotPossible(f"{person.name} is not in {self.title}")
        owner = self._owner().user
        self.chat.members.remove(person.id)
        self._world.tell("chat", self.chat, dict)
        return self._world.post(self.chat, owner, {"left_chat_member": person.user})

    def adds_bot(self) -> Message:
        if self.chat.bot_inside:
            raise NotPossible(f"the bot is already in {self.title}")
        self._world.bot_status(self.chat, "member", self._owner())
        return self._world.post(self.chat, self._owner().user, {"new_chat_members": [self._world.bot]})

    def removes_bot(self) -> None:
        if not self.chat.bot_inside:
            raise NotPossible(f"the bot is not in {self.title}")
        # Removed first: the bot is told by my_chat_member, the service message no longer reaches it.
        self._world.bot_status(self.chat, "kicked", self._owner())
        self._world.post(self.chat, self._owner().user, {"left_chat_member": self._world.bot})

    def promotes_bot(self) -> None:
        """An administrator bot reads everything and may pin and delete."""
        self._world.bot_status(self.chat, "administrator", self._owner())

    def becomes_supergroup(self) -> Group:
        """The group gets a new id; every call to the old one is refused with the new id in `parameters`."""
        old, world = self.chat, self._world
        if old.type != "group" or old.migrated_to is not None:
            raise NotPossible(f"{self.title} is a supergroup already")
        members = [world.known(id) for id in old.members]
        new = world.group(self.title, *members, bot=False, supergroup=True)
        new.chat.bot_status = old.bot_status
        world.post(old, self._owner().user, {"migrate_to_chat_id": new.id})
        world.post(new.chat, self._owner().user, {"migrate_from_chat_id": old.id})
        old.migrated_to = new.id
        return new

    def transcript(self) -> str:
        return self.chat.transcript()

    def _owner(self) -> Person:
        return self._world.known(self.chat.members[0])


class Tap:
    """A tap on a button; `answer` is the text of answerCallbackQuery once the bot answered."""

    def __init__(self, id: str, person: Person, at: float) -> None:
        self.id = id
        self.person = person
        self.at = at
        self.answered = False
        self.answer: str | None = None
        self.alert = False
        self.url: str | None = None
