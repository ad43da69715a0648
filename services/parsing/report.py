"""From drafts to the result: sums, totals, days, and the reasons to ask."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from services.parsing import absences, clauses, dates, phrases
from services.parsing.atoms import Atom, atomise
from services.parsing.counters import matcher, of_money
from services.parsing.drafts import Draft
from services.parsing.model import NOTHING, ParsedAbsence, ParsedEntry, ParsedReport
from services.parsing.numbers import HUGE, Num, quantized
from services.parsing.reader import Reader
from services.parsing.tokens import clean
from services.parsing.vocabulary import MONEY_KINDS

MAX_TEXT = 20_000  # a message of Telegram has 4096 characters at most
MAX_ENTRIES = 50
MAX_AMOUNT = Decimal(10) ** 12
MAX_QUANTITY = 10_000
OLDEST = timedelta(days=92)
_SMALL = 1000
_FEW = 20  # of a counter of sums: so many are pieces, more are money
_MAX_TOTALS = 10


def parse(
    text: str, *, today: date, currency: str = "RUB", counters: Mapping[str, Sequence[str]] | None = None
) -> ParsedReport:
    """What a message says. ``currency`` is the company's ISO code, ``counters`` its own kinds: slug to aliases."""
    if len(text) > MAX_TEXT:
        return ParsedReport(entries=(), absence=None, ask=True, unknown=(), reason="limit")
    text = clean(text)
    found = atomise(text, currency.upper(), matcher(counters))
    if not found:
        return NOTHING
    parts = clauses.split(phrases.refine(found))
    away, used, doubt = absences.find(parts, today)
    reader = Reader(text, today, used)
    reader.run(parts)
    return _Result(reader, parts, today, currency.upper(), of_money(counters)).report(away, doubt)


