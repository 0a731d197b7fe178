"""A question with what was answered, as a value and as a row of the table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.journal.keys import storable, text_key
from bot.journal.times import read, written


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and its answer. ``message`` is the message that asked (None: inline mode, or the group has moved).

    ``status`` is that of the answer; ``kind`` ``value`` ``unit`` ``label`` are those of its first value, ``report`` ``section``
    ``path`` ``quote`` ``start`` ``end`` of its first evidence (characters of the report's text); "" and 0 where it has none.
    ``also``: (report, section, quote) of the other sentences that the answer rests on. ``ms`` is what the answer
    took. ``at`` None is the moment of adding. A forgotten question has no person, chat and texts."""

    person: int | None
    chat: int | None
    thread: int | None
    message: int | None
    text: str
    status: str
    headline: str = ""
    kind: str = ""
    value: str = ""
    unit: str = ""
    label: str = ""
    report: str = ""
    section: str = ""
    path: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0
    revision: str = ""
    missing: tuple[str, ...] = ()
    ms: float = 0.0
    notes: tuple[str, ...] = ()
    at: datetime | None = None
    also: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """Which of our messages answered a message; ``answers`` in the order in which they were sent."""

    question_id: int
    text: str
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that went out, for telling the person when the report turns out to be wrong or is replaced."""

    question_id: int
    person: int
    chat: int
    thread: int | None
    at: datetime
    text: str
    headline: str
    value: str
    unit: str
    label: str
    report: str
    path: str
    quote: str
    revision: str
    section: str = ""
    also: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that was not answered, or whose answer ``wrong`` people called wrong; who asked is not told."""

    question_id: int
    at: datetime
    text: str
    status: str
    headline: str
    missing: tuple[str, ...]
    wrong: int


@dataclass(frozen=True, slots=True)
class Frequent:
    """A question (in its latest wording) with how many times and by how many people it was asked."""

    text: str
    times: int
    people: int


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A question whose answer was called useful, as it was asked and answered last; who asked is not told."""

    text: str
    headline: str
    label: str


def as_row(asked: Asked, now: datetime) -> dict[str, Any]:
    """The columns of a question. ValueError: a number that SQLite cannot hold, a time without zone."""
    row = {
        "at": written(asked.at or now),
        "person": asked.person,
        "chat": asked.chat,
        "thread": asked.thread,
        "message": asked.message,
        "text": asked.text,
        "text_key": text_key(asked.text),
        "status": asked.status,
        "headline": asked.headline,
        "kind": asked.kind,
        "value": asked.value,
        "unit": asked.unit,
        "label": asked.label,
        "report": asked.report,
        "section": asked.section,
        "path": asked.path,
        "quote": asked.quote,
        "start": asked.start,
        "end": asked.end,
        "revision": asked.revision,
        "missing": _packed(asked.missing),
        "notes": _packed(asked.notes),
        "also": json.dumps(asked.also),
        "ms": asked.ms,
    }
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def from_row(row: tuple[Any, ...]) -> Asked:
    """A question of its columns in the order of ``Asked``'s fields."""
    *plain, missing, ms, notes, at, also = row
    return Asked(*(*plain, unpacked(missing), ms, unpacked(notes), read(at), tuple(map(tuple, unpacked(also)))))


def unpacked(stored: str) -> tuple[Any, ...]:
    """The tuple of a column that holds a list."""
    return tuple(json.loads(stored))


def _packed(texts: tuple[str, ...]) -> str:
    return json.dumps(texts)  # in ASCII, so that whatever a client sent can be held
