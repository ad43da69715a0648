"""What comes with a request, in any of the four forms Telegram takes: query, form, multipart, JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from aiohttp import BodyPartReader, web

from sandbox.errors import Json, NotPossible
from sandbox.files import DOCUMENT_LIMIT, Upload

_TOO_MUCH = DOCUMENT_LIMIT + 1024 * 1024


async def read(request: web.BaseRequest) -> tuple[Json, dict[str, Upload]]:
    """Values by name, and files by form field; ValueError if the body is not what it says it is."""
    target = request.raw_path
    values: Json = dict(parse_qsl(target.partition("?")[2], keep_blank_values=True)) if "?" in target else {}
    if request.method == "GET":
        return values, {}
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return values, await _multipart(request, values)
    body = await request.read()
    if kind == "application/x-www-form-urlencoded":
        for pair in body.split(b"&"):
            name, _, value = pair.partition(b"=")
            if name:
                values[_decoded(name)] = _decoded(value)
    elif body:
        given = json.loads(body)
        if not isinstance(given, dict):
            raise ValueError("a JSON object is expected")
        values.update(given)
    return values, {}


def _decoded(part: bytes) -> str:
    """A form value. Every bot call comes through here, and Cyrillic is nothing but escapes."""
    part = part.replace(b"+", b" ")
    if b"%" in part:
        try:
            # %D0 as \xD0: Python's own escapes are read in C, four times as fast as urllib's loop.
            escaped = part.replace(b"\\", b"\\\\").replace(b"%", b"\\x")
            part = escaped.decode("unicode_escape").encode("latin-1")
        except ValueError:
            part = unquote_to_bytes(part)  # a % that escapes nothing
    return part.decode()


async def _multipart(request: web.BaseRequest, values: Json) -> dict[str, Upload]:
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytearray()
        while chunk := await part.read_chunk(256 * 1024):
            # One byte over the limit is enough to refuse: the rest is read, not kept.
            if len(data) < _TOO_MUCH:
                data += chunk
        if part.filename is not None:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, bytes(data), mime)
        else:
            values[part.name] = data.decode()
    return uploads


class Body:
    """What came with a request: JSON or form fields, the query, the number in the path, a file."""

    def __init__(self, values: Json, uploads: dict[str, Upload]) -> None:
        self.values = values
        self.upload = next(iter(uploads.values()), None)

    def number(self, name: str) -> int:
        value = self.maybe_number(name)
        if value is None:
            raise NotPossible(f'"{name}" is missing')
        return value

    def maybe_number(self, name: str) -> int | None:
        value = self.values.get(name)
        return None if value is None or value == "" else _whole(name, value)

    def numbers(self, name: str) -> list[int]:
        value = self.values.get(name) or []
        if not isinstance(value, list):
            raise NotPossible(f'"{name}" must be a list of numbers')
        return [_whole(name, one) for one in value]

    def maybe_time(self, name: str) -> datetime | None:
        """Unix time."""
        value = self.values.get(name)
        if value is None:
            return None
        try:
            return datetime.fromtimestamp(float(value), UTC)
        except (TypeError, ValueError, OverflowError, OSError):
            raise NotPossible(f'"{name}" must be a unix time') from None

    def text(self, name: str) -> str:
        value = self.maybe_text(name)
        if value is None:
            raise NotPossible(f'"{name}" is missing')
        return value

    def maybe_text(self, name: str) -> str | None:
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise NotPossible(f'"{name}" must be a text')
        return value


def _whole(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise NotPossible(f'"{name}" must be a number') from None
