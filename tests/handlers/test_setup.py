"""An owner claims the bot and sets it up: company, first team, further teams."""

from __future__ import annotations

from db.models import Account, Company, Member, Membership, Team
from sandbox import Person
from sandbox.people import Message
from services import companies, joining
from tests.town import Clock, Town, running_town


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def test_an_owner_sets_up_in_four_answers_and_logs_at_once(database_url: str, clock: Clock) -> None:
    async with running_town(database_url, clock=clock, owner_ids=(1001,)) as town:
        olga = town.telegram.person("Ольга", id=1001)
        stranger = town.telegram.person("Пётр")
        assert "ссылка-приглашение" in (await town.says(stranger, "/start")).text
        assert "ссылка-приглашение" in (await town.says(stranger, "Вектор")).text
        assert "Как называется компания" in (await town.says(olga, "/start")).text

        asked = await town.says(olga, "  @boss <b>Вектор</b>\u202e ")  # 1
        assert "В какой валюте" in asked.text
        assert labels(asked)[0] == "RUB ₽"
        await town.taps(olga, "RUB")  # 2
        assert "RUB" in asked.text
        place = await town.says(olga, "Север")  # 3
        assert "Россия, Москва" in place.text
        assert "Русский" in place.text
        await town.taps(olga, "✅")  # 4
        assert "Готово" in place.text
        [company] = await town.rows(Company)
        assert (company.name, company.currency) == ("@boss <b>Вектор</b>", "RUB")
        assert "mention" not in {e["type"] for e in asked.raw.get("entities", [])}
        [team] = await town.rows(Team)
        assert (team.name, team.country, team.timezone, team.language) == (
            "Север",
            "RU",
            "Europe/Moscow",
            "ru",
        )
        [owner] = await town.rows(Member)
        assert owner.is_owner
        assert owner.agreed_at == clock.now()
        assert (await town.rows(Account, Account.id == 1001))[0].setup is None

        # The button again, as from a second tap or a forward: nothing is made twice.
        place.raw["reply_markup"] = {"inline_keyboard": [[{"text": "again", "callback_data": "s:yes:"}]]}
        assert "не действует" in (await town.taps(olga, "again") or "")
        assert len(await town.rows(Team)) == 1
        assert "Сделка" in (await town.says(olga, "сделка 45к Ромашка")).text

        # Owners who sell nothing themselves step out of the team.
        hello = town.telegram.world.chat(olga.id)
        done = next(
            m for m in hello.messages.values() if "Я не продаю" in str(labels(m)) or "Готово" in m.text
        )
        olga.taps_data(f"p:aside:{owner.id}:0", message=done)
        await town.settle()
        [membership] = await town.rows(Membership)
        assert membership.ends_on is not None
        assert "не в команде" in (await town.says(olga, "сделка 5к")).text.lower()


async def test_setting_up_goes_on_after_a_restart_in_english_with_typed_answers(
    database_url: str, clock: Clock
) -> None:
    async with running_town(database_url, clock=clock, registration="open") as town:
        kate = town.telegram.person("Kate", language="en-GB", id=2002)
        assert "What is the company called" in (await town.says(kate, "/start")).text
        assert "Which currency" in (await town.says(kate, "Acme")).text

    clock.forward(hours=1)
    async with running_town(database_url, clock=clock, registration="open") as town:
        kate = town.telegram.person("Kate", language="en-GB", id=2002)
        again = await town.says(kate, "/start")
        assert "Which currency" in again.text
        assert labels(again)[0] == "GBP £"
        assert "do not know the currency" in (await town.says(kate, "doubloons")).text
        assert "first team" in (await town.says(kate, "chf")).text
        place = await town.says(kate, "North")
        assert "United Kingdom, London" in place.text
        await town.taps(kate, "Русский")
        assert "Русский" in place.text
        assert "I do not know “Atlantis”" in (await town.says(kate, "Atlantis")).text
        done = await town.says(kate, "Zurich")
        assert "Write, for example" in done.text
        [team] = await town.rows(Team)
        assert (team.country, team.timezone, team.language) == ("CH", "Europe/Zurich", "ru")
        assert [c.currency for c in await town.rows(Company)] == ["CHF"]
        commands = town.telegram.world.commands[("chat", 2002, 0), ""]
        assert {"newteam", "people", "me"} <= {c["command"] for c in commands}

        line = (await town.says(town.telegram.person("Пётр"), "привет")).text
        assert "/start" in line

        # A country with several clocks is asked for a city: still five answers.
        ivan = town.telegram.person("Иван", language="ru")
        await town.says(ivan, "/start")
        await town.says(ivan, "Байкал")
        await town.taps(ivan, "KZT")
        await town.says(ivan, "Первая")
        zones = ivan.last()
        await town.taps(ivan, "Россия, другой город")
        assert "Екатеринбург · 15:00" in labels(zones)
        await town.taps(ivan, "Екатеринбург")
        assert [t.timezone for t in await town.rows(Team, Team.name == "Первая")] == ["Asia/Yekaterinburg"]


