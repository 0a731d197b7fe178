"""Hard wraps and page breaks: whether a sentence goes on from one line to the next.

Text taken out of a PDF or a mail is broken at a fixed width; the same file may hold unbroken paragraphs too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import median

from knowledge.report.lines import Line

# A line that ends so, or with a bracket open, is not finished.
_GOES_ON = re.compile(r"(?:[，、,—（(《“「]|其|其中|以及|及其|和|与|及|的|在|把|将|从|由|向|共|达)\s*\Z")
_SOFT_END = re.compile(r"[；;：:]\s*\Z")
_CONTINUED = re.compile(r"[，、。；：！？,;）)》”」%％‰]")
_INNER_MARK = re.compile(r"[，、；。：,;]")
_BRACKETS = (("（(", "）)"), ("《", "》"), ("“", "”"))
# A sentence is not looked for across more lines of page marks, captions and blanks than this.
_WIDEST_GAP = 8
_SHORT, _LONG = 60, 80  # columns: 30 and 40 Chinese characters


def wrap_width(lines: Iterable[Line]) -> int:
    """The width in columns at which the text was broken, 0 when it was not."""
    texts = [line for line in lines if line.kind == "text" and not line.depth]
    cut = [line.columns for line in texts if 36 <= line.columns <= 140 and not line.ended and _INNER_MARK.search(line.text)]
    if len(cut) < 4 or len(cut) * 5 < len(texts):
        return 0
    width = int(median(cut))
    near = sum(abs(columns - width) <= max(6, width // 8) for columns in cut)
    return width if near * 2 >= len(cut) else 0


def is_full(line: Line, width: int, share: float = 0.75) -> bool:
    """Whether a line reaches the wrap width, so that its break says nothing."""
    return bool(width) and line.columns >= width * share


def _open_bracket(text: str) -> bool:
    return any(max(map(text.rfind, opening)) > max(map(text.rfind, closing)) for opening, closing in _BRACKETS)


def goes_on(line: Line) -> bool:
    """Whether the line's own last words say that the sentence is not over."""
    return not line.ended and (_GOES_ON.search(line.text) is not None or _open_bracket(line.text))


def joins(line: Line, after: Line, gap: int, width: int, indents: bool) -> bool:
    """Whether ``after`` carries on the paragraph of ``line``. ``gap``: lines between them that say nothing. ``indents``:
    the text marks a new paragraph by indenting its first line."""
    if after.bullet or after.depth or gap > _WIDEST_GAP or (after.indented and indents):
        return False
    if gap:
        return _joins_over_gap(line, after, width)
    if line.ended:
        return bool(width) and width - 2 <= line.columns <= width + 8
    if _SOFT_END.search(line.text):
        return is_full(line, width, 0.93) and line.columns <= width + 8
    if goes_on(line) or _CONTINUED.match(after.text) or is_full(line, width):
        return True
    return line.columns >= (_SHORT if _INNER_MARK.search(line.text) is None else _SHORT * 4 // 5)


def _joins_over_gap(line: Line, after: Line, width: int) -> bool:
    if line.ended or _SOFT_END.search(line.text):
        return False
    if _CONTINUED.match(after.text) or goes_on(line):
        return True
    body = _INNER_MARK.search(line.text) is not None or line.columns >= width
    return body and (is_full(line, width) or line.columns >= _LONG)


def indents_paragraphs(lines: Iterable[Line]) -> bool:
    """Whether an indented line means a new paragraph (some lines are indented, and not nearly all of them)."""
    texts = [line for line in lines if line.kind == "text"]
    count = sum(line.indented for line in texts)
    wrapped = sum(not line.indented and line.columns >= 36 for line in texts)
    return count > 0 and (wrapped > 0 or all(line.ended for line in texts if line.indented and line.columns >= 36))
