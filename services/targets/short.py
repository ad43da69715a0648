"""A KPI in the few bytes that a button has for it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from services.kpi import Kpi

LONGEST = 13  # bytes of a button


def code(slug: str) -> str:
    """The slug, or where it is long or could be taken for something else a mark with a number made of it."""
    if len(slug) <= LONGEST and slug.isascii() and ":" not in slug and not slug.startswith("~"):
        return slug
    return f"~{zlib.crc32(slug.encode()):08x}"


def coded(text: str, catalogue: Mapping[str, Kpi]) -> Kpi | None:
    """The KPI of the catalogue that `code` wrote; None for anything else."""
    return next((kpi for slug, kpi in catalogue.items() if code(slug) == text), None)
