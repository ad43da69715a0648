"""/kpi: a lead's own counters and ratios by a line or by buttons, and how what they count is written and shown."""

from __future__ import annotations

from bot.callbacks_kpi import KpiDo, KpiVerb
from db.models import Member, Team, TeamKpi
from services.own_kpis.pieces import fingerprint
from tests.handlers.test_lists import labels, plain
from tests.town import Town


async def test_a_counter_is_made_logged_corrected_renamed_retired_and_brought_back(town: Town) -> None:
    """kpi.md: "team counters: entries of a kind that the team defined, with its own words"; history stays."""
    anna, lead, other = (
        town.telegram.person(n, username=u, language=lang)
        for n, u, lang in (("Анна", "anna", "ru"), ("Борис", "boris", "ru"), ("Vera", "vera", "en"))
    )
    north = await town.team(managers=[anna], leads=[lead])
    await town.team("Юг", managers=[other])

    async def kpi(what: str) -> str:
        return plain(await town.says(lead, f"/kpi {what}".strip()))

    assert "Своих пока нет" in await kpi("")
    said = await kpi("счётчик дозвоны: дозвон, дозвонился, дозвонилась")
    assert "Теперь считаю «дозвоны»" in said
    assert "Чем больше, тем лучше" in said
    assert "Теперь считаю «отказы»" in await kpi("счётчик отказы: отказ меньше лучше")
    assert "Чем меньше, тем лучше" in plain(lead.last())
    assert "Теперь считаю «допродажи»" in await kpi("счетчик допродажи: допродажа, деньги")
    [team] = await town.rows(Team, Team.id == north)
    assert team.words["dozvony"] == ["дозвоны", "дозвон", "дозвонился", "дозвонилась"]
    assert [(row.slug, row.unit, row.better) for row in await town.rows(TeamKpi)] == [
        ("dozvony", "count", "up"),
        ("otkazy", "count", "down"),
        ("doprodazhi", "money", "up"),
    ]

    receipt = await town.says(anna, "12 дозвонов, 3 отказа, допродажа 12 000")
    assert "дозвоны: 12" in plain(receipt)
    assert "отказы: 3" in plain(receipt)
    assert "допродажи: 12 000 ₽" in plain(receipt)
    assert [(e.kind, e.quantity, e.amount) for e in await town.entries(anna)] == [
        ("dozvony", 12, None),
        ("otkazy", 3, None),
        ("doprodazhi", 1, 1_200_000),
    ]
    [first, _, money] = await town.entries(anna)
    assert "дозвоны: 15" in plain(await town.says(anna, f"/fix {first.id} 15 дозвонов"))
    assert "допродажи: 54 000 ₽" in plain(await town.says(anna, f"/fix {money.id} 54 000"))
    today = await town.says(anna, "/today")
    assert "дозвоны: 15" in plain(today)
    assert "допродажи: 54 000 ₽" in plain(today)
    await town.taps(anna, "3 · дозвоны: 15", message=today)
    assert "дозвоны: 12 → дозвоны: 15" in plain(today)
    # A word of theirs is nothing in another team.
    await town.says(other, "3 отказа")
    assert await town.entries(other) == []

    assert "Теперь это «разговоры по делу»" in await kpi("переименовать дозвоны = разговоры по делу")
    assert "разговоры по делу: 15" in plain(await town.says(anna, "/today"))
    assert "разговоры по делу: 4" in plain(await town.says(anna, "4 дозвона"))

    asked = await town.says(lead, "/kpi убрать разговоры по делу")
    assert "уже записано, останется" in plain(asked)
    assert len([row for row in await town.rows(TeamKpi) if row.retired_at]) == 0
    await town.taps(lead, "Да, не считать", message=asked)
    assert "Сейчас его не считаю" in plain(asked)
    [team] = await town.rows(Team, Team.id == north)
    assert "dozvony" not in team.words
    assert "разговоры по делу: 15" in plain(await town.says(anna, "/today"))
    # An edit of what was written with its words does not take them from it.
    message = await town.says(anna, "2 отказа")
    assert "отказы: 2" in plain(message)
    count = len(await town.entries(anna))
    await town.says(anna, "7 дозвонов")
    assert not any(e.kind == "dozvony" and e.quantity == 7 for e in await town.entries(anna))

    assert "уже был" in await kpi("счётчик разговоры по делу: дозвон")
    assert "Снова считаю «разговоры по делу»" in await kpi("вернуть разговоры по делу")
    assert "разговоры по делу: 9" in plain(await town.says(anna, "дозвонилась 9"))
    assert len(await town.entries(anna)) >= count


