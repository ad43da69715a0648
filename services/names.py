"""How names are compared: one key for what people write in many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LEGAL = (
    "ооо|оао|зао|пао|ао|нао|ип|чп|тоо|одо|уп|чуп|нко|ано|гк|тд|"
    "llc|ltd|limited|inc|incorporated|corp|corporation|gmbh|ag|sa|srl|plc|kk|bv|nv|oy|ab|co|llp|lp|pty"
)
_LEGAL_WORD = re.compile(rf"^(?:{_LEGAL})$")
_NOISE = re.compile(r"[^\w+&]+", re.UNICODE)
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NAME_LENGTH = 64


def person_key(name: str) -> str:
    """A person's, team's or company's name for comparison: letter case, ё and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("ё", "е").split())[:128]


@lru_cache(8192)
def client_key(name: str) -> str:
    """A client's name for comparison: legal form, quotes, punctuation, ё, letter case, spaces do not count.

    A name that is nothing but a legal form stays as it is.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    words = [w for w in _NOISE.sub(" ", folded.replace(".", "")).split() if w]
    bare = [w for w in words if not _LEGAL_WORD.match(w)] or words
    return " ".join(bare)[:200] or folded.strip()[:200]


def clean(name: str, limit: int = NAME_LENGTH) -> str:
    """A name fit to show: no control, direction or zero-width characters, one line, at most `limit` long."""
    name = _HIDDEN.sub("", _CONTROL.sub(" ", name))
    return " ".join(name.split())[:limit].strip()
