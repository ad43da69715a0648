"""Inviting, joining, roles, moving, leaving: through the front door."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

from db.models import Account, Entry, Invite, Member, Membership, Team
from sandbox import Person
from sandbox.people import Message
from services import invites
from services.names import person_key
from tests.town import Town


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def payload_of(message: Message) -> str:
    found = re.search(r"https://t\.me/\w+\?start=([\w-]{22})", message.text)
    assert found, message.text
    return found[1]


async def invited(
    town: Town, by: Person, role: str = "Менеджера", uses: str = "1 человек", team: str = ""
) -> str:
    """A link's payload, as `by` makes it with buttons."""
    menu = await town.says(by, "/invite")
    if team:
        await town.taps(by, team, message=menu)
    await town.taps(by, role, message=menu)
    await town.taps(by, uses, message=menu)
    return payload_of(menu)


async def joins(town: Town, who: Person, payload: str) -> None:
    await town.says(who, f"/start {payload}")
    await town.taps(who, "Согласиться")


async def tapped(town: Town, who: Person, data: str) -> str:
    """The toast after sending any callback data."""
    tap = who.taps_data(data)
    await town.settle()
    return tap.answer or ""


async def id_of(town: Town, who: Person) -> int:
    [member] = await town.rows(Member, Member.account_id == who.id, Member.left_at.is_(None))
    return int(member.id)


async def test_a_manager_joins_by_a_leads_link(town: Town) -> None:
    lena = town.telegram.person("Лена")
    north = await town.team(leads=[lena])
    payload = await invited(town, lena)
    assert "действует до 30 нояб" in lena.last().text
    [invite] = await town.rows(Invite)
    assert (invite.team_id, invite.role, invite.max_uses) == (north, "manager", 1)
    assert payload not in str([str(vars(row)) for row in await town.rows(Invite)])

    anna = town.telegram.person("@boss", last_name="<b>&")
    consent = await town.says(anna, f"/start {payload}")
    assert "Вектор" in consent.text
    assert "Север" in consent.text
    assert "менеджер" in consent.text
    assert "Лена" in consent.text
    assert "Что хранится" in consent.text
    assert labels(consent)[0].startswith("✅ Согласиться")
    assert await town.rows(Member, Member.account_id == anna.id) == []
    assert "ссылка-приглашение" in (await town.says(anna, "сделка 45к")).text
    await town.taps(anna, "Согласиться")
    assert "@\u2060boss <b>& теперь в команде Север, роль: менеджер" in lena.last().text
    assert not lena.last().raw.get("entities") or "mention" not in str(lena.last().raw["entities"])
    assert "Сделка" in (await town.says(anna, "сделка 45к Ромашка")).text
    menu = {c["command"] for c in town.telegram.world.commands[("chat", anna.id, 0), ""]}
    assert "me" in menu
    assert "invite" not in menu

    # The button again, the link again, somebody else with the used link.
    again = await tapped(town, anna, f"j:{payload}")
    assert "уже в команде «Север»" in again
    assert "уже в команде «Север»" in (await town.says(anna, f"/start {payload}")).text
    assert len(await town.rows(Member, Member.account_id == anna.id)) == 1
    eve = town.telegram.person("Ева")
    used = (await town.says(eve, f"/start {payload}")).text
    assert used == (await town.says(eve, "/start nosuchlinkatall")).text
    assert "не действует" in used
    assert "не действует" in await tapped(town, eve, f"j:{payload}")
    assert await town.rows(Member, Member.account_id == eve.id) == []


async def test_links_are_counted_expire_and_are_revoked(town: Town) -> None:
    olga, boris = town.telegram.person("Ольга"), town.telegram.person("Борис")
    await town.team(owners=[olga])
    await town.team("Юг", leads=[boris])
    payload = await invited(town, olga, role="Руководителя", team="Север")
    racers = [town.telegram.person(f"Гонщик {n}") for n in range(4)]
    for racer in racers:
        racer.says(f"/start {payload}")
    await town.settle()
    for racer in racers:
        racer.taps("Согласиться")
    await town.settle()
    joined = await town.rows(Member, Member.name.startswith("Гонщик"))
    assert len(joined) == 1
    assert [m.role for m in await town.rows(Membership, Membership.member_id == joined[0].id)] == ["lead"]

    many = await invited(town, boris, uses="10 человек")
    listed = await town.says(boris, "/invite")
    assert "ещё 10 человек" in listed.text
    await joins(town, racers[0] if joined[0].account_id != racers[0].id else racers[1], many)
    town.clock.forward(days=7)
    late = town.telegram.person("Поздний")
    assert "не действует" in (await town.says(late, f"/start {many}")).text
    assert "Действуют" not in (await town.says(boris, "/invite")).text

    third = await invited(town, boris, uses="50 человек")
    await town.says(late, f"/start {third}")
    listed = await town.says(boris, "/invite")
    assert await town.taps(boris, "Отозвать", message=listed) == "Ссылка больше не действует"
    assert "не действует" in (await town.taps(late, "Согласиться") or "")
    assert await town.rows(Member, Member.account_id == late.id) == []
    # Whoever is taken out invites nobody any more, by links made before either.
    fourth = await invited(town, boris, uses="50 человек")
    number = await id_of(town, boris)
    await town.says(olga, "/people")
    assert await tapped(town, olga, f"p:removeyes:{number}:0") == "Готово"
    assert "не действует" in (await town.says(late, f"/start {fourth}")).text


