"""A local Telegram for tests, scripts and the demo: a strict Bot API server, and people who speak and tap."""

from sandbox.calls import Call
from sandbox.errors import NotPossible, Unknown
from sandbox.groups import Group, Tap
from sandbox.local import LocalTelegram
from sandbox.messages import Button, Message
from sandbox.people import Person
from sandbox.pictures import tiny_png

__all__ = [
    "Button",
    "Call",
    "Group",
    "LocalTelegram",
    "Message",
    "NotPossible",
    "Person",
    "Tap",
    "Unknown",
    "tiny_png",
]
