"""The one connection to ``desk.db``: how it is opened, what a transaction is, and what SQLite's errors are called.

Several threads may share it, one at a time; other processes may write at the same time and are waited for.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.journal import schema
from bot.journal.times import written
from knowledge.errors import (
    DamagedJournalError,
    HomeNotWritableError,
    JournalBusyError,
    JournalError,
    LibraryError,
    NewerJournalError,
)

WAIT_SECONDS = 10.0  # for another process that writes; its transactions are short
PRIVATE = 0o600  # who asked what is nobody else's business
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM}


class Connection:
    """An open journal: ``reading()`` and ``changing()`` give the SQL connection, ``now()`` and ``stamp()`` the time."""

    def __init__(self, path: Path, now: Callable[[], datetime], wait: float = WAIT_SECONDS) -> None:
        """Open the file, or make it, and bring it up to date; ``wait`` in seconds.

        HomeNotWritableError: read-only folder or full disk. DamagedJournalError: foreign or broken. NewerJournalError."""
        self.path = path
        self.now = now
        self._turn = threading.RLock()
        with named(path):
            _make_file(path)
            self._sql = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
            try:
                self._prepare(wait)
            except BaseException:
                self._sql.close()
                raise

    def stamp(self) -> str:
        """The present moment as it is written in the file."""
        return written(self.now())

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """For statements that change nothing, each of which sees the file at one moment."""
        with self._turn, named(self.path):
            yield self._sql

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or, after an error, nothing. It is on the disk when the block ends.

        It begins by taking the right to write (sqlite-utils' atomic() takes it at the first change, when what was read before
        may be out of date and waiting is no use)."""
        with self._turn, named(self.path):
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield self._sql
                self._sql.execute("COMMIT")
            except BaseException:
                self._undo()
                raise

    def ping(self) -> None:
        """Nothing, when the journal can be read and written now; else the error that says why not."""
        if _identity(self.path) != self._identity:  # what is written now would go into a file without a name
            raise DamagedJournalError(f"{self.path} was moved or removed while it was open; restart the bot")
        with self._turn, named(self.path):
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                self._sql.execute("SELECT count(*) FROM people").fetchone()
            finally:
                self._undo()

    def erase_traces(self) -> bool:
        """Write the file anew without what was erased in it, and cut its log; False when that could not be done now.

        secure_delete alone leaves remains where SQLite has moved rows between pages. A second for each 100 MB."""
        try:
            with self._turn, named(self.path):
                self._sql.execute("VACUUM")
                blocked, _, _ = self._sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except LibraryError:  # no room for a second copy, or others at work: what was erased is out of reach all the same
            return False
        return not blocked

    def close(self) -> None:
        """Close the file; closing again does nothing."""
        with self._turn:
            self._sql.close()

    def _undo(self) -> None:
        """Roll back, unless SQLite has done so itself, as it does when the disk is full."""
        if self._sql.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                self._sql.execute("ROLLBACK")

    def _prepare(self, wait: float) -> None:
        database = Database(self._sql, recursive_triggers=True, execute_plugins=False)
        check_ours(self._sql, self.path)
        check_not_newer(database, self.path)
        self.path.chmod(PRIVATE)
        self._identity = _identity(self.path)
        self._sql.execute("PRAGMA foreign_keys = ON")
        self._sql.execute("PRAGMA secure_delete = ON")
        self._sql.execute("PRAGMA synchronous = FULL")
        _enable_wal(database, wait)
        if schema.migrations.pending(database):
            with self.changing():  # two processes may open a new file at once: one of them migrates, the other waits
                schema.migrations.apply(database)
        if missing := schema.missing_tables(self._sql):
            raise DamagedJournalError(_damaged(self.path, f"it has no table {missing[0]}"))


def _make_file(path: Path) -> None:
    """An empty file that only its owner can read, so that it is never readable by others, not even at first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file the path names; None: no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_ours(sql: sqlite3.Connection, path: Path) -> None:
    """Before anything is changed: the file is ours or empty, and no page of it is broken."""
    mark = sql.execute("PRAGMA application_id").fetchone()[0]
    filled = sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if mark != schema.APPLICATION_ID and (mark or filled):
        raise DamagedJournalError(f"{path} is not a journal of wenbao; move it away, or choose another home folder")
    verdict = sql.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise DamagedJournalError(_damaged(path, " ".join(str(verdict).split())))


def check_not_newer(database: Database, path: Path) -> None:
    """NewerJournalError when a newer version has taken steps on the file that this one does not know."""
    if unknown := schema.unknown_steps(database):
        newer = f"{path} was written by a newer wenbao (it has {', '.join(unknown)})"
        raise NewerJournalError(f"{newer}; install that version, or restore the journal's backup")


def _enable_wal(database: Database, wait: float) -> None:
    """Readers and the writer do not wait for each other from here on. SQLite does not wait by itself when two switch at once."""
    for _ in range(max(1, round(wait / 0.05))):
        try:
            return database.enable_wal()
        except sqlite3.OperationalError as error:
            if _code(error) not in _BUSY:
                raise
            time.sleep(0.05)
    return database.enable_wal()


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn the errors of the disk and of SQLite into ours; a broken rule of the tables is a fault of the program and stays."""
    try:
        yield
    except OSError as error:
        raise HomeNotWritableError(_not_writable(path, error.strerror or str(error))) from error
    except sqlite3.Error as error:
        if (turned := _turned(path, error)) is None:
            raise
        raise turned from error


def _turned(path: Path, error: sqlite3.Error) -> LibraryError | None:
    code = _code(error)
    if code in _DAMAGED:
        return DamagedJournalError(_damaged(path, str(error)))
    if code in _BUSY:
        return JournalBusyError(f"{path} is held by another process ({error}); end that process, or try again")
    if code in _DISK:
        return HomeNotWritableError(_not_writable(path, str(error)))
    if str(error) == "Cannot operate on a closed database.":
        return JournalError(f"{path} is closed; open the journal again")
    return None


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _damaged(path: Path, reason: str) -> str:
    return f"{path} is damaged ({reason}); keep a copy of it and restore the journal's backup"


def _not_writable(path: Path, reason: str) -> str:
    return f"cannot write {path}: {reason}; free disk space or check the folder's permissions"
