"""What Telegram itself finds in a text: commands, mentions, links, addresses, tags. Offsets and lengths count UTF-16 units.

The neighbours decide, and a Chinese character is a letter: ``/ask多少`` is no command and ``@some_bot多少`` is no mention.
"""

from __future__ import annotations

import re

from tests.bot.telegram.markup import utf16
from tests.bot.telegram.refusals import Json

FOUND = re.compile(
    r"(?P<url>(?<![\w@.])(?:https?://[^\s<>，。]+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|org|net|cn|io|edu|gov)\b(?:/[^\s<>，。]*)?))"
    r"|(?P<email>(?<![\w.+-])[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?!\w))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}(?![\w#]))"
)


def found_in(text: str) -> list[Json]:
    """The entities of a plain text, in order."""
    return [
        {"type": str(hit.lastgroup), "offset": utf16(text[: hit.start()]), "length": utf16(hit[0])}
        for hit in FOUND.finditer(text)
    ]


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The given entities and those found in the text where no link or code is given."""
    closed = [e for e in entities if e["type"] in ("code", "pre", "text_link", "text_mention")]

    def free(new: Json) -> bool:
        return not any(e["offset"] < new["offset"] + new["length"] and new["offset"] < e["offset"] + e["length"] for e in closed)

    return sorted([*entities, *filter(free, found_in(text))], key=lambda e: (e["offset"], -e["length"]))
