"""Several processes use the file at once, and any of them may be killed at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.journal.desk_file import Journal
from knowledge.errors import DamagedJournalError

ROOT = Path(__file__).resolve().parents[3]

# A child's program begins with this: ``home`` and ``number`` are given; it opens the journal when told to go.
BEGIN = """
import sys
from datetime import timedelta
from pathlib import Path
from bot.journal.desk_file import Journal
from knowledge.errors import WenbaoError
from tests.bot.journal.clock import ANSWER, START
home, number = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
"""


@contextmanager
def children(program: str, home: Path, count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that run the program and have loaded all they need; they begin together, and end with the block."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN + program, str(home), str(n)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for n in range(count)
    ]
    try:
        for child in started:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        for child in started:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        yield started
    finally:
        for child in started:
            child.kill()
            child.communicate()


def finished(started: list[subprocess.Popen[str]]) -> list[str]:
    """What each said when it had done its work."""
    said = [child.communicate(timeout=60)[0].strip() for child in started]
    assert [child.returncode for child in started] == [0] * len(started)
    return said


def sound(home: Path) -> None:
    """No page is broken, and what belongs together is there together."""
    with Journal.open(home) as journal:
        with journal._connection.reading() as sql:
            assert sql.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            asked = sql.execute("SELECT count(*) FROM questions").fetchone()[0]
            tallied = sql.execute("SELECT coalesce(sum(asked), 0) FROM tallies").fetchone()[0]
            people = sql.execute("SELECT count(*) FROM people").fetchone()[0]
            audited = sql.execute("SELECT count(*) FROM audit WHERE action = 'add'").fetchone()[0]
        assert (tallied, audited) == (asked, people)


WRITING = """
with Journal.open(home) as journal:
    for i in range(40):
        journal.people.put(number * 1000 + i, "某", None, "staff", number)
        journal.questions.add(ANSWER)
        journal.inbox.receive(i, "{}")
        if i % 10 == 0:
            journal.retention.apply(30_000)
"""


def test_processes_write_at_once(wenbao_home: Path) -> None:
    """They make the file together and each finds all its writes; an update is new to one of them only."""
    with children(WRITING, wenbao_home, 4) as started:
        finished(started)
    with Journal.open(wenbao_home) as journal:
        assert len(journal.people.list()) == len(journal.audit.list(limit=1000)) == 160
        assert [waiting.update_id for waiting in journal.inbox.pending()] == list(range(40))
    sound(wenbao_home)


CLAIMING = """
with Journal.open(home) as journal:
    print(sum(journal.inbox.receive(i, "{}") for i in range(100)), sum(journal.people.told(i, START.date()) for i in range(100)))
"""


def test_what_is_new_is_new_to_one(wenbao_home: Path) -> None:
    """Of two that receive the same update, or find the same stranger, one acts."""
    with children(CLAIMING, wenbao_home, 3) as started:
        said = [line.split() for line in finished(started)]
    assert [sum(int(words[column]) for words in said) for column in (0, 1)] == [100, 100]


REDEEMING = """
with Journal.open(home) as journal:
    codes = (home / "codes").read_text().split()
    print(*(int(journal.invitations.redeem(code, number * 100 + i, "某", None) == "staff") for i, code in enumerate(codes)))
"""


def test_an_invitation_is_not_used_too_often(wenbao_home: Path) -> None:
    """Five at once with a code for three: three get in."""
    with Journal.open(wenbao_home) as journal:
        codes = [journal.invitations.create("staff", None, 3, timedelta(days=1)) for _ in range(20)]
    (wenbao_home / "codes").write_text("\n".join(codes))
    with children(REDEEMING, wenbao_home, 5) as started:
        said = [[int(word) for word in line.split()] for line in finished(started)]
    assert [sum(column) for column in zip(*said, strict=True)] == [3] * 20
    with Journal.open(wenbao_home) as journal:
        assert journal.invitations.list() == ()
        assert len(journal.people.list()) == 60


ENDLESS = """
journal = Journal.open(home)
start = len(journal.people.list())
for i in range(start, 10**6):
    journal.people.put(i, "某" * 50, None, "staff", number)
    journal.questions.add(ANSWER)
    journal.inbox.receive(i, "x" * 3000)
    if i % 7 == 0:
        journal.questions.forget(5)
    print(i, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of Unix")
@pytest.mark.parametrize("lines", [1, 12, 29])
def test_what_was_written_outlives_a_kill(wenbao_home: Path, lines: int) -> None:
    """kill -9 in the middle of writing: all that was said to be written is there, and nothing by halves."""
    for _ in range(2):
        with children(ENDLESS, wenbao_home, 1) as (child,):
            assert child.stdout is not None
            said = [int(child.stdout.readline()) for _ in range(lines)]
            child.send_signal(signal.SIGKILL)
            said += [int(line) for line in child.communicate()[0].split()]
        sound(wenbao_home)
        with Journal.open(wenbao_home) as journal:
            assert [person.id for person in journal.people.list()][: said[-1] + 1] == list(range(said[-1] + 1))
            assert {waiting.update_id for waiting in journal.inbox.pending()} >= set(said)


MAKING = """
journal = Journal.open(home)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of Unix")
def test_a_kill_while_the_file_is_made(wenbao_home: Path) -> None:
    """Whatever was there by then, the next one opens it."""
    for n in range(6):
        home = wenbao_home / str(n)
        with children(MAKING, home, 1) as (child,):
            if n:
                while not home.exists() and child.poll() is None:
                    pass
            child.send_signal(signal.SIGKILL)
            child.communicate()
        sound(home)


FULL = """
import resource
journal = Journal.open(home)
journal.people.put(1, "某", None, "staff", None)
size = (home / "desk.db-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
try:
    for i in range(10**6):
        journal.people.put(i + 2, "某" * 100, None, "staff", None)
except WenbaoError as error:
    print(type(error).__name__, i, "free disk space" in str(error))
print([person.id for person in journal.people.list()] == list(range(1, i + 2)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
def test_files_that_cannot_grow_are_told(wenbao_home: Path) -> None:
    """A full disk while the bot runs: the operator's error, and all that was written before is there."""
    with children(FULL, wenbao_home, 1) as started:
        (said,) = finished(started)
    told, kept = said.splitlines()
    name, count, hint = told.split()
    assert (name, hint, kept) == ("HomeNotWritableError", "True", "True")
    assert int(count) > 0
    sound(wenbao_home)
    with Journal.open(wenbao_home) as journal:
        assert len(journal.people.list()) == int(count) + 1


def test_damage_while_open_is_told(wenbao_home: Path) -> None:
    """A page that breaks under a running bot is a typed error, not a wrong row."""
    with Journal.open(wenbao_home) as journal:
        for i in range(200):
            journal.people.put(i, "某" * 50, None, "staff", None)
        journal.retention.apply(30)
        with (wenbao_home / "desk.db").open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * ((wenbao_home / "desk.db").stat().st_size - 4096))
        with pytest.raises(DamagedJournalError, match="restore the journal's backup"):
            Journal.open(wenbao_home).close()
