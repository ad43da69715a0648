"""Telegram's HTML: what is understood, and the server's words with the byte offset when it is not."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import html
from sandbox.entities import to_html
from sandbox.errors import ApiError


def nobody(_: int) -> None:
    return None


@pytest.mark.parametrize(
    "source",
    [
        "просто текст",
        "<b>жирный <i>и курсив</i></b> и <u>ещё</u> <s>нет</s>",
        '<a href="https://example.org/?a=1&amp;b=2">ссылка</a>',
        "<code>a &lt; b</code>",
        '<pre><code class="language-python">x = 1</code></pre>',
        "<blockquote expandable>много\nстрок</blockquote>",
        "<tg-spoiler>тайна 🎉</tg-spoiler> 🎉 <b>после эмодзи</b>",
        "a &amp; b &lt;c&gt;",
    ],
)
def test_what_telegram_understands_comes_back_the_same(source: str) -> None:
    text, entities = html.parse(source, nobody)
    assert to_html(text, entities) == source


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("<strong>a</strong><em>b</em>", "ab", ["bold", "italic"]),
        ("<B>a</B>", "a", ["bold"]),
        ('<span class="tg-spoiler">a</span>', "a", ["spoiler"]),
        ("<b>a</>", "a", ["bold"]),
        ("<b></b>a", "a", []),
        ("&quot;&#33;&#x21;&nbsp;&", '"!!&nbsp;&', []),
        ("<a href='example.org'>a</a>", "a", ["text_link"]),
        ("<a>example.org</a>", "example.org", ["text_link"]),
        ("<code><b>a</b></code>", "a", ["code"]),
        ("  <b> a </b>  ", "a", ["bold"]),
        ("1 > 2", "1 > 2", []),
        ('<tg-time unix="1700000000">тогда</tg-time>', "тогда", ["date_time"]),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", ["custom_emoji"]),
    ],
)
def test_forms_and_synonyms(source: str, text: str, kinds: list[str]) -> None:
    parsed, entities = html.parse(source, nobody)
    assert parsed == text
    assert [e["type"] for e in entities] == kinds


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("я<b>я</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("я <div>a</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("a <br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "<a href>a</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=/x>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_what_it_refuses_is_said_in_the_servers_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        html.parse(source, nobody)
    assert caught.value.code == 400
    assert caught.value.description == f"Bad Request: can't parse entities: {words}"


def test_offsets_are_utf16_and_links_to_people_need_somebody() -> None:
    _, entities = html.parse("🎉🎉 <b>да</b>", nobody)
    assert entities == [{"type": "bold", "offset": 5, "length": 2}]
    assert html.parse('<a href="tg://user?id=5">Иван</a>', nobody)[1] == []
    ivan = {"id": 5, "is_bot": False, "first_name": "Иван"}
    assert html.parse('<a href="tg://user?id=5">Иван</a>', lambda _: ivan)[1][0]["user"] == ivan


def test_found_entities() -> None:
    _, entities = html.parse(
        "/help@kakdela_bot @ivan_p #сделка +7 916 123-45-67 a@b.ru https://x.ru/a.", nobody
    )
    kinds = [e["type"] for e in entities]
    assert kinds == ["bot_command", "mention", "hashtag", "phone_number", "email", "url"]
    assert html.parse("<code>/help</code> 45к/мес 10.11.2026 1/2", nobody)[1] == [
        {"type": "code", "offset": 0, "length": 5}
    ]


def test_html_to_show_is_safe() -> None:
    evil = [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}]
    assert to_html("<script>", evil) == "&lt;script&gt;"
    quoted = [{"type": "text_link", "offset": 0, "length": 1, "url": 'https://a.b/"onclick="x'}]
    assert to_html("x", quoted) == '<a href="https://a.b/&quot;onclick=&quot;x">x</a>'
    crossing = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]
    assert to_html("abc", crossing) == "<b>ab</b>c"


_BITS = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<code>",
    "</code>",
    '<a href="https://a.bc">',
    "</a>",
    "</>",
    "&lt;",
    "&",
    "<",
    "<p>",
]


@given(st.text())
def test_any_escaped_text_arrives_as_it_was(text: str) -> None:
    assert html.parse(escape(text), nobody)[0] == text.strip()


@given(st.lists(st.sampled_from([*_BITS, " ", "я", "🎉", "\n", "x"]), max_size=12).map("".join))
def test_whatever_is_accepted_shows_as_html_that_means_the_same(source: str) -> None:
    try:
        text, entities = html.parse(source, nobody)
    except ApiError as error:
        assert error.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017
        return
    assert html.parse(to_html(text, entities), nobody)[0] == text
