"""/target: set, changed, removed, looked at, copied, by a line or by buttons; who is told, who is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.callbacks import TargetDo, TargetVerb
from db.models import Absence, Member, Target, Team, TeamKpi
from sandbox import Person
from tests.handlers.test_lists import labels, plain
from tests.town import Town

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def logged(town: Town, who: Person, *of: tuple[str, str]) -> None:
    """What somebody logged on these days, each said on its day."""
    for day, text in of:
        town.clock.at = datetime.fromisoformat(f"{day}T09:00:00+00:00")
        await town.says(who, text)
    town.clock.at = MONDAY


async def counter(town: Town, team: int, slug: str, name: str, better: str) -> None:
    """A counter of the team's own, as a lead would have made it."""
    async with town.app.db.write() as session:
        found = await session.get(Team, team)
        assert found is not None
        found.words = {**(found.words or {}), slug: [name]}
        session.add(
            TeamKpi(
                company_id=found.company_id,
                team_id=team,
                slug=slug,
                name=name,
                form="counter",
                unit="count",
                better=better,
                created_at=town.clock.now(),
            )
        )


async def test_a_target_is_set_changed_and_removed_and_the_person_told(town: Town) -> None:
    anna, lead = (
        town.telegram.person(n, username=u, language="ru") for n, u in (("Анна", "Anna"), ("Борис", "boris"))
    )
    maria = town.telegram.person("Maria", username="maria", language="en")
    team = await town.team(managers=[anna, maria], leads=[lead])
    for person in (anna, maria):
        await town.says(person, "/start")

    async def target(what: str) -> str:
        return plain(await town.says(lead, f"/target {what}".strip()))

    assert "Анна: выручка 1 500 000 ₽ в месяц" in await target("@anna выручка 1,5 млн")
    assert "Ваша новая цель: выручка 1 500 000 ₽ в месяц.\n— Борис" in plain(anna.last())
    heard = len(anna.sees())
    assert "Так уже и есть" in await target("@ANNA выручка 1 500 000")
    assert len(anna.sees()) == heard
    assert "2 000 000 ₽ в месяц (было 1 500 000 ₽)" in await target("Анне объём 2 млн в месяц")
    assert "Ваша цель изменилась: выручка 2 000 000 ₽" in plain(anna.last())
    assert "Анна: 20 сделок в месяц" in await target("Анна сделки 20")
    assert "Анна: 300 звонков в месяц" in await target("ан 300 звонков")
    assert "Север: выручка 10 000 000 ₽ в месяц" in await target("команда выручка 10 млн")
    assert "Maria: 5 сделок в месяц" in await target("maria продажи 5")
    assert "Your new target: 5 deals a month.\n— Борис" in plain(maria.last())

    listed = await target("")
    assert "Вся команда: выручка 10 000 000 ₽ в месяц" in listed
    # kpi.md: "With both, the difference is said"; "else it is shown as 4 of 7 have targets".
    assert "выручка в месяц: личные цели — 2 000 000 ₽ из 10 000 000 ₽ команды" in listed
    assert "сделки в месяц: личные цели вместе — 25" in listed
    assert "звонки в месяц: цели есть у 1 из 2" in listed
    assert "Анна: выручка 2 000 000 ₽, 20 сделок, 300 звонков в месяц" in listed
    own = plain(await town.says(anna, "/target"))
    assert "Ваши цели\n• выручка 2 000 000 ₽ в месяц — Борис, 23 ноября\n" in own
    assert not anna.last().buttons
    assert "5 deals a month — Борис, November 23" in plain(await town.says(maria, "/target"))
    assert "Only leads can do that" in plain(await town.says(maria, "/target @maria deals 1"))

    assert "Анна: цели «звонки» на месяц больше нет" in await target("@anna звонки нет — хватит")
    assert "Цели «звонки» на месяц у вас больше нет.\nПочему: хватит\n— Борис" in plain(anna.last())
    assert "Такой цели и не было" in await target("@anna звонки нет")
    rows = await town.rows(Target)
    assert len(rows) == 7
    assert {row.valid_from.isoformat() for row in rows} == {"2026-11-01"}
    assert [row.value for row in rows if row.kpi == "calls"] == [300, None]
    assert [row.value for row in rows if row.team_id == team] == [1_000_000_000]

    # The next month has its own version; the finished one keeps what it had.
    town.clock.forward(days=10)
    assert "3 000 000 ₽ в месяц (было 2 000 000 ₽)" in await target("@anna выручка 3 млн")
    assert (await town.rows(Target))[-1].valid_from.isoformat() == "2026-12-01"


