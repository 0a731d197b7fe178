"""Facts as an Excel workbook: a sheet a chapter, numbers that can be reckoned with, no cell that runs as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot import texts
from bot.export.chapters import by_chapter, chapter_name, sheet_name
from bot.export.rows import Row, rows
from bot.export.selection import Selection
from bot.render.layout import joined
from bot.texts import exporting as words
from knowledge.model import Section

if TYPE_CHECKING:
    from knowledge.library import Library

# Widths in characters of the columns, in their order.
_WIDTHS = (16, 8, 16, 7, 30, 12, 14, 24, 70, 36, 10, 9, 9, 32, 10)
_MOST_CHARACTERS = 32_767  # of a cell
_DIGITS = 15  # a spreadsheet keeps no more
_DECIMALS = 6
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_BOLD, _HEAD = Font(bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79")
_TOP, _WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center")


def workbook(library: Library, selection: Selection | None = None) -> bytes:
    """An .xlsx file: what it holds on the first sheet, then a sheet a chapter. Errors: see ``select``."""
    book = Workbook(write_only=True)
    sheets = _sheets(library, rows(library, selection))
    _overview(book.create_sheet(words.OVERVIEW), library, sheets)
    for name, of_chapter in sheets:
        _sheet(book.create_sheet(name), of_chapter)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _sheets(library: Library, facts: Iterator[Row]) -> list[tuple[str, list[Row]]]:
    """The sheets' names and rows."""
    sheets: list[tuple[str, list[Row]]] = []
    for (report, chapter), of_chapter in by_chapter(library, facts).items():
        section = next((s for s in library.contents(report) if s.index == chapter), None)
        sheets.append((_name(of_chapter[0], section, sheets), of_chapter))
    return sheets


def _name(row: Row, section: Section | None, sheets: list[tuple[str, list[Row]]]) -> str:
    return sheet_name(chapter_name(row.report, section), [words.OVERVIEW, *(name for name, _ in sheets)])


def _overview(sheet: Any, library: Library, sheets: list[tuple[str, list[Row]]]) -> None:
    """What the file is, how its columns are to be read, and its chapters."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 40, 10, 60
    title = _text(sheet, words.TITLE)
    title.font = Font(bold=True, size=14)
    sheet.append([title])
    sheet.append([_text(sheet, f"{words.COLUMNS['revision']} {library.revision}")])
    for remark in words.REMARKS:
        sheet.append([_text(sheet, remark)])
    sheet.append([])
    sheet.append(list(_head(sheet, (words.CHAPTER, words.COUNT, words.OF_REPORT))))
    for name, of_chapter in sheets:
        sheet.append([_linked(sheet, name), len(of_chapter), _text(sheet, of_chapter[0].report.title)])


def _linked(sheet: Any, name: str) -> Any:
    """A sheet's name that leads there when it is clicked."""
    cell = _text(sheet, name)
    cell.hyperlink = f"#'{name.replace(chr(39), chr(39) * 2)}'!A1"
    cell.font = Font(color="FF0563C1", underline="single")
    return cell


def _sheet(sheet: Any, of_chapter: list[Row]) -> None:
    """A chapter: the heading stays in sight, every column can be filtered."""
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(_WIDTHS))
    sheet.auto_filter.ref = f"A1:{last}{len(of_chapter) + 1}"
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(list(_head(sheet, tuple(words.COLUMNS.values()))))
    for row in of_chapter:
        sheet.append(list(_cells(sheet, row)))


def _head(sheet: Any, names: tuple[str, ...]) -> Iterator[Any]:
    for name in names:
        cell = WriteOnlyCell(sheet, name)
        cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _CENTRED
        yield cell


def _cells(sheet: Any, row: Row) -> Iterator[Any]:
    """A row's cells in the order of the columns."""
    fact = row.fact
    yield _number(sheet, row.number, fact.text)
    yield _text(sheet, fact.unit)
    yield _text(sheet, fact.text + fact.unit)
    yield _text(sheet, words.APPROXIMATE if fact.marker else "")
    yield _text(sheet, fact.label)
    yield _text(sheet, texts.KINDS.get(fact.kind, fact.kind))
    yield _text(sheet, fact.period.text if fact.period else "")
    yield _text(sheet, texts.listed(fact.names))
    yield _text(sheet, joined(row.quote)[0], wrapped=True)
    yield _text(sheet, row.section.label)
    yield _text(sheet, row.section.path)
    yield row.start
    yield row.end
    yield _text(sheet, row.report.title)
    yield _text(sheet, row.revision)


def _number(sheet: Any, number: Decimal | None, written: str) -> Any:
    """The number with as many decimals as the report gives it; with more digits than a spreadsheet keeps, as text."""
    if number is None or not number.is_finite() or len(number.normalize().as_tuple().digits) > _DIGITS:
        return _text(sheet, "" if number is None or not number.is_finite() else f"{number:f}")
    whole = number == number.to_integral_value()
    cell = WriteOnlyCell(sheet, int(number) if whole else number)
    cell.number_format = number_format(number)
    cell.alignment = _TOP
    return cell


def number_format(number: Decimal) -> str:
    """Thousands parted, and the decimals that the number has (one of a whole percentage has none)."""
    exponent = number.normalize().as_tuple().exponent
    decimals = min(_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _text(sheet: Any, content: str, wrapped: bool = False) -> Any:
    """A cell that is text whatever it begins with; one that looks like a formula stays text when it is edited, too."""
    clean = _ILLEGAL.sub(" ", content)
    if len(clean) > _MOST_CHARACTERS:
        clean = clean[: _MOST_CHARACTERS - 1] + "…"
    cell = WriteOnlyCell(sheet, clean or None)
    if clean:
        cell.data_type = "s"
    if clean.startswith(_FORMULA):
        cell.quotePrefix = True
    cell.alignment = _WRAPPED if wrapped else _TOP
    return cell
