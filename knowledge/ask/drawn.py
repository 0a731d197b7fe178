"""An answer as a series that can be drawn: its values and what the report tells beside them, each with its sentence.

Nothing is worked out here: every value is one that a sentence states, and a picture shows those and no others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from knowledge.ask import compose, kindred, told
from knowledge.ask.context import Context
from knowledge.ask.kindred import Group
from knowledge.ask.rank import Candidate
from knowledge.beside import Point, Series, SeriesKind
from knowledge.model import Answer, Evidence, Fact, Passage, Period, Section

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

_MOST_YEARS = 12
_NAMED = kindred.MEASURED | {"rank"}
_MOST_PARTS = 6
_ROUNDED = Decimal("0.1")  # of each share that was rounded


@dataclass(frozen=True, slots=True)
class Placed:
    """A stored fact with its passage."""

    passage: Passage
    fact: Fact


def series_of(engine: Engine, answer: Answer, revision: str) -> Series | None:
    """The values of an answer beside each other; for a single one its sentence's other parts, else other years, else what is
    told alike. None when no two values can be drawn on one scale, or nothing tells them apart."""
    found = tuple(dict.fromkeys(p for e in answer.evidence for p in placed(engine, e) if kindred.measured(p.fact)))
    if not found or any(not kindred.like(p.fact, found[0].fact) for p in found):
        return None
    if answer.status == "choose":
        return _of_one_group(engine, found, revision)
    if answer.status != "answered":
        return None
    return _several(engine, found, revision) if len(found) > 1 else _around(engine, found[0], revision)


def placed(engine: Engine, evidence: Evidence) -> Iterator[Placed]:
    """The stored facts whose values an evidence marks."""
    report = next((r for r in engine.reports.values() if r.title == evidence.report), None)
    ids = engine.index.passage_ids(report.id) if report else ()
    place = bisect_right(ids, evidence.start, key=lambda number: engine.index.passage(number).sentences[0].start) - 1
    if place < 0:
        return
    passage = engine.index.passage(ids[place])
    for mark in evidence.marks:
        span = evidence.start + mark[0], evidence.start + mark[1]
        yield from (Placed(passage, f) for f in passage.facts if f.to > f.at and _span(passage, f) == span)


def what_of(engine: Engine, answer: Answer) -> str:
    """What the values of an answer are of, in the report's words; "" when its sentences do not say."""
    found = tuple(dict.fromkeys(p for e in answer.evidence for p in placed(engine, e)))
    if answer.calculation or len(found) != len(answer.values) or any(p.fact.kind not in _NAMED for p in found):
        return ""
    names = [_as_written(engine, p, told.name_of(p.passage, p.fact)) for p in found]
    first = found[0] if found else None
    group = _whole(engine, first) if first and told.is_aligned(first.fact) else None
    whole = _as_written(engine, first, group.subject) if first and group else ""
    return " · ".join(part for part in (whole, "、".join(names)) if part) if all(names) else ""


def _span(passage: Passage, fact: Fact) -> tuple[int, int]:
    origins = passage.sentences[fact.sentence].origins
    return origins[fact.at], origins[fact.to - 1] + 1


def _of_one_group(engine: Engine, found: Sequence[Placed], revision: str) -> Series | None:
    """What is offered to choose from, when all of it is of one group."""
    passage = found[0].passage
    group = _whole(engine, found[0]) or _alike(engine, found[0])
    if group is None or any(p.passage.id != passage.id or p.fact not in group.facts for p in found):
        return None
    return _series(engine, [Placed(passage, f) for f in group.facts], _subject(engine, passage, group), revision)


def _several(engine: Engine, found: Sequence[Placed], revision: str) -> Series | None:
    """Several values of one answer: years when each is of another, else a list."""
    years = [_year(engine, p) for p in found]
    if None not in years and len(set(years)) == len(found):
        names = {_undated(p) for p in found}
        if len(names) == 1 or len({p.passage.report for p in found}) == len(found):
            return _of_years(engine, found, max(names, key=lambda n: (len(n), n)), revision)
    passage = found[0].passage
    group = _whole(engine, found[0]) if all(p.passage.id == passage.id for p in found) else None
    if group and {p.fact for p in found} <= set(group.facts):
        return _series(engine, found, _subject(engine, passage, group), revision)
    subject = kindred.common([told.name_of(p.passage, p.fact) for p in found], engine.tokenizer.cut)
    return _series(engine, found, _as_written(engine, found[0], subject), revision)


def _whole(engine: Engine, one: Placed) -> Group | None:
    return kindred.of_one_whole(one.passage, one.fact, engine.tokenizer.cut)


def _alike(engine: Engine, one: Placed) -> Group | None:
    return kindred.told_alike(one.passage, one.fact, engine.tokenizer.cut)


