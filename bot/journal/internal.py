"""What admins have marked as internal: a section of a report with all below it, or one sentence; in force until it is lifted."""

from __future__ import annotations

from dataclasses import dataclass

from bot.journal.audit import add_entry
from bot.journal.connection import Connection
from bot.journal.keys import storable


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: ``report`` by title, ``section`` as its headings joined; ``quote`` "" for the whole section."""

    id: int
    report: str
    section: str
    quote: str


class InternalMarks:
    """The marks of a journal; ``by`` is a Telegram user id, None the command line."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, report: str, section: str, quote: str, by: int | None) -> int:
        """Mark a section, or one of its sentences, as internal; the id of the mark, of the one that holds if there is one."""
        at = self._connection.stamp()
        named = storable(report), storable(section), storable(quote)
        with self._connection.changing() as sql:
            held = sql.execute(
                "SELECT id FROM internal WHERE report = ? AND section = ? AND quote = ? AND lifted_at IS NULL", named
            ).fetchone()
            if held is not None:
                return int(held[0])
            made = sql.execute(
                'INSERT INTO internal (report, section, quote, "by", at) VALUES (?, ?, ?, ?, ?)', (*named, by, at)
            )
            add_entry(sql, at, by, "mark_internal", made.lastrowid, f"{report}: {section}")
            return int(made.lastrowid or 0)

    def lift(self, id: int, by: int | None) -> bool:
        """Let everybody see it again; False when there is no mark of that id that holds."""
        at = self._connection.stamp()
        with self._connection.changing() as sql:
            lifted = sql.execute(
                "UPDATE internal SET lifted_at = ?, lifted_by = ? WHERE id = ? AND lifted_at IS NULL", (at, by, id)
            )
            if lifted.rowcount:
                add_entry(sql, at, by, "lift_internal", id)
            return lifted.rowcount > 0

    def active(self) -> tuple[Mark, ...]:
        """The marks that hold, the oldest first."""
        with self._connection.reading() as sql:
            rows = sql.execute("SELECT id, report, section, quote FROM internal WHERE lifted_at IS NULL ORDER BY id").fetchall()
        return tuple(Mark(*row) for row in rows)
