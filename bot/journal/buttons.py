"""What the buttons under our messages mean. Telegram gives back 64 bytes, so a button carries a token and this the rest."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.journal.connection import Connection
from bot.journal.times import read_if_any, written


@dataclass(frozen=True, slots=True)
class Button:
    """A button that was pressed. ``owner`` None: anyone with access may press. ``used_at``: when it was pressed before."""

    owner: int | None
    chat: int
    kind: str
    payload: Mapping[str, Any]
    used_at: datetime | None


class Buttons:
    """The buttons of a journal, by token; they outlive a restart."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(self, owner: int | None, chat: int, kind: str, payload: Mapping[str, Any], lasts: timedelta) -> str:
        """A token for one button: 22 characters ``[A-Za-z0-9_-]`` that nobody can guess. ``payload`` is JSON."""
        return self.make_many(owner, chat, [(kind, payload)], lasts)[0]

    def make_many(
        self, owner: int | None, chat: int, buttons: Iterable[tuple[str, Mapping[str, Any]]], lasts: timedelta
    ) -> tuple[str, ...]:
        """The tokens of several buttons (kind, payload) of one message, in their order, by one transaction."""
        now = self._connection.now()
        rows = [(secrets.token_urlsafe(16), kind, json.dumps(dict(payload))) for kind, payload in buttons]
        with self._connection.changing() as sql:
            for token, kind, payload in rows:
                sql.execute(
                    "INSERT INTO buttons (token, owner, chat, kind, payload, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (token, owner, chat, kind, payload, written(now), written(now + lasts)),
                )
        return tuple(token for token, _, _ in rows)

    def press(self, token: str, person: int | None = None) -> Button | None:
        """What a token means; None when it is forged or over. The first press is noted as its use.

        Given the person who pressed, only the owner's press is noted; whether it is his is for the caller to see."""
        at = self._connection.stamp()
        with self._connection.changing() as sql:
            row = sql.execute(
                "SELECT owner, chat, kind, payload, used_at FROM buttons WHERE token = ? AND expires_at > ?", (token, at)
            ).fetchone()
            if row is None:
                return None
            owner, chat, kind, payload, used_at = row
            if used_at is None and (person is None or owner in (None, person)):
                _note_use(sql, token, at)
        return Button(owner, chat, kind, json.loads(payload), read_if_any(used_at))


def _note_use(sql: sqlite3.Connection, token: str, at: str) -> None:
    sql.execute("UPDATE buttons SET used_at = ? WHERE token = ?", (at, token))
