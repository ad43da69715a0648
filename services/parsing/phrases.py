"""Set phrases made one atom: pairs of numbers, ranges of days, "из них", first contacts, periods."""

from __future__ import annotations

from collections.abc import Sequence

from services.parsing.atoms import Atom
from services.parsing.stretches import first_contact, headed, is_period, subset
from services.parsing.vocabulary import MONEY_KINDS, look_up
from services.parsing.words import bag

_UNFINISHED = bag(
    "работе согласовании процессе подписании воронке рассмотрении стадии этапе ожидании проработке progress negotiation negotiations review pipeline hold"
)
_TARIFFS = bag(
    "annual yearly monthly pro basic premium enterprise standard starter business тарифный годовой бизнес базовый"
)

_FORGOT = bag("забыл забыла forgot")
_TWO = {
    ("set", "up"): "BOOK",
    ("lined", "up"): "BOOK",
    ("down", "payment"): "PART",
    ("fell", "through"): "LOST",
    ("working", "on"): "PLAN",
}
_LATER = bag(
    "второй вторая вторую третий третья третью последний последняя последнюю second third final last"
)
_UNDONE = bag("успел успела сделано сделал сделала выполнено done")
_FUTURE = ("лю", "аю", "яю", "ую", "жу", "шу", "чу")
_WENT = bag("сходил сходила сходили съездил съездила съездили ездил ездила был была")
_ABSENT = frozenset({("NONE", "DISC"), ("DISC", "NONE"), ("NONE", "PART"), ("PART", "NONE")})
_MANAGED = bag("удалось успел успела смог смогла")
_DONE = {"закрыть": "закрыл", "продать": "продал", "позвонить": "позвонил", "набрать": "набрал", "обзвонить": "обзвонил",
         "допродать": "допродал", "встретиться": "встретился"}  # fmt: skip


def _number_pair(atoms: Sequence[Atom], i: int) -> Atom | None:
    """ "28/40", "17 из 20", "17 out of 20": two numbers of one pair."""
    first, middle = atoms[i], atoms[i + 1]
    j = i + 2
    if middle.t == "out" and atoms[j].t == "of":
        j += 1
    if j < len(atoms) and middle.c == "P" and middle.t in ("out", "of") and atoms[j].t == "the":
        j += 1
    if j >= len(atoms) or atoms[j].c != "NUM":
        return None
    last = atoms[j]
    slash = middle.c == "SEP" and middle.v == "/"
    if not slash and not (middle.t in ("из", "of", "out") or (middle.c == "W" and middle.t == "out")):
        return None
    spaced = middle.s > first.e
    pair = Atom(
        "PAIR",
        (first.v, last.v, "spaced" if slash and spaced else "tight" if slash else "of"),
        first.s,
        last.e,
        "",
    )
    pair.v = (*pair.v, j - i + 1)
    return pair


def _days_between(atoms: Sequence[Atom], i: int) -> int:
    """The length of "с 16.11 по 20.11", "16–20.11", "from Nov 16 to Nov 20" at ``i``; 0 when it is none."""
    j = i
    if atoms[j].c == "P":
        if atoms[j].t not in ("с", "со", "from"):
            return 0
        j += 1
    if j + 2 >= len(atoms) or atoms[j].c not in ("DATE", "NUM", "ORD"):
        return 0
    link = atoms[j + 1]
    both = (
        link.c == "SEP"
        and link.v == "и"
        and (atoms[j].c == "DATE" or i == 0 or atoms[i - 1].c in ("P", "ABS"))
    )
    joined = both or link.c == "DASH" or (link.c == "P" and link.t in ("по", "до", "to", "until", "till"))
    last = atoms[j + 2]
    if joined and last.c == "DATE" and (atoms[j].c == "DATE" or _small(atoms[j])):
        return j + 3 - i
    # "Nov 16-20": the month stands once, before both.
    if (
        joined
        and atoms[j].c == "DATE"
        and atoms[j].v[0] == "dm"
        and atoms[j].t[:1].isalpha()
        and _small(last)
    ):
        counts = j + 3 < len(atoms) and atoms[j + 3].c in ("K", "KV", "CKEY", "NOTSAME")
        return 0 if counts and link.v != "tight" else j + 3 - i  # "Nov 18 - 22 calls"
    return 0


