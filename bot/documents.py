"""Files the bot sends: small texts that lie in the outbox with their caption until they are on their way."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BufferedInputFile


def is_document(payload: dict[str, object]) -> bool:
    return isinstance(payload.get("document"), list)


async def send_document(
    bot: Bot, chat: int, payload: dict[str, object], parse_mode: str | None = "HTML"
) -> int:
    """Sends `payload["document"]`, a name and a text; gives the id of the message.

    The text begins with a mark that says UTF-8, so that spreadsheets read it right.
    """
    document = payload["document"]
    assert isinstance(document, list)
    name, text = (str(part) for part in document)
    sent = await bot.send_document(
        chat,
        BufferedInputFile(text.encode("utf-8-sig"), name),
        caption=str(payload.get("text") or "") or None,
        parse_mode=parse_mode,
    )
    return sent.message_id
