"""A home keeps its revisions whatever happens to its publishers."""

from __future__ import annotations

import errno
import os
import random
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import (
    DamagedRevisionError,
    HomeNotWritableError,
    NoSuchRevisionError,
    PublisherBusyError,
    WenbaoError,
)
from knowledge.language.tokens import Tokenizer
from knowledge.store.revisions import Home
from knowledge.store.search import Index
from knowledge.store.write import extend_revision, write_revision
from tests.knowledge.store.drafts import corpus, report

TOKENIZER = Tokenizer()
FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def writer(*names: str) -> Callable[[Path], None]:
    """A build of a revision with a report for each name."""
    return lambda path: write_revision(path, [report(name) for name in names], TOKENIZER)


def titles(home: Home) -> tuple[str, ...]:
    """What the current revision answers from, read in full."""
    path = home.current()
    if path is None:
        return ()
    index = Index.open(path, TOKENIZER)
    assert sum(1 for _ in index.all_facts()) == sum(listed.facts for listed in index.reports())
    found = tuple(listed.title for listed in index.reports())
    index.close()
    return found


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which one revision was published."""
    home = Home(tmp_path / "published")
    home.publish(writer("甲校"))
    return home


def test_nothing_published(tmp_path: Path) -> None:
    """A folder that does not exist is an empty home, and asking does not make it."""
    home = Home(tmp_path / "none")
    assert (home.current(), home.list()) == (None, ())
    assert not home.path.exists()


def test_a_published_revision_answers(home: Home) -> None:
    """Publishing numbers the revision, points at it and tells about it."""
    revision = home.publish(writer("甲校", "乙校"))
    assert (revision.number, revision.titles, revision.is_current) == (2, ("甲校工作总结", "乙校工作总结"), True)
    assert revision.size == revision.path.stat().st_size
    assert home.current() == revision.path
    assert [(r.number, r.is_current, r.damaged) for r in home.list()] == [(1, False, False), (2, True, False)]
    assert titles(home) == revision.titles


def test_a_build_may_extend_the_current_revision(home: Home) -> None:
    """What the build reads under the lock is the revision it replaces."""

    def build(path: Path) -> None:
        current = home.current()
        assert current is not None
        extend_revision(current, path, report("乙校"), None, TOKENIZER)

    assert home.publish(build).titles == ("甲校工作总结", "乙校工作总结")


def test_going_back_and_forth(home: Home) -> None:
    """Rollback goes one back or to a number; switch goes to any kept one; the next publication gets a new number."""
    home.publish(writer("乙校"))
    home.publish(writer("丙校"))
    assert home.rollback().number == 2
    assert titles(home) == ("乙校工作总结",)
    assert home.rollback(1).titles == ("甲校工作总结",)
    assert home.switch(3).is_current
    home.rollback()
    assert home.publish(writer("丁校")).number == 4


def test_there_may_be_nothing_to_go_back_to(home: Home) -> None:
    """Asking for what is not kept is told and changes nothing."""
    attempts: tuple[Callable[[], object], ...] = (home.rollback, lambda: home.rollback(9), lambda: home.switch(0))
    for attempt in attempts:
        with pytest.raises(NoSuchRevisionError, match="wenbao revisions"):
            attempt()
    assert titles(home) == ("甲校工作总结",)


def test_old_revisions_go_but_never_the_current(tmp_path: Path) -> None:
    """The newest are kept; one that answers after a rollback is kept until another answers."""
    home = Home(tmp_path, keep=3)
    for name in "甲乙丙丁戊":
        home.publish(writer(name))
    assert [r.number for r in home.list()] == [3, 4, 5]
    home.rollback(3)
    with pytest.raises(ValueError, match="build"):
        home.publish(failing)
    assert titles(home) == ("丙工作总结",)
    home.publish(writer("己"))
    assert [r.number for r in home.list()] == [4, 5, 6]


def failing(path: Path) -> None:
    path.write_bytes(b"half of it")
    raise ValueError("build failed")


def test_leftovers_of_killed_publishers_are_cleaned(home: Home) -> None:
    """Unfinished files of any publication before go when the next one begins."""
    leftovers = ["current.part", "revisions/000007.part", "revisions/000007.part.part", "revisions/000007.part.part-journal"]
    for name in leftovers:
        (home.path / name).write_bytes(b"half")
    home.publish(writer("乙校"))
    assert not any((home.path / name).exists() for name in leftovers)


def test_a_failed_build_changes_nothing(home: Home) -> None:
    """Its own error comes through, and no file of it is left."""
    before = sorted(home.path.rglob("*"))
    with pytest.raises(ValueError, match="build failed"):
        home.publish(failing)
    assert sorted(home.path.rglob("*")) == before


BROKEN: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: None,
    "foreign": lambda path: path.write_bytes(b"something else " * 500),
    "empty database": lambda path: sqlite3.connect(path).close(),
}


@pytest.mark.parametrize("build", BROKEN.values(), ids=BROKEN)
def test_what_is_no_revision_is_not_published(home: Home, build: Callable[[Path], None]) -> None:
    """The check before the pointer moves finds a build that wrote no whole revision."""
    with pytest.raises(DamagedRevisionError):
        home.publish(build)
    assert titles(home) == ("甲校工作总结",)
    assert len(home.list()) == 1


def test_a_damaged_revision_is_listed_but_not_switched_to(home: Home) -> None:
    """The operator sees which revision is broken and cannot choose it."""
    second = home.publish(writer("乙校"))
    first = home.list()[0].path
    first.write_bytes(first.read_bytes()[:5000])
    assert [(r.number, r.titles, r.damaged) for r in home.list()] == [(1, (), True), (2, second.titles, False)]
    with pytest.raises(DamagedRevisionError):
        home.rollback(1)
    assert titles(home) == second.titles


def test_a_foreign_file_in_the_folder_is_left_alone(home: Home) -> None:
    """Files that are not named like revisions are neither listed nor removed."""
    note = home.path / "revisions" / "notes.sqlite"
    note.write_text("mine", "utf-8")
    home.publish(writer("乙校"))
    assert note.exists()
    assert len(home.list()) == 2


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"one", b"-1", b"1 2", b"\x00" * 8])
def test_a_damaged_pointer_is_told_and_mended(home: Home, content: bytes) -> None:
    """Guessing which revision answers could give last year's numbers; the operator chooses."""
    (home.path / "current").write_bytes(content)
    with pytest.raises(DamagedRevisionError, match="wenbao rollback NUMBER"):
        home.current()
    assert [r.is_current for r in home.list()] == [False]
    assert home.rollback(1).is_current
    assert titles(home) == ("甲校工作总结",)


