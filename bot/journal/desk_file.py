"""The journal: ``desk.db`` in the home folder, opened, with a room for each thing it remembers.

The bot uses it from one worker thread, command-line tools from other processes at the same time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from bot.journal.audit import Audit
from bot.journal.buttons import Buttons
from bot.journal.connection import Connection
from bot.journal.corrections import Corrections
from bot.journal.feedback import Feedback
from bot.journal.inbox import Inbox
from bot.journal.internal import InternalMarks
from bot.journal.invitations import Invitations
from bot.journal.lessons import FILE
from bot.journal.people import People
from bot.journal.questions import Questions
from bot.journal.requests import Requests
from bot.journal.retention import Retention
from bot.journal.taught import Lessons
from bot.journal.times import utc_now

NAME = FILE


class Journal:
    """An open journal; each call of a room is one short transaction that is on the disk when it returns.

    Every call may raise HomeNotWritableError (disk full, read-only), DamagedJournalError or JournalBusyError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.people = People(connection)
        self.invitations = Invitations(connection)
        self.inbox = Inbox(connection)
        self.questions = Questions(connection)
        self.feedback = Feedback(connection)
        self.requests = Requests(connection)
        self.buttons = Buttons(connection)
        self.taught = Lessons(connection)
        self.audit = Audit(connection)
        self.corrections = Corrections(connection)
        self.internal = InternalMarks(connection)
        self.retention = Retention(connection)

    @classmethod
    def open(cls, home: Path, *, now: Callable[[], datetime] = utc_now) -> Journal:
        """Open the journal of a home folder, made when it is not there and brought up to date when it is of an older version.

        HomeNotWritableError: read-only folder or full disk. DamagedJournalError: a file that is not ours or is broken.
        NewerJournalError: of a newer version. JournalBusyError: held by another process for 10 seconds."""
        return cls(Connection(home / NAME, now))

    def ping(self) -> None:
        """Nothing, when the journal can be read and written now; else the error that says why not."""
        self._connection.ping()

    def move_chat(self, old: int, new: int) -> int:
        """Follow a group that became a supergroup; how many rows moved. Its messages have new numbers and its topics are others,
        so what was asked before is not found by message any more."""
        with self._connection.changing() as sql:
            sql.execute("INSERT OR REPLACE INTO moved_chats (old, new) VALUES (?, ?)", (old, new))
            moved = sql.execute(
                "UPDATE questions SET chat = ?, message = NULL, thread = NULL, answers = '[]' WHERE chat = ?", (new, old)
            ).rowcount
            moved += sql.execute("UPDATE requests SET chat = ?, thread = NULL WHERE chat = ?", (new, old)).rowcount
            return moved + sql.execute("UPDATE buttons SET chat = ? WHERE chat = ?", (new, old)).rowcount

    def moved_chats(self) -> tuple[tuple[int, int], ...]:
        """The groups that became supergroups, as (old, new), for settings may still name the old one."""
        with self._connection.reading() as sql:
            return tuple(sql.execute("SELECT old, new FROM moved_chats ORDER BY old DESC").fetchall())

    def close(self) -> None:
        """Close the file; closing again does nothing."""
        self._connection.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
