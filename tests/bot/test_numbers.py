"""Numbers and money in words are Babel's, whatever way they are made."""

from __future__ import annotations

from functools import _lru_cache_wrapper

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n

AMOUNTS = st.one_of(
    st.integers(-(10**14), 10**14), st.integers(-999, 999), st.integers(0, 10**7).map(lambda n: n * 100)
)


@given(minor=AMOUNTS, currency=st.sampled_from(["RUB", "USD", "EUR", "KZT", "JPY", "OMR", "XYZ"]))
@pytest.mark.parametrize("language", i18n.languages())
def test_an_amount_is_shown_as_babel_shows_it(language: str, minor: int, currency: str) -> None:
    assert i18n._money(minor, currency, language) == i18n._money_by_babel(minor, currency, language)


@given(number=st.integers(-(10**12), 10**12))
@pytest.mark.parametrize("language", i18n.languages())
def test_a_whole_number_is_shown_as_babel_shows_it(language: str, number: int) -> None:
    shown = format_decimal(number, locale=language)
    assert i18n.Translator(language).number(number) == shown
    if number > 0:
        assert shown in i18n.Translator(language)("n-call", n=number)


def test_the_form_of_a_plural_is_asked_once_a_number() -> None:
    """Fluent asks for it at every variant, under a name of its own; if that changes, texts only get slower."""
    form = i18n._bundles()["ru"]._plural_form
    assert isinstance(form, _lru_cache_wrapper)
    t = i18n.Translator("ru")
    t("n-deal", n=21)
    before = form.cache_info().hits
    t("n-deal", n=21)
    assert form.cache_info().hits > before
