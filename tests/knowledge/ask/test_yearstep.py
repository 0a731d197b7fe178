"""From year to year: the stated change and the computed one, what may be compared at all, and the two reports that are meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ask import arithmetic
from knowledge.ask.arithmetic import Amount
from knowledge.ask.eachyear import runs_of
from knowledge.ask.guard import UnprovenNumberError, guarded
from knowledge.ask.rank import Candidate
from knowledge.ask.statedchange import Stated, borne_out
from knowledge.ask.yearstep import direction, percent_of, sure
from knowledge.errors import NoSuchReportError
from knowledge.library import Library
from knowledge.model import Answer, Evidence, Fact, FactKind, Passage, Period, Report, Section
from tests.knowledge.ask.reports import published

COUNTS = st.integers(1, 10**7)


def fact(text: str, value: str, unit: str = "人", kind: FactKind = "count", marker: str = "") -> Fact:
    return Fact(0, kind, text, unit, Decimal(value), 0, len(text), "", marker=marker)


def stated(percent: Decimal) -> Stated:
    passage = Passage(1, 1, Section(0, -1, 0, "", "", "", "", 0, 0), "", "", (), ())
    step = Fact(0, "percent", f"{abs(percent)}", "%", abs(percent), 0, 3, "", aspect="growth")
    return Stated(Candidate(passage, step, 1.0, (), (), ()), "增长", percent)


def count(number: int) -> Amount:
    return Amount(Decimal(number), "", "人", False)


@given(COUNTS, COUNTS)
def test_a_rounded_rate_is_borne_out(new: int, old: int) -> None:
    """The rate of two exact values, rounded to a tenth as reports do, never passes for a contradiction; one that is half a point off
    always does."""
    rate = (Decimal(new - old) / old * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    told = fact(str(new), str(new)), fact(str(old), str(old))
    assert borne_out(stated(rate), *told)
    assert not borne_out(stated(rate + Decimal("0.5")), *told)
    assert not borne_out(stated(rate - Decimal("0.5")), *told)


@pytest.mark.parametrize(
    ("new", "old", "rate", "agrees"),
    [
        (("1.21亿", "121000000"), ("1.10亿", "110000000"), "12", False),
        (("95.75万", "957500"), ("91.2万", "912000"), "5.0", True),
        (("1.2亿", "120000000"), ("1.1亿", "110000000"), "5", True),  # 1.15 and 1.149 are written so too
        (("1.2亿", "120000000"), ("1.1亿", "110000000"), "25", False),
        (("13.86亿", "1386000000"), ("14.05亿", "1405000000"), "-1.4", True),
        (("13.86亿", "1386000000"), ("14.05亿", "1405000000"), "1.4", False),
    ],
)
def test_rounding_of_the_values_is_allowed_for(
    new: tuple[str, str], old: tuple[str, str], rate: str, agrees: bool
) -> None:
    """A rate agrees when some values that round to the two that are written come to it; a rise is no fall."""
    assert borne_out(stated(Decimal(rate)), fact(*new, "元", "money"), fact(*old, "元", "money")) is agrees


@given(COUNTS, COUNTS)
def test_the_difference_has_its_direction(new: int, old: int) -> None:
    """The difference added to the smaller value gives the larger one, and the word says which is the newer."""
    step, word = arithmetic.step(count(new), count(old)), direction(count(new), count(old))
    assert min(new, old) + step.worth == max(new, old)
    assert word == ("持平" if new == old else "增加" if new > old else "减少")
    percent = percent_of(count(new), count(old))
    if percent is not None:
        assert abs(percent.worth - Decimal(abs(new - old)) / old * 100) <= Decimal("0.05")


def test_percentages_have_no_per_cent() -> None:
    """Of percentages only points are told."""
    rates = Amount(Decimal(95), "", "%", False), Amount(Decimal(90), "", "%", False)
    assert percent_of(*rates) is None
    assert (arithmetic.step(*rates).unit, direction(*rates)) == ("个百分点", "上升")


@pytest.mark.parametrize(
    ("new", "old", "known"),
    [
        (fact("60余", "60", marker="余"), fact("52", "52"), True),
        (fact("60余", "60", marker="余"), fact("65", "65"), False),
        (fact("约50", "50", marker="约"), fact("42", "42"), True),
        (fact("约50", "50", marker="约"), fact("48", "48"), False),
        (fact("400余", "400", marker="余"), fact("约400", "400", marker="约"), False),
        (fact("4100余", "4100", marker="余"), fact("4350", "4350"), True),
    ],
)
def test_what_is_only_about_so_much_is_compared_where_it_is_sure(new: Fact, old: Fact, known: bool) -> None:
    """余 and 约 leave something open; nothing is told to rise or fall within that."""
    assert sure(new, old) is known


def report(number: int, institution: str, year: int, kind: str = "year", title: str = "") -> Report:
    return Report(number, title or f"{institution}{year}年工作总结", institution, Period(kind, f"{year}年", year, year), "", "", 1, 1, 1, "")


def test_runs_are_of_one_institution_and_kind_of_time() -> None:
    """Years of one institution are a run, the newest first; half a year is none of it, nor is another institution's year."""
    one, two, three = (report(n, "甲校", year) for n, year in enumerate((2022, 2024, 2023)))
    other, half = report(4, "乙校", 2023), report(5, "甲校", 2025, "half")
    assert runs_of([one, other, two, half, three]) == ((two, three, one),)
    assert runs_of([one, other, half]) == ()


