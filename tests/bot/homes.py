"""Homes with reports and a journal in them, small and quick to make, and what they hold in a form that can be compared."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.journal.desk_file import NAME, Journal
from knowledge.language.tokens import Tokenizer
from knowledge.store.revisions import Home
from knowledge.store.write import write_revision
from tests.bot.journal.clock import START
from tests.knowledge.store.drafts import report

TOKENIZER = Tokenizer()
Contents = tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]


def publish(home: Path, *names: str) -> None:
    """A revision with a report for each name."""
    Home(home).publish(lambda part: write_revision(part, [report(name) for name in names], TOKENIZER))


def remember(home: Path, *people: int) -> None:
    """People with their audit entries, and an invitation."""
    with Journal.open(home, now=lambda: START) as journal:
        for id in people:
            journal.people.put(id, f"=甲{id}", None, "staff", None)
        journal.audit.write(7, "publish", "1", "=某林场年报")


def filled(home: Path, *people: int, revisions: int = 2) -> Path:
    """A home with revisions and a journal."""
    for number in range(revisions):
        publish(home, *(f"{n}校" for n in range(number + 1)))
    remember(home, *(people or (1, 2)))
    return home


def contents(home: Path) -> Contents:
    """The pointer, the digests of the revisions, and every row of the journal."""
    pointer = home / "current"
    files = sorted((home / "revisions").glob("*")) if (home / "revisions").is_dir() else []
    digests = tuple((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files)
    return (pointer.read_text() if pointer.exists() else "", digests, rows(home / NAME))


def rows(journal: Path) -> tuple[str, ...]:
    """The journal as statements; none when there is no file, which is not made by looking."""
    if not journal.exists():
        return ()
    with closing(sqlite3.connect(f"{journal.as_uri()}?mode=rw", uri=True)) as sql:
        return tuple(sql.iterdump())


def beside(folder: Path) -> set[str]:
    """The names in a folder, hidden ones too."""
    return {path.name for path in folder.iterdir()}
