"""The passage that holds most of a question, whatever it leaves out: for benchmarks on open text.

Many passages are compared by their matching texts alone, and only the best is parsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.ask.best_sentence import Asked
from knowledge.ask.question import Term
from knowledge.language.tokens import Tokenizer
from knowledge.model import Passage
from knowledge.store.search import Index

COMPARED = 16
# Measured on public sets: parts of the full-text score, pairs, triples and characters in the choice.
BM25, PAIRS, TRIPLES, CHARACTERS = 1.0, 2.0, 0.5, 1.0


def best_passage(terms: Sequence[Term], asked: Asked, index: Index, tokenizer: Tokenizer) -> Passage | None:
    """The passage, None when no word of the question stands anywhere."""
    words = dict.fromkeys(_words(terms, index, tokenizer))
    bigrams = dict.fromkeys(pair for term in terms for pair in tokenizer.bigrams(term.word))
    rows = index.passages(list(words), list(bigrams), COMPARED) or index.passages([], asked.pairs, COMPARED)
    if not rows:
        return None
    texts = index.texts([number for number, _ in rows])
    best = max(score for _, score in rows) or 1.0
    held = [(BM25 * score / best + _held(asked, texts[number][1]), -number) for number, score in rows]
    return index.passage(-max(held)[1])


def _words(terms: Sequence[Term], index: Index, tokenizer: Tokenizer) -> Iterator[str]:
    """The forms of the terms that stand somewhere, and the shorter words of those that do not."""
    for form in (form.text for term in terms for form in term.forms):
        if index.has(form):
            yield form
        elif len(form) > 1:
            yield from tokenizer.search(form)


def _held(asked: Asked, norm: str) -> float:
    """How much of the question a text holds: pairs, rare ones counting more, triples and characters."""
    pairs = sum(w for p, w in asked.rarities.items() if p in norm) / (sum(asked.rarities.values()) or 1.0)
    triples = sum(t in norm for t in asked.triples) / (len(asked.triples) or 1)
    characters = sum(c in norm for c in asked.characters) / (len(asked.characters) or 1)
    return PAIRS * pairs + TRIPLES * triples + CHARACTERS * characters
