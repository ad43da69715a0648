"""Every command and every button, tried by everybody, with ids of somebody else's: compared with a table of who may.

A new command or callback belongs into the table below; until then this fails. For whoever may not, nothing changes in
any table, something is said, and what is said shows nothing of the others' clients, amounts and names.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

import pytest
from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import delete, insert, select

import bot
import handlers
from bot.i18n import Translator
from bot.menu import COMMANDS
from db.models import (
    Absence,
    Base,
    CalendarDay,
    Client,
    CompanyGoal,
    Dispute,
    Entry,
    Invite,
    Member,
    Membership,
    Report,
    Request,
    Team,
    TeamKpi,
)
from sandbox import Person
from services import invites
from services.entries.model import snapshot
from services.own_kpis.pieces import fingerprint
from tests.town import Clock, Town, running_town

AUTHOR, PEER, LEAD, OTHER_LEAD, OWNER = "author", "peer", "lead", "lead of another team", "owner"
ALIEN, ALIEN_OWNER, REMOVED, OUTSIDER = "manager elsewhere", "owner elsewhere", "removed member", "outsider"
NOBODY: frozenset[str] = frozenset()
OURS = frozenset({AUTHOR, PEER, LEAD, OTHER_LEAD, OWNER})
MEMBERS = OURS | {ALIEN, ALIEN_OWNER}
EVERYBODY = MEMBERS | {REMOVED, OUTSIDER}
LEADERS = frozenset({LEAD, OTHER_LEAD, OWNER, ALIEN_OWNER})
TEAM_LEADERS = frozenset({LEAD, OWNER})
OWNERS = frozenset({OWNER, ALIEN_OWNER})
IN_TEAMS = MEMBERS - OWNERS
CONCERNED = frozenset({AUTHOR, LEAD, OWNER})

CLIENT, AMOUNT, NAME = "Секретик", "777", "Тайнова"


@dataclass
class World:
    """Ids of what belongs to the author and the team."""

    north: int
    south: int
    author: int
    peer: int
    lead: int
    imported: int
    report: int
    entry: int
    asking: int
    double: int
    client: int
    other_client: int
    invite: int
    token: str
    dispute: int
    request: int
    goal: int
    absence: int
    day: int
    own: int
    piece: int
    mark: int


Make = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """`may`: who gets what was asked for. `data`: the fields of a button, or {"text": …} after a command."""

    may: frozenset[str]
    data: Make = field(default=lambda w: {})


COMMAND_RULES: dict[str, Rule] = {
    "me": Rule(MEMBERS),
    "today": Rule(IN_TEAMS),
    "deals": Rule(MEMBERS, lambda w: {"text": CLIENT}),
    "team": Rule(LEADERS),
    "target": Rule(TEAM_LEADERS, lambda w: {"text": f"@taynova выручка {AMOUNT} 000"}),
    "invite": Rule(LEADERS),
    "people": Rule(LEADERS),
    "newteam": Rule(OWNERS, lambda w: {"text": "Ещё одна"}),
    "language": Rule(EVERYBODY),
    "help": Rule(MEMBERS),
    "privacy": Rule(EVERYBODY),
    "leave": Rule(MEMBERS),
    "deal": Rule(IN_TEAMS, lambda w: {"text": "5 000 Лютик"}),
    "log": Rule(IN_TEAMS, lambda w: {"text": "3 звонка"}),
    "fix": Rule(CONCERNED, lambda w: {"text": f"{w.entry} 54 000"}),
    # Explanations: everybody of their own; of the author for who may look at them.
    "why": Rule(CONCERNED, lambda w: {"text": "@taynova выручка"}),
    # KPIs of a team's own.
    "kpi": Rule(LEADERS),
    # Calendar and absences.
    "absence": Rule(IN_TEAMS, lambda w: {"text": "отпуск с 14.12 по 18.12"}),
    "calendar": Rule(LEADERS, lambda w: {"text": "выходной 30.12"}),
    # Requests to the lead, the company's goal.
    "requests": Rule(LEADERS),
    "goal": Rule(MEMBERS),
    "start": Rule(MEMBERS),
}


def report(w: World) -> dict[str, Any]:
    return {"id": w.report}


def asking(w: World) -> dict[str, Any]:
    return {"id": w.asking}


def entry(w: World) -> dict[str, Any]:
    return {"id": w.entry}


def double(w: World) -> dict[str, Any]:
    return {"id": w.double}


def person(w: World) -> dict[str, Any]:
    return {"id": w.author}


def lead(w: World) -> dict[str, Any]:
    return {"id": w.lead}


def person_target(w: World) -> dict[str, Any]:
    return {"member": w.author}


TODAY = date(2026, 11, 23).toordinal()


def figure(w: World) -> dict[str, Any]:
    return {"id": w.author, "start": TODAY - 22, "end": TODAY + 8}


def disputed(w: World) -> dict[str, Any]:
    return {"id": w.dispute}


def request(w: World) -> dict[str, Any]:
    return {"id": w.request}


def absence(w: World) -> dict[str, Any]:
    return {"id": w.absence}


def kpis(w: World) -> dict[str, Any]:
    return {"id": w.north}


def own_kpi(w: World) -> dict[str, Any]:
    return {"id": w.own}


def piece(w: World) -> dict[str, Any]:
    return {"id": w.piece, "arg": w.mark}


BUTTON_RULES: dict[str, Rule] = {
    "ReportDo.undo": Rule(CONCERNED, report),
    "ReportDo.redo": Rule(CONCERNED, report),
    "ReportDo.day": Rule(CONCERNED, report),
    "ReportDo.setday": Rule(CONCERNED, lambda w: {"id": w.report, "arg": TODAY - 1}),
    "ReportDo.entries": Rule(CONCERNED, report),
    "ReportDo.show": Rule(CONCERNED, report),
    "ReportDo.yes": Rule(frozenset({AUTHOR}), asking),
    "ReportDo.no": Rule(CONCERNED, asking),
    "EntryDo.card": Rule(CONCERNED, entry),
    "EntryDo.void": Rule(CONCERNED, entry),
    "EntryDo.unvoid": Rule(CONCERNED, entry),
    "EntryDo.day": Rule(CONCERNED, entry),
    "EntryDo.setday": Rule(CONCERNED, lambda w: {"id": w.entry, "arg": TODAY - 1}),
    "EntryDo.client": Rule(CONCERNED, entry),
    "EntryDo.setclient": Rule(CONCERNED, lambda w: {"id": w.entry, "arg": w.other_client}),
    "EntryDo.same": Rule(CONCERNED, double),
    "EntryDo.two": Rule(CONCERNED, double),
    "EntryDo.known": Rule(CONCERNED, entry),
    "ClientDo.merge": Rule(CONCERNED, lambda w: {"id": w.other_client, "arg": w.client, "report": w.report}),
    "ClientDo.unmerge": Rule(NOBODY, lambda w: {"id": 1, "report": w.report}),
    "ListDo.today": Rule(IN_TEAMS, lambda w: {"start": TODAY, "end": TODAY + 1, "whom": w.author}),
    "ListDo.deals": Rule(CONCERNED, lambda w: {"client": w.client}),
    "TeamDo.show": Rule(TEAM_LEADERS, lambda w: {"id": w.north}),
    "TeamDo.person": Rule(TEAM_LEADERS, person),
    # /me and /team: other periods, the whole, a person as their lead sees them, the company of an owner.
    "TeamDo.file": Rule(TEAM_LEADERS, lambda w: {"id": w.north}),
    "TeamDo.kinds": Rule(TEAM_LEADERS, lambda w: {"id": w.north}),
    "MeDo.show": Rule(CONCERNED, lambda w: {"whom": w.author}),
    "MeDo.whole": Rule(CONCERNED, lambda w: {"whom": w.author}),
    "MeDo.firm": Rule(OWNERS),
    "TargetDo.list": Rule(TEAM_LEADERS, lambda w: {"team": w.north}),
    "TargetDo.whom": Rule(TEAM_LEADERS, lambda w: {"member": w.author}),
    "TargetDo.kpi": Rule(TEAM_LEADERS, lambda w: {"member": w.author, "kpi": "sales_volume"}),
    "TargetDo.set": Rule(
        TEAM_LEADERS, lambda w: {"member": w.author, "kpi": "sales_volume", "value": 77_700_000}
    ),
    # Targets: the same with a yes, without one, who would have met it, taken away, last period's again.
    "TargetDo.sure": Rule(
        TEAM_LEADERS, lambda w: {"member": w.author, "kpi": "sales_volume", "value": 77_700_000}
    ),
    "TargetDo.no": Rule(TEAM_LEADERS, person_target),
    "TargetDo.seen": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "kpi": "deals", "value": 5, "how": 1}),
    "TargetDo.drop": Rule(TEAM_LEADERS, lambda w: {"member": w.author, "kpi": "calls"}),
    "TargetDo.copy": Rule(TEAM_LEADERS, lambda w: {"team": w.north}),
    "TargetDo.raise": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "value": 10, "each": "m"}),
    "TargetDo.paste": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "value": 10, "each": "m"}),
    # Setting up: what is tapped concerns one's own draft only, and nobody here has one.
    "SetupDo.currency": Rule(NOBODY, lambda w: {"arg": "RUB"}),
    "SetupDo.yes": Rule(NOBODY),
    "SetupDo.country": Rule(NOBODY, lambda w: {"arg": "KZ"}),
    "SetupDo.zone": Rule(NOBODY, lambda w: {"arg": "Europe/Moscow"}),
    "SetupDo.language": Rule(NOBODY, lambda w: {"arg": "en"}),
    "SetupDo.cancel": Rule(NOBODY),
    # Whoever has the token may join; those of another company may not, those in the team are in already.
    "JoinDo": Rule(OURS | {REMOVED, OUTSIDER}, lambda w: {"token": w.token}),
    "InviteDo.list": Rule(LEADERS),
    "InviteDo.team": Rule(TEAM_LEADERS, lambda w: {"team": w.north}),
    "InviteDo.role": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "role": "lead"}),
    "InviteDo.make": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "role": "lead", "uses": 1}),
    "InviteDo.revoke": Rule(TEAM_LEADERS, lambda w: {"id": w.invite}),
    "PeopleDo.list": Rule(LEADERS),
    "PeopleDo.card": Rule(TEAM_LEADERS, person),
    "PeopleDo.promote": Rule(frozenset({OWNER}), person),
    "PeopleDo.demote": Rule(frozenset({OWNER}), lead),
    "PeopleDo.move": Rule(frozenset({OWNER}), person),
    "PeopleDo.setteam": Rule(frozenset({OWNER}), lambda w: {"id": w.author, "arg": w.south}),
    "PeopleDo.aside": Rule(frozenset({OWNER}), person),
    "PeopleDo.remove": Rule(TEAM_LEADERS, person),
    "PeopleDo.removeyes": Rule(TEAM_LEADERS, person),
    "PeopleDo.own": Rule(frozenset({OWNER}), person),
    "PeopleDo.ownyes": Rule(frozenset({OWNER}), person),
    "PeopleDo.disown": Rule(frozenset({OWNER}), person),
    "PeopleDo.disownyes": Rule(frozenset({OWNER}), person),
    "PeopleDo.link": Rule(TEAM_LEADERS, lambda w: {"id": w.imported}),
    "LeaveDo.yes": Rule(MEMBERS),
    "LeaveDo.no": Rule(MEMBERS),
    "LanguageDo": Rule(EVERYBODY, lambda w: {"code": "en"}),
    # KPIs of a team's own; of a piece that was not understood its writer asks, a lead makes one.
    "KpiDo.show": Rule(TEAM_LEADERS, kpis),
    "KpiDo.about": Rule(TEAM_LEADERS, lambda w: {"id": w.north, "kpi": "conversion"}),
    "KpiDo.own": Rule(TEAM_LEADERS, own_kpi),
    "KpiDo.new": Rule(TEAM_LEADERS, kpis),
    "KpiDo.ratio": Rule(TEAM_LEADERS, kpis),
    "KpiDo.better": Rule(TEAM_LEADERS, lambda w: {"id": w.own, "arg": 1}),
    "KpiDo.unit": Rule(TEAM_LEADERS, lambda w: {"id": w.own, "arg": 1}),
    "KpiDo.retire": Rule(TEAM_LEADERS, own_kpi),
    "KpiDo.retireyes": Rule(TEAM_LEADERS, own_kpi),
    "KpiDo.back": Rule(TEAM_LEADERS, own_kpi),
    "KpiDo.retired": Rule(TEAM_LEADERS, kpis),
    "KpiDo.main": Rule(TEAM_LEADERS, kpis),
    "KpiDo.setmain": Rule(TEAM_LEADERS, lambda w: {"id": w.north, "kpi": "calls"}),
    "KpiDo.rules": Rule(TEAM_LEADERS, kpis),
    "KpiDo.retention": Rule(TEAM_LEADERS, lambda w: {"id": w.north, "arg": 6}),
    "KpiDo.backdate": Rule(TEAM_LEADERS, lambda w: {"id": w.north, "arg": 6}),
    "KpiDo.ramp": Rule(TEAM_LEADERS, lambda w: {"id": w.north, "arg": 1}),
    "KpiDo.piece": Rule(TEAM_LEADERS, piece),
    "KpiDo.count": Rule(TEAM_LEADERS, piece),
    "KpiDo.suggest": Rule(frozenset({AUTHOR}), piece),
    # Explanations and disputes: a figure only its owner disputes, and only others decide.
    "WhyDo.show": Rule(CONCERNED, figure),
    "WhyDo.list": Rule(CONCERNED, figure),
    "WhyDo.dispute": Rule(frozenset({AUTHOR}), figure),
    "DisputeDo.entry": Rule(frozenset({AUTHOR}), entry),
    "DisputeDo.send": Rule(NOBODY, disputed),
    "DisputeDo.cancel": Rule(NOBODY, disputed),
    "DisputeDo.withdraw": Rule(frozenset({AUTHOR}), disputed),
    "DisputeDo.show": Rule(CONCERNED, disputed),
    "DisputeDo.accept": Rule(TEAM_LEADERS, disputed),
    "DisputeDo.reject": Rule(TEAM_LEADERS, disputed),
    "DisputeDo.words": Rule(NOBODY, disputed),
    # Calendar and absences: whoever may look at a person may end and take back; only leads decide.
    "CalendarDo.show": Rule(TEAM_LEADERS, lambda w: {"team": w.north}),
    "CalendarDo.on": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "arg": 5}),
    "CalendarDo.off": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "arg": 4}),
    "CalendarDo.hours": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "arg": 600, "till": 1140}),
    "CalendarDo.places": Rule(TEAM_LEADERS, lambda w: {"team": w.north}),
    "CalendarDo.place": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "code": "KZ"}),
    "CalendarDo.days": Rule(TEAM_LEADERS, lambda w: {"team": w.north}),
    "CalendarDo.drop": Rule(TEAM_LEADERS, lambda w: {"team": w.north, "arg": w.day}),
    "AbsenceDo.list": Rule(CONCERNED, person),
    "AbsenceDo.sick": Rule(IN_TEAMS),
    "AbsenceDo.off": Rule(IN_TEAMS),
    "AbsenceDo.how": Rule(MEMBERS),
    "AbsenceDo.back": Rule(CONCERNED, absence),
    "AbsenceDo.end": Rule(CONCERNED, absence),
    "AbsenceDo.setend": Rule(CONCERNED, lambda w: {"id": w.absence, "arg": TODAY + 15}),
    "AbsenceDo.drop": Rule(CONCERNED, absence),
    "AbsenceDo.accept": Rule(TEAM_LEADERS, absence),
    "AbsenceDo.decline": Rule(TEAM_LEADERS, absence),
    # Requests to the lead: only they decide, only who asked takes it back. The company's goal is the owners'.
    "RequestDo.list": Rule(LEADERS),
    "RequestDo.show": Rule(CONCERNED, request),
    "RequestDo.yes": Rule(TEAM_LEADERS, request),
    "RequestDo.no": Rule(TEAM_LEADERS, request),
    "RequestDo.withdraw": Rule(frozenset({AUTHOR}), request),
    "GoalDo.show": Rule(MEMBERS, lambda w: {"year": 2026}),
    "GoalDo.remove": Rule(frozenset({OWNER}), lambda w: {"id": w.goal, "year": 2026}),
}

# What those hear who may not. "It is so already" and the like are said to those who may.
DENIALS = (
    "error-denied",
    "error-not-found",
    "error-not-yours",
    "error-entry-gone",
    "error-client-gone",
    "error-merge-gone",
    "error-person-gone",
    "error-team-gone",
    "error-no-team",
    "error-leads-only",
    "error-owners-only",
    "error-invite-not-found",
    "error-invite-dead",
    "error-old-button",
    "own-gone",
    "setup-old-button",
    "outsider",
    "command-unknown",
)


# -- what there is ------------------------------------------------------------------------------


def commands() -> set[str]:
    """Every command some router listens to."""

    def walk(router: Router) -> Iterator[str]:
        for handler in router.message.handlers:
            for one in handler.filters or ():
                if isinstance(one.callback, Command):
                    yield from (str(name) for name in one.callback.commands)
        for inner in router.sub_routers:
            yield from walk(inner)

    return {name for router in handlers.routers() for name in walk(router)} | {c.name for c in COMMANDS}


def buttons() -> dict[str, tuple[type[CallbackData], Any]]:
    """Every class of callback data, with each of its verbs."""
    for room in (bot, handlers):
        for module in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found: dict[str, tuple[type[CallbackData], Any]] = {}
    classes = [CallbackData]
    while classes:
        made = classes.pop()
        classes += made.__subclasses__()
        if made is CallbackData or made.__module__.partition(".")[0] not in ("bot", "handlers"):
            continue
        verb = made.model_fields.get("verb")
        kind = verb.annotation if verb is not None else None
        if isinstance(kind, type) and issubclass(kind, Enum):
            found |= {f"{made.__name__}.{one.value}": (made, one) for one in kind}
        else:
            found[made.__name__] = (made, None)
    return found


def test_every_command_and_button_is_in_the_table() -> None:
    assert commands() == set(COMMAND_RULES)
    assert set(buttons()) == set(BUTTON_RULES)
    prefixes: dict[str, type[CallbackData]] = {}
    for made, _ in buttons().values():
        assert prefixes.setdefault(made.__prefix__, made) is made


# -- a town with everybody in it ----------------------------------------------------------------


async def populate(town: Town) -> tuple[World, dict[str, Person]]:
    who = {
        AUTHOR: town.telegram.person(f"Анна {NAME}", username="taynova"),
        PEER: town.telegram.person("Мила"),
        LEAD: town.telegram.person("Лена"),
        OTHER_LEAD: town.telegram.person("Борис"),
        OWNER: town.telegram.person("Ольга"),
        ALIEN: town.telegram.person("Грета"),
        ALIEN_OWNER: town.telegram.person("Гуго"),
        REMOVED: town.telegram.person("Ушедший"),
        OUTSIDER: town.telegram.person("Прохожий"),
    }
    north = await town.team(
        owners=[who[OWNER]], leads=[who[LEAD]], managers=[who[AUTHOR], who[PEER], who[REMOVED]]
    )
    south = await town.team("Юг", leads=[who[OTHER_LEAD]])
    await town.team("Запад", company="Чужая", owners=[who[ALIEN_OWNER]], managers=[who[ALIEN]])
    author = who[AUTHOR]
    await town.says(author, f"сделка {AMOUNT} 777 {CLIENT} новый клиент")
    await town.says(author, f"сделка {AMOUNT} 777 {CLIENT}")
    await town.says(author, "сделка 15 000 Секретики")
    await town.says(author, "сделка 45 Лютик")
    await town.says(author, "ЛПР 7")
    await town.says(author, "в отпуске с 07.12 по 11.12")
    await town.says(who[LEAD], "/calendar выходной 29.12")
    await town.says(who[REMOVED], "сделка 5 000 Лютик")
    members = {m.account_id: m for m in await town.rows(Member)}
    gone = members[who[REMOVED].id]
    async with town.app.db.write() as session:
        imported = Member(
            company_id=gone.company_id,
            account_id=None,
            name=f"Зоя {NAME}",
            name_key="зоя",
            is_owner=False,
            created_at=town.clock.now(),
        )
        session.add(imported)
        await session.flush()

        session.add(
            Membership(member_id=imported.id, team_id=north, role="manager", starts_on=date(2026, 1, 1))
        )
        dispute = Dispute(
            company_id=gone.company_id,
            team_id=north,
            member_id=members[author.id].id,
            kpi="deals",
            period="month",
            starts_on=date(2026, 11, 1),
            top=2,
            bottom=1,
            text=CLIENT,
            state="open",
            created_at=town.clock.now(),
        )
        session.add(dispute)
        first = (
            await session.scalars(select(Entry).where(Entry.amount == 77_777_700).order_by(Entry.id))
        ).first()
        assert first is not None
        request = Request(
            company_id=gone.company_id,
            team_id=north,
            member_id=members[author.id].id,
            asked_by_id=members[author.id].id,
            what="fix",
            report_id=first.report_id,
            entry_id=first.id,
            payload={
                "do": "fix",
                "args": [first.id],
                "more": {"quantity": 3},
                "changes": [
                    {"entry": first.id, "before": snapshot(first), "after": snapshot(first) | {"quantity": 3}}
                ],
                "clients": {str(first.client_id): CLIENT},
            },
            state="open",
            asked_at=town.clock.now(),
        )
        goal = CompanyGoal(
            company_id=gone.company_id, year=2026, kpi="calls", value=500, created_at=town.clock.now()
        )
        session.add_all((request, goal))
        await session.flush()
        token = await invites.create(
            session,
            company_id=gone.company_id,
            team_id=north,
            role="manager",
            created_by_id=members[who[LEAD].id].id,
            max_uses=10,
            now=town.clock.now(),
        )
    await town.says(who[LEAD], "/people")
    who[LEAD].taps_data(f"p:removeyes:{gone.id}:0")
    await town.settle()
    for one in who.values():
        await town.says(one, "/start")
    [first, second, *_] = await town.rows(Entry, Entry.member_id == members[author.id].id)
    [asked] = await town.rows(Report, Report.state == "asking")
    [unread] = await town.rows(Report, Report.state == "empty")
    async with town.app.db.write() as session:
        counter = TeamKpi(
            company_id=gone.company_id,
            team_id=north,
            slug="otzyvy",
            name="отзывы",
            form="counter",
            unit="count",
            better="up",
            created_at=town.clock.now(),
        )
        session.add(counter)
        (await session.get_one(Team, north)).words = {"otzyvy": ["отзывы", "отзыв"]}
        await session.flush()
        own = counter.id
    [client] = await town.rows(Client, Client.name == CLIENT)
    [other] = await town.rows(Client, Client.name == "Секретики")
    [invite] = await town.rows(Invite)
    [away] = await town.rows(Absence)
    [day] = await town.rows(CalendarDay)
    assert second.double == "open"
    world = World(
        north=north,
        south=south,
        author=members[author.id].id,
        peer=members[who[PEER].id].id,
        lead=members[who[LEAD].id].id,
        imported=imported.id,
        report=first.report_id,
        entry=first.id,
        asking=asked.id,
        double=second.id,
        client=client.id,
        other_client=other.id,
        invite=invite.id,
        token=token,
        dispute=dispute.id,
        request=request.id,
        goal=goal.id,
        absence=away.id,
        day=day.id,
        own=own,
        piece=unread.id,
        mark=fingerprint("ЛПР 7"),
    )
    return world, who


KEPT_ASIDE = {"inbox", "outbox"}  # the way in and the way out; everything else is business


async def dump(town: Town) -> dict[str, list[dict[str, Any]]]:
    """Every row of every business table."""
    async with town.app.db.read() as session:
        found = {}
        for table in Base.metadata.sorted_tables:
            if table.name not in KEPT_ASIDE:
                rows = await session.execute(select(table).order_by(*table.primary_key))
                found[table.name] = [dict(row) for row in rows.mappings()]
    for account in found["account"]:
        account["hinted_on"] = None  # the hint of the day is for everybody
    return found


async def restore(town: Town, kept: dict[str, list[dict[str, Any]]]) -> None:
    async with town.app.db.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "inbox":
                await session.execute(delete(table))
        for table in Base.metadata.sorted_tables:
            if kept.get(table.name):
                await session.execute(insert(table), kept[table.name])


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def spoken(one: Person) -> dict[int, str]:
    """What the bot's messages to them say, buttons and all."""
    return {m.message_id: str(m.raw) for m in one.sees() if m.from_bot}


