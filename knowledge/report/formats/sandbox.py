"""Files that may be anything are read by a process of its own, with bounds on its memory and time.

The process is started as a command and not forked, so that it works on every platform, beside threads and under any main
program. It gets the bytes through a pipe and sends back the text, or which error it was; it works in a folder that is removed
with it, and knows none of the settings. Where the platform sets no bounds on a process, the time it may take is the only one.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from knowledge import errors
from knowledge.errors import BrokenFileError, ReaderUnavailableError, TooLargeError, TooSlowError
from knowledge.report.formats.items import Found
from knowledge.report.formats.kinds import Progress

_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from knowledge.report.formats.confined import serve; serve()"
_SIZE = 8  # bytes of a message's length
_LONGEST = 1 << 27  # bytes of a message
_ADVICE = "split it, or save it as .txt and supply that"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading a file may take: ``memory`` in bytes, ``processor`` and ``wall`` time in seconds."""

    memory: int = 1 << 30
    processor: int = 120
    wall: int = 180


BOUNDS = Bounds()
RECOGNISING = Bounds(memory=4 << 30, processor=7200, wall=3600)  # seconds a page


def found_apart(kind: str, data: bytes, name: str, progress: Progress, bounds: Bounds | None = None) -> Found:
    """The text of a file, read by a process of its own; ``progress`` is called in the calling thread.

    Raises the errors of the readers; TooLargeError and TooSlowError over a bound, BrokenFileError when the process fails,
    ReaderUnavailableError (the operator's) when it cannot be started."""
    bounds = bounds or BOUNDS
    task = {"kind": kind, "name": name, "bounds": asdict(bounds)}
    with _process(name) as process, _clock(process, bounds.wall) as late, _given(process, task, data):
        try:
            return _heard(process, name, progress)
        except EOFError as error:
            raise _failure(process.wait(), late.is_set(), name, bounds) from error
        finally:
            process.kill()


@contextmanager
def _process(name: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process, in a folder of its own that goes when it goes."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WENBAO_")}
    paths = [str(Path(path).absolute()) for path in sys.path]
    with tempfile.TemporaryDirectory(prefix="wenbao-", ignore_cleanup_errors=True) as folder:
        try:
            process = subprocess.Popen(
                [sys.executable, "-I", "-c", _BEGIN, *paths],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                cwd=folder, env={**kept, "TMPDIR": folder, "TEMP": folder, "TMP": folder},
            )  # fmt: skip
        except OSError as error:
            raise ReaderUnavailableError(
                f"{name}: the process that reads files cannot be started ({error.strerror}); free memory and try again"
            ) from error
        try:
            yield process
        finally:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr] # as it was started
            process.wait()


@contextmanager
def _clock(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Ends the process after so many seconds, and says so."""
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(seconds, end)
    clock.start()
    try:
        yield late
    finally:
        clock.cancel()


@contextmanager
def _given(process: subprocess.Popen[bytes], task: dict[str, Any], data: bytes) -> Iterator[None]:
    """Hands the task and the file over while the caller listens."""
    giver = threading.Thread(target=_give, args=(process, task, data), daemon=True)
    giver.start()
    try:
        yield
    finally:
        giver.join()


def _give(process: subprocess.Popen[bytes], task: dict[str, Any], data: bytes) -> None:
    assert process.stdin is not None  # as it was started
    with suppress(OSError, ValueError), process.stdin as stream:
        send(stream, task)
        stream.write(data)


def _heard(process: subprocess.Popen[bytes], name: str, progress: Progress) -> Found:
    """The text, as it comes behind the news of pages. Raises the error that was met, EOFError when the process ended."""
    assert process.stdout is not None  # as it was started
    while True:
        kind, *told = received(process.stdout)
        if kind == "page":
            progress(int(told[0]), int(told[1]))
        elif kind == "found":
            return Found(str(told[0]), int(told[1]))
        else:
            error = getattr(errors, str(told[0]), None)
            known = isinstance(error, type) and issubclass(error, errors.ReportError)
            raise error(str(told[1])) if known and error else _broken(name)


def _failure(status: int, late: bool, name: str, bounds: Bounds) -> errors.ReportError:
    """Why a process ended without a word. ``status``: minus the signal that ended it, or its exit status."""
    if late or status == -getattr(signal, "SIGXCPU", 0):
        return TooSlowError(f"{name}: reading it took over {bounds.processor} seconds; {_ADVICE}")
    if status == -getattr(signal, "SIGKILL", 0):
        return TooLargeError(f"{name}: reading it takes more memory than there is; {_ADVICE}")
    return _broken(name)


def _broken(name: str) -> BrokenFileError:
    return BrokenFileError(f"{name}: cannot be read, it is damaged or not what it seems; save it again and supply that")


def send(stream: IO[bytes], message: Any) -> None:
    """Writes a message."""
    data = json.dumps(message).encode("ascii")
    stream.write(len(data).to_bytes(_SIZE, "big") + data)
    stream.flush()


def received(stream: IO[bytes]) -> Any:
    """The next message. Raises EOFError when there is none, or none of ours."""
    head = stream.read(_SIZE)
    size = int.from_bytes(head, "big")
    data = stream.read(size) if len(head) == _SIZE and size <= _LONGEST else b""
    if not data or len(data) < size:
        raise EOFError
    try:
        return json.loads(data)
    except ValueError as error:
        raise EOFError from error
