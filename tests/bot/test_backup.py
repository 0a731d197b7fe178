"""A backup is of one moment, whole or not there, and leaves the home and its secrets alone."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.alone import only_one
from bot.backup import making
from bot.backup.archive import Writer
from bot.backup.making import PREFIX, back_up
from bot.backup.restoring import restore
from bot.cli import app
from bot.journal.desk_file import NAME, Journal
from knowledge import example
from knowledge import publish as press
from knowledge.custody import check_revision
from knowledge.errors import (
    ArchiveExistsError,
    ArchiveNotWritableError,
    DamagedJournalError,
    DamagedRevisionError,
    EmptyHomeError,
    NewerJournalError,
    PublisherBusyError,
)
from knowledge.library import Library
from knowledge.store.revisions import Home
from tests.bot.homes import beside, contents, filled, publish, remember

FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
BANK = Path(__file__).parents[1] / "banks" / "example.jsonl"
KILLS = 30


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return filled(tmp_path / "kept")


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


def killed(work: Callable[[], object], after: float) -> bool:
    """Whether the work, in a process of its own, was still going on when it was killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_everything_is_answered_as_before(tmp_path: Path) -> None:
    """Restored into an empty home, every question gives the same JSON, and the journal the same rows."""
    home, other, file = tmp_path / "old", tmp_path / "new", tmp_path / "b.zip"
    press.publish(home, press.prepare(example.path(), home))
    remember(home, 1, 2, 3)
    code, out, err = run("--home", str(home), "backup", str(file))
    assert (code, err) == (0, "") and "1版报告" in out
    before = contents(home)
    assert run("--home", str(other), "restore", str(file))[0] == 0
    assert contents(other) == before == contents(home)
    questions = [json.loads(line)["q"] for line in BANK.read_text("utf-8").splitlines()]
    assert len(questions) > 50 and asked(home, questions) == asked(other, questions)
    with Journal.open(home) as one, Journal.open(other) as two:
        assert one.people.list() == two.people.list() != ()
        assert one.audit.list() == two.audit.list() != ()
        assert one.invitations.list() == two.invitations.list()


def asked(home: Path, questions: list[str]) -> list[str]:
    """The answers as JSON, without the time they took."""
    from bot.desk import Reply
    from bot.render import record

    with closing(Library.open(home)) as library:
        records = [record.record(Reply(library.ask(question))) for question in questions]
    return [record.line({name: content for name, content in one.items() if name != "ms"}) for one in records]


def test_the_file(home: Path, tmp_path: Path) -> None:
    """Members in their order, a manifest of all others, nothing for anybody else to read; equal homes make equal members."""
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    made = back_up(home, first, settings={"WENBAO_MODE": "polling"})
    back_up(home, second, settings={"WENBAO_MODE": "polling"})
    assert stat.S_IMODE(first.stat().st_mode) == 0o600 and made.size == first.stat().st_size
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as two:
        names = ["current", NAME, "revisions/000001.sqlite", "revisions/000002.sqlite", "settings.json", "manifest.json"]
        assert one.namelist() == names
        assert [one.read(name) for name in names[:-1]] == [two.read(name) for name in names[:-1]]
        told = json.loads(one.read("manifest.json"))
        assert (told["format"], told["product"], [m["name"] for m in told["members"]]) == (1, "wenbao", names[:-1])
    assert beside(tmp_path) == {"a.zip", "b.zip", "kept"}


