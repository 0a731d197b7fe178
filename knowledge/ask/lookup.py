"""Facts without a question: looked up by words, browsed by section; and the paragraph around a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.ask import compose
from knowledge.ask.context import Context
from knowledge.ask.rank import Candidate
from knowledge.model import Answer, Evidence, Fact, Hit, Passage, Report

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

# What is offered unasked: a value, or who and what is named. A bare name in 《》 tells nothing by itself.
SHOWN = frozenset({"count", "percent", "money", "date", "rank", "person", "list"})


def lookup(engine: Engine, text: str, limit: int) -> tuple[Hit, ...]:
    """Facts that speak of all words of ``text``, the answer to it as a question first; none when it says what no fact says.

    The rule of answers holds here too: a fact of another period, level or place is not offered."""
    question = engine.understood(text)
    if question.chat or not question.terms:
        return ()
    answer, _ = engine.ask(text, Context())
    first = [Hit(answer.text, answer.values[0], answer.evidence[0])] if _is_fact(answer) else []
    ranked = [c for c in engine.read(question).facts[: limit * 8] if c.fact.kind in SHOWN and c.accounted]
    others = (_hit(engine, c) for c in compose.unique(ranked))
    proven = {_said(hit) for hit in first}
    return tuple([*first, *(hit for hit in others if _said(hit) not in proven)][:limit])


def _said(hit: Hit) -> tuple[str, int, str]:
    return hit.evidence.report, hit.evidence.start, hit.headline


def _is_fact(answer: Answer) -> bool:
    return bool(answer.status == "answered" and answer.values and answer.evidence and not answer.calculation)


def _hit(engine: Engine, candidate: Candidate) -> Hit:
    report = candidate.passage.report
    return hit_of(candidate.passage, candidate.fact, engine.reports[report], engine.source(report))


def hit_of(passage: Passage, fact: Fact, report: Report, source: str) -> Hit:
    """A stored fact with its headline and its sentence."""
    alone = Candidate(passage, fact, 1.0, (), (), ())
    value = compose.value_of(fact, compose.label_for(alone))
    return Hit(compose.headline_of(alone, source), value, compose.evidence_of(alone, report, source))


def facts_of_section(engine: Engine, report: int, section: int) -> Iterator[Hit]:
    """The facts that stand directly under a heading, in reading order."""
    for number in engine.index.passage_ids(report, section):
        passage = engine.index.passage(number)
        for fact in passage.facts:
            if fact.kind in SHOWN:
                yield hit_of(passage, fact, engine.reports[report], engine.source(report))


def paragraph_around(engine: Engine, report: int, start: int) -> Evidence | None:
    """The paragraph in which character ``start`` of the source stands, as one quote; None when no paragraph does."""
    ids = engine.index.passage_ids(report)
    place = bisect_right(ids, start, key=lambda number: engine.index.passage(number).sentences[0].start) - 1
    if place < 0:
        return None
    passage = engine.index.passage(ids[place])
    first, last = passage.sentences[0].start, passage.sentences[-1].end
    if not first <= start < last:
        return None
    told, section = engine.reports[report], passage.section
    return Evidence(told.title, section.label or told.title, section.path, engine.source(report)[first:last], first, last)
