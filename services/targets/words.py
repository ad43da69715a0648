"""A target as a lead writes it, in one line: whose, which KPI, how much, of what period, from when, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.errors import Refused
from services.kpi import Kpi
from services.kpi.naming import find, nearest
from services.names import clean
from services.parsing import parse_amount
from services.targets.amounts import read_value
from services.targets.starts import take_start

REASON_LENGTH = 300
_LONGEST_NAME = 4  # words of a KPI's name

_NONE = re.compile(
    r"нет|убрать|убери|уберите|снять|сними|снимите|удалить|удали|none|no|off|remove|delete|clear"
)
_KINDS = {
    "week": re.compile(r"недел[яюией]+|неделям|еженедельно|нед|week(?:ly)?|wk"),
    "month": re.compile(r"месяц\w*|ежемесячно|мес|month(?:ly)?|mo"),
    "quarter": re.compile(r"квартал\w*|ежеквартально|кв|quarter(?:ly)?|qtr"),
    "year": re.compile(r"год[ау]?|ежегодно|year(?:ly)?|annually|annum"),
    "day": re.compile(r"день|ежедневно|day|daily"),
}
_ALONE = re.compile(r"ежедневно|daily")  # «цикл 1 день» is a length
_BEFORE_PERIOD = re.compile(r"в|на|за|по|per|a|an|each|every|кажд\w+")
_FILLER = re.compile(r"цель|цели|план|target|goal")
_FOR = re.compile(r"для|у|for")
_BY_MONTH = re.compile(
    r"(?<!\S)(?:по месяцам|в пропорции|с весами|весами|by month|weighted|weights)(?!\S)", re.I
)
_WEIGHTS = re.compile(r"\d{1,3}(?::\d{1,3}){1,12}")
_AT_MOST = re.compile(
    r"(?:не\s+бол(?:ее|ьше)(?:\s+чем)?|не\s+выше|максимум|макс\.?|лимит|до|at\s+most|(?:no|not)\s+more\s+than|"
    r"max(?:imum)?|limit|up\s+to)\s+",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:не\s+мен(?:ее|ьше)(?:\s+чем)?|не\s+ниже|минимум|мин\.?|хотя\s+бы|от|at\s+least|(?:no|not)\s+less\s+than|"
    r"min(?:imum)?)\s+",
    re.IGNORECASE,
)
_UNBOUND = re.compile(f"(?<!\\S)(?:{_AT_MOST.pattern}|{_AT_LEAST.pattern})", re.IGNORECASE)
# Where a reason may begin, and what is left of it; tried from the left.
_DASH = re.compile(r"\s+[-−—–]+\s+")
_BECAUSE = re.compile(r"[\s,;:]+(?:потому\s+что|так\s+как|because|(?:причина|reason):?)\s+", re.IGNORECASE)
_ENCLOSED = re.compile(
    r"^(?P<line>.*\S)\s*(?:\((?P<a>[^()]+)\)|«(?P<b>[^«»]+)»|[\"“](?P<c>[^\"“”]+)[\"”])[.!]?$", re.S
)
_SOLD = re.compile(r"продаж\w*|sales?", re.IGNORECASE)  # money or deals, as the value says


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line asks for, in its own words: whose, the KPI, how much (`amount`; removed when `none`).

    Without a KPI the line only names somebody; without `amount` it asks how much. `each` is a period kind where one is said, `start` a day of the
    first period, `bound` is `most` or `least` where that is said.
    """

    whom: str
    kpi: str | None = None
    named: str = ""
    amount: str = ""
    none: bool = False
    each: str | None = None
    start: date | None = None
    weights: tuple[int, ...] = ()
    bound: str = ""
    reason: str | None = None


class UnknownKpi(Refused):
    """Nothing of the catalogue is called so; `nearest` are the KPIs that sound most like it."""

    def __init__(self, name: str, near: Sequence[Kpi]) -> None:
        super().__init__("target-kpi-unknown", name=name[:40], names="")
        self.nearest = list(near)


Words = Mapping[str, Sequence[str]]


