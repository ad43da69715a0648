"""What a team counts beside the built-in KPIs, and the settings its KPIs go by, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.kpi import Catalogue, Kpi
from services.roster import TeamOf


@dataclass(frozen=True, slots=True)
class Own:
    """A counter (with its words) or a ratio (of two KPIs) of a team's own."""

    id: int
    team_id: int
    slug: str
    name: str
    form: str  # counter, ratio
    unit: str
    better: str
    words: tuple[str, ...]  # what people write; a retired counter's too
    of: tuple[Kpi, Kpi] | None  # a ratio: what is divided, and by what
    retired_at: datetime | None

    @property
    def counts(self) -> bool:
        return self.form == "counter"


@dataclass(frozen=True, slots=True)
class TeamKpis:
    """A team's own KPIs, those in use first, and what its KPIs go by."""

    team: TeamOf
    own: tuple[Own, ...]
    retired: tuple[Own, ...]
    main: Kpi
    retention_months: int
    backdate_days: int
    ramp: tuple[int, ...]  # percent of a target in a newcomer's first calendar months
    catalogue: Catalogue  # what can be named: built-in and own, retired ones too
    words: dict[str, list[str]]  # of the counters in use


@dataclass(frozen=True, slots=True)
class NewCounter:
    """A counter as a lead asks for it."""

    name: str
    words: tuple[str, ...]
    money: bool = False
    better: str = "up"


@dataclass(frozen=True, slots=True)
class NewRatio:
    """A ratio as a lead asks for it; without a name it is called by its two KPIs."""

    top: str
    bottom: str
    name: str | None = None
    better: str = "up"
