"""Characters of a printed page put together into lines.

Measures are points, from the left and the top of the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
# Radicals that fonts give instead of the characters they look like.
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_BLANK = 0.25  # of the size: a wider gap is a blank between letters
_THIN = 0.12  # of the size: a blank that is narrower is none
_BAND = 4.0  # points; characters are compared with those of their own band and the two beside it
_COLUMN = 1.6  # of the size: a wider gap parts columns


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Printed:
    """A line, or a part of one between wide gaps. ``page`` counts from 0."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int = 0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def glyphs_of(chars: Iterable[Mapping[str, Any]]) -> list[Glyph]:
    """The characters of a page as pdfplumber gives them, those on level lines; what is printed twice for boldness counts once."""
    found: list[Glyph] = []
    places: dict[tuple[str, int], list[Glyph]] = {}
    for char in chars:
        text = _RADICAL.sub(lambda m: unicodedata.normalize("NFKC", m[0]), str(char["text"]).replace("\0", ""))
        box = [float(char[side]) for side in ("x0", "x1", "top", "bottom", "size")]
        glyph = Glyph(text, *box)
        row = round(glyph.top / _BAND)
        beside = (other for at in (row - 1, row, row + 1) for other in places.get((text, at), ()))
        if text and _is_level(char["matrix"]) and not any(_is_again(glyph, other) for other in beside):
            found.append(glyph)
            places.setdefault((text, row), []).append(glyph)
    return found


def _is_again(glyph: Glyph, other: Glyph) -> bool:
    """Whether the same character is printed over itself: far nearer than it is wide, for 11 is no bold 1."""
    near = 0.25 * (glyph.x1 - glyph.x0)
    return abs(glyph.x0 - other.x0) < near and abs(glyph.top - other.top) < 0.25 * glyph.size


def _is_level(matrix: Sequence[float]) -> bool:
    """Whether a character stands on a level line; watermarks run across the page."""
    return matrix[0] > 0 and abs(matrix[1]) <= 0.05 * matrix[0]


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that stand on one line, from left to right; lines from the top. A raised or lowered one is of its line."""
    rows: list[list[Glyph]] = []
    bands: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda g: (-round(g.size), g.top, g.x0)):
        height = max(glyph.bottom - glyph.top, 0.1)
        at = next((i for i, (top, bottom) in enumerate(bands) if _shared(glyph, top, bottom) > height * 0.55), -1)
        if at < 0:
            rows.append([glyph])
            bands.append((glyph.top, glyph.bottom))
        else:
            rows[at].append(glyph)
    order = sorted(range(len(rows)), key=lambda i: bands[i])
    return [sorted(rows[i], key=lambda g: g.x0) for i in order]


def _shared(glyph: Glyph, top: float, bottom: float) -> float:
    return min(glyph.bottom, bottom) - max(glyph.top, top)


def segments(row: Sequence[Glyph], page: int) -> list[Printed]:
    """The parts of a line between gaps that are wider than any between words."""
    parts: list[list[Glyph]] = [[]]
    for glyph in row:
        if not glyph.text.strip():
            continue  # where there is a blank, there is a gap
        if parts[-1] and glyph.x0 - parts[-1][-1].x1 > _COLUMN * max(glyph.size, parts[-1][-1].size):
            parts.append([])
        parts[-1].append(glyph)
    return [line_of(part, page) for part in parts if part]


def line_of(row: Sequence[Glyph], page: int) -> Printed:
    """Characters as a line of text; blanks where letters stand apart. Raised numbers of notes are left out."""
    seen = [glyph for glyph in row if glyph.text.strip()]
    size = median(glyph.size for glyph in seen)
    base = max(glyph.bottom for glyph in seen if glyph.size > size * 0.8)
    text, blank = "", False
    last: Glyph | None = None
    for glyph in row:
        if not glyph.text.strip():
            blank = True
        elif not (last and _is_note(glyph, last, size, base)):
            text += " " if last and _is_apart(last, glyph, size, blank) else ""
            text += glyph.text
            last, blank = glyph, False
    tops = [glyph.top for glyph in seen if glyph.size > size * 0.8]
    return Printed(text, seen[0].x0, max(glyph.x1 for glyph in seen), min(tops), base, size, page)


def _is_apart(last: Glyph, glyph: Glyph, size: float, blank: bool) -> bool:
    """Whether a blank stands between two characters: one that is printed, or a gap between letters."""
    gap = glyph.x0 - last.x1
    if blank:
        return gap > _THIN * size
    return gap > _BLANK * size and not (_WIDE.match(last.text) and _WIDE.match(glyph.text))


def _is_note(glyph: Glyph, last: Glyph, size: float, base: float) -> bool:
    """Whether a small raised number behind a Chinese character or a mark calls for a note (behind m it is m²)."""
    raised = glyph.size < size * 0.8 and base - glyph.bottom > size * 0.2
    return raised and re.fullmatch(r"[\d\[\]〔〕①-⑳*]", glyph.text) is not None and not last.text.isascii()


def joined(before: str, after: str) -> str:
    """Two lines of a paragraph as one text; a blank only between Latin words."""
    blank = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if blank else before + after
