"""The front door for whoever keeps a home: its files held still for a copy, whether they are sound, and who is at work in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from knowledge.errors import DamagedRevisionError, PublisherBusyError
from knowledge.store import schema
from knowledge.store.disk import sync_folder, writing
from knowledge.store.reading import Reader
from knowledge.store.revisions import POINTER, PUBLISHER_LOCK, REVISIONS, UNFINISHED_RESTORE, Home, Revision
from knowledge.store.soundness import check_revision

WAIT_SECONDS = 60.0  # for a publisher; a large report takes half a minute


@dataclass(frozen=True, slots=True)
class HeldRevision:
    """A kept revision with its file open, so that it can be read even when a publisher has removed it meanwhile."""

    number: int
    name: str
    size: int
    file: BinaryIO


@contextmanager
def alone(home: Path, wait: float = WAIT_SECONDS, *, restoring: bool = False) -> Iterator[None]:
    """Hold the home as a publisher does, after waiting up to ``wait`` seconds for the one at work. PublisherBusyError then;
    HomeNotWritableError."""
    until = time.monotonic() + wait
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(Home(home).lock(restoring=restoring))
                break
            except PublisherBusyError:
                if time.monotonic() >= until:
                    raise
                time.sleep(0.05)
        yield


@contextmanager
def held_revisions(home: Path) -> Iterator[tuple[int | None, tuple[HeldRevision, ...]]]:
    """The number of the revision that answers, None when nothing was published, and all kept revisions with their files open.

    Enter it within ``alone``; the files stay readable after that has ended. DamagedRevisionError, NoSuchRevisionError: the
    pointer names none that is kept."""
    current = Home(home).current()
    with ExitStack() as stack:
        held = []
        for revision in Home(home).list():
            file = stack.enter_context(_opened(revision.path))
            held.append(HeldRevision(revision.number, revision.path.name, revision.size, file))
        yield (None if current is None else int(current.stem)), tuple(held)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise DamagedRevisionError(f"{path} cannot be read ({error.strerror}); check its permissions") from error


def current(home: Path) -> Path | None:
    """The revision that answers; None when nothing was published. DamagedRevisionError, NoSuchRevisionError."""
    return Home(home).current()


def kept(home: Path) -> tuple[Revision, ...]:
    """The kept revisions, oldest first."""
    return Home(home).list()


def check_tokenizer(path: Path) -> str:
    """The tokenizer a revision was written with, when it is this one's. TokenizerMismatchError: publish the reports again."""
    from knowledge.language.tokens import Tokenizer  # every command imports this module, few need the dictionary

    identity = Tokenizer().identity
    with closing(Reader(path)) as reader:
        schema.require_tokenizer(path, reader.meta(), identity)
    return identity


def is_publishing(home: Path) -> bool:
    """Whether a publisher is at work in the home now."""
    return Home(home).is_locked()


__all__ = [
    "POINTER", "PUBLISHER_LOCK", "REVISIONS", "UNFINISHED_RESTORE", "WAIT_SECONDS", "HeldRevision", "alone", "check_revision",
    "check_tokenizer", "current", "held_revisions", "is_publishing", "kept", "sync_folder", "writing",
]
