"""Joining: what a link offers to whom, and what agreeing to it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import Database
from db.models import Account, Company, Entry, Invite, Member, Membership, Team
from services import invites, people
from services.access import Speaker
from services.errors import NotFound, Refused
from services.names import clean, person_key


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link means for the one who opened it.

    `kind`: `claim` (become the owner of this bot), `join`, `move` (from another team of the company), `here`
    (nothing: they are in that team). `watchers`: names of those who will see the person's figures.
    """

    kind: str
    company: str = ""
    team: str = ""
    role: str = ""
    whom: str | None = None  # the imported person whose history it brings
    entries: int = 0  # of that history
    watchers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inviter:
    """Who is told that somebody joined."""

    account_id: int
    language: str


@dataclass(frozen=True, slots=True)
class Joined:
    offer: Offer
    name: str
    told: tuple[Inviter, ...] = ()


async def look(session: AsyncSession, speaker: Speaker, payload: str, *, now: datetime) -> Offer:
    """What this link offers to this person. Changes nothing. Raises NotFound (dead link), Refused."""
    return (await _look(session, speaker, payload, now))[1]


async def accept(session: AsyncSession, speaker: Speaker, payload: str, *, now: datetime) -> Joined:
    """The person agreed: they are in the team from now on. `here`: they were already, nothing is used up.

    One who was in the company before, or whom the link names, goes on with their history.
    Raises NotFound (dead link, also one just used up by somebody else), Refused.
    """
    found, offer = await _look(session, speaker, payload, now)
    if offer.kind == "here":
        return Joined(offer, speaker.me.name if speaker.me else "")
    if offer.kind == "claim" or found.company_id is None or not await invites.use(session, found.id):
        raise NotFound("error-invite-dead")
    team = await session.get_one(Team, found.team_id)
    member = await _member(session, speaker, found, now)
    await _enter(session, member.id, team, found.role, now)
    await session.execute(update(Account).where(Account.id == speaker.account_id).values(setup=None))
    return Joined(offer, member.name, await _told(session, found, member.id))


async def claim(session: AsyncSession, speaker: Speaker, payload: str, *, now: datetime) -> None:
    """The person may create a company from now on. Raises NotFound, Refused."""
    found, offer = await _look(session, speaker, payload, now)
    if offer.kind != "claim" or not await invites.use(session, found.id):
        raise NotFound("error-invite-dead")
    await session.execute(update(Account).where(Account.id == speaker.account_id).values(may_create=True))


async def claim_line(db: Database, bot_username: str | None, now: datetime) -> str | None:
    """What the bot's owner opens to claim it (a link, or `/start …` while its name is unknown).

    None when somebody has: there is an owner, or one who may create a company. Each call makes a new link and ends
    the ones before, because what is stored of them cannot be shown again.
    """
    async with db.write() as session:
        owner = select(Member.id).where(Member.is_owner, Member.left_at.is_(None)).limit(1)
        claimed = select(Account.id).where(Account.may_create).limit(1)
        if await session.scalar(owner) is not None or await session.scalar(claimed) is not None:
            return None
        payload = await invites.claim_link(session, now=now)
    return f"https://t.me/{bot_username}?start={payload}" if bot_username else f"/start {payload}"


