"""Bot API methods that send, edit and delete messages and answer taps."""

from __future__ import annotations

import json
from typing import Any, Literal

from sandbox import html, markup
from sandbox.chats import Chat
from sandbox.entities import combine, utf16
from sandbox.errors import ApiError, Json, refuse
from sandbox.files import StoredFile, Upload
from sandbox.messages import Message
from sandbox.methods import Request, serves

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ANSWER_LIMIT = 200
BYTES_LIMIT = 32_768
DELETE_WITHIN = 48 * 3600
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@serves("sendMessage")
def send_message(request: Request) -> Json:
    chat = writable(request)
    if "rich_message" in request.params:
        raise ApiError(501, "Not Implemented: the local Telegram does not serve rich messages")
    content = _text(request)
    return _send(request, chat, content)


@serves("sendPhoto")
def send_photo(request: Request) -> Json:
    chat = writable(request)
    content = _caption(request)
    return _send(request, chat, {**_file(request, "photo").content(), **content})


@serves("sendDocument")
def send_document(request: Request) -> Json:
    chat = writable(request)
    content = _caption(request)
    return _send(request, chat, {**_file(request, "document").content(), **content})


@serves("editMessageText")
def edit_message_text(request: Request) -> Json:
    if "rich_message" in request.params:
        raise ApiError(501, "Not Implemented: the local Telegram does not serve rich messages")
    message = _editable(request)
    content = _text(request)
    if "text" not in message.raw:
        raise refuse("there is no text in the message to edit")
    return _edit(request, message, content, ("text", "entities"))


@serves("editMessageCaption")
def edit_message_caption(request: Request) -> Json:
    message = _editable(request)
    content = _caption(request)
    if "text" in message.raw:
        raise refuse("there is no caption in the message to edit")
    return _edit(request, message, content, ("caption", "caption_entities"))


@serves("editMessageReplyMarkup")
def edit_message_reply_markup(request: Request) -> Json:
    return _edit(request, _editable(request), {}, ())


@serves("deleteMessage")
def delete_message(request: Request) -> bool:
    chat = readable(request)
    message = find(chat, request.params["message_id"], "delete")
    if not message.from_bot and not chat.private and chat.bot_status != "administrator":
        raise refuse("message can't be deleted")
    if request.world.now() - message.raw["date"] > DELETE_WITHIN:
        raise refuse("message can't be deleted for everyone")
    request.world.remove(message)
    return True


@serves("answerCallbackQuery")
def answer_callback_query(request: Request) -> bool:
    params, world = request.params, request.world
    tap = world.callbacks.get(params["callback_query_id"])
    text = params.get("text")
    if text is not None and utf16(text) > ANSWER_LIMIT:
        raise refuse("MESSAGE_TOO_LONG")
    if tap is None or tap.answered or world.now() - tap.at > world.callback_lifetime:
        raise refuse("query is too old and response timeout expired or query ID is invalid")
    if params.get("url"):
        raise refuse("URL_INVALID")  # only games and t.me links of this bot; ours has neither
    tap.answered = True
    tap.answer = text
    tap.alert = bool(params.get("show_alert"))
    world.tell(
        "answer",
        None,
        lambda: {"callback_id": tap.id, "text": text, "alert": tap.alert, "person": tap.person.id},
    )
    return True


# -- shared by the methods ---------------------------------------------------------------------


def readable(request: Request) -> Chat:
    """The chat of the call, if the bot knows it and is in it."""
    value = request.params["chat_id"]
    if value == "":
        raise refuse("chat_id is empty")
    chat = request.world.chats.get(value)
    if chat is None or chat.bot_status == "never":
        raise refuse("chat not found")
    if chat.migrated_to is not None:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, words, {"migrate_to_chat_id": chat.migrated_to})
    if chat.bot_inside:
        return chat
    if chat.private:
        raise refuse("bot was blocked by the user", 403)
    was = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
    raise refuse(f"bot {was} the {chat.kind_in_words}", 403)


