"""The people's door over HTTP, the stream of events, the page, and who may ask."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from yarl import URL

from sandbox import LocalTelegram, Person, tiny_png
from sandbox.__main__ import main, serve
from tests.sandbox.conftest import Clock
from tests.sandbox.test_messages import keyboard

Http = aiohttp.ClientSession


async def ask(
    http: Http, path: str, body: Any = None, *, status: int = 200, method: str | None = None
) -> Any:
    kind = method or ("GET" if body is None else "POST")
    data = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
    async with http.request(kind, f"/sim/{path}", **(data if body is not None else {})) as response:
        assert response.status == status, await response.text()
        return await response.json()


async def test_people_groups_and_chats(http: Http, tg: LocalTelegram, bot: Bot) -> None:
    made = await ask(
        http, "people", {"first_name": "Пётр", "username": "petr", "language_code": "ru", "phone": "+7916"}
    )
    assert made["first_name"] == "Пётр"
    anna = await ask(http, "people", {"id": 77, "first_name": "Анна"})
    assert anna["id"] == 77
    assert [p["id"] for p in await ask(http, "people")] == [made["id"], 77]
    (chat,) = await ask(http, f"chats?person={made['id']}")
    assert (chat["type"], chat["title"], chat["last"], chat["started"], chat["blocked"]) == (
        "private", "Kakdela", None, False, False,
    )  # fmt: skip
    group = await ask(http, "groups", {"title": "Отдел", "members": [made["id"]]})
    await ask(http, f"groups/{group['id']}/members", {"person": 77, "action": "add"})
    await ask(http, f"groups/{group['id']}/members", {"bot": True, "action": "remove"})
    chats = await ask(http, "chats?person=77")
    assert [c["title"] for c in chats] == ["Отдел", "Kakdela"]
    assert chats[0]["unread"] == 2
    await ask(http, "read", {"person": 77, "chat": group["id"]})
    assert (await ask(http, "chats?person=77"))[0]["unread"] == 0
    me = await ask(http, "bot")
    assert me == {"id": bot.id, "username": "kakdela_bot", "first_name": "Kakdela", "polling": False}
    await bot.get_updates()
    assert (await ask(http, "bot"))["polling"] is True


@pytest.mark.parametrize(
    "wrong", [{"first_name": " "}, {"first_name": "А", "id": 0}, {"first_name": "А", "id": 2**52}]
)
async def test_nobody_has_no_name_or_an_impossible_id(http: Http, wrong: dict[str, Any]) -> None:
    assert "first name" in (await ask(http, "people", wrong, status=400))["error"]


@pytest.mark.parametrize("port", [None, 99_999])
def test_a_port_that_cannot_be_had_is_one_line(monkeypatch: pytest.MonkeyPatch, port: int | None) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(sys, "argv", ["sandbox", "--port", str(port or taken.getsockname()[1])])
        with pytest.raises(SystemExit, match="cannot be used"):
            main()


async def test_saying_editing_and_looking(http: Http, tg: LocalTelegram, bot: Bot, clock: Clock) -> None:
    id = (await ask(http, "people", {"first_name": "Пётр"}))["id"]
    await ask(http, "say", {"person": id, "chat": id, "text": "/start join_1"})
    said = await ask(http, "say", {"person": id, "chat": id, "text": "45к <Ромашка>", "at": 1_700_000_000})
    assert (said["date"], said["html"], said["from"]["name"]) == (
        1_700_000_000,
        "45к &lt;Ромашка&gt;",
        "Пётр",
    )
    await ask(http, "edit", {"person": id, "chat": id, "message_id": said["message_id"], "text": "54к"})
    await ask(http, "say", {"person": id, "chat": id, "text": "и ещё", "reply_to": said["message_id"]})
    await ask(
        http,
        "contact",
        {"person": id, "chat": id, "phone_number": "+7916", "first_name": "Пётр", "user_id": id},
    )
    await ask(
        http,
        "forward",
        {"person": id, "chat": id, "text": "беру", "from": {"name": "Клиент"}, "caption": "вот"},
    )
    messages = await ask(http, f"chats/{id}/messages?person={id}")
    assert [m["text"] for m in messages] == ["/start join_1", "54к", "и ещё", None, "вот", "беру"]
    assert messages[1]["edit_date"] == clock.at
    assert messages[2]["reply_to"] == said["message_id"]
    assert messages[3]["contact"]["user_id"] == id
    assert messages[5]["forward"] == "Клиент"
    assert len(await ask(http, f"chats/{id}/messages?person={id}&limit=2")) == 2
    kinds = [u.event_type for u in await bot.get_updates()]
    assert kinds == ["message", "message", "edited_message", "message", "message", "message", "message"]


async def test_tapping(http: Http, bot: Bot, ivan: Person) -> None:
    sent = await bot.send_message(ivan.id, "x", reply_markup=keyboard(("Отменить", "u:1")))
    place = {"person": ivan.id, "chat": ivan.id, "message_id": sent.message_id}
    by_data = await ask(http, "tap", {**place, "data": "u:1"})
    by_label = await ask(http, "tap", {**place, "label": "отмен"})
    assert by_data["callback_id"] != by_label["callback_id"]
    assert "no such button" in (await ask(http, "tap", {**place, "data": "u:2"}, status=400))["error"]
    await ask(http, "tap", {**place, "data": "u:2", "forged": True})
    assert [u.callback_query.data for u in await bot.get_updates() if u.callback_query] == [
        "u:1",
        "u:1",
        "u:2",
    ]


async def test_files(http: Http, bot: Bot, ivan: Person) -> None:
    form = aiohttp.FormData({"person": str(ivan.id), "chat": str(ivan.id), "caption": "45к"})
    form.add_field("file", tiny_png(), filename="x.png", content_type="image/png")
    photo = await ask(http, "photo", form)
    assert photo["caption"] == "45к"
    async with http.get(photo["photo"]) as response:
        assert response.content_type == "image/png"
        assert await response.read() == tiny_png()
    form = aiohttp.FormData({"person": str(ivan.id), "chat": str(ivan.id)})
    form.add_field("file", b"<script>", filename="x.html", content_type="text/html")
    document = await ask(http, "document", form)
    assert document["document"]["file_name"] == "x.html"
    async with http.get(document["document"]["url"]) as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
    form = aiohttp.FormData({"person": str(ivan.id)})
    form.add_field("file", b"not a picture", filename="x.png", content_type="image/png")
    assert "IMAGE_PROCESS_FAILED" in (await ask(http, "photo", form, status=400))["error"]


async def test_blocking_commands_and_control(http: Http, bot: Bot, ivan: Person, tg: LocalTelegram) -> None:
    await ask(http, "block", {"person": ivan.id})
    assert (await ask(http, f"chats?person={ivan.id}"))[0]["blocked"] is True
    await ask(http, "unblock", {"person": ivan.id})
    await bot.set_my_commands([{"command": "day", "description": "Сегодня"}])  # type: ignore[list-item]
    menu = await ask(http, f"commands?person={ivan.id}&chat={ivan.id}")
    assert menu == [{"command": "day", "description": "Сегодня"}]
    await ask(http, "faults", {"method": "sendMessage", "code": 500, "times": 3})
    assert (await ask(http, "faults", method="DELETE")) == {"waiting": 0}
    tg.hints([{"text": "45к Ромашка", "why": "сделка одной строкой"}])
    tg.hints([{"text": "/day", "why": "итоги дня"}], ivan)
    assert (await ask(http, f"hints?person={ivan.id}"))["hints"][0]["text"] == "/day"
    assert (await ask(http, "hints?person=5"))["hints"][0]["text"] == "45к Ромашка"
    await ask(http, "limits", {"enforce": True})
    assert tg.enforce_limits
    await ask(http, "updates", {"next_id": 7})
    await ask(http, "updates", {"update": {"message": {}}})
    await ask(http, "updates", {"redeliver": 1})
    calls = await ask(http, "calls")
    assert [c["method"] for c in calls] == ["setMyCommands"]
    assert calls[0]["params"]["commands"] == [{"command": "day", "description": "Сегодня"}]
    assert await ask(http, "calls?after=1") == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("say", {"person": 5, "chat": 5, "text": "x"}, 404),
        ("say", {"chat": 5, "text": "x"}, 400),
        ("say", {"person": "five", "text": "x"}, 400),
        ("say", ["x"], 400),
        ("dance", {}, 404),
        ("faults", {"kind": "earthquake"}, 400),
        ("faults", {"colour": "red"}, 400),
        ("faults", {"times": "many"}, 400),
        ("limits", {"enforce": "yes"}, 400),
        ("updates", {}, 400),
        ("groups", {"title": "x", "members": []}, 400),
        ("groups", {"title": "x", "members": [None]}, 400),
        ("say", {"person": 77, "text": "x", "at": {}}, 400),
        ("say", {"person": 77, "text": "x", "at": 1e300}, 400),
        ("say", {"person": 77, "text": 5}, 400),
        ("forward", {"person": 77, "text": "x", "from": {}}, 400),
        ("tap", {"person": 77, "message_id": 1}, 404),
        ("people", {"first_name": ["x"]}, 400),
        ("chats/5/messages", None, 404),
    ],
)
async def test_what_is_wrong_is_said_in_a_sentence(
    tg: LocalTelegram, http: Http, path: str, body: Any, status: int
) -> None:
    tg.person("Анна", id=77)
    assert (await ask(http, path, body, status=status))["error"]


class Stream:
    """An open stream of events."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response

    async def next(self, *kinds: str) -> Any:
        """The next event of one of these kinds."""
        while True:
            line = await asyncio.wait_for(self.response.content.readline(), 3)
            if line.startswith(b"data: "):
                event = json.loads(line[6:])
                if event["type"] in kinds:
                    return event


