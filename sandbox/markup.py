"""Keyboards under messages, checked as Telegram checks them."""

from __future__ import annotations

import re
from typing import Any

from aiogram.types import ForceReply, InlineKeyboardButton, KeyboardButton, ReplyKeyboardRemove
from pydantic import BaseModel, ValidationError

from sandbox.errors import Json, refuse

MAX_BUTTONS = 100
_ACTIONS = frozenset(InlineKeyboardButton.model_fields) - {"text", "style", "icon_custom_emoji_id"}
_HOST = re.compile(r"(?:[^\s/?#@]+@)?(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?(?:[/?#]|$)")
_DEEP = re.compile(r"(?:tg|ton|tonsite)://?[^\s]+", re.IGNORECASE)


def split(markup: Any, *, inline_only: bool = False, strict: bool = True) -> tuple[Json | None, Json | None]:
    """(inline keyboard, other reply markup); one of them is None, or both."""
    if markup is None or markup == {}:
        return None, None
    if not isinstance(markup, dict):
        raise refuse("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _inline(markup["inline_keyboard"], strict)
        return ({"inline_keyboard": rows} if rows else None), None
    if inline_only:
        raise refuse("inline keyboard expected")
    if "keyboard" in markup:
        return None, {**markup, "keyboard": _reply(markup["keyboard"])}
    if "remove_keyboard" in markup:
        _valid(ReplyKeyboardRemove, markup, "reply keyboard markup")
        return None, markup
    if "force_reply" in markup:
        _valid(ForceReply, markup, "reply keyboard markup")
        return None, markup
    raise refuse("can't parse reply keyboard markup JSON object")


def _inline(rows: Any, strict: bool) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise refuse('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    kept: list[list[Json]] = []
    count = 0
    for row in rows:
        if row:
            count += len(row)
            kept.append([_inline_button(button, strict) for button in row])
    if count > MAX_BUTTONS:
        raise refuse("reply markup is too long")
    return kept


def _inline_button(button: Any, strict: bool) -> Json:
    if not isinstance(button, dict):
        raise refuse("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if "text" not in button:
        raise refuse("can't parse inline keyboard button: Can't find field \"text\"")
    if not isinstance(text, str):
        raise refuse('can\'t parse inline keyboard button: Field "text" must be of type String')
    actions = _ACTIONS & button.keys()
    if not actions:
        raise refuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not text.strip():
        raise refuse("inline keyboard button text must be non-empty")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str):
            raise refuse('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
        if not 1 <= len(data.encode()) <= 64:
            raise refuse("BUTTON_DATA_INVALID")
    elif "url" in button:
        _link(button["url"])
    if len(actions) > 1:
        raise refuse("BUTTON_TYPE_INVALID")
    if strict and len(button) > 2:
        _valid(InlineKeyboardButton, button, "inline keyboard button")
        unknown = button.keys() - InlineKeyboardButton.model_fields.keys()
        if unknown:
            raise refuse(f'can\'t parse inline keyboard button: there is no field "{min(unknown)}"')
    return button


def _link(url: Any) -> None:
    if not isinstance(url, str):
        raise refuse('can\'t parse inline keyboard button: Field "url" must be of type String')
    if not url:
        raise refuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if _DEEP.fullmatch(url):
        return
    scheme, mark, rest = url.partition("://")
    if not mark:
        rest = url
    elif scheme.lower() not in ("http", "https"):
        raise refuse(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if not _HOST.match(rest):
        raise refuse(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply(rows: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise refuse('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    made: list[list[Json]] = []
    for row in rows:
        buttons = [{"text": b} if isinstance(b, str) else b for b in row]
        for button in buttons:
            _valid(KeyboardButton, button, "keyboard button")
            if not button["text"].strip():
                raise refuse("keyboard button text must be non-empty")
        if buttons:
            made.append(buttons)
    if not made:
        raise refuse("reply keyboard must contain at least one button")
    return made


def _valid(model: type[BaseModel], value: Any, what: str) -> None:
    try:
        model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise refuse(f"can't parse {what}: {where}: {first['msg']}") from None