async def test_an_old_message_is_edited_with_the_words_it_was_recorded_with(town: Town) -> None:
    anna, lead = (town.telegram.person(n, language="ru") for n in ("Анна", "Борис"))
    await town.team(managers=[anna], leads=[lead])
    await town.says(lead, "/kpi счётчик отзывы: отзыв")
    await town.says(anna, "3 отзыва, 5 звонков")
    written = anna.sees()[-2]
    asked = await town.says(lead, "/kpi убрать отзывы")
    await town.taps(lead, "Да, не считать", message=asked)
    await town.edits(anna, written, "3 отзыва, 6 звонков")
    assert [(e.kind, e.quantity) for e in await town.entries(anna)] == [("otzyvy", 3), ("call", 6)]
    # And a message from before a counter, edited after it was made, is read as it says now.
    await town.says(anna, "ЛПР 7, 3 звонка")
    written = anna.sees()[-2]
    await town.says(lead, "/kpi счётчик ЛПР: лицо")
    await town.edits(anna, written, "ЛПР 7, 4 звонка")
    assert [(e.kind, e.quantity) for e in await town.entries(anna)][2:] == [("lpr", 7), ("call", 4)]


async def test_ratios_main_activity_and_rules_in_one_line_in_both_languages(town: Town) -> None:
    lead, maria = (town.telegram.person(n, language=lang) for n, lang in (("Борис", "ru"), ("Maria", "en")))
    north = await town.team(leads=[lead])
    south = await town.team("South", leads=[maria])

    async def kpi(who: object, what: str) -> str:
        return plain(await town.says(who, f"/kpi {what}".strip()))  # type: ignore[arg-type]

    await kpi(lead, "счётчик дозвоны: дозвон")
    await kpi(lead, "счётчик допродажи: допродажа деньги")
    assert "«Дозвон»" in await kpi(lead, "доля Дозвон = дозвоны / звонки")
    assert "в процентах" in plain(lead.last())
    assert "в деньгах" in await kpi(lead, "доля выручка / сделки")
    assert "числом" in await kpi(lead, "доля дозвоны / выручка")
    assert "в процентах" in await kpi(lead, "доля допродажи / выручка")
    assert "Главное действие теперь: звонки" in await kpi(lead, "главное звонки")
    assert "Главное действие теперь: дозвоны" in await kpi(lead, "главное дозвоны")
    assert "за 1 месяц ·" in await kpi(lead, "удержание 1")
    assert "5 рабочих дней" in await kpi(lead, "задним числом 5")
    assert "Разгон новичка: 50, 75 %" in await kpi(lead, "разгон 50, 75, 100")
    [team] = await town.rows(Team, Team.id == north)
    assert (team.main_activity, team.retention_months, team.backdate_days, team.ramp) == (
        "dozvony",
        1,
        5,
        "50,75",
    )
    assert "Разгон новичка: нет" in await kpi(lead, "разгон нет")
    assert "в месяцы перед периодом" in await kpi(lead, "удержание клиентов")
    assert "У вас: 1 месяц" in plain(lead.last())
    assert "Сколько встреч прошло" in await kpi(lead, "встречи")

    assert "I now count “demos booked”" in await kpi(maria, "counter demos booked: booked demo, demo booked")
    assert "“Rate”" in await kpi(maria, "ratio Rate = demos booked / calls")
    assert "The main activity is now demos booked" in await kpi(maria, "main demos booked")
    assert "over 12 months" in await kpi(maria, "retention 12")
    assert "Back-dating: none" in await kpi(maria, "backdate 0")
    assert "30, 60%" in await kpi(maria, "ramp 30 60 100")
    assert "It is “booked”" in await kpi(maria, "rename demos booked = booked")
    assert "Words saved" in await kpi(maria, "words booked: demo booked, booked demo, slot")
    [team] = await town.rows(Team, Team.id == south)
    assert team.words == {"demos_booked": ["booked", "demo booked", "booked demo", "slot"]}
    assert "booked: 4" in plain(await town.says(maria, "4 booked demos"))
    overview = await kpi(maria, "")
    assert "booked: demo booked, booked demo, slot" in overview
    assert "Rate = booked / calls" in overview


