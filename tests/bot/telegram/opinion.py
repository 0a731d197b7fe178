"""Telegram's own HTML parser, out of TDLib, where it is installed (``pip install tdjson``); asked of every HTML the bot sends."""

from __future__ import annotations

import importlib
import json
from functools import cache
from typing import Any

from tests.bot.telegram.refusals import Json


@cache
def _parser() -> Any:
    """The package, or None; loaded when first asked."""
    try:
        parser = importlib.import_module("tdjson")
    except ImportError:
        return None
    parser.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())
    return parser


def theirs(html: str) -> Json | None:
    """TDLib's formattedText or error; None when the parser is not installed."""
    if (parser := _parser()) is None:
        return None
    asked = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    answer: Json = json.loads(parser.td_execute(json.dumps(asked).encode()))
    return answer


def agree(html: str, text: str) -> None:
    """Raises AssertionError when Telegram would refuse what was let through here, or would show another text."""
    answer = theirs(html)
    assert answer is None or answer.get("text") == text, f"Telegram's own parser makes of {html!r}: {answer}"
