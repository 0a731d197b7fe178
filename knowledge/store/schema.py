"""The tables of a revision file, and how a file is known to be one.

One file holds all published reports. It is written once and then only read; derived data is rebuilt, never migrated.
A passage's id is ``report * PASSAGES_PER_REPORT + ordinal``, so a report can be replaced without moving the others.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from knowledge.errors import DamagedRevisionError, TokenizerMismatchError

APPLICATION_ID = 0x57454E42  # "WENB": says whose file it is, to us and to file(1)
VERSION = 1
PASSAGES_PER_REPORT = 1_000_000

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    institution TEXT NOT NULL,
    period TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    characters INTEGER NOT NULL,
    sections INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    published TEXT NOT NULL,
    example INTEGER NOT NULL,
    seal INTEGER NOT NULL,
    source BLOB NOT NULL
);
CREATE TABLE sections (
    report_id INTEGER NOT NULL,
    section INTEGER NOT NULL,
    path TEXT NOT NULL,
    label TEXT NOT NULL,
    packed TEXT NOT NULL,
    seal INTEGER NOT NULL,
    PRIMARY KEY (report_id, section)
) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL,
    section INTEGER NOT NULL,
    context TEXT NOT NULL,
    norm TEXT NOT NULL,
    seal INTEGER NOT NULL,
    packed TEXT NOT NULL
);
CREATE TABLE facts (
    passage_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    section INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    unit TEXT NOT NULL,
    value TEXT,
    label TEXT NOT NULL,
    aspect TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    PRIMARY KEY (passage_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX facts_by_value ON facts (value);
CREATE TABLE vocabulary (token TEXT PRIMARY KEY, df INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE bigrams (token TEXT PRIMARY KEY, df INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE postings USING fts5 (
    words, bigrams, content = '', tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO postings (postings, rank) VALUES ('hashsize', 16777216);
"""


class Connection(sqlite3.Connection):
    """A connection that can be weakly referenced, which the base class cannot."""


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in a new file and mark it as ours."""
    connection.executescript(TABLES)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def open_readonly(path: Path) -> Connection:
    """A connection to a revision that is never written; usable from any thread, one at a time.

    DamagedRevisionError: no such file, not a revision of ours, of another schema version, or cut short."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False, factory=Connection)
    except sqlite3.Error as error:
        raise DamagedRevisionError(_unreadable(path, error)) from error
    try:
        _check_header(connection, path)
    except (sqlite3.Error, OSError) as error:
        connection.close()
        raise DamagedRevisionError(_unreadable(path, error)) from error
    except DamagedRevisionError:
        connection.close()
        raise
    return connection


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """What the revision says of itself: tokenizer, code, created (ISO 8601, UTC), passages."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def require_tokenizer(path: Path, meta: dict[str, str], identity: str) -> None:
    """TokenizerMismatchError unless the revision was written with the tokenizer of that identity."""
    stored = meta.get("tokenizer", "unknown")
    if stored != identity:
        wrong = f"{path} was written with tokenizer {stored}, this wenbao has {identity}"
        raise TokenizerMismatchError(f"{wrong}; publish the reports again")


def _check_header(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DamagedRevisionError(f"{path} is not a revision of wenbao; roll back to another revision or publish again")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION:
        raise DamagedRevisionError(f"{path} has schema {version}, this wenbao reads {VERSION}; publish the reports again")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    if pages * connection.execute("PRAGMA page_size").fetchone()[0] != path.stat().st_size:
        raise DamagedRevisionError(f"{path} is cut short; roll back to another revision or publish again")


def _unreadable(path: Path, error: Exception) -> str:
    return f"{path} cannot be read as a revision ({error}); roll back to another revision or publish again"