async def test_everything_that_happens_is_streamed(
    http: Http, bot: Bot, tg: LocalTelegram, ivan: Person, olga: Person
) -> None:
    async with http.get("/sim/events") as all_of_it, http.get(f"/sim/events?person={olga.id}") as hers:
        assert all_of_it.content_type == "text/event-stream"
        stream, olgas = Stream(all_of_it), Stream(hers)
        ivan.says("45к")
        assert (await stream.next("message"))["message"]["text"] == "45к"
        await bot.send_message(
            ivan.id, "<b>Записал</b>", parse_mode="HTML", reply_markup=keyboard(("Отменить", "u"))
        )
        event = await stream.next("message")
        assert (event["chat"], event["message"]["html"]) == (ivan.id, "<b>Записал</b>")
        assert event["message"]["buttons"] == [[{"text": "Отменить", "data": "u", "url": None}]]
        call = await stream.next("call")
        assert (call["method"], call["ok"], call["params"]["text"]) == ("sendMessage", True, "<b>Записал</b>")
        assert call["params"]["reply_markup"]["inline_keyboard"]
        assert tg.token not in json.dumps(call)
        tap = ivan.taps("Отменить")
        await bot.answer_callback_query(tap.id, "Отменено")
        answer = await stream.next("answer")
        assert (answer["callback_id"], answer["text"], answer["alert"]) == (tap.id, "Отменено", False)
        await bot.edit_message_text("Отменено", chat_id=ivan.id, message_id=ivan.last().message_id)
        assert (await stream.next("edited"))["message"]["text"] == "Отменено"
        await bot.send_chat_action(ivan.id, "typing")
        assert (await stream.next("action"))["action"] == "typing"
        await bot.delete_message(ivan.id, ivan.last().message_id)
        assert (await stream.next("deleted"))["message_id"]
        ivan.blocks()
        assert (await stream.next("chat"))["chat"] == ivan.id
        tg.person("Новый")
        assert (await stream.next("person"))["person"]["first_name"] == "Новый"
        olga.says("моё")
        assert (await olgas.next("message", "answer", "action"))["message"]["text"] == "моё"
    await tg.wait_for(lambda: True)
    for _ in range(20):
        if not tg.world.watchers:
            break
        await asyncio.sleep(0.02)
    assert not tg.world.watchers


