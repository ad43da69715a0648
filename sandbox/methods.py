"""The Bot API methods that are served: the table, and those about the bot itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.errors import Json, refuse
from sandbox.files import DOWNLOAD_LIMIT

if TYPE_CHECKING:
    from sandbox.files import Upload
    from sandbox.world import World


@dataclass(slots=True)
class Request:
    """A call whose parameters have been read: `params` typed, `uploads` by form field."""

    world: World
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)
    strict: bool = True


Handler = Callable[[Request], Any]
TABLE: dict[str, Handler] = {}


def serves(name: str) -> Callable[[Handler], Handler]:
    """Put a handler into the table under a method's name."""

    def add(handler: Handler) -> Handler:
        TABLE[name.lower()] = handler
        return handler

    return add


@serves("getMe")
def get_me(request: Request) -> Json:
    world = request.world
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


@serves("getFile")
def get_file(request: Request) -> Json:
    stored = request.world.files.get(request.params["file_id"])
    if stored is None:
        raise refuse("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise refuse("file is too big")
    return {**stored.as_json(), "file_path": stored.path}


# -- webhook: accepted and remembered; nothing is pushed --------------------------------------


@serves("setWebhook")
def set_webhook(request: Request) -> bool:
    url = request.params.get("url", "")
    if url and not re.match(r"https://[^/\s]+", url, re.IGNORECASE):
        raise refuse("bad webhook: An HTTPS URL must be provided for webhook")
    _update_settings(request)
    request.world.webhook = url
    if url:
        request.world.updates.terminate("Conflict: terminated by setWebhook request")
    return True


@serves("deleteWebhook")
def delete_webhook(request: Request) -> bool:
    _update_settings(request)
    request.world.webhook = ""
    return True


@serves("getWebhookInfo")
def get_webhook_info(request: Request) -> Json:
    world = request.world
    info: Json = {
        "url": world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


def _update_settings(request: Request) -> None:
    if request.params.get("drop_pending_updates"):
        request.world.updates.clear()
    if request.params.get("allowed_updates") is not None:
        request.world.updates.allowed = list(request.params["allowed_updates"])


# -- what people read about the bot -----------------------------------------------------------


def _text_about(key: str, limit: int) -> Handler:
    def handler(request: Request) -> bool:
        text = request.params.get(key, "")
        if len(text) > limit:
            raise refuse(f"{key} is too long")
        request.world.about[key, request.params.get("language_code", "")] = text
        return True

    return handler


def _about_text(key: str) -> Handler:
    def handler(request: Request) -> Json:
        about, language = request.world.about, request.params.get("language_code", "")
        fallback = request.world.bot["first_name"] if key == "name" else ""
        return {key: about.get((key, language)) or about.get((key, "")) or fallback}

    return handler


for _method, _key, _limit in (
    ("MyName", "name", 64),
    ("MyDescription", "description", 512),
    ("MyShortDescription", "short_description", 120),
):
    serves(f"set{_method}")(_text_about(_key, _limit))
    serves(f"get{_method}")(_about_text(_key))
