"""A manager writes, edits, undoes: the whole way through the front door."""

from __future__ import annotations

from tests.town import Town


async def test_a_deal_typed_is_recorded_edited_and_undone(town: Town) -> None:
    anna = town.telegram.person("Анна")
    await town.team(managers=[anna])
    receipt = await town.says(anna, "сделка 45 000 ООО Ромашка новый клиент")
    assert "Сделка 45 000 ₽" in receipt.text.replace("\xa0", " ")
    assert "Ромашка" in receipt.text
    [entry] = await town.entries(anna)
    assert (entry.kind, entry.amount, entry.new_client) == ("deal", 4_500_000, True)

    edited = await town.edits(anna, None, "сделка 54 000 ООО Ромашка новый клиент")
    assert edited.message_id == receipt.message_id
    assert "→" in edited.text
    [entry] = await town.entries(anna)
    assert entry.amount == 5_400_000

    assert await town.taps(anna, "Отменить") == "Отменил"
    assert await town.entries(anna) == []
    assert await town.taps(anna, "Вернуть") == "Вернул"
    assert len(await town.entries(anna)) == 1
