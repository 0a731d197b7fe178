"""The lessons of a journal: what admins have taught, each with who did it and whether it was taken back.

Also read without the journal (``LessonReader``): ``wenbao ask`` must not wait for a file to be opened for writing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from bot.journal.times import read, read_if_any
from knowledge.lesson import Alias, Target, Taught

FILE = "desk.db"
_WAIT_SECONDS = 0.2  # for a writer; a question is answered without lessons rather than late


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. An alias has ``question`` and ``target``, a synonym ``words``; ``by`` None is the command line."""

    id: int
    kind: Literal["alias", "synonym"]
    by: int | None
    at: datetime
    question: str = ""
    target: Target | None = None
    words: tuple[str, str] = ("", "")
    reverted_by: int | None = None
    reverted_at: datetime | None = None


def lesson_of(row: tuple[Any, ...]) -> Lesson:
    """A lesson of its columns: id, kind, question, target, word, other, by, at, reverted_by, reverted_at."""
    id, kind, question, target, word, other, by, at, reverted_by, reverted_at = row
    meant = Target(**json.loads(target)) if kind == "alias" else None
    return Lesson(id, kind, by, read(at), question, meant, (word, other), reverted_by, read_if_any(reverted_at))


def packed(target: Target) -> str:
    """The column that holds a target; in ASCII, so that whatever a report says can be held."""
    return json.dumps(asdict(target))


def taught_by(lessons: Iterable[Lesson]) -> Taught:
    """What a library heeds of lessons that hold, the oldest first."""
    held = tuple(lessons)
    aliases = tuple(Alias(one.question, one.target) for one in held if one.target is not None)
    return Taught(aliases, tuple(one.words for one in held if one.kind == "synonym"))


class LessonReader:
    """What the journal of a home teaches now, read without opening it for writing; for a caller that asks again and again.

    No journal, one of an older version, or one that cannot be read now teaches nothing new: what was read before holds."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._version = 0
        self._taught = Taught()

    def taught(self) -> Taught:
        """The same object as before while nothing has changed."""
        if not self._path.is_file():
            self._version, self._taught = 0, Taught() if self._version else self._taught
            return self._taught
        with suppress(sqlite3.Error, ValueError, TypeError):
            self._look()
        return self._taught

    def _look(self) -> None:
        address = f"{self._path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)) as sql:
            version = version_in(sql)
            if version != self._version:
                self._taught = taught_by(held_in(sql))
                self._version = version


def version_in(sql: sqlite3.Connection) -> int:
    """A number that grows by one with each lesson and each one taken back."""
    return int(sql.execute("SELECT count(*) + count(reverted_at) FROM lessons").fetchone()[0])


def held_in(sql: sqlite3.Connection) -> tuple[Lesson, ...]:
    """The lessons that hold, the oldest first."""
    rows = sql.execute(
        'SELECT id, kind, question, target, word, other, "by", at, reverted_by, reverted_at FROM lessons'
        " WHERE reverted_at IS NULL ORDER BY id"
    ).fetchall()
    return tuple(map(lesson_of, rows))


def taught_in(home: Path) -> Taught:
    """What the journal of a home teaches now; nothing where there is none or it cannot be read."""
    return LessonReader(home).taught()
