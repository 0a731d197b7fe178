"""What people say of an answer: one verdict a person and question, which can be changed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.journal.asked import Confirmed
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

    def confirmed(self, limit: int = 500) -> tuple[Confirmed, ...]:
        """The latest questions whose answer somebody called useful and nobody wrong, each distinct one once, as it was asked
        last, the newest first; with them a change is tried before it takes effect."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT q.text, q.headline, q.label, max(q.id) FROM questions AS q WHERE q.text_key IN ("
                " SELECT told.text_key FROM questions AS told JOIN feedback AS f ON f.question_id = told.id"
                " WHERE told.text_key <> '' GROUP BY told.text_key HAVING sum(f.verdict = 'wrong') = 0)"
                " AND q.status = 'answered' GROUP BY q.text_key ORDER BY max(q.id) DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return tuple(Confirmed(*row[:3]) for row in rows)
