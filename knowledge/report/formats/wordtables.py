"""Tables of Word documents: cells that go on from the row above or the cell before are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.report.formats.grid import Cell, Grid
from knowledge.report.formats.items import Item, Para


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as the file holds it. ``down``: "restart" where a merged cell begins, "continue" where it goes on, else "";
    ``sideways``: it goes on from the cell before."""

    items: tuple[Item, ...]
    columns: int = 1
    down: str = ""
    sideways: bool = False


def grid_of(rows: Sequence[Sequence[Slot]]) -> Grid:
    """The table with each merged cell once."""
    made: list[list[Cell]] = []
    opened: dict[int, tuple[int, int]] = {}  # column: (row, place in the row) of the merged cell that covers it
    for y, row in enumerate(rows):
        made.append([])
        x = 0
        for slot in row:
            if slot.down == "continue" and x in opened:
                top, at = opened[x]
                made[top][at] = replace(made[top][at], rows=y - top + 1)
            elif slot.sideways and made[-1]:
                made[-1][-1] = replace(made[-1][-1], columns=made[-1][-1].columns + slot.columns)
            else:
                opened.pop(x, None)
                if slot.down:
                    opened[x] = (y, len(made[-1]))
                made[-1].append(Cell(_text(slot), slot.columns))
            x += slot.columns
    return Grid(tuple(tuple(row) for row in made))


def _text(slot: Slot) -> str:
    return "\n".join(item.text for item in slot.items if isinstance(item, Para))
