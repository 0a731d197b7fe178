"""The reports of one institution year by year, and the one fact of each that a question is about.

A fact is matched by what it means: each year's report is asked the same question, by the same rules as any other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from knowledge.ask import agree, operands
from knowledge.ask.decide import BAR, single
from knowledge.ask.question import Form, Question
from knowledge.ask.rank import Candidate, Ranked, accounted, rank
from knowledge.ask.retrieve import passages, weighted
from knowledge.language.period import conflicts
from knowledge.language.tables import entries_of, read_table
from knowledge.model import Fact, Period, Report

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_AMOUNTS = frozenset({"count", "money", "percent"})
_DIGITS = re.compile(r"[\d〇零一二三四五六七八九十年学度届-]")

Run = tuple[Report, ...]


def year_of(report: Report) -> int:
    """The year a report is called by: of a school year the one it begins in."""
    return (report.period.first or 0) if report.period else 0


def runs_of(reports: Sequence[Report]) -> tuple[Run, ...]:
    """The reports of each institution on periods of one kind, newest first; where it gives several a year, those of like title.
    Only runs of two years and more."""
    groups: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports:
        if report.period is not None and report.period.first is not None and not report.example:
            kind = f"{report.period.kind}{report.period.part or ''}"
            groups[report.institution or _DIGITS.sub("", report.title), kind].append(report)
    runs: list[Run] = []
    for group in groups.values():
        if len({year_of(r) for r in group}) == len(group):
            runs.append(_ordered(group))
            continue
        titled: dict[str, list[Report]] = defaultdict(list)
        for report in group:
            titled[_DIGITS.sub("", report.title)].append(report)
        runs += [_ordered(same) for same in titled.values() if len({year_of(r) for r in same}) == len(same)]
    return tuple(run for run in runs if len(run) > 1)


def _ordered(group: Sequence[Report]) -> Run:
    return tuple(sorted(group, key=year_of, reverse=True))


def fact_in(engine: Engine, question: Question, report: Report) -> Candidate | None:
    """The one amount of the report's own year that accounts for a question; None when there is none or more than one.

    A word that only another year's report has may not stand in the way: the question is read again as the report itself would
    have it read."""
    for asked in _readings(engine, question, report):
        best = _best(engine, asked, report)
        if best is not None and _is_amount(best) and not _narrowed(engine, asked, best):
            return best if _of_the_year(best.fact.period, report, asked) else None
    return None


def _narrowed(engine: Engine, question: Question, best: Candidate) -> bool:
    """Whether the value is of more, of other people or of a part than was asked for."""
    if agree.joint(question, best) or operands.goes_on(question, best):
        return True
    whole = agree.whole_of(best.passage, best.fact)
    return whole is not None and in_own_unit(engine, whole, best.fact) and bool(_unasked(engine, question, best))


def _unasked(engine: Engine, question: Question, best: Candidate) -> list[str]:
    """The words of the value's own clause before it that say something the question does not (少儿 of 其中少儿读者28.2万人次)."""
    fact, norm = best.fact, best.passage.sentences[best.fact.sentence].norm
    clause = re.split("[，。；：、（]|其中", norm[: fact.at])[-1]
    asked = [question.norm, *(f.text for t in (*question.terms, *best.terms) for f in t.forms)]
    words = [w for w in engine.tokenizer.cut(clause) if len(w) > 1 and w not in engine.lexicon.generic]
    return [w for w in words if not any(w in text for text in asked)]


def _readings(engine: Engine, question: Question, report: Report) -> Iterator[Question]:
    yield question
    again = engine.understood_in(question.text, report.id)
    if {t.word for t in again.hard} != {t.word for t in question.hard} or again.terms != question.terms:
        yield replace(again, periods=question.periods, units=question.units, operation=None, total=False)


def _is_amount(candidate: Candidate) -> bool:
    """Whether a fact is an amount of something; a bare number is one in a table only, whose head has the unit."""
    fact = candidate.fact
    told = fact.kind in _AMOUNTS and fact.aspect != "growth" and fact.value is not None
    return told and bool(fact.unit or BAR in candidate.passage.sentences[fact.sentence].norm)


def growth_in(engine: Engine, question: Question, report: Report) -> Candidate | None:
    """The change that the report itself states of what a question is about."""
    for asked in _readings(engine, question, report):
        best = _best(engine, replace(asked, asked="any", aspect="growth", change=0, units=(), focus=-1), report)
        if best is not None and best.fact.aspect == "growth" and best.fact.value is not None:
            return best
    return None


def scopes(question: Question, candidate: Candidate) -> frozenset[str]:
    """What a fact's label narrows it to beyond the question (省级, 新增): years compare where it is the same."""
    return operands.scopes_beyond(question, candidate.fact.label)


@cache
def _variants() -> dict[str, tuple[Form, ...]]:
    return {word: tuple(Form(w, 1.0) for w in right) for left, right in entries_of(read_table("years")) for word in left}


def _with_variants(question: Question) -> Question:
    """The question with what other years' reports write for its words."""
    known = _variants()
    terms = (replace(t, forms=(*t.forms, *known.get(t.word, ()))) for t in question.terms)
    return replace(question, terms=tuple(terms))


def _best(engine: Engine, question: Question, report: Report) -> Candidate | None:
    asked = replace(_with_variants(question), relative=())
    question = engine.known_in(weighted(asked, engine.index), report.id)
    read = tuple(passages(question, engine.index, engine.tokenizer, among=report.id))
    ranked = rank(question, read, engine.frame, engine.lexicon)
    return single(ranked, question) or _called_so(engine, question, ranked)


def _called_so(engine: Engine, question: Question, ranked: Ranked) -> Candidate | None:
    """手术13286台次，三四级手术4720台次: of several facts the one that is called just what the question says and no more."""
    hard = question.hard
    if len(hard) != 1:
        return None
    names = {form.text for form in hard[0].forms}
    called = [c for c in accounted(ranked) if c.fact.label in names and c.fact.kind == "count"]
    called = [c for c in called if not _unasked(engine, question, c)]
    return called[0] if len({(c.fact.value, c.fact.unit) for c in called}) == 1 else None


def _of_the_year(period: Period | None, report: Report, question: Question) -> bool:
    """Whether a fact is of the whole year of its report, or of the part of it that was asked for."""
    if period is None or report.period is None:
        return True
    parts = {p.part for p in question.periods}
    return period.kind != "relative" and not conflicts(period, report.period) and (period.part is None or period.part in parts)


def in_own_unit(engine: Engine, one: Fact, other: Fact) -> bool:
    """Whether two years' facts count the same: kind and unit."""
    return one.kind == other.kind and (one.unit == other.unit or agree.same_unit(engine, one, other))
