"""The operands of a computed answer: a question cut into what it compares or adds, each side asked for by itself.

国家级和省级奖项哪个多 asks for 国家级奖项 and for 省级奖项: what distinguishes the sides (a level, a period, the words
around 和 or 比) stays apart, and the rest is shared. A side counts only when one fact accounts for all of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from knowledge.ask.question import Question, Term
from knowledge.ask.rank import Candidate
from knowledge.language.period import conflicts
from knowledge.model import Fact, Passage, Period

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

# Another value this close behind the best makes an operand ambiguous.
MARGIN = 0.05
# The words that tell the sides apart must stand in the fact's own zones or in its heading, not merely near by.
OWN = 0.5
JOIN = re.compile(r"、|以及|加上|还有|和|与|跟|及|加|同")
COMPARE = re.compile(r"、|以及|还有|和|与|跟|及|同|比|较")
OVER = re.compile(r"相当于|是|为|比")
PART = re.compile(r"占")
# After the word that compares, all words are shared: 2022年比2021年多办了多少场活动.
_COMPARATIVE = re.compile(r"(?:多|少|高|低|大|小)(?:了|出)?")
_FILLING = frozenset("多 少 高 低 大 小 多出 百分之 两者 二者 双方 三者 全部 总数 差 相差".split())


@dataclass(frozen=True, slots=True)
class Element:
    """A term or a period of the question at its place."""

    at: int
    to: int
    term: Term | None = None
    period: Period | None = None

    @property
    def word(self) -> str:
        return self.term.word if self.term else self.period.text if self.period else ""


Side = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Operand:
    """A fact as an operand; ``name`` is what the asker calls it."""

    candidate: Candidate
    name: str

    @property
    def fact(self) -> Fact:
        return self.candidate.fact


def elements(question: Question) -> list[Element]:
    """Terms and periods in the order of the question."""
    found = [
        Element(t.at, t.at + len(t.word), term=t)
        for t in question.terms
        if t.word not in _FILLING and question.norm.startswith(t.word, t.at)
    ]
    at = 0
    for period in question.periods:
        place = question.norm.find(period.text, at)
        if place >= 0:
            at = place + len(period.text)
            found.append(Element(place, at, period=period))
    return sorted(found, key=lambda e: e.at)


def sides_of(question: Question, joiner: re.Pattern[str]) -> tuple[tuple[Side, ...], Side]:
    """The sides in order and what stands after the comparison and is of all of them."""
    parts = elements(question)
    cuts = [m.span() for m in joiner.finditer(question.norm) if not _inside(m.span(), parts)]
    cuts += [(b.at, b.at) for a, b in zip(parts, parts[1:], strict=False) if a.to == b.at and rival(a, b)]
    end = _end(question.norm, parts, max((b for _, b in cuts), default=-1))
    sides: list[Side] = []
    left = 0
    for start, stop in [*sorted(cuts), (end, end)]:
        side = tuple(e for e in parts if left <= e.at < start)
        if any(e.period or (e.term and e.term.word) for e in side):
            sides.append(side)
        left = max(left, stop)
    return tuple(sides), tuple(e for e in parts if e.at >= end)


def _inside(span: tuple[int, int], parts: Sequence[Element]) -> bool:
    return any(e.at < span[1] and span[0] < e.to for e in parts)


def _end(norm: str, parts: Sequence[Element], last: int) -> int:
    """Where the comparative stands after the last joiner; the end of the question when there is none."""
    if "比" not in norm or last < 0:
        return len(norm)
    marks = (m.start() for m in _COMPARATIVE.finditer(norm, last + 1) if not _inside(m.span(), parts))
    return next(marks, len(norm))


def rival(one: Element, other: Element) -> bool:
    """Two values of one scope (省级, 市级; two terms), which no single fact can have."""
    if one.period or other.period:
        return bool(one.period and other.period)
    mine, theirs = one.term and one.term.family, other.term and other.term.family
    return bool(mine and theirs and mine[0] == theirs[0] and mine[1] != theirs[1])


def attempts(sides: Sequence[Side], number: int) -> Iterator[Side]:
    """The words one side may be asked for with, the most specific first: its own and what it shares of the others."""
    own = sides[number]
    others = [s for i, s in enumerate(sides) if i != number]
    words = {e.word for e in own}
    if any(rival(a, b) for a in own for s in others for b in s):
        scoped = [e for e in own if any(rival(e, b) for s in others for b in s)]
        shared = [e for s in others for e in s if e.word not in words and not any(rival(e, f) for f in scoped)]
        yield (*own, *_distinct(shared))
        if shared and len(own) > len(scoped):
            yield own
        return
    longest = max(others, key=len)
    if len(longest) <= len(own) or longest[-1].word == own[-1].word:
        yield own
        return
    for size in range(len(longest) - 1, 0, -1):
        for start in sorted({len(longest) - size, 0}, reverse=True):
            yield (*own, *(e for e in longest[start : start + size] if e.word not in words))


def _distinct(shared: Sequence[Element]) -> list[Element]:
    return list({e.word: e for e in shared}.values())


def sub_question(question: Question, own: Side, common: Side) -> Question:
    """The question for one side alone: its words and periods, no operation."""
    used = sorted((*own, *common), key=lambda e: e.at)
    terms = [e.term for e in used if e.term]
    if not any(t.hard for t in terms):
        terms = [replace(t, hard=True) for t in terms]
    periods = tuple(e.period for e in used if e.period)
    asked = question.asked if question.asked in ("count", "money", "percent") else "count"
    units = tuple(u for u in question.units if u not in ("倍", "级")) if question.asked in ("count", "money") else ()
    if units and "百分点" in units[0]:
        asked, units = "percent", ()
    return replace(
        question, norm="".join(e.word for e in used), asked=asked, units=units, terms=tuple(terms), periods=periods,
        relative=(), numbers=(), operation=None, total=False, yesno=False, focus=-1, aspect=None, change=0,
    )


def fitting(engine: Engine, question: Question) -> list[Candidate]:
    """The facts that account for a question about as well as the best one, one of each value."""
    found = [c for c in engine.read(question).facts if c.accounted and _level(question, c.fact)]
    distinct: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        if found[0].score - candidate.score < MARGIN:
            distinct.setdefault((str(candidate.fact.value), candidate.fact.unit), candidate)
    return list(distinct.values())


def _level(question: Question, fact: Fact) -> bool:
    kinds = ("percent",) if question.asked == "percent" else ("count", "money")
    return fact.kind in kinds and fact.value is not None and fact.aspect != "growth"


def alone(engine: Engine, question: Question) -> Candidate | None:
    """The one fact that accounts for a question; None when there is none or more than one."""
    found = fitting(engine, question)
    return found[0] if len(found) == 1 else None


def operands(engine: Engine, question: Question, joiner: re.Pattern[str]) -> tuple[Operand, ...] | None:
    """One fact for each side of the question; None when a side is missing, ambiguous or the same as another."""
    sides, common = sides_of(question, joiner)
    if len(sides) < 2:
        return None
    columns = [_column(engine, question, sides, i, common) for i in range(len(sides))]
    if not all(columns):
        return None
    chosen = together(columns)
    if chosen is None or len({c.place for c in chosen}) < len(chosen):
        return None
    return tuple(Operand(c, _name(sides, i)) for i, c in enumerate(chosen))


def _column(engine: Engine, question: Question, sides: Sequence[Side], number: int, common: Side) -> list[Candidate]:
    for words in attempts(sides, number):
        sub = sub_question(question, words, common)
        own = {e.word for e in sides[number]}
        found = [c for c in fitting(engine, sub) if _speaks(c, sub, own)]
        if found:
            return found
    return []


def _speaks(candidate: Candidate, question: Question, own: set[str]) -> bool:
    """Whether the words that tell this side apart are the fact's own."""
    return all(
        weight >= OWN
        for term, weight in zip(question.terms, candidate.weights, strict=True)
        if term.hard and term.word in own
    )


