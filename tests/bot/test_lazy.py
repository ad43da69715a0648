"""aiogram imported lazily is the same aiogram."""

from __future__ import annotations

import subprocess
import sys

_CHECK = """
from bot import lazy
assert lazy.install()
import aiogram.methods, aiogram.types
for module in (aiogram.types, aiogram.methods):
    for name in module.__all__:
        model = getattr(module, name)
        if isinstance(model, type) and hasattr(model, "model_rebuild"):
            model.model_rebuild(raise_errors=True)
            assert model.__pydantic_complete__, name
from aiogram.types import Update
chat = {"id": 1, "type": "private", "first_name": "A"}
user = {"id": 1, "is_bot": False, "first_name": "A"}
message = {"message_id": 1, "date": 1, "chat": chat, "from": user, "text": "hello"}
bot = {"user": {**user, "is_bot": True}, "status": "member"}
for kind, value in {
    "message": {**message, "reply_to_message": message, "contact": {"phone_number": "1", "first_name": "B"}},
    "edited_message": {**message, "edit_date": 2},
    "callback_query": {"id": "1", "from": user, "chat_instance": "1", "message": message, "data": "x"},
    "my_chat_member": {"chat": chat, "from": user, "date": 1, "old_chat_member": bot,
                       "new_chat_member": {**bot, "status": "kicked", "until_date": 0}},
}.items():
    update = Update.model_validate({"update_id": 1, kind: value})
    assert update.event_type == kind
assert lazy.install() is False
print("same")
"""


def test_every_model_builds_and_every_update_decodes() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _CHECK], capture_output=True, text=True, timeout=90, check=False
    )
    assert run.stdout == "same\n", run.stderr[-2000:]
