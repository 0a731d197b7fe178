"""The home folder: numbered revision files, and a pointer to the one that answers.

    revisions/000001.sqlite …   immutable; a reader keeps the one it opened
    current                     the number of the revision that answers; replaced in one step
    lock                        held by the publisher at work
    restore.ready               a restored backup that has yet to take its place (bot.backup.switching); nobody publishes then

A publisher may be killed at any moment: until the pointer is replaced the old revision answers.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import DamagedRevisionError, NoSuchRevisionError, PublisherBusyError
from knowledge.store.disk import PART, remove_part, replace_durably, writing
from knowledge.store.reading import Reader

KEEP = 10
MOMENT = 1.0  # seconds
REVISIONS, POINTER, PUBLISHER_LOCK, UNFINISHED_RESTORE = "revisions", "current", "lock", "restore.ready"

_FILE = re.compile(r"(\d{6,})\.sqlite")


@dataclass(frozen=True, slots=True)
class Revision:
    """A kept revision. ``created`` is ISO 8601 in UTC, ``size`` in bytes; ``titles`` of its reports. Of a damaged file,
    ``created`` and ``titles`` are empty."""

    number: int
    path: Path
    created: str
    titles: tuple[str, ...]
    is_current: bool
    size: int
    damaged: bool = False


class Home:
    """The data folder. Reading needs no lock and no right to write; ``keep`` is how many revisions stay."""

    def __init__(self, path: Path, keep: int = KEEP) -> None:
        self.path = path
        self._revisions = path / REVISIONS
        self._pointer = path / POINTER
        self._keep = max(keep, 1)

    def current(self) -> Path | None:
        """The revision that answers; None when nothing was ever published.

        DamagedRevisionError: the pointer is unreadable. NoSuchRevisionError: it names a revision that is gone."""
        number = self._current_number()
        return None if number is None else self._kept(number)

    def list(self) -> tuple[Revision, ...]:
        """The kept revisions, oldest first."""
        current = self._current_number_or_none()
        return tuple(_describe(number, path, number == current) for number, path in self._files())

    @contextmanager
    def lock(self, *, restoring: bool = False) -> Iterator[None]:
        """Hold the home as its only publisher. PublisherBusyError when another one does for longer than a moment, or (unless
        ``restoring``) when a restore was cut off; released by the system when the process dies. HomeNotWritableError."""
        with writing(self.path):
            self._revisions.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path / PUBLISHER_LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _take_soon(descriptor):
                raise PublisherBusyError(f"another publisher is at work in {self.path}; wait until it is done")
            if not restoring and (self.path / UNFINISHED_RESTORE).exists():
                raise PublisherBusyError(f"a restore into {self.path} was cut off; run the command again to finish that first")
            yield
        finally:
            os.close(descriptor)

    def is_locked(self) -> bool:
        """Whether somebody holds the home now. Nothing is made or changed; a look lasts too short to be in anybody's way."""
        try:
            descriptor = os.open(self.path / PUBLISHER_LOCK, os.O_RDWR)
        except OSError:  # nobody ever published, or nobody here may
            return False
        try:
            return not _take(descriptor)
        finally:
            os.close(descriptor)

    def publish(self, build: Callable[[Path], None]) -> Revision:
        """Have ``build`` write a revision file at the path it is given, check it, number it and let it answer.

        ``build`` runs under the lock, so it may extend ``current()``. Errors of ``build`` come through and change nothing.
        PublisherBusyError, HomeNotWritableError; DamagedRevisionError: what was built is no whole revision."""
        with self.lock():
            with writing(self.path):
                self._clean()
                number = self._next_number()
            part = self._revisions / f"{number:06d}{PART}"
            try:
                build(part)
                self._accept(part, number)
            finally:
                remove_part(part)
        return _describe(number, self._path(number), True)

    def switch(self, number: int) -> Revision:
        """Let a kept revision answer. NoSuchRevisionError; DamagedRevisionError: it is broken; else as ``publish``."""
        with self.lock(), writing(self.path):
            path = self._kept(number)
            _check_whole(path)
            self._point(number)
        return _describe(number, path, True)

    def rollback(self, number: int | None = None) -> Revision:
        """Go back to revision ``number``, or to the newest kept one before the current. Errors as ``switch``."""
        return self.switch(self._before_current() if number is None else number)

    def _accept(self, part: Path, number: int) -> None:
        with writing(self.path):
            _check_whole(part)
            replace_durably(part, self._path(number))
            self._point(number)
            self._prune()

    def _before_current(self) -> int:
        current = self._current_number()
        earlier = [number for number, _ in self._files() if current is not None and number < current]
        if not earlier:
            raise NoSuchRevisionError(f"there is no earlier revision in {self.path}; see `wenbao revisions`")
        return earlier[-1]

    def _current_number(self) -> int | None:
        try:
            text = self._pointer.read_text("ascii").strip()
            return int(text) if text.isdecimal() else self._damaged_pointer()
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return self._damaged_pointer()

    def _damaged_pointer(self) -> int:
        wrong = f"{self._pointer} does not name a revision"
        raise DamagedRevisionError(f"{wrong}; choose one of `wenbao revisions` with `wenbao rollback NUMBER`")

    def _current_number_or_none(self) -> int | None:
        try:
            return self._current_number()
        except DamagedRevisionError:
            return None

    def _path(self, number: int) -> Path:
        return self._revisions / f"{number:06d}.sqlite"

    def _kept(self, number: int) -> Path:
        path = self._path(number)
        if not path.is_file():
            raise NoSuchRevisionError(f"revision {number} is not kept in {self.path}; see `wenbao revisions`")
        return path

    def _files(self) -> tuple[tuple[int, Path], ...]:
        try:
            named = [(found[1], path) for path in self._revisions.iterdir() if (found := _FILE.fullmatch(path.name))]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        return tuple(sorted((int(number), path) for number, path in named))

    def _next_number(self) -> int:
        return max([number for number, _ in self._files()] + [self._current_number_or_none() or 0]) + 1

    def _point(self, number: int) -> None:
        part = self._pointer.with_name(self._pointer.name + PART)
        part.write_text(f"{number}\n", "ascii")
        replace_durably(part, self._pointer)

    def _clean(self) -> None:
        """Remove what killed publishers left."""
        for folder in (self.path, self._revisions):
            for part in folder.glob(f"*{PART}*"):
                part.unlink(missing_ok=True)

    def _prune(self) -> None:
        """Only a publication prunes, and it has just made the newest revision the current one: that one always stays."""
        for _, path in self._files()[: -self._keep]:
            # Windows does not let go of a file that a reader has open; the next publisher tries again.
            with suppress(PermissionError):
                path.unlink(missing_ok=True)


def _check_whole(path: Path) -> None:
    with closing(Reader(path)) as reader:
        findings = reader.rows("PRAGMA integrity_check")
        if findings != [("ok",)] or "passages" not in reader.meta():
            raise DamagedRevisionError(f"{path} fails SQLite's integrity check ({findings[0][0]}); publish again")


def _describe(number: int, path: Path, is_current: bool) -> Revision:
    try:
        with closing(Reader(path)) as reader:
            titles = tuple(title for (title,) in reader.rows("SELECT title FROM reports ORDER BY id"))
            created = reader.meta()["created"]
    except (DamagedRevisionError, KeyError):
        size = path.stat().st_size if path.exists() else 0
        return Revision(number, path, "", (), is_current, size, damaged=True)
    return Revision(number, path, created, titles, is_current, path.stat().st_size)


def _take_soon(descriptor: int) -> bool:
    """Lock the open file for this process, after waiting a moment: whoever makes a backup or only looks holds it no longer."""
    until = time.monotonic() + MOMENT
    while not (taken := _take(descriptor)) and time.monotonic() < until:
        time.sleep(0.02)
    return taken


def _take(descriptor: int) -> bool:
    """Lock the open file for this process; False when another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
