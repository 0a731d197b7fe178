"""Matching text: one written form for words that print in many, with the place each character came from.

The original text stays what is shown and quoted; only comparison uses what comes out of here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from operator import eq

import cjkfold
import opencc

# A code point that no text may contain (Unicode noncharacter): marks what is dropped until the end.
_GONE = "\ufdd0"
# Folded by NFKC to something that would change a number or the clause structure.
_OWN = {
    **dict.fromkeys("，。；：！？、（）…《》〈〉〔〕【】", None),
    **dict.fromkeys("「『〝❝﹁﹃", "“"),
    **dict.fromkeys("」』〞❞﹂﹄", "”"),
    **dict.fromkeys("～〜∼˜∽", "~"),
    **dict.fromkeys("−﹣", "-"),
    **dict.fromkeys("•・‧∙", "·"),
    **dict.fromkeys("［", "["),
    **dict.fromkeys("］", "]"),
    "︰": "：",
    "㎡": "m²",
    "㎥": "m³",
    "㎢": "km²",
    "℃": None,
    "℉": None,
    "№": None,
    "´": None,
    "¨": None,
    "帐": "账",
}
_KEPT_DECOMPOSITIONS = ("<circle>", "<super>", "<fraction>")
# ⒈ would become "1." and glue to a following year.
_LIST_NUMBERS = range(0x2488, 0x249C)
_ASCII_LOWER = {c: c + 32 for c in range(65, 91)}


def _width(char: str) -> str:
    """The half-width, lower-case form of one character; ``_GONE`` for one that prints nothing."""
    if char in _OWN:
        return _OWN[char] or char
    if char == "\n" or char.isspace():
        return "\n" if char in "\n\r\v\f\x85\u2028\u2029" else " "
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Cs") or char == _GONE or "VARIATION SELECTOR" in unicodedata.name(char, ""):
        return _GONE
    if unicodedata.decomposition(char).startswith(_KEPT_DECOMPOSITIONS):
        return char
    if ord(char) in _LIST_NUMBERS:
        return f"{ord(char) - 0x2487}、"
    if "\u2e80" <= char <= "\u2fdf":
        char = cjkfold.fold(char)
    plain = unicodedata.normalize("NFKC", char).translate(_ASCII_LOWER)
    # Spacing accents decompose into a blank and a combining mark.
    return char if any(c.isspace() for c in plain) else plain


class _WidthTable(dict[int, str]):
    """A translation table that fills itself, one entry for each distinct character met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _width(chr(code))
        return folded


class _SimpleTable(dict[str, str]):
    """Traditional character to simplified one, filled on demand."""

    def __missing__(self, char: str) -> str:
        simple = _converter()(char) if char >= "\u3400" and char != _GONE else char
        folded = self[char] = simple if len(simple) == 1 else char
        return folded


_WIDTHS = _WidthTable()
_SIMPLE = _SimpleTable()
# Characters met so far that are their own matching form: most texts have no others.
_UNCHANGED: set[str] = set()


@cache
def _converter() -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def _simplified(text: str) -> str:
    """Simplified characters, one for one; phrases (乾隆) are honoured where the length stays the same."""
    if all(_SIMPLE[char] == char for char in set(text)):
        return text
    return "\n".join(map(_simplified_line, text.split("\n")))


def _simplified_line(line: str) -> str:
    phrase = _converter()(line)
    return phrase if len(phrase) == len(line) else "".join(map(_SIMPLE.__getitem__, line))


_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DASHES = "—–‐‑‒―"


def _drop(match: re.Match[str]) -> str:
    return _GONE * len(match[0])


def _one_blank(match: re.Match[str]) -> str:
    return " " + _GONE * (len(match[0]) - 1)


def _one_dash(match: re.Match[str]) -> str:
    return "-" + _GONE * (len(match[0]) - 1)


def _note_mark(match: re.Match[str]) -> str:
    """A dropped footnote mark; between two numbers a blank keeps them apart."""
    text, after = match.string, match.end()
    apart = text[match.start() - 1].isdecimal() and text[after : after + 1].isdecimal()
    return _one_blank(match) if apart else _drop(match)


