"""What the bot says without being asked: which pushes there are, when each is due, and who is to get it.

found = await due(session, now, since=the last look)   # Due: one push for one person or one team's chat
rows = await store(session, [Row(…)], now=now)          # the ledger: one row a receiver, push and day or period
"""

from services.pushes.catalogue import PUSHES, Push, Setting, by_name, of_member, of_team
from services.pushes.due import Due, Found, due
from services.pushes.ledger import LIMIT, Row, said_today, store
from services.pushes.slots import Slot, nearest, slots

__all__ = [
    "LIMIT",
    "PUSHES",
    "Due",
    "Found",
    "Push",
    "Row",
    "Setting",
    "Slot",
    "by_name",
    "due",
    "nearest",
    "of_member",
    "of_team",
    "said_today",
    "slots",
    "store",
]
