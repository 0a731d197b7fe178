"""A question understood by its shape: each row of the table says what it asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ask.question import Question
from knowledge.ask.understand import understand
from knowledge.language.lexicon import Lexicon
from knowledge.language.tokens import Tokenizer

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("understand.toml").read_text("utf-8"))["case"]
LEXICON, TOKENIZER = Lexicon.load(), Tokenizer()
# The words of a report that knows all that the table asks about.
WORDS = "植树 表彰 松树 杨树 苗圃 护林员 护林标兵 成活率 客流量 火灾 林业产值 评比 企业 林场 植树节"


def read(text: str) -> Question:
    """The question as a report with WORDS understands it."""
    return understand(text, TOKENIZER.cut, LEXICON, lambda word: word in WORDS)


def shown(question: Question) -> dict[str, Any]:
    """What a row may say of a question."""
    return {
        "asked": question.asked, "units": list(question.units), "aspect": question.aspect, "change": question.change,
        "yesno": question.yesno, "total": question.total, "operation": question.operation, "chat": question.chat,
        "periods": [p.text for p in question.periods], "relative": list(question.relative),
        "claimed": question.claimed.text if question.claimed else None, "hard": [t.word for t in question.hard],
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["q"])
def test_what_a_question_asks(case: dict[str, Any]) -> None:
    """Kind, unit, scope and operation are those of the row; each way to write a word is among the word's forms."""
    question = read(case["q"])
    told = shown(question)
    assert {key: told[key] for key in case if key in told} == {key: case[key] for key in case if key in told}
    assert set(case.get("forms", [])) <= {form.text for term in question.terms for form in term.forms}
    assert case.keys() <= told.keys() | {"q", "forms"}


@given(st.text(max_size=30) | st.lists(st.sampled_from("多少几占比年月第一二十0123456789%个名元和吗呢，。 "), max_size=12).map("".join))
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever is typed is understood as something, and its terms stand in order."""
    question = read(text)
    assert question.text == text
    assert [t.at for t in question.terms] == sorted(t.at for t in question.terms)
