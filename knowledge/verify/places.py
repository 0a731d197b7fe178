"""Where the words of a text stand in the reports: the passages that hold a stretch, and the clause around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.ask import compose
from knowledge.ask.engine import Engine
from knowledge.ask.rank import Candidate
from knowledge.model import Evidence, Passage, Sentence
from knowledge.report.sentences import split_clauses

_FETCHED = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A clause of a report: ``text`` is its matching text, ``number`` that of its sentence in the passage."""

    passage: Passage
    number: int
    text: str

    @property
    def sentence(self) -> Sentence:
        return self.passage.sentences[self.number]


def passages_with(engine: Engine, text: str) -> list[Passage]:
    """Passages that hold a stretch of matching text as it is, the best by its words first."""
    found = engine.index.passages(engine.tokenizer.search(text), engine.tokenizer.bigrams(text), _FETCHED)
    return [passage for passage in (engine.index.passage(number) for number, _ in found) if text in passage.norm]


def passages_like(engine: Engine, text: str) -> list[Passage]:
    """Passages that share the rarest words with a text."""
    words = [word for word in engine.tokenizer.search(text) if len(word) > 1]
    found = engine.index.passages(words, engine.tokenizer.bigrams(text), _FETCHED)
    return [engine.index.passage(number) for number, _ in found]


def clauses_with(engine: Engine, text: str) -> Iterator[Place]:
    """The clauses of the reports that hold a stretch of matching text."""
    for passage in passages_with(engine, text):
        for number, sentence in enumerate(passage.sentences):
            for at, to in split_clauses(sentence.norm) if text in sentence.norm else ():
                if text in sentence.norm[at:to]:
                    yield Place(passage, number, sentence.norm[at:to])


def evidence_at(engine: Engine, place: Place) -> Evidence:
    """The sentence of a place, verbatim."""
    report = place.passage.report
    return compose.sentence_evidence(place.passage, place.number, engine.reports[report], engine.source(report))


def evidence_of(engine: Engine, *candidates: Candidate) -> tuple[Evidence, ...]:
    """The sentences of facts, each once."""
    found: dict[tuple[str, int], Evidence] = {}
    for candidate in candidates:
        report = candidate.passage.report
        evidence = compose.evidence_of(candidate, engine.reports[report], engine.source(report))
        found.setdefault((evidence.report, evidence.start), evidence)
    return tuple(found.values())
