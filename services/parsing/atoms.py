"""Tokens with their meaning: numbers, days, kinds, names, separators, and words that matter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from services.parsing import counters, dates, numbers
from services.parsing.currencies import SIGNS
from services.parsing.names import name_at
from services.parsing.tokens import Token, scan
from services.parsing.vocabulary import Lex, look_up
from services.parsing.words import bag

_NONE: frozenset[str] = frozenset()
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212→>")
_STRONG = frozenset(".!?;|…")
_DATE_WORDS = frozenset({"MONTH", "WD", "REL", "NW", "DUR"})
_DATE_STARTS = dates.LAST | dates.NEXT | frozenset(dates.ORDINAL_WORDS) | {"a"}
_ABBREVIATED = bag(
    "ч руб р т тр тыс ср доп ком шт г мес тел млн млрд ул д кв стр пр др напр т.е inc ltd corp co vs approx no"
)
_TAX = 3


class Atom:
    """A piece with its meaning. ``c``: what it is; ``v``: its value; ``cats``: all that a word can be."""

    __slots__ = ("c", "cats", "e", "form", "s", "sort", "t", "v")

    def __init__(self, c: str, v: Any, s: int, e: int, t: str, lex: Lex | None = None) -> None:
        self.c, self.v, self.s, self.e, self.t = c, v, s, e, t
        self.cats = lex.cats if lex else _NONE
        self.sort = lex.sort if lex else ""
        self.form = lex.form if lex else ""

    def __repr__(self) -> str:
        return f"{self.c}:{self.t}"


@lru_cache(maxsize=16384)
def meaning(text: str) -> tuple[str, Lex]:
    """A word casefolded with е for ё, and what it means."""
    low = text.casefold().replace("ё", "е").replace("’", "'")
    if "-" in low and len(low) < 40 and all("NW" in look_up(part).cats for part in low.split("-")):
        return low, look_up(low.split("-", 1)[0])  # "twenty-five"
    return low, look_up(low)


def atomise(text: str, company: str, table: counters.Matcher) -> list[Atom]:
    """All atoms of a cleaned text, in order."""
    tokens = scan(text)
    cyrillic = not text.isascii()
    shouted = text.isupper()
    atoms: list[Atom] = []
    add = atoms.append
    claimed: dict[int, str] = {}
    i, n = 0, len(tokens)
    fresh = True  # at the start of a sentence, where a capital proves nothing
    while i < n:
        token = tokens[i]
        what = token.what
        if what == "nl":
            add(Atom("SEP", "\n", token.start, token.end, "\n"))
            fresh, i = True, i + 1
            continue
        if what == "punct":
            i = _punctuation(tokens, i, atoms, fresh, text, company)
            if token.text in _STRONG and atoms and atoms[-1].c == "SEP":
                fresh = True
            continue
        if what == "word":
            if i in claimed:
                if claimed[i]:
                    add(Atom("K", claimed[i], token.start, token.end, token.text, _COUNTER))
                fresh, i = False, i + 1
                continue
            if table:
                own = counters.match(table, tokens, i)
                if own is not None:
                    slug, used = own
                    for index in used:
                        claimed[index] = ""
                    claimed[used[-1]] = slug
                    continue
            low, lex = meaning(token.text)
            cats = lex.cats
            if cats & _DATE_WORDS or low in _DATE_STARTS:
                day = dates.read(tokens, i, cyrillic=cyrillic)
                if day is not None:
                    add(Atom("DATE", day[0], token.start, tokens[day[1] - 1].end, low))
                    fresh, i = False, day[1]
                    continue
            if "NW" in cats or ("MULT" in cats and len(low) > 2) or low == "a":
                number = numbers.read(tokens, i, company)
                if number is not None:
                    i = _number(tokens, i, number, atoms, text)
                    fresh = False
                    continue
            capital = not token.text.islower() or "LPRE" in cats
            named = name_at(tokens, i, text, fresh=fresh or shouted, known=meaning) if capital else None
            if named is not None:
                add(
                    Atom(
                        "NAME",
                        named[0],
                        token.start,
                        tokens[named[2] - 1].end,
                        text[token.start : tokens[named[2] - 1].end],
                    )
                )
                atoms[-1].form = named[1]
                fresh, i = False, named[2]
                continue
            if low in ("x", "х"):
                add(Atom("X", "", token.start, token.end, low))
            elif lex.cat == "AND":
                add(Atom("SEP", "и", token.start, token.end, low))
            else:
                add(Atom(lex.cat, lex.value or low, token.start, token.end, low, lex))
                if "TAXID" in cats:
                    i = _skip_identifier(tokens, i)
            fresh, i = False, i + 1
            continue
        fresh_before, fresh = fresh, False
        if what in ("num", "iso", "dmy", "ordinal"):
            i = _numeric(tokens, i, atoms, text, company, cyrillic, fresh_before)
            continue
        if what == "ident":
            add(Atom("ID", "", token.start, token.end, token.text))
            i = _document(tokens, i, cyrillic)
            continue
        if what in ("time", "ampm"):
            add(Atom("TIME", "", token.start, token.end, token.text))
        elif what == "digits":
            num = numbers.Num(numbers.HUGE)
            num.doubt = "number"
            add(Atom("NUM", num, token.start, token.end, token.text))
        i += 1
    return atoms


_COUNTER = Lex("K", frozenset({"K"}), "", "own", "p")


def _skip_identifier(tokens: Sequence[Token], i: int) -> int:
    """Pass the digits after "ИНН" and the like; returns the index of the last token passed."""
    for j in range(i + 1, min(i + 1 + _TAX, len(tokens))):
        if tokens[j].what in ("num", "phone", "ident", "digits"):
            return j
        if tokens[j].what == "nl":
            break
    return i


def _document(tokens: Sequence[Token], i: int, cyrillic: bool) -> int:
    """Pass "№ 4182", and "от 21.11" behind it: the day of a paper is not the day of a deal."""
    i += 1
    if i + 1 < len(tokens) and tokens[i].text.casefold() in ("от", "of", "dated"):
        day = dates.read(tokens, i + 1, cyrillic=cyrillic)
        if day is not None:
            return day[1]
    return i


def _numeric(
    tokens: Sequence[Token], i: int, atoms: list[Atom], text: str, company: str, cyrillic: bool, fresh: bool
) -> int:
    """A token that starts with a digit: a bullet, a day, a time, or a number."""
    token = tokens[i]
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    starts_line = not atoms or atoms[-1].v == "\n"
    if (
        token.what == "num"
        and starts_line
        and following is not None
        and following.text in ".)"
        and len(token.text) <= 2
        and i + 2 < len(tokens)
        and tokens[i + 2].what != "nl"
        and following.start == token.end
    ):
        return i + 2
    before = atoms[-1] if atoms else None
    if (
        before is not None
        and before.c in ("NAME", "PROD", "W")
        and before.e == token.start
        and token.text.isdigit()
        and len(token.text) < 4
        and tokens[i - 1].what == "word"
    ):
        glued = numbers.read(tokens, i, company)
        if glued is not None and not glued[0].unit:
            return i + 1  # "Битрикс24" is a name
    sign_before = i > 0 and tokens[i - 1].text in SIGNS and tokens[i - 1].end == token.start
    num = numbers.read(tokens, i, company) if token.what == "num" else None
    has_unit = num is not None and num[0].unit
    if not sign_before and (
        not has_unit or (following is not None and following.text.casefold() in ("г", "мая", "may"))
    ):
        if (
            token.what == "num"
            and before is not None
            and before.c == "P"
            and before.t in ("в", "at", "с", "до", "к")
        ):
            hours, _, minutes = token.text.partition(".")
            if (
                len(minutes) == 2
                and hours.isdigit()
                and int(hours[:4]) < 24
                and (minutes == "00" or int(minutes) > 12)
                and int(minutes) < 60
            ):
                atoms.append(Atom("TIME", "", token.start, token.end, token.text))
                return i + 1
        loose = before is not None and before.c == "P" and before.t in ("за", "с", "по", "до", "on", "от")
        loose = (
            loose or (before is not None and before.c == "DKEY") or (len(atoms) > 1 and atoms[-2].c == "DKEY")
        )
        day = dates.read(tokens, i, loose=loose, cyrillic=cyrillic)
        if day is not None:
            atoms.append(Atom("DATE", day[0], token.start, tokens[day[1] - 1].end, token.text))
            return day[1]
    if token.what == "ordinal":
        atoms.append(Atom("ORD", token.text, token.start, token.end, token.text))
        return i + 1
    if num is None:
        atoms.append(Atom("W", token.text, token.start, token.end, token.text))
        return i + 1
    return _number(tokens, i, num, atoms, text)


def _number(
    tokens: Sequence[Token], i: int, read: tuple[numbers.Num, int], atoms: list[Atom], text: str
) -> int:
    """A number with what follows it: a percentage, a duration, a monthly rate, or itself."""
    num, after = read
    start, end = tokens[i].start, tokens[after - 1].end
    following = tokens[after] if after < len(tokens) else None
    if (following is not None and following.what == "word" and following.start - end <= 1) or (
        following is not None and following.text == "-" and after + 1 < len(tokens) and following.start == end
    ):
        word = tokens[after + 1] if following.text == "-" else following
        low, lex = meaning(word.text)
        if following.text == "-" and low in ("х", "ти", "ух", "ех", "и"):
            after += 2
        elif (
            "DUR" in lex.cats and not num.unit and word.what == "word" and low not in ("раз", "раза", "times")
        ):
            atoms.append(Atom("SPAN", (num.whole or 0, low), start, word.end, text[start : word.end]))
            return after + (2 if following.text == "-" else 1)
        elif low in ("год", "года", "г") and len(tokens[i].text) == 4:
            return after + 1
        elif low in ("ч", "h", "hr") and following.text != "-":
            atoms.append(Atom("SPAN", (0, low), start, word.end, text[start : word.end]))
            return after + 1
    if following is not None and following.text in "%‰":
        atoms.append(Atom("PCT", num.value, start, following.end, text[start : following.end]))
        return after + 1
    if num.doubt == "preposition":
        atoms.append(Atom("NUM", num, start, end, text[start:end]))
        return after
    atoms.append(Atom("NUM", num, start, end, text[start:end]))
    if following is not None and num.unit:
        j = after + 1 if following.text == "/" or following.text.casefold() in ("в", "per", "a") else after
        if j > after and j < len(tokens) and "DUR" in meaning(tokens[j].text)[1].cats:
            atoms.append(Atom("MONTHLY", "", following.start, tokens[j].end, tokens[j].text))
            return j + 1
    return after


def _punctuation(
    tokens: Sequence[Token], i: int, atoms: list[Atom], fresh: bool, text: str, company: str
) -> int:
    """A sign: a separator, a dash, a quoted name, or decoration."""
    token = tokens[i]
    sign = token.text
    before = atoms[-1] if atoms else None
    line_start = before is None or (before.c == "SEP" and before.v == "\n")
    if sign in "«“„\"'‘":
        quoted = name_at(tokens, i, text, fresh=False, known=meaning)
        if quoted is not None:
            atoms.append(
                Atom(
                    "NAME",
                    quoted[0],
                    token.start,
                    tokens[quoted[2] - 1].end,
                    text[token.start : tokens[quoted[2] - 1].end],
                )
            )
            atoms[-1].form = quoted[1]
            return quoted[2]
        return i + 1
    spot = (token.start, token.end, sign)
    if sign in _DASHES:
        if not line_start:
            tight = bool(
                i
                and tokens[i - 1].end == token.start
                and i + 1 < len(tokens)
                and tokens[i + 1].start == token.end
            )
            atoms.append(Atom("DASH", "tight" if tight else "", *spot))
    elif sign == ".":
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is not None and following.start == token.end:
            return i + 1
        shortened = before is not None and before.t.casefold() in _ABBREVIATED and following is not None
        if (
            shortened
            and following is not None
            and following.what != "nl"
            and not following.text[:1].isupper()
        ):
            return i + 1
        atoms.append(Atom("SEP", ".", *spot))
    elif sign in "!?;|…":
        atoms.append(Atom("SEP", "." if sign in "!…" else sign, *spot))
    elif sign in ",:()/[]":
        atoms.append(Atom("SEP", {"[": "(", "]": ")"}.get(sign, sign), *spot))
    elif sign in "&":
        atoms.append(Atom("SEP", "и", *spot))
    elif sign == "+" and i and tokens[i - 1].what == "num" and tokens[i - 1].end == token.start:
        atoms.append(Atom("APPROX", "", *spot))
    elif sign == "+":
        if i + 1 < len(tokens) and tokens[i + 1].what != "num" and not line_start:
            atoms.append(Atom("SEP", "и", *spot))
    elif sign in "×*" and before is not None and before.c in ("NUM", "GOODS"):
        atoms.append(Atom("X", "", *spot))
    elif sign == "@":
        atoms.append(Atom("P", "u", *spot))
    elif sign == "=":
        atoms.append(Atom("EQ", "", *spot))
    elif sign == "~" or sign == "≈":
        atoms.append(Atom("APPROX", "", *spot))
    elif sign in SIGNS or sign in "#№_`’»”'\"^%":
        pass
    elif not line_start:
        atoms.append(Atom("SEP", "*", *spot))
    return i + 1
