"""Numbers as people write them: groups, decimals, words, multipliers and currencies."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from services.parsing.currencies import SIGNS, meant, minor_digits
from services.parsing.tokens import Token, clean, scan
from services.parsing.vocabulary import FRACTIONS, MULTIPLIERS, NUMBER_WORDS, WHOLE, Lex, look_up
from services.parsing.words import bag

HUGE = Decimal(10) ** 24
_MAX_DIGITS = 20
_ONE = Decimal(1)
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’ʼ`")
# After a bare "к" these say that it is the preposition: "30к договору".
_DATIVES = bag("договору контракту счету сделке заказу заявке сумме проекту плану допнику соглашению тарифу")


class Num:
    """A number read from the text; ``value`` includes the multiplier."""

    __slots__ = ("code", "doubt", "long", "mult", "negative", "signed", "value", "written")

    def __init__(self, value: Decimal) -> None:
        self.value = value
        self.written = value  # before the multiplier
        self.mult = 1
        self.code: str | None = None  # ISO code, when a sign or word names it
        self.doubt: str | None = None
        self.negative = False
        self.signed = False
        self.long = False  # eight digits or more without groups: perhaps an account

    @property
    def unit(self) -> bool:
        return self.mult > 1 or self.code is not None

    @property
    def whole(self) -> int | None:
        """The number as a count, None when it cannot be one."""
        if self.code is not None or self.value >= HUGE or self.value != self.value.to_integral_value():
            return None
        return int(self.value)


def _plain(text: str, minor: int, multiplied: int) -> tuple[Decimal, str | None]:
    """The value of digits with separators, and why it is doubtful."""
    grouped = not text.isdigit() and any(c in text for c in " \u00a0\u202f\u2009'’ʼ`")
    text = text.translate(_SPACES) if grouped else text
    digits = text.replace(",", "").replace(".", "")
    if len(digits) > _MAX_DIGITS:
        return HUGE, "limit"
    if len(digits) == len(text):
        return Decimal(text), None
    point = max(text.rfind("."), text.rfind(","))
    mark, fraction = text[point], text[point + 1 :]
    others = (text.count(".") + text.count(",")) - 1
    if others:
        if text.count(mark) > 1:
            return Decimal(digits), None
        whole = text[:point].replace(".", "").replace(",", "")
        return Decimal(f"{whole}.{fraction}"), None
    value = Decimal(f"{text[:point]}.{fraction}")
    if len(fraction) != 3 or text.startswith("0") or point > 3:
        return value, "number" if grouped and len(fraction) == 3 and minor != 3 else None
    if multiplied > 1:
        return value, "number" if multiplied == 1000 else None
    if minor == 3:
        return value, "number" if mark == "," else None
    return Decimal(digits), None


def _currency(token: Token, company: str) -> str | None:
    """The currency a token names, if any."""
    if token.what == "punct":
        sign = SIGNS.get(token.text)
        return meant(sign, company) if sign else None
    if token.what == "word":
        lex = look_up(token.text.casefold().replace("ё", "е"))
        if "CUR" in lex.cats and not (
            token.text.istitle() and len(token.text) > 1 and lex.value not in _TITLED
        ):
            code = lex.value if lex.cat == "CUR" else token.text.upper()
            return (
                company
                if len(token.text) != 3 and meant(code, company) == company
                else meant_word(code, token, company)
            )
    return None


# "Лира" with a capital is a client, "Евро" is money.
_TITLED = frozenset({"RUB", "USD", "EUR", "BYN"})


def meant_word(code: str, token: Token, company: str) -> str:
    """ISO codes mean themselves; words ("dollars", "руб") lean to the company's currency."""
    return code if token.text.upper() == code else meant(code, company)


