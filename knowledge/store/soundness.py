"""Whether a revision file is whole: every page, and the checksum of everything that answers are made of.

Asking checks what it reads; whoever keeps files for later wants to know of all of it now. A revision of an older schema cannot be
asked any more, but it holds the texts of its reports and is kept as it is.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from knowledge.errors import DamagedRevisionError
from knowledge.store import schema
from knowledge.store.reading import check_seal

# Each statement gives, row by row, what a seal was made of, in its order, and the seal last.
_SEALED = (
    "SELECT id, title, institution, period, name, digest, characters, sections, facts, published, example, seal FROM reports",
    "SELECT report_id, packed, seal FROM sections",
    "SELECT id, report_id, section, context, norm, packed, seal FROM passages",
)


def check_revision(path: Path) -> None:
    """Nothing, when every page and every checksum of the file is right; a second for each 100 MB or so.

    DamagedRevisionError: no revision of ours, cut short, a bit turned, or written by a newer version."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            _check(connection, path)
    except (sqlite3.Error, OSError, ValueError, TypeError) as error:
        raise DamagedRevisionError(f"{path} is damaged ({error}); roll back to another revision or publish again") from error


def _check(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")  # the file may come from anywhere
    mark, version, pages, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "page_count", "page_size")
    )
    if mark != schema.APPLICATION_ID:
        raise ValueError("it is no revision of wenbao")
    if version > schema.VERSION:
        raise ValueError(f"schema {version} is of a newer wenbao, this one reads {schema.VERSION}")
    if pages * size != path.stat().st_size:
        raise ValueError("it is cut short")
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise ValueError(" ".join(str(verdict).split()))
    if version == schema.VERSION:
        _check_seals(connection)


def _check_seals(connection: sqlite3.Connection) -> None:
    for statement in _SEALED:
        for row in connection.execute(statement):
            check_seal(row[-1], *row[:-1])
    listed = dict(connection.execute("SELECT key, value FROM meta")).get("passages")
    if listed != str(connection.execute("SELECT count(*) FROM passages").fetchone()[0]):
        raise ValueError("passages are missing")
