"""What staff ask the admins to have the report say: filed, closed with an outcome, and who filed is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.journal.audit import add_entry
from bot.journal.connection import Connection
from bot.journal.keys import storable, text_key
from bot.journal.times import read, read_if_any

Outcome = Literal["answered", "declined"]


@dataclass(frozen=True, slots=True)
class Request:
    """A question that somebody wants answered. ``outcome`` is None while it is open; chat and thread are where to tell."""

    id: int
    question_id: int
    person: int
    chat: int
    thread: int | None
    text: str
    filed_at: datetime
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    told_at: datetime | None = None


class Requests:
    """The requests of a journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file(self, question_id: int, person: int, chat: int, thread: int | None, text: str) -> int | None:
        """File a request; its id. None when the person has filed this question before, or the same words are still open."""
        text = storable(text)
        with self._connection.changing() as sql:
            added = sql.execute(
                "INSERT OR IGNORE INTO requests (question_id, person, chat, thread, text, text_key, filed_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (question_id, person, chat, thread, text, text_key(text), self._connection.stamp()),
            )
            return added.lastrowid if added.rowcount else None

    def open(self) -> tuple[Request, ...]:
        """The requests that nobody has closed, the oldest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, question_id, person, chat, thread, text, filed_at, outcome, closed_at, told_at FROM requests"
                " WHERE closed_at IS NULL ORDER BY id"
            ).fetchall()
        return tuple(_request(row) for row in rows)

    def waiting_for(self, key: str) -> tuple[Request, ...]:
        """The open requests in these words, given as a text or as its :func:`bot.journal.keys.text_key`; the oldest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, question_id, person, chat, thread, text, filed_at, outcome, closed_at, told_at FROM requests"
                " WHERE text_key = ? AND closed_at IS NULL ORDER BY id",
                (text_key(storable(key)),),
            ).fetchall()
        return tuple(_request(row) for row in rows)

    def close(self, id: int, by: int | None, outcome: Outcome) -> bool:
        """Close an open request; False when it is closed already or not there."""
        at = self._connection.stamp()
        with self._connection.changing() as sql:
            closed = sql.execute(
                "UPDATE requests SET outcome = ?, closed_by = ?, closed_at = ? WHERE id = ? AND closed_at IS NULL",
                (outcome, by, at, id),
            )
            if closed.rowcount:
                add_entry(sql, at, by, "close_request", id, outcome)
            return closed.rowcount > 0

    def to_tell(self) -> tuple[Request, ...]:
        """The requests that can be answered now and whose person was not told yet, the oldest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, question_id, person, chat, thread, text, filed_at, outcome, closed_at, told_at FROM requests"
                " WHERE outcome = 'answered' AND told_at IS NULL ORDER BY id"
            ).fetchall()
        return tuple(_request(row) for row in rows)

    def told(self, id: int) -> bool:
        """Note that the person is told; of two at once one gets True, and only that one should tell."""
        with self._connection.changing() as sql:
            noted = sql.execute(
                "UPDATE requests SET told_at = ? WHERE id = ? AND closed_at IS NOT NULL AND told_at IS NULL",
                (self._connection.stamp(), id),
            )
            return noted.rowcount > 0


def _request(row: tuple[Any, ...]) -> Request:
    *plain, filed_at, outcome, closed_at, told_at = row
    return Request(*(*plain, read(filed_at), outcome, read_if_any(closed_at), read_if_any(told_at)))
