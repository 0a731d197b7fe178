"""Rows as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.export.rows import COLUMNS, Row, rows
from bot.export.selection import Selection
from bot.render import record

if TYPE_CHECKING:
    from knowledge.library import Library

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# A spreadsheet runs a cell that begins with one of these (full-width ones too, in East Asian versions); an apostrophe makes
# it text.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def json_bytes(library: Library, selection: Selection | None = None) -> bytes:
    """A JSON array in UTF-8, one fact a line."""
    return "".join(json_lines(rows(library, selection))).encode("utf-8")


def csv_bytes(library: Library, selection: Selection | None = None) -> bytes:
    """CSV in UTF-8 with a byte order mark, which no spreadsheet runs."""
    return "".join(csv_lines(rows(library, selection))).encode("utf-8", "replace")


def json_lines(facts: Iterable[Row]) -> Iterator[str]:
    """A JSON array, piece by piece as the facts come."""
    between = "[\n"
    for fact in facts:
        yield between + record.line(fact.flat())
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def csv_lines(facts: Iterable[Row]) -> Iterator[str]:
    """CSV, line by line, with a byte order mark: without it a spreadsheet takes UTF-8 for the local code page."""
    yield BOM + _csv_line(COLUMNS)
    for fact in facts:
        flat = fact.flat()
        yield _csv_line([cell(flat[column]) for column in COLUMNS])


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def cell(content: object) -> str:
    """The content as a cell that no spreadsheet runs as a formula; a negative number stays one."""
    text = str(content)
    return "'" + text if text.startswith(_FORMULA) and not _number(text) else text


def _number(text: str) -> bool:
    return text[0] in "+-" and text[1:].replace(".", "", 1).isdecimal() and text[1:].isascii()
