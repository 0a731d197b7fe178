"""Lines that no report has: one thing thousands of times. They are read in work that grows with their length."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from knowledge.report.facts import facts_of
from knowledge.report.outline import outline

PATTERNS = [
    "12人、", "12人，", "3人和", "50%、", "3个支部", "甲3乙4", "甲3、乙4", "增长3%，", "其中3人；", "其中3人，", "由3人", "第一、", "1金", "——3",
    "-1", "1 ", "1/", "1,", "3月12人，", "3月5日，", "6月3日甲3人，", "2021年3人", "（12人）", "（12人", "有12人（其中3人）、", "12人，党员", "甲、",
    "王伟、", "《甲》、", "的，", "开展，", "甲方面，", "在甲中，", "1\t", "第一名甲，第二名乙；", "甲、乙分别占1%、2%；",
]  # fmt: skip
SHORT, LONG, TIMES = 1_500, 6_000, 6  # a square would be 16 times the work


def work(text: str) -> int:
    """How many calls and lines reading the text takes, and how many zones its facts have."""
    done = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal done
        done += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        facts = [fact for paragraph in outline(text).paragraphs for fact in facts_of(paragraph)]
    finally:
        sys.settrace(before)
    return done + sum(len(fact.zones) for fact in facts)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_work_grows_with_the_line(pattern: str) -> None:
    """Four times the line is some four times the work."""
    short, long = (work(f"一、总则\n{(pattern * size)[:size]}。\n") for size in (SHORT, LONG))
    assert long < TIMES * short + 10_000


NESTED = ["（1人" * 4_000 + "）" * 4_000, "万" * 20_000, "百亿" * 10_000, "零" * 20_000, "“" * 20_000, "一" + " " * 20_000]


@pytest.mark.parametrize("line", NESTED, ids=lambda line: line[:4])
def test_nothing_is_too_deep(line: str) -> None:
    """Brackets within brackets and endless numerals are read to their end."""
    read = outline(f"一、总则\n{line}。\n")
    assert all(isinstance(facts_of(paragraph), tuple) for paragraph in read.paragraphs)


def test_items_in_vast_lists_are_not_told_apart() -> None:
    """Of thousands of items and as many values nobody can say which is whose, and nothing proves any of them."""
    text = "一、总则\n" + "甲、" * 4_000 + "分别占" + "1%、" * 4_000 + "1%。\n"
    facts = [fact for paragraph in outline(text).paragraphs for fact in facts_of(paragraph) if fact.kind == "percent"]
    assert len(facts) == 4_001
    assert sum(len(fact.zones) for fact in facts) < 100_000
