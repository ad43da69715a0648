"""The HTTP door for people: everything a person does in Python, as JSON under /sim."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.calls import Calls
from sandbox.chats import button_of
from sandbox.control import Control
from sandbox.errors import ApiError, Json, NotPossible, Unknown
from sandbox.faults import Faults
from sandbox.files import Upload
from sandbox.forms import Body, read
from sandbox.groups import Group
from sandbox.messages import Message
from sandbox.methods_commands import menu
from sandbox.people import Person
from sandbox.shown import chat_json, message_json
from sandbox.watch import Watch
from sandbox.world import World

Act = Callable[[Body], Any]


class Sim:
    """Routes and acts; what is wrong is said in one sentence with 400 or 404."""

    def __init__(self, world: World, calls: Calls, faults: Faults) -> None:
        self.world = world
        self.watch = Watch(world)
        control = Control(world, calls, faults)
        self._acts: dict[tuple[str, str], Act] = {
            ("GET", "people"): lambda _: [p.as_json() for p in world.people.values()],
            ("POST", "people"): self._make_person,
            ("GET", "chats"): self._chats,
            ("POST", "groups"): self._make_group,
            ("POST", "groups/#/members"): self._members,
            ("GET", "chats/#/messages"): self._messages,
            ("POST", "say"): self._say,
            ("POST", "edit"): self._edit,
            ("POST", "tap"): self._tap,
            ("POST", "photo"): self._photo,
            ("POST", "document"): self._document,
            ("POST", "contact"): self._contact,
            ("POST", "forward"): self._forward,
            ("POST", "block"): self._block,
            ("POST", "unblock"): self._unblock,
            ("POST", "read"): self._read,
            ("GET", "commands"): self._commands,
            ("GET", "hints"): self._hints,
            ("GET", "bot"): lambda _: control.bot(),
            ("GET", "calls"): lambda body: control.calls_after(body.maybe_number("after") or 0),
            ("POST", "faults"): lambda body: control.add_fault(body.values),
            ("DELETE", "faults"): lambda _: control.clear_faults(),
            ("POST", "limits"): lambda body: control.limits(body.values),
            ("POST", "updates"): lambda body: control.updates(body.values),
        }

    async def handle(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        try:
            name = path.removeprefix("/sim/")
            if name.startswith("files/"):
                return self._file(name.removeprefix("files/"))
            if name == "events" and request.method == "GET":
                body = Body(*await read(request))
                person = body.maybe_number("person")
                return await self.watch.stream(request, self.world.known(person).id if person else None)
            template = re.sub(r"/-?\d+(?=/|$)", "/#", name)
            act = self._acts.get((request.method, template))
            if act is None:
                raise Unknown(f"there is no {request.method} /sim/{name}")
            body = Body(*await read(request))
            in_path = re.search(r"/(-?\d+)(?=/|$)", name)
            if in_path:
                body.values["chat"] = int(in_path.group(1))
            return web.json_response(act(body), dumps=_dumps)
        except Unknown as error:
            return web.json_response({"error": str(error)}, status=404, dumps=_dumps)
        except (NotPossible, ApiError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400, dumps=_dumps)

    def close(self) -> None:
        self.watch.close()

    # -- people and groups ------------------------------------------------------------------

    def _make_person(self, body: Body) -> Json:
        return self.world.person(
            body.text("first_name"),
            id=body.maybe_number("id"),
            username=body.maybe_text("username") or None,
            language=body.maybe_text("language_code") or "ru",
            last_name=body.maybe_text("last_name") or None,
            phone=body.maybe_text("phone") or None,
        ).as_json()

    def _chats(self, body: Body) -> list[Json]:
        person = self._who(body)
        mine = [c for c in self.world.chats.values() if person.id in c.members]
        mine.sort(key=lambda c: c.touched, reverse=True)
        return [chat_json(self.world, chat, person) for chat in mine]

    def _make_group(self, body: Body) -> Json:
        people = [self.world.known(member) for member in body.numbers("members")]
        group = self.world.group(
            body.text("title"),
            *people,
            bot=body.values.get("bot") is not False,
            supergroup=bool(body.values.get("supergroup")),
        )
        return chat_json(self.world, group.chat, people[0])

    def _members(self, body: Body) -> Json:
        chat = self.world.chat(body.number("chat"))
        if chat.private:
            raise NotPossible("a private chat has no members to change")
        group, action = Group(self.world, chat), body.text("action")
        if body.values.get("bot"):
            acts: dict[str, Callable[[], object]] = {
                "add": group.adds_bot,
                "remove": group.removes_bot,
                "promote": group.promotes_bot,
            }
        else:
            person = self._who(body)
            acts = {"add": lambda: group.adds(person), "remove": lambda: group.removes(person)}
        if action not in acts:
            raise NotPossible(f"the action is one of {', '.join(acts)}")
        acts[action]()
        return chat_json(self.world, chat)

    # -- what people do ---------------------------------------------------------------------

    def _say(self, body: Body) -> Json:
        return self._shown(
            self._who(body).says(
                body.text("text"),
                chat=self._where(body),
                reply_to=body.maybe_number("reply_to"),
                at=body.maybe_time("at"),
            )
        )

    def _edit(self, body: Body) -> Json:
        person, chat = self._who(body), self.world.chat(self._where(body))
        return self._shown(person.edits(chat.get(body.number("message_id")), body.text("text"), chat=chat.id))

    def _tap(self, body: Body) -> Json:
        """By label, or by data that the message carries now; `forged` sends any data."""
        person, chat = self._who(body), self.world.chat(self._where(body))
        message = chat.get(body.number("message_id"))
        label, data = body.maybe_text("label"), body.maybe_text("data")
        if data is None:
            data = button_of(message, label or "")[1]
        elif not body.values.get("forged") and all(b.data != data for row in message.buttons for b in row):
            raise NotPossible("the message has no such button any more")
        return {"callback_id": person.taps_data(data, message=message, chat=chat.id).id}

    def _photo(self, body: Body) -> Json:
        upload = self._upload(body)
        caption = body.maybe_text("caption") or None
        return self._shown(self._who(body).sends_photo(caption, data=upload.data, chat=self._where(body)))

    def _document(self, body: Body) -> Json:
        upload = self._upload(body)
        return self._shown(
            self._who(body).sends_document(
                upload.name,
                upload.data,
                body.maybe_text("caption") or None,
                mime=upload.mime,
                chat=self._where(body),
            )
        )

    def _contact(self, body: Body) -> Json:
        return self._shown(
            self._who(body).sends_contact(
                body.text("phone_number"),
                body.text("first_name"),
                body.maybe_text("last_name"),
                user_id=body.maybe_number("user_id"),
                chat=self._where(body),
            )
        )

    def _forward(self, body: Body) -> Json:
        """A forwarded text; `caption` is the comment a person adds: it goes first, as its own message."""
        person, chat, text = self._who(body), self._where(body), body.text("text")
        given = body.values.get("from")
        if not isinstance(given, dict):
            raise NotPossible('"from" is {"id"} or {"name"}')
        source = Body(given, {})
        id = source.maybe_number("id")
        whom = self.world.known(id) if id else None
        comment = body.maybe_text("caption")
        if comment:
            person.says(comment, chat=chat)
        return self._shown(
            person.forwards(
                text, from_person=whom, from_name=None if whom else source.text("name"), chat=chat
            )
        )

    def _block(self, body: Body) -> Json:
        self._who(body).blocks()
        return {}

    def _unblock(self, body: Body) -> Json:
        self._who(body).unblocks()
        return {}

    # -- looking ----------------------------------------------------------------------------

    def _messages(self, body: Body) -> list[Json]:
        chat = self.world.chat(body.number("chat"))
        person = body.maybe_number("person")
        if person is not None and self.world.known(person).id not in chat.members:
            raise NotPossible(f"{self.world.known(person).name} is not in this chat")
        limit = min(max(body.maybe_number("limit") or 200, 1), 5_000)
        return [message_json(self.world, m) for m in list(chat.messages.values())[-limit:]]

    def _read(self, body: Body) -> Json:
        chat = self.world.chat(self._where(body))
        chat.unread[self._who(body).id] = 0
        return {}

    def _commands(self, body: Body) -> list[Json]:
        person = self._who(body)
        return menu(self.world, person.id, self.world.chat(body.maybe_number("chat") or person.id))

    def _hints(self, body: Body) -> Json:
        hints = self.world.hints
        return {"hints": hints.get(body.maybe_number("person") or 0) or hints.get(0, [])}

    def _file(self, path: str) -> web.Response:
        """A picture to show, or a document to save: never something the browser would run."""
        stored = self.world.files.at(path)
        if stored is None:
            raise Unknown("there is no such file")
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if stored.kind == "document":
            headers["Content-Disposition"] = "attachment"
        kind = (
            stored.mime
            if stored.kind == "photo" and stored.mime.startswith("image/")
            else "application/octet-stream"
        )
        return web.Response(body=stored.data, content_type=kind, headers=headers)

    # -- shared -----------------------------------------------------------------------------

    def _who(self, body: Body) -> Person:
        return self.world.known(body.number("person"))

    def _where(self, body: Body) -> int:
        return body.maybe_number("chat") or body.number("person")

    def _upload(self, body: Body) -> Upload:
        if body.upload is None:
            raise NotPossible("a multipart form with a file is expected")
        return body.upload

    def _shown(self, message: Message) -> Json:
        return message_json(self.world, message)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
