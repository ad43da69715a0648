"""Imports aiogram without building its 600 models: each is built when it is first used.

aiogram declares `defer_build` and then rebuilds every type on import: two seconds and 100 MB for a bot that needs thirty
of them. Here `model_rebuild` waits while aiogram is imported, and afterwards is given the names that aiogram would have
given it. Where that does not work, the ordinary import remains (docs/decisions/start-up.md).
"""

from __future__ import annotations

import gc
import sys
from typing import Any

from pydantic import BaseModel

_SAMPLE = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 1, "type": "private", "first_name": "A"},
        "from": {"id": 1, "is_bot": False, "first_name": "A"},
        "text": "/a",
        "entities": [{"type": "bot_command", "offset": 0, "length": 2}],
    },
}


def install() -> bool:
    """Imports aiogram lazily; False when it was imported before, or had to be imported the ordinary way."""
    if "aiogram" in sys.modules:
        return False
    collecting = gc.isenabled()
    gc.disable()  # 195,000 new objects, none of them garbage
    try:
        _import()
        warm()
    except Exception:
        # An aiogram or pydantic that this does not fit: start over, slowly.
        for name in [name for name in sys.modules if name.partition(".")[0] == "aiogram"]:
            del sys.modules[name]
        return False
    finally:
        if collecting:
            gc.enable()
    return True


def _import() -> None:
    namespace: dict[str, Any] = {}
    original = BaseModel.__dict__["model_rebuild"]

    def later(cls: type[BaseModel], /, **options: Any) -> None:
        namespace.update(options.get("_types_namespace") or {})

    def rebuild(cls: type[BaseModel], /, **options: Any) -> bool | None:
        options["_types_namespace"] = {**namespace, **(options.get("_types_namespace") or {})}
        return original.__func__(cls, **options)  # type: ignore[no-any-return]

    BaseModel.model_rebuild = classmethod(later)  # type: ignore[assignment, method-assign]
    try:
        import aiogram.methods
        import aiogram.types.base
    finally:
        BaseModel.model_rebuild = original  # type: ignore[method-assign]
    bases = (aiogram.types.base.TelegramObject, aiogram.methods.TelegramMethod, aiogram.methods.base.Response)
    for base in bases:
        base.model_rebuild = classmethod(rebuild)  # type: ignore[assignment, method-assign]


def warm() -> None:
    """Builds the models every message needs, so that the first person does not wait for them."""
    from aiogram.methods import AnswerCallbackQuery, EditMessageText, GetMe, SendMessage
    from aiogram.methods.base import Response
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User

    Update.model_validate(_SAMPLE)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="a")]])
    SendMessage(chat_id=1, text="a", reply_markup=keyboard)
    EditMessageText(chat_id=1, message_id=1, text="a", reply_markup=keyboard)
    AnswerCallbackQuery(callback_query_id="1")
    GetMe()
    for returned in (Message, Message | bool, bool, User):
        Response[returned].model_validate({"ok": False, "error_code": 400})  # type: ignore[valid-type]