class _Result:
    """Turns what a reader gathered into entries and reasons."""

    def __init__(
        self,
        reader: Reader,
        parts: Sequence[clauses.Clause],
        today: date,
        company: str,
        sums: frozenset[str] = frozenset(),
    ) -> None:
        self.reader, self.parts, self.today, self.company = reader, parts, today, company
        self.sums = sums  # the team's counters that count money
        self.reasons: list[str] = []
        self.unknown: list[str] = []

    def report(self, away: ParsedAbsence | None, away_doubt: str | None) -> ParsedReport:
        alive: list[Draft] = []
        likely = False  # whether this is a report at all
        for draft in self.reader.drafts:
            if draft.dead:
                if draft.dead != "plan" and not draft.weak and _numbered(draft):
                    self.unknown.append(self._piece(draft))
                    likely = True
                if draft.dead == "booked" and draft.doubts and "booked" in draft.doubts:
                    self.reasons.append("booked")
                continue
            if (
                draft.weak
                and not (
                    draft.parts or (draft.money and draft.kind in MONEY_KINDS) or draft.counted is not None
                )
                and not (
                    draft.clients and draft.kind in MONEY_KINDS and draft.sort != "own" and draft.form == "s"
                )
            ):
                continue
            if draft.implicit and not draft.money and not draft.each:
                continue
            alive += self._expanded(draft)
        alive = self._totals(alive)
        alive.sort(key=lambda draft: draft.order)
        entries = [self._entry(draft) for draft in alive]
        likely = likely or bool(entries) or any(named for _, named in self.reader.unknown)
        if likely:
            self.unknown += [piece for piece, _ in self.reader.unknown if piece]
        self.reasons += self.reader.doubts if entries or self._lone_doubt() else []
        self._message_reasons(alive)
        if entries:
            self._limits(entries)
        if away_doubt:
            self.reasons.append(away_doubt)
        reason = self.reasons[0] if self.reasons else None
        return ParsedReport(
            entries=tuple(entries[:200]),
            absence=away,
            ask=reason is not None,
            unknown=tuple(dict.fromkeys(self.unknown))[:50],
            reason=reason,
        )

    def _lone_doubt(self) -> bool:
        return any(d in ("preposition", "kind", "limit") for d in self.reader.doubts)

    def _piece(self, draft: Draft) -> str:
        start, end = draft.span
        if end <= start:
            clause = self.parts[draft.order]
            start, end = clause.atoms[0].s, clause.atoms[-1].e
        return self.reader.text[start:end].strip()

    def _expanded(self, draft: Draft) -> list[Draft]:
        """A header with its parts as entries of their own."""
        parts = [p for p in draft.parts if p.money or p.clients or p.each]
        if not parts:
            if draft.counted is not None and draft.counted == len(draft.money) > 1:
                return self._split(draft)
            if draft.counted is None and draft.header and draft.form in ("p", "g") and len(draft.money) > 1:
                return self._split(draft)
            return [draft]
        priced = [p for p in parts if p.money or p.each]
        if len(parts) == 1 and draft.counted is not None and draft.counted > 1 and not priced:
            draft.clients = draft.clients or parts[0].clients
            return [draft]
        if draft.counted is not None and draft.counted != len(parts):
            self.reasons.append("contradiction")
        if priced and len(priced) != len(parts):
            self.reasons.append("incomplete")
        if draft.money:
            total = sum((m.value for m in draft.money), Decimal(0))
            if not priced:
                self.reasons.append("alternatives")
            elif total != sum((p.money[0].value for p in priced if p.money), Decimal(0)):
                self.reasons.append("contradiction")
        if draft.clients and any(p.clients for p in parts):
            self.reasons.append("client")
        self.reasons += draft.doubts
        for part in parts:
            part.flag = draft.flag if part.flag is None else part.flag
            part.noun, part.verb = draft.noun, draft.verb
        return parts

    def _split(self, draft: Draft) -> list[Draft]:
        if draft.clients:
            self.reasons.append("client")
        self.reasons += draft.doubts
        made = []
        for money in draft.money:
            one = Draft(draft.kind, draft.sort, draft.line, draft.order)
            one.money, one.flag, one.noun = [money], draft.flag, draft.noun
            made.append(one)
        return made

    def _amount(self, draft: Draft) -> tuple[Decimal | None, str | None]:
        """The sum of a draft and its foreign currency."""
        money = list(draft.money)
        if draft.each is not None:
            count = draft.goods if draft.goods is not None else draft.counted
            if count is None or (draft.goods is not None and draft.counted is not None and draft.counted > 1):
                self.reasons.append("arithmetic")
                count = count or 1
            product = Num(min(draft.each.value * count, HUGE))
            product.code, product.mult = draft.each.code, draft.each.mult
            if money and money[0].value != product.value:
                self.reasons.append("contradiction")
            if not product.unit and draft.each.value < _SMALL:
                self.reasons.append("money-without-unit")
            product.mult = max(product.mult, 2)  # its unit has been judged
            money = [product]
        if not money:
            return None, None
        if (draft.kind not in MONEY_KINDS or draft.sort == "own") and draft.kind not in self.sums:
            self.reasons.append("money")
        if len({(m.value, m.code or self.company) for m in money}) > 1:
            self.reasons.append("alternatives")
        first = money[0]
        if first.value < _SMALL and not first.unit:
            self.reasons.append("money-without-unit")
        if first.long and not first.unit:
            self.reasons.append("number")
        if first.negative and draft.kind != "refund":
            self.reasons.append("negative")
        code = first.code or self.company
        amount, exact = quantized(first.value, code)
        if not exact:
            self.reasons.append("number" if first.value < HUGE else "limit")
        if amount > MAX_AMOUNT:
            self.reasons.append("limit")
            return None, code if code != self.company else None
        if code != self.company:
            self.reasons.append("currency")
            return amount, code
        return amount, None

    def _entry(self, draft: Draft) -> ParsedEntry:
        if draft.kind in self.sums and not draft.money and (draft.counted or 0) > _FEW:
            draft.money, draft.counted = [Num(Decimal(draft.counted or 0))], None  # «допродажа 12 000»
        self.reasons += draft.doubts
        quantity = 1 if draft.counted is None else draft.counted
        amount, code = self._amount(draft)
        day = self._day(draft)
        contact = dates.past(draft.first_contact, self.today) if draft.first_contact else None
        client = draft.clients[0][0] if draft.clients else None
        if client is not None:
            client = " ".join("".join(c for c in client if c not in '«»"“”„').split()) or None
        return ParsedEntry(draft.kind, quantity, amount, code, client, draft.flag, day, contact)

    def _day(self, draft: Draft) -> date:
        """The day of an entry: of its clause, its line, or the heading above."""
        spec = self._spec(draft)
        if spec is None:
            return self.today
        day = dates.past(spec, self.today)
        if day is None:
            self.reasons.append("date")
            return self.today
        if day > self.today:
            self.reasons.append("future")
        elif self.today - day > OLDEST:
            self.reasons.append("old")
        return day

    def _spec(self, draft: Draft) -> tuple[str, int, int, int] | None:
        here = self.reader.dates.get(draft.line)
        if not here:
            return self._headings().get(draft.line) if self.reader.dates else None
        # The last day told up to the entry's clause, else the first of the line; clauses come in order.
        at = bisect_right(here, draft.order, key=lambda told: told[0]) - 1
        if at < 0:
            return self._headings().get(draft.line) if here[0][3] else here[0][1]
        spec = here[at][1]
        if at and here[at - 1][0] == draft.order == here[at][0] and not self._same(here[at - 1][1], spec):
            self.reasons.append("alternatives")
        return spec

    def _same(self, one: dates.Spec, other: dates.Spec) -> bool:
        return dates.past(one, self.today) == dates.past(other, self.today)

    def _headings(self) -> dict[int, tuple[str, int, int, int]]:
        """For each line without a day of its own, the day that a heading or "за …" gives it."""
        if not hasattr(self, "_covered"):
            self._covered = self._cover()
        return self._covered

    def _cover(self) -> dict[int, tuple[str, int, int, int]]:
        told = self.reader.dates
        factual = {d.line for d in self.reader.drafts if not d.weak} | {
            line for _, line, _ in self.reader.totals
        }
        factual |= {p.line for d in self.reader.drafts for p in d.parts}
        lines = sorted({c.line for c in self.parts})
        covered: dict[int, tuple[str, int, int, int]] = {}
        current: tuple[str, int, int, int] | None = None
        seen_fact: list[int] = []
        for line in lines:
            here = told.get(line)
            if here is None:
                if current is not None:
                    covered[line] = current
                elif line in factual:
                    seen_fact.append(line)
                continue
            heading = line not in factual
            if heading or any(whole for _, _, whole, _ in here):
                current = here[-1][1]
                if (heading or any(whole for _, _, whole, _ in here)) and seen_fact:
                    for earlier in seen_fact:
                        covered[earlier] = current
                    seen_fact = []
        return covered

    def _totals(self, alive: list[Draft]) -> list[Draft]:
        """Sums of the whole message: counted once, given to the deals that lack one, or contradicting."""
        alive = self._repeated(alive)
        sums = self.reader.totals
        if not sums:
            return alive
        first = sums[0][0]
        if any(num.value != first.value or num.code != first.code for num, _, _ in sums):
            self.reasons.append("contradiction")
        deals = [d for d in alive if d.kind == "deal"]
        priced = [d for d in deals if d.money or d.each]
        if not deals:
            draft = Draft("deal", "deal", sums[0][1], sums[0][2])
            if first.value == 0:
                draft.counted = 0
            else:
                draft.money = [first]
            return [*alive, draft]
        if not priced:
            if len(deals) > 1 or deals[0].counted == 0:
                if first.value:
                    self.reasons.append("contradiction" if deals[0].counted == 0 else "alternatives")
            elif first.value:
                deals[0].money = [first]
            return alive
        if len(priced) != len(deals):
            self.reasons.append("incomplete")
        if first.value != sum((_worth(d) for d in priced), Decimal(0)):
            self.reasons.append("contradiction")
        return alive

    def _repeated(self, alive: list[Draft]) -> list[Draft]:
        """ "Итого 25 звонков" after its parts is the same calls again."""
        kept: list[Draft] = []
        totals = 0  # each looks back over all before it; a text of nothing but totals must stay linear
        for draft in alive:
            before = [d for d in kept if d.kind == draft.kind] if draft.total and totals < _MAX_TOTALS else []
            totals += draft.total
            if not before:
                kept.append(draft)
                continue
            if (draft.counted or 0) != sum(1 if d.counted is None else d.counted for d in before):
                self.reasons.append("contradiction")
            elif draft.money and all(d.money or d.each for d in before):
                if draft.money[0].value != sum((_worth(d) for d in before), Decimal(0)):
                    self.reasons.append("contradiction")
            elif draft.money:
                self.reasons.append("alternatives")
        return kept

    def _message_reasons(self, alive: Sequence[Draft]) -> None:
        """What makes the whole message doubtful."""
        everything = [atom for clause in self.parts for atom in clause.atoms]
        cats = {atom.c for atom in everything}
        numbered = bool(cats & {"NUM", "PAIR", "RANGE"})
        if numbered and _corrects(everything):
            self.reasons.insert(0, "correction")
        if not alive:
            return
        deals = [d for d in alive if d.kind == "deal"]
        if "OR" in cats and numbered:
            self.reasons.append("alternatives")
        if "PERIOD" in self.reader.told:
            self.reasons.append("whole-week")
        if "TEAM" in self.reader.told:
            self.reasons.append("whole-team")
        off = any(a.c == "PCT" and b.t == "off" for a, b in pairwise(everything))
        if deals and ("DISC" in cats or off) and any(d.money or d.each for d in deals):
            self.reasons.append("discount")
        if deals and ("PART" in cats or {"pay"} < {d.sort for d in deals}):
            self.reasons.append("part-payment")
        if deals and any(
            a.c == "PCT"
            and i + 1 < len(everything)
            and everything[i + 1].t.startswith(("оплат", "предоп", "payment"))
            for i, a in enumerate(everything)
        ):
            self.reasons.append("part-payment")
        if any(d.kind == "invoice" for d in alive) and any(
            d.sort == "pay"
            and not (d.dead or d.money or d.each)
            and d.counted is None
            and (not d.weak or d.noun.startswith(("оплачен", "paid")))
            for d in self.reader.drafts
        ):
            self.reasons.append("part-payment")  # "Счёт Вектору 120к, оплачен"
        if "MONTHLY" in cats and any(d.money for d in deals):
            self.reasons.append("arithmetic")

    def _limits(self, entries: Sequence[ParsedEntry]) -> None:
        if len(entries) > MAX_ENTRIES or any(entry.quantity > MAX_QUANTITY for entry in entries):
            self.reasons.append("limit")


def _worth(draft: Draft) -> Decimal:
    if draft.each is not None:
        return draft.each.value * (draft.goods or draft.counted or 1)
    return draft.money[0].value if draft.money else Decimal(0)


def _numbered(draft: Draft) -> bool:
    return (
        draft.counted is not None
        or bool(draft.money)
        or draft.each is not None
        or any(p.money for p in draft.parts)
    )


def _corrects(atoms: Sequence[Atom]) -> bool:
    """UPD, "исправление", "не 4, а 5"."""
    for i, atom in enumerate(atoms):
        if atom.c == "CORR":
            return True
        if atom.c == "NOT" and atom.t in ("не", "not") and i + 1 < len(atoms) and atoms[i + 1].c == "NUM":
            return True
    return False
