"""Workbooks become the tables that a reader sees."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from knowledge.errors import EmptyReportError
from knowledge.publish import draft_of
from knowledge.report.formats.workbook import shown
from tests.knowledge.report.formats.here import read_bytes


def saved(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def book(*rows: tuple[Any, ...], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """A workbook of one sheet with these rows."""
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    change(made.active)
    return saved(made)


def text_of(data: bytes) -> str:
    return read_bytes(data, "x.xlsx").text


def test_rows_and_header() -> None:
    """A table with its title, its unit and a note; an empty row ends a table."""
    rows = [
        ("柳湾镇2022年工作总结",), ("", "", "单位：万吨"), ("指标", "2022年", "增长（%）"), ("粮食产量", 3.1, 2.4), ("注：含豆类。",),
        (), ("系部", "人数（人）"), ("机电", 120),
    ]  # fmt: skip
    assert text_of(book(*rows)) == (
        "柳湾镇2022年工作总结\n\n单位：万吨\n\n| 指标 | 2022年 | 增长（%） |\n| 粮食产量 | 3.1 | 2.4 |\n\n注：含豆类。\n\n"
        "| 系部 | 人数（人） |\n| 机电 | 120 |\n"
    )


def test_merged_header() -> None:
    """Two header rows become one, and a merged title is a line."""

    def merge(sheet: Any) -> None:
        for cells in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5"):
            sheet.merge_cells(cells)

    rows = [
        ("附表 招生情况", None, None, None), ("系部", "2022年", None, "教师（人）"), (None, "招生（人）", "毕业（人）", None),
        ("机电", 120, 98, 12), (None, 30, 20, None),
    ]  # fmt: skip
    assert text_of(book(*rows, change=merge)) == (
        "附表 招生情况\n\n| 系部 | 2022年招生（人） | 2022年毕业（人） | 教师（人） |\n| 机电 | 120 | 98 | 12 |\n| 机电 | 30 | 20 |  |\n"
    )


def test_facts_of_a_workbook() -> None:
    """A cell is of its row and its column, with the unit of the header."""
    draft = draft_of(read_bytes(book(("指标", "产量（万吨）"), ("粮食", 3.1), ("水果", 0.7)), "x.xlsx"))
    facts = [(f.label, f.text, f.unit, f.value and int(f.value)) for facts in draft.facts for f in facts]
    assert facts == [("粮食产量", "3.1", "万吨", 31000), ("水果产量", "0.7", "万吨", 7000)]


def test_hidden_parts_are_left_out() -> None:
    """Hidden sheets, rows and columns are not read."""
    made = Workbook()
    first = made.active
    assert first is not None
    first.title = "招生"
    for row in (("系部", "草稿", "人数"), ("机电", 1, 120), ("数控", 2, 30)):
        first.append(row)
    first.column_dimensions["B"].hidden = True
    first.row_dimensions[3].hidden = True
    secret = made.create_sheet("旧表")
    secret.append(("系部", "人数"))
    secret.sheet_state = "hidden"
    made.create_sheet("就业").append(("系部", "就业率"))
    assert text_of(saved(made)) == "## 招生\n\n| 系部 | 人数 |\n| 机电 | 120 |\n\n## 就业\n\n| 系部 | 就业率 |\n"


def rewritten(data: bytes, pattern: str, by: str) -> bytes:
    """The workbook with its first sheet changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            new.writestr(name, re.sub(pattern, by, content) if name == "xl/worksheets/sheet1.xml" else content)
    return held.getvalue()


@pytest.mark.parametrize("declared", ["A1", "A1:B1", "A1:XFD1048576"])
def test_the_declared_size_is_not_believed(declared: str) -> None:
    """A sheet that says it is smaller or larger than it is loses nothing and takes no time."""
    data = rewritten(book(("系部", "人数"), ("机电", 120)), r'<dimension ref="[^"]*"', f'<dimension ref="{declared}"')
    assert text_of(data) == "| 系部 | 人数 |\n| 机电 | 120 |\n"


def test_formulas_show_the_value_they_had() -> None:
    """A formula is its saved value; one that was never computed is empty."""
    plain = book(("系部", "人数"), ("机电", "=60+60"), ("数控", "=1+1"))
    data = rewritten(plain, r"<f>60\+60</f><v ?/?>(</v>)?", "<f>60+60</f><v>120</v>")
    assert text_of(data) == "| 系部 | 人数 |\n| 机电 | 120 |\n| 数控 |  |\n"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.959, "0.0%", "95.9%"), (0.07, "0%", "7%"), (1.1 + 2.2, "General", "3.3"), (1234567.5, "#,##0.00", "1,234,567.50"),
        (3, "General", "3"), (12, '0"人"', "12人"), (2.50, "0.0#", "2.5"), (2.5, "0", "3"), (-3.2, "0.00;[Red]-0.00", "-3.20"),
        (date(2022, 3, 5), "yyyy-mm-dd", "2022年3月5日"), (datetime(2022, 3, 5, 9, 30), "General", "2022年3月5日09:30"),
        (True, "General", "是"), (" 机电\n工程 ", "General", "机电\n工程"), (10**15 + 1, "General", "1000000000000001"),
        (2022, "0_ ", "2022"), (1e-7, "General", "0.0000001"), (0.5, "[$-804]0.00%", "50.00%"),
    ],
)  # fmt: skip
def test_values_as_they_are_shown(value: object, form: str, text: str) -> None:
    """Percents, thousands, dates and literal units stand as the cell shows them."""
    assert shown(value, form) == text


def test_an_empty_workbook() -> None:
    """Nothing in any cell is an empty report."""
    with pytest.raises(EmptyReportError, match=r"x\.xlsx"):
        text_of(book())
