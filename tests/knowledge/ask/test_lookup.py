"""Facts without a question: looked up by words, browsed by section, and the paragraph around a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import publish
from knowledge.library import Library

REPORT = """# 某医院2024年工作报告

## 一、医疗服务

### 1.门急诊

2024年门急诊量12.5万人次，其中急诊1.8万人次。出院病人8321人次，平均住院日6.2天。

改善就医体验，新增自助机32台。

### 2.手术

全年完成手术3105台，其中四级手术占18.5%。

## 二、科研教学

获批省级课题5项、市级课题9项。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home: Path = tmp_path_factory.mktemp("lookup")
    file = home / "report.md"
    file.write_text(REPORT, encoding="utf-8")
    publish.publish(home, publish.prepare(file, home))
    opened = Library.open(home)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("words", "first"),
    [("门急诊量", "12.5万人次"), ("四级手术", "18.5%"), ("省级课题", "5项"), ("自助机有多少台", "32台"), ("手术", "3105台")],
)
def test_words_find_their_facts(library: Library, words: str, first: str) -> None:
    """The fact that answers comes first, with its sentence."""
    hit = library.search(words)[0]
    assert hit.headline == first
    assert library.source(1)[hit.evidence.start : hit.evidence.end] == hit.evidence.quote


@pytest.mark.parametrize("words", ["国家级课题", "2023年门急诊量", "焊工", "你好", "", "？", "护士人数", "三级手术"])
def test_what_no_fact_says_finds_nothing(library: Library, words: str) -> None:
    """Another level, another year, an unknown word, no words at all."""
    assert library.search(words) == ()


def test_no_more_than_asked_for_and_none_twice(library: Library) -> None:
    """A limit, and each value of a sentence once."""
    hits = library.search("课题", 1)
    assert len(hits) == 1
    every = library.search("课题")
    assert len({(hit.evidence.start, hit.headline) for hit in every}) == len(every) == 2


def test_the_facts_of_a_section_in_order(library: Library) -> None:
    """Those directly under the heading and no others."""
    sections = {section.heading: section.index for section in library.contents(1)}
    surgery = [hit.headline for hit in library.facts_in(1, sections["2.手术"])]
    assert surgery == ["3105台", "18.5%"]
    assert library.facts_in(1, sections["一、医疗服务"]) == ()


def test_every_sentence_stands_in_its_paragraph(library: Library) -> None:
    """The paragraph around any fact holds its sentence, under the same heading."""
    for found in library.facts():
        sentence = found.passage.sentences[found.fact.sentence]
        around = library.paragraph("某医院2024年工作报告", sentence.start)
        assert around is not None and library.source(1)[sentence.start : sentence.end] in around.quote
        assert around.section == found.passage.section.label


def test_no_paragraph_where_there_is_none(library: Library) -> None:
    """Another report, a place outside of the text."""
    assert library.paragraph("另一份报告", 10) is None
    assert library.paragraph("某医院2024年工作报告", 10_000) is None
    assert library.paragraph("某医院2024年工作报告", -1) is None
