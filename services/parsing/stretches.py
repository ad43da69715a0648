"""Where a set phrase begins and how long it is: periods, "из них", first contacts."""

from __future__ import annotations

from collections.abc import Sequence

from services.parsing.atoms import Atom
from services.parsing.words import bag

_THEM = bag("них нее которых этого ней нему which those them these that")
_PERIOD_LEAD = bag(
    "начала за на этой эту этот this last past the весь всю whole per прошлом прошлой прошлый прошлую прошлого итоги итог отчет результаты for in в report"
)
_SUBSET_HEADS = bag("из of в включая including incl")
_TOUCH = bag("касание касания обращение touch touchpoint знакомство outreach общение")


def headed(atoms: Sequence[Atom], i: int) -> bool:
    """ "Октябрь: 12 сделок" tells of the month."""
    return i + 1 < len(atoms) and atoms[i + 1].v == ":"


def is_period(atom: Atom, before: Atom | None, lead: set[str]) -> bool:
    if atom.c == "MONTH":
        return bool(lead & {"за", "for", "in", "итоги", "отчет"})
    if atom.c == "SPAN":
        count, unit = atom.v
        long = unit[:4] in ("неде", "week", "меся", "mont", "мес", "квар") or (
            unit[:3] in ("дня", "дне", "day") and count > 1
        )
        return long and bool(lead & {"за", "last", "past", "these"})
    if atom.t in (
        "weekly",
        "monthly",
        "ytd",
        "mtd",
        "wtd",
        "qtd",
        "еженедельный",
        "ежемесячный",
        "недельный",
        "месячный",
        "quarterly",
    ):
        return True
    if before is not None and before.c == "NUM":
        return False
    if "next" in lead or ("на" in lead and not lead & {"этой", "эту", "этот"}):
        return False
    return bool(lead & _PERIOD_LEAD) or atom.t in ("неделе", "месяце", "квартале")


def subset(atoms: Sequence[Atom], i: int) -> int:
    atom = atoms[i]
    if atom.t not in _SUBSET_HEADS:
        return 0
    texts = [a.t.casefold() for a in atoms[i : i + 4]]
    if atom.c == "P" and len(texts) > 1:
        if texts[0] in ("из", "of") and texts[1] in _THEM:
            return 2
        if texts[0] == "в" and texts[1:3] == ["том", "числе"]:
            return 3
        if texts[0] == "в" and texts[1:3] == ["т", "ч"]:
            return 3
        if texts[0] == "в" and texts[1] in ("тч", "т.ч"):
            return 2
    return 1 if texts[0] in ("включая", "including", "incl") else 0


def first_contact(atoms: Sequence[Atom], i: int) -> int:
    """ "первое касание 02.10", "first call on Oct 2", "знакомы с 02.10": the length, ending on the day."""
    j = i
    if atoms[j].c == "FIRST":
        j += 1
        if j >= len(atoms) or not (
            atoms[j].t in _TOUCH
            or (atoms[j].c == "K" and atoms[j].v in ("contact", "call", "meeting", "demo"))
        ):
            return 0
    elif atoms[j].t not in ("касание", "touch", "знакомы", "touchpoint"):
        return 0
    for k in range(j + 1, min(j + 7, len(atoms))):
        if atoms[k].c == "DATE":
            return k + 1 - i
        if (
            atoms[k].c in ("NUM", "K", "KV")
            or (atoms[k].c == "SEP" and atoms[k].v not in (":", "(", ","))
            or (atoms[k].c == "SEP" and atoms[k].v == "," and k > j + 1)
        ):
            return 0
    return 0
