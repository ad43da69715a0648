"""The minute's look, through the front door: once a person and day, whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime

from db.models import OutboxMessage
from tests.town import Town


async def test_a_digest_comes_once_however_often_the_clock_ticks(town: Town) -> None:
    anna, lead = town.telegram.person("Анна", username="anna"), town.telegram.person("Олег")
    town.clock.at = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    await town.team(managers=[anna], leads=[lead])
    await town.says(anna, "5 звонков")
    await town.says(lead, "/target @anna выручка 900к")
    town.clock.at = datetime(2026, 11, 24, 5, 59, tzinfo=UTC)
    assert await town.tick() == 0
    town.clock.at = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    assert await town.tick() >= 1
    assert await town.tick() == 0
    town.clock.forward(minutes=1)
    assert await town.tick() == 0
    rows = await town.rows(OutboxMessage, OutboxMessage.push == "morning")
    assert [(row.key, row.state) for row in rows] == [("morning:m1:2026-11-24", "sent")] or len(rows) == 1
    assert "Выручка" in anna.last().text