def as_id(value: Any) -> int:
    """An id inside an object: a number, maybe as text; no name of a chat is known here."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise refuse("chat not found") from None


def writable(request: Request) -> Chat:
    """The chat of the call, if the bot may write there now; flood limits count here."""
    chat = readable(request)
    if chat.private and not request.world.people[chat.id].started:
        raise refuse("bot can't initiate conversation with a user", 403)
    if request.world.limits.enforced:
        request.world.limits.check(chat.id)
    return chat


def find(chat: Chat, message_id: int, what: str) -> Message:
    message = chat.messages.get(message_id)
    if message is None:
        raise refuse(f"message to {what} not found")
    return message


def _editable(request: Request) -> Message:
    params = request.params
    if "chat_id" not in params or "message_id" not in params:
        raise refuse("message identifier is not specified")
    chat = writable(request)
    message = find(chat, params["message_id"], "edit")
    # A message with a reply keyboard cannot be edited either.
    if not message.from_bot or message.keyboard is not None or message.service:
        raise refuse("message can't be edited")
    return message


def _marked(request: Request, text: str, entities_key: str) -> tuple[str, list[Json]]:
    mode = request.params.get("parse_mode") or ""
    if len(text) > BYTES_LIMIT // 4 and len(text.encode()) > BYTES_LIMIT:
        raise refuse("text is too long")
    if mode:
        low = mode.lower()
        if low == "html":
            return html.parse(text, request.world.user_json)
        if low in ("markdown", "markdownv2"):
            raise ApiError(501, "Not Implemented: the local Telegram parses HTML only")
        raise refuse("unsupported parse_mode")
    plain, entities = html.trim(text, list(request.params.get(entities_key) or ()))
    return plain, combine(entities, plain)


def _text(request: Request) -> Json:
    text = request.params.get("text") or ""
    if not text.strip():
        raise refuse("message text is empty")
    text, entities = _marked(request, text, "entities")
    if not text:
        raise refuse("message text is empty")
    if len(text) > TEXT_LIMIT // 2 and utf16(text) > TEXT_LIMIT:
        raise refuse("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def _caption(request: Request) -> Json:
    text, entities = _marked(request, request.params.get("caption") or "", "caption_entities")
    if utf16(text) > CAPTION_LIMIT:
        raise refuse("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def _file(request: Request, kind: Literal["photo", "document"]) -> StoredFile:
    """A new upload (`attach://name`, or the field itself), or a file_id sent before."""
    value = request.params.get(kind) or ""
    files = request.world.files
    upload: Upload | None = None
    if value.startswith("attach://"):
        upload = request.uploads.get(value.removeprefix("attach://"))
    elif kind in request.uploads:
        upload = request.uploads[kind]
    elif value.startswith(("http://", "https://")):
        raise refuse("failed to get HTTP URL content")  # nothing here goes out to the network
    elif value:
        stored = files.get(value)
        if stored is None:
            raise refuse("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise refuse(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored
    if upload is None:
        raise refuse(f"there is no {kind} in the request")
    return files.photo(upload) if kind == "photo" else files.document(upload)


def _reply_target(request: Request, chat: Chat) -> Message | None:
    params = request.params
    wanted: Any = params.get("reply_parameters")
    if wanted is None and "reply_to_message_id" in params:
        wanted = {
            "message_id": params["reply_to_message_id"],
            "allow_sending_without_reply": params.get("allow_sending_without_reply"),
        }
    if not wanted or not wanted.get("message_id"):
        return None
    where: Chat | None = chat
    if wanted.get("chat_id"):
        where = request.world.chats.get(as_id(wanted["chat_id"]))
        if where is None:
            raise refuse("chat not found")
    found = where.messages.get(as_id(wanted["message_id"])) if where else None
    if found is None and not wanted.get("allow_sending_without_reply"):
        raise refuse("message to be replied not found")
    return found


def _send(request: Request, chat: Chat, content: Json) -> Json:
    if request.params.get("message_thread_id"):
        raise refuse("message thread not found")  # no chat here has topics
    inline, keyboard = markup.split(request.params.get("reply_markup"), strict=request.strict)
    reply_to = _reply_target(request, chat)
    if inline:
        content = {**content, "reply_markup": inline}
    world = request.world
    return world.post(chat, world.bot, content, reply_to=reply_to, keyboard=keyboard).raw


def _edit(request: Request, message: Message, content: Json, replaced: tuple[str, ...]) -> Json:
    """New text or caption and new buttons; buttons that are not given are taken away."""
    inline, _ = markup.split(request.params.get("reply_markup"), inline_only=True, strict=request.strict)
    if inline:
        content = {**content, "reply_markup": inline}
    keys = (*replaced, "reply_markup")
    raw = message.raw
    if all(_same(raw.get(key), content.get(key)) for key in keys):
        raise refuse(_NOT_MODIFIED)
    request.world.change(message, content, drop=keys)
    return message.raw


def _same(one: Any, other: Any) -> bool:
    return one == other or json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
