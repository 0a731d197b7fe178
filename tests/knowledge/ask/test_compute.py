"""Calculated answers: the operation, its operands, and what must never be calculated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ask import arithmetic, expand
from knowledge.ask.arithmetic import Amount
from knowledge.ask.context import Context
from knowledge.ask.engine import Engine
from knowledge.ask.guard import guarded
from knowledge.language.lexicon import Lexicon
from knowledge.language.tokens import Tokenizer
from knowledge.model import Answer, Draft, Fact
from knowledge.report.facts import facts_of
from knowledge.report.outline import outline
from knowledge.store.search import Index
from knowledge.store.write import StoredReport, write_revision

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "compute.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine over the invented report beside this test."""
    tokenizer = Tokenizer()
    name = "compute_report.md"
    read = outline((HERE / name).read_text(encoding="utf-8"), name)
    draft = Draft(read, tuple(facts_of(p) for p in read.paragraphs))
    file = tmp_path_factory.mktemp("compute") / "revision.sqlite"
    write_revision(file, [StoredReport(draft, name, "0" * 64, "2026-01-01T00:00:00+00:00")], tokenizer)
    yield Engine(Index.open(file, tokenizer), tokenizer, Lexicon.load())


def said(engine: Engine, turns: list[str]) -> Answer:
    """The answer to the last turn of a conversation."""
    context, answer = Context(), None
    for turn in turns:
        answer, context = engine.ask(turn, context)
    assert answer is not None
    return answer


def check(answer: Answer, case: dict[str, Any]) -> None:
    """Text and calculation as the case has them; without a text nothing may be calculated."""
    if "text" not in case:
        assert answer.calculation is None, (answer.text, answer.calculation)
        return
    assert (answer.status, answer.text, answer.calculation) == ("answered", case["text"], case["calculation"])
    assert guarded(answer) is answer and answer.evidence
    assert answer.values[0].approximate == ("约" in case["text"])


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["q"])
def test_question(engine: Engine, case: dict[str, Any]) -> None:
    """A question is worked out as its case says, or not at all."""
    check(said(engine, [case["q"]]), case)


@pytest.mark.parametrize("case", CASES["conversation"], ids=lambda case: " ".join(case["turns"]))
def test_conversation(engine: Engine, case: dict[str, Any]) -> None:
    """A turn that names only an operation is of the turns before it, and is refused when they do not fit."""
    answer = said(engine, case["turns"])
    check(answer, case)
    assert "text" in case or answer.status != "answered"


def test_every_operand_is_quoted(engine: Engine) -> None:
    """Each operand of a calculation stands in a quoted sentence."""
    for case in CASES["case"]:
        answer = said(engine, [case["q"]])
        if answer.calculation is None:
            continue
        quotes = "".join(e.quote for e in answer.evidence)
        left = re.split("[=≈]", answer.calculation)[0].replace("100%", "")
        assert all(number in quotes for number in re.findall(r"\d[\d.]*", left)), answer.calculation


def amounts(scale: str = "") -> st.SearchStrategy[Amount]:
    numbers = st.decimals(min_value=0, max_value=10**6, places=2)
    return st.builds(Amount, numbers, st.just(scale), st.just("人"), st.booleans())


@given(st.lists(amounts("万"), min_size=2, max_size=5))
def test_total_is_exact_and_remembers_estimates(parts: list[Amount]) -> None:
    """A sum loses nothing and is approximate as soon as one part is."""
    result = arithmetic.total(parts)
    assert result.worth == sum(a.worth for a in parts)
    assert result.approximate == any(a.approximate for a in parts)
    assert result.calculation.endswith(f"= {result.text}")


@given(amounts(), amounts())
def test_difference_is_never_negative(one: Amount, other: Amount) -> None:
    """The larger comes first, whichever way round the operands are asked."""
    forth, back = arithmetic.difference(one, other), arithmetic.difference(other, one)
    assert forth.worth == back.worth == abs(one.worth - other.worth)


@given(amounts(), amounts())
def test_share_is_at_most_the_whole(part: Amount, whole: Amount) -> None:
    """A part larger than its whole has no share; a rounded share says about."""
    result = arithmetic.share(part, whole)
    assert (result is None) == (not whole.worth or part.worth > whole.worth)
    assert result is None or Decimal(0) <= result.worth <= 100
    assert result is None or result.approximate or "≈" not in result.calculation


def fact(text: str, unit: str, value: str | None, marker: str = "") -> Fact:
    number = None if value is None else Decimal(value)
    return Fact(0, "count", text, unit, number, 0, len(text), "", marker=marker)


@pytest.mark.parametrize(
    ("given_fact", "text"),
    [
        (fact("4,327", "人", "4327"), "4327"),
        (fact("3.41亿", "元", "341000000"), "3.41亿"),
        (fact("22000余", "人次", "22000", "余"), "22000"),
        (fact("88.6", "万人次", "886000"), "88.6万"),
        (fact("十余", "项", "10", "余"), "10"),
        (fact("88.6", "人次", "886000"), None),
        (fact("若干", "项", None), None),
    ],
)
def test_amount_of_fact(given_fact: Fact, text: str | None) -> None:
    """An amount keeps the report's magnitude; text and value that disagree give none."""
    amount = arithmetic.amount_of(given_fact)
    assert (amount and amount.text) == text
    assert amount is None or amount.approximate == bool(given_fact.marker)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("两学期差多少", "第一学期和第二学期差多少"),
        ("市、省、国家三级媒体", "市级、省级、国家级媒体"),
        ("省市两级课题", "省级、市级课题"),
        ("春秋两季", "春季和秋季"),
        ("男女生各多少", "男生和女生各多少"),
        ("市级媒体", "市级媒体"),
        ("国家级媒体", "国家级媒体"),
    ],
)
def test_written_out(short: str, full: str) -> None:
    """Short ways of naming several things are written out; what names one is left alone."""
    assert expand.written_out(short) == full
