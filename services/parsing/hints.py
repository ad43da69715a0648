"""Small questions about a clause: is it told as done, asked, planned, about a new client?"""

from __future__ import annotations

import itertools

from services.parsing.atoms import Atom
from services.parsing.clauses import Clause
from services.parsing.drafts import Draft
from services.parsing.fact import Fact
from services.parsing.words import bag

_SENTENCE_ENDS = frozenset(".?;|\n")
_NEUTRAL = frozenset({"FILL", "DATE", "FIRST", "NEWADJ", "OLDADJ", "RV", "FACT", "DASH", "NAME", "TIME", "ORD", "WAS", "CKEY", "KV", "SIGN", "TOTAL", "EACH"})  # fmt: skip
_BEEN = bag("было были был была будет were was")


def bound(clause: Clause, number: Atom) -> bool:
    at = clause.atoms.index(number)
    after = clause.atoms[at + 1] if at + 1 < len(clause.atoms) else None
    before = clause.atoms[at - 1] if at else None
    return (after is not None and after.c in ("W", "NOTSAME", "PROD", "GOODS", "CKEY", "DUR")) or (
        before is not None and before.c in ("NOTSAME", "PROD", "IKEY", "W")
    )


def told(fact: Fact, atoms: list[Atom], clause: Clause) -> bool:
    """Whether a kind without a number is told as done: a verb, or a client right with the noun."""
    at = next(
        (i for i, a in enumerate(atoms) if a.c in ("K", "KV", "SIGN", "OLDADJ") and a.t == fact.noun), 0
    )
    lead = [a for a, b in itertools.pairwise(atoms[: at + 1]) if not (a.c == "P" and b.c in ("DATE", "TIME"))]
    if any(a.c == "ID" for a in atoms) and not fact.clients and not fact.verb and not clause.first:
        return False  # "возврат Лире, заказ №99": a reference
    if odd_verb(fact, atoms):
        return False
    if fact.verb:
        if fact.subject == "client":
            return bool(fact.clients) and fact.kind == "deal"
        if fact.noun[:5] in ("закры", "close") or fact.noun in ("перевел", "вернул", "вернула", "met"):
            tail = atoms[at + 1 :]
            named = [a for a in tail if a.c == "NAME"]
            return bool(fact.clients and named) and all(
                a.c in ("NAME", "FILL", "DATE", "P", "CKEY") for a in tail
            )
        return bool(fact.clients) and all(a.c in _NEUTRAL for a in lead)
    if any(a.c in ("RV", "KV", "SIGN") for a in atoms):
        verb = any(a.c in ("KV", "SIGN") or (a.c == "RV" and a.t not in _BEEN) for a in atoms)
        return (
            (verb or bool(fact.clients)) and fact.form == "s" and not any(a.c in ("W", "THIRD") for a in lead)
        )
    if fact.form in ("p", "g") or clause.end == "?":
        return False
    return bool(fact.clients) and all(a.c in _NEUTRAL for a in lead)


def approximate(draft: Draft, atoms: list[Atom]) -> None:
    for i, atom in enumerate(atoms):
        if atom.c == "APPROX":
            near = atoms[max(0, i - 1) : i + 3]
            if any(a.c in ("NUM", "PAIR", "KV") for a in near) or any(
                a.c == "K" for a in atoms[i + 1 : i + 3]
            ):
                draft.doubts.append("approximate")
                draft.weak = False


def clean(clause: Clause, *, strict: bool = True) -> bool:
    """Whether a clause says nothing beside a name and its marks, so that the name is a client."""
    allowed = {
        "NAME",
        "CKEY",
        "NEWADJ",
        "OLDADJ",
        "P",
        "DASH",
        "FILL",
        "DATE",
        "FIRST",
        "TIME",
        "GOODS",
        "NUM",
        "PROD",
        "EACH",
        "FC",
        "ORD",
    }
    if any(a.c == "NAME" and a.form == "start" for a in clause.atoms) and len(clause.atoms) > 1 and strict:
        allowed -= {"P"}
    extra = clause.has - allowed
    return not extra or (not strict and extra <= {"W", "DUR", "SPAN", "RV"})


def flag(atoms: list[Atom]) -> bool | None:
    for i, atom in enumerate(atoms):
        after = atoms[i + 1] if i + 1 < len(atoms) else None
        if atom.c == "OLDADJ":
            return False
        if atom.c == "NEWADJ":
            if i and atoms[i - 1].c == "NOT":
                return False
            if (
                atom.t[:5] in ("нович", "перви")
                or after is None
                or after.c in ("CKEY", "NAME", "SEP", "NUM", "DASH")
            ):
                return True
            if len(atom.t) < 4 and after.c not in ("K", "KV"):
                return True
        if (
            atom.c == "FIRST"
            and after is not None
            and (after.c in ("K", "CKEY") or after.t in ("покупка", "purchase", "time"))
        ):
            return True
    return None


