"""/me and /team: where one stands, the whole, other periods, who is behind a line, the file; figures that people read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.callbacks import Kind, TeamDo, TeamVerb
from bot.callbacks_progress import MeDo, MeVerb
from db.models import (
    Absence,
    Account,
    Base,
    Company,
    CompanyGoal,
    Entry,
    Member,
    Membership,
    Target,
    Team,
    TeamKpi,
)
from sandbox import Person
from services.names import person_key
from tests.handlers.test_lists import labels, plain
from tests.town import Town


async def add(town: Town, *rows: Base) -> None:
    async with town.app.db.write() as session:
        session.add_all(rows)


async def ids(town: Town) -> dict[int, Any]:
    """Members by Telegram id."""
    return {m.account_id: m for m in await town.rows(Member)}


def target(town: Town, member: Any, kpi: str, value: int, **more: Any) -> Target:
    values = {
        "member_id": member.id,
        "period": "month",
        "valid_from": date(2026, 1, 1),
        "created_at": town.clock.now(),
    } | more
    return Target(company_id=member.company_id, kpi=kpi, value=value, **values)


def away(town: Town, member: Any, first: date, last: date) -> Absence:
    return Absence(
        company_id=member.company_id,
        member_id=member.id,
        kind="sick",
        starts_on=first,
        ends_on=last,
        state="counted",
        created_at=town.clock.now(),
    )


def people(town: Town, *names: tuple[str, str]) -> Sequence[Person]:
    return [town.telegram.person(name, username=username, language="ru") for name, username in names]


async def test_me_tells_where_one_stands_in_a_few_lines(town: Town) -> None:
    anna, lead = people(town, ("Анна", "anna"), ("Борис", "boris"))
    await town.team(managers=[anna], leads=[lead])
    nothing = plain(await town.says(anna, "/me"))
    assert "Ноябрь 2026" in nothing
    assert "Выручка: 0 ₽" in nothing
    assert "Средний чек: — (пока нет сделок с суммой)" in nothing
    assert "Сегодня записей пока нет" in nothing
    assert "Цели на это время пока нет. Её ставит руководитель" in nothing
    assert "Звонки" not in nothing

    await town.says(anna, "сделка 45к Ромашка")
    await town.says(anna, "12 звонков")
    await town.says(anna, "вчера сделка 100к Лютик")
    await town.says(anna, "возврат 10к Лютик")
    await town.says(anna, "1.10 сделка 900к Лютик")
    member = (await ids(town))[anna.id]
    await add(
        town,
        target(town, member, "sales_volume", 10_000_000),
        target(town, member, "calls", 50),
        target(town, member, "average_check", 8_000_000),
        away(town, member, date(2026, 11, 9), date(2026, 11, 13)),
    )
    shown = plain(await town.says(anna, "/me"))
    assert "Выручка: 135 000 ₽ из 75 000 ₽ (180 %) · выполнено ✅" in shown  # never capped
    assert "↳ вместо 100 000 ₽: 5 рабочих дней не в счёт" in shown
    assert "Звонки: 12 из 38 (32 %) · под угрозой" in shown
    assert "Средний чек: 72 500 ₽ из 80 000 ₽ (91 %)" in shown
    assert "Сегодня: 35 000 ₽, 1 сделка, 12 звонков" in shown
    assert "💡 Звонки: чтобы успеть, нужно по 4,3 в день. Осталось рабочих дней: 6." in shown
    # The receipt goes by the same target, after the same days off.
    receipt = plain(await town.says(anna, "сделка 5к Астра"))
    assert "Ноябрь: 3 сделки, 140 000 ₽ из 75 000 ₽ (187 %)" in receipt
    await town.says(anna, "/me")
    await town.taps(anna, "Сегодня")
    assert "12 звонков" in plain(anna.last())
    # At half past midnight in Moscow it is the next day, though not yet in London.
    town.clock.at = town.clock.at.replace(hour=21, minute=30)
    assert "Сегодня записей пока нет" in plain(await town.says(anna, "/me"))


async def test_a_newcomers_target_is_the_same_on_me_and_on_the_receipt(town: Town) -> None:
    [vera] = people(town, ("Вера", "vera"))
    team = await town.team(managers=[vera])
    member = (await ids(town))[vera.id]
    async with town.app.db.write() as session:
        (await session.get_one(Team, team)).ramp = "50,75"
        (await session.get_one(Member, member.id)).created_at = datetime(2026, 11, 2, 8, tzinfo=UTC)
        [stay] = await session.scalars(select(Membership).where(Membership.member_id == member.id))
        stay.starts_on = date(2026, 11, 2)
    await add(town, target(town, member, "sales_volume", 10_000_000))
    shown = plain(await town.says(vera, "/me"))
    assert "Выручка: 0 ₽ из 50 000 ₽ (0 %)" in shown
    assert "↳ вместо 100 000 ₽: цель новичка" in shown
    assert "10 000 ₽ из 50 000 ₽ (20 %)" in plain(await town.says(vera, "сделка 10к Лютик"))
    async with town.app.db.write() as session:
        [stay] = await session.scalars(select(Membership).where(Membership.member_id == member.id))
        stay.starts_on = date(2026, 11, 16)  # eleven of twenty days
        (await session.get_one(Member, member.id)).created_at = datetime(2026, 11, 16, 8, tzinfo=UTC)
    shown = plain(await town.says(vera, "/me"))
    assert "Выручка: 10 000 ₽ из 27 500 ₽ (36 %)" in shown
    assert "из 27 500 ₽ (73 %)" in plain(await town.says(vera, "сделка 10к Астра"))


async def test_the_need_is_told_in_activities_by_whose_conversion(town: Town) -> None:
    anna, vera, lead = people(town, ("Анна", "anna"), ("Вера", "vera"), ("Борис", "boris"))
    await town.team(managers=[anna, vera], leads=[lead])
    await town.says(anna, "10.11 5 сделок 500к")
    await town.says(anna, "9.11 20 контактов")
    await town.says(vera, "10.11 сделка 60к Лютик")
    members = await ids(town)
    await add(
        town,
        target(town, members[anna.id], "sales_volume", 110_000_000),
        target(town, members[vera.id], "deals", 13),
    )
    shown = plain(await town.says(anna, "/me"))
    assert "по 100 000 ₽ в день, это примерно 4 контакта по вашей конверсии" in shown
    shown = plain(await town.says(vera, "/me"))  # no contacts of her own: 20 for the team's six deals
    assert "по 2 в день, это примерно 7 контактов по конверсии команды" in shown
    # Less than one a day is told all in all, and so is what it takes.
    await add(town, target(town, members[anna.id], "deals", 9))
    page = await town.says(lead, "/team")
    await town.taps(lead, "Анна", message=page)
    assert "↳ осталось 4 на 6 рабочих дней, это примерно 16 контактов по личной конверсии" in plain(
        lead.last()
    )
    async with town.app.db.write() as session:
        for row in await session.scalars(select(Target).where(Target.kpi == "sales_volume")):
            await session.delete(row)
    shown = plain(await town.says(anna, "/me"))
    assert "нужно ещё 4 за 6 рабочих дней, это примерно 16 контактов по вашей конверсии." in shown


async def test_the_whole_other_periods_and_versions_of_targets(town: Town) -> None:
    anna, lead = people(town, ("Анна", "anna"), ("Борис", "boris"))
    team = await town.team(managers=[anna], leads=[lead])
    await town.says(anna, "9.11 5 сделок 58к Ромашка")
    members = await ids(town)
    whose, by = members[anna.id], members[lead.id]
    for month, first, last in ((8, 60, 40), (9, 50, 50), (10, 40, 60)):
        for day, thousands in ((5 if month == 8 else 3, first), (27, last)):
            await add(
                town,
                Entry(
                    company_id=whose.company_id,
                    team_id=team,
                    member_id=whose.id,
                    kind="deal",
                    quantity=3,
                    amount=thousands * 100_000,
                    day=date(2026, month, day),
                    created_at=town.clock.now(),
                ),
            )
    await add(
        town,
        target(town, whose, "sales_volume", 9_000_000, created_by_id=by.id),
        target(town, whose, "sales_volume", 12_000_000, valid_from=date(2026, 11, 1), created_by_id=by.id),
        target(town, whose, "deals", 3, period="week"),
        CompanyGoal(
            company_id=whose.company_id,
            year=2026,
            kpi="sales_volume",
            value=716_000_000,
            created_by_id=by.id,
            created_at=town.clock.now(),
        ),
    )
    message = await town.says(anna, "/me")
    assert "Выручка: 58 000 ₽ из 120 000 ₽ (48 %) · ниже графика" in plain(message)
    assert "прогноз" not in plain(message)
    await town.taps(anna, "Подробнее", message=message)
    whole = plain(message)
    # 58 000 / (14⅓ of 20 days); by then there had been 60, 50 and 40 of 100.
    assert "прогноз: 80 900 ₽" in whole
    assert (
        "обычно выходит" not in whole
    )  # two working days of August had passed before the first entry: two whole months are too few
    await town.taps(anna, "Короче", message=message)
    earlier = Entry(
        company_id=whose.company_id,
        team_id=team,
        member_id=whose.id,
        kind="call",
        quantity=3,
        day=date(2026, 7, 31),
        created_at=town.clock.now(),
    )
    await add(town, earlier)
    await town.taps(anna, "Подробнее", message=message)
    whole = plain(message)
    assert "прогноз: 80 900 ₽, обычно выходит от 97 000 ₽ до 150 000 ₽" in whole
    assert "к этому дню в октябре было на 18 000 ₽ меньше" in whole
    assert "Новые клиенты: 1" in whole
    assert "Кто поставил: Борис (выручка)" in whole
    assert "цели компании на 2026 год" in whole
    await town.taps(anna, "Короче", message=message)
    assert "Новые клиенты" not in plain(message)

    # A finished period is held against the version that was valid at its end.
    await town.taps(anna, "Раньше", message=message)
    assert "Октябрь 2026" in plain(message)
    assert "Выручка: 100 000 ₽ из 90 000 ₽ (111 %)" in plain(message)
    assert "Цель выполнена" in plain(message)
    assert "Сегодня:" not in plain(message)
    await town.taps(anna, "Позже", message=message)
    assert "Ноябрь 2026" in plain(message)
    assert "Позже ›" not in labels(message)
    await town.taps(anna, "Неделя", message=message)
    assert "Неделя 23–29 нояб" in plain(message).replace("\u2009", "")
    assert "Сделки: 0 из 3 (0 %) · рано судить" in plain(message)
    for label, title in (("Квартал", "4-й квартал 2026"), ("Год", "2026 год"), ("День", "23 ноября")):
        await town.taps(anna, label, message=message)
        assert title in plain(message)
    await town.taps(anna, "Раньше", message=message)
    assert "22 ноября" in plain(message)

    # Only weekly targets: the week is what is shown first, on the receipt too.
    async with town.app.db.write() as session:
        for row in await session.scalars(select(Target).where(Target.period == "month")):
            await session.delete(row)
    assert "Сделки: 0 из 3" in plain(await town.says(anna, "/me"))
    assert "сделки — 1 из 3 (33 %)" in plain(await town.says(anna, "сделка 1к Астра"))


async def test_own_counters_have_their_names_and_limits_are_said(town: Town) -> None:
    anna, lead = people(town, ("Анна", "anna"), ("Борис", "boris"))
    team = await town.team(managers=[anna], leads=[lead])
    member = (await ids(town))[anna.id]
    await add(
        town,
        TeamKpi(
            company_id=member.company_id,
            team_id=team,
            slug="own1",
            name="Отказы <b>",
            form="counter",
            unit="count",
            better="down",
            created_at=town.clock.now(),
        ),
        target(town, member, "own1", 4),
        Entry(
            company_id=member.company_id,
            team_id=team,
            member_id=member.id,
            kind="own1",
            quantity=3,
            day=town.clock.now().date(),
            created_at=town.clock.now(),
        ),
    )
    async with town.app.db.write() as session:
        (await session.get_one(Team, team)).words = {"own1": ["отказ"]}
    shown = plain(await town.says(anna, "/me"))
    assert "Отказы <b>: 3 из 4 (75 %) — лимит · чуть быстрее времени" in shown
    assert "Сегодня: Отказы <b> — 3" in shown
    assert "💡 Отказы <b>: лимит уходит быстрее, чем время. Осталось 1." in shown
    assert "Отказы <b> — 3 из 4 (75 %)" in plain(await town.says(anna, "5 звонков"))
    assert "Анна — Отказы <b>: 3 из 4 (75 %)" in plain(await town.says(lead, "/team"))


async def test_me_in_english_and_of_an_owner_without_a_team(town: Town) -> None:
    boris, owner, outsider = (town.telegram.person(n, language="en") for n in ("Boris", "Olga", "Stranger"))
    await town.team(managers=[boris], owners=[owner], currency="USD")
    await town.says(boris, "deal 45k Acme, 3 meetings")
    shown = plain(await town.says(boris, "/me"))
    assert "November 2026" in shown
    assert "Revenue: $45,000" in shown
    assert "Meetings: 3" in shown
    assert "Today: $45,000, 1 deal, 3 meetings" in shown
    assert "Your lead sets it" in shown
    member = (await ids(town))[boris.id]
    await add(town, target(town, member, "deals", 15), target(town, member, "meetings", 4))
    shown = plain(await town.says(boris, "/me"))
    assert "Deals: 1 of 15 (7%) · at risk" in shown
    assert "💡 Deals: to make it, you need 2.3 a day" in shown
    assert "Only leads" in plain(await town.says(boris, "/team"))

    await town.team("South", company="Вектор")
    message = await town.says(owner, "/me")
    assert "Вектор · November 2026" in plain(message)
    assert "Together: $45,000, 1 deal" in plain(message)
    assert "Север — 1 deal, $45,000 · deals: 7% of target · at risk" in plain(message)
    assert "South — 0 deals, $0" in plain(message)
    await town.taps(owner, "Earlier", message=message)
    assert "October 2026" in plain(message)
    await town.taps(owner, "Later", message=message)
    await town.taps(owner, "Year", message=message)
    assert "2026" in plain(message)
    await town.taps(owner, "Север", message=message)
    assert "👥 Север" in plain(message)
    for command in ("/me", "/team", "/target", "/today", "/deals", "/fix 1 5k"):
        said = plain(await town.says(outsider, command))
        assert "Acme" not in said
        assert "$" not in said


async def test_team_is_a_line_a_member_the_worst_pace_first(town: Town) -> None:
    anna, boris, vera, lead, other = people(
        town, ("Анна", "anna"), ("Борис", "boris"), ("Вера", "vera"), ("Глеб", "gleb"), ("Юг", "yug")
    )
    team = await town.team(managers=[vera, boris, anna], leads=[lead])
    await town.team("Юг", managers=[other])
    empty = plain(await town.says(lead, "/team"))
    assert empty.index("Анна") < empty.index("Борис") < empty.index("Вера")  # equal: by name
    assert "Сегодня ещё без отчёта: Анна, Борис, Вера" in empty
    assert "Глеб" not in empty  # a lead who does not sell
    assert "Цели у команды пока нет" in empty

    await town.says(anna, "сделка 45к Ромашка")
    await town.says(vera, "3 дня назад сделка 145к Лютик")
    await town.says(boris, "вчера 5 звонков")
    await town.says(other, "сделка 999к Чужая")
    members = await ids(town)
    today = town.clock.now().date()
    await add(
        town,
        target(town, members[vera.id], "sales_volume", 10_000_000),
        target(town, members[anna.id], "deals", 2),
        away(town, members[boris.id], today, today),
    )
    shown = plain(await town.says(lead, "/team"))
    assert "Вместе: 190 000 ₽, 2 сделки" in shown
    assert "Вера — 145 000 ₽ из 100 000 ₽ (145 %) · выполнено ✅" in shown
    assert "Анна — сделки: 1 из 2 (50 %) · ниже графика" in shown
    assert "Борис — 0 сделок, 0 ₽ · отсутствует" in shown
    assert shown.index("Анна —") < shown.index("Вера —") < shown.index("Борис —")
    assert "Выручка: 190 000 ₽ · цели есть у 1 из 3" in shown
    assert "Сегодня ещё без отчёта: Вера\n" in shown
    assert "Сегодня отсутствуют: Борис" in shown
    # Without a target of its own the team has its members', each with the own days.
    await add(town, *(target(town, members[p.id], "sales_volume", 5_000_000) for p in (anna, boris)))
    shown = plain(await town.says(lead, "/team"))
    assert "Выручка: 190 000 ₽ из 197 500 ₽ (96 %) · в графике" in shown
    await add(town, target(town, members[vera.id], "sales_volume", 100_000_000, member_id=None, team_id=team))
    shown = plain(await town.says(lead, "/team"))
    assert "Выручка: 190 000 ₽ из 1 000 000 ₽ (19 %) · под угрозой" in shown
    assert "личные цели вместе: 197 500 ₽ из 1 000 000 ₽" in shown

    listed = lead.last()
    await town.taps(lead, "Вера", message=listed)
    assert "Вера · ноябрь 2026" in plain(listed)
    assert "Выручка: 145 000 ₽ из 100 000 ₽ (145 %)" in plain(listed)
    assert "Лютик" in plain(listed)
    await town.taps(lead, "Подробнее", message=listed)
    assert "Новые клиенты: 1" in plain(listed)
    await town.taps(lead, "Раньше", message=listed)
    assert "Вера · октябрь 2026" in plain(listed)
    await town.taps(lead, "Позже", message=listed)
    await town.taps(lead, "Лютик", message=listed)
    assert "Запись №" in plain(listed)
    await town.taps(lead, "Назад", message=listed)
    assert "Сделки: Вера · ноябрь 2026" in plain(listed)

    # Somebody leaves: what they sold stays in the team's sum.
    async with town.app.db.write() as session:
        gone = await session.get_one(Member, members[vera.id].id)
        gone.left_at = town.clock.now()
        membership = await session.scalar(select(Membership).where(Membership.member_id == gone.id))
        assert membership is not None
        membership.ends_on = today
    message = await town.says(lead, "/team")
    shown = plain(message)
    assert "Вместе: 190 000 ₽" in shown
    assert "Те, кто уже не в команде: 1 сделка, 145 000 ₽" in shown
    assert "Вера" not in shown
    await town.taps(lead, "Раньше", message=message)
    assert "Вера — 0 ₽ из 100 000 ₽ (0 %)" in plain(message)  # in October she was in it
    assert "Вера" not in labels(message)

    # Forged: another team's person and team, a manager's tap, numbers and days that there are not.
    stranger = members[other.id].id
    forged = [
        (lead, TeamDo(verb=TeamVerb.PERSON, id=stranger).pack()),
        (lead, TeamDo(verb=TeamVerb.SHOW, id=team + 1).pack()),
        (lead, TeamDo(verb=TeamVerb.FILE, id=team + 1).pack()),
        (lead, MeDo(verb=MeVerb.SHOW, whom=stranger).pack()),
        (lead, MeDo(verb=MeVerb.COMPANY).pack()),
        (lead, TeamDo(verb=TeamVerb.SHOW, id=team, kind=Kind.MONTH, day=5).pack()),
        (anna, MeDo(verb=MeVerb.WHOLE, kind=Kind.YEAR, day=2**31 - 1).pack()),
        (anna, "m:show:0:z:0:0"),
        (lead, f"t:show:{10**12}:0::0"),
        (anna, TeamDo(verb=TeamVerb.SHOW, id=team).pack()),
        (anna, TeamDo(verb=TeamVerb.PERSON, id=members[boris.id].id).pack()),
        (anna, MeDo(verb=MeVerb.WHOLE, whom=members[boris.id].id).pack()),
    ]
    for who, data in forged:
        before = [plain(m) for m in who.sees()]
        tap = who.taps_data(data)
        await town.settle()
        assert tap.answer, data
        assert [plain(m) for m in who.sees()] == before


async def test_the_file_of_a_period_runs_nothing_in_a_spreadsheet(town: Town) -> None:
    anna, lead = people(town, ("=1+2; Анна", "anna"), ("Глеб", "gleb"))
    team = await town.team(managers=[anna], leads=[lead])
    await town.says(anna, "сделка 45 500,50 Ромашка")
    await town.says(anna, "возврат 50к")
    await town.says(anna, "3 звонка")
    members = await ids(town)
    await add(town, target(town, members[anna.id], "calls", 9))
    message = await town.says(lead, "/team")
    assert await town.taps(lead, "CSV", message=message) == "Файл сейчас придёт"
    sent = lead.last().raw
    assert sent["document"]["file_name"] == "Север 2026-11.csv"
    assert "1 человек" in sent["caption"]
    stored = town.telegram.world.files.get(sent["document"]["file_id"])
    assert stored is not None
    assert stored.data.startswith(b"\xef\xbb\xbf")
    head, row, *rest = stored.data.decode("utf-8-sig").splitlines()
    assert rest == []
    cells = dict(
        zip(head.split(";"), row.replace("'=1+2; Анна", "x").replace('"x"', "x").split(";"), strict=True)
    )
    assert row.startswith('"\'=1+2; Анна"')
    assert cells["Выручка, RUB"] == "-4499,50"
    assert cells["Сделки"] == "1"
    assert cells["Звонки"] == "3"
    assert cells["Цель: Звонки"] == "9"
    assert cells["Выполнение: Звонки, %"] == "33,33"
    assert cells["Цикл сделки"] == ""
    async with town.app.db.write() as session:
        account = await session.get_one(Account, lead.id)
        account.language = "en"
    lead.taps_data(TeamDo(verb=TeamVerb.FILE, id=team, kind=Kind.YEAR).pack())
    await town.settle()
    stored = town.telegram.world.files.get(lead.last().raw["document"]["file_id"])
    assert stored is not None
    assert "Revenue, RUB" in stored.data.decode()
    assert "-4499.50" in stored.data.decode()


async def test_owners_choose_a_team_and_many_people_are_paged(town: Town) -> None:
    owner, alone = (town.telegram.person(n, language="ru") for n in ("Ольга", "Пётр"))
    north = await town.team(owners=[owner])
    one = plain(await town.says(owner, "/team"))
    assert "Север" in one
    assert "Пока никого нет" in one
    await town.team("Юг")
    choice = await town.says(owner, "/team")
    assert labels(choice) == ["Север", "Юг"]
    now = town.clock.now()
    async with town.app.db.write() as session:
        company = (await session.get_one(Team, north)).company_id
        for n in range(65):
            name = f"Менеджер {n:02}"
            member = Member(company_id=company, name=name, name_key=person_key(name), created_at=now)
            session.add(member)
            await session.flush()
            session.add(
                Membership(
                    member_id=member.id, team_id=north, role="manager", starts_on=now.date() - timedelta(9)
                )
            )
            row = {
                "company_id": company,
                "team_id": north,
                "member_id": member.id,
                "ordinal": 0,
                "kind": "deal",
                "quantity": 1,
                "amount": 100_000 * (n + 1),
                "day": now.date(),
                "created_at": now,
            }
            await session.execute(insert(Entry), [row])
    await town.taps(owner, "Север", message=choice)
    assert "Менеджер 64" in plain(choice)
    assert "Страница 1 из 3" in plain(choice)
    assert "Вместе: 2 145 000 ₽, 65 сделок" in plain(choice)
    await town.taps(owner, "›", message=choice)
    await town.taps(owner, "›", message=choice)
    assert "Менеджер 04" in plain(choice)
    assert "Страница 3 из 3" in plain(choice)
    await town.taps(owner, "Менеджер 00", message=choice)
    assert "Выручка: 1 000 ₽" in plain(choice)

    firm = Company(name="Новая", name_key="новая", currency="RUB", created_at=now)
    account = Account(id=alone.id, first_name="Пётр", language="ru", started=True, created_at=now)
    async with town.app.db.write() as session:  # an owner whose company has no team yet
        session.add_all([firm, account])
        await session.flush()
        session.add(
            Member(
                company_id=firm.id,
                account_id=alone.id,
                name="Пётр",
                name_key="петр",
                is_owner=True,
                created_at=now,
            )
        )
    for command in ("/team", "/target", "/me"):
        assert "Команд пока нет" in plain(await town.says(alone, command))


async def test_a_weekly_target_stands_beside_the_months(town: Town) -> None:
    """kpi.md: a person carries at most five targets at a time, of whatever kind of period; /me shows each."""
    anna, lead = town.telegram.person("Анна", username="anna"), town.telegram.person("Олег")
    await town.team(managers=[anna], leads=[lead])
    await town.says(lead, "/target @anna выручка 900к")
    await town.says(lead, "/target @anna встречи 5 в неделю")
    await town.says(anna, "2 встречи, сделка 45к Ромашка")
    shown = (await town.says(anna, "/me")).text
    assert "Выручка: 45 000 ₽ из 900 000 ₽" in shown.replace("\xa0", " ")
    assert "Неделя" in shown
    assert "Встречи: 2 из 5" in shown
    await town.taps(anna, "Неделя")
    week = anna.last().text
    assert "Встречи: 2 из 5" in week
    assert "из 900" not in week