def _units(
    tokens: Sequence[Token], i: int, num_end: int, company: str
) -> tuple[int, str | None, int, str | None]:
    """Multiplier, currency, next index and doubt of what follows a number."""
    mult, code, doubt = 1, None, None
    n = len(tokens)
    if i < n and tokens[i].what == "word":
        token = tokens[i]
        word = token.text.casefold().replace("ё", "е")
        attached = token.start == num_end
        following = tokens[i + 1] if i + 1 < n else None
        if word in MULTIPLIERS:
            take = True
            spaced_letter = word in ("к", "т", "м", "m", "b") and not attached
            if word == "к" or (spaced_letter and word in ("м", "m", "b", "т")):
                after = (
                    following.text.casefold() if following is not None and following.what == "word" else ""
                )
                lex: Lex | None = look_up(after.replace("ё", "е")) if after else None
                money_next = lex is not None and ("CUR" in lex.cats or after == "р")
                if word == "к" and not attached and following is not None and following.what == "time":
                    return 1, None, i + 1, None  # "звонков 40 к 15:00"
                if spaced_letter and after and not money_next:
                    take = False
                    if word == "к":
                        return 1, None, i + 1, "preposition"
                elif word == "к" and after in _DATIVES:
                    doubt = "preposition"
            if take:
                mult = MULTIPLIERS[word]
                i += 1
                if word == "тр":
                    code = "RUB"
                elif word in ("т", "тыс"):
                    j = i + 1 if i < n and tokens[i].text == "." else i
                    if j < n and tokens[j].text.casefold() in ("р", "руб", "рублей"):
                        code, i = "RUB", j + 1
                    elif word == "тыс" and j > i and j < n and _currency(tokens[j], company):
                        i = j
                if i < n and tokens[i].what == "word" and tokens[i].text.casefold() in ("млн", "тыс"):
                    doubt = "number"
    if code is None and i < n:
        token = tokens[i]
        if token.text.casefold() in ("бел", "белорусских", "white") and i + 1 < n:
            j = i + 2 if tokens[i + 1].text == "." and i + 2 < n else i + 1
            if tokens[j].text.casefold().startswith("р"):
                return mult, "BYN", j + 1, doubt
        found = _currency(token, company)
        # "45 $ 50": a sign glued to the next number belongs to that one.
        glued_ahead = (
            token.what == "punct"
            and i + 1 < n
            and tokens[i + 1].what == "num"
            and tokens[i + 1].start == token.end
            and token.start > num_end
        )
        if found and not glued_ahead:
            code, i = found, i + 1
            if i < n and tokens[i].what == "word" and tokens[i].text.casefold() == "сша":
                i += 1
    if code == "RUB" and company == "BYN":
        code = "BYN"
    return mult, code, i, doubt


def _abbreviation_dot(tokens: Sequence[Token], i: int) -> int:
    """Swallow the dot of "руб." unless it also ends the sentence."""
    if i < len(tokens) and tokens[i].text == "." and i + 1 < len(tokens):
        after = tokens[i + 1]
        if after.what not in ("nl",) and not after.text[:1].isupper():
            return i + 1
    return i


def read(tokens: Sequence[Token], i: int, company: str) -> tuple[Num, int] | None:
    """The number that starts at token ``i`` with all that belongs to it, and the index after it."""
    token = tokens[i]
    if token.what == "num":
        mult, code, after, doubt = _units(tokens, i + 1, token.end, company)
        if code is None and i and tokens[i - 1].end >= token.start - 1:
            before = tokens[i - 1]
            code = _currency(before, company) if before.what == "punct" or before.text.isupper() else None
        value, why = _plain(token.text, minor_digits(code or company), mult)
    elif token.what == "word":
        spoken = _spoken(tokens, i)
        if spoken is None:
            return None
        value, after, mult, odd = spoken
        _, code, after, doubt = (
            _units(tokens, after, -1, company) if after < len(tokens) else (1, None, after, None)
        )
        why = None
        num = Num(value)
        num.written, num.mult, num.code, num.doubt = value / mult, mult, code, doubt or odd
        return num, _abbreviation_dot(tokens, after) if code else after
    else:
        return None
    num = Num(value if value >= HUGE else value * mult)
    num.written, num.mult, num.code, num.doubt = value, mult, code, doubt or why
    num.long = token.text.isdigit() and len(token.text) > 7
    if i:
        at = i - 2 if i > 1 and tokens[i - 1].text in SIGNS else i - 1
        sign = tokens[at]
        if sign.end == tokens[at + 1].start and (tokens[i - 1].end == token.start or at == i - 1):
            loose = at == 0 or tokens[at - 1].end < sign.start
            num.negative = loose and sign.text in ("-", "\u2212", "\u2013")
            num.signed = sign.text == "+"
    if code or mult > 1:
        after = _abbreviation_dot(tokens, after)
    return num, after


