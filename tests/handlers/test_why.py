"""/why: from a word to the formula, its terms, what was left out, the entries behind it, and back."""

from __future__ import annotations

from datetime import date

from bot.callbacks_why import DisputeDo, WhyDo, WhyVerb
from bot.i18n import Translator
from bot.views.why import why_button
from db.models import Member, Target, TeamKpi
from sandbox import Person
from services.periods import parse
from tests.handlers.test_lists import labels, plain
from tests.town import Town


async def test_a_figure_is_explained_with_its_formula_terms_target_and_entries(town: Town) -> None:
    anna, lead = (
        town.telegram.person(n, username=u, language="ru") for n, u in (("Анна", "anna"), ("Борис", "boris"))
    )
    await town.team(managers=[anna], leads=[lead])
    nothing = await town.says(anna, "/why")
    assert "За это время пока ничего нет" in plain(nothing)
    for said in (
        "сделка 45 000 Ромашка",
        "сделка 55 000 Лютик",
        "возврат 10 000 Лютик",
        "сделка Василёк",
        "12 звонков",
    ):
        await town.says(anna, said)
    await town.says(lead, "/target @anna выручка 180 000")

    choice = await town.says(anna, "/why")
    assert "Откуда цифры · вы · ноябрь 2026" in plain(choice)
    assert {"Выручка: 90 000 ₽", "Сделки: 3", "Звонки: 12", "Новые клиенты: 3"} <= set(labels(choice))
    assert not any("Встречи" in label for label in labels(choice))
    await town.taps(anna, "Выручка", message=choice)
    text = plain(choice)
    for piece in (
        "Выручка · вы",
        "ноябрь 2026, 1–30 нояб",
        "минус возвраты за то же время",
        "Сделки: 2 на 100 000 ₽",
        "Возвраты: 1 на -10 000 ₽",
        "Итого: 90 000 ₽",
        "Без суммы: 1 из 3 сделок",
        "🎯 Цель: 180 000 ₽",
        "Выполнено: 50 %",
        "Записи (3):",
        "1. Возврат 10 000 ₽ · Лютик",
        "3. Сделка 45 000 ₽ · Ромашка",
    ):
        assert piece in text, piece
    await town.taps(anna, "3 · Ромашка", message=choice)
    assert "Запись №" in plain(choice)
    await town.taps(anna, "Назад", message=choice)
    assert plain(choice) == text
    await town.taps(anna, "‹ октябрь 2026", message=choice)
    assert "октябрь 2026, 1–31 окт" in plain(choice)
    assert "Итого: 0 ₽" in plain(choice)
    await town.taps(anna, "ноябрь 2026 ›", message=choice)
    assert plain(choice) == text
    await town.taps(anna, "Другие показатели", message=choice)
    await town.taps(anna, "Звонки: 12", message=choice)
    assert "Всё, что записано как «звонки» за это время." in plain(choice)

    average = plain(await town.says(anna, "/why средний чек"))
    assert "Сумма: 100 000 ₽\nСделок с суммой: 2\nИтого: 50 000 ₽" in average
    assert "Возвраты, здесь не вычитаются: 1" in average
    conversion = await town.says(anna, "/why конверсия")
    assert "Сделки: 3\nКонтакты: 0\nИтого: — («контакты» — ноль, делить не на что)" in plain(conversion)
    await town.taps(anna, "❓ сделки", message=conversion)
    assert "Записи (3):" in plain(conversion)
    cycle = plain(await town.says(anna, "/why цикл"))
    assert "Итого: — (сделок с известным касанием нет)" in cycle
    assert "первое касание неизвестно" in cycle

    anna.language = "en"
    emma = town.telegram.person("Emma", username="emma", language="en")
    await town.team("South", managers=[emma])
    await town.says(emma, "deal 10k Acme")
    english = plain(await town.says(emma, "/why revenue this week"))
    assert "Sales volume · you" in english or "Revenue · you" in english
    assert "less the refunds of this time" in english
    assert "Total: ₽10,000" in english
    assert "1. Deal" in english