def test_no_secret_goes_out(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither token nor webhook secret nor the password of a proxy is anywhere in the file; what is no secret is."""
    token = tmp_path / "token"
    token.write_text("12:s3cret-token")
    given = {
        "TELEGRAM_TOKEN_FILE": str(token),
        "WEBHOOK_SECRET": "s3cret-hook",
        "PROXY": "http://me:s3cret-pass@proxy.example:3128",
        "TELEGRAM_BASE_URL": "https://me:s3cret@api.example/bot",
        "ADMINS": "1,2",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"WENBAO_{name}", value)
    file = tmp_path / "a.zip"
    assert run("--home", str(home), "backup", str(file))[0] == 0
    with zipfile.ZipFile(file) as archive:
        assert all(b"s3cret" not in archive.read(name) for name in archive.namelist())
        told = json.loads(archive.read("settings.json"))
    assert told["WENBAO_PROXY"] == "http://proxy.example:3128" and told["WENBAO_ADMINS"] == "1,2"
    monkeypatch.setenv("WENBAO_ADMINS", "x")
    code, _, err = run("--home", str(home), "backup", "--force", str(file))
    assert code == 0 and "warning" in err and "WENBAO_ADMINS" in err


def test_settings_that_differ_are_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever restores on another machine sees what was set on the first."""
    monkeypatch.setenv("WENBAO_STAFF", "5")
    assert run("--home", str(home), "backup", str(tmp_path / "a.zip"))[0] == 0
    monkeypatch.delenv("WENBAO_STAFF")
    out = run("--home", str(tmp_path / "new"), "restore", str(tmp_path / "a.zip"))[1]
    assert [line for line in out.splitlines() if "WENBAO_" in line] == ["设置WENBAO_STAFF：备份时是5，现在是"]


def test_what_is_there_stays(home: Path, tmp_path: Path) -> None:
    """No file is overwritten unless that is asked for, and a folder never."""
    file = tmp_path / "a.zip"
    file.write_text("precious")
    with pytest.raises(ArchiveExistsError, match="--force"):
        back_up(home, file)
    assert file.read_text() == "precious"
    back_up(home, file, force=True)
    assert zipfile.is_zipfile(file)
    with pytest.raises(ArchiveExistsError):
        back_up(home, tmp_path, force=True)


def test_a_file_that_came_meanwhile_stays(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two backups to one name: the second to finish does not replace the first."""
    file = tmp_path / "a.zip"
    monkeypatch.setattr(making, "check_journal", lambda copy: file.write_text("first"))
    with pytest.raises(ArchiveExistsError):
        back_up(home, file)
    assert file.read_text() == "first" and beside(tmp_path) == {"a.zip", "kept"}


def test_nothing_to_back_up(tmp_path: Path) -> None:
    """A wrong folder is no success, and is not made."""
    (tmp_path / "empty").mkdir()
    for name in ("none", "empty"):
        with pytest.raises(EmptyHomeError):
            back_up(tmp_path / name, tmp_path / "a.zip")
    assert beside(tmp_path) == {"empty"}


def test_parts_of_a_home(tmp_path: Path) -> None:
    """Only a journal, or only reports: both go and come back."""
    remember(tmp_path / "people", 1)
    publish(tmp_path / "reports", "甲校")
    for name in ("people", "reports"):
        back_up(tmp_path / name, tmp_path / f"{name}.zip")
        restore(tmp_path / f"{name}2", tmp_path / f"{name}.zip")
        assert contents(tmp_path / f"{name}2") == contents(tmp_path / name)


def test_damage(home: Path, tmp_path: Path) -> None:
    """A damaged revision is left out and named; one that answers, or a journal, keeps the backup from being made."""
    turn_a_bit(home / "revisions" / "000001.sqlite")
    code, _, err = run("--home", str(home), "backup", str(tmp_path / "a.zip"))
    assert code == 0 and "000001.sqlite is damaged and was left out" in err
    restore(tmp_path / "new", tmp_path / "a.zip")
    assert [revision.number for revision in Home(tmp_path / "new").list()] == [2]
    turn_a_bit(home / "revisions" / "000002.sqlite")
    with pytest.raises(DamagedRevisionError, match="rollback"):
        back_up(home, tmp_path / "b.zip")
    publish(home, "甲校")
    (home / NAME).write_bytes(b"no journal" * 1000)
    with pytest.raises(DamagedJournalError):
        back_up(home, tmp_path / "b.zip")
    assert beside(tmp_path) == {"a.zip", "kept", "new"}


def turn_a_bit(path: Path) -> None:
    """A wrong number in a passage, which SQLite itself does not notice."""
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute("UPDATE passages SET packed = replace(packed, '12', '13') WHERE packed LIKE '%12%'")
        assert sql.total_changes
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_newer_journal(home: Path, tmp_path: Path) -> None:
    """What this version could not restore it does not back up; the message names the journal and not a copy of it."""
    with Journal.open(home) as journal, journal._connection.changing() as sql:
        sql.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('wenbao.journal', '9999_x', '')")
    with pytest.raises(NewerJournalError) as caught:
        back_up(home, tmp_path / "a.zip")
    assert str(home / NAME) in str(caught.value) and PREFIX not in str(caught.value)


def test_a_publisher_at_work_is_waited_for(home: Path, tmp_path: Path) -> None:
    """A backup begins when the publisher is done, and gives up after a time."""
    began, done = threading.Event(), threading.Event()

    def work() -> None:
        with Home(home).lock():
            began.set()
            done.wait()

    publisher = threading.Thread(target=work)
    publisher.start()
    try:
        began.wait()
        with pytest.raises(PublisherBusyError):
            back_up(home, tmp_path / "a.zip", wait=0)
        threading.Timer(0.2, done.set).start()
        back_up(home, tmp_path / "a.zip")
    finally:
        done.set()
        publisher.join()


def test_a_publisher_does_not_wait_for_a_backup(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the revisions are read others publish and prune, and the backup is of before."""
    before = contents(home)
    once: list[bool] = []

    def meanwhile(copy: Path) -> None:
        if not once:
            once.append(True)
            publish(home, "乙校")
            (home / "revisions" / "000002.sqlite").unlink()
        check_revision(copy)

    monkeypatch.setattr(making, "check_revision", meanwhile)
    back_up(home, tmp_path / "a.zip")
    restore(tmp_path / "new", tmp_path / "a.zip")
    assert contents(tmp_path / "new") == before != contents(home)


def test_beside_a_bot(home: Path, tmp_path: Path) -> None:
    """While a bot serves the home and has the journal open: what it has written is in, what it has not finished is not."""
    with only_one(home), Journal.open(home) as journal:
        journal.people.put(8, "乙", None, "pr", None)
        with journal._connection.changing() as sql:
            sql.execute("INSERT INTO strangers VALUES (9, '2031-05-06')")
            back_up(home, tmp_path / "a.zip")
        journal.people.put(9, "丙", None, "pr", None)
    restore(tmp_path / "new", tmp_path / "a.zip")
    with Journal.open(tmp_path / "new") as journal:
        assert {person.id for person in journal.people.list()} == {1, 2, 8}
        assert not any('INTO "strangers"' in row for row in contents(tmp_path / "new")[2])


WRITER = """
import sys
from pathlib import Path
from bot.journal.desk_file import Journal
from tests.bot.homes import publish
home = Path(sys.argv[1])
print("ready", flush=True)
with Journal.open(home) as journal:
    for number in range(1, 100000):
        publish(home, "甲校")
        with journal._connection.changing() as sql:
            for half in (1, 2):
                sql.execute("INSERT INTO strangers VALUES (?, ?)", (number, str(half)))
"""


def test_a_home_at_work(tmp_path: Path) -> None:
    """Beside a process that publishes and writes down without a pause, each backup is of one moment: the pointer is the newest
    revision, no pair of rows is torn apart."""
    home = filled(tmp_path / "kept")
    root = Path(__file__).parents[2]
    words = [sys.executable, "-c", WRITER, str(home)]
    with subprocess.Popen(words, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout and writer.stdout.readline() == b"ready\n"
            published = []
            for number in range(8):
                back_up(home, tmp_path / f"{number}.zip")
                restore(tmp_path / str(number), tmp_path / f"{number}.zip")
                pointer, revisions, journal = contents(tmp_path / str(number))
                assert revisions[-1][0] == f"{int(pointer):06d}.sqlite"
                assert sum('INTO "strangers"' in row for row in journal) % 2 == 0
                published.append(int(pointer))
        finally:
            writer.kill()
    assert published == sorted(published) and published[0] < published[-1]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_the_disk(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A full or read-only disk is one line, and leaves nothing half."""

    def fail(*given: object, **named: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Writer, "add", fail)
    with pytest.raises(ArchiveNotWritableError, match="free disk space"):
        back_up(home, tmp_path / "a.zip")
    assert beside(tmp_path) == {"kept"}


def test_no_folder_for_the_file(home: Path, tmp_path: Path) -> None:
    """The folder is the operator's to make."""
    code, out, err = run("--home", str(home), "backup", str(tmp_path / "none" / "a.zip"))
    assert (code, out, err.count("\n")) == (1, "", 1) and "No such file" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_device(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system itself says when there is no room."""
    real = os.open

    def full(path: Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        made = Path(path).name == "part" and flags & os.O_CREAT
        return real("/dev/full", os.O_RDWR) if made else real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(ArchiveNotWritableError, match="No space left"):
        back_up(home, tmp_path / "a.zip")
    assert beside(tmp_path) == {"kept"}


@FORK
def test_a_killed_backup(home: Path, tmp_path: Path) -> None:
    """kill -9 at any moment: the file is not there or whole, the home is as it was, and the next backup clears up."""
    file, chance = tmp_path / "a.zip", random.Random(20310506)
    before = contents(home)
    began = time.monotonic()
    back_up(home, file)
    lasts = time.monotonic() - began
    file.unlink()
    cut = 0
    for number in range(KILLS):
        cut += killed(lambda: back_up(home, file), chance.uniform(0, lasts * 1.2))
        if file.exists():
            restore(tmp_path / f"new{number}", file)
            assert contents(tmp_path / f"new{number}") == before
            file.unlink()
        assert contents(home) == before
    assert cut > KILLS / 4
    for left in tmp_path.glob(f"{PREFIX}*"):
        os.utime(left, (0, 0))
    back_up(home, file)
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_a_folder_in_use_is_not_cleared(home: Path, tmp_path: Path) -> None:
    """Another backup at work beside ours keeps its folder, however long it takes."""
    with making._work_folder(tmp_path / "other.zip") as work:
        os.utime(work, (0, 0))
        back_up(home, tmp_path / "a.zip")
        assert work.is_dir()
