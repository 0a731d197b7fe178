"""As much of a sentence as there is room for, the value in it marked: cut at clauses in front, at words behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.pictures.lettering import MORE, wrapped
from bot.render.layout import joined
from knowledge.model import Evidence

Run = tuple[str, bool]
_CLAUSE = re.compile("[，；。：]")


def excerpt(evidence: Evidence, size: float, room: float, most: int) -> list[list[Run]]:
    """Lines as runs of text, each with whether it is the value. The value itself is always among them."""
    text, marks = joined(evidence.quote, evidence.marks)
    first = marks[0] if marks else (0, 0)
    for start in _starts(text, first[0]):
        lines = wrapped(f"“{MORE if start else ''}{text[start:]}”", size, room, most)
        if _reaches(lines, text, start, first[1]):
            break
    return [list(_runs(line, at, marks)) for line, at in _placed(lines, text, start)]


def _starts(text: str, before: int) -> list[int]:
    """Where the sentence may begin: at its beginning, else behind a mark before the value; the value itself at last."""
    return [0, *(found.end() for found in _CLAUSE.finditer(text, 0, before)), before]


def _reaches(lines: list[str], text: str, start: int, end: int) -> bool:
    """Whether the lines go on to the end of the value."""
    shown = sum(len(line) for line in lines) - 1 - (1 if start else 0)
    whole = not (lines and lines[-1].endswith(MORE))
    return whole or start + shown - 1 >= end + text[start:end].count(" ")


def _placed(lines: list[str], text: str, start: int) -> Iterator[tuple[str, int]]:
    """Each line with where its first character stands in the text (what was put in front counts backwards)."""
    at = start - 1 - (1 if start else 0)
    for line in lines:
        while 0 <= at < len(text) and text[at].isspace() and not line.startswith(text[at]):
            at += 1
        yield line, at
        at += len(line)


def _runs(line: str, at: int, marks: tuple[tuple[int, int], ...]) -> Iterator[Run]:
    """The line in pieces, those of a value apart."""
    strong = [any(a <= at + i < b for a, b in marks) for i in range(len(line))]
    start = 0
    for place in range(1, len(line) + 1):
        if place == len(line) or strong[place] != strong[start]:
            yield line[start:place], strong[start]
            start = place
