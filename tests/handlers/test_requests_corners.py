"""Requests about closed periods where things are others by the time the lead answers: teams, texts, questions."""

from __future__ import annotations

from datetime import date

from bot.callbacks_requests import RequestDo, RequestVerb
from db.engine import Database
from db.models import Closing, Member, Membership, Report, Request
from sandbox import Person
from sandbox.people import Message
from services.entries.corrections import entry_for, report_for
from tests.handlers.test_lists import plain
from tests.handlers.test_requests import close, people
from tests.services.test_closing import me as somebody
from tests.town import Clock, Town, running_town


async def moves(town: Town, who: Person, team_id: int, day: date) -> int:
    """Somebody is in another team from this day on; gives their member id."""
    async with town.app.db.write() as session:
        [member] = await town.rows(Member, Member.account_id == who.id)
        [stay] = await town.rows(Membership, Membership.member_id == member.id)
        (await session.get_one(Membership, stay.id)).ends_on = day
        await session.flush()
        session.add(Membership(member_id=member.id, team_id=team_id, role="manager", starts_on=day))
        return int(member.id)


async def sends_on(town: Town, who: Person, message: Message) -> None:
    """Telegram tells of an edit that no person made: the text is the same, a link's preview came."""
    who._world.change(message, {})
    await town.settle()


async def test_the_lead_of_the_closed_period_is_asked_and_of_two_teams_an_owner(town: Town) -> None:
    """kpi.md: "a back-dated entry in a closed period needs the lead", of the team whose period it is."""
    anna, boris, olga = await people(town)
    gleb = town.telegram.person("Глеб", username="gleb", language="ru")
    await town.team("Юг", leads=[gleb])
    await town.says(gleb, "/start")
    await town.says(anna, "20.10 сделка 100к Ромашка")
    [north] = {entry.team_id for entry in await town.entries(anna)}
    await moves(town, anna, 2, date(2026, 11, 10))
    await town.says(anna, "12.11 сделка 10к Кедр")
    await close(town)
    assert {row.team_id for row in await town.rows(Closing)} == {north, 2, None}

    # Her lead is another by now: what October was is still the old one's to decide.
    await town.says(anna, "сегодня 5 звонков\n21.10 сделка 30к Лютик")
    [asked] = await town.rows(Request)
    assert asked.team_id == north
    assert "Anna" in plain(boris.last()) or "Анна" in plain(boris.last())
    assert "Анна просит" not in plain(gleb.last())
    assert await town.taps(boris, "Decline", message=boris.last()) == "Declined"
    assert [row.state for row in await town.rows(Report, Report.id == asked.report_id)] == ["dismissed"]
    await town.says(anna, "сегодня 6 звонков\n22.10 сделка 40к Лютик")
    assert await town.taps(boris, "Agree", message=boris.last()) == "Agreed"
    assert {(e.amount, e.team_id) for e in await town.entries(anna)} >= {(4_000_000, north), (None, 2)}

    # Closed periods of two teams: neither of the leads can give the other's away.
    await town.says(anna, "23.10 сделка 50к Лютик\n11.11 сделка 60к Кедр")
    [asked] = await town.rows(Request, Request.state == "open")
    assert "Анна просит изменить" in plain(olga.last())
    before = len(await town.entries(anna))
    tap = boris.taps_data(RequestDo(verb=RequestVerb.YES, id=asked.id).pack())
    await town.settle()
    assert tap.answer == "This also changes a closed period of another team: an owner can agree to it."
    assert len(await town.entries(anna)) == before
    assert [row.id for row in await town.rows(Request, Request.state == "open")] == [asked.id]
    assert await town.taps(olga, "Согласиться", message=olga.last()) == "Согласовано"
    assert len(await town.entries(anna)) == before + 2


