"""The best candidate whatever the confidence, for benchmarks on open text: first the passage, then the sentence, then the
value. Only ``ask --eager`` comes here; nothing that people are answered with does."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from knowledge.ask import words
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.ask.retrieve import Read

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading
    from knowledge.model import Answer

PASSAGE, PAIRS, TERMS, BEFORE, KIND, FACT, REACH = 4.0, 1.0, 0.3, 0.1, 0.3, 0.6, 2.5
_PAIR = re.compile("[\u4e00-\u9fffa-z0-9]{2}")
_NUMBERS = frozenset({"count", "percent", "money", "date", "rank"})
Place = tuple[int, int]


def eager(engine: Engine, reading: Reading) -> Answer | None:
    """The answer from the best sentence: its best value for a question of numbers, else a name or clause of it."""
    scores = sentence_scores(engine, reading)
    if not scores:
        return None
    if reading.question.asked in _NUMBERS:
        near = max(scores.values()) - REACH
        facts = [c for c in reading.facts if scores.get(_place(c), -1.0) >= near]
        best = max(facts, key=lambda c: _total(c, scores), default=None)
        if best is not None:
            from knowledge.ask.decide import answered  # decide calls this module

            return answered(engine, reading, best)
    place = max(scores, key=lambda p: (scores[p], -p[0], -p[1]))
    sentence = next(c for c in engine.sentences(reading) if _place(c) == place)
    return words.eager(engine, reading, sentence)


def _place(candidate: Candidate) -> Place:
    return candidate.passage.id, candidate.fact.sentence


def _total(candidate: Candidate, scores: dict[Place, float]) -> tuple[float, int]:
    return scores[_place(candidate)] + FACT * candidate.score, -candidate.fact.at


def sentence_scores(engine: Engine, reading: Reading) -> dict[Place, float]:
    """Each sentence read: its passage's score, the share of the question's pairs and terms it holds, rare ones and those
    that few sentences of its passage hold counting more, and whether it has a value of the kind asked for."""
    question = reading.question
    rarity = {pair: engine.rarity(pair) for pair in _pairs(question.norm)}
    fitting = {_place(c) for c in reading.facts if c.parts["kind"] > -0.05}
    scores: dict[Place, float] = {}
    for read in reading.passages:
        before = 0.0
        for number, held in _held(question, read, rarity):
            place = read.passage.id, number
            scores[place] = PASSAGE * read.score + held + BEFORE * before + (KIND if place in fitting else 0.0)
            before = held
    return scores


def _pairs(norm: str) -> list[str]:
    return [p for p in dict.fromkeys(norm[i : i + 2] for i in range(len(norm) - 1)) if _PAIR.fullmatch(p)]


def _held(question: Question, read: Read, rarity: dict[str, float]) -> list[tuple[int, float]]:
    """Per sentence that is no heading, how much of the question it holds."""
    texts = [(i, s.norm) for i, s in enumerate(read.passage.sentences) if not s.heading]
    pairs = {p: sum(p in t for _, t in texts) for p in rarity}
    terms = [(t, sum(any(f.text in text for f in t.forms) for _, text in texts)) for t in question.terms]
    all_pairs, all_terms = sum(rarity.values()) or 1.0, sum(t.weight for t in question.terms) or 1.0
    held = []
    for number, text in texts:
        by_pairs = sum(w * math.log(1 + len(texts) / pairs[p]) for p, w in rarity.items() if p in text)
        by_terms = sum(
            t.weight * math.log(1 + len(texts) / n) * max((f.quality for f in t.forms if f.text in text), default=0.0)
            for t, n in terms if n
        )
        held.append((number, PAIRS * by_pairs / all_pairs + TERMS * by_terms / all_terms))
    return held
