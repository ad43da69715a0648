"""Links that let people in: opaque tokens of which only the hash is kept, expiring, counted, revocable."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Invite, Member, Team
from services.errors import NotFound, Refused

MAX_USES = 1000
MAX_DAYS = 365
CLAIM_DAYS = 7
ROLES = ("manager", "lead")


@dataclass(frozen=True, slots=True)
class Listed:
    """A link without its token, which nobody can show again. `state`: open, used, expired or revoked."""

    id: int
    role: str
    team_id: int | None
    team: str | None
    whom: str | None  # the imported person it is bound to
    uses: int
    max_uses: int
    expires_at: datetime
    state: str


def hash_of(payload: str) -> str:
    """What is stored of a token: the SHA-256 in hex."""
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()


async def create(
    session: AsyncSession,
    *,
    company_id: int,
    team_id: int,
    role: str,
    created_by_id: int | None,
    max_uses: int = 1,
    days: int = 7,
    member_id: int | None = None,
    now: datetime,
) -> str:
    """A new link's payload for `?start=` (22 characters of A-Z a-z 0-9 _ -): said once, never stored.

    `member_id` binds it to an imported person who has not joined. Raises Refused.
    """
    if role not in ROLES:
        raise Refused("error-bad-role", role=role)
    if not 1 <= max_uses <= MAX_USES:
        raise Refused("error-bad-uses", max=MAX_USES)
    if not 1 <= days <= MAX_DAYS:
        raise Refused("error-bad-days", max=MAX_DAYS)
    if member_id is not None:
        if max_uses != 1:
            raise Refused("error-invite-one-person")
        member = await session.get(Member, member_id)
        if member is None or member.company_id != company_id:
            raise NotFound()
        if member.account_id is not None:
            raise Refused("error-invite-joined", name=member.name)
    return await _store(
        session,
        Invite(
            company_id=company_id,
            team_id=team_id,
            role=role,
            member_id=member_id,
            created_by_id=created_by_id,
            created_at=now,
            expires_at=now + timedelta(days=days),
            max_uses=max_uses,
            uses=0,
        ),
    )


async def claim_link(session: AsyncSession, *, now: datetime) -> str:
    """The payload of the link by which the bot's owner claims it, once; earlier unused ones die."""
    await session.execute(
        update(Invite)
        .where(Invite.company_id.is_(None), Invite.revoked_at.is_(None), Invite.uses < Invite.max_uses)
        .values(revoked_at=now)
    )
    expires_at = now + timedelta(days=CLAIM_DAYS)
    return await _store(
        session, Invite(role="owner", created_at=now, expires_at=expires_at, max_uses=1, uses=0)
    )


async def redeem(session: AsyncSession, payload: str, *, account_id: int, now: datetime) -> Invite:
    """The living link of this payload; nothing is used up and nobody joins by asking.

    Raises NotFound: unknown, expired, used up and revoked look the same from outside. One bound to a
    person who has joined meanwhile is dead too, except for the account that did.
    """
    invite = (await session.scalars(select(Invite).where(Invite.token_hash == hash_of(payload)))).first()
    if (
        invite is None
        or invite.revoked_at is not None
        or invite.expires_at <= now
        or invite.uses >= invite.max_uses
    ):
        raise NotFound("error-invite-dead")
    if invite.member_id is not None:
        member = await session.get(Member, invite.member_id)
        if member is None or member.account_id not in (None, account_id):
            raise NotFound("error-invite-dead")
    return invite


async def use(session: AsyncSession, invite_id: int) -> bool:
    """Counts one use; False where none is left, however many try at once."""
    counted = (
        update(Invite)
        .where(Invite.id == invite_id, Invite.uses < Invite.max_uses, Invite.revoked_at.is_(None))
        .values(uses=Invite.uses + 1)
        .returning(Invite.id)
        .execution_options(synchronize_session=False)
    )
    return (await session.scalars(counted)).first() is not None


async def listed(
    session: AsyncSession, *, company_id: int, now: datetime, team_id: int | None = None, dead: bool = False
) -> list[Listed]:
    """The links of a company or team, oldest first; with `dead` also those that no longer work."""
    query = (
        select(Invite, Team.name, Member.name)
        .outerjoin(Team, Team.id == Invite.team_id)
        .outerjoin(Member, Member.id == Invite.member_id)
        .where(Invite.company_id == company_id)
        .order_by(Invite.id)
    )
    if team_id is not None:
        query = query.where(Invite.team_id == team_id)
    found = [
        Listed(
            id=invite.id,
            role=invite.role,
            team_id=invite.team_id,
            team=team,
            whom=whom,
            uses=invite.uses,
            max_uses=invite.max_uses,
            expires_at=invite.expires_at,
            state=_state(invite, now),
        )
        for invite, team, whom in await session.execute(query)
    ]
    return [one for one in found if dead or one.state == "open"]


async def revoke(session: AsyncSession, invite_id: int, *, company_id: int | None, now: datetime) -> None:
    """Ends a link at once; ending it twice is fine. `company_id` None: of any company. Raises NotFound."""
    invite = await session.get(Invite, invite_id)
    if invite is None or (company_id is not None and invite.company_id != company_id):
        raise NotFound("error-invite-not-found")
    if invite.revoked_at is None:
        invite.revoked_at = now
        await session.flush()


async def _store(session: AsyncSession, invite: Invite) -> str:
    payload = secrets.token_urlsafe(16)
    invite.token_hash = hash_of(payload)
    session.add(invite)
    await session.flush()
    return payload


def _state(invite: Invite, now: datetime) -> str:
    if invite.revoked_at is not None:
        return "revoked"
    if invite.uses >= invite.max_uses:
        return "used"
    return "expired" if invite.expires_at <= now else "open"
