"""A number looked up backwards: all facts that have it, however it is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.errors import NoNumberError
from knowledge.library import Library
from tests.knowledge.ask.reports import published

REPORT = """
# 云岭职业学校2024年工作总结

## 一、宣传

公众号推送文章384篇，视频号发布短片三百八十四条。就业率95.9%。投入经费384万元。满意度384分制不计。

| 指标 | 数量 |
| --- | --- |
| 到馆人次（万） | 3.84 |

团体总分列全市第三名，航模队获第三名。志愿者384名。
"""
# asked, the values found as written, in order
LOOKED_UP = [
    ("384", ["384篇", "三百八十四条", "384名"]),
    ("三百八十四", ["384篇", "三百八十四条", "384名"]),
    ("３８４", ["384篇", "三百八十四条", "384名"]),
    ("0.0384万", ["384篇", "三百八十四条", "384名"]),
    ("384篇", ["384篇", "三百八十四条"]),
    ("384人", ["384名"]),
    ("384 是什么？", ["384篇", "三百八十四条", "384名"]),
    ("384万元", ["384万元"]),
    ("3840000", ["384万元"]),
    ("95.9%", ["95.9%"]),
    ("95.9", ["95.9%"]),
    ("38400", ["3.84万"]),
    ("3.84万人次", ["3.84万"]),
    ("第三名", ["第三名", "第三名"]),
    ("3", []),
    ("999", []),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The report of this module, published."""
    opened_once = Library.open(published(tmp_path_factory.mktemp("numbers"), [REPORT]))
    yield opened_once
    opened_once.close()


@pytest.mark.parametrize(("asked", "expected"), LOOKED_UP)
def test_find(library: Library, asked: str, expected: list[str]) -> None:
    """All facts of the number, in the unit asked for if one was; each with its sentence, verbatim."""
    found = [f for f in library.find_number(asked) if f.value.label != "分制不计"]
    assert [f.value.text + f.value.unit for f in found if "分" not in f.value.unit] == expected
    source = library.source(library.reports()[0].id)
    assert all(source[f.evidence.start : f.evidence.end] == f.evidence.quote and f.value.label for f in found)


@pytest.mark.parametrize("asked", ["", "abc", "叶知秋", "？", "第"])
def test_no_number(library: Library, asked: str) -> None:
    """What holds no number is refused in one line."""
    with pytest.raises(NoNumberError) as caught:
        library.find_number(asked)
    assert "\n" not in str(caught.value)
