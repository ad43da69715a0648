"""A target as a lead writes it, in one line: whose, which KPI, how much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.errors import Refused
from services.kpi import REGISTRY
from services.money import to_minor
from services.names import clean
from services.parsing import minor_digits, parse_amount

LARGEST_COUNT = 10_000
LARGEST_SUM = 10**12  # major units

_NAMES = {
    "sales_volume": r"выручк\w*|об[ъь]ем\w*|оборот\w*|касс[ауые]|revenue|volume|turnover",
    "sales": r"продаж\w*|sales",  # money or deals, as the value says
    "deals": r"сдел\w*|заказ\w*|deals?|orders?",
    "calls": r"звон\w*|calls?",
    "contacts": r"контакт\w*|лид(?:ы|ов|ам|а)?|contacts?|leads?",
    "meetings": r"встреч\w*|meetings?",
    "demos": r"демо|показ\w*|презентац\w*|demos?|presentations?",
    "proposals": r"кп|предложени\w*|proposals?|offers?|quotes?",
    "invoices": r"счет\w*|invoices?",
    "later": r"чек\w*|check|конверси\w*|conversion|удержани\w*|retention|цикл\w*|cycle|клиент\w*|clients?",
}
_KPI = {slug: re.compile(pattern) for slug, pattern in _NAMES.items()}
_NONE = re.compile(r"нет|убрать|убери|снять|сними|удалить|none|no|off|remove|delete|clear")
_MONTHLY = re.compile(r"месяце?|ежемесячно|month|monthly")
_OTHER = re.compile(
    r"недел[яюией]+|еженедельно|week(?:ly)?|квартале?|quarter(?:ly)?|году?|year(?:ly)?|annually|"
    r"день|day|daily|ежедневно"
)
_BEFORE_PERIOD = re.compile(r"в|на|за|per|a|each|every|кажд(?:ый|ую)")
_FOR = re.compile(r"для|у|for")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line asks for: whose (as written), which KPI, the value (None: none any more).

    Without a KPI the line only names somebody.
    """

    whom: str
    kpi: str | None = None
    value: int | None = None


def read(text: str, currency: str) -> Wanted:
    """«@anna выручка 1,5 млн», "team deals 20", «Анна 20 сделок», «@anna выручка нет». Raises Refused."""
    words = _without_period(clean(text, 300).split())
    folded = [word.casefold().replace("ё", "е").strip(":=—–,") for word in words]
    found = [(i, slug) for i, word in enumerate(folded) for slug, rx in _KPI.items() if rx.fullmatch(word)]
    # «Звонкова звонки 20»: whoever stands first is a person.
    found = [x for x in found if x[0] > 0] or found
    if not found:
        if any(char.isdigit() for char in text) or not words:
            raise Refused("target-usage")
        return Wanted(_whom(words))
    at, slug = found[-1] if found[-1][0] < len(words) - 1 else found[0]
    if slug == "later":
        raise Refused("target-kpi-later")
    before, after = words[:at], " ".join(words[at + 1 :]).lstrip(":=—– ")
    if not after:
        before, after = _value_before(before, currency)
    if not before:
        raise Refused("target-whom-missing")
    slug, value = _value(slug, after, currency)
    return Wanted(_whom(before), slug, value)


def _whom(words: list[str]) -> str:
    named = words[1:] if len(words) > 1 and _FOR.fullmatch(words[0].casefold()) else words
    return " ".join(named)


def _without_period(words: list[str]) -> list[str]:
    """The line without «в месяц». Raises Refused for «в неделю»: monthly ones only, so far."""
    kept: list[str] = []
    for word in words:
        low = word.casefold().strip(".,")
        if not word.strip("-−—–:="):
            continue
        if kept and _OTHER.fullmatch(low):
            raise Refused("target-monthly")
        if kept and _MONTHLY.fullmatch(low):
            if _BEFORE_PERIOD.fullmatch(kept[-1].casefold()):
                kept.pop()
            continue
        kept.append(word)
    return kept


def _value_before(words: list[str], currency: str) -> tuple[list[str], str]:
    """«Анна 20 сделок»: the value stands before its KPI."""
    for at in range(1, len(words)):
        value = " ".join(words[at:])
        if _NONE.fullmatch(value.casefold()) or value[0] in "-−" or parse_amount(value, currency) is not None:
            return words[:at], value
    return words, ""


def _value(slug: str, text: str, currency: str) -> tuple[str, int | None]:
    """The KPI and its value in minor units or a count. Raises Refused with what is wrong."""
    if _NONE.fullmatch(text.casefold()):
        return ("sales_volume" if slug == "sales" else slug), None
    if re.match(r"[-−]\d", text):
        raise Refused("target-positive")
    bare = re.fullmatch(r"[\d\s.,']+", text) is not None
    counted = re.fullmatch(r"([\d\s]+?)\s*(?:шт\w*\.?|раз|pcs)", text)
    amount = parse_amount(counted[1] if counted else text, currency)
    if amount is None:
        raise Refused("target-value" if text else "target-usage", value=text[:40])
    if slug == "sales":
        slug = "deals" if bare and amount < 1000 else "sales_volume"
    if amount <= 0:
        raise Refused("target-positive")
    if REGISTRY[slug].unit != "money":
        if amount != amount.to_integral_value():
            raise Refused("target-whole")
        if amount > LARGEST_COUNT:
            raise Refused("target-too-big")
        return slug, int(amount)
    if bare and amount < 1000 and minor_digits(currency) > 0:
        raise Refused("target-unit", value=text[:20])
    if amount > LARGEST_SUM:
        raise Refused("target-too-big")
    return slug, to_minor(amount, currency)
