"""A restore gives the home of the backup or leaves the home as it was; what the file claims is never believed."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.alone import AlreadyServingError, only_one
from bot.backup import switching
from bot.backup.making import back_up
from bot.backup.restoring import restore
from bot.cli import app
from bot.commands.home import home_folder
from bot.journal.desk_file import NAME, Journal
from knowledge.errors import (
    DamagedArchiveError,
    HomeNotEmptyError,
    HomeNotWritableError,
    JournalBusyError,
    NewerArchiveError,
    PublisherBusyError,
    WenbaoError,
)
from knowledge.library import Library
from knowledge.store.revisions import Home
from tests.bot.homes import Contents, beside, contents, filled, publish, remember

FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
KILLS = 30
REVISION = "revisions/000001.sqlite"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound backup."""
    folder = tmp_path_factory.mktemp("archive")
    home = filled(folder / "kept", 11, 12, 13, revisions=3)
    back_up(home, folder / "a.zip", settings={"WENBAO_MODE": "polling"})
    return folder / "a.zip"


@pytest.fixture(scope="module")
def kept(archive: Path) -> Contents:
    """What the backup was made of."""
    return contents(archive.parent / "kept")


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


def members(file: Path) -> dict[str, bytes]:
    """The archive's members by name."""
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def written(target: Path, parts: dict[str, bytes], **manifest: Any) -> Path:
    """An archive of the members, with a manifest that fits them but for what is named."""
    listed = [
        {"name": name, "size": len(part), "sha256": hashlib.sha256(part).hexdigest()}
        for name, part in parts.items()
        if name != "manifest.json"
    ]
    told = {"format": 1, "product": "wenbao", "version": "0.1.0", "created": "", "members": listed} | manifest
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in (parts | {"manifest.json": json.dumps(told).encode()}).items():
            made.writestr(name, part)
    return target


def refused(home: Path, file: Path, kind: type[WenbaoError] = DamagedArchiveError) -> str:
    """The one line with which the file is refused; the home and its surroundings are as they were, whether it exists or not."""
    before, there = contents(home), beside(home.parent)
    with pytest.raises(kind) as caught:
        restore(home, file, force=True)
    assert contents(home) == before and beside(home.parent) == there
    assert not home.exists() or not beside(home) & {switching.UNFINISHED, switching.DONE, "restore.ready"}
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_into_a_new_folder(archive: Path, kept: Contents, tmp_path: Path) -> None:
    """All of it, with rights as before; and the file stays."""
    done = restore(tmp_path / "deep" / "new", archive)
    home = tmp_path / "deep" / "new"
    assert contents(home) == kept and (done.revisions, done.current, done.journal) == (3, 3, True)
    assert done.settings == {"WENBAO_MODE": "polling"}
    assert stat.S_IMODE((home / NAME).stat().st_mode) == 0o600
    assert beside(home) == {"current", "desk.db", "lock", "revisions", "serve.lock"}
    publish(home, "丙校")
    assert Home(home).list()[-1].number == 4


def test_what_is_there_is_replaced_only_when_asked(archive: Path, kept: Contents, tmp_path: Path) -> None:
    """Reports alone or a journal alone are something; with --force nothing of them is left."""
    publish(tmp_path / "reports", "别校")
    remember(tmp_path / "people", 99)
    for name in ("reports", "people"):
        before = contents(tmp_path / name)
        with pytest.raises(HomeNotEmptyError, match="--force"):
            restore(tmp_path / name, archive)
        assert contents(tmp_path / name) == before
        restore(tmp_path / name, archive, force=True)
        assert contents(tmp_path / name) == kept


def test_what_the_backup_does_not_have_goes(tmp_path: Path) -> None:
    """A backup without a journal, or without reports, gives a home without."""
    publish(tmp_path / "reports", "甲校")
    remember(tmp_path / "people", 1)
    for name in ("reports", "people"):
        home = filled(tmp_path / f"old-{name}")
        back_up(tmp_path / name, tmp_path / f"{name}.zip")
        restore(home, tmp_path / f"{name}.zip", force=True)
        assert contents(home) == contents(tmp_path / name)


def test_a_home_at_work_is_refused(archive: Path, tmp_path: Path) -> None:
    """While a bot serves, somebody publishes, or a command has the journal open."""
    home = filled(tmp_path / "busy")
    before = contents(home)
    with only_one(home), pytest.raises(AlreadyServingError):
        restore(home, archive, force=True)
    with Home(home).lock(), pytest.raises(PublisherBusyError):
        restore(home, archive, force=True)
    assert contents(home) == before and not (home / "restore.ready").exists()


