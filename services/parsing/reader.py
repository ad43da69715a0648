"""Clause after clause with a memory: sections, plans, lost deals, and the entry that is being told."""

from __future__ import annotations

from datetime import date

from services.parsing.atoms import Atom
from services.parsing.clauses import Clause
from services.parsing.drafts import Draft, from_fact, join
from services.parsing.facts import Fact, read
from services.parsing.numbers import Num
from services.parsing.vocabulary import MONEY_KINDS

_SENTENCE_ENDS = frozenset(".?;|\n")
_NEUTRAL = frozenset({"FILL", "DATE", "FIRST", "NEWADJ", "OLDADJ", "RV", "FACT", "DASH", "NAME", "TIME", "ORD", "WAS", "CKEY", "KV", "SIGN", "TOTAL", "EACH"})  # fmt: skip
_BEEN = frozenset("было были был была будет were was".split())
_MET = frozenset({"meeting", "demo", "call", "contact"})
_BOOKABLE = frozenset({"meeting", "demo"})


class Reader:
    """Reads the clauses of one message and keeps drafts, totals and doubts."""

    def __init__(self, text: str, today: date, skipped: set[int]) -> None:
        self.text = text
        self.today = today
        self.skipped = skipped
        self.drafts: list[Draft] = []
        self.totals: list[tuple[Num, int, int]] = []  # sum, line, clause
        self.doubts: list[str] = []
        self.unknown: list[tuple[str, bool]] = []  # piece, whether it names something of a sales report
        self.dates: dict[
            int, list[tuple[int, tuple[str, int, int, int], bool]]
        ] = {}  # line -> (clause, day, after "за")
        self.cur: Draft | None = None
        self.pending: list[tuple[Fact, int, int, bool | None]] = []
        self.section = "fact"
        self.plan = False  # until the end of the line
        self.plan_bracket = False
        self.lost = False
        self.booked = False
        self.subset = False
        self.total = False
        self.stale = False  # the line before was a plan with content
        self.flag: bool | None = None
        self.contact: tuple[str, int, int, int] | None = None
        self.card_client: list[tuple[str, int]] = []

    def run(self, clauses: list[Clause]) -> None:
        questions = _questions(clauses)
        line = -1
        for order, clause in enumerate(clauses):
            if clause.line != line:
                line = clause.line
                self._new_line(clause)
            if order in self.skipped or order in questions:
                continue
            self._clause(clause, order, clauses[order + 1] if order + 1 < len(clauses) else None)
        self._flush()

    def _new_line(self, clause: Clause) -> None:
        self._flush()
        self.stale = self.plan and self.section != "plan"
        self.plan = self.plan_bracket = self.lost = self.booked = self.subset = self.total = False
        self.flag = None
        if self.cur is not None and self.cur.dead and not self.cur.header:
            self.cur = None

    def _flush(self) -> None:
        """Names and sums that met no kind in their line."""
        if len(self.pending) == 2:
            (one, *_), (two, *_) = self.pending
            if bool(one.clients) != bool(two.clients) and not (one.money and two.money):
                # "Ромашка, 45к" without a word of what it is.
                one.clients, one.money, one.each = (
                    one.clients or two.clients,
                    one.money or two.money,
                    one.each or two.each,
                )
                one.goods = one.goods if one.goods is not None else two.goods
                self.pending = self.pending[:1]
        for fact, _line, _order, _flag in self.pending:
            if (fact.money or fact.each) and (fact.clients or "part-payment" in fact.doubts):
                draft = from_fact(fact, _line, _order)
                draft.kind, draft.sort, draft.flag = "deal", "deal", _flag
                draft.doubts.append("kind")
                self.drafts.append(draft)
            elif fact.money:
                self.unknown.append((self.text[fact.span[0] : fact.span[1]].strip(), False))
                self.doubts.extend(d for d in fact.doubts if d in ("preposition", "limit"))
        self.pending = []

    def _clause(self, clause: Clause, order: int, following: Clause | None) -> None:
        has = clause.has
        atoms = clause.atoms
        heading = (
            clause.end in (":", "\n", "") and not has & {"NUM", "PAIR", "NAME", "K", "KV"} and clause.first
        )
        heading = heading and (clause.end == ":" or following is None or following.line > clause.line)
        if self.plan_bracket and clause.sep == ")":
            self.plan = self.plan_bracket = False
        if self._mode(clause, order, heading, following):
            return
        if clause.key and self._card(clause, order):
            return
        self._marks(clause, order)
        if has & {"FACT", "RV", "KV", "DATE"} and not self.plan:
            self.stale = False
        if clause.sep in _SENTENCE_ENDS and not clause.first:
            self.subset = self.booked = False
            if clause.sep != "." or "K" in has or "KV" in has:
                self.lost = False
        if "SUBSET" in has:
            self.subset = True
        flag = _flag(atoms)
        if self.lost and clause.sep != ":" and has & {"K", "KV"} and "LOST" not in has:
            self.lost = False
        facts = read(clause, in_list=self.cur is not None and self.cur.many)
        if "LOST" in has:
            self._lost(clause, facts)
        for fact in facts:
            if fact.kind:
                self._kind(fact, clause, order, flag)
            else:
                self._loose(fact, clause, order, flag)
            if fact.orphans:
                self._orphans(fact, clause)
        if "BOOK" not in has and has & {"RV", "KV"}:
            self.booked = False

    def _mode(self, clause: Clause, order: int, heading: bool, following: Clause | None) -> bool:
        """Plan or fact; true when the clause is only that."""
        has, atoms = clause.has, clause.atoms
        ahead = any(a.c == "DATE" and ((a.v[0] == "rel" and a.v[1] > 0) or a.v[0] == "wdnext") for a in atoms)
        planned = "PLAN" in has or ahead or "IKEY" in has and clause.key == "IKEY" and False
        fact = "FACT" in has or (has & {"RV"} and not planned)
        here = any(
            a.c == "DATE" and a.v[0] != "wdnext" and not (a.v[0] == "rel" and a.v[1] > 0) for a in atoms
        )
        if heading:
            if planned and not ("FACT" in has and "NUM" not in has and not ahead and _done_plan(atoms)):
                if clause.end == ":" and following is not None and following.line == clause.line:
                    self.plan = True
                else:
                    self.section = "plan" if clause.end == ":" or len(atoms) <= 3 else self.section
                    self.plan = self.section == "plan"
                self.cur = None
                return True
            if fact or here or clause.end == ":":
                if clause.end == ":" or fact or here:
                    self.section = "fact"
                    self.plan = False
                if not (here and has <= {"DATE", "P", "FILL", "DASH"}) and "TOTAL" in has:
                    self.total = True
            return False
        if planned:
            numbered = "NUM" in has
            told = "K" in has or "KV" in has
            lone = not told and has <= {"PLAN", "NUM", "FILL", "DASH", "P", "PCT", "PF", "FACT", "PAIR"}
            local = numbered and (lone or _plan_after_kind(atoms)) or "FACT" in has
            if local and not ahead:
                return False
            self.plan = True
            self.plan_bracket = clause.sep == "("
        elif self.plan and (fact or (here and not heading) or ("KV" in has and not _planned_verb(atoms))):
            self.plan = False
        if (
            self.section == "plan"
            and clause.first
            and ("FACT" in has or (has & {"RV", "KV"} and not planned))
        ):
            self.section = "fact"
        return False

    def _card(self, clause: Clause, order: int) -> bool:
        """A line of a card: "Клиент: …", "Сумма: …"; true when nothing else is to be read from it."""
        if clause.key == "IKEY":
            self.section = "fact" if clause.first else self.section
            return True
        if clause.key in ("SKEY", "DKEY"):
            self._marks(clause, order)
            flag = _flag(clause.atoms)
            if flag is not None:
                if self.cur is not None:
                    self.cur.flag = flag
                else:
                    self.flag = flag
            return True
        if clause.key == "CKEY":
            name = _card_name(clause, self.text)
            if name:
                kinds = any(a.c in ("K", "KV") for a in clause.atoms)
                if kinds:
                    return False
                cur = self.cur
                if (
                    cur is None
                    or cur.dead
                    or cur.clients
                    or (cur.money and not cur.implicit and cur.line != clause.line)
                ):
                    if cur is not None and cur.dead and not cur.clients:
                        pass
                    else:
                        cur = Draft("deal", "deal", clause.line, order)
                        cur.implicit = True
                        cur.dead = self._dead()
                        self.drafts.append(cur)
                        self.cur = cur
                cur.clients = [(name, 3)]
                flag = _flag(clause.atoms)
                cur.flag = flag if flag is not None else cur.flag
                numbers = [a.v for a in clause.atoms if a.c == "NUM" and a.v.unit]
                if numbers and not cur.money and cur.kind in MONEY_KINDS:
                    cur.money = numbers
                return True
        return False

    def _dead(self) -> str:
        if self.plan or self.section == "plan":
            return "plan"
        return "lost" if self.lost else "booked" if self.booked else ""

    def _marks(self, clause: Clause, order: int) -> None:
        """Days and first contacts that the clause tells."""
        planned = self.plan or self.section == "plan"
        for i, atom in enumerate(clause.atoms):
            if atom.c == "DATE" and not planned:
                before = clause.atoms[i - 1].t if i else ""
                if before in ("до", "к", "by", "until", "till", "due", "не"):
                    continue
                if atom.v[0] == "doubt":
                    self.doubts.append("date")
                self.dates.setdefault(clause.line, []).append((order, atom.v, before in ("за", "for")))
            elif atom.c == "DAYS" and not planned:
                self.doubts.append("whole-week")
            elif atom.c == "FC":
                if self.cur is not None and self.cur.kind == "deal" and not self.cur.dead:
                    self.cur.first_contact = atom.v
                else:
                    self.contact = atom.v

    def _lost(self, clause: Clause, facts: list[Fact]) -> None:
        self.lost = True
        if not any(f.kind or f.money or f.clients or f.orphans for f in facts):
            # "Бета 300к — отвал", "сделка с Бетой, отвал": the mark follows what it tells of.
            if self.pending:
                self.unknown += [
                    (self.text[f.span[0] : f.span[1]].strip(), True) for f, *_ in self.pending if f.money
                ]
                self.pending = []
            elif (
                self.cur is not None
                and self.cur.line == clause.line
                and self.cur.kind == "deal"
                and clause.end != ":"
            ):
                self.cur.dead = "lost"
        elif not any(f.kind for f in facts):
            self.cur = None

    def _kind(self, fact: Fact, clause: Clause, order: int, flag: bool | None) -> None:
        atoms = clause.atoms
        has = clause.has
        draft = from_fact(fact, clause.line, order)
        draft.header = clause.end in (":", "(") or (
            clause.end == "\n" and fact.form in ("p", "g") and fact.counted is None
        )
        dead = self._dead()
        if "BOOK" in has and fact.kind in (*_MET, "proposal", "invoice", "deal"):
            dead = dead or "booked"
            kind_at = next((i for i, a in enumerate(atoms) if a.c == "K"), 0)
            self.booked = any(a.c == "BOOK" for a in atoms[:kind_at])
        elif self.booked and fact.kind in _BOOKABLE and not has & {"RV", "KV"}:
            if clause.sep != "и":
                draft.doubts.append("booked")
            dead = dead or "booked"
        elif self.booked and fact.kind not in _BOOKABLE:
            self.booked = False
            dead = "" if dead == "booked" else dead
        if "NOTDONE" in has:
            dead = dead or "neg"
        if "NOT" in has and not fact.zero:
            if (
                fact.form in ("g", "p")
                and any(a.t in _BEEN for a in atoms)
                and fact.counted is None
                and not fact.money
            ):
                draft.counted = 0
            elif fact.counted != 0:
                dead = dead or "neg"
        draft.dead = dead
        draft.total = self.total or "TOTAL" in has
        draft.subset = self.subset
        if self.subset and self.cur is not None and fact.kind == self.cur.kind:
            return
        if self.stale and not dead and not has & {"RV", "KV", "FACT"} and not self.dates.get(clause.line):
            draft.doubts.append("plan")
        bare = draft.counted is None and not draft.money and draft.each is None
        if draft.counted is None and "PLAN" in has and fact.plan_only and bare:
            draft.weak = True
        elif bare:
            draft.weak = not _told(fact, atoms, clause)
            if not draft.weak and "TIME" in has and not has & {"RV", "KV"} and fact.kind in _MET:
                draft.doubts.append("plan")
        if (
            "TOTAL" in has
            and fact.kind == "deal"
            and draft.counted is None
            and draft.money
            and not draft.clients
        ):
            self.totals += [(m, clause.line, order) for m in draft.money] if not dead else []
            return
        self._adopt(draft, fact)
        if flag is not None:
            draft.flag = flag
        if self.contact is not None and draft.kind == "deal" and not dead:
            draft.first_contact, self.contact = self.contact, None
        if any(a.c == "APPROX" for a in atoms) and not dead:
            _approximate(draft, atoms)
        self.drafts.append(draft)
        self.cur = draft

    def _adopt(self, draft: Draft, fact: Fact) -> None:
        """Take in what stood before the kind in its line: "New client Kestrel Inc: sale $2,400"."""
        if self.flag is not None and draft.flag is None:
            draft.flag, self.flag = self.flag, None
        kept = []
        for item in self.pending:
            before, _line, _order, flag = item
            takes_money = draft.kind in MONEY_KINDS
            if before.money and (not takes_money or draft.money):
                kept.append(item)
                continue
            if before.clients and draft.clients and before.clients[0][0] != draft.clients[0][0]:
                if before.money:
                    kept.append(item)
                continue
            if (
                before.clients
                and not draft.clients
                and (draft.kind in MONEY_KINDS or draft.counted in (None, 1))
            ):
                draft.clients = before.clients[:1]
                draft.weak = False
            if before.money:
                draft.money, draft.weak = list(before.money), False
            draft.doubts += before.doubts
            draft.goods = draft.goods if draft.goods is not None else before.goods
            draft.each = draft.each or before.each
            draft.flag = flag if draft.flag is None else draft.flag
        self.pending = kept

    def _loose(self, fact: Fact, clause: Clause, order: int, flag: bool | None) -> None:
        """A clause without a kind: it completes the open draft, or waits for one."""
        has = clause.has
        cur = self.cur
        if has & {"SUBSET", "DERIV"} or self.subset:
            fact.orphans = []
            return
        if self._answers(fact, clause, order):
            return
        total = "TOTAL" in has or self.total
        amount = "AKEY" in has and not any(
            a.c == "AKEY" and i and clause.atoms[i - 1].c == "P" for i, a in enumerate(clause.atoms)
        )
        if fact.money and (total or amount) and not self._dead():
            if (
                amount
                and not total
                and cur is not None
                and cur.kind in MONEY_KINDS
                and not cur.money
                and not cur.parts
                and not cur.many
            ):
                cur.money += fact.money
                cur.doubts += fact.doubts
                cur.weak = False
                return
            self.totals += [(m, clause.line, order) for m in fact.money]
            self.doubts += [d for d in fact.doubts if d != "money-without-unit"]
            return
        if not _clean(clause) and not fact.money:
            fact.clients = [c for c in fact.clients if c[1] >= 3 and _clean(clause, strict=False)]
        if flag is not None:
            if cur is not None and cur.line == clause.line:
                (cur.parts[-1] if cur.parts else cur).flag = flag
            else:
                self.flag = flag
        if not (fact.money or fact.clients or fact.each or fact.goods is not None):
            return
        dead = self._dead()
        if dead and (cur is None or cur.dead != dead):
            if fact.money and dead == "lost":
                self.unknown.append((self.text[fact.span[0] : fact.span[1]].strip(), True))
            return
        usable = (
            cur is not None
            and (cur.kind in MONEY_KINDS or not fact.money)
            and not (cur.line != clause.line and not self._continues(fact))
        )
        if cur is not None and usable:
            sibling = join(cur, fact, clause.sep, clause.line, order)
            if cur.money or cur.clients or cur.parts:
                cur.weak = (
                    cur.weak and cur.kind not in MONEY_KINDS and cur.form in ("p", "g") and not cur.parts
                )
            if sibling is not None:
                sibling.flag = flag
                self.drafts.append(sibling)
                self.cur = sibling
            return
        if "PART" in has and fact.money:
            fact.doubts.append("part-payment")
        self.pending.append((fact, clause.line, order, flag))

    def _continues(self, fact: Fact) -> bool:
        """Whether a new line may go on telling the open draft."""
        cur = self.cur
        if cur is None:
            return False
        if cur.header or cur.parts or cur.implicit or cur.weak:
            return True
        if fact.money and fact.clients:
            return True
        return bool((fact.money and not cur.money) or (fact.clients and not cur.clients))

    def _answers(self, fact: Fact, clause: Clause, order: int) -> bool:
        """Numbers that take the noun of the phrase before: "план 50 факт 43", "сделал 35", "28/40"."""
        has = clause.has
        cur = self.cur
        plain = [a for a in fact.orphans if a.c == "NUM" and a.v.whole is not None and not a.v.unit]
        plan_fact = "PF" in has or (fact.plan_only and "FACT" in has)
        if fact.plan_only and not plain and fact.counted is None and not fact.money:
            fact.orphans = []
            return True
        count = fact.counted if fact.counted is not None else plain[-1].v.whole if len(plain) == 1 else None
        if count is None or fact.clients:
            return False
        from_pair = fact.counted is not None
        again = "DATE" in has and cur is not None and cur.line == clause.line and cur.kind not in MONEY_KINDS
        if not (
            again
            or plan_fact
            or from_pair
            or "FACT" in has
            or "RV" in has
            or "BOOK" in has
            or (cur is not None and cur.weak and cur.header)
        ):
            return False
        if cur is None or (cur.line != clause.line and not cur.weak):
            if plan_fact or from_pair:
                if not self._dead() and (plan_fact or "of" not in has):
                    self.doubts.append("kind")
                fact.orphans = []
                return True
            return False
        fact.orphans = []
        dead = "booked" if "BOOK" in has else self._dead()
        if cur.counted is None and not cur.money and (not cur.dead or cur.dead == dead):
            cur.counted, cur.weak = count, False
            cur.dead = cur.dead or dead
        else:
            draft = Draft(cur.kind, cur.sort, clause.line, order)
            draft.counted, draft.dead, draft.span = count, dead, fact.span
            if not cur.dead and not dead and not again:
                draft.doubts.append("alternatives")
            self.drafts.append(draft)
            self.cur = draft
        if count >= 1000 and cur.kind in MONEY_KINDS:
            self.doubts.append("money-without-unit")
        return True

    def _orphans(self, fact: Fact, clause: Clause) -> None:
        dead = self._dead()
        if dead == "plan" or self.subset or "DERIV" in clause.has:
            return
        cur = self.cur
        for atom in fact.orphans:
            if atom.c == "NUM" and atom.v.doubt == "preposition":
                self.doubts.append("preposition")
            bare = atom.c == "NUM" and not atom.v.unit and atom.v.value < 1000
            wants = (
                cur is not None
                and not cur.dead
                and cur.kind in ("deal", "refund")
                and not cur.money
                and not cur.parts
                and cur.each is None
            )
            if bare and cur is not None and wants and cur.line == clause.line and not _bound(clause, atom):
                if not (cur.counted is not None and cur.counted != 1 and not cur.clients):
                    cur.doubts.append("money-without-unit")
        named = bool(
            clause.has & {"NOTSAME", "BOOK", "LOST", "K", "KV", "NOTDONE", "CKEY", "RANGE"}
        ) or dead in ("lost", "booked")
        first, last = clause.atoms[0], clause.atoms[-1]
        short = len(clause.atoms) <= 4
        self.unknown.append(
            (self.text[first.s : last.e].strip(), named and short or dead in ("lost", "booked"))
        )


