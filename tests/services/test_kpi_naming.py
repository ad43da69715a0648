"""Which KPI somebody means: names in both languages and any case form, own names and words, the nearest ones."""

from __future__ import annotations

import pytest

from bot.i18n import Translator
from services.kpi import REGISTRY, Kpi
from services.kpi.naming import SPOKEN, find, nearest

REACHED = Kpi("dozvony", "count", "up", "", ("dozvony",), cumulative=True, name="Дозвоны", team_id=1)
OLD = Kpi("otkazy", "count", "down", "", ("otkazy",), cumulative=True, name="отказы", team_id=1, retired=True)
RATE = Kpi("dozvon_pct", "percent", "up", "", (), bases=(REACHED, REGISTRY["calls"]), name="Доля дозвона")
ALL = {**REGISTRY, "dozvony": REACHED, "otkazy": OLD, "dozvon_pct": RATE}
WORDS = {"dozvony": ["Дозвоны", "дозвон", "дозвонился"]}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("выручка", "sales_volume"),
        ("Выручку", "sales_volume"),
        ("объём", "sales_volume"),
        ("объёма продаж", "sales_volume"),
        ("revenue", "sales_volume"),
        ("sales_volume", "sales_volume"),
        ("Sales Volume", "sales_volume"),
        ("сделок", "deals"),
        ("сделкам", "deals"),
        ("заказы", "deals"),
        ("Deal", "deals"),
        ("новых клиентов", "new_clients"),
        ("среднего чека", "average_check"),
        ("«средний чек»", "average_check"),
        ("чек", "average_check"),
        ("удержания", "retention"),
        ("повторные", "repeat_rate"),
        ("цикл сделки", "sales_cycle"),
        ("звонков", "calls"),
        ("звонок", "calls"),
        ("лидов", "contacts"),
        ("встреч", "meetings"),
        ("демо", "demos"),
        ("КП", "proposals"),
        ("счетов", "invoices"),
        ("конверсию", "conversion"),
        ("дозвоны", "dozvony"),
        ("дозвонов", "dozvony"),
        ("дозвонился", "dozvony"),
        ("доля дозвона", "dozvon_pct"),
        ("отказы", "otkazy"),
    ],
)
def test_a_kpi_is_found_by_what_people_call_it(text: str, slug: str) -> None:
    found = find(text, ALL, WORDS)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("text", ["", " ", "—", "погода", "дозвоны звонки", "1500", "<b>"])
def test_what_no_kpi_is_called_is_none(text: str) -> None:
    assert find(text, ALL, WORDS) is None


def test_the_shown_name_of_every_built_in_kpi_is_understood_in_every_language() -> None:
    assert set(SPOKEN) == set(REGISTRY)
    for language in ("ru", "en"):
        for slug in REGISTRY:
            found = find(Translator(language).plain(f"kpi-{slug}"), REGISTRY)
            assert found is not None, (language, slug)
            assert found.slug == slug


def test_no_name_means_two_kpis() -> None:
    names = [name for names in SPOKEN.values() for name in names]
    assert len(names) == len(set(names))
    for slug, spoken in SPOKEN.items():
        for name in spoken:
            assert find(name, REGISTRY) is REGISTRY[slug], name


@pytest.mark.parametrize(
    ("text", "slug"),
    [("вырчка", "sales_volume"), ("звонти", "calls"), ("дозвны", "dozvony"), ("convertion", "conversion")],
)
def test_the_nearest_names_are_offered(text: str, slug: str) -> None:
    assert find(text, ALL, WORDS) is None
    near = nearest(text, ALL, WORDS)
    assert near[0].slug == slug
    assert len(near) <= 3


def test_what_is_retired_is_not_offered_and_nothing_is_near_to_nonsense() -> None:
    assert OLD not in nearest("отказ", ALL, WORDS)
    assert nearest("щщщщщ", ALL, WORDS) == []
