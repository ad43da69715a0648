"""The scanner: text cut once, left to right, into words, numbers, dates and signs."""

from __future__ import annotations

import re
from typing import NamedTuple

_GAP = r"[ \u00a0\u202f\u2009]"
_DASH = r"[-\u2010\u2011\u2012\u2013]"

# Every repetition is over one class of characters or starts with a separator that the class lacks, so the
# scanner never tries a stretch of text twice: linear on any input.
_TOKEN = re.compile(
    rf"""
    (?P<nl>[\r\n\u2028\u2029\v\f]+)
  | (?P<url>(?:https?://|www\.)\S+)
  | (?P<mention>@\w+(?:\.\w+)*)
  | (?P<iso>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9]))
  | (?P<dmy>[0-9]{{1,2}}(?P<dsep>[./-])[0-9]{{1,2}}(?P=dsep)(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))
  | (?P<time>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![0-9])(?:[ ]?[ap]\.?m\b)?)
  | (?P<ampm>[0-9]{{1,2}}[ ]?[ap]\.?m\b)
  | (?P<phone>\+[0-9]{{1,3}}(?:[ ()\u00a0-]{{1,3}}[0-9]{{1,7}}){{2,6}}(?![0-9])
      | \+[0-9]{{10,15}}(?![0-9])
      | [78]{_GAP}?-?\(?[0-9]{{3}}\)?{_GAP}?-?[0-9]{{3}}(?:{_GAP}|-)?[0-9]{{2}}(?:{_GAP}|-)?[0-9]{{2}}(?![0-9])
      | [0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])
      | [0-9]{{3}}-[0-9]{{3}}-[0-9]{{4}}(?![0-9]))
  | (?P<ident>(?:№|\#|\bN(?=[ ]?[0-9])|\bNo\.?(?=[ ]?[0-9]))[ ]?(?:[^\W\d_]{{1,5}}[-/]?)?[0-9][\w/-]*)
  | (?P<ordinal>[0-9]{{1,2}}-?(?:ого|его|го|му|й|я|е|st|nd|rd|th)(?!\w))
  | (?P<num>[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]{{1,4}}(?![0-9]))?
      | [0-9]{{1,3}}(?:['’ʼ`][0-9]{{3}})+(?![0-9])(?:[.,][0-9]{{1,4}}(?![0-9]))?
      | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]{{1,4}}(?![0-9]))?
      | [0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9])(?:,[0-9]{{1,4}}(?![0-9]))?
      | [0-9]+(?:[.,][0-9]+)?)
  | (?P<word>[^\W\d_]+(?:[-'’&][^\W\d_]+)*)
  | (?P<digits>\d+)
  | (?P<punct>[^\w\s]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f\ufeff]+")
_PLUS_THOUSANDS = re.compile(rf"\+[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+")


class Token(NamedTuple):
    """A piece of the text: what it is, how it is written, where it stands."""

    what: str
    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """The text without characters nobody sees; decomposed й and ё put together."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", text).replace("и\u0306", "й").replace("е\u0308", "ё").replace("И\u0306", "Й")


def scan(text: str) -> list[Token]:
    """All tokens of the text in order; spaces are left out."""
    found: list[Token] = []
    position, end = 0, len(text)
    add = found.append
    while position < end:
        for match in _TOKEN.finditer(text, position):
            what, piece = match.lastgroup or "punct", match.group()
            start, position = match.span()
            if what == "phone" and _PLUS_THOUSANDS.fullmatch(piece):
                # "+30 000 000" is money with a plus, not a phone: give back all but the plus.
                add(Token("punct", "+", start, start + 1))
                position = start + 1
                break
            add(Token(what, piece, start, position))
        else:
            break
    return found
