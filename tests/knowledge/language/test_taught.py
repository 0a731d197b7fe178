"""Words taught to mean the same: which pairs are refused and why, and that the lexicon has the others as its own."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import LessonError
from knowledge.language.lexicon import Lexicon
from knowledge.language.taught import check_synonym, refusal, with_synonyms

LEXICON = Lexicon.load()
TABLE = tomllib.loads((Path(__file__).parent / "taught.toml").read_text(encoding="utf-8"))["case"]
CASES = [(case["code"], *line.split()) for case in TABLE for line in case["pairs"].split("\n") if line]
RIVALS = sorted(LEXICON._rivals)


@pytest.mark.parametrize(("code", "word", "other"), CASES)
def test_which_words_may_mean_the_same(code: str, word: str, other: str) -> None:
    """Both ways round, with the same code."""
    assert refusal(word, other, LEXICON) == refusal(other, word, LEXICON) == code
    if code:
        with pytest.raises(LessonError) as told:
            check_synonym(word, other, LEXICON)
        assert (told.value.code, told.value.words) == (code, (word, other)) and "\n" not in str(told.value)
    else:
        check_synonym(word, other, LEXICON)


def test_nothing_and_a_word_are_refused() -> None:
    """What a table cannot hold."""
    assert refusal("", "读者", LEXICON) == refusal("读者", " ", LEXICON) == "empty"


@given(st.sampled_from(RIVALS), st.sampled_from(RIVALS))
def test_words_that_exclude_each_other_are_never_joined(one: str, other: str) -> None:
    """Whatever the families of the lexicon hold."""
    if LEXICON.exclude(one, other):
        assert refusal(one, other, LEXICON)


def test_taught_words_are_synonyms_both_ways() -> None:
    """Beside those of the lexicon, for the lexicon that was taught alone; pairs are not chained."""
    taught = with_synonyms([("书虫", "读者"), ("书虫", "阅览人"), ("男生", "女生")])
    assert taught.synonyms("书虫") == ("读者", "阅览人")
    assert taught.synonyms("读者") == (*LEXICON.synonyms("读者"), "书虫")
    assert "阅览人" not in taught.synonyms("读者")
    assert "女生" not in taught.synonyms("男生")
    assert taught.listed("书虫") and not LEXICON.listed("书虫") and LEXICON.synonyms("书虫") == ()


def test_what_excludes_stays_as_it_was() -> None:
    """Also between a taught word and what its other word excludes."""
    taught = with_synonyms([("小书虫", "男生")])
    assert taught.rivals_of("sex", LEXICON.rivals("男生")[0][1]) == LEXICON.rivals_of("sex", LEXICON.rivals("男生")[0][1])
    assert taught.exclude("男生", "女生")


def test_a_word_means_nothing_that_excludes_what_it_means_already() -> None:
    """本科 and 专科 exclude each other, so one word cannot mean both, in whatever order it is taught."""
    for first, second in pairwise(["大专", "本科", "大专"]):
        taught = with_synonyms([("学堂", first), ("学堂", second)])
        assert taught.synonyms("学堂") == (first,)


def test_no_pair_is_the_shared_lexicon() -> None:
    """Nothing is copied where nothing is taught, or nothing can be taken."""
    assert with_synonyms([]) is LEXICON
    assert with_synonyms([("男生", "女生")]) is LEXICON
