"""What a bot may send, edit, delete and answer, and Telegram's words when it may not."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from sandbox import LocalTelegram, NotPossible, Person
from tests.sandbox.conftest import Clock


def keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=text, callback_data=data) for text, data in buttons]
    return InlineKeyboardMarkup(inline_keyboard=[row])


def url_button(url: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Открыть", url=url)]])


async def raw(http: aiohttp.ClientSession, tg: LocalTelegram, method: str, **params: Any) -> tuple[int, str]:
    async with http.post(f"/bot{tg.token}/{method}", json=params) as response:
        body = await response.json()
        assert body["ok"] is (response.status == 200)
        if not body["ok"]:
            assert body["error_code"] == response.status
        return response.status, body.get("description", "")


async def refused(call: Any, text: str) -> None:
    with pytest.raises(TelegramBadRequest) as caught:
        await call
    assert caught.value.message == f"Bad Request: {text}"


async def test_a_person_sees_what_the_bot_says_with_its_buttons(bot: Bot, ivan: Person) -> None:
    sent = await bot.send_message(
        ivan.id,
        " <b>Записал</b> 45 000 ₽ 🎉 &amp; &lt;всё&gt; ",
        parse_mode="HTML",
        reply_markup=keyboard(("Отменить", "u:1")),
    )
    assert sent.text == "Записал 45 000 ₽ 🎉 & <всё>"
    assert sent.chat.first_name == "Иван"
    seen = ivan.last()
    assert seen.text == sent.text
    assert seen.html == "<b>Записал</b> 45 000 ₽ 🎉 &amp; &lt;всё&gt;"
    assert [[b.text for b in row] for row in seen.buttons] == [["Отменить"]]
    assert "[Отменить]" in ivan.transcript()
    assert seen.from_bot
    assert seen.message_id == sent.message_id


async def test_texts_out_of_bounds_are_refused(bot: Bot, ivan: Person, http: Any, tg: LocalTelegram) -> None:
    assert await raw(http, tg, "sendMessage", chat_id=ivan.id, text="") == (
        400,
        "Bad Request: message text is empty",
    )
    assert await raw(http, tg, "sendMessage", chat_id=ivan.id) == (400, "Bad Request: message text is empty")
    await refused(bot.send_message(ivan.id, "<b> </b>", parse_mode="HTML"), "message text is empty")
    await refused(bot.send_message(ivan.id, "x" * 4097), "message is too long")
    await refused(bot.send_message(ivan.id, "🎉" * 2049), "message is too long")
    await refused(bot.send_message(ivan.id, "я" * 20_000), "text is too long")
    assert (
        len((await bot.send_message(ivan.id, "<i>" + "я" * 4096 + "</i>", parse_mode="HTML")).text or "")
        == 4096
    )
    await refused(bot.send_message(ivan.id, "x", parse_mode="BBCode"), "unsupported parse_mode")


async def test_chats_that_cannot_be_written_to(bot: Bot, tg: LocalTelegram, ivan: Person, http: Any) -> None:
    await refused(bot.send_message(999, "x"), "chat not found")
    await refused(bot.send_message("@ivan_p", "x"), "chat not found")
    assert await raw(http, tg, "sendMessage", text="x") == (400, "Bad Request: chat_id is empty")
    stranger = tg.person("Незнакомец")
    for call in (bot.send_message(stranger.id, "x"), bot.send_chat_action(stranger.id, "typing")):
        with pytest.raises(TelegramForbiddenError) as caught:
            await call
        assert caught.value.message == "Forbidden: bot can't initiate conversation with a user"
    ivan.blocks()
    with pytest.raises(TelegramForbiddenError) as caught:
        await bot.send_message(ivan.id, "x")
    assert caught.value.message == "Forbidden: bot was blocked by the user"
    with pytest.raises(NotPossible, match="has blocked the bot"):
        ivan.says("привет")
    ivan.unblocks()
    await bot.send_message(ivan.id, "снова здесь")


async def test_names_and_types_of_parameters_are_checked(tg: LocalTelegram, ivan: Person, http: Any) -> None:
    status, why = await raw(http, tg, "sendMessage", chat_id=ivan.id, text="x", colour="red")
    assert (status, why) == (400, 'Bad Request: there is no parameter "colour" in sendMessage')
    status, why = await raw(
        http, tg, "sendMessage", chat_id=ivan.id, text="x", link_preview_options={"is_disabled": "maybe"}
    )
    assert status == 400
    assert "link_preview_options" in why
    status, why = await raw(http, tg, "deleteMessage", chat_id=ivan.id, message_id="first")
    assert (status, why) == (400, 'Bad Request: parameter "message_id" must be an Integer')
    assert (await raw(http, tg, "deleteMessage", chat_id=ivan.id))[
        1
    ] == "Bad Request: message identifier is not specified"
    status, why = await raw(
        http, tg, "sendMessage", chat_id=ivan.id, text="x", disable_notification="perhaps"
    )
    assert (status, why) == (400, 'Bad Request: parameter "disable_notification" must be a Boolean')


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{oops", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ('{"buttons": []}', "can't parse reply keyboard markup JSON object"),
        ('{"inline_keyboard": [{"text": "x"}]}', 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ('{"inline_keyboard": [[{"text": "x"}]]}', "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ('{"inline_keyboard": [[{"callback_data": "x"}]]}', "can't parse inline keyboard button: Can't find field \"text\""),
        ('{"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}', "inline keyboard button text must be non-empty"),
        ('{"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}', "BUTTON_DATA_INVALID"),
        ('{"keyboard": []}', "reply keyboard must contain at least one button"),
    ],
)  # fmt: skip
async def test_a_wrong_keyboard_is_refused(
    tg: LocalTelegram, ivan: Person, http: Any, markup: str, words: str
) -> None:
    answer = await raw(http, tg, "sendMessage", chat_id=ivan.id, text="x", reply_markup=markup)
    assert answer == (400, f"Bad Request: {words}")


async def test_callback_data_is_1_to_64_bytes(bot: Bot, ivan: Person) -> None:
    await bot.send_message(ivan.id, "x", reply_markup=keyboard(("a", "я" * 32)))
    await refused(
        bot.send_message(ivan.id, "x", reply_markup=keyboard(("a", "я" * 32 + "!"))), "BUTTON_DATA_INVALID"
    )
    too_many = InlineKeyboardMarkup(inline_keyboard=[keyboard(("a", "b")).inline_keyboard[0]] * 101)
    await refused(bot.send_message(ivan.id, "x", reply_markup=too_many), "reply markup is too long")


async def test_links_of_buttons_are_checked(bot: Bot, ivan: Person) -> None:
    for good in (
        "https://example.org/a?b=1",
        "example.org",
        "tg://resolve?domain=kakdela_bot",
        "http://a.bc:80",
    ):
        await bot.send_message(ivan.id, "x", reply_markup=url_button(good))
    for bad in ("http://localhost:8080", "nowhere", "https://"):
        await refused(
            bot.send_message(ivan.id, "x", reply_markup=url_button(bad)),
            f"inline keyboard button URL '{bad}' is invalid: Wrong HTTP URL",
        )
    await refused(
        bot.send_message(ivan.id, "x", reply_markup=url_button("ftp://example.org")),
        "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
    )


async def test_other_keyboards_are_seen_and_taken_away(bot: Bot, ivan: Person) -> None:
    board = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Телефон", request_contact=True)]])
    await bot.send_message(ivan.id, "Ваш номер?", reply_markup=board)
    assert ivan.last().keyboard == {"keyboard": [[{"text": "Телефон", "request_contact": True}]]}
    assert ivan.last().chat.keyboard is not None
    await refused(
        bot.edit_message_text("y", chat_id=ivan.id, message_id=ivan.last().message_id),
        "message can't be edited",
    )
    await bot.send_message(ivan.id, "Спасибо", reply_markup=ReplyKeyboardRemove())
    assert ivan.last().chat.keyboard is None
    await bot.send_message(ivan.id, "Ответьте", reply_markup=ForceReply())


async def test_an_edit_changes_the_message_and_nothing_else_is_an_edit(
    bot: Bot, ivan: Person, clock: Clock
) -> None:
    sent = await bot.send_message(
        ivan.id, "<b>45</b> @ivan_p", parse_mode="HTML", reply_markup=keyboard(("Отменить", "u"))
    )
    same = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
    edit = {"chat_id": ivan.id, "message_id": sent.message_id}
    await refused(
        bot.edit_message_text(
            "<b>45</b> @ivan_p", parse_mode="HTML", reply_markup=keyboard(("Отменить", "u")), **edit
        ),
        same,
    )
    await refused(bot.edit_message_reply_markup(reply_markup=keyboard(("Отменить", "u")), **edit), same)
    clock.at += 60
    edited = await bot.edit_message_text("46", **edit)
    assert not isinstance(edited, bool)
    assert edited.edit_date == clock.at
    assert ivan.last().text == "46"
    assert ivan.last().history == ["45 @ivan_p"]
    assert ivan.last().buttons == []
    await bot.edit_message_reply_markup(reply_markup=keyboard(("Вернуть", "r")), **edit)
    assert ivan.last().text == "46"
    assert ivan.last().buttons[0][0].data == "r"


async def test_edits_that_cannot_be(bot: Bot, ivan: Person, http: Any, tg: LocalTelegram) -> None:
    said = ivan.says("моё")
    sent = await bot.send_message(ivan.id, "x")
    await refused(bot.edit_message_text("y", chat_id=ivan.id, message_id=99), "message to edit not found")
    await refused(
        bot.edit_message_text("y", chat_id=ivan.id, message_id=said.message_id), "message can't be edited"
    )
    await refused(bot.edit_message_text("y"), "message identifier is not specified")
    await refused(
        bot.edit_message_caption(chat_id=ivan.id, message_id=sent.message_id, caption="y"),
        "there is no caption in the message to edit",
    )
    board = json.dumps({"keyboard": [[{"text": "x"}]]})
    status, why = await raw(
        http, tg, "editMessageText", chat_id=ivan.id, message_id=sent.message_id, text="y", reply_markup=board
    )
    assert (status, why) == (400, "Bad Request: inline keyboard expected")


async def test_deleting(bot: Bot, ivan: Person, clock: Clock) -> None:
    sent = await bot.send_message(ivan.id, "x")
    said = ivan.says("моё")
    assert await bot.delete_message(ivan.id, sent.message_id)
    assert await bot.delete_message(ivan.id, said.message_id)
    await refused(bot.delete_message(ivan.id, sent.message_id), "message to delete not found")
    old = await bot.send_message(ivan.id, "старое")
    clock.at += 48 * 3600 + 1
    await refused(bot.delete_message(ivan.id, old.message_id), "message can't be deleted for everyone")


async def test_replies_need_their_message(bot: Bot, ivan: Person) -> None:
    said = ivan.says("сделка 45к Ромашка")
    sent = await bot.send_message(
        ivan.id, "Записал", reply_parameters=ReplyParameters(message_id=said.message_id)
    )
    assert sent.reply_to_message is not None
    assert ivan.last().reply_to == said.message_id
    await refused(
        bot.send_message(ivan.id, "x", reply_parameters=ReplyParameters(message_id=99)),
        "message to be replied not found",
    )
    alone = ReplyParameters(message_id=99, allow_sending_without_reply=True)
    assert (await bot.send_message(ivan.id, "x", reply_parameters=alone)).reply_to_message is None


async def test_a_tap_is_answered_once_and_in_time(bot: Bot, ivan: Person, clock: Clock) -> None:
    late = "query is too old and response timeout expired or query ID is invalid"
    await bot.send_message(ivan.id, "x", reply_markup=keyboard(("Отменить", "u:1"), ("Изменить", "e:1")))
    tap = ivan.taps("измен")
    update = (await bot.get_updates())[-1]
    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == (tap.id, "e:1")
    await refused(bot.answer_callback_query(tap.id, "я" * 201), "MESSAGE_TOO_LONG")
    assert not tap.answered
    assert await bot.answer_callback_query(tap.id, "Готово", show_alert=True)
    assert (tap.answer, tap.alert) == ("Готово", True)
    await refused(bot.answer_callback_query(tap.id), late)
    await refused(bot.answer_callback_query("12345"), late)
    second = ivan.taps("Отменить")
    clock.at += 16
    await refused(bot.answer_callback_query(second.id), late)


async def test_only_buttons_that_are_there_can_be_tapped_honestly(bot: Bot, ivan: Person) -> None:
    with pytest.raises(NotPossible, match="none at all"):
        ivan.taps("Отменить")
    first = await bot.send_message(ivan.id, "первое", reply_markup=keyboard(("Отменить", "u:1")))
    await bot.send_message(ivan.id, "второе", reply_markup=keyboard(("Вернуть", "r:1")))
    assert ivan.taps("отмен").person is ivan
    with pytest.raises(NotPossible, match=r"no button 'Удалить'; there is \[Вернуть\] \[Отменить\]"):
        ivan.taps("Удалить")
    await bot.edit_message_reply_markup(chat_id=ivan.id, message_id=first.message_id)
    with pytest.raises(NotPossible, match=r"no button 'Отменить'; there is \[Вернуть\]"):
        ivan.taps("Отменить")
    ivan.taps_data("u:666")
    forged = (await bot.get_updates())[-1].callback_query
    assert forged is not None
    assert forged.data == "u:666"


async def test_methods_that_are_not_served(bot: Bot, tg: LocalTelegram, ivan: Person, http: Any) -> None:
    status, why = await raw(http, tg, "sendDice", chat_id=ivan.id)
    assert (status, why) == (501, "Not Implemented: the local Telegram does not serve sendDice")
    assert await raw(http, tg, "sendTelegram") == (404, "Not Found: method not found")
    assert (await raw(http, tg, "SENDMESSAGE", chat_id=ivan.id, text="x"))[0] == 200
    with pytest.raises(TelegramNotFound):
        await bot.session.make_request(bot, _Invented())
    with pytest.raises(TelegramUnauthorizedError) as caught:
        await Bot("1000000:wrong", session=bot.session).get_me()
    assert caught.value.message == "Unauthorized"


class _Invented:
    """Just enough of a method for aiogram's session."""

    __api_method__ = "inventAll"
    __returning__ = bool

    def model_dump(self, **_: Any) -> dict[str, Any]:
        return {}


async def test_a_get_with_a_query_works_too(tg: LocalTelegram, ivan: Person, http: Any) -> None:
    async with http.get(
        f"/bot{tg.token}/sendMessage", params={"chat_id": ivan.id, "text": "раз + два"}
    ) as response:
        assert (await response.json())["result"]["text"] == "раз + два"
    async with http.post(
        f"/bot{tg.token}/sendMessage", data={"chat_id": ivan.id, "text": "100 % = a&b+c"}
    ) as response:
        assert (await response.json())["result"]["text"] == "100 % = a&b+c"
    sloppy = f"chat_id={ivan.id}&text=100%+\\x41+%D0%B4%D0%B0".encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(f"/bot{tg.token}/sendMessage", data=sloppy, headers=form) as response:
        assert (await response.json())["result"]["text"] == r"100% \x41 да"
    async with http.post(
        f"/bot{tg.token}/sendMessage", data=b"{", headers={"Content-Type": "application/json"}
    ) as response:
        assert response.status == 400
