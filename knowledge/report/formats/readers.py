"""The reader of each kind of file, imported when such a file is read: some take longer to import than a question to answer."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.errors import EncryptedReportError, TooLargeError, UnsupportedFormatError
from knowledge.report.formats.grid import MOST_CELLS, TooManyCells
from knowledge.report.formats.items import Found, Item, text_of
from knowledge.report.formats.kinds import Progress


def found_in(kind: str, data: bytes, name: str, progress: Progress) -> Found:
    """The text of a file, read in this process. ``kind``: of kinds.kind_of, not "text"; "scan" and "picture" for pages to be
    recognised. Raises the errors of the readers, and whatever a library raises on a broken file."""
    try:
        if kind not in ("pdf", "scan", "picture"):
            return Found(text_of(items_of(kind, data, name)))
        from knowledge.report.formats import pages

        if kind == "picture":
            return Found(text_of(pages.read_picture(data, name)))
        items, pictures = pages.read(data, name, progress, kind == "scan")
        return Found(text_of(items), pictures)
    except TooManyCells as error:
        raise TooLargeError(f"{name}: a table of over {MOST_CELLS:,} cells; leave it out, or save the file as .txt") from error


def items_of(kind: str, data: bytes, name: str) -> Sequence[Item]:
    """The paragraphs and tables of a file that has no pages."""
    if kind == "html":
        from knowledge.report.formats import webpage

        return webpage.read(data, name)
    if kind == "docx":
        from knowledge.report.formats import word

        return word.read(data, name)
    if kind == "doc":
        from knowledge.report.formats import legacy

        return legacy.read(data, name)
    if kind == "xlsx":
        from knowledge.report.formats import workbook

        return workbook.read(data, name)
    if kind == "locked":
        raise EncryptedReportError(f"{name}: is protected by a password; save it without one and supply that")
    raise UnsupportedFormatError(f"{name}: is of a kind that is not read; save it as .txt and supply that")
