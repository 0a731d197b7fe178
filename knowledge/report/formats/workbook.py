"""Excel workbooks: each sheet's tables as they are shown, with the values that formulas had when the file was saved.

Hidden sheets, rows and columns are left out. Rows parted by an empty one are tables of their own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.errors import BrokenFileError, TooLargeError
from knowledge.report.formats.archive import checked
from knowledge.report.formats.grid import MOST_CELLS, Cell, Grid, TooManyCells
from knowledge.report.formats.items import Item, Para

_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"[0#?]\.([0#?]+)")
_Merged = dict[tuple[int, int], tuple[int, int]]  # (row, column) of the first cell: (rows, columns) it covers
_BROKEN = (
    InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, etree.XMLSyntaxError,
    SyntaxError, EOFError, OverflowError, NotImplementedError,
)  # fmt: skip


def read(data: bytes, name: str) -> list[Item]:
    """The tables of all sheets that are shown. Raises BrokenFileError, TooLargeError, EncryptedReportError."""
    archive = checked(data, name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        items: list[Item] = []
        for sheet in shown:
            if len(shown) > 1 and not _DEFAULT_NAME.fullmatch(sheet.title):
                items.append(Para(sheet.title, 2))
            items += _tables(sheet, _look(archive, sheet._worksheet_path), name)
    except TooManyCells:
        raise
    except _BROKEN as error:
        raise BrokenFileError(f"{name}: is no whole workbook; open it in Excel, save it again and supply that") from error
    return items


@dataclass(slots=True)
class _Look:
    """How a sheet is shown: what the values alone do not say."""

    merged: _Merged = field(default_factory=dict)
    covered: set[tuple[int, int]] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)  # hidden
    columns: list[tuple[int, int]] = field(default_factory=list)  # hidden, first to last

    def hides(self, row: int, column: int) -> bool:
        """Whether nothing is shown of a cell's own."""
        return (row, column) in self.covered or row in self.rows or any(a <= column <= b for a, b in self.columns)


def _look(archive: zipfile.ZipFile, part: str) -> _Look:
    """The merged cells and hidden rows and columns; openpyxl does not give them when it reads row by row."""
    look = _Look()
    with archive.open(part) as stream:
        for _, element in etree.iterparse(stream, events=("end",), resolve_entities=False, no_network=True):
            kind = etree.QName(element).localname
            if kind == "mergeCell":
                _merge(look, element.get("ref", ""))
            elif kind == "row" and element.get("hidden") in ("1", "true"):
                look.rows.add(int(element.get("r", "0")))
            elif kind == "col" and element.get("hidden") in ("1", "true"):
                look.columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))
            if kind in ("row", "c"):
                element.clear()
    return look


def _merge(look: _Look, ref: str) -> None:
    left, top, right, bottom = range_boundaries(ref)
    if None in (left, top, right, bottom):
        return
    if (right - left + 1) * (bottom - top + 1) + len(look.covered) > MOST_CELLS:
        raise TooManyCells
    look.merged[top, left] = (bottom - top + 1, right - left + 1)
    look.covered.update((y, x) for y in range(top, bottom + 1) for x in range(left, right + 1) if (y, x) != (top, left))


def _tables(sheet: Any, look: _Look, name: str) -> Iterator[Grid]:
    """The tables of a sheet: runs of rows in which something stands."""
    sheet.reset_dimensions()  # the sheet's own word on its size may be anything
    rows: list[tuple[Cell, ...]] = []
    cells = held_until = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        shown = _row(number, row, look)
        cells += len(shown)
        if cells > MOST_CELLS:
            raise TooLargeError(f"{name}: over {MOST_CELLS:,} cells in a sheet; supply only the tables to be asked")
        if any(cell.text for cell in shown) or number <= held_until:
            rows.append(shown)
            held_until = max([held_until, *(number + cell.rows - 1 for cell in shown)])
        elif rows:
            yield Grid(tuple(rows))
            rows = []
    if rows:
        yield Grid(tuple(rows))


def _row(number: int, row: Iterable[Any], look: _Look) -> tuple[Cell, ...]:
    """The cells that are shown of a row, up to the last that holds something."""
    if number in look.rows:
        return ()
    cells: list[Cell] = []
    last = 0
    for column, cell in enumerate(row, 1):
        if look.hides(number, column):
            continue
        text = shown(cell.value, cell.number_format) if cell.value is not None else ""
        down, across = look.merged.get((number, column), (1, 1))
        cells.append(Cell(text, across, down))
        last = len(cells) if text or (number, column) in look.merged else last
    return tuple(cells[:last])


def shown(value: object, number_format: str) -> str:
    """A value as the cell shows it: 0.959 as 95.9% under a percent format, dates in Chinese form, no binary fractions."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return _day(value.date()) + (f"{value:%H:%M}" if value.time() != time() else "")
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, number_format or "General")
    return str(value).strip()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _number(value: int | float, number_format: str) -> str:
    form = number_format.split(";")[0]
    literal = "".join(part.strip('"') for part in re.findall(r'"[^"]*"', form))
    bare = _QUOTED.sub("", form)
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if "%" in bare:
        exact *= 100
    decimals = _DECIMALS.search(bare)
    if decimals or re.search(r"0(?![\d.]*E)", bare):
        places = len(decimals[1]) if decimals else 0
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{exact:,f}" if ",#" in bare or "#,##0" in bare else f"{exact:f}"
    least = decimals[1].count("0") if decimals else 0
    while "." in text and text.endswith("0") and len(text) - text.index(".") - 1 > least:
        text = text[:-1]
    text = text.removesuffix(".")
    return text + ("%" if "%" in bare else "") + literal
