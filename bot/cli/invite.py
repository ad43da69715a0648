"""`invite`: make, list and revoke links that let people in; never asks Telegram."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli import Stop
from bot.cli.common import LINES, find_company, find_team, listing, print_json, say, utc_now, with_database

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from db.engine import Database
    from db.models import Member


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("create", "list", "revoke"), default="create")
    parser.add_argument("id", nargs="?", type=int, help="of the link to revoke")
    parser.add_argument("--company", help="needed where two companies have a team of that name")
    parser.add_argument("--team", help="the team to join")
    parser.add_argument("--role", choices=("manager", "lead"), default="manager", help="default: manager")
    parser.add_argument(
        "--uses", type=int, default=1, metavar="N", help="how many people may use it (default: 1)"
    )
    parser.add_argument("--days", type=int, default=7, metavar="N", help="how long it works (default: 7)")
    parser.add_argument(
        "--for", dest="whom", metavar="NAME", help="an imported person: joining makes it their history"
    )
    parser.add_argument("--all", action="store_true", help="list also links that no longer work")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.epilog = (
        'JSON: {"payload": …, "link": …}; link is null until the bot has run once and knows its name.'
    )


def main(args: argparse.Namespace) -> int:
    if args.action == "revoke":
        if args.id is None:
            raise Stop("invite revoke needs the id of a link (see: kakdela invite list)", 2)
        if not 0 < args.id < 2**63:
            raise Stop(LINES["error-invite-not-found"], 2)
        return with_database(lambda db: _revoke(db, args.id))
    if args.id is not None:
        raise Stop(f"unexpected {args.id}", 2)
    if args.action == "list":
        return with_database(lambda db: _list(db, args))
    if args.team is None:
        raise Stop("invite needs --team", 2)
    return with_database(lambda db: _create(db, args))


async def _create(db: Database, args: argparse.Namespace) -> int:
    from db.models import State
    from services import invites

    async with db.write() as session:
        company_id = (await find_company(session, args.company)).id if args.company is not None else None
        team = await find_team(session, args.team, company_id)
        whom = await _imported(session, team.company_id, args.whom) if args.whom is not None else None
        payload = await invites.create(
            session,
            company_id=team.company_id,
            team_id=team.id,
            role=args.role,
            created_by_id=None,
            max_uses=args.uses,
            days=args.days,
            member_id=whom.id if whom is not None else None,
            now=utc_now(),
        )
        username = await session.get(State, "bot_username")
    link = (
        f"https://t.me/{username.value}?start={payload}" if username is not None and username.value else None
    )
    if args.format == "json":
        print_json({"payload": payload, "link": link})
    else:
        print(link or payload)
        if link is None:
            say(
                f"the bot's name is unknown until it has run; then the link is https://t.me/BOT?start={payload}"
            )
    return 0


async def _imported(session: AsyncSession, company_id: int, name: str) -> Member:
    from sqlalchemy import select

    from db.models import Member
    from services.names import person_key

    waiting = (
        select(Member)
        .where(Member.company_id == company_id, Member.left_at.is_(None), Member.account_id.is_(None))
        .order_by(Member.id)
    )
    people = list(await session.scalars(waiting))
    found = [person for person in people if person.name_key == person_key(name)]
    if not found:
        there = listing(person.name for person in people) or "nobody"
        raise Stop(f"no imported person called {name} waits to join; waiting: {there}", 2)
    return found[0]


async def _list(db: Database, args: argparse.Namespace) -> int:
    from sqlalchemy import select

    from db.models import Company
    from services import invites

    async with db.read() as session:
        if args.company is not None:
            companies = [await find_company(session, args.company)]
        else:
            companies = list(await session.scalars(select(Company).order_by(Company.id)))
        team_id = None
        if args.team is not None:
            team = await find_team(session, args.team, companies[0].id if args.company is not None else None)
            companies, team_id = [one for one in companies if one.id == team.company_id], team.id
        rows = [
            (company, one)
            for company in companies
            for one in await invites.listed(
                session, company_id=company.id, team_id=team_id, now=utc_now(), dead=args.all
            )
        ]
    for company, one in rows:
        facts = {
            "id": one.id,
            "state": one.state,
            "role": one.role,
            "company": company.name,
            "team": one.team,
            "for": one.whom,
            "uses": one.uses,
            "max_uses": one.max_uses,
            "expires_at": one.expires_at.isoformat(timespec="seconds"),
        }
        if args.format == "json":
            print_json(facts)
        else:
            print("\t".join("" if value is None else str(value) for value in facts.values()))
    return 0


async def _revoke(db: Database, invite_id: int) -> int:
    from services import invites

    async with db.write() as session:
        await invites.revoke(session, invite_id, company_id=None, now=utc_now())
    print(f"revoked {invite_id}")
    return 0
