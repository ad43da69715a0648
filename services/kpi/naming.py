"""Which KPI somebody means: by its name in either language, in any case form, or by a team's own name and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from services.errors import NotFound
from services.kpi.registry import Kpi
from services.names import person_key
from services.parsing.counters import stem

# What people call the built-in ones; case forms follow by themselves. The first of a language is the usual name.
SPOKEN: dict[str, tuple[str, ...]] = {
    "sales_volume": (
        *("выручка", "объем продаж", "объема продаж", "объем", "объема", "оборот", "касса", "продажи"),
        *("revenue", "sales volume", "volume", "turnover", "sales"),
    ),
    "deals": ("сделки", "заказы", "число сделок", "deals", "orders"),
    "new_clients": (
        *("новые клиенты", "клиенты", "новички", "число новых клиентов"),
        *("new clients", "clients", "new customers", "customers"),
    ),
    "average_check": ("средний чек", "чек", "average check", "average deal", "avg check", "check"),
    "retention": ("удержание", "удержание клиентов", "retention", "client retention"),
    "repeat_rate": (
        *("доля повторных", "повторные", "повторные клиенты", "повторные покупки", "доля повторных клиентов"),
        *("repeat rate", "repeat clients", "repeats", "repeat share"),
    ),
    "sales_cycle": (
        "цикл сделки",
        "цикл продажи",
        "цикл",
        "длина сделки",
        "sales cycle",
        "deal cycle",
        "cycle",
    ),
    "calls": ("звонки", "наборы", "calls", "dials"),
    "contacts": ("контакты", "лиды", "контакты и лиды", "contacts", "leads"),
    "meetings": ("встречи", "визиты", "meetings", "visits"),
    "demos": ("демо", "показы", "презентации", "демонстрации", "demos", "presentations"),
    "proposals": (
        *("кп", "предложения", "коммерческие предложения", "коммерческие", "офферы"),
        *("proposals", "offers", "quotes"),
    ),
    "invoices": ("счета", "счет", "invoices"),
    "conversion": ("конверсия", "conversion", "conversion rate"),
}
NEAR = 60  # of 100: a name less like what was written is no help
_NOT_A_LETTER = re.compile(r"[\W_]+")


def find(text: str, catalogue: Mapping[str, Kpi], words: Mapping[str, Sequence[str]] = {}) -> Kpi | None:
    """The KPI of the catalogue that is called so; `words` are those of the team's own counters, by slug.

    A team's own name goes first, then slugs, the built-in names, then the words that counters are written with.
    """
    key, stems = _key(text), _stems(text)
    if not stems:
        return None
    own = [kpi for kpi in catalogue.values() if kpi.name]
    own.sort(key=lambda kpi: kpi.retired)  # of two of one name, the one that is still there
    for kpi in own:
        if kpi.name and _key(kpi.name) == key:
            return kpi
    for slug, kpi in catalogue.items():
        if _key(slug) == key:
            return kpi
    slug_ = _built_in().get(stems)
    if slug_ is not None and slug_ in catalogue:
        return catalogue[slug_]
    for kpi in own:
        if any(_stems(name) == stems for name in (kpi.name or "", *words.get(kpi.slug, ()))):
            return kpi
    return None


def nearest(
    text: str, catalogue: Mapping[str, Kpi], words: Mapping[str, Sequence[str]] = {}, limit: int = 3
) -> list[Kpi]:
    """The KPIs whose names are most like what was written, the likest first; none where nothing is like it."""
    key, stems = _key(text), set(_stems(text))
    best: dict[str, float] = {}
    for slug, kpi in catalogue.items():
        if kpi.retired:
            continue
        names = [_key(name) for name in _names(kpi, words)]
        if stems and any(stems <= set(_stems(name)) for name in names):
            best[slug] = 100.0  # «новые» of «новые клиенты»
            continue
        found = process.extractOne(key, names, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR)
        if found is not None:
            best[slug] = found[1]
    order = sorted(best, key=lambda slug: -best[slug])
    return [catalogue[slug] for slug in order[:limit]]


class UnknownKpi(NotFound):
    """No KPI is called so; `near` are those whose names are most like it."""

    def __init__(self, name: str, near: Sequence[Kpi]) -> None:
        super().__init__("kpi-unknown", name=name[:60])
        self.name, self.near = name[:60], tuple(near)


def need(text: str, catalogue: Mapping[str, Kpi], words: Mapping[str, Sequence[str]] = {}) -> Kpi:
    """The same as `find`. Raises UnknownKpi with the nearest ones."""
    found = find(text, catalogue, words)
    if found is None:
        raise UnknownKpi(text, nearest(text, catalogue, words))
    return found


def means_built_in(text: str) -> str | None:
    """The slug of the built-in KPI that is called so."""
    key = _key(text)
    return next((slug for slug in SPOKEN if _key(slug) == key), None) or _built_in().get(_stems(text))


def _names(kpi: Kpi, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from (kpi.name,) if kpi.name else ()
    yield from SPOKEN.get(kpi.slug, ())
    yield from words.get(kpi.slug, ())


def _key(text: str) -> str:
    return _NOT_A_LETTER.sub(" ", person_key(text)).strip()


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _key(text).split())


@lru_cache
def _built_in() -> dict[tuple[str, ...], str]:
    return {_stems(name): slug for slug, names in SPOKEN.items() for name in names}
