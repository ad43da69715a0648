"""The rules of what managers write, one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.parsing import ParsedReport, as_json, minor_digits, parse, parse_amount, parse_day
from tests.parsing.test_heldout import TODAY, check


def told(
    text: str,
    want: str,
    currency: str = "RUB",
    counters: Mapping[str, Sequence[str]] | None = None,
    today: date = TODAY,
) -> ParsedReport:
    report = parse(text, today=today, currency=currency, counters=counters)
    check(report, want)
    return report


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("call", "звонок звонка звонки звонков набор наборов дайлов dial dials call calls"),
        ("contact", "контакт контактов лид лидов дозвонов диалогов разговоров convos leads contacts"),
        ("meeting", "встреча встречи встреч визитов meetings visits"),
        ("demo", "демо показов презентаций demos presentations"),
        ("proposal", "КП коммерческих офферов proposals offers quotes"),
        ("invoice", "счёт счета счетов invoices"),
        ("deal", "сделок продаж заказов оплат чеков sales deals orders payments wins"),
        ("refund", "возвратов refunds"),
    ],
)
def test_rule_01_a_kind_is_known_in_all_its_forms(kind: str, forms: str) -> None:
    for form in forms.split():
        for text in (f"3 {form}", f"{form.upper()}: 3", f"✅ {form} — 3"):
            told(text, f"{kind}×3")


def test_rule_01_e_and_yo_are_one_letter() -> None:
    told("счёт 2", "invoice×2")
    told("счет 2", "invoice×2")


def test_rule_01_an_invoice_is_never_revenue() -> None:
    told("Выставил счёт на 45к. Выручка 30к", "invoice×1 45000; deal×1 30000")


def test_rule_02_booked_is_not_held_unless_the_team_counts_it() -> None:
    told("3 meetings booked", "?")
    told("3 meetings booked", "booked×3", counters={"booked": ["meetings booked"]})
    told("назначил 3 встречи", "booked×3", counters={"booked": ["встреч назначено"]})


def test_rule_02_a_teams_alias_inflects_and_the_longest_wins() -> None:
    table = {"warm": ["тёплый звонок"], "recall": ["перезвон"], "test": ["тест-драйв"]}
    told("12 тёплых звонков, 5 звонков", "warm×12; call×5", counters=table)
    told("перезвонов 4, тест-драйвов 2", "recall×4; test×2", counters=table)


def test_rule_02_a_teams_alias_wins_over_a_built_in_kind_of_the_same_length() -> None:
    told("5 визитов", "field×5", counters={"field": ["визит"]})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45 000", "45000.00"), ("45000", "45000.00"), ("45.000", "45000.00"), ("45,000", "45000.00"),
        ("45'000", "45000.00"), ("45\u00a0000", "45000.00"), ("45\u202f000", "45000.00"), ("45 000,50", "45000.50"),
        ("64990.50", "64990.50"), ("1,5 млн", "1500000.00"), ("1.1м", "1100000.00"), ("45к", "45000.00"),
        ("45k", "45000.00"), ("45 тыс", "45000.00"), ("45 тыс.", "45000.00"), ("45т", "45000.00"),
        ("45тр", "45000.00"), ("45 т.р.", "45000.00"), ("1.2m", "1200000.00"), ("5 лямов", "5000000.00"),
        ("полтора миллиона", "1500000.00"), ("двести тысяч", "200000.00"), ("thirty five", "35.00"),
        ("₽45 000", "45000.00"), ("45 000 ₽", "45000.00"), ("1 млрд", "1000000000.00"), ("0,5 млн", "500000.00"),
    ],
)  # fmt: skip
def test_rule_03_amounts(text: str, value: str) -> None:
    assert parse_amount(text, "RUB") == Decimal(value)
    assert str(parse_amount(text, "RUB")) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "сто рублей и ещё",
        "45k$",
        "NaN",
        "Infinity",
        "1e9",
        "1_000",
        "١٢٣",
        "45 000 45",
        "к",
        "-",
        "9" * 400,
    ],
)
def test_rule_03_what_is_no_amount_of_the_currency(text: str) -> None:
    assert parse_amount(text, "RUB") is None


def test_rule_03_three_digits_after_one_separator_depend_on_the_currency() -> None:
    assert str(parse_amount("12.750", "OMR")) == "12.750"
    assert str(parse_amount("12.750", "RUB")) == "12750.00"
    assert str(parse_amount("12,750", "JPY")) == "12750"
    assert (minor_digits("OMR"), minor_digits("JPY"), minor_digits("RUB")) == (3, 0, 2)


def test_rule_03_a_unit_serves_both_numbers_of_a_pair() -> None:
    told("Выручка 120/150 тр", "deal×1 120000")


def test_rule_04_money_or_count() -> None:
    told("сделок 1 на 45 000", "deal×1 45000")
    told("4 сделки, 312к", "deal×4 312000")
    told("Закрыл 2 сделки: Север 80к, Юг 1.1м", "deal×1 80000 <Север>; deal×1 1100000 <Юг>")
    told("Закрыл Север на 80", "!")
    told("Сделка с Севером", "deal×1 <Севером>")


def test_rule_04_revenue_belongs_to_the_deals_or_is_one() -> None:
    told("Revenue $9k, 3 deals", "deal×3 9000", "USD")
    told("Касса 9 000", "deal×1 9000")


def test_rule_05_numbers_that_are_never_money() -> None:
    text = "Сделка № 4182, Север, 45 000, 30%, в 15:00, тел. +7 900 000-00-00, ИНН 7700000000, 3 месяца"
    report = told(text, "deal×1 45000 <Север>")
    assert report.unknown == ()


def test_rule_06_k_is_a_preposition() -> None:
    told("+30 к договору", "!")
    assert parse("Сделка с Югом +30 к договору", today=TODAY).reason == "preposition"
    told("Продажа +30к, Юг", "deal×1 30000 <Юг>")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("вчера", "2026-11-22"), ("позавчера", "2026-11-21"), ("в пятницу", "2026-11-20"), ("21.11", "2026-11-21"),
        ("21.11.2026", "2026-11-21"), ("21 ноября", "2026-11-21"), ("Nov 21", "2026-11-21"), ("yesterday", "2026-11-22"),
        ("last Friday", "2026-11-20"), ("2026-11-21", "2026-11-21"), ("в понедельник", "2026-11-23"),
        ("last Monday", "2026-11-16"), ("24.11", "2025-11-24"), ("29.02", "2024-02-29"), ("21st of November", "2026-11-21"),
    ],
)  # fmt: skip
def test_rule_07_days(text: str, day: str) -> None:
    assert parse_day(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    ["", "32.11", "завтрак", "21.11 22.11", "31.02.2026", "11/12/2026", "9999999 дней назад", "x" * 500],
)
def test_rule_07_what_is_no_day(text: str) -> None:
    assert parse_day(text, TODAY) is None


def test_rule_07_future_and_old_facts_ask() -> None:
    assert parse("25.12.2026 сделка Юг 45к", today=TODAY).reason == "future"
    edge = TODAY - timedelta(days=92)
    assert not parse(f"{edge:%d.%m.%Y} сделка Юг 45к", today=TODAY).ask
    assert parse(f"{edge - timedelta(days=1):%d.%m.%Y} сделка Юг 45к", today=TODAY).reason == "old"


def test_rule_07_a_heading_covers_the_message_and_a_line_itself() -> None:
    told("За 20.11\n5 звонков\n21.11 2 встречи", "call×5 @2026-11-20; meeting×2 @2026-11-21")


def test_rule_08_a_plan_is_not_a_fact() -> None:
    report = told("12 звонков. Завтра 3 встречи, ждём 45к от Юга", "call×12")
    assert report.unknown == ()
    told("Звонки 28/40, встречи 17 из 20", "call×28; meeting×17")
    told("Звонки п/ф 50/43", "call×43")
    told("п/ф 50/43", "!")


def test_rule_09_sections_and_cards() -> None:
    told("План:\n30 звонков\nФакт:\n12 звонков", "call×12")
    told("Клиент: Юг\nСумма: 45 000\nДата: 20.11", "deal×1 45000 <Юг> @2026-11-20")


def test_rule_10_lost_deals_are_no_volume() -> None:
    told("Отвал: Юг, 45к", "?")
    told("Won Acme $5k, lost Globex $7k", "deal×1 5000 <Acme> ?", "USD")


def test_rule_11_arithmetic() -> None:
    told("Продажа 3 шт по 15 000, Юг", "deal×1 45000 <Юг>")
    told("3 сделки по 15 000", "deal×3 45000")
    report = parse("Продажа 3 шт по 15 000, скидка 10%", today=TODAY)
    assert report.reason == "discount"
    assert report.entries[0].amount == Decimal("45000.00")


def test_rule_12_totals_are_counted_once() -> None:
    told("5 продаж, выручка 71 400, из неё новички 18 800", "deal×5 71400")
    told("Север 80к, Юг 20к — сделки", "!")
    told("Сделки: Север 80к, Юг 20к. Итого 100к", "deal×1 80000 <Север>; deal×1 20000 <Юг>")
    assert parse("Сделки: Север 80к, Юг 20к. Итого 90к", today=TODAY).reason == "contradiction"


def test_rule_13_another_currency_is_kept_and_asked() -> None:
    report = parse("Закрыл Acme на $5k", today=TODAY)
    assert report.ask
    assert (report.entries[0].currency, report.entries[0].amount) == ("USD", Decimal("5000.00"))
    assert str(parse("Sale 12 OMR, Noor", today=TODAY, currency="USD").entries[0].amount) == "12.000"


def test_rule_13_a_shared_sign_is_the_companys() -> None:
    told("Sale $900, Acme", "deal×1 900 <Acme>", "CAD")
    told("Оплата 900 руб, Юг", "deal×1 900 <Юг>", "BYN")


@pytest.mark.parametrize(
    "text",
    ["Сделка 80к или 90к", "Сделка с Югом 90к, оплата 45к", "Предоплата 45к от Юга", "За неделю 90 звонков",
     "Команда: 90 звонков", "около 40 звонков", "40-50 звонков", "Сделка Север 45"],
)  # fmt: skip
def test_rule_14_ambiguity_asks(text: str) -> None:
    told(text, "!")


@pytest.mark.parametrize(
    "text", ["UPD: звонков 5", "Исправление: 5 звонков", "не 4 звонка, а 5", "not 4 calls but 5"]
)
def test_rule_15_corrections_ask(text: str) -> None:
    assert parse(text, today=TODAY).reason == "correction"


def test_rule_16_absences_may_lie_ahead() -> None:
    told("В отпуске с 28.12 по 08.01", "vacation 2026-12-28..2027-01-08")
    told("Sick", "sick 2026-11-23..2026-11-23", "USD")
    report = parse("Завтра отгул, сегодня 12 звонков", today=TODAY)
    assert report.absence is not None
    assert report.absence.starts_on == TODAY + timedelta(days=1)
    assert [entry.quantity for entry in report.entries] == [12]


def test_rule_17_limits_ask() -> None:
    names = [f"Клиент{chr(1040 + i % 32)}{chr(1072 + i // 32)}" for i in range(51)]
    told("Сделки:\n" + "\n".join(f"{name} 45к" for name in names), "!")
    assert not parse("Сделки:\n" + "\n".join(f"{name} 45к" for name in names[:50]), today=TODAY).ask
    told("Сделка 1 000 000 000 001 ₽", "!")
    told("Сделка 1 000 000 000 000 ₽", "deal×1 1000000000000")
    told("звонков 10001", "!")


def test_first_contact_is_never_the_deals_own_day() -> None:
    report = parse("Сделка Юг 45к, первое касание 02.10", today=TODAY)
    assert report.entries[0].first_contact == date(2026, 10, 2)
    assert report.entries[0].date == TODAY
    english = parse("First call on Oct 2, closed Acme for $5k", today=TODAY, currency="USD")
    assert english.entries[0].first_contact == date(2026, 10, 2)


def test_product_words_and_comments_are_never_clients() -> None:
    for tail in ("лицензия на год", "(фото)", "дорого", "доставка", "через Авито", "в Казани"):
        report = parse(f"Сделка 45к, {tail}", today=TODAY)
        assert [entry.client for entry in report.entries] == [None], tail


def test_the_result_object_is_plain_json() -> None:
    result = as_json(parse("Вчера сделка 45к «Юг», новый клиент. Завтра отгул", today=TODAY))
    assert result == {
        "entries": [
            {
                "kind": "deal", "quantity": 1, "amount": "45000.00", "currency": None, "client": "Юг", "new_client": True,
                "date": "2026-11-22", "first_contact": None,
            }
        ],
        "absence": {"kind": "day_off", "from": "2026-11-24", "to": "2026-11-24"},
        "ask": False,
        "unknown": [],
        "reason": None,
    }  # fmt: skip
