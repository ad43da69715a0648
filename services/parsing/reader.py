"""Clause after clause with a memory: sections, plans, lost deals, and the entry that is being told."""

from __future__ import annotations

from itertools import pairwise

from services.parsing import hints
from services.parsing.clauses import Clause
from services.parsing.drafts import Draft, from_fact, join
from services.parsing.fact import Fact
from services.parsing.facts import read
from services.parsing.memory import Memory
from services.parsing.vocabulary import MONEY_KINDS
from services.parsing.words import bag

_SENTENCE_ENDS = frozenset(".?;|\n")
_BEEN = bag("было были был была будет were was")
_SUMS = bag("total итого всего суммарно altogether")
_MET = frozenset({"meeting", "demo", "call", "contact"})
_BOOKABLE = frozenset({"meeting", "demo"})


class Reader(Memory):
    """Reads the clauses of one message and keeps drafts, totals and doubts."""

    def run(self, clauses: list[Clause]) -> None:
        questions = hints.questions(clauses, self.doubts)
        line = -1
        for order, clause in enumerate(clauses):
            if clause.line != line:
                line = clause.line
                self._new_line(clause)
            if order in self.skipped or order in questions or hints.thanks(clause):
                continue
            self._clause(clause, order, clauses[order + 1] if order + 1 < len(clauses) else None)
        self._flush()
        # "счёт Северу, 75к, оплата в пятницу": that day belongs to what is not told as done.
        untold = {
            d.order
            for d in self.drafts
            if d.weak and not d.header and d.counted is None and not (d.money or d.clients)
        }
        if untold:
            kept = {line: [day for day in days if day[0] not in untold] for line, days in self.dates.items()}
            self.dates = {line: days for line, days in kept.items() if days}

    def _new_line(self, clause: Clause) -> None:
        self._flush()
        self.stale = self.plan and self.section != "plan"
        self.plan = self.plan_bracket = self.lost = self.booked = self.subset = self.total = False
        self.flag = None
        if self.cur is not None and self.cur.dead and not self.cur.header:
            self.cur = None

    def _clause(self, clause: Clause, order: int, following: Clause | None) -> None:
        has = clause.has
        atoms = clause.atoms
        heading = (
            clause.end in (":", "\n", "") and not has & {"NUM", "PAIR", "NAME", "K", "KV"} and clause.first
        )
        heading = heading and (clause.end == ":" or following is None or following.line > clause.line)
        if self.plan_bracket and (clause.sep == ")" or clause.closed):
            self.plan = self.plan_bracket = False
        if self._mode(clause, order, heading, following):
            return
        if self._dead() != "plan":
            self.told |= has
            self.part = self.part or "PART" in has
            self.renewal = self.renewal or any(hints.renews(a) for a in atoms)
        if clause.key and self._card(clause, order):
            return
        self._marks(clause, order)
        if has & {"FACT", "RV", "KV", "DATE"} and not self.plan:
            self.stale = False
        if clause.sep in _SENTENCE_ENDS and not clause.first:
            self.subset = self.booked = False
            if clause.sep != "." or "K" in has or "KV" in has:
                self.lost = False
        if clause.closed:
            self.subset = False
        if "SUBSET" in has:
            self.subset = True
        flag = hints.flag(atoms)
        if self.lost and clause.sep != ":" and has & {"K", "KV"} and "LOST" not in has:
            # "Кедр отказался, сделка на 150к" is the same deal; another name or kind is not.
            same = clause.sep == "," and "NAME" not in has and "KV" not in has and "RV" not in has
            self.lost = same and all(a.v == "deal" for a in atoms if a.c == "K")
        if any(a.c == "PF" for a in atoms) and not has & {"PAIR"}:
            # "План/факт: звонки 30/25": the order holds for what follows.
            self.plan_first = next(a.v for a in atoms if a.c == "PF") == "plan"
        elif atoms[0].c == "PF":
            self.plan_first = atoms[0].v == "plan"
        facts = read(clause, plan_first=self.plan_first)
        if "LOST" in has:
            self._lost(clause, facts)
        for fact in facts:
            hints.bare_sum(fact, clause)
            if fact.kind:
                self._kind(fact, clause, order, flag)
            else:
                self._loose(fact, clause, order, flag)
            if fact.orphans:
                self._orphans(fact, clause)
        if "BOOK" not in has and has & {"RV", "KV"}:
            self.booked = False

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
        none = any(a.c == "NONE" and b.t == fact.noun for a, b in pairwise(atoms))
        if "NOTDONE" in has or (none and fact.form == "s" and fact.clients):
            dead = dead or "neg"  # "No deal with Nimbus, $18k"
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
        if (
            fact.subject == "client"
            and fact.sort == "deal"
            and not fact.clients
            and "CKEY" not in has
            and not self.pending
        ):
            dead = dead or "plan"  # "купил кофе за 300": the writer is not a client
        again = self.cur is not None and self.cur.line == clause.line and fact.kind == self.cur.kind
        if dead == "neg" and again and self.cur and not (fact.money or fact.clients or fact.counted):
            self.cur.doubts.append("contradiction")  # "deal with Vertex for $5k, not signed yet"
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
            draft.weak = not hints.told(fact, atoms, clause)
            if not draft.weak and "TIME" in has and not has & {"RV", "KV"} and fact.kind in _MET:
                draft.doubts.append("plan")
        if (
            draft.weak
            and "ID" in has
            and not clause.first
            and self.cur is not None
            and self.cur.line == clause.line
        ):
            return  # "возврат Лире, заказ №99, 5 000": a reference
        of_deals = fact.form in ("g", "p") and any(
            a.c == "AKEY" and b.t == fact.noun for a, b in pairwise(atoms)
        )
        if (
            ("TOTAL" in has or of_deals)
            and fact.kind == "deal"
            and draft.counted is None
            and draft.money
            and not draft.clients
        ):
            self.totals += [(m, clause.line, order) for m in draft.money] if not dead else []
            return
        if fact.kind == "refund" and "TOTAL" in has:
            draft.doubts.append("alternatives")  # "выручка за вычетом возвратов"
        if fact.kind in MONEY_KINDS and draft.money and hints.odd_verb(fact, atoms):
            draft.doubts.append("verb")
        self._adopt(draft, fact)
        if (
            fact.verb
            and fact.subject == "client"
            and draft.money
            and not draft.clients
            and not has & {"CKEY", "THIRD"}
            and fact.noun in ("оплатил", "оплатила", "paid")
        ):
            draft.doubts.append("client")  # who paid? perhaps the writer
        if flag is not None:
            draft.flag = flag
        if self.contact is not None and draft.kind == "deal" and not dead:
            draft.first_contact, self.contact = self.contact, None
        if any(a.c == "APPROX" for a in atoms) and not dead:
            hints.approximate(draft, atoms)
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
            draft.weak = draft.weak and before.each is None
            draft.goods = draft.goods if draft.goods is not None else before.goods
            draft.each = draft.each or before.each
            draft.flag = flag if draft.flag is None else draft.flag
        self.pending = kept

    def _loose(self, fact: Fact, clause: Clause, order: int, flag: bool | None) -> None:
        """A clause without a kind: it completes the open draft, or waits for one."""
        has = clause.has
        cur = self.cur
        if (
            self.subset
            and "SUBSET" not in has
            and fact.money
            and cur is not None
            and cur.kind in MONEY_KINDS
            and not (cur.money or cur.parts)
        ):
            # "5 сделок, из них 2 новых, на 150к": the sum of all or of some.
            cur.money, fact.orphans = list(fact.money), []
            cur.doubts.append("alternatives")
            return
        if has & {"SUBSET", "DERIV"} or self.subset:
            fact.orphans = []
            return
        if self._answers(fact, clause, order):
            return
        total = "TOTAL" in has or self.total
        amount = "AKEY" in has and not any(
            a.c == "AKEY" and i and clause.atoms[i - 1].c == "P" for i, a in enumerate(clause.atoms)
        )
        if (
            (
                "NONE" in has
                and cur is not None
                and cur.weak
                and cur.header
                and cur.line == clause.line
                and cur.form in ("p", "g")
            )
            and has <= {"NONE", "FILL", "DATE"}
            and not cur.dead
        ):
            cur.counted, cur.weak = 0, False
            return
        if fact.money and amount and fact.clients and not self._dead() and cur is None:
            # "Пришли деньги от Вектора 45 000"
            fact.kind, fact.sort = "deal", "pay"
            self.cur = from_fact(fact, clause.line, order)
            self.drafts.append(self.cur)
            return
        if (
            amount
            and cur is None
            and not total
            and not clause.key
            and not self._dead()
            and clause.atoms[0].t[:4] not in ("сумм", "amou", "sum")
        ):
            fact.doubts.append("price")  # "цена вопроса 45к"
            amount = False
            fact.money, fact.clients = [], []
        if fact.money and (total or amount) and not self._dead():
            summed = total and any(a.t in _SUMS for a in clause.atoms) and cur is not None
            if (
                ((amount and not total) or (summed and cur is not None and cur.kind != "deal"))
                and cur is not None
                and (not summed or cur.line == clause.line)
                and cur.kind in MONEY_KINDS
                and not cur.money
                and not cur.parts
                and not (cur.many and not summed)
            ):
                cur.money += fact.money
                cur.doubts += fact.doubts
                cur.weak = False
                return
            if amount and cur is None and self._awaited(fact, clause, order):
                return
            self.totals += [(m, clause.line, order) for m in fact.money]
            self.doubts += [d for d in fact.doubts if d != "money-without-unit"]
            return
        if not hints.clean(clause) and not fact.money and fact.each is None:
            fact.clients = [c for c in fact.clients if c[1] >= 3 and hints.clean(clause, strict=False)]
        if flag is not None:
            if cur is not None and (
                cur.line == clause.line or cur.implicit or (cur.parts and cur.parts[-1].line == clause.line)
            ):
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
        if fact.money and has & {"PART", "FACT"}:
            fact.doubts.append("part-payment" if "PART" in has else "kind")
        self.pending.append((fact, clause.line, order, flag))

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
        if "RV" in has and "BOOK" not in has:
            self.booked = False  # "назначил 3 встречи, провёл 2"
        dead = "booked" if "BOOK" in has else self._dead()
        if cur.counted is None and not cur.money and (not cur.dead or cur.dead == dead):
            cur.counted, cur.weak = count, False
            cur.dead = cur.dead or dead
        else:
            draft = Draft(cur.kind, cur.sort, clause.line, order)
            draft.counted, draft.dead, draft.span = count, dead, fact.span
            if not cur.dead and not dead and (not again or clause.sep == "("):
                draft.doubts.append("alternatives")
            self.drafts.append(draft)
            self.cur = draft
        if count >= 1000 and cur.kind in MONEY_KINDS:
            self.doubts.append("money-without-unit")
        return True
