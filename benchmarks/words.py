"""Names of clients and messages of managers: plain, different, and read as deals by the parser."""

from __future__ import annotations

import random
from collections.abc import Iterator


FIRST = ("Ром", "Вел", "Карт", "Бел", "Сев", "Тор", "Град", "Мер", "Нов", "Лад", "Пол", "Зар", "Дон", "Фар", "Глоб", "Стан")
MIDDLE = ("ак", "ен", "ин", "ов", "ар", "ул", "ет", "ир", "ан", "ель", "ост", "юм", "ез", "иг")
LAST = ("ика", "онт", "ея", "ис", "екс", "ара", "ония", "ия", "ум", "анта", "етта", "ол", "ит", "ера", "ада", "инг")


def client(number: int) -> str:
    """The client of that number; 3,584 differ without a suffix."""
    number, last = divmod(number * 7919 % (len(FIRST) * len(MIDDLE) * len(LAST)), len(LAST))
    first, middle = divmod(number, len(MIDDLE))
    return FIRST[first] + MIDDLE[middle] + LAST[last]
