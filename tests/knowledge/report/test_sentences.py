"""Sentences, clauses and brackets: the table of cases, and that no character is lost or moved."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.report.sentences import Span, parentheses, split_clauses, split_sentences

TABLE = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
CUTS: dict[str, Callable[[str], tuple[Span, ...]]] = {
    "sentences": split_sentences,
    "clauses": split_clauses,
    "parentheses": parentheses,
}
CASES = [(kind, case["text"], case["pieces"]) for kind, cases in TABLE.items() for case in cases]
REPORT_LIKE = st.text(alphabet="全年招生7.,:%，；：。！？、《》“”（）()\n ｜", max_size=60)


@pytest.mark.parametrize("kind,text,pieces", CASES)
def test_cut(kind: str, text: str, pieces: list[str]) -> None:
    """Each text of the table is cut as it says."""
    assert [text[at:to] for at, to in CUTS[kind](text)] == pieces


@given(REPORT_LIKE)
def test_pieces_are_in_order_and_lose_no_word(text: str) -> None:
    """Sentences and clauses do not overlap, are not blank, and hold every letter and digit between them."""
    for cut in (split_sentences, split_clauses):
        spans = cut(text)
        assert all(at < to for at, to in spans)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
        assert [c for at, to in spans for c in text[at:to] if c.isalnum()] == [c for c in text if c.isalnum()]


@given(REPORT_LIKE)
def test_parentheses_stand_in_brackets(text: str) -> None:
    """What is called bracketed has a bracket on either side."""
    for at, to in parentheses(text):
        assert text[at - 1] in "（(" and text[to] in "）)" and at < to
