"""Words of a text, for the index and for questions: the one door to jieba and rjieba.

Both engines hold the same dictionary (jieba 0.42.1) and cut the same way with the hidden Markov model off, so the index does not
depend on which of them runs. rjieba is taken when it is installed: it starts in a fraction of the time.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import tempfile
import threading
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, Protocol

Engine = Literal["rjieba", "jieba"]

VERSION = "0.42.1"
# SHA-256 of the dict.txt that jieba 0.42.1 ships and rjieba 0.2.2 carries inside; a test compares it with the installed file.
DICTIONARY = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"
# An added word gets a frequency of our own, as the two engines suggest different ones. It keeps a word whole unless its
# parts are among the commonest of the language (1,535 of 1,542 random words), and seldom tears a longer word apart.
WORD_FREQUENCY = 3000

_HAN_RUN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,}")
_WORD_CHARACTER = re.compile(r"[^\W_]")
# Both engines cut at any other character before they look into the dictionary.
_WHOLE_WORD = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9]{2,}")


class _Cutter(Protocol):
    """What both engines offer, hidden Markov model off."""

    def cut(self, text: str) -> list[str]: ...

    def search(self, text: str) -> list[str]: ...

    def add(self, word: str) -> None: ...


class _Rjieba:
    def __init__(self) -> None:
        import rjieba

        # Importing it loads a dictionary already: a second one is made (a tenth of a second, 20 MB) only to add words to.
        self._jieba: Any = rjieba
        self._own = False

    def cut(self, text: str) -> list[str]:
        words: list[str] = self._jieba.cut(text, False)
        return words

    def search(self, text: str) -> list[str]:
        words: list[str] = self._jieba.cut_for_search(text, False)
        return words

    def add(self, word: str) -> None:
        if not self._own:
            self._jieba, self._own = self._jieba.Jieba(), True
        self._jieba.add_word(word, WORD_FREQUENCY, None)


class _Jieba:
    def __init__(self, cache: Path | None) -> None:
        with warnings.catch_warnings():
            # jieba's patterns have escapes that Python 3.12 and later warn of when they are first compiled.
            warnings.filterwarnings("ignore", category=SyntaxWarning)
            warnings.filterwarnings("ignore", category=DeprecationWarning)
            warnings.filterwarnings("ignore", message="pkg_resources is deprecated", category=UserWarning)
            import jieba
        jieba.setLogLevel(logging.CRITICAL)
        self._jieba = jieba.Tokenizer()
        self._jieba.tmp_dir = str(cache or _private_folder())
        self._jieba.cache_file = f"jieba-{DICTIONARY[:16]}.cache"
        self._jieba.initialize()

    def cut(self, text: str) -> list[str]:
        return list(self._jieba.cut(text, HMM=False))

    def search(self, text: str) -> list[str]:
        return list(self._jieba.cut_for_search(text, HMM=False))

    def add(self, word: str) -> None:
        before = self._jieba.FREQ.get(word) or 0
        self._jieba.add_word(word, WORD_FREQUENCY)
        # jieba adds the new frequency to its total and forgets to take the old one off; rjieba does both.
        self._jieba.total -= before


def _private_folder() -> Path:
    """A folder only this user can write: whoever writes jieba's cache decides how words are cut."""
    from platformdirs import user_cache_path

    folder = user_cache_path("wenbao", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="wenbao-"))
    owned = not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    usable = owned and os.access(folder, os.W_OK) and not folder.stat().st_mode & 0o022
    return folder if usable else Path(tempfile.mkdtemp(prefix="wenbao-"))


class Tokenizer:
    """Cuts text into words. One object may be shared by threads; the dictionary is loaded at the first cut.

    ``engine`` None takes rjieba when it is installed, else jieba. ``cache`` is the folder for jieba's dictionary cache."""

    def __init__(self, engine: Engine | None = None, cache: Path | None = None) -> None:
        self._engine = engine
        self._cache = cache
        self._words: list[str] = []
        self._loaded: _Cutter | None = None
        self._lock = threading.RLock()

    @property
    def identity(self) -> str:
        """Name, version and digest of the dictionary with the added words, in the order they were added. Tokens of two
        tokenizers are the same when their identities are."""
        digest = hashlib.sha256("\n".join([DICTIONARY, str(WORD_FREQUENCY), *self._words]).encode())
        return f"jieba-{VERSION}:{digest.hexdigest()[:16]}"

    def add_words(self, words: Iterable[str]) -> None:
        """Teach words that the dictionary lacks (names of measures and of institutions). Taught words are skipped,
        and so are single characters and words with marks in them, which no engine keeps whole."""
        with self._lock:
            for word in sorted(set(words) - set(self._words)):
                if not _WHOLE_WORD.fullmatch(word):
                    continue
                self._words.append(word)
                if self._loaded is not None:
                    self._loaded.add(word)

    def cut(self, text: str) -> list[str]:
        """The words of ``text``; joined they are ``text`` again."""
        return self._cutter().cut(text)

    def search(self, text: str) -> list[str]:
        """The words of ``text`` in lower case (as matching text is) and the shorter words inside them; no marks, no blanks."""
        return [word for word in self._cutter().search(text.lower()) if word.isalnum() or _WORD_CHARACTER.search(word)]

    def bigrams(self, text: str) -> list[str]:
        """Pairs of neighbouring characters inside each run of Chinese characters; a run of one gives none."""
        return [run[at : at + 2] for run in _HAN_RUN.findall(text) for at in range(len(run) - 1)]

    def _cutter(self) -> _Cutter:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = self._load()
        return self._loaded

    def _load(self) -> _Cutter:
        cutter = self._start()
        for word in self._words:
            cutter.add(word)
        return cutter

    def _start(self) -> _Cutter:
        if self._engine == "jieba":
            return _Jieba(self._cache)
        try:
            return _Rjieba()
        except ImportError:
            if self._engine == "rjieba":
                raise
            return _Jieba(self._cache)
