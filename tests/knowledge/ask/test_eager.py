"""The best candidate whatever the confidence: passage, sentence and value are chosen in turn."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ask.best_sentence import asked_of
from knowledge.ask.best_value import wanted
from knowledge.ask.question import Question
from knowledge.library import Library
from knowledge.model import Answer
from tests.knowledge.ask.reports import published

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "eager.toml").read_text(encoding="utf-8"))
KINDS = (
    ("在西元几年建成", "year"), ("建于何年", "year"), ("在哪一年代开始", "era"), ("哪个世纪传入", "era"), ("几月几日开幕", "day"),
    ("雨季从几月开始", "month"), ("持续了多久", "span"), ("需要多少时间", "span"), ("当时几岁", "age"), ("是第几大港口", "ordinal"),
    ("何时成立", "when"), ("占百分之几", "percent"),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of the passages."""
    opened = Library.open(published(tmp_path_factory.mktemp("eager"), [TABLE["report"]]))
    yield opened
    opened.close()


def said(library: Library, question: str) -> Answer:
    """The eager answer, which must be one."""
    answer = library.ask(question, eager=True)
    assert answer.status == "answered", question
    return answer


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["q"])
def test_the_best_sentence_and_value_answer(library: Library, case: dict[str, Any]) -> None:
    """The quote holds what is asked for, and a value is written as the source writes it."""
    answer = said(library, case["q"])
    if "quote" in case:
        assert case["quote"] in answer.evidence[0].quote
    else:
        assert answer.values[0].text + answer.values[0].unit == case["value"]
        assert case["value"] in answer.evidence[0].quote


def test_a_value_that_the_question_says_is_not_its_answer(library: Library) -> None:
    """Asked with one of two numbers, the other one answers."""
    answer = said(library, "北原军出动二十五万人时，南陵军有多少人？")
    assert answer.values[0].text + answer.values[0].unit == "八万人"


@pytest.mark.parametrize(("norm", "kind"), KINDS)
def test_the_kind_of_value_is_told_by_the_question_word(norm: str, kind: str) -> None:
    """A year, a length of time and a rank are asked for in different words."""
    want = wanted(Question(norm, norm, "any"))
    assert want is not None and want.kind == kind


def test_a_question_of_no_number_wants_no_value() -> None:
    """谁 and 为什么 are answered by words."""
    assert wanted(Question("谁设计了灯塔", "谁设计了灯塔", "person")) is None


@given(st.text(alphabet="灯塔在哪里多少年第几谁何时的湖海1a ，？", max_size=30))
def test_what_is_compared_stands_in_the_question(norm: str) -> None:
    """No pair, triple or character is made up, and question words are in none of the pairs that choose sentences."""
    asked = asked_of(norm, lambda _: 1.0)
    assert all(word in norm for word in (*asked.pairs, *asked.triples, *asked.characters, *asked.near))
    assert not set(asked.pairs) & {"哪里", "多少", "何时", "第几"}
    assert set(asked.pairs) <= set(asked.rarities)
