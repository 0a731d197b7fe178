"""Texts as they can be stored, and when two questions count as the same one: the key of a question's text."""

from __future__ import annotations

import re
import unicodedata


def text_key(text: str) -> str:
    """The text without case, width, white space and marks; the key of a key is itself."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in folded if c.isalnum() or c in "%.‰")
    return re.sub(r"(?<!\d)\.|\.(?!\d)", "", kept) or folded.strip()


def storable(text: str) -> str:
    """The text with a replacement mark for each lone surrogate, which some clients send and SQLite cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
