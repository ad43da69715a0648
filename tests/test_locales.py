"""The locale files: the same keys and variables in every language, all there, none left over, all well formed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.cli.common import LINES
from bot.i18n import Translator, languages
from bot.menu import COMMANDS
from sandbox.html import parse
from services import kpi

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "services")
PLURALS = {"ru": {"one", "few", "many", "other"}, "en": {"one", "other"}}
TRANSLATES = ("t", "plain", "theirs", "has")
RAISES = ("Denied", "NotFound", "Refused")

# Keys that code puts together, and what can follow the prefix.
BUILT: dict[str, set[str]] = {
    "kpi-": {one.slug for one in kpi.AVAILABLE},
    "n-": {"deal", "refund", "call", "contact", "meeting", "demo", "proposal", "invoice", "other"},
    "one-": {"deal", "refund", "proposal", "invoice"},
    "menu-": {command.name for command in COMMANDS},
    "ask-": {"currency", "money-without-unit", "future", "old", "correction", "guess"},
    "absence-": {"sick", "vacation", "day_off"},
    "target-example-": {"money", "count", "percent", "days", "number"},
    "change-": {"edited", "undone", "revived", "corrected", "merged", "unmerged", "behalf"},
    "role-": {"owner", "lead", "manager", "none"},
    "told-": {"lead", "manager"},
    "button-invite-": {"manager", "lead"},
    "confirm-": {"remove", "own", "disown"},
    # Requests to the lead.
    "request-": {"open", "approved", "declined", "withdrawn", "outdated"},
    "request-told-": {"approved", "declined", "withdrawn", "outdated"},
    "request-toast-": {"open", "approved", "declined", "withdrawn", "outdated"},
    # Explanations and disputes.
    "why-formula-": {"sales_volume", "deals", "new_clients", "average_check", "repeat_rate", "sales_cycle"},
    **{
        f"why-{end}-": {one.slug for one in kpi.ALL if not one.cumulative} - {"conversion"}
        for end in ("top", "bottom", "none")
    },
    "why-part-": {"deals", "further", "refunds"},
    "why-left-": {"no-amount", "no-sum", "no-client", "known", "further", "refunds", "first-contact"},
    "why-source-": {"own", "contact", "call", "meeting", "demo", "proposal", "invoice"},
    "dispute-": {"open", "draft", "accepted", "rejected", "withdrawn"},
    # KPIs of a team's own.
    "about-": set(kpi.REGISTRY),
    "own-": {"retention-range", "backdate-range", "ask-counter", "ask-ratio", "made", "made-money"},
    "own-unit-": {"percent", "money", "number"},
    "button-own-": {
        "counter",
        "ratio",
        "main",
        "rules",
        "built-in",
        "retired",
        "up",
        "down",
        "money",
        "count",
    }
    | {"make-main", "retire", "retire-yes", "back", "piece", "suggest"},
    "button-": {"link", "promote", "demote", "move", "aside", "own", "disown", "remove"}
    | {"remove-yes", "own-yes", "disown-yes"},
}


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    resource = FluentParser().parse((ROOT / "locales" / f"{language}.ftl").read_text("utf-8"))
    junk = [one.content[:80] for one in resource.body if isinstance(one, ftl.Junk)]
    assert junk == []
    found = [one for one in resource.body if isinstance(one, ftl.Message)]
    assert len({one.id.name for one in found}) == len(found), "a key stands there twice"
    return {one.id.name: one for one in found}


def nodes(root: object) -> Iterator[ftl.BaseNode]:
    """Every node of a Fluent message."""
    if isinstance(root, list):
        for one in root:
            yield from nodes(one)
    elif isinstance(root, ftl.BaseNode):
        yield root
        for value in vars(root).values():
            yield from nodes(value)


def variables(message: ftl.Message) -> set[str]:
    return {node.id.name for node in nodes(message) if isinstance(node, ftl.VariableReference)}


def selectors(message: ftl.Message) -> Iterator[ftl.SelectExpression]:
    return (node for node in nodes(message) if isinstance(node, ftl.SelectExpression))


@cache
def sources() -> tuple[ast.Module, ...]:
    return tuple(
        ast.parse(path.read_text("utf-8"))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "cli" not in path.parts
    )


def constants(node: ast.expr) -> Iterator[str]:
    """The literal keys an argument can be: a string, or either side of `a if … else b`."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from constants(body)
            yield from constants(orelse)


def built() -> set[str]:
    return {prefix + end for prefix, ends in BUILT.items() for end in ends}


def asked_for() -> set[str]:
    """Every key that code names in a call of a translator or of an error."""
    found = set()
    for tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in TRANSLATES or name in RAISES or isinstance(node.func, ast.Subscript):
                    found |= set(constants(node.args[0]))
    return found - set(LINES)


def test_every_language_has_the_same_keys_and_variables() -> None:
    first, *others = languages()
    for other in others:
        assert set(messages(first)) == set(messages(other))
        for key, message in messages(first).items():
            assert variables(message) == variables(messages(other)[key]), key


def test_every_text_that_code_asks_for_exists() -> None:
    there = set(messages("en"))
    assert asked_for() - there == set()
    assert built() - there == set()


def test_no_text_is_left_over() -> None:
    literals = {
        node.value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # Where there is a text for it, it is said; where there is none, code has something more general to say.
    finer = {f"ask-{word}" for word in literals}
    finer |= {f"{prefix}-{slug}" for prefix in ("kpi", "no-value") for slug in kpi.REGISTRY}
    assert set(messages("en")) - literals - built() - finer == set()


@pytest.mark.parametrize("language", languages())
def test_plurals_are_whole(language: str) -> None:
    for key, message in messages(language).items():
        for selector in selectors(message):
            names = {v.key.name for v in selector.variants if isinstance(v.key, ftl.Identifier)}
            if names & {"zero", "one", "two", "few", "many"}:
                assert names == PLURALS.get(language, names), f"{language} {key}"


@pytest.mark.parametrize("language", languages())
def test_every_text_can_be_said(language: str) -> None:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((ROOT / "locales" / f"{language}.ftl").read_text("utf-8")))
    for key, message in messages(language).items():
        counted = {
            node.id.name
            for selector in selectors(message)
            for node in nodes(selector.selector)
            if isinstance(node, ftl.VariableReference)
        }
        for n in (0, 1, 2, 5, 21, 1000):
            values = {name: n if name in counted else "x" for name in variables(message)}
            pattern = bundle.get_message(key).value
            assert pattern is not None, f"{key} is empty"
            text, errors = bundle.format_pattern(pattern, values)
            assert errors == [], f"{language} {key}: {errors}"
            assert text.strip(), f"{language} {key} says nothing"
            assert len(parse(text, lambda _: None)[0]) < 4000, f"{language} {key}"
            if key.startswith(("error-", "toast-")):
                assert len(text) <= 200, f"{language} {key} is too long for the answer to a tap"


def test_languages_are_named_in_themselves() -> None:
    assert {code: Translator(code)("language-name") for code in ("en", "ru")} == {
        "en": "English",
        "ru": "Русский",
    }


def test_the_privacy_page_says_what_the_command_says() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text("utf-8").replace("**", "").replace("# ", "")
    for language in languages():
        for line in re.sub(r"<[^>]+>", "", Translator(language)("privacy")).splitlines():
            assert line.strip() in page, line
