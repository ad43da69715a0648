"""The KPIs: what each number means (kpi.md), one entry each, and what measures them for any scopes."""

from services.kpi.clients import RETENTION_MONTHS
from services.kpi.measure import as_decimal, attainment, measure, nothing, ratio
from services.kpi.own import Catalogue, catalogue
from services.kpi.people import Presence, presences, targets
from services.kpi.registry import ALL, AVAILABLE, REGISTRY, Kpi, Part, Sum
from services.kpi.values import NO_VALUE, ZERO, Value, Values

__all__ = [
    "ALL",
    "AVAILABLE",
    "NO_VALUE",
    "REGISTRY",
    "RETENTION_MONTHS",
    "ZERO",
    "Catalogue",
    "Kpi",
    "Part",
    "Presence",
    "Sum",
    "Value",
    "Values",
    "as_decimal",
    "attainment",
    "catalogue",
    "measure",
    "nothing",
    "presences",
    "ratio",
    "targets",
]
