"""Facts of the passages read, scored for one question: how well the words, the kind, the unit and the scope fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from operator import mul
from typing import overload

from knowledge.ask.events import of_another_event
from knowledge.ask.fit import answering, aspect_fit, kind_fit, unit_fit
from knowledge.ask.match import ACCOUNTED, TELLING_UNITS, Cuts, Found, find_terms, weigh
from knowledge.ask.members import joint_number
from knowledge.ask.oppose import opposed
from knowledge.ask.other_quantity import quantity_conflict
from knowledge.ask.question import Question, Term
from knowledge.ask.reach import Held, reached
from knowledge.ask.retrieve import Read
from knowledge.ask.rivals import rival_conflict
from knowledge.ask.score import distance, extra, head, wholeness
from knowledge.ask.signs import Signs, SignsKept, signs_of
from knowledge.ask.sought import Sought, sought_of
from knowledge.ask.when import period_fit
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact, Passage, Period

# What part each sign has in the score; measured on question banks of several kinds of report and on public sets.
COVERAGE, PASSAGE, PROXIMITY = 1.0, 0.12, 0.14
_COUNTABLE = frozenset({"count", "percent", "money"})
# Less than this near to a fact, a word is told of its neighbour.
CLOSE = 0.62
ASIDE = 0.5
# How surely the parts of a word mean what the word means.
PARTS = 0.95
_GRADE = re.compile("[高中初特正副][级高]?|[一二三四五]级|国家级?|[省市区县校院]级?")
_CLAUSES = re.compile("[^，；。：]+")


@dataclass(slots=True)
class Candidate:
    """A fact that may answer. ``weights`` gives how far each term speaks of it, ``missing`` the hard terms that do not,
    ``conflicts`` what the question and the fact say differently."""

    passage: Passage
    fact: Fact
    score: float
    weights: tuple[float, ...]
    missing: tuple[Term, ...]
    conflicts: tuple[str, ...]
    parts: dict[str, float] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()

    @property
    def accounted(self) -> bool:
        return not self.missing and not self.conflicts

    @property
    def place(self) -> tuple[int, int, int]:
        return self.passage.id, self.fact.sentence, self.fact.at


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of each report: its title for matching and its period."""

    titles: dict[int, str]
    periods: dict[int, Period | None]
    cuts: Cuts
    signs: SignsKept = field(default_factory=SignsKept)


def clause_facts(passage: Passage) -> list[Fact]:
    """Each sentence as a fact of its own, for questions that no value, list or name answers."""
    return [
        Fact(i, "name", s.norm, "", None, 0, len(s.norm), "", names=(), zones=((0, len(s.norm), 1.0),))
        for i, s in enumerate(passage.sentences)
    ]


# The number of a fact in its passage (below 0: of a sentence), the fact, and how well its kind fits.
_Fit = tuple[int, Fact, float]
Fitting = Callable[[Question, Passage], list[_Fit]]


@dataclass(slots=True)
class _Match:
    """A fact with how far each term of the question speaks of it."""

    read: Read
    number: int
    fact: Fact
    fit: float
    found: Found
    signs: dict[int, Signs]
    weights: tuple[float, ...]
    missing: tuple[Term, ...]


