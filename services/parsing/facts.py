"""What one clause says: kinds with their counts, sums, names and marks; no memory of other clauses."""

from __future__ import annotations

from collections.abc import Sequence

from services.parsing import clients, counts
from services.parsing.atoms import Atom
from services.parsing.clauses import Clause
from services.parsing.fact import Fact
from services.parsing.numbers import Num
from services.parsing.vocabulary import MONEY_KINDS

_SMALL_SINGULAR = 20


def read(clause: Clause, *, plan_first: bool = False) -> list[Fact]:
    """The facts of a clause, at least one; the first also holds what stands before any kind."""
    atoms = clause.atoms
    has = clause.has
    if "DERIV" in has:
        cut = next(i for i, a in enumerate(atoms) if a.c == "DERIV")
        # "40 звонков конверсия 20%": what stands before the derived figure stays.
        atoms = atoms[:cut] if not (cut and atoms[cut - 1].c in ("K", "NUM") and cut == 1) else []
    anchors = counts.anchors(atoms)
    if not anchors and clause.end == ":" and "NUM" not in has:
        # "Продление: Север 60к": the heading names the deals below it.
        anchors = [
            i
            for i, a in enumerate(atoms)
            if a.c == "OLDADJ" and a.t.startswith(("продл", "проло", "renewal"))
        ][:1]
    plan_first = any(a.v == "plan" for a in atoms if a.c == "PF") or (plan_first and "PF" not in has)
    roles = {i: counts.role(atoms, i) for i, a in enumerate(atoms) if a.c == "NUM"}
    _pieces(atoms, anchors, roles)
    pairs_at = [i for i, a in enumerate(atoms) if a.c == "PAIR"]
    pairs_at += [i for i, a in enumerate(atoms) if a.c == "RANGE"]
    countable = [
        i for i, role in roles.items() if role in ("plain", "client") and atoms[i].v.whole is not None
    ] + pairs_at
    countable.sort()
    taken = counts.pairs(atoms, anchors, countable) if anchors else {}
    counted = set(taken.values())
    starts = [i - 1 if counts.denied(atoms, i) else min(i, taken.get(i, i)) for i in anchors]
    facts: list[Fact] = []
    bounds = [*starts[1:], len(atoms)] if starts else [len(atoms)]
    begin = 0
    for index, end in enumerate(bounds):
        fact = Fact()
        part = atoms[begin:end]
        if anchors:
            anchor = atoms[anchors[index]]
            _name_kind(fact, anchor, atoms, clause)
            count = taken.get(anchors[index])
            if count is not None:
                _count(fact, atoms, anchors[index], count, plan_first)
            elif any(a.c == "NONE" for a in part) and not fact.verb:
                same = fact.noun in ("кп", "ткп", "демо") and part[-1].c == "NONE"
                if same or fact.form in ("g", "p"):
                    fact.counted, fact.zero = 0, True
        for i in range(begin, end):
            if i in roles and i not in counted:
                _sum(fact, atoms, i, roles[i])
                if roles[i] == "money" and i and atoms[i - 1].t == "at" and (fact.counted or 0) > 1:
                    fact.doubts.append("arithmetic")  # "4 sales at $120": of each, or of all?
            elif atoms[i].c == "PAIR" and i not in counted:
                _loose_pair(fact, atoms[i], plan_first)
            elif atoms[i].c == "RANGE" and i not in counted:
                fact.orphans.append(atoms[i])
                fact.doubts.append("alternatives")
            elif atoms[i].c == "EACH" and fact.each is None and fact.money:
                fact.each = fact.money.pop()
            elif atoms[i].c == "MONTHLY":
                fact.doubts.append("arithmetic")
        clients.find(fact, atoms, begin, end, anchors[index] if anchors else -1)
        if (
            any(a.c == "PAIR" for a in part)
            and fact.money
            and fact.form == "s"
            and (fact.clients or fact.sort == "deal")
            and fact.counted is None
        ):
            fact.doubts.append("alternatives")  # "Сделка 40к/50к, Кедр": one deal has no plan
        if len(anchors) == 1:
            clients.lower_case(fact, atoms)
        if part:
            fact.span = (part[0].s, part[-1].e)
        facts.append(fact)
        begin = end
    return facts


def _pieces(atoms: Sequence[Atom], kinds: Sequence[int], roles: dict[int, str]) -> None:
    """ "звонков 20 шт" are calls; "продажа 3 шт по 15 000" are goods."""
    if len(kinds) != 1 or "price" in roles.values():
        return
    kind = atoms[kinds[0]]
    if kind.v in ("deal", "refund") and kind.form not in ("p", "g"):
        return
    for i, role in roles.items():
        if role == "goods" and atoms[i + 1].t.startswith(("шт", "pc", "piece")):
            roles[i] = "plain"