def _bound(clause: Clause, number: Atom) -> bool:
    at = clause.atoms.index(number)
    after = clause.atoms[at + 1] if at + 1 < len(clause.atoms) else None
    before = clause.atoms[at - 1] if at else None
    return (after is not None and after.c in ("W", "NOTSAME", "PROD", "GOODS", "CKEY", "DUR")) or (
        before is not None and before.c in ("NOTSAME", "PROD", "IKEY", "W")
    )


def _told(fact: Fact, atoms: list[Atom], clause: Clause) -> bool:
    """Whether a kind without a number is told as done: a verb, or a client right with the noun."""
    at = next(
        (i for i, a in enumerate(atoms) if a.c in ("K", "KV", "SIGN", "OLDADJ") and a.t == fact.noun), 0
    )
    lead = atoms[:at]
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


def _approximate(draft: Draft, atoms: list[Atom]) -> None:
    for i, atom in enumerate(atoms):
        if atom.c == "APPROX":
            near = atoms[max(0, i - 1) : i + 3]
            if any(a.c in ("NUM", "PAIR") for a in near) or any(a.c == "K" for a in atoms[i + 1 : i + 3]):
                draft.doubts.append("approximate")
                draft.weak = False


def _clean(clause: Clause, *, strict: bool = True) -> bool:
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


def _flag(atoms: list[Atom]) -> bool | None:
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


def _questions(clauses: list[Clause]) -> set[int]:
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
            if asks or clause.end == "?":
                found.update(sentence)
            sentence = []
    return found


def _done_plan(atoms: list[Atom]) -> bool:
    return any(a.t.startswith(("выполн", "перевып")) for a in atoms)


def _plan_after_kind(atoms: list[Atom]) -> bool:
    """ "Звонков план 40": the plan's number belongs to the kind before it."""
    plan = next((i for i, a in enumerate(atoms) if a.c == "PLAN"), -1)
    kind = next((i for i, a in enumerate(atoms) if a.c == "K"), len(atoms))
    return -1 < kind < plan and any(a.c == "NUM" for a in atoms[plan + 1 : plan + 4])


def _planned_verb(atoms: list[Atom]) -> bool:
    return any(a.c == "PLAN" for a in atoms)


def _card_name(clause: Clause, text: str) -> str:
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
