"""Answers in words: who, which, what, where, yes or no, and what a person won."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ask import compose
from knowledge.ask.rank import Candidate
from knowledge.ask.shortanswer import agent, asks_agent, clause_around
from knowledge.model import Answer, Evidence, Note, Value

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

_HONOUR_WORDS = re.compile(r"奖|荣誉|称号|名次|成绩|头衔|评为|得了|获得|拿了|当选|什么|哪些")
# A fact of words may fall this far behind the best sentence and still be the answer.
SLACK = 0.35


def honours(engine: Engine, reading: Reading) -> Answer | None:
    """What the people named in the question won; None when it names nobody or asks something else."""
    question = reading.question
    if question.asked not in ("rank", "name", "list", "any") or not _HONOUR_WORDS.search(question.norm):
        return None
    people = [
        (passage, fact)
        for passage in reading.passages
        for fact in passage.facts
        if fact.kind == "person" and fact.label and any(n in question.norm for n in fact.names)
    ]
    if not people:
        return None
    rest = [t for t in question.hard if not any(t.word in n or n in t.word for _, f in people for n in f.names)]
    from knowledge.ask.rank import rank  # local: only this path ranks a second time

    ranked = [c for c in rank(_only_people(question), reading.passages, engine.frame, engine.lexicon)]
    fitting = [
        c for c in ranked
        if c.fact.kind == "person" and c.fact.label and any(n in question.norm for n in c.fact.names)
        and not any(t in c.missing for t in rest if not _HONOUR_WORDS.search(t.word)) and not c.conflicts
    ]
    return _honour_answer(engine, reading, fitting) if fitting else None


def _only_people(question):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(question, asked="person")


def _honour_answer(engine: Engine, reading: Reading, fitting: list[Candidate]) -> Answer:
    texts: list[str] = []
    evidence: list[Evidence] = []
    values: list[Value] = []
    for candidate in fitting[:6]:
        honour = _tidy(candidate.fact.label)
        if honour in texts:
            continue
        texts.append(honour)
        values.append(Value("name", honour, honour, "", False, "、".join(candidate.fact.names)))
        evidence.append(_evidence(engine, candidate))
    return Answer(
        reading.question.text, "answered", "；".join(texts), tuple(values), tuple(evidence), None, reading.notes,
        confidence=round(max(0.0, min(1.0, fitting[0].score)), 3),
    )


def _tidy(label: str) -> str:
    return re.sub(r"^(?:在|分别|均|双双|喜|还|被|同志|老师|新增|获得?|荣获|评为|获评|其中|同时|有)+", "", label).strip(" ，、的")


def _evidence(engine: Engine, candidate: Candidate) -> Evidence:
    report = candidate.passage.report
    return compose.evidence_of(candidate, engine.reports[report], engine.source(report))


def answer(engine: Engine, reading: Reading, eager: bool = False) -> Answer | None:
    """The best name, list, people or place; else the deciding clause of the best sentence; None when nothing fits."""
    sentences = engine.sentences(reading)
    facts = [c for c in reading.facts if c.fact.kind not in ("count", "percent", "money")]
    if not eager:
        sentences = [c for c in sentences if c.accounted]
        facts = [c for c in facts if c.accounted]
    else:
        sentences.sort(key=lambda c: -c.score)
        facts.sort(key=lambda c: -c.score)
    if not sentences:
        return None
    best = sentences[0]
    question = reading.question
    if not question.yesno:
        by = _agent(engine, reading, best) if asks_agent(question) else None
        if by:
            return by
        fact = next((c for c in facts if c.score >= best.score - SLACK and _usable(c)), None)
        if fact is not None and question.asked != "any":
            return _from_fact(engine, reading, fact)
    return _from_sentence(engine, reading, best)


def _usable(candidate: Candidate) -> bool:
    return bool(candidate.fact.names) or candidate.fact.kind == "rank"


def _from_fact(engine: Engine, reading: Reading, candidate: Candidate) -> Answer:
    fact = candidate.fact
    source = engine.source(candidate.passage.report)
    sentence = candidate.passage.sentences[fact.sentence]
    text = compose.verbatim(sentence, fact.at, fact.to, source)
    if fact.kind == "list":
        text = "、".join(fact.names)
    kind = "person" if fact.kind == "person" else fact.kind
    values = tuple(Value(kind, n, n, "", False, fact.label) for n in (fact.names or (text,)))
    return Answer(
        reading.question.text, "answered", text, values, (_evidence(engine, candidate),), None, reading.notes,
        confidence=round(max(0.0, min(1.0, candidate.score)), 3),
    )


def _from_sentence(engine: Engine, reading: Reading, candidate: Candidate) -> Answer:
    """The clause of the best sentence that holds most of the question's words."""
    sentence = candidate.passage.sentences[candidate.fact.sentence]
    places = [
        (at, at + len(f.text))
        for t in reading.question.terms if t.hard
        for f in t.forms
        for at in [sentence.norm.find(f.text)] if at >= 0
    ]
    a, b = clause_around(sentence.norm, places)
    source = engine.source(candidate.passage.report)
    text = compose.verbatim(sentence, a, b, source).strip("，；。：")
    notes = reading.notes
    return Answer(
        reading.question.text, "answered", text, (Value("name", text, text, "", False, ""),),
        (_evidence(engine, candidate),), None, notes, confidence=round(max(0.0, min(1.0, candidate.score)), 3),
    )


def _agent(engine: Engine, reading: Reading, candidate: Candidate) -> Answer | None:
    sentence = candidate.passage.sentences[candidate.fact.sentence]
    found = agent(sentence.norm)
    if not found:
        return None
    text = compose.verbatim(sentence, *found, engine.source(candidate.passage.report))
    return Answer(
        reading.question.text, "answered", text, (Value("name", text, text, "", False, ""),),
        (_evidence(engine, candidate),), None, reading.notes, confidence=round(max(0.0, min(1.0, candidate.score)), 3),
    )


__all__ = ["Note", "answer", "honours"]
