"""What one clause says: kinds with their counts, sums, names and marks; no memory of other clauses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from services.parsing.atoms import Atom
from services.parsing.clauses import Clause
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
_NEVER_CLIENT = frozenset(
    "меня нас него них нее клиента клиентов руководства банка лида сайта себя вас рекламы нуля".split()
)
_SMALL_SINGULAR = 20


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


def _anchors(atoms: Sequence[Atom]) -> list[int]:
    """Indexes of the atoms that name a kind; a verb beside its noun is not one more."""
    nouns = [i for i, a in enumerate(atoms) if a.c == "K"]
    verbs = [i for i, a in enumerate(atoms) if a.c == "KV"]
    if not nouns and not verbs:
        signed = [i for i, a in enumerate(atoms) if a.c == "SIGN"]
        if signed:
            return signed[:1]
        renewed = [
            i
            for i, a in enumerate(atoms)
            if a.c == "OLDADJ" and a.t[:5] in ("продл", "проло", "renew", "повто")
        ]
        sums = any(a.c == "NUM" and (a.v.unit or a.v.value >= 1000) for a in atoms)
        return renewed[:1] if renewed and sums else []
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
            if atoms[i].t.isascii():
                kept[-1] = i
            continue
        if before is not None and before.c == "P":
            after = atoms[i + 1] if i + 1 < len(atoms) else None
            numbered = after is not None and after.c in ("NUM", "PAIR") and before.t in ("по", "on")
            if not numbered:
                continue
        kept.append(i)
    return kept


def _role(atoms: Sequence[Atom], i: int) -> str:
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


def _pairs(atoms: Sequence[Atom], anchors: Sequence[int], plain: Sequence[int]) -> dict[int, int]:
    """Which count belongs to which kind: number first or noun first, whichever leaves no orphan."""
    taken: dict[int, int] = {}
    marks = sorted([(i, True) for i in anchors] + [(i, False) for i in plain])
    free = {i for i, kind in marks if not kind}
    for position, (i, is_kind) in enumerate(marks):
        if not is_kind:
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


def _agrees(atoms: Sequence[Atom], number: int, noun: int) -> bool:
    whole = atoms[number].v.whole
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
    return not any(a.c in ("GOODS", "NAME", "NOTSAME", "PLAN", "LOST", "P", "X") and not (a.c == "P" and a.t in ("по", "with", "for", "с"))
                   for a in between) and not any(a.c in ("NAME",) for a in between)  # fmt: skip


def read(clause: Clause, *, in_list: bool) -> list[Fact]:
    """The facts of a clause, at least one; the first also holds what stands before any kind."""
    atoms = clause.atoms
    has = clause.has
    if "DERIV" in has:
        cut = next(i for i, a in enumerate(atoms) if a.c == "DERIV")
        # "40 звонков конверсия 20%": what stands before the derived figure stays.
        atoms = atoms[:cut] if not (cut and atoms[cut - 1].c in ("K", "NUM") and cut == 1) else []
    anchors = _anchors(atoms)
    roles = {i: _role(atoms, i) for i, a in enumerate(atoms) if a.c == "NUM"}
    pairs_at = [i for i, a in enumerate(atoms) if a.c == "PAIR"]
    pairs_at += [i for i, a in enumerate(atoms) if a.c == "RANGE"]
    countable = [
        i for i, role in roles.items() if role in ("plain", "client") and atoms[i].v.whole is not None
    ] + pairs_at
    countable.sort()
    taken = _pairs(atoms, anchors, countable) if anchors else {}
    starts = [min(i, taken.get(i, i)) for i in anchors]
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
                _count(fact, atoms, anchors[index], count)
            elif any(a.c == "NONE" for a in part) and fact.form in ("g", "p") and not fact.verb:
                fact.counted, fact.zero = 0, True
        for i in range(begin, end):
            if i in roles and i not in taken.values():
                _sum(fact, atoms, i, roles[i])
            elif atoms[i].c == "PAIR" and i not in taken.values():
                _loose_pair(fact, atoms[i], any(a.c == "PF" and a.v == "plan" for a in atoms))
            elif atoms[i].c == "RANGE" and i not in taken.values():
                fact.orphans.append(atoms[i])
                fact.doubts.append("alternatives")
            elif atoms[i].c == "EACH" and fact.each is None and fact.money:
                fact.each = fact.money.pop()
            elif atoms[i].c == "MONTHLY":
                fact.doubts.append("arithmetic")
        _clients(fact, atoms, begin, end, anchors[index] if anchors else -1)
        if part:
            fact.span = (part[0].s, part[-1].e)
        facts.append(fact)
        begin = end
    return facts


def _name_kind(fact: Fact, anchor: Atom, atoms: Sequence[Atom], clause: Clause) -> None:
    fact.kind = anchor.v if anchor.c in ("K", "KV") else "deal"
    fact.sort = anchor.sort if anchor.c in ("K", "KV") else "deal"
    fact.verb = anchor.c in ("KV", "SIGN")
    fact.form = "" if fact.verb else anchor.form
    fact.noun = anchor.t
    fact.subject = anchor.form if fact.verb else ""
    if fact.kind == "invoice" and any(a.c == "KV" and a.sort == "pay" for a in atoms):
        fact.kind, fact.sort = "deal", "pay"  # a paid invoice is a payment


def _count(fact: Fact, atoms: Sequence[Atom], anchor: int, at: int) -> None:
    atom = atoms[at]
    plan_first = any(a.c == "PF" and a.v == "plan" for a in atoms)
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
    if shared.unit or (shared.value >= 1000 and fact.kind in MONEY_KINDS):
        fact.money.append(shared)
    else:
        fact.counted = shared.whole
        if fact.counted is None:
            fact.doubts.append("number")


def _loose_pair(fact: Fact, atom: Atom, plan_first: bool) -> None:
    first, last, how, _ = atom.v
    if fact.kind and fact.counted is not None:
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
        fact.orphans.append(atoms[i])


_WEIGHTS = {"legal": 3, "quoted": 2, "capital": 2, "start": 1}


def _clients(fact: Fact, atoms: Sequence[Atom], begin: int, end: int, anchor: int) -> None:
    """Names with positive evidence: (name, weight); 3 for a preposition or a legal form."""
    for i in range(begin, end):
        atom = atoms[i]
        before = atoms[i - 1] if i else None
        if before is not None and before.c in ("CKEY", "FILL") and i > 1:
            before = atoms[i - 2] if atoms[i - 2].c == "P" else before
        after = atoms[i + 1] if i + 1 < len(atoms) else None
        if (
            atom.c == "W"
            and before is not None
            and before.t in ("от", "from", "у")
            and anchor >= 0
            and i > anchor
        ):
            if (
                len(atom.t) > 2
                and atom.t not in _NEVER_CLIENT
                and atom.t.isalpha()
                and not adjectival(atom.t)
            ):
                fact.clients.append((atom.t, 3))
            continue
        if atom.c != "NAME":
            continue
        weight = _WEIGHTS[atom.form]
        if before is not None and before.c == "P":
            if "c" not in before.v and before.t != "at":
                continue
            weight = 3
        elif before is not None and before.c in ("PROD", "GOODS") and atom.form != "legal":
            continue
        if atom.form == "start":
            if after is None or after.c in ("NUM", "DASH", "OLDADJ", "PAIR", "K", "DATE", "NEWADJ", "SPAN"):
                if atom.t.casefold() in _OPENERS or (
                    after is not None and after.c == "K" and _describes(atom.t)
                ):
                    continue
            elif after.c in ("KV", "RV", "BOOK", "SIGN"):
                if _describes(atom.t):
                    continue
                if not _bought(after, atoms, i):
                    fact.doubts.append("whole-team")
                    continue
            else:
                continue
        fact.clients.append((atom.v, weight))


def _bought(verb: Atom, atoms: Sequence[Atom], at: int) -> bool:
    """Whether the name before the verb is the client ("Acme paid", "Вектор закрыт"), not a colleague who sold."""
    if verb.c == "KV" and verb.form == "client":
        return True
    if verb.c == "KV" and (
        verb.t[-1:] in "тн" or verb.t.endswith(("та", "на", "ты", "ны", "но", "то")) or verb.t.endswith("ли")
    ):
        return not any(a.c in ("NAME", "K") for a in atoms[at + 2 :])
    if verb.c == "KV" and verb.t in ("closed", "won", "sold"):
        return not any(a.c in ("NAME", "K") for a in atoms[at + 2 :]) and any(
            a.c == "NUM" and a.v.unit for a in atoms
        )
    return verb.c == "SIGN"


def _describes(word: str) -> bool:
    """Whether a word that opens a sentence looks like an adjective, adverb or verb rather than a name."""
    low = word.casefold()
    if " " in low:
        return False
    if low.isascii():
        return low.endswith(("ly", "ing", "ed")) or low in _OPENERS
    return low in _OPENERS or low.endswith(
        (
            "ный",
            "ная",
            "ные",
            "ное",
            "ская",
            "ский",
            "ившись",
            "но",
            "лся",
            "лась",
            "лись",
            "ую",
            "ать",
            "ить",
            "еть",
        )
    )


_OPENERS = frozenset(
    "thanks thank off please sorry look see guys folks everyone morning evening afternoon no yes well so then still now spasibo "
    "спасибо друзья ребята господа кстати вообще короче блин жаль увы смотри смотрите внимание важно срочно пока потом дальше "
    "опять снова ждите держите ловите принимайте плюсую минус ничего нормально ладно хорошо плохо ну вот here there congrats "
    "поздравляю поздравляем молодцы красавцы огонь бинго йес win хах ахах мы я он она они оно it its that's this those these "
    "вы ты наконец today yes yep nope after before during when while since because despite total deal kudos props "
    "шеф босс босу boss chief team all hot new just our my your one big best worst first last next busy quiet slow crazy".split()
)
_ZERO = Decimal(0)