class Walk:
    """One action, tried by everybody. Collects what is wrong instead of stopping at the first."""

    def __init__(self, town: Town, who: dict[str, Person], kept: dict[str, list[dict[str, Any]]]) -> None:
        self.town, self.who, self.kept = town, who, kept
        self.wrong: list[str] = []
        self.denials = {
            text(key)
            for language in ("ru", "en")
            for key in DENIALS
            for text in (Translator(language).plain,)
        }

    async def attempt(self, what: str, roles: frozenset[str], act: Callable[[Person], Any]) -> dict[str, str]:
        """What each was told (new or changed messages, and the toast); whoever is not concerned learns nothing."""
        before = {role: spoken(self.who[role]) for role in roles}
        taps = {role: act(self.who[role]) for role in roles}
        await self.town.settle()
        told = {}
        for role in roles:
            texts = [m.text for m in self.who[role].sees() if m.from_bot and _new(m, before[role])]
            toast = getattr(taps[role], "answer", None)
            told[role] = "\n".join([*texts, *([toast] if toast else [])])
            shown = told[role] + "".join(
                text for key, text in spoken(self.who[role]).items() if before[role].get(key) != text
            )
            secrets = [CLIENT, NAME, AMOUNT]
            if role not in CONCERNED and any(secret in shown for secret in secrets):
                self.wrong.append(f"{what}: {role} was shown {shown[:300]!r}")
        return told

    async def rule(self, what: str, rule: Rule, act: Callable[[Person], Any]) -> None:
        barred = EVERYBODY - rule.may
        told = await self.attempt(what, barred, act)
        for role, text in told.items():
            if not text:
                self.wrong.append(f"{what}: {role} may not and hears nothing")
        if changed := differing(self.kept, await dump(self.town)):
            self.wrong.append(f"{what}: changed {changed}, by one of {sorted(barred)}")
            await restore(self.town, self.kept)
        for role in sorted(rule.may):
            text = (await self.attempt(what, frozenset({role}), act))[role]
            if text in self.denials or (what[0] == "/" and not text):  # a tap may leave the message as it is
                self.wrong.append(f"{what}: {role} may but hears {text!r}")
            if differing(self.kept, await dump(self.town)):
                await restore(self.town, self.kept)


