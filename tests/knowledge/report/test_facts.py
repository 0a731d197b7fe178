"""The facts of sentences: the table of cases, and laws that hold for any text."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Fact, Paragraph, Sentence
from knowledge.report.facts import facts_of
from knowledge.report.outline import outline

CASES = tomllib.loads((Path(__file__).parent / "facts.toml").read_text(encoding="utf-8"))["case"]
HEADING = "一、基本情况"
HALF = 0.5  # the least weight at which a word speaks of a value
VALUES = ("count", "percent", "money", "date", "rank")
REPORT_LIKE = st.text(alphabet="全年学生招聘共其中分别占第三名省级奖《》“”7508.%万元人次余月日，；：。、（）()\n ｜", max_size=60)


def marked(case: dict[str, Any]) -> Any:
    """The case as a parameter; a known gap must fail."""
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["text"].strip()[:30], marks=marks)


def read(case: dict[str, Any]) -> list[tuple[Paragraph, Fact]]:
    """The facts of a case's text, as it stands in a report, with the paragraph of each."""
    text = f"{HEADING}\n\n{case.get('after', '')}{case['text'].strip()}\n"
    paragraphs = outline(text, "report.txt").paragraphs
    return [(paragraph, fact) for paragraph in paragraphs for fact in facts_of(paragraph)]


def speaks_of(paragraph: Paragraph, fact: Fact, word: str) -> bool:
    """Whether some place of the word lies wholly in zones of half weight or more, or the context holds the word."""
    norm = paragraph.sentences[fact.sentence].norm
    strong = [any(a <= i < b and w >= HALF for a, b, w in fact.zones) for i in range(len(norm))]
    places = [i for i in range(len(norm)) if norm.startswith(word, i)]
    assert places or word in norm + "".join(s.norm for s in paragraph.sentences), f"{word} is not in the sentence"
    return word in fact.context or any(all(strong[i : i + len(word)]) for i in places)


def found(facts: list[tuple[Paragraph, Fact]], wanted: dict[str, Any]) -> tuple[Paragraph, Fact]:
    """The one fact of the kind, text and unit that is wanted."""
    alike = [
        (paragraph, fact)
        for paragraph, fact in facts
        if (fact.kind, fact.text) == (wanted["kind"], wanted["text"]) and wanted.get("unit", fact.unit) == fact.unit
    ]
    assert len(alike) == 1, [(f.kind, f.text, f.unit) for _, f in facts]
    return alike[0]


def check(paragraph: Paragraph, fact: Fact, wanted: dict[str, Any]) -> None:
    """Everything the row says of the fact."""
    if fact.kind in ("count", "percent", "money"):
        assert (fact.aspect, fact.marker, fact.misprint) == (
            wanted.get("aspect", "level"),
            wanted.get("marker", fact.marker),
            wanted.get("misprint", ""),
        )
    if "value" in wanted:
        assert fact.value == Decimal(wanted["value"])
    if "period" in wanted:
        assert fact.period is not None and fact.period.text == wanted["period"]
    if "names" in wanted:
        assert fact.names == tuple(wanted["names"])
    if "whole" in wanted:
        assert facts_of(paragraph)[fact.part_of].text == wanted["whole"]
    assert wanted.get("label", "") in fact.label
    assert [w for w in wanted.get("of", []) if not speaks_of(paragraph, fact, w)] == [], "words it must be of"
    assert [w for w in wanted.get("apart", []) if speaks_of(paragraph, fact, w)] == [], "words that are of others"


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_facts(case: dict[str, Any]) -> None:
    """Each sentence gives the facts its row names, and none it excludes."""
    facts = read(case)
    for wanted in case.get("facts", []):
        check(*found(facts, wanted), wanted)
    valued = [fact.text for _, fact in facts if fact.kind in ("count", "percent", "money", "list")]
    assert [text for text in case.get("absent", []) if text in valued] == []


def test_a_known_approximation_is_marked() -> None:
    """Without a marker in the row an exact value carries none: twenty-odd is never twenty."""
    rows = [wanted for case in CASES for wanted in case.get("facts", [])]
    assert sum("marker" in row for row in rows) >= 5
    for text in ("走访12户。", "馆藏3万册。"):
        assert [fact.marker for _, fact in read({"text": text}) if fact.kind == "count"] == [""]


def sentence(norm: str) -> Sentence:
    return Sentence(0, 0, len(norm), norm, tuple(range(len(norm))))


@given(st.lists(REPORT_LIKE, min_size=1, max_size=3))
def test_a_fact_stands_where_it_says(texts: list[str]) -> None:
    """Places lie in the sentence, a value is written there, zones lie in the sentence, a whole is another value."""
    paragraph = Paragraph(0, tuple(sentence(text) for text in texts))
    facts = facts_of(paragraph)
    for number, fact in enumerate(facts):
        norm = paragraph.sentences[fact.sentence].norm
        assert 0 <= fact.at <= fact.to <= len(norm)
        assert all(0 <= a <= b <= len(norm) and 0 < w <= 1 for a, b, w in fact.zones)
        assert fact.part_of < len(facts) and fact.part_of != number
        if fact.kind in VALUES and not fact.misprint:
            assert norm.startswith(fact.text, fact.at) or fact.text in norm[fact.at : fact.to]


@given(st.lists(REPORT_LIKE, min_size=1, max_size=2))
def test_the_same_text_gives_the_same_facts(texts: list[str]) -> None:
    """Reading has no memory: what was read before changes nothing."""
    paragraph = Paragraph(0, tuple(sentence(text) for text in texts))
    first = facts_of(paragraph)
    facts_of(Paragraph(0, (sentence("其中女生12人。"),)))
    assert facts_of(paragraph) == first
