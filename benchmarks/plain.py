"""The baseline: plain FTS5 over the tokenizer's tokens, asked with an OR of all tokens of the question.

It gives sentences, and chooses nothing: no number, no refusal. That is the least any engine over SQLite has to do.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable

Cut = Callable[[str], Iterable[str]]
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


def tokenizer() -> Cut:
    """The search tokens of rjieba, else of jieba (the same tokens, slower): whatever the product runs with here."""
    try:
        import rjieba
    except ImportError:
        import jieba

        return lambda text: jieba.lcut_for_search(text, HMM=False)
    tokens = rjieba.Jieba()
    return lambda text: tokens.cut_for_search(text, False)


class Plain:
    """An index over the sentences of one text, in memory or at ``file``."""

    def __init__(self, file: str = ":memory:") -> None:
        self.cut = tokenizer()
        self.connection = sqlite3.connect(file)
        self.connection.execute("create table sentence (id integer primary key, text text)")
        self.connection.execute("create virtual table tokens using fts5 (text, content='', tokenize='unicode61')")

    def publish(self, text: str) -> int:
        """Index a report; the number of its sentences."""
        sentences = [found.group().strip() for found in SENTENCE.finditer(text)]
        rows = [(number, sentence) for number, sentence in enumerate(sentences, 1) if sentence]
        with self.connection:
            self.connection.executemany("insert into sentence values (?, ?)", rows)
            cut = ((number, " ".join(self.cut(sentence))) for number, sentence in rows)
            self.connection.executemany("insert into tokens (rowid, text) values (?, ?)", cut)
        return len(rows)

    def ask(self, question: str, limit: int = 10) -> list[str]:
        """The best sentences by bm25, best first."""
        words = {word for word in self.cut(question) if word.strip() and re.search(r"\w", word)}
        if not words:
            return []
        found = self.connection.execute(
            "select sentence.text from tokens join sentence on sentence.id = tokens.rowid"
            " where tokens match ? order by bm25(tokens) limit ?",
            (" OR ".join('"' + word.replace('"', '""') + '"' for word in sorted(words)), limit),
        )
        return [text for (text,) in found]
