"""/me and /team: the month, the targets, who is behind a line; tests of figures that people read."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, select

from bot.callbacks import TeamDo, TeamVerb
from db.models import Entry, Member, Membership, Team
from services.names import person_key
from tests.handlers.test_lists import labels, plain
from tests.town import Town


async def test_me_tells_the_month_and_today_against_targets(town: Town) -> None:
    anna, lead = (
        town.telegram.person(n, username=u, language="ru") for n, u in (("Анна", "anna"), ("Борис", "boris"))
    )
    await town.team(managers=[anna], leads=[lead])
    nothing = plain(await town.says(anna, "/me"))
    assert "Ноябрь 2026" in nothing
    assert "Выручка: 0 ₽" in nothing
    assert "Средний чек: — (пока нет сделок с суммой)" in nothing
    assert "Сегодня записей пока нет" in nothing
    assert "Цели на месяц пока нет. Её ставит руководитель" in nothing
    assert "Звонки" not in nothing

    await town.says(anna, "сделка 45к Ромашка")
    await town.says(anna, "12 звонков")
    await town.says(anna, "вчера сделка 100к Лютик")
    await town.says(anna, "возврат 10к Лютик")
    await town.says(anna, "1.10 сделка 900к Лютик")
    await town.says(lead, "/target @anna выручка 100к")
    await town.says(lead, "/target @anna звонки 50")
    shown = plain(await town.says(anna, "/me"))
    assert "Выручка: 135 000 ₽ из 100 000 ₽ (135 %)" in shown  # never capped
    assert "Сделки: 2" in shown
    assert "Средний чек: 72 500 ₽" in shown
    assert "Звонки: 12 из 50 (24 %)" in shown
    assert "Сегодня: 35 000 ₽, 1 сделка, 12 звонков" in shown
    assert "Цели на месяц пока нет" not in shown
    await town.taps(anna, "Сегодня")
    assert "12 звонков" in plain(anna.last())
    # At half past midnight in Moscow it is the next day, though not yet in London.
    town.clock.at = town.clock.at.replace(hour=21, minute=30)
    assert "Сегодня записей пока нет" in plain(await town.says(anna, "/me"))
    # The receipt goes by the same target.
    assert "(140 %)" in plain(await town.says(anna, "сделка 5к Астра"))


async def test_me_in_english_and_without_a_team(town: Town) -> None:
    boris, owner, outsider = (town.telegram.person(n, language="en") for n in ("Boris", "Olga", "Stranger"))
    await town.team(managers=[boris], owners=[owner], currency="USD")
    await town.says(boris, "deal 45k Acme, 3 meetings")
    shown = plain(await town.says(boris, "/me"))
    assert "November 2026" in shown
    assert "Revenue: $45,000" in shown
    assert "Meetings: 3" in shown
    assert "Today: $45,000, 1 deal, 3 meetings" in shown
    assert "Your lead sets it" in shown
    assert "You are not in a team" in plain(await town.says(owner, "/me"))
    assert "Only leads" in plain(await town.says(boris, "/team"))
    for command in ("/me", "/team", "/target", "/today", "/deals", "/fix 1 5k"):
        said = plain(await town.says(outsider, command))
        assert "Acme" not in said
        assert "$" not in said


async def test_team_is_a_line_a_member_and_a_tap_opens_the_person(town: Town) -> None:
    anna, boris, vera, lead, other = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Борис", "boris"), ("Вера", "vera"), ("Глеб", "gleb"), ("Юг", "yug"))
    )
    team = await town.team(managers=[vera, boris, anna], leads=[lead])
    await town.team("Юг", managers=[other])
    empty = plain(await town.says(lead, "/team"))
    assert empty.index("Анна") < empty.index("Борис") < empty.index("Вера")  # equal: by name
    assert empty.count("ещё ничего") == 3
    assert "Глеб" not in empty  # a lead who does not sell
    assert "Цели у команды пока нет" in empty

    await town.says(anna, "сделка 45к Ромашка")
    await town.says(vera, "3 дня назад сделка 145к Лютик")
    await town.says(boris, "вчера 5 звонков")
    await town.says(other, "сделка 999к Чужая")
    await town.says(lead, "/target @vera выручка 100к")
    await town.says(lead, "/target @anna сделки 2")
    shown = plain(await town.says(lead, "/team"))
    assert "Вместе: 190 000 ₽, 2 сделки" in shown
    assert "Вера — 1 сделка, 145 000 ₽ · 145 % цели · 3 дня назад" in shown
    assert "Анна — 1 сделка, 45 000 ₽ · сделки: 50 % цели · сегодня" in shown
    assert "Борис — 0 сделок, 0 ₽ · вчера" in shown
    assert shown.index("Вера") < shown.index("Анна") < shown.index("Борис")
    assert "Цели по выручке есть у 1 из 3" in shown
    for name in ("anna", "boris"):
        await town.says(lead, f"/target @{name} выручка 50к")
    assert "Вместе: 190 000 ₽ из 200 000 ₽ (95 %)" in plain(
        await town.says(lead, "/team")
    )  # the members' sum
    await town.says(lead, "/target команда выручка 1 млн")
    shown = plain(await town.says(lead, "/team"))
    assert "Вместе: 190 000 ₽ из 1 000 000 ₽ (19 %)" in shown

    listed = lead.last()
    await town.taps(lead, "Вера", message=listed)
    assert "Вера · ноябрь 2026" in plain(listed)
    assert "Выручка: 145 000 ₽ из 100 000 ₽ (145 %)" in plain(listed)
    assert "Лютик" in plain(listed)
    await town.taps(lead, "Лютик", message=listed)
    assert "Запись №" in plain(listed)
    await town.taps(lead, "Назад", message=listed)
    assert "Сделки: Вера · ноябрь 2026" in plain(listed)

    # Somebody leaves: what they sold stays in the team's sum.
    async with town.app.db.write() as session:
        members = {m.account_id: m for m in await session.scalars(select(Member))}
        members[vera.id].left_at = town.clock.now()
        membership = await session.scalar(
            select(Membership).where(Membership.member_id == members[vera.id].id)
        )
        assert membership is not None
        membership.ends_on = town.clock.now().date()
    shown = plain(await town.says(lead, "/team"))
    assert "Вместе: 190 000 ₽" in shown
    assert "Те, кто уже не в команде: 1 сделка, 145 000 ₽" in shown
    assert "Вера" not in shown

    # Forged: another team's person and team, a manager's tap, numbers that no database has.
    stranger = members[other.id].id
    forged = [
        (lead, TeamDo(verb=TeamVerb.PERSON, id=stranger).pack()),
        (lead, TeamDo(verb=TeamVerb.SHOW, id=team + 1).pack()),
        (lead, f"t:show:{10**12}:0"),
        (anna, TeamDo(verb=TeamVerb.SHOW, id=team).pack()),
        (anna, TeamDo(verb=TeamVerb.PERSON, id=members[boris.id].id).pack()),
    ]
    for who, data in forged:
        before = [plain(m) for m in who.sees()]
        tap = who.taps_data(data)
        await town.settle()
        assert tap.answer
        assert [plain(m) for m in who.sees()] == before


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
                "company_id": company, "team_id": north, "member_id": member.id, "ordinal": 0, "kind": "deal",
                "quantity": 1, "amount": 100_000 * (n + 1), "day": now.date(), "created_at": now,
            }  # fmt: skip
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

    async with town.app.db.write() as session:  # an owner whose company has no team yet
        from db.models import Account, Company

        firm = Company(name="Новая", name_key="новая", currency="RUB", created_at=now)
        account = Account(id=alone.id, first_name="Пётр", language="ru", started=True, created_at=now)
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
    assert "Команд пока нет" in plain(await town.says(alone, "/team"))
    assert "Команд пока нет" in plain(await town.says(alone, "/target"))
