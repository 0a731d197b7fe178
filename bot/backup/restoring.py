"""Restoring a backup into a home: everything is checked before anything of the home is touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.alone import LOCK, only_one
from bot.backup import switching
from bot.backup.archive import SETTINGS
from bot.backup.reading import Archive, opened
from bot.journal.copying import COMPANIONS, check_journal, close_up
from bot.journal.copying import NAME as JOURNAL
from knowledge.custody import POINTER, PUBLISHER_LOCK, REVISIONS, alone, check_revision, kept
from knowledge.errors import (
    DamagedArchiveError,
    DamagedJournalError,
    DamagedRevisionError,
    HomeNotEmptyError,
    HomeNotWritableError,
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a home holds now. ``current`` is the number of the revision that answers, ``created`` and ``version`` tell of the
    backup, ``settings`` were in force when it was made."""

    revisions: int
    current: int | None
    journal: bool
    created: str
    version: str
    settings: dict[str, str]


def restore(home: Path, file: Path, *, force: bool = False) -> Restored:
    """Make a home what it was when the backup was made.

    DamagedArchiveError, NewerArchiveError, NewerJournalError: of the file. HomeNotEmptyError unless ``force``.
    AlreadyServingError, PublisherBusyError, JournalBusyError: somebody is at work in the home. HomeNotWritableError."""
    with opened(file) as archive:
        archive.verify()
        require_empty(home, force)
        _require_room(home, archive)
        with _unmade(home), only_one(home), alone(home, 0):
            require_empty(home, force)
            try:
                _stage(home, file, archive)
                close_up(home)
                switching.commit(home)
            except BaseException:
                switching.discard(home)
                raise
            switching.switch(home)
        told = archive.manifest
        counted = len(archive.revisions)
        return Restored(counted, archive.current(), JOURNAL in archive.names, told.created, told.version, archive.settings())


@contextmanager
def _unmade(home: Path) -> Iterator[None]:
    """A home that was not there is not there after an error either."""
    there = home.exists()
    try:
        yield
    except BaseException:
        if not there:
            with suppress(OSError):  # somebody has put something in it
                (home / REVISIONS).rmdir()
                for name in (LOCK, PUBLISHER_LOCK):
                    (home / name).unlink(missing_ok=True)
                home.rmdir()
        raise


def require_empty(home: Path, force: bool) -> None:
    """HomeNotEmptyError when a restore would replace something; what can be made again does not count."""
    there = [name for name in (POINTER, JOURNAL, *COMPANIONS) if (home / name).exists()]
    there += [revision.path.name for revision in kept(home)]
    if there and not force:
        wrong = f"{home} is not empty ({there[0]})"
        raise HomeNotEmptyError(f"{wrong}; restore into another folder, or give --force to replace all of it")


def _require_room(home: Path, archive: Archive) -> None:
    there = next(folder for folder in (home, *home.absolute().parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    if archive.size > free:
        room = f"the backup takes {archive.size:,} bytes and {there} has {free:,}"
        raise HomeNotWritableError(f"cannot write in {home}: {room}; free disk space or choose another folder")


def _stage(home: Path, file: Path, archive: Archive) -> None:
    """Write the files beside the home's own, and check each as SQLite sees it."""
    new = switching.staged(home)
    try:
        for name in archive.names:
            if name == SETTINGS:
                continue
            archive.extract(name, new / name)
            if name == JOURNAL:
                check_journal(new / name)
            elif name.startswith(REVISIONS):
                check_revision(new / name)
    except (DamagedJournalError, DamagedRevisionError) as error:
        reason = str(error).partition("(")[2].rpartition(")")[0] or type(error).__name__
        wrong = f"{file} cannot be used as a backup ({name}: {reason})"
        raise DamagedArchiveError(f"{wrong}; nothing was changed: use another backup") from error
