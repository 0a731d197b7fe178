"""Answers computed from facts: the calculation is shown and each operand keeps its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.ask import arithmetic, compose, expand, operands
from knowledge.ask.arithmetic import Amount, Result
from knowledge.ask.context import Context
from knowledge.ask.operands import Operand
from knowledge.ask.question import Operation, Question
from knowledge.ask.rank import Candidate
from knowledge.model import Answer, Evidence, Fact, FactKind, Value

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

_JOINERS = {
    "sum": operands.JOIN, "difference": operands.COMPARE, "more": operands.COMPARE, "times": operands.OVER, "share": operands.PART,
}
_COMPARED = re.compile(r"比(?![例重赛分较率值如]).{1,24}?(?:多|少|高|低)(?:了|出)?[^，。]{0,3}?(?:多少|几)")
_LESS = re.compile(r"(?:谁|哪[^，]{0,4}?|更|最)(?:少|低|小)")
_ALSO_MEDALS = ("金", "银", "铜")


def computed(engine: Engine, reading: Reading, context: Context) -> Answer | None:
    """A sum, difference, ratio or share when the question asks for one and no single fact answers it."""
    question = reading.question
    if expand.medals(question.norm):
        return _medals(engine, reading)
    operation = operation_of(question)
    if operation is None:
        return None
    found = _operands(engine, reading, operation)
    return _worked(engine, reading, operation, found) if found else None


def operation_of(question: Question) -> Operation | None:
    """What is to be worked out; a share only when two counts are named, a difference also by 比 … 多 … 多少."""
    if question.asked == "percent" and "占" in question.norm and question.operation is None:
        return "share"
    if question.operation is None and _COMPARED.search(question.norm):
        return "difference"
    return question.operation


def _operands(engine: Engine, reading: Reading, operation: Operation) -> tuple[Operand, ...] | None:
    best = reading.facts[0] if reading.facts else None
    if operation in ("sum", "share") and best is not None and best.accounted and min(best.weights, default=0) >= 0.5:
        return None
    question = engine.understood(expand.written_out(reading.question.norm))
    if operation == "share":
        question = replace(question, asked="count", units=(), aspect=None)
    return operands.operands(engine, question, _JOINERS[operation])


def _worked(engine: Engine, reading: Reading, operation: Operation, found: Sequence[Operand]) -> Answer | None:
    candidates = [o.candidate for o in found]
    amounts = [arithmetic.amount_of(o.fact) for o in found]
    if not operands.alike(engine, candidates, across=operation != "sum") or None in amounts:
        return None
    known = [a for a in amounts if a is not None]
    if operation == "sum":
        return None if _overlap(candidates) else answer(engine, reading, found, arithmetic.total(known))
    if operation == "more":
        return _more(engine, reading, found, known)
    if len(found) != 2:
        return None
    if operation == "difference":
        return answer(engine, reading, found, arithmetic.difference(known[0], known[1]))
    result = arithmetic.ratio(known[0], known[1]) if operation == "times" else arithmetic.share(known[0], known[1])
    return answer(engine, reading, found, result) if result else None


def _overlap(candidates: Sequence[Candidate]) -> bool:
    """Whether one operand is part of another, so that a sum would count it twice."""
    for one in candidates:
        for two in candidates:
            if one.passage.id != two.passage.id or one is two:
                continue
            if one.fact.part_of >= 0 and one.passage.facts[one.fact.part_of] == two.fact:
                return True
            between = one.passage.sentences[one.fact.sentence].norm[one.fact.to : two.fact.at]
            if one.fact.sentence == two.fact.sentence and "其中" in between:
                return True
    return False


def _more(engine: Engine, reading: Reading, found: Sequence[Operand], amounts: Sequence[Amount]) -> Answer | None:
    """第一学期更多：4327人."""
    less = bool(_LESS.search(reading.question.norm))
    order = sorted(range(len(found)), key=lambda i: amounts[i].worth, reverse=not less)
    verdict = arithmetic.more(amounts[order[0]], amounts[order[1]])
    if verdict is None:
        return None
    ranked = [found[i] for i in order]
    sign = " = " if not verdict else " < " if less else " > "
    shown = sign.join(amounts[i].text for i in order[:2]) if not verdict else sign.join(amounts[i].text for i in order)
    first = ranked[0].fact
    said = "一样多" if not verdict else f"{ranked[0].name}更{'少' if less else '多'}"
    values = tuple(compose.value_of(o.fact, o.name) for o in ranked)
    return Answer(
        reading.question.text, "answered", f"{said}：{first.text}{first.unit}", values, evidence(engine, [o.candidate for o in ranked]),
        shown, reading.notes, confidence=_confidence([o.candidate for o in found]),
    )


def _medals(engine: Engine, reading: Reading) -> Answer | None:
    """多少枚奖牌 of a report that gives gold, silver and bronze of one competition."""
    best = reading.facts[0] if reading.facts else None
    if best is not None and best.accounted and best.fact.unit not in _ALSO_MEDALS:
        return None
    columns = []
    for written in expand.each_medal(reading.question.norm):
        question = engine.understood(written)
        column = operands.fitting(engine, operands.sub_question(question, tuple(operands.elements(question)), ()))
        columns += [column] if column else []
    chosen = operands.together(columns) if len(columns) > 1 else None
    if chosen is None or len({c.place[:2] for c in chosen}) > 1 or len({c.place for c in chosen}) < len(chosen):
        return None
    known = [a for a in (arithmetic.amount_of(c.fact) for c in chosen) if a is not None]
    result = replace(arithmetic.total(known), unit=(reading.question.units or ("枚",))[0])
    return answer(engine, reading, [Operand(c, c.fact.label) for c in chosen], result) if len(known) == len(chosen) else None


def answer(engine: Engine, reading: Reading, found: Sequence[Operand], result: Result) -> Answer:
    """A result with its calculation and the sentence of each operand."""
    candidates = [o.candidate for o in found]
    text = ("约" if result.approximate else "") + result.text + result.unit
    kind: FactKind = "percent" if result.unit in ("%", arithmetic.POINTS) else candidates[0].fact.kind
    if result.unit == arithmetic.TIMES:
        kind = "count"
    label = "、".join(dict.fromkeys(o.name for o in found if o.name))
    value = Value(kind, arithmetic.plain(result.worth), result.text, result.unit, result.approximate, label)
    return Answer(
        reading.question.text, "answered", text, (value,), evidence(engine, candidates), result.calculation, reading.notes,
        confidence=_confidence(candidates),
    )


def evidence(engine: Engine, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
    """The sentences of the operands in their order, each once, with all their values marked."""
    kept: dict[tuple[int, int, int], Evidence] = {}
    for candidate in candidates:
        report = candidate.passage.report
        said = compose.evidence_of(candidate, engine.reports[report], engine.source(report))
        key = (report, said.start, said.end)
        kept[key] = replace(kept[key], marks=(*kept[key].marks, *said.marks)) if key in kept else said
    return tuple(kept.values())


def _confidence(candidates: Sequence[Candidate]) -> float:
    return round(max(0.0, min(1.0, min(c.score for c in candidates))), 3)


__all__ = ["Fact", "computed", "operation_of"]