async def test_any_kpi_any_period_weights_a_later_start_and_a_reason_in_one_line(town: Town) -> None:
    anna, lead = (
        town.telegram.person(n, username=u, language="ru") for n, u in (("Анна", "anna"), ("Борис", None))
    )
    maria, boss = (town.telegram.person(n, username=n.lower(), language="en") for n in ("Maria", "Boss"))
    team = await town.team(managers=[anna, maria], leads=[lead], owners=[boss])
    await counter(town, team, "otkazy", "Отказы", "down")
    for person in (anna, maria):
        await town.says(person, "/start")

    async def target(what: str, who: Person = lead) -> str:
        return plain(await town.says(who, f"/target {what}"))

    assert await target("@anna встречи 20 в неделю — больше живых встреч") == (
        "🎯 Анна: 20 встреч в неделю.\nПочему: больше живых встреч"
    )
    assert "в неделю.\nПочему: больше живых встреч\n— Борис" in plain(anna.last())
    assert "конверсия 12 % за месяц" in await target("@anna конверсия 12%")
    assert "средний чек 50 000 ₽ за месяц" in await target("@anna средний чек 50к")
    assert "цикл сделки не больше 20 дней за месяц" in await target("@anna цикл 20 дней")
    assert "Отказы не больше 5 в месяц" in await target("@anna отказы не больше 5 в месяц")
    # kpi.md: "A person carries at most five targets at a time; the sixth is refused with the reason".
    assert "не больше 5 целей: иначе" in await target("@anna сделки 7")
    assert "не больше 5 целей: иначе" in await target("@anna сделки 7 с января")
    assert "25 встреч в неделю (было 20)" in await target("@anna встречи 25")
    assert "цели «встречи» на неделю больше нет" in await target("@anna встречи убрать")
    assert "выручка 2 000 000 ₽ в месяц.\nДействует с 1 января 2027" in await target(
        "@anna выручка 2 млн с января"
    )
    assert "конверсия 12,5 % за квартал" in await target("@maria конверсия 12,5 процентов в квартал")
    assert "Отказы не больше 0 в неделю" in await target("@maria отказы 0 в неделю")
    assert "По месяцам: октябрь 1 000 000 ₽, ноябрь 2 000 000 ₽, декабрь 3 000 000 ₽." in await target(
        "команда выручка 6 млн в квартал 2:4:6"
    )
    english = await target("@maria meetings 20 a week from 2026-12 because we sell better face to face", boss)
    assert (
        english
        == "🎯 Maria: 20 meetings a week.\nIt starts on November 30.\nWhy: we sell better face to face"
    )
    assert "It starts on November 30" in plain(maria.last())
    assert "С 30 ноября уже стоит другая: 20" in await target("@maria встречи 15 в неделю")
    assert "conversion 12.5% over a quarter" in plain(await town.says(maria, "/target"))
    assert "from November 30: 20 meetings a week" in plain(maria.last())
    listed = plain(await town.says(lead, "/target"))
    assert "Вся команда: выручка 6 000 000 ₽ в квартал" in listed
    assert "Maria: Отказы не больше 0, 15 встреч в неделю; конверсия 12,5 % за квартал" in listed.replace(
        "15 встреч, Отказы не больше 0", "Отказы не больше 0, 15 встреч"
    )
    rows = await town.rows(Target)
    assert [(r.value, r.weights, r.valid_from.isoformat()) for r in rows if r.team_id] == [
        (600_000_000, [1, 2, 3], "2026-10-01")
    ]
    assert {r.kpi: r.value for r in rows if r.period != "week" and r.member_id and r.value} == {
        "conversion": 1_250,
        "average_check": 5_000_000,
        "sales_cycle": 2_000,
        "otkazy": 5,
        "sales_volume": 200_000_000,
    }


