"""Which numbers people were told to be otherwise now, so that each is told once."""

from __future__ import annotations

from bot.journal.connection import Connection


class Corrections:
    """The corrections of a journal; they go with their questions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def news(self, question_id: int, said: str, now: str) -> bool:
        """Note what the reports say now of a number that was ``said``; whether that is news to who asked, and so must be told.

        What was said is no news, unless something else was told since."""
        with self._connection.changing() as sql:
            row = sql.execute("SELECT now FROM corrections WHERE question_id = ?", (question_id,)).fetchone()
            if now == (said if row is None else row[0]):
                return False
            noted = sql.execute(
                "INSERT INTO corrections (question_id, now, told_at) SELECT id, ?, ? FROM questions WHERE id = ?"
                " ON CONFLICT (question_id) DO UPDATE SET now = excluded.now, told_at = excluded.told_at",
                (now, self._connection.stamp(), question_id),
            )
            return noted.rowcount > 0

    def told(self) -> dict[int, str]:
        """What people were told last of a number, by question, where it was something else than the answer."""
        with self._connection.reading() as sql:
            return dict(sql.execute("SELECT question_id, now FROM corrections").fetchall())
