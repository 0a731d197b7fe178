"""Who may do what. Each change of somebody's rights is in the audit, by the same transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.journal.audit import add_entry
from bot.journal.connection import Connection
from bot.journal.keys import storable
from bot.journal.times import read

Role = Literal["staff", "pr", "admin"]
RANK: dict[Role, int] = {"staff": 1, "pr": 2, "admin": 3}  # who has a higher role may do all that a lower one may


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may ask. ``id`` is the Telegram user id; ``blocked``: he has blocked the bot, which cannot write to him.

    ``added_by`` is None for who was added on the command line or by the settings."""

    id: int
    name: str
    username: str | None
    role: Role
    added_by: int | None
    added_at: datetime
    blocked: bool = False


class People:
    """The people of a journal, by Telegram user id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: int) -> Person | None:
        """The person, or None: a stranger."""
        with self._connection.reading() as sql:
            return find(sql, id)

    def list(self) -> tuple[Person, ...]:
        """Everybody, in the order in which they were added."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, name, username, role, added_by, added_at, blocked FROM people ORDER BY added_at, id"
            ).fetchall()
        return tuple(_person(row) for row in rows)

    def put(self, id: int, name: str, username: str | None, role: Role, by: int | None) -> None:
        """Add a person, or give one who is there this name and role."""
        with self._connection.changing() as sql:
            grant(sql, self._connection.stamp(), id, name, username, role, by)

    def rename(self, id: int, name: str, username: str | None) -> bool:
        """Follow a change of name in Telegram; False when there is no such person or nothing changed."""
        with self._connection.changing() as sql:
            changed = sql.execute(
                "UPDATE people SET name = ?1, username = ?2 WHERE id = ?3 AND (name <> ?1 OR username IS NOT ?2)",
                (storable(name), username, id),
            )
            return changed.rowcount > 0

    def set_role(self, id: int, role: Role, by: int | None) -> bool:
        """Give a person another role; False when there is no such person. See ``remove`` about invitations."""
        with self._connection.changing() as sql:
            person = find(sql, id)
            if person is not None:
                grant(sql, self._connection.stamp(), id, person.name, person.username, role, by)
            return person is not None

    def remove(self, id: int, by: int | None) -> bool:
        """Take all rights; False when there is no such person. Invitations that he made end too: they would let him in again."""
        with self._connection.changing() as sql:
            person = find(sql, id)
            if person is not None:
                sql.execute("DELETE FROM people WHERE id = ?", (id,))
                at = self._connection.stamp()
                add_entry(sql, at, by, "remove", id, f"was {person.role}{_end_invitations(sql, at, id)}")
            return person is not None

    def blocked(self, id: int, blocked: bool) -> None:
        """Note whether the person has blocked the bot; no change of rights."""
        with self._connection.changing() as sql:
            sql.execute("UPDATE people SET blocked = ? WHERE id = ?", (blocked, id))

    def told(self, id: int, day: date) -> bool:
        """True when this stranger was not told on that day yet, which counts as telling him; of two at once one gets True."""
        with self._connection.changing() as sql:
            new = sql.execute("INSERT OR IGNORE INTO strangers (id, day) VALUES (?, ?)", (id, day.isoformat()))
            return new.rowcount > 0


def find(sql: sqlite3.Connection, id: int) -> Person | None:
    """A person, within somebody's transaction."""
    row = sql.execute("SELECT id, name, username, role, added_by, added_at, blocked FROM people WHERE id = ?", (id,)).fetchone()
    return None if row is None else _person(row)


def grant(
    sql: sqlite3.Connection, at: str, id: int, name: str, username: str | None, role: Role, by: int | None, why: str = ""
) -> None:
    """Add a person or change name and role, with the audit's entry when rights change; ``why`` ends the entry."""
    before = find(sql, id)
    sql.execute(
        "INSERT INTO people (id, name, username, role, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, username = excluded.username, role = excluded.role",
        (id, storable(name), username, role, by, at),
    )
    if before is None:
        add_entry(sql, at, by, "add", id, f"{role}{why}")
    elif before.role != role:
        ended = _end_invitations(sql, at, id) if RANK[role] < RANK[before.role] else ""
        add_entry(sql, at, by, "set_role", id, f"{before.role} -> {role}{why}{ended}")


def _end_invitations(sql: sqlite3.Connection, at: str, made_by: int) -> str:
    ended = sql.execute("UPDATE invitations SET revoked_at = ? WHERE made_by = ? AND revoked_at IS NULL", (at, made_by))
    return f"; {ended.rowcount} invitations ended" if ended.rowcount else ""


def _person(row: tuple[int, str, str | None, Role, int | None, str, int]) -> Person:
    return Person(row[0], row[1], row[2], row[3], row[4], read(row[5]), bool(row[6]))
