"""What must be on the disk before anything points at it, and what a full or read-only disk is called."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import DamagedRevisionError, HomeNotWritableError

PART = ".part"  # the ending of files that are not finished; a killed publisher leaves them behind
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def sync_file(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk; nothing to do on Windows, which cannot open a folder."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_durably(finished: Path, target: Path) -> None:
    """Give a finished file its name, in one step and for good."""
    sync_file(finished)
    finished.replace(target)
    sync_folder(target.parent)


def remove_part(part: Path) -> None:
    """Take away an unfinished file and SQLite's journal of it, if they are there."""
    for leftover in (part, part.with_name(part.name + "-journal")):
        leftover.unlink(missing_ok=True)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn the disk's errors into HomeNotWritableError and a broken file's into DamagedRevisionError."""
    try:
        yield
    except OSError as error:
        raise HomeNotWritableError(_not_writable(folder, error.strerror or str(error))) from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN:
            raise DamagedRevisionError(f"a revision in {folder} is broken ({error}); roll back or publish again") from error
        raise HomeNotWritableError(_not_writable(folder, str(error))) from error


def _not_writable(folder: Path, reason: str) -> str:
    return f"cannot write in {folder}: {reason}; free disk space or check the folder's permissions"
