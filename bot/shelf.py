"""The library that answers now: opened once, and again when another revision was published or rolled back to; what admins
teach is heeded from the next question on.

A revision that cannot be opened changes nothing: the one that answered goes on answering, and the trouble is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.errors import WenbaoError
from knowledge.lesson import Taught
from knowledge.library import Library


class Shelf:
    """The library of a home, always at its newest usable revision. For one thread; ``trouble`` hears of what failed.

    ``taught`` is asked before every question, so it must be quick, and gives the same object while nothing has changed."""

    def __init__(
        self, home: Path, trouble: Callable[[WenbaoError], None] = lambda error: None, taught: Callable[[], Taught] = Taught
    ) -> None:
        self.home = home
        self._trouble = trouble
        self._taught = taught
        self._library: Library | None = None
        self._failed = ""

    def library(self) -> Library:
        """The library to ask. Raises LibraryError's kinds only while none has ever been opened."""
        taught = self._taught()
        if self._library is None:
            self._library = Library.open(self.home, taught)
            return self._library
        if taught != self._library.taught:
            self._library.teach(taught)
        if (newest := self._newest()) not in (self._library.revision, self._failed):
            self._replace(newest)
        return self._library

    def close(self) -> None:
        """Give the revision file back."""
        if self._library is not None:
            self._library.close()
            self._library = None

    def _newest(self) -> str:
        assert self._library is not None
        try:
            return Library.newest(self.home)
        except WenbaoError as error:
            if self._failed != str(error):
                self._failed = str(error)
                self._trouble(error)
            return self._library.revision

    def _replace(self, newest: str) -> None:
        try:
            opened = Library.open(self.home, self._taught())
        except WenbaoError as error:
            self._failed = newest
            self._trouble(error)
            return
        if self._library is not None:
            self._library.close()
        self._library, self._failed = opened, ""
