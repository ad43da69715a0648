"""A correction in a few words: «54 000», «вчера», «Ромашка», «3», "no client"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.clients import LONGEST_NAME
from services.errors import Refused
from services.parsing import minor_digits, parse, parse_amount, parse_day
from services.parsing.counters import of_money

MONEY_KINDS = frozenset({"deal", "refund", "invoice", "proposal"})
Words = Mapping[str, Sequence[str]]
_NO_CLIENT = re.compile(r"(?i)без клиента|нет клиента|(?:no|without) client")
_BARE = re.compile(r"[\d\s.,'\u00a0\u202f]+")
_FOREIGN = re.compile(
    r"(?i)\d[\d\s.,]*(?:[кkмm]|тыс\S*|млн)?\s*(?:[$€£₽₸₴]|usd|eur|rub|kzt|руб\S*|долл\S*|евро)|[$€£]\s*\d"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What should be otherwise; one of them is set. `client` "" asks for none."""

    amount: Decimal | None = None
    day: date | None = None
    client: str | None = None
    quantity: int | None = None


def read_wish(
    text: str, *, kind: str, today: date, currency: str, words: Words | None = None, money: bool = False
) -> Wish:
    """What a correction of an entry of this kind asks for. Raises Refused where it could be two things.

    `words` of the team's own counters, by slug; `money`: the entry has an amount, of whatever kind it is.
    """
    money = money or kind in MONEY_KINDS or kind in of_money(words)
    text = " ".join(text.split())
    if _NO_CLIENT.fullmatch(text):
        return Wish(client="")
    if (day := parse_day(text, today)) is not None:
        return Wish(day=day)
    if (quantity := _quantity(text, kind, today, currency, words, money)) is not None:
        return Wish(quantity=quantity)
    if money:
        amount = parse_amount(text, currency)
        if amount is not None:
            if amount == 0:
                raise Refused("error-amount")
            if amount < 1000 and _BARE.fullmatch(text) and minor_digits(currency) > 0:
                raise Refused("fix-unit", value=text[:20])
            return Wish(amount=amount)
        if _FOREIGN.search(text):
            raise Refused("error-currency-needed", currency=currency)
    if not any(char.isalpha() for char in text) or len(text) > LONGEST_NAME:
        raise Refused("fix-not-understood")
    return Wish(client=text)


def _quantity(
    text: str, kind: str, today: date, currency: str, words: Words | None, money: bool
) -> int | None:
    """A bare number on a count, or the count with its noun («3 звонка»)."""
    if not money and re.fullmatch(r"\d[\d\s]{0,12}", text):
        return int("".join(text.split()))
    if not text[:1].isdigit():
        return None
    entries = parse(text, today=today, currency=currency, counters=words).entries
    if len(entries) == 1 and entries[0].kind == kind and entries[0].amount is None and not entries[0].client:
        return entries[0].quantity
    return None


def is_correction(text: str, *, today: date, currency: str, words: Words | None = None) -> bool:
    """Whether a text that is no report of its own reads as a correction: a number, a day, a client."""
    parsed = parse(text, today=today, currency=currency, counters=words)
    if parsed.entries or parsed.absence:
        return False
    try:
        wish = read_wish(text, kind="call", today=today, currency=currency, words=words)
    except Refused:
        return False
    return not wish.client or looks_like_client(text, today=today, currency=currency)


_COURTESY = re.compile(
    r"(?i)спасибо\b.*|ок\w*|хорошо|да|нет|понял\w*|супер|отлично|thanks?\b.*|thank you.*|yes|no|good|great"
)


def is_courtesy(text: str) -> bool:
    """«Спасибо!», "ok": a reply that wants no answer."""
    return _COURTESY.fullmatch(text.strip().rstrip(".!) ")) is not None


def looks_like_client(text: str, *, today: date, currency: str) -> bool:
    """Whether a bare text is written like a client's name: a reply may be small talk as well."""
    text = text.strip()
    if "\n" in text or len(text.split()) > 6 or is_courtesy(text):
        return False
    entries = parse(f"сделка 45к {text}", today=today, currency=currency).entries
    return len(entries) == 1 and entries[0].client == text.strip(' «»"')
