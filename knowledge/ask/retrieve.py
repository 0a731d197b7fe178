"""The passages worth reading for a question: rarest words first, then the best covered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.ask.question import Form, Question, Term
from knowledge.language.tokens import Tokenizer
from knowledge.model import Passage
from knowledge.store.search import Index, report_of

FETCHED, READ = 60, 8
# Where one report of many is asked, so many are fetched of all of them.
FETCHED_OF_ONE = 400
BM25, PERIOD = 0.7, 1.0
SOFT = 0.4


def weighted(question: Question, index: Index) -> Question:
    """The question with its terms weighted by how rare they are in the library."""
    total = max(1, index.passage_count)
    index.learn((f.text for t in question.terms for f in t.forms), ())
    terms = []
    for term in question.terms:
        often = max((index.df(f.text) for f in term.forms), default=0)
        weight = math.log(1 + (total - often + 0.5) / (often + 0.5))
        known = often > 0 or any(_paired(f.text, index) for f in term.forms)
        hard = term.hard and (known or not term.aside)
        terms.append(replace(term, weight=max(0.2, weight) * (1.0 if hard else SOFT), known=known, hard=hard))
    return replace(question, terms=tuple(terms))


def _paired(text: str, index: Index) -> bool:
    """Whether each pair of a word's characters stands somewhere: it may be a word that the dictionary cuts apart."""
    return len(text) > 1 and all(index.has_pair(text[i : i + 2]) for i in range(len(text) - 1))


@dataclass(frozen=True, slots=True)
class Read:
    """A passage to read, with how well it is covered (1.0: wholly, and the best by bm25)."""

    passage: Passage
    score: float


def passages(
    question: Question, index: Index, tokenizer: Tokenizer, limit: int = READ, among: int | None = None
) -> list[Read]:
    """The best covered passages, best first; ``among``: only of the report of that id."""
    terms = (*question.terms, *_scope_terms(question, index))
    words, bigrams = _tokens(terms, question, tokenizer, index)
    if among is None:
        rows = index.passages(words, bigrams, FETCHED)
    else:
        rows = [row for row in index.passages(words, bigrams, FETCHED_OF_ONE) if report_of(row[0]) == among][:FETCHED]
    if not rows:
        return []
    texts = index.texts([number for number, _ in rows])
    best = max(score for _, score in rows) or 1.0
    sought = _sought(terms)
    scored = []
    for number, score in rows:
        context, norm = texts[number]
        scored.append(((_coverage(sought, context, norm) + BM25 * score / best) / (1 + BM25), number))
    scored.sort(key=lambda row: (-row[0], row[1]))
    return [Read(index.passage(number), score) for score, number in scored[:limit]]


def _scope_terms(question: Question, index: Index) -> list[Term]:
    """Periods and what they leave (第一学期) as words: they part passages, though facts are held to them otherwise."""
    terms = []
    for period in question.periods:
        if period.text in question.norm:
            terms.append(Term(period.text, (Form(period.text, 1.0),), False, 0, weight=PERIOD))
    return terms


def _tokens(
    terms: Sequence[Term], question: Question, tokenizer: Tokenizer, index: Index
) -> tuple[list[str], list[str]]:
    words: dict[str, None] = {}
    bigrams: dict[str, None] = {}
    for term in terms:
        for form in term.forms:
            if index.has(form.text):
                words.setdefault(form.text)
            elif len(form.text) > 1:
                words.update(dict.fromkeys(tokenizer.search(form.text)))
        bigrams.update(dict.fromkeys(tokenizer.bigrams(term.word)))
    return list(words), list(bigrams)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What the terms of a question add to the coverage of a passage: of each form in its text and in its headings, and of
    all character pairs of the word."""

    total: float
    terms: tuple[tuple[tuple[tuple[str, float, float], ...], tuple[str, ...], float], ...]


def _sought(terms: Sequence[Term]) -> _Sought:
    rows = []
    for term in terms:
        forms = tuple((f.text, term.weight * f.quality, 0.8 * term.weight * f.quality) for f in term.forms)
        pairs = tuple(term.word[i : i + 2] for i in range(len(term.word) - 1))
        rows.append((forms, pairs, term.weight * 0.5))
    return _Sought(sum(t.weight for t in terms) or 1.0, tuple(rows))


def _coverage(sought: _Sought, context: str, norm: str) -> float:
    """Share of the question's weight that a passage holds; headings count a little less than the text."""
    held = 0.0
    for forms, pairs, half in sought.terms:
        for text, inside, above in forms:
            if text in norm:
                held += inside
                break
            if text in context:
                held += above
                break
        else:
            if pairs:
                held += half * (sum([pair in norm for pair in pairs]) / len(pairs))
    return held / sought.total
