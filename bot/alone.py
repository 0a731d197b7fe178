"""One bot a home: the lock that ``wenbao serve`` holds while it runs, and that a restore needs for itself."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from knowledge.custody import UNFINISHED_RESTORE, writing
from knowledge.errors import WenbaoError

LOCK = "serve.lock"


class AlreadyServingError(WenbaoError):
    """Another process serves this home."""


@contextlib.contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the home as the only bot that serves it. AlreadyServingError at once when another one does, or when a restore has
    yet to take its place; HomeNotWritableError."""
    with writing(home):
        home.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not take(descriptor):
            raise AlreadyServingError(f"another wenbao serve is at work in {home}; stop it first")
        if (home / UNFINISHED_RESTORE).exists():
            raise AlreadyServingError(f"a restore into {home} was cut off; run the command again to finish that first")
        yield
    finally:
        os.close(descriptor)


def is_serving(home: Path) -> bool:
    """Whether a bot serves the home now. Nothing is made or changed."""
    try:
        descriptor = os.open(home / LOCK, os.O_RDWR)
    except OSError:  # nobody ever served, or nobody here may
        return False
    try:
        return not take(descriptor)
    finally:
        os.close(descriptor)


def take(descriptor: int) -> bool:
    """Lock the open file for this process; False when another holds it."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows: Telegram's own Conflict tells of a second bot
        return True
    except OSError:
        return False
    return True