async def test_who_is_somewhere_already(town: Town) -> None:
    olga, lena, anna, alien = (town.telegram.person(n) for n in ("Ольга", "Лена", "Анна", "Чужой"))
    north = await town.team(owners=[olga], leads=[lena], managers=[anna])
    south = await town.team("Юг")
    await town.team("Другие", company="Чужая", owners=[alien])
    to_south = await invited(town, olga, team="Юг", uses="10 человек")
    to_north = await invited(town, olga, team="Север", uses="10 человек")
    assert "уже в команде «Север»" in (await town.says(anna, f"/start {to_north}")).text
    foreign = (await town.says(alien, f"/start {to_north}")).text
    assert "Чужая" in foreign
    assert "/leave" in foreign
    assert "Вектор" not in foreign

    await town.says(anna, "сделка 45к Ромашка")
    offer = await town.says(anna, f"/start {to_south}")
    assert "прежние записи останутся" in offer.text
    await town.taps(anna, "Перейти", message=offer)
    assert "Вы в команде Юг" in offer.text
    await town.says(anna, "сделка 10к Лютик")
    assert [e.team_id for e in await town.entries(anna)] == [north, south]
    old, new = await town.rows(Membership, Membership.member_id == await id_of(town, anna))
    assert (old.team_id, old.ends_on, new.team_id, new.starts_on) == (
        north,
        new.starts_on,
        south,
        old.ends_on,
    )
    assert new.starts_on == town.clock.now().date()

    # An owner without a team joins one to sell there, and stays an owner.
    await town.says(olga, f"/start {to_north}")
    await town.taps(olga, "Перейти")
    assert "Сделка" in (await town.says(olga, "сделка 5 000")).text
    assert (await town.rows(Member, Member.account_id == olga.id))[0].is_owner

    # Left and back: the same person with the same history.
    number = await id_of(town, anna)
    ask = await town.says(anna, "/leave")
    assert labels(ask)[0] == "Остаться"
    await town.taps(anna, "Остаться", message=ask)
    await town.says(anna, "/leave")
    await town.taps(anna, "Уйти")
    assert "ссылка-приглашение" in (await town.says(anna, "сделка 45к")).text
    assert {c["command"] for c in town.telegram.world.commands[("chat", anna.id, 0), ""]} == {
        "language",
        "help",
        "privacy",
    }
    town.clock.forward(days=1)
    await joins(town, anna, to_south)
    assert await id_of(town, anna) == number
    assert len(await town.entries(anna)) == 2
    assert "ничего" not in (await town.says(anna, "сделка 45к")).text


async def test_an_imported_person_brings_a_history(town: Town) -> None:
    lena, anna = town.telegram.person("Лена"), town.telegram.person("Anna")
    north = await town.team(leads=[lena])
    async with town.app.db.write() as session:
        company_id = (await session.get_one(Team, north)).company_id
        day = town.clock.now().date() - timedelta(days=30)
        old = Member(
            company_id=company_id, account_id=None, name="Анна Снегина", name_key=person_key("Анна Снегина"),
            is_owner=False, created_at=town.clock.now(),
        )  # fmt: skip
        session.add(old)
        await session.flush()
        session.add(Membership(member_id=old.id, team_id=north, role="manager", starts_on=day))
        for _ in range(2):
            session.add(
                Entry(
                    company_id=company_id, team_id=north, member_id=old.id, kind="deal", amount=100, day=day,
                    created_at=town.clock.now(),
                )
            )  # fmt: skip
    people = await town.says(lena, "/people")
    assert "Анна Снегина — менеджер (импорт" in people.text
    await town.taps(lena, "Анна Снегина", message=people)
    assert "Сделать руководителем" not in str(labels(people))
    await town.taps(lena, "Ссылка для этого человека", message=people)
    payload = payload_of(lena.last())
    consent = await town.says(anna, f"/start {payload}")
    assert "Анна Снегина, 2 записи" in consent.text
    await town.taps(anna, "Согласиться")
    [member] = await town.rows(Member, Member.account_id == anna.id)
    assert (member.id, member.name) == (old.id, "Анна Снегина")
    assert [m.starts_on for m in await town.rows(Membership, Membership.member_id == old.id)] == [day]
    assert len(await town.entries(anna)) == 2
    other = town.telegram.person("Другая")
    assert "не действует" in (await town.says(other, f"/start {payload}")).text


