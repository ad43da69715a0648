"""Who hears that a place or a met target of a closed period changed: the person, and the lead, one message each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Company, Member, Membership, Team
from services import roster
from services.closing.count import Scope
from services.closing.store import Moved
from services.roster import Person


@dataclass(slots=True)
class Word:
    """One message. `own`: about the reader alone; else `names` say whom each line is about."""

    to: Person
    currency: str
    own: bool
    items: list[Moved] = field(default_factory=list)
    names: dict[Scope, str] = field(default_factory=dict)


async def words(session: AsyncSession, moved: Sequence[Moved]) -> list[Word]:
    """The messages about what moved in one company; nobody gets two, and who cannot be reached none."""
    if not moved:
        return []
    company = await session.get_one(Company, moved[0].company_id)
    teams = {one.team_id for one in moved if one.team_id is not None}
    members = {one.scope[1] for one in moved if one.scope[0] == "manager"}
    lead = and_(Membership.team_id.in_(teams), Membership.role == "lead")
    people = await roster.people(
        session, Member.company_id == company.id, or_(Member.id.in_(members), lead, Member.is_owner)
    )
    reachable = [one for one in people if one.account_id is not None]
    names = await _names(session, members, teams, company)
    found: dict[int, Word] = {}

    def tell(person: Person, one: Moved, *, own: bool) -> None:
        word = found.setdefault(person.member_id, Word(person, company.currency, own, names=names))
        word.own = word.own and own
        if one not in word.items:
            word.items.append(one)

    for one in moved:
        leads = [p for p in reachable if p.role == "lead" and p.team_id == one.team_id and one.team_id]
        for person in leads or [p for p in reachable if p.is_owner]:
            tell(person, one, own=False)
    for one in moved:
        for person in reachable:
            if one.scope == ("manager", person.member_id):
                tell(person, one, own=True)
    return list(found.values())


async def _names(
    session: AsyncSession, members: set[int], teams: set[int], company: Company
) -> dict[Scope, str]:
    names: dict[Scope, str] = {("company", company.id): company.name}
    if members:
        rows = await session.execute(select(Member.id, Member.name).where(Member.id.in_(members)))
        names |= {("manager", row.id): row.name for row in rows}
    if teams:
        rows = await session.execute(select(Team.id, Team.name).where(Team.id.in_(teams)))
        names |= {("team", row.id): row.name for row in rows}
    return names