async def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_stored(town: Town) -> None:
    lead, anna = (town.telegram.person(n, language="ru") for n in ("Борис", "Анна"))
    north = await town.team(leads=[lead], managers=[anna])
    await town.says(lead, "/kpi счётчик дозвоны: дозвон, дозвонился")
    await town.says(lead, "/kpi доля Дозвон = дозвоны / звонки")

    async def kept() -> object:
        [team] = await town.rows(Team, Team.id == north)
        rows = await town.rows(TeamKpi)
        return team.words, team.main_activity, team.ramp, [(row.name, row.retired_at) for row in rows]

    before = await kept()
    for what, answer in {
        "счётчик звонки: алло": "уже есть у всех команд",
        "счётчик выручка: бабки, деньги": "уже есть у всех команд",
        "счётчик дозвоны: трубка": "у вас уже есть",
        "счётчик Дозвонов: трубка": "у вас уже есть",
        "счётчик трубки: дозвонился": "уже занято",
        "счётчик трубки: звонок": "слово общего показателя",
        "счётчик трубки: завтра": "значит другое",
        "счётчик трубки": "Какими словами",
        "счётчик трубки:": "Какими словами",
        "счётчик": "Как это назвать",
        "счётчик 24/7: трубка": "нужны буквы",
        "счётчик трубки: 24": "пишется буквами",
        "счётчик <b>: трубка": "нужны буквы",
        "счётчик трубки: " + ", ".join(f"знак{c}к" for c in "абвгдежзиклмнопрстуфх"): "Слов слишком много",
        "доля звонки / звонки": "делённый на себя",
        "доля дозвоны / дозвонился": "делённый на себя",
        "доля средний чек / звонки": "не складывается по дням",
        "доля звонки / Дозвон": "не складывается по дням",
        "доля дозвоны / звонки": "Такая доля уже есть: «Дозвон»",
        "доля дозвоны / звнки": "Может быть, звонки",
        "доля дозвны / звонки": "Может быть, дозвоны",
        "доля дозвоны": "что на что делить",
        "доля выручка = дозвоны / сделки": "уже есть у всех команд",
        "главное выручка": "не действие",
        "главное Дозвон": "не действие",
        "главное щщщщ": "Не знаю такого показателя",
        "убрать звонки": "есть у всех команд",
        "убрать жжжжж": "Не знаю такого показателя",
        "переименовать дозвоны": "Напишите так",
        "переименовать дозвоны = сделки": "уже есть у всех команд",
        "переименовать звонки = наборы": "есть у всех команд",
        "слова Дозвон: трубка": "доля, её не записывают",
        "удержание 0": "1–12 месяцев",
        "удержание 13": "1–12 месяцев",
        "задним числом 32": "от 0 до 31",
        "задним числом много": "от 0 до 31",
        "разгон 50, 300": "от 1 до 100",
        "разгон быстро": "от 1 до 100",
        "<b>жжжжж": "Не знаю такого показателя",
        "звонти": "Может быть, звонки",
    }.items():
        said = plain(await town.says(lead, f"/kpi {what}"))
        assert answer in said, (what, said)
        assert said.count("\n") == 0, what
        assert await kept() == before, what
    assert "Это могут только руководители" in plain(await town.says(anna, "/kpi счётчик отзывы: отзыв"))
    assert "Это могут только руководители" in plain(await town.says(anna, "/kpi"))
    assert await kept() == before
    await town.says(lead, "/kpi главное дозвоны")
    asked = await town.says(lead, "/kpi убрать дозвоны")
    assert "пропадёт и доля: Дозвон" in plain(asked)
    assert "Сначала выберите другое" in str(await town.taps(lead, "Да, не считать", message=asked))