async def test_a_target_that_cannot_be_is_refused_in_a_sentence(town: Town) -> None:
    anna, namesake, lead, stranger, elsewhere = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (
            ("Анна Смирнова", "anna"),
            ("Анна Петрова", None),
            ("Борис", "boris"),
            ("Виктор", "viktor"),
            ("Чужой", "stranger"),
        )
    )
    await town.team(managers=[anna, namesake], leads=[lead])
    south = await town.team("Юг", managers=[stranger])
    await counter(town, south, "vizity", "Примерки", "up")
    await town.team("Запад", company="Чужие", managers=[elsewhere])
    for what, answer in {
        "@anna звонки 0": "больше нуля",
        "@anna выручка -5": "больше нуля",
        "@anna выручка 500": "это тысячи",
        "@anna выручка 99999999 млн": "Слишком много",
        "@anna звонки 20000": "Слишком много",
        "@anna удержание 120%": "Больше 100 % здесь не бывает",
        "@anna звонки 2,5": "целое число",
        "@anna выручка много": "Не понял, сколько",
        "@anna выручка 12%": "Этот показатель в деньгах",
        "@anna звонки 20 дней": "Этот показатель в штуках",
        "@anna конверсия 5к": "Этот показатель в процентах",
        "@anna конверсия 0,12": "это доля или проценты",
        "@anna цикл 20%": "Этот показатель в днях",
        "@anna звонки 20 в день": "на день — нет",
        "@anna выручка 1 млн с октября": "Этот период уже прошёл",
        "@anna выручка 1 млн с 2026-10": "Этот период уже прошёл",
        "@anna выручка 1 млн с 2040": "слишком далеко",
        "@anna встричи 20": "Не знаю показателя «встричи». Может быть, это встречи",
        "@anna примерки не больше 20": "Не знаю показателя «примерки». Может быть",
        "@anna сделки не больше 5": "чем больше, тем лучше",
        "@anna цикл не меньше 5 дней": "чем меньше, тем лучше",
        "@anna выручка 6 млн в квартал 1:2": "три доли",
        "@anna средний чек 60к в квартал 1:2:3": "по месяцам не складывается",
        "@anna сделки 5\n@anna звонки 20": "Одна цель — одно сообщение",
        f"@anna сделки 5 — {'а' * 301}": "Слишком длинное",
        "@anna 500": "кому, что и сколько",
        "выручка 2 млн": "Кому эта цель",
        "Анна выручка 1 млн": "Кого именно: Анна Петрова, Анна Смирнова (@",
        "@viktor выручка 1 млн": "Не нашёл у вас",
        "Виктор выручка 1 млн": "Не нашёл у вас",
        "@stranger выручка 1 млн": "Не нашёл у вас",
        "Юг выручка 1 млн": "Не нашёл у вас",
        "команда Юг выручка 1 млн": "Не нашёл у вас",
        "Никто сделки 5": "Не нашёл у вас",
        "<b>%_ сделки 5": "Не нашёл у вас",
    }.items():
        said = plain(await town.says(lead, f"/target {what}"))
        assert answer in said, what
        assert said.count("\n") == 0, what
    assert await town.rows(Target) == []
    assert "Смирнова: 5 сделок" in plain(await town.says(lead, "/target смирн сделки 5"))
    assert "Анна Смирнова: цели" in plain(await town.says(lead, "/target @anna"))
    assert "Это могут только руководители" in plain(await town.says(anna, "/target @anna сделки 1"))


