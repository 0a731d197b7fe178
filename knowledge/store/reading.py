"""Reading one revision file from any thread, with one error for whatever is wrong with it."""

from __future__ import annotations

import sqlite3
import threading
import weakref
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from knowledge.errors import DamagedRevisionError
from knowledge.store import schema
from knowledge.store.packing import seal

Row = tuple[Any, ...]

# What a broken file makes of SQLite, of JSON and of the values unpacked from it.
_DAMAGE = (sqlite3.Error, zlib.error, ValueError, TypeError, IndexError, KeyError, ArithmeticError)


class Reader:
    """The connections to one revision, one for each thread that asks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        self._connections: weakref.WeakSet[schema.Connection] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._connection()

    def rows(self, statement: str, bound: Row = ()) -> list[Row]:
        """All rows of one whole statement. DamagedRevisionError: the file cannot be read."""
        try:  # what damage() does, without the cost of a context manager
            rows: list[Row] = self._connection().execute(statement, bound).fetchall()
        except _DAMAGE as error:
            raise self._damaged(error) from error
        return rows

    def meta(self) -> dict[str, str]:
        """What the revision says of itself."""
        with self.damage():
            return schema.read_meta(self._connection())

    @contextmanager
    def damage(self) -> Iterator[None]:
        """Turn what goes wrong inside into DamagedRevisionError."""
        try:
            yield
        except _DAMAGE as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> DamagedRevisionError:
        reason = str(error) or type(error).__name__
        return DamagedRevisionError(f"{self.path} is damaged ({reason}); roll back to another revision or publish again")

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in list(self._connections):
                connection.close()

    def _connection(self) -> schema.Connection:
        connection: schema.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._threads.connection = schema.open_readonly(self.path)
            with self._lock:
                self._connections.add(connection)
        return connection


def check_seal(mark: object, *fields: str | int) -> None:
    """ValueError unless ``mark`` is the seal of the fields."""
    if seal(*fields) != mark:
        raise ValueError("checksum differs")
