"""Structured logs: one JSON object a line on standard error, with no token and no words of anybody's question.

Records of other packages are reduced to the name of their logger and the unfilled template of their message, for what is filled
in may be an update with a person's question, or an address with the token in it. Of an exception its type and the places in the
code are told, never its text."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

# A bot token wherever it stands: in an address, in an error of the HTTP client.
_TOKEN = re.compile(r"\b(bot)?[0-9]{5,}:[A-Za-z0-9_-]{10,}")
_HIDDEN = "[token]"
# Loggers that write addresses (with the token) or whole updates below this level.
_QUIET = ("httpx", "httpcore", "telegram", "asyncio", "uvicorn", "uvicorn.error", "uvicorn.access", "apscheduler", "aiosqlite")

# Some packages fill their messages themselves, below the first line: asyncio tells an unseen exception in full.
LONGEST = 200

Event = MutableMapping[str, Any]


class _Foreign(logging.Handler):
    """Hands records of other packages on, without what was filled into them."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the record as an event of ours."""
        error = record.exc_info[1] if record.exc_info else None
        told = {"logger": record.name, "message": str(record.msg).partition("\n")[0][:LONGEST]}
        _LOGGER.log(record.levelno, "foreign", **told, **(failure(error) if error else {}))


class _StandardError:
    """Writes lines to standard error as it is now; that nobody reads it any more keeps nothing from going on."""

    def msg(self, line: str) -> None:
        """Write a line."""
        with contextlib.suppress(OSError, ValueError):
            print(line, file=sys.stderr, flush=True)

    log = debug = info = warning = error = critical = msg


def configure(level: int = logging.INFO) -> None:
    """Send all logs of the process to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _redacted,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _StandardError(),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_Foreign()]
    root.setLevel(logging.WARNING)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def logger() -> Any:
    """The logger of this program: ``logger().info("answered", status=..., ms=...)``."""
    return _LOGGER


def failure(error: BaseException) -> dict[str, object]:
    """What may be told of an exception: its type, that of its cause, and the places it came through."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames]
    cause = type(error.__cause__).__name__ if error.__cause__ else None
    return {"error": type(error).__name__, "cause": cause, "places": places}


def redacted(text: str) -> str:
    """The text without anything that looks like a bot token."""
    return _TOKEN.sub(_HIDDEN, text)


def _redacted(_logger: object, _method: str, event: Event) -> Event:
    return {key: redacted(value) if isinstance(value, str) else value for key, value in event.items()}


_LOGGER = structlog.get_logger("wenbao")