def questions(clauses: list[Clause], doubts: list[str]) -> set[int]:
    """Clauses of sentences that ask: they tell nothing."""
    found: set[int] = set()
    sentence: list[int] = []
    for order, clause in enumerate(clauses):
        sentence.append(order)
        last = order + 1 == len(clauses) or clauses[order + 1].line != clause.line
        if clause.end in _SENTENCE_ENDS or last:
            first = clauses[sentence[0]].atoms
            asks = first[0].c == "Q" and not (
                len(first) > 1
                and first[1].c in ("RV", "FACT", "KV", "FILL")
                and first[0].t in ("что", "what")
            )
            if (
                first[0].t
                in ("do", "did", "is", "are", "can", "could", "should", "does", "where", "which", "can")
                and clause.end != "?"
            ):
                asks = False
            told = clause.end == "?" and not asks and not any("Q" in clauses[i].has for i in sentence)
            if (
                told
                and any(clauses[i].has & {"K", "KV"} for i in sentence)
                and any(a.c == "NUM" and a.v.unit for i in sentence for a in clauses[i].atoms)
            ):
                doubts.append("question")
            elif asks or clause.end == "?":
                found.update(sentence)
            sentence = []
    return found


_EARNED = bag("выручка касса revenue оборот turnover")


def bare_sum(fact: Fact, clause: Clause) -> None:
    """The lone number of "Сумма: 500" and of "Выручка: 0" is money, without a unit too."""
    if fact.money or len(fact.orphans) != 1 or fact.orphans[0].c != "NUM":
        return
    number = fact.orphans[0].v
    zero = not (fact.kind or number.value) and any(a.t in _EARNED for a in clause.atoms)
    if clause.key == "AKEY" or zero:
        fact.money, fact.orphans = [number], []


_THANKS = bag("спасибо благодарю поздравляю поздравляем thanks thank congrats congratulations")


def thanks(clause: Clause) -> bool:
    """ "Спасибо за 5 встреч" tells of nobody's work."""
    return clause.atoms[0].t.casefold() in _THANKS


def renews(atom: Atom) -> bool:
    return atom.c == "OLDADJ" and atom.t.startswith(("продл", "проло", "renewal"))


def done_plan(atoms: list[Atom]) -> bool:
    return any(a.t.startswith(("выполн", "перевып")) for a in atoms)


def plan_after_kind(atoms: list[Atom]) -> bool:
    """ "Звонков план 40": the plan's number belongs to the kind before it."""
    plan = next((i for i, a in enumerate(atoms) if a.c == "PLAN"), -1)
    kind = next((i for i, a in enumerate(atoms) if a.c == "K"), len(atoms))
    return -1 < kind < plan and any(a.c == "NUM" for a in atoms[plan + 1 : plan + 4])


def planned_verb(atoms: list[Atom]) -> bool:
    return any(a.c == "PLAN" for a in atoms)


def card_name(clause: Clause, text: str) -> str:
    """The value of "Клиент: …" as written, without quotes."""
    atoms = clause.atoms
    at = next((i for i, a in enumerate(atoms) if "CKEY" in a.cats), -1)
    rest = atoms[at + 1 :]
    while rest and rest[0].c in ("DASH", "P"):
        rest = rest[1:]
    if not rest:
        return ""
    named = next((a for a in rest if a.c == "NAME"), None)
    if named is not None:
        return str(named.v)
    kept = []
    for atom in rest:
        if atom.c not in ("W", "PROD", "GOODS", "FILL", "NOTSAME", "LPRE", "LPOST", "CUR"):
            break
        kept.append(atom)
    if not kept or len(kept) > 5:
        return ""
    name = text[kept[0].s : kept[-1].e]
    return "".join(c for c in name if c not in '«»"“”„').strip()


def odd_verb(fact: Fact, atoms: list[Atom]) -> bool:
    """Whether an unknown verb governs the noun: "протупил сделку на 45к" may be anything."""
    if fact.verb or any(a.c in ("RV", "KV", "SIGN") for a in atoms):
        return False
    at = next((i for i, a in enumerate(atoms) if a.c == "K" and a.t == fact.noun), 0)
    return any(
        (a.c == "W" or (a.c == "NAME" and a.form == "start"))
        and a.t.casefold().endswith(
            ("ил", "ал", "ел", "ял", "ила", "ала", "ела", "яла", "или", "али", "ели", "яли", "ed")
        )
        and b.c in ("K", "NUM", "FILL", "NEWADJ")
        for a, b in itertools.pairwise(atoms[: at + 1])
    )