class Ranked(Sequence[Candidate]):
    """Candidates, best first, the accounted ones before the others. They are scored when they are first looked at: those
    that lack a word of the question come last, and often nobody looks that far."""

    def __init__(self, question: Question, reads: Sequence[Read], fitting: Fitting, frame: Frame, lexicon: Lexicon) -> None:
        self._question, self._reads, self._fitting = question, reads, fitting
        self._frame, self._lexicon = frame, lexicon

    def __len__(self) -> int:
        return sum(len(facts) for _, facts in self._facts)

    @overload
    def __getitem__(self, at: int) -> Candidate: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Candidate]: ...

    def __getitem__(self, at: int | slice) -> Candidate | Sequence[Candidate]:
        last = at.stop - 1 if isinstance(at, slice) and at.stop is not None and not at.start else at
        if isinstance(last, int) and 0 <= last < len(self.accounted):
            return self.accounted[at]
        return self._all[at]

    def __iter__(self) -> Iterator[Candidate]:
        yield from self.accounted
        yield from self._all[len(self.accounted) :]

    @cached_property
    def accounted(self) -> tuple[Candidate, ...]:
        """Those that account for the whole question; where there are none, those that do with words of earlier clauses."""
        whole = sorted((c for c in self._whole if c.accounted), key=_order)
        if whole and not self._question.total:
            return tuple(whole)
        # Of what a sentence goes on about, the total may come after a part: 接收泵房162座，累计管理913座.
        taken = [c for c in self._reached if c.accounted and (not whole or signs_of(c.passage, c.fact).grand)]
        return tuple(sorted([*whole, *taken], key=_order))

    @cached_property
    def _whole(self) -> list[Candidate]:
        return [self._scored(match) for match in self._matches if not match.missing]

    @cached_property
    def _reached(self) -> list[Candidate]:
        rows: dict[int, list[_Match]] = {}
        for match in (m for m in self._matches if m.number >= 0):
            rows.setdefault(match.read.passage.id, []).append(match)
        found = []
        for matches in rows.values():
            first = matches[0]
            passage = first.read.passage
            if not any(match.missing for match in matches):
                continue
            held = [Held(m.fact, m.weights, m.missing) for m in matches]
            cuts = {h.fact.sentence: self._frame.cuts(passage, h.fact.sentence) for h in held}
            taken = reached(passage, held, first.found, self._sought.terms, cuts, self._lexicon, self._question.norm)
            found += [self._scored(replace(matches[number], weights=weights, missing=())) for number, weights in taken]
        return found

    @cached_property
    def _all(self) -> tuple[Candidate, ...]:
        lacking = [self._scored(match) for match in self._matches if match.missing]
        return self.accounted + tuple(sorted((c for c in (*self._whole, *lacking) if not c.accounted), key=_order))

    def by_missing(self) -> Iterator[tuple[int, list[Candidate]]]:
        """The candidates by how many words they lack, the fewest first; each group is scored when it is asked for."""
        lacking: dict[int, list[_Match]] = {}
        for match in (m for m in self._matches if m.missing):
            lacking.setdefault(len(match.missing), []).append(match)
        yield 0, [*self.accounted, *(c for c in self._whole if not c.accounted)]
        for count in sorted(lacking):
            yield count, [self._scored(match) for match in lacking[count]]

    @cached_property
    def _sought(self) -> Sought:
        return sought_of(self._question, self._lexicon)

    @cached_property
    def _facts(self) -> list[tuple[Read, list[_Fit]]]:
        return [(read, self._fitting(self._question, read.passage)) for read in self._reads]

    @cached_property
    def _matches(self) -> list[_Match]:
        return [m for read, facts in self._facts for m in _matched(self._sought, read, facts, self._frame)]

    def _scored(self, match: _Match) -> Candidate:
        return _candidate(self._sought, match, self._frame, self._lexicon)


def accounted(facts: Sequence[Candidate]) -> list[Candidate]:
    """Those of ranked facts that account for the whole question; the others are not even scored."""
    return list(facts.accounted) if isinstance(facts, Ranked) else [c for c in facts if c.accounted]


def rank(question: Question, passages: Sequence[Read], frame: Frame, lexicon: Lexicon) -> Ranked:
    """All facts that could answer."""
    return Ranked(question, passages, _facts, frame, lexicon)


def _facts(question: Question, passage: Passage) -> list[_Fit]:
    kinds = answering(question)
    fits = ((number, fact, kind_fit(question, fact)) for number, fact in enumerate(passage.facts) if fact.kind in kinds)
    return [(number, fact, fit) for number, fact, fit in fits if fit is not None]


def rank_sentences(question: Question, passages: Sequence[Read], frame: Frame, lexicon: Lexicon) -> Ranked:
    """The sentences themselves."""
    return Ranked(question, passages, _sentences, frame, lexicon)


def _sentences(question: Question, passage: Passage) -> list[_Fit]:
    return [(-1 - number, fact, 0.0) for number, fact in enumerate(clause_facts(passage))]


def _order(candidate: Candidate) -> tuple[bool, float, tuple[int, int, int]]:
    return not candidate.accounted, -candidate.score, candidate.place


def _matched(sought: Sought, read: Read, facts: Sequence[_Fit], frame: Frame) -> Iterator[_Match]:
    """The facts of a passage with how far each term speaks of them."""
    if not facts:
        return
    passage, terms = read.passage, sought.terms
    found = find_terms(passage, sought.looked_for, sought.shorts, frame.cuts, frame.titles[passage.report])
    signs = frame.signs.of(passage)
    for number, fact, fit in facts:
        weights = _weights(fact, passage.sentences[fact.sentence].norm, found, sought)
        missing = tuple([t for t, w in zip(terms, weights, strict=True) if w < ACCOUNTED and t.hard])
        yield _Match(read, number, fact, fit, found, signs, weights, missing)


