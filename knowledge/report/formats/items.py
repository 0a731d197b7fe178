"""What a reader of a format finds, and the text that is made of it.

Every format ends as the same text: headings with # by their depth, a paragraph a line with a blank line behind it, table rows
with bars around their cells. Quotes are cut from that text, so nothing of a paragraph is changed but what no reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.report.formats.grid import Grid, laid_out
from knowledge.report.headings import STYLES, find_mark

LONGEST_HEADING = 60  # characters; a longer paragraph in a heading's style is a paragraph
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufeff\u200b\u2060]|[\ud800-\udfff]")
_BLANKS = re.compile(r"[ \xa0]{2,}")


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; line ends in ``text`` are breaks that its author set. ``depth``: 1 to 6 of a heading, 0 of other text."""

    text: str
    depth: int = 0


Item = Para | Grid


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a file. ``pictures``: how many pages hold a picture that was not read."""

    text: str
    pictures: int = 0


def text_of(items: Iterable[Item]) -> str:
    """The report's text."""
    every = list(items)
    if _marks_mislead(every):
        every = [Para(item.text) if isinstance(item, Para) else item for item in every]
    return "\n\n".join(block for item in every for block in _blocks(item)) + "\n"


def _blocks(item: Item) -> Iterator[str]:
    if isinstance(item, Grid):
        yield from laid_out(item)
        return
    lines = [line for line in map(tidy, item.text.split("\n")) if line]
    if item.depth and is_heading(item.text):
        yield f"{'#' * min(item.depth, 6)} {''.join(lines)}"
    elif lines:
        yield "\n".join(lines)


def tidy(line: str) -> str:
    """A line without characters that cannot be seen and without blanks around it."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", line)).strip()


def is_heading(text: str) -> bool:
    """Whether a paragraph in a heading's style is no sentence."""
    bare = tidy(text.replace("\n", ""))
    return 0 < len(bare) <= LONGEST_HEADING and not bare.endswith(("。", "；", "，"))


def _marks_mislead(items: Iterable[Item]) -> bool:
    """Whether headings by style stand under numbered ones that have no style, so that the numbers alone tell how they nest."""
    marked: set[int] = set()
    bare: set[int] = set()
    for item in items:
        if isinstance(item, Para) and is_heading(item.text) and (mark := find_mark(tidy(item.text), True)):
            (marked if item.depth else bare).add(STYLES.index(mark.style))
    return bool(marked and bare) and min(bare) < max(marked)
