"""`team`: create a team from a script, list what there is."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli import Stop
from bot.cli.common import find_company, print_json, say, utc_now, with_database

if TYPE_CHECKING:
    from db.engine import Database


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("create", "list"), help="create: nothing changes where it exists")
    parser.add_argument("--company", help="its name; made where missing")
    parser.add_argument("--team", help="its name")
    parser.add_argument("--currency", help="of a new company, like RUB")
    parser.add_argument("--country", help="of a new team, like RU: its public holidays")
    parser.add_argument("--timezone", help="of a new team, like Europe/Moscow: where its days begin")
    parser.add_argument("--language", default="en", help="of the team, like ru (default: en)")
    parser.add_argument(
        "--owner",
        type=int,
        action="append",
        default=[],
        metavar="ID",
        help="Telegram user id; may be repeated",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def main(args: argparse.Namespace) -> int:
    if args.action == "list":
        return with_database(lambda db: _list(db, args))
    for needed in ("company", "team"):
        if getattr(args, needed) is None:
            raise Stop(f"team create needs --{needed}", 2)
    return with_database(lambda db: _create(db, args))


async def _create(db: Database, args: argparse.Namespace) -> int:
    from sqlalchemy import select

    from db.models import Team
    from services import companies
    from services.names import clean, person_key

    now = utc_now()
    async with db.write() as session:
        company = await companies.find_company(session, args.company)
        if company is None and args.currency is None:
            raise Stop(f"company {args.company} is new: say its --currency", 2)
        company, new_company = await companies.ensure_company(
            session, name=args.company, currency=args.currency, now=now
        )
        same = select(Team.id).where(
            Team.company_id == company.id, Team.name_key == person_key(clean(args.team))
        )
        if (args.country is None or args.timezone is None) and await session.scalar(same) is None:
            companies.check_name(args.team, "team")
            raise Stop(f"team {args.team} is new: say its --country and --timezone", 2)
        team, new_team = await companies.ensure_team(
            session,
            company_id=company.id,
            name=args.team,
            country=args.country or "",
            timezone=args.timezone or "",
            language=args.language,
            now=now,
        )
        new_owners = [
            owner
            for owner in args.owner
            if await companies.ensure_owner(
                session, company_id=company.id, account_id=owner, language=args.language, now=now
            )
        ]
    if not new_team:
        kept = {"country": team.country, "timezone": team.timezone, "language": team.language}
        for name, value in kept.items():
            asked = getattr(args, name)
            if asked is not None and asked != value and not (name == "language" and asked == "en"):
                say(f"team {team.name} keeps its {name} {value}")
    if args.format == "json":
        print_json(
            {
                "company": {
                    "id": company.id,
                    "name": company.name,
                    "currency": company.currency,
                    "new": new_company,
                },
                "team": {"id": team.id, "name": team.name, "new": new_team},
                "owners": args.owner,
                "new_owners": new_owners,
            }
        )
    else:
        made = "created" if new_team else "already there"
        print(
            f'{made}: team {team.id} "{team.name}" of company {company.id} "{company.name}" ({company.currency})'
        )
    return 0


async def _list(db: Database, args: argparse.Namespace) -> int:
    from sqlalchemy import func, select

    from db.models import Company, Membership, Team

    people = (
        select(func.count())
        .where(Membership.team_id == Team.id, Membership.ends_on.is_(None))
        .correlate(Team)
        .scalar_subquery()
    )
    query = (
        select(Company, Team, people).join(Team, Team.company_id == Company.id).order_by(Company.id, Team.id)
    )
    async with db.read() as session:
        if args.company is not None:
            query = query.where(Company.id == (await find_company(session, args.company)).id)
        rows = (await session.execute(query)).all()
    for company, team, count in rows:
        facts = {
            "id": team.id,
            "team": team.name,
            "company": company.name,
            "currency": company.currency,
            "country": team.country,
            "timezone": team.timezone,
            "language": team.language,
            "people": count,
        }
        if args.format == "json":
            print_json(facts)
        else:
            print("\t".join(str(value) for value in facts.values()))
    return 0
