"""What admins teach: written down with who did it, in force until it is taken back. Whether it is sound the library says."""

from __future__ import annotations

from bot.journal.audit import add_entry
from bot.journal.connection import Connection
from bot.journal.keys import storable, text_key
from bot.journal.lessons import Lesson, held_in, lesson_of, packed, version_in
from knowledge.lesson import Target


class Lessons:
    """The lessons of a journal; ``by`` is a Telegram user id, None the command line. The audit holds no text of a question."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def alias(self, question: str, target: Target, by: int | None) -> int:
        """Teach that a question means a fact; the id of the lesson. Of several lessons of one question the latest counts.

        ValueError: a question without a word."""
        if not text_key(question):
            raise ValueError("a question without a word means nothing")
        at = self._connection.stamp()
        with self._connection.changing() as sql:
            made = sql.execute(
                'INSERT INTO lessons (kind, question, target, "by", at) VALUES (\'alias\', ?, ?, ?, ?)',
                (storable(question), packed(target), by, at),
            )
            add_entry(sql, at, by, "teach", made.lastrowid, "alias")
            return int(made.lastrowid or 0)

    def synonym(self, word: str, other: str, by: int | None) -> int:
        """Teach that two words mean the same; the id of the lesson, of the one that holds when it was taught before.

        ValueError: fewer than two words."""
        pair = storable(word.strip()), storable(other.strip())
        if not all(pair) or pair[0] == pair[1]:
            raise ValueError("two words are needed to mean the same")
        at = self._connection.stamp()
        with self._connection.changing() as sql:
            held = sql.execute(
                "SELECT id FROM lessons WHERE kind = 'synonym' AND reverted_at IS NULL"
                " AND ((word = ?1 AND other = ?2) OR (word = ?2 AND other = ?1))",
                pair,
            ).fetchone()
            if held is not None:
                return int(held[0])
            made = sql.execute(
                'INSERT INTO lessons (kind, word, other, "by", at) VALUES (\'synonym\', ?, ?, ?, ?)', (*pair, by, at)
            )
            add_entry(sql, at, by, "teach", made.lastrowid, "synonym")
            return int(made.lastrowid or 0)

    def revert(self, id: int, by: int | None) -> bool:
        """Take a lesson back; False when there is none of that id that holds."""
        at = self._connection.stamp()
        with self._connection.changing() as sql:
            ended = sql.execute(
                "UPDATE lessons SET reverted_at = ?, reverted_by = ? WHERE id = ? AND reverted_at IS NULL", (at, by, id)
            )
            if ended.rowcount:
                add_entry(sql, at, by, "unteach", id)
            return ended.rowcount > 0

    def active(self) -> tuple[Lesson, ...]:
        """The lessons that hold, the oldest first; :func:`bot.journal.lessons.taught_by` makes of them what a library heeds."""
        with self._connection.reading() as sql:
            return held_in(sql)

    def list(self) -> tuple[Lesson, ...]:
        """All lessons, those taken back too, the oldest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                'SELECT id, kind, question, target, word, other, "by", at, reverted_by, reverted_at FROM lessons ORDER BY id'
            ).fetchall()
        return tuple(map(lesson_of, rows))

    def version(self) -> int:
        """A number that grows with each lesson and each one taken back; cheap enough for every question."""
        with self._connection.reading() as sql:
            return version_in(sql)
