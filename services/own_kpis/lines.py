"""What a lead asks of the team's KPIs in one line: «счётчик дозвоны: дозвон», "ratio a / b", «удержание 1». Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.errors import Refused
from services.names import clean
from services.own_kpis.model import NewCounter, NewRatio

_VERBS = {
    "counter": r"счетчик\w*|counter|count",
    "ratio": r"доля|отношение|ratio|share",
    "main": r"главн(?:ое|ая|ый)(?: действие)?|main(?: activity)?",
    "rename": r"переимен\w+|назвать|rename",
    "words": r"слова|words?",
    "retire": r"убрать|убери|удалить|удали|retire|remove|delete",
    "back": r"вернуть|верни|bring back|return|restore",
    "retention": r"удержание|retention",
    "backdate": r"задним числом|задним|backdate|back-date|back date",
    "ramp": r"разгон|ramp",
}
_VERB = re.compile("|".join(rf"(?P<{verb}>(?:{rx})(?!\w))" for verb, rx in _VERBS.items()), re.IGNORECASE)
_BETTER = re.compile(
    r"(?i)[\s,;]*\(?(?:(?P<down>(?:чем )?меньше,?(?: тем)? лучше|(?:less|lower|fewer) is better|the less,? the better)"
    r"|(?P<up>(?:чем )?больше,?(?: тем)? лучше|(?:more|higher) is better|the more,? the better))\)?[\s.;,]*$"
)
_UNIT = re.compile(
    r"(?i)(?:^|[\s,;]+)(?:(?P<money>деньги|сумма|money|sum)|(?P<count>штуки|число|count))[\s.;,]*$"
)
_NO = re.compile(r"(?i)нет|без(?: разгона)?|убрать|none|no|off|0")
_NUMBER = re.compile(r"(\d{1,4})\s*(?:\S{1,12})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done: a verb of `_VERBS`, or `show` for what a KPI is. `what`, `to` as the verb needs them."""

    verb: str
    what: str = ""
    to: str = ""
    counter: NewCounter | None = None
    ratio: NewRatio | None = None
    number: int | None = None
    usage: str | None = None  # where nothing is called so: how the line would have to read
    ramp: tuple[int, ...] = ()


def read(text: str) -> Asked:
    """What a line asks for. Raises Refused with what is missing or wrong in it."""
    text = clean(text.replace("\n", ", "), 1000)
    found = _VERB.match(text.replace("ё", "е").replace("Ё", "Е"))
    if found is None or found.lastgroup is None:
        return Asked("show", text)
    verb, rest = found.lastgroup, text[found.end() :].strip(" :—–")
    if verb == "retention" and rest and not rest[0].isdigit():
        return Asked("show", text, usage="own-retention-range")  # «удержание клиентов»
    if verb == "ratio" and rest and "/" not in rest:
        return Asked("show", text, usage="own-usage-ratio")  # «доля повторных»
    match verb:
        case "counter":
            return Asked(verb, counter=read_counter(rest))
        case "ratio":
            return Asked(verb, ratio=read_ratio(rest))
        case "rename":
            what, _, to = rest.partition("=")
            if not (what.strip() and to.strip()):
                raise Refused("own-usage-rename")
            return Asked(verb, what.strip(), to.strip())
        case "words":
            what, _, to = rest.partition(":")
            if not (what.strip() and to.strip()):
                raise Refused("own-usage-words")
            return Asked(verb, what.strip(), to.strip())
        case "main" | "retire" | "back":
            return Asked(verb, rest)
        case "ramp":
            return Asked(verb, rest, ramp=_ramp(rest))
    number = _NUMBER.fullmatch(rest)
    if rest and number is None:
        raise Refused(f"own-{verb}-range")
    return Asked(verb, number=int(number[1]) if number else None)


def read_counter(text: str) -> NewCounter:
    """«дозвоны: дозвон, дозвонился, деньги, меньше лучше»."""
    text, better = _better(text)
    name, _, words = text.partition(":")
    words, money = _unit(words)
    name, money_too = _unit(name) if not words.strip() else (name, False)
    return NewCounter(name.strip(), split(words), money or money_too, better)


def read_ratio(text: str) -> NewRatio:
    """«Дозвон = дозвоны / звонки»."""
    text, better = _better(text)
    name, sign, of = text.rpartition("=")
    top, _, bottom = of.partition("/")
    if not (top.strip() and bottom.strip()) or (sign and not name.strip()):
        raise Refused("own-usage-ratio")
    return NewRatio(top.strip(), bottom.strip(), name.strip() or None, better)


def split(words: str) -> tuple[str, ...]:
    """«дозвон, дозвонился; дозвонилась» as words."""
    return tuple(word for one in re.split(r"[,;/\n]", words) if (word := one.strip()))


def _better(text: str) -> tuple[str, str]:
    found = _BETTER.search(text)
    if found is None:
        return text, "up"
    return text[: found.start()], "down" if found["down"] else "up"


def _unit(text: str) -> tuple[str, bool]:
    found = _UNIT.search(text)
    return (text, False) if found is None else (text[: found.start()], bool(found["money"]))


def _ramp(text: str) -> tuple[int, ...]:
    if not text or _NO.fullmatch(text):
        return ()
    parts = re.split(r"[\s,;%]+", text.strip(" %"))
    if not all(re.fullmatch(r"\d{1,3}", part) for part in parts):
        raise Refused("own-ramp-range")
    return tuple(int(part) for part in parts)
