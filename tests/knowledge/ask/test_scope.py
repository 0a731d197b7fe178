"""The scope of a question against the reports at hand: relative years are counted from the newest, hosts name the report's own house."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.ask.question import Form, Question, Term
from knowledge.ask.scope import as_report_year, hosted, resolved
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


@pytest.mark.parametrize(
    "norm", ["去年门诊多少", "去年一共门诊多少", "我们去年门诊多少", "请问去年门诊多少", "医院去年门诊多少"]
)
def test_last_year_of_the_only_report_is_its_own(norm: str) -> None:
    """Staff who ask of a report of a year that is over mean that year; the answer is told which it is."""
    taken = as_report_year(Question(norm, norm, "count", relative=("去年",)), (report(2030),))
    assert taken is not None
    assert (taken[0].relative, taken[0].periods, taken[1]) == ((), (), "2030年")


@pytest.mark.parametrize(
    ("norm", "relative"),
    [
        ("门诊多少比去年", ("去年",)),
        ("药占比去年是多少", ("去年",)),
        ("去年同期门诊多少", ("去年",)),
        ("去年末医生多少", ("去年",)),
        ("今年和去年门诊多少", ("今年", "去年")),
        ("去年比今年门诊多多少", ("去年", "今年")),
        ("前年门诊多少", ("前年",)),
        ("门诊多少", ()),
    ],
)
def test_a_year_that_is_contrasted_is_the_year_before(norm: str, relative: tuple[str, ...]) -> None:
    """去年 beside this year, at its end, or behind what is asked for stays the year before the report's."""
    assert as_report_year(Question(norm, norm, "count", relative=relative), (report(2030),)) is None


def test_last_year_needs_one_report_to_be_its_own() -> None:
    """With reports of two years, with none, or for a change 去年 is a year like others."""
    question = Question("去年门诊多少", "去年门诊多少", "count", relative=("去年",))
    assert as_report_year(question, (report(2030), report(2029))) is None
    assert as_report_year(question, ()) is None
    assert as_report_year(replace(question, aspect="growth"), (report(2030),)) is None


@pytest.mark.parametrize(
    ("word", "title", "bound"),
    [
        ("全市", "云岭市政府工作报告", False),
        ("全市", "云岭市体育局工作总结", False),
        ("全市", "云岭市第三医院工作总结", True),
        ("全省", "南澜省教育厅工作总结", False),
        ("全省", "云岭市体育局工作总结", True),
        ("全县", "松岭县统计公报", False),
    ],
)
def test_a_region_is_the_report_s_own_only_where_it_reports(word: str, title: str, bound: bool) -> None:
    """全市 is the city's by its own offices; one of its hospitals speaks of less."""
    assert hosted(asking(word), (report(2030, title),), HOSTS).terms[0].hard is bound