def together(columns: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...] | None:
    """The one choice of a fact for each side; several are told apart by standing in one sentence, else by nothing."""
    if all(len(column) == 1 for column in columns):
        return tuple(column[0] for column in columns)
    rows = [row for row in product(*columns) if len({c.place[:2] for c in row}) == 1]
    rows = [row for row in rows if len({c.place for c in row}) == len(row)]
    return rows[0] if len(rows) == 1 else None


def _name(sides: Sequence[Side], number: int) -> str:
    """What the asker calls a side: its own words."""
    return "".join(e.word for e in sides[number] if not (e.term and not e.term.hard and len(sides[number]) > 1))


def alike(engine: Engine, candidates: Sequence[Candidate], across: bool = False) -> bool:
    """Whether facts may be added or compared: same kind, unit and report, and periods that do not contradict.

    ``across``: periods may differ, for they are what is compared."""
    first = candidates[0]
    for other in candidates[1:]:
        one, two = first.fact, other.fact
        if one.kind != two.kind or not engine.lexicon.interchangeable(one.unit, two.unit):
            return False
        if one.period and two.period and not across and _apart(one.period, two.period):
            return False
        if first.passage.report != other.passage.report and not across:
            return False
    return True


def _apart(one: Period, two: Period) -> bool:
    return conflicts(one, two) or one.part != two.part


def whole_of(engine: Engine, passage: Passage, fact: Fact) -> Fact | None:
    """The whole that a part's sentence gives for it: what its bracket or its 其中 follows; None when none is given."""
    if fact.part_of >= 0:
        return passage.facts[fact.part_of]
    norm = passage.sentences[fact.sentence].norm
    mark = norm.rfind("其中", 0, fact.at)
    before = [
        f for f in passage.facts
        if f.sentence == fact.sentence and f.to <= mark and f.kind == "count" and f.aspect == "level" and f.value is not None
    ]
    last = max(before, key=lambda f: f.at, default=None)
    return last if last is not None and re.fullmatch(r"[的]?[^\d，。；]{0,4}[，。；：（]?", norm[last.to : mark]) else None
