"""PDF documents: the text of the pages in reading order, without what is printed around it, and their tables.

Quotes are words of the page: lines that the page broke are joined, nothing else is changed.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from knowledge.errors import BrokenFileError, EncryptedReportError, ScannedReportError, TooLargeError
from knowledge.report.formats.grid import Grid
from knowledge.report.formats.items import Item, Para
from knowledge.report.formats.kinds import Progress
from knowledge.report.formats.margins import without_margins
from knowledge.report.formats.pagetables import Placed, aligned, inside, ruled
from knowledge.report.formats.paragraphing import Frame, frame_of, paragraphs_of
from knowledge.report.formats.printed import Glyph, Printed, glyphs_of, joined, line_of, rows_of, segments

if TYPE_CHECKING:
    from knowledge.report.formats.scans import Recogniser

PAGES, SCANNED_PAGES = 600, 120
_NOTES = "注释"
_BROKEN = (
    PDFException, PSException, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, EOFError, AssertionError,
    NotImplementedError, struct.error, zlib.error, OSError,
)  # fmt: skip


@dataclass(slots=True)
class _Page:
    """A page read: its lines and tables from the top."""

    width: float
    height: float
    lines: list[Printed] = field(default_factory=list)
    tables: list[Placed] = field(default_factory=list)


def read(data: bytes, name: str, progress: Progress, recognise: bool) -> tuple[list[Item], int]:
    """The paragraphs and tables of a PDF, and how many of its pages are pictures that were not read. ``progress`` is told the
    pages done and all pages; ``recognise``: what is a picture is read too.

    Raises BrokenFileError, EncryptedReportError, TooLargeError; ScannedReportError when most pages are pictures."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            count = len(document.pages)
            most = SCANNED_PAGES if recognise else PAGES
            if count > most:
                raise TooLargeError(f"{name}: {count:,} pages, over the limit of {most}; split the report and supply the parts")
            pages, pictures = _read_pages(document.pages, progress, _eyes(data, name) if recognise else None)
    except _BROKEN as error:
        raise _turned(error, name) from error
    except PdfminerException as error:
        raise _turned(error.args[0] if error.args and isinstance(error.args[0], Exception) else error, name) from error
    if not count:
        raise BrokenFileError(f"{name}: is no whole PDF document; print or export it again and supply that")
    if pictures * 2 > count or (pictures and not any(page.lines or page.tables for page in pages)):
        raise ScannedReportError(
            f"{name}: {pictures} of {count} pages are pictures or in letters that cannot be told; supply the Word file instead,"
            " or install the extra: pip install wenbao[ocr]"
        )
    return _items(pages), pictures


def read_picture(data: bytes, name: str) -> list[Item]:
    """The paragraphs and tables of a picture of a page. Raises BrokenFileError."""
    glyphs = _eyes(data, name).picture()
    width = max((glyph.x1 for glyph in glyphs), default=0.0) + min((glyph.x0 for glyph in glyphs), default=0.0)
    height = max((glyph.bottom for glyph in glyphs), default=0.0) + min((glyph.top for glyph in glyphs), default=0.0)
    return _items([_read_lines(_Page(width, height), glyphs, 0)])


def _eyes(data: bytes, name: str) -> Recogniser:
    from knowledge.report.formats.scans import Recogniser  # of an extra

    return Recogniser(data, name)


def _turned(error: Exception, name: str) -> Exception:
    if isinstance(error, (PDFPasswordIncorrect, PDFEncryptionError)):
        return EncryptedReportError(f"{name}: is protected by a password; save it without one and supply that")
    return BrokenFileError(f"{name}: is no whole PDF document; print or export it again and supply that")


def _read_pages(pages: Sequence[Any], progress: Progress, eyes: Recogniser | None) -> tuple[list[_Page], int]:
    """All pages, and how many of them hold a picture instead of text and were not read."""
    read_pages = []
    pictures = 0
    for number, page in enumerate(pages):
        glyphs = glyphs_of(page.chars)
        if _is_picture(page, glyphs):
            pictures += eyes is None
            glyphs = eyes.page(number) if eyes else []
        read_pages.append(_read_page(page, glyphs, number))
        page.close()
        progress(number + 1, len(pages))
    return read_pages, pictures


