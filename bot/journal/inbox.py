"""Incoming updates, written down before anything is done about them, so that none is lost by a crash and none done twice.

received -> begun (counted) -> sending -> done. A done update's body is erased; its id stays for ``KEPT``, for Telegram may
send an update again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.journal.connection import Connection
from bot.journal.keys import storable

ATTEMPTS = 3  # an update that ended the process so often would do it again
KEPT = timedelta(days=14)  # Telegram keeps an update for a day


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not done. In state "sending" a part of the answer may have gone out already."""

    update_id: int
    body: str
    state: Literal["received", "sending"]
    attempts: int = 0


class Inbox:
    """The incoming updates of a journal, by Telegram's update_id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def receive(self, update_id: int, body: str) -> bool:
        """Write an update down; False when it is known, in any state: a duplicate."""
        return bool(self.receive_many([(update_id, body)]))

    def receive_many(self, updates: Iterable[tuple[int, str]]) -> tuple[int, ...]:
        """Write (update_id, body) down, all or none; the ids of those that were new, in the given order."""
        at = self._connection.stamp()
        new = []
        with self._connection.changing() as sql:
            for update_id, body in updates:
                added = sql.execute(
                    "INSERT OR IGNORE INTO updates (id, body, state, received_at) VALUES (?, ?, 'received', ?)",
                    (update_id, storable(body), at),
                )
                if added.rowcount:
                    new.append(update_id)
        return tuple(new)

    def begin(self, update_id: int) -> int:
        """Count an attempt before the update is handled: its number, from 1; 0 when there is nothing to do or it was given up."""
        with self._connection.changing() as sql:
            counted = sql.execute(
                "UPDATE updates SET attempts = attempts + 1 WHERE id = ? AND state <> 'done' AND attempts < ?",
                (update_id, ATTEMPTS),
            )
            if not counted.rowcount:
                return 0
            return int(sql.execute("SELECT attempts FROM updates WHERE id = ?", (update_id,)).fetchone()[0])

    def release(self, update_id: int) -> None:
        """Take the last attempt back: it ended in good order without an answer (Telegram away, the bot stopped)."""
        with self._connection.changing() as sql:
            sql.execute(
                "UPDATE updates SET attempts = attempts - 1 WHERE id = ? AND state <> 'done' AND attempts > 0", (update_id,)
            )

    def sending(self, update_id: int) -> None:
        """The first request of the answer is about to go out."""
        with self._connection.changing() as sql:
            sql.execute("UPDATE updates SET state = 'sending' WHERE id = ? AND state = 'received'", (update_id,))

    def refused(self, update_id: int) -> None:
        """The request surely did not reach anybody: the update is as if nothing had been sent."""
        with self._connection.changing() as sql:
            sql.execute("UPDATE updates SET state = 'received' WHERE id = ? AND state = 'sending'", (update_id,))

    def done(self, update_id: int) -> None:
        """The update was answered: its body is erased, its id is kept."""
        with self._connection.changing() as sql:
            sql.execute("UPDATE updates SET state = 'done', body = NULL WHERE id = ?", (update_id,))

    def pending(self) -> tuple[Waiting, ...]:
        """What was received and is not done, in Telegram's order, without what was given up."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, body, state, attempts FROM updates WHERE state <> 'done' AND attempts < ? ORDER BY id", (ATTEMPTS,)
            ).fetchall()
        return tuple(Waiting(*row) for row in rows)

    def given_up(self) -> tuple[Waiting, ...]:
        """What was begun ``ATTEMPTS`` times and never done; kept, body and all, until it is pruned."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, body, state, attempts FROM updates WHERE state <> 'done' AND attempts >= ? ORDER BY id", (ATTEMPTS,)
            ).fetchall()
        return tuple(Waiting(*row) for row in rows)