def _score(atoms: Sequence[Atom], i: int) -> bool:
    """ "3:2": two small numbers tied by a colon are a score, no count."""
    first, colon, last = atoms[i : i + 3]
    return (
        colon.v == ":"
        and last.c == "NUM"
        and first.e == colon.s
        and colon.e == last.s
        and not (first.v.unit or last.v.unit or first.v.value >= 100 or last.v.value >= 100)
    )


def _small(atom: Atom) -> bool:
    if atom.c == "ORD":
        return True
    whole = atom.v.whole if atom.c == "NUM" and not atom.v.unit else None
    return whole is not None and 1 <= whole <= 31


def day_specs(atoms: Sequence[Atom]) -> tuple[tuple[str, int, int, int], tuple[str, int, int, int]]:
    """Both ends of a range found by ``refine``."""
    ends = [atom for atom in atoms if atom.c in ("DATE", "NUM", "ORD")]
    first, last = ends[0], ends[-1]

    def filled(atom: Atom, other: Atom) -> tuple[str, int, int, int]:
        if atom.c == "DATE":
            return atom.v  # type: ignore[no-any-return]
        digits = "".join(c for c in atom.t if c in "0123456789")[:2]
        day = int(digits) if digits else 1
        what, a, b, _ = other.v
        return ("ymd", a, b, day) if what == "ymd" else ("dm", day, b, 0)

    return filled(first, last), filled(last, first)


