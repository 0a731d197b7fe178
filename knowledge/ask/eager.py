"""The best candidate whatever the confidence, for benchmarks on open text: first the passage, then the sentence, then the
value. Only ``ask --eager`` comes here; nothing that people are answered with does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.ask import words
from knowledge.ask.best_sentence import asked_of, best_passage, sentence_scores
from knowledge.ask.best_value import best_value, values_of, wanted
from knowledge.ask.rank import Candidate, clause_facts
from knowledge.model import Fact, Passage

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading
    from knowledge.model import Answer


def eager(engine: Engine, reading: Reading) -> Answer | None:
    """The answer from the best passage: its best value for a question of numbers, else a name or clause of its best
    sentence; None when nothing was read."""
    question = reading.question
    asked = asked_of(question.norm)
    passage = best_passage(asked, reading.passages, engine.rarity)
    if passage is None:
        return None
    want = wanted(question)
    values = values_of(passage, want) if want else []
    scores = sentence_scores(asked, passage, engine.rarity, frozenset(fact.sentence for fact, _ in values))
    if not scores:
        return None
    weights = {p: engine.rarity(p) for p in asked.pairs}
    value = best_value(question, asked, passage, values, scores, weights)
    if value is not None:
        from knowledge.ask.decide import answered  # decide calls this module

        return answered(engine, reading, _candidate(reading, passage, value))
    place = max(scores, key=lambda number: (scores[number], -number))
    return words.eager(engine, reading, _candidate(reading, passage, clause_facts(passage)[place]))


def _candidate(reading: Reading, passage: Passage, fact: Fact) -> Candidate:
    return Candidate(passage, fact, 1.0, (0.0,) * len(reading.question.terms), (), ())