def read(text: str, catalogue: Mapping[str, Kpi], words: Words, today: date) -> Wanted:
    """«@anna встречи 20 в неделю — больше живых встреч», "team deals 20 a week", «Анна 20 сделок». Raises Refused."""
    first, _, rest = text.strip().partition("\n")
    for line, reason in _reasons(first, rest):
        wanted = _read(line, catalogue, words, today)
        if wanted is not None and wanted.kpi is not None and (wanted.none or wanted.amount):
            if (
                reason
                and "\n" not in reason
                and rest
                and reason == rest
                and _complete(rest, catalogue, words, today)
            ):
                raise Refused("target-one-line")
            reason = clean(reason, REASON_LENGTH + 1)
            if len(reason) > REASON_LENGTH:
                raise Refused("target-reason-long", n=REASON_LENGTH)
            return replace(wanted, reason=reason or None)
    line = clean(text, 300)
    if not line:
        raise Refused("target-usage")
    wanted = _read(line, catalogue, words, today)
    if wanted is None:
        raise Refused("target-usage")
    if wanted.kpi is not None:
        return wanted  # whose and which KPI, but not how much
    if any(char.isdigit() for char in wanted.whom.lstrip("@")) and " " in wanted.whom:
        raise _unknown(wanted.whom, catalogue, words)
    return wanted


def _complete(text: str, catalogue: Mapping[str, Kpi], words: Words, today: date) -> bool:
    try:
        wanted = _read(clean(text, 300), catalogue, words, today)
    except Refused:
        return False
    return wanted is not None and bool(wanted.whom and wanted.kpi and wanted.amount)


def _reasons(first: str, rest: str) -> Iterator[tuple[str, str]]:
    """(line, reason) as the text can be split, the shortest lines first; the whole without a reason last."""
    if found := _ENCLOSED.match(first):
        yield clean(found["line"], 300), found["a"] or found["b"] or found["c"]
    cuts = sorted(
        [(m.start(), m.end()) for rx in (_DASH, _BECAUSE) for m in rx.finditer(first)], key=lambda cut: cut[0]
    )
    for start, end in cuts:
        yield clean(first[:start], 300), f"{first[end:]} {rest}"
    yield clean(first, 300), rest


def _unknown(text: str, catalogue: Mapping[str, Kpi], words: Words) -> Refused:
    """«@anna встричи 20»: what stands between the name and the number is no KPI."""
    parts = [word for word in text.split() if not any(char.isdigit() for char in word)]
    tail = [word for word in parts[1:] if not _KINDS["day"].fullmatch(word)]
    if not parts[1:] or not tail:
        return Refused("target-usage")
    tail = _UNBOUND.sub("", " ".join(tail) + " ").split() or tail  # «отказики не больше 5»
    name = " ".join(tail if text.startswith("@") else tail[-1:])
    return UnknownKpi(name, nearest(name, catalogue, words))


def _read(text: str, catalogue: Mapping[str, Kpi], words: Words, today: date) -> Wanted | None:
    """The pieces of a line without its reason; None for nothing at all. Raises Refused for a daily target."""
    text = _BY_MONTH.sub(
        " ", re.sub(r"(?<=\d)\s*/\s*(?=нед|мес|кв|год|week|month|quarter|year|wk|mo)", " ", text)
    )
    line = [word for word in text.split() if word.strip("-−—–:=")]
    weights: tuple[int, ...] = ()
    at = next((i for i, word in enumerate(line) if i and _WEIGHTS.fullmatch(word)), None)
    if at is not None:
        weights = tuple(int(part) for part in line.pop(at).split(":"))
    line, start = take_start(line, today)
    line, each = _take_kind(line)
    line = [word for i, word in enumerate(line) if not (i and _FILLER.fullmatch(_fold(word)))]
    if not line:
        return None
    whole = Wanted("", each=each, start=start, weights=weights)
    spans = _named(line, catalogue, words)
    # «Звонкова звонки 20»: whoever stands first is a person.
    spans = [span for span in spans if span[0] > 0] or spans
    if not spans:
        return replace(whole, whom=_whom(line))
    i, j, kpi = next((s for s in reversed(spans) if s[1] < len(line)), spans[-1])
    before, after = line[:i], " ".join(line[j:]).lstrip(":=—–, ")
    if not after:
        before, after = _amount_before(before)
    bound, amount = _bounded(after)
    none = bool(_NONE.fullmatch(_fold(amount)))
    named = " ".join(line[i:j]).strip(":=—–, ")
    if not before:
        raise Refused("target-whom-missing")
    if before[0].startswith("@") and len(before) > 1:  # «@anna повторная продажа 20»
        name = " ".join([*before[1:], named])
        raise UnknownKpi(name, nearest(name, catalogue, words))
    return replace(
        whole,
        whom=_whom(before),
        kpi=kpi.slug,
        named=named,
        amount="" if none else amount,
        none=none,
        bound=bound,
    )