async def test_owners_change_roles_and_the_people_are_told(town: Town) -> None:
    olga, lena = town.telegram.person("Ольга"), town.telegram.person("Лена")
    anna = town.telegram.person("Анна", username="anna_k")
    twin = town.telegram.person("Анна", last_name="", username="anna_z", id=77)
    crowd = [town.telegram.person(f"Продавец {n}") for n in range(7)]
    north = await town.team(owners=[olga], leads=[lena], managers=[anna, twin, *crowd])
    south = await town.team("Юг")
    for person in (anna, lena):
        await town.says(person, "/start")

    people = await town.says(lena, "/people")
    assert "9 человек" in people.text or "10 человек" in people.text
    assert "Анна · @\u2060anna_k" in people.text
    assert "1 из 2" in people.text
    await town.taps(lena, "›", message=people)
    assert "2 из 2" in people.text
    card = await town.says(lena, "/people")
    await town.taps(lena, "anna_k", message=card)
    assert labels(card) == ["Убрать из компании", "🌿 Дни без работы", "‹ Назад"]
    number = await id_of(town, anna)
    for verb in ("promote", "own", "ownyes", "move", f"setteam:{number}:{south}"):
        data = f"p:{verb}" if ":" in verb else f"p:{verb}:{number}:0"
        assert "нельзя" in await tapped(town, lena, data)

    card = await town.says(olga, "/people")
    await town.taps(olga, "anna_k", message=card)
    await town.taps(olga, "Сделать руководителем", message=card)
    assert "Анна — руководитель" in card.text
    assert "Теперь вы руководитель команды «Север»" in anna.last().text
    assert "people" in {c["command"] for c in town.telegram.world.commands[("chat", anna.id, 0), ""]}
    assert "Так уже и есть" in await tapped(town, olga, f"p:promote:{number}:0")
    links = await invited(town, anna)
    assert "нельзя" in await tapped(
        town, lena, f"p:removeyes:{number}:0"
    )  # another lead is not hers to remove
    await town.taps(olga, "Сделать менеджером", message=card)
    stranger = town.telegram.person("Пришлый")
    assert "не действует" in (await town.says(stranger, f"/start {links}")).text
    assert "только руководители" in (await town.says(anna, "/people")).text

    await town.says(anna, "сделка 45к Ромашка")
    await town.taps(olga, "Перевести", message=card)
    await town.taps(olga, "Юг", message=card)
    assert "Теперь вы в команде «Юг»" in anna.last().text
    await town.says(anna, "сделка 46к Лютик")
    assert [e.team_id for e in await town.entries(anna)] == [north, south]
    assert "нет" in await tapped(town, lena, f"p:card:{number}:0")

    receipt = anna.last()
    await town.taps(olga, "Убрать из компании", message=card)
    assert "Доступ закроется сразу" in card.text
    await town.taps(olga, "Да, убрать", message=card)
    assert "Вы больше не в компании" in anna.last().text
    anna.taps("Отменить", message=receipt)
    await town.settle()
    assert len(await town.entries(anna)) == 2
    assert "ссылка-приглашение" in (await town.says(anna, "сделка 47к")).text
    assert "нет" in await tapped(town, olga, f"p:card:{number}:0")
    assert (await town.rows(Membership, Membership.member_id == number, Membership.ends_on.is_(None))) == []


