"""Months of believable deals for the demo: the same every time for the same day."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from math import exp
from pathlib import Path

COLUMNS = ("deal_id", "rep", "team", "client", "opened_at", "closed_at", "status", "amount")

# How each sells: deals on a usual day, the usual amount, the share that comes from clients they know.
SELLERS: dict[str, tuple[float, int, float]] = {
    "Анна": (0.9, 52_000, 0.55),
    "Борис": (0.6, 78_000, 0.35),
    "Вера": (1.1, 31_000, 0.65),
    "Глеб": (0.4, 45_000, 0.30),
    "Emma": (0.7, 64_000, 0.45),
}
_FORMS = ("ООО", "ООО", "ООО", "АО", "ИП", "")
_FIRST = (
    "Гранит", "Север", "Заря", "Ладога", "Восход", "Кедр", "Маяк", "Орион", "Парус", "Рассвет", "Сокол",
    "Титан", "Уют", "Факел", "Этюд", "Янтарь", "Альтаир", "Берег", "Вымпел", "Горизонт", "Дельта", "Ермак",
    "Жасмин", "Импульс", "Каскад", "Лотос", "Меридиан", "Нева", "Онега", "Пилот", "Родник", "Сириус", "Тайга",
    "Урал", "Форум", "Хорда", "Цитрус", "Чайка", "Штурман", "Эталон", "Юпитер", "Ясень", "Атлант", "Базис",
    "Волна", "Глобус", "Диалог", "Зенит", "Кварц",
)  # fmt: skip
_SECOND = ("", "", "", " Плюс", " Строй", " Трейд", " Сервис", " Групп")


def rows(today: date, *, team: str = "Север", days: int = 92, seed: int = 7) -> list[dict[str, str]]:
    """Deals won and lost in the `days` before `today`, oldest first, in the columns of an import."""
    dice = random.Random(seed)
    names = [f"{first}{second}" for second in _SECOND[3:] for first in _FIRST]
    names = list(_FIRST) + dice.sample(names, 60)
    dice.shuffle(names)
    clients = [f"{form} {name}".strip() for name, form in ((n, dice.choice(_FORMS)) for n in names)]
    known: dict[str, list[str]] = {name: [] for name in SELLERS}
    found: list[dict[str, str]] = []
    for back in range(days, 0, -1):
        day = today - timedelta(days=back)
        if day.weekday() >= 5:
            continue
        for name, (pace, usual, loyal) in SELLERS.items():
            for _ in range(_poisson(dice, pace * (1.15 if day.day >= 24 else 1.0))):
                if known[name] and dice.random() < loyal:
                    client = dice.choice(known[name])
                elif clients:
                    client = clients.pop()
                else:
                    client = dice.choice(known[name] or ["Ромашка"])
                won = dice.random() < 0.72
                if won and client not in known[name]:
                    known[name].append(client)
                amount = round(usual * dice.lognormvariate(0, 0.5) / 500) * 500
                opened = day - timedelta(days=max(1, round(dice.lognormvariate(2.4, 0.6))))
                found.append(
                    {
                        "deal_id": f"D{len(found) + 1:04}",
                        "rep": name,
                        "team": team,
                        "client": client,
                        "opened_at": opened.isoformat(),
                        "closed_at": day.isoformat(),
                        "status": "won" if won else "lost",
                        "amount": str(max(amount, 3000) if won else 0),
                    }
                )
    return found


# Calls, contacts, meetings, proposals on a usual day, by person; the deals follow from about a tenth of the contacts.
ACTIVITIES: dict[str, tuple[float, float, float, float]] = {
    "Анна": (11.0, 6.0, 1.2, 1.5),
    "Борис": (8.0, 4.5, 1.5, 1.0),
    "Вера": (16.0, 8.0, 0.8, 2.0),
    "Глеб": (6.0, 4.0, 0.6, 0.5),
    "Emma": (9.0, 5.0, 1.4, 1.2),
}
ACTIVITY_KINDS = ("call", "contact", "meeting", "proposal")


def activities(today: date, *, days: int = 92, seed: int = 11) -> list[tuple[str, date, str, int]]:
    """(name, day, kind, quantity) of the work behind the deals, on weekdays before `today`, oldest first."""
    dice = random.Random(seed)
    found = []
    for back in range(days, 0, -1):
        day = today - timedelta(days=back)
        if day.weekday() >= 5:
            continue
        for name, usual in ACTIVITIES.items():
            for kind, mean in zip(ACTIVITY_KINDS, usual, strict=True):
                if quantity := _poisson(dice, mean):
                    found.append((name, day, kind, quantity))
    return found


def write(path: Path, today: date, **options: int | str) -> int:
    """Writes the history as a CSV file for `import`; gives the number of rows."""
    found = rows(today, **options)  # type: ignore[arg-type]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(found)
    return len(found)


def _poisson(dice: random.Random, mean: float) -> int:
    """Knuth's method, good for small means."""
    limit, k, p = exp(-mean), 0, 1.0
    while True:
        p *= dice.random()
        if p <= limit:
            return k
        k += 1
