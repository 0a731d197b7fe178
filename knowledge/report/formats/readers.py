"""The reader of each kind of file, imported when such a file is read: some take longer to import than a question to answer."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.errors import EncryptedReportError, TooLargeError, UnsupportedFormatError
from knowledge.report.formats.grid import MOST_CELLS, TooManyCells
from knowledge.report.formats.items import Item, text_of
from knowledge.report.formats.kinds import Progress


def text_in(kind: str, data: bytes, name: str, progress: Progress) -> str:
    """The text of a file in this process. Raises the errors of the readers, and whatever a library raises on a broken file."""
    try:
        return text_of(items_of(kind, data, name, progress))
    except TooManyCells as error:
        raise TooLargeError(f"{name}: a table of over {MOST_CELLS:,} cells; leave it out, or save the file as .txt") from error


def items_of(kind: str, data: bytes, name: str, progress: Progress) -> Sequence[Item]:
    """The paragraphs and tables of a file. ``kind``: of kinds.kind_of, not "text"; ``progress`` is told of pages."""
    if kind == "pdf":
        from knowledge.report.formats import pages

        return pages.read(data, name, progress)
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
    raise UnsupportedFormatError(f"{name}: this is {_NAMES[kind]}, which is not read; save it as .txt and supply that")


_NAMES = {"image": "a picture"}