def test_an_open_journal_is_refused(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody writes now would be lost, or worse, mixed in."""
    monkeypatch.setattr("bot.journal.copying.WAIT_SECONDS", 0.1)
    home = filled(tmp_path / "busy")
    with Journal.open(home) as journal:
        journal.people.put(5, "乙", None, "pr", None)
        with pytest.raises(JournalBusyError):
            restore(home, archive, force=True)
        journal.people.put(6, "乙", None, "pr", None)
        assert {person.id for person in journal.people.list()} == {1, 2, 5, 6}
    assert not beside(home) & {switching.UNFINISHED, "restore.ready"}


@pytest.mark.parametrize("sound", [0, 96, 104, 4096])
def test_a_broken_journal_is_replaced(archive: Path, kept: Contents, tmp_path: Path, sound: int) -> None:
    """This is what a backup is for; what belonged to the old one is not taken for the new one's."""
    home = filled(tmp_path / "broken")
    whole = (home / NAME).read_bytes()
    (home / NAME).write_bytes(whole[:sound] + b"\0broken!" * ((len(whole) - sound) // 8))
    for companion in ("desk.db-wal", "desk.db-shm"):
        (home / companion).write_bytes(b"left by the old one")
    (home / "current").write_text("nonsense")
    restore(home, archive, force=True)
    assert beside(home) == {"current", "desk.db", "lock", "revisions", "serve.lock"}
    assert contents(home) == kept


def test_companions_of_the_old_journal_go(archive: Path, tmp_path: Path) -> None:
    """Those that SQLite could not clear up; it would take them for the new journal's. Of a journal in its place they stay."""
    home = filled(tmp_path / "home")
    companions = [home / "desk.db-wal", home / "desk.db-shm"]
    for in_place in (False, True):
        new = switching.staged(home)
        (new / NAME).write_bytes(members(archive)[NAME])
        switching.commit(home)
        for companion in companions:
            companion.write_bytes(b"left by the old one")
        if in_place:
            (home / "restore.ready" / "new" / NAME).replace(home / NAME)
        switching.finish(home)
        assert [companion.exists() for companion in companions] == [in_place] * 2


def test_no_room(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said before anything is written."""
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 9, 9))
    assert "free disk space" in refused(tmp_path / "new", archive, HomeNotWritableError)


def test_the_disk_fills_up(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of writing: what was there stays."""
    home = filled(tmp_path / "full")
    before = contents(home)
    calls = iter(range(100))

    def fail(descriptor: int) -> None:
        if next(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(HomeNotWritableError, match="No space left"):
        restore(home, archive, force=True)
    monkeypatch.undo()
    assert contents(home) == before and not beside(home) & {switching.UNFINISHED, "restore.ready"}


# --- files that are no backups, or no longer


def test_no_file(tmp_path: Path) -> None:
    """Nor a folder."""
    for file in (tmp_path / "none.zip", tmp_path):
        refused(tmp_path / "new", file)


def test_the_command(tmp_path: Path) -> None:
    """One line on stderr, status 1, no folder made."""
    (tmp_path / "a.zip").write_text("no zip")
    code, out, err = run("--home", str(tmp_path / "new"), "restore", str(tmp_path / "a.zip"))
    assert (code, out, err.count("\n")) == (1, "", 1) and "cannot be used as a backup" in err
    assert beside(tmp_path) == {"a.zip"}


def test_a_newer_format(archive: Path, tmp_path: Path) -> None:
    """Refused as newer, whatever else is in it."""
    file = written(tmp_path / "a.zip", members(archive) | {"people.db": b"x"}, format=2, version="9.0")
    assert "written by wenbao 9.0" in refused(tmp_path / "new", file, NewerArchiveError)


NAMES = (
    *("../x", "/etc/x", "revisions/../../x", "..\\x", "C:\\x", "revisions/", "revisions/000001.sqlite/", "lock", "serve.lock"),
    *("desk.db-wal", "revisions/1.sqlite", "revisions/0000001.sqlite", "revisions/１２３４５６.sqlite", "Desk.db", "./current"),
)


@pytest.mark.parametrize("name", NAMES)
def test_names(archive: Path, tmp_path: Path, name: str) -> None:
    """A name that no backup has is refused, listed or not; in place of a real member as well as beside it."""
    parts = members(archive)
    refused(tmp_path / "new", written(tmp_path / "a.zip", parts | {name: parts[REVISION]}))
    refused(tmp_path / "new", written(tmp_path / "b.zip", parts | {name: b""}, members=json.loads(parts["manifest.json"])["members"]))
    del parts[REVISION]
    refused(tmp_path / "new", written(tmp_path / "c.zip", parts | {name: b"x"}))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_what_is_no_plain_file(archive: Path, tmp_path: Path, kind: int) -> None:
    """Links, pipes, devices and folders under a right name."""
    parts = members(archive)
    file = written(tmp_path / "a.zip", parts)
    with zipfile.ZipFile(file) as opened:
        entries = opened.infolist()
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as made:
        for entry in entries:
            if entry.filename == REVISION:
                entry.external_attr = (kind | 0o777) << 16
            made.writestr(entry, parts[entry.filename] if entry.filename != "manifest.json" else manifest(file))
    assert "no plain file" in refused(tmp_path / "new", tmp_path / "b.zip")


def manifest(file: Path) -> bytes:
    """The manifest of an archive as it stands."""
    with zipfile.ZipFile(file) as opened:
        return opened.read("manifest.json")


def test_a_name_twice(archive: Path, tmp_path: Path) -> None:
    """Which of the two would count?"""
    file = written(tmp_path / "a.zip", members(archive))
    with zipfile.ZipFile(file, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr(REVISION, b"other")
    refused(tmp_path / "new", file)


def test_bombs(archive: Path, tmp_path: Path) -> None:
    """More than is stated is not even unpacked; a large size that is stated must have room; overlapping members are none."""
    parts = members(archive)
    zeros = bytes(50 << 20)
    listed = json.loads(parts["manifest.json"])["members"]
    refused(tmp_path / "new", written(tmp_path / "a.zip", parts | {REVISION: zeros}, members=listed))
    huge = [one | ({"size": 1 << 60} if one["name"] == REVISION else {}) for one in listed]
    refused(tmp_path / "new", written(tmp_path / "b.zip", parts, members=huge))
    refused(tmp_path / "new", written(tmp_path / "c.zip", parts | {REVISION: zeros}))
    data = bytearray(written(tmp_path / "d.zip", parts).read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"manifest.json"))
    data[at + 20 : at + 24] = (1 << 30).to_bytes(4, "little")
    (tmp_path / "d.zip").write_bytes(data)
    refused(tmp_path / "new", tmp_path / "d.zip")


WRONG = [
    {"product": "other"},
    {"format": True},
    {"format": 0},
    {"format": "1"},
    {"members": None},
    {"members": []},
    {"members": [[]]},
    {"members": [{"name": "current", "size": -1, "sha256": "0" * 64}]},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_manifests(archive: Path, tmp_path: Path, wrong: dict[str, Any]) -> None:
    """A manifest that is none of ours."""
    refused(tmp_path / "new", written(tmp_path / "a.zip", members(archive), **wrong))


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{", b"[" * 100_000, b"\xff", b'{"format": 1}'])
def test_manifests_that_are_none(archive: Path, tmp_path: Path, text: bytes) -> None:
    """Whatever stands under its name."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for name, part in (members(archive) | {"manifest.json": text}).items():
            made.writestr(name, part)
    refused(tmp_path / "new", tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["settings.json", REVISION, NAME, "current"])
def test_digests(archive: Path, tmp_path: Path, name: str) -> None:
    """A sound member of the right size, and a zip without a fault, but not what the manifest states; digests without members."""
    parts = members(archive)
    listed = json.loads(parts["manifest.json"])["members"]
    wrong = [one | ({"sha256": "0" * 64} if one["name"] == name else {}) for one in listed]
    assert name in refused(tmp_path / "new", written(tmp_path / "a.zip", parts, members=wrong))
    del parts[name]
    refused(tmp_path / "new", written(tmp_path / "b.zip", parts, members=listed))


def test_members_that_are_not_what_they_should_be(archive: Path, tmp_path: Path) -> None:
    """With right digests, but no databases of ours, or broken ones; a pointer to nowhere."""
    parts = members(archive)
    turned = bytearray(parts[REVISION])
    turned[turned.rindex("讲座".encode())] ^= 1
    foreign = sqlite3.connect(":memory:")
    foreign.execute("CREATE TABLE people (id)")
    other = foreign.serialize()
    foreign.close()
    changes: list[dict[str, bytes]] = [
        *({"current": text} for text in (b"9\n", b"", b"x", b"-1", b"3\n3", "３".encode())),
        *({REVISION: part} for part in (b"", b"SQLite format 3\0", bytes(turned), other, parts[NAME], parts[REVISION][:-4096])),
        *({NAME: part} for part in (b"text" * 2000, other, parts[REVISION], parts[NAME][:-4096])),
        {"settings.json": bytes(2 << 20)},
    ]
    for number, change in enumerate(changes):
        refused(tmp_path / "new", written(tmp_path / f"{number}.zip", parts | change))
    del parts["current"], parts[REVISION]
    only_settings = {"settings.json": parts["settings.json"]}
    refused(tmp_path / "new", written(tmp_path / "none.zip", only_settings))


def test_locked_or_strangely_packed(archive: Path, tmp_path: Path) -> None:
    """Flags and methods that we never write."""
    file = written(tmp_path / "a.zip", members(archive))
    for offset, number in ((8, 1), (10, 14), (10, 99)):
        data = bytearray(file.read_bytes())
        at = data.rindex(b"PK\x01\x02", 0, data.rindex(REVISION.encode()))
        data[at + offset] = number
        (tmp_path / "b.zip").write_bytes(data)
        refused(tmp_path / "new", tmp_path / "b.zip")


@given(data=st.data())
def test_no_change_goes_unnoticed(data: st.DataObject, archive: Path, kept: Contents, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Cut anywhere, bytes turned, pieces removed, doubled or put in: refused with a typed error and nothing made, or, where the
    change means nothing, restored as it was."""
    whole = archive.read_bytes()
    place = st.integers(0, len(whole))
    at, to = sorted((data.draw(place), data.draw(place)))
    how = data.draw(st.sampled_from(["cut", "turn", "remove", "double", "insert", "tail"]))
    changed = {
        "cut": whole[:at],
        "turn": whole[:at] + bytes([whole[at % len(whole)] ^ (1 << data.draw(st.integers(0, 7)))]) + whole[at + 1 :],
        "remove": whole[:at] + whole[to:],
        "double": whole[:to] + whole[at:],
        "insert": whole[:at] + data.draw(st.binary(max_size=64)) + whole[at:],
        "tail": whole[: -data.draw(st.integers(1, 900))] + data.draw(st.binary(max_size=900)),
    }[how]
    check_whatever(changed, kept, tmp_path_factory.mktemp("changed"))


@given(st.binary(max_size=2000), st.booleans())
def test_anything_at_all(kept: Contents, tmp_path_factory: pytest.TempPathFactory, content: bytes, ended: bool) -> None:
    """Bytes with no sense, also with the end of a zip."""
    end = b"PK\x05\x06" + content[:18].ljust(18, b"\0")
    check_whatever(content + (end if ended else b""), kept, tmp_path_factory.mktemp("any"))


def check_whatever(content: bytes, kept: Contents, folder: Path) -> None:
    """A typed error and nothing made, or all of it."""
    (folder / "a.zip").write_bytes(content)
    home = folder / "new"
    try:
        restore(home, folder / "a.zip")
    except WenbaoError as error:
        assert "\n" not in str(error) and not home.exists()
    else:
        assert contents(home) == kept
    shutil.rmtree(folder)


# --- killed at any moment


@contextmanager
def child(work: Callable[[], object], step: int | None = None) -> Iterator[int]:
    """A process that does the work and ends with 0, or is killed at the change of that number; its id. It is gone when the block
    ends."""
    number = os.fork()
    if number == 0:
        try:
            if step is not None:
                die_at(step)
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    try:
        yield number
    finally:
        try:
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def check_either(home: Path, old: Contents, new: Contents) -> bool:
    """Whether the next command sees the new home; otherwise it is the old one, and either can be asked and written."""
    assert home_folder(str(home)) == home
    found = contents(home)
    assert found in (old, new)
    assert not (home / "restore.ready").exists()
    library = Library.open(home)
    assert library.revision == f"{int(found[0]):06d}"
    library.close()
    with only_one(home), Home(home).lock(), Journal.open(home) as journal:
        journal.ping()
    return found == new


def fresh(pattern: Path, home: Path) -> Path:
    """A copy of a home."""
    shutil.rmtree(home, ignore_errors=True)
    return shutil.copytree(pattern, home)


@FORK
def test_killed_at_each_step(archive: Path, kept: Contents, tmp_path: Path) -> None:
    """At every single change of the folder, one after the other: the old home, then, from one change on, the new one. Whoever
    looks before that is settled finds the pointer at the old revision, the new one, or none that is there; never at another."""
    pattern, home = filled(tmp_path / "pattern", revisions=0), tmp_path / "home"
    for name in ("乙校", "丙校", "丁校"):  # the numbers of the backup, other reports
        publish(pattern, name)
    Home(pattern).switch(2)
    old, seen = contents(pattern), []
    answering = hashed(pattern) | {hashlib.sha256(members(archive)["revisions/000003.sqlite"]).hexdigest()}
    for step in range(1000):
        fresh(pattern, home)
        with child(partial(restore, home, archive, force=True), step) as number:
            _, status = os.waitpid(number, 0)
        assert hashed(home) <= answering
        seen.append(check_either(home, old, kept))
        if not os.WIFSIGNALED(status):
            assert os.waitstatus_to_exitcode(status) == 0
            break
    assert len(seen) > 20 and seen == sorted(seen) and seen[0] is False and seen[-2] is True


def die_at(step: int) -> None:
    """Kill this process at the change of a folder of that number, before it is made."""
    steps = iter(range(step))
    changes = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "sqlite3.connect"}

    def look(event: str, _: object) -> None:
        if event in changes and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


@FORK
def test_finishing_is_killed_as_well(archive: Path, kept: Contents, tmp_path: Path) -> None:
    """What goes on with a restore may be cut off again and again."""
    home = filled(tmp_path / "home", revisions=1)
    old = contents(home)
    committed = False
    for step in range(1000):
        with child(partial(restore, home, archive, force=True), step) as number:
            os.waitpid(number, 0)
        if (home / "restore.ready").exists():
            committed = True
            break
        assert contents(home) == old
    assert committed
    for step in range(1000):
        with child(partial(switching.finish, home), step) as number:
            _, status = os.waitpid(number, 0)
        if not os.WIFSIGNALED(status):
            break
    assert step > 2 and check_either(home, old, kept)


@FORK
def test_killed_at_any_moment(archive: Path, kept: Contents, tmp_path: Path) -> None:
    """kill -9 at random moments."""
    pattern, home, chance = filled(tmp_path / "pattern", revisions=1), tmp_path / "home", random.Random(20310506)
    old = contents(pattern)
    began = time.monotonic()
    restore(fresh(pattern, home), archive, force=True)
    lasts, cut, new = time.monotonic() - began, 0, 0
    for _ in range(KILLS):
        fresh(pattern, home)
        with child(partial(restore, home, archive, force=True)) as number:
            time.sleep(chance.uniform(0, lasts * 1.5))
            os.kill(number, signal.SIGKILL)
            cut += os.WIFSIGNALED(os.waitpid(number, 0)[1])
        new += check_either(home, old, kept)
    assert cut > KILLS / 4 and 0 < new


@FORK
def test_killed_in_an_empty_home(archive: Path, kept: Contents, tmp_path: Path) -> None:
    """The home stays empty, or has all of it."""
    for step in range(1000):
        home = tmp_path / str(step)
        with child(partial(restore, home, archive), step) as number:
            _, status = os.waitpid(number, 0)
        found = contents(home_folder(str(home)))
        assert found in (kept, ("", (), ()))
        if not os.WIFSIGNALED(status):
            break
        if found != kept:
            restore(home, archive)
            assert contents(home) == kept and not beside(home) & {switching.UNFINISHED, switching.DONE}
    assert step > 10 and found == kept


def test_nobody_works_in_a_home_that_is_not_finished(archive: Path, kept: Contents, tmp_path: Path) -> None:
    """Whoever was on his way when a restore was cut off is told; the next command finishes it, two at once as well."""
    home = filled(tmp_path / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(switching, "switch", lambda home: None)
        restore(home, archive, force=True)
    for refused_one in (lambda: publish(home, "丙校"), lambda: restore(home, archive, force=True), lambda: only_one(home).__enter__()):
        with pytest.raises(WenbaoError, match="cut off"):
            refused_one()
    several = [threading.Thread(target=home_folder, args=(str(home),)) for _ in range(4)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert contents(home) == kept


def hashed(home: Path) -> set[str]:
    """The digest of the revision that answers, as a set; none when the pointer leads nowhere."""
    try:
        path = Home(home).current()
    except WenbaoError:
        return set()
    assert path is not None  # the example would answer in place of a report
    return {hashlib.sha256(path.read_bytes()).hexdigest()}
