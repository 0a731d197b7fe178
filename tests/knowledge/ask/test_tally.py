"""Lists counted: whatever is listed, and however it ends, a count is right or is not given."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.model import Answer
from tests.knowledge.ask.reports import published

NAMES = st.lists(st.sampled_from("文学 书画 围棋 摄影 吉他 话剧 合唱 天文 航模 茶艺".split()), min_size=2, max_size=7, unique=True)
VERBS = st.sampled_from("成立 组建 撤销".split())
LEADS = ("", "学校", "先后", "2024年")
# What leaves a list open, narrows it or counts it: before it and behind it.
OPEN = (
    ("", "等。"),
    ("", "等社团。"),
    ("", "以及其他社团。"),
    ("", "，另有民乐社。"),
    ("", "。此外，民乐社挂牌。"),
    ("", "，其余7个社团保留。"),
    ("计划", "。"),
    ("5月，", "。"),
    ("机械学院", "。"),
    ("机械学院带头，", "。"),
    ("未", "。"),
    ("恢复民乐社、", "。"),
)


def asked(sentence: str, question: str) -> Answer:
    """The answer of a report that says just this."""
    with TemporaryDirectory() as folder:
        report = f"# 青岚学院2024年工作总结\n\n## 一、学生工作\n\n{sentence}\n\n## 二、后勤\n\n维修看台9个。\n"
        library = Library.open(published(Path(folder), [report]))
        try:
            return library.ask(question)
        finally:
            library.close()


@pytest.mark.parametrize("lead", LEADS)
def test_a_closed_list_is_counted(lead: str) -> None:
    """As many as are named, each shown once and as written, and a note says that they were counted."""

    @settings(max_examples=10)
    @given(NAMES, VERBS)
    def law(names: list[str], verb: str) -> None:
        clubs = [f"{name}社" for name in names]
        answer = asked(f"{lead}{verb}了{'、'.join(clubs)}。", f"{verb}了几个社团")
        assert answer.text == f"{len(names)}个"
        assert answer.calculation == f"{' + '.join(clubs)} = {len(names)}"
        assert [value.value for value in answer.values] == [str(len(names))]
        assert [note.code for note in answer.notes] == ["counted"]

    law()


@pytest.mark.parametrize(("before", "behind"), OPEN)
def test_an_open_list_is_not_counted(before: str, behind: str) -> None:
    """What may be more, is another's, or is no fact yet has no number."""

    @settings(max_examples=6)
    @given(NAMES, VERBS)
    def law(names: list[str], verb: str) -> None:
        answer = asked(f"{before}{verb}了{'、'.join(f'{name}社' for name in names)}{behind}", f"{verb}了几个社团")
        assert answer.calculation is None
        assert answer.status == "not_found" or answer.text == "7个"

    law()