def _around(engine: Engine, one: Placed, revision: str) -> Series | None:
    """A single value with what belongs beside it."""
    parts = _whole(engine, one)
    years = None if parts else _other_years(engine, one, revision)
    if years is not None:
        return years
    group = parts or _alike(engine, one)
    if group is None:
        return None
    return _series(engine, [Placed(one.passage, f) for f in group.facts], _subject(engine, one.passage, group), revision)


def _other_years(engine: Engine, one: Placed, revision: str) -> Series | None:
    """The same thing in the other years that the reports tell of, each asked for by itself."""
    year, name = _year(engine, one), _undated(one)
    if year is None or len(name) < 2:
        return None
    found = [one]
    for other in _years_told(engine)[:_MOST_YEARS]:
        change = told.direction(one.passage, one.fact)
        asked = f"{other}年{name}{change}多少" if change else f"{other}年{name}"
        answer = engine.ask(asked, Context())[0] if other != year else None
        if answer is None or answer.status != "answered" or answer.calculation or len(answer.values) != 1:
            continue
        same = [p for e in answer.evidence[:1] for p in placed(engine, e) if kindred.like(p.fact, one.fact)]
        found += [p for p in same if len(same) == 1 and _year(engine, p) == other and _undated(p) == name]
    return _of_years(engine, found, name, revision) if len(found) > 1 else None


def _undated(one: Placed) -> str:
    """What a value is of, its year aside."""
    return told.without_period(told.name_of(one.passage, one.fact))


def _years_told(engine: Engine) -> list[int]:
    """The years that reports or their sections are about, newest first."""
    periods: list[Period | None] = [report.period for report in engine.reports.values()]
    for report in engine.reports:
        periods += [section.period for section in engine.index.sections(report)]
    return sorted({p.first for p in periods if p is not None and p.first is not None and _is_year(p)}, reverse=True)


def _is_year(period: Period) -> bool:
    return period.kind == "school_year" or (period.kind == "year" and period.last in (None, period.first))


def _period(engine: Engine, one: Placed) -> Period | None:
    """The year of a value: its own, its section's, its report's."""
    section: Section = one.passage.section
    for period in (one.fact.period, section.period, engine.reports[one.passage.report].period):
        if period is not None and period.first is not None:
            return period if _is_year(period) else None
    return None


def _year(engine: Engine, one: Placed) -> int | None:
    period = _period(engine, one)
    return period.first if period else None


def _of_years(engine: Engine, found: Iterable[Placed], subject: str, revision: str) -> Series | None:
    """A thing in several years, the earliest first."""
    dated = sorted(((period.first or 0, period.text, p) for p in found if (period := _period(engine, p))), key=lambda d: d[0])
    points = tuple(_point(engine, p, text) for _, text, p in dated)
    return _checked("years", _as_written(engine, dated[-1][2], subject), points, revision)


def _series(engine: Engine, found: Sequence[Placed], subject: str, revision: str) -> Series | None:
    names = [told.name_of(p.passage, p.fact) for p in found]
    points = tuple(_point(engine, p, _as_written(engine, p, name)) for p, name in zip(found, names, strict=True))
    kind: SeriesKind = "parts" if _make_a_hundred([p.fact for p in found]) else "list"
    return _checked(kind, subject or _heading(found[0].passage), points, revision)


def _subject(engine: Engine, passage: Passage, group: Group) -> str:
    """What a group is of, with the value of the whole as it is written."""
    source = engine.source(passage.report)
    whole = [told.written(passage, group.whole, source)] if group.whole else []
    return " ".join([told.as_written(passage, group.subject, source), *whole]) if group.subject else ""


def _as_written(engine: Engine, one: Placed, text: str) -> str:
    return told.as_written(one.passage, text, engine.source(one.passage.report))


def _checked(kind: SeriesKind, subject: str, points: tuple[Point, ...], revision: str) -> Series | None:
    """The series, when its names tell its values apart."""
    names = {point.name for point in points}
    return Series(kind, subject, points, revision) if len(names) == len(points) > 1 and "" not in names else None


def _make_a_hundred(facts: Sequence[Fact]) -> bool:
    """Whether they are shares that together are everything."""
    shares = [f.value for f in facts if f.value is not None and f.value > 0 and f.unit == "%" and f.aspect != "growth"]
    return len(shares) == len(facts) <= _MOST_PARTS and abs(sum(shares, Decimal()) - 100) <= _ROUNDED * len(facts)


def _point(engine: Engine, one: Placed, name: str) -> Point:
    passage, fact = one.passage, one.fact
    source = engine.source(passage.report)
    evidence = compose.evidence_of(Candidate(passage, fact, 1.0, (), (), ()), engine.reports[passage.report], source)
    worth = abs(fact.value or Decimal()) if told.direction(passage, fact) else fact.value or Decimal()
    return Point(name, told.written(passage, fact, source), -worth if told.falls(passage, fact) else worth, evidence)


def _heading(passage: Passage) -> str:
    """The nearest heading, when nothing else says what values are of."""
    section = passage.section
    return section.heading.removeprefix(section.number).lstrip("、.．）) ") if section.heading else ""
