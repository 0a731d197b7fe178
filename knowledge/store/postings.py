"""The full-text index of a revision and its document frequencies, kept in step.

FTS5 alone finds no Chinese word (it takes a run of Chinese characters for one), so it is given tokens joined by blanks: the
tokenizer's words in one column and pairs of characters in the other. It keeps no text of its own.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.language.tokens import Tokenizer

# Passage id, matching text of its headings, matching text of its sentences.
Text = tuple[int, str, str]
_Posting = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many passages more (or fewer) than before each word and each pair stands."""

    words: Counter[str] = field(default_factory=Counter)
    bigrams: Counter[str] = field(default_factory=Counter)

    def write(self, connection: sqlite3.Connection) -> None:
        """Bring the stored document frequencies up to date, once for all passages: a common word stands in each of them."""
        words, bigrams = _in_order(self.words), _in_order(self.bigrams)
        connection.executemany(
            "INSERT INTO vocabulary VALUES (?, ?) ON CONFLICT (token) DO UPDATE SET df = df + excluded.df", words
        )
        connection.executemany(
            "INSERT INTO bigrams VALUES (?, ?) ON CONFLICT (token) DO UPDATE SET df = df + excluded.df", bigrams
        )
        connection.executemany(
            "DELETE FROM vocabulary WHERE token = ? AND df = 0", [(token,) for token, change in words if change <= 0]
        )
        connection.executemany(
            "DELETE FROM bigrams WHERE token = ? AND df = 0", [(token,) for token, change in bigrams if change <= 0]
        )


def _in_order(counted: Counter[str]) -> list[tuple[str, int]]:
    """Tokens and counts as their tables are laid out, which SQLite takes several times faster; sorting pairs would be slower."""
    return [(token, counted[token]) for token in sorted(counted)]


def add_postings(connection: sqlite3.Connection, texts: Iterable[Text], tokenizer: Tokenizer, df: Frequencies) -> None:
    """Make passages findable, and count them in ``df``."""
    connection.executemany("INSERT INTO postings (rowid, words, bigrams) VALUES (?, ?, ?)", _postings(texts, tokenizer, df, 1))


def delete_postings(connection: sqlite3.Connection, texts: Iterable[Text], tokenizer: Tokenizer, df: Frequencies) -> None:
    """Take passages out again. Texts and tokenizer must be those they were added with: FTS5 is told, it does not know."""
    connection.executemany(
        "INSERT INTO postings (postings, rowid, words, bigrams) VALUES ('delete', ?, ?, ?)",
        _postings(texts, tokenizer, df, -1),
    )


def _postings(texts: Iterable[Text], tokenizer: Tokenizer, df: Frequencies, change: int) -> Iterator[_Posting]:
    """The index rows of passages; each word and pair of a passage is counted as it goes by."""
    count = Counter.update if change > 0 else Counter.subtract
    for passage, context, norm in texts:
        words = tokenizer.search(context) + tokenizer.search(norm)
        bigrams = tokenizer.bigrams(context) + tokenizer.bigrams(norm)
        count(df.words, set(words))
        count(df.bigrams, set(bigrams))
        yield passage, " ".join(words), " ".join(bigrams)
