"""What is counted and listed over all questions: for the operator's figures, the admins' gaps, and corrections.

Counters are by the hour, so that a day of any time zone of whole hours can be counted; they outlive the questions.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.journal.asked import Frequent, Gap, Given, unpacked
from bot.journal.connection import Connection
from bot.journal.times import read, written

_HOUR = len("2000-01-01T00")


def tally(sql: sqlite3.Connection, at: str, status: str) -> None:
    """Count a question of that status within the transaction that adds it."""
    sql.execute(
        "INSERT INTO tallies (hour, status, asked) VALUES (?, ?, 1) ON CONFLICT (hour, status) DO UPDATE SET asked = asked + 1",
        (at[:_HOUR], status),
    )


class Figures:
    """Counts and lists over the questions of a journal; ``since`` needs a time zone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self, since: datetime) -> dict[str, int]:
        """How many questions were asked since (the hour of) that time, by status; erased ones are counted."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT status, sum(asked) FROM tallies WHERE hour >= ? GROUP BY status ORDER BY status",
                (written(since)[:_HOUR],),
            )
            return dict(rows.fetchall())

    def given(self, since: datetime) -> tuple[Given, ...]:
        """The answers that went out since, the oldest first, of people who can still be told."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, person, chat, thread, at, text, headline, value, unit, label, report, path, quote, revision,"
                " section, also"
                " FROM questions WHERE at >= ? AND status = 'answered' AND person IS NOT NULL AND chat IS NOT NULL ORDER BY id",
                (written(since),),
            ).fetchall()
        return tuple(Given(*(*row[:4], read(row[4]), *row[5:-1], tuple(map(tuple, unpacked(row[-1]))))) for row in rows)

    def gaps(self, since: datetime) -> tuple[Gap, ...]:
        """The questions since then that were not answered, or whose answer somebody called wrong; the newest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT q.id, q.at, q.text, q.status, q.headline, q.missing, count(f.id) FROM questions AS q"
                " LEFT JOIN feedback AS f ON f.question_id = q.id AND f.verdict = 'wrong'"
                " WHERE q.at >= ? AND q.text <> '' AND (q.status = 'not_found' OR f.id IS NOT NULL)"
                " GROUP BY q.id ORDER BY q.id DESC",
                (written(since),),
            ).fetchall()
        return tuple(Gap(r[0], read(r[1]), r[2], r[3], r[4], unpacked(r[5]), r[6]) for r in rows)

    def top(self, since: datetime, limit: int = 20) -> tuple[Frequent, ...]:
        """The questions asked most often since then, by :func:`bot.journal.keys.text_key`; small talk is left out."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT text, count(*), count(DISTINCT person), max(id) FROM questions"
                " WHERE at >= ? AND text_key <> '' AND status <> 'out_of_scope'"
                " GROUP BY text_key ORDER BY count(*) DESC, max(id) DESC LIMIT ?",
                (written(since), limit),
            ).fetchall()
        return tuple(Frequent(*row[:3]) for row in rows)
