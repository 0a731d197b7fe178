"""A fact that was written down by what it means, found again in the reports of today, whatever its value is now.

It is looked for in the newest report of the same institution (in all of them where the question names a period): the very
sentence first, then the sentence with other figures in it, then the only fact with the same label, kind, unit, aspect, part of
the period, heading and own words. What is not found without doubt is not found: a lesson must not make a wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from knowledge.ask import compose
from knowledge.ask.lookup import SHOWN
from knowledge.ask.other_quantity import to_come
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.ask.when import period_fit
from knowledge.language.normal import fold_plain
from knowledge.language.period import conflicts
from knowledge.language.quantity import find_quantities
from knowledge.lesson import Target
from knowledge.model import Fact, Hit, Passage, Period

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

Found = tuple[Passage, Fact]
Test = Callable[["Engine", Passage, Fact, Target], bool]

# Passages looked through; those that share the rarest words of the sentence come first.
_READ = 120
# Stretches that speak of a value from this weight on.
_SPOKEN = 0.5
# Characters of a label that tell what a value is of; one that is a clause with its value (173万延米) may hold no more than a unit.
_NOUN, _CLAUSE = 2, 3
_DIGITS = re.compile(r"\d[\d,.]*")
_NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十百\d]+[、.．)）章节]|[（(][一二三四五六七八九十\d]+[)）])*\s*")
_BARE = re.compile(r"[^\w\u4e00-\u9fff]|[\d_]")


def target_of(engine: Engine, passage: Passage, fact: Fact, quote: str) -> Target:
    """What a lesson remembers of a fact."""
    report, section = engine.reports[passage.report], passage.section
    value = compose.value_of(fact, compose.label_for(_alone(passage, fact)))
    place = report.title, report.institution, section.label or report.title, section.path
    told = fact.kind, fact.unit, value.label, value.text, quote
    return Target(*place, *told, fact.aspect, _part(engine, passage, fact), _own_words(passage, fact))


def target_at(engine: Engine, hit: Hit) -> Target | None:
    """The target of a fact that was shown; None when it is no longer there."""
    shown = hit.evidence
    report = next((r for r in engine.reports.values() if r.title == shown.report), None)
    for passage in _passages(engine, shown.quote) if report else ():
        for fact in passage.facts:
            if report is None or passage.report != report.id:
                continue
            told = compose.evidence_of(_alone(passage, fact), report, engine.source(report.id))
            if fact.kind in SHOWN and (told.start, told.marks) == (shown.start, shown.marks) and fact.kind == hit.value.kind:
                return target_of(engine, passage, fact, told.quote)
    return None


def found_again(engine: Engine, question: Question, target: Target, *, whatever: bool = False) -> Candidate | None:
    """The fact that is meant, where it is there without doubt. ``whatever``: the very fact that was shown, of whatever period."""
    reports = _editions(engine, target)
    found = [(p, f) for p in _passages(engine, target.quote, target.words) if p.report in reports for f in p.facts]
    alike = [(p, f) for p, f in found if (f.kind, f.unit, f.aspect) == (target.kind, target.unit, target.aspect)]
    if whatever:
        return _only([one for one in alike if _same_sentence(engine, *one, target) and _of_report(engine, one[0], target)])
    tests: tuple[Test, ...] = (_same_sentence, _same_frame, _same_meaning)
    meant = [one for one in alike if any(test(engine, *one, target) for test in tests)]
    held = list(_of_period(engine, question, meant, reports))
    for test in tests:
        fitting = [one for one in held if test(engine, *one, target)]
        if test is _same_sentence:  # said twice, under two headings: either proves it
            fitting = sorted(fitting, key=lambda one: not _of_report(engine, one[0], target))[:1]
        if fitting:
            return _only(fitting)
    return None


def _of_report(engine: Engine, passage: Passage, target: Target) -> bool:
    """Whether a passage stands where the target was shown, for a sentence may be said under two headings."""
    section = passage.section
    return (engine.reports[passage.report].title, section.path) == (target.report, target.path)


def _alone(passage: Passage, fact: Fact) -> Candidate:
    return Candidate(passage, fact, 1.0, (), (), ())


def _only(fitting: Sequence[Found]) -> Candidate | None:
    return _alone(*fitting[0]) if len(fitting) == 1 else None


def _passages(engine: Engine, *texts: str) -> Iterator[Passage]:
    """The passages that share the words of the texts, digits left out, best first."""
    folded = _DIGITS.sub(" ", fold_plain(" ".join(texts)))
    words = dict.fromkeys(engine.tokenizer.search(folded))
    engine.index.learn(words, ())
    for number, _ in engine.index.passages(list(words), (), _READ):
        yield engine.index.passage(number)


def _editions(engine: Engine, target: Target) -> frozenset[int]:
    """The reports of the institution; of one series (工作总结, 统计公报) where the series of the target is still there."""
    reports = engine.reports.values()
    same = [r for r in reports if target.institution and fold_plain(r.institution) == fold_plain(target.institution)]
    series = [r for r in same or reports if _series(r.title) == _series(target.report)]
    return frozenset(r.id for r in series or same)


def _series(title: str) -> str:
    """A title without the period it names."""
    folded = fold_plain(title)
    for quantity in reversed(find_quantities(folded)):
        if quantity.kind == "period" or quantity.period is not None:
            folded = folded[: quantity.at] + folded[quantity.to :]
    return _BARE.sub("", folded)


def _of_period(engine: Engine, question: Question, found: Sequence[Found], reports: frozenset[int]) -> Iterator[Found]:
    """The facts of the period that is asked for; where none is named, of the newest one, and none when the newest report has
    none: staff mean the report that is out now. What is told of the time ahead is another thing."""
    done = [(p, f) for p, f in found if not to_come(p.context, engine.reports[p.report].period)]
    held = done or found
    if question.periods:
        yield from ((p, f) for p, f in held if not period_fit(question, f, p, engine.reports[p.report].period)[1])
        return
    newest = max((_year(engine.reports[number].period) for number in reports), default=0)
    years = [(_year(p.section.period or engine.reports[p.report].period), (p, f)) for p, f in held]
    years = [(year, one) for year, one in years if _year(engine.reports[one[0].report].period) == newest]
    latest = max((year for year, _ in years), default=0)
    yield from (one for year, one in years if year == latest)


def _year(period: Period | None) -> int:
    return (period.last or period.first or 0) if period else 0


def _same_sentence(engine: Engine, passage: Passage, fact: Fact, target: Target) -> bool:
    """The very sentence, and the value at its place in it."""
    said = compose.value_of(fact).text == target.text and _sentence(passage, fact) == fold_plain(target.quote)
    return said and _same_label(engine, passage, fact, target)


def _same_frame(engine: Engine, passage: Passage, fact: Fact, target: Target) -> bool:
    """The sentence with other figures: 全年植树5200棵 for 全年植树4800棵."""
    frame = _DIGITS.sub("#", fold_plain(target.quote))
    return _DIGITS.sub("#", _sentence(passage, fact)) == frame and _same_label(engine, passage, fact, target)


def _same_meaning(engine: Engine, passage: Passage, fact: Fact, target: Target) -> bool:
    """Another sentence under the same heading that says the same of a value, word for word."""
    topic = _topic(passage.section.label.rpartition(" › ")[2]) == _topic(target.section.rpartition(" › ")[2])
    said = _BARE.sub("", target.label.replace(target.text, "").replace(target.unit or "\0", ""))
    telling = len(said) >= (_CLAUSE if target.text in target.label else _NOUN)
    return bool(topic and target.words and telling) and _same_label(engine, passage, fact, target)


def _same_label(engine: Engine, passage: Passage, fact: Fact, target: Target) -> bool:
    label = _BARE.sub("", compose.label_for(_alone(passage, fact)))
    told = label, _part(engine, passage, fact), _own_words(passage, fact)
    return told == (_BARE.sub("", target.label), target.part, target.words)


def _sentence(passage: Passage, fact: Fact) -> str:
    return passage.sentences[fact.sentence].norm


def _topic(heading: str) -> str:
    """A heading without its number and marks."""
    return _BARE.sub("", _NUMBER.sub("", fold_plain(heading)))


def _part(engine: Engine, passage: Passage, fact: Fact) -> str:
    """Which part of its period a value is of, and whether it is of a time before or after the report's."""
    period, around = fact.period, passage.section.period or engine.reports[passage.report].period
    if period is None:
        return ""
    said = [f"{period.kind} {period.part}"] if period.part is not None else []
    if around is not None and fact.kind != "date" and conflicts(period, around):
        said.append("earlier" if (period.last or period.first or 0) <= (around.first or 0) else "later")
    return " ".join(said)


def _own_words(passage: Passage, fact: Fact) -> str:
    """The stretches of the sentence that speak of the value, those it inherits too (增长8.1% is of what its clause begins with),
    without the value, digits and marks."""
    norm = passage.sentences[fact.sentence].norm
    said = "".join(norm[a : min(b, fact.at)] + "|" + norm[max(a, fact.to) : b] for a, b, w in fact.zones if w >= _SPOKEN)
    return _BARE.sub("", said + fact.context)