async def test_the_server_stops_while_somebody_watches_and_polls(
    tg: LocalTelegram, http: Http, bot: Bot
) -> None:
    async with http.get("/sim/events") as stream:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.sleep(0.05)
        await asyncio.wait_for(tg.stop(), 3)
        await stream.read()
        await asyncio.gather(poll, return_exceptions=True)


async def test_it_runs_alone(capsys: pytest.CaptureFixture[str]) -> None:
    alone = asyncio.create_task(serve("127.0.0.1", 0, "1000000:other", "other_bot"))
    await asyncio.sleep(0.1)
    alone.cancel()
    await asyncio.gather(alone, return_exceptions=True)
    assert "1000000:other" in capsys.readouterr().out


async def test_only_this_machine_may_ask(http: Http, tg: LocalTelegram) -> None:
    port = tg.url.rpartition(":")[2]
    for headers in ({"Host": f"evil.example:{port}"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        for path in ("/sim/people", f"/bot{tg.token}/getMe", "/"):
            async with http.get(path, headers=headers) as response:
                assert response.status == 403
    for headers in (
        {"Host": f"localhost:{port}"},
        {"Origin": f"http://127.0.0.1:{port}"},
        {"Host": f"[::1]:{port}"},
    ):
        async with http.get("/sim/people", headers=headers) as response:
            assert response.status == 200


async def test_the_page_is_served_and_nothing_beside_it(
    http: Http, tg: LocalTelegram, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.server.PAGE", tmp_path / "page")
    async with http.get("/") as response:
        assert "no page" in await response.text()
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<!doctype html>Чат", encoding="utf-8")
    (tmp_path / "page" / "app.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    async with http.get("/") as response:
        assert (response.content_type, await response.text()) == ("text/html", "<!doctype html>Чат")
    async with http.get("/page/app.js") as response:
        assert response.content_type == "text/javascript"
    for path in ("/page/../secret.txt", "/page/%2e%2e/secret.txt", "/secret.txt", "/page/none.js", "/page/"):
        async with aiohttp.request("GET", URL(tg.url + path, encoded=True)) as response:
            assert response.status == 404
