"""People and the honours a text gives them: the same person must have the same honour in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.ask.engine import Engine
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate, rank
from knowledge.ask.retrieve import Read, passages, weighted
from knowledge.model import Fact
from knowledge.report.sentences import split_clauses
from knowledge.verify.finding import Ruling
from knowledge.verify.inquiry import inquiry_of, press_words
from knowledge.verify.places import Place, clauses_with, evidence_at, evidence_of, passages_like, passages_with
from knowledge.verify.reading import HONOUR, Claim, Told
from knowledge.verify.values import award

AWARDS = re.compile(
    "[一二三四特1-4]等奖|[一二三]等功|特等奖|[金银铜][奖牌]|[冠亚季殿]军|第(?:[0-9]+|[一二三四五六七八九十]+)[名位]?|优秀奖|优胜奖"
)
_ROLE = re.compile("(?:教授|老师|同学|等)?(?P<role>领衔|指导|主持|负责|主讲|领队|执教)")
_NEAR, _OWN = 0.35, 0.91


def people_of(engine: Engine, told: Told) -> Iterator[Claim]:
    """People of the reports whom a sentence honours without the forms by which people are told."""
    norm = told.sentence.norm
    if not HONOUR.search(norm):
        return
    names = {n for p in passages_like(engine, norm) for f in p.facts if f.kind == "person" for n in f.names if n in norm}
    taken = [(c.fact.at, c.fact.to) for c in told.claims if c.fact.kind == "person"]
    for at, to in split_clauses(norm):
        for name in sorted(names):
            start = norm.find(name, at, to)
            free = start >= 0 and not any(a <= start < b for a, b in taken)
            if free and HONOUR.search(norm, at, to):
                end = start + len(name)
                fact = Fact(0, "person", name, "", None, start, end, "", names=(name,), zones=((at, to, 1.0),))
                yield Claim(told.sentence, fact, told.sentence.origins[start], told.sentence.origins[end - 1] + 1)


def judged_person(engine: Engine, claim: Claim, others: tuple[Fact, ...], *, wide: bool = False) -> Ruling:
    """Whether the people of a claim have the honour it names. ``others``: the values of its sentence."""
    asked = inquiry_of(claim, others, engine.understood, engine.lexicon, wide=wide).question
    named = "".join(claim.fact.names)
    terms = tuple(replace(t, hard=False) if t.word in named or AWARDS.fullmatch(t.word) else t for t in asked.terms)
    question = weighted(replace(asked, terms=terms), engine.index)
    if sum(len(t.word) for t in question.hard) < 2:
        if not wide:
            return judged_person(engine, claim, others, wide=True)
        return _by_name(engine, claim)
    facts = [c for c in rank(question, _reads(engine, claim, question), engine.frame, engine.lexicon) if c.fact.kind == "person"]
    own = [c for c in facts if set(claim.fact.names) <= set(c.fact.names)]
    fitting = next((c for c in own if c.accounted and _said(c)), None)
    if fitting is not None:
        return Ruling("agrees", evidence_of(engine, fitting), facts=(fitting,))
    place = _told_of(engine, claim, question)
    if place is not None:
        return Ruling("agrees", (evidence_at(engine, place),))
    others_told = [c for c in facts if c.accounted and not set(claim.fact.names) & set(c.fact.names)]
    other = next((c for c in others_told if _said(c)), None)
    loosely = next((c for c in own if c.accounted), None)
    if loosely is not None and other is None:
        return Ruling("unclear", evidence_of(engine, loosely))
    if loosely is not None and other is not None:
        return Ruling("differs", evidence_of(engine, other), "、".join(other.fact.names))
    return _otherwise(engine, claim, own, other or next(iter(others_told), None))


def _said(candidate: Candidate) -> bool:
    """Whether a person's own clause says all the words, none taken over from the clause of another."""
    return all(w >= _OWN for t, w in zip(candidate.terms, candidate.weights, strict=True) if t.hard)


