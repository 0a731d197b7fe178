"""Short answers cut out of a sentence: who did it, what was won, who won it; nothing when the clause does not say so."""

from __future__ import annotations

import pytest

from knowledge.ask import shortanswer
from knowledge.ask.question import Form, Question, Term


def asking(*words: str) -> Question:
    """A question whose hard words are given."""
    terms = tuple(Term(word, (Form(word, 1.0),), True, at) for at, word in enumerate(words))
    return Question("".join(words), "".join(words), "person", terms)


def cut(norm: str, span: tuple[int, int] | None) -> str | None:
    """The stretch of the sentence, None when there is none."""
    return norm[span[0] : span[1]] if span else None


@pytest.mark.parametrize(
    ("norm", "doer"),
    [
        ("苗圃经县林业局批准扩建。", "县林业局"),
        ("活动由共青团委主办，吸引游客。", "共青团委"),
        ("全年植树1200棵。", None),
    ],
)
def test_the_doer_of_something(norm: str, doer: str | None) -> None:
    """Who stands between 经, 由 or 被 and the verb; no doer is made up."""
    assert cut(norm, shortanswer.agent(norm)) == doer


@pytest.mark.parametrize(
    ("words", "won"),
    [(("松岭林场",), "绿化先进单位"), (("柏坡林场",), "造林示范点"), (("青山林场",), None), ((), None)],
)
def test_what_was_won_is_of_the_one_named(words: tuple[str, ...], won: str | None) -> None:
    """Each body has its own honour; one that the sentence does not name has none."""
    norm = "松岭林场荣获绿化先进单位，柏坡林场被评为造林示范点。"
    assert cut(norm, shortanswer.prize(asking(*words), norm)) == won


@pytest.mark.parametrize(
    ("words", "winner"), [(("绿化先进单位",), "松岭林场"), (("造林示范点",), "柏坡林场"), (("防火先进单位",), None)]
)
def test_who_won_it(words: tuple[str, ...], winner: str | None) -> None:
    """The words before the verb of the clause that holds the honour asked for."""
    norm = "松岭林场荣获绿化先进单位，柏坡林场被评为造林示范点。"
    assert cut(norm, shortanswer.holder(asking(*words), norm, person=False)) == winner
