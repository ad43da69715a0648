"""Text as Telegram measures and marks it: UTF-16 lengths, entities found in plain text, and safe HTML."""

from __future__ import annotations

import re
from html import escape

from sandbox.errors import Json

# One pass over the text; the order of the alternatives is the order of precedence.
_FOUND = re.compile(
    r"(?P<url>(?:https?://|tg://)[^\s<>\"']+[^\s<>\"'.,;:!?)\]]"
    r"|(?<![\w@.\-/])(?:[a-z0-9\-]+\.)+(?:ru|com|org|net|io|me|dev|app|info|рф|kz|by|ua|uz)(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)])?(?![\w@]))"
    r"|(?P<email>(?<![\w.+\-])[A-Za-z0-9_.+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d_]\w*)"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d\s()\-]{8,18}\d(?!\w))",
    re.IGNORECASE,
)
_WORTH_LOOKING = re.compile(r"[/@#.+]")

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}
_SAFE_LINK = re.compile(r"(?:https?|tg|mailto|tel):", re.IGNORECASE)


def utf16(text: str) -> int:
    """The length Telegram counts: UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def detect(text: str) -> list[Json]:
    """The entities Telegram finds by itself: links, e-mails, commands, mentions, hashtags, phones."""
    if not _WORTH_LOOKING.search(text):
        return []
    found: list[Json] = []
    for match in _FOUND.finditer(text):
        kind = match.lastgroup
        found.append({"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match.group())})
    return found


def combine(explicit: list[Json], text: str) -> list[Json]:
    """The entities of a bot's text: its own, and the found ones that do not touch links or code."""
    found = detect(text)
    if not found:
        return explicit
    closed = [e for e in explicit if e["type"] in ("code", "pre", "text_link", "text_mention")]
    free = [
        e
        for e in found
        if not any(
            e["offset"] < c["offset"] + c["length"] and c["offset"] < e["offset"] + e["length"]
            for c in closed
        )
    ]
    return ordered(explicit + free)


def ordered(entities: list[Json]) -> list[Json]:
    """Outer entities before inner ones."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def trim_plain(text: str) -> str:
    """What is left of a typed text: Telegram cuts blank edges off."""
    return text.strip()


def piece(text: str, entity: Json) -> str:
    """The words an entity covers."""
    data = text.encode("utf-16-le", "surrogatepass")
    start = entity["offset"] * 2
    return data[start : start + entity["length"] * 2].decode("utf-16-le", "surrogatepass")


def to_html(text: str, entities: list[Json]) -> str:
    """HTML that is safe to show: Telegram's own tags, everything else escaped; found entities stay plain."""
    marks = [e for e in ordered(entities) if _tags(e) is not None]
    if not marks:
        return escape(text, quote=False)
    data = text.encode("utf-16-le", "surrogatepass")
    out: list[str] = []
    at = 0
    open_ends: list[tuple[int, str]] = []

    def plain(upto: int) -> None:
        nonlocal at
        out.append(escape(data[at * 2 : upto * 2].decode("utf-16-le", "replace"), quote=False))
        at = upto

    for mark in marks:
        start, end = mark["offset"], mark["offset"] + mark["length"]
        while open_ends and open_ends[-1][0] <= start:
            upto, tag = open_ends.pop()
            plain(upto)
            out.append(tag)
        if open_ends and open_ends[-1][0] < end:
            continue  # overlapping, not nested: leave it out rather than break the tree
        plain(start)
        opening, closing = _tags(mark) or ("", "")
        out.append(opening)
        open_ends.append((end, closing))
    while open_ends:
        upto, tag = open_ends.pop()
        plain(upto)
        out.append(tag)
    plain(len(data) // 2)
    return "".join(out)


def _tags(entity: Json) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind == "text_link":
        url = str(entity.get("url", ""))
        return (f'<a href="{escape(url)}">', "</a>") if _SAFE_LINK.match(url) else None
    if kind == "text_mention":
        return f'<a href="tg://user?id={int(entity["user"]["id"])}">', "</a>"
    if kind == "pre" and entity.get("language"):
        language = escape(str(entity["language"]))
        return f'<pre><code class="language-{language}">', "</code></pre>"
    return _TAGS.get(kind)
