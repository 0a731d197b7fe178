"""The files themselves, opened again as a spreadsheet or a program opens them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.export.chapters import LONGEST, sheet_name
from bot.export.flat import cell, csv_bytes, json_bytes
from bot.export.rows import COLUMNS, rows
from bot.export.selection import Selection
from bot.export.workbook import number_format, workbook
from bot.texts import exporting as words
from knowledge.library import Library
from tests.bot.export.shelves import shelf


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two reports of two years."""
    opened = shelf(tmp_path_factory.mktemp("files"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def book(library: Library) -> Any:
    """The workbook of one report, read back."""
    return openpyxl.load_workbook(io.BytesIO(workbook(library, Selection(report="2031"))))


def table(sheet: Any) -> list[dict[str, Any]]:
    """A sheet's cells by the names in its first row."""
    head, *rest = sheet.iter_rows()
    return [dict(zip([c.value for c in head], row, strict=True)) for row in rest]


def test_a_sheet_a_chapter(book: Any) -> None:
    """Each top heading has its sheet, with the facts of the sections under it; names are made valid."""
    overview, first, second, third = book.sheetnames
    assert (overview, first) == (words.OVERVIEW, "一、种植情况")
    assert second == "二、销售 出口情况 全年" and third.startswith("三、这一章") and third.endswith("…")
    assert {row["章节号"].value for row in table(book[first])} == {"一", "一.1", "一.2"}


def test_every_fact_is_there(library: Library, book: Any) -> None:
    """As many rows as facts, and the first sheet counts them."""
    count = len(list(rows(library, Selection(report="2031"))))
    assert sum(len(table(sheet)) for sheet in book.worksheets[1:]) == count
    told = [row[1].value for row in book.worksheets[0].iter_rows() if isinstance(row[1].value, int)]
    assert sum(told) == count
    links = [row[0].hyperlink for row in book.worksheets[0].iter_rows() if row[0].hyperlink]
    assert str(links[0].location or links[0].target).endswith("'一、种植情况'!A1")


@pytest.mark.parametrize(
    ("written", "number", "unit", "shown"),
    [
        ("1.25万亩", 12500, "亩", "#,##0"),
        ("4.5%", 4.5, "%", "#,##0.0"),
        ("78.25%", 78.25, "%", "#,##0.00"),
        ("380万元", 3800000, "元", "#,##0"),
        ("2000余人次", 2000, "人次", "#,##0"),
    ],
)
def test_numbers_are_numbers(book: Any, written: str, number: float, unit: str, shown: str) -> None:
    """In the unit beside them; a percentage is the report's own figure and not a hundredth of it."""
    found = [row for sheet in book.worksheets[1:] for row in table(sheet) if row["原文写法"].value == written]
    assert len(found) == 1 and found[0]["数值"].data_type == "n"
    assert (found[0]["数值"].value, found[0]["单位"].value, found[0]["数值"].number_format) == (number, unit, shown)
    assert found[0]["约数"].value == ("约" if written in ("380万元", "2000余人次") else None)


def test_what_is_no_number_is_text(book: Any) -> None:
    """A rank has its number, a name none; text that begins like a formula stays text."""
    found = {row["原文写法"].value: row for row in table(book.worksheets[2])}
    assert found["第二名"]["数值"].value in (2, None)
    formulas = [c for sheet in book.worksheets for line in sheet.iter_rows() for c in line if c.data_type == "f"]
    assert formulas == []
    quotes = [c for line in book.worksheets[2].iter_rows() for c in line if str(c.value).startswith("=")]
    assert quotes and all(c.data_type == "s" and c.quotePrefix for c in quotes)


def test_a_sheet_can_be_worked_with(book: Any) -> None:
    """The heading stays in sight, every column is filtered, and columns are as wide as what stands in them."""
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:O{sheet.max_row}"
        assert sheet.column_dimensions["I"].width >= 60 and sheet.column_dimensions["A"].width >= 12
        assert [c.value for c in next(sheet.iter_rows())] == list(words.COLUMNS.values())


def test_two_reports_share_no_sheet(library: Library) -> None:
    """The same chapter of another year is a sheet of its own."""
    names = openpyxl.load_workbook(io.BytesIO(workbook(library))).sheetnames
    assert "一、种植情况" in names and "一、种植情况 (2)" in names and len(names) == 7


def test_csv_and_json_say_the_same(library: Library) -> None:
    """All facts in the same columns; the sentence is cut from the source."""
    text = csv_bytes(library).decode("utf-8-sig")
    assert csv_bytes(library).startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    told = json.loads(json_bytes(library))
    assert [tuple(row) for row in (read[0], told[0])] == [COLUMNS, COLUMNS]
    assert [row["quote"] for row in read] == [cell(row["quote"]) for row in told]
    source = {report.title: library.source(report.id) for report in library.reports()}
    assert all(source[row["report"]][row["start"] : row["end"]] == row["quote"] for row in told)


@given(st.lists(st.text(max_size=60), max_size=8))
def test_sheet_names_are_valid_and_unique(wanted: list[str]) -> None:
    """Whatever the headings are."""
    taken: list[str] = []
    for name in wanted:
        taken.append(sheet_name(name, taken))
    for name in taken:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST and not set(name) & set("[]:*?/\\")
        assert not name.startswith("'") and not name.endswith("'") and name.casefold() != "history"
    assert len({name.casefold() for name in taken}) == len(taken)


@given(st.text())
def test_no_csv_cell_is_a_formula(content: str) -> None:
    """What begins like one is a number or has an apostrophe in front; nothing else is changed."""
    safe = cell(content)
    assert safe in (content, "'" + content)
    if safe and safe[0] in "=+-@\t\r\n＝＋－＠":
        float(safe)


@pytest.mark.parametrize(("number", "shown"), [("96", "#,##0"), ("96.10", "#,##0.0"), ("1E+3", "#,##0"), ("0.03", "#,##0.00")])
def test_number_formats(number: str, shown: str) -> None:
    """As many decimals as the value has."""
    assert number_format(Decimal(number)) == shown
