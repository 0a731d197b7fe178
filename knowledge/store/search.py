"""Asking one revision: candidates by words, passages by id, facts by value. All reading, no ranking beyond bm25.

An OR over all words of a question drags the long posting lists of common words in (125 ms at 32 million characters), so the
rarest words are asked for first and the others only when too few passages come back.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from knowledge.model import Fact, Passage, Report, Section
from knowledge.store.bounded import Bounded
from knowledge.store.packing import compact, fact_span, plain_decimal, row_period, unpack_passage, unpack_section
from knowledge.store.reading import Reader, Row, check_seal
from knowledge.store.schema import PASSAGES_PER_REPORT, require_tokenizer
from knowledge.store.spread import Spread

if TYPE_CHECKING:
    from knowledge.language.tokens import Tokenizer

SENTENCES_KEPT = 4_000
CHARACTERS_KEPT = 2_000_000
SECTIONS_KEPT = 10_000
WIDENINGS = 3

_Term = tuple[int, str, str]  # document frequency, column, token


def report_of(passage: int) -> int:
    """The report that a passage id belongs to."""
    return passage // PASSAGES_PER_REPORT


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact and the passage it stands in. ``start``/``end`` are of the value in the source, in characters."""

    passage: Passage
    fact: Fact

    @property
    def start(self) -> int:
        return fact_span(self.passage.sentences[self.fact.sentence], self.fact)[0]

    @property
    def end(self) -> int:
        return fact_span(self.passage.sentences[self.fact.sentence], self.fact)[1]


