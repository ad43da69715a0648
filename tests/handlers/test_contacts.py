"""A contact by its card or by forwarding; forwarded from oneself or a colleague it is text."""

from __future__ import annotations

from db.models import Client, Entry, Report
from tests.handlers.test_lists import plain
from tests.town import Town


async def test_a_contact_card_is_a_contact_with_a_phone(town: Town) -> None:
    anna, boris = town.telegram.person("Анна", language="ru"), town.telegram.person("Борис", language="ru")
    await town.team(managers=[anna, boris])

    async def card(phone: str, first: str, last: str | None = None, *, user_id: int | None = None) -> str:
        anna.sends_contact(phone, first, last, user_id=user_id)
        await town.settle()
        return plain(anna.last())

    assert "1 контакт · Иван Петров" in await card("8 (912) 345-67-89", "Иван", "Петров")
    [client] = await town.rows(Client)
    assert (client.name, client.phone) == ("Иван Петров", "+79123456789")
    town.clock.forward(minutes=5)
    assert "Иван Петров" in await card("+7 912 345 67 89", "Ваня Клиент")  # known by the phone
    assert len(await town.rows(Client)) == 1
    assert "уже записан: Иван Петров" in await card("+7 912 345 67 89", "Иван")
    town.clock.forward(minutes=5)
    assert "<b>Злой" in await card("12", "<b>Злой & Ко")
    assert [c.phone for c in await town.rows(Client)] == ["+79123456789", None]
    assert "Это же вы" in await card("+79990000000", "Анна", user_id=anna.id)
    assert "Это ваш коллега" in await card("+79990000001", "Борис", user_id=boris.id)
    assert [e.kind for e in await town.entries(anna)] == ["contact"] * 3
    anna.sends_contact("+79123456780", "Пётр")
    await town.settle()
    assert await town.taps(anna, "Отменить") == "Отменил"
    assert len(await town.entries(anna)) == 3
    group = town.telegram.group("Отдел", anna)
    await town.settle()
    heard = len(anna.sees(group))
    anna.sends_contact("+79123456781", "Павел", chat=group)
    anna.forwards("сделка 45к", from_name="Клиент", chat=group)
    await town.settle()
    assert len(await town.entries(anna)) == 3
    assert len(anna.sees(group)) == heard + 2  # the bot says nothing


async def test_a_forwarded_message_is_a_contact_or_text(town: Town) -> None:
    anna, boris = town.telegram.person("Анна", language="ru"), town.telegram.person("Борис", language="ru")
    client = town.telegram.person("Ирина", last_name="Орлова")
    await town.team(managers=[anna, boris])

    async def forwarded(text: str, **origin: object) -> str:
        anna.forwards(text, **origin)  # type: ignore[arg-type]
        await town.settle()
        return plain(anna.last())

    assert "1 контакт · Ирина Орлова" in await forwarded("сделка 45к, давайте завтра", from_person=client)
    anna.forwards("и ещё", from_person=client)  # the same conversation, forwarded in one go
    await town.settle()
    assert "1 контакт · Мария" in await forwarded("/deal 45к", from_name="Мария")
    assert "Сделка 45 000 ₽ · Ромашка" in await forwarded("сделка 45к Ромашка", from_person=boris)
    assert "Сделка 46 000 ₽ · Лютик" in await forwarded("сделка 46к Лютик", from_person=anna)
    assert [(e.kind, e.amount) for e in await town.entries(anna)] == [
        ("contact", None), ("contact", None), ("deal", 4_500_000), ("deal", 4_600_000),
    ]  # fmt: skip
    assert {r.text for r in await town.rows(Report)} >= {"Ирина Орлова", "Мария"}

    world = town.telegram.world
    origin = {
        "type": "channel", "date": int(world.now()), "message_id": 5,
        "chat": {"id": -1001234567890, "type": "channel", "title": "Новости"},
    }  # fmt: skip
    for n in range(2):
        anna._send(world.chat(anna.id), {"forward_origin": origin, "text": f"сделка 9{n}к Канал"})
        await town.settle()
    assert [plain(m) for m in anna.sees()].count(plain(anna.last())) == 1  # the hint, once a day
    assert "Я записываю продажи" in plain(anna.last())
    assert len(await town.rows(Entry)) == 4
