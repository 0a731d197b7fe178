"""The file is made, brought up to date and kept private; what it cannot be is told in one line and never mended by guesses."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.journal import schema
from bot.journal.connection import Connection
from bot.journal.desk_file import NAME, Journal
from bot.journal.times import utc_now
from knowledge.errors import (
    DamagedJournalError,
    HomeNotWritableError,
    JournalBusyError,
    JournalError,
    LibraryError,
    NewerJournalError,
)
from tests.bot.journal.clock import ANSWER, START, Clock

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="file modes are of Unix")


def refused(home: Path, error: type[LibraryError], words: str) -> None:
    """Opening fails with that error, in one line that names the file, and changes not a byte."""
    before = (home / NAME).read_bytes() if (home / NAME).is_file() else None
    with pytest.raises(error, match=words) as caught:
        Journal.open(home)
    assert type(caught.value) is error
    assert str(home / NAME) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert before is None or (home / NAME).read_bytes() == before


def test_a_journal_is_made_once(wenbao_home: Path) -> None:
    """With its folder; what was written is there when it is opened again."""
    with Journal.open(wenbao_home / "deep") as journal:
        journal.ping()
        journal.people.put(5, "五", None, "staff", None)
    with Journal.open(wenbao_home / "deep") as journal:
        journal.ping()
        assert [person.id for person in journal.people.list()] == [5]
        assert (utc_now() - journal.people.list()[0].added_at) < timedelta(hours=1)


@UNIX
def test_only_the_owner_reads_it(wenbao_home: Path) -> None:
    """The file and SQLite's files beside it, also when an older version left it open to others."""
    old = os.umask(0)
    try:
        with Journal.open(wenbao_home) as journal:
            journal.people.put(5, "五", None, "staff", None)
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in wenbao_home.iterdir()}
    finally:
        os.umask(old)
    assert modes == {NAME: 0o600, f"{NAME}-wal": 0o600, f"{NAME}-shm": 0o600}
    (wenbao_home / NAME).chmod(0o644)
    Journal.open(wenbao_home).close()
    assert stat.S_IMODE((wenbao_home / NAME).stat().st_mode) == 0o600