async def test_an_owner_made_by_number_is_named_at_the_first_word(town: Town) -> None:
    now = town.clock.now()
    async with town.app.db.write() as session:
        company = await companies.create_company(session, name="Вектор", currency="RUB", now=now)
        await companies.ensure_owner(session, company_id=company.id, account_id=1001, language="ru", now=now)
    olga = town.telegram.person("Ольга", id=1001)
    hello = await town.says(olga, "/start")
    assert "Здравствуйте, Ольга!" in hello.text
    assert [m.name for m in await town.rows(Member)] == ["Ольга"]
    assert "/newteam" in (await town.says(olga, "/invite")).text
    assert "Ольга — владелец" in (await town.says(olga, "/people")).text


async def test_a_cancelled_setup_leaves_nothing(town: Town) -> None:
    link = await joining.claim_line(town.app.db, "kakdela_bot", town.clock.now())
    assert link is not None
    payload = link.partition("?start=")[2]
    older, payload = payload, ((await joining.claim_line(town.app.db, None, town.clock.now())) or "")[7:]
    olga, thief = town.telegram.person("Ольга"), town.telegram.person("Вор")
    assert "не действует" in (await town.says(olga, f"/start {older}")).text
    assert "Как называется компания" in (await town.says(olga, f"/start {payload}")).text
    assert "не действует" in (await town.says(thief, f"/start {payload}")).text
    assert "ссылка-приглашение" in (await town.says(thief, "/start")).text
    assert await joining.claim_line(town.app.db, None, town.clock.now()) is None
    await town.says(olga, "Вектор")
    await town.taps(olga, "Отмена")
    assert "ссылка-приглашение" in (await town.says(olga, "Вектор")).text
    assert await town.rows(Company) == []
    assert "Как называется компания" in (await town.says(olga, "/start")).text
    # A forged answer to a question that was not asked.
    assert "не действует" in (await forged(town, olga, "s:yes:") or "")
    assert await town.rows(Company) == []


async def test_owners_add_teams(town: Town) -> None:
    olga, lena = town.telegram.person("Ольга"), town.telegram.person("Лена")
    await town.team(owners=[olga], leads=[lena])
    assert "/newteam Юг" in (await town.says(olga, "/newteam")).text
    assert "только владелец" in (await town.says(lena, "/newteam Юг")).text
    assert "уже есть" in (await town.says(olga, "/newteam север")).text
    place = await town.says(olga, "/newteam Юг")
    assert "Россия, Москва" in place.text
    assert "Сделка" in (await town.says(lena, "сделка 45к")).text
    await town.taps(olga, "Казахстан")
    assert "Готово" in place.text
    assert "Новосибирск" in (await town.says(olga, "/newteam Обь, Новосибирск")).text
    teams = {team.name: team.timezone for team in await town.rows(Team)}
    assert teams == {"Север": "Europe/Moscow", "Юг": "Asia/Almaty", "Обь": "Asia/Novosibirsk"}


async def forged(town: Town, who: Person, data: str) -> str | None:
    tap = who.taps_data(data)
    await town.settle()
    return tap.answer