async def test_a_target_against_the_own_history_needs_a_yes(town: Town) -> None:
    """kpi.md: above 1.5 x the best period, or below half of the median of the last three, it "is accepted only
    after a confirmation that shows those figures"."""
    anna, lead = (
        town.telegram.person(n, username=u, language="ru") for n, u in (("Анна", "anna"), ("Борис", None))
    )
    await town.team(managers=[anna], leads=[lead])
    for month, sold in (("08", "100"), ("09", "300"), ("10", "200")):
        await logged(town, anna, (f"2026-{month}-10", f"сделка {sold} 000 Ромашка"))
    asked = await town.says(lead, "/target @anna выручка 451к — новый рынок")
    assert plain(asked) == (
        "🤔 Анна: выручка 451 000 ₽ в месяц?\nЭто больше, чем полтора лучших результата.\n"
        "Лучший результат: 300 000 ₽ (сентябрь 2026), медиана последних 3: 200 000 ₽."
    )
    assert await town.rows(Target) == []
    await town.taps(lead, "Нет", message=asked)
    assert plain(asked) == "Хорошо, ничего не менял."
    assert "меньше половины обычного" in plain(await town.says(lead, "/target @anna выручка 99к"))
    assert await town.rows(Target) == []
    await town.says(lead, "/target @anna выручка 450к")
    await town.says(lead, "/target @anna выручка 100к")
    assert [row.value for row in await town.rows(Target)] == [45_000_000, 10_000_000]

    again = await town.says(lead, "/target @anna выручка 1 млн в квартал 1:2:3 с января — новый рынок")
    assert "300 000 ₽ (3-й квартал" not in plain(again)  # the quarter had 400 000
    assert "400 000 ₽ (3-й квартал 2026)." in plain(again)
    await town.taps(lead, "Всё равно поставить", message=again)
    row = (await town.rows(Target))[-1]
    assert (row.value, row.weights, row.reason, row.valid_from.isoformat()) == (
        100_000_000,
        [1, 2, 3],
        "новый рынок",
        "2027-01-01",
    )
    assert "Почему: новый рынок\n— Борис" in plain(anna.last())
    tap = lead.taps_data(
        TargetDo(verb=TargetVerb.SURE, member=row.member_id, kpi="deals", value=900, each="m", how=2).pack()
    )
    await town.settle()
    assert "Напишите её ещё раз" in (tap.answer or "")
    assert len(await town.rows(Target)) == 3


