"""What a command adds to the words after it: «/deal 45к Ромашка» says that it is a deal."""

from __future__ import annotations

import re

_SAYS_SO = re.compile(r"(?i)сделк|продаж|оплат|заказ|deal|sale|order|won|closed|закры")


def as_deal(text: str) -> str:
    """The text as a deal; «2 сделки на 90к» says so itself and stays."""
    if _SAYS_SO.search(text):
        return text
    english = re.search(r"[A-Za-z]", text) and not re.search(r"[А-Яа-яЁё]", text)
    return f"{'deal' if english else 'сделка'} {text}"
