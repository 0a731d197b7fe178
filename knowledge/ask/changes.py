"""What differs between two years' reports of one institution: pairs of values that mean the same, wherever they stand.

Two values are a pair when the reports put them in the same words, or when each is the one answer that its report gives to the
question the other one answers. What counts otherwise in the two years (unit, scope, definition) is no pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.ask import agree, arithmetic, compose
from knowledge.ask.eachyear import fact_in, in_own_unit
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.ask.redefined import apart, bare_label, redefined
from knowledge.ask.yearstep import direction, percent_of, sure
from knowledge.beside import YearChange
from knowledge.compare.difference import difference
from knowledge.compare.stated import Stated, stated_in_passages
from knowledge.model import Evidence, Fact, Passage, Report

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

# Where a report has more values than this without a partner, the others are not asked for one by one.
MOST_ASKED = 200
# Nobody said anything that both values would have to be.
_UNSAID = Question("", "", "any")
_AMOUNTS = frozenset({"count", "money", "percent"})
_LABEL = 2
_NUMERALS = "0123456789一二三四五六七八九十百"


def changes(engine: Engine, old: Report, new: Report) -> tuple[YearChange, ...]:
    """Every pair with two values, in the reading order of the newer report."""
    found = [_change(engine, o, n) for o, n in _pairs(engine, old, new)]
    return tuple(c for c in found if c is not None)


def _pairs(engine: Engine, old: Report, new: Report) -> list[tuple[Candidate, Candidate]]:
    before, after = _held(engine, old), _held(engine, new)
    diff = difference(_told(engine, old), _told(engine, new))
    pairs = [
        (before[c.old.start], after[c.new.start]) for c in diff.changed if c.old.start in before and c.new.start in after
    ]
    taken = {o.place for o, _ in pairs}
    alone = [after[s.start] for s in diff.added if s.start in after][:MOST_ASKED]
    left = {before[s.start].place for s in diff.removed if s.start in before} - taken
    for candidate in alone:
        partner = _partner(engine, candidate, old, new)
        if partner is not None and partner.place in left:
            left.discard(partner.place)
            pairs.append((partner, candidate))
    return sorted(pairs, key=lambda pair: pair[1].place)


def _told(engine: Engine, report: Report) -> tuple[Stated, ...]:
    return stated_in_passages(engine.index.report_passages(report.id), report.period)


def _held(engine: Engine, report: Report) -> dict[int, Candidate]:
    """The amounts of a report by where they start in its source."""
    return {
        passage.sentences[fact.sentence].origins[fact.at]: _candidate(passage, fact)
        for passage in engine.index.report_passages(report.id)
        for fact in passage.facts
        if fact.kind in _AMOUNTS and fact.aspect != "growth" and fact.value is not None and fact.unit
    }


def _candidate(passage: Passage, fact: Fact) -> Candidate:
    return Candidate(passage, fact, 1.0, (), (), ())


def _partner(engine: Engine, candidate: Candidate, old: Report, new: Report) -> Candidate | None:
    """The older year's value that answers what the newer one answers, when the newer one answers what the older does."""
    return next((there for there in _answering(engine, candidate, old) if _leads_back(engine, there, new, candidate)), None)


def _leads_back(engine: Engine, there: Candidate, new: Report, candidate: Candidate) -> bool:
    return any(back.place == candidate.place for back in _answering(engine, there, new))


def _answering(engine: Engine, candidate: Candidate, report: Report) -> Iterator[Candidate]:
    """What a report answers to the question that a value of another report answers: in its own words, then by what it is called
    alone."""
    for text in dict.fromkeys((_asked(candidate), _called(engine, candidate))):
        question = engine.understood(text) if text else None
        if question is None or not question.hard or question.asked not in ("count", "money", "percent", "any"):
            continue
        found = fact_in(engine, question, report)
        if found is not None:
            yield found


def _called(engine: Engine, candidate: Candidate) -> str:
    """服务网点多少个 of 建成服务网点148个: the name without the verbs and times before it."""
    fact = candidate.fact
    words = list(engine.tokenizer.cut(bare_label(fact)))
    while len(words) > 1 and words[0] in engine.lexicon.generic:
        words.pop(0)
    name = "".join(words)
    if agree.whole_of(candidate.passage, fact) is not None or sum(map(len, words)) < _LABEL or fact.kind == "percent":
        return ""
    return f"{name}多少{fact.unit}"


def _asked(candidate: Candidate) -> str:
    """A question for a value: what it is of, with what it is a part of."""
    text = compose.question_for(candidate)
    whole = agree.whole_of(candidate.passage, candidate.fact)
    if whole is not None and whole.label and "其中" in text:
        return whole.label + text.replace("其中", "", 1)
    return text if len(candidate.fact.label) >= _LABEL else ""


def _change(engine: Engine, old: Candidate, new: Candidate) -> YearChange | None:
    """The pair as a change; None where the values are the same, or do not compare."""
    if not in_own_unit(engine, new.fact, old.fact) or apart(_UNSAID, new, old) or redefined(_UNSAID, new, old):
        return None
    one, two = arithmetic.amount_of(new.fact), arithmetic.amount_of(old.fact)
    if one is None or two is None or one.worth == two.worth or not sure(new.fact, old.fact):
        return None
    result, percent = arithmetic.step(one, two), percent_of(one, two)
    step = f"{'约' if result.approximate else ''}{result.text}{result.unit}"
    shown = "；".join(_calculations(result, percent))
    label = _label(new)
    return YearChange(
        label,
        new=compose.value_of(new.fact, label),
        old=compose.value_of(old.fact, label),
        way=1 if one.worth > two.worth else -1,
        word=direction(one, two),
        step=step,
        percent=percent.worth if percent else None,
        rounded=bool(percent and percent.approximate),
        calculation=shown,
        evidence=(_evidence(engine, new), _evidence(engine, old)),
    )


def _calculations(result: arithmetic.Result, percent: arithmetic.Result | None) -> Iterator[str]:
    yield result.calculation
    if percent is not None:
        yield percent.calculation


def _label(candidate: Candidate) -> str:
    """What is counted; of a part with its whole."""
    norm = candidate.passage.sentences[candidate.fact.sentence].norm
    label = compose.label_for(candidate).removeprefix("其中").replace(candidate.fact.text + candidate.fact.unit, "")
    at = norm.rfind(label, 0, candidate.fact.at)
    while at > 0 and label and label[0] in _NUMERALS and norm[at - 1] in _NUMERALS:  # 四级手术 of 三四级手术
        label, at = norm[at - 1] + label, at - 1
    whole = agree.whole_of(candidate.passage, candidate.fact) if candidate.fact.kind == "count" else None
    return f"{whole.label}（{label}）" if whole is not None and whole.label and label not in whole.label else label


def _evidence(engine: Engine, candidate: Candidate) -> Evidence:
    report = candidate.passage.report
    return compose.evidence_of(candidate, engine.reports[report], engine.source(report))