def _name_kind(fact: Fact, anchor: Atom, atoms: Sequence[Atom], clause: Clause) -> None:
    fact.kind = anchor.v if anchor.c in ("K", "KV") else "deal"
    fact.sort = anchor.sort if anchor.c in ("K", "KV") else "deal"
    fact.verb = anchor.c in ("KV", "SIGN")
    fact.form = "" if fact.verb else anchor.form
    fact.noun = anchor.t
    fact.subject = anchor.form if fact.verb else ""
    if fact.kind == "invoice" and any(a.c == "KV" and a.sort == "pay" for a in atoms):
        fact.kind, fact.sort = "deal", "pay"  # a paid invoice is a payment
    if fact.kind == "deal" and any(a.c == "KV" and a.v == "refund" for a in atoms):
        fact.kind, fact.sort = "refund", ""


def _count(fact: Fact, atoms: Sequence[Atom], anchor: int, at: int, plan_first: bool) -> None:
    atom = atoms[at]
    if atom.c == "PAIR":
        first, last, how, _ = atom.v
        _pair(fact, first, last, how, plan_first)
        return
    if atom.c == "RANGE":
        fact.doubts.append("alternatives")
        first, last = atom.v
        if last.unit or (last.value >= 1000 and fact.kind in MONEY_KINDS):
            fact.money.append(last)
        else:
            fact.counted = first.whole
        return
    num: Num = atom.v
    whole = num.whole
    fact.counted = whole
    if num.doubt:
        fact.doubts.append(num.doubt)
    if num.negative and fact.kind == "refund":
        fact.counted, fact.money = None, [num]
        return
    if fact.kind not in MONEY_KINDS or fact.sort == "own":
        return
    number_first = at < anchor
    if whole is not None and whole >= 1000:
        others = any(a.c == "NUM" and a is not atom and a.v.unit for a in atoms)
        if number_first and fact.form == "g":
            if not others:
                fact.doubts.append("money-without-unit")
        elif not others:
            fact.counted = None
            fact.money = [num]
        else:
            fact.doubts.append("alternatives")
    elif (
        whole is not None
        and not number_first
        and (fact.form == "s" or fact.verb)
        and whole >= _SMALL_SINGULAR
    ):
        fact.counted = None
        fact.money = [num]
        fact.doubts.append("money-without-unit")
    if fact.verb and fact.noun[:4] in ("прод", "sold") and whole is not None and not number_first:
        fact.doubts.append("goods")


def _pair(fact: Fact, first: Num, last: Num, how: str, plan_first: bool) -> None:
    """Fact / plan ("28/40"), or count / sum ("1 / 95 000 ₽")."""
    fact_num, plan_num = (last, first) if plan_first else (first, last)
    if how == "of" and first.unit and last.unit and fact.kind == "deal" and (fact.verb or fact.form == "s"):
        fact.doubts.append("part-payment")  # "Вектор оплатил 90к из 180к"
    if (
        fact.kind in MONEY_KINDS
        and not plan_first
        and how != "of"
        and not first.unit
        and first.whole is not None
    ):
        sum_like = last.unit or (last.value >= 1000 > first.value)
        bare = last.written if last.unit else last.value
        if sum_like and first.value * 10 < bare:
            fact.counted, fact.money = first.whole, [last]
            if first.value > 1 and how == "tight" and last.mult > 1:
                fact.doubts.append("alternatives")
            return
        if sum_like and first.value <= 10:
            fact.counted, fact.money = first.whole, [last]
            fact.doubts.append("alternatives")
            return
    shared = fact_num
    if not fact_num.unit and plan_num.unit:
        shared = Num(fact_num.value * plan_num.mult)
        shared.mult, shared.code = plan_num.mult, plan_num.code
    if shared.unit or (shared.value >= 1000 and (fact.kind in MONEY_KINDS or not fact.kind)):
        fact.money.append(shared)
    else:
        fact.counted = shared.whole
        if fact.counted is None:
            fact.doubts.append("number")


def _loose_pair(fact: Fact, atom: Atom, plan_first: bool) -> None:
    first, last, how, _ = atom.v
    if fact.kind and fact.counted is not None:
        if fact.kind in MONEY_KINDS:
            fact.doubts.append("alternatives")  # "2 сделки 120/150 тр"
        fact.orphans.append(atom)
        return
    _pair(fact, first, last, how, plan_first)


def _sum(fact: Fact, atoms: Sequence[Atom], i: int, role: str) -> None:
    num: Num = atoms[i].v
    if num.doubt:
        fact.doubts.append(num.doubt)
    if role == "plan":
        fact.plan_only = True
    elif role == "goods":
        whole = num.whole
        if fact.goods is not None and whole != fact.goods:
            fact.doubts.append("arithmetic")
        fact.goods = whole
    elif role == "price":
        if fact.each is not None:
            fact.doubts.append("arithmetic")
        fact.each = num
    elif role in ("money", "result"):
        fact.money.append(num)
    elif role == "small":
        fact.money.append(num)
        fact.doubts.append("money-without-unit")
    elif role == "plain" and num.value >= 1000:
        fact.money.append(num)
    else:
        if (
            fact.kind
            and fact.counted is not None
            and fact.kind not in MONEY_KINDS
            and i
            and (atoms[i - 1].c == "DASH" or (atoms[i - 1].c == "NUM" and num.whole is not None))
        ):
            fact.doubts.append("alternatives")  # "встреч 2 -> 3"
        fact.orphans.append(atoms[i])
