"""Making a backup while the bot runs and others publish.

The home is held as a publisher holds it only while the revision files are opened and the journal is copied: a moment. Revisions
never change, so they are read afterwards, and each is checked: what is broken now could not be restored later. Everything
unfinished stands in one folder beside the file, which appears whole or not at all.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.alone import take
from bot.backup.archive import SETTINGS, Writer, revision_name
from bot.journal.copying import NAME as JOURNAL
from bot.journal.copying import check_journal, copy_journal
from knowledge.custody import POINTER, WAIT_SECONDS, HeldRevision, alone, check_revision, held_revisions, sync_folder
from knowledge.errors import ArchiveExistsError, ArchiveNotWritableError, DamagedRevisionError, EmptyHomeError, JournalError

PREFIX = ".wenbao-backup-"
STALE_SECONDS = 60.0  # a folder this old that nobody holds was left by a process that was killed


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup; ``size`` in bytes. ``left_out`` names the damaged revisions, which are not in it."""

    file: Path
    size: int
    revisions: int
    journal: bool
    left_out: tuple[str, ...]


def back_up(
    home: Path, file: Path, *, force: bool = False, settings: Mapping[str, str] | None = None, wait: float = WAIT_SECONDS
) -> Made:
    """Write everything worth keeping of a home to ``file``, readable by its owner only.

    EmptyHomeError: there is nothing. ArchiveExistsError unless ``force``. ArchiveNotWritableError: disk full, folder read-only.
    PublisherBusyError: a publisher is at work for longer than ``wait`` seconds. DamagedRevisionError: the one that answers is
    broken. DamagedJournalError, JournalBusyError."""
    _check_target(file, force)
    if not home.is_dir():
        raise EmptyHomeError(f"there is no folder {home}; name the data folder with --home")
    with _writing(file), _work_folder(file) as work, ExitStack() as stack:
        with alone(home, wait):
            current, revisions = stack.enter_context(held_revisions(home))
            journal = copy_journal(home, work / JOURNAL)
        if not revisions and not journal:
            raise EmptyHomeError(f"nothing was ever published or served in {home}; name the data folder with --home")
        if journal:
            _check_copy(home, work / JOURNAL)
        part = work / "part"
        left_out = _write(part, work, current, revisions, journal, settings or {})
        size = part.stat().st_size
        _name(part, file, force)
    return Made(file, size, len(revisions) - len(left_out), journal, left_out)


def _check_copy(home: Path, copy: Path) -> None:
    """What could not be restored is not backed up; the error names the journal and not our copy of it."""
    try:
        check_journal(copy)
    except JournalError as error:
        raise type(error)(str(error).replace(str(copy), str(home / JOURNAL))) from error


def _write(
    part: Path,
    work: Path,
    current: int | None,
    revisions: tuple[HeldRevision, ...],
    journal: bool,
    settings: Mapping[str, str],
) -> tuple[str, ...]:
    """Write the archive; the names of the revisions that were left out."""
    left_out = []
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file, Writer(file) as writer:
        if current is not None:
            _add_text(writer, POINTER, f"{current}\n")
        if journal:
            _add_file(writer, JOURNAL, work / JOURNAL)
        for revision in revisions:
            if not _add_revision(writer, work, revision, revision.number == current):
                left_out.append(revision.name)
        _add_text(writer, SETTINGS, json.dumps(dict(settings), ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        writer.finish(datetime.now(UTC).isoformat(timespec="seconds"))
        file.flush()
        os.fsync(descriptor)
    return tuple(left_out)


def _add_revision(writer: Writer, work: Path, revision: HeldRevision, answers: bool) -> bool:
    """Copy a revision, check the copy, add it; False when it is damaged and not the one that answers."""
    copy = work / "revision.sqlite"
    with copy.open("wb") as target:
        shutil.copyfileobj(revision.file, target, 1 << 20)
    try:
        check_revision(copy)
        _add_file(writer, revision_name(revision.name), copy)
    except DamagedRevisionError as error:
        if answers:
            told = f"revision {revision.number}, which answers, is damaged"
            raise DamagedRevisionError(f"{told} and cannot be backed up; run `wenbao rollback` or publish again first") from error
        return False
    finally:
        copy.unlink()
    return True


def _add_file(writer: Writer, name: str, path: Path) -> None:
    with path.open("rb") as content:
        writer.add(name, content, path.stat().st_size)


def _add_text(writer: Writer, name: str, text: str) -> None:
    writer.add(name, io.BytesIO(text.encode()), len(text))


def _check_target(file: Path, force: bool) -> None:
    if file.is_dir():
        raise ArchiveExistsError(f"{file} is a folder; name a file in it")
    if file.exists() and not force:
        raise ArchiveExistsError(f"{file} is there already; choose another name, or give --force to replace it")


def _name(part: Path, file: Path, force: bool) -> None:
    """Give the finished file its name in one step; without ``force`` a file that has come meanwhile stays."""
    if force:
        part.replace(file)
    else:
        try:
            os.link(part, file)
        except FileExistsError:
            _check_target(file, force)
        except OSError:  # a file system without links
            _check_target(file, force)
            part.replace(file)
    sync_folder(file.parent)


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        wrong = f"cannot write {file}: {reason}"
        raise ArchiveNotWritableError(f"{wrong}; free disk space, or choose a folder that can be written") from error


@contextmanager
def _work_folder(file: Path) -> Iterator[Path]:
    """A folder of our own beside the file, held while we live, gone at the end; those of killed processes go as well."""
    _sweep(file.parent)
    work = Path(tempfile.mkdtemp(prefix=PREFIX, dir=file.parent))
    held = None
    try:
        if os.name != "nt":  # Windows opens no folders
            held = os.open(work, os.O_RDONLY)
            take(held)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        if held is not None:
            os.close(held)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime < STALE_SECONDS:
                continue
            held = os.open(left, os.O_RDONLY)
            try:
                if take(held):
                    shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(held)
