"""Questions that nothing answered: which are alike, which facts they may mean, which words of the reports theirs may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.ask import compose
from knowledge.ask.alias import key_of, unfit
from knowledge.ask.lookup import SHOWN, hit_of
from knowledge.ask.question import Question
from knowledge.ask.rank import Candidate
from knowledge.language.quantity import find_quantities
from knowledge.language.taught import refusal
from knowledge.model import Hit

if TYPE_CHECKING:
    from knowledge.ask.engine import Engine

# Nobody reads more; and each is held against all groups before it.
MOST, LARGEST = 1000, 100
SHARED, ALIKE = 0.65, 82
_WORDS = 6
SMALL = 500  # passages, all of whose facts may be looked at


@dataclass(frozen=True, slots=True)
class _Told:
    """What is compared of a question: its key, its content words with all their forms, its numerals and what it excludes."""

    key: str
    words: tuple[frozenset[str], ...]
    numerals: tuple[str, ...]
    families: frozenset[tuple[str, str]]
    asked: str


def groups(engine: Engine, texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Groups of at most ``LARGEST`` questions, by their places; each holds what is like its first one. Of the first ``MOST``."""
    heads: list[_Told] = []
    members: list[list[int]] = []
    for number, text in enumerate(texts[:MOST]):
        told = _told(engine, text)
        place = next((i for i, head in enumerate(heads) if len(members[i]) < LARGEST and _alike(head, told)), None)
        if place is None:
            heads.append(told)
            members.append([number])
        else:
            members[place].append(number)
    return tuple(map(tuple, members))


def _told(engine: Engine, text: str) -> _Told:
    question = engine.understood(text)
    words = tuple(frozenset(f.text for f in t.forms) for t in question.hard)
    families = frozenset(pair for t in question.hard for pair in engine.lexicon.rivals(t.word))
    numerals = tuple(q.text for q in find_quantities(question.norm))
    return _Told(key_of(text, engine.lexicon), words, numerals, families, question.asked)


def _alike(one: _Told, other: _Told) -> bool:
    """The same words but for a few, and nothing that excludes: another number, level or kind of answer."""
    if one.key == other.key:
        return True
    if one.numerals != other.numerals or one.families != other.families or one.asked != other.asked:
        return False
    if one.words and other.words:
        shared = sum(any(mine & theirs for theirs in other.words) for mine in one.words)
        if shared / (len(one.words) + len(other.words) - shared) >= SHARED:
            return True
    return fuzz.ratio(one.key, other.key) >= ALIKE


def nearest(engine: Engine, text: str, limit: int) -> tuple[Hit, ...]:
    """Facts of the passages read for a question that it could be taught to mean, the fewest words missing first; where no word
    of it is in a small library, the facts of the unit or kind asked for."""
    question = engine.understood(text)
    if question.chat or not question.terms:
        return ()
    ranked = sorted(engine.read(question).facts, key=lambda c: (len(c.missing) + len(c.conflicts), -c.score))
    offered = ranked[: limit * 12] or _of_kind(engine, question)
    fit = [c for c in offered if c.fact.kind in SHOWN and not unfit(engine, question, c)]
    hits = (_hit(engine, c) for c in compose.unique(fit))
    return tuple(hit for hit, _ in zip(hits, range(limit), strict=False))


def _of_kind(engine: Engine, question: Question) -> list[Candidate]:
    """The facts in the unit asked for, or of the kind where no unit is said; a number of anything would be too many."""
    wanted = question.units or question.asked in ("money", "percent", "date", "rank", "person")
    if not wanted or engine.index.passage_count > SMALL:
        return []
    facts = engine.index.all_facts()
    found = (f for f in facts if (f.fact.unit in question.units if question.units else f.fact.kind == question.asked))
    return [Candidate(f.passage, f.fact, 0.0, (), (), ()) for f in found]


def _hit(engine: Engine, candidate: Candidate) -> Hit:
    report = candidate.passage.report
    return hit_of(candidate.passage, candidate.fact, engine.reports[report], engine.source(report))


def words_for(engine: Engine, word: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The words of the facts' labels that can mean the same as the word: whole labels first, then their parts."""
    labels = [hit.value.label for hit in hits]
    offered = [*labels, *(token for label in labels for token in engine.tokenizer.cut(label))]
    return tuple(o for o in dict.fromkeys(offered) if not refusal(word, o, engine.lexicon))[:_WORDS]

