"""Printed lines put together into paragraphs, as whoever set the page would have broken them.

A line was broken because the next word did not fit. Where it would have fitted, the author ended the paragraph there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.report.formats.printed import Printed, joined

# What is not parted at the end of a line: a number or a Latin word, a character with the marks that may not begin a line.
_WORD = re.compile(r"[“‘（《〈【「『(\[]*(?:[A-Za-z0-9.,%‰+/-]+|.)")
_NO_BEGIN = re.compile(r"[，。、；：？！）》」』”’%％‰〉】〕…—,.;:?!)\]}·]*")
_ENDED = re.compile(r"[。！？!?][”’」』）)》]*\Z")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}[章节部编篇]|[一二三四五六七八九十]{1,3}[、．]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[、．.](?!\d)|[①-⑳]|[•●■◆▲★]"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text of a document stands: its left and right edge, its size, the way from line to line."""

    left: float
    right: float
    size: float
    pitch: float


def frame_of(lines: Sequence[Printed], width: float) -> Frame:
    """The frame that most lines stand in. ``lines`` is not empty; ``width``: of the page."""
    size = Counter(round(line.size * 2) / 2 for line in lines for _ in range(len(line.text))).most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 1] or list(lines)
    long = [line for line in body if len(line.text) >= 12] or body
    common = Counter(round(line.x0 / 3) for line in long).most_common(1)[0][0]
    left = median(line.x0 for line in long if round(line.x0 / 3) == common)
    outdented = [line for line in long if 1.2 < (left - line.x0) / size < 3.2]
    if len(outdented) * 3 >= len(long):  # short paragraphs: most lines are first lines
        left = median(line.x0 for line in outdented)
    right = _right_edge(long, size, width - left)
    pitches = [b.bottom - a.bottom for a, b in pairwise(body) if a.page == b.page and 0 < b.bottom - a.bottom < size * 4]
    return Frame(left, right, size, min(median(pitches), size * 3) if pitches else size * 1.5)


def _right_edge(lines: Sequence[Printed], size: float, mirrored: float) -> float:
    """Where lines end that go on in the next; where none does, as far from the right of the page as the left edge is from its
    left (``mirrored``)."""
    rights = sorted((line.x1 for line in lines), reverse=True)
    right = rights[min(len(rights) - 1, len(rights) // 20)]
    full = [line for line in lines if abs(line.x1 - right) < 1.5 * size]
    ended = sum(_ENDED.search(line.text) is not None for line in full)
    return max(right, mirrored) if ended * 10 >= len(full) * 7 else right


def paragraphs_of(lines: Sequence[Printed], frame: Frame) -> Iterable[str]:
    """The paragraphs in order."""
    text = ""
    last: Printed | None = None
    for line in lines:
        if last is not None and goes_on(last, line, frame):
            text = joined(text, line.text)
        else:
            if text:
                yield text
            text = line.text
        last = line
    if text:
        yield text


def goes_on(line: Printed, after: Printed, frame: Frame) -> bool:
    """Whether ``after`` carries on the paragraph of ``line``."""
    size = max(line.size, after.size)
    if abs(line.size - after.size) > 0.15 * size:
        return False
    if line.page == after.page and after.bottom - line.bottom > max(frame.pitch, size) * 1.3:
        return False
    if after.x0 - frame.left > 1.2 * size or (line.x0 - frame.left > 3.2 * size and after.x0 - frame.left > 0.6 * size):
        return False  # an indent, or a line in the middle of the page
    if after.x0 - frame.left < -0.6 * size <= line.x0 - frame.left:
        return False
    if _fits(line, after, frame):
        return False
    # A sentence that ends where the line does: more often than not the paragraph goes on.
    return _ENDED.search(line.text) is None or _NUMBERED.match(after.text) is None


def _fits(line: Printed, after: Printed, frame: Frame) -> bool:
    """Whether the next word would have stood at the end of the line too."""
    word = _WORD.match(after.text)
    if word is None:
        return True
    marks = _NO_BEGIN.match(after.text, word.end())
    whole = after.text[: marks.end() if marks else word.end()]
    # A line's letters may be set closer by some tenths; opening marks may not end a line.
    return line.x1 + _width(whole, after.size) + 0.6 * after.size < frame.right


def _width(text: str, size: float) -> float:
    return sum(size * (0.55 if char.isascii() else 1.0) for char in text)