async def test_what_everyone_would_have_met_is_seen_before_it_is_set(town: Town) -> None:
    anna, vera, lead = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Вера", "vera"), ("Борис", None))
    )
    team = await town.team(managers=[anna, vera], leads=[lead])
    await logged(town, anna, ("2026-09-10", "12 звонков"), ("2026-10-12", "20 звонков"))
    await logged(town, vera, ("2026-10-13", "8 звонков"))
    seen = await town.says(lead, "/target всем звонки 10 — все на телефоне")
    assert "Каждому в команде Север: 10 звонков в месяц" in plain(seen)
    assert "· октябрь 2026: 1 из 2 (Анна)" in plain(seen)
    assert "· сентябрь 2026: 1 из 2 (Анна)" in plain(seen)
    assert "· август 2026: 0 из 2" in plain(seen)
    assert await town.rows(Target) == []
    heard = len(anna.sees()), len(vera.sees())
    assert await town.taps(lead, "Поставить каждому", message=seen) == "Готово"
    assert "10 звонков в месяц, поставил 2 людям" in plain(seen)
    assert [(r.value, r.reason) for r in await town.rows(Target)] == [(10, "все на телефоне")] * 2
    assert (len(anna.sees()), len(vera.sees())) == (heard[0] + 1, heard[1] + 1)
    assert "Ваша новая цель: 10 звонков в месяц.\nПочему: все на телефоне\n— Борис" in plain(vera.last())

    # Missing days count: of 22 working days in October Vera was there on 17, so 8 calls of 7,7 are enough.
    async with town.app.db.write() as session:
        [member] = [m for m in await town.rows(Member) if m.account_id == vera.id]
        session.add(
            Absence(
                company_id=member.company_id,
                member_id=member.id,
                kind="sick",
                starts_on=date(2026, 10, 19),
                ends_on=date(2026, 10, 23),
                created_at=town.clock.now(),
            )
        )
    assert "· октябрь 2026: 2 из 2 (Анна, Вера)" in plain(
        await town.says(lead, "/target всем 10 звонков в месяц")
    )

    # kpi.md: "0 is within the limit only if the person reported".
    await counter(town, team, "otkazy", "Отказы", "down")
    limit = plain(await town.says(lead, "/target всем отказы не больше 0"))
    assert "октябрь 2026: 2 из 2 (Анна, Вера)\n· сентябрь 2026: 1 из 2 (Анна)\n· август 2026: 0 из 2" in limit

    again = await town.says(lead, "/target каждому в команде Север 50 звонков")
    assert "Не похоже на то, что было раньше:\n· Анна. Лучший результат: 20 (октябрь 2026)" in plain(again)
    listed = await town.says(lead, "/target")
    await town.taps(lead, "Вся команда", message=listed)
    await town.taps(lead, "Звонки", message=listed)
    assert "октябрь 2026: 28" in plain(listed)
    await town.taps(lead, "+10 %: 22", message=listed)
    assert "Команда Север: 22 звонка в месяц" in plain(listed)
    assert "· октябрь 2026: 28 ✓\n· сентябрь 2026: 12 ✗\n· август 2026: 0 ✗" in plain(listed)
    await town.taps(lead, "Поставить команде", message=listed)
    assert [r.value for r in await town.rows(Target) if r.team_id == team] == [22]
    listed = await town.says(lead, "/target")
    await town.taps(lead, "Всем одинаковую", message=listed)
    await town.taps(lead, "Звонки", message=listed)
    await town.taps(lead, "Неделя", message=listed)
    assert "/target всем Север звонки 20 в неделю" in plain(listed)
    assert "Север: звонки в месяц. Сколько?" in plain(await town.says(lead, "/target всем звонки"))
    assert "Анна: звонки в месяц. Сколько?\nСейчас: 10" in plain(
        await town.says(lead, "/target @anna звонки")
    )
    assert "цели «звонки» больше нет у 2 человек" in plain(await town.says(lead, "/target всем звонки нет"))
    assert "Такой цели и не было" in plain(await town.says(lead, "/target всем звонки нет"))


