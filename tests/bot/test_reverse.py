"""What a number is of, asked in the terminal chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat import Talk
from bot.desk import number_asked
from knowledge import publish
from knowledge.library import Library

TEXT = "# 某林场2030年工作总结\n\n## 一、造林\n\n全年植树1200株，成活率96%。\n"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("384是什么", "384"), ("384 是什么？", "384"), ("三百八十四是啥", "三百八十四"), ("96%指什么", "96%"), ("植树是什么", ""), ("384", "")],
)
def test_which_text_asks_for_a_number(typed: str, number: str) -> None:
    """A numeral and 是什么, and nothing else."""
    assert number_asked(typed) == number


def test_a_number_is_looked_up_and_the_talk_goes_on(tmp_path: Path) -> None:
    """The fact with its sentence; what was asked before is still known."""
    file, home = tmp_path / "report.md", tmp_path / "home"
    file.write_text(TEXT, encoding="utf-8")
    publish.publish(home, publish.prepare(file, home))
    library = Library.open(home)
    try:
        talk = Talk(library)
        talk.hear("植树多少株")
        found = "\n".join(line.text for line in talk.hear("一千二百是什么") or ())
        assert "1200株" in found and "全年植树1200株" in found and "一、造林" in found
        assert "没有" in "\n".join(line.text for line in talk.hear("7777是什么") or ())
        assert any("96%" in line.text for line in talk.hear("那成活率呢") or ())
    finally:
        library.close()