def _fold(word: str) -> str:
    return word.casefold().replace("ё", "е").strip(":=—–,.;")


def _whom(words: Sequence[str]) -> str:
    named = words[1:] if len(words) > 1 and _FOR.fullmatch(_fold(words[0])) else words
    return " ".join(named).rstrip(",:")


def _take_kind(words: Sequence[str]) -> tuple[list[str], str | None]:
    """The line without «в неделю», and what was said. Raises Refused for «в день»."""
    kept: list[str] = []
    each = None
    for word in words:
        low = _fold(word)
        kind = next((kind for kind, rx in _KINDS.items() if kept and rx.fullmatch(low)), None)
        led = bool(kept) and len(kept) > 1 and bool(_BEFORE_PERIOD.fullmatch(kept[-1].casefold()))
        if kind == "day" and not led and not _ALONE.fullmatch(low):
            kind = None
        if kind is None:
            kept.append(word)
            continue
        if kind == "day":
            raise Refused("target-daily")
        if led:
            kept.pop()
        each = kind
    return kept, each


def _named(line: Sequence[str], catalogue: Mapping[str, Kpi], words: Words) -> list[tuple[int, int, Kpi]]:
    """Where KPIs are named in the line: the longest names first, from the left."""
    found = []
    i = 0
    while i < len(line):
        step = 1
        for j in range(min(len(line), i + _LONGEST_NAME), i, -1):
            words_ = [word.strip(":=—–,") for word in line[i:j]]
            if not all(words_) or any(char.isdigit() or char == "@" for word in words_ for char in word):
                continue
            kpi = find(" ".join(words_), catalogue, words)
            if kpi is not None and not kpi.retired:
                found.append((i, j, kpi))
                step = j - i
                break
        i += step
    return found


def _amount_before(words: list[str]) -> tuple[list[str], str]:
    """«Анна 20 сделок»: how much stands before the KPI."""
    for at in range(1, len(words)):
        amount = " ".join(words[at:])
        bare = _bounded(amount)[1]
        if _NONE.fullmatch(_fold(bare)) or re.match(r"[-−]\d", bare) or re.fullmatch(r"[\d.,\s]+%?", bare):
            return words[:at], amount
        if (bare[:1].isdigit() and parse_amount(bare, "USD") is not None) or parse_amount(
            bare, "RUB"
        ) is not None:
            return words[:at], amount
    return words, ""


def _bounded(amount: str) -> tuple[str, str]:
    """«не больше 5» is (most, 5)."""
    for bound, rx in (("most", _AT_MOST), ("least", _AT_LEAST)):
        if found := rx.match(amount):
            return bound, amount[found.end() :]
    return "", amount


def kpi_of(wanted: Wanted, catalogue: Mapping[str, Kpi], words: Words) -> Kpi:
    """The KPI, of those that the person or team can have. Raises UnknownKpi."""
    kpi = catalogue.get(wanted.kpi or "") or find(wanted.named, catalogue, words)
    if kpi is None or kpi.retired:
        raise UnknownKpi(wanted.named, nearest(wanted.named, catalogue, words))
    return kpi


def settle(
    wanted: Wanted, catalogue: Mapping[str, Kpi], words: Words, currency: str
) -> tuple[Kpi, int | None]:
    """The KPI, of those that the person or team can have, and the value; None takes the target away. Raises Refused."""
    kpi = kpi_of(wanted, catalogue, words)
    if _SOLD.fullmatch(wanted.named) and kpi.slug == "sales_volume":
        bare = re.fullmatch(r"\d{1,3}", wanted.amount) is not None
        kpi = catalogue["deals"] if bare else kpi
    if wanted.none:
        return kpi, None
    if wanted.bound and (wanted.bound == "most") != (kpi.better == "down"):
        raise Refused(
            "target-bound-most" if wanted.bound == "most" else "target-bound-least", name=wanted.named[:40]
        )
    return kpi, read_value(kpi, wanted.amount, currency)