async def test_last_months_targets_are_repeated_for_the_team_in_two_taps(town: Town) -> None:
    anna, vera, lead = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Вера", "vera"), ("Борис", None))
    )
    await town.team(managers=[anna, vera], leads=[lead])
    for person in (anna, vera):
        await town.says(person, "/start")
    listed = await town.says(lead, "/target")
    await town.taps(lead, "Повторить прошлые", message=listed)
    assert "повторять нечего" in plain(listed)
    await logged(town, anna, ("2026-10-12", "сделка 600 000 Ромашка"))
    town.clock.at = datetime(2026, 10, 20, 9, tzinfo=UTC)
    for line in (
        "@anna выручка 1 млн",
        "@anna звонки 20",
        "@anna цикл 20 дней",
        "@vera выручка 1 млн",
        "команда выручка 2 345 678",
    ):
        await town.says(lead, f"/target {line}")
    town.clock.at = MONDAY
    await town.says(lead, "/target @vera выручка 1,2 млн")
    count, heard = len(await town.rows(Target)), (len(anna.sees()), len(vera.sees()))

    listed = await town.says(lead, "/target")
    await town.taps(lead, "Повторить прошлые", message=listed)
    assert labels(listed)[:4] == ["Месяц: как было", "Месяц: +5 %", "Месяц: +10 %", "Месяц: +20 %"]
    await town.taps(lead, "Месяц: как было", message=listed)
    assert "Ставить нечего" in plain(listed)
    await town.taps(lead, "Назад", message=listed)
    await town.taps(lead, "+10 %", message=listed)
    assert plain(listed) == (
        "📋 Север, ноябрь 2026: +10 %\n"
        "• Север: выручка 2 580 000 ₽ в месяц (было 2 345 678 ₽)\n"
        "🤔 Лучший результат: 600 000 ₽ (октябрь 2026).\n"
        "• Анна: выручка 1 100 000 ₽ в месяц (было 1 000 000 ₽)\n"
        "🤔 Лучший результат: 600 000 ₽ (октябрь 2026).\n"
        "• Анна: 22 звонка в месяц (было 20)\n"
        "1 цель остаётся как есть.\n"
        "Уже поставлены новые: Вера."
    )
    assert len(await town.rows(Target)) == count
    await town.taps(lead, "Поставить", message=listed)
    assert "поставлены 3 цели" in plain(listed)
    assert {(r.kpi, r.value) for r in (await town.rows(Target))[count:]} == {
        ("sales_volume", 258_000_000),
        ("sales_volume", 110_000_000),
        ("calls", 22),
    }
    assert (len(anna.sees()), len(vera.sees())) == (heard[0] + 1, heard[1])
    assert plain(anna.last()) == (
        "🎯 Ваши цели изменились:\n• выручка 1 100 000 ₽ в месяц (было 1 000 000 ₽)\n"
        "• 22 звонка в месяц (было 20)\n— Борис"
    )
    again = lead.taps_data(TargetDo(verb=TargetVerb.PASTE, team=1, value=10, each="m").pack())
    await town.settle()
    assert "Ставить нечего" in (again.answer or "")
    assert len(await town.rows(Target)) == count + 3