def test_a_pointer_to_nothing_is_told(home: Home) -> None:
    """A revision removed by hand is named."""
    (home.path / "current").write_text("7\n", "ascii")
    with pytest.raises(NoSuchRevisionError, match="revision 7"):
        home.current()
    assert home.publish(writer("乙校")).number == 8


def test_two_publishers_at_once(home: Home) -> None:
    """The second is refused at once while the first is at work, and then may."""
    inside, go_on, errors = threading.Event(), threading.Event(), []

    def slow(path: Path) -> None:
        inside.set()
        go_on.wait(10)
        writer("乙校")(path)

    first = threading.Thread(target=lambda: home.publish(slow))
    first.start()
    inside.wait(10)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: Home(home.path).publish(writer("丙校")),
        lambda: Home(home.path).rollback(1),
    )
    for attempt in attempts:
        with pytest.raises(PublisherBusyError) as caught:
            attempt()
        errors.append(str(caught.value))
    assert titles(home) == ("甲校工作总结",)
    go_on.set()
    first.join()
    assert titles(home) == ("乙校工作总结",)
    assert home.publish(writer("丙校")).number == 3
    assert all(str(home.path) in line and "\n" not in line for line in errors)


def test_readers_keep_the_revision_they_opened(home: Home) -> None:
    """An open index answers from its own revision while others are published and even after its file is gone."""
    path = home.current()
    assert path is not None
    index = Index.open(path, TOKENIZER)
    Home(home.path, keep=1).publish(writer("乙校"))
    if sys.platform != "win32":
        assert not path.exists()
    assert [listed.title for listed in index.reports()] == ["甲校工作总结"]
    assert index.passages(["就业率"], [], 3)
    index.close()


