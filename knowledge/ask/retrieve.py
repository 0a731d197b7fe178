"""The passages worth reading for a question: rarest words first, then the best covered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.ask.question import Form, Question, Term
from knowledge.language.tokens import Tokenizer
from knowledge.model import Passage
from knowledge.store.search import Index

FETCHED, READ = 60, 8
BM25, PERIOD = 0.7, 1.0
SOFT = 0.4


def weighted(question: Question, index: Index) -> Question:
    """The question with its terms weighted by how rare they are in the library."""
    total = max(1, index.passage_count)
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


def passages(question: Question, index: Index, tokenizer: Tokenizer, limit: int = READ) -> list[Read]:
    """The best covered passages, best first."""
    terms = (*question.terms, *_scope_terms(question, index))
    words, bigrams = _tokens(terms, question, tokenizer, index)
    rows = index.passages(words, bigrams, FETCHED)
    if not rows:
        return []
    texts = index.texts([number for number, _ in rows])
    best = max(score for _, score in rows) or 1.0
    scored = []
    for number, score in rows:
        context, norm = texts[number]
        scored.append(((_coverage(terms, context, norm) + BM25 * score / best) / (1 + BM25), number))
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


def _coverage(terms: Sequence[Term], context: str, norm: str) -> float:
    """Share of the question's weight that a passage holds; headings count a little less than the text."""
    total = sum(t.weight for t in terms) or 1.0
    held = 0.0
    for term in terms:
        for form in term.forms:
            if form.text in norm:
                held += term.weight * form.quality
                break
            if form.text in context:
                held += 0.8 * term.weight * form.quality
                break
        else:
            held += term.weight * 0.5 * _pairs(term.word, norm)
    return held / total


def _pairs(word: str, norm: str) -> float:
    """Share of a word's character pairs that a text holds."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return sum(p in norm for p in pairs) / len(pairs) if pairs else 0.0
