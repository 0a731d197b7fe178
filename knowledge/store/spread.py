"""How widely tokens are spread: in how many passages each word, and each pair of characters, stands."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.store.packing import compact
from knowledge.store.reading import Reader, Row

KEPT = 20_000  # of either sort
SMALL = 400  # passages; the tokens of so few are read all at once, with the first that is asked for


class Spread:
    """The document frequencies of one revision, looked up once each.

    A question asks for hundreds of them, so they are kept in plain maps, which are emptied when they are full: of threads that
    meet there, one at most looks a token up again. Of a small library all are read at once: then what is not there stands
    nowhere, and nothing more is kept."""

    def __init__(self, reader: Reader, passages: int) -> None:
        """``passages``: how many the revision has."""
        self._reader = reader
        self._words: dict[str, int] = {}
        self._pairs: dict[str, int] = {}
        self._small = passages <= SMALL
        self._all = False

    def word(self, token: str) -> int:
        """In how many passages (headings included) the word stands; 0 for an unknown one."""
        known = self._words.get(token)  # what is kept is in lower case, as tokens mostly are
        if known is None:
            lower = token.lower()
            known = self._words.get(lower)
            if known is None and self._complete():
                return self._words.get(lower, 0)
            if known is None:
                known = _kept(self._words, {lower: 0} | dict(self._word(lower)))[lower]
        return known

    def pair(self, pair: str) -> int:
        """In how many passages two Chinese characters stand side by side."""
        known = self._pairs.get(pair)
        if known is None and self._complete():
            return self._pairs.get(pair, 0)
        return _kept(self._pairs, {pair: 0} | dict(self._pair(pair)))[pair] if known is None else known

    def learn(self, words: Iterable[str], pairs: Iterable[str]) -> None:
        """Look up many tokens at once, for those who will ask for them one by one."""
        if self._complete():
            return
        unknown = [word for word in {word.lower() for word in words} if word not in self._words]
        if len(unknown) > 1:
            _kept(self._words, dict.fromkeys(unknown, 0) | dict(self._these_words(unknown)))
        unknown = [pair for pair in set(pairs) if pair not in self._pairs]
        if len(unknown) > 1:
            _kept(self._pairs, dict.fromkeys(unknown, 0) | dict(self._these_pairs(unknown)))

    def _complete(self) -> bool:
        """Whether all tokens are there; those of a small library are read now, if they were not."""
        if self._small and not self._all:
            self._words = dict(self._reader.rows("SELECT token, df FROM vocabulary"))
            self._pairs = dict(self._reader.rows("SELECT token, df FROM bigrams"))
            self._all = True
        return self._all

    def _word(self, token: str) -> list[Row]:
        return self._reader.rows("SELECT token, df FROM vocabulary WHERE token = ?", (token,))

    def _pair(self, token: str) -> list[Row]:
        return self._reader.rows("SELECT token, df FROM bigrams WHERE token = ?", (token,))

    def _these_words(self, tokens: list[str]) -> list[Row]:
        return self._reader.rows(
            "SELECT token, df FROM vocabulary WHERE token IN (SELECT value FROM json_each(?))", (compact(tokens),)
        )

    def _these_pairs(self, tokens: list[str]) -> list[Row]:
        return self._reader.rows(
            "SELECT token, df FROM bigrams WHERE token IN (SELECT value FROM json_each(?))", (compact(tokens),)
        )


def _kept(kept: dict[str, int], found: dict[str, int]) -> dict[str, int]:
    """What was found, which is kept beside the others."""
    if len(kept) + len(found) > KEPT:
        kept.clear()
    kept.update(found)
    return found