def test_two_kinds_of_report_are_two_runs() -> None:
    """Where an institution publishes two reports a year, those of like title go together."""
    told = [report(n, "甲县", year, title=f"甲县{year}年{kind}") for n, (year, kind) in enumerate(
        (y, k) for y in (2022, 2023) for k in ("统计公报", "工作总结"))]  # fmt: skip
    assert sorted(tuple(r.title for r in run) for run in runs_of(told)) == [
        ("甲县2023年工作总结", "甲县2022年工作总结"), ("甲县2023年统计公报", "甲县2022年统计公报"),
    ]  # fmt: skip


def test_a_year_is_proven_by_the_title_and_proves_no_value() -> None:
    """2023年 of a headline may stand in the title of the report cited; a number that is no year may not."""
    shown = Evidence("甲校2023年工作总结", "一", "一", "毕业生1480人。", 0, 9)
    assert guarded(Answer("q", "answered", "2023年1480人", (), (shown,)))
    for forged in ("2022年1480人", "2023人", "2023年1490人"):
        with pytest.raises(UnprovenNumberError):
            guarded(Answer("q", "answered", forged, (), (shown,)))


REPORTS = [
    "# 桃溪学校2023年工作总结\n\n## 一、教学\n\n毕业生300人。食堂满意度90%。社团活动40场，其中艺术类12场。全年培训教师80人。",
    "# 桃溪学校2024年工作总结\n\n## 一、办学\n\n培训教师80人次。毕业生330人。\n\n## 二、活动\n\n食堂满意度88.5%。举办社团活动36场，其中艺术类15场。",
    "# 柳湾医院2024年工作总结\n\n## 一、医疗\n\n门诊3万人次。",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two years of a school and one of a hospital."""
    opened = Library.open(published(tmp_path_factory.mktemp("two"), REPORTS))
    yield opened
    opened.close()


def test_what_changed_is_matched_by_meaning(library: Library) -> None:
    """Pairs are found wherever they stand; what counts otherwise (人, 人次) is no pair; each has both sentences."""
    found = library.compared()
    told = {c.label: (c.old.text, c.new.text, c.way, c.step, c.percent) for c in found.changes}
    assert (found.old.title, found.new.title) == ("桃溪学校2023年工作总结", "桃溪学校2024年工作总结")
    assert told == {
        "毕业生": ("300", "330", 1, "30人", Decimal(10)),
        "食堂满意度": ("90", "88.5", -1, "1.5个百分点", None),
        "举办社团活动": ("40", "36", -1, "4场", Decimal(10)),
        "举办社团活动（艺术类）": ("12", "15", 1, "3场", Decimal(25)),
    }
    for change in found.changes:
        assert change.new.text in change.evidence[0].quote and change.old.text in change.evidence[1].quote


@pytest.mark.parametrize("named", [("2023", "2024"), ("2024年", "桃溪学校2023"), ("桃溪学校2024年工作总结",)])
def test_reports_are_named_by_year_or_title(library: Library, named: tuple[str, ...]) -> None:
    """In either order; one alone is laid beside the year before."""
    found = library.compared(*named)
    assert (found.old.title, found.new.title) == ("桃溪学校2023年工作总结", "桃溪学校2024年工作总结")


@pytest.mark.parametrize("named", [("2020",), ("2024", "2019"), ("柳湾医院",), ("桃溪学校2023", "柳湾医院"), ("桃溪学校2023",)])
def test_reports_that_do_not_compare_are_told(library: Library, named: tuple[str, ...]) -> None:
    """Unpublished years and two institutions are an error of the library, not an empty list."""
    with pytest.raises(NoSuchReportError):
        library.compared(*named)


def test_one_year_alone_compares_with_nothing(tmp_path: Path) -> None:
    """One report is told to need another."""
    opened = Library.open(published(tmp_path, REPORTS[:1]))
    with pytest.raises(NoSuchReportError):
        opened.compared()
    opened.close()


def test_another_institution_does_not_answer(library: Library) -> None:
    """A value of the hospital is not laid beside the school's years."""
    assert library.ask("门诊人次和去年比").status == "not_found"
    assert library.ask("毕业生和去年比").text == "增加30人（10%）"


def years(folder: Path, *texts: str, name: str = "桃溪中心") -> Library:
    """A library of consecutive years of one institution, the last of them 2024."""
    first = 2025 - len(texts)
    return Library.open(published(folder, [f"# {name}{first + n}年工作总结\n\n## 一、工作\n\n{t}" for n, t in enumerate(texts)]))


@pytest.mark.parametrize(
    ("old", "new", "q"),
    [
        ("法官30人。", "法官助理20人。", "法官人数和去年比"),
        ("接诊900人次。", "第一季度接诊200人次。", "接诊人次和去年比"),
        ("志愿服务900人次。", "志愿服务400人。", "志愿服务和去年比"),
        ("产值3亿元。", "产值4000万美元。", "产值和去年比"),
        ("接待游客80万人次。", "接待过夜游客30万人次。", "接待游客人次比去年少多少"),
        ("省级课题12项。", "市级课题8项。", "课题和去年比"),
        ("满意度92分。", "满意度93%。", "满意度比去年提高多少"),
        ("专题讲座40场。", "讲座12场。", "讲座场数和去年比"),
        ("有效读者证14万张。", "新办读者证1万张。", "读者证和去年比"),
        ("到馆读者90万人次，其中少儿读者20万人次。", "接待读者99万人次。", "读者和去年比"),
        ("领取补助人数30人。", "领取补助人数33人。发放补助60万元，同比增加6万元。", "领取补助人数比去年多多少万元"),
        ("讲座40场。", "明年计划举办讲座50场。", "讲座场数和去年比"),
    ],
)
def test_what_does_not_count_the_same_is_not_compared(tmp_path: Path, old: str, new: str, q: str) -> None:
    """Another thing, time, unit, currency, part, level or kind, or a plan, is no other value of the year before."""
    library = years(tmp_path, old, new)
    answer = library.ask(q)
    assert (answer.status, answer.calculation) == ("not_found", None), answer.text
    library.close()


@pytest.mark.parametrize(
    ("old", "new", "q", "text", "code"),
    [
        ("专题讲座40场。", "讲座30场。", "讲座场数和去年比", "减少10场（25%）", "called_otherwise"),
        ("藏书60万册。", "藏书66万册（含电子图书）。", "藏书和去年比", "增加6万册（10%）", "definition"),
        ("产值10亿元。", "产值11亿元，比上年增长25%。", "产值和去年比", "增长25%", "stated_differs"),
        ("讲座40场。", "讲座50余场。", "讲座和去年比", "增加约10场", "approximate"),
    ],
)
def test_what_may_not_be_the_same_is_said(tmp_path: Path, old: str, new: str, q: str, text: str, code: str) -> None:
    """A comparison that rests on other wording, or that the report contradicts, says so."""
    library = years(tmp_path, old, new)
    answer = library.ask(q)
    assert answer.text == text
    assert code in {n.code for n in answer.notes}
    library.close()


def test_a_year_that_counts_otherwise_is_left_out_of_a_series(tmp_path: Path) -> None:
    """The years that count alike are told, and which one is not."""
    library = years(tmp_path, "志愿服务900人次。", "志愿服务400人。", "志愿服务950人次。")
    answer = library.ask("近三年志愿服务")
    assert answer.text == "2024年950人次，2022年900人次"
    assert ("year_missing", ("2023",)) in {(n.code, n.words) for n in answer.notes}
    assert library.ask("近三年一共志愿服务多少人次").calculation is None
    library.close()


def test_a_pair_of_the_list_holds_both_ways(tmp_path: Path) -> None:
    """专题讲座 of one year is no 讲座 of the other."""
    library = years(tmp_path, "专题讲座40场。", "举办讲座12场。")
    assert library.compared().changes == ()
    library.close()


def test_one_of_two_institutions_has_to_be_named(tmp_path: Path) -> None:
    """Where two institutions answer, nothing is told unless one is named."""
    texts = [f"# {name}{year}年工作总结\n\n## 一、教学\n\n毕业生{n}人。" for name, year, n in (
        ("桃溪学校", 2023, 300), ("桃溪学校", 2024, 330), ("柳湾学校", 2023, 500), ("柳湾学校", 2024, 450))]  # fmt: skip
    library = Library.open(published(tmp_path, texts))
    assert library.ask("毕业生和去年比").status == "not_found"
    assert library.ask("柳湾学校毕业生和去年比").text == "减少50人（10%）"
    with pytest.raises(NoSuchReportError):
        library.compared()
    assert library.compared("桃溪学校2024").changes[0].step == "30人"
    library.close()
