"""What is remembered from clause to clause: sections, plans, days, and the card being filled."""

from __future__ import annotations

from datetime import date

from services.parsing import dates, hints
from services.parsing.clauses import Clause
from services.parsing.drafts import Draft, from_fact
from services.parsing.fact import Fact
from services.parsing.numbers import Num
from services.parsing.vocabulary import MONEY_KINDS


class Memory:
    """The state of a reader, and the lines that only change it: headings, plans, cards, days."""

    def __init__(self, text: str, today: date, skipped: set[int]) -> None:
        self.text = text
        self.today = today
        self.skipped = skipped
        self.drafts: list[Draft] = []
        self.totals: list[tuple[Num, int, int]] = []  # sum, line, clause
        self.doubts: list[str] = []
        self.unknown: list[tuple[str, bool]] = []  # piece, whether it names something of a sales report
        self.dates: dict[
            int, list[tuple[int, tuple[str, int, int, int], bool, bool]]
        ] = {}  # line -> (clause, day, after "за", only of what follows)
        self.cur: Draft | None = None
        self.pending: list[tuple[Fact, int, int, bool | None]] = []
        self.section = "fact"
        self.plan = False  # until the end of the line
        self.plan_bracket = False
        self.lost = False
        self.booked = False
        self.subset = False
        self.total = False
        self.plan_first = False
        self.stale = False  # the line before was a plan with content
        self.flag: bool | None = None
        self.contact: tuple[str, int, int, int] | None = None
        self.part = self.renewal = False  # the line tells of a part payment, of a renewal
        self.told: set[str] = set()  # what stands in the clauses that are no plan

    def _mode(self, clause: Clause, order: int, heading: bool, following: Clause | None) -> bool:
        """Plan or fact; true when the clause is only that."""
        has, atoms = clause.has, clause.atoms
        ahead = any(a.c == "DATE" and ((a.v[0] == "rel" and a.v[1] > 0) or a.v[0] == "wdnext") for a in atoms)
        planned = "PLAN" in has or ahead
        fact = "FACT" in has or (has & {"RV"} and not planned)
        here = any(
            a.c == "DATE" and a.v[0] != "wdnext" and not (a.v[0] == "rel" and a.v[1] > 0) for a in atoms
        )
        if heading:
            if planned and not ("FACT" in has and "NUM" not in has and not ahead and hints.done_plan(atoms)):
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
            local = (numbered and (lone or hints.plan_after_kind(atoms))) or "FACT" in has
            if local and not ahead:
                return False
            self.plan = True
            self.plan_bracket = clause.sep == "("
        elif self.plan and (
            fact or (here and not heading) or ("KV" in has and not hints.planned_verb(atoms))
        ):
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
            flag = hints.flag(clause.atoms)
            if flag is not None:
                if self.cur is not None:
                    self.cur.flag = flag
                else:
                    self.flag = flag
            return True
        if clause.key == "CKEY":
            name = hints.card_name(clause, self.text)
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
                flag = hints.flag(clause.atoms)
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
                if before in (
                    "чем",
                    "than",
                    "как",
                    "vs",
                    "против",
                    "до",
                    "к",
                    "by",
                    "until",
                    "till",
                    "due",
                    "не",
                ):
                    continue
                if _deadline(clause, atom.v, self.today):
                    continue
                if atom.v[0] == "doubt":
                    self.doubts.append("date")
                self.dates.setdefault(clause.line, []).append(
                    (order, atom.v, before in ("за", "for"), _leads(clause, i))
                )
            elif atom.c == "ORD" and i and clause.atoms[i - 1].t in ("за", "с", "по"):
                self.doubts.append("date")
            elif atom.c == "DAYS" and not planned:
                self.doubts.append("whole-week")
            elif atom.c == "FC":
                if self.cur is not None and self.cur.kind == "deal" and not self.cur.dead:
                    self.cur.first_contact = atom.v
                else:
                    self.contact = atom.v

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
            if (fact.money or fact.each) and (
                fact.clients or self.part or {"part-payment", "kind"} & set(fact.doubts)
            ):
                draft = from_fact(fact, _line, _order)
                draft.kind, draft.sort, draft.flag = "deal", "deal", _flag
                if self.part:
                    draft.doubts.append("part-payment")
                if self.renewal and fact.clients:
                    draft.flag = False  # "Продление с Вектором, 120 000 ₽" is a deal
                else:
                    draft.doubts.append("kind")
                self.drafts.append(draft)
            elif fact.money:
                self.unknown.append((self.text[fact.span[0] : fact.span[1]].strip(), False))
                self.doubts.extend(d for d in fact.doubts if d in ("preposition", "limit"))
        self.pending = []
        self.part = self.renewal = False

    def _awaited(self, fact: Fact, clause: Clause, order: int) -> bool:
        """ "Клиент Ромашка, сумма 45 000": the sum makes a deal of the client before it."""
        waiting = [p for p in self.pending if p[0].clients and not p[0].money and p[1] == clause.line]
        if len(waiting) != 1 or fact.clients:
            return False
        fact.kind, fact.sort, fact.clients = "deal", "deal", waiting[0][0].clients
        self.cur, self.pending = from_fact(fact, clause.line, order), []
        self.cur.flag = waiting[0][3]
        self.drafts.append(self.cur)
        return True

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
            if (
                bare
                and cur is not None
                and wants
                and cur.line == clause.line
                and not hints.bound(clause, atom)
            ) and not (cur.counted is not None and cur.counted != 1 and not cur.clients):
                cur.doubts.append("money-without-unit")
        named = bool(
            clause.has & {"NOTSAME", "BOOK", "LOST", "K", "KV", "NOTDONE", "CKEY", "RANGE"}
        ) or dead in ("lost", "booked")
        first, last = clause.atoms[0], clause.atoms[-1]
        short = len(clause.atoms) <= 4
        self.unknown.append(
            (self.text[first.s : last.e].strip(), (named and short) or dead in ("lost", "booked"))
        )


def _deadline(clause: Clause, spec: dates.Spec, today: date) -> bool:
    """Whether a coming day beside an unknown word tells when something will be: "сделка 75к, отгрузка 28.11"."""
    if clause.first or "W" not in clause.has or spec[0] != "dm" or clause.has & {"K", "KV", "NUM", "DKEY"}:
        return False
    day = dates.near(spec, today)
    return day is not None and 0 < (day - today).days <= 92


def _leads(clause: Clause, at: int) -> bool:
    """Whether a day inside a line opens a fact of its own: "12 звонков, вчера 15"."""
    facts = ("K", "KV", "NUM", "PAIR")
    return (
        not clause.first
        and not any(a.c in facts for a in clause.atoms[:at])
        and any(a.c in facts for a in clause.atoms[at + 1 :])
    )
