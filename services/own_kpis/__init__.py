"""KPIs of a team's own, made and kept by its lead: counters, ratios, the main activity, what the KPIs go by."""

from services.own_kpis.making import (
    MOST,
    bring_back,
    change_words,
    make_counter,
    make_ratio,
    rename,
    retire,
    set_better,
    set_money,
)
from services.own_kpis.model import NewCounter, NewRatio, Own, TeamKpis
from services.own_kpis.pieces import Counted, Suggestion, count_piece, countable, piece_of, suggest
from services.own_kpis.reading import own_kpi, team_kpis
from services.own_kpis.settings import is_activity, set_backdate, set_main, set_ramp, set_retention

__all__ = [
    "MOST",
    "Counted",
    "NewCounter",
    "NewRatio",
    "Own",
    "Suggestion",
    "TeamKpis",
    "bring_back",
    "change_words",
    "count_piece",
    "countable",
    "is_activity",
    "make_counter",
    "make_ratio",
    "own_kpi",
    "piece_of",
    "rename",
    "retire",
    "set_backdate",
    "set_better",
    "set_main",
    "set_money",
    "set_ramp",
    "set_retention",
    "suggest",
    "team_kpis",
]
