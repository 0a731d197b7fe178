"""Matching text: what folds to what, and laws of the origins."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.normal import fold, fold_plain

CASES = tomllib.loads(Path(__file__).with_name("normal.toml").read_text("utf-8"))["fold"]
# Any code point, lone surrogates too, with those that the rules speak of drawn often.
PRINTED = st.text(st.one_of(st.characters(), st.sampled_from("12,，.:：[]①²㎡ \n—-%年项a(（“\"〝\u200b\ud800臺")), max_size=40)


@pytest.mark.parametrize("text", CASES)
def test_fold(text: str) -> None:
    """A printed form has one matching form."""
    assert fold_plain(text) == CASES[text]


def test_lone_surrogates_are_dropped() -> None:
    """Half a character prints nothing."""
    assert fold("甲\ud800乙") == ("甲乙", (0, 2))


def test_origins_lead_back() -> None:
    """Origins name the characters of the source, also across a hard wrap."""
    text = "年末总\n量为 ４５６ 人"
    norm, origins = fold(text)
    at = norm.index("456")
    assert text[origins[at] : origins[at + 2] + 1] == "４５６"


@given(PRINTED)
def test_origins_are_ordered_and_in_range(text: str) -> None:
    """Every character of the matching text has an origin, and none goes back."""
    norm, origins = fold(text)
    assert len(norm) == len(origins)
    assert all(a <= b for a, b in pairwise(origins))
    assert not origins or (origins[0] >= 0 and origins[-1] < len(text))


@given(st.text(st.sampled_from("0123456789"), max_size=30))
def test_digits_stay(text: str) -> None:
    """Digits alone are never touched."""
    assert fold(text) == (text, range(len(text)))
