"""What is printed around the text of pages: running headers and footers, page numbers, notes at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.report.formats.printed import Printed

_NUMBER = re.compile(
    r"[-—–－─·~\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?[-—–－─·~\s]*|第\s*\d+\s*页[\s,，/|]*(?:共\s*\d+\s*页)?"
    r"|\d+\s*/\s*\d+|[Pp]age\s*\d+(?:\s*of\s*\d+)?"
)
_NOTE = re.compile(r"[①-⑳\[［〔*]|\d{1,2}\s*(?![\d.．、)）年月日])")
_EDGE = 3  # lines at the top and at the foot of a page that may be around the text
_MARGIN = 0.15  # of the page's height
_SMALL = 0.88  # of the text's size: notes are set smaller


def without_margins(
    pages: Sequence[Sequence[Printed]], size: float, height: float
) -> tuple[list[list[Printed]], list[Printed]]:
    """(the lines of the text page by page, the notes at the foot of all pages). ``size``: of the text; ``height``: of a page."""
    edges = [_edges(page, height) for page in pages]
    often = _repeated(edges)
    texts, notes = [], []
    for page, at_edge in zip(pages, edges, strict=True):
        lines = _without_numbers([line for line in page if _key(line) not in often or line not in at_edge])
        at = _notes_begin(lines, size)
        texts.append(lines[:at])
        notes += lines[at:]
    return texts, notes


def _key(line: Printed) -> tuple[str, int]:
    """What makes a line the same on other pages: its words without numbers, and how high it stands."""
    return re.sub(r"\d+|\s", "", line.text), round(line.top / 6)


def _edges(page: Sequence[Printed], height: float) -> list[Printed]:
    """The first and last lines of a page, as far as they stand near its edges."""
    outer = [line for i, line in enumerate(page) if i < _EDGE or i >= len(page) - _EDGE]
    return [line for line in outer if line.top < _MARGIN * height or line.bottom > (1 - _MARGIN) * height]


def _repeated(pages: Sequence[Sequence[Printed]]) -> set[tuple[str, int]]:
    """The lines at the edges of pages that come back at the same height, on odd or even pages at least."""
    counts: Counter[tuple[str, int]] = Counter()
    for edges in pages:
        for text, height in {_key(line) for line in edges}:
            counts[text, height] += 1
    least = 2 if len(pages) <= 4 else max(3, len(pages) // 4)
    near = {key: sum(counts[key[0], key[1] + d] for d in (-1, 0, 1)) for key in counts}
    return {key for key, count in near.items() if count >= least and key[0]}


def _without_numbers(lines: list[Printed]) -> list[Printed]:
    """Without the page's number in its first or last line."""
    for at in (0, -1):
        if lines and _NUMBER.fullmatch(lines[at].text.strip()):
            del lines[at]
    return lines


def _notes_begin(lines: Sequence[Printed], size: float) -> int:
    """Where the notes at the foot of a page begin: small lines up to its end, the first of them with a mark."""
    at = len(lines)
    while at and lines[at - 1].size < size * _SMALL:
        at -= 1
    while at < len(lines) and not _NOTE.match(lines[at].text):
        at += 1
    return at if 0 < at else len(lines)
