"""Reports and their entries: recording, editing, undoing, correcting, listing."""

from services.entries.corrections import (
    change_client,
    change_day,
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
from services.entries.listing import (
    Card,
    Page,
    Version,
    card,
    clients_like,
    deals,
    open_questions,
    receipt,
    today,
)
from services.entries.model import Double, Line, Near, Receipt, Said, Standing
from services.entries.record import record, revise

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
    "clients_like",
    "confirm",
    "deals",
    "dismiss",
    "fix",
    "not_new",
    "open_questions",
    "receipt",
    "record",
    "rename_client",
    "revise",
    "revive",
    "settle_double",
    "today",
    "undo",
    "void_entry",
]
