"""What people say of an answer: one verdict a person and question, which can be changed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.journal.connection import Connection
from bot.journal.times import written

Verdict = Literal["useful", "wrong"]


class Feedback:
    """The verdicts of a journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, question_id: int, person: int, verdict: Verdict) -> bool:
        """Note or change a person's verdict; False when the question is no longer kept."""
        with self._connection.changing() as sql:
            added = sql.execute(
                "INSERT INTO feedback (question_id, person, verdict, at) SELECT id, ?, ?, ? FROM questions WHERE id = ?"
                " ON CONFLICT (question_id, person) DO UPDATE SET verdict = excluded.verdict, at = excluded.at",
                (person, verdict, self._connection.stamp(), question_id),
            )
            return added.rowcount > 0

    def get(self, question_id: int, person: int) -> Verdict | None:
        """The person's verdict on the answer, or None."""
        with self._connection.reading() as sql:
            row = sql.execute(
                "SELECT verdict FROM feedback WHERE question_id = ? AND person = ?", (question_id, person)
            ).fetchone()
        return None if row is None else row[0]

    def counts(self, since: datetime) -> dict[Verdict, int]:
        """How many verdicts were given (or last changed) since then."""
        with self._connection.reading() as sql:
            rows = sql.execute("SELECT verdict, count(*) FROM feedback WHERE at >= ? GROUP BY verdict", (written(since),))
            return dict(rows.fetchall())
