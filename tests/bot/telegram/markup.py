"""Telegram's HTML, judged strictly: :func:`parse` gives the plain text and its entities, or refuses in Telegram's words.

Offsets and lengths of entities count UTF-16 units, as everywhere in the Bot API; byte offsets in refusals count UTF-8.
Stricter than Telegram in two things that are always slips of the bot: an attribute that Telegram would ignore, and an ``&``
that begins no entity Telegram knows (it would show ``&nbsp;`` to people as it stands).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.bot.telegram.refusals import Json, Refused, bad

KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
ATTRIBUTES = {"a": "href", "span": "class", "code": "class", "blockquote": "expandable", "tg-emoji": "emoji-id"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ENTITY = re.compile(r"&(?:#(?P<decimal>[0-9]{1,7})|#x(?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>[A-Za-z]+));")
PIECE = re.compile(r"(?P<tag><[^>]*>?)|(?P<entity>&[#A-Za-z0-9]*;?)|(?P<text>[^<&]+)")
ATTRIBUTE = re.compile(r"""\s*(?P<name>[^\s=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<token>[\w.-]+)))?\s*""")
SPACE = " \t\r\n\v\0"


def utf16(text: str) -> int:
    """How many UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def cut_utf16(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


@dataclass(frozen=True)
class _Open:
    tag: str
    argument: str | None
    offset: int


def _refuse(words: str) -> Refused:
    return bad(f"can't parse entities: {words}")


def parse(html: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, outer before inner. Raises Refused with "can't parse entities: …"."""
    text, at, entities, stack = "", 0, list[Json](), list[_Open]()
    for piece in PIECE.finditer(html):
        byte = len(html[: piece.start()].encode())
        if tag := piece["tag"]:
            if tag.startswith("</"):
                entities += _end(tag, byte, stack, text, at)
            else:
                stack.append(_start(tag, byte, at))
        else:
            added = piece["text"] or _character(piece["entity"], byte)
            text, at = text + added, at + utf16(added)
    if stack:
        raise _refuse(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return text, settled(entities)


def _character(entity: str, byte: int) -> str:
    found = ENTITY.fullmatch(entity)
    character = ""
    if found and found["name"]:
        character = NAMED.get(found["name"], "")
    elif found:
        code = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
        if 0xD800 <= code <= 0xDFFF:
            raise _refuse(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
            )
        character = chr(code) if 0 < code < 0x10FFFF else ""
    if not character:
        raise _refuse(f'Unsupported character entity "{entity}" at byte offset {byte}')
    return character


def _start(written: str, byte: int, at: int) -> _Open:
    inner = written[1:].removesuffix(">")
    tag = re.split(r"\s", inner, maxsplit=1)[0].lower()
    if tag not in KINDS and (tag != inner or written.endswith(">")):
        raise _refuse(f'Unsupported start tag "{tag}" at byte offset {byte}')
    if not written.endswith(">"):
        raise _refuse(f"Unclosed start tag at byte offset {byte}")
    argument = None
    rest, position = inner[len(tag) :], 0
    while rest[position:].strip():
        found = ATTRIBUTE.match(rest, position)
        if found is None or found["name"] != ATTRIBUTES.get(tag):
            raise _refuse(f'Unsupported attribute in the tag "{tag}" at byte offset {byte}')
        argument = found["double"] or found["single"] or found["token"] or ""
        argument, position = ENTITY.sub(lambda e: _character(e[0], byte), argument), found.end()
    if tag == "span" and argument != "tg-spoiler":
        raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
    return _Open(tag, argument, at)


def _end(written: str, byte: int, stack: list[_Open], text: str, at: int) -> list[Json]:
    if not stack:
        raise _refuse(f"Unexpected end tag at byte offset {byte}")
    if not written.endswith(">"):
        raise _refuse(f"Unclosed end tag at byte offset {byte}")
    opened, name = stack.pop(), written[2:-1].strip().lower()
    if name != opened.tag:
        raise _refuse(f'Unmatched end tag at byte offset {byte}, expected "</{opened.tag}>", found "</{name}>"')
    if at == opened.offset:
        return []
    return _entity(opened, cut_utf16(text, opened.offset, at - opened.offset), at)


def _entity(opened: _Open, covered: str, at: int) -> list[Json]:
    entity: Json = {"type": KINDS[opened.tag], "offset": opened.offset, "length": at - opened.offset}
    if opened.tag == "a":
        return _link(entity, opened.argument or covered)
    if opened.tag == "blockquote" and opened.argument is not None:
        entity["type"] = "expandable_blockquote"
    if opened.tag == "code" and (opened.argument or "").startswith("language-"):
        entity["language"] = (opened.argument or "")[9:]
    if opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.argument
    return [entity]


def _link(entity: Json, url: str) -> list[Json]:
    """A link that is no web address gives no entity at all; tg://user names a person."""
    if person := re.fullmatch(r"tg://user\?id=([0-9]+)", url):
        return [entity | {"type": "text_mention", "user": {"id": int(person[1]), "is_bot": False, "first_name": ""}}]
    if not re.match(r"(?:https?|tg|ton)://.+", url):
        if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:[/?#].*)?", url):
            return []
        url = f"http://{url}"
    return [entity | {"url": url if re.search(r"://[^/]+/", url) or "://" not in url else f"{url}/"}]


def settled(entities: list[Json]) -> list[Json]:
    """In Telegram's order; <pre><code class=language-…> is one; nothing but links stands inside code; a blockquote inside
    another is none."""
    order = sorted(entities, key=lambda e: (e["offset"], -e["length"], _priority(e)))
    kept: list[Json] = []
    for entity in order:
        around = [k for k in kept if k["offset"] <= entity["offset"] < k["offset"] + k["length"]]
        same = [k for k in around if (k["offset"], k["length"]) == (entity["offset"], entity["length"])]
        pre = next((k for k in same if k["type"] == "pre"), None)
        if pre and entity["type"] == "code" and "language" in entity:
            pre["language"] = entity["language"]
        elif any(k["type"] in ("code", "pre") for k in around) or _quoted(entity, around):
            continue
        else:
            kept.append(entity)
    for entity in kept:
        if entity["type"] == "code":
            entity.pop("language", None)
    return kept


def _quoted(entity: Json, around: list[Json]) -> bool:
    return "blockquote" in entity["type"] and any("blockquote" in k["type"] for k in around)


def _priority(entity: Json) -> int:
    order = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "bold", "italic", "underline")
    return order.index(entity["type"]) if entity["type"] in order else len(order)
