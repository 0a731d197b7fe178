"""Names in one piece: a cut goes around them, and loses and adds nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ask.names import whole
from knowledge.language.tokens import Tokenizer

NAMES = ("望江亭外", "祝明朗", "a.b", "亭外")


@pytest.mark.parametrize(
    ("text", "word"),
    [("望江亭外演出多少场", "望江亭外"), ("谁是祝明朗", "祝明朗"), ("a.b多少次", "a.b"), ("亭外有几人", "亭外")],
)
def test_a_name_is_one_word(text: str, word: str) -> None:
    """What the passages call by name is no longer cut, and the rest is cut as before."""
    words = whole(NAMES, Tokenizer().cut)(text)
    assert word in words
    assert len(words) > 1


def test_what_only_looks_like_a_name_is_cut() -> None:
    """A name is characters and no pattern."""
    assert "axb" not in whole(("a.b",), list)("axb")


@given(st.text(alphabet="望江亭外祝明朗演出a.b场", max_size=20), st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
def test_words_joined_equal_the_text(text: str, names: list[str]) -> None:
    """Whatever is named, no character is lost, and each word is a name or a word of the cut."""
    words = whole(names, list)(text)
    assert "".join(words) == text
    assert all(word in names or len(word) == 1 for word in words)
