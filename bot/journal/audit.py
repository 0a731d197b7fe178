"""Who changed what and when: rows that are added, and never changed or removed (the file's own triggers see to it)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.journal.connection import Connection
from bot.journal.keys import storable
from bot.journal.times import read, written


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. ``actor`` is a Telegram user id, None for the command line; no text of a question is in it."""

    id: int
    at: datetime
    actor: int | None
    action: str
    subject: str
    detail: str


def add_entry(sql: sqlite3.Connection, at: str, actor: int | None, action: str, subject: object, detail: str = "") -> None:
    """Write an entry within the transaction of what it tells of; ``at`` as the journal writes times."""
    sql.execute(
        "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
        (at, actor, action, storable(str(subject)), storable(detail)),
    )


class Audit:
    """The entries of a journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, actor: int | None, action: str, subject: str = "", detail: str = "") -> None:
        """Add an entry of something that is done elsewhere, such as publishing a report."""
        with self._connection.changing() as sql:
            add_entry(sql, self._connection.stamp(), actor, action, subject, detail)

    def list(self, since: datetime | None = None, limit: int = 100) -> tuple[Entry, ...]:
        """The newest ``limit`` entries from ``since`` on, the newest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, at, actor, action, subject, detail FROM audit WHERE at >= ? ORDER BY id DESC LIMIT ?",
                (written(since) if since else "", limit),
            ).fetchall()
        return tuple(Entry(row[0], read(row[1]), *row[2:]) for row in rows)
