"""Telegram's HTML, really parsed: the plain text and its entities, or the server's words about what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

from sandbox.entities import combine, ordered, utf16
from sandbox.errors import ApiError, Json, refuse

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "span": "spoiler",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ENTITY = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))|(lt|gt|amp|quot));?")
_END = re.compile(r"</([A-Za-z0-9-]*)\s*>")
_NAME = re.compile(r"[^\s=>/\"']*")
_SPACE = re.compile(r"\s*")
_BARE = re.compile(r"[A-Za-z0-9.\-]+")
_USER_LINK = re.compile(r"tg://user\?id=(\d{1,15})$")
_LINK = re.compile(r"(?:https?://|tg://|ton://|mailto:|tel:)?[^\s/?#]+", re.IGNORECASE)

KnowsUser = Callable[[int], Json | None]


def parse(source: str, knows: KnowsUser) -> tuple[str, list[Json]]:
    """Text and entities of a message sent with parse_mode HTML; `knows` resolves tg://user links."""
    if "<" not in source and "&" not in source:
        text, entities = trim(source, [])
    else:
        text, entities = trim(*_Parser(source, knows).run())
    return text, combine(entities, text)


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts blank edges off; entities shrink with them, empty ones vanish."""
    bare = text.strip()
    if len(bare) == len(text) and not entities:
        return text, entities
    lead = utf16(text[: len(text) - len(text.lstrip())])
    size = utf16(bare)
    kept: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return bare, kept


class _Parser:
    def __init__(self, source: str, knows: KnowsUser) -> None:
        self.source = source
        self.knows = knows
        self.out: list[str] = []
        self.size = 0  # of the plain text so far, in UTF-16 units
        self.entities: list[Json] = []
        self.open: list[tuple[str, dict[str, str], int, int]] = []  # tag, attributes, start, part number

    def run(self) -> tuple[str, list[Json]]:
        source, at = self.source, 0
        while True:
            nxt = _next_special(source, at)
            self._plain(source[at:nxt])
            if nxt == len(source):
                break
            if source[nxt] == "&":
                at = self._entity(nxt)
            elif source.startswith("</", nxt):
                at = self._end_tag(nxt)
            else:
                at = self._start_tag(nxt)
        if self.open:
            raise self._wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return "".join(self.out), ordered(_without_marks_in_code(self.entities))

    def _plain(self, text: str) -> None:
        if text:
            self.out.append(text)
            self.size += utf16(text)

    def _wrong(self, message: str, at: int | None = None) -> ApiError:
        if at is not None:
            message += f" at byte offset {len(self.source[:at].encode())}"
        return refuse(f"can't parse entities: {message}")

    def _entity(self, at: int) -> int:
        match = _ENTITY.match(self.source, at)
        decoded = _decoded(match) if match else None
        if match is None or decoded is None:
            self._plain("&")  # not one of Telegram's entities: the sign stands for itself
            return at + 1
        self._plain(decoded)
        return match.end()

    def _end_tag(self, at: int) -> int:
        match = _END.match(self.source, at)
        if match is None:
            raise self._wrong("Unclosed end tag", at)
        if not self.open:
            raise self._wrong("Unexpected end tag", at)
        tag, attributes, start, part = self.open[-1]
        found = match.group(1).lower()
        if found and found != tag:
            byte = len(self.source[:at].encode())
            raise self._wrong(
                f'Unmatched end tag at byte offset {byte}, expected "</{tag}>", found "</{found}>"'
            )
        self.open.pop()
        if self.size > start:
            entity = self._made(tag, attributes, "".join(self.out[part:]) if tag == "a" else "")
            if entity is not None:
                self.entities.append({**entity, "offset": start, "length": self.size - start})
        return match.end()

    def _start_tag(self, begin: int) -> int:
        source = self.source
        name = _NAME.match(source, begin + 1)
        at = name.end() if name else begin + 1
        if at >= len(source):
            raise self._wrong("Unclosed start tag", begin)
        tag = source[begin + 1 : at].lower()
        if tag not in _SIMPLE:
            raise self._wrong(f'Unsupported start tag "{tag}"', begin)
        attributes: dict[str, str] = {}
        while True:
            at = _skip(source, at)
            if at >= len(source):
                raise self._wrong("Unclosed start tag", begin)
            if source[at] == ">":
                break
            at = self._attribute(tag, attributes, at, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append((tag, attributes, self.size, len(self.out)))
        return at + 1

    def _attribute(self, tag: str, attributes: dict[str, str], at: int, begin: int) -> int:
        source = self.source
        match = _NAME.match(source, at)
        name = match.group().lower() if match else ""
        if not name:
            raise self._wrong(f'Empty attribute name in the tag "{tag}"', begin)
        at = _skip(source, at + len(name))
        if at >= len(source):
            raise self._wrong("Unclosed start tag", begin)
        if source[at] != "=":
            if name != "expandable":
                raise self._wrong(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin
                )
            attributes[name] = ""
            return at
        at = _skip(source, at + 1)
        if at >= len(source):
            raise self._wrong("Unclosed start tag", begin)
        quote = source[at]
        if quote in "\"'":
            end = source.find(quote, at + 1)
            if end < 0:
                raise self._wrong("Unclosed start tag", begin)
            attributes[name] = _ENTITY.sub(lambda m: _decoded(m) or m.group(), source[at + 1 : end])
            return end + 1
        bare = _BARE.match(source, at)
        if bare is None:
            raise self._wrong("Unexpected end of name token", at)
        attributes[name] = bare.group().lower()
        return bare.end()

    def _made(self, tag: str, attributes: dict[str, str], inner: str) -> Json | None:
        kind = _SIMPLE[tag]
        if tag == "a":
            url = attributes.get("href") or inner
            user_link = _USER_LINK.match(url)
            if user_link:
                user = self.knows(int(user_link.group(1)))
                return {"type": "text_mention", "user": user} if user else None
            return {"type": kind, "url": _full(url)} if _LINK.match(url) and "." in url + "." else None
        if tag == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        if tag == "tg-emoji":
            emoji = attributes.get("emoji-id", "")
            if not emoji.isdigit():
                raise self._wrong("Invalid custom emoji identifier specified")
            return {"type": kind, "custom_emoji_id": emoji}
        if tag == "tg-time":
            return {"type": kind, "unix_time": int(attributes.get("unix") or 0)}
        if tag == "code" and self.open and self.open[-1][0] == "pre":
            language = attributes.get("class", "").removeprefix("language-")
            if language:
                self.open[-1][1]["language"] = language
            return None
        if tag == "pre" and "language" in attributes:
            return {"type": "pre", "language": attributes["language"]}
        return {"type": kind}


def _next_special(source: str, at: int) -> int:
    less, amp = source.find("<", at), source.find("&", at)
    found = [x for x in (less, amp) if x >= 0]
    return min(found) if found else len(source)


def _skip(source: str, at: int) -> int:
    match = _SPACE.match(source, at)
    return match.end() if match else at


def _full(url: str) -> str:
    """A link without a scheme is shown as http."""
    return url if re.match(r"[a-z]+:", url, re.IGNORECASE) else f"http://{url}/"


def _decoded(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None


def _without_marks_in_code(entities: list[Json]) -> list[Json]:
    """Nothing is marked inside code and pre: Telegram drops what was nested there."""
    closed = [e for e in entities if e["type"] in ("code", "pre")]
    if not closed:
        return entities
    return [
        e
        for e in entities
        if not any(
            c is not e
            and c["offset"] <= e["offset"]
            and e["offset"] + e["length"] <= c["offset"] + c["length"]
            for c in closed
        )
    ]
