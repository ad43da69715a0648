"""What managers write: names of clients and lines with a deal in each, as the parser has to read them every day."""

from __future__ import annotations

import random

MANAGERS = 64
KNOWN = 2_000  # clients of the history; a manager's own are those whose number has the manager's remainder

_FIRST = ("Ром", "Вел", "Карт", "Бел", "Сев", "Тор", "Град", "Мер", "Нов", "Лад", "Пол", "Зар", "Дон", "Фар", "Глоб", "Стан")  # fmt: skip
_MIDDLE = ("ак", "ен", "ин", "ов", "ар", "ул", "ет", "ир", "ан", "ель", "ост", "юм", "ез", "иг")
_LAST = ("ика", "онт", "ея", "ис", "екс", "ара", "ония", "ия", "ум", "анта", "етта", "ол", "ит", "ера", "ада", "инг")  # fmt: skip
_ALL = len(_FIRST) * len(_MIDDLE) * len(_LAST)
_LINES = (
    "сделка {amount} {client}",
    "сделка {amount} {client}",
    "Сделка {amount} ООО «{client}»",
    "продажа {amount} {client}",
    "закрыл сделку с {client} на {amount}",
    "{client} сделка {amount}",
)


def client(number: int) -> str:
    """The client of that number; the first 3,584 have names of one word."""
    round_, number = divmod(number, _ALL)
    rest, last = divmod(number * 7919 % _ALL, len(_LAST))
    first, middle = divmod(rest, len(_MIDDLE))
    return _FIRST[first] + _MIDDLE[middle] + _LAST[last] + (f"-{round_ + 1}" if round_ else "")


class Talk:
    """Lines of managers, the same ones for the same seed: four of five about a client of theirs, the fifth is new."""

    def __init__(self, seed: int, *, new_share: float = 0.2) -> None:
        self._dice = random.Random(seed)
        self._new_share = new_share
        self._fresh = KNOWN

    def line(self, manager: int) -> str:
        """What the manager of that number (0 to 63) writes next."""
        dice = self._dice
        new = dice.random() < self._new_share
        if new:
            name = client(self._fresh)
            self._fresh += 1
        else:
            name = client(dice.randrange(KNOWN // MANAGERS) * MANAGERS + manager)
        amount = (
            f"{dice.randrange(10, 900)}к"
            if dice.random() < 0.7
            else f"{dice.randrange(10, 900)} {dice.randrange(10)}00"
        )
        line = dice.choice(_LINES).format(amount=amount, client=name)
        return line + " новый клиент" if new and dice.random() < 0.3 else line
