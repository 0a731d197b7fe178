"""Facts that tell another quantity than the plain one, each with the reason that puts it out."""

from __future__ import annotations

import pytest

from knowledge.ask.other_quantity import quantity_conflict
from knowledge.ask.question import Question
from knowledge.model import Fact, Period
from knowledge.report.facts import facts_of
from knowledge.report.outline import outline

YEAR = Period("year", "2023年", 2023, 2023)


def told(text: str, value: str, heading: str = "一、情况") -> tuple[Fact, str, str]:
    """The fact with this value in a report of one sentence, the sentence, and the headings above."""
    paragraph = outline(f"{heading}\n\n{text}\n", "report.txt").paragraphs[0]
    fact = next(f for f in facts_of(paragraph) if f.text == value and f.kind in ("count", "money", "percent"))
    return fact, paragraph.sentences[fact.sentence].norm, heading


@pytest.mark.parametrize(
    ("norm", "text", "value", "reason"),
    [
        ("床位多少张", "每千人拥有床位7张。", "7", "per"),
        ("每千人床位多少张", "每千人拥有床位7张。", "7", ""),
        ("处理污水多少吨", "日处理污水18吨。", "18", "per"),
        ("捐款多少元", "单笔捐款50元。", "50", "extreme"),
        ("最高捐款多少元", "最高捐款50元。", "50", ""),
        ("床位多少张", "预计新增床位900张。", "900", "plan"),
        ("预计新增床位多少张", "预计新增床位900张。", "900", ""),
        ("录取多少人", "计划招生2600人，实际录取2548人。", "2548", ""),
        ("招生多少人", "计划招生2600人，实际录取2548人。", "2600", "plan"),
        ("打算举办几场论坛", "举办论坛6场。", "6", "actual"),
        ("现有驾驶员多少名", "新招聘驾驶员42名。", "42", "increment"),
        ("新招聘驾驶员多少名", "新招聘驾驶员42名。", "42", ""),
        ("驾驶员多少名", "引进驾驶员42名。", "42", "increment"),
        ("一共有多少条轮胎", "更换轮胎77条。", "77", "increment"),
        ("更换了多少条轮胎", "更换轮胎77条。", "77", ""),
        ("学校有多少学生", "运动会开幕，860名学生参加。", "860", "participants"),
        ("运动会多少学生参加", "运动会开幕，860名学生参加。", "860", ""),
        ("有多少名教师", "全校教师74名。", "74", ""),
        ("出台计划生育文件几份", "出台计划生育文件3份。", "3", ""),
    ],
)
def test_another_quantity_is_out(norm: str, text: str, value: str, reason: str) -> None:
    """A rate, an extreme, a plan, an increment or those who came are out unless the question names them."""
    fact, sentence, heading = told(text, value)
    assert quantity_conflict(Question(norm, norm, "count"), fact, sentence, YEAR, heading) == reason


@pytest.mark.parametrize(
    ("heading", "norm", "reason"),
    [
        ("三、下一步工作打算", "引进机床多少台", "plan"),
        ("三、下一步工作打算", "计划引进机床多少台", ""),
        ("三、2024年工作安排", "引进机床多少台", "plan"),
        ("三、设备引进", "引进机床多少台", ""),
    ],
)
def test_what_stands_under_a_heading_of_what_is_to_come_is_a_plan(heading: str, norm: str, reason: str) -> None:
    """The heading governs all that stands under it."""
    fact, sentence, context = told("引进机床25台。", "25", heading)
    assert quantity_conflict(Question(norm, norm, "count"), fact, sentence, YEAR, context) == reason
