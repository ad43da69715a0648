"""Photos and documents, up and down."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile

from sandbox import LocalTelegram, Person, tiny_png


def png(name: str = "plan.png") -> BufferedInputFile:
    return BufferedInputFile(tiny_png(40), name)


async def test_a_photo_goes_up_and_its_id_sends_it_again(bot: Bot, ivan: Person, tg: LocalTelegram) -> None:
    sent = await bot.send_photo(ivan.id, png(), caption="<b>План</b>", parse_mode="HTML")
    assert sent.photo
    assert (sent.photo[-1].width, sent.photo[-1].height) == (40, 40)
    assert sent.caption == "План"
    assert ivan.last().html == "<b>План</b>"
    again = await bot.send_photo(ivan.id, sent.photo[-1].file_id)
    assert again.photo
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert "plan.png" in str(tg.calls[0].params)
    assert "PNG" not in str(tg.calls[0].params)
    await bot.edit_message_caption(chat_id=ivan.id, message_id=sent.message_id, caption="План на ноябрь")
    assert ivan.sees()[1].caption == "План на ноябрь"
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("x", chat_id=ivan.id, message_id=sent.message_id)


async def test_a_document_goes_up_and_comes_down(bot: Bot, ivan: Person, olga: Person) -> None:
    data = "клиент;сумма\nРомашка;45000\n".encode() * 1000
    sent = await bot.send_document(ivan.id, BufferedInputFile(data, "отчёт.csv"), caption="Отчёт")
    assert sent.document
    assert sent.document.file_name == "отчёт.csv"
    assert sent.document.file_size == len(data)
    file = await bot.get_file(sent.document.file_id)
    assert file.file_path
    into = io.BytesIO()
    await bot.download_file(file.file_path, into)
    assert into.getvalue() == data
    olga.sends_document("данные.txt", b"123", "вот")
    message = (await bot.get_updates())[-1].message
    assert message
    assert message.document
    assert message.caption == "вот"
    assert (await bot.download(message.document)).read() == b"123"  # type: ignore[union-attr]


async def test_a_persons_photo(bot: Bot, ivan: Person) -> None:
    ivan.sends_photo("45к Ромашка")
    ivan.edits("54к Ромашка")
    updates = await bot.get_updates()
    assert [u.event_type for u in updates] == ["message", "message", "edited_message"]
    edited = updates[-1].edited_message
    assert edited
    assert edited.photo
    assert edited.caption == "54к Ромашка"


async def test_what_is_refused(bot: Bot, ivan: Person, tg: LocalTelegram) -> None:
    async def refused(call: Any, words: str) -> None:
        with pytest.raises(TelegramBadRequest) as caught:
            await call
        assert caught.value.message == f"Bad Request: {words}"

    await refused(bot.send_photo(ivan.id, png(), caption="я" * 1025), "message caption is too long")
    await refused(
        bot.send_photo(ivan.id, BufferedInputFile(b"not a picture", "x.png")), "IMAGE_PROCESS_FAILED"
    )
    header = tiny_png()
    wide = header[:16] + (9_000).to_bytes(4, "big") + (2_000).to_bytes(4, "big") + header[24:]
    await refused(bot.send_photo(ivan.id, BufferedInputFile(wide, "x.png")), "PHOTO_INVALID_DIMENSIONS")
    await refused(bot.send_document(ivan.id, BufferedInputFile(b"", "x.csv")), "file must be non-empty")
    await refused(bot.send_photo(ivan.id, "attach://nothing"), "there is no photo in the request")
    await refused(bot.send_document(ivan.id, "BQACnothing"), "wrong file identifier/HTTP URL specified")
    await refused(bot.send_document(ivan.id, "https://example.org/x.pdf"), "failed to get HTTP URL content")
    photo = (await bot.send_photo(ivan.id, png())).photo
    assert photo
    await refused(bot.send_document(ivan.id, photo[-1].file_id), "can't use file of type Photo as Document")
    await refused(bot.get_file("BQACnothing"), "wrong file_id or the file is temporarily unavailable")
    big = await bot.send_document(ivan.id, BufferedInputFile(bytes(20 * 1024 * 1024 + 1), "big.bin"))
    assert big.document
    await refused(bot.get_file(big.document.file_id), "file is too big")
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(ivan.id, BufferedInputFile(bytes(50 * 1024 * 1024 + 1), "huge.bin"))


async def test_the_field_itself_may_carry_the_file(
    tg: LocalTelegram, ivan: Person, http: aiohttp.ClientSession
) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(ivan.id))
    form.add_field("photo", tiny_png(), filename="x.png", content_type="image/png")
    async with http.post(f"/bot{tg.token}/sendPhoto", data=form) as response:
        assert response.status == 200
    async with http.post(f"/bot{tg.token}/sendPhoto", data={"chat_id": str(ivan.id)}) as response:
        assert (await response.json())["description"] == "Bad Request: there is no photo in the request"
    async with http.get(f"/file/bot{tg.token}/photos/none.jpg") as response:
        assert response.status == 404
    async with http.get("/file/bot1:x/photos/file_0.png") as response:
        assert response.status == 401
