"""The process that reads files: its bounds, its errors, and that nothing is left of it."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from knowledge.errors import BrokenFileError, ReaderUnavailableError, TooLargeError, TooSlowError
from knowledge.report.formats import sandbox
from knowledge.report.formats.kinds import unheard
from knowledge.report.formats.sandbox import Bounds, found_apart
from tests.knowledge.report.formats.hostile import CATALOG, HELVETICA, PAGE, PAGES, objects, stream
from tests.knowledge.report.formats.ooxml import docx, para
from tests.knowledge.report.formats.typeset import pdf

SMALL = docx(para("植树5棵。"))
# Some half a million characters on one page.
SLOW = objects(CATALOG, PAGES, PAGE, stream(b"BT /F 1 Tf" + b" 1 0 0 1 9 9 Tm (55555555555555555555) Tj" * 20_000 + b" ET"), HELVETICA)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty before and after."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_file_is_read(folder: Path) -> None:
    """The text comes back and the folder is gone."""
    assert found_apart("docx", SMALL, "x", unheard).text == "植树5棵。\n"
    assert not list(folder.iterdir())


def test_progress_comes_from_the_calling_thread() -> None:
    """A service that reads in a thread of its own hears of pages there."""
    heard: list[tuple[int, int, str]] = []

    def read() -> None:
        found_apart("pdf", pdf(["总结", "植树5棵。"]), "x", lambda done, pages: heard.append((done, pages, threading.current_thread().name)))

    thread = threading.Thread(target=read, name="reader")
    thread.start()
    thread.join()
    assert heard == [(1, 1, "reader")]


@pytest.mark.parametrize("error", [OSError("stop"), KeyboardInterrupt(), ValueError("stop")])
def test_whoever_hears_of_pages_may_stop_it(folder: Path, error: BaseException) -> None:
    """An error of the caller's is the caller's, and the process ends."""

    def stop(done: int, pages: int) -> None:
        raise error

    with pytest.raises(type(error)):
        found_apart("pdf", pdf(["总结", "植树5棵。"]), "x", stop)
    assert not list(folder.iterdir())


def test_too_slow(folder: Path) -> None:
    """Over the time by the clock, one line says what to do, and the process is gone."""
    with pytest.raises(TooSlowError, match=r"x\.pdf: .*; split it"):
        found_apart("pdf", SLOW, "x.pdf", unheard, Bounds(wall=1))
    assert not list(folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no bounds on processes")
def test_too_much_work() -> None:
    """Over the processor's time it is too slow as well."""
    with pytest.raises(TooSlowError, match=r"x\.pdf: .*over 1 seconds"):
        found_apart("pdf", SLOW, "x.pdf", unheard, Bounds(processor=1))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is not bounded")
def test_too_much_memory() -> None:
    """Over the memory it is too large."""
    large = docx("".join(para(f"{n}植树{n * 7919}棵。") for n in range(60_000)))
    with pytest.raises(TooLargeError, match=r"x\.docx: .*memory"):
        found_apart("docx", large, "x.docx", unheard, Bounds(memory=80 << 20))


@pytest.mark.parametrize(
    "code",
    ["import os; os._exit(3)", "import os; os.abort()", "print('text')", "import sys; sys.stdout.buffer.write(b'\\xff' * 99)", ""],
)
def test_a_process_that_fails(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Whatever the process does instead of its work, the file counts as broken."""
    monkeypatch.setattr(sandbox, "_BEGIN", code)
    with pytest.raises(BrokenFileError, match=r"x\.docx: .*save it again"):
        found_apart("docx", SMALL, "x.docx", unheard)
    assert not list(folder.iterdir())


def test_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none can be started, the operator is told."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ReaderUnavailableError, match=r"x\.docx: .*cannot be started"):
        found_apart("docx", SMALL, "x.docx", unheard)


def test_the_process_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are not handed on, and it works in a folder of its own."""
    monkeypatch.setenv("WENBAO_TELEGRAM_TOKEN", "secret")
    code = (
        "import os, sys; sys.path[:] = sys.argv[1:]; from knowledge.report.formats.sandbox import send\n"
        "told = [key for key in os.environ if key.startswith('WENBAO_')] + [os.getcwd() == os.path.realpath(os.environ['TMPDIR'])]\n"
        "send(sys.stdout.buffer, ('found', str(told), 0))"
    )
    monkeypatch.setattr(sandbox, "_BEGIN", code)
    assert found_apart("docx", SMALL, "x", unheard).text == "[True]"
    assert os.environ["WENBAO_TELEGRAM_TOKEN"] == "secret"