def in_child(work: Callable[[], object]) -> int:
    """Start ``work`` in a child process; its process id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


STEPS = ("fsync", "replace", "unlink", "open")


def kill_at(step: int) -> None:
    """Make this process kill itself at its ``step``-th call of the system functions that a publication stands on."""
    left = [step]

    def counted(original: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*args, **kwargs)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def aftermath(home: Home, allowed: set[tuple[str, ...]]) -> None:
    """After a kill an old or the new revision answers, and the next publisher cleans up."""
    assert titles(home) in allowed
    revision = home.publish(writer("己校"))
    assert titles(home) == revision.titles
    assert not any(".part" in path.name or path.name.endswith("-journal") for path in home.path.rglob("*"))
    assert not any(r.damaged for r in home.list())


@FORK
def test_a_publisher_killed_at_each_step(tmp_path: Path) -> None:
    """At whatever step of the protocol it dies, the old revision or the whole new one answers."""
    killed = 0
    for step in range(1, 25):
        home = Home(tmp_path / str(step), keep=1)
        home.publish(writer("甲校"))

        def work(home: Home = home, step: int = step) -> None:
            kill_at(step)
            home.publish(writer("乙校"))

        _, status = os.waitpid(in_child(work), 0)
        if not os.WIFSIGNALED(status):
            break
        killed += 1
        aftermath(home, {("甲校工作总结",), ("乙校工作总结",)})
    assert killed >= 6


@FORK
def test_a_publisher_killed_at_any_moment(tmp_path: Path) -> None:
    """A publisher at work over and over, killed fifteen times at random moments, never leaves a broken home."""
    home, rng, big = Home(tmp_path, keep=2), random.Random(5), corpus(1, 150)
    home.publish(writer("甲校"))

    def work() -> None:
        while True:
            home.publish(lambda path: write_revision(path, big, TOKENIZER))

    for _ in range(15):
        child = in_child(work)
        time.sleep(rng.uniform(0.005, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        aftermath(home, {("己校工作总结",), ("甲校工作总结",), (big[0].draft.outline.title,)})


@FORK
@pytest.mark.parametrize("room", [0, 4096, 20_000, 60_000])
def test_a_full_disk_is_told(home: Home, room: int) -> None:
    """When files cannot grow, publishing fails with one line and the old revision answers."""

    def work() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            home.publish(lambda path: write_revision(path, corpus(1, 300), TOKENIZER))
        except HomeNotWritableError as error:
            os._exit(3 if str(home.path) in str(error) and "\n" not in str(error) else 4)
        except WenbaoError:
            os._exit(5)

    _, status = os.waitpid(in_child(work), 0)
    assert os.waitstatus_to_exitcode(status) == 3
    aftermath(home, {("甲校工作总结",)})


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_told(home: Home, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A read-only or full disk is the operator's, in one line with what to do; reading goes on."""
    opened = os.open

    def refuse(path: str | Path, flags: int, *args: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(number, os.strerror(number), str(path))
        return opened(path, flags, *args)

    monkeypatch.setattr(os, "open", refuse)
    attempts: tuple[Callable[[], object], ...] = (lambda: home.publish(writer("乙校")), lambda: home.switch(1))
    for attempt in attempts:
        with pytest.raises(HomeNotWritableError, match="check the folder's permissions") as caught:
            attempt()
        assert "\n" not in str(caught.value)
    assert titles(home) == ("甲校工作总结",)
    assert len(home.list()) == 1


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    """A path that is no folder cannot be published to and holds no revision."""
    path = tmp_path / "file"
    path.write_text("", "utf-8")
    with pytest.raises(HomeNotWritableError):
        Home(path).publish(writer("甲校"))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_read_only_home_is_read(home: Home) -> None:
    """Without the right to write, asking works and publishing is refused."""
    folders = [home.path, home.path / "revisions"]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert titles(home) == ("甲校工作总结",)
        with pytest.raises(HomeNotWritableError):
            home.publish(writer("乙校"))
    finally:
        for folder in folders:
            folder.chmod(0o755)
