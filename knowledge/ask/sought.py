"""A question made ready to be held against many facts."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.ask.match import Shorts, abbreviation
from knowledge.ask.question import Question, Term
from knowledge.ask.rivals import Rivals, rivals_of
from knowledge.language.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Sought:
    """A question made ready: what is the same for all facts is worked out once.

    ``looked_for``: its terms, then their parts; ``parts``: for each term the numbers of its parts there. ``noun`` is
    the counted word, ``labels`` the ways to write its terms and their parts, ``longest_first`` the same in order;
    ``spares``: what labels were found to say beyond them, for many facts have the same."""

    question: Question
    terms: tuple[Term, ...]
    looked_for: tuple[Term, ...]
    parts: tuple[tuple[int, ...], ...]
    weights: tuple[float, ...]
    total: float
    shorts: Shorts
    noun: Term | None
    labels: frozenset[str]
    longest_first: tuple[str, ...]
    several: bool
    rivals: Rivals | None
    spares: dict[str, int] = field(default_factory=dict, compare=False)


def sought_of(question: Question, lexicon: Lexicon) -> Sought:
    """The question made ready to be held against facts."""
    terms = question.terms
    looked_for, parts = list(terms), []
    for term in terms:
        parts.append(tuple(range(len(looked_for), len(looked_for) + len(term.parts))))
        looked_for += term.parts
    weights = tuple(t.weight for t in terms)
    shorts = [abbreviation(t.word, _bound(t.word, lexicon)) if t.hard and not t.known else None for t in looked_for]
    labels = frozenset(f.text for t in terms for u in (t, *t.parts) for f in u.forms)
    return Sought(
        question, terms, tuple(looked_for), tuple(parts), weights, sum(weights) or 1.0, shorts, _noun(question), labels,
        tuple(sorted(labels, key=len, reverse=True)), "、" in question.norm,
        rivals_of(question, lexicon),
    )


def _noun(question: Question) -> Term | None:
    """多少家企业 counts 企业: the noun right after the question word, or the last word when no question word is said."""
    noun = next((t for t in question.terms if t.hard and t.at == question.focus), None)
    if noun is None and question.focus >= len(question.norm):
        noun = next((t for t in reversed(question.terms) if t.hard), None)
    return noun


def _bound(word: str, lexicon: Lexicon) -> frozenset[int]:
    """Places in a word where nothing may stand between: 中级职称 is no short form of 中高级职称."""
    return frozenset(i + 1 for i in range(len(word) - 1) if lexicon.rivals(word[i : i + 2]))
