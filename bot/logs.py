"""Logs: structlog over the standard library, to stderr, as text or JSON, with everything secret masked."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

import structlog

_MASKS = (
    # A bot's token, also in an address and URL-quoted.
    (re.compile(r"[0-9]{6,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE), "<token>"),
    # Bound values of a failed statement and rejected input: the words of a person may be among them.
    (re.compile(r"\[parameters: .*"), "[parameters hidden]"),
    (re.compile(r"DETAIL: .*"), "DETAIL hidden"),
    (re.compile(r"input_value=.*?(?=, input_type=|\n|$)"), "input_value=<hidden>"),
)
# Drivers that would say every statement, or every alembic step, at the level of the bot.
_QUIETER = {"sqlalchemy": logging.WARNING, "alembic": logging.WARNING, "aiosqlite": logging.WARNING,
            "apscheduler": logging.WARNING, "asyncio": logging.WARNING, "aiohttp.access": logging.WARNING,
            "aiogram.event": logging.WARNING}  # fmt: skip


def mask(text: str) -> str:
    """The text without bot tokens, statement parameters and rejected input."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Masks the finished line, so that messages, arguments and tracebacks of every logger are covered."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def setup(level: str = "INFO", style: str = "text") -> None:
    """Sends all logging to stderr. `style` is text or json. May be called again."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if style == "json":
        last: list[Any] = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # plain_traceback: the default shows local variables, and with them what people wrote.
        last = [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Formatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old.formatter, _Formatter):
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name, quiet in _QUIETER.items():
        logging.getLogger(name).setLevel(max(quiet, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(kind: type[BaseException], error: BaseException, stack: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    sys.stderr.write(mask("".join(traceback.format_exception(kind, error, stack))))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _unraisable(args: Any) -> None:
    if args.exc_value is not None:
        _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
