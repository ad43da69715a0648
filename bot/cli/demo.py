"""`demo`: the bot, a local Telegram and a chat page on this machine; no token, nothing is kept."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import webbrowser
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.app import App
    from sandbox import LocalTelegram, Person

PORT = 8765
DAYS = 125  # three whole months and more: forecasts learn from finished ones
COMPANY, TEAM, ZONE = "Вектор", "Север", "Europe/Moscow"
LEAD_ID = 1001
# First name, Telegram user id, @name, language.
SELLERS = (
    ("Анна", 1002, "anna", "ru"),
    ("Борис", 1003, "boris", "ru"),
    ("Вера", 1004, "vera", "ru"),
    ("Глеб", 1005, "gleb", "ru"),
    ("Emma", 1006, "emma", "en"),
)
# Whose (None: the team's), which KPI, for which period, how much; money in kopecks.
TARGETS = (
    ("Анна", "sales_volume", "month", 800_000_00),
    ("Анна", "meetings", "week", 5),
    ("Анна", "calls", "month", 220),
    ("Борис", "sales_volume", "month", 800_000_00),
    ("Борис", "meetings", "week", 6),
    ("Вера", "sales_volume", "month", 600_000_00),
    ("Вера", "average_check", "month", 35_000_00),
    ("Глеб", "deals", "month", 12),
    ("Emma", "sales_volume", "month", 850_000_00),
    (None, "sales_volume", "month", 3_300_000_00),
)
TRY = ("сделка 45 000 ООО Ромашка новый клиент", "12 звонков, 2 встречи, КП 3", "/me", "/why удержание")
TRY_EN = ("deal 45k Acme new client", "12 calls, 2 meetings", "/me", "/why retention")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=None, help=f"port of the chat page (default: {PORT}, or one that is free)"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def main(args: argparse.Namespace) -> int:
    from bot import logs

    # aiogram is imported the ordinary way here: the local Telegram checks requests against all of its models.
    logs.setup("WARNING")
    return asyncio.run(_demo(args.port, open_page=not args.no_browser))


async def _demo(port: int | None, *, open_page: bool) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    print("Starting: a company, four months of its deals, six people …", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="kakdela-demo-") as folder:
        telegram = await _telegram(port)
        try:
            url = f"sqlite+aiosqlite:///{Path(folder, 'demo.db')}"
            await _company(url, Path(folder))
            from bot.app import build
            from bot.config import Settings

            settings = Settings(
                _env_file=None,
                bot_token=telegram.token,
                telegram_api_url=telegram.url,
                database_url=url,
                owner_ids=(LEAD_ID,),
            )
            app = build(settings)
            async with app.running():
                await _settle_in(telegram, app)
                page = f"{telegram.url}/?as={SELLERS[0][1]}"
                print(f"\n  The chat page: {page}\n\n  Try, as Anna:")
                for n, line in enumerate(
                    (TRY[0], "edit that message to 54 000, then tap «Отменить»", TRY[2]), 1
                ):
                    print(f"    {n}. {line}")
                print("\n  Ctrl-C ends it.", flush=True)
                if open_page and _has_screen():
                    await asyncio.to_thread(webbrowser.open, page)
                await stop.wait()
        finally:
            await telegram.stop()
    return 0


async def _telegram(port: int | None) -> LocalTelegram:
    """On the port that was asked for; else on the usual one, or any that is free."""
    from bot.cli import Stop
    from sandbox import LocalTelegram

    for candidate in (port,) if port is not None else (PORT, 0):
        telegram = LocalTelegram(port=candidate or 0)
        try:
            await telegram.start()
        except (OSError, OverflowError) as error:
            if port is not None:
                reason = getattr(error, "strerror", None) or error
                raise Stop(f"port {port} cannot be used: {reason}", 2) from None
            continue
        return telegram
    raise Stop("no free port was found")


async def _company(url: str, folder: Path) -> None:
    """The company with its history, brought in the way a file is brought in by `import`."""
    from db.engine import Database
    from db.migrate import upgrade
    from sandbox import history
    from services import companies, imports

    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo(ZONE)).date()
    file = folder / "history.csv"
    history.write(file, today, team=TEAM, days=DAYS)
    await upgrade(url, now=now)
    db = Database(url)
    try:
        plan = imports.plan(file.read_bytes(), currency="RUB", one_team=TEAM)
        async with db.write() as session:
            done = await imports.apply(
                session, plan, company=COMPANY, country="RU", timezone=ZONE, language="ru", now=now
            )
            await companies.ensure_owner(
                session, company_id=done.company_id, account_id=LEAD_ID, language="ru", now=now
            )
            await _work_and_targets(session, done.company_id, today, now)
    finally:
        await db.close()


async def _work_and_targets(session: AsyncSession, company_id: int, today: date, now: datetime) -> None:
    """Calls and meetings of the same months, and the targets people had then: what pace and forecasts are read from."""
    from sqlalchemy import insert, select

    from db.models import Entry, Member, Membership
    from sandbox import history
    from services import targets
    from services.kpi import REGISTRY
    from services.periods import add_months

    there = select(Member.name, Member.id, Membership.team_id).join(
        Membership, Membership.member_id == Member.id
    )
    people = {name: (id_, team) for name, id_, team in await session.execute(there)}
    rows = [
        {
            "company_id": company_id,
            "team_id": people[name][1],
            "member_id": people[name][0],
            "kind": kind,
            "quantity": quantity,
            "day": day,
            "created_at": now,
        }
        for name, day, kind, quantity in history.activities(today, days=DAYS)
    ]
    await session.execute(insert(Entry), rows)
    team_id = next(iter(people.values()))[1]
    for name, slug, each, value in TARGETS:
        await targets.store(
            session,
            targets.Order(REGISTRY[slug], value, each, add_months(today, -3)),
            REGISTRY,
            company_id=company_id,
            currency="RUB",
            member_id=people[name][0] if name else None,
            team_id=None if name else team_id,
            today=today,
            by_id=None,
            now=now,
            past=True,
        )


async def _settle_in(telegram: LocalTelegram, app: App) -> None:
    """Everybody joins by a link and says something, as people would."""
    lead = telegram.person("Олег", id=LEAD_ID, username="oleg", language="ru")
    people = [
        telegram.person(name, id=number, username=username, language=language)
        for name, number, username, language in SELLERS
    ]
    lead.starts()
    await _quiet(telegram, app)
    for person, payload in zip([lead, *people], await _links(app), strict=True):
        person.starts(payload)
        await _quiet(telegram, app)
        _agree(person)
    await _quiet(telegram, app)
    for line in (
        "/target Анна выручка 1,1 млн — последние месяцы были сильными",
        "/target команда выручка 3,5 млн",
        "/goal выручка 15 млн",
    ):
        lead.says(line)
    for person, line in (
        (people[1], "18 звонков, 2 встречи"),
        (people[2], "24 звонка, КП 3, сделка 38к Кедр"),
        (people[4], "15 calls, 1 demo"),
    ):
        person.says(line, at=datetime.now(UTC) - timedelta(minutes=5))
    people[3].says("в отпуске с {:%d.%m} по {:%d.%m}".format(*_next_days_off()))
    await _quiet(telegram, app)
    russian = ("сделка с новым клиентом", "дела за день одной строкой", "как у вас дела", "откуда эта цифра")
    telegram.hints([{"text": t, "why": w} for t, w in zip(TRY, russian, strict=True)])
    english = (
        "a deal with a new client",
        "a day in one line",
        "where you stand",
        "where a figure comes from",
    )
    telegram.hints([{"text": t, "why": w} for t, w in zip(TRY_EN, english, strict=True)], people[4])
    telegram.hints(
        [
            {"text": "/team", "why": "команда с одного взгляда"},
            {"text": "/target", "why": "цели на месяц"},
            {"text": "/why @anna выручка", "why": "откуда эта цифра"},
            {"text": "/requests", "why": "что ждёт вашего ответа"},
        ],
        lead,
    )


async def _links(app: App) -> list[str]:
    """A personal link for each: the lead's first, then those of the imported sellers."""
    from sqlalchemy import select

    from db.models import Member, Team
    from services import invites

    async with app.db.write() as session:
        team = (await session.scalars(select(Team))).one()
        members = {m.name: m.id for m in await session.scalars(select(Member))}

        async def link(role: str, member_id: int | None) -> str:
            return await invites.create(
                session,
                company_id=team.company_id,
                team_id=team.id,
                role=role,
                created_by_id=None,
                member_id=member_id,
                now=app.now(),
            )

        links = [await link("lead", None)]
        links += [await link("manager", members[name]) for name, *_ in SELLERS]
        return links


def _agree(person: Person) -> None:
    """Taps the first button of the newest message: the one that agrees."""
    message = person.last()
    button = next((b for row in message.buttons or [] for b in row if b.data), None)
    if button is not None and button.data is not None:
        person.taps_data(button.data, message=message)


async def _quiet(telegram: LocalTelegram, app: App) -> None:
    """Waits until every update was handled and answered."""
    while True:
        await telegram.wait_for(lambda: telegram.quiet, timeout=30)
        await app.settled()
        if telegram.quiet:
            return


def _next_days_off() -> tuple[date, date]:
    """Thursday and Friday of next week."""
    today = datetime.now(ZoneInfo(ZONE)).date()
    monday = today + timedelta(days=7 - today.weekday())
    return monday + timedelta(days=3), monday + timedelta(days=4)


def _has_screen() -> bool:
    """Whether opening a browser would open a window, and not take over the terminal."""
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