# (signs one of which must occur, rule); every rule keeps the length.
_MARKS: tuple[tuple[frozenset[str], _Rule], ...] = (
    (frozenset("["), (re.compile(r"(?<=[^\s\[])(?:\s?\[ ?\d{1,3}(?: ?[-,，~] ?\d{1,3})* ?\])+"), _note_mark)),
    (frozenset('"'), (re.compile(r'"([^"\n]*)"'), r"“\1”")),
    (frozenset(_SUPER), (re.compile(rf"(?<![m{_SUPER}])(?<!×10)(?<!x10)[{_SUPER}]+"), _drop)),
    (frozenset("①②③④⑤⑥⑦⑧⑨⑩"), (re.compile(r"(?<=[\d%])[①-⑳]"), _drop)),
    (frozenset(_DASHES + "-"), (re.compile(rf"(?<=\d)[ \n]+[{_DASHES}-]+[ \n]+(?=\d)"), _one_dash)),
    (frozenset(_DASHES), (re.compile(rf"(?<=[\d%年月日])[{_DASHES}]+(?=\d)"), _one_dash)),
)
_LATIN_MARKS = frozenset(";!?()")
_CHINESE_MARKS = str.maketrans(";!?()", "；！？（）")
# In order: clause marks that are no part of a number, a time or a word; then blanks, of which one stays
# only where two Latin words or numbers would glue.
_COMMA: _Rule = (re.compile(r",(?!(?<=\d,)\d{3}(?!\d))"), "，")
_COLON: _Rule = (re.compile(r":(?!(?<=[a-z0-9]:)[a-z0-9/])"), "：")
_BLANKS: tuple[_Rule, ...] = (
    (re.compile(r"(?<=[a-z0-9%‰.,])[ \n]+(?=[a-z0-9+-])"), _one_blank),
    (re.compile(r"(?<![a-z0-9%‰., \n])[ \n]+|[ \n]+(?![a-z0-9+ \n\ufdd0-])"), _drop),
)
# The colon of a ratio (3.1：40.2) and the comma of a number (6，274) are often printed wide.
_RATIO_COLON = re.compile(r"(?<=\d)：(?=\d)")
_WIDE_COMMA = re.compile(r"，(?=\d{3}(?!\d))")
_WIDE_THOUSANDS = re.compile(r"(?<![\d.,，])([1-9１-９]\d{0,2})，(?=\d{3}(?!\d))")


def _marked(text: str) -> str:
    characters = set(text)
    for signs, (pattern, instead) in _MARKS:
        if not signs.isdisjoint(characters):
            text = pattern.sub(instead, text)
    if "：" in characters:
        text = _RATIO_COLON.sub(":", text)
    return text if _LATIN_MARKS.isdisjoint(characters) else text.translate(_CHINESE_MARKS)


def _spaced(text: str) -> str:
    """Each rule is tried only where the sign it begins with occurs: most texts have none of them."""
    for sign, (pattern, instead) in ((",", _COMMA), (":", _COLON)):
        if sign in text:
            text = pattern.sub(instead, text)
    if " " in text or "\n" in text:
        for pattern, instead in _BLANKS:
            text = pattern.sub(instead, text)
    return text


def _compact(text: str, origins: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Take the dropped characters out of ``text`` and of ``origins``."""
    if _GONE not in text:
        return text, origins
    return text.replace(_GONE, ""), tuple(o for c, o in zip(text, origins, strict=True) if c != _GONE)


def as_range(origins: Sequence[int]) -> Sequence[int]:
    """The same places, as a range when each follows the one before."""
    if not origins:
        return range(0)
    run = range(origins[0], origins[0] + len(origins))
    return run if origins[-1] == run[-1] and all(map(eq, origins, run)) else tuple(origins)


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The matching text, and for each of its characters the index in ``text`` it came from (never decreasing).

    Half width, simplified, lower-case ASCII; invisible characters, footnote marks, hard wraps and blanks beside
    Chinese are gone; clause marks are the Chinese ones. Never raises, whatever the string."""
    if _WIDE_COMMA.search(text):
        text = _WIDE_THOUSANDS.sub(r"\1,", text)
    origins: Sequence[int] = range(len(text))
    norm, origins = (text, origins) if _unchanged(text) else _narrow(text, origins)
    norm, origins = _compact(_marked(norm), origins)
    return _compact(_spaced(norm), origins)


def _unchanged(text: str) -> bool:
    """Whether each character is its own half-width, simplified form."""
    others = set(text) - _UNCHANGED
    same = {c for c in others if _WIDTHS[ord(c)] == c and c != _GONE and _SIMPLE[c] == c}
    _UNCHANGED.update(same)
    return len(same) == len(others)


def _narrow(text: str, origins: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Half width and simplified, with what prints nothing taken out."""
    wide = text.translate(_WIDTHS)
    if len(wide) != len(text):
        origins = tuple(i for i, char in enumerate(text) for _ in _WIDTHS[ord(char)])
    return _compact(_simplified(wide), origins)


def fold_plain(text: str) -> str:
    """The matching text alone, as of ``fold``."""
    return fold(text)[0]
