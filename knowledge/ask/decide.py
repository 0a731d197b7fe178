"""Answer, ask back, or refuse: on evidence, and never by a toss."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.ask import arithmetic, compose, compute, refuse, tally, words
from knowledge.ask.contenders import contenders, exact_first, sibling, wholes
from knowledge.ask.context import Context
from knowledge.ask.operands import Operand
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, accounted
from knowledge.model import Answer, Evidence, Note, Value

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine, Reading

BAR = "｜"
# Facts of two years are of the same thing when the question's words fit them nearly as well.
ALIKE = 0.25
# 分别是多少 asks for all values of a sentence that fit about as well.
LISTED = 0.3
_TOTAL_NAME = re.compile("^(?:全[市县区校院年]|学校|医院|公司|集团)?总[^，]{1,4}$|(?:总额|总量|总数|总计|合计)$")
_OTHERS = re.compile("另外|其余|其他|其它|剩下|(?<![拆消解清扫开免废排])除了")
_WORDS = frozenset({"person", "place", "list", "name"})
_NUMBERS = frozenset({"count", "percent", "money", "date", "rank"})


def decide(engine: Engine, reading: Reading, context: Context, whatever: bool = False) -> Answer:
    """The answer to a question read."""
    question = reading.question
    if whatever:
        from knowledge.ask import eager  # no one but the benchmarks asks for it

        return eager.eager(engine, reading) or refuse.not_found(engine, reading, ())
    counted = question.units and any(t.at == question.focus for t in question.hard)  # 多少个镇
    if sum(len(t.word) for t in question.hard) < 2 and question.aspect != "share" and not counted:  # 药占比 asks enough
        return refuse.not_found(engine, reading, ())
    if question.asked in _WORDS and _OTHERS.search(question.norm):
        return refuse.not_found(engine, reading, reading.facts)  # 另外两个叫什么: a report that names one names him
    honours = words.honours(engine, reading)
    if honours:
        return honours
    if words.names_people(engine, reading):
        return refuse.not_found(engine, reading, reading.facts)
    carried = any(n.code == "carried" for n in reading.notes)
    if question.operation == "sum" and not carried and any(_says_all(question, c) for c in accounted(reading.facts)[:1]):
        return _number(engine, reading)
    computed = compute.computed(engine, reading, context)
    if computed:
        return computed
    if question.yesno or question.asked in _WORDS:
        return words.answer(engine, reading) or refuse.not_found(engine, reading, reading.facts)
    return _number(engine, reading)


def _says_all(question: Question, best: Candidate) -> bool:
    """Whether one fact is of all that is to be summed: 读书活动、讲座等15场."""
    own = all(w >= 0.75 for t, w in zip(best.terms, best.weights, strict=True) if t.hard)
    return "奖牌" not in question.norm and best.accounted and best.fact.kind == "count" and own


def _number(engine: Engine, reading: Reading) -> Answer:
    question = reading.question
    fitting = accounted(reading.facts)
    if not fitting:
        if question.asked == "any" or question.asked == "rank":
            return words.answer(engine, reading) or refuse.not_found(engine, reading, reading.facts)
        return tally.counted(engine, reading) or refuse.not_found(engine, reading, reading.facts)
    fitting, newest = _newest(engine, question, fitting)
    if newest:
        reading = replace(reading, notes=(*reading.notes, newest))
    if question.operation == "sum" and any(n.code == "carried" for n in reading.notes) and "总" not in fitting[0].fact.label:
        return _summed(engine, reading, fitting) or refuse.not_found(engine, reading, reading.facts)
    summed = _summed(engine, reading, fitting) if question.operation == "sum" else None
    if summed:
        return summed
    fitting = exact_first(wholes(fitting))
    rivals = contenders(fitting, question.total)
    listed = [c for c in fitting if _beside(fitting[0], c)]
    if len(listed) > 1 and "分别" in question.norm:
        return _each(engine, reading, listed)
    rivals = _grand(question, rivals)
    if len(rivals) > 1:
        return choose(engine, reading, rivals)
    return answered(engine, reading, rivals[0])


def single(facts: Sequence[Candidate], question: Question) -> Candidate | None:
    """The one fact that answers by the rules of a number; None when none accounts for the question, or several do."""
    fitting = accounted(facts)
    if not fitting:
        return None
    fitting = exact_first(wholes(fitting))
    return fitting[0] if len(contenders(fitting, question.total)) == 1 else None


def _summed(engine: Engine, reading: Reading, fitting: Sequence[Candidate]) -> Answer | None:
    """两学期一共: the parts of a year told in one sentence, each of another term or quarter, added up."""
    best = fitting[0]
    parts = [c for c in fitting if c is best or sibling(best, c)]
    periods = {c.fact.period.part: c for c in parts if c.fact.period is not None and c.fact.period.part is not None}
    if len(periods) < 2 or len(periods) != len(parts):
        return None
    ordered = sorted(periods.values(), key=lambda c: c.place)
    amounts = [arithmetic.amount_of(c.fact) for c in ordered]
    if any(a is None for a in amounts):
        return None
    found = tuple(Operand(c, c.fact.period.text if c.fact.period else "") for c in ordered)
    return compute.answer(engine, reading, found, arithmetic.total([a for a in amounts if a is not None]))


def _newest(engine: Engine, question: Question, fitting: list[Candidate]) -> tuple[list[Candidate], Note | None]:
    """Of reports of several periods the newest answers when the question names none; the answer says which it is."""
    best = fitting[0]
    if question.periods:
        return fitting, None
    alike = [c for c in fitting if c.fact.kind == best.fact.kind and c.parts["coverage"] >= best.parts["coverage"] - ALIKE]
    years = [_year_of(engine, c) for c in alike]
    latest = max(years)
    if min(years) == latest:
        return fitting, None
    kept = [c for c, year in zip(alike, years, strict=True) if year == latest]
    period = kept[0].passage.section.period or engine.reports[kept[0].passage.report].period
    return kept, Note("newest", (period.text if period else "",))


def _year_of(engine: Engine, candidate: Candidate) -> int:
    """The last year of the report or part of a report that a fact stands in; 0 when it names none."""
    period = candidate.passage.section.period or engine.reports[candidate.passage.report].period
    return (period.last or period.first or 0) if period else 0


def _beside(best: Candidate, other: Candidate) -> bool:
    """Whether two facts stand in one sentence and are of one kind and unit."""
    same = best.place[:2] == other.place[:2] and (best.fact.kind, best.fact.unit) == (other.fact.kind, other.fact.unit)
    return same and best.fact.aspect == other.fact.aspect and best.score - other.score < LISTED


def _each(engine: Engine, reading: Reading, rivals: Sequence[Candidate]) -> Answer:
    """甲、乙各是多少: all values of the sentence in its order."""
    ordered = sorted(rivals, key=lambda c: c.place)
    values = tuple(compose.value_of(c.fact) for c in ordered)
    evidence = compute.evidence(engine, ordered)
    return Answer(
        reading.question.text, "answered", "、".join(v.text + v.unit for v in values), values, evidence, None, reading.notes,
        confidence=round(max(0.0, min(1.0, ordered[0].score)), 3),
    )


def _grand(question: Question, rivals: Sequence[Candidate]) -> list[Candidate]:
    """一共进账多少 asks for 总收入 before 药品收入 and 其他收入 told as its parts."""
    grand = [c for c in rivals if _TOTAL_NAME.search(c.fact.label)] if question.total else []
    return grand if len(grand) == 1 and len({c.passage.id for c in rivals}) == 1 else list(rivals)


def choose(engine: Engine, reading: Reading, rivals: Sequence[Candidate]) -> Answer:
    """Several facts fit: all are offered, none is preferred."""
    choices = tuple(compose.choice_of(c, "") for c in rivals)
    evidence = tuple(evidence_of(engine, c) for c in rivals)
    return Answer(
        reading.question.text, "choose", "", (), evidence, None, reading.notes, (), choices, round(min(1.0, rivals[0].score), 3)
    )


def evidence_of(engine: Engine, candidate: Candidate) -> Evidence:
    """The evidence of a candidate in its report."""
    number = candidate.passage.report
    return compose.evidence_of(candidate, engine.reports[number], engine.source(number))


def answered(engine: Engine, reading: Reading, best: Candidate) -> Answer:
    """One fact as the answer."""
    source = engine.source(best.passage.report)
    best = compose.to_the_year(reading.question, best)
    values: tuple[Value, ...] = (compose.value_of(best.fact),)
    headline = compose.headline_of(best, source)
    beside = compose.members_beside(best) if reading.question.asked == "any" else None
    if beside is not None:
        headline = f"{headline}：{compose.verbatim(best.passage.sentences[best.fact.sentence], beside.at, beside.to, source)}"
        values += tuple(Value(beside.kind, n, n, "", False, best.fact.label) for n in beside.names)
    return Answer(
        reading.question.text, "answered", headline, values, proofs(engine, best), None,
        reading.notes + notes_of(reading.question, best), (), (), round(max(0.0, min(1.0, best.score)), 3),
    )


def proofs(engine: Engine, best: Candidate) -> tuple[Evidence, ...]:
    """The sentence of a fact; for a cell of a table the header row too, which names its unit."""
    sentences = best.passage.sentences
    evidence = (evidence_of(engine, best),)
    if BAR not in sentences[best.fact.sentence].norm:
        return evidence
    header = next(i for i, s in enumerate(sentences) if BAR in s.norm)
    report = best.passage.report
    captions = [i for i in range(header) if best.fact.unit and best.fact.unit in sentences[i].norm]
    return evidence + tuple(
        compose.sentence_evidence(best.passage, i, engine.reports[report], engine.source(report)) for i in (header, *captions)
    )


def notes_of(question: Question, best: Candidate) -> tuple[Note, ...]:
    """What the answer assumes: words taken as others, misprints, approximations."""
    notes: list[Note] = []
    norm = best.passage.sentences[best.fact.sentence].norm
    for term, weight in zip(question.terms, best.weights, strict=True):
        if term.hard and weight and term.word not in norm and term.word not in best.passage.context:
            other = next((f.text for f in term.forms[1:] if f.text in norm), "")
            if other:
                notes.append(Note("synonym", (term.word, other)))
    if question.claimed is not None and question.claimed.value is not None:
        agrees = question.claimed.value == best.fact.value
        notes.append(Note("confirmed" if agrees else "contradicted", (best.fact.text + best.fact.unit,)))
    if best.fact.misprint:
        notes.append(Note("misprint", (best.fact.misprint,)))
    if best.fact.marker:
        notes.append(Note("approximate", (best.fact.text,)))
    return tuple(notes)
