"""Answers computed from facts: the calculation is shown and each operand keeps its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from knowledge.ask import agree, arithmetic, balance, compose, derived, expand, former, operands, refuse, series, sides
from knowledge.ask.arithmetic import Amount, Result
from knowledge.ask.context import Context
from knowledge.ask.operands import Operand
from knowledge.ask.question import Operation, Question
from knowledge.ask.rank import Candidate, accounted
from knowledge.model import Answer, Evidence, FactKind, Value

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

_JOINERS = {
    "sum": sides.JOIN, "difference": sides.COMPARE, "more": sides.COMPARE, "times": sides.OVER, "share": sides.PART,
}
_COMPARED = re.compile(r"比(?![例重赛分较率值如]).{1,24}?(?:多|少|高|低)(?:了|出)?[^，。]{0,3}?(?:多少|几)")
_BRACKET = re.compile("（[^）]*）")
_RIGHT_BEHIND, _ROUNDED = 8, Decimal("0.06")
_ADDED = re.compile(r"合计|一共|总共|共计|加起来")
_STATED = re.compile(r"(?:差|多|少|高|低|超|增|减)(?:出|了|距|额|过|加|长)?(?:为|是|达|约)?$")
_WHICH = re.compile(r"(?:哪|谁)[^，]{0,6}(?:多|少|高|低|大|小)|更(?:多|少|高|低)")
_WHICH_MORE = re.compile(r"哪.*(?:多|少|高|低)[?？]?$")
_LESS = re.compile(r"(?:谁|哪[^，]{0,4}?|更|最)(?:少|低|小)|(?<!多)[少低小][?？]?$")


def computed(engine: Engine, reading: Reading, context: Context) -> Answer | None:
    """A sum, difference, ratio or share when the question asks for one and no single fact answers it."""
    question = reading.question
    raw = engine.understood(question.text)
    if series.alone(raw):
        return _of_series(engine, reading, raw, context)
    if expand.medals(question.norm) and question.asked in ("count", "any"):
        return _medals(engine, reading)
    if any(n.code == "corrected" for n in reading.notes):
        # A question of several things fits no fact as a whole, and so may have been corrected without need.
        as_typed = replace(reading, question=raw, notes=())
        worked = _worked_out(engine, as_typed, operation_of(raw))
        if worked:
            return worked
    left = None if accounted(reading.facts)[:1] else balance.balance(engine, question)
    if left:
        return answer(engine, reading, [Operand(c, "") for c in (left[0], replace(left[0], fact=left[1]))], left[2])
    operation = operation_of(question)
    if operation is None:
        return _implied(engine, reading)
    return _worked_out(engine, reading, operation) or _unworked(engine, reading, operation)


def _worked_out(engine: Engine, reading: Reading, operation: Operation | None) -> Answer | None:
    found = _operands(engine, reading, operation) if operation else None
    return _worked(engine, reading, operation, found) if found and operation else None


def _unworked(engine: Engine, reading: Reading, operation: Operation) -> Answer | None:
    """A difference or a ratio that could not be worked out is refused, unless the best fact states one itself."""
    corrected = any(n.code == "corrected" for n in reading.notes)
    asked = engine.understood(reading.question.text) if corrected else reading.question
    named, _ = sides.sides_of(asked, _JOINERS[operation])
    if len(named) < 2 or operation == "share":
        return None
    if corrected or (operation == "more" and _WHICH.search(reading.question.norm)):
        return refuse.not_found(engine, reading, reading.facts)
    best = next((c for c in accounted(reading.facts)[:1]), None)
    if operation == "sum" and best and not operands.one_for_all(engine, asked, sides.JOIN, best):
        return refuse.not_found(engine, reading, reading.facts)
    if operation not in ("difference", "times") or best is None:
        return None
    fact = best.fact
    norm = best.passage.sentences[fact.sentence].norm
    stated = fact.aspect == "growth" or fact.unit == arithmetic.TIMES or _STATED.search(norm[: fact.at])
    return None if stated else refuse.not_found(engine, reading, reading.facts)


def _of_series(engine: Engine, reading: Reading, raw: Question, context: Context) -> Answer | None:
    """差多少 said alone; what cannot be worked out is refused, for any single fact would be a wrong answer."""
    found = series.operands_of(engine, raw, context)
    bare = replace(reading, notes=())
    worked = _worked(engine, bare, raw.operation, found) if found and raw.operation else None
    if worked is None and (raw.operation != "sum" or found):
        return refuse.not_found(engine, bare, ())
    return worked


def _implied(engine: Engine, reading: Reading) -> Answer | None:
    """What one sentence implies when no fact says it: last year's value, how many a percentage comes to."""
    last = _of_last_year(engine, reading)
    if last is None and any(c.fact.kind != "percent" for c in accounted(reading.facts)[:1]):
        return None
    found = (
        last
        or derived.counted_share(engine, reading.question)
        or derived.remainder(engine, reading.question)
    )
    if found is None:
        return None
    best, other, result = found
    second = replace(best, fact=other)
    pair = (best, second) if best.fact.kind != "percent" else (second, best)
    return answer(engine, reading, [Operand(c, "") for c in pair], result, best.fact.label)


def _of_last_year(engine: Engine, reading: Reading) -> former.Worked | None:
    """Last year's value by this year's and its change; None where the report tells last year's itself."""
    told = next(iter(accounted(reading.facts)[:1]), None)
    found = former.former(engine, reading.question)
    return None if found is None or (told is not None and told.place != found[0].place) else found


def operation_of(question: Question) -> Operation | None:
    """What is to be worked out; a share only when two counts are named, a difference also by 比 … 多 … 多少."""
    if question.asked == "percent" and "占" in question.norm:
        return None if _ADDED.search(question.norm) else "share"
    if question.operation is None and _COMPARED.search(question.norm):
        return "difference"
    if question.operation is None and _WHICH_MORE.search(question.norm) and _several(question):
        return "more"
    return question.operation