async def test_the_same_by_buttons_and_answers_for_an_owner_of_two_teams(town: Town) -> None:
    owner, anna, lead = (town.telegram.person(n, language="ru") for n in ("Ольга", "Анна", "Борис"))
    north = await town.team(owners=[owner], managers=[anna])
    south = await town.team("Юг", leads=[lead])
    choice = await town.says(owner, "/kpi")
    assert labels(choice) == ["Север", "Юг"]
    assert "Для какой команды" in plain(await town.says(owner, "/kpi счётчик отзывы: отзыв"))
    assert "Теперь считаю «замеры»" in plain(await town.says(owner, "/kpi команда Юг счётчик замеры: замер"))
    assert "Теперь считаю «замеры»" in plain(
        await town.says(owner, "/kpi команда Север счётчик замеры: замер")
    )
    assert [row.slug for row in await town.rows(TeamKpi)] == ["zamery", "zamery_2"]

    await town.taps(owner, "Север", message=choice)
    await town.taps(owner, "Счётчик", message=choice)
    assert "Ответьте на это сообщение" in plain(choice)
    made = await town.says(owner, "отзывы: отзыв, отклик", reply_to=choice)
    assert "Теперь считаю «отзывы»" in plain(made)
    await town.taps(owner, "Лучше меньше", message=made)
    assert "Чем меньше, тем лучше" in plain(made)
    await town.taps(owner, "Лучше больше", message=made)
    await town.taps(owner, "Считать деньги", message=made)
    assert "Считаю сумму" in plain(made)
    assert "отзывы: 5 000 ₽" in plain(await town.says(anna, "отзыв 5000"))
    assert "уже есть записи" in str(await town.taps(owner, "Считать штуки", message=made))
    await town.taps(owner, "Показатели", message=made)
    await town.taps(owner, "Доля", message=made)
    ratio = await town.says(owner, "замеры / звонки", reply_to=made)
    assert "замеры / звонки, в процентах" in plain(ratio)
    await town.taps(owner, "Показатели", message=ratio)
    await town.taps(owner, "Главное действие", message=ratio)
    await town.taps(owner, "замеры", message=ratio)
    assert "Главное действие: замеры" in plain(ratio)
    await town.taps(owner, "Показатели", message=ratio)
    await town.taps(owner, "Правила", message=ratio)
    await town.taps(owner, "12 мес.", message=ratio)
    await town.taps(owner, "0 дн.", message=ratio)
    await town.taps(owner, "50, 75 %", message=ratio)
    assert "за 12 месяцев · Задним числом: нельзя · Разгон новичка: 50, 75 %" in plain(ratio)
    await town.taps(owner, "Показатели", message=ratio)
    await town.taps(owner, "Что есть у всех", message=ratio)
    await town.taps(owner, "Конверсия", message=ratio)
    assert "Главное действие: замеры" in plain(ratio)
    await town.taps(owner, "Назад", message=ratio)
    await town.taps(owner, "Показатели", message=ratio)
    await town.taps(owner, "отзывы", message=ratio)
    await town.taps(owner, "Убрать", message=ratio)
    await town.taps(owner, "Да, не считать", message=ratio)
    await town.taps(owner, "Показатели", message=ratio)
    await town.taps(owner, "Убранные", message=ratio)
    await town.taps(owner, "отзывы", message=ratio)
    await town.taps(owner, "Вернуть", message=ratio)
    assert "Считаю сумму" in plain(ratio)

    count = [(row.name, row.better, row.retired_at) for row in await town.rows(TeamKpi)]
    settings = [(x.main_activity, x.retention_months, x.ramp) for x in await town.rows(Team)]
    [theirs, *_] = await town.rows(TeamKpi, TeamKpi.team_id == north)
    forged = [
        (lead, KpiDo(verb=verb, id=theirs.id, arg=1))
        for verb in (KpiVerb.OWN, KpiVerb.BETTER, KpiVerb.UNIT, KpiVerb.RETIRE_YES, KpiVerb.BACK)
    ]
    forged += [
        (lead, KpiDo(verb=KpiVerb.SHOW, id=north)),
        (lead, KpiDo(verb=KpiVerb.SET_MAIN, id=north, kpi="calls")),
        (lead, KpiDo(verb=KpiVerb.RETENTION, id=north, arg=1)),
        (lead, KpiDo(verb=KpiVerb.SET_MAIN, id=south, kpi=theirs.slug)),
        (lead, KpiDo(verb=KpiVerb.SET_MAIN, id=south, kpi="sales_volume")),
        (lead, KpiDo(verb=KpiVerb.RETENTION, id=south, arg=99)),
        (lead, KpiDo(verb=KpiVerb.BACKDATE, id=south, arg=0)),
        (lead, KpiDo(verb=KpiVerb.RAMP, id=south, arg=99)),
        (lead, KpiDo(verb=KpiVerb.ABOUT, id=south, kpi="<b>")),
        (anna, KpiDo(verb=KpiVerb.SET_MAIN, id=north, kpi="calls")),
        (anna, KpiDo(verb=KpiVerb.RETIRE_YES, id=theirs.id)),
    ]
    await town.says(lead, "/start")
    for who, do in forged:
        tap = who.taps_data(do.pack())
        await town.settle()
        assert tap.answer, do
    assert [(row.name, row.better, row.retired_at) for row in await town.rows(TeamKpi)] == count
    assert [(x.main_activity, x.retention_months, x.ramp) for x in await town.rows(Team)] == settings


