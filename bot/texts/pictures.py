"""The words that stand on pictures, and what is said when there is nothing to draw."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.model import Answer, Evidence

SOURCE = "来源：{place}"
PLACE = "《{report}》{section}"
MORE_SOURCES = "等{count}处"
REVISION = "第{number}版"
EXAMPLE = "内置示例报告，不是本单位的报告"
BRAND = "问报"
CALCULATION = "算式：{calculation}"
NOTHING_TO_DRAW = "这个回答里没有可以画成图的几个数。可以问有几部分、分别是多少，或者几年的同一个数。"
NO_CARD = "报告里没有答案，画不了图。"
ASK_EXACTLY = "问题可以有几种理解，请先问清楚是哪一个。"


def refused(answer: Answer) -> str:
    """What is said when an answer makes no chart."""
    return {"answered": NOTHING_TO_DRAW, "choose": ASK_EXACTLY}.get(answer.status, NO_CARD)


def sources(evidence: Sequence[Evidence], most: int) -> list[str]:
    """Each place once, as a source line; what is over ``most`` is counted."""
    places = list(dict.fromkeys(source(one.report, one.section) for one in evidence))
    lines = [SOURCE.format(place=places[0]), *places[1:most]]
    if len(places) > most:
        lines[-1] += MORE_SOURCES.format(count=len(places))
    return lines


def source(report: str, section: str) -> str:
    """One place; a heading over everything that is only the report's own title is not said twice."""
    first, _, rest = section.partition(" › ")
    return PLACE.format(report=report, section=rest if _plain(first) == _plain(report) else section)


def revision(name: str) -> str:
    """The revision by its number ("000012" is the twelfth), the built-in example by what it is."""
    return REVISION.format(number=int(name)) if name.isdecimal() else EXAMPLE if name == "example" else name


def _plain(title: str) -> str:
    return "".join(title.split())