def _weights(fact: Fact, norm: str, found: Found, sought: Sought) -> tuple[float, ...]:
    """How far each term speaks of a fact, as a whole or by its parts."""
    places, around = found.places[fact.sentence], found.around[fact.sentence]
    # Of a word that does not stand in the sentence, only what is around speaks.
    plain = not fact.context and fact.unit not in TELLING_UNITS
    weights = [
        around[i] if plain and not places[i] else weigh(fact, found, i, sought.looked_for) for i in range(len(sought.terms))
    ]
    for number, parts in enumerate(sought.parts):
        if parts and weights[number] < PARTS:
            apart = min([weigh(fact, found, i, sought.looked_for) for i in parts])
            graded = _GRADE.fullmatch(sought.looked_for[parts[0]].word)
            if graded and not _in_one_clause(norm, found.places[fact.sentence], parts):
                continue
            weights[number] = max(weights[number], PARTS * apart, min(apart, ACCOUNTED))
    return tuple(weights)


def _in_one_clause(norm: str, rows: Sequence[Sequence[tuple[int, int, float]]], parts: Sequence[int]) -> bool:
    """Whether the parts of a word stand in one clause of the sentence: 高级工，286名技师 is no 高级技师."""
    clauses = [m.span() for m in _CLAUSES.finditer(norm)]
    return any(all(any(a <= at and to <= b for at, to, _ in rows[i]) for i in parts) for a, b in clauses)


def _candidate(sought: Sought, match: _Match, frame: Frame, lexicon: Lexicon) -> Candidate:
    question, fact, found, passage = sought.question, match.fact, match.found, match.read.passage
    signs = match.signs.get(match.number) or match.signs.setdefault(match.number, signs_of(passage, fact))
    norm = passage.sentences[fact.sentence].norm
    whole = frame.periods[passage.report]
    unit, unit_conflict = unit_fit(question, fact, lexicon)
    aspect, aspect_conflict = aspect_fit(question, fact, norm)
    period, period_conflict = period_fit(question, fact, passage, frame.periods[passage.report])
    cuts = partial(frame.cuts, passage, fact.sentence)
    rival, rival_said = rival_conflict(sought.rivals, question, fact, norm, lexicon, cuts)
    parts = {
        "coverage": COVERAGE * (sum(map(mul, sought.weights, match.weights)) / sought.total),
        "passage": PASSAGE * match.read.score,
        "kind": match.fit,
        "unit": unit,
        "aspect": aspect,
        "period": period,
        "proximity": -PROXIMITY * distance(fact, found, sought.looked_for),
        "extra": -extra(sought, fact, found, signs),
        "head": head(sought, fact, signs),
        "whole": wholeness(sought, fact, signs),
        "rival": rival,
    }
    countable, around = fact.kind in _COUNTABLE, passage.section.period or whole
    other = quantity_conflict(question, fact, norm, around, passage.context, whole) if countable else ""
    joint = joint_number(signs, fact, norm, found, sought.looked_for) if countable and not sought.several else ""
    neighbour = "" if question.aspect != "growth" or _changed(sought, match.weights) else "neighbour"
    far = of_another_event(norm, fact, passage.facts, found, sought.terms) if _named(sought, match.weights) else "far"
    said = (unit_conflict, aspect_conflict, period_conflict, rival_said, other, joint, neighbour, far)
    conflicts = tuple(c for c in said if c)
    if countable and not conflicts and not match.missing:
        reason = opposed(question, fact, norm, passage.facts, found, sought.terms, cuts, lexicon)
        conflicts = (reason,) if reason else ()
    return Candidate(passage, fact, sum(parts.values()), match.weights, match.missing, conflicts, parts, sought.terms)


def _changed(sought: Sought, weights: Sequence[float]) -> bool:
    """Whether what is said to change is what the question names: 平均分达538分，优秀率为41%，提高3个百分点 is the rate's change."""
    named = [w for t, w in zip(sought.terms, weights, strict=True) if t.hard]
    return not named or max(named) >= CLOSE


def _named(sought: Sought, weights: Sequence[float]) -> bool:
    """Whether the word of a question of one word is nearer to the fact than in a heading or a neighbour."""
    hard = [(t, w) for t, w in zip(sought.terms, weights, strict=True) if t.hard]
    return len(hard) != 1 or hard[0][1] > ASIDE or len(hard[0][0].parts) > 1
