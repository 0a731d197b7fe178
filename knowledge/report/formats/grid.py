"""Tables with merged cells as rows of text: headers of several rows become one, a merged cell is said once.

A row is ``| cell | cell |``; the first is the header. A title or a unit that stands in a row of its own comes out as a line
before the table, a note as a line after it. A cell that holds whole sentences (forms are filled in so) comes out as paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?\s*[%％‰]?\Z")
_UNIT = re.compile(r"[（(]?\s*(?:计量)?单\s*位\s*[:：]")
_STARTS_WITH_NUMBER = re.compile(r"[-+−]?\d")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LONG_CELL = 40  # characters; with a full stop it is a text
MOST_CELLS = 400_000


class TooManyCells(ValueError):
    """A table that no report has."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, its paragraphs parted by line ends, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table row by row, each where it begins; places that a cell above covers are left out."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of the full rectangle: its text, the number of the cell that covers it, whether the cell begins here."""

    text: str
    cell: int
    first: bool


_EMPTY = _Place("", -1, True)
_Row = list[_Place]


def laid_out(grid: Grid) -> Iterator[str]:
    """The blocks of text that a table becomes."""
    rows = _trimmed(_rectangle(grid))
    while rows and _is_alone(rows[0]):
        yield from _lines(_lone(rows.pop(0)))
    notes: list[str] = []
    while rows and _is_alone(rows[-1]):
        notes = [*_lines(_lone(rows.pop())), *notes]
    if rows:
        yield from _table(rows)
    yield from notes


def _table(rows: list[_Row]) -> Iterator[str]:
    depth = _header_depth(rows)
    header, body = _header(rows[:depth]), rows[depth:]
    if not body and any(map(_is_text, header)):
        yield from _as_text(rows[0])
        return
    table = [_line(header)]
    for i, row in enumerate(body):
        if any(_is_text(place.text) for place in row):
            if len(table) > 1 or (i == 0 and not any(map(_is_text, header))):
                yield "\n".join(table)
            table = [_line(header)]
            yield from _as_text(row)
        else:
            table.append(_line(_said(row)))
    if len(table) > 1 or not body:
        yield "\n".join(table)


def _rectangle(grid: Grid) -> list[_Row]:
    """Every place of the table with the cell that covers it; spans are cut where the table ends."""
    covered: dict[tuple[int, int], _Place] = {}
    height, number, places = len(grid.rows), 0, 0
    for y, row in enumerate(grid.rows):
        x = 0
        for cell in row:
            while (y, x) in covered:
                x += 1
            across, down = max(1, min(cell.columns, 1000)), max(1, min(cell.rows, height - y))
            places += across * down
            if places > MOST_CELLS:
                raise TooManyCells
            for dy in range(down):
                for dx in range(across):
                    covered[y + dy, x + dx] = _Place(cell.text, number, not dx and not dy)
            x, number = x + across, number + 1
    width = max((x for _, x in covered), default=-1) + 1
    if width * height > MOST_CELLS:
        raise TooManyCells
    return [[covered.get((y, x), _EMPTY) for x in range(width)] for y in range(height)]


def _trimmed(rows: list[_Row]) -> list[_Row]:
    """Without rows and columns in which nothing stands."""
    kept = [row for row in rows if any(place.text.strip() and place.first for place in row)]
    columns = [x for x in range(len(kept[0]) if kept else 0) if any(row[x].text.strip() and row[x].first for row in kept)]
    return [[row[x] for x in columns] for row in kept]


def _is_alone(row: _Row) -> bool:
    """One text for the whole row: a title, a unit, a note; or the table has one column."""
    if len({place.cell for place in row if place.text.strip()}) != 1:
        return False
    begins = bool(row[0].text.strip())
    return len(row) == 1 or row[0].cell == row[-1].cell or (begins and len(row) > 2) or _UNIT.match(_lone(row)) is not None


def _lone(row: _Row) -> str:
    return next(place.text for place in row if place.text.strip()).strip()


def _header_depth(rows: list[_Row]) -> int:
    """How many rows the header has: more than one only where merged cells say so."""
    depth = 1
    while depth < len(rows):
        parted = any(a.cell == b.cell and a.text for a, b in pairwise(rows[depth - 1]))
        if not parted or any(_NUMBER.match(place.text) for place in rows[depth] if place.first):
            break
        depth += 1
    return depth


def _header(rows: list[_Row]) -> list[str]:
    """For each column the texts above it, from the top."""
    header = []
    for column in zip(*rows, strict=True):
        said: dict[int, str] = {place.cell: one_line(place.text) for place in column if place.text.strip()}
        header.append(one_line("\n".join(said.values())))
    return header


def _said(row: _Row) -> list[str]:
    """The texts of a row: a number or a cell over several columns once, a label that covers several rows in each."""
    texts = []
    cells: set[int] = set()
    labels = True
    for place in row:
        text = one_line(place.text)
        labels = labels and not _STARTS_WITH_NUMBER.match(text)
        again = place.cell in cells or not (place.first or labels)
        texts.append("" if again else text)
        cells.add(place.cell)
    return texts


def one_line(text: str) -> str:
    """The lines of a cell as one, with a blank only between words of Latin letters."""
    whole = ""
    for part in (part.strip() for part in text.split("\n")):
        blank = whole and part and not (_WIDE.match(whole[-1]) or _WIDE.match(part[0]))
        whole += f" {part}" if blank else part
    return whole


def _line(cells: Sequence[str]) -> str:
    # A bar inside a cell would part it; the full-width one reads the same.
    return "| " + " | ".join(re.sub(r"\s+", " ", cell.replace("|", "｜")) for cell in cells) + " |"


def _is_text(text: str) -> bool:
    """Whether a cell holds sentences, of which facts are told as of any paragraph."""
    return len(text) > _LONG_CELL and "。" in text


def _as_text(row: _Row) -> Iterator[str]:
    for place in row:
        if place.first:
            yield from _lines(place.text)


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]