def _new(message: Any, before: dict[int, str]) -> bool:
    return bool(before.get(message.message_id) != str(message.raw))


@pytest.mark.parametrize("part", ["commands", "buttons of records", "other buttons"])
async def test_everybody_may_do_what_the_table_says_and_nothing_else(
    sqlite_url: str, clock: Clock, part: str
) -> None:
    async with running_town(sqlite_url, clock=clock) as town:
        world, who = await populate(town)
        walk = Walk(town, who, await dump(town))
        if part == "commands":
            for name, rule in COMMAND_RULES.items():
                text = f"/{name} {rule.data(world).get('text', '')}".strip()
                await walk.rule(f"/{name}", rule, lambda one, text=text: one.says(text))  # type: ignore[misc]
        else:
            for name, (made, verb) in buttons().items():
                if name.startswith(("ReportDo", "EntryDo", "ClientDo")) != (part == "buttons of records"):
                    continue
                rule = BUTTON_RULES[name]
                fields = rule.data(world) | ({"verb": verb} if verb is not None else {})
                data = made(**fields).pack()
                await walk.rule(name, rule, lambda one, data=data: one.taps_data(data))  # type: ignore[misc]
        assert not walk.wrong, "\n".join(walk.wrong)


async def test_ids_that_nobody_has_do_no_harm(sqlite_url: str, clock: Clock) -> None:
    async with running_town(sqlite_url, clock=clock) as town:
        world, who = await populate(town)
        kept = await dump(town)
        wrong = []
        for name, (made, verb) in buttons().items():
            if name in HARMLESS:
                continue
            fields = BUTTON_RULES[name].data(world) | ({"verb": verb} if verb is not None else {})
            forgeries = forged(made, fields)
            taps = [one.taps_data(d) for d in forgeries for one in (who[OWNER], who[LEAD], who[AUTHOR])]
            await town.settle()
            wrong += [f"{name}: no answer" for tap in taps if not tap.answered]
            wrong += [f"{name}: {tap.answer}" for tap in taps if tap.answer and "сломалось" in tap.answer]
            if changed := differing(kept, await dump(town)):
                wrong.append(f"{name}: changed {changed} by one of {forgeries}")
                await restore(town, kept)
        assert not wrong, "\n".join(wrong)


def forged(made: type[CallbackData], fields: dict[str, Any]) -> list[str]:
    """The same button with ids nobody has, ids no database can hold, and words for ids."""
    sign = made.__separator__
    own = made(**fields).pack().split(sign)
    order = list(made.model_fields)
    numbers = [order.index(key) + 1 for key, value in fields.items() if isinstance(value, int)]
    found = []
    for value in ("999999999", str(10**18), "-1", "0", "x", "") if numbers else ("x",):
        parts = [value if n in (numbers or [len(own) - 1]) else part for n, part in enumerate(own)]
        found.append(sign.join(parts)[:64])
    return [data for data in found if data != sign.join(own)]


# Ids that mean something else there: no client, the value zero of a target, one's own leaving.
HARMLESS = frozenset({"LeaveDo.yes", "EntryDo.setclient", "TargetDo.set"})
