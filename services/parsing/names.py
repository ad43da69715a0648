"""Who may be a client: quoted names, legal forms and words that begin with a capital."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from services.parsing.tokens import Token
from services.parsing.vocabulary import Lex
from services.parsing.words import bag

_CLOSING = {"«": "»", "“": "”", "„": "“”", '"': '"', "'": "'", "‘": "’"}
# How an unknown verb of the past ends.
PAST = ("ил", "ал", "ел", "ял", "ила", "ала", "ела", "яла", "или", "али", "ели", "яли")
_MAX_QUOTED = 14
_MAX_WORDS = 5
_LOWER_LEGAL = bag("ооо оао зао ип тоо пао ао чп фоп")
_INNER = bag("of the de la le du von van der и and")
# A capital does not make these a name, wherever they stand.
_COMMON = bag(
    "NW MULT CUR MONTH WD REL P K KV RV BOOK NOTDONE PLAN FACT LOST NOT NONE TOTAL DERIV CKEY AKEY DKEY IKEY TAXID SKEY FIRST "
    "NEWADJ OLDADJ GOODS PROD DUR PERIOD TEAM CORR APPROX OR DISC PART MONTHLY EACH SIGN NOTSAME Q AND THIRD AWAYNOT WAS "
    "WILL FILL ABS DASHWORD"
)
_MONEY_ONLY = frozenset({"CUR"})
Known = Callable[[str], tuple[str, Lex]]


def _capital(token: Token) -> bool:
    text = token.text
    return token.what == "word" and (
        text[0].isupper() or (not text.islower() and text[0].isalpha() and text[0].islower())
    )


def _proper(token: Token, known: Known) -> bool:
    """A capitalised word that is no word of a report."""
    if not _capital(token):
        return False
    lex = known(token.text)[1]
    return not lex.cats & _COMMON or (
        lex.cats == _MONEY_ONLY and token.text.istitle() and lex.value not in ("RUB", "USD", "EUR")
    )


def _quoted(tokens: Sequence[Token], i: int, text: str) -> tuple[str, int] | None:
    """The words between the quotes that open at ``i`` and the index after them."""
    if i >= len(tokens) or tokens[i].text not in _CLOSING:
        return None
    closing = _CLOSING[tokens[i].text]
    for j in range(i + 1, min(i + 1 + _MAX_QUOTED, len(tokens))):
        if tokens[j].what == "nl":
            return None
        if tokens[j].text in closing:
            inner = text[tokens[i].end : tokens[j].start].strip()
            return (inner, j + 1) if any(c.isalpha() for c in inner) else None
    return None


def _run(tokens: Sequence[Token], i: int, known: Known) -> int:
    """The index after the capitalised words that start at ``i`` (``i`` itself when there are none)."""
    j, n, count = i, len(tokens), 0
    while j < n and count < _MAX_WORDS:
        token = tokens[j]
        adjacent = j == i or token.start - tokens[j - 1].end <= 1
        if not adjacent:
            break
        initial = token.what == "word" and len(token.text) == 1 and token.text.isupper()
        if (
            initial
            and j + 1 < n
            and tokens[j + 1].text == "."
            and (j > i or (j + 2 < n and _capital(tokens[j + 2])))
        ):
            j, count = j + 2, count + 1
            continue
        if _proper(token, known) or (j > i and _capital(token) and known(token.text)[1].cats & {"LPOST"}):
            j, count = j + 1, count + 1
            # "Вектор-2": a number tied to the name.
            if (
                j + 1 < n
                and tokens[j].text == "-"
                and tokens[j + 1].what == "num"
                and tokens[j].start == token.end
            ) and tokens[j + 1].start == tokens[j].end:
                j += 2
            continue
        if (
            j > i
            and j + 1 < n
            and (token.text == "&" or known(token.text)[0] in ("of", "de", "la", "von", "van", "der"))
        ) and _proper(tokens[j + 1], known):
            j += 1
            continue
        break
    return j


def name_at(
    tokens: Sequence[Token], i: int, text: str, *, fresh: bool, known: Known
) -> tuple[str, str, int] | None:
    """The name that starts at token ``i``: as written without quotes, how sure ("legal", "quoted", "capital" or
    "start" for a capital where any word has one), and the index after it."""
    token = tokens[i]
    quoted = _quoted(tokens, i, text)
    if quoted is not None:
        return quoted[0], "quoted", quoted[1]
    if token.what != "word":
        return None
    low, lex = known(token.text)
    if "LPRE" in lex.cats and i + 1 < len(tokens):
        inner = _quoted(tokens, i + 1, text)
        if inner is not None and (token.text[0].isupper() or low in _LOWER_LEGAL):
            return f"{token.text} {inner[0]}", "legal", inner[1]
        if token.text.isupper():
            end = _run(tokens, i + 1, known)
            if end > i + 1:
                return text[token.start : tokens[end - 1].end], "legal", _dot(tokens, end, text)
        if (
            low in _LOWER_LEGAL
            and tokens[i + 1].what == "word"
            and not known(tokens[i + 1].text)[1].cats & _COMMON
        ):
            return text[token.start : tokens[i + 1].end], "legal", i + 2
        return None
    end = _run(tokens, i, known)
    if end == i:
        return None
    if fresh and end > i + 1 and low.endswith(("ed", "ing", "ly", *PAST)):
        return None  # "Pitched Acme": the name begins after the verb
    legal = "capital"
    for j in (end, end + 1):
        # "Acme Inc", "Acme, Inc.", "Вектор ООО"
        if j < len(tokens) and (j == end or tokens[end].text == ","):
            cats = known(tokens[j].text)[1].cats if tokens[j].what == "word" else ()
            if "LPOST" in cats and _capital(tokens[j]):
                return text[token.start : tokens[j].end], "legal", _dot(tokens, j + 1, text)
            if j == end and "LPRE" in cats and tokens[j].text.isupper():
                after = tokens[j + 1] if j + 1 < len(tokens) else None
                if after is None or not (_capital(after) or after.text in _CLOSING):
                    return text[token.start : tokens[j].end], "legal", j + 1
    if any("LPOST" in known(t.text)[1].cats for t in tokens[i + 1 : end] if t.what == "word"):
        return text[token.start : tokens[end - 1].end], "legal", _dot(tokens, end, text)
    single = end == i + 1 and len(token.text) == 1
    if single:
        return None
    # "завод «Прогресс»" and "Студия «Лира»": the quoted part is the name.
    inner = _quoted(tokens, end, text) if end < len(tokens) else None
    if inner is not None:
        return f"{text[token.start : tokens[end - 1].end]} {inner[0]}", "quoted", inner[1]
    if end == i + 1 and fresh:
        legal = "start"
    return text[token.start : tokens[end - 1].end], legal, end


def _dot(tokens: Sequence[Token], end: int, text: str) -> int:
    """Swallow the dot of "Inc." unless a sentence ends there."""
    if end < len(tokens) and tokens[end].text == "." and end + 1 < len(tokens):
        after = tokens[end + 1]
        if after.what != "nl" and not after.text[:1].isupper():
            return end + 1
    return end