def _is_picture(page: Any, glyphs: Sequence[Glyph]) -> bool:
    """Whether nothing can be read of a page: an image of it, or letters whose font does not say which they are."""
    unknown = sum(glyph.text.startswith("(cid:") or "\ue000" <= glyph.text <= "\uf8ff" for glyph in glyphs)
    if len(glyphs) - unknown < 10:
        area = sum((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images)
        return unknown > 0 or bool(area > page.width * page.height * 0.4)
    return unknown * 4 > len(glyphs)


def _read_page(page: Any, glyphs: list[Glyph], number: int) -> _Page:
    known = [glyph for glyph in glyphs if not glyph.text.startswith("(cid:")]
    read_page = _Page(float(page.width), float(page.height), tables=ruled(page, known, number))
    return _read_lines(read_page, known, number)


def _read_lines(read_page: _Page, glyphs: Sequence[Glyph], number: int) -> _Page:
    """Adds what stands outside of the tables with rules."""
    free = [glyph for glyph in glyphs if not any(inside(glyph, table.box) for table in read_page.tables)]
    rows = [row for row in rows_of(free) if any(glyph.text.strip() for glyph in row)]
    parts = [segments(row, number) for row in rows]
    taken: set[int] = set()
    for begin, end, table in aligned(parts, number):
        read_page.tables.append(table)
        taken.update(range(begin, end))
    read_page.lines = [line_of(row, number) for i, row in enumerate(rows) if i not in taken]
    return read_page


def _items(pages: Sequence[_Page]) -> list[Item]:
    lines = [line for page in pages for line in page.lines]
    width = max(page.width for page in pages)
    size = frame_of(lines, width).size if lines else 0
    texts, notes = without_margins([page.lines for page in pages], size, max(page.height for page in pages))
    kept = [line for page in texts for line in page]
    frame = frame_of(kept, width) if kept else Frame(0, 0, 0, 0)
    items: list[Para | Placed] = []
    run: list[Printed] = []
    for part in _in_order(texts, [page.tables for page in pages]):
        if isinstance(part, Printed):
            run.append(part)
            continue
        items += [Para(text) for text in paragraphs_of(run, frame)]
        run = []
        _add_table(items, part)
    items += [Para(text) for text in paragraphs_of(run, frame)]
    items += [Para(_NOTES), *map(Para, _notes(notes))] if notes else []
    return [item.grid if isinstance(item, Placed) else item for item in items]


def _in_order(texts: Sequence[Sequence[Printed]], tables: Sequence[Sequence[Placed]]) -> Iterator[Printed | Placed]:
    """Lines and tables page by page from the top."""
    for lines, placed in zip(texts, tables, strict=True):
        parts: list[tuple[float, Printed | Placed]] = [(line.top, line) for line in lines]
        parts += [(table.box[1], table) for table in placed]
        yield from (part for _, part in sorted(parts, key=lambda part: part[0]))


def _add_table(items: list[Para | Placed], table: Placed) -> None:
    """A table, put to the one before when it goes on from the page before; a repeated header is left out."""
    last = items[-1] if items else None
    if isinstance(last, Placed) and last.page == table.page - 1 and last.columns == table.columns:
        rows = table.grid.rows
        again = [cell.text for cell in rows[0]] == [cell.text for cell in last.grid.rows[0]]
        items[-1] = replace(table, grid=Grid((*last.grid.rows, *rows[again:])))
    else:
        items.append(table)


def _notes(lines: Sequence[Printed]) -> Iterator[str]:
    """The notes at the foot of pages, each with the lines it goes on in."""
    text = ""
    for line in lines:
        begins = line.text[:1].isdigit() or line.text[:1] in "①②③④⑤⑥⑦⑧⑨⑩[［〔*"
        if begins and text:
            yield text
            text = ""
        text = joined(text, line.text) if text else line.text
    if text:
        yield text
