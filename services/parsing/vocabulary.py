"""One dictionary look-up per word: what it can mean in a report, with all its forms."""

from __future__ import annotations

from typing import NamedTuple

from services.parsing import words
from services.parsing.currencies import CODES
from services.parsing.currencies import WORDS as CURRENCY_WORDS
from services.parsing.words import bag


class Lex(NamedTuple):
    """What a word is: main category, everything it can be, its value (kind, code, number…), its form."""

    cat: str
    cats: frozenset[str]
    value: str
    sort: str = ""  # of a deal: deal, pay or check; of a verb: the same
    form: str = ""  # s, p, g (genitive plural) of a noun; me, client of a verb


MONEY_KINDS = frozenset({"deal", "refund", "invoice", "proposal"})

# Prepositions: c before a client, m before money, u before a unit price, l before a place, d before a deadline.
_PREPOSITIONS = {
    "с": "c", "со": "c", "от": "c", "для": "c", "у": "c", "по": "cu", "with": "c", "from": "c", "to": "c",
    "for": "cm", "на": "m", "за": "m", "at": "cmul", "в": "l", "во": "l", "in": "l", "on": "l", "через": "l",
    "via": "l", "by": "d", "до": "d", "until": "d", "till": "d", "к": "d", "из": "l", "of": "l", "об": "l", "о": "l",
    "про": "l", "под": "l", "над": "l", "due": "d", "over": "l", "into": "l", "through": "l", "при": "l",
}  # fmt: skip

MONTHS = {
    form: number
    for number, forms in enumerate(
        (
            "января январь янв january jan", "февраля февраль фев февр february feb", "марта март мар march mar",
            "апреля апрель апр april apr", "мая май may", "июня июнь июн june jun", "июля июль июл july jul",
            "августа август авг august aug", "сентября сентябрь сен сент september sep sept",
            "октября октябрь окт october oct", "ноября ноябрь ноя нояб november nov",
            "декабря декабрь дек december dec",
        ),
        start=1,
    )
    for form in forms.split()
}  # fmt: skip
# A month in another case is a period ("в ноябре"), never part of a day.
_MONTH_PERIODS = bag("январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре")
WEEKDAYS = {
    form: number
    for number, forms in enumerate(
        (
            "понедельник понедельника понедельнику пн monday mon mondays",
            "вторник вторника вторнику вт tuesday tue tues",
            "среда среду среды среде ср. wednesday wed",
            "четверг четверга четвергу чт thursday thu thur thurs",
            "пятница пятницу пятницы пятнице пт friday fri",
            "суббота субботу субботы субботе сб saturday sat",
            "воскресенье воскресенья воскресенью вс sunday sun",
        )
    )
    for form in forms.split()
}
RELATIVE = {
    "сегодня": 0, "today": 0, "вчера": -1, "yesterday": -1, "позавчера": -2, "вчерашний": -1, "вчерашнее": -1,
    "вчерашние": -1, "вчерашнего": -1, "сегодняшний": 0, "завтра": 1, "tomorrow": 1, "послезавтра": 2, "завтрашнего": 1,
    "завтрашний": 1, "сегодняшнего": 0, "tonight": 0, "tmrw": 1, "tmr": 1,
}  # fmt: skip
ABSENCES = {
    **dict.fromkeys(
        bag(
            "больничный больничном больничного больничным болею болеем заболел заболела приболел приболела болел болела sick "
            "ill unwell простыл простыла проболел проболела затемпературил приболею нездоров нездорова простудился простудилась "
            "flu"
        ),
        "sick",
    ),
    **dict.fromkeys(bag("отпуск отпуске отпуска отпуску отпуском vacation pto holiday vacay"), "vacation"),
    **dict.fromkeys(
        bag("отгул отгула отгуле отгулы отгулом выходной dayoff day-off отгулял отгуляла"), "day_off"
    ),
}
NUMBER_WORDS = {
    "ноль": 0, "zero": 0, "нуль": 0, "ноля": 0,
    "один": 1, "одна": 1, "одно": 1, "одну": 1, "одного": 1, "одной": 1, "одним": 1, "one": 1,
    "два": 2, "две": 2, "двух": 2, "two": 2, "three": 3, "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "four": 4,
    "пять": 5, "пяти": 5, "five": 5, "шесть": 6, "шести": 6, "six": 6, "семь": 7, "семи": 7, "seven": 7,
    "восемь": 8, "восьми": 8, "eight": 8, "девять": 9, "девяти": 9, "nine": 9, "десять": 10, "десяти": 10, "ten": 10,
    "одиннадцать": 11, "eleven": 11, "двенадцать": 12, "twelve": 12, "тринадцать": 13, "thirteen": 13,
    "четырнадцать": 14, "fourteen": 14, "пятнадцать": 15, "fifteen": 15, "шестнадцать": 16, "sixteen": 16,
    "семнадцать": 17, "seventeen": 17, "восемнадцать": 18, "eighteen": 18, "девятнадцать": 19, "nineteen": 19,
    "двадцать": 20, "twenty": 20, "двадцати": 20, "тридцать": 30, "thirty": 30, "тридцати": 30, "сорок": 40, "forty": 40,
    "сорока": 40, "пятьдесят": 50, "fifty": 50, "пятидесяти": 50, "шестьдесят": 60, "sixty": 60, "семьдесят": 70,
    "seventy": 70, "восемьдесят": 80, "eighty": 80, "девяносто": 90, "ninety": 90, "сто": 100, "ста": 100,
    "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500, "шестьсот": 600, "семьсот": 700, "восемьсот": 800,
    "девятьсот": 900,
}  # fmt: skip
FRACTIONS = {"полтора": "1.5", "полторы": "1.5", "полутора": "1.5"}
WHOLE = {
    "полмиллиона": 500_000, "полляма": 500_000, "пол-ляма": 500_000, "пол-миллиона": 500_000, "полтинник": 50_000,
    "полмлн": 500_000, "полтыщи": 500, "полтысячи": 500,
}  # fmt: skip
MULTIPLIERS = {
    **dict.fromkeys(
        bag("к k тыс тысяч тысяча тысячи тысячу тыщ т тр thousand thousands тысячами косарей косаря grand"),
        1000,
    ),
    **dict.fromkeys(
        bag(
            "млн миллион миллиона миллионов лям ляма лямов лямы лимон лимона лимонов м m mln mil mio million millions кк kk mm "
            "мил милл"
        ),
        10**6,
    ),
    **dict.fromkeys(bag("млрд миллиард миллиарда миллиардов ярд ярда ярдов bn b billion billions"), 10**9),
}