def test_how_the_file_is_kept(journal: Journal, wenbao_home: Path) -> None:
    """Readers do not wait for a writer, nothing is lost with the power, and file(1) can tell whose it is."""
    with journal._connection.reading() as sql:
        asked = {name: sql.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with closing(sqlite3.connect(wenbao_home / NAME)) as other:
        assert other.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID


@pytest.mark.parametrize("step", schema.STEPS[1:])
def test_an_older_file_is_brought_up_to_date(wenbao_home: Path, step: str) -> None:
    """What an older version has written is kept by each step; later steps are applied once."""
    wenbao_home.mkdir()
    with closing(Database(sqlite3.connect(wenbao_home / NAME), execute_plugins=False)) as older:
        schema.migrations.apply(older, stop_before=step)
        older.execute("INSERT INTO people (id, name, role, added_at) VALUES (5, '五', 'pr', '2030-01-02T03:04:05.000000+00:00')")
    with Journal.open(wenbao_home) as journal:
        journal.questions.add(ANSWER)
        assert [(p.name, p.role) for p in journal.people.list()] == [("五", "pr")]
    with closing(Database(sqlite3.connect(wenbao_home / NAME), execute_plugins=False)) as file:
        assert tuple(applied.name for applied in schema.migrations.applied(file)) == schema.STEPS
    with Journal.open(wenbao_home) as journal:
        assert journal.questions.get(1) is not None


def test_every_step_is_registered_in_order() -> None:
    """STEPS, by which a newer file is known, are the migrations there are."""
    with closing(Database(memory=True)) as empty:
        assert tuple(step.name for step in schema.migrations.pending(empty)) == schema.STEPS


def test_a_step_that_fails_changes_nothing(wenbao_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All steps or none; the next version that is right brings the file up to date."""
    monkeypatch.setattr(schema, "_QUESTIONS_FEEDBACK_REQUESTS", "CREATE TABLE half (id); CREATE TABLE half (id);")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        Journal.open(wenbao_home)
    with closing(sqlite3.connect(wenbao_home / NAME)) as file:
        assert file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    monkeypatch.undo()
    with Journal.open(wenbao_home) as journal:
        journal.ping()


def test_a_newer_file_is_refused(wenbao_home: Path) -> None:
    """What a newer version has written is not touched, and the step is named."""
    Journal.open(wenbao_home).close()
    with closing(Database(sqlite3.connect(wenbao_home / NAME), execute_plugins=False)) as file:
        file.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, '9999_later', ''), ('other', '1_x', '')",
            (schema.SET,),
        )
    refused(wenbao_home, NewerJournalError, r"newer wenbao \(it has 9999_later\); install")


def foreign_text(path: Path) -> None:
    path.write_text("no database, but long enough to be taken for one\n" * 50, "utf-8")


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE people (id INTEGER)")


def marked_by_another(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA application_id = 7")


@pytest.mark.parametrize(
    ("make", "words"),
    [(foreign_text, "is damaged"), (foreign_database, "not a journal of wenbao"), (marked_by_another, "not a journal of wenbao")],
)
def test_a_foreign_file_is_refused(wenbao_home: Path, make: Callable[[Path], None], words: str) -> None:
    """It belongs to somebody, so it is left as it is."""
    wenbao_home.mkdir()
    make(wenbao_home / NAME)
    refused(wenbao_home, DamagedJournalError, words)


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def overwritten(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xa5" * 4096 * 3)


def table_dropped(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("DROP TABLE requests")


@pytest.mark.parametrize("break_it", [cut_short, overwritten, table_dropped])
def test_a_broken_file_is_refused(wenbao_home: Path, break_it: Callable[[Path], None]) -> None:
    """It is kept for who can save something of it."""
    with Journal.open(wenbao_home) as journal:
        for n in range(30):
            journal.questions.add(replace(ANSWER, text=f"问{n}" * 100))
    break_it(wenbao_home / NAME)
    refused(wenbao_home, DamagedJournalError, "is damaged .*; keep a copy of it and restore")


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    """No journal can be made in it."""
    home = tmp_path / "file"
    home.write_text("", "utf-8")
    refused(home, HomeNotWritableError, "cannot write")


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_told(wenbao_home: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A read-only or full disk is the operator's, with what to do."""

    def refuse(path: Path, flags: int, mode: int) -> int:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(os, "open", refuse)
    refused(wenbao_home, HomeNotWritableError, "free disk space or check the folder's permissions")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_read_only_home_is_told(wenbao_home: Path) -> None:
    """Without the right to write there is no journal."""
    wenbao_home.mkdir()
    wenbao_home.chmod(0o555)
    try:
        refused(wenbao_home, HomeNotWritableError, "cannot write")
    finally:
        wenbao_home.chmod(0o755)


def test_a_disk_that_is_full_is_told(journal: Journal) -> None:
    """What does not fit is not there; what was there is; when there is room again it goes on."""
    journal.questions.add(ANSWER)
    with journal._connection.reading() as sql:
        pages = sql.execute("PRAGMA page_count").fetchone()[0]
        sql.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(HomeNotWritableError, match="free disk space") as caught:
        journal.inbox.receive_many([(1, "a"), (2, "b" * 100_000)])
    assert "\n" not in str(caught.value)
    assert journal.inbox.pending() == ()
    assert journal.questions.get(1) == replace(ANSWER, at=START)
    with journal._connection.reading() as sql:
        sql.execute(f"PRAGMA max_page_count = {pages * 100}")
    assert journal.inbox.receive_many([(1, "a"), (2, "b" * 100_000)]) == (1, 2)


def test_a_disk_that_became_read_only_is_told(journal: Journal) -> None:
    """Reading goes on; writing and ping say it."""
    journal.questions.add(ANSWER)
    with journal._connection.reading() as sql:
        sql.execute("PRAGMA query_only = ON")
    attempts: tuple[Callable[[], object], ...] = (lambda: journal.questions.add(ANSWER), journal.ping)
    for attempt in attempts:
        with pytest.raises(HomeNotWritableError, match="check the folder's permissions"):
            attempt()
    assert journal.questions.get(1) is not None


def test_erasing_without_room_for_a_copy(journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is erased is out of reach; that its bytes are still there is told, and mended by the next pruning."""
    journal.questions.add(ANSWER)
    clock.pass_by(days=40)

    def full(self: Connection) -> bool:
        return False

    with monkeypatch.context() as patch:
        patch.setattr(Connection, "erase_traces", full)
        removed = journal.retention.apply(30)
    assert (removed.questions, removed.rewritten) == (1, False)
    assert journal.retention.apply(30).rewritten


def test_a_journal_that_is_held_is_told(wenbao_home: Path, clock: Clock) -> None:
    """Another process that does not let go is waited for, and then named as the cause; nothing was written."""
    with closing(Connection(wenbao_home / NAME, clock, wait=0.05)) as held:
        journal = Journal(held)
        with closing(sqlite3.connect(wenbao_home / NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            attempts: tuple[Callable[[], object], ...] = (lambda: journal.people.remove(5, 1), journal.ping)
            for attempt in attempts:
                with pytest.raises(JournalBusyError, match="held by another process") as caught:
                    attempt()
                assert "\n" not in str(caught.value)
            assert journal.people.list() == ()
            other.execute("ROLLBACK")
        journal.people.put(5, "五", None, "staff", 1)
        journal.ping()


def test_a_file_that_went_away_is_told(journal: Journal, wenbao_home: Path) -> None:
    """ping sees that what is written would go nowhere."""
    journal.ping()
    (wenbao_home / NAME).rename(wenbao_home / "moved.db")
    with pytest.raises(DamagedJournalError, match="moved or removed while it was open; restart"):
        journal.ping()
    (wenbao_home / NAME).write_bytes(b"")
    with pytest.raises(DamagedJournalError, match="moved or removed while it was open; restart"):
        journal.ping()


def test_a_closed_journal_says_so(journal: Journal) -> None:
    """Closing twice is no error; using it is, and a typed one."""
    journal.close()
    journal.close()
    attempts: tuple[Callable[[], object], ...] = (journal.ping, journal.people.list, lambda: journal.people.remove(1, 1))
    for attempt in attempts:
        with pytest.raises(JournalError, match="is closed"):
            attempt()


def test_a_failure_within_a_transaction_undoes_it(journal: Journal) -> None:
    """And the journal goes on."""
    with pytest.raises(KeyError), journal._connection.changing() as sql:
        sql.execute("INSERT INTO strangers (id, day) VALUES (1, '2031-01-01')")
        raise KeyError
    with journal._connection.reading() as sql:
        assert sql.execute("SELECT count(*) FROM strangers").fetchone()[0] == 0
    journal.people.put(5, "五", None, "staff", 1)


def test_threads_take_turns(journal: Journal) -> None:
    """One connection, many threads: no transaction gets into another."""
    start = threading.Barrier(4)

    def work(n: int) -> None:
        start.wait()
        for i in range(25):
            journal.people.put(n * 100 + i, "某", None, "staff", n)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(journal.people.list()) == len(journal.audit.list(limit=1000)) == 100


def test_a_group_that_moves(journal: Journal) -> None:
    """Its questions, requests and buttons follow; its old messages and topics are found no more, for their numbers begin anew."""
    asked = replace(ANSWER, chat=-5, thread=3)
    first, other = journal.questions.add(asked), journal.questions.add(replace(asked, chat=-6))
    journal.questions.set_answer(first, [81])
    journal.questions.set_answer(other, [81])
    journal.requests.file(first, 5, -5, 3, "问")
    token = journal.buttons.make(5, -5, "again", {}, timedelta(days=1))
    assert journal.move_chat(-5, -1005) == 3
    assert journal.move_chat(-5, -1005) == 0
    assert journal.moved_chats() == ((-5, -1005),)
    assert journal.questions.get(first) == replace(asked, chat=-1005, thread=None, message=None, at=START)
    assert journal.questions.answer_of(-1005, 70) is journal.questions.answer_of(-5, 70) is None
    with journal._connection.reading() as sql:
        assert sql.execute("SELECT answers FROM questions ORDER BY id").fetchall() == [("[]",), ("[81]",)]
    assert [(r.chat, r.thread) for r in journal.requests.open()] == [(-1005, None)]
    button = journal.buttons.press(token)
    assert button is not None
    assert button.chat == -1005
    assert journal.questions.answer_of(-6, 70) is not None


def test_switching_the_log_on_is_tried_again(wenbao_home: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite does not wait for another that switches at the same moment, so we do."""
    refusals = iter([True, True, False])
    enable = Database.enable_wal

    def busy(self: Database) -> None:
        if next(refusals):
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        enable(self)

    monkeypatch.setattr(Database, "enable_wal", busy)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with Journal.open(wenbao_home, now=clock) as journal:
        journal.ping()
    assert next(refusals, None) is None
