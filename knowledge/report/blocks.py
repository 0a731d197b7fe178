"""What a report is made of once its lines are put together: headings, paragraphs, tables.

A stretch is text that may come from several lines; it knows the place in the source of each of its characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.report.lines import Line


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one or several lines, and the place in the source of each of its characters."""

    text: str
    places: Sequence[int]

    def part(self, start: int, end: int | None = None) -> Stretch:
        """The characters ``start``..``end`` without blanks around them."""
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        return Stretch(self.text[start:end], self.places[start:end])


@dataclass(frozen=True, slots=True)
class Heading:
    """``whole`` is the heading with its number; ``title`` without. ``style``: of headings.STYLES, "#1".. of Markdown,
    "notes", or "document" for the title of a report among several; ``numbering``: the style of the number, "" without one."""

    style: str
    number: str
    value: int
    whole: Stretch
    title: Stretch
    run_in: bool = False
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A paragraph; ``attached`` when it is an item of the list that the paragraph before it begins or belongs to."""

    stretch: Stretch
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as lines, and the lines before them that name the table or its unit."""

    rows: tuple[Line, ...]
    names: tuple[Line, ...]


Block = Heading | Body | Table


def stretch_of(line: Line) -> Stretch:
    """A line as a stretch."""
    return Stretch(line.text, line.places)


def joined(*pieces: Stretch) -> Stretch:
    """Neighbouring lines as one text with line ends between, each placed after the line it ends."""
    pieces = tuple(piece for piece in pieces if piece.text)
    if len(pieces) == 1:
        return pieces[0]
    places: list[int] = []
    for piece in pieces:
        if places:
            places.append(places[-1] + 1)
        places += piece.places
    return Stretch("\n".join(piece.text for piece in pieces), places)
