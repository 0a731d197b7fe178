"""How many a closed list names where the report gives no number: 成立了甲社、乙社、丙社 tells of three.

A list is counted only when nothing is left open: its clause says no more and no less than the question, each member is plainly
of the kind asked for, the list is not cut short (等, 包括), and nothing near it has a number or goes on about the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from knowledge.ask import compose, compute
from knowledge.ask.arithmetic import Result
from knowledge.ask.listed import Listed, asks_for_more, listed
from knowledge.ask.operands import Operand
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, rank
from knowledge.ask.retrieve import Read
from knowledge.ask.unlisted import goes_on, said_again
from knowledge.model import Answer, Note

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

# What has a name of its own; people, and what may happen several times under one name (场, 次, 期), are not counted by names.
_UNITS = frozenset("个 家 所 门 项 部 本 种 支 处 座 间 款 条 篇 首 台 幅 套 片 栋".split())


def counted(engine: Engine, reading: Reading) -> Answer | None:
    """The number of members of the one list that is just what was asked; None when there is none, or more than one."""
    question = reading.question
    if not _asks(question):
        return None
    found: dict[frozenset[str], tuple[Candidate, Listed]] = {}
    for candidate, one in _closed(engine, reading):
        found.setdefault(frozenset(one.names), (candidate, one))
    if len(found) != 1:
        return None
    candidate, one = next(iter(found.values()))
    if any(said_again(one, read.passage) for read in reading.passages if read.passage.id != one.passage):
        return None
    return _answer(engine, reading, candidate, one)


def _asks(question: Question) -> bool:
    """Whether the question asks plainly how many there are of something that is named."""
    plain = question.aspect is None and not question.change and not question.yesno and question.claimed is None
    counts = question.asked == "count" and question.operation in (None, "sum") and not question.numbers
    return counts and plain and bool(question.hard) and set(question.units) <= _UNITS and not asks_for_more(question)


def _closed(engine: Engine, reading: Reading) -> Iterator[tuple[Candidate, Listed]]:
    """Each list that the question is about and that nothing leaves open."""
    question = reading.question
    for read in reading.passages:
        for number, fact in enumerate(read.passage.facts):
            if fact.kind != "list":
                continue
            one = listed(question, read.passage, fact, engine.reports[read.passage.report])
            if one is None or goes_on(question, one, read.passage, engine.lexicon):
                continue
            candidate = _candidate(engine, question, read, number)
            if candidate is not None and set(candidate.conflicts) <= {"far"}:
                yield candidate, one


def _candidate(engine: Engine, question: Question, read: Read, number: int) -> Candidate | None:
    """The list as a candidate, with what the question and its scope say differently."""
    asked = replace(question, asked="list", units=(), operation=None, total=False)
    ranked = rank(asked, (read,), engine.frame, engine.lexicon)
    return next((c for c in ranked if c.fact is read.passage.facts[number]), None)


def _answer(engine: Engine, reading: Reading, candidate: Candidate, one: Listed) -> Answer:
    """The count; the members are shown as they are written."""
    sentence = candidate.passage.sentences[candidate.fact.sentence]
    source = engine.source(candidate.passage.report)
    names = [compose.verbatim(sentence, at, to, source) for at, to in one.spans]
    count = Decimal(len(names))
    shown = f"{' + '.join(names)} = {count}"
    result = Result(str(count), count, (*reading.question.units, "")[0], False, shown)
    fact = replace(candidate.fact, kind="count", at=one.spans[0][0], to=one.spans[-1][1])
    marked = replace(candidate, fact=fact)
    told = replace(reading, notes=(*reading.notes, Note("counted")))
    return compute.answer(engine, told, (Operand(marked, ""),), result, one.kind.word)