def refine(atoms: list[Atom]) -> list[Atom]:
    """Set phrases made one atom: pairs, ranges of days, "из них", "п/ф", first contacts, periods."""
    out: list[Atom] = []
    i, n = 0, len(atoms)
    while i < n:
        atom = atoms[i]
        c = atom.c
        width = 0
        if c in ("P", "DATE", "NUM", "ORD") and i + 2 < n:
            width = _days_between(atoms, i)
            if width:
                part = atoms[i : i + width]
                out.append(Atom("DAYS", day_specs(part), part[0].s, part[-1].e, "days"))
                i += width
                continue
        if (
            c == "NAME"
            and i + 3 < n
            and atoms[i + 1].v == "("
            and atoms[i + 2].c == "NUM"
            and atoms[i + 3].v == ")"
        ):
            # "Acme ($3k)" is one piece.
            out += [atom, atoms[i + 2]]
            i += 4
            continue
        if c == "NUM" and i + 1 < n:
            more = atoms[i + 1]
            ends = i + 2 >= n or atoms[i + 2].c == "SEP"
            if more.c == "NUM" and not more.v.unit and more.v.value < 1000:
                if ends and atom.v.mult >= 10**6:
                    atom.v.doubt = "number"  # "2 ляма 300"
                    atoms[i + 1] = Atom("FILL", "", more.s, more.e, "")
                elif atom.v.code and i + 2 < n and atoms[i + 2].t.startswith(("коп", "cent")):
                    atom.v.value += more.v.value / 100
                    out.append(Atom("NUM", atom.v, atom.s, atoms[i + 2].e, atom.t))
                    i += 3
                    continue
            if (
                more.c == "NUM"
                and 1 < more.v.mult < atom.v.mult
                and atom.v.code is None
                and more.v.value < atom.v.mult
            ):
                # "1 млн 250 тыс", "1 миллион двести тысяч рублей"
                more.v.value, more.v.mult = atom.v.value + more.v.value, atom.v.mult
                atoms[i + 1] = Atom("NUM", more.v, atom.s, more.e, atom.t)
                i += 1
                continue
        if i + 1 < n and (c, atoms[i + 1].c) in _ABSENT:
            out.append(Atom("FILL", "", atom.s, atoms[i + 1].e, atom.t))  # "без скидки"
            i += 2
            continue
        if c == "DASH" and len(out) > 1 and i + 1 < n and atoms[i + 1].c == "NAME":
            head, count = out[-1], out[-2]
            if head.c == "K" and head.v in MONEY_KINDS and count.c == "NUM" and count.v.value > 1:
                out.append(Atom("SEP", ":", atom.s, atom.e, ":"))  # "2 сделки — Север 80к, Юг 120к"
                i += 1
                continue
        if c == "FILL" and i + 1 < n and atoms[i + 1].c == "PLAN" and atoms[i + 1].t.endswith("ть"):
            opener, more = atom.t, atoms[i + 1]
            if opener in _FORGOT:
                out.append(atom)
                i += 2
                continue
            if opener in _MANAGED and not (i and atoms[i - 1].c == "NOT"):
                # "удалось закрыть Вектор на 90к" is done
                done = look_up(_DONE.get(more.t, "сделал"))
                out.append(Atom(done.cat, done.value, more.s, more.e, _DONE.get(more.t, "сделал"), done))
                i += 2
                continue
        if i + 1 < n and (atom.t.casefold(), atoms[i + 1].t) in _TWO:
            cat = _TWO[atom.t.casefold(), atoms[i + 1].t]
            out.append(Atom(cat, "", atom.s, atoms[i + 1].e, atoms[i + 1].t))
            i += 2
            continue
        if c == "NOT" and i + 2 < n and atoms[i + 1].t in _UNDONE and atoms[i + 2].v == ":":
            out.append(Atom("PLAN", "", atom.s, atoms[i + 1].e, "не"))  # "Не сделано: 3 встречи"
            i += 2
            continue
        if (
            c in ("W", "NAME")
            and (i == 0 or atoms[i - 1].c == "SEP")
            and i + 1 < n
            and atoms[i + 1].c in ("NUM", "K")
            and (c == "W" or atom.form == "start")
            and len(atom.t) > 5
            and atom.t.casefold().endswith(_FUTURE)
        ):
            out.append(Atom("PLAN", "", atom.s, atom.e, atom.t))  # "Согласую 3 КП"
            i += 1
            continue
        if (
            c == "P"
            and atom.t == "от"
            and i + 3 < n
            and atoms[i + 2].t == "до"
            and atoms[i + 1].c == atoms[i + 3].c == "NUM"
        ):
            more = atoms[i + 3]
            out.append(Atom("RANGE", (atoms[i + 1].v, more.v), atom.s, more.e, ""))
            i += 4
            continue
        if (
            atom.t.casefold() in _WENT
            and i + 2 < n
            and atoms[i + 1].t == "на"
            and atoms[i + 2].v in ("meeting", "demo")
        ):
            out.append(Atom("RV", "", atom.s, atom.e, atom.t))  # "сходил на встречу с Лирой"
            i += 2
            continue
        if atom.t.casefold() in _LATER and i + 1 < n and atoms[i + 1].sort == "pay":
            out.append(Atom("PART", "", atom.s, atom.e, atom.t))  # "второй платёж"
            i += 1
            continue
        if c == "NUM" and i + 2 < n and _score(atoms, i):
            out.append(Atom("TIME", "", atom.s, atoms[i + 2].e, ""))  # "Счёт 3:2 в нашу пользу"
            i += 3
            continue
        if c == "NUM" and i + 2 < n:
            pair = _number_pair(atoms, i)
            if pair is not None:
                i += pair.v[3]
                out.append(pair)
                continue
            after = atoms[i + 1]
            if after.v == "tight" and atoms[i + 2].t.startswith("00") and not atom.v.unit:
                atom.v.code, atom.v.mult = atoms[i + 2].v.code, 1  # "45 000-00 руб."
                out.append(Atom("NUM", atom.v, atom.s, atoms[i + 2].e, atom.t))
                i += 3
                continue
            if after.c == "DASH" and atoms[i + 2].c == "NUM" and after.v == "tight":
                out.append(Atom("RANGE", (atom.v, atoms[i + 2].v), atom.s, atoms[i + 2].e, ""))
                i += 3
                continue
            # "$90/seat", "15 000 за шт"
            if atoms[i + 2].c == "GOODS" and (after.v == "/" or after.t in ("за", "per")):
                out += [atom, Atom("EACH", "", after.s, atoms[i + 2].e, "")]
                i += 3
                continue
        if c == "PLAN" and atom.t == "плана" and i:
            share = atoms[i - 1].c == "PCT" or atoms[i - 1].t.startswith(("выполн", "перевыполн"))
            if share or (i + 1 < n and atoms[i + 1].c == "PCT"):
                out.append(Atom("FILL", "", atom.s, atom.e, atom.t))  # "выполнение плана 85%"
                i += 1
                continue
        if c == "PLAN" and atom.t in ("plan", "план") and i and atoms[i - 1].t in _TARIFFS:
            out.append(Atom("PROD", atom.t, atom.s, atom.e, atom.t))
            i += 1
            continue
        if (
            c == "W"
            and atom.t in ("п", "p")
            and i + 2 < n
            and atoms[i + 1].v == "/"
            and atoms[i + 2].t in ("ф", "f")
        ):
            out.append(Atom("PF", "plan", atom.s, atoms[i + 2].e, "п/ф"))
            i += 3
            continue
        if c == "W" and atom.t == "ф" and i + 2 < n and atoms[i + 1].v == "/" and atoms[i + 2].t == "п":
            out.append(Atom("PF", "fact", atom.s, atoms[i + 2].e, "ф/п"))
            i += 3
            continue
        if (
            c in ("PLAN", "FACT")
            and i + 2 < n
            and (atoms[i + 1].v == "/" or atoms[i + 1].t in ("vs", "versus", "против"))
            and atoms[i + 2].c in ("PLAN", "FACT")
        ):
            out.append(Atom("PF", "plan" if c == "PLAN" else "fact", atom.s, atoms[i + 2].e, ""))
            i += 3
            continue
        if (
            c == "P"
            and atom.t in ("из", "of")
            and i + 3 < n
            and atoms[i + 1].c == "NUM"
            and atoms[i + 2].c == "K"
        ):
            # "Из 5 встреч провёл 3": the plan stands first.
            j = i + 4 if atoms[i + 3].c in ("RV", "FACT") and i + 4 < n else i + 3
            if atoms[j].c == "NUM" and (j + 1 >= n or atoms[j + 1].c not in ("K", "KV")):
                pair = Atom("PAIR", (atoms[j].v, atoms[i + 1].v, "of", 0), atoms[j].s, atoms[j].e, "")
                out += [atoms[i + 2], pair]
                i = j + 1
                continue
        if c == "SEP" and atom.v == "и" and i + 1 < n and atoms[i + 1].t in ("i", "я"):
            out.append(Atom("TEAM", "", atom.s, atom.e, atom.t))
            i += 2
            continue
        if i + 1 < n and {c, atoms[i + 1].c} in ({"PLAN", "RV"}, {"PLAN", "FACT"}):
            verb = atom if c != "PLAN" else atoms[i + 1]
            if verb.t.startswith(("выполн", "перевып")):
                out.append(Atom("FACT", "", atom.s, atoms[i + 1].e, verb.t))
                i += 2
                continue
        if (
            c == "P"
            and i + 1 < n
            and atoms[i + 1].t in _UNFINISHED
            and atom.t in ("в", "на", "in", "under", "on")
        ):
            out.append(Atom("NOTDONE", "", atom.s, atoms[i + 1].e, atoms[i + 1].t))
            i += 2
            continue
        if c == "W" and atom.t in ("vs", "versus", "против") and i + 1 < n and atoms[i + 1].c == "NUM":
            # "40 calls vs 50 planned": a comparison, no fact.
            i += 3 if i + 2 < n and atoms[i + 2].c in ("PLAN", "BOOK") else 2
            continue
        width = subset(atoms, i)
        if width:
            out.append(Atom("SUBSET", "", atom.s, atoms[i + width - 1].e, ""))
            i += width
            continue
        if c in ("FIRST", "W", "K") or atom.t in ("знакомы", "met"):
            width = first_contact(atoms, i)
            if width:
                out.append(Atom("FC", atoms[i + width - 1].v, atom.s, atoms[i + width - 1].e, ""))
                i += width
                continue
        if "PERIOD" in atom.cats or c in ("MONTH", "SPAN"):
            lead = {a.t for a in atoms[max(0, i - 2) : i] if a.c != "SEP"}
            after_it = atoms[i + 1] if i + 1 < n else None
            heads = (
                (i == 0 or atoms[i - 1].v == "\n")
                and after_it is not None
                and (after_it.v == ":" or after_it.c in ("NUM", "TOTAL"))
            )
            if is_period(atom, atoms[i - 1] if i else None, lead) or (
                heads and c != "SPAN" and (c != "MONTH" or headed(atoms, i)) and atom.t not in ("год", "year")
            ):
                atom = Atom("PERIOD", "", atom.s, atom.e, atom.t)
        out.append(atom)
        i += 1
    return out
