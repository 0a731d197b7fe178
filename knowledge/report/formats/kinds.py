"""What a file is, told by its bytes: a .docx may really be a .doc, a .doc a web page.

Kinds that are read: "text", "html", "docx", "doc", "xlsx", "pdf", "image". Others have a name for people.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from knowledge.errors import UnsupportedFormatError

Progress = Callable[[int, int], None]  # pages done, all pages
ADVICE = "save it as .docx, .pdf or .txt and supply that"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"{\\rtf", "an RTF document"),
    (b"GIF8", "a picture (GIF)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_ZIPPED = ((b"word/", "docx"), (b"xl/", "xlsx"))
_ZIPPED_FOREIGN = (
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"content.xml", "an OpenDocument file"),
    (b"META-INF/", "an archive of another program"),
)
_PDF = re.compile(rb"(?:\A|[\r\n])%PDF-\d")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table|p|h[1-6])[\s>]",
    re.DOTALL | re.IGNORECASE,
)
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?MIME-Version:", re.IGNORECASE)


def unheard(done: int, pages: int) -> None:
    """Nobody is told how far reading is."""


def kind_of(data: bytes, name: str) -> str:
    """The kind of the file; what is in no known format is "text". Raises UnsupportedFormatError for a format not read."""
    foreign = ""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        names = _directory(data)
        kind = next((kind for mark, kind in _ZIPPED if mark in names), "")
        foreign = "" if kind else next((what for mark, what in _ZIPPED_FOREIGN if mark in names), "a ZIP archive")
    elif data.startswith(OLE):
        kind, foreign = _ole(data)
    else:
        kind = _flat(data)
        foreign = next((what for magic, what in _MAGIC if data.startswith(magic)), "") if kind == "text" else ""
        foreign = "a web archive (.mht)" if kind == "text" and _MHTML.match(data[:4096]) else foreign
    if foreign:
        raise UnsupportedFormatError(f"{name}: this is {foreign}, which is not read; {ADVICE}")
    return kind


def _directory(data: bytes) -> bytes:
    """The list of members at the end of an archive, without what is embedded in the members; all of it when it is cut short."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(data):
        return data
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    return data[start:end] if start < end else data


def _flat(data: bytes) -> str:
    """The kind of a file that is no container."""
    head = data[:1024]
    if _PDF.search(head):  # some programs write a line before it
        return "pdf"
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "image"
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return "image"
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, "ignore").encode("utf-8", "ignore")
    return "html" if _HTML.match(head.removeprefix(codecs.BOM_UTF8)) else "text"


def _ole(data: bytes) -> tuple[str, str]:
    """(kind, name when foreign) of a compound file, by the names of its streams."""
    held = {stream for stream in _STREAMS if stream.encode("utf-16-le") in data}
    if "EncryptedPackage" in held:
        return "locked", ""
    if "WordDocument" in held:
        return "doc", ""
    if held & {"Workbook", "Book"}:
        return "", "an old Excel workbook (.xls)"
    return "", "an old Office document of another kind or a damaged one"


_STREAMS = ("WordDocument", "Workbook", "Book", "EncryptedPackage", "PowerPoint Document")
