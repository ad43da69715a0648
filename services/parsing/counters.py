"""A team's own counters: aliases that inflect, found by light stemming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from services.parsing.tokens import Token
from services.parsing.words import bag

_ENDINGS = sorted(
    bag(
        "иями ями ами иях иям ого его ому ему ыми ими ией ов ев ей ой ий ый ая яя ое ее ые ие ую юю ом ем ам ям ах ях ию "
        "ия ии ых их ым им ью а я о е у ю ы и ь й ено ена ены ен ил ила или ил"
    ),
    key=len,
    reverse=True,
)
_MAX_WORD = 40
_MAX_WORDS_BETWEEN = 1
MONEY = "¤"  # among a counter's aliases: sums are counted, not pieces

# First stem of an alias -> (stems, slug), longest first.
Matcher = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending: the same for all its cases and numbers, Russian or English."""
    word = word.casefold().replace("ё", "е")
    if len(word) > _MAX_WORD or len(word) < 4:
        return word
    if word.isascii():
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith(("ses", "xes", "zes", "ches", "shes")):
            return word[:-2]
        return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    # The vowel that comes and goes: заявка, заявок.
    return word[:-2] + "к" if len(word) > 4 and word.endswith(("ок", "ек")) else word


def stems(alias: str) -> tuple[str, ...]:
    """The words of an alias without their endings: two aliases with the same are written alike."""
    cleaned = "".join(c if c.isalpha() or c in "-'" else " " for c in alias)
    return tuple(stem(word) for word in cleaned.split())


@lru_cache(maxsize=512)
def _compiled(counters: tuple[tuple[str, tuple[str, ...]], ...]) -> Matcher:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for slug, aliases in counters:
        for alias in aliases:
            parts = stems(alias)
            orders = {parts, parts[::-1]} if len(parts) == 2 else {parts}
            for order in orders:
                if order:
                    table.setdefault(order[0], []).append((order, slug))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return table


def matcher(counters: Mapping[str, Sequence[str]] | None) -> Matcher:
    """The look-up of a team's aliases; kept between messages."""
    if not counters:
        return {}
    return _compiled(
        tuple(
            (slug, (aliases,) if isinstance(aliases, str) else tuple(aliases))
            for slug, aliases in counters.items()
        )
    )


def of_money(counters: Mapping[str, Sequence[str]] | None) -> frozenset[str]:
    """The slugs of the counters that count sums."""
    return frozenset(slug for slug, aliases in (counters or {}).items() if MONEY in aliases)


def match(table: Matcher, tokens: Sequence[Token], i: int) -> tuple[str, list[int]] | None:
    """The counter named at token ``i`` and the indexes of its words; one number may stand between two words."""
    options = table.get(stem(tokens[i].text))
    if not options:
        return None
    for parts, slug in options:
        used, j, numbers = [i], i + 1, 0
        for wanted in parts[1:]:
            if j < len(tokens) and tokens[j].what == "num" and numbers < _MAX_WORDS_BETWEEN:
                j, numbers = j + 1, numbers + 1
            if j >= len(tokens) or tokens[j].what != "word" or stem(tokens[j].text) != wanted:
                break
            used.append(j)
            j += 1
        if len(used) == len(parts):
            return slug, used
    return None