def _kinds() -> dict[str, Lex]:
    table: dict[str, Lex] = {}
    for line in words.NOUNS.strip().splitlines():
        head, _, tails = line.partition(":")
        kind_sort, _, stem = head.partition(" ")
        kind, _, sort = kind_sort.partition(".")
        for form, endings in zip("spg", tails.split("|"), strict=False):
            for ending in endings.split():
                word = stem + ending.replace("_", "")
                table.setdefault(word, Lex("K", frozenset({"K"}), kind, sort, form))
    for line in words.VERBS.replace("\n ", " ").strip().splitlines():
        head, _, forms = line.partition(":")
        kind_sort, _, who = head.partition(" ")
        kind, _, sort = kind_sort.partition(".")
        for word in forms.split():
            table.setdefault(word, Lex("KV", frozenset({"KV"}), kind, sort, who))
    return table


def _build() -> dict[str, Lex]:
    found: dict[str, list[tuple[str, str]]] = {}

    def add(word: str, cat: str, value: str = "") -> None:
        found.setdefault(word.replace("ё", "е"), []).append((cat, value))

    for word, roles in _PREPOSITIONS.items():
        add(word, "P", roles)
    for table, cat in ((MONTHS, "MONTH"), (WEEKDAYS, "WD"), (RELATIVE, "REL"), (NUMBER_WORDS, "NW")):
        for word, number in table.items():
            add(word, cat, str(number))
    for word, kind in ABSENCES.items():
        add(word, "ABS", kind)
    for word in (*FRACTIONS, *WHOLE, "пол", "четверть"):
        add(word, "NW")
    for word in _MONTH_PERIODS:
        add(word, "PERIOD")
    for line in words.WORDS.replace("\n ", " ").strip().splitlines():
        cat, _, forms = line.partition(":")
        for word in forms.split():
            add(word, cat)
    for word in words.FILLERS.split():
        add(word, "FILL")
    for word, code in CURRENCY_WORDS.items():
        add(word, "CUR", code)
    for code in CODES:
        if code not in ("ALL", "TRY", "MAD", "TOP", "PEN"):  # English words
            add(code.lower(), "CUR", code)
    for word in MULTIPLIERS:
        add(word, "MULT")
    lexicon = _kinds()
    for word, readings in found.items():
        cats = frozenset(cat for cat, _ in readings)
        if word in lexicon:
            lexicon[word] = lexicon[word]._replace(cats=lexicon[word].cats | cats)
        else:
            main, value = readings[0]
            lexicon[word] = Lex(main, cats, value)
    return lexicon


LEXICON = _build()
_UNKNOWN = Lex("W", frozenset({"W"}), "")


def look_up(word: str) -> Lex:
    """The meaning of a casefolded word with ё written as е."""
    return LEXICON.get(word, _UNKNOWN)


def adjectival(word: str) -> bool:
    """Whether a Russian word may be an adjective or participle, by its ending."""
    return len(word) > 3 and word.endswith(
        (
            "ых",
            "их",
            "ые",
            "ие",
            "ый",
            "ий",
            "ая",
            "яя",
            "ое",
            "ее",
            "ую",
            "юю",
            "ого",
            "его",
            "ой",
            "ым",
            "ими",
            "ыми",
        )
    )
