"""One statement held against the facts of the reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
# How far a word speaks of a fact at most where it is taken over, and at least where the fact's own clause says it.
_TAKEN, _SAID = 0.66, 0.85
# Stretches of this weight still lend a value their verb.
_LENT = 0.5
# Characters of words that a statement must have; days stand in any text, of whatever it tells.
_LEAST = {"date": 4}
# Own words of fewer characters than this hold for too much: the neighbours' words may tell that another fact is meant.
_FEW = 4
# Kinds that tell something without a noun beside them.
_TELLING = frozenset({"rank", "date"})
_DEED = re.compile("晋升|引进|招收|录取|授予|评审|招聘|选派|新增|新办|新建|发展|表彰|调出|退休|转正|聘请|培训")
_NEW, _TOTAL = re.compile("新增|净增|新建|新购|新办|新引进"), re.compile("总数|累计|总量|总计")
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
    own = inquiry_of(claim, others, engine.understood, engine.lexicon)
    narrow = _judged(engine, claim, own, frame)
    few = sum(len(word) for word in own.own) < _FEW
    if not own.own and narrow.verdict == "differs" and claim.fact.kind not in _TELLING:
        narrow = replace(narrow, verdict="unclear", should_be=None)  # by its neighbours' words alone nothing is contradicted
    if narrow.verdict == "differs" or (narrow.verdict == "agrees" and not few):
        return narrow
    around = inquiry_of(claim, others, engine.understood, engine.lexicon, wide=True)
    if narrow.verdict == "agrees" and not around.loose - own.loose:
        return narrow
    wide = _judged(engine, claim, around, frame)
    if narrow.verdict == "agrees":
        return wide if wide.verdict == "differs" or wide.contested else narrow
    if wide.verdict == "differs" and not own.own and claim.fact.kind not in _TELLING:
        return narrow
    return wide if wide.verdict == "agrees" or narrow.verdict == "absent" else narrow


def _judged(engine: Engine, claim: Claim, inquiry: Inquiry, frame: Period | None) -> Ruling:
    question = weighted(framed(inquiry.question, claim.fact, frame), engine.index)
    if sum(len(t.word) for t in question.hard) < _LEAST.get(claim.fact.kind, 2):
        return Ruling("absent")
    reads = passages(question, engine.index, engine.tokenizer, _READ)
    ranked = _ranked(engine, claim, question, reads)
    at_once = _fitting(engine, claim, [_held(claim, c) for c in ranked.accounted])
    if at_once is not None:
        return at_once
    further = _with_value(engine, claim.fact, reads)
    if further:
        reads = [*reads, *further]
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


def _with_value(engine: Engine, fact: Fact, reads: Sequence[Read]) -> list[Read]:
    """Further passages, those that have the value: the words may lead elsewhere. One digit leads everywhere."""
    if fact.value is None or fact.kind == "rank" or len(str(fact.value.normalize()).strip("0.-E+")) < 2:
        return []
    known = {read.passage.id for read in reads}
    found = {f.passage.id: f.passage for f in engine.index.facts_with_value(fact.value)[:_READ]}
    return [Read(passage, 0.0) for number, passage in found.items() if number not in known]


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
    if rivals and _grown(claim, fitting, rivals[0]):
        return Ruling("unclear", _evidence(engine, fitting, rivals[0]), contested=True)
    rival = next((h for h in rivals if _part(fitting, h) or _outdone(fitting, h)), rivals[0] if rivals else None)
    open_still = rival is not None and (_part(fitting, rival) or _outdone(fitting, rival))
    if rival is not None and _settled(claim, fitting, rival):
        return Ruling("agrees", _evidence(engine, fitting), facts=(fitting.candidate,))
    words = sum(len(t.word) for t in fitting.candidate.terms if t.hard)
    lead = TIED if words < _FEW else -TIED  # one short word that fits two facts just as well tells neither
    if rival is None or (fitting.score - rival.score > lead and not open_still):
        return Ruling("agrees", _evidence(engine, fitting), facts=(fitting.candidate,))
    return Ruling("unclear", _evidence(engine, fitting, rival), contested=True)


def _without_fit(engine: Engine, held: Sequence[Held]) -> Ruling:
    """No fact of the value has all words: near ones leave it open, another one that has them contradicts."""
    rival = next((h for h in held if h.fits and not h.same and not h.near), None)
    alike = next((h for h in held if h.near and h.fits), None)
    if alike is not None and (rival is None or alike.score >= rival.score - TIED):
        return Ruling("unclear", _evidence(engine, alike), _written(alike))
    best = max((h for h in held if h.same), key=lambda h: h.coverage, default=None)
    if rival is not None and (best is None or best.coverage < max(NEAR, rival.coverage - _BEHIND)):
        return _differs(engine, rival)
    ahead = best is not None and rival is not None and best.coverage >= rival.coverage
    if best is not None and best.coverage >= NEAR and (ahead or not _out_of_scope(best)):
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
    said, told = _clauses(claim, fitting)
    return bool(_GAP.search(said)) and not _GAP.search(told)


def _grown(claim: Claim, fitting: Held, rival: Held) -> bool:
    """新增托位340个 is not told by 托位总数达到340个, 累计3个 by no value without such a word beside one that has it, and 副教授34人
    not by 晋升副教授34人 beside all of them."""
    said, told = _clauses(claim, fitting)
    new = _NEW.search(said) and not _TOTAL.search(said)
    if bool(new and _TOTAL.search(told)) and not _NEW.search(told):
        return True
    if _TOTAL.search(said) and not _TOTAL.search(told) and _TOTAL.search(_clauses(claim, rival)[1]):
        return True
    deeds = set(_DEED.findall(_told(fitting)))
    return bool(deeds - set(_DEED.findall(_told(rival)))) and not deeds & set(_DEED.findall(_stated(claim)))


def _settled(claim: Claim, fitting: Held, rival: Held) -> bool:
    """新建86间，累计214间: what says 累计 itself is meant, and not the value beside it that does not."""
    if fitting.candidate.place[:2] != rival.candidate.place[:2]:
        return False
    (said, told), other = _clauses(claim, fitting), _clauses(claim, rival)[1]
    return bool(_TOTAL.search(said) and _TOTAL.search(told)) and not _TOTAL.search(other)


def _told(held: Held) -> str:
    fact, norm = held.candidate.fact, held.candidate.passage.sentences[held.candidate.fact.sentence].norm
    return "，".join(norm[a:b] for a, b, w in fact.zones if w >= _LENT)


def _stated(claim: Claim) -> str:
    return "，".join(claim.sentence.norm[a:b] for a, b, w in claim.fact.zones if w >= _LENT)


def _clauses(claim: Claim, held: Held) -> tuple[str, str]:
    """The own words of the statement and of a fact."""
    fact, norm = held.candidate.fact, held.candidate.passage.sentences[held.candidate.fact.sentence].norm
    said = "，".join(claim.sentence.norm[a:b] for a, b, w in claim.fact.zones if w >= 1.0)
    return said, "，".join(norm[a:b] for a, b, w in fact.zones if w >= 1.0)


def _part(fitting: Held, rival: Held) -> bool:
    """Whether the value stated is of a part, and the whole fits about as well: 开放床位480张 of 1620张，其中江南院区480张."""
    one, other = fitting.candidate, rival.candidate
    if one.passage.id != other.passage.id or fitting.score - rival.score > _PART_AHEAD:
        return False
    return agree.whole_of(one.passage, one.fact) == other.fact


def _outdone(fitting: Held, rival: Held) -> bool:
    """新增托位95个，总数达340个: of 新增托位 the second is told only as what it takes over from the first."""
    one, other = fitting.candidate, rival.candidate
    pairs = [
        (mine, theirs) for t, mine, theirs in zip(one.terms, one.weights, other.weights, strict=True) if t.hard
    ]
    same = one.place[:2] == other.place[:2]
    return same and all(b > a - 0.05 for a, b in pairs) and any(a <= _TAKEN and b >= _SAID for a, b in pairs)


def _differs(engine: Engine, meant: Held) -> Ruling:
    return Ruling("differs", _evidence(engine, meant), _written(meant), facts=(meant.candidate,))


def _written(held: Held) -> str:
    candidate = held.candidate
    return written(candidate.fact, candidate.passage.sentences[candidate.fact.sentence].norm)


def _evidence(engine: Engine, *held: Held) -> tuple[Evidence, ...]:
    return evidence_of(engine, *(h.candidate for h in held))
