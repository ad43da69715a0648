"""What can go wrong, typed; each carries the key of a text and its arguments, never a sentence.

KakdelaError
├── Denied      who asks may not; also for what is not theirs, so that nothing is revealed
├── NotFound    what was named does not exist (any more)
└── Refused     the request cannot be done as asked; nothing was changed
"""

from __future__ import annotations


class KakdelaError(Exception):
    """`key` names the text for people, `args_` fills it."""

    def __init__(self, key: str, **args: object) -> None:
        super().__init__(key)
        self.key = key
        self.args_ = args


class Denied(KakdelaError):
    def __init__(self, key: str = "error-denied", **args: object) -> None:
        super().__init__(key, **args)


class NotFound(KakdelaError):
    def __init__(self, key: str = "error-not-found", **args: object) -> None:
        super().__init__(key, **args)


class Refused(KakdelaError):
    pass
