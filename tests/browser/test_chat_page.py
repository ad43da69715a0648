"""The chat page in a real browser: a deal is logged, edited and undone as a person would."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)"
    ),
]


@pytest.fixture
async def demo() -> AsyncIterator[str]:
    """`python -m bot demo` as a process; gives the page's address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "demo",
        "--no-browser",
        "--port",
        "0",
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(60):
            while not (address := re.search(r"http://\S+", said)):
                line = await process.stdout.readline()
                assert line, f"the demo ended: {said}"
                said += line.decode()
        yield address[0]
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0


@pytest.fixture
async def page(demo: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="ru-RU")
        page.set_default_timeout(15_000)
        await page.goto(demo)
        yield page
        await browser.close()


async def test_a_deal_is_logged_edited_and_undone_on_the_chat_page(page: Page) -> None:
    await page.get_by_test_id("composer").fill("сделка 45 000 ООО Ромашка новый клиент")
    await page.get_by_test_id("send").click()
    mine = page.locator('[data-from="me"]').last
    receipt = page.locator('[data-from="bot"]').last
    await expect(receipt).to_contain_text(re.compile(r"Сделка 45\s000\s₽"))
    await expect(receipt).to_contain_text("новый клиент")

    await mine.hover()
    await mine.get_by_test_id("message-menu").click()
    await page.get_by_test_id("edit-message").click()
    await page.get_by_test_id("composer").fill("сделка 54 000 ООО Ромашка новый клиент")
    await page.get_by_test_id("send").click()
    await expect(receipt).to_contain_text(re.compile(r"45\s000\s₽ → 54\s000\s₽"))

    await receipt.get_by_test_id("inline-button").filter(has_text="Отменить").click()
    await expect(receipt).to_contain_text("Отменил")
    await expect(receipt.get_by_test_id("inline-button")).to_have_text("Вернуть")

    await page.get_by_test_id("calls-close").click()
    # On a phone's width it is one column, and the list is a tap away.
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await page.get_by_test_id("back").click()
    await expect(page.get_by_test_id("composer")).to_be_hidden()
