"""Setting up: the answers so far, kept with the account until the company or a further team is made of them.

`company` → `currency` → `team` → `place` (→ `zone`, where a country has several). A draft that adds a team to a
company begins at `place`.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Account, Company, Member, Team
from services import access, companies, people
from services.access import Me, Speaker
from services.errors import Denied, Refused
from services.names import person_key


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers so far; what was not asked yet holds the guess. `company_id`: a further team for that company."""

    step: str
    currency: str
    country: str
    timezone: str
    language: str
    company: str = ""
    team: str = ""
    company_id: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it. `member_id`: the owner."""

    company: str
    currency: str
    team_id: int
    team: str
    member_id: int
    first: bool  # the company was made too


def require_creator(speaker: Speaker, *, owner_ids: Collection[int], registration: str) -> None:
    """Raises Denied for whoever may not create a company: not named, not claimed, and registration is closed."""
    if not (speaker.may_create or speaker.account_id in owner_ids or registration == "open"):
        raise Denied("outsider")


async def current(session: AsyncSession, account_id: int) -> Draft | None:
    """Where the person is; None when nothing is being set up."""
    kept = await session.scalar(select(Account.setup).where(Account.id == account_id))
    try:
        return Draft(**json.loads(kept)) if kept else None
    except (ValueError, TypeError):  # kept by another version: begin again
        return None


async def keep(session: AsyncSession, account_id: int, draft: Draft | None) -> None:
    kept = json.dumps(asdict(draft), ensure_ascii=False, separators=(",", ":")) if draft else None
    await session.execute(update(Account).where(Account.id == account_id).values(setup=kept))


async def name_company(session: AsyncSession, account_id: int, draft: Draft, name: str) -> Draft:
    """Raises Refused for an empty name."""
    return await _go_on(
        session, account_id, replace(draft, step="currency", company=companies.check_name(name, "company"))
    )


async def choose_currency(session: AsyncSession, account_id: int, draft: Draft, code: str) -> Draft:
    """Raises Refused for what is no currency."""
    return await _go_on(
        session, account_id, replace(draft, step="team", currency=companies.check_currency(code))
    )


async def name_team(session: AsyncSession, account_id: int, draft: Draft, name: str) -> Draft:
    """Raises Refused for an empty name."""
    return await _go_on(
        session, account_id, replace(draft, step="place", team=companies.check_name(name, "team"))
    )


async def choose_country(session: AsyncSession, account_id: int, draft: Draft, code: str) -> Draft:
    """A country with several time zones: which one is asked next. Raises Refused."""
    return await _go_on(
        session, account_id, replace(draft, step="zone", country=companies.check_country(code))
    )


async def choose_language(session: AsyncSession, account_id: int, draft: Draft, code: str) -> Draft:
    """The team's language. Raises Refused."""
    return await _go_on(session, account_id, replace(draft, language=companies.check_language(code)))


async def begin_team(session: AsyncSession, me: Me, account_id: int, name: str) -> Draft:
    """A further team of the owner's company, with the newest team's place and language as the guess.

    Raises Denied; Refused for an empty name or one there is.
    """
    access.require_owner(me)
    name = companies.check_name(name, "team")
    taken = select(Team.name).where(Team.company_id == me.company_id, Team.name_key == person_key(name))
    if (there := await session.scalar(taken)) is not None:
        raise Refused("error-team-exists", team=there)
    newest = select(Team).where(Team.company_id == me.company_id).order_by(Team.id.desc()).limit(1)
    like = (await session.scalars(newest)).first()
    draft = Draft(
        step="place",
        currency=me.currency,
        country=like.country if like else "US",
        timezone=like.timezone if like else "UTC",
        language=like.language if like else "en",
        team=name,
        company_id=me.company_id,
    )
    return await _go_on(session, account_id, draft)


async def finish(
    session: AsyncSession, speaker: Speaker, draft: Draft, *, country: str, timezone: str, now: datetime
) -> Made:
    """Makes the company with its owner, who leads its first team and can log at once; or the further team.

    Raises Denied, Refused.
    """
    me = speaker.me
    if draft.company_id is None:
        if me is not None:
            raise Refused("error-member-already", company=me.company_name)
        company = await companies.create_company(
            session, name=draft.company, currency=draft.currency, now=now, owner_account_id=speaker.account_id
        )
    else:
        if me is None or me.company_id != draft.company_id:
            raise Denied()
        access.require_owner(me)
        company = await session.get_one(Company, me.company_id)
    team = await companies.create_team(
        session,
        company_id=company.id,
        name=draft.team,
        country=country,
        timezone=timezone,
        language=draft.language,
        now=now,
    )
    await keep(session, speaker.account_id, None)
    owner = (
        await session.scalars(
            select(Member).where(Member.account_id == speaker.account_id, Member.left_at.is_(None))
        )
    ).one()
    if draft.company_id is None:
        owner.agreed_at = now
        await people.start_membership(session, owner.id, team, "lead", now=now)
    return Made(company.name, company.currency, team.id, team.name, owner.id, draft.company_id is None)


async def _go_on(session: AsyncSession, account_id: int, draft: Draft) -> Draft:
    await keep(session, account_id, draft)
    return draft
