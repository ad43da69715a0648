"""`team` and `invite`: the same by script as in the chat."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
from typing import Any

import pytest
from sqlalchemy import select

from db.engine import Database
from db.models import Account, Base, Company, Invite, Member, Membership, State, Team
from tests.cli.conftest import Cli

NORTH = [
    "team",
    "create",
    "--company",
    "Вектор",
    "--team",
    "Север",
    "--currency",
    "RUB",
    "--country",
    "RU",
    "--timezone",
    "Europe/Moscow",
    "--language",
    "ru",
    "--owner",
    "1001",
]


def rows(model: type[Base], **add: Any) -> list[Any]:
    """Every row of a table, after adding one when values are given."""

    async def work() -> list[Any]:
        db = Database(os.environ["DATABASE_URL"])
        try:
            async with db.write() as session:
                if add:
                    session.add(model(**add))
                    await session.flush()
                return list(await session.scalars(select(model)))
        finally:
            await db.close()

    return asyncio.run(work())


def test_a_team_is_created_once_with_company_and_owner(cli: Cli) -> None:
    first, second = cli(*NORTH, "--format", "json"), cli(*NORTH, "--format", "json")
    assert first.code == second.code == 0
    assert json.loads(first.out)["team"] == {"id": 1, "name": "Север", "new": True}
    assert json.loads(second.out)["team"]["new"] is False
    assert json.loads(second.out)["new_owners"] == []
    (company,), (team,), (owner,) = rows(Company), rows(Team), rows(Member)
    assert (company.name, company.currency) == ("Вектор", "RUB")
    assert (team.country, team.timezone, team.language) == ("RU", "Europe/Moscow", "ru")
    assert (owner.account_id, owner.is_owner) == (1001, True)
    assert rows(Membership) == []
    assert rows(Account)[0].language == "ru"
    assert "Север\tВектор\tRUB" in cli("team", "list").out


def test_a_second_team_needs_no_currency_and_an_existing_one_keeps_its_settings(cli: Cli) -> None:
    cli(*NORTH)
    more = ["--company", "ВЕКТОР", "--team", "Юг", "--country", "RU", "--timezone", "Asia/Omsk"]
    assert cli("team", "create", *more).code == 0
    changed = cli("team", "create", "--company", "Вектор", "--team", "юг", "--timezone", "UTC")
    assert changed.code == 0
    assert "keeps its timezone Asia/Omsk" in changed.err
    assert len(cli("team", "list", "--format", "json").out.splitlines()) == 2


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--currency", "DEM", "currency"),
        ("--currency", "рубли", "currency"),
        ("--country", "XX", "country"),
        ("--timezone", "Moscow", "time zone"),
        ("--timezone", "../etc/passwd", "time zone"),
        ("--language", "xx", "language"),
        ("--team", " \u200b ", "name"),
        ("--company", "", "name"),
        ("--owner", "-1", "user id"),
        ("--owner", str(2**60), "user id"),
    ],
)
def test_wrong_input_is_one_line_and_changes_nothing(cli: Cli, option: str, value: str, said: str) -> None:
    words = list(NORTH)
    words[words.index(option) + 1] = value
    result = cli(*words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err
    assert rows(Company) == rows(Team) == rows(Account) == []


def test_a_company_has_one_currency_and_a_person_one_company(cli: Cli) -> None:
    cli(*NORTH)
    other = list(NORTH)
    other[other.index("RUB")] = "USD"
    assert "one currency a company" in cli(*other).err
    other[other.index("Вектор")] = "Другая"
    result = cli(*other)
    assert result.code == 2
    assert "1001 already belongs to another company" in result.err
    assert len(rows(Company)) == 1


def test_an_invite_prints_a_payload_and_stores_only_its_hash(cli: Cli) -> None:
    cli(*NORTH)
    made = json.loads(cli("invite", "--team", "север", "--uses", "10", "--format", "json").out)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", made["payload"])
    assert made["link"] is None
    (invite,) = rows(Invite)
    assert invite.token_hash == hashlib.sha256(made["payload"].encode()).hexdigest()
    assert (invite.role, invite.max_uses, (invite.expires_at - invite.created_at).days) == ("manager", 10, 7)
    rows(State, key="bot_username", value="kakdela_bot")
    linked = cli("invite", "--team", "Север", "--role", "lead")
    assert linked.out.startswith("https://t.me/kakdela_bot?start=")
    assert linked.err == ""


def test_invites_are_listed_without_their_payload_and_revoked(cli: Cli) -> None:
    cli(*NORTH)
    payload = cli("invite", "--team", "Север").out.strip()
    listed = cli("invite", "list")
    assert "open\tmanager\tВектор\tСевер" in listed.out
    assert payload not in listed.out
    assert cli("invite", "revoke", "1").code == 0
    assert cli("invite", "list").out == ""
    assert "revoked" in cli("invite", "list", "--all", "--format", "json").out


@pytest.mark.parametrize(
    "words",
    [
        "invite",
        "invite --team Юг",
        "invite --team Север --company Чужая",
        "invite --team Север --uses 0",
        "invite --team Север --uses 1001",
        "invite --team Север --days 0",
        "invite --team Север --for Никто",
        "invite revoke",
        "invite revoke 99",
        "invite revoke 99999999999999999999",
        "team create --company Вектор --team Юг",
        "team create --company Вектор --team Юг --country RU",
        "team list --company Чужая",
        "team create --team Север",
    ],
)
def test_a_wrong_invite_is_one_line(cli: Cli, words: str) -> None:
    cli(*NORTH)
    result = cli(*words.split())
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert rows(Invite) == []


def test_an_invite_can_be_bound_to_an_imported_person(cli: Cli) -> None:
    cli(*NORTH)
    (company,) = rows(Company)
    now = company.created_at
    rows(Member, company_id=company.id, name="Анна Ёлкина", name_key="анна елкина", created_at=now)
    assert cli("invite", "--team", "Север", "--for", "анна  елкина").code == 0
    assert rows(Invite)[0].member_id == 2
    assert cli("invite", "--team", "Север", "--for", "Анна Ёлкина", "--uses", "2").code == 2
