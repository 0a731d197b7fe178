"""The best candidate whatever the confidence, for benchmarks on open text: first the passage, then the sentence, then the
value. Only ``ask --eager`` comes here; nothing that people are answered with does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.ask import compose, words
from knowledge.ask.best_passage import best_passage
from knowledge.ask.best_sentence import asked_of, sentence_scores
from knowledge.ask.best_value import ASKS_MOST, best_value, values_of, wanted
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, clause_facts
from knowledge.model import Answer, Fact, Passage

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

_ASKS_MONTH = re.compile("几月(?!几)|哪一?个月")
_MONTH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月")
_UPPER = re.compile(r"[至到~～—–-](\d[\d.,]*[万亿萬億]*)$")


def eager(engine: Engine, reading: Reading) -> Answer | None:
    """The answer from the best passage: its best value for a question of numbers, else a name or clause of its best
    sentence; None when nothing was read."""
    question = reading.question
    asked = asked_of(question.norm, engine.rarity)
    passage = best_passage(question.terms, asked, engine.index, engine.tokenizer)
    if passage is None:
        return None
    want = wanted(question)
    values = values_of(passage, want) if want else []
    scores = sentence_scores(asked, passage, frozenset(fact.sentence for fact, _ in values))
    if not scores:
        return None
    value = best_value(question, asked, passage, values, scores)
    if value is not None:
        return _answered(engine, reading, passage, value)
    place = max(scores, key=lambda number: (scores[number], -number))
    return words.eager(engine, reading, _candidate(reading, passage, clause_facts(passage)[place]))


def _answered(engine: Engine, reading: Reading, passage: Passage, value: Fact) -> Answer:
    fact = _as_asked(reading.question, _as_written(engine, passage, value))
    best = compose.to_the_year(reading.question, _candidate(reading, passage, fact))
    source = engine.source(passage.report)
    evidence = compose.evidence_of(best, engine.reports[passage.report], source)
    return Answer(
        reading.question.text, "answered", compose.headline_of(best, source), (compose.value_of(best.fact),), (evidence,),
        None, reading.notes, confidence=best.score,
    )


def _as_written(engine: Engine, passage: Passage, fact: Fact) -> Fact:
    """The value in the characters of the source (三十萬, not 三十万)."""
    sentence, source = passage.sentences[fact.sentence], engine.source(passage.report)
    split = fact.to - len(fact.unit)
    if sentence.norm[fact.at : fact.to] != fact.text + fact.unit:
        return fact
    unit = compose.verbatim(sentence, split, fact.to, source) if fact.unit else ""
    return replace(fact, text=compose.verbatim(sentence, fact.at, split, source), unit=unit)


def _as_asked(question: Question, fact: Fact) -> Fact:
    """几月 wants the month of a day, 最高 the upper end of a range."""
    month = _MONTH.search(fact.text)
    if fact.kind == "date" and month and _ASKS_MONTH.search(question.norm):
        return replace(fact, text=month[0], at=fact.at + month.start(), to=fact.at + month.end())
    upper = _UPPER.search(fact.text)
    if upper and ASKS_MOST.search(question.norm):
        return replace(fact, text=upper[1], at=fact.at + upper.start(1))
    return fact


def _candidate(reading: Reading, passage: Passage, fact: Fact) -> Candidate:
    return Candidate(passage, fact, 1.0, (0.0,) * len(reading.question.terms), (), ())
