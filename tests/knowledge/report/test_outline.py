"""The outline of a report: sections, paths, sentences; and that every span quotes the source back."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import NoSectionError
from knowledge.language.normal import fold
from knowledge.model import Outline
from knowledge.report.outline import LONGEST_PARAGRAPH, outline

CASES = tomllib.loads((Path(__file__).parent / "outline.toml").read_text(encoding="utf-8"))["case"]
# Pieces that reports are made of, to be put together at random.
PIECES = (
    "一、", "二、", "（一）", "(2)", "1.", "2、", "①", "第一章 ", "## ", "**", "- ", "| ", "|", "\t", "　　", "[1]", "《", "》", "“", "”", "（", "）",
    "。", "；", "，", "：", "！", "\n", "\r\n", "\n\n", "\f", "2023年", "1.2亿元", "3.5%", "招生", "工作总结", "全年完成各类培训", "單位", "８", "注释：", "目录",
    "图 1 情况", "- 3 -", "---", "=====", "单位：万人", "\u200b", "\ufeff", "😀", "㈠", "x",
)  # fmt: skip


def sections(read: Outline) -> list[str]:
    return [f"{s.path} {s.heading}" for s in read.sections]


def sentences(read: Outline) -> list[str]:
    return [f"{read.sections[s.section].path}: {s.norm}" for p in read.paragraphs for s in p.sentences]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_outline_of(case: dict[str, Any]) -> None:
    """Title, institution, period, sections and sentences are those of the table."""
    read = outline(case["text"], "x.txt")
    assert sections(read) == case["sections"]
    said = sentences(read)
    if case.get("only"):
        assert said == case["sentences"]
    assert [s for s in said if s in case["sentences"]] == case["sentences"]
    assert (read.title, read.institution) == (case["title"], case["institution"])
    assert ([read.period.first, read.period.last] if read.period else None) == case.get("period")
    assert [s.label for s in read.sections] == case.get("labels", [s.label for s in read.sections])
    assert [s.level for s in read.sections] == case.get("levels", [s.level for s in read.sections])
    if "periods" in case:
        assert [s.period.first if s.period else None for s in read.sections] == case["periods"]
    assert not [s for s in said for word in case.get("absent", ()) if word in s]


LISTED = "一等奖：赵一鸣、钱小红、孙立、李四海、周五常、吴六一、郑七星、王八斤、冯九思、陈十全"


def test_whole_paragraphs_are_not_put_together() -> None:
    """Where a format gives the paragraphs itself, a long one that no mark ends still ends at the blank line; printed lines that
    were pasted as paragraphs go on."""
    text = f"一、获奖\n\n{LISTED}、褚上元\n\n二等奖名单如下，共表彰教师十二名，另附学生四十名在后\n"
    assert len(outline(text, "x", whole=True).paragraphs) == 2
    printed = "\n\n".join(["全年新建改建农村道路三十公里，新增公共停车泊位，完成危旧", "房屋改造，新增绿地面积，改造老旧小区供水管网，安装路灯。"] * 6)
    assert [p.sentences[0].norm[-6:] for p in outline(f"一、建设\n\n{printed}\n", "x", whole=True).paragraphs] == ["，安装路灯。"] * 6


def quotes_back(text: str, read: Outline) -> None:
    """The law of spans: what an outline points at is in the source, in order, and folds to its matching text."""
    assert read.source == text
    for place, section in enumerate(read.sections):
        assert section.index == place and section.parent < place
        assert 0 <= section.start <= section.end <= len(text)
        if section.heading:
            assert section.heading[0] == text[section.start] and section.heading[-1] == text[section.end - 1]
    starts = [s.start for s in read.sections]
    assert starts == sorted(starts)
    for paragraph in read.paragraphs:
        assert paragraph.sentences
        spans = [(s.start, s.end) for s in paragraph.sentences]
        assert spans == sorted(spans)
        for sentence in paragraph.sentences:
            assert sentence.section == paragraph.section < len(read.sections)
            assert len(sentence.norm) == len(sentence.origins) > 0
            assert list(sentence.origins) == sorted(sentence.origins)
            assert sentence.start <= sentence.origins[0] and sentence.origins[-1] < sentence.end <= len(text)
            for char, origin in zip(sentence.norm, sentence.origins, strict=True):
                assert char == "｜" or char in fold(text[origin])[0] or not char.isalnum() or not text[origin].isascii()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_every_span_quotes_back(text: str) -> None:
    """Whatever is put together, each sentence and section points at its own text."""
    try:
        read = outline(text, "x.txt")
    except NoSectionError:
        return
    quotes_back(text, read)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_change_nothing_but_offsets(case: dict[str, Any], line_end: str) -> None:
    """Windows and old Mac line ends give the same outline, and its spans quote back."""
    text = case["text"].replace("\n", line_end)
    read = outline(text, "x.txt")
    quotes_back(text, read)
    assert (sections(read), sentences(read)) == (
        sections(outline(case["text"], "x.txt")),
        sentences(outline(case["text"], "x.txt")),
    )


def test_a_wrapped_sentence_is_quoted_with_its_line_end() -> None:
    """The verbatim quote keeps the hard wrap that the matching text has lost."""
    text = "一、就业\n全年共组织各类招聘活动一百余场，提供就业岗位总计超过了\n3.2万个。\n"
    (sentence,) = outline(text).paragraphs[0].sentences
    assert "\n" in text[sentence.start : sentence.end]
    assert sentence.norm.endswith("超过了3.2万个。")


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """No paragraph of several sentences is longer than the limit, and nothing is lost."""
    text = "一、工作\n" + "全年开展安全检查二十次，整改隐患一百余处。" * 200
    read = outline(text)
    assert len(read.paragraphs) > 2
    assert all(p.sentences[-1].end - p.sentences[0].start <= LONGEST_PARAGRAPH for p in read.paragraphs)
    assert sum(len(p.sentences) for p in read.paragraphs) == 200


@pytest.mark.parametrize("text", ["", "\n\n", "- 3 -\n", "。。。\n", "图 1 情况\n"])
def test_nothing_to_ask_is_an_error(text: str) -> None:
    """A text with neither heading nor sentence is refused by name."""
    with pytest.raises(NoSectionError, match=r"x\.txt"):
        outline(text, "x.txt")
