"""Days away from work: sick, vacation, a day off; these may lie in the future."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

from services.parsing import dates
from services.parsing.atoms import Atom
from services.parsing.clauses import Clause
from services.parsing.model import ParsedAbsence
from services.parsing.vocabulary import ABSENCES
from services.parsing.words import bag

_RETURNED = bag("вышел вышла выхожу вернулся вернулась вернусь back returned закрыл закрыла когда how согласовать "
                      "согласовали приказ заявление справка справку хочу request approve no нет не not want мечтаю пора "
                      "надо просил отменил отменили cancelled вместо")  # fmt: skip
_BESIDE = bag("после перед до after before during about про о об")
_OTHERS = bag("лпр директор он она они заказчик бухгалтер закупщик покупатель buyer he she they director контрагент клиентка "
                    "гендир руководитель boss шеф коллега снабженец клиент client customer партнер менеджер his her their")  # fmt: skip


def _length(atom: Atom) -> int:
    count, unit = atom.v
    if unit[:2] in ("дн", "де", "да", "су"):
        return int(count)
    if unit.startswith(("нед", "week")):
        return int(count) * 7
    return int(count) if unit.startswith("day") else 0


def find(clauses: Sequence[Clause], today: date) -> tuple[ParsedAbsence | None, set[int], str | None]:
    """The absence a message tells, the indexes of the clauses that tell it, and why a person must confirm."""
    found: list[tuple[ParsedAbsence, int]] = []
    used: set[int] = set()
    doubt: str | None = None
    for index, clause in enumerate(clauses):
        kind = _kind(clause)
        if kind is None or clause.end == "?":
            continue
        near = [index]
        if index and clauses[index - 1].line == clause.line and _only_days(clauses[index - 1]):
            near.insert(0, index - 1)
        for after in (index + 1, index + 2):
            if after < len(clauses) and after == near[-1] + 1 and clauses[after].line == clause.line:
                own = "W" in clauses[after].has and clause.has & {"DATE", "DAYS"}
                near += [after] if _only_days(clauses[after]) and not own else []
        atoms = [atom for i in near for atom in clauses[i].atoms]
        words = {atom.t.casefold() for atom in clause.atoms}
        beside = any("ABS" in b.cats and a.t in _BESIDE for a, b in itertools.pairwise(atoms))
        if beside or words & _RETURNED or words & _OTHERS or any(a.c in ("K", "Q") for a in atoms):
            if kind and not any(a.c == "K" for a in atoms):
                used.add(index)
            continue
        named = any(
            a.c == "NAME"
            and not (a.form == "start" and a.t.endswith(("аю", "яю", "ую", "жу", "чу", "шу")))
            and (a.form != "start" or b.c in ("P", "ABS", "RV") or b.t == "is")
            for a, b in zip(atoms, [*atoms[1:], atoms[0]], strict=True)
        )
        if named:
            continue
        if any(a.c in ("OR", "APPROX") for a in atoms):
            doubt = "alternatives"
        days = _days(atoms, today)
        if days is None:
            doubt = doubt or "date"
            days = (today, today)
        used.update(near)
        found.append((ParsedAbsence(kind, *days), index))
    if not found:
        return None, used, doubt
    kinds = {absence for absence, _ in found}
    if len(kinds) > 1:
        doubt = doubt or "contradiction"
    return found[0][0], used, doubt


def _kind(clause: Clause) -> str | None:
    previous = None
    for atom in clause.atoms:
        if "ABS" in atom.cats:
            return _kind_value(atom)
        if atom.t == "off" and previous is not None and previous.t in ("day", "days", "afternoon"):
            return "day_off"
        if atom.c == "SPAN" and atom.v[1] in ("day", "days"):
            previous = Atom("W", "", 0, 0, "day")
            continue
        previous = atom
    texts = [atom.t for atom in clause.atoms]
    if (
        "off" in texts
        and clause.atoms[0].t in ("off", "i'm", "i", "taking")
        and any(a.c in ("DATE", "DAYS") for a in clause.atoms)
    ):
        return "day_off"
    return None


def _kind_value(atom: Atom) -> str:
    return ABSENCES.get(atom.t, "sick")


def _only_days(clause: Clause) -> bool:
    return bool(clause.has & {"DATE", "DAYS", "SPAN"}) and clause.has <= {
        "DATE",
        "DAYS",
        "P",
        "FILL",
        "SPAN",
        "W",
        "DASH",
        "PLAN",
        "NOT",
    }


def _days(atoms: Sequence[Atom], today: date) -> tuple[date, date] | None:
    was = any("WAS" in atom.cats for atom in atoms)
    will = any("WILL" in atom.cats or "PLAN" in atom.cats for atom in atoms)
    ahead = False if was and not will else True if will else None
    start: date | None = None
    end: date | None = None
    lasting = 0
    for i, atom in enumerate(atoms):
        before = atoms[i - 1].t if i else ""
        if atom.c == "DAYS":
            first, last = atom.v
            start, end = dates.near(first, today, ahead=ahead), dates.near(last, today, ahead=ahead)
            if first[0] in ("wd", "rel") and start and last[0] == "wd" and end:
                end = dates.shift(start, (end.weekday() - start.weekday()) % 7)
            if start and end and end < start and first[0] == "dm" and last[0] == "dm":
                # Over New Year's Eve the two ends have different years.
                end = dates.near(("ymd", start.year + (last[2] < first[2]), last[2], last[1]), today)
        elif atom.c == "DATE":
            if atom.v[0] == "doubt":
                return None
            day = dates.near(atom.v, today, ahead=True if before in ("на", "for") else ahead)
            if day is None:
                return None
            if before in ("до", "по", "until", "till", "through", "to", "by"):
                end = day
            elif start is None:
                start = day
            elif start != day:
                return None
        elif atom.t in ("конца", "end"):
            return None
        elif atom.c == "SPAN":
            length = _length(atom)
            if length:
                lasting = min(length, 3650)
            elif atom.v[1][:2] in ("ме", "mo", "го", "ye"):
                return None
        elif atom.t in ("неделю", "week") and before in ("на", "a", "for", "one", "весь", "всю", "the"):
            lasting = 7
        elif atom.c == "PERIOD" or (
            atom.t in ("неделе", "неделя", "week", "месяц", "month") and before != "a"
        ):
            return None
    begin = start or today
    if lasting and end is None:
        end = dates.shift(begin, lasting - 1)
        if end is None:
            return None
    finish = end if end is not None else begin
    return (begin, finish) if finish >= begin else None
