"""Settings: the environment and `.env` in the working directory, read here and nowhere else."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{30,}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_MAX_ID = 2**52  # Telegram: user ids have at most 52 significant bits


class SettingsError(Exception):
    """A setting is missing or malformed; the text is one line that names it and shows no value."""


class Settings(BaseSettings):
    """Every setting has the name of its variable in lower case; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # a token must not end up in an error's text
        validate_default=False,
    )

    bot_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite+aiosqlite:///data/kakdela.db"
    owner_ids: Annotated[tuple[int, ...], NoDecode] = ()
    registration: str = "closed"
    log_level: str = "INFO"
    log_format: str = "text"

    @property
    def token(self) -> str:
        """The bot's token in the clear, for the one place that talks to Telegram; empty where none is set."""
        return self.bot_token.get_secret_value()

    @field_validator("bot_token", mode="before")
    @classmethod
    def _check_token(cls, value: Any) -> Any:
        shown = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        if shown and not _TOKEN.fullmatch(shown.strip()):
            raise ValueError("does not look like a bot token (digits, a colon, 30 or more letters)")
        return shown.strip()

    @field_validator("telegram_api_url")
    @classmethod
    def _check_api_url(cls, value: str) -> str:
        try:
            parts = urlsplit(value.strip())
            known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            known = False
        if not known or parts.query or parts.fragment:
            raise ValueError("must be an address like https://api.telegram.org")
        return value.strip().rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str) -> str:
        from db.engine import BadDatabaseUrl, parse_url  # SQLAlchemy takes half a second

        try:
            url = parse_url(value.strip())
        except BadDatabaseUrl as error:
            raise ValueError(str(error).removeprefix("DATABASE_URL ")) from None
        if url.get_backend_name() == "postgresql" and find_spec("asyncpg") is None:
            raise ValueError("needs the package asyncpg: pip install 'kakdela[postgres]'")
        return value.strip()

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _check_owner_ids(cls, value: Any) -> tuple[int, ...]:
        parts = re.split(r"[,\s]+", value.strip()) if isinstance(value, str) else [str(one) for one in value]
        ids = [part for part in parts if part]
        if not all(re.fullmatch(r"[0-9]{1,16}", part) and 0 < int(part) < _MAX_ID for part in ids):
            raise ValueError("must be Telegram user ids separated by commas, like 1001,1002")
        return tuple(dict.fromkeys(int(part) for part in ids))

    @field_validator("registration")
    @classmethod
    def _check_registration(cls, value: str) -> str:
        return _one_of(value.strip().lower(), ("closed", "open"))

    @field_validator("log_level")
    @classmethod
    def _check_log_level(cls, value: str) -> str:
        return _one_of(value.strip().upper(), _LEVELS)

    @field_validator("log_format")
    @classmethod
    def _check_log_format(cls, value: str) -> str:
        return _one_of(value.strip().lower(), ("text", "json"))


def load(need_token: bool) -> Settings:
    """The settings in force. Raises SettingsError: one line that names the variable, never its value."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError("; ".join(_line(problem) for problem in error.errors())) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env cannot be read ({type(error).__name__})") from None
    if need_token and not settings.token:
        raise SettingsError(
            "BOT_TOKEN is missing: set it in the environment or in .env (@BotFather gives one)"
        )
    return settings


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"must be one of {', '.join(known)}")
    return value


def _line(problem: Any) -> str:
    name = str(problem["loc"][0]).upper() if problem["loc"] else "a setting"
    return f"{name} {str(problem['msg']).removeprefix('Value error, ')}"