async def test_clients_of_a_colleague_count_without_a_word_about_them(town: Town) -> None:
    """kpi.md, retention: the share who bought again, from anyone in the company; "14 of 22 so far"."""
    anna, boris, lead = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Борис", "boris"), ("Лена", "lena"))
    )
    await town.team(managers=[anna, boris], leads=[lead])
    for said in ("20.10 сделка 11 000 Ромашка", "20.10 сделка 12 000 Лютик", "20.10 сделка 13 000 Василёк"):
        await town.says(anna, said)
    await town.says(anna, "сделка 14 000 Лютик")
    await town.says(boris, "вчера сделка 987 654 Ромашка")
    shown = await town.says(anna, "/why удержание")
    text = plain(shown)
    assert "Пока 2 из 3 — 67 %" in text
    assert "Ромашка · купили снова у коллеги\n" in text
    assert "Лютик · купили снова сегодня, сделка 14 000 ₽" in text
    assert "Василёк · ещё не покупали снова, последняя сделка 20 октября" in text
    for secret in ("987", "Борис", "вчера"):
        assert secret not in text + " ".join(labels(shown)), secret
    assert [label for label in labels(shown) if "·" in label] == ["1 · Лютик", "3 · Василёк"]
    seen = plain(await town.says(lead, "/why @anna удержание"))
    assert "Ромашка · купили снова у коллеги: Борис, вчера, Сделка 987 654 ₽" in seen
    new = plain(await town.says(anna, "/why новые клиенты октябрь"))
    assert "Итого: 3" in new
    assert "Клиенты (3):" in new
    repeat = plain(await town.says(anna, "/why повторные"))
    assert "Ромашка · сделка 20 октября и ещё одна у коллеги" in repeat
    assert "Лютик · 2 сделки, последняя сегодня" in repeat
    assert "Василёк · одна сделка, 20 октября" in repeat


async def test_whose_figures_a_lead_and_an_owner_may_have_explained(town: Town) -> None:
    anna, vera, lead, owner = (
        town.telegram.person(n, username=u, language="ru")
        for n, u in (("Анна", "anna"), ("Вера", "vera"), ("Борис", "boris"), ("Ольга", "olga"))
    )
    await town.team(managers=[anna], leads=[lead], owners=[owner])
    south = await town.team("Юг", managers=[vera])
    await town.says(anna, "сделка 45 000 Ромашка")
    await town.says(vera, "сделка 77 000 Секрет")

    async def why(who: Person, what: str) -> str:
        return plain(await town.says(who, f"/why {what}".strip()))

    team = await why(lead, "выручка")
    assert "Выручка · команда Север" in team
    assert "Сделка 45 000 ₽ · Ромашка · Анна" in team
    assert "Выручка · Анна" in await why(lead, "@anna выручка ноябрь")
    assert "Выручка · вы" in await why(lead, "моя выручка")
    assert "Не нашёл у вас: @\u2060vera" in await why(lead, "@vera выручка")
    assert "Не нашёл у вас: Юг" in await why(lead, "Юг выручка")
    assert "Итого: 122 000 ₽" in await why(owner, "выручка")
    assert "вся компания" in plain(owner.last())
    assert "Выручка · команда Юг" in await why(owner, "команда Юг выручка")
    assert "Вера" in await why(owner, "Вера сделки")
    choice = await town.says(owner, "/why Вера")
    assert "Вся компания" in labels(choice)
    assert "не знаю. Может быть" in await why(anna, "вырочка")
    await town.taps(anna, "Выручка")
    assert "Итого: 45 000 ₽" in plain(anna.last())
    assert "не знаю" in await why(anna, "абракадабра")
    assert "ещё не начался" in await why(anna, "выручка 2027-01")
    assert "назовите месяц" in await why(anna, "выручка всё")
    assert "Записей" not in await why(anna, "выручка 1.11–15.11")

    ids = {m.account_id: m.id for m in await town.rows(Member)}
    november = parse("2026-11")
    shown = WhyVerb.SHOW
    for who, do in (
        (anna, WhyDo.of(shown, "manager", ids[vera.id], november)),
        (anna, WhyDo.of(shown, "manager", ids[lead.id], november)),
        (anna, WhyDo.of(shown, "team", south, november)),
        (anna, WhyDo.of(shown, "company", 1, november)),
        (lead, WhyDo.of(shown, "team", south, november)),
        (lead, WhyDo.of(WhyVerb.LIST, "manager", ids[vera.id], november)),
        (anna, WhyDo.of(shown, "manager", ids[anna.id], november, kpi=99)),
        (anna, WhyDo.of(shown, "manager", ids[anna.id], november, kpi=101)),
        (anna, WhyDo.of(shown, "manager", ids[anna.id], parse("2027-01"))),
        (anna, WhyDo.of(shown, "manager", ids[anna.id], parse("1066"))),
        (anna, WhyDo(verb=shown, id=ids[anna.id], start=5, end=3)),
        (anna, WhyDo(verb=shown, id=ids[anna.id], start=2**31 - 1, end=2**31 - 1)),
        (anna, WhyDo(verb=shown, id=ids[anna.id])),
        (lead, WhyDo.of(WhyVerb.DISPUTE, "manager", ids[anna.id], november)),
    ):
        before = [plain(m) for m in who.sees()]
        tap = who.taps_data(do.pack())
        await town.settle()
        assert tap.answer, do
        assert [plain(m) for m in who.sees()] == before, do