class Index:
    """An open revision. May be shared by threads: each has a connection of its own; what is parsed is kept, within bounds.

    Any method raises DamagedRevisionError when the file turns out to be broken."""

    def __init__(self, reader: Reader, meta: dict[str, str]) -> None:
        self.path = reader.path
        self.created = meta["created"]
        self.passage_count = int(meta["passages"])
        self._reader = reader
        self._passages: Bounded[int, Passage] = Bounded(SENTENCES_KEPT)
        self._texts: Bounded[int, tuple[str, str]] = Bounded(CHARACTERS_KEPT)
        self._sections: Bounded[tuple[int, int], Section] = Bounded(SECTIONS_KEPT)
        self._outlines: Bounded[int, tuple[Section, ...]] = Bounded(SECTIONS_KEPT)
        self._dfs = Spread(reader, self.passage_count)
        self._words_by_length: dict[int, tuple[str, ...]] | None = None

    @classmethod
    def open(cls, path: Path, tokenizer: Tokenizer) -> Index:
        """Open a revision for reading; the file is never written. DamagedRevisionError: foreign, broken or missing;
        TokenizerMismatchError: written with other words than ``tokenizer`` cuts."""
        reader = Reader(path)
        try:
            meta = reader.meta()
            require_tokenizer(path, meta, tokenizer.identity)
            with reader.damage():
                return cls(reader, meta)
        except BaseException:
            reader.close()
            raise

    def close(self) -> None:
        """Close the connections of all threads."""
        self._reader.close()

    def reports(self) -> tuple[Report, ...]:
        """The published reports, in order of their ids."""
        rows = self._reader.rows(
            "SELECT id, title, institution, period, name, digest, characters, sections, facts, published, example, seal"
            " FROM reports ORDER BY id"
        )
        with self._reader.damage():
            return tuple(_report(row) for row in rows)

    def sections(self, report: int) -> tuple[Section, ...]:
        """The sections of a report, by their index; none for a report that is not there."""
        kept = self._outlines.get(report)
        if kept is None:
            rows = self._reader.rows("SELECT packed, seal FROM sections WHERE report_id = ? ORDER BY section", (report,))
            with self._reader.damage():
                kept = tuple(_section(report, row) for row in rows)
            self._outlines.put(report, kept, len(kept))
        return kept

    def _section(self, report: int, number: int) -> Section:
        """One section, kept by itself: a report may have more of them than are kept."""
        kept = self._sections.get((report, number))
        if kept is None:
            rows = self._reader.rows("SELECT packed, seal FROM sections WHERE report_id = ? AND section = ?", (report, number))
            kept = _section(report, rows[0])
            self._sections.put((report, number), kept, 1)
        return kept

    def source(self, report: int) -> str:
        """The report's decoded text, which all offsets count in. KeyError: no such report."""
        rows = self._reader.rows("SELECT source FROM reports WHERE id = ?", (report,))
        if not rows:
            raise KeyError(report)
        with self._reader.damage():
            return zlib.decompress(rows[0][0]).decode("utf-8", "surrogatepass")

    def df(self, token: str) -> int:
        """In how many passages (headings included) the word stands; 0 for an unknown one."""
        return self._dfs.word(token)

    def has(self, token: str) -> bool:
        """Whether the word stands anywhere."""
        return self.df(token) > 0

    def has_pair(self, pair: str) -> bool:
        """Whether two Chinese characters stand side by side anywhere."""
        return self.pair_df(pair) > 0

    def pair_df(self, pair: str) -> int:
        """In how many passages two Chinese characters stand side by side."""
        return self._dfs.pair(pair)

    def learn(self, words: Iterable[str], bigrams: Iterable[str]) -> None:
        """Look up the document frequencies of many tokens at once, for those who will ask for them one by one."""
        self._dfs.learn(words, bigrams)

    def tokens_of_length(self, characters: int) -> tuple[str, ...]:
        """All words of the index that have so many characters, in code point order."""
        if self._words_by_length is None:
            lengths: dict[int, list[str]] = {}
            for (token,) in self._reader.rows("SELECT token FROM vocabulary ORDER BY token"):
                lengths.setdefault(len(token), []).append(token)
            self._words_by_length = {length: tuple(tokens) for length, tokens in lengths.items()}
        return self._words_by_length.get(characters, ())

    def passages(self, words: Sequence[str], bigrams: Sequence[str], limit: int, budget: int = 3000) -> list[tuple[int, float]]:
        """At most ``limit`` passage ids with their score (larger is better), best first.

        ``budget`` bounds the postings asked for at once: the rarest tokens whose document frequencies sum up to it, and
        at least one. While fewer than ``limit`` passages come back, more tokens join within a budget doubled up to
        ``WIDENINGS`` times; what is commoner than that tells passages hardly apart."""
        terms = sorted(self._terms(words, bigrams))
        found: list[tuple[int, float]] = []
        asked = 0
        for doubling in range(WIDENINGS + 1):
            affordable = _within_budget(terms, budget << doubling)
            if affordable > asked and len(found) < limit:
                found = self._match(_expression(terms[:affordable]), limit)
                asked = affordable
        return found

    def texts(self, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """The matching texts of passages: of their headings and their own. Nothing is parsed."""
        wanted = list(ids)
        kept = {number: text for number in wanted if (text := self._texts.get(number)) is not None}
        if len(kept) == len(wanted):
            return kept
        rows = self._reader.rows(
            "SELECT id, context, norm FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            (compact([number for number in wanted if number not in kept]),),
        )
        for passage, context, norm in rows:
            kept[passage] = (context, norm)
            self._texts.put(passage, (context, norm), len(context) + len(norm))
        return kept

    def passage(self, passage: int) -> Passage:
        """The passage of an id that ``passages`` gave. KeyError: no such passage."""
        kept = self._passages.get(passage)
        if kept is None:
            rows = self._reader.rows(
                "SELECT report_id, section, context, norm, seal, packed FROM passages WHERE id = ?", (passage,)
            )
            if not rows:
                self._miss(passage)
            kept = self._parse(passage, rows[0])
            self._passages.put(passage, kept, len(kept.sentences) + 1)
        return kept

    def passage_ids(self, report: int, section: int | None = None) -> tuple[int, ...]:
        """The passages of a report, or of one of its sections, in reading order."""
        rows = self._reader.rows(
            "SELECT id FROM passages WHERE report_id = ?1 AND (?2 IS NULL OR section = ?2) ORDER BY id", (report, section)
        )
        return tuple(number for (number,) in rows)

    def facts_with_value(self, value: Decimal) -> tuple[FoundFact, ...]:
        """All facts of that value, whatever their unit and however it is written (5 finds 5.0)."""
        rows = self._reader.rows(
            "SELECT passage_id, ordinal FROM facts WHERE value = ? ORDER BY passage_id, ordinal",
            (plain_decimal(value),),
        )
        with self._reader.damage():
            return tuple(FoundFact(self.passage(passage), self.passage(passage).facts[ordinal]) for passage, ordinal in rows)

    def all_facts(self) -> Iterator[FoundFact]:
        """Every fact, in the order of the reports."""
        rows = self._reader.rows("SELECT id FROM passages ORDER BY id")
        with self._reader.damage():
            if len(rows) != self.passage_count:
                raise ValueError(f"{len(rows)} of {self.passage_count} passages")
        for (passage,) in rows:
            with self._reader.damage():
                stored = self.passage(passage)
            yield from (FoundFact(stored, fact) for fact in stored.facts)

    def report_passages(self, report: int) -> Iterator[Passage]:
        """The passages of one report in reading order; none for a report that is not there."""
        for (passage,) in self._reader.rows("SELECT id FROM passages WHERE report_id = ? ORDER BY id", (report,)):
            yield self.passage(passage)

    def _terms(self, words: Sequence[str], bigrams: Sequence[str]) -> Iterator[_Term]:
        """Document frequency, column and token of each distinct token that stands in the index."""
        for word in {word.lower() for word in words}:
            if df := self._dfs.word(word):
                yield df, "words", word
        for pair in set(bigrams):
            if df := self._dfs.pair(pair):
                yield df, "bigrams", pair

    def _match(self, expression: str, limit: int) -> list[tuple[int, float]]:
        """bm25 is smaller for better ones (and faster in ORDER BY than FTS5's own ``rank``); a pair weighs half a word."""
        rows = self._reader.rows(
            "SELECT rowid, bm25(postings, 1.0, 0.5) AS score FROM postings WHERE postings MATCH ? ORDER BY score, rowid LIMIT ?",
            (expression, limit),
        )
        return [(passage, -score) for passage, score in rows]

    def _miss(self, passage: int) -> NoReturn:
        """A passage without a row is damage when the full-text index knows it, else the caller's slip."""
        with self._reader.damage():
            if self._reader.rows("SELECT 1 FROM postings_docsize WHERE id = ?", (passage,)):
                raise ValueError(f"passage {passage} is missing")
        raise KeyError(passage)

    def _parse(self, passage: int, row: Row) -> Passage:
        report, section, context, norm, mark, packed = row
        with self._reader.damage():
            check_seal(mark, passage, report, section, context, norm, packed)
            sentences, facts = unpack_passage(packed, norm)
            return Passage(passage, report, self._section(report, section), context, norm, sentences, facts)


def _section(report: int, row: Row) -> Section:
    packed, mark = row
    check_seal(mark, report, packed)
    return unpack_section(packed)


def _report(row: Row) -> Report:
    number, title, institution, period, name, digest, characters, sections, facts, published, example, mark = row
    check_seal(mark, *row[:-1])
    covered = row_period(json.loads(period))
    sizes = (characters, sections, facts)
    return Report(number, title, institution, covered, name, digest, *sizes, published, bool(example))


def _within_budget(terms: Sequence[_Term], budget: int) -> int:
    """How many of the terms, rarest first, have document frequencies that sum up to the budget; at least the first."""
    sums = accumulate(df for df, _, _ in terms)
    return sum(1 for place, spent in enumerate(sums) if place == 0 or spent <= budget)


def _expression(terms: Iterable[_Term]) -> str:
    """An FTS5 query for any of the terms, each in its column and quoted, so that nothing in it is an operator."""
    asked = [f'{column} : "{token.replace(chr(34), chr(34) * 2)}"' for _, column, token in terms]
    return " OR ".join(asked)
