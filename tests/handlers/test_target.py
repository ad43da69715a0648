"""/target: set, changed, removed, listed, by a line or by buttons; who is told, who is refused."""

from __future__ import annotations

from bot.callbacks import TargetDo, TargetVerb
from db.models import Member, Target
from tests.handlers.test_lists import labels, plain
from tests.town import Town


async def test_a_target_is_set_changed_and_removed_and_the_person_told(town: Town) -> None:
    anna, lead = (
        town.telegram.person(n, username=u, language=lang)
        for n, u, lang in (("Анна", "Anna", "ru"), ("Борис", "boris", "ru"))
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
    assert "команда" not in await target("команда выручка 10 млн")
    assert "Север: выручка 10 000 000 ₽" in plain(lead.last())
    assert "Maria: 5 сделок в месяц" in await target("maria продажи 5")
    assert "Your new target: 5 deals a month.\n— Борис" in plain(maria.last())

    listed = await target("")
    assert "Вся команда: выручка 10 000 000 ₽" in listed
    assert "Анна: выручка 2 000 000 ₽, 20 сделок, 300 звонков" in listed
    own = plain(await town.says(anna, "/target"))
    assert "Ваши цели на месяц" in own
    assert "выручка 2 000 000 ₽" in own
    assert not anna.last().buttons
    assert "5 deals" in plain(await town.says(maria, "/target"))
    assert "Only leads can do that" in plain(await town.says(maria, "/target @maria deals 1"))

    assert "Анна: цели «звонки» больше нет" in await target("@anna звонки нет")
    assert "Цели «звонки» у вас больше нет.\n— Борис" in plain(anna.last())
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

    for kpi in ("звонки", "встречи", "демо"):
        await target(f"@anna {kpi} 10")
    assert "не больше 5 целей" in plain(lead.last()) or "не больше 5 целей" in await target("@anna кп 10")


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
    await town.team("Юг", managers=[stranger])
    await town.team("Запад", company="Чужие", managers=[elsewhere])
    for what, answer in {
        "@anna звонки 0": "больше нуля",
        "@anna выручка -5": "больше нуля",
        "@anna выручка 500": "это тысячи",
        "@anna выручка 99999999 млн": "Слишком много",
        "@anna звонки 20000": "Слишком много",
        "@anna звонки 2,5": "целое число",
        "@anna выручка много": "Не понял, сколько",
        "@anna выручка 1 млн в неделю": "только на месяц",
        "@anna средний чек 50к": "Пока цель бывает на",
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
    assert "цели на месяц" in plain(await town.says(lead, "/target @anna"))
    assert "Это могут только руководители" in plain(await town.says(anna, "/target @anna сделки 1"))


async def test_targets_by_buttons_and_forged_ones(town: Town) -> None:
    anna, lead, owner, other = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Борис", "boris"), ("Ольга", "olga"), ("Вера", "vera"))
    )
    north = await town.team(managers=[anna], leads=[lead], owners=[owner])
    south = await town.team("Юг", managers=[other])
    await town.says(anna, "20.10 сделка 183 400 Ромашка")
    listed = await town.says(lead, "/target")
    assert "Без цели: Анна" in plain(listed)
    await town.taps(lead, "Анна", message=listed)
    assert "Какую цель поставить" in plain(listed)
    await town.taps(lead, "Выручка", message=listed)
    assert "/target @anna" in plain(listed).replace("\u2060", "")
    assert {"190 000 ₽", "210 000 ₽", "230 000 ₽"} <= set(labels(listed))
    assert await town.taps(lead, "210\xa0000", message=listed) == "Готово"
    assert "выручка 210 000 ₽" in plain(listed)
    assert "Ваша новая цель: выручка 210 000 ₽" in plain(anna.last())
    await town.taps(lead, "Звонки", message=listed)
    assert "подсказать не могу" in plain(listed)
    await town.taps(lead, "Назад", message=listed)
    await town.taps(lead, "Выручка", message=listed)
    assert "Сейчас: 210 000 ₽" in plain(listed)
    await town.taps(lead, "Убрать цель", message=listed)
    assert "Пока нет ни одной" in plain(listed)
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
        (lead, TargetDo(verb=TargetVerb.SET, team=south, kpi="deals", value=5)),
        (lead, TargetDo(verb=TargetVerb.LIST, team=south)),
        (lead, TargetDo(verb=TargetVerb.WHOM, member=ids[other.id])),
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[anna.id], kpi="retention", value=5)),
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[anna.id], kpi="<b>", value=5)),
        (lead, TargetDo(verb=TargetVerb.KPI, member=ids[anna.id], kpi="nonsense")),
        (lead, TargetDo(verb=TargetVerb.SET, member=ids[anna.id], kpi="sales_volume", value=2**62)),
        (lead, TargetDo(verb=TargetVerb.SET, team=99_999, kpi="deals", value=5)),
        (anna, TargetDo(verb=TargetVerb.SET, **mine)),
        (anna, TargetDo(verb=TargetVerb.LIST, team=north)),
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