async def _look(session: AsyncSession, speaker: Speaker, payload: str, now: datetime) -> tuple[Invite, Offer]:
    me = speaker.me
    try:
        found = await invites.redeem(session, payload, account_id=speaker.account_id, now=now)
    except NotFound:
        # Used up perhaps by this very person, a second ago: who is in is told so.
        used = (
            await session.scalars(select(Invite).where(Invite.token_hash == invites.hash_of(payload)))
        ).first()
        if me is None or used is None or used.team_id is None or used.team_id != me.team_id:
            raise
        return used, Offer("here", me.company_name, me.team_name or "")
    if found.company_id is None:
        if me is not None:
            raise Refused("error-claim-member", company=me.company_name)
        return found, Offer("claim")
    company = await session.get_one(Company, found.company_id)
    team = await session.get_one(Team, found.team_id)
    if me is not None and me.company_id != found.company_id:
        raise Refused("error-join-elsewhere", company=me.company_name)
    if me is not None and found.member_id not in (None, me.member_id):
        raise Refused("error-invite-bound")
    kind = "join" if me is None else "here" if me.team_id == found.team_id else "move"
    whom, entries = None, 0
    if found.member_id is not None:
        whom = (await session.get_one(Member, found.member_id)).name
        mine = select(func.count(Entry.id)).where(
            Entry.member_id == found.member_id, Entry.voided_at.is_(None)
        )
        entries = await session.scalar(mine) or 0
    watchers = await _watchers(session, company.id, team.id, speaker.account_id)
    return found, Offer(kind, company.name, team.name, found.role, whom, entries, watchers)


async def _watchers(session: AsyncSession, company_id: int, team_id: int, but: int) -> tuple[str, ...]:
    """The team's leads, then the company's owners."""
    query = (
        select(Member.name)
        .outerjoin(Membership, and_(Membership.member_id == Member.id, Membership.ends_on.is_(None)))
        .where(
            Member.company_id == company_id,
            Member.left_at.is_(None),
            Member.account_id.is_not(None),
            Member.account_id != but,
            or_(Member.is_owner, and_(Membership.team_id == team_id, Membership.role == "lead")),
        )
        .order_by(Member.is_owner, Member.id)
    )
    return tuple(await session.scalars(query))


async def _member(session: AsyncSession, speaker: Speaker, found: Invite, now: datetime) -> Member:
    """Who joins: as now, as the imported person, as before they left, or somebody new."""
    if speaker.me is not None:
        return await session.get_one(Member, speaker.me.member_id)
    if found.member_id is not None:
        member = await session.get_one(Member, found.member_id)
        member.account_id, member.left_at, member.agreed_at = speaker.account_id, None, now
        await session.flush()
        return member
    before = (
        select(Member)
        .where(Member.account_id == speaker.account_id, Member.company_id == found.company_id)
        .order_by(Member.id.desc())
        .limit(1)
    )
    known = (await session.scalars(before)).first()
    if known is not None:
        known.left_at, known.agreed_at = None, now
        await session.flush()
        return known
    name = clean(f"{speaker.first_name} {speaker.last_name or ''}")
    fresh = Member(
        company_id=found.company_id,
        account_id=speaker.account_id,
        name=name,
        name_key=person_key(name),
        is_owner=False,
        agreed_at=now,
        created_at=now,
    )
    session.add(fresh)
    await session.flush()
    return fresh


async def _enter(session: AsyncSession, member_id: int, team: Team, role: str, now: datetime) -> None:
    """Into the team; who waits in it already, imported, only gets the role."""
    same = (
        update(Membership)
        .where(Membership.member_id == member_id, Membership.team_id == team.id, Membership.ends_on.is_(None))
        .values(role=role)
        .returning(Membership.id)
        .execution_options(synchronize_session=False)
    )
    if (await session.scalars(same)).first() is None:
        await people.start_membership(session, member_id, team, role, now=now)


async def _told(session: AsyncSession, found: Invite, joined_id: int) -> tuple[Inviter, ...]:
    """Who made the link and who leads the team, as far as the bot can write to them."""
    leads = select(Membership.member_id).where(
        Membership.team_id == found.team_id, Membership.role == "lead", Membership.ends_on.is_(None)
    )
    query = (
        select(Account.id, Account.language)
        .join(Member, Member.account_id == Account.id)
        .where(
            or_(Member.id == found.created_by_id, Member.id.in_(leads)),
            Member.id != joined_id,
            Member.left_at.is_(None),
            Account.started,
            Account.unreachable_at.is_(None),
        )
        .order_by(Account.id)
    )
    return tuple(Inviter(*row) for row in await session.execute(query))
