"""Tables of printed pages: by the rules around their cells, or by columns that stand under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.report.formats.grid import Cell, Grid
from knowledge.report.formats.paragraphing import frame_of, paragraphs_of
from knowledge.report.formats.printed import Glyph, Printed, line_of, rows_of

MOST_EDGES = 3_000  # rules on a page; drawings have more, and tables are not looked for in them
_NEAR = 3.0  # points within which two rules are one
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and the part of the page it takes (left, top, right, bottom)."""

    grid: Grid
    box: Box
    page: int = 0
    columns: int = 0


def ruled(page: Any, glyphs: Sequence[Glyph], number: int) -> list[Placed]:
    """The tables with rules around their cells. ``page``: of pdfplumber."""
    if not page.edges or len(page.edges) > MOST_EDGES:
        return []
    found = []
    for table in page.find_tables():
        made = _grid(table.cells, glyphs, number)
        if made is not None:
            found.append(Placed(made[0], table.bbox, number, made[1]))
    return found


def _grid(boxes: Sequence[Box], glyphs: Sequence[Glyph], page: int) -> tuple[Grid, int] | None:
    """The cells as rows, and how many columns they have; None for a frame around a text."""
    xs = _edges([x for box in boxes for x in (box[0], box[2])])
    ys = _edges([y for box in boxes for y in (box[1], box[3])])
    if len(xs) < 3 or len(ys) < 3:
        return None
    rows: list[list[tuple[int, Cell]]] = [[] for _ in ys[1:]]
    filled = 0
    for box in boxes:
        left, top, right, bottom = (_at(xs, box[0]), _at(ys, box[1]), _at(xs, box[2]), _at(ys, box[3]))
        text = _text([g for g in glyphs if inside(g, box)], page)
        filled += bool(text)
        if right > left and bottom > top:
            rows[top].append((left, Cell(text, right - left, bottom - top)))
    if filled < 3:
        return None
    return Grid(tuple(tuple(cell for _, cell in sorted(row, key=lambda placed: placed[0])) for row in rows)), len(xs) - 1


def _edges(values: Sequence[float]) -> list[float]:
    """The rules, near ones as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def inside(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a character is in a part of the page."""
    return box[0] <= (glyph.x0 + glyph.x1) / 2 <= box[2] and box[1] <= (glyph.top + glyph.bottom) / 2 <= box[3]


def _text(glyphs: Sequence[Glyph], page: int) -> str:
    """What stands in a cell: long texts as paragraphs, else line by line."""
    rows = [row for row in rows_of(glyphs) if any(g.text.strip() for g in row)]
    lines = [line_of(row, page) for row in rows]
    if sum(len(line.text) for line in lines) > 60:
        return "\n".join(paragraphs_of(lines, frame_of(lines, 0)))
    return "\n".join(line.text for line in lines)


def aligned(rows: Sequence[Sequence[Printed]], page: int) -> list[tuple[int, int, Placed]]:
    """Tables without rules: at least three lines of several parts that stand under each other. (first line, end, table)."""
    found = []
    begin = 0
    while begin < len(rows):
        end = begin
        while end < len(rows) and len(rows[end]) > 1:
            end += 1
        made = _columns(rows[begin:end], page) if end - begin >= 3 else None
        if made is not None:
            found.append((begin, end, made))
        begin = max(end, begin + 1)
    return found


def _columns(rows: Sequence[Sequence[Printed]], page: int) -> Placed | None:
    spans: list[list[float]] = []
    for part in sorted((part for row in rows for part in row), key=lambda part: part.x0):
        if spans and part.x0 < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], part.x1)
        else:
            spans.append([part.x0, part.x1])
    if len(spans) < 2:
        return None
    cells = []
    for row in rows:
        texts = [""] * len(spans)
        for part in row:
            at = next(i for i, (a, b) in enumerate(spans) if a <= part.middle <= b)
            texts[at] = f"{texts[at]}\n{part.text}" if texts[at] else part.text
        cells.append(tuple(Cell(text) for text in texts))
    if sum(bool(cell.text) for row in cells for cell in row) * 3 < 2 * len(cells) * len(spans):
        return None
    box = (spans[0][0], rows[0][0].top, spans[-1][1], rows[-1][0].bottom)
    return Placed(Grid(tuple(cells)), box, page, len(spans))
