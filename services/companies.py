"""Companies, teams and owners: made once, found again by name, their settings checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import available_timezones

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.engine import insert_or_ignore
from db.models import Account, Company, Member, State, Team
from services.errors import Refused
from services.names import clean, person_key

UNKNOWN_OWNER = "Owner"  # one known by number only, until they write
MAX_ACCOUNT_ID = 2**52  # Telegram: user ids have at most 52 significant bits
_LOCALES = Path(__file__).parent.parent / "locales"


@cache
def currencies() -> frozenset[str]:
    """ISO 4217 codes that are legal tender somewhere today."""
    from babel.core import get_global

    return frozenset(
        code
        for uses in get_global("territory_currencies").values()
        for code, _, until, tender in uses
        if until is None and tender
    )


@cache
def countries() -> frozenset[str]:
    """ISO 3166 codes of two letters."""
    table = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[0] for line in table.splitlines() if line and line[0] != "#")


@cache
def languages() -> frozenset[str]:
    """The languages the bot speaks: one file each in locales/."""
    return frozenset({"en", "ru"} | {file.stem for file in _LOCALES.glob("*.ftl") if file.stem[0] != "_"})


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def check_currency(code: str) -> str:
    """The code in capitals. Raises Refused."""
    if code.strip().upper() not in currencies():
        raise Refused("error-bad-currency", currency=clean(code, 20))
    return code.strip().upper()


def check_country(code: str) -> str:
    """The code in capitals. Raises Refused."""
    if code.strip().upper() not in countries():
        raise Refused("error-bad-country", country=clean(code, 20))
    return code.strip().upper()


def check_timezone(name: str) -> str:
    """The IANA name as it is. Raises Refused."""
    if name.strip() not in _zones():
        raise Refused("error-bad-timezone", timezone=clean(name, 64))
    return name.strip()


def check_language(code: str, known: Iterable[str] | None = None) -> str:
    """The code in lower case. Raises Refused."""
    known = languages() if known is None else known
    if code.strip().lower() not in known:
        raise Refused("error-bad-language", language=clean(code, 20), known=", ".join(sorted(known)))
    return code.strip().lower()


def check_name(name: str, what: str) -> str:
    """The name cleaned of what must not be shown. Raises Refused when nothing is left."""
    cleaned = clean(name)
    if not person_key(cleaned):
        raise Refused("error-name-empty", what=what)
    return cleaned


async def lock(session: AsyncSession, what: str, *, shared: bool = False) -> None:
    """Makes whoever else asks for the same lock wait until this transaction ends.

    `shared`: those who take it so do not wait for each other. A row lock on PostgreSQL; on SQLite the writing transaction is alone anyway.
    """
    key = f"lock:{what}"
    await session.execute(insert_or_ignore(session, State, ["key"]).values(key=key, value=""))
    await session.execute(select(State.key).where(State.key == key).with_for_update(read=shared))


async def find_company(session: AsyncSession, name: str) -> Company | None:
    """The oldest company of that name."""
    query = select(Company).where(Company.name_key == person_key(clean(name))).order_by(Company.id).limit(1)
    return (await session.scalars(query)).first()


async def create_company(
    session: AsyncSession, *, name: str, currency: str, now: datetime, owner_account_id: int | None = None
) -> Company:
    """A new company, even where one of that name exists; its owner's account must exist. Raises Refused."""
    name, currency = check_name(name, "company"), check_currency(currency)
    company = Company(name=name, name_key=person_key(name), currency=currency, created_at=now)
    session.add(company)
    await session.flush()
    if owner_account_id is not None:
        account = await session.get(Account, owner_account_id)
        owner = clean(f"{account.first_name} {account.last_name or ''}") if account is not None else ""
        await _own(session, company.id, owner_account_id, owner or UNKNOWN_OWNER, now)
    return company


async def ensure_company(
    session: AsyncSession, *, name: str, currency: str | None, now: datetime
) -> tuple[Company, bool]:
    """The company of that name and whether it was made now.

    Raises Refused when it counts in another currency than asked for, or is new and no currency is said.
    """
    await lock(session, "companies")
    company = await find_company(session, check_name(name, "company"))
    if company is None:
        made = await create_company(session, name=name, currency=currency or "", now=now)
        return made, True
    if currency is not None and check_currency(currency) != company.currency:
        raise Refused(
            "error-currency-mismatch", company=company.name, has=company.currency, asked=currency.upper()
        )
    return company, False


async def create_team(
    session: AsyncSession,
    *,
    company_id: int,
    name: str,
    country: str,
    timezone: str,
    language: str,
    now: datetime,
) -> Team:
    """A new team. Raises Refused, also when the company has a team of that name."""
    team, made = await ensure_team(
        session,
        company_id=company_id,
        name=name,
        country=country,
        timezone=timezone,
        language=language,
        now=now,
    )
    if not made:
        raise Refused("error-team-exists", team=team.name)
    return team


async def ensure_team(
    session: AsyncSession,
    *,
    company_id: int,
    name: str,
    country: str,
    timezone: str,
    language: str,
    now: datetime,
) -> tuple[Team, bool]:
    """The company's team of that name and whether it was made now; an existing one keeps its settings."""
    name = check_name(name, "team")
    find = select(Team).where(Team.company_id == company_id, Team.name_key == person_key(name))
    team = (await session.scalars(find)).first()
    if team is not None:
        return team, False
    values = {
        "company_id": company_id,
        "name": name,
        "name_key": person_key(name),
        "country": check_country(country),
        "timezone": check_timezone(timezone),
        "language": check_language(language),
        "main_activity": "contacts",
        "retention_months": 3,
        "backdate_days": 3,
        "created_at": now,
    }
    made = insert_or_ignore(session, Team, ["company_id", "name_key"]).values(values).returning(Team.id)
    fresh = (await session.scalars(made)).first() is not None
    return (await session.scalars(find)).one(), fresh


async def ensure_owner(
    session: AsyncSession,
    *,
    company_id: int,
    account_id: int,
    language: str,
    now: datetime,
    name: str = UNKNOWN_OWNER,
) -> bool:
    """Makes a Telegram user an owner of the company, met before or not; True when they were none yet.

    An owner is in no team by this. Raises Refused when they belong to another company.
    """
    if not 0 < account_id < MAX_ACCOUNT_ID:
        raise Refused("error-bad-account", account_id=account_id)
    account = insert_or_ignore(session, Account, ["id"]).values(
        id=account_id,
        first_name=name,
        language=check_language(language),
        may_create=False,
        started=False,
        created_at=now,
    )
    await session.execute(account)
    return await _own(session, company_id, account_id, name, now)


async def _own(session: AsyncSession, company_id: int, account_id: int, name: str, now: datetime) -> bool:
    every = select(Member).where(Member.account_id == account_id).order_by(Member.id.desc())
    members = list(await session.scalars(every))
    active = next((member for member in members if member.left_at is None), None)
    if active is not None and active.company_id != company_id:
        raise Refused("error-owner-elsewhere", account_id=account_id)
    here = active or next((member for member in members if member.company_id == company_id), None)
    if here is None:
        values = {"company_id": company_id, "account_id": account_id, "is_owner": True, "created_at": now}
        await session.execute(insert(Member).values(**values, name=name, name_key=person_key(name)))
        return True
    if here.is_owner and here.left_at is None:
        return False
    here.is_owner, here.left_at = True, None
    await session.flush()
    return True


def day_in(now: datetime, timezone: str) -> date:
    """The date at `now` in a time zone."""
    from zoneinfo import ZoneInfo

    return now.astimezone(ZoneInfo(timezone)).date()
