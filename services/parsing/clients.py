"""Who the client is: only names with positive evidence, never what is left over."""

from __future__ import annotations

from collections.abc import Sequence

from services.parsing.atoms import Atom
from services.parsing.fact import Fact
from services.parsing.vocabulary import adjectival
from services.parsing.words import bag

_NEVER_CLIENT = bag(
    "меня нас него них нее физлица юрлица заказчика покупателя партнера партнеров друзей знакомых клиента клиентов руководства банка лида сайта себя вас рекламы нуля"
)


def lower_case(fact: Fact, atoms: Sequence[Atom]) -> None:
    """ "сделка 45к ромашка": the one unknown word beside a deal and its sum may be the client; a person decides."""
    unknown = [a for a in atoms if a.c == "W"]
    if len(unknown) != 1 or fact.clients or not fact.money or fact.kind != "deal":
        return
    word = unknown[0].t
    if (
        len(word) > 3
        and word.isalpha()
        and not adjectival(word)
        and not word.endswith(("о", "ly"))
        and all(a.c in ("K", "KV", "NUM", "W", "DATE", "FILL", "DASH") for a in atoms)
    ):
        fact.clients.append((unknown[0].t, 1))
        fact.doubts.append("client")


_WEIGHTS = {"legal": 3, "quoted": 2, "capital": 2, "start": 1}


def find(fact: Fact, atoms: Sequence[Atom], begin: int, end: int, anchor: int) -> None:
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
            if (
                "c" not in before.v
                and before.t != "at"
                and not (before.t == "к" and fact.kind == "meeting")
                and not (before.t == "by" and i > 1 and atoms[i - 2].c == "KV")
            ):
                continue
            if i > 1 and atoms[i - 2].t in ("мы", "we"):
                fact.doubts.append("whole-team")
                continue
            weight = 3
        elif before is not None and atom.form != "legal" and _product(before, atom):
            continue

        if atom.form == "start":
            if after is None or after.c in ("NUM", "DASH", "OLDADJ", "PAIR", "K", "DATE", "NEWADJ", "SPAN"):
                if atom.t.casefold() in _OPENERS or (
                    after is not None and after.c == "K" and describes(atom.t)
                ):
                    continue
            elif after.c in ("KV", "RV", "BOOK", "SIGN"):
                if describes(atom.t):
                    continue
                if not _bought(after, atoms, i):
                    fact.doubts.append("whole-team")
                    continue
            else:
                continue
        if weight == 1 and (fact.counted or 0) > 3 and fact.kind in ("call", "contact", "demo", "meeting"):
            continue  # "Recap: 38 dials" opens a list
        fact.clients.append((atom.v, weight))


def _product(before: Atom, name: Atom) -> bool:
    """ "лицензию Битрикс" is a product, "3 лицензии Вектору" tells to whom."""
    return before.c == "PROD" or (before.c == "GOODS" and not name.t.endswith(("у", "ю", "е", "ам")))


def _bought(verb: Atom, atoms: Sequence[Atom], at: int) -> bool:
    """Whether the name before the verb is the client ("Acme paid", "Вектор закрыт"), not a colleague who sold."""
    if verb.c == "KV" and verb.form == "client":
        return True
    if verb.c == "KV" and (
        verb.t[-1:] in "тн" or verb.t.endswith(("та", "на", "ты", "ны", "но", "то")) or verb.t.endswith("ли")
    ):
        return not any(a.c in ("NAME", "K") for a in atoms[at + 2 :])
    if verb.c == "KV" and verb.t in ("closed", "won", "sold"):
        return not any(a.c in ("NAME", "K") for a in atoms[at + 2 :])
    return verb.c == "SIGN"


_PAST = ("ил", "ал", "ел", "ял", "ила", "ала", "ела", "яла", "или", "али", "ели", "яли")


def describes(word: str) -> bool:
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
            *_PAST,
            "лась",
            "лись",
            "ую",
            "йте",
            "ите",
            "ьте",
            "тесь",
            "ать",
            "ить",
            "еть",
        )
    )


_OPENERS = bag(
    "recap summary activity activities numbers stats scorecard highlights overview totals log сводка статистика цифры активность активности скинь кинь дай дайте вышли поделись подскажи покажи открой глянь зацени send share check show give thanks thank off please sorry look see guys folks everyone morning evening afternoon no yes well so then still now spasibo "
    "спасибо друзья ребята господа кстати вообще короче блин жаль увы смотри смотрите внимание важно срочно пока потом дальше "
    "опять снова ждите держите ловите принимайте плюсую минус ничего нормально ладно хорошо плохо ну вот here there congrats "
    "поздравляю поздравляем молодцы красавцы огонь бинго йес win хах ахах мы я он она они оно it its that's this those these "
    "вы ты наконец today yes yep nope after before during when while since because despite total deal kudos props "
    "шеф босс босу boss chief team all hot new just our my your one big best worst first last next busy quiet slow crazy"
)
