"""What a picky person notices in the first hour."""

from __future__ import annotations

from sandbox.people import Message
from services.entries.named import named_period
from tests.handlers.test_report import labels, plain
from tests.town import MONDAY, Town


async def test_an_amount_in_reply_to_a_question_answers_that_one(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    first = await town.says(anna, "сделка 300$ Лютик")
    assert "Сделка 300 $ · Лютик" in plain(first)
    second = await town.says(anna, "сделка 500€ Пион")
    await town.says(anna, "27 000", reply_to=first)
    assert "Сделка 27 000 ₽ · Лютик" in plain(first)
    assert "Ответьте суммой" in plain(second)
    # Another number in reply to what is answered is no answer to the other question.
    await town.says(anna, "28 000", reply_to=first)
    assert "Ответьте суммой" in plain(second)
    await town.says(anna, "49 000")
    assert "Сделка 49 000 ₽ · Пион" in plain(second)


async def test_a_question_in_a_group_is_answered_there_by_who_was_asked(town: Town) -> None:
    anna, bob = (town.telegram.person(name) for name in ("Анна", "Борис"))
    await town.team(managers=[anna, bob])
    group = town.telegram.group("Продажи", anna, bob)
    await town.says(anna, "/deal 300$ Ирис", chat=group)
    asked = anna.last(group)
    bob.says("28к", chat=group, reply_to=asked)
    anna.says("спасибо", chat=group, reply_to=asked)
    await town.settle()
    assert "Ответьте суммой" in plain(asked)
    assert anna.last(group) is asked
    await town.says(anna, "28к", chat=group, reply_to=asked)
    assert plain(asked) == "✅ Сделка 28 000 ₽ · Ирис"
    # Undone, it still says what it was; an absence beside the calls is said too.
    await town.taps(anna, "Отменить", chat=group)
    assert plain(asked) == "↩️ Отменил, не считается:\nСделка 28 000 ₽ · Ирис"
    await town.says(anna, "@kakdela_bot 12 звонков, завтра выходной", chat=group)
    assert "Выходной: 24 ноября" in plain(anna.last(group))


async def test_a_sum_that_cannot_be_read_is_asked_for_in_plain_words(town: Town) -> None:
    omar = town.telegram.person("Omar", language="en")
    await town.team("Muscat", company="Gulf", currency="OMR", managers=[omar])
    asked = await town.says(omar, "deal 12.5 Acme")
    assert "Answer with the amount in OMR" in plain(asked)
    assert "✅ Record without an amount" in labels(asked)
    await town.says(omar, "12.5")
    assert plain(asked) == "✅ Deal OMR 12.500 · Acme\nNovember: 1 deal, OMR 12.500"


async def test_an_edit_shows_that_a_client_became_new_or_no_longer_is(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 5к Астра")
    receipt = await town.edits(anna, None, "сделка 5к Астра новый клиент")
    assert "Сделка 5 000 ₽ · Астра · новый клиент" in plain(receipt)
    await town.edits(anna, None, "сделка 5к Астра")
    assert "<s>новый клиент</s>" in receipt.html


async def test_a_client_taken_away_by_mistake_can_be_given_back(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "сделка 5к Астра")
    await town.taps(anna, "Клиент")
    await town.taps(anna, "Без клиента")
    await town.taps(anna, "Клиент")
    await town.taps(anna, "Астра")
    assert "Сделка 5 000 ₽ · Астра" in plain(receipt)


async def test_a_correction_in_reply_to_several_entries_asks_which_one(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "12 звонков, 2 встречи, сделка 100к Василёк")
    for words in ("вчера", "Ромашка", "5"):
        asked = await town.says(anna, words, reply_to=receipt)
        assert "Какую запись поправить?" in plain(asked)
        assert labels(asked)[:2] == ["12 звонков", "2 встречи"]
    await town.taps(anna, "2 встречи")
    await town.says(anna, "5", reply_to=asked)
    assert [e.quantity for e in await town.entries(anna)] == [12, 5, 1]
    assert "5 встреч" in plain(receipt)
    # Courtesy is no correction, and a report is a report.
    assert "Какую запись" not in plain(await town.says(anna, "спасибо", reply_to=receipt))
    assert "3 звонка" in plain(await town.says(anna, "3 звонка", reply_to=receipt))


async def test_a_member_sees_what_a_lead_changed_and_opens_it(town: Town) -> None:
    anna, lead = (town.telegram.person(name) for name in ("Анна", "Пётр"))
    await town.team(managers=[anna], leads=[lead])
    await town.says(anna, "сделка 45к Ромашка")
    [entry] = await town.entries(anna)
    await town.says(lead, f"/fix {entry.id} 54 000")
    told: Message = anna.last()
    assert plain(told) == "✏️ Вашу запись исправили: Сделка 45 000 ₽ → 54 000 ₽ · Ромашка\n— Пётр"
    await town.taps(anna, "Открыть запись", message=told)
    assert "Запись №" in plain(told)
    # The lead has no message to edit: the hint names /fix.
    await town.says(lead, "/deals")
    await town.taps(lead, "Ромашка")
    await town.taps(lead, "Клиент")
    assert f"/fix {entry.id} Ромашка" in plain(lead.last())


async def test_a_near_client_is_still_asked_about_after_another_correction(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Вектор")
    near = await town.says(anna, "Первая сделка с Вектором, 90к")
    assert "Да, это" in " ".join(labels(near))
    await town.taps(anna, "День", message=near)
    await town.taps(anna, "Вчера", message=near)
    assert "Да, это" in " ".join(labels(anna.last()))
    await town.taps(anna, "Да, это")
    assert len({e.client_id for e in await town.entries(anna)}) == 1


async def test_of_two_near_new_names_each_question_has_its_button(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 10к Ромашка")
    await town.says(anna, "сделка 20к Василёк")
    shown = await town.says(anna, "сделка 5к Ромашко\nсделка 7к Василек2")
    near = [row for row in plain(shown).splitlines() if row.startswith("👀")]
    buttons = [label for label in labels(shown) if label.startswith("Да, это")]
    assert len(near) == len(buttons) >= 1
    pair = await town.says(anna, "сделка 10к Альфа Плюс\nсделка 20к Альфа Плюз")
    assert plain(pair).count("👀") == 1  # not each of the other


async def test_what_was_undone_says_how_much_more_there_was(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    names = [
        "Альфа",
        "Гамма",
        "Дельта",
        "Эпсилон",
        "Йота",
        "Каппа",
        "Сигма",
        "Омега",
        "Кедр",
        "Сосна",
        "Клён",
    ]
    names += ["Ясень", "Берёза", "Рябина"]
    await town.says(anna, "\n".join(f"сделка {n}0к {name}" for n, name in enumerate(names, start=1)))
    await town.taps(anna, "Отменить")
    assert "…и ещё 2" in plain(anna.last())


def test_quarters_are_understood_as_they_are_shown() -> None:
    today = MONDAY.date()
    for words in ("4 квартал", "4-й квартал 2026", "Q4", "q4 2026", "квартал 4", "quarter 4"):
        found = named_period(words, today)
        assert found is not None
        assert found.label == "2026-Q4", words
    assert (named_period("Q1", today.replace(month=3)) or found).label == "2026-Q1"
    assert (named_period("4 квартал", today.replace(month=3)) or found).label == "2025-Q4"


async def test_a_question_shown_again_stops_asking_in_its_first_place_too(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    for day, answer, said in (("5", "Записать", "✅ Сделка"), ("6", "Не записывать", "ничего не записал")):
        first = await town.says(anna, f"сделка 45к Ромашка {day} января")
        again = await town.says(anna, "/today")
        await town.taps(anna, answer, message=again)
        assert said in plain(again)
        await town.taps(anna, answer, message=first)
        assert said in plain(first)
        assert labels(first) == []
    assert len(await town.entries(anna)) == 1


async def test_an_owner_without_a_team_is_told_how_to_join_one(town: Town) -> None:
    olga = town.telegram.person("Ольга")
    await town.team(owners=[olga])
    assert "откройте её сами" in plain(await town.says(olga, "сделка 5к Мак"))
    await town.says(olga, "/invite")
    await town.taps(olga, "Менеджера")
    await town.taps(olga, "1 человек")
    payload = olga.last().text.split("start=")[1].split()[0]
    olga.starts(payload)
    await town.settle()
    await town.taps(olga, "Север")
    assert "Сделка 5 000 ₽" in plain(await town.says(olga, "сделка 5к Мак"))


async def test_a_correction_to_nothing_is_refused_in_plain_words(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    await town.says(anna, "сделка 45к Ромашка")
    [entry] = await town.entries(anna)
    assert plain(await town.says(anna, f"/fix {entry.id} 0")) == "Такую сумму записать не могу."


async def test_what_was_undone_is_not_offered_for_correction(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "сделка 5к Пион, 3 звонка")
    await town.taps(anna, "Отменить")
    assert "Какую запись" not in plain(await town.says(anna, "вчера", reply_to=receipt))


async def test_a_group_question_shown_in_private_stops_asking_in_both_places(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    group = town.telegram.group("Продажи", anna)
    await town.says(anna, "/deal 45 Ирис", chat=group)
    asked = anna.last(group)
    copy = await town.says(anna, "/today")
    await town.taps(anna, "Не записывать", message=copy)
    assert "ничего не записал" in plain(asked)
    assert "ничего не записал" in plain(copy)
    assert labels(copy) == labels(asked) == []
