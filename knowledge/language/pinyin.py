"""How Chinese sounds, for typing errors: syllables without tones, and a key that folds what is often confused.

The one door to pypinyin; its phrase table (a third of a second) is left out, single characters are enough here. Of its table of
characters only the lines asked for are parsed: all of it takes twenty milliseconds, and the first typing error would pay them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice, product
from pathlib import Path

_FOLDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("iang", "ian"), ("uang", "uan"))
_FIRST, _LAST = 0x4E00, 0x9FA5  # the common characters
_LETTERS = frozenset(("Lo", "Nl", "Co", "Cn"))  # what may be a rare one: letters without case, 〇, private and newer ones
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|ve|er|[aoeiuv])"
    "(?=[^aeiouv]|$)"
)


@cache
def _table() -> bytes:
    """The readings of characters as pypinyin keeps them: JSON, a line a character (``"24072": "shī",``)."""
    spec = find_spec("pypinyin")
    folder = ((spec and spec.submodule_search_locations) or ["."])[0]
    return Path(folder, "pinyin_dict.json").read_bytes()


@cache
def _lines() -> list[bytes]:
    """The lines of the common characters, sorted; those of the rare ones before and behind them are looked for when asked."""
    table = _table()
    return sorted(table[max(0, table.find(b'"%d": "' % _FIRST)) : table.find(b'"%d": "' % _LAST)].split(b"\n"))


def _read(char: str) -> str:
    """The readings of a character with their tones, joined by commas; "" when it has none."""
    begins = b'"%d": "' % ord(char)
    common = _FIRST <= ord(char) < _LAST
    line = _common(begins) if common else _rare(begins) if unicodedata.category(char) in _LETTERS else b""
    return line[len(begins) :].strip(b' ",\r').decode("utf-8")


def _common(begins: bytes) -> bytes:
    lines = _lines()
    at = bisect_left(lines, begins)
    return lines[at] if at < len(lines) and lines[at].startswith(begins) else b""


def _rare(begins: bytes) -> bytes:
    at = _table().find(begins)  # through all of it, so not for letters, digits and marks
    return _table()[at:].split(b"\n", 1)[0] if at >= 0 else b""


@lru_cache(maxsize=8192)
def syllable(char: str) -> str:
    """The commonest reading of a character without its tone ("" for what is no Chinese character)."""
    first = _read(char).split(",")[0]
    bare = unicodedata.normalize("NFD", first).replace("u\u0308", "v")
    return "".join(c for c in bare if c.isascii() and c.isalpha())


@lru_cache(maxsize=8192)
def readings(char: str) -> tuple[str, ...]:
    """All readings of a character without tones, the commonest first (乐: le, yue …); the character itself when it has none."""
    sounds = (unicodedata.normalize("NFD", r).replace("u\u0308", "v") for r in _read(char).split(","))
    bare = ("".join(c for c in sound if c.isascii() and c.isalpha()) for sound in sounds)
    return tuple(dict.fromkeys(b for b in bare if b)) or (char,)


def spellings(word: str, most: int = 8) -> tuple[str, ...]:
    """The ways a word may sound, the commonest first, at most ``most``: 音乐 gives "yin le" and "yin yue"."""
    return tuple(" ".join(sounds) for sounds in islice(product(*map(readings, word)), most))


def spelled(word: str) -> str:
    """The syllables of a word joined by blanks: 培训 gives "pei xun"."""
    return " ".join(syllable(c) or c for c in word)


@lru_cache(maxsize=8192)
def folded(sound: str) -> str:
    """A syllable with what speakers confuse made equal: zh z, ang an, n l."""
    for long, short in _FOLDS:
        if long in ("zh", "ch", "sh"):
            sound = short + sound[len(long) :] if sound.startswith(long) else sound
        elif sound.endswith(long):
            sound = sound[: -len(long)] + short
    return "n" + sound[1:] if sound.startswith("l") else sound


def key(word: str) -> str:
    """The folded syllables of a word joined by blanks."""
    return " ".join(folded(syllable(c) or c) for c in word)


def syllables(latin: str) -> tuple[str, ...]:
    """The syllables of pinyin typed in one go ("peixun"); () when the letters are no pinyin."""
    found = _SYLLABLE.findall(latin)
    return tuple(found) if found and "".join(found) == latin else ()
