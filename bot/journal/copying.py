"""The journal as one file that can be carried away and brought back; and whether such a file is sound."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.journal import schema
from bot.journal.connection import PRIVATE, WAIT_SECONDS, check_not_newer, check_ours, named
from bot.journal.desk_file import NAME
from bot.journal.times import read_if_any
from knowledge.errors import DamagedJournalError

COMPANIONS = ("desk.db-wal", "desk.db-shm")  # SQLite's own, while the file is open


@dataclass(frozen=True, slots=True)
class JournalState:
    """What a journal says of itself: the steps it has taken of those there are, and its newest audit entry."""

    steps: int
    of: int
    newest: datetime | None


def copy_journal(home: Path, target: Path) -> bool:
    """Write the journal as it is at one moment to ``target``, whoever writes to it meanwhile; False when there is none.

    DamagedJournalError, JournalBusyError; HomeNotWritableError names the file that could not be written."""
    source = home / NAME
    if not source.exists():
        return False
    with _existing(source, "rw") as sql:
        check_ours(sql, source)
        with named(target):
            target.touch(PRIVATE)
            with closing(sqlite3.connect(target)) as copy:
                sql.backup(copy)  # one step: the copy is of one moment
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
    return True


def check_journal(path: Path) -> JournalState:
    """What a journal that nobody has open says of itself, when every page of it is right; nothing is changed.

    DamagedJournalError: no journal of ours, or broken. NewerJournalError: of a newer version."""
    with _existing(path, "ro&immutable=1") as sql:
        return _state(sql, path)


def look_at_journal(home: Path) -> JournalState | None:
    """The same of a home's journal while it may be at work; None when there is none. JournalBusyError, HomeNotWritableError."""
    path = home / NAME
    if not path.exists():
        return None
    with _existing(path, "ro") as sql:
        return _state(sql, path)


def close_up(home: Path) -> None:
    """Have the journal in one file, without companions, and be sure that no other process has it open.

    JournalBusyError: one has. A journal that is broken or of a newer version is left as it is."""
    path = home / NAME
    if path.exists():
        with contextlib.suppress(DamagedJournalError), _existing(path, "rw") as sql:
            sql.execute("PRAGMA journal_mode = DELETE")


def _state(sql: sqlite3.Connection, path: Path) -> JournalState:
    sql.execute("PRAGMA trusted_schema = OFF")  # the file may come from anywhere
    check_ours(sql, path)
    verdict = sql.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok" or sql.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedJournalError(f"{path} is damaged ({' '.join(str(verdict).split())}); restore the journal's backup")
    database = Database(sql, execute_plugins=False)
    try:
        check_not_newer(database, path)
        pending = len(schema.migrations.pending(database))
    except (KeyError, TypeError, AttributeError, AssertionError) as error:  # a table of steps that is not one
        raise DamagedJournalError(f"{path} is damaged (its list of steps); restore the journal's backup") from error
    if not pending and (missing := schema.missing_tables(sql)):
        raise DamagedJournalError(f"{path} is damaged (it has no table {missing[0]}); restore the journal's backup")
    of = len(schema.STEPS)
    newest = sql.execute("SELECT max(at) FROM audit").fetchone()[0] if pending < of else None
    return JournalState(of - pending, of, _moment(path, newest))


def _moment(path: Path, text: str | None) -> datetime | None:
    try:
        return read_if_any(text)
    except (ValueError, TypeError) as error:
        raise DamagedJournalError(f"{path} is damaged (the time of an audit entry); restore the journal's backup") from error


@contextmanager
def _existing(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there; what SQLite says of a statement that cannot be run is damage as well."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    try:
        with named(path), closing(sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)) as sql:
            yield sql
    except sqlite3.Error as error:
        raise DamagedJournalError(f"{path} is damaged ({error}); restore the journal's backup") from error


__all__ = ["COMPANIONS", "NAME", "JournalState", "check_journal", "close_up", "copy_journal", "look_at_journal"]
