"""The door for reports: a file's bytes become text, whatever the format; the format is told by content, never by name.

The text of each format has one form (formats.items), so that nothing after this has to know where it came from: every offset
counts characters of the text that is given out here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from knowledge.errors import EmptyReportError, ReportError, ScannedReportError, TooLargeError
from knowledge.report.formats.kinds import Progress, kind_of, unheard
from knowledge.report.formats.plain import decode, is_markdown

LIMIT = 20 * 1024 * 1024  # bytes
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3164\x00]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A report's text. ``digest``: SHA-256 of the bytes, hexadecimal. ``format``: "text", "markdown" or another of
    formats.kinds. ``whole``: each paragraph stands between blank lines and no page break parts it, as formats with paragraphs
    of their own give it; plain text may be broken anywhere. ``recognised``: the text was recognised in pictures of pages, and
    may be wrong; ``pictures``: pages of which only a picture is there, which was not read."""

    text: str
    name: str
    digest: str
    format: str
    whole: bool = False
    recognised: bool = False
    pictures: int = 0


def read(path: Path, progress: Progress = unheard, *, limit: int = LIMIT) -> Source:
    """The text of the file at ``path``. ``progress(done, pages)`` is called in the calling thread while a PDF is read.

    Raises the errors of ``read_bytes``, and ReportError when it cannot be opened."""
    try:
        size = path.stat().st_size
        if path.is_file() and size > limit:
            raise _too_large(path.name, size, limit)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)  # a pipe or a device tells no size and may never end
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
    digest = hashlib.sha256(data).hexdigest()
    if kind == "text":
        text = decode(data, name)
        source = Source(text, name, digest, "markdown" if is_markdown(text) else "text")
    else:
        source = _parsed(data, Source("", name, digest, kind, whole=True), progress)
    if not _INVISIBLE.sub("", source.text):
        raise _empty(name)
    return source


def _parsed(data: bytes, source: Source, progress: Progress) -> Source:
    """The source with its text, read by a process of its own; pages that are pictures in a second one that may take longer."""
    from knowledge.report.formats import sandbox  # only here: asking starts no process

    kind = source.format
    try:
        found = sandbox.found_apart(kind, data, source.name, progress) if kind != "image" else None
        if found is not None and not (found.pictures and _can_recognise()):
            return replace(source, text=found.text, pictures=found.pictures)
    except ScannedReportError:
        if not _can_recognise():
            raise
    if not _can_recognise():
        raise ScannedReportError(
            f"{source.name}: this is a picture; supply the Word file instead, or install the extra: pip install wenbao[ocr]"
        )
    kind = "picture" if kind == "image" else "scan"
    found = sandbox.found_apart(kind, data, source.name, progress, sandbox.RECOGNISING)
    return replace(source, text=found.text, recognised=True)


def _can_recognise() -> bool:
    """Whether the extra that recognises text is installed."""
    return all(find_spec(package) is not None for package in ("rapidocr", "onnxruntime"))


def _too_large(name: str, size: int, limit: int) -> TooLargeError:
    return TooLargeError(f"{name}: {size:,} bytes, over the limit of {limit:,}; split the report or supply it without pictures")


def _empty(name: str) -> EmptyReportError:
    return EmptyReportError(f"{name}: holds no text but white space; supply the file again")
