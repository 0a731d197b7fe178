"""The questions that were asked, with what was answered; and which of our messages answered which message."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.journal.asked import Answered, Asked, as_row, from_row, unpacked
from bot.journal.audit import add_entry
from bot.journal.connection import Connection
from bot.journal.figures import Figures, tally


class Questions(Figures):
    """The questions of a journal; what is counted and listed over all of them is in :class:`Figures`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)

    def add(self, asked: Asked) -> int:
        """Write a question down, with its answer, and count it; its id, which is never given twice."""
        row = as_row(asked, self._connection.now())
        with self._connection.changing() as sql:
            added = sql.execute(
                "INSERT INTO questions (at, person, chat, thread, message, text, text_key, status, headline, kind, value, unit,"
                ' label, report, section, path, quote, "start", "end", revision, missing, notes, ms, also)'
                " VALUES (:at, :person, :chat, :thread, :message, :text, :text_key, :status, :headline, :kind, :value, :unit,"
                " :label, :report, :section, :path, :quote, :start, :end, :revision, :missing, :notes, :ms, :also)",
                row,
            )
            tally(sql, row["at"], asked.status)
            return int(added.lastrowid or 0)

    def get(self, id: int) -> Asked | None:
        """A question by its id; None when it was never asked or is no longer kept."""
        with self._connection.reading() as sql:
            row = sql.execute(
                "SELECT person, chat, thread, message, text, status, headline, kind, value, unit, label, report, section, path,"
                ' quote, "start", "end", revision, missing, ms, notes, at, also FROM questions WHERE id = ?',
                (id,),
            ).fetchone()
        return None if row is None else from_row(row)

    def answer_of(self, chat: int, message: int) -> Answered | None:
        """The latest question of that message that we answered, with our messages; None when it is not known or not answered."""
        with self._connection.reading() as sql:
            row = sql.execute(
                "SELECT id, text, answers FROM questions WHERE chat = ? AND message = ? AND answers <> '[]'"
                " ORDER BY id DESC LIMIT 1",
                (chat, message),
            ).fetchone()
        return None if row is None else Answered(row[0], row[1], unpacked(row[2]))

    def set_answer(self, id: int, message_ids: Iterable[int]) -> None:
        """Note which of our messages answered the question, in the order in which they were sent."""
        with self._connection.changing() as sql:
            sql.execute("UPDATE questions SET answers = ? WHERE id = ? AND chat IS NOT NULL", (json.dumps(list(message_ids)), id))

    def latest(self, person: int, limit: int = 10) -> tuple[Asked, ...]:
        """What the person asked last, the newest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT person, chat, thread, message, text, status, headline, kind, value, unit, label, report, section, path,"
                ' quote, "start", "end", revision, missing, ms, notes, at, also FROM questions WHERE person = ?'
                " ORDER BY id DESC LIMIT ?",
                (person, limit),
            ).fetchall()
        return tuple(from_row(row) for row in rows)

    def forget(self, person: int) -> int:
        """Erase who asked and every text of what the person asked, also in feedback, requests and buttons; how many questions.

        What was asked how often stays counted, and so does a verdict, without the person."""
        with self._connection.changing() as sql:
            erased = sql.execute(
                "UPDATE questions SET person = NULL, chat = NULL, thread = NULL, message = NULL, answers = '[]', text = '',"
                " text_key = '', headline = '', value = '', unit = '', label = '', quote = '', \"start\" = 0, \"end\" = 0,"
                " missing = '[]', notes = '[]', also = '[]' WHERE person = ?",
                (person,),
            ).rowcount
            sql.execute("UPDATE feedback SET person = NULL WHERE person = ?", (person,))
            sql.execute("DELETE FROM requests WHERE person = ?", (person,))
            sql.execute("DELETE FROM buttons WHERE owner = ?", (person,))
            sql.execute("DELETE FROM strangers WHERE id = ?", (person,))
            add_entry(sql, self._connection.stamp(), person, "forget", person, f"{erased} questions")
        self._connection.erase_traces()  # when it cannot be done now, the daily pruning does it
        return erased
