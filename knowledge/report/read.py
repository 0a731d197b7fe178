"""The door for reports: a file's bytes become text, whatever the encoding; the format is told by content, never by name.

Plain text and Markdown are read. Encodings: byte order mark, UTF-16 without one, strict UTF-8, what chardet says among the
Chinese encodings, GB18030. Line ends stay as they are, because every offset after this counts characters of the text that is
given out here.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import EmptyReportError, NotTextError, ReportError, TooLargeError

LIMIT = 20 * 1024 * 1024  # bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = {"big5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "big5hkscs", "euctw": "euc_tw", "hz": "hz", "hzgb2312": "hz"}
_SAMPLE = 64 * 1024  # bytes; enough to tell an encoding
# What a Chinese report is written with, for telling UTF-16 from other bytes.
_USUAL = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2000-\u206f\u2460-\u24ff -~\s]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff\ufdd0-\ufdef\ue000-\uf8ff]")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3164\x00]+")
_MARKDOWN = re.compile(r"^#{1,6} \S|^\*\*[^*\n]+\*\*\s*$|^\|(?:\s*:?-+:?\s*\|)+\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A report's decoded text. ``digest``: SHA-256 of the bytes, hexadecimal. ``format``: "text" or "markdown"."""

    text: str
    name: str
    digest: str
    format: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: ``fits`` tells it by the bytes, ``decode(data, name)`` gives its text."""

    name: str
    fits: Callable[[bytes], bool]
    decode: Callable[[bytes, str], str]


def read(path: Path, limit: int = LIMIT) -> Source:
    """The text of the file at ``path``. Raises the errors of ``read_bytes``, and ReportError when it cannot be opened."""
    try:
        size = path.stat().st_size
        if path.is_file() and size > limit:
            raise _too_large(path.name, size, limit)
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReportError(f"{path}: cannot be read ({reason}); check the path and the permissions") from error
    return read_bytes(data, path.name, limit)


def read_bytes(data: bytes, name: str, limit: int = LIMIT) -> Source:
    """The text in ``data``; ``name`` is for messages and is kept.

    Raises TooLargeError over ``limit`` bytes, EmptyReportError for white space only, NotTextError for anything that is no
    text in an encoding that is read, or is in a format that is not read."""
    if len(data) > limit:
        raise _too_large(name, len(data), limit)
    if not data.strip():
        raise _empty(name)
    foreign = _foreign(data)
    if foreign:
        raise NotTextError(
            f"{name}: this is {foreign}; only plain text and Markdown are read, so save it as .txt (UTF-8) and supply that"
        )
    form = next(form for form in FORMATS if form.fits(data))
    text = form.decode(data, name)
    if not _INVISIBLE.sub("", text):
        raise _empty(name)
    return Source(text, name, hashlib.sha256(data).hexdigest(), "markdown" if _MARKDOWN.search(text) else form.name)


def _too_large(name: str, size: int, limit: int) -> TooLargeError:
    return TooLargeError(f"{name}: {size:,} bytes, over the limit of {limit:,}; split the report or supply it without pictures")


def _empty(name: str) -> EmptyReportError:
    return EmptyReportError(f"{name}: holds no text but white space; supply the file again")


_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\x00", "a database"),
)
_ZIPPED = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"content.xml", "an OpenDocument file"),
)


def _foreign(data: bytes) -> str:
    """What the bytes are, when they are of a known format that is not read; "" otherwise."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((what for mark, what in _ZIPPED if mark in data), "a ZIP archive")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a picture (WebP)"
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return "a picture (BMP)"
    head = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head):
        return "a web page (HTML)"
    return next((what for magic, what in _MAGIC if data.startswith(magic)), "")


def _decode_text(data: bytes, name: str) -> str:
    """The text, by the first encoding that reads all the bytes as writing."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    wide = _wide_encoding(data)
    if wide:
        return _strictly(data, wide, name)
    for encoding in _encodings(data):
        text = _tried(data, encoding)
        if text is not None and _is_writing(text):
            return text
    raise NotTextError(
        f"{name}: no text in UTF-8, UTF-16, GB18030 or Big5 (damaged or binary); save it as UTF-8 text and supply that"
    )


def _encodings(data: bytes) -> Iterator[str]:
    """The encodings to try in turn; guessing one takes longer than reading a short report, and UTF-8 needs no guess."""
    yield "utf-8"
    yield _guessed(data)
    yield "gb18030"


def _strictly(data: bytes, encoding: str, name: str) -> str:
    text = _tried(data, encoding)
    if text is None or not _is_writing(text):
        raise NotTextError(
            f"{name}: begins as {encoding} text but is damaged further on; save it again as UTF-8 text and supply that"
        )
    return text


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_writing(text: str) -> bool:
    """Whether a decoded text holds next to no control, private or forbidden characters (stray ones occur in good files)."""
    return len(_CONTROL.findall(text)) * 200 <= len(text)


def _wide_encoding(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" when the bytes without a mark read as Chinese only so; "" otherwise."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(data) % 2 or (b"\x00" not in data and _tried(data, "utf-8") is not None):
        return ""
    shares = {encoding: _usual_share(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= 0.9 else ""


def _usual_share(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    return len(_USUAL.findall(text)) / len(text)


def _guessed(data: bytes) -> str:
    """The codec for what chardet says, "gb18030" unless it is another Chinese encoding."""
    import chardet  # only here: most files are UTF-8

    said = chardet.detect(data[:_SAMPLE])["encoding"] or ""
    return _GUESSED.get(re.sub(r"[-_ ]", "", said.lower()), "gb18030")


# In order: the first that fits reads the bytes. Plain text fits whatever is left.
FORMATS: tuple[Format, ...] = (Format("text", lambda data: True, _decode_text),)
