"""What the words of a counter may be: letters, of nobody else, and understood in a message. Pure rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from services.errors import Refused
from services.kpi.naming import means_built_in
from services.names import clean, person_key
from services.parsing import ParsedReport, parse
from services.parsing.counters import MONEY, stems

LONGEST_NAME = 40
LONGEST_WORD = 40
MOST_PARTS = 4
MOST_WORDS = 20
Words = Mapping[str, Sequence[str]]

_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’ ][^\W\d_]+)*")
_DAY = date(2026, 11, 23)
# A word that changes how these are read means something else already.
_PROBES = (
    *("сделка на 45 000 Ромашка", "закрыл 2 сделки за вчера", "сделка 45 000 руб с НДС", "сделка 45 тыс р"),
    *(
        "продажа 45к от ООО Вектор, новый клиент",
        "новая сделка 45 000 по счету",
        "повторная продажа 5к у Кедра",
    ),
    *(
        "план 20 звонков",
        "план на завтра: 20 звонков",
        "факт 15 звонков",
        "звонков 15 из 20",
        "звонков 5 до обеда",
    ),
    *("итого 35 звонков", "всего 35 звонков, из них 4 лида", "продаж нет", "сегодня 3 звонка и 2 встречи"),
    *(
        "3 сделки по 15 000",
        "выручка 71 400",
        "сумма 71 400",
        "больничный до пятницы",
        "отпуск с 24.11 по 25.11",
    ),
    *(
        "набрал 60",
        "позвонил 12 клиентам",
        "возврат 5000 руб",
        "оплата 45к",
        "чек 45к",
        "заказ на 45к",
        "продал 3",
    ),
    *("sold 3 for 5k", "called 12", "refund 5k", "payment 45k", "order 45k", "встретился с 3 клиентами"),
    *(
        "завтра 20 звонков",
        "звонков за вчера 20",
        "закрыл Вектор на 45к",
        "45 руб сделка",
        "сделок 1 на 45 000",
    ),
    *(
        "tomorrow 20 calls",
        "calls for yesterday 20",
        "1 deal for 45k",
        "в пятницу 3 звонка",
        "last week 3 calls",
    ),
    *(
        "ещё 1 звонок",
        "сделано 5 звонков",
        "провёл 2 встречи",
        "отправил 3 КП",
        "клиент: Кедр\nсумма: 45 000",
    ),
    *(
        "deal for 45 000 with Acme",
        "closed 2 deals yesterday",
        "sold to Acme at 5k",
        "won a new client, 5k today",
    ),
    *(
        "plan 20 calls",
        "plan for tomorrow: 20 calls",
        "total 35 calls",
        "done 35 calls and 2 meetings",
        "no sales",
    ),
    *(
        "revenue 45 000",
        "sick till Friday",
        "on vacation from 24.11 to 25.11",
        "17 of 20 calls",
        "fact 17 calls",
    ),
)


def checked_name(text: str) -> str:
    """A counter's name: letters, as it is also one of its words. Raises Refused."""
    name = clean(text, 200).strip(" «»\"'.,;:")
    if not name:
        raise Refused("own-name-empty")
    if not _LETTERS.fullmatch(name) or not 2 <= len(name) <= LONGEST_NAME:
        raise Refused("own-name-letters", name=name[:60])
    if means_built_in(name):
        raise Refused("own-name-built-in", name=name)
    return name


def checked_words(name: str, said: Sequence[str]) -> list[str]:
    """The name and the words, each once and at most twenty. Raises Refused where one is no word, or none is given."""
    words = [word for one in said if (word := clean(one, 200).strip(" «»\"'.;:"))]
    if not words:
        raise Refused("own-words-missing", name=name)
    found = {person_key(name): name}
    for word in words:
        if not _LETTERS.fullmatch(word) or len(word) > LONGEST_WORD or len(word.split()) > MOST_PARTS:
            raise Refused("own-word-letters", word=word[:60])
        if len(word) < 3 and not word.isupper():
            raise Refused("own-word-letters", word=word[:60])
        if means_built_in(word):
            raise Refused("own-word-built-in", word=word)
        found.setdefault(person_key(word), word)
    if len(found) > MOST_WORDS:
        raise Refused("own-words-many", most=MOST_WORDS)
    return list(found.values())


def check_free(words: Sequence[str], others: Words) -> None:
    """Raises Refused where a word is another counter's, or a message would no longer be read as it was."""
    check_not_taken(words, others)
    for word in words:
        if not understood(word):
            raise Refused("own-word-means-else", word=word)
    if _disturb(words):
        word = next((word for word in words if _disturb([word])), words[-1])
        raise Refused("own-word-means-else", word=word)


def check_not_taken(words: Sequence[str], others: Words) -> None:
    """Raises Refused where a word is another counter's."""
    taken = {_either_order(stems(word)): own[0] for own in others.values() for word in own if stems(word)}
    for word in words:
        if other := taken.get(_either_order(stems(word))):
            raise Refused("own-word-taken", word=word, other=other)


def same_key(one: str, other: str) -> bool:
    return person_key(one) == person_key(other)


def same_name(one: str, other: str) -> bool:
    """The same in some case form."""
    return same_key(one, other) or (stems(one) != () and stems(one) == stems(other))


def with_money(words: Sequence[str], money: bool) -> list[str]:
    """The words as a team keeps them: the name first, and whether sums are counted."""
    return [*(word for word in words if word != MONEY), *([MONEY] if money else [])]


def spoken(words: Sequence[str]) -> list[str]:
    """The words that people write."""
    return [word for word in words if word != MONEY]


def _either_order(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(parts)) if len(parts) == 2 else parts


def understood(word: str, piece: str | None = None) -> bool:
    """Whether a number beside the word, or this very piece of a message, makes an entry of the counter."""
    if piece is not None:
        return [entry.kind for entry in _read(piece, [word]).entries] == ["own"]
    reads = (_read(text, [word]) for text in (f"{word} 5", f"5 {word}", f"сегодня {word} 5"))
    return any([(e.kind, e.quantity) for e in read.entries] == [("own", 5)] for read in reads)


def _disturb(words: Sequence[str]) -> bool:
    return any(_read(text, words) != before for text, before in zip(_PROBES, _before(), strict=True))


@cache
def _before() -> tuple[ParsedReport, ...]:
    return tuple(_read(text, ()) for text in _PROBES)


def _read(text: str, words: Sequence[str]) -> ParsedReport:
    return parse(text, today=_DAY, currency="RUB", counters={"own": words} if words else None)
