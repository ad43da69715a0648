"""Who was in which team when, and the targets people and teams are held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Member, Membership, Target
from services.periods import Period


@dataclass(frozen=True, slots=True)
class Presence:
    """Someone's time in a team; `end` is the first day no longer in it, None while it lasts."""

    member_id: int
    team_id: int
    role: str
    is_owner: bool
    start: date
    end: date | None

    def overlaps(self, period: Period) -> bool:
        return self.start < period.end and (self.end is None or self.end > period.start)

    @property
    def sells(self) -> bool:
        """A manager is listed with zeros too; a lead or owner only when they sold."""
        return self.role == "manager" and not self.is_owner


async def presences(session: AsyncSession, company_id: int) -> list[Presence]:
    """Every membership of a company's people, past and present."""
    query = (
        select(Membership, Member.is_owner)
        .join(Member, Member.id == Membership.member_id)
        .where(Member.company_id == company_id)
        .order_by(Membership.id)
    )
    return [
        Presence(one.member_id, one.team_id, one.role, is_owner, one.starts_on, one.ends_on)
        for one, is_owner in await session.execute(query)
    ]


async def targets(
    session: AsyncSession, *, company_id: int, by: str, period: Period
) -> dict[int, dict[str, int]]:
    """Values by member or team id and slug: the version valid at the period's end; none taken away.

    Only for `by` manager or team, and only targets of the period's own kind.
    """
    if by not in ("manager", "team"):
        return {}
    whose = Target.member_id if by == "manager" else Target.team_id
    query = (
        select(whose, Target.kpi, Target.value)
        .where(
            Target.company_id == company_id,
            whose.is_not(None),
            Target.period == period.kind,
            Target.valid_from < period.end,
        )
        .order_by(Target.valid_from, Target.id)
    )
    newest: dict[tuple[int, str], int | None] = {}
    for scope_id, slug, value in await session.execute(query):
        newest[int(scope_id or 0), slug] = value
    found: dict[int, dict[str, int]] = {}
    for (scope_id, slug), value in newest.items():
        if value is not None:
            found.setdefault(scope_id, {})[slug] = value
    return found
