"""What is not kept for ever: after so many days questions go with all their texts; what was asked how often stays counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.journal.connection import Connection
from bot.journal.inbox import KEPT
from bot.journal.times import written


@dataclass(frozen=True, slots=True)
class Removed:
    """How many rows were removed; ``questions`` went with their feedback.

    ``rewritten``: no trace of them is left in the file's bytes; else they go with the next pruning that has room for a copy."""

    questions: int = 0
    requests: int = 0
    buttons: int = 0
    updates: int = 0
    invitations: int = 0
    rewritten: bool = True


class Retention:
    """The pruning of a journal; the audit and the people are never pruned."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def apply(self, days: int) -> Removed:
        """Remove what is older than that many days, buttons that are over, and updates of more than 14 days; once a day will do.

        Open requests go too: no text of anybody's is kept longer. ValueError: less than a day."""
        if days < 1:
            raise ValueError(f"keeping for {days} days would remove what is still needed")
        now = self._connection.now()
        before = written(now - timedelta(days=days))
        self._strangers(written(now - timedelta(days=2)))
        return Removed(
            questions=self._questions(before),
            requests=self._requests(before),
            buttons=self._buttons(written(now), before),
            updates=self._updates(written(now - KEPT)),
            invitations=self._invitations(before),
            rewritten=self._connection.erase_traces(),
        )

    def _questions(self, before: str) -> int:
        with self._connection.changing() as sql:
            return sql.execute("DELETE FROM questions WHERE at < ?", (before,)).rowcount

    def _requests(self, before: str) -> int:
        with self._connection.changing() as sql:
            return sql.execute("DELETE FROM requests WHERE filed_at < ?", (before,)).rowcount

    def _buttons(self, now: str, before: str) -> int:
        with self._connection.changing() as sql:
            return sql.execute("DELETE FROM buttons WHERE expires_at <= ? OR made_at < ?", (now, before)).rowcount

    def _updates(self, before: str) -> int:
        with self._connection.changing() as sql:
            return sql.execute("DELETE FROM updates WHERE received_at < ?", (before,)).rowcount

    def _invitations(self, before: str) -> int:
        with self._connection.changing() as sql:
            return sql.execute("DELETE FROM invitations WHERE expires_at < ? OR revoked_at < ?", (before, before)).rowcount

    def _strangers(self, before: str) -> None:
        with self._connection.changing() as sql:
            sql.execute("DELETE FROM strangers WHERE day < ?", (before,))
