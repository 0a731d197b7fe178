"""Facts of the passages read, scored for one question: how well the words, the kind, the unit and the scope fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.ask.fit import aspect_fit, kind_fit, period_fit, quantity_conflict, rival_conflict, unit_fit
from knowledge.ask.match import ACCOUNTED, Cuts, Found, abbreviation, find_terms, weigh
from knowledge.ask.question import Question, Term
from knowledge.ask.retrieve import Read
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact, Passage, Period

# What part each sign has in the score; measured on question banks of several kinds of report and on public sets.
COVERAGE, PASSAGE, PROXIMITY, EXTRA, RIVAL, HEAD = 1.0, 0.12, 0.14, 0.20, 0.12, 0.10
_COUNTABLE = frozenset({"count", "percent", "money"})
FAR, WHOLE, PART = 24, 0.06, 0.06
_TOTAL = re.compile(r"共|总|现有|累计|合计|实有|拥有|全[院校市县区省国馆局公]")
_EMPTY = re.compile(r"全[院校市县区省国馆局公年][司]?|本[学]?年度?|年末|年底|现有|共有|实有|拥有|共|其中|达到?|约|累计|\d{4}年")
_NEW = re.compile(r"^(?:净增|新增|新建|新办|新购)")
_GRAND = re.compile(r"总数|总量|总计|累计|合计|共计")
_RIVALS = re.compile(
    r"国家级|省部?级|市级|[区县]级|校级|院级|第[一二三四1-4]学期|[上下]半年|[一二三四]季度|男[子性生]?|女[子性生]?|其中|高级|中级|初级|预备|新增|净增|计划|累计|人均|户均|次均|日均|月均|年均|平均"
)


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


def _bound(word: str, lexicon: Lexicon) -> frozenset[int]:
    """Places in a word where nothing may stand between: 中级职称 is no short form of 中高级职称."""
    return frozenset(i + 1 for i in range(len(word) - 1) if lexicon.rivals(word[i : i + 2]))


def clause_facts(passage: Passage) -> list[Fact]:
    """Each sentence as a fact of its own, for questions that no value, list or name answers."""
    return [
        Fact(i, "name", s.norm, "", None, 0, len(s.norm), "", names=(), zones=((0, len(s.norm), 1.0),))
        for i, s in enumerate(passage.sentences)
    ]


def rank(question: Question, passages: Sequence[Read], frame: Frame, lexicon: Lexicon) -> list[Candidate]:
    """All facts that could answer, best first; accounted ones before the others."""
    shorts = [abbreviation(t.word, _bound(t.word, lexicon)) if t.hard and not t.known else None for t in question.terms]
    ranked: list[Candidate] = []
    for read in passages:
        passage = read.passage
        found = find_terms(passage, question.terms, shorts, frame.cuts)
        for fact in passage.facts:
            fit = kind_fit(question, fact)
            if fit is not None:
                ranked.append(_candidate(question, passage, fact, found, frame, lexicon, fit, read.score))
    ranked.sort(key=_order)
    return ranked


def rank_sentences(question: Question, passages: Sequence[Read], frame: Frame, lexicon: Lexicon) -> list[Candidate]:
    """The sentences themselves, best first."""
    shorts = [abbreviation(t.word, _bound(t.word, lexicon)) if t.hard and not t.known else None for t in question.terms]
    ranked = []
    for read in passages:
        passage = read.passage
        found = find_terms(passage, question.terms, shorts, frame.cuts)
        for fact in clause_facts(passage):
            ranked.append(_candidate(question, passage, fact, found, frame, lexicon, 0.0, read.score))
    ranked.sort(key=_order)
    return ranked


def _order(candidate: Candidate) -> tuple[bool, float, tuple[int, int, int]]:
    return not candidate.accounted, -candidate.score, candidate.place


def _candidate(
    question: Question, passage: Passage, fact: Fact, found: Found, frame: Frame, lexicon: Lexicon, fit: float, covered: float
) -> Candidate:
    terms = question.terms
    title = frame.titles[passage.report]
    weights = tuple(weigh(fact, found, i, title, terms) for i in range(len(terms)))
    missing = tuple(t for t, w in zip(terms, weights, strict=True) if t.hard and w < ACCOUNTED)
    total = sum(t.weight for t in terms) or 1.0
    coverage = sum(t.weight * w for t, w in zip(terms, weights, strict=True)) / total
    unit, unit_conflict = unit_fit(question, fact, lexicon)
    aspect, aspect_conflict = aspect_fit(question, fact, passage.sentences[fact.sentence].norm)
    period, period_conflict = period_fit(question, fact, passage, frame.periods[passage.report])
    parts = {
        "coverage": COVERAGE * coverage,
        "passage": PASSAGE * covered,
        "kind": fit,
        "unit": unit,
        "aspect": aspect,
        "period": period,
        "proximity": -PROXIMITY * _distance(fact, found, terms),
        "extra": -_extra(question, fact, passage, found),
        "head": _head(question, fact, passage),
        "whole": _whole(question, fact, passage),
    }
    parts["rival"], rival = rival_conflict(question, fact, passage, lexicon)
    norm = passage.sentences[fact.sentence].norm
    other = quantity_conflict(question, fact, norm, passage.section.period or frame.periods[passage.report]) if fact.kind in _COUNTABLE else ""
    joint = joint_conflict(fact, passage, found, terms) if fact.kind in _COUNTABLE and "、" not in question.norm else ""
    conflicts = tuple(c for c in (unit_conflict, aspect_conflict, period_conflict, rival, other, joint) if c)
    return Candidate(passage, fact, sum(parts.values()), weights, missing, conflicts, parts, terms)


def joint_conflict(fact: Fact, passage: Passage, found: Found, terms: Sequence[Term]) -> str:
    """故意伤害、抢劫等案件97件 is the number of all members together: one of them alone does not have it."""
    own = [(a, b) for a, b, w in fact.zones if w >= 1.0]
    for other in passage.facts:
        inside = any(a <= other.at and other.to <= b for a, b in own) and other.to <= fact.at
        if other.kind != "list" or other.sentence != fact.sentence or not inside or len(other.names) < 2:
            continue
        held = _members_held(other, passage.sentences[fact.sentence].norm, found, terms)
        if 0 < held < len(other.names):
            return "joint"
    return ""


def _members_held(listed: Fact, norm: str, found: Found, terms: Sequence[Term]) -> int:
    """How many members of a list a question names by words that the other members do not have."""
    held = 0
    for number, name in enumerate(listed.names):
        at = norm.find(name, listed.at) + (2 if not number and len(name) > 4 else 0)  # past a verb that leads the list
        words = [t for t, places in zip(terms, found.places[listed.sentence], strict=True) if t.hard and any(at <= p < at + len(name) for p, _, _ in places)]
        held += any(not any(f.text in n for n in listed.names if n != name for f in t.forms) for t in words)
    return held


def _distance(fact: Fact, found: Found, terms: Sequence[Term]) -> float:
    """Mean distance of the value from the nearest place of each term in its sentence, 0 near to 1 far."""
    row = found.places[fact.sentence]
    total = weight = 0.0
    for term, places in zip(terms, row, strict=True):
        if not term.hard or not places:
            continue
        nearest = min(max(fact.at - to, at - fact.to, 0) for at, to, _ in places)
        total += term.weight * min(1.0, nearest / FAR)
        weight += term.weight
    return total / weight if weight else 1.0


def _extra(question: Question, fact: Fact, passage: Passage, found: Found) -> float:
    """What the value's own words say beyond the question: a narrower fact answers a wider question less well."""
    norm = passage.sentences[fact.sentence].norm
    own = _EMPTY.sub("", "".join(norm[a:b] for a, b, w in fact.zones if w >= 0.69))
    asked = sum(
        max((to - at for at, to, _ in places), default=0) for places in found.places[fact.sentence]
    )
    spare = max(0, len(own) - asked - (fact.to - fact.at))
    rivals = {m[0] for m in _RIVALS.finditer(own)}
    unasked = sum(1 for r in rivals if r not in question.norm and not _asked(r, question))
    part = PART if fact.context and fact.part_of < 0 else 0.0
    return EXTRA * min(1.0, spare / 30) + RIVAL * min(2, unasked) + part


