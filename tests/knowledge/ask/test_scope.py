"""The scope of a question against the reports at hand: relative years are counted from the newest, hosts name the report's own house."""

from __future__ import annotations

import pytest

from knowledge.ask.question import Form, Question, Term
from knowledge.ask.scope import hosted, resolved
from knowledge.model import Period, Report

HOSTS = frozenset({"医院", "学校", "公司"})


def report(year: int, title: str = "松岭县人民医院工作总结") -> Report:
    """A report of one year."""
    period = Period("year", f"{year}年", year, year)
    return Report(year, title, title[:7], period, "a.md", "", 10, 1, 1, "2030-01-01T00:00:00+00:00")


def asking(word: str, *, hard: bool = False) -> Question:
    """A question with one term."""
    return Question(word, word, "count", (Term(word, (Form(word, 1.0),), hard, 0),))


@pytest.mark.parametrize(
    ("word", "years"),
    [("去年", (2029, 2029)), ("上年", (2029, 2029)), ("前年", (2028, 2028)), ("明年", (2031, 2031)), ("今年", None)],
)
def test_a_relative_year_is_counted_from_the_newest_report(word: str, years: tuple[int, int] | None) -> None:
    """There is no clock: 去年 is the year before the newest report's, whatever the order of the reports."""
    question = Question(word, word, "count", relative=(word,))
    read = resolved(question, (report(2030), report(2027)))
    assert [(p.first, p.last) for p in read.periods] == ([years] if years else [])


def test_a_relative_year_without_reports_is_no_year_of_theirs() -> None:
    """When no report names a period, 去年 can be matched by none."""
    question = Question("去年", "去年", "count", relative=("去年",))
    assert [p.first for p in resolved(question, ()).periods] == [1]


@pytest.mark.parametrize(("word", "bound"), [("医院", False), ("卫生院", False), ("学校", True), ("全市", True), ("诊疗", False)])
def test_the_house_itself_need_not_be_said(word: str, bound: bool) -> None:
    """医院 is the hospital that reports; 学校 and the whole city are something else and must be matched."""
    assert hosted(asking(word), (report(2030),), HOSTS).terms[0].hard is bound
