"""What Telegram lets through: texts, captions, keyboards, commands, profile texts, inline results. Everything is judged in the
words Telegram refuses with."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.bot.telegram.arguments import Arguments
from tests.bot.telegram.markup import parse, utf16
from tests.bot.telegram.opinion import agree
from tests.bot.telegram.refusals import Json, bad
from tests.bot.telegram.spans import with_found

TEXT, CAPTION, NOTICE, CALLBACK_BYTES, COPIED = 4096, 1024, 200, 64, 256
BUTTONS, COMMANDS, RESULTS = 100, 100, 50
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
LINK = re.compile(r"(?:https?|tg|ton)://\S+")
KIND_FIELDS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def formatted(text: str, mode: str, given: Any) -> tuple[str, list[Json]]:
    """The text people will read and its entities. ``mode`` is parse_mode; without one the ``given`` entities count."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text.replace("\r", ""))
    if mode.lower() == "html":
        html = text
        text, entities = parse(html)
        agree(html, text)
    elif mode and mode.lower() != "none":
        raise bad("Unsupported parse_mode")
    else:
        entities = _given(text, given or [])
    return _trimmed(text, with_found(text, entities))


def _given(text: str, entities: Any) -> list[Json]:
    if not isinstance(entities, list):
        return []  # Telegram ignores what is no array
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] < 0 or entity["offset"] + entity["length"] > utf16(text):
            raise bad(f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text")
    return list(entities)


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without blanks at both ends; entities move along and lose what was cut."""
    inner = text.strip(" \n\t")
    cut, size = utf16(text) - utf16(text.lstrip(" \n\t")), utf16(inner)
    kept = []
    for entity in entities:
        start, end = max(entity["offset"] - cut, 0), min(entity["offset"] + entity["length"] - cut, size)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return inner, kept


def message_text(text: str, mode: str, entities: Any) -> tuple[str, list[Json]]:
    """A text of 1 to 4096 characters after parsing."""
    if not text:
        raise bad("message text is empty")
    plain, found = formatted(text, mode, entities)
    if not plain:
        raise bad("text must be non-empty")
    if len(plain) > TEXT:
        raise bad("message is too long")
    return plain, found


def caption(arguments: Arguments) -> Json:
    """The caption fields of a message, none when there is no caption; at most 1024 characters after parsing."""
    entities = arguments.value("caption_entities", "caption entities")
    plain, found = formatted(arguments.text("caption"), arguments.text("parse_mode"), entities)
    if len(plain) > CAPTION:
        raise bad("message caption is too long")
    return ({"caption": plain} if plain else {}) | ({"caption_entities": found} if found else {})


def markup(arguments: Arguments) -> Json | None:
    """The reply markup, judged; None when there is none."""
    given = arguments.value("reply_markup", "reply keyboard markup")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad("Object expected as reply markup")
    if "inline_keyboard" in given:
        inline_keyboard(given["inline_keyboard"])
    elif "keyboard" in given and not all(isinstance(row, list) for row in given["keyboard"]):
        raise bad('Field "keyboard" must be an Array of Arrays')
    return given


def inline_keyboard(rows: Any) -> None:
    """Buttons in rows, each with one thing to do."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('Field "inline_keyboard" must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS:
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        _button(button)


def _button(button: Any) -> None:
    where = "Can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(where + "InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad(where + 'Can\'t find field "text"')
    if not button["text"].strip():
        raise bad("BUTTON_TEXT_INVALID")
    kinds = [n for n in KIND_FIELDS if button.get(n) not in (None, "") or (n.startswith("switch") and n in button)]
    if not kinds:
        raise bad(where + "Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    if kinds[0] == "callback_data" and len(button["callback_data"].encode()) > CALLBACK_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if kinds[0] == "copy_text" and not 1 <= len(button["copy_text"]["text"]) <= COPIED:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if kinds[0] == "url" and not LINK.fullmatch(button["url"]):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def commands(given: Any) -> list[Json]:
    """At most 100 commands [a-z0-9_]{1,32} with a description of 1 to 256 characters."""
    if not isinstance(given, list):
        raise bad("Expected an Array of BotCommand")
    if len(given) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in given:
        missing = next((n for n in ("command", "description") if n not in command), None)
        if missing:
            raise bad(f"Can't parse BotCommand: Can't find field \"{missing}\"")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return [command | {"command": command["command"].removeprefix("/")} for command in given]


def results(given: Any) -> list[Json]:
    """At most 50 inline results, each with an id of its own of 1 to 64 bytes."""
    if not isinstance(given, list):
        raise bad("Expected an Array of inline query results")
    if len(given) > RESULTS:
        raise bad("Too many inline query results specified")
    if any(not isinstance(r.get("id"), str) or not 1 <= len(r["id"].encode()) <= 64 for r in given):
        raise bad("RESULT_ID_INVALID")
    if len({result["id"] for result in given}) < len(given):
        raise bad("RESULT_ID_DUPLICATE")
    return [_result(result) for result in given]


def _result(result: Json) -> Json:
    """An article needs a title and a content; the content is judged as a message. Gives the result with the parsed content."""
    where = "Can't parse inline query result: "
    if "inline_keyboard" in result.get("reply_markup", {}):
        inline_keyboard(result["reply_markup"]["inline_keyboard"])
    if result.get("type") != "article":
        if result.get("type") not in ("document", "photo", "gif", "video", "audio", "voice", "location", "venue", "contact"):
            raise bad(f'{where}type "{result.get("type")}" is unsupported for the inline query result')
        return result
    if "title" not in result:
        raise bad(where + 'Can\'t find field "title"')
    if not result["title"].strip():
        raise bad("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not content:
        raise bad(where + "Input message content is not specified")
    text, entities = message_text(content.get("message_text", ""), content.get("parse_mode", ""), content.get("entities"))
    return result | {"sent": {"text": text} | ({"entities": entities} if entities else {})}


def inline_button(given: Any) -> None:
    """The button above inline results: a text and either a web app or a start parameter."""
    if not isinstance(given, dict) or not given.get("text"):
        raise bad("Can't parse inline query results button: Can't find field \"text\"")
    if ("web_app" in given) == ("start_parameter" in given):
        raise bad("InlineQueryResultsButton must have exactly one optional field")
    if "start_parameter" in given and not START.fullmatch(given["start_parameter"]):
        raise bad("START_PARAM_INVALID" if given["start_parameter"] else "START_PARAM_EMPTY")


def shorter_than(limit: int, code: str) -> Callable[[str], str]:
    """A judge of profile texts."""

    def judge(text: str) -> str:
        if len(text) > limit:
            raise bad(code)
        return text

    return judge


description = shorter_than(512, "BOT_DESCRIPTION_INVALID")
short_description = shorter_than(120, "BOT_SHORT_DESCRIPTION_INVALID")
name = shorter_than(64, "BOT_TITLE_INVALID")