async def test_a_company_always_keeps_an_owner(town: Town) -> None:
    olga, oleg, lena = (town.telegram.person(n) for n in ("Ольга", "Олег", "Лена"))
    await town.team(owners=[olga], leads=[lena], managers=[oleg])
    for person in (olga, oleg):
        await town.says(person, "/start")
    first, second = await id_of(town, olga), await id_of(town, oleg)
    await town.says(olga, "/leave")
    assert "единственный владелец" in (await town.taps(olga, "Уйти") or "")
    assert "единственный владелец" in await tapped(town, olga, f"p:disownyes:{first}:0")

    card = await town.says(olga, "/people")
    await town.taps(olga, "Олег", message=card)
    await town.taps(olga, "Сделать владельцем", message=card)
    assert "в том числе вашу" in card.text
    await town.taps(olga, "Да, сделать владельцем", message=card)
    assert "Теперь вы владелец" in oleg.last().text
    # Both take the other's ownership away at once: one is left.
    await town.says(oleg, "/people")
    olga.taps_data(f"p:disownyes:{second}:0")
    oleg.taps_data(f"p:disownyes:{first}:0")
    await town.settle()
    assert len(await town.rows(Member, Member.is_owner)) == 1
    # And when both leave at once.
    async with town.app.db.write() as session:
        for number in (first, second):
            (await session.get_one(Member, number)).is_owner = True
    for person in (olga, oleg):
        person.says("/leave")
    await town.settle()
    for person in (olga, oleg):
        person.taps("Уйти")
    await asyncio.sleep(0)
    await town.settle()
    assert len(await town.rows(Member, Member.is_owner, Member.left_at.is_(None))) == 1


async def test_languages_help_privacy_and_blocking(town: Town) -> None:
    olga, lena, anna = (
        town.telegram.person("Ольга"),
        town.telegram.person("Лена"),
        town.telegram.person("Анна"),
    )
    await town.team(owners=[olga], leads=[lena], managers=[anna])
    helps = {person: (await town.says(person, "/help")).text for person in (olga, lena, anna)}
    assert "сделка 45к Ромашка" in helps[anna]
    assert "/invite" not in helps[anna]
    assert "/invite" in helps[lena]
    assert "/newteam" not in helps[lena]
    assert "/newteam" in helps[olga]
    assert "Такой команды нет" in (await town.says(anna, "/nosuch")).text

    choice = await town.says(anna, "/language")
    assert labels(choice) == ["English", "Русский"]
    await town.taps(anna, "English", message=choice)
    assert "English it is" in choice.text
    assert "What is stored" in (await town.says(anna, "/privacy")).text
    menu = town.telegram.world.commands[("chat", anna.id, 0), ""]
    assert "My figures" in {c["description"] for c in menu}
    assert "не говорю" in await tapped(town, lena, "y:xx")
    stranger = town.telegram.person("Пётр", language="pt-br")
    line = (await town.says(stranger, "hello")).text
    assert "invitation" in line
    assert (await town.says(stranger, "/help")).text == line
    assert "What is stored" in (await town.says(stranger, "/privacy")).text

    lena.blocks()
    await town.settle()
    assert (await town.rows(Account, Account.id == lena.id))[0].unreachable_at is not None
    lena.unblocks()
    await town.settle()
    assert (await town.rows(Account, Account.id == lena.id))[0].unreachable_at is None
    group = town.telegram.group("Продажи", anna, bot=False)
    group.adds_bot()
    await town.settle()
    assert "/deal" in anna.last(group).text
    other = town.telegram.group("Чужие", stranger, bot=False)
    other.adds_bot()
    await town.settle()
    assert not [m for m in stranger.sees(other) if m.from_bot]
    # A button about people forged in a group tells nobody anything there.
    group.adds(lena)
    await town.settle()
    lena.taps_data("p:list:0:0", chat=group)
    await town.settle()
    assert len([m for m in anna.sees(group) if m.from_bot]) == 1


async def test_an_invite_for_nobody_else(town: Town) -> None:
    """What the command line makes (`invite --for`) works through the same door."""
    olga, anna = town.telegram.person("Ольга"), town.telegram.person("Анна")
    north = await town.team(owners=[olga], managers=[anna])
    async with town.app.db.write() as session:
        company_id = (await session.get_one(Team, north)).company_id
        old = Member(
            company_id=company_id, account_id=None, name="Зоя", name_key="зоя", is_owner=False,
            created_at=town.clock.now(),
        )  # fmt: skip
        session.add(old)
        await session.flush()
        payload = await invites.create(
            session, company_id=company_id, team_id=north, role="lead", created_by_id=None, member_id=old.id,
            now=town.clock.now(),
        )  # fmt: skip
    assert "чужую историю" in (await town.says(anna, f"/start {payload}")).text
    zoya = town.telegram.person("Зоя")
    await joins(town, zoya, payload)
    assert await id_of(town, zoya) == old.id
    assert "Зоя — руководитель" in (await town.says(zoya, "/people")).text
