"""Request parameters: names and types checked against aiogram's model of the method, cheaply."""

from __future__ import annotations

import json
import typing
from datetime import datetime, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Any

from aiogram import methods
from aiogram.client.default import Default
from aiogram.types import InputFile
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sandbox.errors import ApiError, Json, refuse

# What Telegram says when these are missing; any other missing one is named.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "file_id": "file_id not specified",
    "commands": "can't parse commands JSON object",
}
_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no", ""}


class Field:
    """One parameter: how its text becomes a value."""

    def __init__(self, name: str, annotation: Any, required: bool) -> None:
        self.name = name
        self.annotation = annotation
        self.required = required
        kinds = _flat(annotation) - {NoneType, Default, InputFile}
        if kinds == {str}:
            self.kind = "str"
        elif kinds == {int} or kinds <= {int, datetime, timedelta}:
            self.kind = "int"
        elif kinds == {bool}:
            self.kind = "bool"
        elif kinds == {float}:
            self.kind = "float"
        elif kinds == {int, str}:
            self.kind = "int or str"
        else:
            self.kind = "json"

    @property
    def adapter(self) -> TypeAdapter[Any]:
        return _adapter(self.annotation)

    def read(self, value: Any, strict: bool) -> Any:
        kind = self.kind
        if kind == "str":
            if not isinstance(value, str):
                raise refuse(f'parameter "{self.name}" must be a String')
            return value
        if kind == "json":
            return self._object(value, strict)
        if kind == "bool":
            low = str(value).lower()
            if low in _TRUE:
                return True
            if low in _FALSE:
                return False
            raise refuse(f'parameter "{self.name}" must be a Boolean')
        try:
            return float(value) if kind == "float" else int(value)
        except (TypeError, ValueError, OverflowError):
            if kind == "int or str" and isinstance(value, str):
                return value
            raise refuse(f'parameter "{self.name}" must be an Integer') from None

    def _object(self, value: Any, strict: bool) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise refuse(_not_json(self.name)) from None
        if not strict or self.name in _CHECKED_ELSEWHERE:
            return value
        try:
            self.adapter.validate_python(value)
        except ValidationError as error:
            raise refuse(_bad_object(self.name, error)) from None
        return value


# Keyboards have their own check with Telegram's own words, and it knows which of four objects it is.
_CHECKED_ELSEWHERE = {"reply_markup"}


class Spec:
    """A method: its real name and its parameters."""

    def __init__(self, model: type[methods.TelegramMethod[Any]]) -> None:
        self.name: str = model.__api_method__
        self.fields = {n: Field(n, f.annotation, f.is_required()) for n, f in model.model_fields.items()}
        self.required = tuple(n for n, f in self.fields.items() if f.required)

    def read(self, raw: Json, *, strict: bool) -> Json:
        """The values, or a refusal: unknown names, missing ones, wrong types."""
        fields = self.fields
        values: Json = {}
        for name, value in raw.items():
            field = fields.get(name)
            if field is None:
                raise refuse(f'there is no parameter "{name}" in {self.name}')
            if value is not None:
                values[name] = field.read(value, strict)
        for name in self.required:
            if name not in values:
                raise refuse(_MISSING.get(name, f'parameter "{name}" is required'))
        return values


@cache
def real_methods() -> dict[str, type[methods.TelegramMethod[Any]]]:
    """Every method of the Bot API that aiogram knows, by its name in lower case."""
    found: dict[str, type[methods.TelegramMethod[Any]]] = {}
    for name in methods.__all__:
        model = getattr(methods, name)
        if (
            isinstance(model, type)
            and issubclass(model, methods.TelegramMethod)
            and model is not methods.TelegramMethod
        ):
            found[model.__api_method__.lower()] = model
    return found


def unserved(name: str) -> ApiError:
    """A real method that is not here is 501, an invented one 404."""
    model = real_methods().get(name.lower())
    if model is None:
        return ApiError(404, "Not Found: method not found")
    return ApiError(501, f"Not Implemented: the local Telegram does not serve {model.__api_method__}")


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return TypeAdapter(annotation)
    return TypeAdapter(annotation, config=ConfigDict(arbitrary_types_allowed=True))


def _flat(annotation: Any) -> set[Any]:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _flat(typing.get_args(annotation)[0])
    if origin in (typing.Union, UnionType):
        return set().union(*(_flat(a) for a in typing.get_args(annotation)))
    return {annotation}


def _not_json(name: str) -> str:
    if name == "reply_markup":
        return "can't parse reply keyboard markup JSON object"
    if name == "commands":
        return "can't parse commands JSON object"
    return f'can\'t parse "{name}" JSON object'


def _bad_object(name: str, error: ValidationError) -> str:
    if name == "commands":
        return "expected an Array of BotCommand"
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f'can\'t parse "{name}": {where + ": " if where else ""}{first["msg"]}'
