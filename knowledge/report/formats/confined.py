"""The other side of the sandbox: bounds are set, one file is read, its text or its error is told."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import IO, Any

from knowledge.errors import BrokenFileError, ReportError, TooLargeError
from knowledge.report.formats.items import Found
from knowledge.report.formats.sandbox import received, send

_FILES = 1 << 28  # bytes of a file that may be written (old Word documents are made into new ones)


def serve() -> None:
    """Reads the file that comes in on standard input; what is found goes out on standard output."""
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no message of ours
    task = received(sys.stdin.buffer)
    _confine(task["bounds"])
    data = sys.stdin.buffer.read()
    try:
        found = _found(task, data, out)
    except MemoryError:
        limit = task["bounds"]["memory"] >> 20
        found = None
        error: Exception = TooLargeError(f"{task['name']}: needs over {limit} MB of memory; split it or supply it as .txt")
    except ReportError as met:
        found, error = None, met
    except Exception:  # whatever a parser raises on a file that was made to break it
        found = None
        error = BrokenFileError(f"{task['name']}: cannot be read, it is damaged or not what it seems; save it again")
    send(out, ("found", found.text, found.pictures) if found is not None else ("error", type(error).__name__, str(error)))


def _found(task: dict[str, Any], data: bytes, out: IO[bytes]) -> Found | None:
    from knowledge.report.formats.readers import found_in  # behind the bounds

    return found_in(task["kind"], data, task["name"], lambda done, pages: send(out, ("page", done, pages)))


def _confine(bounds: dict[str, int]) -> None:
    """Sets what the platform lets a process set for itself."""
    try:
        import resource
    except ImportError:  # Windows: the time it may take is watched from outside
        return
    limits = {
        "RLIMIT_AS": (bounds["memory"], bounds["memory"]),
        "RLIMIT_CPU": (bounds["processor"], bounds["processor"] + 5),
        "RLIMIT_FSIZE": (_FILES, _FILES),
        "RLIMIT_CORE": (0, 0),
    }
    for name, limit in limits.items():
        with suppress(AttributeError, ValueError, OSError):  # a lower limit is set already, or none can be
            resource.setrlimit(getattr(resource, name), limit)