async def test_a_lead_agrees_to_what_they_were_shown_and_to_nothing_else(
    sqlite_url: str, clock: Clock
) -> None:
    async with running_town(sqlite_url, clock=clock) as town:
        anna, lead, _ = await people(town)
        await town.says(anna, "20.10 сделка 100к Ромашка")
        [entry] = await town.entries(anna)
        await close(town)
        # A message that waits is edited into one that has to be asked about: the lead saw another.
        await town.says(anna, "21.10 сделка 70к Лютик")
        said = next(m for m in reversed(anna.sees()) if not m.from_bot)
        shown = lead.last()
        await town.edits(anna, said, "21.10 сделка 700 $ Лютик")
        [report] = await town.rows(Report, Report.message_id == said.message_id)
        assert report.state == "asking"
        if (await town.rows(Request, Request.state == "open")) != []:
            assert await town.taps(lead, "Decline", message=shown) == "Declined"
        [report] = await town.rows(Report, Report.message_id == said.message_id)
        assert report.state == "asking"  # what it asks now is hers to answer
        assert len(await town.entries(anna)) == 1

        await town.says(anna, "22.10 сделка 71к Лютик")
        said, shown = next(m for m in reversed(anna.sees()) if not m.from_bot), lead.last()
        await town.edits(anna, said, "22.10 сделка 710 $ Лютик")
        assert await town.taps(lead, "Agree", message=shown) == "The entries have changed since"
        assert len(await town.entries(anna)) == 1

        # A message that is sent on unchanged (a link's preview, say) takes back no request of a button, nor itself.
        await town.says(anna, "23.10 сделка 72к Лютик")
        said = next(m for m in reversed(anna.sees()) if not m.from_bot)
        await sends_on(town, anna, said)
        first = next(m for m in anna.sees() if m.text.startswith("20.10"))
        await town.says(anna, f"/fix {entry.id} 150к")
        await sends_on(town, anna, first)
        assert [r.what for r in await town.rows(Request, Request.state == "open")] == ["confirm", "fix"]


async def test_a_leads_edit_for_somebody_is_carried_out_for_them(sqlite_url: str, clock: Clock) -> None:
    """Issue 3, 9: a lead logs on a member's behalf; in a closed period of another team that one's lead agrees."""
    async with running_town(sqlite_url, clock=clock) as town:
        anna, boris, _ = await people(town)
        gleb = town.telegram.person("Глеб", username="gleb", language="ru")
        await town.team("Юг", leads=[gleb])
        await town.says(gleb, "/start")
        await moves(town, anna, 2, date(2026, 11, 10))
        await town.says(gleb, "/log @anna 20.10 сделка 100к Ромашка")
        said = next(m for m in reversed(gleb.sees()) if not m.from_bot)
        assert [e.amount for e in await town.entries(anna)] == [10_000_000]
        await close(town)
        await town.edits(gleb, said, "/log @anna 20.10 сделка 120к Ромашка")
        assert [e.amount for e in await town.entries(anna)] == [10_000_000]
        assert await town.taps(boris, "Agree", message=boris.last()) == "Agreed"
        assert [e.amount for e in await town.entries(anna)] == [12_000_000]


async def test_a_wish_for_a_counter_is_no_request_to_decide(sqlite_url: str, clock: Clock) -> None:
    async with running_town(sqlite_url, clock=clock) as town:
        anna, lead, _ = await people(town)
        await town.says(anna, "3 звонка\nЛПР 7")
        await town.taps(anna, "ЛПР")
        [wish] = await town.rows(Request)
        assert wish.state == "told"
        for who in (lead, anna):
            for verb in (RequestVerb.SHOW, RequestVerb.YES, RequestVerb.NO, RequestVerb.WITHDRAW):
                tap = who.taps_data(RequestDo(verb=verb, id=wish.id).pack())
                await town.settle()
                assert tap.answer, (who.first_name, verb)
        assert [row.state for row in await town.rows(Request)] == ["told"]


async def test_who_waited_for_a_record_sees_it_as_it_is_then(postgres_url: str, clock: Clock) -> None:
    """Two at once, with the record looked at before it is locked: the second does nothing a second time."""
    async with running_town(postgres_url, clock=clock) as town:
        anna, _, _ = await people(town)
        await town.says(anna, "сделка 100к Ромашка")
        [entry] = await town.entries(anna)
        db = Database(postgres_url)
        me = somebody(entry.member_id, team=entry.team_id)
        async with db.write() as first:
            assert entry.report_id is not None
            await first.get_one(Report, entry.report_id)
            seen = await first.get_one(type(entry), entry.id)
            async with db.write() as second:
                (await report_for(second, me, entry.report_id)).state = "void"
                (await entry_for(second, me, entry.id)).amount = 5
            assert seen.amount == 10_000_000
            assert (await report_for(first, me, entry.report_id)).state == "void"
            assert (await entry_for(first, me, entry.id)).amount == 5
        await db.close()
