"""Reports and their entries: recording, editing, undoing, correcting, listing."""

from services.entries.corrections import (
    change_client,
    change_day,
    change_entry_day,
    confirm,
    dismiss,
    fix,
    not_new,
    rename_client,
    revive,
    settle_double,
    undo,
    void_entry,
)
from services.entries.kinds import words_of
from services.entries.listing import (
    Card,
    Page,
    Version,
    card,
    clients_like,
    deals,
    just_contacted,
    open_questions,
    receipt,
    today,
)
from services.entries.model import Double, Line, Near, Receipt, Said, Standing
from services.entries.record import record, revise
from services.entries.rereading import reread

__all__ = [
    "Card",
    "Double",
    "Line",
    "Near",
    "Page",
    "Receipt",
    "Said",
    "Standing",
    "Version",
    "card",
    "change_client",
    "change_day",
    "change_entry_day",
    "clients_like",
    "confirm",
    "deals",
    "dismiss",
    "fix",
    "just_contacted",
    "not_new",
    "open_questions",
    "receipt",
    "record",
    "rename_client",
    "reread",
    "revise",
    "revive",
    "settle_double",
    "today",
    "undo",
    "void_entry",
    "words_of",
]