def _head(question: Question, fact: Fact, passage: Passage) -> float:
    """多少家企业 counts 企业: the noun right after the question word should stand right at the value."""
    if fact.kind not in ("count", "money"):
        return 0.0
    if _GRAND.fullmatch(fact.label):
        return 0.0
    noun = next((t for t in question.terms if t.hard and t.at == question.focus), None)
    if noun is None and question.focus >= len(question.norm):
        noun = next((t for t in reversed(question.terms) if t.hard), None)
    if noun is None:
        return 0.0
    norm = passage.sentences[fact.sentence].norm
    near = re.split("[，；。：（）]", norm[fact.to : fact.to + 16], maxsplit=1)[0] + fact.label
    return HEAD if any(f.text in near for f in noun.forms) else -HEAD


def _whole(question: Question, fact: Fact, passage: Passage) -> float:
    """A label that is just what was asked (党员, not 老党员), and a total where a total was asked for."""
    score = 0.0
    hard = question.hard
    if hard and fact.label and len(fact.label) <= sum(len(t.word) for t in hard) + 1:
        score += WHOLE if any(f.text == fact.label for t in hard for f in t.forms) else 0.0
    if fact.kind == "count" and _TOTAL.search(passage.sentences[fact.sentence].norm[max(0, fact.at - 12) : fact.at]):
        score += WHOLE if question.total or "总" in question.norm else WHOLE / 2
        if question.total and _GRAND.search(passage.sentences[fact.sentence].norm[max(0, fact.at - 6) : fact.at]):
            score += 2 * WHOLE
    if question.total and _NEW.search(fact.label):
        score -= 3 * WHOLE
    return score


def _asked(rival: str, question: Question) -> bool:
    return any(rival in form.text or form.text in rival for term in question.terms for form in term.forms)
