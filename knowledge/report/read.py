"""The door for reports: a file's bytes become text, whatever the format; the format is told by content, never by name.

The text of each format has one form (formats.items), so that nothing after this has to know where it came from: every offset
counts characters of the text that is given out here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import EmptyReportError, ReportError, TooLargeError
from knowledge.report.formats.kinds import Progress, kind_of, unheard
from knowledge.report.formats.plain import decode, is_markdown

LIMIT = 20 * 1024 * 1024  # bytes
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3164\x00]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A report's text. ``digest``: SHA-256 of the bytes, hexadecimal. ``format``: "text", "markdown" or another of
    formats.kinds. ``whole``: each paragraph stands between blank lines and no page break parts it, as formats with paragraphs
    of their own give it; plain text may be broken anywhere."""

    text: str
    name: str
    digest: str
    format: str
    whole: bool = False


def read(path: Path, progress: Progress = unheard, *, limit: int = LIMIT) -> Source:
    """The text of the file at ``path``. ``progress(done, pages)`` is called in the calling thread while a PDF is read.

    Raises the errors of ``read_bytes``, and ReportError when it cannot be opened."""
    try:
        size = path.stat().st_size
        if path.is_file() and size > limit:
            raise _too_large(path.name, size, limit)
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReportError(f"{path}: cannot be read ({reason}); check the path and the permissions") from error
    return read_bytes(data, path.name, progress, limit=limit)


def read_bytes(data: bytes, name: str, progress: Progress = unheard, *, limit: int = LIMIT) -> Source:
    """The text in ``data``; ``name`` is for messages and is kept.

    Raises TooLargeError over ``limit`` bytes, EmptyReportError for white space only, NotTextError for anything that is no
    text in an encoding that is read, UnsupportedFormatError for a format that is not read."""
    if len(data) > limit:
        raise _too_large(name, len(data), limit)
    if not data.strip():
        raise _empty(name)
    kind = kind_of(data, name)
    text = decode(data, name) if kind == "text" else _parsed(data, name, kind, progress)
    if not _INVISIBLE.sub("", text):
        raise _empty(name)
    form = "markdown" if kind == "text" and is_markdown(text) else kind
    return Source(text, name, hashlib.sha256(data).hexdigest(), form, whole=kind != "text")


def _parsed(data: bytes, name: str, kind: str, progress: Progress) -> str:
    from knowledge.report.formats.sandbox import text_apart  # only here: asking starts no process

    return text_apart(kind, data, name, progress)


def _too_large(name: str, size: int, limit: int) -> TooLargeError:
    return TooLargeError(f"{name}: {size:,} bytes, over the limit of {limit:,}; split the report or supply it without pictures")


def _empty(name: str) -> EmptyReportError:
    return EmptyReportError(f"{name}: holds no text but white space; supply the file again")
