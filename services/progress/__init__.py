"""Where people and teams stand: pace, need, forecast, change, and the one useful sentence.

`standings` (load.py) is for any number of people at once, in few statements; `of_member`, `whole_of_member`,
`of_team`, `of_company` and `table` are what /me and /team ask for.
"""

from services.progress.activities import Effort
from services.progress.forecast import Forecast
from services.progress.forecast import said as forecast_ends
from services.progress.load import SHORT, Progress, Standings, standings
from services.progress.member import beside, of_member, whole_of_member
from services.progress.sentence import Sentence, in_activities, sentence
from services.progress.standing import BEHIND, EARLY, LITTLE, ON_PACE, RISK, Moment, Stand, moment
from services.progress.team import (
    CompanyProgress,
    Table,
    TeamProgress,
    TeamStand,
    of_company,
    of_team,
    table,
)
from services.progress.whole import Change, Whole

__all__ = [
    "BEHIND",
    "EARLY",
    "LITTLE",
    "ON_PACE",
    "RISK",
    "SHORT",
    "Change",
    "CompanyProgress",
    "Effort",
    "Forecast",
    "Moment",
    "Progress",
    "Sentence",
    "Stand",
    "Standings",
    "Table",
    "TeamProgress",
    "TeamStand",
    "Whole",
    "beside",
    "forecast_ends",
    "in_activities",
    "moment",
    "of_company",
    "of_member",
    "of_team",
    "sentence",
    "standings",
    "table",
    "whole_of_member",
]
