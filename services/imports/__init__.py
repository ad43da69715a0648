"""Won deals from a file: first read into a plan without a database, then recorded as a whole, once however often."""

from __future__ import annotations

from services.imports.reading import Bad, Deal, Person, Plan, columns_of, plan
from services.imports.recording import Outcome, Preview, analyze, apply, preview

__all__ = [
    "Bad",
    "Deal",
    "Outcome",
    "Person",
    "Plan",
    "Preview",
    "analyze",
    "apply",
    "columns_of",
    "plan",
    "preview",
]