def _several(question: Question) -> bool:
    return expand.names_several(question.norm) or len(sides.sides_of(question, sides.COMPARE)[0]) > 1


def _operands(engine: Engine, reading: Reading, operation: Operation) -> tuple[Operand, ...] | None:
    best = next(iter(accounted(reading.facts)[:1]), None) if operation == "share" else None
    if best is not None and min(best.weights, default=0) >= 0.5:
        return None
    ways = (engine.understood(norm) for norm in expand.ways_written_out(reading.question.norm))
    found = (_operands_of(engine, reading, way, operation) for way in ways)
    return next((f for f in found if f), None)


def _operands_of(engine: Engine, reading: Reading, question: Question, operation: Operation) -> tuple[Operand, ...] | None:
    question = replace(question, units=question.units if reading.question.units else ())
    if any(len(t.word) > 2 and t.word.startswith("比") for t in question.hard):
        question = engine.understood(expand.apart(question.norm))
    if operation == "share":
        question = replace(question, asked="count", units=(), aspect=None)
    return operands.operands(engine, question, _JOINERS[operation])


def _worked(engine: Engine, reading: Reading, operation: Operation, found: Sequence[Operand]) -> Answer | None:
    candidates = [o.candidate for o in found]
    amounts = [arithmetic.amount_of(o.fact) for o in found]
    if not agree.alike(engine, candidates, across=operation != "sum") or None in amounts:
        return None
    known = [a for a in amounts if a is not None]
    known = [replace(a, unit=(reading.question.units or ("枚",))[0]) if a.unit in agree.MEDALS else a for a in known]
    if operation == "sum":
        return None if _overlap(candidates) else answer(engine, reading, found, arithmetic.total(known))
    if operation == "more":
        return _more(engine, reading, found, known)
    if len(found) != 2:
        return None
    if operation == "difference":
        return answer(engine, reading, found, arithmetic.difference(known[0], known[1]))
    if operation == "times":
        result = arithmetic.ratio(known[0], known[1])
    else:
        result = _as_stated(candidates[0], arithmetic.share(known[0], known[1]))
    return answer(engine, reading, found, result) if result else None


def _as_stated(part: Candidate, result: Result | None) -> Result | None:
    """The share as the report itself gives it right behind the part (横向经费688万元，占66.5%), when it says the same."""
    for fact in part.passage.facts if result else ():
        near = fact.sentence == part.fact.sentence and 0 <= fact.at - part.fact.to <= _RIGHT_BEHIND
        if result and near and fact.aspect == "share" and fact.value is not None and abs(fact.value - result.worth) < _ROUNDED:
            return replace(result, text=fact.text, unit=fact.unit, worth=fact.value, approximate=bool(fact.marker))
    return result


def _overlap(candidates: Sequence[Candidate]) -> bool:
    """Whether one operand is part of another, so that a sum would count it twice."""
    for one in candidates:
        for two in candidates:
            if one.passage.id != two.passage.id or one is two:
                continue
            if one.fact.part_of >= 0 and one.passage.facts[one.fact.part_of] == two.fact:
                return True
            between = one.passage.sentences[one.fact.sentence].norm[one.fact.to : two.fact.at]
            if one.fact.sentence == two.fact.sentence and "其中" in _BRACKET.sub("", between):
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
    quoted = evidence(engine, [o.candidate for o in ranked])
    return Answer(
        reading.question.text, "answered", f"{said}：{first.text}{first.unit}", values, quoted, shown, reading.notes,
        confidence=_confidence([o.candidate for o in found]),
    )


def _medals(engine: Engine, reading: Reading) -> Answer | None:
    """多少枚奖牌 of a report that gives gold, silver and bronze of one competition."""
    best = next(iter(accounted(reading.facts)[:1]), None)
    if best is not None and best.fact.unit not in agree.MEDALS:
        return None
    columns = []
    for written in expand.each_medal(reading.question.norm):
        question = engine.understood(written)
        column = operands.fitting(engine, sides.sub_question(question, tuple(sides.elements(question)), ()))
        columns += [column] if column else []
    chosen = agree.together(columns) if len(columns) > 1 else None
    if chosen and not _complete(chosen[0], len(chosen)):
        return None
    if chosen is None or len({c.place[:2] for c in chosen}) > 1 or len({c.place for c in chosen}) < len(chosen):
        return None
    known = [a for a in (arithmetic.amount_of(c.fact) for c in chosen) if a is not None]
    result = replace(arithmetic.total(known), unit=(reading.question.units or ("枚",))[0])
    return answer(engine, reading, [Operand(c, c.fact.label) for c in chosen], result) if len(known) == len(chosen) else None


def _complete(one: Candidate, count: int) -> bool:
    """Whether the sentence gives no more kinds of medal than were found: a sum of some of them would be wrong."""
    norm = one.passage.sentences[one.fact.sentence].norm
    return len({m[0] for m in re.finditer(r"(?<=[\d枚块个面])[金银铜]|[金银铜](?=牌)", norm)}) <= count


def answer(engine: Engine, reading: Reading, found: Sequence[Operand], result: Result, label: str = "") -> Answer:
    """A result with its calculation and the sentence of each operand."""
    candidates = [o.candidate for o in found]
    text = ("约" if result.approximate else "") + result.text + result.unit
    kind: FactKind = "percent" if result.unit in ("%", arithmetic.POINTS) else candidates[0].fact.kind
    if result.unit == arithmetic.TIMES:
        kind = "count"
    label = label or "、".join(dict.fromkeys(o.name for o in found if o.name))
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