async def test_a_piece_that_was_not_understood_becomes_a_counter(town: Town) -> None:
    anna = town.telegram.person("Анна", username="anna", language="ru")
    lead = town.telegram.person("Boris", language="en")
    stranger = town.telegram.person("Чужой", language="ru")
    await town.team(managers=[anna], leads=[lead])
    await town.team("Юг", leads=[stranger])
    for one in (lead, stranger):
        await town.says(one, "/start")
    receipt = await town.says(anna, "ЛПР 7, 3 звонка")
    assert "Не понял: ЛПР 7" in plain(receipt)
    [call] = await town.entries(anna)
    await town.says(anna, f"/fix {call.id} 4 звонка")
    assert "Передал" in str(await town.taps(anna, "Предложить считать «ЛПР»", message=receipt))
    assert "Анна suggests counting “ЛПР”" in plain(lead.last())
    asked = lead.last()
    heard = len(lead.sees())
    assert "уже знает" in str(await town.taps(anna, "Предложить считать «ЛПР»", message=receipt))
    assert len(lead.sees()) == heard

    await town.taps(lead, "Yes, count “ЛПР”", message=asked)
    assert "I now count “ЛПР”" in plain(asked)
    # What was put right by hand stays; the piece stands where it was written.
    assert sorted((e.kind, e.quantity, e.ordinal) for e in await town.entries(anna)) == [
        ("call", 4, 1),
        ("lpr", 7, 0),
    ]
    assert "ЛПР: 7" in plain(receipt)
    assert "Не понял" not in plain(receipt)
    assert "Boris: теперь считаем «ЛПР»" in plain(anna.last())
    await town.says(anna, "ЛПР 2")
    assert ("lpr", 2) in [(e.kind, e.quantity) for e in await town.entries(anna)]

    # A lead's own message.
    mine = await town.says(lead, "5 screenings, 2 calls")
    assert "Count “screenings”" in labels(mine)[0]
    await town.taps(lead, "Count “screenings”", message=mine)
    await town.taps(lead, "Yes, count “screenings”")
    assert [(e.kind, e.quantity) for e in await town.entries(lead)] == [("call", 2), ("screenings", 5)]
    assert "screenings: 5" in plain(mine)
    members = {m.account_id: m.id for m in await town.rows(Member)}
    assert all(e.member_id == members[lead.id] for e in await town.entries(lead))
    # A button whose piece is gone, and one of another team.
    tap = lead.taps_data(KpiDo(verb=KpiVerb.COUNT, id=(await town.entries(anna))[0].report_id, arg=1).pack())
    await town.settle()
    assert "no longer in the message" in str(tap.answer)
    again = await town.says(anna, "касаний 9, 1 звонок")
    [report] = {e.report_id for e in await town.entries(anna) if e.quantity == 1}
    assert "Не понял: касаний 9" in plain(again)
    for who, verb in ((stranger, KpiVerb.COUNT), (stranger, KpiVerb.SUGGEST), (anna, KpiVerb.COUNT)):
        who.taps_data(KpiDo(verb=verb, id=report, arg=fingerprint("касаний 9")).pack())
        await town.settle()
    assert len(await town.rows(TeamKpi)) == 2
    # What a lead logs for a member is read again too, where it was written.
    written = await town.says(lead, "/log @anna 3 демарша, 6 звонков")
    await town.taps(lead, "Count “демарша”", message=written)
    await town.taps(lead, "Yes, count “демарша”")
    assert "демарша: 3" in plain(written)
    assert ("demarsha", 3) in [(e.kind, e.quantity) for e in await town.entries(anna)]
