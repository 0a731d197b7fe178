"""One statement held against the facts of the reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.ask import agree
from knowledge.ask.engine import Engine
from knowledge.ask.fit import kind_fit
from knowledge.ask.match import ACCOUNTED
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, Ranked
from knowledge.ask.retrieve import Read, passages, weighted
from knowledge.model import Evidence, Fact, Passage, Period
from knowledge.verify.finding import Ruling
from knowledge.verify.frame import framed
from knowledge.verify.inquiry import Inquiry, inquiry_of, softened
from knowledge.verify.places import evidence_of
from knowledge.verify.reading import Claim
from knowledge.verify.values import agreement, comparable, written

# A fact of another value that fits better than the one of the same value by more than this leaves open which is meant.
TIED = 0.035
# A fact whose words cover nearly as much of the statement may be what it means.
_RIVALLING = 0.1
# What lacks so much more of the words than another fact is not what is meant.
_BEHIND = 0.15
# Shares of the words that a fact has to have to be near, or to be what the text means.
NEAR, MEANT = 0.3, 0.6
_READ = 10
_PART_AHEAD = 0.1
# Characters of words that a statement must have; days stand in any text, of whatever it tells.
_LEAST = {"date": 4}
_GAP = re.compile("相差|差距|差额|之差|落差")
_SCOPE = ("unit", "period", "direction", "growth", "level", "former")


@dataclass(frozen=True, slots=True)
class Held:
    """A fact that may be meant, and whether its value is the one stated."""

    candidate: Candidate
    same: bool
    near: bool

    @property
    def score(self) -> float:
        return self.candidate.score

    @property
    def fits(self) -> bool:
        return self.candidate.accounted

    @property
    def coverage(self) -> float:
        return self.candidate.parts["coverage"]


def judged(engine: Engine, claim: Claim, others: tuple[Fact, ...], frame: Period | None) -> Ruling:
    """What the reports say of a statement that is a value: by the words of its own clause, else with those of its neighbours.
    ``others``: the other values of its sentence; ``frame``: the time of the whole text."""
    narrow = _judged(engine, claim, inquiry_of(claim, others, engine.understood, engine.lexicon), frame)
    if narrow.verdict in ("agrees", "differs"):
        return narrow
    wide = _judged(engine, claim, inquiry_of(claim, others, engine.understood, engine.lexicon, wide=True), frame)
    return wide if wide.verdict == "agrees" or narrow.verdict == "absent" else narrow


def _judged(engine: Engine, claim: Claim, inquiry: Inquiry, frame: Period | None) -> Ruling:
    question = weighted(framed(inquiry.question, claim.fact, frame), engine.index)
    if sum(len(t.word) for t in question.hard) < _LEAST.get(claim.fact.kind, 2):
        return Ruling("absent")
    reads = _reads(engine, claim.fact, question)
    ranked = _ranked(engine, claim, question, reads)
    at_once = _fitting(engine, claim, [_held(claim, c) for c in ranked.accounted])
    if at_once is not None:
        return at_once
    held = [_held(claim, c) for c in ranked]
    free = _free(held, inquiry)
    if free:
        ranked = _ranked(engine, claim, softened(question, free), reads)
        again = _fitting(engine, claim, [_held(claim, c) for c in ranked.accounted])
        if again is not None:
            return again
        held = [_held(claim, c) for c in ranked]
    return _without_fit(engine, held)


def _ranked(engine: Engine, claim: Claim, question: Question, reads: Sequence[Read]) -> Ranked:
    """The facts of the passages that are of the sort stated: whatever else is told there need not be scored."""

    def fitting(question: Question, passage: Passage) -> list[tuple[int, Fact, float]]:
        found = []
        for number, fact in enumerate(passage.facts):
            told_in = passage.sentences[fact.sentence].norm
            fit = kind_fit(question, fact) if comparable(claim.fact, claim.sentence.norm, fact, told_in, engine.lexicon) else None
            if fit is not None:
                found.append((number, fact, fit))
        return found

    return Ranked(question, reads, fitting, engine.frame, engine.lexicon)


def _held(claim: Claim, candidate: Candidate) -> Held:
    how = agreement(claim.fact, candidate.fact)
    return Held(candidate, how == "same", how == "near")


def _reads(engine: Engine, fact: Fact, question: Question) -> list[Read]:
    """The passages that the words lead to, and those that have the value."""
    found = list(passages(question, engine.index, engine.tokenizer, _READ))
    known = {read.passage.id for read in found}
    if fact.value is not None and fact.kind != "rank" and len(str(fact.value.normalize()).strip("0.-E+")) > 1:
        for other in engine.index.facts_with_value(fact.value)[:_READ]:
            if other.passage.id not in known:
                known.add(other.passage.id)
                found.append(Read(other.passage, 0.0))
    return found


def _free(held: Sequence[Held], inquiry: Inquiry) -> frozenset[str]:
    """Words taken over that the fact of the value stated lacks, and that speak for no other fact that fits as well."""
    best = max((h for h in held if h.same or h.near), key=lambda h: h.coverage, default=None)
    if best is None:
        return frozenset()
    missing = {t.word for t in best.candidate.missing} & inquiry.loose
    elsewhere = {
        term.word
        for h in held if not h.same and h.coverage > best.coverage - _RIVALLING
        for term, weight in zip(h.candidate.terms, h.candidate.weights, strict=True) if weight >= ACCOUNTED
    }
    return frozenset(missing - elsewhere)


def _fitting(engine: Engine, claim: Claim, held: Sequence[Held]) -> Ruling | None:
    """The ruling where a fact of the value stated has all the words; None where none has."""
    fitting = next((h for h in held if h.same), None)
    if fitting is None:
        return None
    if _compares(claim, fitting):
        return Ruling("absent")
    rivals = [h for h in held if not h.same and not h.near]
    rival = next((h for h in rivals if _part(fitting, h)), rivals[0] if rivals else None)
    if rival is None or (fitting.score - rival.score > -TIED and not _part(fitting, rival)):
        return Ruling("agrees", _evidence(engine, fitting), facts=(fitting.candidate,))
    return Ruling("unclear", _evidence(engine, fitting, rival))


def _without_fit(engine: Engine, held: Sequence[Held]) -> Ruling:
    """No fact of the value has all words: near ones leave it open, another one that has them contradicts."""
    rival = next((h for h in held if h.fits and not h.same and not h.near), None)
    alike = next((h for h in held if h.near and h.fits), None)
    if alike is not None and (rival is None or alike.score >= rival.score - TIED):
        return Ruling("unclear", _evidence(engine, alike), _written(alike))
    best = max((h for h in held if h.same), key=lambda h: h.coverage, default=None)
    if rival is not None and (best is None or best.coverage < max(NEAR, rival.coverage - _BEHIND)):
        return _differs(engine, rival)
    if best is not None and best.coverage >= NEAR and not _out_of_scope(best):
        return Ruling("unclear", _evidence(engine, best), missing=_missing(best))
    if rival is not None:
        return _differs(engine, rival)
    other = (h for h in held if not h.same and not h.near)
    meant = next((h for h in other if h.coverage >= MEANT and not h.candidate.conflicts), None)
    if meant is not None and best is None:
        return _differs(engine, meant)
    return Ruling("absent", missing=_missing(best) if best else ())


def _missing(held: Held) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.word for t in held.candidate.missing))


def _out_of_scope(held: Held) -> bool:
    return any(c.startswith(_SCOPE) or ": " in c for c in held.candidate.conflicts)


def _compares(claim: Claim, fitting: Held) -> bool:
    """两学期相差3826人 is told by no plain value, though the value is there."""
    fact = fitting.candidate.fact
    said = "".join(claim.sentence.norm[a:b] for a, b, w in claim.fact.zones if w >= 1.0)
    norm = fitting.candidate.passage.sentences[fact.sentence].norm
    return bool(_GAP.search(said)) and not any(_GAP.search(norm[a:b]) for a, b, w in fact.zones if w >= 1.0)


def _part(fitting: Held, rival: Held) -> bool:
    """Whether the value stated is of a part, and the whole fits about as well: 开放床位480张 of 1620张，其中江南院区480张."""
    one, other = fitting.candidate, rival.candidate
    if one.passage.id != other.passage.id or fitting.score - rival.score > _PART_AHEAD:
        return False
    return agree.whole_of(one.passage, one.fact) == other.fact


def _differs(engine: Engine, meant: Held) -> Ruling:
    return Ruling("differs", _evidence(engine, meant), _written(meant), facts=(meant.candidate,))


def _written(held: Held) -> str:
    candidate = held.candidate
    return written(candidate.fact, candidate.passage.sentences[candidate.fact.sentence].norm)


def _evidence(engine: Engine, *held: Held) -> tuple[Evidence, ...]:
    return evidence_of(engine, *(h.candidate for h in held))
