"""One kind told by one clause, with all that the clause says of it."""

from __future__ import annotations

from services.parsing.atoms import Atom
from services.parsing.numbers import Num


class Fact:
    """One kind in one clause (or none): count, sums, names and what was odd about them."""

    __slots__ = ("clients", "counted", "doubts", "each", "form", "goods", "kind", "money", "noun", "orphans", "plan_only",
                 "sort", "span", "subject", "verb", "zero")  # fmt: skip

    def __init__(self) -> None:
        self.kind = ""
        self.sort = ""
        self.form = ""
        self.noun = ""
        self.verb = False
        self.subject = ""
        self.counted: int | None = None
        self.zero = False
        self.plan_only = False
        self.money: list[Num] = []
        self.each: Num | None = None
        self.goods: int | None = None
        self.clients: list[tuple[str, int]] = []
        self.orphans: list[Atom] = []
        self.doubts: list[str] = []
        self.span = (0, 0)
