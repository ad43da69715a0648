"""What people are held against and when they work, read in one statement: as it is stored, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import event, select, update

from db.models import Absence, CalendarDay, Member, Membership, Target, Team
from services import plans
from services.kpi import REGISTRY
from services.periods import containing
from services.targets import of_member, of_team
from tests.town import Town

NOVEMBER = containing(date(2026, 11, 3), "month")


async def test_plans_of_people_and_teams_are_the_same_however_they_are_asked_for(town: Town) -> None:
    """kpi.md: working days are the team's less the lead's days and absences, from joining to leaving."""
    anna, boris, lead = (town.telegram.person(n) for n in ("Анна", "Борис", "Олег"))
    team_id = await town.team(managers=[anna, boris], leads=[lead])
    now = town.clock.now()
    async with town.app.db.write() as session:
        ids = {m.account_id: m.id for m in await session.scalars(select(Member))}
        company_id = (await session.get_one(Team, team_id)).company_id
        a, b = ids[anna.id], ids[boris.id]
        # Anna joined in the middle of the month; Boris was imported: nobody knows since when he is there.
        await session.execute(
            update(Membership).where(Membership.member_id == a).values(starts_on=date(2026, 11, 17))
        )
        await session.execute(
            update(Member).where(Member.id == a).values(created_at=now - timedelta(days=6, hours=3))
        )
        await session.execute(
            update(Membership).where(Membership.member_id == b).values(starts_on=date(2026, 11, 17))
        )
        session.add(CalendarDay(team_id=team_id, day=date(2026, 11, 30), working=False, created_at=now))
        session.add(CalendarDay(team_id=team_id, day=date(2026, 11, 28), working=True, created_at=now))
        for state, first, last in (("counted", 2, 6), ("declined", 9, 13), ("asking", 9, 13)):
            session.add(
                Absence(
                    company_id=company_id,
                    member_id=b,
                    kind="sick",
                    starts_on=date(2026, 11, first),
                    ends_on=date(2026, 11, last),
                    state=state,
                    created_at=now,
                )
            )
        for member, value, since in ((a, 900, 1), (b, 800, 1), (b, 1_000, 1), (b, 5_000, 12)):
            session.add(
                Target(
                    company_id=company_id,
                    member_id=member,
                    kpi="deals",
                    period="month",
                    value=value,
                    valid_from=date(2026, since, 1),
                    created_at=now,
                )
            )
    asked = {"member_ids": [a, b]}, {"team_ids": [team_id]}, {}
    for which in asked:
        statements: list[str] = []
        engine = town.app.db.engine.sync_engine
        async with town.app.db.read() as session:
            event.listen(engine, "before_cursor_execute", lambda *x, s=statements: s.append(x[2]))
            found = await plans.load(
                session, company_id=company_id, start=NOVEMBER.start, end=NOVEMBER.end, **which
            )
        assert found.teams[team_id].calendar.works(date(2026, 11, 28))
        assert not found.teams[team_id].calendar.works(date(2026, 11, 30))
        assert len(found.members[a].schedule.days(NOVEMBER)) == 10
        assert found.members[a].schedule.missing(NOVEMBER) == 10
        assert found.members[b].schedule.missing(NOVEMBER) == 4  # Wednesday was a holiday
        held = of_member(found.members[b], NOVEMBER, REGISTRY)
        assert (held["deals"].goal.value, held["deals"].asked.rounded()) == (1_000, 800)  # type: ignore[union-attr]
        team = of_team(found.teams[team_id], found, NOVEMBER, REGISTRY)["deals"]
        assert (team.with_target, team.sellers, team.asked.rounded()) == (2, 2, 450 + 800)
        assert found.members[a].sells
