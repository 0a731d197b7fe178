"""How kinds, units and directions of facts fit a question, one at a time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.ask.fit import asks_year, direction, kind_fit, unit_fit
from knowledge.ask.question import Asked, Form, Question, Term
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact, FactKind


def fact(kind: FactKind, text: str, unit: str, at: int = 0) -> Fact:
    """A fact of a kind that stands at ``at``."""
    return Fact(0, kind, text, unit, Decimal(1), at, at + len(text) + len(unit), "")


def asking(norm: str, asked: Asked, *words: str, units: tuple[str, ...] = ()) -> Question:
    """A question with hard words where they stand in it; the word after 多少 is counted."""
    terms = tuple(Term(word, (Form(word, 1.0),), True, norm.index(word)) for word in words)
    return Question(norm, norm, asked, terms, units, focus=norm.find("多少") + 2)


@pytest.mark.parametrize(
    ("norm", "sign"),
    [("产量增长3%", 1), ("产量下降3%", -1), ("能耗降低3%", -1), ("产量达3%", 1), ("水位回落3%", -1), ("下降后又连续两季增长3%", 1)],
)
def test_the_direction_is_told_right_before_the_value(norm: str, sign: int) -> None:
    """A fall further away is another change's."""
    assert direction(fact("percent", "3", "%", norm.index("3")), norm) == sign


@pytest.mark.parametrize(
    ("norm", "year"), [("哪一年建成", True), ("哪年启用", True), ("在几年建成", True), ("几月开放", False), ("开放了几年", False)]
)
def test_a_year_is_asked_for_in_its_own_words(norm: str, year: bool) -> None:
    """几年 alone is a length of time."""
    assert asks_year(Question(norm, norm, "date")) is year


@pytest.mark.parametrize(
    ("question", "given", "fits"),
    [
        (asking("失业率多少", "count", "失业率"), fact("percent", "3", "%"), True),
        (asking("多少农民工", "count", "农民工"), fact("money", "3万", "元"), False),
        (asking("多少农民工", "count", "农民工"), fact("count", "3", "人"), True),
        (asking("出口额多少", "count", "出口额"), fact("money", "3万", "元"), True),
        (asking("出口额多少", "count", "出口额"), fact("count", "3", "家"), False),
        (asking("党员占比多少", "percent", "党员"), fact("count", "3", "人"), False),
        (asking("人数翻了几倍", "percent", "人数"), fact("count", "3", "倍"), True),
        (asking("展览多少场", "count", "展览", units=("场",)), fact("percent", "3", "%"), False),
        (asking("展览哪年开的", "date", "展览"), fact("date", "5月3日", ""), False),
        (asking("展览哪年开的", "date", "展览"), fact("date", "2023年", ""), True),
        (asking("队伍第几名", "rank", "队伍"), fact("rank", "一等奖", ""), False),
        (asking("队伍第几名", "rank", "队伍"), fact("rank", "前五", ""), False),
        (asking("队伍第几名", "rank", "队伍"), fact("rank", "第三", "名"), True),
        (asking("手术量", "any", "手术量"), fact("percent", "41", "%"), False),
        (asking("12场展览多少", "count", "展览"), fact("count", "12", "场"), False),
    ],
    ids=lambda value: value.norm if isinstance(value, Question) else (value.text if isinstance(value, Fact) else str(value)),
)
def test_a_kind_answers_or_is_out(question: Question, given: Fact, fits: bool) -> None:
    """Money is no count of people, a prize no place, a day no year, and what a question says itself no answer."""
    assert (kind_fit(question, given) is not None) is fits


@pytest.mark.parametrize(
    ("asked", "unit", "fits"),
    [("名", "名", True), ("个", "人", True), ("名", "人", True), ("人", "个", False), ("场", "项", False), ("辆", "万辆", True), ("枚", "金", True)],
)
def test_a_measure_word_is_matched_or_excludes(asked: str, unit: str, fits: bool) -> None:
    """People go by several measure words, things by their own; 3金 are medals, 2.1万辆 vehicles."""
    score, conflict = unit_fit(asking("多少", "count", units=(asked,)), fact("count", "3", unit), Lexicon.load())
    assert (not conflict) is fits
    assert (score > -0.4) is fits
