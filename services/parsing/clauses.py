"""Atoms grouped the way people group them: into clauses, between separators."""

from __future__ import annotations

from collections.abc import Sequence

from services.parsing.atoms import Atom

_LONGEST = 48


class Clause:
    """A stretch between separators. ``sep``: the separator before it; ``end``: after it; ``key``: of a card."""

    __slots__ = ("atoms", "closed", "end", "first", "has", "key", "line", "sep")

    def __init__(self, atoms: list[Atom], sep: str, end: str, line: int, first: bool, key: str) -> None:
        self.atoms, self.sep, self.end, self.line, self.first, self.key = atoms, sep, end, line, first, key
        self.has = {atom.c for atom in atoms}
        self.closed = False  # a bracket closed right before it

    def __repr__(self) -> str:
        return f"<{self.sep!r} {self.atoms} {self.end!r} key={self.key}>"


def split(atoms: Sequence[Atom]) -> list[Clause]:
    """Clauses in order. A colon before a number, and the colon of a card's key, do not split."""
    clauses: list[Clause] = []
    part: list[Atom] = []
    closed = False
    sep, line, first, key = "", 0, True, ""
    n = len(atoms)
    for i, atom in enumerate(atoms):
        if atom.c != "SEP":
            if not (atom.c == "DASH" and not part):
                part.append(atom)
            if len(part) >= _LONGEST:
                # Clauses are looked through once per kind in them, so their length is bounded.
                clauses.append(Clause(part, sep, ",", line, first, key))
                part, sep, first, key = [], ",", False, ""
            if atom.c == "DASH" and not key and len(part) in (2, 3) and atom.v != "tight":
                key = _key(part[:-1])
            continue
        mark = atom.v
        after = atoms[i + 1] if i + 1 < n else None
        if mark == ":" and part and after is not None:
            if not key:
                key = _key(part)
            if key and after.v != "\n":
                part = [a for a in part if a.c != "K"]  # "Сумма сделки: …" names no deal of its own
                continue
            # "Вчера не отправил: 12 звонков" does not say that there were none.
            numbers = "NOT" in {a.c for a in part} or any(a.c in ("NUM", "PAIR", "RANGE") for a in part)
            if after.c in ("NUM", "PAIR", "RANGE") and not numbers:
                nxt = atoms[i + 2] if i + 2 < n else None
                heading = (
                    any(a.c == "K" and a.v in _LISTED for a in part)
                    and nxt is not None
                    and _item(atoms, i + 1)
                )
                if not heading:
                    continue
        if part:
            clauses.append(Clause(part, sep, mark, line, first, key))
            clauses[-1].closed = closed
            first = False
            part, key = [], ""
            sep, closed = mark, mark == ")"
        elif mark == "\n" or not (sep in ("\n", ":", "(") and mark in ",;|.*"):
            sep = mark if mark != ")" or sep != "(" else sep
            closed = closed or mark == ")"
        if mark == "\n":
            line += 1
            first = True
            sep = "\n"
    if part:
        clauses.append(Clause(part, sep, "", line, first, key))
        clauses[-1].closed = closed
    return clauses


_LISTED = frozenset({"deal", "refund", "invoice", "proposal"})


def _item(atoms: Sequence[Atom], i: int) -> bool:
    """Whether "Сделки: 45к Ромашка, …" begins with an amount and a name, not with a count."""
    return atoms[i].c == "NUM" and atoms[i].v.unit and i + 1 < len(atoms) and atoms[i + 1].c == "NAME"


def _key(part: Sequence[Atom]) -> str:
    """The card key that these atoms are, "" when they are none ("Тип клиента" is a key, "3 клиента" is not)."""
    if len(part) > 3 or any(
        a.c in ("NUM", "K", "KV", "NAME", "RV", "NEWADJ", "FIRST", "OLDADJ", "P") for a in part[:-1]
    ):
        return ""
    for atom in part:
        for key in ("SKEY", "DKEY", "IKEY", "AKEY", "CKEY"):
            if key in atom.cats and atom.form not in ("p", "g"):
                return key
    return ""