def _otherwise(engine: Engine, claim: Claim, own: Sequence[Candidate], other: Candidate | None) -> Ruling:
    """The honour is another's; or the person has another one; or the report knows neither."""
    best = max(own, key=lambda c: c.parts["coverage"], default=None)
    if other is not None and (best is None or best.parts["coverage"] < _NEAR or (best.conflicts and _said(other))):
        return Ruling("differs", evidence_of(engine, other), "、".join(other.fact.names))
    if best is not None:
        return Ruling("unclear", evidence_of(engine, best), missing=tuple(t.word for t in best.missing))
    return _by_name(engine, claim)


def _by_name(engine: Engine, claim: Claim) -> Ruling:
    """A person of whom nothing more can be said than that the report names him, or does not."""
    place = next((p for name in claim.fact.names for p in clauses_with(engine, name)), None)
    return Ruling("absent") if place is None else Ruling("unclear", (evidence_at(engine, place),))


def _reads(engine: Engine, claim: Claim, question: Question) -> list[Read]:
    found = list(passages(question, engine.index, engine.tokenizer))
    known = {read.passage.id for read in found}
    for name in claim.fact.names:
        for passage in passages_with(engine, name):
            if passage.id not in known:
                known.add(passage.id)
                found.append(Read(passage, 0.0))
    return found


def _told_of(engine: Engine, claim: Claim, question: Question) -> Place | None:
    """A clause that names all the people and says all the words."""
    first, *rest = claim.fact.names
    for place in clauses_with(engine, first):
        said = place.text + place.passage.context
        if _role_of_another(engine, claim, place, first):
            continue
        if all(n in place.text for n in rest) and all(any(f.text in said for f in t.forms) for t in question.hard):
            return place
    return None


def _role_of_another(engine: Engine, claim: Claim, place: Place, name: str) -> bool:
    """由甲领衔、乙指导: where the text says who leads, whoever stands right before that word in the report does."""
    said = _ROLE.match(claim.sentence.norm, claim.fact.to)
    if said is None or said["role"] not in place.text:
        return False
    before = place.text[: place.text.find(said["role"])]
    people = {n for f in place.passage.facts if f.kind == "person" for n in f.names} | {name}
    last = max(people, key=before.rfind)
    return last != name and before.rfind(last) >= 0


def judged_award(engine: Engine, claim: Claim, people: Sequence[Claim]) -> Ruling | None:
    """An award of one whom the clause names, as the report's clause about him has it; None where it names nobody, or where
    that clause tells of no award."""
    clause = next(((a, b) for a, b in split_clauses(claim.sentence.norm) if a <= claim.fact.at < b), None)
    names = [n for p in people if clause and clause[0] <= p.fact.at < clause[1] for n in p.fact.names]
    said = award(claim.fact)
    for name in names:
        for place in clauses_with(engine, name):
            told = [m[0] for m in AWARDS.finditer(place.text)]
            if not told or not _alike(claim, clause, place, name) or not _of_level(engine, claim, clause, place):
                continue
            same = any(award(replace(claim.fact, text=t, value=None)) == said for t in told)
            evidence = (evidence_at(engine, place),)
            return Ruling("agrees", evidence) if same else Ruling("differs", evidence, "、".join(told))
    return None


def _alike(claim: Claim, clause: tuple[int, int] | None, place: Place, name: str) -> bool:
    """Whether two clauses tell of one contest: half of the character pairs of the text stand in the report's clause."""
    at, to = clause or (0, 0)
    said = claim.sentence.norm[at:to].replace(name, "，").replace(claim.fact.text, "，")
    for word in press_words():
        said = said.replace(word, "，") if len(word) > 1 else said
    pairs = {said[i : i + 2] for i in range(len(said) - 1) if "，" not in said[i : i + 2]}
    told = place.text + place.passage.context
    return not pairs or sum(p in told for p in pairs) * 2 >= len(pairs)


def _of_level(engine: Engine, claim: Claim, clause: tuple[int, int] | None, place: Place) -> bool:
    """Whether the report's clause names no other level than the text's (全国 for 全省)."""
    at, to = clause or (0, 0)
    said = {level for w in engine.tokenizer.cut(claim.sentence.norm[at:to]) if (level := engine.lexicon.level_of(w))}
    told = {level for w in engine.tokenizer.cut(place.text) if (level := engine.lexicon.level_of(w))}
    return not said or not told or bool(said & told)
