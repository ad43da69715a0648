"""Entries in the making: what has been said of one so far, and how further pieces join it."""

from __future__ import annotations

from services.parsing.fact import Fact
from services.parsing.numbers import Num
from services.parsing.vocabulary import MONEY_KINDS

Client = tuple[str, int]


class Draft:
    """One entry being gathered. ``dead`` says why it will not be recorded; it still takes its pieces in."""

    __slots__ = ("clients", "counted", "dead", "dot", "doubts", "each", "first_contact", "flag", "form", "goods", "header", "implicit",
                 "kind", "line", "money", "noun", "order", "parts", "sort", "span", "subset", "total", "verb", "weak")  # fmt: skip

    def __init__(self, kind: str, sort: str, line: int, order: int) -> None:
        self.kind, self.sort, self.line, self.order = kind, sort, line, order
        self.noun = ""
        self.form = ""
        self.verb = False
        self.counted: int | None = None
        self.goods: int | None = None
        self.each: Num | None = None
        self.money: list[Num] = []
        self.clients: list[Client] = []
        self.flag: bool | None = None
        self.first_contact: tuple[str, int, int, int] | None = None
        self.dead = ""
        self.doubts: list[str] = []
        self.parts: list[Draft] = []
        self.header = False
        self.implicit = False  # born of a card's "Сумма:", no kind named
        self.weak = False  # a kind was named, nothing said of it yet
        self.total = False
        self.subset = False
        self.dot = False
        self.span = (0, 0)

    @property
    def many(self) -> bool:
        """Whether several entries may follow: "Сделки:", "2 сделки"."""
        if self.counted is not None:
            return self.counted > 1
        return self.header and self.form in ("p", "g")

    def open_part(self, line: int, order: int) -> Draft:
        part = Draft(self.kind, self.sort, line, order)
        part.dead = self.dead
        self.parts.append(part)
        return part


def from_fact(fact: Fact, line: int, order: int) -> Draft:
    """A draft that begins with one clause's fact."""
    draft = Draft(fact.kind, fact.sort, line, order)
    draft.noun, draft.form, draft.verb = fact.noun, fact.form, fact.verb
    draft.counted, draft.goods, draft.each = fact.counted, fact.goods, fact.each
    draft.money = list(fact.money)
    draft.doubts = list(fact.doubts)
    draft.span = fact.span
    draft.clients = best_clients(fact, draft)
    return draft


def best_clients(fact: Fact, draft: Draft) -> list[Client]:
    """The client among the names of a clause: a preposition or legal form outweighs a bare capital."""
    names = fact.clients
    if len(names) < 2:
        return list(names)
    top = max(weight for _, weight in names)
    best = [name for name in names if name[1] == top]
    if len({name for name, _ in best}) > 1:
        draft.doubts.append("client")
    return best[:1]


def join(cur: Draft, fact: Fact, sep: str, line: int, order: int) -> Draft | None:
    """Add a clause without a kind to the open draft; returns a sibling when the clause tells the next one."""
    money, names = fact.money, best_clients(fact, cur)
    target = cur.parts[-1] if cur.parts else cur
    if fact.goods is not None and target.goods is None:
        target.goods = fact.goods
    if fact.each is not None:
        if target.each is not None:
            target.doubts.append("arithmetic")
        target.each = fact.each
    cur.doubts += fact.doubts
    if money and cur.kind not in MONEY_KINDS:
        return None
    if names and money:
        return _pair(cur, names, money, sep, line, order)
    if money:
        if cur.parts:
            if target.money:
                target = cur.open_part(line, order)
            target.money += money
        elif (cur.money and cur.counted is not None and cur.counted > 1 and len(cur.money) < cur.counted) or (
            cur.money and cur.header and cur.form in ("p", "g")
        ):
            cur.money += money
        else:
            cur.money += money
    elif names:
        _name(cur, names, line, order)
    return None


def _pair(cur: Draft, names: list[Client], money: list[Num], sep: str, line: int, order: int) -> Draft | None:
    if cur.parts or cur.many:
        part = cur.parts[-1] if cur.parts else None
        if part is None or part.clients or part.money:
            part = cur.open_part(line, order)
        part.clients, part.money = list(names), list(money)
        return None
    if not cur.money and not cur.clients:
        cur.clients, cur.money = list(names), list(money)
        return None
    same = {n.casefold() for n, _ in cur.clients} & {n.casefold() for n, _ in names}
    if not cur.money and same:
        cur.money = list(money)
        return None
    if cur.money and not cur.clients and cur.money[0].value == money[0].value:
        cur.clients = list(names)
        return None
    if same or not cur.money or (cur.money and not cur.clients) or cur.counted == 1:
        cur.doubts.append("alternatives")
    sibling = Draft(cur.kind, cur.sort, line, order)
    sibling.clients, sibling.money, sibling.dead = list(names), list(money), cur.dead
    sibling.noun, sibling.verb = cur.noun, cur.verb
    return sibling


def _name(cur: Draft, names: list[Client], line: int, order: int) -> None:
    if cur.parts:
        part = cur.parts[-1]
        if part.clients:
            part = cur.open_part(line, order)
        part.clients = list(names)
    elif cur.many and cur.header:
        cur.open_part(line, order).clients = list(names)
    elif not cur.clients:
        if cur.kind in MONEY_KINDS or cur.counted in (None, 1):
            cur.clients = list(names)
    elif cur.clients[0][0].casefold() != names[0][0].casefold():
        cur.doubts.append("client")
