"""Words with their part of speech: nothing is lost, both engines agree, and what can name a thing is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language import tags
from knowledge.language.tags import Token, tag

REPORT_LIKE = st.text(alphabet="全年学校招生人数达3826.%，；。（）《》“”第一二三届省级奖项gdp \n3D", max_size=40) | st.text(max_size=20)
SENTENCES = (
    "全年招生3826人，报到率为95.9%。",
    "学校图书馆开展阅读推广活动22场，吸引读者1800余人次。",
    "县人民医院门诊量46.7万人次，增长13.1%；出院2.31万人次。",
    "获得省级技能竞赛一等奖2项、二等奖5项。",
)


@given(REPORT_LIKE)
def test_joined_words_are_the_text(text: str) -> None:
    """Every character stands in one word, at its place."""
    words = tag(text)
    assert "".join(word.word for word in words) == text
    assert all(text[word.at : word.to] == word.word and word.word for word in words)


@pytest.fixture
def without_rjieba(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tagger as it is where the quick engine is not installed."""
    monkeypatch.setitem(sys.modules, "rjieba", None)
    tags._tagger.cache_clear()
    yield
    tags._tagger.cache_clear()


def test_both_engines_tag_alike(without_rjieba: None) -> None:
    """The words and tags of jieba are those of rjieba."""
    slow = [tag(sentence) for sentence in SENTENCES]
    assert "rjieba" not in repr(tags._tagger())
    tags._tagger.cache_clear()
    sys.modules.pop("rjieba", None)
    pytest.importorskip("rjieba")
    assert [tag(sentence) for sentence in SENTENCES] == slow


@pytest.mark.parametrize(
    ("text", "word", "nominal", "verbal"),
    [
        ("学校招生", "学校", True, False),
        ("开展培训", "培训", True, False),
        ("举办讲座", "举办", False, True),
        ("举办讲座", "讲座", True, False),
        ("稳步推进", "稳步", False, False),
        ("全年完成", "全年", False, False),
        ("同比增长", "同比", False, False),
        ("全省先进", "全省", False, False),
    ],
)
def test_what_can_name_a_thing(text: str, word: str, nominal: bool, verbal: bool) -> None:
    """Nouns, verbal nouns and set phrases can; verbs cannot, nor can words that only say when and where."""
    found = next(token for token in tag(text) if token.word == word)
    assert (found.nominal, found.verbal) == (nominal, verbal)


@pytest.mark.parametrize("kind", ["n", "nr", "ns", "nt", "nz", "vn", "l", "j", "eng"])
def test_tags_of_names(kind: str) -> None:
    """Every kind of noun names a thing, and a verbal noun is no verb."""
    token = Token(0, 2, "某物", kind)
    assert token.nominal and not token.verbal


@settings(max_examples=30)
@given(REPORT_LIKE)
def test_no_word_is_both(text: str) -> None:
    """A word names or tells, never both."""
    assert not [token for token in tag(text) if token.nominal and token.verbal]