def _folded(token: Token) -> str:
    return token.text.casefold().replace("ё", "е")


def _spoken(tokens: Sequence[Token], i: int) -> tuple[Decimal, int, int, str | None] | None:
    """A number in words: value, next index, its last multiplier, its doubt."""
    total, group, used, mult = Decimal(0), Decimal(0), False, 1
    ceiling = 10**12
    step = 1000
    n = len(tokens)
    while i < n and tokens[i].what == "word":
        word = tokens[i].text.casefold().replace("ё", "е")
        if word in WHOLE and not used:
            return Decimal(WHOLE[word]), i + 1, 1000, None
        if word in ("пол", "четверть") and not used and i + 1 < n and _folded(tokens[i + 1]) in MULTIPLIERS:
            group, used, step, i = (
                Decimal("0.5" if word == "пол" else "0.25"),
                True,
                1,
                i + 1,
            )  # "пол миллиона"
            continue
        parts = word.split("-")
        if word in FRACTIONS and not used:
            group, used, step = Decimal(FRACTIONS[word]), True, 1
        elif all(part in NUMBER_WORDS for part in parts):
            value = sum(NUMBER_WORDS[part] for part in parts)
            size = 100 if value >= 100 else 10 if value >= 20 else 1
            if value and size >= step:
                break
            group += value
            step = 1 if value < 20 or value % 10 else size
            used = True
        elif word in ("hundred", "hundreds") and used and 0 < group < 100:
            group, step = group * 100, 100
        elif (
            word == "and"
            and used
            and step >= 100
            and i + 1 < n
            and tokens[i + 1].text.casefold() in NUMBER_WORDS
        ):
            pass
        elif (
            word in MULTIPLIERS and len(word) > 2 and MULTIPLIERS[word] < ceiling and (used or word in _ALONE)
        ):
            mult = ceiling = MULTIPLIERS[word]
            total += (group if group or used else _ONE) * mult
            group, step, used = Decimal(0), 1000, True
        elif (
            word == "a"
            and not used
            and i + 1 < n
            and tokens[i + 1].text.casefold() in ("hundred", "thousand", "million")
        ):
            group, used = _ONE, True
        else:
            break
        i += 1
    odd = mult >= 10**6 and group >= 100 and group % 100 == 0  # "миллион двести": perhaps 1.2 million
    return (total + group, i, mult, "number" if odd else None) if used else None


_ALONE = bag("тысяча тысячу миллион миллиард лям лимон")


def quantized(value: Decimal, code: str) -> tuple[Decimal, bool]:
    """The amount with the currency's minor digits, and whether nothing was rounded away."""
    unit = _ONE.scaleb(-minor_digits(code))
    if value >= HUGE:
        return HUGE, False
    rounded = value.quantize(unit, rounding=ROUND_HALF_UP)
    return rounded, rounded == value


def parse_amount(text: str, currency: str) -> Decimal | None:
    """One amount as people write it ("1,5 млн", "45к", "45 000,50"); None when it is not one of ``currency``."""
    if len(text) > 100:
        return None
    tokens = [token for token in scan(clean(text.strip())) if token.what != "nl"]
    while tokens and (tokens[0].text == "+" or tokens[0].text in SIGNS or _currency(tokens[0], currency)):
        if tokens[0].text != "+" and _currency(tokens[0], currency) != currency:
            return None
        tokens = tokens[1:]
    if not tokens:
        return None
    found = read(tokens, 0, currency)
    if found is None:
        return None
    num, after = found
    rest = tokens[after:]
    if any(token.text != "." for token in rest) or len(rest) > 1:
        return None
    if num.doubt or num.value >= HUGE or (num.code is not None and num.code != currency):
        return None
    amount, exact = quantized(num.value, currency)
    return amount if exact else None