async def test_targets_by_buttons_and_forged_ones(town: Town) -> None:
    anna, lead, owner, other = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Борис", "boris"), ("Ольга", "olga"), ("Вера", "vera"))
    )
    north = await town.team(managers=[anna], leads=[lead], owners=[owner])
    south = await town.team("Юг", managers=[other])
    await logged(town, anna, ("2026-10-20", "сделка 183 400 Ромашка"))
    listed = await town.says(lead, "/target")
    assert "Без цели: Анна" in plain(listed)
    await town.taps(lead, "Анна", message=listed)
    assert "Какую цель поставить" in plain(listed)
    await town.taps(lead, "Выручка", message=listed)
    assert "/target @anna" in plain(listed).replace("\u2060", "")
    assert "октябрь 2026: 183 400 ₽" in plain(listed)
    # "a proposal from history": the median, +10 %, in two leading digits.
    assert "Обычный результат: 180 000 ₽; +10 %: 200 000 ₽; +20 %: 220 000 ₽" in plain(listed)
    assert {"✓ Месяц", "180 000 ₽", "+10 %: 200 000 ₽", "+20 %: 220 000 ₽"} <= set(labels(listed))
    assert await town.taps(lead, "+10 %: 200\xa0000", message=listed) == "Готово"
    assert "выручка 200 000 ₽ в месяц — Борис, 23 ноября" in plain(listed)
    assert "Ваша новая цель: выручка 200 000 ₽" in plain(anna.last())
    await town.taps(lead, "Звонки", message=listed)
    assert "подсказать не могу" in plain(listed)
    await town.taps(lead, "Назад", message=listed)
    await town.taps(lead, "Выручка", message=listed)
    assert "Сейчас: 200 000 ₽" in plain(listed)
    await town.taps(lead, "Квартал", message=listed)
    assert "выручка в квартал. Сколько?" in plain(listed)
    assert "Убрать цель" not in labels(listed)
    await town.taps(lead, "Месяц", message=listed)
    await town.taps(lead, "Убрать цель", message=listed)
    assert "Пока нет ни одной" in plain(listed)
    await town.taps(lead, "Средний чек", message=listed)  # level KPIs too
    await town.taps(lead, "180\xa0000", message=listed)
    assert "средний чек 180 000 ₽ за месяц" in plain(listed)
    await town.taps(lead, "Назад", message=listed)
    await town.taps(lead, "Вся команда", message=listed)
    await town.taps(lead, "Сделки", message=listed)
    await town.taps(lead, "Назад", message=listed)

    choice = await town.says(owner, "/target")
    assert labels(choice) == ["Север", "Юг"]
    await town.taps(owner, "Юг", message=choice)
    assert "Вера" in plain(choice)
    assert "Какую команду: Север, Юг" in plain(await town.says(owner, "/target команда выручка 1 млн"))
    assert "Юг: выручка 1 000 000 ₽" in plain(await town.says(owner, "/target команда Юг выручка 1 млн"))
    assert "Вера: 7 сделок" in plain(await town.says(owner, "/target Вера сделки 7"))

    count = len(await town.rows(Target))
    ids = {m.account_id: m.id for m in await town.rows(Member)}
    mine = {"member": ids[anna.id], "kpi": "deals", "value": 5}
    forged = [
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[other.id], kpi="deals", value=5)),
        (lead, TargetDo(verb=TargetVerb.SURE, member=ids[other.id], kpi="deals", value=5)),
        (lead, TargetDo(verb=TargetVerb.SET, team=south, kpi="deals", value=5)),
        (lead, TargetDo(verb=TargetVerb.SET, team=south, kpi="deals", value=5, how=1)),
        (lead, TargetDo(verb=TargetVerb.SEEN, team=south, kpi="deals", value=5, how=1)),
        (lead, TargetDo(verb=TargetVerb.PASTE, team=south, value=10, each="m")),
        (lead, TargetDo(verb=TargetVerb.RAISE, team=north, value=11, each="m")),
        (lead, TargetDo(verb=TargetVerb.RAISE, team=north, value=10, each="d")),
        (lead, TargetDo(verb=TargetVerb.LIST, team=south)),
        (lead, TargetDo(verb=TargetVerb.WHOM, member=ids[other.id])),
        (lead, TargetDo(verb=TargetVerb.DROP, member=ids[anna.id], kpi="deals")),
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[anna.id], kpi="deals", value=0)),
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[anna.id], kpi="deals", value=5, start=1)),
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[anna.id], kpi="deals", value=5, start=2**31 - 1)),
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[anna.id], kpi="<b>", value=5)),
        (lead, TargetDo(verb=TargetVerb.KPI, member=ids[anna.id], kpi="nonsense")),
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[anna.id], kpi="sales_volume", value=2**62)),
        (lead, TargetDo(verb=TargetVerb.SET, team=99_999, kpi="deals", value=5)),
        (anna, TargetDo(verb=TargetVerb.SET, **mine)),
        (anna, TargetDo(verb=TargetVerb.SURE, **mine)),
        (anna, TargetDo(verb=TargetVerb.LIST, team=north)),
        (anna, TargetDo(verb=TargetVerb.COPY, team=north)),
        (other, TargetDo(verb=TargetVerb.SET, **mine)),
    ]
    for person in (anna, other):
        await town.says(person, "/target")
    for who, do in forged:
        before = [plain(m) for m in who.sees()]
        tap = who.taps_data(do.pack())
        await town.settle()
        assert tap.answer, do
        assert [plain(m) for m in who.sees()] == before, do
    assert len(await town.rows(Target)) == count
