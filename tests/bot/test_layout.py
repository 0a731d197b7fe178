"""Replies as people see them, and as programs read them."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot import desk
from bot.render import plain, record, terminal
from bot.render.layout import clean, joined
from knowledge.model import Answer, Choice, Note
from tests.bot import fake
from tests.bot.tables import cases

ANSWERED = """\
1200棵
植树
  “全年植树1200棵，成活率96%。”
  ——《某林场年报》一、造林 › 1.植树
注：按「植树」理解"""
CHOOSE = """\
您问的是哪一个？请输入编号：
  1. 1200棵 植树（一、造林）
  2. 96% 成活率（一、造林）"""
REFUSED = """\
报告里没有找到「焊工」的答案。
注：这是内置示例报告，不是本单位的报告
报告的范围：2030年。
相近的有：
  1. 12名 电工（二、人员）"""
NEAR = Answer(
    "焊工多少",
    "not_found",
    missing=("焊工",),
    covered=("2030年",),
    notes=(Note("example"),),
    choices=(Choice("12名", "电工", "二、人员", "电工多少"),),
)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (fake.TABLE["植树多少"], ANSWERED),
        (fake.TABLE["多少"], CHOOSE),
        (NEAR, REFUSED),
        (fake.TABLE["你好"], "您好！想知道报告里的哪个数，直接问我就行。"),
        (Answer("", "not_found"), "报告里没有找到答案。"),
        (Answer("", "answered", "501人", calculation="4327 - 3826 = 501"), "501人\n算式：4327 - 3826 = 501"),
        (Answer("", "answered", "8项", explanation=("a", "b")), "8项\n经过：\n  a\n  b"),
    ],
)
def test_plain(answer: Answer, text: str) -> None:
    """Headline, what it is of, sentence, place, notes; a refusal names the word and what is near."""
    assert plain.text(desk.worded(answer)) == text


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotes_on_one_line(case: dict[str, Any]) -> None:
    """Hard wraps go, marks stay on their characters, two numbers never become one."""
    line, marks = joined(case["quote"], tuple(map(tuple, case["marks"])))
    assert line == case["line"]
    assert [line[start:end] for start, end in marks] == case["marked"]


@given(st.text(alphabet="植树12 a\n\r\t　"), st.data())
def test_a_mark_keeps_its_characters(quote: str, data: st.DataObject) -> None:
    """What is marked on the line is what was marked in the source, blanks and wraps aside."""
    start = data.draw(st.integers(0, len(quote)))
    end = data.draw(st.integers(start, len(quote)))
    line, marks = joined(quote, ((start, end),))
    marked = "".join(line[at:to] for at, to in marks)
    assert "".join(marked.split()) == "".join(quote[start:end].split())
    assert "".join(line.split()) == "".join(quote.split())


def test_the_terminal_marks_the_value() -> None:
    """The number stands out in its sentence, and the sentence is not read as markup."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=60)
    terminal.show(console, desk.worded(fake.TABLE["植树多少"]))
    assert "\x1b[1;7m1200棵\x1b[0m" in out.getvalue()
    assert "\x1b[1;32m1200棵" in out.getvalue()


def test_markup_of_a_text_is_shown_as_it_is() -> None:
    """[bold] in a report is four letters in brackets, and an escape code moves no cursor."""
    out = io.StringIO()
    answer = Answer("", "answered", "[bold]8[/bold] \x1b[2J<b>")
    terminal.show(Console(file=out, force_terminal=False, width=80), desk.worded(answer))
    assert "[bold]8[/bold]  [2J<b>" in out.getvalue() and "\x1b" not in out.getvalue()


@given(st.text(st.characters(categories=("L", "N", "P", "Z", "C", "S"))))
def test_json_is_one_line_that_can_be_encoded(text: str) -> None:
    """Whatever was typed, the object is one line for every reader, in UTF-8, and says the same."""
    line = record.line({"question": text})
    assert len(line.splitlines()) == 1
    read = json.loads(line.encode("utf-8"))["question"]
    assert read == "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)


@given(st.text(st.characters(categories=("L", "C", "Z"))))
def test_clean_text_acts_on_no_terminal(text: str) -> None:
    """No control character is left, the length is kept (marks count characters), and it can be encoded."""
    shown = clean(text)
    assert len(shown) == len(text) and len(shown.splitlines()) <= 1
    assert "\x1b" not in shown and "\u202e" not in shown
    shown.encode("utf-8")


def test_the_json_contract() -> None:
    """Fields, their order and their types are what programs rely on."""
    fields: dict[str, Any] = record.record(desk.single(fake.Library(), "植树多少"))
    assert list(fields) == (
        [
            "question",
            "status",
            "text",
            "values",
            "evidence",
            "calculation",
            "notes",
            "missing",
            "choices",
            "confidence",
            "revision",
            "ms",
        ]
    )
    assert fields["values"] == [
        {"kind": "count", "value": "1200", "text": "1200", "unit": "棵", "approximate": False, "label": "植树"}
    ]
    (shown,) = fields["evidence"]
    assert list(shown) == ["report", "section", "path", "quote", "start", "end"] and shown["quote"] == fake.QUOTE
    assert fields["calculation"] is None and fields["notes"] == ["按「植树」理解"]
    offered: dict[str, Any] = record.record(desk.single(fake.Library(), "多少"))
    assert offered["choices"][0] == {"text": "1200棵", "label": "植树", "section": "一、造林"}
    assert "explanation" in record.record(desk.single(fake.Library(), "多少", explain=True), explain=True)
