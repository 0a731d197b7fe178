"""Every note is worded for people; codes and words that nobody foresaw are said sensibly or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import texts
from knowledge.model import Answer, Note
from tests.bot.tables import cases


@pytest.mark.parametrize("case", cases("notes"))
def test_notes(case: dict[str, Any]) -> None:
    """A note's words stand in its sentence."""
    assert texts.note(Note(case["code"], tuple(case["words"]))) == case["said"]


@given(st.sampled_from([*texts.NOTES, "unknown"]), st.lists(st.text(min_size=1), max_size=4))
def test_no_note_fails(code: str, words: list[str]) -> None:
    """Whatever the number of words, a note is worded, and no place of a template stays open."""
    said = texts.note(Note(code, tuple(words)))
    assert not {"{0}", "{1}", "{all}"} & {said[at : at + n] for at in range(len(said)) for n in (3, 5)} or "{" in "".join(words)


def test_missing_words_are_named() -> None:
    """A refusal says which words were not found."""
    answer = Answer("", "not_found", missing=("焊工", "2020学年"))
    assert texts.opening(answer) == "报告里没有找到「焊工」、「2020学年」的答案。"
