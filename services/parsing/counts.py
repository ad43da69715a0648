"""Which numbers of a clause count which kinds, and which are sums, prices, goods or plans."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from services.parsing.atoms import Atom
from services.parsing.numbers import Num
from services.parsing.vocabulary import MONEY_KINDS, adjectival

_SOFT = frozenset(
    {
        "FILL",
        "DASH",
        "NEWADJ",
        "OLDADJ",
        "RV",
        "DATE",
        "FACT",
        "TIME",
        "TOTAL",
        "WAS",
        "FIRST",
        "EACH",
        "APPROX",
        "ORD",
    }
)


_SUBJECTS = frozenset({"сделка", "продажа", "оплата", "встреча"})


def anchors(atoms: Sequence[Atom]) -> list[int]:
    """Indexes of the atoms that name a kind; a verb beside its noun is not one more."""
    nouns = [i for i, a in enumerate(atoms) if a.c == "K"]
    verbs = [i for i, a in enumerate(atoms) if a.c == "KV"]
    if not nouns and not verbs:
        signed = [i for i, a in enumerate(atoms) if a.c == "SIGN"]
        if signed:
            return signed[:1]
        named = any(a.c == "NAME" for a in atoms)
        renewed = [
            i
            for i, a in enumerate(atoms)
            if a.c == "OLDADJ" and a.t[:5] in ("продл", "проло", "renew", "повто")
        ]
        sums = any(a.c == "NUM" and (a.v.unit or a.v.value >= 1000) for a in atoms)
        return (
            renewed[:1]
            if renewed and (sums or (named and atoms[renewed[0]].t.endswith(("ил", "ила", "или", "ed"))))
            else []
        )
    nouns = _heads(atoms, nouns)
    kept = []
    for v in verbs:
        # "закрыл одну сделку", "оплата прошла": the noun says it. Another verb in between keeps both.
        near = [k for k in nouns if not any(min(v, k) < w < max(v, k) for w in verbs)]
        if not near:
            kept.append(v)
    return sorted(nouns + kept)


def _heads(atoms: Sequence[Atom], nouns: list[int]) -> list[int]:
    """One kind for two nouns side by side: "sales calls" are calls, "возврат оплаты" is a refund; and none for a
    lone noun behind a preposition ("спасибо за встречу", "оплата за заказ")."""
    kept: list[int] = []
    for i in nouns:
        before = atoms[i - 1] if i else None
        if kept and kept[-1] == i - 1 and before is not None:
            if atoms[i].t in _SUBJECTS:
                kept.append(i)  # "одна встреча сделка на сорок тысяч", as spoken
            elif atoms[i].t.isascii():
                kept[-1] = i
            continue
        if before is not None and before.c == "P":
            after = atoms[i + 1] if i + 1 < len(atoms) else None
            numbered = after is not None and after.c in ("NUM", "PAIR") and before.t in ("по", "on")
            if atoms[i].form == "s" and atoms[i].v in MONEY_KINDS and (kept or i > 1):
                numbered = False  # "оплата по счёту 88"
            if not numbered:
                continue
        kept.append(i)
    return kept


def role(atoms: Sequence[Atom], i: int) -> str:
    """What the number at ``i`` is by its neighbours: plan, goods, price, money, small, bound or plain."""
    num: Num = atoms[i].v
    before = atoms[i - 1] if i else None
    if before is not None and before.c in ("DASH", "APPROX", "FILL") and i > 1:
        before = atoms[i - 2]
    after = atoms[i + 1] if i + 1 < len(atoms) else None
    if before is not None and (
        before.c == "PLAN" or (before.c == "P" and i > 1 and atoms[i - 2].c == "PLAN")
    ):
        return "plan"
    if before is not None and before.c == "KV" and before.v == "call" and not num.unit:
        return "plain"  # "позвонил 18 раз", "набрал 60 номеров"
    if after is not None and after.c == "GOODS" and num.code is None:
        return "goods"
    if before is not None:
        if before.c == "X" or (
            before.c == "P" and "u" in before.v and (before.t != "at" or _priced(atoms, i))
        ):
            return "price"
        if before.c == "EQ":
            return "result"
    if num.code is not None:
        return "money"
    if after is not None and after.c in ("K", "KV") and num.mult > 1 and after.v not in MONEY_KINDS:
        return "plain"
    if after is not None and after.c == "X":
        return "goods"
    if num.mult > 1:
        return "money"
    if after is not None and after.c == "EACH" and any(a.c == "NUM" for a in atoms[:i]):
        return "price"
    if (
        before is not None
        and before.c == "P"
        and "m" in before.v
        and not (after is not None and after.c in ("K", "KV"))
    ):
        return "money" if num.value >= 1000 else "small"
    if after is not None and (
        (after.c == "W" and after.t.isalpha() and not adjectival(after.t) and not after.t[0].isupper())
        or after.c in ("NOTSAME", "PROD", "CKEY", "DUR", "TEAM", "LOST", "MULT", "CUR")
    ):
        return "client" if after.c == "CKEY" else "bound"
    if before is not None and before.c in ("NOTSAME", "IKEY"):
        return "bound"
    return "plain"


def _priced(atoms: Sequence[Atom], i: int) -> bool:
    """Whether "at $90" is the price of one: "each" follows, or goods stand before."""
    if i + 1 < len(atoms) and atoms[i + 1].c == "EACH":
        return True
    return any(a.c == "GOODS" for a in atoms[:i])


def pairs(atoms: Sequence[Atom], kinds: Sequence[int], plain: Sequence[int]) -> dict[int, int]:
    """Which count belongs to which kind: number first or noun first, whichever leaves no orphan."""
    taken: dict[int, int] = {}
    marks = sorted([(i, True) for i in kinds] + [(i, False) for i in plain])
    free = {i for i, kind in marks if not kind}
    for position, (i, is_kind) in enumerate(marks):
        if not is_kind or denied(atoms, i):
            continue
        before = marks[position - 1] if position else None
        after = marks[position + 1] if position + 1 < len(marks) else None
        before_ok = (
            before is not None and not before[1] and before[0] in free and _adjacent(atoms, before[0], i)
        )
        after_ok = after is not None and not after[1] and _label(atoms, i, after[0])
        if before_ok and before is not None:
            taken[i] = before[0]
            free.discard(before[0])
        elif after_ok and after is not None:
            # "сделка 12 звонков": the number agrees with the noun behind it, unless that noun has its own.
            last = marks[position + 2] if position + 2 < len(marks) else None
            more = marks[position + 3] if position + 3 < len(marks) else None
            agrees = (
                last is not None
                and last[1]
                and _adjacent(atoms, after[0], last[0])
                and not (more and not more[1])
            )
            if (
                agrees
                and last is not None
                and (atoms[i].form == "s" or atoms[i].c == "KV" or _agrees(atoms, after[0], last[0]))
            ):
                continue
            taken[i] = after[0]
            free.discard(after[0])
    return taken


def denied(atoms: Sequence[Atom], i: int) -> bool:
    """ "no meetings": the number beside it counts something else."""
    return (
        atoms[i].c == "K"
        and bool(i)
        and atoms[i - 1].c == "NONE"
        and atoms[i - 1].t in ("no", "without", "без")
    )


def _agrees(atoms: Sequence[Atom], number: int, noun: int) -> bool:
    whole = atoms[number].v.whole if atoms[number].c == "NUM" else None
    return (
        whole is not None
        and whole > 4
        and atoms[noun].form == "g"
        and number + 1 == noun
        and number > 1
        and atoms[number - 2].c == "NUM"
    )


def _adjacent(atoms: Sequence[Atom], number: int, noun: int) -> bool:
    return all(
        a.c in _SOFT
        or (a.c == "W" and (adjectival(a.t) or a.t.isascii()))
        or a.c in ("BOOK", "NOTDONE", "PROD")
        or a.c == "CKEY"
        for a in atoms[number + 1 : noun]
    )


def _label(atoms: Sequence[Atom], noun: int, number: int) -> bool:
    between = atoms[noun + 1 : number]
    if between and between[-1].c == "FACT":
        return True  # "план 5 факт 3"
    between = [
        a
        for a, b in pairwise((*between, atoms[number]))
        if not (a.c == "P" and b.c in ("DATE", "PERIOD"))  # "Звонки за 20.11: 31"
    ]
    if any(a.c == "K" for a in between):
        return False
    return not any(a.c in ("GOODS", "NAME", "NOTSAME", "PLAN", "LOST", "P", "X") and not (a.c == "P" and a.t in ("по", "with", "for", "с", "до", "to"))
                   for a in between) and not any(a.c in ("NAME",) for a in between)  # fmt: skip