async def test_the_thousandth_entry_and_a_teams_own_counter(town: Town) -> None:
    anna = town.telegram.person("Анна", language="ru")
    team = await town.team(managers=[anna])
    [member] = await town.rows(Member)
    async with town.app.db.write() as session:
        common = {"company_id": member.company_id, "created_at": town.clock.now()}
        session.add(
            TeamKpi(
                team_id=team,
                slug="x" * 64,
                name="Пробы <b>",
                form="counter",
                unit="count",
                better="up",
                **common,
            )
        )
        session.add(
            Target(
                member_id=member.id,
                kpi="calls",
                period="month",
                value=2000,
                valid_from=date(2026, 11, 1),
                **common,
            )
        )
        from db.models import Entry

        more = {"team_id": team, "member_id": member.id, "day": date(2026, 11, 5), **common}
        session.add_all(Entry(kind="call", quantity=1, **more) for _ in range(1000))
        session.add(Entry(kind="x" * 64, quantity=7, **more))
    shown = await town.says(anna, "/why звонки")
    assert "Страница 1 из 125" in plain(shown)
    assert "Итого: 1 000" in plain(shown)
    last = WhyDo.of(WhyVerb.SHOW, "manager", member.id, parse("2026-11"), 7, page=124)
    anna.taps_data(last.pack())
    await town.settle()
    assert "1000. 1 звонок" in plain(shown).replace("1 000.", "1000.")
    await town.taps(anna, "‹", message=shown)
    assert "Страница 124 из 125" in plain(shown)
    own = await town.says(anna, "/why пробы b")
    assert "Пробы <b> · вы" in plain(own)
    assert "Ваш счётчик: всё, что записано как «Пробы <b>» за это время." in plain(own)
    assert "Пробы <b>: 7" in plain(own)


def test_buttons_fit_and_find_their_way_back() -> None:
    """64 bytes a button, 26 characters for a card's way back."""
    year = parse("2026")
    biggest = WhyDo.of(WhyVerb.DISPUTE, "manager", 2**31 - 1, year, 2**31 - 1, page=99_999)
    assert len(biggest.pack().encode()) <= 64
    assert len(DisputeDo(verb="withdraw", id=2**31 - 1).pack()) <= 64
    usual = WhyDo.of(WhyVerb.SHOW, "team", 123_456, year, 107, page=12)
    assert WhyDo.from_short(usual.short()) == usual
    assert all(
        WhyDo.from_short(text) is None
        for text in ("", "w", "wz1.2.3.4.5", "wm1.2", "tm1.2.3.4.5", "wm.....", "wm-1.2.3.4.5")
    )
    t = Translator("ru")
    assert why_button(t, "deals", year, member_id=5).action == WhyDo.of(WhyVerb.SHOW, "manager", 5, year, 1)
    assert why_button(t, "own", year, team_id=5, number=107).action == WhyDo.of(
        WhyVerb.SHOW, "team", 5, year, 107
    )
    assert why_button(t, "own", year, team_id=5).action == WhyDo.of(WhyVerb.LIST, "team", 5, year)
