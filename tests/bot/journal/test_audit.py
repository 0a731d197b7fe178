"""The audit is only ever added to, even by who writes SQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.journal.audit import Entry
from bot.journal.desk_file import NAME, Journal
from tests.bot.journal.clock import START, Clock


def test_entries_are_listed_newest_first(journal: Journal, clock: Clock) -> None:
    """From a time on, no more than asked for."""
    journal.audit.write(1, "publish", "3", "某林场年报")
    clock.pass_by(hours=1)
    journal.audit.write(None, "rollback")
    first = Entry(1, START, 1, "publish", "3", "某林场年报")
    second = Entry(2, START + timedelta(hours=1), None, "rollback", "", "")
    assert journal.audit.list() == (second, first)
    assert journal.audit.list(limit=1) == (second,)
    assert journal.audit.list(START + timedelta(minutes=1)) == (second,)
    assert journal.audit.list(START) == (second, first)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 2",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 1",
        "UPDATE audit SET id = 7 WHERE id = 1",
    ],
)
def test_no_entry_is_changed_or_removed(journal: Journal, wenbao_home: Path, statement: str) -> None:
    """The file itself refuses, whoever opens it."""
    journal.audit.write(1, "publish")
    with closing(sqlite3.connect(wenbao_home / NAME)) as other, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        other.execute(statement)
    assert len(journal.audit.list()) == 1


def test_an_entry_is_not_replaced(journal: Journal) -> None:
    """Nor through our own connection by a row that takes its place."""
    journal.audit.write(1, "publish")
    with (
        pytest.raises(sqlite3.IntegrityError, match="only added to"),
        journal._connection.changing() as sql,
    ):
        sql.execute("INSERT OR REPLACE INTO audit (id, at, actor, action, subject, detail) VALUES (1, '', 2, '', '', '')")
    assert [entry.action for entry in journal.audit.list()] == ["publish"]


def test_what_fails_leaves_no_entry(journal: Journal) -> None:
    """An entry and what it tells of are one transaction."""
    with pytest.raises(sqlite3.IntegrityError):
        journal.people.put(5, "五", None, "king", 1)  # type: ignore[arg-type]  # a role that is none
    assert journal.people.list() == ()
    assert journal.audit.list() == ()
