"""The tables of ``desk.db``, as migrations that are only ever added to: a file of any older version is brought up to date.

A step that was released is never changed. Times are texts as in :mod:`bot.journal.times`; lists are JSON.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x57454E4A  # "WENJ": says whose file it is, to us and to file(1)
SET = "wenbao.journal"
TABLES = frozenset(
    (
        "people strangers invitations updates questions tallies feedback requests buttons audit"
        " moved_chats newest_messages corrections lessons internal"
    ).split()
)
STEPS = (
    "0001_people_and_audit",
    "0002_updates_and_buttons",
    "0003_questions_feedback_requests",
    "0004_newest_messages_and_moved_chats",
    "0005_corrections",
    "0006_lessons",
    "0007_internal",
    "0008_other_proofs",
)

migrations = Migrations(SET)

_PEOPLE_AND_AUDIT = """
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    username TEXT,
    role TEXT NOT NULL CHECK (role IN ('staff', 'pr', 'admin')),
    added_by INTEGER,
    added_at TEXT NOT NULL,
    blocked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE strangers (id INTEGER NOT NULL, day TEXT NOT NULL, PRIMARY KEY (id, day)) WITHOUT ROWID;
CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('staff', 'pr', 'admin')),
    made_by INTEGER,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    uses INTEGER NOT NULL CHECK (uses > 0),
    used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND uses),
    revoked_at TEXT
);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor INTEGER,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (at);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
"""

_UPDATES_AND_BUTTONS = """
CREATE TABLE updates (
    id INTEGER PRIMARY KEY,
    body TEXT,
    state TEXT NOT NULL CHECK (state IN ('received', 'sending', 'done')),
    attempts INTEGER NOT NULL DEFAULT 0,
    received_at TEXT NOT NULL
);
CREATE INDEX updates_waiting ON updates (id) WHERE state <> 'done';
CREATE INDEX updates_by_time ON updates (received_at);
CREATE TABLE buttons (
    token TEXT PRIMARY KEY,
    owner INTEGER,
    chat INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) WITHOUT ROWID;
CREATE INDEX buttons_by_time ON buttons (expires_at);
"""

_QUESTIONS_FEEDBACK_REQUESTS = """
CREATE TABLE questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    person INTEGER,
    chat INTEGER,
    thread INTEGER,
    message INTEGER,
    answers TEXT NOT NULL DEFAULT '[]',
    text TEXT NOT NULL,
    text_key TEXT NOT NULL,
    status TEXT NOT NULL,
    headline TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    label TEXT NOT NULL,
    report TEXT NOT NULL,
    section TEXT NOT NULL,
    path TEXT NOT NULL,
    quote TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    revision TEXT NOT NULL,
    missing TEXT NOT NULL,
    notes TEXT NOT NULL,
    ms REAL NOT NULL
);
CREATE INDEX questions_by_time ON questions (at);
CREATE INDEX questions_by_person ON questions (person, id);
CREATE INDEX questions_by_message ON questions (chat, message);
CREATE TABLE tallies (
    hour TEXT NOT NULL,
    status TEXT NOT NULL,
    asked INTEGER NOT NULL,
    PRIMARY KEY (hour, status)
) WITHOUT ROWID;
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    question_id INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    person INTEGER,
    verdict TEXT NOT NULL CHECK (verdict IN ('useful', 'wrong')),
    at TEXT NOT NULL,
    UNIQUE (question_id, person)
);
CREATE INDEX feedback_by_person ON feedback (person);
CREATE TABLE requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question_id INTEGER NOT NULL,
    person INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    thread INTEGER,
    text TEXT NOT NULL,
    text_key TEXT NOT NULL,
    filed_at TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('answered', 'declined')),
    closed_by INTEGER,
    closed_at TEXT,
    told_at TEXT,
    UNIQUE (question_id, person)
);
CREATE UNIQUE INDEX requests_open ON requests (text_key, person) WHERE closed_at IS NULL;
CREATE INDEX requests_by_person ON requests (person);
CREATE INDEX requests_by_time ON requests (filed_at);
"""

_LESSONS = """
CREATE TABLE lessons (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('alias', 'synonym')),
    question TEXT NOT NULL DEFAULT '',
    target TEXT NOT NULL DEFAULT '',
    word TEXT NOT NULL DEFAULT '',
    other TEXT NOT NULL DEFAULT '',
    "by" INTEGER,
    at TEXT NOT NULL,
    reverted_by INTEGER,
    reverted_at TEXT,
    CHECK (kind = 'alias' OR (word <> '' AND other <> '')),
    CHECK (kind = 'synonym' OR (question <> '' AND target <> ''))
);
"""


_NEWEST_MESSAGES_AND_MOVED_CHATS = """
ALTER TABLE updates ADD COLUMN newest INTEGER NOT NULL DEFAULT 0;
CREATE TABLE newest_messages (space INTEGER PRIMARY KEY, message INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE moved_chats (old INTEGER PRIMARY KEY, new INTEGER NOT NULL) WITHOUT ROWID;
"""

_CORRECTIONS = """
CREATE TABLE corrections (
    question_id INTEGER PRIMARY KEY REFERENCES questions (id) ON DELETE CASCADE,
    now TEXT NOT NULL,
    told_at TEXT NOT NULL
);
"""


@migrations(name=STEPS[0])
def _people_and_audit(database: Database) -> None:
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.executescript(_PEOPLE_AND_AUDIT)


@migrations(name=STEPS[1])
def _updates_and_buttons(database: Database) -> None:
    database.executescript(_UPDATES_AND_BUTTONS)


@migrations(name=STEPS[2])
def _questions_feedback_requests(database: Database) -> None:
    database.executescript(_QUESTIONS_FEEDBACK_REQUESTS)


@migrations(name=STEPS[3])
def _newest_messages_and_moved_chats(database: Database) -> None:
    database.executescript(_NEWEST_MESSAGES_AND_MOVED_CHATS)


@migrations(name=STEPS[4])
def _corrections(database: Database) -> None:
    database.executescript(_CORRECTIONS)


@migrations(name=STEPS[5])
def _lessons(database: Database) -> None:
    database.executescript(_LESSONS)


_INTERNAL = """
CREATE TABLE internal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report TEXT NOT NULL,
    section TEXT NOT NULL,
    quote TEXT NOT NULL,
    "by" INTEGER,
    at TEXT NOT NULL,
    lifted_by INTEGER,
    lifted_at TEXT
);
CREATE UNIQUE INDEX internal_held ON internal (report, section, quote) WHERE lifted_at IS NULL;
"""


@migrations(name=STEPS[6])
def _internal(database: Database) -> None:
    database.executescript(_INTERNAL)


@migrations(name=STEPS[7])
def _other_proofs(database: Database) -> None:
    database.execute("ALTER TABLE questions ADD COLUMN also TEXT NOT NULL DEFAULT '[]'")


def unknown_steps(database: Database) -> tuple[str, ...]:
    """The steps that a newer version has taken on this file; none when this version may write it."""
    return tuple(step.name for step in migrations.applied(database) if step.name not in STEPS)


def missing_tables(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The tables that should be in a file that is up to date and are not."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return tuple(sorted(TABLES - found))
