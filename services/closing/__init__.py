"""Periods that are closed: when, what is stored of them, and what is corrected in them later (kpi.md)."""

from services.closing.due import HORIZON, Due, closes_after, due, is_preliminary
from services.closing.recount import Pending, pending, recount, recount_closing, settle
from services.closing.store import Moved, Stored, close, close_due, stored
from services.closing.telling import Word, words
from services.gate import Change, NeedsLead, approved, imported, touched, touched_clients

__all__ = [
    "HORIZON",
    "Change",
    "Due",
    "Moved",
    "NeedsLead",
    "Pending",
    "Stored",
    "Word",
    "approved",
    "close",
    "close_due",
    "closes_after",
    "due",
    "imported",
    "is_preliminary",
    "pending",
    "recount",
    "recount_closing",
    "settle",
    "stored",
    "touched",
    "touched_clients",
    "words",
]
