"""The world: people, chats and the bot, and everything that happens between them."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.chats import BotStatus, Chat, bot_may_read
from sandbox.errors import Json, NotPossible, Unknown
from sandbox.files import Files
from sandbox.groups import Group, Tap
from sandbox.limits import Limits
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.updates import UpdateQueue

Watcher = Callable[[Json], None]


class World:
    """State in memory. People change it by acting, the bot by calling methods; both are told to watchers."""

    def __init__(self, token: str, username: str, clock: Callable[[], float]) -> None:
        self.token = token
        self.clock = clock
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Kakdela",
            "username": username,
        }
        self.privacy = True
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue(self.now)
        self.files = Files()
        self.limits = Limits()
        self.webhook = ""
        self.about: dict[tuple[str, str], str] = {}  # (name or description, language) -> text
        self.commands: dict[tuple[tuple[str, int, int], str], list[Json]] = {}  # (scope, language)
        self.callbacks: dict[str, Tap] = {}
        self.callback_lifetime = 15.0  # seconds a tap can be answered
        self.watchers: list[Watcher] = []
        self.on_change: list[Callable[[], None]] = []
        self.updates.on_wait = self.wake
        self.hints: dict[int, list[Json]] = {}
        self._found_by: dict[object, Person] = {}  # id, username or (first name, last name)
        self._person_id = 7_000_000_000  # beyond 32 bits, as real ones are
        self._group_id = -4_000_000_000
        self._callback_id = 4_000_000_000_000_000_000

    def now(self) -> float:
        return self.clock()

    # -- people and chats -------------------------------------------------------------------

    def person(
        self,
        first_name: str,
        *,
        id: int | None = None,
        username: str | None = None,
        language: str | None = "ru",
        last_name: str | None = None,
        phone: str | None = None,
    ) -> Person:
        """Find somebody by id, username or full name; make them if there is nobody."""
        found = self._found_by.get(id if id is not None else username or (first_name, last_name))
        if found is not None:
            return found
        if not first_name.strip() or (id is not None and not 0 < id < 2**52):
            raise NotPossible("a person has a first name and an id from 1 to 2^52")
        if id is None:
            self._person_id += 1
            while self._person_id in self.people:
                self._person_id += 1
            id = self._person_id
        made = Person(self, id, first_name, last_name, username, language, phone)
        self.people[id] = made
        for key in (id, username, (first_name, last_name)):
            if key is not None:
                self._found_by.setdefault(key, made)
        chat = Chat(id, "private", made.name, [id])
        names = {"first_name": first_name, "last_name": last_name, "username": username}
        chat.json = {"id": id, "type": "private", **{k: v for k, v in names.items() if v}}
        self.chats[id] = chat
        self.tell("person", None, lambda: {"person": made.as_json()})
        return made

    def group(self, title: str, *people: Person, bot: bool = True, supergroup: bool = False) -> Group:
        """A new group; the first person owns it and is who adds the bot."""
        if not people:
            raise NotPossible("a group needs at least one person")
        self._group_id -= 1
        id = self._group_id - (1_000_000_000_000 if supergroup else 0)
        chat = Chat(id, "supergroup" if supergroup else "group", title, [p.id for p in people])
        self.chats[id] = chat
        self.tell("chat", chat, dict)
        made = Group(self, chat)
        if bot:
            made.adds_bot()
        return made

    def known(self, person_id: int) -> Person:
        person = self.people.get(person_id)
        if person is None:
            raise Unknown(f"there is no person {person_id}")
        return person

    def chat(self, chat_id: int) -> Chat:
        chat = self.chats.get(chat_id)
        if chat is None:
            raise Unknown(f"there is no chat {chat_id}")
        return chat

    def user_json(self, user_id: int) -> Json | None:
        """A user as the Bot API shows them; None for strangers."""
        if user_id == self.bot["id"]:
            return self.bot
        person = self.people.get(user_id)
        return person.user if person else None

    # -- messages ---------------------------------------------------------------------------

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        *,
        reply_to: Message | None = None,
        date: float | None = None,
        keyboard: Json | None = None,
    ) -> Message:
        """Put a message into a chat; a person's message becomes an update for the bot."""
        now = self.now()
        raw: Json = {
            "message_id": chat.next_id(),
            "from": sender,
            "chat": chat.json,
            "date": int(now if date is None else date),
        }
        if reply_to is not None:
            raw["reply_to_message"] = {k: v for k, v in reply_to.raw.items() if k != "reply_to_message"}
        raw.update(content)
        message = Message(chat, raw, keyboard)
        chat.add(message)
        chat.touched = now
        from_id = sender["id"]
        for member in chat.members:
            if member != from_id:
                chat.unread[member] = chat.unread.get(member, 0) + 1
        if not sender["is_bot"]:
            if chat.private:
                self.people[chat.id].started = True
            if bot_may_read(chat, raw, self.bot, privacy=self.privacy):
                self.updates.put("message", raw)
        elif keyboard is not None:
            chat.keyboard = keyboard if "keyboard" in keyboard else None
        self.tell("message", chat, lambda: {"message": message})
        return message

    def change(
        self, message: Message, content: Json, *, drop: tuple[str, ...] = (), mark: bool = True
    ) -> None:
        """Edit a message in place; a person's edit becomes an update for the bot."""
        if "text" in content or "caption" in content:
            message.history.append(message.text)
        raw = dict(message.raw)
        for key in drop:
            raw.pop(key, None)
        raw.update(content)
        if mark:
            raw["edit_date"] = int(self.now())
        message.raw = raw
        if not message.from_bot and bot_may_read(message.chat, raw, self.bot, privacy=self.privacy):
            self.updates.put("edited_message", raw)
        self.tell("edited", message.chat, lambda: {"message": message})

    def remove(self, message: Message) -> None:
        """Delete for everybody; the bot gets no update, as in Telegram."""
        message.deleted = True
        message.chat.messages.pop(message.message_id, None)
        self.tell("deleted", message.chat, lambda: {"message_id": message.message_id})

    def bot_status(self, chat: Chat, status: BotStatus, by: Person) -> None:
        """The bot's place in a chat changes: blocked or unblocked, added or removed (`my_chat_member`)."""
        old, chat.bot_status = chat.bot_status, status
        self.put_my_chat_member(chat, by.user, old, status)

    def put_my_chat_member(self, chat: Chat, by: Json, old: str, status: str) -> None:
        self.updates.put(
            "my_chat_member",
            {
                "chat": chat.json,
                "from": by,
                "date": int(self.now()),
                "old_chat_member": self.member_json(self.bot, old),
                "new_chat_member": self.member_json(self.bot, status),
            },
        )
        self.tell("chat", chat, dict)

    def member_json(self, user: Json, status: str) -> Json:
        """A ChatMember with what its status requires."""
        shown: Json = {"user": user, "status": "left" if status == "never" else status}
        if status == "kicked":
            shown["until_date"] = 0
        elif status == "creator":
            shown["is_anonymous"] = False
        elif status == "administrator":
            shown["can_be_edited"] = False
            shown |= dict.fromkeys(_ADMIN_RIGHTS, False)
            shown |= {"can_manage_chat": True, "can_delete_messages": True, "can_pin_messages": True}
        return shown

    def next_callback_id(self) -> str:
        self._callback_id += 1
        return str(self._callback_id)

    # -- watching ---------------------------------------------------------------------------

    def wake(self) -> None:
        """Something changed: whoever waits may look again."""
        for wake in self.on_change:
            wake()

    def tell(self, kind: str, chat: Chat | None, details: Callable[[], Json]) -> None:
        """Tell the watchers, if there are any; `details` is asked only then."""
        self.wake()
        if not self.watchers:
            return
        event: Json = {"type": kind, **details()}
        if chat is not None:
            event["chat"] = chat.id
        for watcher in list(self.watchers):
            watcher(event)


_ADMIN_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_send_welcome_messages",
)
