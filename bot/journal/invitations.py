"""Invitations: a code that gives whoever sends it a role, a number of times, until a day. Only its SHA-256 is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.journal.audit import add_entry
from bot.journal.connection import Connection
from bot.journal.people import RANK, Role, find, grant
from bot.journal.times import read, written


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that can still be used; its code is known only to who was given it."""

    id: int
    role: Role
    made_by: int | None
    made_at: datetime
    expires_at: datetime
    uses: int
    used: int


class Invitations:
    """The invitations of a journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, role: Role, by: int | None, uses: int, lasts: timedelta) -> str:
        """A new code of 22 characters ``[A-Za-z0-9_-]``, fit for a deep link; it is given out here and never again.

        ValueError: no use, or no time to use it."""
        if uses < 1 or lasts <= timedelta(0):
            raise ValueError(f"an invitation for {uses} uses that lasts {lasts} invites nobody")
        code = secrets.token_urlsafe(16)
        now = self._connection.now()
        with self._connection.changing() as sql:
            made = sql.execute(
                "INSERT INTO invitations (digest, role, made_by, made_at, expires_at, uses) VALUES (?, ?, ?, ?, ?, ?)",
                (_digest(code), role, by, written(now), written(now + lasts), uses),
            )
            add_entry(sql, written(now), by, "invite", made.lastrowid, f"{role}, {uses} uses, until {written(now + lasts)}")
        return code

    def redeem(self, code: str, person_id: int, name: str, username: str | None) -> Role | None:
        """Let a person in and give the role he has now; None when the code is unknown, used up, over or revoked.

        Who already has that role or a higher one keeps it and uses nothing up, even if the code is used up: a link is often
        opened twice."""
        at = self._connection.stamp()
        with self._connection.changing() as sql:
            row = sql.execute(
                "SELECT id, role, made_by, used < uses AND expires_at > ? AND revoked_at IS NULL FROM invitations"
                " WHERE digest = ?",
                (at, _digest(code)),
            ).fetchone()
            if row is None:
                return None
            role: Role = row[1]
            invitation, _, made_by, usable = row
            person = find(sql, person_id)
            if person is not None and RANK[person.role] >= RANK[role]:
                return person.role
            if not usable:
                return None
            sql.execute("UPDATE invitations SET used = used + 1 WHERE id = ?", (invitation,))
            grant(sql, at, person_id, name, username, role, made_by, f", invitation {invitation}")
            return role

    def list(self) -> tuple[Invitation, ...]:
        """The invitations that can still be used, the oldest first."""
        with self._connection.reading() as sql:
            rows = sql.execute(
                "SELECT id, role, made_by, made_at, expires_at, uses, used FROM invitations"
                " WHERE used < uses AND expires_at > ? AND revoked_at IS NULL ORDER BY id",
                (self._connection.stamp(),),
            ).fetchall()
        return tuple(Invitation(r[0], r[1], r[2], read(r[3]), read(r[4]), r[5], r[6]) for r in rows)

    def revoke(self, id: int, by: int | None) -> bool:
        """End an invitation; False when there is none of that id that is not ended already."""
        at = self._connection.stamp()
        with self._connection.changing() as sql:
            ended = sql.execute("UPDATE invitations SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (at, id))
            if ended.rowcount:
                add_entry(sql, at, by, "revoke", id)
            return ended.rowcount > 0


def _digest(code: str) -> str:
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
